"""One validated authorization request, as it is kept until it is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from idp import assurance
from idp.policy import Wanted
from idp.scopes import claims_of
from idp.store.clients import Client


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationRequest:
    """What a portal asks (OIDC Core §3.1.2.1), every value checked by idp.protocol.checks.

    response_mode: "query" or "form_post".  state: None when the portal sent none.
    scopes: filtered to what exists and is registered.  prompt: a subset of the four values.
    acr: levels any of which will do, () for any.  max_age_s: None when not asked.
    id_token_claims, userinfo_claims: single claims asked for (§5.5), filtered to those we have.
    subject: the `sub` that must answer (id_token_hint), "" for anybody.
    ui_locales: languages in the portal's order.  display: "" or one of §3.1.2.1.
    """

    client_id: str
    redirect_uri: str
    response_mode: str
    state: str | None
    scopes: tuple[str, ...]
    nonce: str = ""
    code_challenge: str = ""
    prompt: tuple[str, ...] = ()
    max_age_s: int | None = None
    acr: tuple[str, ...] = ()
    id_token_claims: tuple[str, ...] = ()
    userinfo_claims: tuple[str, ...] = ()
    subject: str = ""
    login_hint: str = ""
    ui_locales: tuple[str, ...] = ()
    display: str = ""

    @property
    def claims(self) -> tuple[str, ...]:
        """Every personal claim that would be given, by scope or by name, each once."""
        return tuple(dict.fromkeys((*claims_of(self.scopes), *self.single_claims)))

    @property
    def single_claims(self) -> tuple[str, ...]:
        """Claims asked for by name (OIDC Core §5.5), each once."""
        return tuple(dict.fromkeys((*self.id_token_claims, *self.userinfo_claims)))

    def wanted(self, client: Client, *, account_id: str = "") -> Wanted:
        """The same for policy, with what the operator set for this client now.

        account_id: the only person who may answer, when the request names one that we know.
        """
        acr = self.acr
        if client.minimum_acr:
            enough = assurance.from_level(client.minimum_acr)
            acr = tuple(level for level in acr if level in enough) or enough
        return Wanted(
            prompt=frozenset(self.prompt),
            max_age_s=self.max_age_s,
            acr=acr,
            account_id=account_id,
            scopes=self.scopes,
            claims=self.single_claims,
            consent_waived=client.consent == "waived",
        )

    def to_json(self) -> dict[str, Any]:
        """JSON values, for the interaction's row."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> AuthorizationRequest:
        """The request of a stored row. Raises KeyError for what to_json did not write."""
        given: dict[str, Any] = {f.name: values[f.name] for f in fields(cls)}
        for name, value in given.items():
            given[name] = tuple(value) if isinstance(value, list) else value
        return cls(**given)
