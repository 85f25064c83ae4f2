"""The command `stepfree`: start, prepare, look after.

Every command loads what it needs when it runs, so that `--help` is quick.
"""

from __future__ import annotations

import os
import resource
from typing import TYPE_CHECKING

import click

from idp.cli_store import open_store, open_vault, read_settings

if TYPE_CHECKING:
    from idp.settings import Settings

# Modules of the groups of commands; loaded when one of the group is asked for.
GROUPS = {
    "account": ("idp.cli_account", "People: who may come in, and who no more."),
    "client": ("idp.cli_client", "Portals that may ask for a sign-in."),
    "keys": ("idp.cli_keys", "Signing keys, secrets, and what is sealed."),
    "outbox": ("idp.cli_outbox", "Mails that wait, and mails that were given up."),
}


class _Groups(click.Group):
    """Knows the names and captions of the groups without loading them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), *GROUPS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in GROUPS:
            from importlib import import_module

            module, caption = GROUPS[cmd_name]
            group: click.Group = import_module(module).group
            group.help = group.help or caption
            return group
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, c.get_short_help_str(80)) for name, c in sorted(self.commands.items())]
        with formatter.section("Commands"):
            formatter.write_dl(rows + [(name, caption) for name, (_, caption) in GROUPS.items()])


@click.group(cls=_Groups, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--config",
    type=click.Path(exists=True, dir_okay=False),
    help="Settings as a TOML file (or STEPFREE_CONFIG).",
)
@click.version_option(package_name="stepfree", prog_name="stepfree")
def main(config: str | None) -> None:
    """Stepfree: a sign-in service that people with impairments can really use.

    Settings come from a TOML file, the environment (STEPFREE_<NAME>) and a folder of secret
    files (STEPFREE_SECRETS_DIR). Begin with `stepfree check`, which names what is missing.
    """
    os.umask(0o077)  # what we write is for us alone
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold keys
    if config:
        os.environ["STEPFREE_CONFIG"] = config


@main.command()
def serve() -> None:
    """Serves sign-in pages and endpoints.

    Until Ctrl-C or SIGTERM. Refuses to start when `stepfree check` would refuse. Requests under
    way are finished before it ends. Sends mail too, unless worker_inside is off.
    """
    settings = read_settings()
    _refuse_or_warn(settings)
    from idp.serve import serve as run

    run(settings)


@main.command()
def worker() -> None:
    """Sends mails and forgets what has expired.

    A process of its own: for several nodes, or with worker_inside off. Any number may run at
    the same time.
    """
    import signal
    import threading

    settings = read_settings()
    _refuse_or_warn(settings)
    from idp import logs
    from idp.clock import Clock
    from idp.worker import Worker

    logs.set_up(settings)
    stop = threading.Event()
    for end in (signal.SIGTERM, signal.SIGINT):
        signal.signal(end, lambda *_: stop.set())
    store = open_store(settings)
    vault = open_vault(settings, store)
    Worker(store, vault, settings, Clock()).run(stop)
    store.close()


@main.command()
@click.option("--port", type=click.IntRange(1024, 65_000), help="First port. [default: 8000]")
@click.option("--folder", type=click.Path(file_okay=False), help="Data. [default: var/demo]")
def demo(port: int | None, folder: str | None) -> None:
    """Starts everything on this machine, to try by hand.

    Provider, two sample portals and a mailbox, with a database that the next demo finds again.
    """
    from pathlib import Path

    try:
        from idp.demo.folder import FOLDER
        from idp.demo.ports import FIRST_PORT
        from idp.demo.stage import run
    except ModuleNotFoundError as error:
        missing = f"The demo needs the package {error.name}: install stepfree[demo]."
        raise click.ClickException(missing) from error
    path = Path(folder) if folder else FOLDER
    code = run(click.echo, path, port or FIRST_PORT, lambda text: click.echo(text, err=True))
    raise SystemExit(code)


@main.command()
@click.option("--back", is_flag=True, help="Undo the newest revision instead.")
def migrate(back: bool) -> None:
    """Brings the database to the newest schema.

    Safe to repeat, and to start on several nodes at once. Make a copy of the data first.
    """
    from idp.store import Store, StoreError
    from idp.store.migration import migrate as forward
    from idp.store.migration import step_back
    from idp.store.revision import present

    settings = read_settings()
    try:
        store = Store(settings.database_url, pool_size=1)
        (step_back if back else forward)(store)
        click.echo(f"The database is at revision {present(store) or 'nothing'}.")
        store.close()
    except StoreError as error:
        raise click.ClickException(str(error)) from error


@main.command()
@click.option("--thorough", is_flag=True, help="Read the whole SQLite file too.")
def check(thorough: bool) -> None:
    """Looks whether this installation can keep its promises.

    Changes nothing. Ends with 1 when `stepfree serve` would refuse to start.
    """
    from idp.clock import Clock
    from idp.preflight import look, refusals

    found = look(read_settings(), Clock(), thorough=thorough)
    for finding in found:
        click.echo(f"{finding.level:<7} {finding.text}")
    if refusals(found):
        raise SystemExit(1)
    click.echo("Ready to serve.")


@main.command()
@click.option("--port", default=8010, show_default=True, help="Port on this machine.")
@click.option("--most", default=0, show_default=True, help="How many states to list.")
def states(port: int, most: int) -> None:
    """Serves every page in every state, to review them.

    For development only: nobody can sign in there. Listens on this machine alone.
    """
    import tempfile
    from pathlib import Path

    from idp.serve import serve_states

    with tempfile.TemporaryDirectory(prefix="stepfree-states-") as folder:
        serve_states(Path(folder), port, lambda text: click.echo(text), most)


def _refuse_or_warn(settings: Settings) -> None:
    from idp.clock import Clock
    from idp.preflight import look, refusals

    found = look(settings, Clock())
    for finding in found:
        if finding.level == "warn":
            click.echo(f"warn    {finding.text}", err=True)
    if wrong := refusals(found):
        raise click.ClickException("Cannot start:\n" + "\n".join(f"  {text}" for text in wrong))


if __name__ == "__main__":
    main(prog_name="stepfree")
