"""Every look-up of links and passkeys goes by an index, however many rows there are."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import event

from conftest import Outbox
from flows.magic_link import FLOW as MAGIC_LINK
from flows.passkey import FLOW as PASSKEY
from flows.passkey_setup import FLOW as SETUP
from idp.flow import Data, Show
from idp.services import House
from tests.authenticator import Device
from tests.visits import ADDRESS, Visit, link_of, sign_in_by_mail

SCAN = re.compile(r"^SCAN|Seq Scan")


def options_of(visit: Visit, flow: Any) -> dict[str, Any]:
    outcome = visit.post(flow, "options")
    assert isinstance(outcome, Show)
    assert isinstance(outcome.page, Data)
    return dict(outcome.page.values)


def everything(visit: Visit, mails: Outbox) -> None:
    """A sign-in by mail, a new passkey, a sign-in with it, and a link elsewhere."""
    sign_in_by_mail(visit, mails)
    device = Device()
    visit.post(SETUP, "add", answer=device.make(options_of(visit, SETUP)))
    visit.begin()
    visit.post(PASSKEY, "use", answer=device.use(options_of(visit, PASSKEY)))
    visit.post(MAGIC_LINK, "ask", email=ADDRESS)
    link_id, key = link_of(mails.last())
    visit.get(MAGIC_LINK, "opened", about=link_id, key=key)
    visit.post(MAGIC_LINK, "report", about=link_id)


def test_no_table_is_read_from_end_to_end(house: House, ada: Visit, mails: Outbox) -> None:
    """No statement of these flows scans a whole table (PERF: SQL)."""
    seen: dict[str, Any] = {}

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "UPDATE", "DELETE")):
            seen[statement] = parameters

    event.listen(house.store.engine, "before_cursor_execute", note)
    everything(ada, mails)
    event.remove(house.store.engine, "before_cursor_execute", note)

    assert len(seen) > 20
    assert [found for found in plans(house, seen) if SCAN.search(found)] == []


def plans(house: House, statements: dict[str, Any]) -> list[str]:
    """Each line of how the database would run each statement, with the statement."""
    found = []
    with house.store.read() as tx:
        if not house.store.is_sqlite:
            # These tables are small; the question is whether an index could be used at all.
            tx.exec_driver_sql("SET LOCAL enable_seqscan = off")
        for statement, parameters in statements.items():
            explain = "EXPLAIN QUERY PLAN" if house.store.is_sqlite else "EXPLAIN"
            for row in tx.exec_driver_sql(f"{explain} {statement}", parameters):
                found.append(f"{row[-1]}  <-  {statement}")
    return found
