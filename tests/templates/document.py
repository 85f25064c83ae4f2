"""A strict reader of HTML: what a browser would silently mend is an error here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
# A void-like element of SVG closes itself; our templates write it as <path …/>.
NOT_TEXT = {"script", "style"}
# Inside a paragraph only text runs: a browser would end the paragraph before these.
ENDS_A_PARAGRAPH = {
    *("address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "footer"),
    *("form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre"),
    *("section", "table", "ul"),
}


class MarkupError(Exception):
    """The text is not well-formed HTML; the message names the line."""


@dataclass(eq=False)
class Element:
    """One element. Attributes without a value have the value ""."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def elements(self, *tags: str) -> Iterator[Element]:
        """Descendants in document order, all of them when no tag is named."""
        if not tags:
            return iter(self._descendants)
        return (element for element in self._descendants if element.tag in tags)

    def texts(self) -> Iterator[tuple[Element, str]]:
        """Each run of text that a person meets, with the element it stands in."""
        return iter(self._runs)

    # Some thousand pages are read in a run of all tests, each by twenty gates: what is below an
    # element is gathered once.
    @cached_property
    def _descendants(self) -> list[Element]:
        found: list[Element] = []
        for child in self.children:
            if isinstance(child, Element):
                found.append(child)
                found += child._descendants
        return found

    @cached_property
    def _runs(self) -> list[tuple[Element, str]]:
        found: list[tuple[Element, str]] = []
        for child in self.children:
            if isinstance(child, str):
                found.append((self, child))
            elif child.tag not in NOT_TEXT:
                found += child._runs
        return found

    @cached_property
    def text(self) -> str:
        return " ".join("".join(text for _, text in self.texts()).split())

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def within(self, tag: str) -> Element | None:
        """The nearest ancestor with that tag."""
        above = self.parent
        while above is not None and above.tag != tag:
            above = above.parent
        return above


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = self.root
        self.doctype = ""

    def fail(self, what: str) -> None:
        raise MarkupError(f"line {self.getpos()[0]}: {what}")

    def handle_decl(self, decl: str) -> None:
        self.doctype = decl

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, attrs)
        if tag not in VOID:
            self.open = self.open.children[-1]  # type: ignore[assignment]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.open.tag != "svg" and tag != "svg":
            self.fail(f"<{tag}/> closes itself outside of SVG")
        self._add(tag, attrs)

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.fail(f"<{tag}> has the same attribute twice")
        element = Element(tag, {name: value or "" for name, value in attrs}, self.open)
        if tag in ENDS_A_PARAGRAPH and (self.open.tag == "p" or element.within("p")):
            self.fail(f"<{tag}> stands inside a paragraph")
        if tag == "form" and element.within("form"):
            self.fail("a form stands inside a form")
        self.open.children.append(element)

    def handle_endtag(self, tag: str) -> None:
        if self.open.tag != tag:
            self.fail(f"</{tag}> closes <{self.open.tag}>")
        assert self.open.parent is not None
        self.open = self.open.parent

    def handle_data(self, data: str) -> None:
        self.open.children.append(data)


def read(html: str) -> Element:
    """The document's root. Raises MarkupError for whatever a browser would have to guess."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.open is not reader.root:
        raise MarkupError(f"<{reader.open.tag}> is never closed")
    if reader.doctype.lower() != "doctype html":
        raise MarkupError("the document does not begin with <!doctype html>")
    return reader.root
