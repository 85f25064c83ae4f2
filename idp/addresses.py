"""Reads an e-mail address as a person typed it, and shows it without giving it away."""

from __future__ import annotations

from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

LONGEST = 254  # RFC 5321 §4.5.3.1.3, without the angle brackets


class AddressError(Exception):
    """What was typed cannot get mail. key: a key of the page's `problems`."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class Address:
    """shown: as the person writes it.  canonical: the one spelling that we look up and compare."""

    shown: str
    canonical: str


def parse(text: str) -> Address:
    """The address in a typed text; nothing is asked of the network.

    Raises AddressError with the key email_missing, email_too_long or email_not_an_address.
    Local parts are ASCII and compared without case: letters that fold into one another (a
    dotless i and i, full-width letters) would let one person get another's mail.
    """
    typed = text.strip().removeprefix("mailto:")
    if not typed:
        raise AddressError("email_missing")
    if len(typed) > LONGEST:
        raise AddressError("email_too_long")
    try:
        found = validate_email(typed, check_deliverability=False, allow_smtputf8=False)
    except (EmailNotValidError, UnicodeError) as error:
        raise AddressError("email_not_an_address") from error
    domain = found.ascii_domain.lower()
    canonical = f"{found.local_part.lower()}@{domain}"
    if len(canonical) > LONGEST:
        raise AddressError("email_too_long")
    return Address(shown=f"{found.local_part}@{domain}", canonical=canonical)


def mask(address: str) -> str:
    """An address that its owner knows again and others cannot use: "a•••@example.org"."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}•••@{domain}"
