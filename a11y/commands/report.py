"""Writes a kept run in the forms of auditors, build systems and authorities."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from a11y.about import NOBODY, AboutError, load_about
from a11y.commands._frame import Cannot
from a11y.manual.questions import with_answers
from a11y.reports.dossier import Dossier
from a11y.reports.formats import BY_NAME, FORMATS, Format
from a11y.store import StoreError, load

about_option = click.option(
    "--about",
    "about_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What you say of product, auditor and authorities (TOML).",
)
run_option = click.option("--run", type=int, help="Number of the run; without it the last one.")


@click.command(
    "report",
    epilog="\b\nForms:\n" + "\n".join(f"  {one.name:<15} {one.caption}" for one in FORMATS),
)
@click.argument("store", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "names",
    multiple=True,
    type=click.Choice(tuple(BY_NAME)),
    metavar="FORM",
    help="A form of the list below; may be given more than once. Without it, all of them.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The folder; for a single form also a file. Without it, a single form is printed.",
)
@about_option
@run_option
def command(
    store: Path, names: Sequence[str], out: Path | None, about_file: Path | None, run: int | None
) -> None:
    """Write what STORE holds, in the forms that others ask for.

    A criterion that a machine cannot judge and nobody has answered is NT in all of them. Answer
    with: a11y manual STORE
    """
    dossier = opened(store, about_file, run)
    chosen = [BY_NAME[name] for name in names] or list(FORMATS)
    if out is None and len(chosen) == 1:
        click.echo(chosen[0].write(dossier))
        return
    for form in chosen:
        click.echo(
            str(_written(form, dossier, out or Path("build/report"), alone=len(chosen) == 1))
        )


def opened(store: Path, about_file: Path | None, run: int | None) -> Dossier:
    """The run and what is said of it. Raises Cannot when a file is not as it must be."""
    try:
        about = load_about(about_file) if about_file else NOBODY
        return Dossier(with_answers(load(store, run)), about)
    except (AboutError, StoreError) as error:
        raise Cannot(str(error)) from error


def _written(form: Format, dossier: Dossier, out: Path, *, alone: bool) -> Path:
    file = out if alone and out.suffix else out / f"accessibility{form.ending}"
    file.parent.mkdir(parents=True, exist_ok=True)
    # Lines end as the form says, on every system.
    file.write_text(form.write(dossier), encoding="utf-8", newline="")
    return file
