"""Mailed links and codes: made, found, claimed once, reported.

Each mail carries a link and a code; either one finishes. A link signs in by one press, and only
in the browser that asked for it; a code signs in where it is typed (ML-8, ML-10). What is given
out is never stored: of the link a hash, of the code a keyed hash.

    make ──► find ──► bound ────► use_link
                  ├─► foreign ──► use_code_here, make_here
                  └─► used, expired, replaced, unknown
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from idp import codes, references
from idp.addresses import Address, AddressError, parse
from idp.allowance import Allowance, Permission
from idp.limits import DAY_S
from idp.mailed import Claim, Link, Mailed, State, Typed
from idp.proofs import IdentityProof, of_mail
from idp.store import mailed_secrets as rows
from idp.store.mailed_secrets import MailedSecret
from idp.tokens import TokenError, hash_secret, new_code, new_secret, same

if TYPE_CHECKING:
    from idp.accounts import Accounts
    from idp.events import Events
    from idp.interaction import Interaction, Interactions
    from idp.limits import Limits
    from idp.services import Ground

# Purposes of signed and hashed values; no other part of the product uses them (SEC-30).
LINK = "magic_link.link"
CODE = "magic_link.code"
ADDRESS = "address"

# From here on a page says how many tries are left; before, it would only frighten.
FEW_TRIES = 3


class Links:
    """Mailed links and codes, as one request of one browser may use them."""

    def __init__(
        self,
        ground: Ground,
        *,
        accounts: Accounts,
        interactions: Interactions,
        limits: Limits,
        events: Events,
    ) -> None:
        self._ground = ground
        self._tx = ground.tx
        self._accounts = accounts
        self._interactions = interactions
        self._events = events
        self._allowance = Allowance(ground, limits=limits, events=events)

    # --- asking for a mail

    def read(self, text: str) -> Typed:
        """The address in what somebody typed, or the problem with it."""
        try:
            return Typed(parse(text))
        except AddressError as error:
            self._events.magic_link_address_refused(reason=error.key)
            return Typed(None, error.key)

    def permit(self, interaction: Interaction, address: Address) -> Permission:
        """Counts one more mail to this address, and tells whether it may go out."""
        mails = rows.find_of_request(self._tx, interaction.id)
        return self._allowance.ask(self._blind(address), mails)

    def make(self, interaction: Interaction, address: Address, *, more_time: bool) -> Mailed:
        """A new link and code of this request, for this browser. Earlier ones stay good (D3)."""
        earlier = rows.find_of_request(self._tx, interaction.id)
        self._events.magic_link_message_promised(interaction_id=interaction.id, again=bool(earlier))
        return self._make(
            interaction.id,
            address,
            earlier[0].reference if earlier else self._new_reference(),
            life_s=self._ground.settings.link_life_s(more_time),
        )

    def unsent(self, interaction: Interaction, address: Address, *, more_time: bool) -> Mailed:
        """What the waiting page shows when a limit held the mail back: no link and no code.

        Nothing is stored, or somebody could guess at codes that no limit of mails counted.
        """
        earlier = rows.find_of_request(self._tx, interaction.id)
        reference = earlier[0].reference if earlier else self._new_reference()
        expires_at = self._now + self._ground.settings.link_life_s(more_time)
        return Mailed("", "", address, self._now, expires_at, reference)

    def make_here(self, link: Link, *, more_time: bool) -> Mailed | None:
        """The one link of a request for another browser, this one; None when it was given.

        It has no code, and like every link it works by a press in its own browser only. Limits
        count it, but it need not keep a distance to the mail that the person just opened.
        """
        address = self.read(link.address).address
        if link.state != "foreign" or link.interaction is None or address is None:
            self._events.magic_link_link_refused(reason=link.state)
            return None
        if self._allowance.is_spent(self._blind(address)):
            return None
        rows.lock_request(self._tx, link.interaction.id)
        if not rows.claim_sending_here(self._tx, link.interaction.id, self._now):
            self._events.magic_link_link_refused(reason="sent_here_already")
            return None
        self._events.magic_link_browser_changed(interaction_id=link.interaction.id)
        life_s = self._ground.settings.link_life_s(more_time)
        return self._make(
            link.interaction.id, address, link.reference, life_s=life_s, for_this_browser=True
        )

    # --- the link

    def find(self, link_id: str, key: str) -> Link:
        """The opened link. Changes nothing, however often it is asked (ML-6).

        key: what stood in the mailed address; without it the link is unknown.
        """
        row = self._row(link_id, key)
        if row is None:
            return Link(id=link_id, state="unknown")
        siblings = rows.find_of_request(self._tx, row.interaction_id)
        interaction = self._interactions.find(row.interaction_id)
        can_ask_again = (
            interaction is not None
            and self._interactions.is_own(interaction)
            and self._interactions.is_open(interaction)
        )
        return Link(
            id=row.id,
            state=self._state(row, siblings, interaction),
            interaction=interaction,
            address=self._address(row),
            reference=row.reference,
            expires_at=row.expires_at,
            asked_here=row.browser_hash == self._ground.browser.id_hash,
            for_this_browser=row.for_this_browser,
            can_send_here=all(s.sent_here_at is None for s in siblings),
            can_ask_again=can_ask_again,
        )

    def use_link(self, link: Link) -> Claim:
        """One press in the browser that asked: claims the link, then proves the address."""
        row = rows.find_mailed_secret(self._tx, link.id)
        if link.state != "bound" or row is None:
            # A scanner presses too. Elsewhere the press spends nothing and ends nothing (ML-8).
            self._events.magic_link_link_refused(reason=link.state)
            return Claim(None, link.state)
        rows.lock_request(self._tx, row.interaction_id)
        if not rows.claim(self._tx, row, self._now):
            self._events.magic_link_link_refused(reason="used")
            return Claim(None, "used")
        self._events.magic_link_link_used(
            interaction_id=row.interaction_id, age_s=self._now - row.created_at
        )
        return Claim(self._proof(row, elsewhere=row.for_this_browser))

    # --- the code

    def use_code(self, interaction: Interaction, text: str) -> Claim:
        """A code typed in the browser that asked."""
        return self._use_code(interaction.id, text, "tries")

    def use_code_here(self, link: Link, text: str) -> Claim:
        """The code typed in the browser in which the link was opened: signs in there (ML-10).

        Its tries are counted apart, so that a scanner's junk costs the person none (ML-8).
        """
        if link.over is not None or link.interaction is None:
            self._events.magic_link_code_refused(reason=link.state)
            return Claim(None, "code_over")
        return self._use_code(link.interaction.id, text, "foreign_tries")

    # --- "I did not ask for this"

    def report(self, link: Link, text: str = "") -> bool:
        """Records that somebody did not ask for this mail; True when that ended its request.

        It ends at once only in the browser that asked, or together with the code: anywhere else
        the press may be a scanner's (ML-17).
        """
        if link.interaction is None or not rows.claim_report(self._tx, link.id, self._now):
            return False
        self._events.magic_link_request_reported(interaction_id=link.interaction.id)
        rows.lock_request(self._tx, link.interaction.id)
        knows = link.asked_here or self._matches(link.interaction.id, text, "foreign_tries")
        return knows and rows.end_request(self._tx, link.interaction.id, self._now) > 0

    # --- inside

    @property
    def _now(self) -> int:
        return self._ground.clock.now()

    def _blind(self, address: Address) -> str:
        return self._ground.vault.blind(ADDRESS, address.canonical)

    def _new_reference(self) -> str:
        return references.make(self._ground.browser.language)

    def _make(
        self,
        interaction_id: str,
        address: Address,
        reference: str,
        *,
        life_s: int,
        for_this_browser: bool = False,
    ) -> Mailed:
        settings, tokens, now = self._ground.settings, self._ground.tokens, self._now
        row_id = self._ground.new_id()
        key = tokens.sign(LINK, new_secret())
        code = "" if for_this_browser else new_code(codes.DIGITS)
        row = MailedSecret(
            id=row_id,
            interaction_id=interaction_id,
            browser_hash=self._ground.browser.id_hash,
            link_hash=hash_secret(key),
            code_hash=tokens.mac(CODE, row_id, code) if code else "",
            address_blind=self._blind(address),
            address_sealed=self._ground.vault.seal(
                "mailed_secrets", "address_sealed", row_id, address.shown.encode()
            ),
            reference=reference,
            for_this_browser=for_this_browser,
            created_at=now,
            expires_at=now + life_s,
        )
        rows.add_mailed_secret(self._tx, row)
        # The issuer, never the Host header: a forged one must not be able to aim a mail (SEC-35).
        link = f"{settings.issuer}/magic-link/opened/{row_id}?{urlencode({'key': key})}"
        return Mailed(link, code, address, now, row.expires_at, reference)

    def _row(self, link_id: str, key: str) -> MailedSecret | None:
        """The row of a link whose key is right; none where passkeys come in alone (SEC-41)."""
        if self._ground.settings.passkey_only:
            return None
        settings = self._ground.settings
        longest_s = max(settings.link_s, settings.link_more_time_s) + DAY_S
        try:
            self._ground.tokens.read(LINK, key, longest_s)
        except TokenError:
            return None
        row = rows.find_mailed_secret(self._tx, link_id)
        return row if row is not None and same(hash_secret(key), row.link_hash) else None

    def _state(
        self,
        row: MailedSecret,
        siblings: tuple[MailedSecret, ...],
        interaction: Interaction | None,
    ) -> State:
        now = self._now
        newer = any(
            s.created_at >= row.created_at
            and s.id != row.id
            and s.ended_at is None
            and s.expires_at > now
            for s in siblings
        )
        if row.ended_at is not None or row.expires_at <= now:
            if newer:
                return "replaced"
            return "used" if any(s.used_at for s in siblings) else "expired"
        if interaction is None or interaction.expires_at <= now:
            return "expired"
        if interaction.answered_at is not None:
            return "used"  # the person finished in another way; nothing is left to sign in to
        return "bound" if row.browser_hash == self._ground.browser.id_hash else "foreign"

    def _use_code(self, interaction_id: str, text: str, counter: rows.Counter) -> Claim:
        given = codes.read(text)
        if not given:
            self._events.magic_link_code_refused(reason="code_missing")
            return Claim(None, "code_missing")
        if self._ground.settings.passkey_only:
            self._events.magic_link_code_refused(reason="code_over")
            return Claim(None, "code_over")
        rows.lock_request(self._tx, interaction_id)
        most, now = self._ground.settings.limit_code_tries, self._now
        open_rows = rows.count_try(self._tx, interaction_id, counter, most=most, now=now)
        row = self._match(open_rows, given)
        if row is None:
            return self._wrong_code(interaction_id, open_rows, counter)
        if not rows.claim(self._tx, row, now):
            self._events.magic_link_code_refused(reason="code_over")
            return Claim(None, "code_over")
        elsewhere = counter == "foreign_tries"
        self._events.magic_link_code_used(
            interaction_id=interaction_id, age_s=now - row.created_at, elsewhere=elsewhere
        )
        return Claim(self._proof(row, elsewhere=elsewhere))

    def _match(self, open_rows: tuple[MailedSecret, ...], given: str) -> MailedSecret | None:
        """The row with this code; every row is compared, so the time tells nothing."""
        check = self._ground.tokens.check_mac
        matching = [row for row in open_rows if check(row.code_hash, CODE, row.id, given)]
        return matching[0] if matching else None

    def _matches(self, interaction_id: str, text: str, counter: rows.Counter) -> bool:
        given = codes.read(text)
        if not given:
            return False
        most = self._ground.settings.limit_code_tries
        found = rows.count_try(self._tx, interaction_id, counter, most=most, now=self._now)
        return self._match(found, given) is not None

    def _wrong_code(
        self, interaction_id: str, open_rows: tuple[MailedSecret, ...], counter: rows.Counter
    ) -> Claim:
        most = self._ground.settings.limit_code_tries
        left = max((most - getattr(row, counter) for row in open_rows), default=0)
        if left:
            problem = "code_wrong_few" if left <= FEW_TRIES else "code_wrong"
        elif open_rows:
            problem = "no_tries"  # this was the last one
        else:
            problem = self._why_no_code(interaction_id)
        self._events.magic_link_code_refused(reason=problem)
        return Claim(None, problem, left if 0 < left <= FEW_TRIES else None)

    def _why_no_code(self, interaction_id: str) -> str:
        """Why not one code of this request can be typed any more."""
        alive = any(
            row.ended_at is None and row.expires_at > self._now and row.code_hash
            for row in rows.find_of_request(self._tx, interaction_id)
        )
        return "no_tries" if alive else "code_over"

    def _proof(self, row: MailedSecret, *, elsewhere: bool) -> IdentityProof:
        address = parse(self._address(row))
        return of_mail(
            interaction_id="" if elsewhere else row.interaction_id,
            account_id=self._accounts.of_confirmed(address),
            proven_at=self._now,
        )

    def _address(self, row: MailedSecret) -> str:
        sealed = row.address_sealed
        vault = self._ground.vault
        return vault.unseal("mailed_secrets", "address_sealed", row.id, sealed).decode()
