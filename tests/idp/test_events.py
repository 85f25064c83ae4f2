"""idp.events and idp.journal: what happened, written with the change, and nobody's data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from sqlalchemy import event as listen

from idp.clock import SetClock
from idp.events import Events, event_table
from idp.journal import GRAMMAR, Journal, event
from idp.store import Store
from idp.store.events import find_events
from idp.tokens import hash_secret, new_id
from tests.personal import personal_data

# A field may hold one of our ids, a fixed word, a number; never what a person typed or is called.
ALLOWED_FIELDS = {
    "account_id", "client_id", "session_id", "interaction_id", "grant_id", "passkey_id",
    "outbox_id", "key_id", "reason", "limit", "purpose", "acr", "silent", "again", "age_s",
    "elsewhere", "backed_up", "for_good", "scopes", "claims", "new_browser", "registration",
    "services", "last", "sessions", "language", "more_time", "flow", "step", "reference", "kind",
    "tries", "alg", "signs_from_at", "sealed_again", "rows", "idle_s", "name",
}  # fmt: skip


def test_every_event_is_named_flow_thing_happened() -> None:
    """Names have three parts, are unique, and equal the method's name."""
    names = [kind.name for kind in event_table()]

    assert all(GRAMMAR.fullmatch(name) for name in names)
    assert len(set(names)) == len(names)
    for name in names:
        assert hasattr(Events, name.replace(".", "_"))


def never_written(names: Iterable[str], sources: str) -> list[str]:
    """The events whose method no source names."""
    return [n for n in names if not re.search(rf"\.{n.replace('.', '_')}\b", sources)]


def test_every_event_is_written_somewhere() -> None:
    """The vocabulary promises auditors nothing that the product never writes."""
    root = Path(__file__).resolve().parent.parent.parent
    files = [f for folder in ("idp", "flows") for f in (root / folder).rglob("*.py")]
    sources = "".join(f.read_text(encoding="utf-8") for f in files)

    assert never_written((kind.name for kind in event_table()), sources) == []


def test_an_event_that_nobody_writes_is_found() -> None:
    """The gate bites."""
    sources = "services.events.limit_attempts_reached(limit=name)"

    assert never_written(["limit.attempts.reached", "mail.message.promised"], sources) == [
        "mail.message.promised"
    ]


def test_every_event_says_what_it_means() -> None:
    """Each has a sentence that an operator understands."""
    assert [k.name for k in event_table() if not k.meaning.endswith(".")] == []


def test_no_event_has_a_field_for_personal_data() -> None:
    """Fields are ids, fixed words and numbers; a new kind of field is a decision."""
    found = {(kind.name, field) for kind in event_table() for field in kind.fields}

    assert {f"{name}: {field}" for name, field in found if field not in ALLOWED_FIELDS} == set()


def test_a_name_out_of_the_grammar_is_refused_at_import() -> None:
    """An event cannot even be declared with another kind of name."""
    with pytest.raises(ValueError, match=r"flow\.thing\.happened"):
        event("mail_sent")


def test_a_missing_or_unknown_field_is_an_error() -> None:
    """The fields of an event are exact."""
    events = Events(SetClock())

    with pytest.raises(TypeError):
        events.magic_link_link_used(interaction_id="i")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        events.start_service_declined(client_id="c", address="ada@example.org")  # type: ignore[call-arg]


def test_an_event_keeps_who_where_and_when(store: Store, clock: SetClock) -> None:
    """Columns hold subject, portal, session, network and reference; the rest are details."""
    events = Events(clock, correlation="ref-1", ip_prefix="192.0.2.0/24")
    events.concerns(client_id="portal", session_id="s-1")
    events.magic_link_code_used(interaction_id="i-1", age_s=12, elsewhere=False)
    events.account_record_made(account_id="a-1")

    with store.write() as tx:
        events.flush(tx)
        used, made = find_events(tx)  # in the order in which they happened

    assert (used.name, used.at, used.outcome) == ("magic_link.code.used", clock.at, "ok")
    assert used.details == {"interaction_id": "i-1", "age_s": 12, "elsewhere": False}
    assert (used.client_id, used.session_id, used.correlation) == ("portal", "s-1", "ref-1")
    assert (made.subject, made.ip_prefix) == ("a-1", "192.0.2.0/24")


def test_all_events_of_a_request_are_one_statement(store: Store, clock: SetClock) -> None:
    """However much happens, one INSERT writes it down."""
    events = Events(clock)
    for _ in range(7):
        events.page_language_changed(language="fr")
    seen: list[str] = []
    listen.listen(store.engine, "before_cursor_execute", lambda *a: seen.append(a[2]))

    with store.write() as tx:
        events.flush(tx)

    assert [s.split()[0] for s in seen if "events" in s] == ["INSERT"]


def test_a_change_that_is_undone_leaves_no_event(store: Store, clock: SetClock) -> None:
    """An event is in the same transaction as the change: both, or neither."""
    events = Events(clock)
    events.account_record_made(account_id="a-1")

    def change() -> None:
        with store.write() as tx:
            events.flush(tx)
            raise RuntimeError("a fault after the event")

    with pytest.raises(RuntimeError, match="fault"):
        change()

    with store.read() as tx:
        assert find_events(tx) == ()


def test_the_vocabulary_lists_inherited_events_too() -> None:
    """A journal built on another one has the events of both."""

    class Own(Journal):
        @event("own.thing.happened")
        def own_thing_happened(self) -> None:
            """It happened."""

    own = Own(SetClock())
    own.own_thing_happened()

    assert [e.name for e in own._happened] == ["own.thing.happened"]


@pytest.mark.parametrize(
    "value",
    [
        "ada@example.org",
        "Ada's phone",
        "482913",
        "192.0.2.7",
        "Yq3hV0m1Xk7ZpW2sLr9TfBc4Nd8Ga6Je5Uo0Ii1KxQA",
        "Yq3hV0m1Xk7ZpW2sLr9TfB@example.org",
        "the-phone-of-ada-in-eu",
    ],
)
def test_an_event_with_personal_data_fails_its_test(clock: SetClock, value: str) -> None:
    """What looks at the events of every test sees names, addresses, codes and secrets."""
    events = Events(clock)

    events.magic_link_code_refused(reason=value)

    assert list(personal_data(events._happened[0]))


def test_a_grant_is_told_by_its_hash_and_never_by_its_code(clock: SetClock) -> None:
    """The code itself would be seen, in the one field that may be as long."""
    events, code = Events(clock), "Yq3hV0m1Xk7ZpW2sLr9TfBc4Nd8Ga6Je5Uo0Ii1KxQA"

    for grant_id in (code, hash_secret(code)):
        events.code_grant_replayed(client_id="portal", grant_id=grant_id)

    assert [list(personal_data(event)) for event in events._happened] == [[code], []]


@pytest.mark.parametrize("value", ["Yq3hV0m1X-ADA-Xk7ZpW2s", "Yq3hV0m1X-482913-Zp_W2"])
def test_an_id_may_hold_a_name_by_chance(clock: SetClock, value: str) -> None:
    """Three letters between two hyphens of 22 signs are nobody's name."""
    events = Events(clock)

    events.magic_link_code_refused(reason=value)

    assert list(personal_data(events._happened[0])) == []


def test_an_ordinary_event_is_let_through(clock: SetClock) -> None:
    """Ids, fixed words, numbers and shortened networks are what events are for."""
    events = Events(clock, ip_prefix="192.0.2.0/24")

    events.magic_link_code_used(interaction_id=new_id(), age_s=1_795_269_900, elsewhere=True)
    events.key_signing_made(key_id="Q" * 43, alg="ES256", signs_from_at=1_795_269_900)

    assert [found for event in events._happened for found in personal_data(event)] == []
