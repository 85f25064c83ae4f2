"""A link does what its look and words promise (WCAG 2.2 SC 2.4.4, 3.2.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from a11y import vocabulary
from a11y.rule import Remark, Rule, View, asks, fails, passes

FILE = re.compile(
    r"\.(pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|zip|rar|7z|exe|msi|dmg|csv|epub|mp[34]|wav|avi|mov|wmv)"
    r"([?#]|$)",
    re.IGNORECASE,
)
# Words that people know such a file by, beside the ending itself.
KINDS = {"pdf": "pdf", "doc": "word", "xls": "excel", "ppt": "powerpoint", "zip": "zip"}
MEDIA = frozenset({"mp3", "mp4", "wav", "avi", "mov", "wmv"})
MEDIA_WORDS = ("audio", "video", "film", "podcast", "ton", "son", "vidéo", "movie", "recording")
# “htp:”, “htp//” and “http//” at the beginning are slips: no browser goes where they point to.
SLIP = re.compile(
    r"(?!https?:)(h{1,2}t{1,3}p{0,2}|t{1,2}ps?|htpt|hpt+|http)s{0,2}(:|//)|https?(;|//|:/{2,}https?:?/)"
    # A space in the name of a host.
    r"|https?:/*[^/?#\s]+\s+[^/?#]"
)
# These lead into the page's own folder. There may be one of that name, in a copy of a site.
INWARDS = re.compile(r"www\.[\w-]+\.|https?:/[^/]")

PROBE = """
const same = (one, other) => one.href === other.href && one.localName === "a";
const links = page.links();
const next = element => {
  let at = element.nextSibling;
  while (at && (at.nodeType === Node.TEXT_NODE ? !at.data.trim() : at.localName === "br"))
    at = at.nextSibling;
  return at?.nodeType === Node.ELEMENT_NODE ? at : null;
};
// The link that comes next, right beside it or as the whole of the next paragraph or heading.
const whole = box => {
  const [only, ...others] = page.children(box ?? document.createElement("p"));
  return only && !others.length && page.squeeze(box.textContent) === page.squeeze(only.textContent)
    ? only : null;
};
const BLOCK = "p, div, h2, h3, h4, h5, h6, figcaption";
const follows = element => {
  const beside = next(element), box = element.parentElement;
  if (beside?.matches(BLOCK)) return whole(beside);
  if (beside || !box.matches(BLOCK) || whole(box) !== element) return beside;
  const below = next(box);
  return below?.matches(BLOCK) ? whole(below) : null;
};
// Not even a browser can read it: no host, or a port that is none.
const plainLook = element => {
  const around = element.parentElement;
  const own = getComputedStyle(element), other = getComputedStyle(around);
  if (!page.inSentence(element) || element.querySelector("img, svg")) return false;
  const marks = ["color", "fontWeight", "fontStyle", "backgroundColor", "fontSize", "fontFamily"];
  const clear = "rgba(0, 0, 0, 0)";
  return own.textDecorationLine === "none" && own.borderBottomStyle === "none"
    && own.boxShadow === "none" && own.backgroundColor === clear && own.outlineStyle === "none"
    && own.backgroundImage === "none"
    && marks.every(mark => mark === "backgroundColor" || own[mark] === other[mark])
    && !["::before", "::after"].some(part => {
      const content = getComputedStyle(element, part).content;
      return content !== "none" && content !== "normal";
    });
};
const lost = element => {
  const given = element.getAttribute("href") ?? "";
  if (!/^#./.test(given) || given === "#top") return "";
  return page.goal(given) || /^#(:~:|!|\\/)/.test(given) ? "" : given;
};
// The heading that a jump within the page comes to: its goal, in it, or its first words.
const TITLES = "h1, h2, h3, h4, h5, h6, [role=heading]";
const arrives = element => {
  const given = element.getAttribute("href") ?? "";
  const at = given.startsWith("#") ? page.goal(given) : null;
  const title = at && (at.closest(TITLES) ?? at.querySelector(TITLES));
  const found = title && page.written(title);
  return found && page.written(at).startsWith(found) ? found : "";
};
const scripted = document.scripts.length > 0;
return links.map(element => {
  const other = follows(element);
  const twin = other?.matches("a[href]") && page.heard(other) && same(element, other)
    && element.localName === "a" && element.href;
  const images = element.querySelector("img, svg, [role=img]");
  return {
    element: page.path(element), name: page.squeeze(page.name(element)),
    title: element.getAttribute("title") ?? "", language: page.language(element),
    shows: page.written(element),
    href: element.getAttribute("href") ?? "", role: element.getAttribute("role") ?? "",
    window: /^_blank$/i.test(element.getAttribute("target") ?? "")
      || /window\\.open\\s*\\(/.test(element.getAttribute("onclick") ?? ""),
    described: (element.getAttribute("aria-describedby") ?? "").split(/\\s+/)
      .map(id => document.getElementById(id)?.textContent ?? "").join(" "),
    around: page.written(page.block(element)).slice(0, 300),
    held: /return\\s+false|preventDefault/.test(element.getAttribute("onclick") ?? ""),
    anchor: element.hasAttribute("href"),
    broken: page.address(element.getAttribute("href") ?? "") === null,
    lost: lost(element), arrives: arrives(element),
    scripted: scripted || element.hasAttribute("onclick"),
    looks: plainLook(element) ? "text" : "link",
    twin: twin ? page.squeeze(page.name(other)) : null,
    pictured: Boolean(images) !== Boolean(other?.querySelector?.("img, svg, [role=img]")),
  };
});
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """A new window, a file or a jump to nowhere is announced (WCAG 2.2 SC 2.4.4, 3.2.5)."""
    jumps = {
        (vocabulary.plain(link["name"]), vocabulary.plain(link["arrives"]))
        for link in seen
        if link["arrives"]
    }
    for link in seen:
        language = link["language"] or view.language
        said = " ".join((link["name"], link["title"], link["described"], link["shows"]))
        found = [*_target(link), *_jump(link, jumps), *_way(link, said, language, own=view.own)]
        yield from found or [passes(link["element"])]


def _target(link: Any) -> Iterator[Remark]:
    href = link["href"].strip().lower()
    if link["lost"]:
        note = f"It leads to “{link['lost']}”, which is not on this page."
        # A script may take the press and do something else with it.
        yield asks(link["element"], note) if link["scripted"] else fails(link["element"], note)
    elif link["broken"] or SLIP.match(href):
        note = f"No browser finds “{link['href'].strip()}”: it is not written as an address."
        yield fails(link["element"], note)
    elif INWARDS.match(href):
        note = f"“{link['href'].strip()}” leads to a part of this site. Is it to lead out of it?"
        yield asks(link["element"], note)
    elif link["anchor"] and (
        href in ("", "#")
        or href.startswith("javascript:")
        # Its script keeps it from going where it says.
        or (href.startswith("#") and link["held"] and link["role"] != "button")
    ):
        note = "It leads nowhere by itself. Is it a button, and what does it do?"
        yield asks(link["element"], note)
    elif link["looks"] == "text":
        yield asks(link["element"], "It looks like the text around it. Who will find it?")
    if link["twin"] is not None and link["pictured"]:
        note = f"The link beside it (“{link['twin']}”) leads to the same place. Are they one?"
        yield asks(link["element"], note)


def _jump(link: Any, jumps: set[tuple[str, str]]) -> Iterator[Remark]:
    """Two jumps are exchanged: each leads to the heading that the other one is called after."""
    name, heading = vocabulary.plain(link["name"]), vocabulary.plain(link["arrives"])
    if heading and name != heading and (heading, name) in jumps and (name, name) not in jumps:
        yield fails(link["element"], f"“{link['name']}” leads to “{link['arrives']}”.")


def _way(link: Any, said: str, language: str, *, own: bool) -> Iterator[Remark]:
    told = any(vocabulary.holds_one_of(t, "opens", language) for t in (said, link["around"]))
    if link["window"] and not told:
        note = "It opens a new window. Do its words say so?"
        # Others may say it in words that we do not know.
        yield (fails if own else asks)(link["element"], note)
    kind = FILE.search(link["href"])
    if kind is None:
        return
    ending = kind[1].lower()
    known = [ending, KINDS.get(ending[:3], ending)]
    if ending in MEDIA:
        known += MEDIA_WORDS
    heard = (said + " " + link["around"]).casefold()
    if not any(word in heard for word in known):
        note = f"It leads to a file ({ending.upper()}). Do its words say so?"
        yield asks(link["element"], note)


RULE = Rule(
    id="link_surprise",
    criteria=("2.4.4", "3.2.5"),
    affects="People who lose their way when something else opens than they thought.",
    passed="Every link does what it promises.",
    failed="A link does not do what it promises.",
    person="Does this link do what people will think?",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default", "no_script"}),
)
