"""Shows what would be shared, and takes the yes or the no."""

from __future__ import annotations

from dataclasses import asdict

from flows.consent.pages import Item, Review
from idp.flow import ConsentAnswer, Done, Go, Leave, Outcome, Show, Turn


def show_review(turn: Turn) -> Outcome:
    """Everything that the portal would get, exactly as it would get it (CN-1)."""
    service = turn.pending.service
    if service is None:
        return Leave("start")  # nobody shares anything with nobody
    return Show(Review(service=service, items=_items(turn), until_withdrawn=True))


def answer(turn: Turn) -> Outcome:
    """A yes with the items that were ticked, or a no, which weighs as much (CN-2)."""
    match turn.form.get("choice", ""):
        case "allow":
            ticked = (item.key for item in _items(turn) if item.optional)
            return Done(ConsentAnswer(True, tuple(key for key in ticked if turn.form.get(key))))
        case "refuse":
            return Done(ConsentAnswer(False))
        case _:
            return Go("review")  # neither button was pressed: nothing is decided


def _items(turn: Turn) -> tuple[Item, ...]:
    session, services = turn.visitor.session, turn.services
    account = services.accounts.find(session.account_id) if session else None
    if session is None or account is None:
        return ()  # the router lets nobody come here who is not signed in
    addresses = services.accounts.addresses(account.id)
    shared = services.consents.items(
        turn.pending,
        account=account,
        address=addresses[0] if addresses else "",
        method=session.method,
    )
    return tuple(Item(**asdict(item)) for item in shared)
