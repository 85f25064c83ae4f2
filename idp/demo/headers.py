"""Response headers of the demo's own pages."""

from __future__ import annotations

from flask import Response


def protect(response: Response, *, form_action: str = "'none'") -> Response:
    """Adds what every page of the demo carries; a stricter policy set before stays."""
    response.headers.setdefault(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
        f"frame-ancestors 'none'; form-action {form_action}",
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
