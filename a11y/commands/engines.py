"""Lists the engines with their versions, and installs those that are missing."""

from __future__ import annotations

import click

from a11y.commands._frame import said
from a11y.engines import EngineMissing
from a11y.engines.installed import install, package_version, place, wanted


@click.command("engines")
@click.option("--install", "fetch", is_flag=True, help="Install them, by our lock and its hashes.")
def command(fetch: bool) -> None:
    """Print the engines' packages with their versions, or what is missing.

    Node.js comes with the extra a11y. The Nu checker needs Java (17 or later) too. Where the
    folder of the installation must not be written to, A11Y_ENGINES names another one.
    """
    with said():
        if fetch:
            click.echo(f"Installing the engines in {place()}.")
            install()
        for package, version in wanted().items():
            click.echo(f"{package} {version}: {_state(package, version)}")


def _state(package: str, version: str) -> str:
    try:
        here = package_version(package)
    except EngineMissing:
        return "missing"
    return "installed" if here == version else f"{here} is installed"
