"""Brings an interaction further: records a proof, asks policy again, begins a session, answers.

    Done(proof) ──► record ──► session (identity only) ──► policy ──► next need's flow
                                                             └─────► answer

A step that says Done signs nobody in; this module does, and only with a proof of identity that
was not used before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from idp import policy
from idp.dead_ends import InteractionLost
from idp.errors import ProtocolError, Stop
from idp.flow import Need, Turn
from idp.interaction import Interaction
from idp.policy import Known, Missing, Wanted
from idp.proofs import (
    AccountChoice,
    ConsentAnswer,
    GoBackAnswer,
    IdentityProof,
    OfferAnswer,
    Proof,
    SignOutAnswer,
)
from idp.protocol import answers
from idp.protocol.request import AuthorizationRequest
from idp.reply import Cookie, Reply
from idp.services import Services
from idp.sessions import Session
from idp.store.clients import find_client

if TYPE_CHECKING:
    from idp.routes import Routes

ACCOUNT = "/account/overview"
YEAR_S = 31_536_000
# From a fresh proof on, a person may take this long to add a passkey (PR-13).
SETUP_S = 1_200

_REFUSED = ProtocolError("access_denied", "The person did not agree.")
_GONE = ProtocolError("access_denied", "The person went back without signing in.")


@dataclass(frozen=True, slots=True)
class Resume:
    """One interaction in one request. session: of this browser, as the request began."""

    services: Services
    routes: Routes
    session: Session | None

    # --- what is missing

    def missing(self, interaction: Interaction) -> Missing | None:
        """What the interaction needs before it can be answered; None when nothing is missing."""
        known = self._known(interaction)
        match interaction.kind:
            case "portal":
                return policy.first_missing(self._wanted(interaction), known)
            case "passkey_setup":
                return policy.first_missing_of_setup(self._fresh(interaction), known)
            case "sign_out":
                return policy.first_missing_of_sign_out(known)
            case "account":
                wanted = self._fresh(interaction) if interaction.request.get("fresh") else Wanted()
                return policy.first_missing(wanted, known, policy.OWN_CHECKS)

    def _wanted(self, interaction: Interaction) -> Wanted:
        client = find_client(self.services.ground.tx, interaction.client_id)
        if client is None or client.disabled_at is not None:
            raise Stop(InteractionLost(reason="unknown", service=interaction.service), 410)
        # Whom id_token_hint names is judged when the answer is given, on the person's own `sub`.
        return AuthorizationRequest.from_json(interaction.request).wanted(client)

    def _fresh(self, interaction: Interaction) -> Wanted:
        settings, now = self.services.settings, self.services.clock.now()
        since_s = min(now - interaction.created_at, SETUP_S)
        return Wanted(max_age_s=settings.fresh_proof_s + since_s)

    def _known(self, interaction: Interaction) -> Known:
        services, session = self.services, self.session
        consent = None
        if session and interaction.client_id:
            consent = services.consents.find(session.account_id, interaction.client_id)
        return Known(
            now=services.clock.now(),
            session=session,
            account_id=interaction.account_id,
            proofs=interaction.proofs,
            consented_scopes=consent.scopes if consent else (),
            consented_claims=consent.claims if consent else (),
            declined_claims=consent.declined if consent else (),
            offer_open=session is not None
            and services.accounts.offer_open(session.account_id, _added(interaction)),
            fresh_s=services.settings.fresh_proof_s,
        )

    # --- a proof

    def done(self, proof: Proof, interaction: Interaction | None, turn: Turn) -> Reply:
        """Records the proof and goes on. Raises Stop when its interaction is over or not ours."""
        interaction = self._its(proof, interaction)
        cookies: tuple[Cookie, ...] = ()
        after = self
        match proof:
            case IdentityProof():
                # A proof opens one session: repeating it later, on a computer that somebody
                # else uses by then, brings nothing.
                if proof not in interaction.proofs:
                    after, interaction, cookies = self._sign_in(proof, interaction)
            case SignOutAnswer():
                return self._sign_out(proof, interaction)
            case GoBackAnswer():
                return self._refuse(interaction, _GONE)
            case ConsentAnswer(allowed=False):
                self.services.consents.refuse(interaction, self._person)
                return self._refuse(interaction, _REFUSED)
            case ConsentAnswer():
                self.services.consents.allow(interaction, self._person, proof)
                interaction = self.services.interactions.record(interaction, proof)
            case OfferAnswer():
                self.services.accounts.answer_offer(self._person, proof.choice)
                interaction = self.services.interactions.record(interaction, proof)
            case AccountChoice():
                interaction = self._choose(proof, interaction)
        return after.go_on(interaction, turn).setting(*cookies)

    def go_on(self, interaction: Interaction, turn: Turn) -> Reply:
        """The next need's flow, or the answer."""
        missing = self.missing(interaction)
        if missing is None:
            return self.answer(interaction)
        return self.begin(missing.need, self.bound(interaction, missing), turn)

    def bound(self, interaction: Interaction, missing: Missing | None) -> Interaction:
        """Once identity is met, the interaction is about this person and nobody else."""
        open_still = missing is not None and missing.need is Need.IDENTITY
        if open_still or interaction.account_id or self.session is None:
            return interaction
        return self.services.interactions.bind(interaction, self.session.account_id)

    def begin(self, need: Need, interaction: Interaction, turn: Turn) -> Reply:
        """To the first flow on offer that meets this need."""
        for flow in self.routes.meeting(need):
            if flow.offered(turn):
                path = self.routes.path(flow.name, interaction_id=interaction.id)
                return Reply(location=path, session=self.session)
        raise LookupError(f"No flow that is on offer meets the need {need.value}.")

    # --- the answer

    def answer(self, interaction: Interaction) -> Reply:
        """Answers once. Raises Stop when somebody was faster, in another window."""
        self._close(interaction)
        if interaction.kind == "portal":
            return Reply(
                answer=self._issue(interaction), interaction=interaction, session=self.session
            )
        if interaction.kind == "sign_out":
            path = self.routes.path("sign_out", "done", interaction_id=interaction.id)
            return Reply(location=path, session=self.session)
        return Reply(location=self._own_page(interaction), session=self.session)

    def _own_page(self, interaction: Interaction) -> str:
        """Where the person's own request ends: at another one that waits for it, or at a page."""
        interactions = self.services.interactions
        waiting = interactions.find(str(interaction.request.get("waiting", "")))
        if waiting and interactions.is_own(waiting) and interactions.is_open(waiting):
            first = self.routes.meeting(Need.IDENTITY)[0]
            return self.routes.path(first.name, interaction_id=waiting.id)
        return str(interaction.request.get("return_path", "")) or ACCOUNT

    def _issue(self, interaction: Interaction) -> answers.Answer:
        if self.session is None:
            raise LookupError("A portal is answered for somebody who is signed in.")
        ground, events = self.services.ground, self.services.events
        request = AuthorizationRequest.from_json(interaction.request)
        scopes, claims = request.scopes, request.single_claims
        consent = self.services.consents.find(self.session.account_id, interaction.client_id)
        if consent is not None:
            claims = tuple(c for c in claims if c not in consent.declined)
        return answers.issue(ground, events, request, self.session, scopes=scopes, claims=claims)

    def _refuse(self, interaction: Interaction, error: ProtocolError) -> Reply:
        if interaction.request.get("waiting"):
            return Reply(location=self._own_page(interaction), session=self.session)
        if interaction.kind != "portal":
            return Reply(location=ACCOUNT if self.session else "/help/start", session=self.session)
        if error is _GONE:
            self.services.events.start_service_declined(client_id=interaction.client_id)
        self._close(interaction)
        request = AuthorizationRequest.from_json(interaction.request)
        answer = answers.refuse(self.services.ground, self.services.events, request, error)
        return Reply(answer=answer, interaction=interaction, session=self.session)

    # --- inside

    @property
    def _person(self) -> str:
        if self.session is None:
            raise LookupError("This answer needs somebody who is signed in.")
        return self.session.account_id

    def _its(self, proof: Proof, interaction: Interaction | None) -> Interaction:
        """The interaction that a proof counts for, open and of this browser."""
        interactions = self.services.interactions
        if isinstance(proof, IdentityProof) and not proof.interaction_id:
            # The link was opened in another browser: this one goes to its own account (ML-11).
            return interactions.begin("account", {"return_path": ACCOUNT})
        if isinstance(proof, IdentityProof):
            interaction = interactions.find(proof.interaction_id, to_change=True)
        elif isinstance(proof, SignOutAnswer) and interaction is None:
            interaction = interactions.begin("sign_out", {})
        if interaction is None:
            raise Stop(InteractionLost(reason="unknown"), 410)
        if not interactions.is_own(interaction):
            raise Stop(InteractionLost(reason="other_browser"), 403)
        if not interactions.is_open(interaction):
            raise lost(interaction)
        return interaction

    def _sign_in(
        self, proof: IdentityProof, interaction: Interaction
    ) -> tuple[Resume, Interaction, tuple[Cookie, ...]]:
        services = self.services
        new_browser = services.accounts.see_browser(proof.account_id)
        session, secret = services.sessions.begin(proof, new_browser=new_browser)
        interaction = services.interactions.record(interaction, proof, session_id=session.id)
        cookies = (Cookie("session", secret), Cookie("method", proof.method, YEAR_S))
        return Resume(services, self.routes, session), interaction, cookies

    def _choose(self, proof: AccountChoice, interaction: Interaction) -> Interaction:
        if self.session is None or self.session.account_id != proof.account_id:
            return interaction  # signed out meanwhile: policy asks for identity again
        self.services.events.start_account_continued(account_id=proof.account_id)
        return self.services.interactions.record(interaction, proof)

    def _sign_out(self, proof: SignOutAnswer, interaction: Interaction) -> Reply:
        services = self.services
        if not proof.sign_out:
            services.events.sign_out_request_declined(client_id=interaction.client_id)
            self._close(interaction)
            return Reply(location=ACCOUNT if self.session else "/help/sign-out")
        interaction = services.interactions.record(interaction, proof)
        if self.session is not None:
            portals = services.sessions.portals(self.session)
            left = [p for p in portals if p.id != interaction.client_id]
            memory = {"services": [[p.name, p.name_language, p.home_url] for p in left]}
            interaction = services.interactions.remember(interaction, "sign_out", memory)
            services.sessions.end(self.session, "signed_out")
            services.events.sign_out_session_ended(
                session_id=self.session.id, services=len(portals)
            )
        after = Resume(services, self.routes, None)
        reply = after.answer(interaction)
        return Reply(location=reply.location, forget=True, cookies=(Cookie("session", ""),))

    def _close(self, interaction: Interaction) -> None:
        if not self.services.interactions.answer(interaction):
            raise Stop(InteractionLost(reason="finished", service=interaction.service), 410)


def lost(interaction: Interaction) -> Stop:
    """The dead end of an interaction that is over: finished, or else expired."""
    if interaction.answered_at is None:
        return Stop(InteractionLost(reason="expired", service=interaction.service), 410)
    return Stop(InteractionLost(reason="finished", service=interaction.service), 410)


def _added(interaction: Interaction) -> Sequence[str]:
    """Ids of the passkeys that were added in it: each is named before the person goes on."""
    ids: Sequence[str] = interaction.memory.get("passkey_setup", {}).get("added", ())
    return ids
