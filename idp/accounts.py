"""People: found or made by a confirmed address, and told about what happens to their account."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from typing import TYPE_CHECKING

from idp.addresses import Address, mask, parse
from idp.clock import moment
from idp.errors import Stop
from idp.notices import NewBrowserMessage
from idp.store import accounts as rows
from idp.store.accounts import Account, StoredAddress
from idp.store.invitations import end_invitation, is_invited
from idp.tokens import new_id

if TYPE_CHECKING:
    from idp.events import Events
    from idp.mail import Mailer
    from idp.pages import Mail, Page
    from idp.services import Ground

USER_HANDLE_BYTES = 64  # WebAuthn §4: as long as it may be, and random
# Purpose of the keyed hash by which an address is found (idp.links counts by the same one).
ADDRESS = "address"
# After "not now" a passkey is offered again, but not at every sign-in.
OFFER_AGAIN_S = 30 * 86_400


class Accounts:
    """The accounts, as one request may use them."""

    def __init__(self, ground: Ground, events: Events, mail: Mailer) -> None:
        self._ground = ground
        self._events = events
        self._mail = mail

    # --- who is it

    def find(self, account_id: str) -> Account | None:
        """The account of this id, also a disabled one."""
        return rows.find_account(self._ground.tx, account_id)

    def find_by_address(self, address: Address) -> Account | None:
        """The account that confirmed this address, also a disabled one."""
        return rows.find_account_by_address(self._ground.tx, self._blind(address))

    def may_sign_in(self, address: Address) -> bool:
        """Whether a mail with link and code makes sense. No page may show the answer (SEC-94)."""
        account, may_make = self.find_by_address(address), self._may_make(address)
        return may_make if account is None else account.disabled_at is None

    def of_confirmed(self, address: Address) -> str:
        """The account id of a person who just proved that this address is theirs.

        A first sign-in makes the account (D15). Raises Stop where no account may be made, or the
        account is disabled: the mail was sent before an operator changed that.
        """
        account = self.find_by_address(address) or self._make(address)
        if account is None or account.disabled_at is not None:
            self._events.account_registration_refused(
                registration=self._ground.settings.registration
            )
            raise Stop(self._no_way_in(), status=403)
        return account.id

    # --- their addresses

    def addresses(self, account_id: str) -> tuple[str, ...]:
        """The confirmed addresses as the person wrote them, the first confirmed one first."""
        found = rows.find_addresses(self._ground.tx, account_id)
        return tuple(self._unseal(stored) for stored in found)

    def main_address_masked(self, account_id: str) -> str:
        """Enough of the first address for its owner to know it again; "" when there is none."""
        addresses = self.addresses(account_id)
        return mask(addresses[0]) if addresses else ""

    def tell(self, account_id: str, mail: Mail) -> int:
        """Promises a notice to every confirmed address, in the person's language; how many."""
        account = self.find(account_id)
        if account is None:
            return 0
        addresses = self.addresses(account_id)
        for address in addresses:
            self._mail.promise(mail, parse(address), account.language, None)
        return len(addresses)

    # --- the offer of a passkey

    def offer_open(self, account_id: str, added: Collection[str]) -> bool:
        """Whether to offer a passkey: there is none yet, and no recent or lasting "no" (PR-1).

        added: ids of passkeys that belong to the offer and do not end it.
        """
        account = self.find(account_id)
        if account is None or account.passkey_offer == "never":
            return False
        asked_s = self._ground.clock.now() - (account.offered_at or 0)
        if account.passkey_offer == "later" and asked_s < OFFER_AGAIN_S:
            return False
        return not rows.has_passkey(self._ground.tx, account_id, but=added)

    def answer_offer(self, account_id: str, choice: str) -> None:
        """Remembers "later" or "never"; "added" needs no remembering."""
        if choice in ("later", "never"):
            now = self._ground.clock.now()
            rows.change_account(self._ground.tx, account_id, passkey_offer=choice, offered_at=now)

    # --- the browser

    def see_browser(self, account_id: str) -> bool:
        """Remembers that this browser signs the person in; True when it is new to them.

        The first browser of an account is no news; every further one is told by mail (AC-3).
        """
        ground = self._ground
        seen_before, others = rows.see_browser(
            ground.tx, account_id, ground.browser.id_hash, ground.clock.now()
        )
        if seen_before or not others:
            return False
        issuer = ground.settings.issuer
        self.tell(
            account_id,
            NewBrowserMessage(
                browser=ground.browser.words,
                at=moment(ground.clock.now()),
                account_url=f"{issuer}/account/overview",
                not_me_url=f"{issuer}/account/end-other-browsers",
            ),
        )
        return True

    def speak(self, account_id: str, language: str) -> None:
        """Mails to this person are in this language from now on."""
        account = self.find(account_id)
        if account is not None and account.language != language:
            rows.change_account(self._ground.tx, account_id, language=language)

    # --- inside

    def _make(self, address: Address) -> Account | None:
        ground = self._ground
        if not self._may_make(address):
            return None
        now = ground.clock.now()
        account = Account(
            id=new_id(),
            user_handle=secrets.token_bytes(USER_HANDLE_BYTES),
            language=ground.browser.language,
            passkey_offer="ask",
            created_at=now,
        )
        rows.add_account(ground.tx, account)
        key = new_id()
        stored = StoredAddress(
            id=key,
            account_id=account.id,
            blind_index=self._blind(address),
            address_sealed=ground.vault.seal(
                "addresses", "address_sealed", key, address.shown.encode()
            ),
            confirmed_at=now,
        )
        if not rows.claim_address(ground.tx, stored):
            # Somebody else's first sign-in with this address was a moment faster.
            rows.delete_account(ground.tx, account.id)
            return self.find_by_address(address)
        end_invitation(ground.tx, stored.blind_index)
        self._events.account_record_made(account_id=account.id)
        return account

    def _may_make(self, address: Address) -> bool:
        """Whether a first sign-in with this address makes an account.

        Asked for known addresses too, so that the same work is done for every address (SEC-94).
        """
        ground = self._ground
        if ground.settings.registration == "invited":
            return is_invited(ground.tx, self._blind(address), ground.clock.now())
        return ground.settings.registration == "open"

    def _unseal(self, stored: StoredAddress) -> str:
        vault = self._ground.vault
        sealed = stored.address_sealed
        return vault.unseal("addresses", "address_sealed", stored.id, sealed).decode()

    def _blind(self, address: Address) -> str:
        return self._ground.vault.blind(ADDRESS, address.canonical)

    def _no_way_in(self) -> Page:
        from idp.dead_ends import InteractionLost

        return InteractionLost(reason="no_account")
