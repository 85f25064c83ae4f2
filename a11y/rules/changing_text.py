"""What changes, blinks or moves on by itself can be stopped (WCAG 2.2 SC 2.2.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.acting import act
from a11y.browser import Browser
from a11y.passing import SHOWN, let_time_pass
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

# Slower counts too: the person decides how often (WCAG 2.2 SC 2.2.2).
SEEK = (
    SHOWN
    + """
const there = new Set(given.elements);
const moving = () => [...look().keys()].filter((element) => there.has(page.path(element)));
const rate = async () => {
  let count = 0, before = look();
  await record.forward(given.tick_ms * 6, 200, () => {
    const after = look(), seen = acting.changes(before, after);
    if ([...seen.come, ...seen.gone, ...seen.other].some((e) => there.has(page.path(e))))
      count += 1;
    before = after;
  });
  return count;
};
const usual = await rate();
const control = usual ? await acting.seek(async () => {
  const now = await rate();
  return now <= usual / 2 || !moving().length;
}) : document.body;
return { usual, control: control && page.path(control) };
"""
)


def observe(browser: Browser, view: View) -> Any:
    """What changes again and again, and the control that stops it, if any."""
    seen = let_time_pass(browser)
    if seen is None or not seen["changing"] or not seen["beside"]:
        return None
    elements = [one["element"] for one in seen["changing"]]
    tick_ms = max(one["tick_ms"] for one in seen["changing"])
    return {**seen, "stop": act(browser, SEEK, elements=elements, tick_ms=tick_ms)}


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Nothing pulls at the eye that cannot be told to stop (WCAG 2.2 SC 2.2.2)."""
    if seen is None:
        return
    for one in seen["changing"]:
        measured = Evidence(measured=(("milliseconds between changes", str(one["tick_ms"])),))
        if seen["stop"] and seen["stop"]["control"]:
            yield passes(one["element"], measured)
        elif one["clock"]:
            # How much time is left must be seen where it ends something (the essential exception).
            note = "It counts time by itself, and no control hides it. Do people need to see it?"
            yield asks(one["element"], note, measured)
        else:
            note = "It changes by itself again and again, and no control stops, hides or slows it."
            yield fails(one["element"], note, measured)


RULE = Rule(
    id="changing_text",
    criteria=("2.2.2",),
    affects="People who are drawn off by what moves, read slowly, or listen.",
    passed="What changes by itself can be stopped.",
    failed="Something changes by itself and cannot be stopped.",
    person="Something changes by itself. Must it?",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
    act=("efbfc7",),
)
