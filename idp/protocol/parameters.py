"""Reads what a request carries: from one place, one value a name, UTF-8 or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from flask import Request

from idp.errors import ProtocolError

FORM = "application/x-www-form-urlencoded"
BODY_MAX_BYTES = 64 * 1024
NAMES_MAX = 100
# A value of this length never came from an honest library; state and hints are far shorter.
VALUE_MAX_CHARACTERS = 16 * 1024
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Parameters(Mapping[str, str]):
    """The parameters of one request. One sent without a value is as if not sent (RFC 6749 §3.1).

    repeated: names that came more than once; the first value is kept so that an error can still
    be told to the right portal, but such a request is never granted.
    """

    values_by_name: Mapping[str, str]
    repeated: frozenset[str] = frozenset()

    def __getitem__(self, name: str) -> str:
        return self.values_by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_by_name)

    def __len__(self) -> int:
        return len(self.values_by_name)

    def require(self, name: str) -> str:
        """The value, which must be there. Raises ProtocolError invalid_request."""
        value = self.get(name, "")
        if not value:
            raise ProtocolError("invalid_request", f"The parameter {name} is missing.")
        return value


def of_query(request: Request) -> Parameters:
    """The parameters of the address. Raises ProtocolError invalid_request."""
    return _parse(request.query_string)


def of_body(request: Request) -> Parameters:
    """The parameters of a form body; whatever the address holds is refused.

    Secrets in an address end up in logs and histories (RFC 9700 §4.3). Raises ProtocolError.
    """
    if request.query_string:
        raise ProtocolError(
            "invalid_request", "Send the parameters in the body, and none in the address."
        )
    return _parse(_form_body(request))


def of_page(request: Request) -> Parameters:
    """The parameters of a browser's request: the address for GET, the form for POST."""
    return of_query(request) if request.method in ("GET", "HEAD") else of_body(request)


def refuse_repeated(parameters: Parameters) -> None:
    """RFC 6749 §3.2: no parameter more than once."""
    if parameters.repeated:
        names = ", ".join(sorted(name for name in parameters.repeated if name.isidentifier()))
        raise ProtocolError("invalid_request", f"Send each parameter once: {names or 'repeated'}.")


def _form_body(request: Request) -> bytes:
    if (request.content_length or 0) > BODY_MAX_BYTES:
        raise ProtocolError("invalid_request", "The body is longer than 64 KiB.", 413)
    body = request.get_data(cache=False)
    if len(body) > BODY_MAX_BYTES:
        raise ProtocolError("invalid_request", "The body is longer than 64 KiB.", 413)
    if body and request.mimetype != FORM:
        raise ProtocolError("invalid_request", f"Send the body as {FORM}.", 415)
    return body


def _parse(raw: bytes) -> Parameters:
    try:
        pairs = parse_qsl(
            raw.decode("ascii"), encoding="utf-8", errors="strict", max_num_fields=NAMES_MAX
        )
    except (UnicodeError, ValueError) as error:
        raise ProtocolError(
            "invalid_request", "The parameters are not form-encoded UTF-8."
        ) from error
    values: dict[str, str] = {}
    repeated = set()
    for name, value in pairs:
        if name in values:
            repeated.add(name)
            continue
        if _CONTROLS.search(name + value) or len(value) > VALUE_MAX_CHARACTERS:
            raise ProtocolError(
                "invalid_request", "A parameter holds a control character or is far too long."
            )
        values[name] = value
    return Parameters(values, frozenset(repeated))
