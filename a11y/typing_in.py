"""Types into the search fields of a page, and tells what lists they shorten, and what says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from a11y.acting import act, survey
from a11y.browser import Browser

TYPING = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
HEARD = ("input", "keyup", "keydown", "keypress")
MOST_FIELDS = 3
SOON_MS = 1500  # scripts wait for a pause in typing, and some for longer before they tell
LEAST = 2  # items that go: one may be a hint, or a button that is not yet wanted
LONGEST = 160  # letters of what tells how many are left
# A letter of most words, the beginning of a few, and what nothing holds.
TYPED = ("a", "mar", "qxz")
FILTER = (
    TYPING
    + """
const LIVE = "[role=status], [role=alert], [role=log], [aria-live=polite], [aria-live=assertive],"
  + " output";
const ITEM = "li, tr, article, dt, dd, [role=listitem], [role=row], [role=gridcell]";
const items = (list) => [...new Set(list.map((one) => one.closest(ITEM) ?? one))];
// How many of what went are left: all that stand beside it and are seen. -1: it is not known.
const left = (item) => item.parentElement
  ? [...item.parentElement.children].filter((one) => one.localName === item.localName
    && acting.really(one)).length : -1;
const holder = (node) => node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
const adds = (one) => one.type === "characterData"
  || [...one.addedNodes].some((node) => page.squeeze(node.textContent));
const found = [];
const fields = page.all(TEXT).filter((f) => acting.really(f) && !f.disabled && !f.readOnly
  && !f.list && f.maxLength < 0 && !f.matches("[role=combobox], [aria-autocomplete]") && hears(f))
  .slice(0, given.most);
for (const field of fields) {
  const was = field.value;
  field.focus({ preventScroll: true });
  for (const text of given.typed) {
    const stirred = await stirs(field, text);
    if (stirred === null || !field.isConnected) break;
    if (!stirred) continue;
    const live = new Set(page.all(LIVE)), watch = acting.watchPage();
    const e = await acting.effect(() => type(field, text), { until_ms: given.soon });
    const touched = watch.take();
    watch.end();
    if (!field.isConnected || e?.out.length || e?.moved) break;
    const went = e ? items(e.gone) : [];
    if (went.length < given.least) continue;
    const news = [...e.come, ...e.other].filter((one) => acting.ownWords(one)
      && !one.contains(field) && !went.some((item) => item.contains(one)));
    // A region for ears alone is not seen, and some are emptied again soon.
    const said = touched.some((one) => adds(one) && live.has(holder(one.target)?.closest(LIVE)));
    const told = [...new Set(news.map((one) => page.block(one)))].filter((one) =>
      !one.contains(field)).map((one) => ({ element: page.path(one), words: page.written(one) }))
      .filter((one) => one.words.length <= given.longest);
    found.push({ field: page.path(field), typed: text, said, told, gone: went.length,
      left: left(went[0]) });
    break;
  }
  if (field.isConnected && field.value !== was) write(field, was);
}
return found;
"""
)


def filter_each(browser: Browser) -> Any:
    """What typing in each text field hides, and what tells of it; [] where nothing listens.

    gone: how many items went; left: how many like them are seen, -1 where that is not known; said:
    a live region tells of it; told: (element, words) of each other text that came or changed.
    """
    found = survey(browser)
    if not found.fields or not found.listens(*HEARD):
        return []
    given = {"most": MOST_FIELDS, "soon": SOON_MS, "typed": TYPED, "least": LEAST}
    given |= {"longest": LONGEST, "heard": HEARD, "far_types": not found.far.isdisjoint(HEARD)}
    return act(browser, FILTER, **given) or []
