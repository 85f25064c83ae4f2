"""The keys that scroll the page and move in a field are left to them (WCAG 2.2 SC 2.1.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.acting import act, survey
from a11y.browser import Browser
from a11y.rule import Remark, Rule, View, fails, passes
from a11y.verdict import Evidence

HEARD = ("keydown",)
# A page that scrolls by its own script has begun after so long.
SOON_MS = 150
LEAST_PX = 40  # of a page that are out of sight: less is not worth a key
TRY = """
const root = document.scrollingElement ?? document.documentElement;
const where = () => `${Math.round(scrollX)} ${Math.round(scrollY)}`;
// Whether a key is taken away and nothing comes of it: no change, no way out, no other place.
const wasted = async (name, element) => {
  const from = record.done.length, at = where();
  let free = true;
  const e = await acting.effect(() => { free = acting.key(name, element); });
  if (free || e) return false;
  await acting.wait(given.soon);
  return where() === at && record.done.length === from;
};
const told = { scrolls: root.scrollHeight > innerHeight + given.least, taken: [] };
document.activeElement?.blur?.();
if (told.scrolls)
  for (const name of ["ArrowDown", "PageDown"])
    if (await wasted(name, document.body)) told.taken.push({ element: "", name });
// Boxes for one sign each lead on by these keys, and lists move in them.
const field = page.all("textarea, input:not([type]), [type=text], [type=email], [type=search]")
  .find((one) => acting.really(one) && !one.readOnly && !one.disabled && one.maxLength !== 1
    && !one.matches("[role=combobox], [role=spinbutton], [aria-autocomplete], [list]")
    && !one.closest("[role=grid], [role=listbox], [role=toolbar], [role=combobox]"));
if (field) {
  field.focus({ preventScroll: true });
  for (const name of ["ArrowLeft", "ArrowRight"])
    if (await wasted(name, field)) told.taken.push({ element: page.path(field), name });
}
told.field = Boolean(field);
return told;
"""


def observe(browser: Browser, view: View) -> Any:
    """Which of these keys the page takes for nothing; only where its script hears of keys."""
    found = survey(browser)
    if not found.listens(*HEARD):
        return None
    return act(browser, TRY, soon=SOON_MS, least=LEAST_PX)


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Without a wheel or a finger, keys alone bring the rest of a page (WCAG 2.2 SC 2.1.1)."""
    if not seen or not (seen["scrolls"] or seen["field"]):
        return
    names: dict[str, list[str]] = {}
    for one in seen["taken"]:
        names.setdefault(one["element"], []).append(one["name"])
    for element, keys in names.items():
        what = "scroll no more" if not element else "move the caret no more"
        note = f"The page takes {' and '.join(keys)} for itself: they {what}."
        yield fails(element, note, Evidence(keys=tuple(keys)))
    if not names:
        yield passes()


RULE = Rule(
    id="keys_taken",
    criteria=("2.1.1",),
    affects="People who scroll and write with a keyboard, or with an aid that presses keys.",
    passed="The keys that scroll and move the caret do so.",
    failed="The page takes keys away that people need.",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
)
