"""Finds what no event may hold: anything that tells who a person is, or lets one in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from idp.store import Store
from idp.store.events import Event, find_events

# What the people of our tests are called, and what would give a person or a secret away.
NAMES = re.compile(r"\b(ada|lovelace|marie|eve|bob|alice|grace)\b", re.IGNORECASE)
ADDRESS = re.compile(r"[^\s\"]+@[^\s\"]+")
SECRET = re.compile(r"[A-Za-z0-9_-]{43,}")
CODE = re.compile(r"(?<![\w.])\d{6}(?![\w.])")
WHOLE_NETWORK_ADDRESS = re.compile(r"\b\d{1,3}\.\d{1,3}\.\d{1,3}\.(?!0\b)\d{1,3}\b")
FORBIDDEN = (NAMES, ADDRESS, SECRET, CODE, WHOLE_NETWORK_ADDRESS)
# Public by nature, and as long as a secret: the thumbprint of a signing key (RFC 7638).
PUBLIC_FIELDS = {"key_id"}
# As long as a secret too, and of no use to anybody: a grant is known by the hash of its code.
HASH = re.compile(r"[0-9a-f]{64}")

# Chance makes the ids of requests and sessions, and so now and then a name between two hyphens.
ID = re.compile(r"(?<![\w@.-])(?=[a-z_-]*[0-9A-Z])[\w-]{22}(?![\w@.-])")


class PersonalDataError(AssertionError):
    """An event holds what it must not; the message names the event and the value."""


def look_at_events(store: Store) -> None:
    """Raises PersonalDataError for the first event that holds personal data."""
    with store.read() as tx:
        for event in find_events(tx):
            for found in personal_data(event):
                raise PersonalDataError(f"{event.name} holds {found!r}")


def personal_data(event: Event) -> Iterator[str]:
    """Every forbidden value in the fields of an event, its shortened network included."""
    details = {name: value for name, value in event.details.items() if name not in PUBLIC_FIELDS}
    if HASH.fullmatch(details.get("grant_id", "")):
        del details["grant_id"]
    for text in (ID.sub("", json.dumps(details, ensure_ascii=False)), event.ip_prefix):
        for pattern in FORBIDDEN:
            yield from (match.group() for match in pattern.finditer(text))
