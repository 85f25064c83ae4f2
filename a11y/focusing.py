"""What happens when each stop gets the focus, tried once for all checks that ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from a11y.acting import act, survey
from a11y.browser import Browser

MOST_STOPS = 80
# Late answers to the focus count too, when they come this soon.
SOON_MS = 2000
# Leaving begins a moment after it was asked for. Few pages do it, so only they wait each time.
TRY = """
const serious = (from) => record.done.slice(from)
  .filter((one) => !["inside", "error", "send"].includes(one.kind));
const round = async (waits) => {
  const found = [];
  for (const element of page.stops().slice(0, given.most)) {
    if (!acting.really(element)) continue;
    document.activeElement?.blur?.();
    const from = record.done.length, timers = new Set(record.timers.keys());
    element.focus({ preventScroll: true });
    if (waits) await acting.wait(4); else await null;
    if ([...record.timers.keys()].some((id) => !timers.has(id))) {
      await record.forward(given.soon, 20);
      await acting.wait(4);
    }
    const now = acting.focused(), out = serious(from);
    const kept = now === element || (now && element.contains(now));
    if (out.length || !kept) found.push({ element: page.path(element), out,
      moved: now && !kept ? page.path(now) : "", lost: !now });
  }
  return found;
};
const first = await round(false), from = record.done.length;
await acting.wait(10);
return serious(from).length ? round(true) : first;
"""


@dataclass(frozen=True, slots=True)
class Focused:
    """One stop at which the focus does not simply stay.

    out: (kind, what) of each way out of the page that was tried.  moved: where the focus went.
    lost: nothing had it afterwards.
    """

    element: str
    out: tuple[tuple[str, str], ...]
    moved: str
    lost: bool


def focus_each(browser: Browser) -> tuple[Focused, ...] | None:
    """The stops that do something with the focus. None when nothing on the page hears of it."""
    if "focusing" not in browser.notes:
        browser.notes["focusing"] = _tried(browser)
    return browser.notes["focusing"]  # type: ignore[return-value]


def _tried(browser: Browser) -> tuple[Focused, ...] | None:
    if not survey(browser).listens("focus", "focusin", "blur", "focusout"):
        return None
    told: list[dict[str, Any]] = act(browser, TRY, most=MOST_STOPS, soon=SOON_MS) or []
    return tuple(
        Focused(
            one["element"],
            tuple((out["kind"], out["what"]) for out in one["out"]),
            one["moved"],
            one["lost"],
        )
        for one in told
    )
