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
    from idp.store.outbox import find_given_up, waits_since

    store = open_store(read_settings())
    with store.read() as tx:
        dead, since_at = find_given_up(tx), waits_since(tx, Clock().now())
    store.close()
    for key, kind, at, why in dead:
        click.echo(f"{moment(at).isoformat()}  {kind}  {key}  {why}")
    if since_at is None:
        click.echo(f"{len(dead)} given up. No mail waits.")
    else:
        click.echo(f"{len(dead)} given up. The oldest mail waits {Clock().now() - since_at} s.")
