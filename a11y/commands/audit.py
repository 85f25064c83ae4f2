"""Audits pages: axe-core and our own rules, under every viewing condition."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from a11y.commands._frame import (
    BLOCKED,
    CLEAN,
    EXIT_CODES,
    UNSEEN,
    address,
    base_option,
    condition_option,
    conditions,
    language_option,
    only_option,
    own_pages,
    said,
)
from a11y.reports.as_html import as_html
from a11y.reports.as_json import as_json
from a11y.run import BROWSERS, audit
from a11y.verdict import load_ledger


@click.command("audit", epilog=EXIT_CODES)
@base_option
@language_option
@condition_option()
@only_option
@click.option("--browsers", default=BROWSERS, type=click.IntRange(1, 16), help="How many at once.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write a report here.")
@click.option("--html", "html_file", type=click.Path(path_type=Path), help="Write a report here.")
def command(
    base: str,
    language: Sequence[str],
    condition: Sequence[str],
    only: str,
    browsers: int,
    json_file: Path | None,
    html_file: Path | None,
) -> None:
    """Look at pages with axe-core and our own rules, and tell what was found."""
    with said():
        chosen = own_pages(only, language, conditions(condition))
        with address(base) as at:
            report = audit(
                chosen,
                at,
                on=datetime.now(UTC).date(),
                ledger=load_ledger(),
                browsers=browsers,
                complete=not (language or condition or only != "*"),
                tell=lambda line: click.echo(line, err=True),
            )
    for file, text in ((json_file, as_json), (html_file, as_html)):
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text(report), encoding="utf-8")
    click.echo("\n".join(report.lines()))
    if report.judgement.blocks:
        sys.exit(BLOCKED)
    sys.exit(UNSEEN if report.blocks else CLEAN)
