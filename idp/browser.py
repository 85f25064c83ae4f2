"""What one request tells about the browser that sent it, read once.

The cookies of a browser: `id` binds interactions and forms to it, `session` says who is signed
in, `language`, `more_time`, `theme` and `method` are wishes of the person. Only hashes of `id`
and `session` are ever stored.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Browser:
    """One browser, in one request.

    id: secret of the binding cookie (made new when the browser had none).  id_hash: its SHA-256.
    is_new: the cookie must still be set.
    session_secret: value of the session cookie, "" when there is none.
    words: such as "Firefox on Windows".  network: address prefix that limits count, never stored
    as it is.  address: the full IP address, for the limits' own use.
    language: one of the offered ones.  theme: "", "light" or "dark".  method: flow that last
    signed somebody in here, "" when unknown or when the person cleared it.
    """

    id: str
    id_hash: str
    is_new: bool
    session_secret: str
    words: str
    network: str
    language: str
    more_time: bool = False
    theme: str = ""
    method: str = ""
