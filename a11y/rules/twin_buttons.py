"""Buttons that stand together and do different things have different names (WCAG 2.2 SC 2.4.6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

# Only what has nothing but other buttons between: any word or picture there may tell them apart.
PROBE = """
const LISTED = `button, input[type=submit], input[type=button], [role=button]`;
const PLACE = `li, dd, dt, td, th, tr, fieldset, section, article, details, dialog, nav, form,
  header, footer, [role=row], [role=cell], [role=gridcell], [role=group], [role=listitem],
  [role=region], [role=dialog], [role=radiogroup], [role=toolbar]`;
const OTHERS = "img, svg, canvas, video, audio, iframe, object, input, select, textarea, hr";
const buttons = page.all(LISTED).filter(one => page.seen(one) && page.heard(one)
  && !one.matches(":disabled, [aria-disabled=true]"));
const counts = new Map();
const called = button => page.squeeze(button.getAttribute("aria-label") || button.innerText
  || button.value);
for (const button of buttons) counts.set(called(button), (counts.get(called(button)) ?? 0) + 1);
const between = (one, other) => {
  const range = document.createRange();
  range.setStartAfter(one);
  range.setEndBefore(other);
  const part = range.cloneContents();
  const among = part.querySelectorAll(LISTED).length;
  part.querySelectorAll(`${LISTED}, script, style, template`).forEach(each => each.remove());
  const others = part.querySelector(OTHERS) && [...part.querySelectorAll(OTHERS)].some(
    each => each.type !== "hidden");
  return /[^\\s]/.test(part.textContent) || others ? -1 : among;
};
const given = (button, name) => button.getAttribute(name) ?? "";
const told = button => ["aria-describedby", "aria-description", "title", "aria-haspopup",
  "aria-expanded", "aria-pressed", "aria-current"].map(name => given(button, name)).join("|");
const sends = button => button.form && (button.localName === "button" ? button.type : given(button,
  "type").toLowerCase()) === "submit";
const goal = button => [sends(button) ? `${given(button, "formaction")} ${given(button, "name")}`
  : "", given(button, "onclick")].join("|").trim();
const pairs = [], ROWS = 3;
buttons.forEach((one, at) => {
  const name = called(one);
  if (!name || counts.get(name) < 2) return;
  const other = buttons.slice(at + 1).find(each => called(each) === name);
  if (!other || one.getRootNode() !== other.getRootNode() || one.contains(other)) return;
  if (one.closest(PLACE) !== other.closest(PLACE) || one.form !== other.form) return;
  if (told(one) !== told(other) || page.squeeze(page.name(one)) !== page.squeeze(page.name(other)))
    return;
  const among = between(one, other);
  if (among < 0) return;
  const sent = sends(one) && sends(other);
  const same = sent && given(one, "name") && given(one, "name") === given(other, "name");
  const values = sent && given(one, "value") !== given(other, "value");
  const elsewhere = sent && given(one, "formaction") !== given(other, "formaction");
  // Laid out apart they may stand below words of their own.
  const [a, b] = [one, other].map(each => each.getBoundingClientRect());
  const near = Math.max(b.left - a.right, a.left - b.right, b.top - a.bottom, a.top - b.bottom)
    <= 32;
  pairs.push({element: page.path(other), first: page.path(one), name, beside: among === 0, near,
    sure: Boolean(same && values || elsewhere),
    differ: goal(one) !== goal(other) || Boolean(values), sent,
    told: `${given(one, "value") || goal(one)} / ${given(other, "value") || goal(other)}`});
});
// One below the other in boxes of the same kind, each with words that nothing ties to its button. A
// term and its meaning are read as two things: who goes from button to button hears neither.
const TIED = `li, tr, td, fieldset, article, section, details, dialog, nav, [role=row],
  [role=group], [role=listitem], [role=region], [role=article], [role=dialog], [role=toolbar]`;
const TITLED = "h1, h2, h3, h4, h5, h6, [role=heading], legend, caption, label";
const boxOf = button => {
  let box = button;
  const alone = () => page.squeeze(box.innerText) === called(button);
  while (box.parentElement && alone()) box = box.parentElement;
  return box;
};
const rows = new Map();
for (const button of buttons.filter(one => counts.get(called(one)) >= ROWS)) {
  const box = boxOf(button);
  if (box.matches("body, main, form") || box.closest(TIED) || box.querySelector(TITLED)) continue;
  if (box.querySelectorAll(LISTED).length > 1 || told(button).replaceAll("|", "")) continue;
  if (page.squeeze(page.name(button)) !== called(button)) continue;
  const row = `${called(button)} ${box.localName}.${box.className}`;
  rows.set(row, [...rows.get(row) ?? [], button]);
}
const cards = [...rows.values()].filter(all => all.length >= ROWS)
  .map(all => ({element: page.path(all[0]), name: called(all[0]), count: all.length}));
return {pairs, cards, any: buttons.length > 1};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Of two buttons “OK” nobody knows which is which (WCAG 2.2 SC 2.4.6)."""
    clean = True
    for pair in seen["pairs"]:
        evidence = Evidence((("first", pair["first"]), ("sends or does", pair["told"])))
        beside = pair["beside"]
        if pair["sure"] and beside and pair["near"]:
            note = f"“{pair['name'][:60]}” sends something else than its twin right before it."
            yield fails(pair["element"], note, evidence)
        elif pair["differ"] or (beside and not pair["sent"]):
            note = f"No words stand between it and another “{pair['name'][:60]}”."
            yield asks(pair["element"], note, evidence)
        else:
            continue
        clean = False
    for row in seen["cards"]:
        name = row["name"][:60]
        note = f"{row['count']} are called “{name}”, and nothing ties each to the words beside it."
        yield asks(row["element"], note)
        clean = False
    if clean and seen["any"]:
        yield passes()


RULE = Rule(
    id="twin_buttons",
    criteria=("2.4.6",),
    affects="People who listen, people who see only a part at a time, and all who are in a hurry.",
    passed="Buttons that stand together have different names, or do the same.",
    failed="Two buttons beside each other have one name and do different things.",
    person="Do these buttons of one name do the same?",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default"}),
)
