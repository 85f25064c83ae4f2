"""What stands on every page can be skipped (WCAG 2.2 SC 2.4.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.acting import act, look
from a11y.browser import Browser
from a11y.rule import Remark, Rule, View, fails, passes

BY_LANDMARK = "b40fd1"  # of the W3C's rules, which has no other way in mind
# A block is what sites repeat: navigation, asides, the banner. What follows them is the page's own.
FIND = """
const BLOCK = `nav, aside, [role=navigation], [role=complementary], [role=banner], [role=search],
  [role=contentinfo], body > header, body > footer`;
const MAY_BE_LANDMARK = `main, nav, aside, header, footer, search, section, form, [role=main],
  [role=region], [role=form], [role=navigation], [role=complementary], [role=banner], [role=search],
  [role=contentinfo]`;
const body = document.body;
if (!body || body.localName !== "body") return null;
const FOLLOWS = Node.DOCUMENT_POSITION_FOLLOWING;
const follows = (one, other) => one.compareDocumentPosition(other) & FOLLOWS;
const blocks = () => page.all(BLOCK).filter((e) => page.heard(e) && page.squeeze(e.innerText));
const lone = (e) => e.closest("a, button, label, [role=link], [role=button], script, style");
const own = page.all("body, body *").find((e) => page.heard(e) && !e.closest(BLOCK) && !lone(e)
  && (acting.ownWords(e).length >= 25
    || e.matches("form input:not([type=hidden]), form textarea")));
const first = blocks()[0];
const links = page.all("a[href], [role=link], button, [role=button]").filter((e) => page.heard(e)
  && own && follows(e, own));
const head = page.all("h1, h2, h3, h4, h5, h6, [role=heading]").find((e) => page.heard(e)
  && page.seen(e) && !e.closest("nav, aside, [role=navigation], [role=complementary]")
  && (page.squeeze(e.innerText) || e.querySelector("img[alt]:not([alt=''])")));
// Nothing tells what is repeated, nor is anything a landmark: by headings alone links are passed.
if (!first && head && links.some((e) => e.matches("a[href]"))
  && !page.all(MAY_BE_LANDMARK).some(page.heard)) return { way: "heading", bare: page.path(head) };
if (!own || !first || !follows(first, own)) return null;
const before = blocks().filter((e) => follows(e, own));
if (!links.some((e) => e.matches("a[href]"))) return null;
// A landmark of its own, which programs list and jump to; the smallest of headings needs none.
const marked = (e) => ["main", "region", "form"].includes(page.role(e));
let part = own;
while (part && !marked(part)) part = part.parentElement;
const told = { block: page.path(first), links: links.length, marked: Boolean(part) };
const main = page.all("main, [role=main]").find((e) => page.heard(e) && page.squeeze(e.innerText));
if (main) return { ...told, way: "main", element: page.path(main) };
if (head) return { ...told, way: "heading", element: page.path(head) };
if (part && !part.contains(first)) return { ...told, way: "part", element: page.path(part) };
const between = (start) => {
  const range = document.createRange();
  range.setStartBefore(start);
  range.setEndBefore(own);
  return page.squeeze(range.toString());
};
const reaches = (hash) => {
  const goal = hash.startsWith("#") && page.goal(hash);
  return goal && (goal === own || follows(own, goal) || !between(goal)) && !goal.contains(first);
};
const skip = links.find((e) => reaches(e.getAttribute("href") ?? ""));
if (skip) return { ...told, way: "link", element: page.path(skip) };
const tries = links.filter((e) => !/^[^#]/.test(e.getAttribute("href") ?? "#")
  || e.getAttribute("href").startsWith("javascript:"));
"""
STATIC = FIND + "return { ...told, way: '', tries: tries.length };"
PRESS = (
    FIND
    + """
for (const control of tries.slice(0, 12)) {
  const from = record.done.length;
  control.click();
  await acting.wait(4);
  const went = record.done.slice(from).find((one) => one.kind === "inside");
  if (went && reaches(page.address(went.what)?.hash ?? ""))
    return { ...told, way: "link", element: page.path(control) };
  const left = before.some((e) => page.heard(e) && page.squeeze(e.innerText)
    || page.seen(e) && page.squeeze(e.innerText));
  if (!left) return { ...told, way: "fold", element: page.path(control) };
}
return { ...told, way: "" };
"""
)


def observe(browser: Browser, view: View) -> Any:
    """Looks for a way past what is repeated, and presses what may be one."""
    seen = look(browser, STATIC)
    if seen and not seen["way"] and seen["tries"]:
        return act(browser, PRESS)
    return seen


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Nobody has to go through the same links on every page (WCAG 2.2 SC 2.4.1)."""
    if seen is None:
        return
    if "bare" in seen:
        yield passes(seen["bare"]).about(BY_LANDMARK).falls_short_of(BY_LANDMARK)
    elif seen["way"]:
        found = passes(seen["element"])
        yield found if seen["marked"] else found.falls_short_of(BY_LANDMARK)
    else:
        note = "No heading, main part or link leads past it, and it cannot be folded away."
        yield fails(seen["block"], note)


RULE = Rule(
    id="bypass",
    criteria=("2.4.1",),
    affects="People who use a keyboard, a switch or a screen reader.",
    passed="There is a way past what every page repeats.",
    failed="There is no way past what every page repeats.",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
    act=("cf77f2", "047fe0", "ye5d6e", "3e12e1", BY_LANDMARK),
)
