"""What the sample portal remembers of a visit: on the server, the cookie holds a name only."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin

KEPT = 500
NAME_BYTES = 24


class Visit(dict[str, Any], SessionMixin):
    """The values of one visit. name: what the cookie holds."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class Visits(SessionInterface):
    """Server-side visits, the oldest forgotten first.

    Tokens never go to the browser, and several sign-ins may be under way in one visit without
    the cookie growing past what a browser accepts.
    """

    def __init__(self, cookie: str) -> None:
        self._cookie = cookie
        self._visits: OrderedDict[str, Visit] = OrderedDict()
        self._lock = threading.Lock()

    def open_session(self, app: Flask, request: Request) -> Visit:
        name = request.cookies.get(self._cookie, "")
        with self._lock:
            visit = self._visits.get(name)
            if visit is None:
                visit = Visit(secrets.token_urlsafe(NAME_BYTES))
            return visit

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not isinstance(session, Visit) or not session:
            return
        with self._lock:
            self._visits[session.name] = session
            self._visits.move_to_end(session.name)
            while len(self._visits) > KEPT:
                self._visits.popitem(last=False)
        # Lax: the provider sends people back by a link or, within one site, by a form.
        response.set_cookie(self._cookie, session.name, httponly=True, samesite="Lax")

    def renew(self, visit: SessionMixin) -> None:
        """Gives the visit a new name, so that a name known before the sign-in is worth nothing."""
        if isinstance(visit, Visit):
            with self._lock:
                self._visits.pop(visit.name, None)
                visit.name = secrets.token_urlsafe(NAME_BYTES)
