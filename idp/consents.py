"""What a portal would learn about a person, item by item, and what the person allowed.

An item is something that a person can name: their address, their language. The tables below
are the one place that says which scopes and claims stand behind it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from idp.flow import words
from idp.scopes import EMAIL, OFFLINE_ACCESS, OPENID, PROFILE, claims_of
from idp.store import consents as rows
from idp.store import sessions as session_rows
from idp.store.consents import Consent, Shared

if TYPE_CHECKING:
    from idp.events import Events
    from idp.interaction import Interaction
    from idp.proofs import ConsentAnswer
    from idp.services import Ground
    from idp.store.accounts import Account

__all__ = ["Consent", "Consents", "Shared", "SharedItem"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedItem:
    """One thing that a portal would learn; the words are in the person's language.

    key: the form field of an optional item.  ticked: the person allowed it before.
    already: the portal knows it from an earlier yes.
    """

    key: str
    name: str
    value: str
    why: str = ""
    optional: bool = False
    ticked: bool = False
    already: bool = False


@dataclass(frozen=True, slots=True)
class _Kind:
    """An item and what stands behind it. value: fixed words, "" when it is the person's own."""

    key: str
    scope: str
    claims: tuple[str, ...]
    name: str
    why: str
    value: str = ""


# `sub` is sent as 43 random characters. Read aloud they tell nobody anything, so its item says
# in words what it is.
KINDS = (
    _Kind(
        "subject",
        OPENID,
        (),
        words("A number that stands for you"),
        words("The portal knows you again by it. Other portals get another number."),
        words("a random number, made for this portal"),
    ),
    _Kind(
        "sign_in",
        OPENID,
        (),
        words("How and when you signed in"),
        words("The portal sees how sure it can be that it is you."),
    ),
    _Kind(
        "email",
        EMAIL,
        ("email", "email_verified"),
        words("Your e-mail address"),
        words("The portal can write to you. It also learns that this address is yours."),
    ),
    _Kind(
        "locale",
        PROFILE,
        ("locale",),
        words("Your language"),
        words("The portal can go on in the language that you chose here."),
    ),
    _Kind(
        "offline_access",
        OFFLINE_ACCESS,
        (),
        words("Later, too"),
        words("The portal may ask us for these things when you are not there."),
        words("until you take your yes back"),
    ),
)
HOW: Mapping[str, str] = {
    "magic_link": words("with a mail, now"),
    "passkey": words("with a passkey, now"),
    "": words("with a mail or a passkey, and the time"),
}
# All words of the two tables, as they stand in the catalogues.
CONSENT_WORDS = frozenset({k for kind in KINDS for k in (kind.name, kind.why, kind.value) if k}) | (
    frozenset(HOW.values())
)


class Consents:
    """What people allowed, as one request may use it."""

    def __init__(self, ground: Ground, events: Events) -> None:
        self._ground = ground
        self._events = events

    def find(self, account_id: str, client_id: str) -> Consent | None:
        """What this person allowed this portal before."""
        return rows.find_consent(self._ground.tx, account_id, client_id)

    def items(
        self, interaction: Interaction, *, account: Account, address: str, method: str
    ) -> tuple[SharedItem, ...]:
        """What the portal of this interaction would get about this person.

        address: the one that it would get.  method: flow that signed the person in.
        """
        scopes, single = _asked(interaction)
        before = self.find(account.id, interaction.client_id)
        language = self._ground.house.words.own_name(account.language)
        values = {"email": address, "locale": language, "sign_in": HOW.get(method, HOW[""])}
        with self._ground.house.words.speaking(self._ground.browser.language):
            return tuple(
                self._item(kind, values, scopes, single, before)
                for kind in KINDS
                if kind.scope in scopes or set(kind.claims) & set(single)
            )

    def names(self, consent: Consent) -> tuple[str, ...]:
        """What a portal was allowed to know, in the person's language."""
        allowed = set(consent.claims)
        with self._ground.house.words.speaking(self._ground.browser.language):
            return tuple(
                self._ground.house.words.gettext(kind.name)
                for kind in KINDS
                if kind.scope in consent.scopes or set(kind.claims) & allowed
            )

    def allow(self, interaction: Interaction, account_id: str, answer: ConsentAnswer) -> None:
        """Stores a yes: what is needed, and of the optional items those that were ticked."""
        scopes, single = _asked(interaction)
        before = self.find(account_id, interaction.client_id)
        ticked = {c for kind in KINDS if kind.key in answer.optional for c in kind.claims}
        claims = tuple(c for c in single if c in ticked)
        declined = tuple(c for c in single if c not in ticked)
        now = self._ground.clock.now()
        consent = Consent(
            account_id=account_id,
            client_id=interaction.client_id,
            scopes=_together(before.scopes if before else (), scopes),
            claims=_together(_without(before.claims if before else (), declined), claims),
            declined=_together(_without(before.declined if before else (), claims), declined),
            given_at=now,
            changed_at=now,
        )
        rows.store_consent(self._ground.tx, consent)
        self._events.consent_sharing_allowed(
            account_id=account_id,
            client_id=interaction.client_id,
            scopes=list(scopes),
            claims=list(claims),
        )

    def refuse(self, interaction: Interaction, account_id: str) -> None:
        """Writes down a no; what was allowed before stays as it was."""
        self._events.consent_sharing_refused(account_id=account_id, client_id=interaction.client_id)

    def shared(self, account_id: str) -> tuple[Shared, ...]:
        """Every portal that this person allowed something, by name."""
        return rows.find_shared(self._ground.tx, account_id)

    def withdraw(self, account_id: str, client_id: str) -> bool:
        """Takes the yes back, and what the portal holds ends at once (SEC-23); False: none."""
        tx, now = self._ground.tx, self._ground.clock.now()
        if not rows.delete_consent(tx, account_id, client_id):
            return False
        self._events.consent_sharing_withdrawn(account_id=account_id, client_id=client_id)
        for grant_id, _ in session_rows.end_families_of_portal(tx, account_id, client_id, now):
            self._events.token_family_revoked(
                client_id=client_id, grant_id=grant_id, reason="consent_withdrawn"
            )
        return True

    def _item(
        self,
        kind: _Kind,
        values: Mapping[str, str],
        scopes: tuple[str, ...],
        single: tuple[str, ...],
        before: Consent | None,
    ) -> SharedItem:
        say = self._ground.house.words.gettext
        # What no scope brings was asked for by name, and that is voluntary (OIDC Core §5.5.1).
        optional = kind.scope not in scopes
        allowed = before is not None and bool(set(kind.claims) & set(before.claims))
        known = before is not None and (kind.scope in before.scopes or allowed)
        own = values.get(kind.key, "")
        return SharedItem(
            key=kind.key,
            name=say(kind.name),
            value=say(own) if own in HOW.values() else own or say(kind.value),
            why=say(kind.why),
            optional=optional,
            ticked=optional and allowed,
            already=known,
        )


def _asked(interaction: Interaction) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Scopes, and the single claims that they do not bring anyway."""
    request: Mapping[str, Any] = interaction.request
    scopes = tuple(request["scopes"])
    named = dict.fromkeys((*request["id_token_claims"], *request["userinfo_claims"]))
    brought = set(claims_of(scopes))
    return scopes, tuple(claim for claim in named if claim not in brought)


def _together(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*old, *new)))


def _without(names: tuple[str, ...], taken: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in taken)
