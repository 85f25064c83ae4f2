"""Audits pages of any site, or our own: every engine and rule, under every viewing condition."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from a11y import baseline
from a11y.browser import Browser
from a11y.choice import BARS, Choice, chosen
from a11y.chromium import BrowserError, is_here
from a11y.commands._frame import (
    BLOCKED,
    CLEAN,
    EXIT_CODES,
    UNSEEN,
    address,
    base_option,
    condition_option,
    language_option,
    only_option,
    own_pages,
    said,
)
from a11y.crawl import Bounds, crawled, from_map
from a11y.engines.voices import KINDS
from a11y.journey import SignIn
from a11y.report import Report
from a11y.reports.as_html import as_html
from a11y.reports.as_json import as_json
from a11y.run import BROWSERS, Trip, audit, trips
from a11y.store import Store, open_store
from a11y.targets import Visit, addresses, check_address
from a11y.verdict import Ledger, load_ledger

STORE = Path("build/audit.sqlite3")
file_option = click.Path(path_type=Path, dir_okay=False)
found_file = click.Path(path_type=Path, dir_okay=False, exists=True)


def several(name: str, metavar: str, words: str, **more: Any) -> Callable[[Any], Any]:
    """An option that may be given more than once."""
    words = f"{words} May be given more than once."
    return click.option(name, multiple=True, metavar=metavar, help=words, **more)


@click.command("audit", epilog=EXIT_CODES)
@click.argument("urls", nargs=-1, metavar="[URL]...")
@several("--sitemap", "URL", "The pages that this site map names.")
@several("--crawl", "URL", "The pages that links lead to from here, on the same site.")
@click.option("--depth", default=3, type=click.IntRange(0), help="How many links far.")
@click.option("--most", default=50, type=click.IntRange(1), help="How many pages of each site.")
@several("--exclude", "GLOB", "No address like this, such as '*/sign-out*'.")
@several("--journey", "FILE", "The stops of this journey.", type=click.Path(exists=True))
@click.option("--login", default="", metavar="FILE", help="First sign in by this journey.")
@base_option
@language_option
@condition_option()
@only_option
@click.option("--full", is_flag=True, help="Of ours: every language under every condition.")
@several("--engine", "NAME", "Only this engine, beside our own rules.", type=click.Choice([*KINDS]))
@several("--tag", "TAG", "Only this blocks: A, AA, AAA, wcag21aa, 2.4.7, best-practice.")
@click.option("--fail-on", default="fail", type=click.Choice(tuple(BARS)), help="What blocks.")
@click.option("--browsers", default=BROWSERS, type=click.IntRange(1, 16), help="How many at once.")
@click.option("--store", default=STORE, type=file_option, help="Keep what is found here.")
@click.option("--resume", is_flag=True, help="Go on with the last run of the store.")
@click.option("--baseline", "baseline_file", type=found_file, help="Findings that are known.")
@click.option("--write-baseline", "new_baseline", type=file_option, help="Make what blocks known.")
@click.option("--json", "json_file", type=file_option, help="Write a report here.")
@click.option("--html", "html_file", type=file_option, help="Write a report here.")
@click.pass_context
def command(
    context: click.Context,
    /,
    browsers: int,
    store: Path,
    resume: bool,
    baseline_file: Path | None,
    new_baseline: Path | None,
    json_file: Path | None,
    html_file: Path | None,
    **given: Any,
) -> None:
    """Look at pages as people with impairments do, and tell which barriers there are.

    Without any address, our own page states are looked at.
    """
    choice = Choice(**given)
    asked_anew = any(
        context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
        for name in given
    )
    with said(), ExitStack() as ends:
        kept = ends.enter_context(open_store(store))
        known = baseline.read(baseline_file) if baseline_file else ()
        run = _unfinished(kept, choice if asked_anew else None) if resume else None
        if run is not None:
            choice = chosen(kept.asked(run).settings)
        login = choice.sign_in()
        base = choice.base if choice.of_others else ends.enter_context(address(choice.base))
        visits, travels = _left(kept, run, choice) if run is not None else _targets(choice, login)
        report = audit(
            visits,
            base,
            on=datetime.now(UTC).date(),
            ledger=Ledger() if choice.of_others else load_ledger(),
            browsers=browsers,
            complete=choice.whole,
            tell=_tell,
            engines=choice.engine or None,
            trips=travels,
            login=login,
            store=kept,
            run=run,
            settings=choice.settings(),
            bar=choice.bar,
            known=known,
        )
    _write(report, json_file, html_file, new_baseline, known)
    click.echo("\n".join(report.lines()))
    sys.exit(BLOCKED if report.judgement.blocks else UNSEEN if report.blocks else CLEAN)


def _targets(choice: Choice, login: SignIn | None) -> tuple[tuple[Visit, ...], tuple[Trip, ...]]:
    """What was asked for; our own page states when nothing was."""
    if not choice.of_others:
        pages = own_pages(choice.only, choice.language, choice.conditions, full=choice.full)
        return pages, ()
    bounds = Bounds(choice.depth, choice.most, choice.exclude)
    urls = [*choice.urls]
    for url in choice.sitemap:
        urls += from_map(url, bounds, _tell)
    for url in choice.crawl:
        check_address(url)
        urls += crawled(url, bounds, partial(_signed_in, is_here(url), login), _tell)
    travels = trips(choice.journeys(), choice.language, choice.conditions)
    return addresses(tuple(urls), choice.language, choice.conditions), travels


def _signed_in(alone: bool, login: SignIn | None) -> Browser:
    browser = Browser(alone=alone)
    try:
        if login is not None:
            login.into(browser)
    except BrowserError:
        browser.close()
        raise
    return browser


def _unfinished(store: Store, choice: Choice | None) -> int | None:
    """The run to go on with; None when there is none and a new one begins."""
    run = store.last()
    if run is None or store.ended(run):
        _tell("No run in the store is unfinished: a new one begins.")
        return None
    if choice is not None and choice.settings() != chosen(store.asked(run).settings).settings():
        raise click.UsageError(
            f"The unfinished run in {store.path} was asked for something else. Leave out the "
            "addresses and choices to go on with it, or --resume to begin a new one."
        )
    return run


def _left(store: Store, run: int, choice: Choice) -> tuple[tuple[Visit, ...], tuple[Trip, ...]]:
    """What an unfinished run has not looked at yet. A journey is walked from its beginning."""
    missing = store.missing(run)
    names = {visit.name for visit in missing}
    travels = trips(choice.journeys(), choice.language, choice.conditions)
    due = tuple(trip for trip in travels if names & {stop.name for stop in trip.stops})
    visits = tuple(visit for visit in missing if not visit.url.startswith("journey:"))
    _tell(f"{len(visits)} pages and {len(due)} journeys are left.")
    return visits, due


def _write(
    report: Report,
    json_file: Path | None,
    html_file: Path | None,
    new_baseline: Path | None,
    known: tuple[baseline.Known, ...],
) -> None:
    texts = [(json_file, as_json), (html_file, as_html)]
    for file, text in texts:
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text(report), encoding="utf-8")
    if new_baseline is not None:
        views = {view.id: view for view in report.views}
        judged = report.judgement
        found = (
            (views[finding.page].page, views[finding.page].condition, finding)
            for finding in (*judged.known, *judged.blocking)
        )
        new = baseline.made_of(found, known, report.on)
        new_baseline.write_text(baseline.written(new), encoding="utf-8")
        _tell(f"{new_baseline} names {len(new)} findings.")


def _tell(line: str) -> None:
    click.echo(line, err=True)
