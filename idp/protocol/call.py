"""One request at a protocol endpoint, and what it may use."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Request

from idp.errors import ProtocolError
from idp.events import Events
from idp.limits import Limit, Limits, Verdict
from idp.protocol.keys import KeyRing
from idp.services import Ground, House
from idp.store.clients import Client


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """What all protocol endpoints of this process share; made once by idp.app.create_app."""

    house: House
    keys: KeyRing


@dataclass(slots=True, kw_only=True)
class Call:
    """One request of a program in its transaction: it needs none of the services for people.

    client: once it is known, for its scripts' CORS headers.
    """

    provider: Provider
    request: Request
    ground: Ground
    events: Events
    limits: Limits
    client: Client | None = None

    def url(self, path: str) -> str:
        """Our own address of a path: from the settings, never from the Host header (SEC-35)."""
        return self.ground.settings.issuer + path

    def refuse_when_full(self, limit: Limit, *what: str) -> None:
        """Raises ProtocolError 429 when as much as is allowed has been counted already."""
        verdict = self.limits.look(limit, *what)
        if not verdict.allowed:
            raise self.too_many(verdict)

    def count(self, limit: Limit, *what: str) -> None:
        """Counts one; the first one over the limit is told to the events."""
        verdict = self.limits.hit(limit, *what)
        if verdict.hits == limit.most(self.ground.settings):
            self.events.limit_attempts_reached(limit=limit.name)

    def too_many(self, verdict: Verdict) -> ProtocolError:
        """RFC 6585 §4, with the time after which it is worth trying again."""
        wait_s = verdict.wait_s(self.ground.clock.now())
        return ProtocolError(
            "temporarily_unavailable",
            f"Too many failed attempts. Try again in {wait_s} seconds.",
            429,
            (("Retry-After", str(wait_s)),),
        )
