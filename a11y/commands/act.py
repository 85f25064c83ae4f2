"""Runs the W3C's ACT test cases, and writes the figures and the implementation report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from a11y.act import WITH_ACT, Outcome, load_cases, run_cases, told
from a11y.act_table import as_data, lines
from a11y.commands._frame import said
from a11y.reports.act_earl import as_act_earl


@click.command("act")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--rule", multiple=True, help="Only this ACT rule (its id); may be repeated.")
@click.option(
    "--engine",
    multiple=True,
    default=WITH_ACT,
    type=click.Choice(WITH_ACT),
    help="Only this engine, or our own rules; may be repeated.",
)
@click.option("--browsers", default=2, type=click.IntRange(1, 16), help="How many at once.")
@click.option("--misses", is_flag=True, help="Name missed cases and false failures at the end.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write all cases here.")
@click.option(
    "--earl", "earl_file", type=click.Path(path_type=Path), help="Write the EARL report here."
)
def command(
    folder: Path,
    rule: Sequence[str],
    engine: Sequence[str],
    browsers: int,
    misses: bool,
    json_file: Path | None,
    earl_file: Path | None,
) -> None:
    """Run the ACT test cases in FOLDER, which holds testcases.json and the pages as published.

    Prints a row for each ACT rule: its cases, how many of the failed examples we fail (flagged)
    or leave to a person (asked), and how many others we fail (false).
    """
    with said():
        outcomes, engines = run_cases(
            load_cases(folder, rule),
            folder,
            engines=engine,
            browsers=browsers,
            tell=lambda line: click.echo(line, err=True),
        )
    if json_file is not None:
        _write(json_file, json.dumps(as_data(outcomes, engines), ensure_ascii=False, indent=1))
    if earl_file is not None:
        _write(earl_file, as_act_earl(outcomes, engines, datetime.now(UTC).date()))
    if misses:
        click.echo("\n".join(_wrong(outcomes)))
    click.echo("\n".join(lines(outcomes)))


def _wrong(outcomes: Sequence[Outcome]) -> list[str]:
    return [told(o) for o in outcomes if o.missed or o.false or o.fault]


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text + "\n", encoding="utf-8")
