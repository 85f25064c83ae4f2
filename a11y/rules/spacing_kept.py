"""No style attribute forbids a reader wider text (WCAG 2.2 SC 1.4.12)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes
from a11y.verdict import Evidence

# Least values of the criterion, as shares of the size of the type.
LEAST_SHARE = {"letter-spacing": 0.12, "word-spacing": 0.16, "line-height": 1.5}
TOLERANCE = 0.005

# Only what a style attribute declares !important is beyond a reader's own style sheet. It is
# judged where its text is: on the element itself, or on those that take the value from it.
PROBE = """
const NAMES = ["letter-spacing", "word-spacing", "line-height"];
const inherits = value => /^(inherit|unset|revert|revert-layer)$/.test(value);
const origin = (element, name) => {
  for (let at = element; at; at = at.parentElement) {
    const value = at.style?.getPropertyValue(name);
    if (!value) {
      if (at !== element && Math.abs(px(at, name) - px(element, name)) > 0.01) return null;
      continue;
    }
    if (inherits(value)) return null;
    return at.style.getPropertyPriority(name) === "important" ? at : null;
  }
  return null;
};
const px = (element, name) => {
  const value = getComputedStyle(element).getPropertyValue(name);
  if (value !== "normal") return parseFloat(value);
  return name === "line-height" ? -1 : 0;
};
if (!page.all("[style*='important' i]").length) return [];
const held = element => [...element.childNodes].some(node =>
  node.nodeType === Node.TEXT_NODE && /\\S/.test(node.data));
const reaches = element => {
  if (!page.seen(element)) return false;
  for (let at = element.parentElement; at && at !== document.body; at = at.parentElement)
    if (/auto|scroll/.test(getComputedStyle(at).overflowX)) return false;
  return true;
};
const found = [];
for (const element of page.all("body *")) {
  if (!(element instanceof HTMLElement) || !held(element) || !reaches(element)) continue;
  for (const name of NAMES) {
    const from = origin(element, name);
    if (!from) continue;
    const range = document.createRange();
    range.selectNodeContents(element);
    const rows = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
    if (name === "line-height" && rows.size < 2) continue;
    const sizes = parseFloat(getComputedStyle(element).fontSize);
    const own = parseFloat(getComputedStyle(from).fontSize);
    found.push({element: page.path(element), name, px: px(element, name), size: sizes, own});
  }
}
return found;
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """A value too small that wins over the reader's is a failure (WCAG 2.2 SC 1.4.12)."""
    for one in seen:
        share = one["px"] / one["size"]
        evidence = Evidence(((one["name"], f"{share:.2f} of the size of the type"),))
        if share + TOLERANCE < LEAST_SHARE[one["name"]]:
            note = f"Its {one['name']} is too small and marked as important."
            yield fails(one["element"], note, evidence)
        else:
            yield passes(one["element"], evidence)


RULE = Rule(
    id="spacing_kept",
    criteria=("1.4.12",),
    affects="People with dyslexia or low vision, whose own style widens letters, words and lines.",
    passed="Every spacing that a reader cannot change is wide enough.",
    failed="A reader cannot widen the text.",
    check=check,
    probe=PROBE,
    act=("24afc2", "9e45ec", "78fd32"),
)
