"""Which portals may be registered, and how a new one is made (OIDC Registration §2, SEC-2).

Operators register portals with the command line; there is no open registration (SEC-27).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from joserfc.jwk import RSAKey

from idp import assurance, scopes
from idp.protocol import jose
from idp.protocol.client_auth import METHODS
from idp.protocol.jose import JoseProblem
from idp.protocol.redirects import problem_with
from idp.protocol.token import GRANT_TYPES
from idp.store.clients import Client
from idp.tokens import hash_secret, new_id, new_secret

RSA_LEAST_BITS = 2048
NAME_MAX = 80
SECRET_METHODS = ("client_secret_basic", "client_secret_post")


class RegistrationError(Exception):
    """A client that cannot be registered as it is. problems: all of them, for the operator."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def new_secret_for(client: Client) -> tuple[str | None, str | None]:
    """A fresh secret and its hash, for a client that proves itself with one; else None twice."""
    if client.auth_method not in SECRET_METHODS:
        return None, None
    secret = new_secret()
    return secret, hash_secret(secret)


def new_client_id() -> str:
    """128 random bits, URL-safe."""
    return new_id()


def sector_of(redirect_uris: tuple[str, ...]) -> str:
    """The host that all these addresses share (OIDC Core §8.1), "" when they do not."""
    hosts = {urlsplit(uri).hostname or urlsplit(uri).scheme for uri in redirect_uris}
    return hosts.pop() if len(hosts) == 1 else ""


def check(client: Client) -> None:
    """Raises RegistrationError with everything that is wrong."""
    problems = tuple(problem for rule in _RULES for problem in rule(client))
    if problems:
        raise RegistrationError(problems)


def _names(client: Client) -> Iterator[str]:
    if not client.name.strip() or len(client.name) > NAME_MAX or not client.name.isprintable():
        yield f"name: people read it; 1 to {NAME_MAX} printable characters"
    if client.home_url and not client.home_url.startswith(("https://", "http://localhost")):
        yield "home_url: it begins with https://"  # a `javascript:` link would run on our pages


def _addresses(client: Client) -> Iterator[str]:
    if not client.redirect_uris:
        yield "redirect_uris: at least one"
    for uri in (*client.redirect_uris, *client.post_logout_redirect_uris):
        if problem := problem_with(uri):
            yield f"{uri}: {problem}"
    if not client.is_public:
        for uri in client.redirect_uris:
            if not uri.startswith(("https://", "http://")):
                yield f"{uri}: a program on a person's device can keep no secret; use none"


def _proofs(client: Client) -> Iterator[str]:
    if client.auth_method not in METHODS:
        yield f"auth_method: one of {', '.join(METHODS)}"
    if (client.auth_method in SECRET_METHODS) != bool(client.secret_hash):
        yield "secret: for client_secret_basic and client_secret_post, and for no other method"
    if (client.auth_method == "private_key_jwt") != bool(client.jwks):
        yield "jwks: for private_key_jwt, and for no other method"
    if client.jwks:
        yield from _keys(client)
    if client.is_public and client.pkce != "required":
        yield "pkce: only a client with a secret or key may go without"  # D5
    if client.pkce not in ("required", "optional"):
        yield "pkce: required or optional"


def _keys(client: Client) -> Iterator[str]:
    try:
        keys = jose.load_set(client.jwks or {}).keys
    except JoseProblem as problem:
        yield f"jwks: {problem}"
        return
    for key in keys:
        if key.is_private:
            yield "jwks: it holds a private key; we want the public half alone"
        if isinstance(key, RSAKey) and key.raw_value.key_size < RSA_LEAST_BITS:
            yield f"jwks: RSA keys have {RSA_LEAST_BITS} bits or more"


def _may(client: Client) -> Iterator[str]:
    unknown = [s for s in client.scopes if s not in scopes.SCOPES]
    if unknown or scopes.OPENID not in client.scopes:
        yield f"scopes: openid, and of {', '.join(scopes.SCOPES)} what is needed"
    if "authorization_code" not in client.grant_types or set(client.grant_types) - set(GRANT_TYPES):
        yield f"grant_types: authorization_code, with or without {list(GRANT_TYPES)[1]}"
    if scopes.OFFLINE_ACCESS in client.scopes and "refresh_token" not in client.grant_types:
        yield "grant_types: offline_access needs refresh_token"


def _choices(client: Client) -> Iterator[str]:
    for name, value, allowed in (
        ("id_token_alg", client.id_token_alg, jose.ALGORITHMS),
        ("access_token_format", client.access_token_format, ("opaque", "jwt")),
        ("subject_type", client.subject_type, ("pairwise", "public")),
        ("consent", client.consent, ("ask", "waived")),
        ("minimum_acr", client.minimum_acr, ("", *assurance.REACHABLE)),
    ):
        if value not in allowed:
            yield f"{name}: one of {', '.join(text or 'nothing' for text in allowed)}"
    if client.subject_type == "pairwise" and not client.sector:
        # OIDC Core §8.1: without one, which portals may compare people would be left to chance.
        yield "sector: needed, because the redirect URIs have several hosts"


_RULES: tuple[Callable[[Client], Iterator[str]], ...] = (
    _names,
    _addresses,
    _proofs,
    _may,
    _choices,
)
