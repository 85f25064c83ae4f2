"""The commands `stepfree outbox`: mails that wait, and mails that were given up."""

from __future__ import annotations

import click

from idp.cli_store import open_store, read_settings


@click.group("outbox")
def group() -> None:
    """Mails that wait, and mails that were given up."""


@group.command("list")
def show() -> None:
    """Lists mails that were given up in the last 30 days, and how long the oldest one waits.

    A mail that was given up keeps its kind and the reason, not its text or its receiver.
    """
    from idp.clock import Clock, moment
    from idp.store.outbox import find_given_up, oldest_due_at

    store = open_store(read_settings())
    with store.read() as tx:
        dead, oldest_at = find_given_up(tx), oldest_due_at(tx)
    store.close()
    for key, kind, at, why in dead:
        click.echo(f"{moment(at).isoformat()}  {kind}  {key}  {why}")
    waits = "No mail waits." if oldest_at is None else f"waits {Clock().now() - oldest_at} s."
    click.echo(
        f"{len(dead)} given up. {waits if oldest_at is None else 'The oldest mail ' + waits}"
    )
