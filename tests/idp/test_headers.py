"""idp.headers: what every response says, whoever made it."""

from __future__ import annotations

from typing import Any

import pytest

from idp.headers import with_headers


def answer(own: list[tuple[str, str]], *, secure: bool) -> dict[str, str]:
    """The headers that go out for an application that sets these itself."""

    def serve(_environ: dict[str, Any], start: Any) -> list[bytes]:
        start("200 OK", own)
        return [b""]

    sent: list[tuple[str, str]] = []
    with_headers(serve, secure=secure)({}, lambda _status, headers: sent.extend(headers))
    assert len(sent) == len({name.lower() for name, _ in sent}), "no header comes twice"
    return {name.lower(): value for name, value in sent}


def test_nothing_may_be_loaded_framed_or_sniffed_unless_a_page_says_so() -> None:
    """A response that says nothing of itself allows nothing (SEC-66, SEC-68)."""
    sent = answer([], secure=False)

    assert sent["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert sent["x-content-type-options"] == "nosniff"
    assert sent["x-frame-options"] == "DENY"
    assert sent["referrer-policy"] == "no-referrer"
    assert "camera=()" in sent["permissions-policy"]


def test_what_a_response_says_itself_stands() -> None:
    """A page's own policy is neither replaced nor doubled, however its name is written."""
    sent = answer([("content-security-policy", "default-src 'self'")], secure=False)

    assert sent["content-security-policy"] == "default-src 'self'"


@pytest.mark.parametrize("secure", [True, False])
def test_only_https_promises_https(secure: bool) -> None:
    """Strict-Transport-Security is sent where https is, and nowhere else."""
    assert ("strict-transport-security" in answer([], secure=secure)) is secure
