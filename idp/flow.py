"""The shape of a flow: need, step, turn, outcome.

    Interaction   one pending request of a portal, or of the person for their own account
    Need          what policy says is missing before it can be answered
    Flow          one way to meet one need
    Step          one URL of a flow: show (GET) and submit (POST)
    Outcome       what a step answers: Show, Go, Done or Leave

A step is a function from a Turn to an Outcome. It writes no HTTP and sees no framework;
the router turns outcomes into responses and keeps the promises that no flow may forget.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from idp.pages import Data, Mail, Page, Service
from idp.proofs import AccountChoice, ConsentAnswer, GoBackAnswer, OfferAnswer, SignOutAnswer

__all__ = [
    "AccountChoice", "Act", "ConsentAnswer", "Data", "Done", "Flow", "Go", "GoBackAnswer",
    "Leave", "Mail", "Need", "OfferAnswer", "Outcome", "Page", "PlainFlow", "Service", "Show",
    "SignOutAnswer", "Step", "Turn", "Visitor", "words",
]  # fmt: skip

if TYPE_CHECKING:
    from idp.interaction import Interaction
    from idp.proofs import Proof
    from idp.services import Services
    from idp.sessions import Session


def words(sentence: str) -> str:
    """Marks an English sentence for the catalogues and returns it unchanged (gettext's N_)."""
    return sentence


class Need(enum.Enum):
    """What policy finds missing. The first five belong to an interaction; the last two do not."""

    IDENTITY = "identity"  # who is it, proven freshly and strongly enough
    CONSENT = "consent"  # may this portal know this
    PASSKEY_OFFER = "passkey_offer"  # would the person like an easier way next time
    SIGN_OUT = "sign_out"  # does the person really want to sign out
    ACCOUNT = "account"  # what a signed-in person does with their own account; needs a session
    INFORMATION = "information"  # what anybody may read at any time


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is looking, as far as this request tells.

    language: one of the offered languages.  browser: words such as "Firefox (Windows)".
    session: the signed-in session of this browser, None when there is none.
    more_time: the person asked for longer clocks (WCAG 2.2 SC 2.2.1).
    last_method: name of the flow that last signed somebody in on this browser, "" when unknown.
    """

    language: str
    browser: str
    session: Session | None = None
    more_time: bool = False
    last_method: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """Everything that a step may see of one request.

    form: posted fields (POST) or query values (GET), one value a name, trimmed of nothing.
    memory: this flow's own JSON values in the interaction; what a submit changes is stored.
    about: the last path part of a step that is about one thing (a link, a passkey), else "".
    secret: what an earlier page left in this browser for `about` (see Go.secret), else "".
    interaction: the pending request, None for flows that need none.
    why: policy's reason for which the need of this flow is not met, "" when it is.
    """

    visitor: Visitor
    services: Services
    form: Mapping[str, str] = field(default_factory=dict)
    memory: MutableMapping[str, Any] = field(default_factory=dict)
    about: str = ""
    secret: str = ""
    interaction: Interaction | None = None
    why: str = ""

    @property
    def pending(self) -> Interaction:
        """The interaction of a step that always has one (the router saw to it)."""
        if self.interaction is None:
            raise LookupError("This step was declared without an interaction.")
        return self.interaction


@dataclass(frozen=True, slots=True)
class Show:
    """Answer with this page: 200, or 422 when it carries errors.

    interaction: the one that an unbound step found on its own, so that the page's addresses and
    its form's way to the portal belong to it.
    """

    page: Page | Data
    interaction: Interaction | None = None


@dataclass(frozen=True, slots=True)
class Go:
    """Continue in this flow: 303 to that step.

    about: the thing that the step is about, becomes the last path part.
    secret: kept in this browser for that step (a cookie of its own), so that it is in no address.
    """

    step: str
    about: str = ""
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """The need is met, and how: the proof is recorded and policy runs again.

    A proof of identity names its interaction; where it names none (the link was opened in
    another browser), one for the own account begins here.
    """

    proof: Proof


@dataclass(frozen=True, slots=True)
class Leave:
    """Another flow is needed: 303 to its first step (or `step`), the interaction is kept.

    interaction_id: only when the step began or found another interaction than its own.
    """

    flow: str
    step: str = ""
    about: str = ""
    interaction_id: str = ""


Outcome = Show | Go | Done | Leave
Act = Callable[[Turn], Outcome]


@dataclass(frozen=True, slots=True)
class Step:
    """One URL of a flow. A step without `show` answers GET with the flow's first step.

    bound: False for the step behind a mailed link: it is reached without an interaction in
    the address and finds its own; every other step needs the browser that began the interaction.
    after: True when the step may still be shown once its interaction has been answered.
    polled: True when our script asks it again and again; such a request is no sign of life.
    fresh: True when it changes how a person signs in, so they must have proven themselves lately.
    stage: where its pages stand on the way to a portal: 1 say who you are, 2 confirm it, 3 agree;
    0 when they are beside that way.
    """

    show: Act | None = None
    submit: Act | None = None
    bound: bool = True
    after: bool = False
    polled: bool = False
    fresh: bool = False
    stage: int = 0


class Flow(Protocol):
    """One way to meet one need; the same shape for every flow."""

    @property
    def name(self) -> str: ...  # magic_link: also module, folder, URL (magic-link), event prefix
    @property
    def need(self) -> Need: ...
    @property
    def pages(self) -> tuple[type[Page], ...]: ...
    @property
    def steps(self) -> Mapping[str, Step]: ...  # the first one is where the flow begins
    @property
    def offered(self) -> Callable[[Turn], bool]: ...  # may this person use it, here and now?


@dataclass(frozen=True, slots=True)
class PlainFlow:
    """The declaration at the bottom of every flow module."""

    name: str
    need: Need
    pages: tuple[type[Page], ...]
    steps: Mapping[str, Step]
    offered: Callable[[Turn], bool] = lambda turn: True
