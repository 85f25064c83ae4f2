"""What can be dragged can be moved without dragging too (WCAG 2.2 SC 2.5.7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.acting import act, survey
from a11y.browser import Browser
from a11y.gestures import DOWN, DRAG, OTHER_WAY, SCRIPT
from a11y.rule import Remark, Rule, View, asks, fails, passes

MOST = 12
TRY = (
    SCRIPT
    + """
const other = new RegExp(given.other, "i");
const box = (e) => {
  const b = e.getBoundingClientRect();
  return [b.left, b.top, b.width, b.height];
};
const where = (e) => [e, e.parentElement, e.previousElementSibling].filter(Boolean).flatMap(box)
  .map(Math.round).join() + e.getAttribute("aria-valuenow");
// Does it follow the pointer? The press alone is no proof: the way after it is.
const follows = (element) => holding(async (held) => {
  const [x, y] = middle(element);
  const touches = typeof TouchEvent === "function" && acting.listens(element).has("touchstart");
  if (touches) touch("touchstart", element, [x, y]);
  send(["pointerdown", "mousedown"], element, [x, y]);
  await kept();
  const was = where(element);
  for (const step of [20, 45]) {
    if (touches) touch("touchmove", element, [x + step, y + step]);
    send(["pointermove", "mousemove"], held() ?? element, [x + step, y + step]);
  }
  await kept();
  const now = where(element), goal = held() ?? element;
  if (touches) touch("touchend", element, [x + 45, y + 45]);
  send(["pointerup", "mouseup"], goal, [x + 45, y + 45]);
  return was !== now;
});
const drops = given.drops || page.all("*").some((e) => acting.anyOf(e, ["drop", "dragover"]));
const dragged = drops ? page.all("[draggable=true]").filter(usable) : [];
const pressed = page.all("*").filter((e) => usable(e) && !dragged.includes(e)
  && acting.anyOf(e, DOWN) && !e.matches("input, select, textarea, canvas, video, audio"));
for (const element of pressed.slice(0, given.most)) {
  if (acting.really(element) && await follows(element)) dragged.push(element);
}
const found = [], told = new Set();
for (const element of dragged) {
  if (told.has(element.parentElement)) continue;
  told.add(element.parentElement);
  const all = controlsIn(regionOf(element), element);
  const moves = all.some((c) => other.test(words(c)) || c.matches("select, [type=range]"));
  const around = [element, element.parentElement, element.parentElement?.parentElement]
    .filter((e) => e && !e.matches("html, body"));
  const near = around.some((e) => acting.anyOf(e, ["click", "dblclick", "contextmenu"]))
    || around.slice(1).some((e) => acting.anyOf(e, DOWN))
    || page.all("*").some((e) => acting.anyOf(e, ["drop"]) && acting.listens(e).has("click"));
  found.push({ element: page.path(element), moves, doubtful: near || all.length > 0 });
}
for (const range of page.all("input[type=range]").filter(usable))
  found.push({ element: page.path(range), moves: true, doubtful: false });
return found;
"""
)


def observe(browser: Browser, view: View) -> Any:
    """Finds what is dragged, by its marks or by dragging it, and what stands beside it."""
    found = survey(browser)
    if not found.listens(*DOWN, *DRAG):
        return None
    drops = not found.far.isdisjoint(("drop", "dragover"))
    return act(browser, TRY, most=MOST, other=OTHER_WAY, drops=drops)


def check(seen: Any, view: View) -> Iterator[Remark]:
    """To hold and move at once is more than many hands can do (WCAG 2.2 SC 2.5.7)."""
    for one in seen or ():
        if one["moves"]:
            yield passes(one["element"])
        elif one["doubtful"]:
            note = "Can it also be moved by single clicks, without holding the pointer down?"
            yield asks(one["element"], note)
        else:
            yield fails(one["element"], "No control beside it, and no click, does the same.")


RULE = Rule(
    id="drag_only",
    criteria=("2.5.7",),
    affects="People with weak or trembling hands, with a head pointer, an eye tracker or a switch.",
    passed="What can be dragged can be moved by clicks too.",
    failed="Something can be moved by dragging alone.",
    person="Something can be moved by dragging.",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
)
