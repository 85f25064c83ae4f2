"""The two sample portals, and how the provider comes to know them."""

from __future__ import annotations

from idp import assurance, scopes
from idp.clock import Clock
from idp.demo.assertion import public_jwks
from idp.demo.folder import Folder
from idp.demo.portal import Portal
from idp.demo.ports import Ports, url
from idp.protocol.registration import check
from idp.store import Store
from idp.store.clients import Client, add_client, change_client, find_client
from idp.tokens import hash_secret

# How each level reads in a sentence that begins "You signed in".
_LEVELS = {
    assurance.EMAIL: "by e-mail",
    assurance.PASSKEY: "with a passkey",
    assurance.PASSKEY_DEVICE: "with a passkey that stays on one device",
    assurance.PASSKEY_HARDWARE: "with a passkey in a security key",
}


def sample_portals(folder: Folder, ports: Ports) -> tuple[Portal, Portal]:
    """A town hall with a secret, and a library with a private key and form_post."""
    issuer = url(ports.provider)
    levels = {assurance.wire_name(level, {}): words for level, words in _LEVELS.items()}
    private_acr = assurance.wire_name(assurance.PASSKEY, {})
    town_hall = Portal(
        client_id="town-hall",
        name="Brookfield Town Hall",
        about="Here you can read the letters that the town hall wrote to you.",
        private_name="my tax letter",
        colour="hall",
        issuer=issuer,
        home_url=url(ports.town_hall),
        secret=folder.portal_secret(),
        scope="openid email profile",
        levels=levels,
        private_acr=private_acr,
    )
    library = Portal(
        client_id="library",
        name="Brookfield Library",
        about="Here you can see which books you have at home.",
        private_name="my list of books",
        colour="library",
        issuer=issuer,
        home_url=url(ports.library),
        private_jwk=folder.portal_key(),
        scope="openid email",
        response_mode="form_post",
        levels=levels,
        private_acr=private_acr,
    )
    return town_hall, library


def introduce(portals: tuple[Portal, ...], folder: Folder, clock: Clock) -> None:
    """Registers the portals with the provider of this folder, or brings them up to date.

    A portal whose scope has `offline_access` may refresh its tokens. Raises RegistrationError.
    """
    store = Store(f"sqlite:///{folder.database}")
    try:
        with store.write() as tx:
            for portal in portals:
                client = _client(portal, clock.now())
                check(client)
                known = find_client(tx, client.id)
                (add_client if known is None else change_client)(tx, client)
    finally:
        store.close()


def _client(portal: Portal, now: int) -> Client:
    jwks = public_jwks(portal.private_jwk) if portal.private_jwk else None
    asked = scopes.split(portal.scope)
    return Client(
        id=portal.client_id,
        name=portal.name,
        name_language="en",
        home_url=portal.home_url + "/",
        contact="help@brookfield.example",
        auth_method="private_key_jwt" if jwks else "client_secret_basic",
        secret_hash=None if jwks else hash_secret(portal.secret),
        jwks=jwks,
        redirect_uris=(portal.redirect_uri,),
        post_logout_redirect_uris=(portal.after_sign_out_uri,),
        scopes=asked,
        grant_types=("authorization_code", "refresh_token")
        if scopes.OFFLINE_ACCESS in asked
        else ("authorization_code",),
        id_token_alg="ES256",  # noqa: S106 - the name of an algorithm
        access_token_format="opaque",  # noqa: S106 - the name of a format
        pkce="required",
        subject_type="pairwise",
        # Both share the host `localhost`; as names of towns' offices they are two sectors.
        sector=f"{portal.client_id}.brookfield.example",
        consent="ask",
        minimum_acr="",
        created_at=now,
    )
