"""What can be dragged can be moved without dragging too (WCAG 2.2 SC 2.5.7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.acting import act, survey
from a11y.browser import Browser
from a11y.gestures import DOWN, DRAG, OTHER_WAY, SCRIPT
from a11y.rule import Remark, Rule, View, asks, fails, passes

MOST = 12
# By these a script could hear of a single press, or of what it does.
PRESSES = frozenset(
    {
        *("click", "dblclick", "contextmenu", "mousedown", "mouseup", "pointerdown", "pointerup"),
        *("touchstart", "touchend", "change", "input", "submit", "command"),
    }
)
FOCUS = frozenset({"focus", "focusin"})  # of the page as a whole, a walk by Tab listens to it
AMONG = 600  # elements of a box that listens, looked at for what may be dragged
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
// One of a list may change its place as soon as it is dragged over the next, whoever listens.
const LISTS = "ul, ol, tbody, [role=list], [role=listbox]";
const words_of = (element) => page.squeeze(element.textContent);
const isItem = (element) => element?.nextElementSibling?.localName === element?.localName
  && words_of(element) && words_of(element.nextElementSibling);
const itemOf = (handle, holder) => {
  let at = handle;
  while (at && at !== holder && !isItem(at)) at = at.parentElement;
  return at && at !== holder && usable(at.nextElementSibling) ? at : null;
};
const grabs = (element) => {
  const style = getComputedStyle(element);
  return /grab|move/.test(style.cursor) || style.touchAction === "none";
};
const handleIn = (holder) => {
  const first = holder.matches(LISTS) ? holder.firstElementChild : null;
  const marked = page.all("*", holder).slice(0, given.among).find((e) => grabs(e) && usable(e)
    && !e.matches("canvas, video, svg, img") && itemOf(e, holder));
  return marked ?? (first && usable(first) && isItem(first) ? first : null);
};
const swaps = (handle, item) => holding(async (held) => {
  handle.scrollIntoView({ block: "center" });
  const [x, y] = middle(handle), [left, top] = middle(item.nextElementSibling);
  send(["pointerdown", "mousedown"], handle, [x, y]);
  await kept();
  const was = where(item);
  let goal = handle;
  for (const part of [0.3, 0.7, 1, 1.1]) {
    const at = [x + (left - x) * part, y + (top - y) * part];
    goal = held() ?? document.elementFromPoint(...at) ?? handle;
    send(["pointermove", "mousemove"], goal, at);
  }
  await kept();
  const now = where(item);
  send(["pointerup", "mouseup"], goal, [left, top]);
  return was !== now;
});
const drops = given.drops || page.all("*").some((e) => acting.anyOf(e, ["drop", "dragover"]));
const dragged = drops ? page.all("[draggable=true]").filter(usable) : [];
const pressed = page.all("*").filter((e) => usable(e) && !dragged.includes(e)
  && acting.anyOf(e, DOWN) && !e.matches("input, select, textarea, canvas, video, audio"));
for (const element of pressed.slice(0, given.most)) {
  if (acting.really(element) && await follows(element)) dragged.push(element);
}
const holders = [...pressed, ...(given.far ? [document.body] : [])].filter(Boolean);
for (const holder of dragged.length ? [] : holders.slice(0, given.most)) {
  const handle = handleIn(holder), item = handle && itemOf(handle, holder);
  if (!item || !await swaps(handle, item)) continue;
  dragged.push(handle);
  break;
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
  // Where nothing hears a press, a plain button can do nothing but take the focus.
  const idle = given.unheard && all.every((c) => c.matches("button, [role=button]") && !c.form
    && !c.matches("[popovertarget], [commandfor]"));
  found.push({ element: page.path(element), moves, doubtful: !idle && (near || all.length > 0) });
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
    far = not found.far.isdisjoint(DOWN)
    unheard = not found.listens(*PRESSES) and found.near.isdisjoint(FOCUS)
    given = {"most": MOST, "among": AMONG, "unheard": unheard}
    return act(browser, TRY, other=OTHER_WAY, drops=drops, far=far, **given)


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
