"""Lists the views of our own pages that an audit looks at."""

from __future__ import annotations

from collections.abc import Sequence

import click

from a11y.commands._frame import (
    condition_option,
    conditions,
    language_option,
    only_option,
    own_pages,
    said,
)


@click.command("list")
@language_option
@condition_option()
@only_option
def command(language: Sequence[str], condition: Sequence[str], only: str) -> None:
    """Print every view of our own pages that an audit looks at."""
    with said():
        chosen = own_pages(only, language, conditions(condition))
    for visit in chosen:
        for each in visit.conditions:
            click.echo(visit.view_id(each))
