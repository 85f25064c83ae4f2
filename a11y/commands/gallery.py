"""Paints every page state of ours as a picture, with an index page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from a11y.browser import Browser
from a11y.chromium import is_here
from a11y.commands._frame import (
    address,
    base_option,
    condition_option,
    conditions,
    language_option,
    only_option,
    own_pages,
    said,
)
from a11y.conditions import DEFAULT
from a11y.reports.gallery import paint


@click.command("gallery")
@base_option
@language_option
@condition_option(DEFAULT.name)
@only_option
@click.option(
    "--out", default=Path("build/gallery"), type=click.Path(path_type=Path), help="The folder."
)
def command(
    base: str, language: Sequence[str], condition: Sequence[str], only: str, out: Path
) -> None:
    """Write a picture of every page state, and an index page."""
    with said():
        chosen = own_pages(only, language, conditions(condition), full=True)
        with address(base) as at, Browser(alone=is_here(at)) as browser:
            index = paint(browser, chosen, at, out, lambda line: click.echo(line, err=True))
    click.echo(str(index))
