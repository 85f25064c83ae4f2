"""Tells a load balancer whether this process lives and whether it can serve.

Neither answer holds a secret or a version, and neither depends on the mail server: without it
people cannot get a link, but those with a passkey still sign in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from idp.clock import Clock
from idp.store import Store, StoreDownError
from idp.store.revision import is_at_head
from idp.store.outbox import oldest_due_at

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
        at_head = is_at_head(store)
        with store.read() as tx:
            oldest_at = oldest_due_at(tx)
    except StoreDownError:
        return Health(False, {"database": "down"})
    keys = keys_loaded()
    waits_s = 0 if oldest_at is None else max(0, clock.now() - oldest_at)
    parts = {
        "database": "ok",
        "schema": "ok" if at_head else "needs migrate",
        "keys": "ok" if keys else "none",
        "outbox": "ok" if waits_s <= OUTBOX_WAITS_S else "late",
        "outbox_waits_s": waits_s,
    }
    return Health(at_head and keys, parts)
