"""Asks for the address, waits for the mail, and takes its code, in the browser that asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.magic_link.pages import Ask, CheckInbox, Message, NoAccountMessage
from idp.clock import moment
from idp.flow import Data, Done, Go, Leave, Outcome, Service, Show, Turn

if TYPE_CHECKING:
    from idp.addresses import Address
    from idp.mailed import Mailed


def is_offered(turn: Turn) -> bool:
    """Not where the operator lets passkeys in alone (SEC-41); idp.links keeps to it too."""
    return not turn.services.settings.passkey_only


# --- ask


def show_ask(turn: Turn) -> Outcome:
    if not is_offered(turn):
        return Leave("start")
    return Show(Ask(service=turn.pending.service, email=str(turn.memory.get("address", ""))))


def ask(turn: Turn) -> Outcome:
    """Sends the first mail. The answer is the same for every address there is (SEC-94)."""
    if not is_offered(turn):
        return Leave("start")
    email = turn.form.get("email", "")
    typed = turn.services.links.read(email)
    if typed.address is None:
        page = Ask(service=turn.pending.service, email=email, errors={"email": typed.problem})
        return Show(page)
    _send(turn, typed.address, sent_notice="")
    return Go("check_inbox")


# --- check_inbox


def show_check_inbox(turn: Turn) -> Outcome:
    if "address" not in turn.memory:
        return Go("ask")
    return Show(_check_inbox(turn))


def check_code(turn: Turn) -> Outcome:
    """Finishes with the code, or with a proof that another window of this request gave."""
    if "address" not in turn.memory:
        return Go("ask")
    if "continue" in turn.form:
        identity = turn.pending.identity
        return Go("check_inbox") if identity is None else Done(identity)
    code = turn.form.get("code", "")
    claim = turn.services.links.use_code(turn.pending, code)
    if claim.proof is None:
        return Show(_check_inbox(turn, code, claim.problem, claim.tries_left))
    return Done(claim.proof)


def send_again(turn: Turn) -> Outcome:
    """One more mail; the earlier ones stay good, so that no patience is punished (D3)."""
    typed = turn.services.links.read(str(turn.memory.get("address", "")))
    if typed.address is None or not is_offered(turn):
        return Go("ask")
    _send(turn, typed.address, sent_notice="sent_again")
    return Go("check_inbox")


def give_state(turn: Turn) -> Outcome:
    """Whether the waiting page has news, for its script (WCAG 2.2 SC 4.1.3)."""
    finished = turn.pending.identity is not None or turn.pending.answered_at is not None
    return Show(Data({"changed": finished}))


# --- inside


def _check_inbox(
    turn: Turn, code: str = "", problem: str = "", tries_left: int | None = None
) -> CheckInbox:
    memory = turn.memory
    return CheckInbox(
        service=turn.pending.service,
        address=memory["address"],
        sender=turn.services.mail.sender,
        subject=memory["subject"],
        reference=memory["reference"],
        valid_until=moment(memory["expires_at"]),
        minutes=memory["minutes"],
        notice=memory["notice"],
        code=code,
        tries_left=tries_left,
        can_continue=turn.pending.identity is not None,
        errors={"code": problem} if problem else {},
    )


def _send(turn: Turn, address: Address, sent_notice: str) -> None:
    """Mails link and code unless a limit is reached, and remembers what the page must say."""
    links, more_time = turn.services.links, turn.visitor.more_time
    permission = links.permit(turn.pending, address)
    if permission.notice and turn.memory.get("address") == address.shown:
        turn.memory["notice"] = permission.notice  # what is in the mailbox already still works
        return
    if permission.notice:
        mailed = links.unsent(turn.pending, address, more_time=more_time)
    else:
        mailed = links.make(turn.pending, address, more_time=more_time)
    message = message_of(turn, mailed, turn.pending.service)
    if not permission.notice:
        post(turn, message, mailed, not_before_at=permission.not_before_at)
    turn.memory.update(
        address=address.shown,
        subject=turn.services.mail.subject(message, turn.visitor.language),
        reference=mailed.reference,
        expires_at=mailed.expires_at,
        minutes=mailed.minutes,
        notice=permission.notice or sent_notice,
    )


def message_of(
    turn: Turn, mailed: Mailed, service: Service | None, *, for_this_browser: bool = False
) -> Message | NoAccountMessage:
    """The mail with what was made, or the one that says that this address has no way in.

    Both have the subject that the waiting page shows, so no page tells one from the other.
    """
    account = turn.services.accounts.find_by_address(mailed.to)
    if not turn.services.accounts.may_sign_in(mailed.to):
        return NoAccountMessage(
            service=service,
            closed=account is not None,
            help_url=f"{turn.services.settings.issuer}/help/start",
            asked_in=turn.visitor.browser,
            asked_at=moment(mailed.created_at),
            reference=mailed.reference,
        )
    return Message(
        service=service,
        link=mailed.link,
        code=mailed.code,
        valid_until=moment(mailed.expires_at),
        minutes=mailed.minutes,
        asked_in=turn.visitor.browser,
        asked_at=moment(mailed.created_at),
        reference=mailed.reference,
        account_known=account is not None,
        for_this_browser=for_this_browser,
    )


def post(
    turn: Turn, message: Message | NoAccountMessage, mailed: Mailed, *, not_before_at: int = 0
) -> None:
    """Promises the mail. Every address gets one, for the same work.

    So neither page nor time tells whether an address may sign in; its own mailbox does (SEC-94).
    """
    if isinstance(message, NoAccountMessage):
        reason = "disabled" if message.closed else "no_account"
        turn.services.events.magic_link_no_account_told(reason=reason)
    turn.services.mail.promise(
        message,
        mailed.to,
        turn.visitor.language,
        mailed.expires_at,
        not_before_at=not_before_at,
    )
