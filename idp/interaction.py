"""One pending request, from arrival to answer.

A portal's request, a person's way into their own account, adding a passkey there, or signing
out: each is one row with an id of its own, so that two tabs never meet (SEC-64). It belongs to
the browser that began it and is kept for `interaction_s` (24 h).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, cast

from idp.pages import Service
from idp.proofs import AccountChoice, IdentityProof, Proof, from_json, to_json
from idp.store import interactions as rows
from idp.store.interactions import PendingRow
from idp.tokens import new_id, same

if TYPE_CHECKING:
    from idp.services import Ground

Kind = Literal["portal", "account", "passkey_setup", "sign_out"]


class ProofMisplacedError(Exception):
    """A proof was given to an interaction that it was not made for: a fault of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """One pending request.

    request: the validated parameters as JSON values; of a portal those of
    idp.protocol.request.AuthorizationRequest, else {"return_path": "/account/overview"} and such.
    memory: flow name -> its own JSON values.  proofs: oldest first.
    account_id: "" until identity was proven in it.  session_id: the session that proof began.
    service: the portal, None when it is the person's own request.
    consent_waived: the portal asks no question about sharing.
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
    consent_waived: bool = False

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

        account_id: whose session already meets the need of identity, "" while it is open.
        """
        ground, key, now = self._ground, new_id(), self._ground.clock.now()
        rows.add_interaction(
            ground.tx,
            PendingRow(
                id=key,
                kind=kind,
                browser_hash=ground.browser.id_hash,
                begun_in=ground.browser.words,
                client_id=client_id or None,
                request_sealed=self._seal("request_sealed", key, request),
                memory_sealed=self._seal("memory_sealed", key, {}),
                proofs=(),
                account_id=account_id or None,
                session_id=None,
                created_at=now,
                expires_at=now + ground.settings.interaction_s,
                answered_at=None,
            ),
        )
        found = self.find(key)
        if found is None:
            raise LookupError("An interaction vanished in the transaction that began it.")
        return found

    def find(self, interaction_id: str, *, to_change: bool = False) -> Interaction | None:
        """The interaction of any browser, also expired or answered; None when there is none.

        to_change: others who want to change it wait until this transaction ends.
        """
        row = rows.find_interaction(self._ground.tx, interaction_id, to_change=to_change)
        return None if row is None else self._open(row)

    def is_own(self, interaction: Interaction) -> bool:
        """Whether the browser of this request began it (ML-5)."""
        return same(self._ground.browser.id_hash, interaction.browser_hash)

    def is_open(self, interaction: Interaction) -> bool:
        """Whether it can still be answered."""
        return interaction.answered_at is None and not self.is_expired(interaction)

    def is_expired(self, interaction: Interaction) -> bool:
        """Whether it was kept as long as we promised, and no longer."""
        return interaction.expires_at <= self._ground.clock.now()

    def record(
        self, interaction: Interaction, proof: Proof, *, session_id: str = ""
    ) -> Interaction:
        """The interaction with one more proof. Raises ProofMisplacedError for one of another.

        session_id: the session that a proof of identity began.
        """
        account_id = interaction.account_id
        if isinstance(proof, IdentityProof):
            # A proof that names no interaction is one for the own account, and for nothing else.
            own = not proof.interaction_id and interaction.kind == "account"
            if proof.interaction_id != interaction.id and not own:
                raise ProofMisplacedError("This proof was made for another interaction.")
            account_id = proof.account_id
        elif isinstance(proof, AccountChoice):
            account_id = proof.account_id
        changed = replace(
            interaction,
            proofs=(*interaction.proofs, proof),
            account_id=account_id,
            session_id=session_id or interaction.session_id,
        )
        rows.record_proofs(
            self._ground.tx,
            changed.id,
            proofs=tuple(to_json(p) for p in changed.proofs),
            account_id=changed.account_id or None,
            session_id=changed.session_id or None,
        )
        return changed

    def bind(self, interaction: Interaction, account_id: str) -> Interaction:
        """From now on this is about this person: nobody else's answers count in it."""
        rows.bind_account(self._ground.tx, interaction.id, account_id)
        return replace(interaction, account_id=account_id)

    def remember(
        self, interaction: Interaction, flow: str, memory: Mapping[str, Any]
    ) -> Interaction:
        """The interaction with this flow's memory replaced."""
        changed = {**interaction.memory, flow: dict(memory)}
        sealed = self._seal("memory_sealed", interaction.id, changed)
        rows.store_memory(self._ground.tx, interaction.id, sealed)
        return replace(interaction, memory=changed)

    def answer(self, interaction: Interaction) -> bool:
        """Closes it. True for exactly one caller: the one who may give the answer (D12)."""
        return rows.claim_answer(self._ground.tx, interaction.id, self._ground.clock.now())

    def _open(self, row: PendingRow) -> Interaction:
        service = Service(
            name=row.name,
            language=row.name_language,
            home_url=row.home_url,
            contact=row.contact,
        )
        return Interaction(
            id=row.id,
            kind=cast(Kind, row.kind),
            browser_hash=row.browser_hash,
            begun_in=row.begun_in,
            created_at=row.created_at,
            expires_at=row.expires_at,
            client_id=row.client_id or "",
            service=service if row.client_id else None,
            request=self._unseal("request_sealed", row.id, row.request_sealed),
            memory=self._unseal("memory_sealed", row.id, row.memory_sealed),
            proofs=tuple(from_json(values) for values in row.proofs),
            account_id=row.account_id or "",
            session_id=row.session_id or "",
            answered_at=row.answered_at,
            consent_waived=row.consent == "waived",
        )

    def _seal(self, column: str, row_id: str, values: Mapping[str, Any]) -> bytes:
        plain = json.dumps(values, separators=(",", ":")).encode()
        return self._ground.vault.seal("interactions", column, row_id, plain)

    def _unseal(self, column: str, row_id: str, sealed: bytes) -> dict[str, Any]:
        values: dict[str, Any] = json.loads(
            self._ground.vault.unseal("interactions", column, row_id, sealed)
        )
        return values
