"""Everything that can happen and is written down: one method an event.

The names are an interface (flow.thing.happened, past tense): reports and alarms count on them.
Fields never hold an address, a name, a code, a secret or a whole network address; `reason` is
one of a few fixed words. account_id, client_id and session_id default to what the request
concerns (see Journal.concerns).
"""

from __future__ import annotations

from idp.journal import Journal, Kind, event, vocabulary


class Events(Journal):
    """The vocabulary. Every POST leaves at least one of these."""

    # --- a portal asks
    @event("authorization.request.received")
    def authorization_request_received(self, *, client_id: str, interaction_id: str) -> None:
        """A portal sent a person to us, and the person has to do something."""

    @event("authorization.request.refused", "refused")
    def authorization_request_refused(self, *, reason: str, client_id: str = "") -> None:
        """A portal’s request could not be taken; reason is the protocol’s error code."""

    @event("authorization.request.answered")
    def authorization_request_answered(
        self, *, client_id: str, account_id: str, session_id: str, acr: str, silent: bool
    ) -> None:
        """A portal got its answer; silent: nothing was asked of the person."""

    @event("code.grant.issued")
    def code_grant_issued(self, *, client_id: str, account_id: str, grant_id: str) -> None:
        """An authorization code went to a portal."""

    @event("code.grant.redeemed")
    def code_grant_redeemed(self, *, client_id: str, account_id: str, grant_id: str) -> None:
        """A portal exchanged the code for its tokens."""

    @event("code.grant.refused", "refused")
    def code_grant_refused(self, *, client_id: str, reason: str, grant_id: str = "") -> None:
        """A code was not accepted: unknown, expired, of another portal, or a wrong verifier."""

    @event("code.grant.replayed", "refused")
    def code_grant_replayed(self, *, client_id: str, grant_id: str) -> None:
        """A used code came again; every token made from it was revoked."""

    @event("token.family.refreshed")
    def token_family_refreshed(self, *, client_id: str, account_id: str, grant_id: str) -> None:
        """A portal exchanged a refresh token for the next one."""

    @event("token.refresh.refused", "refused")
    def token_refresh_refused(self, *, client_id: str, reason: str, grant_id: str = "") -> None:
        """A refresh token was not accepted."""

    @event("token.family.replayed", "refused")
    def token_family_replayed(self, *, client_id: str, grant_id: str) -> None:
        """A used refresh token came again; its whole family was revoked."""

    @event("token.family.revoked")
    def token_family_revoked(self, *, client_id: str, grant_id: str, reason: str) -> None:
        """All tokens of one authorization ended."""

    @event("client.proof.refused", "refused")
    def client_proof_refused(self, *, reason: str, client_id: str = "") -> None:
        """A portal could not prove who it is."""

    @event("userinfo.claims.refused", "refused")
    def userinfo_claims_refused(self, *, reason: str, client_id: str = "") -> None:
        """An access token was not accepted at userinfo."""

    # --- start
    @event("start.service.declined", "refused")
    def start_service_declined(self, *, client_id: str) -> None:
        """The person went back to the portal without signing in."""

    @event("start.account.continued")
    def start_account_continued(self, *, account_id: str, client_id: str = "") -> None:
        """The person went on with the account that was already signed in here."""

    # --- magic link and code
    @event("magic_link.message.promised")
    def magic_link_message_promised(self, *, interaction_id: str, again: bool) -> None:
        """A mail with link and code was put in the outbox; again: not the first one."""

    @event("magic_link.message.limited", "refused")
    def magic_link_message_limited(self, *, limit: str) -> None:
        """No mail was sent, because of a limit; the page was the ordinary one."""

    @event("magic_link.no_account.told", "refused")
    def magic_link_no_account_told(self, *, reason: str) -> None:
        """A mail without link and code told an address that it cannot sign in here."""

    @event("magic_link.address.refused", "refused")
    def magic_link_address_refused(self, *, reason: str) -> None:
        """What was typed was no address."""

    @event("magic_link.link.used")
    def magic_link_link_used(self, *, interaction_id: str, age_s: int) -> None:
        """The person pressed the button behind the mailed link; age_s: since it was mailed."""

    @event("magic_link.link.refused", "refused")
    def magic_link_link_refused(self, *, reason: str) -> None:
        """A mailed link was used, expired, replaced, unknown, or came from another browser."""

    @event("magic_link.code.used")
    def magic_link_code_used(self, *, interaction_id: str, age_s: int, elsewhere: bool) -> None:
        """The code was typed; elsewhere: in a browser other than the one that asked."""

    @event("magic_link.code.refused", "refused")
    def magic_link_code_refused(self, *, reason: str) -> None:
        """A code was wrong, missing, over, or the tries were used up."""

    @event("magic_link.browser.changed")
    def magic_link_browser_changed(self, *, interaction_id: str) -> None:
        """The person asked for one link for the browser in which the mail was opened."""

    @event("magic_link.request.reported")
    def magic_link_request_reported(self, *, interaction_id: str) -> None:
        """Somebody who got the mail said that they had not asked for it."""

    # --- passkey
    @event("passkey.options.made")
    def passkey_options_made(self, *, purpose: str) -> None:
        """A passkey ceremony began; purpose: sign_in or add."""

    @event("passkey.assertion.accepted")
    def passkey_assertion_accepted(self, *, account_id: str, passkey_id: str, acr: str) -> None:
        """A passkey proved who the person is."""

    @event("passkey.assertion.refused", "refused")
    def passkey_assertion_refused(self, *, reason: str) -> None:
        """A passkey’s answer was not accepted."""

    @event("passkey.assertion.suspected")
    def passkey_assertion_suspected(self, *, account_id: str, passkey_id: str) -> None:
        """A passkey’s use counter went back: there may be a copy of it."""

    @event("passkey.ceremony.ended", "refused")
    def passkey_ceremony_ended(self, *, reason: str) -> None:
        """The passkey window ended without an answer, as the browser told us."""

    @event("passkey_setup.passkey.added")
    def passkey_setup_passkey_added(
        self, *, account_id: str, passkey_id: str, backed_up: bool
    ) -> None:
        """A passkey was added to an account."""

    @event("passkey_setup.passkey.refused", "refused")
    def passkey_setup_passkey_refused(self, *, reason: str) -> None:
        """A new passkey was not accepted."""

    @event("passkey_setup.passkey.named")
    def passkey_setup_passkey_named(self, *, passkey_id: str) -> None:
        """The person gave a new passkey a name."""

    @event("passkey_setup.ceremony.ended", "refused")
    def passkey_setup_ceremony_ended(self, *, reason: str) -> None:
        """The window for a new passkey ended without one, as the browser told us."""

    @event("passkey_setup.offer.postponed")
    def passkey_setup_offer_postponed(self, *, for_good: bool) -> None:
        """The person did not want a passkey; for_good: do not ask again."""

    # --- consent
    @event("consent.sharing.allowed")
    def consent_sharing_allowed(
        self, *, account_id: str, client_id: str, scopes: list[str], claims: list[str]
    ) -> None:
        """The person allowed a portal to know these things."""

    @event("consent.sharing.refused", "refused")
    def consent_sharing_refused(self, *, account_id: str, client_id: str) -> None:
        """The person did not allow it."""

    @event("consent.sharing.withdrawn")
    def consent_sharing_withdrawn(self, *, account_id: str, client_id: str) -> None:
        """The person stopped sharing with a portal."""

    # --- signed in, signed out
    @event("account.record.made")
    def account_record_made(self, *, account_id: str) -> None:
        """A first confirmed address made an account."""

    @event("account.record.disabled")
    def account_record_disabled(self, *, account_id: str) -> None:
        """An operator closed an account; every sign-in of it ended."""

    @event("account.record.enabled")
    def account_record_enabled(self, *, account_id: str) -> None:
        """An operator opened a closed account again."""

    @event("account.invitation.made")
    def account_invitation_made(self) -> None:
        """An operator invited an address to make an account."""

    @event("account.invitation.withdrawn")
    def account_invitation_withdrawn(self) -> None:
        """An operator took an invitation back."""

    @event("account.registration.refused", "refused")
    def account_registration_refused(self, *, registration: str) -> None:
        """A confirmed address has no account, and may not make one here."""

    @event("session.sign_in.began")
    def session_sign_in_began(
        self, *, account_id: str, session_id: str, acr: str, new_browser: bool
    ) -> None:
        """A person is signed in."""

    @event("session.sign_in.ended")
    def session_sign_in_ended(self, *, session_id: str, reason: str, account_id: str = "") -> None:
        """A sign-in ended: signed out, replaced, expired, or ended from the account page."""

    @event("session.sign_in.kept")
    def session_sign_in_kept(self, *, account_id: str, session_id: str) -> None:
        """A person who was warned of the end said that they are still there."""

    @event("session.sign_in.extended")
    def session_sign_in_extended(self, *, session_id: str, idle_s: int) -> None:
        """The person asked for more time."""

    @event("sign_out.request.received")
    def sign_out_request_received(self, *, client_id: str = "") -> None:
        """A portal or the person asked to sign out."""

    @event("sign_out.request.refused", "refused")
    def sign_out_request_refused(self, *, reason: str, client_id: str = "") -> None:
        """A portal’s sign-out request could not be taken."""

    @event("sign_out.session.ended")
    def sign_out_session_ended(self, *, session_id: str, services: int) -> None:
        """The person signed out; services: how many portals had been used."""

    @event("sign_out.request.declined", "refused")
    def sign_out_request_declined(self, *, client_id: str = "") -> None:
        """The person stayed signed in."""

    # --- account
    @event("account.passkey.renamed")
    def account_passkey_renamed(self, *, account_id: str, passkey_id: str) -> None:
        """A person gave a passkey another name."""

    @event("account.passkey.removed")
    def account_passkey_removed(self, *, account_id: str, passkey_id: str, last: bool) -> None:
        """A person removed a passkey; last: none is left."""

    @event("account.browser.ended")
    def account_browser_ended(self, *, account_id: str, sessions: int) -> None:
        """A person signed other browsers out from the account page."""

    @event("account.page.refused", "refused")
    def account_page_refused(self, *, reason: str) -> None:
        """An account action was asked for that needs a fresher proof, or is not theirs."""

    # --- every page
    @event("page.language.changed")
    def page_language_changed(self, *, language: str) -> None:
        """The person chose a language."""

    @event("page.time.changed")
    def page_time_changed(self, *, more_time: bool) -> None:
        """The person asked for more time, or for the ordinary time."""

    @event("page.form.refused", "refused")
    def page_form_refused(self, *, reason: str) -> None:
        """A form was stale, foreign, too large, or not readable; nothing was changed."""

    @event("page.step.taken")
    def page_step_taken(self, *, flow: str, step: str) -> None:
        """A form was sent that changed nothing worth an event of its own."""

    # --- limits, mail, house
    @event("limit.attempts.reached", "refused")
    def limit_attempts_reached(self, *, limit: str, client_id: str = "") -> None:
        """Something was refused because it happened too often."""

    @event("mail.message.sent")
    def mail_message_sent(self, *, outbox_id: str, kind: str, tries: int) -> None:
        """The mail server took a message."""

    @event("mail.message.delayed", "failed")
    def mail_message_delayed(self, *, outbox_id: str, kind: str, tries: int, reason: str) -> None:
        """A message could not be sent yet, and will be tried again."""

    @event("mail.message.given_up", "failed")
    def mail_message_given_up(self, *, outbox_id: str, kind: str, tries: int, reason: str) -> None:
        """A message will not be sent: refused for good, or older than what it carries."""

    @event("client.record.added")
    def client_record_added(self, *, client_id: str) -> None:
        """An operator registered a portal."""

    @event("client.record.disabled")
    def client_record_disabled(self, *, client_id: str) -> None:
        """An operator closed a portal."""

    @event("client.record.enabled")
    def client_record_enabled(self, *, client_id: str) -> None:
        """An operator opened a portal again."""

    @event("key.signing.made")
    def key_signing_made(self, *, key_id: str, alg: str, signs_from_at: int) -> None:
        """A new signing key is published."""

    @event("key.data.rotated")
    def key_data_rotated(self, *, sealed_again: int) -> None:
        """A new data key writes; sealed_again: values that were sealed anew."""

    @event("store.rows.forgotten")
    def store_rows_forgotten(self, *, rows: dict[str, int]) -> None:
        """What had expired was deleted; rows: how many of each table."""


def event_table() -> tuple[Kind, ...]:
    """The whole vocabulary, for the documents and their test."""
    return vocabulary(Events)
