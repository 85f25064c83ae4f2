"""Compares two stores: what is new, what is gone, and what is the same."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from a11y.baseline import normalised
from a11y.commands._frame import BLOCKED, CLEAN, EXIT_CODES, said
from a11y.report import Report, grouped
from a11y.store import load
from a11y.verdict import Finding

Key = tuple[str, str, str, str, str]
found_file = click.Path(path_type=Path, dir_okay=False)


@click.command("compare", epilog=EXIT_CODES)
@click.argument("before", type=found_file)
@click.argument("after", type=found_file)
@click.option("--same", is_flag=True, help="List what is the same too.")
def command(before: Path, after: Path, same: bool) -> None:
    """Tell what the last run of the store AFTER found that the one of BEFORE did not.

    Findings are the same when page, language, condition, rule and element are: elements without
    places and numbers. What a view that only one of them has looked at holds is left out, and said.
    Ends with 1 when there is something new.
    """
    with said():
        old, new = load(before), load(after)
    olds, news = _keyed(old), _keyed(new)
    both = {view.id for view in old.views} & {view.id for view in new.views}
    alone = {view.id for view in (*old.views, *new.views)} - both
    fresh = _picked(news, news.keys() - olds.keys(), both)
    gone = _picked(olds, olds.keys() - news.keys(), both)
    stayed = _picked(news, news.keys() & olds.keys(), both)
    _told("New", fresh)
    _told("Gone", gone)
    if same:
        _told("The same", stayed)
    for line in (*old.unfinished, *new.unfinished):
        click.echo(f"Not looked at: {line}")
    click.echo(
        f"{len(both)} views compared, {len(alone)} in one of them alone: "
        f"{len(fresh)} findings new, {len(gone)} gone, {len(stayed)} the same."
    )
    sys.exit(BLOCKED if fresh else CLEAN)


def _keyed(report: Report) -> dict[Key, Finding]:
    """Two findings of one rule on elements that only differ in their place count as one."""
    return {
        (f.page, f.rule, f.verdict.value, normalised(f.element), ", ".join(f.criteria)): f
        for f in report.findings
    }


def _picked(
    findings: dict[Key, Finding], keys: Iterable[Key], views: set[str]
) -> tuple[Finding, ...]:
    return tuple(findings[key] for key in sorted(keys) if key[0] in views)


def _told(heading: str, findings: tuple[Finding, ...]) -> None:
    if findings:
        click.echo(f"{heading}:")
        for line in grouped(findings):
            click.echo(f"  {line}")
