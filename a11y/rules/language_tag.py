"""Each mark of a language names one that exists (WCAG 2.2 SC 3.1.1, 3.1.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes

OF_PAGE, OF_PART = "bf051a", "de46e4"  # rules of the W3C
# The browser's own list of languages decides; RFC 5646 §2.2.1 has two letters where ISO 639
# has both two and three, so that “eng” is none.
PROBE = """
const names = new Intl.DisplayNames("en", {type: "language", fallback: "none"});
const known = tag => { try { return Boolean(names.of(tag)); } catch { return false; } };
const shortest = tag => { try { return Intl.getCanonicalLocales(tag)[0]; } catch { return tag; } };
const said = root => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement ?? root;
    const mine = element.closest("[lang]") === root;
    if (node.nodeType === Node.TEXT_NODE) {
      if (mine && node.data.trim() && page.shown(element)
        && !element.closest("script, style, template, noscript")) return true;
    } else if (node.closest("[lang]") === root && page.shown(node)
      && node.matches("[alt]:not([alt='']), [aria-label]:not([aria-label=''])")) return true;
  }
  return false;
};
const html = document.documentElement;
const page_ = html?.namespaceURI === "http://www.w3.org/1999/xhtml";
const marked = page.all("[lang]").filter(element => element === html ? page_
  : page_ && element.getAttribute("lang") !== "" && html.contains(element) && said(element));
return marked.map(element => {
  const given = element.getAttribute("lang"), primary = given.trim().split("-")[0].toLowerCase();
  const letters = /^[a-z]{2,3}$/.test(primary);
  return {element: element === html ? "" : page.path(element), given, letters: primary.length,
    known: letters && known(primary) && shortest(primary).length === primary.length,
    short: letters ? shortest(primary) : "", word: letters};
}).filter(one => one.element || one.given.trim());
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """A voice that does not exist cannot read (WCAG 2.2 SC 3.1.1, 3.1.2)."""
    for mark in seen:
        yield _judge(mark).about(OF_PART if mark["element"] else OF_PAGE)


def _judge(mark: Any) -> Remark:
    if mark["known"]:
        return passes(mark["element"])
    if mark["letters"] == 3 and mark["word"] and len(mark["short"]) == 3:
        return asks(mark["element"], f"Is “{mark['given']}” a language of the registry?")
    return fails(mark["element"], f"“{mark['given']}” is no language.")


RULE = Rule(
    id="language_tag",
    criteria=("3.1.1", "3.1.2"),
    affects="People who listen: without a known language the voice stays that of another.",
    passed="Every mark of a language names one that there is.",
    failed="A mark of a language names none.",
    person="The browser does not know this language.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default", "no_script"}),
    act=(OF_PAGE, OF_PART),
)
