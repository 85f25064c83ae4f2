"""Command line: audit, gallery, list, explain."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from a11y import service, wcag
from a11y.browser import Browser
from a11y.chromium import BrowserError, is_here
from a11y.conditions import BY_NAME, CONDITIONS, DEFAULT, Condition
from a11y.engines import EngineError
from a11y.inspection import BROWSERS, audit
from a11y.page_states import visits
from a11y.reports.as_html import as_html
from a11y.reports.as_json import as_json
from a11y.reports.gallery import paint
from a11y.rule import Rule
from a11y.rules import BY_ID, RULES
from a11y.targets import TargetsError
from a11y.verdict import LedgerError, load_ledger

CANNOT = (EngineError, BrowserError, LedgerError, TargetsError, service.ServiceError)

Command = TypeVar("Command", bound=Callable[..., Any])

base_option = click.option(
    "--base", default="", help="Address of a running service; without it one is started."
)
language_option = click.option(
    "--language", multiple=True, help="Only this language; may be given more than once."
)
only_option = click.option("--only", default="*", help="Only page states like this: 'start/*'.")


def condition_option(*given: str) -> Callable[[Command], Command]:
    return click.option(
        "--condition",
        multiple=True,
        default=given,
        type=click.Choice(tuple(BY_NAME)),
        help="Only under this viewing condition; may be given more than once.",
    )


@click.group()
def main() -> None:
    """Looks at every page of the service as people with impairments do."""


@main.command("audit")
@base_option
@language_option
@condition_option()
@only_option
@click.option("--browsers", default=BROWSERS, type=click.IntRange(1, 16), help="How many at once.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write a report here.")
@click.option("--html", "html_file", type=click.Path(path_type=Path), help="Write a report here.")
def audit_command(
    base: str,
    language: Sequence[str],
    condition: Sequence[str],
    only: str,
    browsers: int,
    json_file: Path | None,
    html_file: Path | None,
) -> None:
    """Run axe-core and our own rules. Ends with 1 when something blocks."""
    with _said():
        chosen = visits(only=only, language=language, condition=_conditions(condition))
        with _address(base) as address:
            report = audit(
                chosen,
                address,
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
    sys.exit(1 if report.blocks else 0)


@main.command()
@base_option
@language_option
@condition_option(DEFAULT.name)
@only_option
@click.option(
    "--out", default=Path("build/gallery"), type=click.Path(path_type=Path), help="The folder."
)
def gallery(
    base: str, language: Sequence[str], condition: Sequence[str], only: str, out: Path
) -> None:
    """Write a picture of every page state, and an index page."""
    with _said():
        chosen = visits(only=only, language=language, condition=_conditions(condition))
        with _address(base) as address, Browser(alone=is_here(address)) as browser:
            index = paint(browser, chosen, address, out, lambda line: click.echo(line, err=True))
    click.echo(str(index))


@main.command("list")
@language_option
@condition_option()
@only_option
def list_command(language: Sequence[str], condition: Sequence[str], only: str) -> None:
    """Print every view that an audit looks at."""
    with _said():
        chosen = visits(only=only, language=language, condition=_conditions(condition))
    for visit in chosen:
        for each in visit.conditions:
            click.echo(visit.view_id(each))


@main.command()
@click.argument("rule", required=False, type=click.Choice(tuple(BY_ID)))
def explain(rule: str | None) -> None:
    """Say what a rule of ours looks for, and for whom; without RULE, all of them."""
    for one in [BY_ID[rule]] if rule else RULES:
        click.echo(_explained(one))


def _explained(rule: Rule) -> str:
    where = "all conditions" if rule.conditions is None else ", ".join(sorted(rule.conditions))
    lines = [
        rule.id,
        f"  criteria  {'; '.join(wcag.named(number) for number in rule.criteria)}",
        f"  affects   {rule.affects}",
        f"  pass      {rule.passed}",
        f"  fail      {rule.failed}",
        f"  person    {rule.person}" if rule.person else "",
        f"  runs in   {where}",
        "  house     asks for more than the criteria do" if rule.house else "",
    ]
    return "\n".join(line for line in lines if line)


def _conditions(names: Sequence[str]) -> Sequence[Condition]:
    return [BY_NAME[name] for name in names] or CONDITIONS


@contextmanager
def _address(base: str) -> Iterator[str]:
    """The given address, or that of a service started for as long as the block."""
    if base:
        yield base.rstrip("/")
    else:
        with service.running() as started:
            yield started


@contextmanager
def _said() -> Iterator[None]:
    """What cannot be done is one sentence, not a stack."""
    try:
        yield
    except CANNOT as error:
        raise click.ClickException(str(error)) from error


if __name__ == "__main__":
    main(prog_name="python -m a11y")
