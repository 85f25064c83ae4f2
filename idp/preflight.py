"""Looks, before anybody is let in, whether this installation can do what it promises.

What settings alone can show is refused when they are read (idp.settings); here is what needs a
look at the machine and the database.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from idp.clock import Clock
from idp.settings import Settings
from idp.store import Store, StoreDownError, StoreError
from idp.store.revision import HEAD, present
from idp.store.soundness import (
    SQLITE_VERSION,
    damage,
    database_now,
    postgresql_risks,
    sqlite_is_mended,
)
from idp.vault import Vault, VaultError
from idp.words import SOURCE_LANGUAGE, WORDS

# Older ones have published faults that we build on being mended (SEC-118).
FLOORS = {
    "authlib": (1, 9, 9),
    "joserfc": (1, 8, 0),
    "webauthn": (3, 0, 1),
    "cbor2": (5, 9, 0),
    "flask": (3, 1, 3),
    "werkzeug": (3, 1, 4),
    "cryptography": (45, 0, 1),
    "itsdangerous": (2, 2, 0),
}
CLOCK_SKEW_S = 30


@dataclass(frozen=True, slots=True)
class Finding:
    """`refuse` ends the start; `warn` is for the operator to decide; `note` explains."""

    level: Literal["refuse", "warn", "note"]
    text: str


def look(settings: Settings, clock: Clock, *, thorough: bool = False) -> list[Finding]:
    """Everything found, the gravest first. thorough: read the whole database file too."""
    found = [*_machine(settings), *_packages(), *_words(settings)]
    try:
        store = Store(settings.database_url, pool_size=1)
    except (StoreError, OSError, ImportError) as error:
        return _sorted([*found, Finding("refuse", f"database_url: {error}")])
    try:
        found += _database(store, settings, clock, thorough)
    except StoreDownError:
        found.append(Finding("refuse", "The database does not answer. Is database_url right?"))
    finally:
        store.close()
    return _sorted(found)


def refusals(found: list[Finding]) -> list[str]:
    return [finding.text for finding in found if finding.level == "refuse"]


def _machine(settings: Settings) -> Iterator[Finding]:
    if os.environ.get("FLASK_DEBUG", "0").lower() not in {"0", "", "false", "no"}:
        yield Finding("refuse", "FLASK_DEBUG is set: it shows the inside to visitors. Unset it.")
    if os.geteuid() == 0 and not settings.demo:
        yield Finding("warn", "This runs as root. Give the service a user of its own.")
    if settings.smtp_security == "none" and settings.smtp_user:
        yield Finding("warn", "smtp_security: the mail server gets our password unencrypted.")
    folder = os.environ.get("STEPFREE_SECRETS_DIR")
    if folder and Path(folder).is_dir() and Path(folder).stat().st_mode & 0o077:
        yield Finding("warn", "STEPFREE_SECRETS_DIR: other users may read it. Run chmod 700.")


def _packages() -> Iterator[Finding]:
    for name, floor in FLOORS.items():
        try:
            installed = version(name)
        except PackageNotFoundError:
            yield Finding("refuse", f"{name} is not installed. Install from the lock file.")
            continue
        parts = tuple(int(part) for part in installed.split(".")[:3] if part.isdigit())
        if parts < floor:
            wanted = ".".join(map(str, floor))
            yield Finding("refuse", f"{name} {installed} is too old: {wanted} mends known holes.")


def _words(settings: Settings) -> Iterator[Finding]:
    for language in settings.languages:
        if language != SOURCE_LANGUAGE and not (WORDS / language / "messages.po").exists():
            yield Finding("refuse", f"languages: there are no words for {language!r}.")


def _database(store: Store, settings: Settings, clock: Clock, thorough: bool) -> Iterator[Finding]:
    revision = present(store)
    if revision != HEAD:
        yield Finding("refuse", f"The database is at {revision or 'nothing'}: `stepfree migrate`.")
    else:
        yield from _keys(store, settings, clock)
    skew_s = abs(database_now(store) - clock.now())
    if skew_s > CLOCK_SKEW_S:
        yield Finding("refuse", f"Our clock and the database’s differ by {skew_s} s. Set the time.")
    yield from _sqlite(store, settings, thorough) if store.is_sqlite else _postgresql(store)


def _keys(store: Store, settings: Settings, clock: Clock) -> Iterator[Finding]:
    try:
        Vault.open(store, [key.get_secret_value() for key in settings.master_keys], clock)
    except VaultError as error:
        yield Finding("refuse", str(error))


def _sqlite(store: Store, settings: Settings, thorough: bool) -> Iterator[Finding]:
    file = Path(store.url.database or "")
    if file.stat().st_mode & 0o077:
        yield Finding("warn", f"Other users may read {file}. Run chmod 600.")
    if not sqlite_is_mended():
        yield Finding(
            "note",
            f"SQLite {SQLITE_VERSION} can lose pages when two connections commit and "
            "checkpoint at once. We never do; let no other program write to the file either.",
        )
    if thorough:
        yield from (Finding("refuse", f"The database file is damaged: {d}") for d in damage(store))


def _postgresql(store: Store) -> Iterator[Finding]:
    for risk in postgresql_risks(store):
        yield Finding(
            "refuse", f"PostgreSQL has {risk}: it may forget what it confirmed. Set it to on."
        )


def _sorted(found: list[Finding]) -> list[Finding]:
    return sorted(found, key=lambda f: ("refuse", "warn", "note").index(f.level))
