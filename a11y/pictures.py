"""The pictures of a page, and the words that can be read in them."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import Any

from a11y import ocr
from a11y.browser import Browser
from a11y.rule import PROBE, View

# Reading takes a fifth of a second for each picture: the largest ones matter most.
MOST = 6
LEAST_WIDTH_PX, LEAST_HEIGHT_PX = 30, 12
# Letters are read best when they are about as high as in print.
WANTED_AREA_PX = 250_000
MOST_SCALE, LEAST_SCALE = 4.0, 0.5
LETTERS = re.compile(r"[^\W_]{2,}")

LIST = (
    f"""
const page = (() => {{{PROBE}}})();
const [width, height] = arguments;
"""
    + r"""
const backed = element => /url\(/.test(getComputedStyle(element).backgroundImage);
const isPicture = element => element.matches("img, input[type=image], object, canvas, [role=img]")
  || (element.localName === "image" && element.closest("svg")) || element.localName === "svg"
  || (backed(element) && !page.squeeze(element.innerText) && !element.querySelector("img, svg"));
const behind = element =>
  /url\("(data:(?:[^"\\]|\\.)*)"\)/.exec(getComputedStyle(element).backgroundImage)?.[1]
    .replace(/\\(.)/g, "$1") ?? "";
// Vector pictures tell their words themselves; those drawn into the page are text already.
const told = element => {
  const given = element.currentSrc ?? element.src ?? element.data ?? behind(element);
  const source = given.startsWith("data:image/svg") ? given : "";
  let text = source.replace(/^[^,]*,/, "");
  try {
    text = /;base64,/.test(source) ? atob(text) : decodeURIComponent(text);
  } catch { }
  const parts = [...text.matchAll(/<text[^>]*>([^]*?)<\/text>/g)];
  const drawn = element.localName === "svg" ? [...element.querySelectorAll("text")] : [];
  return [...parts.map(part => part[1].replace(/<[^>]*>/g, " ")),
    ...drawn.map(part => part.textContent)].join(" ");
};
const OTHERS = "img, svg, canvas, video, audio, iframe, object, input, select, textarea, button";
const OTHERS_OF_ONE = "svg ~ svg, img ~ img, svg ~ img, img ~ svg, canvas, video, audio, iframe, "
  + "object, input, select, textarea, button";
// In place of a picture that does not come, its name is drawn.
const lost = element => element.localName === "img" && element.complete && !element.naturalWidth;
// What its own paragraph says before it, where a colon ends that and nothing else follows:
// “Route 1:” and a tick.
const SMALLEST = 10;
const announcing = element => {
  const home = element.parentElement && page.block(element);
  if (!home?.matches("p, li, td, dd, div") || !page.written(home).endsWith(":")) return "";
  if (home.querySelector(OTHERS_OF_ONE) || page.name(element)) return "";
  if (element.closest("a, button, label, summary, legend, [role=img], [aria-label]")) return "";
  const range = document.createRange();
  range.setStart(home, 0);
  range.setEndBefore(element);
  return /:\s*$/.test(range.toString()) ? page.written(home) : "";
};
const found = page.all("*").filter(isPicture).filter(page.seen).filter(element => {
  if (lost(element)) return false;
  const box = element.getBoundingClientRect();
  const small = element.matches("img, svg") && Math.min(box.width, box.height) >= SMALLEST
    && announcing(element);
  return (box.width >= width && box.height >= height || small) && (element.localName !== "svg"
    || !element.querySelector("text, foreignObject") || !page.heard(element));
});
const size = element => {
  const box = element.getBoundingClientRect();
  return box.width * box.height;
};
const kept = [...found].sort((one, other) => size(other) - size(one));
const file = (source) => {
  const last = /^(data|blob):/.test(source) ? "" : source.split(/[?#]/)[0].split("/").pop();
  try { return decodeURIComponent(last); } catch { return last; }
};
const near = element => {
  const box = element.closest("figure, a, p, li, td, section, div") ?? element;
  return page.squeeze(box.innerText).slice(0, 300);
};
// The lines before and after a picture that nothing is said of, where no other thing stands
// between them and it.
let texts = null;
const lines = element => {
  texts ??= page.texts().filter(page.heard);
  const after = one => element.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
  const boxes = texts.filter(box => !box.contains(element));
  const next = boxes.find(after);
  const last = boxes.filter(box => !after(box)).at(-1);
  const between = (one, from, to) => (!from
    || from.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING)
    && (!to || one.compareDocumentPosition(to) & Node.DOCUMENT_POSITION_FOLLOWING);
  const alone = !page.all(OTHERS).some(one => one !== element && !element.contains(one)
    && page.shown(one) && between(one, last, next));
  const own = announcing(element);
  const rows = page.block(element).parentElement;
  // A value in each of several rows, or nothing more on the page.
  const among = own && [...page.children(rows)].filter(one => page.written(one).endsWith(":")
    && one.querySelector("img, svg")).length > 1;
  return {last: own || (alone && last ? page.written(last) : ""),
    next: next ? page.written(next) : "", own: Boolean(own),
    ends: !next || among || Boolean(next.closest("nav, footer"))};
};
return kept.map(element => {
  const box = element.getBoundingClientRect();
  const home = element.closest("a[href]");
  const goal = home ? page.address(home.getAttribute("href")) : null;
  const marks = [element, element.parentElement, home].map(part => part ? ["id", "class", "src",
    "alt", "aria-label", "data"].map(name => part.getAttribute?.(name) ?? "").filter(
    given => !given.startsWith("data:")).join(" ") : "").join(" ");
  return {
    element: page.path(element), tag: element.localName,
    name: page.squeeze(page.name(element)), heard: page.heard(element),
    said: ["img", "image"].includes(page.role(element))
      || element.matches("input, a, button"),
    background: !element.matches("img, input, object, canvas, image, svg"),
    x: box.left + scrollX, y: box.top + scrollY, width: box.width, height: box.height,
    language: page.language(element), told: page.squeeze(told(element)),
    file: element.localName === "img" ? file(element.currentSrc || element.src) : "",
    marks: marks.toLowerCase(), near: near(element),
    top: Boolean(element.closest("header, [role=banner]")),
    home: Boolean(goal && goal.origin === location.origin && /^\/(\w\w\/?)?$/.test(goal.pathname)),
    control: Boolean(element.closest("a[href], button") || element.matches("input")),
    caption: page.squeeze(element.closest("figure")?.querySelector("figcaption")?.innerText),
    ...(!element.matches("img, svg") && !backed(element) || element.parentElement?.closest("svg")
      || element.closest("a, button, label, figure") ? {last: ""} : lines(element)),
    inside: Boolean(element.parentElement?.closest("a[href], button")?.innerText?.trim()),
  };
});
"""
)
# All that names what a page is of: its words, those for screen readers, title and address.
NAMES = """
const given = [...document.querySelectorAll("[alt], [aria-label], [title], meta[content]")].flatMap(
  one => ["alt", "aria-label", "title", "content"].map(name => one.getAttribute(name) ?? ""));
const shadows = [...document.querySelectorAll("*")].filter(one => one.shadowRoot)
  .map(one => one.shadowRoot.textContent);
return [document.body?.textContent ?? "", document.title, location.href, ...given, ...shadows]
  .join(" ").slice(0, 200000);
"""
KEEP = 'window[Symbol.for("pictures")] = arguments[0];'
KEPT = 'return window[Symbol.for("pictures")] ?? null;'
TEXT = """
const drawn = [...document.querySelectorAll("svg text")].map(part => part.textContent);
const text = (document.body?.innerText ?? "").slice(0, 20000);
return drawn.reduce((rest, part) => part.trim() ? rest.replace(part, " ") : rest, text)
  + [...document.querySelectorAll("[aria-label]")].map(
    part => " " + part.getAttribute("aria-label")).join("");
"""
# Colours only mislead the reading; what moves must stand still.
GREY = """
const sheet = new CSSStyleSheet();
sheet.replaceSync(`img, input[type=image], object, canvas, image, svg, [role=img] {
  filter: grayscale(1) !important; }`);
sheet.forReading = true;
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
"""
COLOURED = """
document.adoptedStyleSheets = document.adoptedStyleSheets.filter(sheet => !sheet.forReading);
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of a page. facts: what the page says of it.  words: those read in it.

    sure: they stand in its own source, so nothing had to be read.
    """

    facts: dict[str, Any]
    words: tuple[ocr.Word, ...]
    sure: bool

    @property
    def plain(self) -> list[str]:
        """What was read for sure, in small letters, without signs."""
        sure = (word for word in self.words if word.sure >= ocr.SURE)
        return [part.casefold() for word in sure for part in LETTERS.findall(word.text)]


def pictures(browser: Browser, view: View) -> tuple[Picture, ...]:
    """All pictures of the page that is open, the largest first; the words of the largest ones.

    Read once for all rules that ask, and for all pages that show the same picture.
    """
    given = browser.look(KEPT)
    if given is None:
        with browser.names_at_hand():
            given = browser.look(LIST, LEAST_WIDTH_PX, LEAST_HEIGHT_PX)
        if given and ocr.version():
            _read(browser, view, given[:MOST])
        browser.look(KEEP, given)
    return tuple(_picture(facts) for facts in given)


def text_of_page(browser: Browser) -> str:
    """The words that the page shows as text."""
    return str(browser.look(TEXT))


def names_on_page(browser: Browser) -> str:
    """Its words, those that are only heard, its title, address and what it says of itself."""
    return str(browser.look(NAMES))


def _read(browser: Browser, view: View, largest: list[dict[str, Any]]) -> None:
    browser.look(GREY)
    for facts in largest:
        if facts["told"]:
            continue
        language = facts["language"] or view.language
        png = _clip(browser, facts)
        found = ocr.words(png, language)
        if not any(word.sure >= ocr.SURE for word in found):
            found = ocr.words(png, language, ocr.BLOCK)
        facts["read"] = [[word.text, word.sure, word.share] for word in found]
    browser.look(COLOURED)


def _clip(browser: Browser, facts: dict[str, Any]) -> bytes:
    area = max(facts["width"] * facts["height"], 1)
    scale = min(max((WANTED_AREA_PX / area) ** 0.5, LEAST_SCALE), MOST_SCALE)
    clip = {"scale": scale, **{name: facts[name] for name in ("x", "y", "width", "height")}}
    taken = browser.cdp(
        "Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip
    )
    return base64.b64decode(taken["data"])


def _picture(facts: dict[str, Any]) -> Picture:
    if facts["told"]:
        told = tuple(ocr.Word(text, 100.0, 1.0) for text in facts["told"].split())
        return Picture(facts, told, sure=True)
    read = (ocr.Word(*word) for word in facts.get("read", ()))
    return Picture(facts, tuple(read), sure=False)
