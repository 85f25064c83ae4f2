"""idp.addresses: what people type, and what we make of it."""

from __future__ import annotations

import pytest

from idp.addresses import AddressError, mask, parse


@pytest.mark.parametrize(
    ("typed", "shown", "canonical"),
    [
        ("ada@example.org", "ada@example.org", "ada@example.org"),
        ("  Ada.Lovelace@Example.ORG\t", "Ada.Lovelace@example.org", "ada.lovelace@example.org"),
        ("mailto:ada@example.org", "ada@example.org", "ada@example.org"),
        ("ada+portal@example.org", "ada+portal@example.org", "ada+portal@example.org"),
        ("ada@bücher.lu", "ada@xn--bcher-kva.lu", "ada@xn--bcher-kva.lu"),
        ("ada@BÜCHER.lu", "ada@xn--bcher-kva.lu", "ada@xn--bcher-kva.lu"),
        ("ada@example。org", "ada@example.org", "ada@example.org"),
    ],
)
def test_one_person_has_one_spelling(typed: str, shown: str, canonical: str) -> None:
    """Case, spaces and ways to write a domain lead to one canonical address."""
    address = parse(typed)

    assert (address.shown, address.canonical) == (shown, canonical)


@pytest.mark.parametrize("typed", ["", " ", "\t\n"])
def test_nothing_typed_is_said_so(typed: str) -> None:
    """An empty field is a missing address, not a wrong one."""
    assert _problem(typed) == "email_missing"


@pytest.mark.parametrize("typed", ["a" * 300 + "@example.org", "a@" + "b" * 260 + ".org"])
def test_an_address_that_is_too_long_is_said_so(typed: str) -> None:
    """More than 254 characters is too long."""
    assert _problem(typed) == "email_too_long"


@pytest.mark.parametrize(
    "typed",
    [
        "ada",
        "ada@",
        "@example.org",
        "ada@example",
        "ada@@example.org",
        "ada@example..org",
        "ada@-example.org",
        "ada lovelace@example.org",
        '"ada lovelace"@example.org',
        "Ada <ada@example.org>",
        "ada@example.org, eve@example.org",
        "ada@example.org\r\nBcc: eve@example.org",
        "ada@[192.0.2.1]",
        "ada@localhost",
        "ada@exam\u200bple.org\u0000",
        "ada\ud800@example.org",
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    """Whatever could not get mail, or would add a receiver, is not an address."""
    assert _problem(typed) == "email_not_an_address"


@pytest.mark.parametrize(
    "typed",
    [
        "\N{LATIN SMALL LETTER DOTLESS I}da@example.org",
        "\N{FULLWIDTH LATIN SMALL LETTER A}da@example.org",
        "ad\N{CYRILLIC SMALL LETTER A}@example.org",
        "\N{LATIN SMALL LETTER LONG S}am@example.org",
    ],
)
def test_letters_that_fold_into_others_are_refused(typed: str) -> None:
    """A local part that only looks like another one never becomes the other one."""
    assert _problem(typed) == "email_not_an_address"


@pytest.mark.parametrize(
    ("address", "masked"),
    [("ada@example.org", "a•••@example.org"), ("a@example.org", "a•••@example.org")],
)
def test_a_masked_address_shows_one_letter(address: str, masked: str) -> None:
    """However long the name, one letter and the domain are shown."""
    assert mask(address) == masked


def _problem(typed: str) -> str:
    with pytest.raises(AddressError) as problem:
        parse(typed)
    return problem.value.key
