"""What tokens and userinfo say about a person (OIDC Core §2, §5)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from idp import assurance
from idp.protocol.subjects import subject_of
from idp.store.clients import Client
from idp.store.grants import Grant, Person
from idp.vault import Vault


def about(person: Person, names: Iterable[str], vault: Vault) -> dict[str, Any]:
    """These claims of this person, those that we have; opens the sealed address when it must."""
    wanted = set(names)
    told: dict[str, Any] = {}
    if "email" in wanted and person.address_id and person.address_sealed:
        place = ("addresses", "address_sealed", person.address_id)
        told["email"] = vault.unseal(*place, person.address_sealed).decode()
    if "email_verified" in wanted and person.address_id:
        told["email_verified"] = True  # an address is stored once it has been confirmed
    if "locale" in wanted:
        told["locale"] = person.language
    return told


def of_sign_in(
    client: Client, grant: Grant, person: Person, acr_names: dict[str, str]
) -> dict[str, Any]:
    """Who signed in, when and how: `auth_time` is the time of the real proof (SEC-14)."""
    return {
        "sub": subject_of(client, person),
        "auth_time": grant.authenticated_at,
        "acr": assurance.wire_name(grant.acr, acr_names),
        "amr": list(grant.amr),
    }
