"""Exact redirect URI matching, and which addresses may be registered at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlencode, urlsplit

# The only hosts whose port a native program cannot know beforehand (RFC 8252 §7.3).
_LOOPBACK = re.compile(r"(http://(?:127\.0\.0\.1|\[::1\]))(?::(\d{1,5}))?(/.*)?", re.ASCII)
_ALLOWED = re.compile(r"[A-Za-z0-9\-._~:/?\[\]@!$&'()+,;=%]+", re.ASCII)
_PRIVATE_USE = re.compile(r"[a-z][a-z0-9+-]*(?:\.[a-z0-9+-]+)+", re.ASCII)


def matches(given: str, registered: Iterable[str], *, native: bool) -> bool:
    """Whether this very address is registered (RFC 9700 §2.1: compared character by character).

    native: a public client, whose loopback address may carry any port.
    """
    known = tuple(registered)
    if given in known:
        return True
    if not native:
        return False
    plain = _without_port(given)
    return plain is not None and any(plain == _without_port(uri) for uri in known)


def problem_with(uri: str) -> str:
    """Why this address cannot be registered; "" when it can (RFC 9700 §2.6)."""
    if not _ALLOWED.fullmatch(uri):
        return "it may hold only characters of an address, without * and #"
    try:
        parts = urlsplit(uri)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "it is no address"
    if "@" in parts.netloc:
        return "it may not hold a user name"
    if port == 0:
        return "its port is 0"
    if parts.scheme == "https":
        return "" if host else "it names no host"
    if parts.scheme == "http":
        loopback = host in ("127.0.0.1", "::1", "localhost")
        return "" if loopback else "http is only for this machine itself; use https"
    if _PRIVATE_USE.fullmatch(parts.scheme):
        return ""
    return "it begins with neither https:// nor a scheme of its own with a dot in it"


def with_values(uri: str, values: Iterable[tuple[str, str]]) -> str:
    """The address with these values added to its query (RFC 6749 §4.1.2)."""
    query = urlencode(tuple(values))
    return f"{uri}{'&' if '?' in uri else '?'}{query}" if query else uri


def _without_port(uri: str) -> str | None:
    found = _LOOPBACK.fullmatch(uri)
    if found is None or int(found[2] or 0) > 65_535:
        return None
    return found[1] + (found[3] or "")
