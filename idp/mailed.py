"""What a mailed link or code looks like to those who send it, open it and use it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from idp.addresses import Address, mask
from idp.proofs import IdentityProof

if TYPE_CHECKING:
    from idp.interaction import Interaction

State = Literal["bound", "foreign", "used", "expired", "replaced", "unknown"]
Over = Literal["used", "expired", "replaced", "unknown"]


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed as their address. problem: key of a page's problems, "" for none."""

    address: Address | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Mailed:
    """What goes into one mail, in clear; it exists nowhere else. code: "" when it has none."""

    link: str
    code: str
    to: Address
    created_at: int
    expires_at: int
    reference: str

    @property
    def minutes(self) -> int:
        return (self.expires_at - self.created_at) // 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link that was opened, as this browser may see it.

    state: bound means that one press signs in here.  interaction: None when unknown.
    address: as typed; show it in full only where can_ask_again.
    asked_here: this is the browser for which the link was made.
    for_this_browser: the one further mail; it signs in to one's own account, not to the portal.
    can_send_here: that mail was not given yet.
    can_ask_again: its request began in this browser and can still be finished.
    """

    id: str
    state: State
    interaction: Interaction | None = None
    address: str = ""
    reference: str = ""
    expires_at: int = 0
    asked_here: bool = False
    for_this_browser: bool = False
    can_send_here: bool = False
    can_ask_again: bool = False

    @property
    def address_masked(self) -> str:
        return mask(self.address) if self.address else ""

    @property
    def over(self) -> Over | None:
        """Why it works no more; None while it works somewhere."""
        if self.state == "bound" or self.state == "foreign":
            return None
        return self.state


@dataclass(frozen=True, slots=True)
class Claim:
    """What became of a link or a code. Only a claim with a proof signs in.

    problem: a key of the page's problems for a code, a state for a link.
    tries_left: told only when few are left (CO-6).
    """

    proof: IdentityProof | None
    problem: str = ""
    tries_left: int | None = None
