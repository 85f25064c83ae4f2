"""One pending request, from arrival to answer.

A portal's request, a person's way into their own account, adding a passkey there, or signing
out: each is one row with an id of its own, so that two tabs never meet (SEC-64). It belongs to
the browser that began it and is kept for `interaction_s` (24 h).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from idp.pages import Service
from idp.proofs import IdentityProof, Proof
from idp.store import interactions as rows

if TYPE_CHECKING:
    from idp.services import Ground

Kind = Literal["portal", "account", "passkey_setup", "sign_out"]


class ProofMisplaced(Exception):
    """A proof was given to an interaction that it was not made for: a fault of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """One pending request.

    request: the validated parameters as JSON values; of a portal those of
    idp.protocol.request.AuthorizationRequest, else {"return_path": "/account/overview"} and such.
    memory: flow name -> its own JSON values.  proofs: oldest first.
    account_id: "" until identity was proven in it.  session_id: the session that proof began.
    service: the portal, None when it is the person's own request.
    """

    id: str
    kind: Kind
    browser_hash: str
    begun_in: str
    created_at: int
    expires_at: int
    client_id: str = ""
    service: Service | None = None
    request: Mapping[str, Any] = field(default_factory=dict)
    memory: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    proofs: tuple[Proof, ...] = ()
    account_id: str = ""
    session_id: str = ""
    answered_at: int | None = None

    @property
    def identity(self) -> IdentityProof | None:
        """The newest proof of identity given in this interaction."""
        return next((p for p in reversed(self.proofs) if isinstance(p, IdentityProof)), None)


class Interactions:
    """The pending requests, as one request of a browser may use them."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def begin(
        self, kind: Kind, request: Mapping[str, Any], *, client_id: str = "", account_id: str = ""
    ) -> Interaction:
        """A new interaction, bound to this browser.

        account_id: the only account that may finish it, "" for any (id_token_hint, own account).
        """
        ground = self._ground
        now = ground.clock.now()
        row = rows.Row(
            id=ground.new_id(),
            kind=kind,
            browser_hash=ground.browser.id_hash,
            begun_in=ground.browser.words,
            client_id=client_id,
            account_id=account_id,
            created_at=now,
            expires_at=now + ground.settings.interaction_s,
        )
        rows.insert(ground.tx, row, self._seal(row.id, "request_sealed", dict(request)))
        found = self.find(row.id)
        if found is None:
            raise LookupError("An interaction vanished in the transaction that began it.")
        return found

    def find(self, interaction_id: str) -> Interaction | None:
        """The interaction of any browser, also expired or answered; None when there is none."""
        row = rows.find(self._ground.tx, interaction_id)
        return None if row is None else self._open(row)

    def is_own(self, interaction: Interaction) -> bool:
        """Whether the browser of this request began it (ML-5)."""
        return interaction.browser_hash == self._ground.browser.id_hash

    def is_open(self, interaction: Interaction) -> bool:
        """Whether it can still be answered."""
        now = self._ground.clock.now()
        return interaction.answered_at is None and interaction.expires_at > now

    def record(self, interaction: Interaction, proof: Proof) -> Interaction:
        """The interaction with one more proof. Raises ProofMisplaced for one of another."""
        raise NotImplementedError

    def remember(
        self, interaction: Interaction, flow: str, memory: Mapping[str, Any]
    ) -> Interaction:
        """The interaction with this flow's memory replaced."""
        raise NotImplementedError

    def answer(self, interaction: Interaction) -> bool:
        """Closes it. True for exactly one caller: the one who may give the answer (D12)."""
        raise NotImplementedError

    def _open(self, row: rows.Row) -> Interaction:
        raise NotImplementedError

    def _seal(self, row_id: str, column: str, values: Mapping[str, Any]) -> bytes:
        raise NotImplementedError
