"""The two marks of a page’s language agree (WCAG 2.2 SC 3.1.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes
from a11y.tongue import primary

PROBE = """
const root = document.documentElement;
if (!root || root.namespaceURI !== "http://www.w3.org/1999/xhtml") return null;
const xml = root.getAttributeNS("http://www.w3.org/XML/1998/namespace", "lang")
  || root.getAttribute("xml:lang");
// What no language is called is another fault.
const names = new Intl.DisplayNames("en", {type: "language", fallback: "none"});
const known = tag => {
  try { return Boolean(names.of(tag.trim().split(/[-_]/)[0])); } catch { return false; }
};
const html = root.getAttribute("lang");
return html && known(html) ? {html, xml} : null;
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Programs that read one of the two get the same voice (WCAG 2.2 SC 3.1.1)."""
    if not seen or not (seen["xml"] or "").strip():
        return
    if primary(seen["html"]) == primary(seen["xml"]):
        yield passes()
    else:
        yield fails("", f"“lang” says “{seen['html']}”, “xml:lang” says “{seen['xml']}”.")


RULE = Rule(
    id="language_twins",
    criteria=("3.1.1",),
    affects="People who listen with a program that reads the other of the two marks.",
    passed="Both marks of the language say the same.",
    failed="The two marks of the language differ.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
    act=("5b7ae0",),
)
