"""No single letter acts on the page unless it can be switched off (WCAG 2.2 SC 2.1.4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.acting import act, survey
from a11y.browser import Browser
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

KEYS = "abcdefghijklmnopqrstuvwxyz0123456789/?.,;:-+=[]'!#*"
# The words by which a page says that its keys can be set otherwise.
SETTINGS = "shortcut|keyboard|hotkey|tastenk|tastatur|kürzel|raccourci|clavier|ofkierz"
TRY = """
const place = () => document.body ?? document.documentElement;
const press = (name) => acting.effect(() => {
  document.activeElement?.blur?.();
  acting.key(name, place());
});
const acts = (e) => e && (e.visible || e.moved);
const found = [];
const quick = acting.watchPage();
let before = acting.snapshot();
for (const name of given.keys) {
  const from = record.done.length, had = acting.focused();
  quick.take();
  acting.key(name, place());
  await null;
  const moved = acting.focused() !== had, touched = quick.take().length > 0;
  const after = touched ? acting.snapshot() : before;
  if (moved || record.done.slice(from).some((one) => !["inside", "error"].includes(one.kind))
    || acting.changes(before, after).any) found.push(name);
  before = after;
  if (found.length >= 12) break;
}
quick.end();
if (!found.length) return { keys: [] };
const still = async () => acts(await press(found[0])) || acts(await press(found[0]));
const off = await still() ? await acting.seek(async () => !await still()) : null;
const setting = acting.controls().concat(page.all("a[href]")).filter(acting.really)
  .some((e) => new RegExp(given.settings, "i").test(e.innerText + e.getAttribute("aria-label")));
return { keys: found, off: off && page.path(off), setting };
"""


def observe(browser: Browser, view: View) -> Any:
    """Types each printable sign where no field has the focus."""
    found = survey(browser)
    if found.far.isdisjoint(("keydown", "keypress", "keyup")):
        return None
    return act(browser, TRY, keys=list(KEYS), settings=SETTINGS)


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who speaks to the computer types many letters (WCAG 2.2 SC 2.1.4)."""
    if seen is None:
        return
    keys = Evidence(keys=tuple(seen["keys"]))
    said = ", ".join(f"“{key}”" for key in seen["keys"])
    if not seen["keys"] or seen["off"]:
        yield passes("", keys)
    elif seen["setting"]:
        yield asks("", f"{said} acts at once. Can that be switched off or changed?", keys)
    else:
        yield fails("", f"{said} acts at once, and nothing switches that off.", keys)


RULE = Rule(
    id="single_key",
    criteria=("2.1.4",),
    affects="People who speak to the computer, and people who hit keys by mistake.",
    passed="Single letters do nothing, or can be switched off.",
    failed="A single letter acts on the page.",
    person="A single letter acts on the page.",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
    act=("ffbc54",),
)
