"""Adds to every response the headers that say what a browser may do with it (SEC-66, SEC-68)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

YEAR_S = 31_536_000
_NOTHING = "default-src 'none'; frame-ancestors 'none'"
_OFF = (
    "accelerometer autoplay camera clipboard-read display-capture encrypted-media fullscreen "
    "geolocation gyroscope hid magnetometer microphone midi payment picture-in-picture serial usb "
    "web-share xr-spatial-tracking"
)
_ALWAYS = (
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    (
        "Permissions-Policy",
        ", ".join(
            [
                "publickey-credentials-get=(self)",
                "publickey-credentials-create=(self)",
                *(f"{name}=()" for name in _OFF.split()),
            ]
        ),
    ),
    ("Content-Security-Policy", _NOTHING),
)
_ONLY_HTTPS = ("Strict-Transport-Security", f"max-age={YEAR_S}; includeSubDomains")

Header = tuple[str, str]
Serve = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def with_headers(serve: Serve, *, secure: bool) -> Serve:
    """The same WSGI application, with the headers that a response has not set for itself.

    Outside of Flask, so that nothing that answers can leave them out, and none is checked and
    copied on its way.  secure: whether the service is reached by https.
    """
    always = (*_ALWAYS, _ONLY_HTTPS) if secure else _ALWAYS
    named = tuple((header[0].lower(), header) for header in always)

    def complete(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        def begin(status: str, headers: list[Header], *failed: Any) -> Any:
            own = {name.lower() for name, _ in headers}
            headers.extend(header for name, header in named if name not in own)
            return start(status, headers, *failed)

        return serve(environ, begin)

    return complete
