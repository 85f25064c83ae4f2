"""Writes the accessibility statement that EU law asks for, in four languages and as data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from a11y.about import AboutError
from a11y.commands._frame import Cannot
from a11y.commands.report import opened, run_option
from a11y.statement.derived import derived
from a11y.statement.page import LANGUAGES, as_data, as_page


@click.command("statement")
@click.argument("store", type=click.Path(path_type=Path))
@click.option(
    "--about",
    "about_file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Who answers for the site, how people reach them, and the authority (TOML).",
)
@click.option(
    "--language",
    "languages",
    multiple=True,
    default=LANGUAGES,
    type=click.Choice(LANGUAGES),
    help="Only this language; may be given more than once.",
)
@click.option(
    "--out", default=Path("build/statement"), type=click.Path(path_type=Path), help="The folder."
)
@run_option
def command(
    store: Path, about_file: Path, languages: Sequence[str], out: Path, run: int | None
) -> None:
    """Write a statement from STORE: a page for each language, and statement.json.

    It says “full” only when every clause has been judged and met; what nobody has judged yet is
    told, and not counted as met.
    """
    dossier = opened(store, about_file, run)
    try:
        statement = derived(dossier)
    except AboutError as error:
        raise Cannot(f"{about_file}: {error}") from error
    out.mkdir(parents=True, exist_ok=True)
    files = {f"statement.{code}.html": as_page(statement, code) for code in languages}
    for name, text in {**files, "statement.json": as_data(statement)}.items():
        (out / name).write_text(text, encoding="utf-8")
        click.echo(str(out / name))
