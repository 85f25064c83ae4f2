"""The commands `stepfree client`: portals that may ask for a sign-in."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import IO, TYPE_CHECKING, Any

import click

from idp.cli_store import open_store, open_vault, read_settings

if TYPE_CHECKING:
    from idp.store.clients import Client

AUTH_METHODS = ("client_secret_basic", "client_secret_post", "private_key_jwt", "none")
ALGORITHMS = ("ES256", "EdDSA", "PS256", "RS256")


@click.group("client")
def group() -> None:
    """Portals that may ask for a sign-in."""


@group.command("add")
@click.argument("name")
@click.option("--redirect-uri", "redirect_uris", multiple=True, required=True, help="Repeatable.")
@click.option("--after-sign-out-uri", "sign_out_uris", multiple=True, help="Repeatable.")
@click.option("--home-url", default="", help="Where people find the portal.")
@click.option("--contact", default="", help="Whom people ask about the portal.")
@click.option("--name-language", default="en", show_default=True, help="Language of the name.")
@click.option(
    "--auth-method",
    type=click.Choice(AUTH_METHODS),
    default="client_secret_basic",
    show_default=True,
    help="How it proves itself; none for apps and pages that can keep no secret.",
)
@click.option("--jwks", type=click.File("r"), help="Public keys, for private_key_jwt (- reads).")
@click.option("--scope", default="openid email", show_default=True, help="What it may ask for.")
@click.option("--id-token-alg", type=click.Choice(ALGORITHMS), default="ES256", show_default=True)
@click.option(
    "--access-token",
    "access_token_format",
    type=click.Choice(("opaque", "jwt")),
    default="opaque",
    show_default=True,
)
@click.option("--pkce-optional", is_flag=True, help="For older clients that cannot do PKCE.")
@click.option(
    "--subject",
    "subject_type",
    type=click.Choice(("pairwise", "public")),
    default="pairwise",
    show_default=True,
    help="public lets portals compare who their people are.",
)
@click.option("--sector", default="", help="Host whose portals share subjects [the URIs’ host].")
@click.option("--skip-consent", is_flag=True, help="For a portal of the same authority.")
@click.option("--minimum-acr", default="", help="Lowest level of sign-in it is given.")
@click.option("--id", "client_id", default="", help="Its client_id [random].")
def add(jwks: IO[str] | None, **given: Any) -> None:
    """Registers a portal and prints its client_id and secret.

    The secret is shown this once; only its hash is kept.
    """
    from idp.clock import Clock
    from idp.events import Events
    from idp.protocol.keys import KeyRing
    from idp.protocol.registration import new_secret_for
    from idp.store.clients import add_client, find_client

    clock = Clock()
    client = _client(given, _jwks(jwks), clock.now())
    secret, secret_hash = new_secret_for(client)
    client = _checked(replace(client, secret_hash=secret_hash))
    settings = read_settings()
    store = open_store(settings)
    # Published before the portal can ask, so that every node shows the key that signs for it.
    KeyRing(store, open_vault(settings, store), clock, settings).ensure(client.id_token_alg)
    with store.write() as tx:
        if find_client(tx, client.id):
            raise click.ClickException(f"There is a portal with the id {client.id} already.")
        add_client(tx, client)
        events = Events(clock)
        events.client_record_added(client_id=client.id)
        events.flush(tx)
    store.close()
    click.echo(f"client_id      {client.id}")
    if secret:
        click.echo(f"client_secret  {secret}")


@group.command("list")
def show_all() -> None:
    """Lists every portal: client_id, name, and whether it is disabled."""
    from idp.store.clients import list_clients

    store = open_store(read_settings())
    with store.read() as tx:
        found = list_clients(tx)
    store.close()
    for client in found:
        click.echo(f"{client.id}  {client.name}{'  (disabled)' if client.disabled_at else ''}")
    if not found:
        click.echo("There is no portal yet: `stepfree client add` registers one.")


@group.command("show")
@click.argument("client_id")
def show(client_id: str) -> None:
    """Shows all that is kept of one portal, as JSON; a secret only as being there."""
    client = _found(client_id)
    values = {f.name: getattr(client, f.name) for f in fields(client)}
    values["secret_hash"] = "kept" if client.secret_hash else None
    click.echo(json.dumps(values, indent=2, ensure_ascii=False))


@group.command("secret")
@click.argument("client_id")
def secret(client_id: str) -> None:
    """Makes a new secret for a portal; the old one ends at once."""
    from idp.protocol.registration import new_secret_for
    from idp.store.clients import change_client

    client = _found(client_id)
    made, secret_hash = new_secret_for(client)
    if made is None:
        raise click.ClickException(f"{client_id} proves itself with {client.auth_method}.")
    store = open_store(read_settings())
    with store.write() as tx:
        change_client(tx, replace(client, secret_hash=secret_hash))
    store.close()
    click.echo(f"client_secret  {made}")


@group.command("disable")
@click.argument("client_id")
def disable(client_id: str) -> None:
    """Closes a portal: from now on it is refused everywhere."""
    from idp.clock import Clock

    _switch(client_id, Clock().now())
    click.echo(f"{client_id} is disabled.")


@group.command("enable")
@click.argument("client_id")
def enable(client_id: str) -> None:
    """Opens a disabled portal again."""
    _switch(client_id, None)
    click.echo(f"{client_id} is enabled.")


def _switch(client_id: str, disabled_at: int | None) -> None:
    from idp.clock import Clock
    from idp.events import Events
    from idp.store.clients import change_client

    client = _found(client_id)
    events = Events(Clock())
    note = events.client_record_enabled if disabled_at is None else events.client_record_disabled
    note(client_id=client_id)
    store = open_store(read_settings())
    with store.write() as tx:
        change_client(tx, replace(client, disabled_at=disabled_at))
        events.flush(tx)
    store.close()


def _found(client_id: str) -> Client:
    from idp.store.clients import find_client

    store = open_store(read_settings())
    with store.read() as tx:
        client = find_client(tx, client_id)
    store.close()
    if client is None:
        raise click.ClickException(
            f"There is no portal with the id {client_id}; `stepfree client list` shows all."
        )
    return client


def _client(given: dict[str, Any], jwks: dict[str, Any] | None, now: int) -> Client:
    """The portal that the options describe, still without a secret."""
    from idp import scopes
    from idp.protocol.registration import new_client_id, sector_of
    from idp.store.clients import Client

    asked = scopes.split(given["scope"])
    refreshes = scopes.OFFLINE_ACCESS in asked
    return Client(
        id=given["client_id"] or new_client_id(),
        name=given["name"],
        name_language=given["name_language"],
        home_url=given["home_url"],
        contact=given["contact"],
        auth_method=given["auth_method"],
        secret_hash=None,
        jwks=jwks,
        redirect_uris=given["redirect_uris"],
        post_logout_redirect_uris=given["sign_out_uris"],
        scopes=asked,
        grant_types=("authorization_code", *(("refresh_token",) if refreshes else ())),
        id_token_alg=given["id_token_alg"],
        access_token_format=given["access_token_format"],
        pkce="optional" if given["pkce_optional"] else "required",
        subject_type=given["subject_type"],
        sector=given["sector"] or sector_of(given["redirect_uris"]),
        consent="waived" if given["skip_consent"] else "ask",
        minimum_acr=given["minimum_acr"],
        created_at=now,
    )


def _checked(client: Client) -> Client:
    from idp.protocol.registration import RegistrationError, check

    try:
        check(client)
    except RegistrationError as error:
        lines = "\n".join(f"  {problem}" for problem in error.problems)
        raise click.ClickException(f"The portal cannot be registered like this:\n{lines}") from None
    return client


def _jwks(file: IO[str] | None) -> dict[str, Any] | None:
    if file is None:
        return None
    try:
        keys = json.load(file)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise click.ClickException("--jwks: the file is not JSON.") from error
    if not isinstance(keys, dict):
        raise click.ClickException('--jwks: the file must hold {"keys": [...]}.')
    return keys
