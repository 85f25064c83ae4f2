"""Sessions as they are stored."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One signed-in browser. id: public handle, `sid` of tokens; the cookie's secret is not here.

    browser: in words.  authenticated_at: of the real proof, becomes `auth_time`.
    idle_s: how long without any request.  expires_at: absolute end.
    """

    id: str
    account_id: str
    browser: str
    method: str
    acr: str
    amr: tuple[str, ...]
    authenticated_at: int
    created_at: int
    last_seen_at: int
    idle_s: int
    expires_at: int
