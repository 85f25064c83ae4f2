"""Writes the evidence of a release: results, transcripts, pictures and statement as one site."""

from __future__ import annotations

from pathlib import Path

import click

from a11y.about import AboutError, load_about
from a11y.commands._frame import Cannot
from a11y.manual.questions import with_answers
from a11y.reports.dossier import Dossier
from a11y.reports.publication import IncompleteError, Material, audited, publish
from a11y.store import StoreError, load

A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
A_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command("evidence")
@click.option("--store", default=Path("build/audit.sqlite3"), type=click.Path(path_type=Path))
@click.option("--about", type=A_FILE, help="What the operator says of product and auditor (TOML).")
@click.option("--records", type=A_FOLDER, help="Folder with transcripts and readings.")
@click.option("--gallery", type=A_FOLDER, help="Folder of pictures.")
@click.option("--also", multiple=True, type=(A_FILE, str), help="One more file, and its caption.")
@click.option("--out", default=Path("build/evidence"), type=click.Path(path_type=Path))
@click.option(
    "--statement",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the figures for the product's own statement here.",
)
def command(
    store: Path,
    about: Path | None,
    records: Path | None,
    gallery: Path | None,
    also: tuple[tuple[Path, str], ...],
    out: Path,
    statement: Path | None,
) -> None:
    """Publish an audit as a static site that everybody may read, copy and check."""
    try:
        report = with_answers(load(store))
        dossier = Dossier(report) if about is None else Dossier(report, load_about(about))
        index = publish(dossier, Material(records, gallery, also), out)
        if statement is not None:
            statement.write_text(audited(report), encoding="utf-8")
    except (StoreError, AboutError, IncompleteError) as error:
        raise Cannot(str(error)) from error
    click.echo(str(index))
