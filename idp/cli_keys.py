"""The commands `stepfree keys`: signing keys, secrets, and what is sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from idp.cli_store import open_store, open_vault, read_settings

if TYPE_CHECKING:
    from idp.protocol.keys import KeyRing
    from idp.store import Store

ALGORITHMS = ("ES256", "EdDSA", "PS256", "RS256")


@click.group("keys")
def group() -> None:
    """Signing keys, secrets, and what is sealed."""


@group.command("secret")
def secret() -> None:
    """Prints a new secret for secret_keys or master_keys: 256 random bits."""
    from idp.tokens import new_secret

    click.echo(new_secret())


@group.command("list")
def show() -> None:
    """Lists the signing keys: id, algorithm, from when to when it signs."""
    from idp.clock import moment

    store, ring = _opened()
    for row in ring.rows():
        ends = moment(row.signs_until_at).isoformat() if row.signs_until_at else "open"
        gone = f", removed {moment(row.removed_at).isoformat()}" if row.removed_at else ""
        signs = f"signs from {moment(row.signs_from_at).isoformat()} until {ends}{gone}"
        click.echo(f"{row.id}  {row.alg:<6} {signs}")
    store.close()


@group.command("rotate")
@click.option("--alg", type=click.Choice(ALGORITHMS), default="ES256", show_default=True)
@click.option(
    "--emergency",
    is_flag=True,
    help="Sign with the new key at once and refuse what the older ones signed.",
)
def rotate(alg: str, emergency: bool) -> None:
    """Makes a new signing key that takes over after key_overlap_s.

    Portals keep the published keys for a while; the overlap lets them learn the new one first.
    """
    from idp.clock import Clock, moment
    from idp.events import Events

    store, ring = _opened()
    new = ring.rotate(alg, emergency=emergency)
    events = Events(Clock())
    events.key_signing_made(key_id=new.id, alg=alg, signs_from_at=new.signs_from_at)
    with store.write() as tx:
        events.flush(tx)
    store.close()
    click.echo(f"{new.id} signs with {alg} from {moment(new.signs_from_at).isoformat()}.")


@group.command("reencrypt")
@click.option("--new-data-key", is_flag=True, help="Make a new data key first.")
def reencrypt(new_data_key: bool) -> None:
    """Seals everything by the newest keys, beside the running service.

    After adding a master key at the end of master_keys: run this, then take the old one out.
    """
    from idp.clock import Clock
    from idp.events import Events
    from idp.vault import VaultError

    settings = read_settings()
    store = open_store(settings)
    vault = open_vault(settings, store)
    try:
        if new_data_key:
            vault.rotate()
        wrapped, sealed = vault.rewrap(), vault.seal_again()
    except VaultError as error:
        raise click.ClickException(str(error)) from error
    events = Events(Clock())
    events.key_data_rotated(sealed_again=sealed)
    with store.write() as tx:
        events.flush(tx)
    store.close()
    click.echo(f"{wrapped} data keys wrapped and {sealed} values sealed anew.")


def _opened() -> tuple[Store, KeyRing]:
    from idp.clock import Clock
    from idp.protocol.keys import KeyRing

    settings = read_settings()
    store = open_store(settings)
    vault = open_vault(settings, store)
    return store, KeyRing(store, vault, Clock(), settings)
