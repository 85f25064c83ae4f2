"""Tells a load balancer whether this process lives and whether it can serve.

Neither answer holds a secret or a version, and neither depends on the mail server: without it
people cannot get a link, but those with a passkey still sign in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from idp.clock import Clock
from idp.store import Store, StoreDownError
from idp.store.outbox import waits_since
from idp.store.revision import is_at_head

# A message that waits longer than this deserves a look; it does not make the service unready.
OUTBOX_WAITS_S = 300


@dataclass(frozen=True, slots=True)
class Health:
    """ready: 200, else 503.  parts: what was looked at, as short fixed words or numbers."""

    ready: bool
    parts: Mapping[str, str | int]


def livez() -> Health:
    """This process answers; it asks nobody else."""
    return Health(True, {"process": "ok"})


def readyz(store: Store, clock: Clock, keys_loaded: Callable[[], bool]) -> Health:
    """Database, schema at its newest revision, signing keys; and how long mail waits."""
    try:
        if not is_at_head(store):
            return Health(False, {"database": "ok", "schema": "needs migrate"})
        with store.read() as tx:
            since_at = waits_since(tx, clock.now())
    except StoreDownError:
        return Health(False, {"database": "down"})
    keys = keys_loaded()
    waits_s = 0 if since_at is None else clock.now() - since_at
    parts = {
        "database": "ok",
        "schema": "ok",
        "keys": "ok" if keys else "none",
        "outbox": "ok" if waits_s <= OUTBOX_WAITS_S else "late",
        "outbox_waits_s": waits_s,
    }
    return Health(keys, parts)
