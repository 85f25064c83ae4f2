"""What a sign-in costs: statements counted, every look-up by an index, one transaction each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from joserfc.jwk import ECKey
from sqlalchemy import event, text

from tests.idp.protocol.world import Person, World

NOT_COUNTED = ("BEGIN", "COMMIT", "PRAGMA")


class Told:
    """Every statement that the database was given, with its values, and every commit."""

    def __init__(self) -> None:
        self.statements: list[tuple[str, Any]] = []
        self.begun = 0

    def statement(self, _c: Any, _cursor: Any, sql: str, values: Any, _ctx: Any, many: Any) -> None:
        if not sql.startswith(NOT_COUNTED):
            self.statements.append((sql, values[0] if many else values))

    def begin(self, _connection: Any) -> None:
        self.begun += 1


@contextmanager
def listening(world: World) -> Iterator[Told]:
    told = Told()
    event.listen(world.store.engine, "before_cursor_execute", told.statement)
    event.listen(world.store.engine, "begin", told.begin)
    try:
        yield told
    finally:
        event.remove(world.store.engine, "before_cursor_execute", told.statement)
        event.remove(world.store.engine, "begin", told.begin)


@pytest.fixture
def requests(world: World, signed_in: Person) -> dict[str, Told]:
    """What each endpoint told the database, in the second of two equal rounds."""
    heard = {}
    for _ in range(2):
        with listening(world) as heard["authorize"]:
            code = world.code(scope="openid email offline_access")
        with listening(world) as heard["token"]:
            got = world.redeem(code).json
        with listening(world) as heard["refresh"]:
            got = world.refresh(got["refresh_token"]).json
        with listening(world) as heard["userinfo"]:
            assert world.userinfo(got["access_token"]).status_code == 200
        with listening(world) as heard["discovery"]:
            world.browser.get("/.well-known/openid-configuration")
        with listening(world) as heard["jwks"]:
            world.browser.get("/jwks.json")
    return heard


BUDGET = {"authorize": 4, "token": 5, "refresh": 5, "userinfo": 2, "discovery": 0, "jwks": 0}


def test_statements_are_counted(requests: dict[str, Told]) -> None:
    """No endpoint asks the database more often than was promised."""
    counted = {name: len(told.statements) for name, told in requests.items()}
    assert all(counted[name] <= most for name, most in BUDGET.items()), counted


def test_one_transaction_each(requests: dict[str, Told]) -> None:
    """What a request changes is changed together; metadata need no store at all."""
    begun = {name: told.begun for name, told in requests.items()}
    expected = {name: 1 if most else 0 for name, most in BUDGET.items()}
    assert begun == expected


def test_every_look_up_uses_an_index(world: World, requests: dict[str, Told]) -> None:
    """A hundred thousand people more change nothing about the way."""
    sqlite = world.store.is_sqlite
    for name, told in requests.items():
        for sql, values in told.statements:
            if sql.startswith("INSERT"):
                continue
            with world.store.read() as tx:
                if not sqlite:
                    tx.execute(text("SET LOCAL enable_seqscan = off"))
                explain = "EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN "
                plan = "\n".join(str(row) for row in tx.exec_driver_sql(explain + sql, values))
            assert ("SCAN" if sqlite else "Seq Scan") not in plan, f"{name}: {plan}"


def test_no_key_is_opened_in_a_request(
    world: World, signed_in: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys are parsed when the process starts, and kept."""

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a key was parsed in a request")

    monkeypatch.setattr(ECKey, "import_key", refuse)
    world.userinfo(world.tokens(scope="openid offline_access")["access_token"])
