"""Every state as a picture, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from a11y.browser import Browser
from a11y.conditions import DEFAULT, Condition
from a11y.reports.document import document, listed
from a11y.targets import Visit


def paint(
    browser: Browser,
    visits: Sequence[Visit],
    base: str,
    folder: Path,
    tell: Callable[[str], None] = lambda line: None,
) -> Path:
    """Writes flow/page--state--language.png for every view, and index.html; gives its path.

    Pictures under other conditions than the default end in --condition.png. Raises BrowserError.
    """
    for visit in visits:
        for script in (True, False):
            conditions = [c for c in visit.conditions if c.script is script]
            for number, condition in enumerate(conditions):
                browser.view(condition)
                if number == 0:
                    browser.open(base + visit.path, script=script)
                browser.settle()
                file = folder / picture_name(visit, condition)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(browser.picture())
                tell(str(file))
    index = folder / "index.html"
    index.write_text(index_page(visits), encoding="utf-8")
    return index


def picture_name(visit: Visit, condition: Condition) -> str:
    """Path below the gallery's folder, such as "start/sign_in--default--en.png"."""
    flow, page, state = visit.state.split("/")
    ending = "" if condition is DEFAULT else f"--{condition.name}"
    return f"{flow}/{page}--{state}--{visit.language}{ending}.png"


def index_page(visits: Sequence[Visit]) -> str:
    """One page that shows all pictures, page by page, with a list of pages first."""
    ordered = sorted(visits, key=lambda v: v.state.rsplit("/", 1)[0])
    pages = [(name, list(found)) for name, found in groupby(ordered, key=_page)]
    contents = listed([f'<a href="#{_anchor(name)}">{escape(name)}</a>' for name, _ in pages])
    return document("Page states", contents + "".join(_section(name, v) for name, v in pages))


def _page(visit: Visit) -> str:
    return visit.state.rsplit("/", 1)[0]


def _anchor(name: str) -> str:
    return name.replace("/", "--")


def _section(name: str, visits: list[Visit]) -> str:
    figures = "".join(figure for visit in visits for figure in _figures(visit))
    purpose = escape(visits[0].purpose)
    return f'<h2 id="{_anchor(name)}">{escape(name)}</h2><p>{purpose}</p>{figures}'


def _figures(visit: Visit) -> Iterator[str]:
    state = visit.state.rsplit("/", 1)[1]
    for condition in visit.conditions:
        words = escape(f"{state}, {visit.language}, {condition.caption.lower()}")
        name = escape(picture_name(visit, condition))
        yield (
            f'<figure><img src="{name}" alt="Screenshot of {escape(visit.state)}: {words}" '
            f'loading="lazy"><figcaption>{words}</figcaption></figure>'
        )
