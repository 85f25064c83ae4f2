"""Asks people what a machine cannot decide, one question at a time, and keeps their answers."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import click

from a11y.answers import by_question
from a11y.commands._frame import Cannot
from a11y.manual.answering import Sitting
from a11y.manual.questions import Ask, questions
from a11y.manual.server import Server
from a11y.manual.words import LANGUAGES, WORDS
from a11y.methods import METHODS
from a11y.store import Store, StoreError, load, open_store

KEYS = {"c": "C", "n": "NC", "a": "NA"}
SKIP, BACK, QUIT = "s", "b", "q"
CHOICES = "c met, n not met, a does not apply, s skip, b back, q quit"
MOST_SHOWN = 10


@click.command("manual")
@click.argument("store", type=click.Path(path_type=Path))
@click.option("--method", default="wcag22", type=click.Choice(tuple(METHODS)), help="The list.")
@click.option("--language", default="en", type=click.Choice(LANGUAGES), help="Of the questions.")
@click.option("--by", default="", help="Your name; it is kept with each answer.")
@click.option("--web", is_flag=True, help="Answer in the browser, on a page of this machine.")
@click.option("--port", default=0, type=click.IntRange(0, 65535), help="Of that page.")
@click.option("--again", is_flag=True, help="Ask what was answered already, too.")
@click.option("--list", "only_list", is_flag=True, help="Only print the questions.")
def command(
    store: Path,
    method: str,
    language: str,
    by: str,
    web: bool,
    port: int,
    again: bool,
    only_list: bool,
) -> None:
    """Answer what the run in STORE leaves open. Stop at any time; what is answered is kept."""
    try:
        report = load(store)
    except StoreError as error:
        raise Cannot(str(error)) from error
    asks = questions(replace(report, answers=()) if again else report, method)
    if only_list:
        for ask in asks:
            click.echo(f"{ask.heading(language)} | {_where(ask, language)} | {ask.asked(language)}")
        return
    with open_store(store) as kept:
        sitting = Sitting(asks, kept.answer, _today, by, dict(by_question(report.answers)))
        if web:
            _serve(Server(sitting, language, port))
        else:
            _converse(sitting, language, kept)


def _today() -> date:
    return datetime.now(UTC).date()


def _serve(server: Server) -> None:
    click.echo(f"Answer at {server.address} and end with Ctrl+C; each answer is kept at once.")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo(f"{server.sitting.left} questions are left.")
    finally:
        server.server_close()


def _converse(sitting: Sitting, language: str, kept: Store) -> None:
    """One question after the other, until the last one or “q”."""
    number = 0
    with tempfile.TemporaryDirectory(prefix="a11y-pictures-") as pictures:
        while number < len(sitting.asks):
            ask = sitting.asks[number]
            click.echo(_told(ask, number, len(sitting.asks), language, Path(pictures)))
            key = click.prompt(CHOICES, type=click.Choice([*KEYS, SKIP, BACK, QUIT]))
            if key == QUIT:
                break
            if key == BACK:
                number = max(number - 1, 0)
                continue
            if key != SKIP:
                _take(sitting, ask, KEYS[key], language)
            number += 1
    click.echo(WORDS[language]["left"].format(left=sitting.left, count=len(sitting.asks)))
    click.echo(f"{len(kept.answers())} answers are kept in {kept.path}.")


def _take(sitting: Sitting, ask: Ask, status: str, language: str) -> None:
    words = WORDS[language]
    note = click.prompt(words["note"], default="", show_default=False)
    while "note" in sitting.wrong(status, note, "somebody"):
        note = click.prompt(words["no_note"])
    name = sitting.by
    while not name.strip():
        name = click.prompt(words["name"])
    sitting.answer(ask, status, note, name)


def _where(ask: Ask, language: str) -> str:
    return WORDS[language]["site"] if ask.page is None else f"{ask.page.name} {ask.page.url}"


def _told(ask: Ask, number: int, count: int, language: str, pictures: Path) -> str:
    words = WORDS[language]
    lines = [
        "",
        f"{words['question'].format(number=number + 1, count=count)}: {ask.heading(language)}",
        ask.asked(language),
        _where(ask, language),
    ]
    for place, finding in enumerate(ask.instances[:MOST_SHOWN], 1):
        lines.append(f"  - {finding.words} [{finding.element or words['page']}]")
        if finding.evidence.picture:
            file = pictures / f"{number + 1}-{place}.png"
            file.write_bytes(finding.evidence.picture)
            lines.append(f"    {file}")
    if (rest := len(ask.instances) - MOST_SHOWN) > 0:
        lines.append(f"  {words['more'].format(count=rest)}")
    return "\n".join(lines)
