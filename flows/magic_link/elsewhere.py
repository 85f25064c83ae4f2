"""Opens a mailed link, in the browser that asked for it or in any other one (ML-6 to ML-17)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.magic_link.pages import Confirm, LinkOver, OtherBrowser, Reported
from flows.magic_link.steps import message_of, post
from idp.clock import moment
from idp.flow import Done, Go, Outcome, Service, Show, Turn

if TYPE_CHECKING:
    from idp.mailed import Link


def show_opened(turn: Turn) -> Outcome:
    """What the link can do here. Its key moves from the address bar into this browser first.

    So neither history, nor a Referer header, nor somebody looking on gets it (SEC-36).
    """
    key = turn.form.get("key", "")
    if key:
        return Go("opened", about=turn.about, secret=key)
    return _show(turn, _link(turn))


def use_link(turn: Turn) -> Outcome:
    """One press, in the browser that asked. Anywhere else it changes nothing (ML-8)."""
    claim = turn.services.links.use_link(_link(turn))
    return _show(turn, _link(turn)) if claim.proof is None else Done(claim.proof)


def check_code_here(turn: Turn) -> Outcome:
    """The code, typed in the other browser: signs in there, into one's own account (ML-11)."""
    link = _link(turn)
    code = turn.form.get("code", "")
    claim = turn.services.links.use_code_here(link, code)
    if claim.proof is not None:
        return Done(claim.proof)
    if link.state != "foreign":
        return _show(turn, link)
    return Show(_other_browser(link, code, claim.problem, claim.tries_left))


def send_here(turn: Turn) -> Outcome:
    """One more mail, with a link for this browser; once a request, so no scanner can loop."""
    link = _link(turn)
    mailed = turn.services.links.make_here(link, more_time=turn.visitor.more_time)
    if mailed is None:
        return _show(turn, _link(turn))
    post(turn, message_of(turn, mailed, _service(link), for_this_browser=True), mailed)
    return Show(_other_browser(link, sent=True))


def report(turn: Turn) -> Outcome:
    """ "I did not ask for this". Thanks, and the truth about what still works."""
    link = _link(turn)
    cancelled = turn.services.links.report(link, turn.form.get("code", ""))
    if link.state == "used":
        return _show(turn, link)  # somebody did get in: "nobody got in" would be a lie
    return Show(Reported(cancelled=cancelled))


# --- inside


def _link(turn: Turn) -> Link:
    return turn.services.links.find(turn.about, turn.secret)


def _service(link: Link) -> Service | None:
    return None if link.interaction is None else link.interaction.service


def _show(turn: Turn, link: Link) -> Outcome:
    if link.state == "bound":
        # The one link for a second browser leads to the own account: the portal waits elsewhere.
        interaction = None if link.for_this_browser else link.interaction
        page = Confirm(
            service=None if interaction is None else interaction.service,
            address_masked=link.address_masked,
            reference=link.reference,
            valid_until=moment(link.expires_at),
            link_id=link.id,
            shared=_shared(turn, link) if interaction else (),
        )
        return Show(page, interaction)
    if link.over is None:
        return Show(_other_browser(link))
    over = LinkOver(
        reason=link.over,
        service=_service(link),
        email=link.address if link.can_ask_again else "",
        can_send_again=link.can_ask_again,
    )
    return Show(over, link.interaction if link.can_ask_again else None)


def _shared(turn: Turn, link: Link) -> tuple[str, ...]:
    """What the portal gets without asking again; who holds the link may read it (CN-5)."""
    services, interaction = turn.services, link.interaction
    address = services.links.read(link.address).address
    account = None if address is None else services.accounts.find_by_address(address)
    if account is None or interaction is None:
        return ()
    consent = services.consents.find(account.id, interaction.client_id)
    return services.consents.names(consent) if consent else ()


def _other_browser(
    link: Link,
    code: str = "",
    problem: str = "",
    tries_left: int | None = None,
    *,
    sent: bool = False,
) -> OtherBrowser:
    if link.interaction is None:
        raise LookupError("A link that works belongs to a request.")
    return OtherBrowser(
        service=_service(link),
        address_masked=link.address_masked,
        started_in=link.interaction.begun_in,
        started_at=moment(link.interaction.created_at),
        link_id=link.id,
        can_send_here=link.can_send_here and not sent,
        sent=sent,
        code=code,
        tries_left=tries_left,
        errors={"code": problem} if problem else {},
    )
