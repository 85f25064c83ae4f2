"""Opens the device's window, checks its answer, and explains when there is none."""

from __future__ import annotations

from typing import get_args, get_type_hints

from flows.passkey.pages import NotYet, Use
from idp.flow import Data, Done, Go, Outcome, Show, Turn

REASONS: frozenset[str] = frozenset(get_args(get_type_hints(NotYet)["reason"]))

# Policy's reasons with which a mail would not be enough.
_LEVEL = frozenset({"level_too_low", "no_passkey_session"})


def show_use(turn: Turn) -> Outcome:
    return Show(Use(service=turn.pending.service, minutes=_window_s(turn) // 60))


def give_options(turn: Turn) -> Outcome:
    """The options of one ceremony, for the script; each has a challenge of its own."""
    return Show(Data(turn.services.passkeys.options_to_use(turn.pending)))


def use(turn: Turn) -> Outcome:
    """Signs in with the device's answer."""
    answer = turn.form.get("answer", "")
    if not answer:
        return Go("use")  # pressed where no script runs: the page says what to do instead
    judgement = turn.services.passkeys.use(turn.pending, answer)
    if judgement.proof is None:
        turn.memory["reason"] = judgement.reason
        return Go("failed")
    return Done(judgement.proof)


def show_failed(turn: Turn) -> Outcome:
    reason = turn.memory.get("reason")
    if reason not in REASONS:
        return Go("use")
    page = NotYet(
        service=turn.pending.service,
        reason=reason,
        email_offered=not turn.services.settings.passkey_only and turn.why not in _LEVEL,
    )
    return Show(page)


def fail(turn: Turn) -> Outcome:
    """What the script found. Its words come from a browser, so only known ones count."""
    reason = turn.form.get("reason", "")
    reason = reason if reason in REASONS else "refused"
    turn.services.events.passkey_ceremony_ended(reason=reason)
    turn.memory["reason"] = reason
    return Go("failed")


# --- inside


def _window_s(turn: Turn) -> int:
    return turn.services.settings.ceremony_life_s(turn.visitor.more_time)
