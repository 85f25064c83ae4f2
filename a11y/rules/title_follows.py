"""A page that shows another view without being loaded anew has its title too (WCAG SC 2.4.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.browser import Browser
from a11y.link_pressing import press_links
from a11y.pressing import press_each
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.rules.title_describes import PARTS
from a11y.verdict import Evidence
from a11y.vocabulary import plain, telling

STEM = 5  # so many letters are the same in "certificate" and "certificates"
KEYS = Evidence(keys=("press it",))


def observe(browser: Browser, view: View) -> list[dict[str, Any]]:
    """The views at other addresses that presses on buttons and links have brought."""
    told = (press_each(browser, own=view.own), press_links(browser))
    return [one for seen in told if seen for one in seen["views"]]


def check(seen: Any, view: View) -> Iterator[Remark]:
    """The title is what is heard of the new view, and found in the history (WCAG 2.2 SC 2.4.2)."""
    faults = [one for one in seen if one["kept"] and not _says(one["title"], one)]
    for one in [one for one in faults if _is_former(one)][:1]:  # the other views have it as well
        note = f"It leads to “{one['heading']}”, and the title stays “{one['title']}”."
        yield fails(one["element"], note, KEYS)
    doubted = [one for one in faults if not _is_former(one)]
    for one in doubted[:1] if len(doubted) == len(faults) else ():
        note = f"It shows “{one['heading']}” at another address, and the title stays"
        yield asks(one["element"], f"{note} “{one['title']}”. Is it about that too?", KEYS)
    if seen and not faults:
        yield passes()


def _says(title: str, one: dict[str, Any]) -> bool:
    """A word of the new heading is in the title."""
    stems = [{w[:STEM] for w in telling(text, one["language"])} for text in (title, one["heading"])]
    return not stems[1] or not stems[0].isdisjoint(stems[1])


def _is_former(one: dict[str, Any]) -> bool:
    """The title names the view that was left, beside the site: no name of a service does."""
    parts = [plain(part) for part in PARTS.split(one["title"])]
    named = len(parts) > 1 and plain(one["was"]) in parts
    return bool(one["leads"]) and named and not one["left"]


RULE = Rule(
    id="title_follows",
    criteria=("2.4.2",),
    affects="People who listen, and people who look for a page in their tabs and history.",
    passed="Another view has another title.",
    failed="Another view keeps the title of the one before.",
    person="A view may have the title of another one.",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
)
