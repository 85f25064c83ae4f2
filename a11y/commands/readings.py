"""Compares what is said of every page state with what is kept beside the templates."""

from __future__ import annotations

import sys
from functools import partial

import click

from a11y.browser import Browser
from a11y.commands._frame import address, base_option, only_option, own_pages, said
from a11y.conditions import DEFAULT
from a11y.page_states import SOURCE_LANGUAGE, TEMPLATES
from a11y.readings import differences, due, flows, readings, write
from a11y.virtual_reader import VirtualReader


@click.command("readings")
@base_option
@only_option
@click.option("--write", "record", is_flag=True, help="Keep what is said now. Read it first.")
def command(base: str, only: str, record: bool) -> None:
    """Say what changed in the spoken pages and in their trees. Ends with 1 when something did."""
    with said():
        chosen = due(own_pages(only, (), [DEFAULT], full=True), SOURCE_LANGUAGE)
        with address(base) as at, Browser() as browser:
            reader = VirtualReader(browser)
            tell = partial(click.echo, err=True)
            found = readings(browser, reader, chosen, at, SOURCE_LANGUAGE, tell)
    whole = tuple(flows(chosen)) if only == "*" else ()
    if record:
        write(found, TEMPLATES, whole)
        click.echo(f"{len(found)} files are kept in {TEMPLATES}.")
        return
    changed = list(differences(found, TEMPLATES, whole))
    click.echo("\n".join(changed) or f"Nothing changed in {len(found)} files.")
    sys.exit(1 if changed else 0)
