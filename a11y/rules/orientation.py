"""The page works however the device is held (WCAG 2.2 SC 1.3.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from a11y.acting import look, survey
from a11y.browser import Browser
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

# Long and short side in CSS pixels: a tablet, and a phone. Styles may turn the page on one alone.
DEVICES = ((1280, 800), (844, 390))
ASKEW_PX = 40  # by which a window is higher or wider that is as wide as another
QUARTER_DEG = 4  # how near to a quarter turn a turn must be
# How far everything seen is turned on the screen, all its surroundings counted.
SEEN = """
const turn = (element) => {
  let matrix = new DOMMatrix(), around = 0;
  for (let at = element; at; at = at.parentElement ?? at.getRootNode().host ?? null) {
    const style = getComputedStyle(at);
    let own = new DOMMatrix(style.transform === "none" ? "" : style.transform);
    const by = /([-\\d.]+)deg/.exec(style.rotate ?? "");
    if (by) own = new DOMMatrix().rotate(Number(by[1])).multiply(own);
    matrix = own.multiply(matrix);
    if (at === element && style.writingMode.startsWith("vertical")) around = 90;
    if (at === element && style.writingMode.startsWith("sideways-lr")) around = 270;
  }
  const angle = Math.atan2(matrix.b, matrix.a) * 180 / Math.PI + around;
  return Math.round((angle % 360 + 360) % 360);
};
const found = {};
for (const element of page.all("body, body *")) {
  const shown = acting.ownWords(element) || element.matches("img, input, select, textarea, button");
  if (!shown || element.matches("script, style") || !acting.really(element)) continue;
  found[page.path(element)] = { turn: turn(element), stop: element.matches(given.stops),
    words: acting.ownWords(element).slice(0, 60) };
}
return found;
"""
LEAST_SIGNS, MOST_KEPT = 40, 0.3
# What a page says that wants to be held in another way.
TURN = re.compile(
    r"\b(turn|rotate|landscape|portrait|sideways|dreh\w*|querformat|hochformat|tourne\w*|pivot\w*|"
    r"paysage|dréi\w*)\b",
    re.IGNORECASE,
)
STOPS = "a[href], button, input, select, textarea, [role=button], [role=link]"


def observe(browser: Browser, view: View) -> Any:
    """What is seen upright and across; only where styles or scripts ask how the device is held."""
    found = survey(browser)
    locked = [what for kind, what in found.done if kind == "lock"]
    asked = any("orientation" in query or "aspect-ratio" in query for query in found.media)
    hears = found.listens("orientationchange", "deviceorientation")
    if not (found.turns or asked or locked or hears):
        return None
    try:
        held = [
            {
                "portrait": _seen(browser, short, long),
                "landscape": _seen(browser, long, short),
                # As wide as the other, for a narrow window may leave something out.
                "as_portrait": _seen(browser, short, short - ASKEW_PX),
                "as_landscape": _seen(browser, long, long + ASKEW_PX),
            }
            for long, short in DEVICES
        ]
    finally:
        browser.view(view.condition)
    return {"locked": locked, "held": held}


def _seen(browser: Browser, width_px: int, height_px: int) -> dict[str, Any]:
    """What a window of this size shows, by its place in the page."""
    browser.cdp(
        "Emulation.setDeviceMetricsOverride",
        width=width_px,
        height=height_px,
        deviceScaleFactor=1,
        mobile=False,
    )
    browser.settle()
    return look(browser, SEEN, stops=STOPS) or {}


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who has the device on a wheelchair cannot turn it (WCAG 2.2 SC 1.3.4)."""
    if seen is None:
        return
    faults = {fault.element: fault for held in seen["held"] for fault in _faults(held)}
    yield from faults.values()
    if seen["locked"]:
        yield asks("", f"It asks to be held as {seen['locked'][0]}. Is that essential?")
    elif not faults:
        yield passes()


def _faults(held: dict[str, Any]) -> Iterator[Remark]:
    """What one device shows otherwise upright than across."""
    for element, upright in held["portrait"].items():
        across = held["landscape"].get(element)
        if across and _quarter(upright["turn"] - across["turn"]):
            turned = (("upright", f"{upright['turn']}°"), ("across", f"{across['turn']}°"))
            yield fails(element, "It turns against the device.", Evidence(measured=turned))
    for name, other in (("portrait", "landscape"), ("landscape", "portrait")):
        there = {e: one for e, one in held[other].items() if e in held[f"as_{name}"]}
        lost = [e for e, one in there.items() if one["stop"] and e not in held[name]]
        if lost and not _other_way(held[name], held[other]):
            yield fails(lost[0], f"It and {len(lost) - 1} more are missing in {name}.")
        elif gone := _emptied(held[name], there):
            words = there[gone]["words"]
            note = f"“{words}” and most other words are missing in {name}."
            asked = any(TURN.search(one["words"]) for one in held[name].values())
            yield (fails if asked else asks)(gone, note)


def _emptied(here: dict[str, Any], there: dict[str, Any]) -> str:
    """The first of the words that are read in one position alone, "" while most stay."""
    sizes = {element: len(one["words"]) for element, one in there.items()}
    kept = sum(size for element, size in sizes.items() if element in here)
    total = sum(sizes.values())
    gone = [element for element, size in sizes.items() if size and element not in here]
    if any(TURN.search(there[element]["words"]) for element in gone):
        return ""  # what asks to turn it goes when it is turned
    return gone[0] if total >= LEAST_SIGNS and kept < MOST_KEPT * total else ""


def _quarter(degrees: float) -> bool:
    turned = degrees % 180
    return abs(turned - 90) <= QUARTER_DEG


def _other_way(here: dict[str, Any], there: dict[str, Any]) -> bool:
    """Other controls stand in: a menu button for a row of links, which is no loss."""
    return any(one["stop"] and element not in there for element, one in here.items())


RULE = Rule(
    id="orientation",
    criteria=("1.3.4",),
    affects="People who cannot turn their device, or have it fixed to a wheelchair.",
    passed="The page works upright and across.",
    failed="The page works in one position of the device alone.",
    person="The page asks to be held in one way.",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
    act=("b33eff",),
)
