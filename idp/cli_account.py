"""The commands `stepfree account`: who may come in, and who no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from idp.cli_store import open_store, open_vault, read_settings

if TYPE_CHECKING:
    from idp.store import Store, Transaction

DAY_S = 86_400


@click.group("account")
def group() -> None:
    """People: who may come in, and who no more."""


@group.command("invite")
@click.argument("address")
@click.option("--days", type=click.IntRange(1, 366), default=90, show_default=True)
@click.option("--withdraw", is_flag=True, help="Take the invitation back instead.")
def invite(address: str, days: int, withdraw: bool) -> None:
    """Lets an address make an account by its first sign-in.

    For registration = "invited". Nothing is sent. Only a keyed hash of the address is kept.
    """
    from idp.clock import Clock
    from idp.events import Events
    from idp.store.accounts import find_account_by_address
    from idp.store.invitations import add_invitation, end_invitation

    store = open_store(read_settings())
    blind, clock = _blind(store, address), Clock()
    events, now = Events(clock), clock.now()
    with store.write() as tx:
        if withdraw:
            if not end_invitation(tx, blind):
                raise click.ClickException("There is no invitation for this address.")
            events.account_invitation_withdrawn()
        elif find_account_by_address(tx, blind):
            raise click.ClickException("This address has an account already.")
        else:
            add_invitation(tx, blind, now=now, expires_at=now + days * DAY_S)
            events.account_invitation_made()
        events.flush(tx)
    store.close()
    click.echo("The invitation is withdrawn." if withdraw else f"Invited for {days} days.")
    if not withdraw and (registration := read_settings().registration) != "invited":
        click.echo(f"It counts only while registration is invited; now it is {registration}.")


@group.command("find")
@click.argument("address")
def find(address: str) -> None:
    """Prints the id of the account that this address signs in to."""
    from idp.store.accounts import find_account_by_address

    store = open_store(read_settings())
    blind = _blind(store, address)
    with store.read() as tx:
        account = find_account_by_address(tx, blind)
    store.close()
    if account is None:
        raise click.ClickException("No account has this address.")
    click.echo(f"{account.id}{'  (disabled)' if account.disabled_at else ''}")


@group.command("disable")
@click.argument("account_id")
def disable(account_id: str) -> None:
    """Closes an account: every sign-in ends, and all that portals were given."""
    from idp.clock import Clock
    from idp.events import Events
    from idp.store.accounts import change_account
    from idp.store.sessions import end_families_of_account, end_sessions

    store, clock = open_store(read_settings()), Clock()
    events, now = Events(clock), clock.now()
    with store.write() as tx:
        if not _is_switched(tx, account_id, to_disabled=True):
            change_account(tx, account_id, disabled_at=now)
            events.account_record_disabled(account_id=account_id)
        ended = end_sessions(tx, account_id, now)
        for session_id in ended:
            events.session_sign_in_ended(
                account_id=account_id, session_id=session_id, reason="account_disabled"
            )
        for grant_id, client_id in end_families_of_account(tx, account_id, now):
            events.token_family_revoked(
                client_id=client_id, grant_id=grant_id, reason="account_disabled"
            )
        events.flush(tx)
    store.close()
    click.echo(f"{account_id} is disabled; sign-ins ended: {len(ended)}.")


@group.command("enable")
@click.argument("account_id")
def enable(account_id: str) -> None:
    """Opens a disabled account again; people then sign in anew."""
    from idp.clock import Clock
    from idp.events import Events
    from idp.store.accounts import change_account

    store, events = open_store(read_settings()), Events(Clock())
    with store.write() as tx:
        if not _is_switched(tx, account_id, to_disabled=False):
            change_account(tx, account_id, disabled_at=None)
            events.account_record_enabled(account_id=account_id)
        events.flush(tx)
    store.close()
    click.echo(f"{account_id} is enabled.")


# --- inside


def _blind(store: Store, text: str) -> str:
    """The keyed hash by which an address is found. Raises click.ClickException."""
    from idp.accounts import ADDRESS
    from idp.addresses import AddressError, parse

    try:
        address = parse(text)
    except AddressError as error:
        raise click.ClickException("This is not an e-mail address.") from error
    return open_vault(read_settings(), store).blind(ADDRESS, address.canonical)


def _is_switched(tx: Transaction, account_id: str, *, to_disabled: bool) -> bool:
    """Whether the account is as wished already. Raises click.ClickException when there is none."""
    from idp.store.accounts import find_account

    account = find_account(tx, account_id)
    if account is None:
        raise click.ClickException(
            f"There is no account {account_id}; `stepfree account find ADDRESS` tells its id."
        )
    return (account.disabled_at is not None) is to_disabled
