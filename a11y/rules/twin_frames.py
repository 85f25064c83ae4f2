"""Frames of the same name hold the same (WCAG 2.2 SC 4.1.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from a11y.link_targets import Page, Sameness, compare, plain_address
from a11y.rule import PROBE, Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

if TYPE_CHECKING:
    from a11y.browser import Browser

# What is called so may change each time, and everybody knows.
ANY_CONTENT = (
    "ad",
    "ads",
    "advertising",
    "advertisement",
    "werbung",
    "anzeige",
    "publicité",
    "reklamm",
)

LIST = (
    f"""
const page = (() => {{{PROBE}}})();
"""
    + r"""
const found = [];
const look = (root, before) => {
  for (const element of page.all("iframe", root)) {
    if (!page.shown(element) || element.closest('[aria-hidden="true"], [inert]')) continue;
    let inner = null;
    try { inner = element.contentDocument; } catch { }
    const steps = before + page.path(element);
    found.push({element: steps, name: page.squeeze(page.name(element)),
      source: element.getAttribute("srcdoc") ? "srcdoc" : element.src,
      href: inner?.location?.href ?? "", title: inner?.title ?? "",
      words: inner?.body?.textContent ?? "", read: Boolean(inner),
      images: inner ? [...inner.images].map(image => image.src).join(" ") : ""});
    if (inner?.body) look(inner, steps + " >>> ");
  }
};
look(document, "");
return found;
"""
)


def observe(browser: Browser, view: View) -> Any:
    return browser.look(LIST)


def check(seen: Any, view: View) -> Iterator[Remark]:
    """In a list of frames there is the name alone (WCAG 2.2 SC 4.1.2)."""
    first: dict[str, Any] = {}
    for frame in seen:
        name = frame["name"].casefold()
        if not name:
            continue
        before = first.setdefault(name, frame)
        if before is not frame and name not in ANY_CONTENT:
            yield _compared(before, frame)
        else:
            yield passes(frame["element"])


def _compared(one: Any, other: Any) -> Remark:
    evidence = Evidence((("one", one["source"]), ("other", other["source"])))
    same_source = plain_address(one["source"]) == plain_address(other["source"])
    if same_source and "srcdoc" not in (one["source"], other["source"]):
        return passes(other["element"])
    how = Sameness.UNKNOWN
    if one["read"] and other["read"]:
        how = compare(_page(one), _page(other))
    elif one["source"] and other["source"]:
        how = Sameness.OTHER
    if how is Sameness.OTHER:
        note = f"It holds something else than the frame of the same name “{one['name']}”."
        return fails(other["element"], note, evidence)
    if how is Sameness.UNKNOWN:
        return asks(other["element"], f"Do both frames “{one['name']}” hold the same?", evidence)
    return passes(other["element"])


def _page(frame: Any) -> Page:
    # What is written into the page itself has no address of its own.
    own = (
        "in/" + frame["element"].replace("#", "id ")
        if frame["href"].startswith("about:")
        else frame["href"]
    )
    return Page(own, frame["title"], frame["words"], frame["images"])


RULE = Rule(
    id="twin_frames",
    criteria=("4.1.2",),
    affects="People who listen, and choose a frame by its name.",
    passed="Frames of the same name hold the same.",
    failed="Frames of the same name hold different things.",
    person="Frames of the same name may hold different things.",
    check=check,
    observe=observe,
    sees="browser",
    conditions=frozenset({"default"}),
    act=("4b1c6c",),
)
