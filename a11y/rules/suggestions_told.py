"""Suggestions that come while one types can be heard and chosen (WCAG 2.2 SC 4.1.2, 2.1.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.acting import act, survey
from a11y.browser import Browser
from a11y.operating import OPERATING, POINTER
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.typing_in import HEARD, TYPING
from a11y.verdict import Evidence

MOST_FIELDS = 5
SOON_MS = 800  # scripts wait for a pause in typing
BELOW_PX = 120  # the first suggestion stands as near to the field as this
LEAST = 2  # one new thing to press may be a button that empties the field
# Beginnings of many words. Some scripts wait for the third letter.
TYPED = ("a", "b", "s", "m", "l", "mar", "ber", "san")
TRY = (
    OPERATING
    + TYPING
    + """
const TOLD = `[role=combobox], [aria-expanded], [aria-controls], [aria-owns], [aria-haspopup],
  [aria-activedescendant], [aria-autocomplete]`;
const ROLES = `[role=option], [role=listbox], [role=menuitem], [role=menu], [role=grid],
  [role=tree], [role=button], [role=link], [role=row]`;
const LIVE = "[role=status], [role=alert], [role=log], [aria-live=polite], [aria-live=assertive],"
  + " output";
const told = (field) => field.matches(TOLD)
  || Boolean(field.parentElement.closest("[role=combobox]"));
// Whether a press on it does something: by its own listener, or, where it looks so, by one of what
// it lies in.
const pressable = (one, line) => {
  for (let at = one; at && line.contains(at); at = at.parentElement)
    if (acting.anyOf(at, acting.POINTER)) return true;
  return heard(line) && (hand(line) || hand(one));
};
const below = (line, field) => {
  const a = line.getBoundingClientRect(), b = field.getBoundingClientRect();
  return a.top >= b.bottom - 4 && a.left < b.right && a.right > b.left;
};
const near = (lines, field) => lines.some((line) => line.getBoundingClientRect().top
  - field.getBoundingClientRect().bottom < given.below);
// Lines to press that were not to be read before, below the field. They hold what was typed, or
// most of them do: else it may be a calendar.
const linesOf = (e, field, before, text) => {
  const lines = new Map();
  for (const one of e.come) {
    const line = one.closest("li") ?? page.block(one), words = page.written(line);
    if (!/\\p{L}{2}/u.test(words) || before.has(words) || line.contains(field)) continue;
    if (below(line, field) && !line.closest(`table, ${LIVE}`) && pressable(one, line))
      lines.set(words, line);
  }
  const held = [...lines.keys()].filter((words) => words.toLowerCase().includes(text)).length;
  return held * 2 >= lines.size ? [...lines.values()] : [];
};
const native = (line) => Boolean(line.closest(`${FOCUS}, label`)
  || line.querySelector(`${FOCUS}, label`));
// Whether any script hears keys there, and so might choose by them.
const KEYS = ["keydown", "keypress", "keyup"];
const hearsKeys = (field) => {
  for (let at = field; at; at = at.parentElement ?? at.getRootNode().host)
    if (acting.anyOf(at, KEYS)) return true;
  return [document, window].some((place) => KEYS.some((name) => name in given_listeners(place)));
};
const wordsNow = () => new Set(page.texts().map(page.written));
const found = [];
const fields = page.all(TEXT).filter((f) => acting.really(f) && !f.disabled && !f.readOnly
  && !f.list && page.heard(f) && hears(f)).slice(0, given.most);
for (const field of fields) {
  const was = field.value;
  let before = null;
  field.focus({ preventScroll: true });
  for (const text of given.typed) {
    const stirred = await stirs(field, text);
    if (stirred === null || !field.isConnected) break;
    if (!stirred) continue;
    before ??= wordsNow();
    const e = await acting.effect(() => type(field, text), { until_ms: given.soon });
    if (!field.isConnected || e?.out.length) break;
    const lines = e ? linesOf(e, field, before, text) : [];
    if (lines.length < given.least || !near(lines, field)) continue;
    const roles = lines.filter((line) => line.closest(ROLES) || line.querySelector(ROLES)).length;
    const natives = lines.filter(native).length;
    const said = [...e.come, ...e.other].some((one) => one.closest(LIVE) && acting.ownWords(one));
    const first = lines[0], words = lines.slice(0, 3).map(page.written);
    const element = page.path(field), line = page.path(first), saysSo = told(field);
    const arrow = await acting.effect(() => acting.key("ArrowDown", field));
    found.push({ element, line, words, count: lines.length, roles, natives, said, typed: text,
      told: saysSo || field.isConnected && told(field), arrow: Boolean(arrow?.visible),
      keys: Boolean(arrow) || hearsKeys(field),
      fills: Boolean(arrow?.fields.includes(field) || arrow?.moved) });
    break;
  }
  if (field.isConnected) write(field, was);
}
return found;
"""
)


def observe(browser: Browser, view: View) -> Any:
    """Types a few letters in the fields whose page listens, and tells what comes below them.

    Each field with suggestions, with the first three and how many of all have a role or are
    native controls.
    """
    found = survey(browser)
    if not found.fields or not found.listens(*HEARD):
        return []
    given = {"most": MOST_FIELDS, "soon": SOON_MS, "typed": TYPED, "least": LEAST}
    given |= {"below": BELOW_PX, "heard": HEARD, "far": not found.far.isdisjoint(POINTER)}
    return act(browser, TRY, far_types=not found.far.isdisjoint(HEARD), **given) or []


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who listens learns that there is something to choose (WCAG 2.2 SC 4.1.2, 2.1.1)."""
    for one in seen:
        measured = Evidence(measured=(("typed", one["typed"]), ("come", one["words"])))
        if one["natives"]:
            continue  # links and buttons say themselves what they are
        note = f"“{one['words'][0][:60]}” and others come below it while one types"
        if one["told"] and one["roles"] and not one["keys"]:
            note += ". It says that one can choose, and no key does: no script hears any."
            yield fails(one["element"], note, measured)
        elif one["told"] and one["roles"]:
            yield passes(one["element"], measured)
        elif one["told"]:
            note += ", and have no role. Are they heard, and can the arrow keys choose one?"
            yield asks(one["element"], note, measured)
        elif one["roles"] or one["said"] or one["fills"]:
            note += ", and the field does not say so. Does everybody learn of them who listens?"
            yield asks(one["element"], note, measured)
        else:
            keys = "" if one["arrow"] else ", and the arrow keys do not reach them"
            yield fails(one["element"], f"{note}. Neither it nor they have a role{keys}.", measured)


RULE = Rule(
    id="suggestions_told",
    criteria=("4.1.2", "2.1.1"),
    affects="People who use a screen reader or a keyboard: they cannot choose what they never met.",
    passed="Suggestions are told, and can be chosen.",
    failed="Suggestions that come while one types can only be seen and pressed by a pointer.",
    person="Suggestions that come while one types may not be told.",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
)
