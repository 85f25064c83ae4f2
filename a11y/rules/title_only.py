"""No words stand in a tooltip alone (WCAG 2.2 SC 2.1.1, 3.3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes

PROBE = """
const words = (text) => page.squeeze(text).toLowerCase();
const found = page.all("[title]").filter((e) => page.seen(e) && words(e.title).length > 2
  && !e.matches("abbr, dfn, iframe, link, style, html, body, svg *, [role=img]"));
return found.map((e) => {
  const near = words([e.innerText, e.alt, e.getAttribute("aria-label"), e.value,
    ...[...(e.labels ?? [])].map((l) => l.innerText)].join(" "));
  const name = e.matches("a, button, input, select, textarea, img") ? words(page.name(e)) : "";
  const title = words(e.title);
  return { element: page.path(e), title: page.squeeze(e.title),
    only: !near.includes(title) && name !== title,
    twice: e.matches("a[href], button") && words(e.innerText) === title
      && title.split(" ").length > 1,
    sign: e.tabIndex < 0 && !e.closest("a, button, label") && words(e.innerText).length < 3
      && !e.matches("img, canvas, video") && title.split(" ").length > 2 };
});
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """A tooltip of the browser never comes by keys or touch (WCAG 2.2 SC 2.1.1, 3.3.2)."""
    twice = [one["element"] for one in seen if one["twice"] and not one["only"]]
    if twice:
        more = f" So it is with {len(twice)} of them." if len(twice) > 1 else ""
        yield asks(twice[0], f"Its tooltip repeats its words, and some hear both.{more}")
    for one in seen:
        if one["only"] and one["sign"]:
            note = (
                f"“{one['title'][:80]}” shows while a pointer rests on this sign, and never else."
            )
            yield fails(one["element"], note)
        elif one["only"]:
            note = f"“{one['title'][:80]}” stands in its tooltip alone. Is it needed?"
            yield asks(one["element"], note)
        elif not one["twice"]:
            yield passes(one["element"])


RULE = Rule(
    id="title_only",
    criteria=("2.1.1", "3.3.2"),
    affects="People who use a keyboard, a touch screen or a magnifier.",
    passed="Tooltips only repeat what can be read.",
    failed="Words can be read in a tooltip alone.",
    person="A tooltip may be needed, or too much.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)
