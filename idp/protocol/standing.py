"""Whether what was given still stands: asked at every use, never once (SEC-10)."""

from __future__ import annotations

from idp import scopes
from idp.store.clients import Client
from idp.store.grants import Grant, Person


def problem_with(client: Client, grant: Grant, person: Person) -> str:
    """Why nothing may be given for this grant any more, as a fixed word; "" when it stands.

    Expiry is another question, which each kind of token answers for itself.
    """
    if client.disabled_at is not None:
        return "client_disabled"
    if person.disabled_at is not None:
        return "account_disabled"
    if grant.revoked_at is not None:
        return "revoked"
    if client.consent != "waived" and person.consented_scopes is None:
        return "consent_withdrawn"
    if scopes.OPENID not in scopes_now(client, grant, person, grant.scopes):
        return "scope_withdrawn"
    return ""


def scopes_now(
    client: Client, grant: Grant, person: Person, wanted: tuple[str, ...]
) -> tuple[str, ...]:
    """What of the wanted scopes was granted, is still allowed, and still registered (SEC-18)."""
    granted = set(grant.scopes)
    if client.consent != "waived":
        granted &= {*(person.consented_scopes or ()), scopes.OPENID}
    return scopes.allowed((scope for scope in wanted if scope in granted), client.scopes)


def claims_now(client: Client, asked: tuple[str, ...], person: Person) -> tuple[str, ...]:
    """What of the claims asked for by name, in a grant, may still be given (OIDC Core §5.5)."""
    if client.consent == "waived":
        return asked
    allowed = {*(person.consented_claims or ()), *scopes.claims_of(person.consented_scopes or ())}
    return tuple(name for name in asked if name in allowed)
