"""Asks before it signs out, and says afterwards what was done and what was not."""

from __future__ import annotations

from flows.sign_out.pages import Confirm, Done
from idp.flow import Done as Finished
from idp.flow import Go, Outcome, Service, Show, SignOutAnswer, Turn


def show_confirm(turn: Turn) -> Outcome:
    return Show(Confirm(service=turn.pending.service))


def answer(turn: Turn) -> Outcome:
    """Signs out, or leaves everything as it is."""
    match turn.form.get("choice", ""):
        case "sign_out":
            return Finished(SignOutAnswer(True))
        case "stay":
            return Finished(SignOutAnswer(False))
        case _:
            return Go("confirm")


def show_done(turn: Turn) -> Outcome:
    """Where the person may still be signed in, and the way back as a link (LO-1)."""
    if turn.pending.answered_at is None:
        return Go("confirm")
    services = tuple(
        Service(name=name, language=language, home_url=home_url)
        for name, language, home_url in turn.memory.get("services", [])
    )
    return Show(
        Done(
            services=services,
            asked_by=turn.pending.service,
            return_url=str(turn.pending.request.get("return_url", "")),
        )
    )
