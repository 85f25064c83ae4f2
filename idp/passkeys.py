"""Passkeys of people: ceremonies begun and judged, passkeys added, renamed, removed.

idp.ceremony checks the cryptography. Here is what needs the store: whether we asked, whose
passkey it is, whether its counter makes sense. A proof comes out only where all of it holds.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from idp import assurance, ceremony, keepers
from idp.ceremony import Assertion, Attestation, CeremonyError, Site
from idp.limits import PASSKEY_FAILURES
from idp.proofs import IdentityProof, of_passkey
from idp.store import challenges
from idp.store import passkeys as rows
from idp.store.challenges import Challenge, Purpose
from idp.store.passkeys import Owned, Passkey
from idp.tokens import hash_secret

if TYPE_CHECKING:
    from idp.events import Events
    from idp.interaction import Interaction
    from idp.limits import Limits
    from idp.services import Ground

__all__ = ["Addition", "Judgement", "Passkey", "Passkeys"]

CHALLENGE_BYTES = 32
# A slow hand must not lose to the clock: the answer may come this much after the window closed,
# and never sooner than in a quarter of an hour (PK-3).
AFTER_WINDOW_S = 300
SHORTEST_S = 900


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a passkey signs in. Only a judgement with a proof does.

    reason: a reason of the page passkey/not_yet, "" with a proof.
    """

    proof: IdentityProof | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Addition:
    """What became of a new passkey. reason: one of the page passkey_setup/not_added, or ""."""

    passkey: Passkey | None
    reason: str = ""


class Passkeys:
    """The passkeys, as one request may use them."""

    def __init__(self, ground: Ground, *, limits: Limits, events: Events) -> None:
        self._ground = ground
        self._tx = ground.tx
        self._limits = limits
        self._events = events
        settings = ground.settings
        # Who we are to a browser comes from the settings, never from the request (SEC-44).
        self._site = Site(settings.host, settings.issuer, settings.provider_name)

    # --- signing in

    def options_to_use(self, interaction: Interaction) -> dict[str, Any]:
        """For navigator.credentials.get(), with a challenge of its own."""
        challenge = self._challenge("sign_in", interaction, None)
        return ceremony.request_options(self._site, challenge, self._window_s)

    def use(self, interaction: Interaction, text: str) -> Judgement:
        """Judges a device's answer. The challenge is spent before anything is verified."""
        if not self._limits.look(PASSKEY_FAILURES, self._limits.network).allowed:
            self._events.limit_attempts_reached(limit=PASSKEY_FAILURES.name)
            return Judgement(None, "refused")
        try:
            answer = ceremony.read_answer(text)
            if not self._spend(answer.challenge, "sign_in", interaction, None):
                return self._refused("expired")
            owned = rows.find_owned(self._tx, answer.credential_id)
            if owned is None:
                return self._refused("unknown")
            seen = ceremony.check_assertion(answer, self._site, owned.passkey.public_key)
        except CeremonyError as error:
            return self._refused(error.reason)
        return self._judge(owned, seen, interaction)

    def _judge(self, owned: Owned, seen: Assertion, interaction: Interaction) -> Judgement:
        """What a true signature is worth (WebAuthn §7.2 steps 6 and 18 to 22)."""
        passkey, now = owned.passkey, self._ground.clock.now()
        allowed = (
            # The device says whose passkey it is, and that must be its owner (SEC-45).
            hmac.compare_digest(seen.user_handle, owned.user_handle)
            and interaction.account_id in ("", passkey.account_id)
            and not owned.disabled
            and seen.backup_eligible == passkey.backup_eligible
            and self._counter_makes_sense(passkey, seen.sign_count)
            and rows.mark_used(
                self._tx,
                passkey,
                sign_count=max(seen.sign_count, passkey.sign_count),
                backed_up=seen.backed_up,
                now=now,
            )
        )
        return Judgement(self._prove(passkey, interaction, now)) if allowed else self._refused()

    def _refused(self, reason: str = "refused") -> Judgement:
        self._limits.hit(PASSKEY_FAILURES, self._limits.network)
        self._events.passkey_assertion_refused(reason=reason)
        return Judgement(None, reason)

    def _counter_makes_sense(self, passkey: Passkey, sign_count: int) -> bool:
        """SEC-50: 0 counts nothing. Going back means a copy, or a keeper that syncs late."""
        if sign_count > passkey.sign_count or sign_count == passkey.sign_count == 0:
            return True
        self._events.passkey_assertion_suspected(
            account_id=passkey.account_id, passkey_id=passkey.id
        )
        return passkey.backup_eligible  # one that never leaves its device cannot go back

    def _prove(self, passkey: Passkey, interaction: Interaction, now: int) -> IdentityProof:
        acr = assurance.of_passkey(backup_eligible=passkey.backup_eligible, attested=False)
        self._events.passkey_assertion_accepted(
            account_id=passkey.account_id, passkey_id=passkey.id, acr=acr
        )
        return of_passkey(
            interaction_id=interaction.id,
            account_id=passkey.account_id,
            acr=acr,
            amr=assurance.amr_of_passkey(backup_eligible=passkey.backup_eligible),
            proven_at=now,
        )

    # --- adding

    def options_to_add(
        self, interaction: Interaction, account_id: str, user_name: str
    ) -> dict[str, Any]:
        """For navigator.credentials.create(). Raises LookupError for no such account.

        user_name: what the person will read in their device's list of passkeys.
        """
        handle = rows.find_user_handle(self._tx, account_id)
        if handle is None:
            raise LookupError("A passkey is added to an account, and there is none.")
        known = self.of_account(account_id)
        return ceremony.creation_options(
            self._site,
            self._challenge("add", interaction, account_id),
            self._window_s,
            user_handle=handle,
            user_name=user_name,
            known=tuple((passkey.credential_id, passkey.transports) for passkey in known),
        )

    def add(self, interaction: Interaction, account_id: str, text: str) -> Addition:
        """Keeps the passkey of a device's answer (WebAuthn §7.1)."""
        try:
            answer = ceremony.read_answer(text)
            if not self._spend(answer.challenge, "add", interaction, account_id):
                return self._not_added("expired")
            made = ceremony.check_attestation(answer, self._site)
        except CeremonyError as error:
            return self._not_added(error.reason)
        passkey = self._new(account_id, made)
        if not rows.add_passkey(self._tx, passkey):
            return self._not_added("already")
        self._events.passkey_setup_passkey_added(
            account_id=account_id, passkey_id=passkey.id, backed_up=passkey.backed_up
        )
        return Addition(passkey)

    def _new(self, account_id: str, made: Attestation) -> Passkey:
        keeper, browser = keepers.name(made.aaguid), self._ground.browser.words
        return Passkey(
            id=self._ground.new_id(),
            account_id=account_id,
            credential_id=made.credential_id,
            public_key=made.public_key,
            sign_count=made.sign_count,
            backup_eligible=made.backup_eligible,
            backed_up=made.backed_up,
            aaguid=made.aaguid,
            transports=made.transports,
            name=f"{keeper}, {browser}" if keeper else browser,
            note="",
            added_at=self._ground.clock.now(),
        )

    def _not_added(self, reason: str) -> Addition:
        self._events.passkey_setup_passkey_refused(reason=reason)
        return Addition(None, "refused" if reason == "wrong_site" else reason)

    # --- one person's passkeys

    def of_account(self, account_id: str) -> tuple[Passkey, ...]:
        """All passkeys of a person, oldest first."""
        return rows.list_passkeys(self._tx, account_id)

    def own(self, passkey_id: str, account_id: str) -> Passkey | None:
        """This person's passkey; None for nobody's and for somebody else's."""
        return rows.find_passkey(self._tx, passkey_id, account_id)

    def rename(self, passkey_id: str, account_id: str, *, name: str, note: str) -> bool:
        """False when the person has no such passkey."""
        return rows.rename_passkey(self._tx, passkey_id, account_id, name=name, note=note)

    def remove(self, passkey_id: str, account_id: str) -> Passkey | None:
        """Removes it and returns what it was; None when it was not there (any more)."""
        passkey = self.own(passkey_id, account_id)
        if passkey is None or not rows.remove_passkey(self._tx, passkey_id, account_id):
            return None
        last = not self.of_account(account_id)
        self._events.account_passkey_removed(
            account_id=account_id, passkey_id=passkey_id, last=last
        )
        return passkey

    # --- one ceremony

    @property
    def _window_s(self) -> int:
        """How long the device's window stays open."""
        return self._ground.settings.ceremony_life_s(self._ground.browser.more_time)

    def _challenge(
        self, purpose: Purpose, interaction: Interaction, account_id: str | None
    ) -> bytes:
        """A fresh challenge for one ceremony of this request (SEC-42)."""
        value, now = secrets.token_bytes(CHALLENGE_BYTES), self._ground.clock.now()
        made = Challenge(
            id=_hash(value),
            purpose=purpose,
            interaction_id=interaction.id,
            account_id=account_id,
            created_at=now,
            expires_at=now + max(self._window_s + AFTER_WINDOW_S, SHORTEST_S),
        )
        challenges.add_challenge(self._tx, made)
        self._events.passkey_options_made(purpose=purpose)
        return value

    def _spend(
        self, challenge: bytes, purpose: Purpose, interaction: Interaction, account_id: str | None
    ) -> bool:
        return challenges.claim_challenge(
            self._tx,
            _hash(challenge),
            purpose=purpose,
            interaction_id=interaction.id,
            account_id=account_id,
            now=self._ground.clock.now(),
        )


def _hash(challenge: bytes) -> str:
    return hash_secret(challenge.hex())
