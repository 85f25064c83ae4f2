"""Every id is there once, and what points at an id finds it (WCAG 2.2 SC 1.3.1, 4.1.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes

PROBE = """
const ids = page.all("[id]:not([id=''])").map(element => {
  const twins = element.getRootNode().querySelectorAll(`[id="${CSS.escape(element.id)}"]`);
  return {element: page.path(element), id: element.id, count: twins.length};
});
const lists = ["aria-labelledby", "aria-describedby", "aria-errormessage", "headers"];
// What is made when it is opened may be pointed at before, where ARIA does not require it.
const later = ["aria-controls", "aria-owns", "aria-details", "aria-activedescendant"];
// An address of a script (“#/home”, “#0” for none), a text fragment, or the top of the page.
const elsewhere = hash => /^#(:~:|!|\\/|0$|top$|$)/i.test(hash);
const pointers = [];
for (const element of page.all("*")) {
  const wanted = lists.flatMap(name => (element.getAttribute(name) ?? "").split(/\\s+/));
  wanted.push(element.localName === "label" ? element.getAttribute("for") ?? "" : "");
  wanted.push(element.getAttribute("form") ?? "", element.getAttribute("list") ?? "");
  const href = element.localName === "a" ? element.getAttribute("href") ?? "" : "";
  if (href.startsWith("#") && !elsewhere(href) && !page.goal(href))
    wanted.push(href.slice(1));
  const loose = later.flatMap(name => (element.getAttribute(name) ?? "").split(/\\s+/));
  for (const id of [...wanted, ...loose].filter(Boolean))
    pointers.push({element: page.path(element), id, loose: !wanted.includes(id),
      found: Boolean(element.getRootNode().getElementById(id))});
}
return {ids, pointers};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Labels, hints and errors hang on ids; a lost one is silence (WCAG 2.2 SC 1.3.1, 4.1.2)."""
    for one in seen["ids"]:
        twice = f"The id “{one['id']}” is on {one['count']} elements."
        yield fails(one["element"], twice) if one["count"] > 1 else passes(one["element"])
    for pointer in seen["pointers"]:
        if not pointer["found"] and (view.own or not pointer["loose"]):
            note = f"It points at “{pointer['id']}”, which is not there."
            yield fails(pointer["element"], note).about()


RULE = Rule(
    id="unique_ids",
    criteria=("1.3.1", "4.1.2"),
    affects="People who use a screen reader: names, hints and errors are tied by ids.",
    passed="Every id is there once, and every reference finds its goal.",
    failed="An id is there twice, or something points at nothing.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default", "no_script"}),
    act=("3ea0c8",),
)
