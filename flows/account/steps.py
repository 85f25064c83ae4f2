"""Shows the account, signs browsers out, and stops sharing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, get_args, get_type_hints

from flows.account.pages import (
    BrowserRow,
    EndBrowser,
    Overview,
    PasskeyRow,
    SharingRow,
    StopSharing,
)
from idp.clock import moment
from idp.flow import Data, Done, Go, Outcome, Service, Show, SignOutAnswer, Turn

if TYPE_CHECKING:
    from idp.consents import Shared
    from idp.sessions import Session

NOTICES: frozenset[str] = frozenset(get_args(get_type_hints(Overview)["notice"]))


def show_overview(turn: Turn) -> Outcome:
    """How do I sign in, where am I signed in, who knows what about me (AC-1)."""
    session, services = signed_in(turn), turn.services
    return Show(
        Overview(
            addresses=services.accounts.addresses(session.account_id),
            passkeys=_passkeys(turn, session),
            browsers=_browsers(turn, session),
            services=tuple(
                SharingRow(
                    client_id=shared.consent.client_id,
                    service=_service(shared),
                    items=services.consents.names(shared.consent),
                    since_at=moment(shared.consent.given_at),
                )
                for shared in services.consents.shared(session.account_id)
            ),
            notice=turn.about if turn.about in NOTICES else "",  # type: ignore[arg-type] # checked
        )
    )


def stay(turn: Turn) -> Outcome:
    """One press keeps the account open for as long again, as often as one likes (TO-3)."""
    session = signed_in(turn)
    turn.services.events.session_sign_in_kept(account_id=session.account_id, session_id=session.id)
    return Show(Data({"ends_s": turn.services.sessions.left_s(session)}))


def sign_out(turn: Turn) -> Outcome:
    """The person's own press needs no question (LO-2)."""
    return Done(SignOutAnswer(True))


# --- browsers


def show_end_browser(turn: Turn) -> Outcome:
    other = _other(turn)
    if other is None:
        return Go("overview")
    return Show(EndBrowser(browser=other.browser, began_at=moment(other.created_at)))


def end_browser(turn: Turn) -> Outcome:
    """Signs one other browser out, at once."""
    session, other = signed_in(turn), _other(turn)
    if other is None or not turn.services.sessions.end_one(session.account_id, other.id):
        turn.services.events.account_page_refused(reason="no_such_browser")
        return Go("overview")
    turn.services.events.account_browser_ended(account_id=session.account_id, sessions=1)
    return Go("overview", about="browser_ended")


def show_end_other_browsers(turn: Turn) -> Outcome:
    return Show(EndBrowser(all_others=True))


def end_other_browsers(turn: Turn) -> Outcome:
    """Signs every other browser out, at once (AC-10)."""
    session = signed_in(turn)
    ended = turn.services.sessions.end_others(session.account_id, session.id)
    turn.services.events.account_browser_ended(account_id=session.account_id, sessions=ended)
    return Go("overview", about="browsers_ended")


# --- portals


def show_stop_sharing(turn: Turn) -> Outcome:
    shared = _shared(turn)
    if shared is None:
        return Go("overview")
    items = turn.services.consents.names(shared.consent)
    return Show(StopSharing(service=_service(shared), items=items))


def stop_sharing(turn: Turn) -> Outcome:
    """Taking a yes back is as easy as giving it (CN-6)."""
    session = signed_in(turn)
    if not turn.services.consents.withdraw(session.account_id, turn.about):
        turn.services.events.account_page_refused(reason="no_such_sharing")
        return Go("overview")
    return Go("overview", about="sharing_stopped")


# --- inside


def signed_in(turn: Turn) -> Session:
    """The session of a step that always has one (the router saw to it)."""
    if turn.visitor.session is None:
        raise LookupError("This step was declared as one of the account.")
    return turn.visitor.session


def _browsers(turn: Turn, session: Session) -> tuple[BrowserRow, ...]:
    others = turn.services.sessions.of_account(session.account_id)
    names = told_apart([other.browser for other in others])
    return tuple(
        BrowserRow(
            id=other.id,
            browser=name,
            began_at=moment(other.created_at),
            last_seen_at=moment(other.last_seen_at),
            current=other.id == session.id,
            how=other.method,
        )
        for other, name in zip(others, names, strict=True)
    )


def _passkeys(turn: Turn, session: Session) -> tuple[PasskeyRow, ...]:
    passkeys = turn.services.passkeys.of_account(session.account_id)
    names = told_apart([passkey.name for passkey in passkeys])
    return tuple(
        PasskeyRow(
            id=passkey.id,
            name=name,
            note=passkey.note,
            added_at=moment(passkey.added_at),
            last_used_at=moment(passkey.last_used_at) if passkey.last_used_at else None,
            kept=_kept(passkey.backup_eligible),
        )
        for passkey, name in zip(passkeys, names, strict=True)
    )


def told_apart(names: Sequence[str]) -> list[str]:
    """The names, with a number where one comes again: no two buttons read the same (AC-9)."""
    seen: Counter[str] = Counter()
    apart = []
    for name in names:
        seen[name] += 1
        apart.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return apart


def _kept(backup_eligible: bool) -> Literal["synced", "device"]:
    return "synced" if backup_eligible else "device"


def _other(turn: Turn) -> Session | None:
    """The other browser that this step is about; None when it is not (any more) theirs."""
    session = signed_in(turn)
    others = turn.services.sessions.of_account(session.account_id)
    return next((o for o in others if o.id == turn.about and o.id != session.id), None)


def _shared(turn: Turn) -> Shared | None:
    everything = turn.services.consents.shared(signed_in(turn).account_id)
    return next((s for s in everything if s.consent.client_id == turn.about), None)


def _service(shared: Shared) -> Service:
    return Service(
        name=shared.name,
        language=shared.name_language,
        home_url=shared.home_url,
        contact=shared.contact,
    )
