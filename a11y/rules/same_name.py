"""What does the same is called the same on every page (WCAG 2.2 SC 3.2.4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from a11y.rule import Page, Remark, Rule, View, fails, passes
from a11y.site_parts import PARTS, languages, usual

PROBE = f"""
{PARTS}
const searches = page.all("input[type=search], [role=search] input[type=text], search input")
  .filter(page.heard).map(field => {{
    const form = field.form;
    const button = form && [...form.elements].find(one => one.type === "submit" && page.heard(one));
    return button ? {{element: page.path(button), name: page.squeeze(page.name(button)),
      goal: `search ${{page.address(form.action)?.pathname}}`, place: "search"}} : null;
  }}).filter(Boolean);
return {{language: page.language(document.documentElement), here: location.pathname,
  parts: [...links.filter(link => link.place), ...searches]}};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """One page alone has nothing to agree with."""
    yield from ()


def across(pages: Sequence[Page]) -> Iterator[tuple[Page, Remark]]:
    """“Find” here and “Search” there look like two things (WCAG 2.2 SC 3.2.4)."""
    for group in languages(pages):
        names: dict[tuple[str, str], list[tuple[Page, Any]]] = defaultdict(list)
        for page in group:
            for part in page.seen["parts"]:
                names[part["place"], part["goal"]].append((page, part))
        # A place that one page gives two names, such as a logo and a word, has no single name.
        for found in names.values():
            views = [page.view for page, _ in found]
            if len(set(views)) > 1 and len(views) == len(set(views)):
                yield from _judged(found)


def _judged(found: list[tuple[Page, Any]]) -> Iterator[tuple[Page, Remark]]:
    common = usual(_spoken(part["name"]) for _, part in found)
    called = next(part["name"] for _, part in found if _spoken(part["name"]) == common)
    for page, part in found:
        if _spoken(part["name"]) == common or page.seen["here"] == part["goal"].split("?")[0]:
            yield page, passes(part["element"])
        else:
            note = f"It is called “{part['name']}”, on other pages “{called}”."
            yield page, fails(part["element"], note)


def _spoken(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalpha())


RULE = Rule(
    id="same_name",
    criteria=("3.2.4",),
    affects="People who find their way by habit, and people who search a page by its words.",
    passed="The same things have the same names.",
    failed="Something is called otherwise than on other pages.",
    check=check,
    across=across,
    probe=PROBE,
    conditions=frozenset({"default"}),
)
