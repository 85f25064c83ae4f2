"""The title is about what the page is about (WCAG 2.2 SC 2.4.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.template_words import is_unfilled, marks, without_marks
from a11y.verdict import Evidence
from a11y.vocabulary import LANGUAGES, SHARED, is_one_of, plain, telling
from a11y.vocabulary import words as listed

FILE_NAME = re.compile(
    r"(?:[\w.-]+[/\\])*[\w%-]+\.(?:x?html?|php\d?|aspx?|jsp|pdf|docx?|cgi|htm|txt|md)", re.I
)
ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.I)
PARTS = re.compile(r"\s+[-–—|·•:»<>/]+\s+|\s*[|»·]\s*|:\s+")
# "Results for X at the University": a title that is only the last part says where, not what.
WHERE = re.compile(
    r"(?:\b(?:at|on|in|from|of|by|auf|bei|beim|im|an|von|chez|sur|de|du|dans|à|op|um|vun|bij|van|en)"
    r"(?:\s+(?:the|der|die|das|dem|den|la|le|les|l’|l'|de|het|el|los|las))?|[-–—|:])\s*$",
    re.I,
)
# So many letters at the beginning are the same in "harvest" and "harvesting".
STEM = 5
# Tools number what they name: "Untitled document 1", "Untitled-2".
NUMBERED = re.compile(r"(.*?[^\W\d])[\s._#(-]*\d{1,3}")
# What they add to the name of what was copied: "New page (2) - copy", "Kopie von Neue Seite".
_COPY = "copy|kopie|copie|copia|cópia|draft|entwurf|brouillon"
COPY_END = re.compile(rf"[\W_]+(?:(?:{_COPY})(?:[\W_]*\d{{1,3}})?|\d{{1,3}})\W*$")
COPY_START = re.compile(r"^(?:copy of|kopie v[ou]n|kopie van|copie de|copia d[ei]|cópia de)\s+")
# Where few words are compared, "opening" is the same as "open".
TWO, SHARED_LETTERS = 2, 4
# A page that says so little, such as one to sign in, may not name its own subject.
SURE_BODY = 20
LEAST_TITLE, LEAST_BODY, MOST_BODY, FEW, SOME = 3, 6, 60, 0.34, 0.5
# A short word, such as "car" in "car seat", stands on a page by chance; on a long one others do.
SHORT, HARDLY, ASIDE_BODY = 3, 1 / 3, 300

PROBE = """
const html = document.documentElement?.namespaceURI === "http://www.w3.org/1999/xhtml";
if (!html || !document.body) return null;
const pictures = page.all("[alt], [aria-label], [title], [placeholder], [value]").filter(page.shown)
  .flatMap(one => ["alt", "aria-label", "title", "placeholder", "value"]
    .map(name => one.getAttribute(name)));
const headings = page.all("h1, h2, [role=heading]").filter(page.heard).map(page.written);
const shadows = page.all("*").filter(one => one.shadowRoot)
  .map(one => [...one.shadowRoot.children].map(page.written).join(" "));
const main = document.querySelector("main, [role=main]");
return {title: page.squeeze(document.title), language: page.language(document.documentElement),
  address: location.pathname, frames: document.querySelectorAll("iframe, frame, object").length,
  main: main ? page.written(main) : "",
  // A page that explains such marks shows them.
  code: page.all("pre, code, samp, kbd, textarea").map(one => one.textContent).join(" ")
    .slice(0, 20000),
  acts: Boolean(main?.querySelector("a[href], input, select, textarea, button, iframe")),
  headings: headings.filter(Boolean), h1: page.written(page.all("h1").find(page.heard)
    ?? document.createElement("p")),
  body: [page.written(document.body), ...shadows, ...pictures.filter(Boolean)].join(" . ")
    .slice(0, 60000)};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """A title of another subject sends people to the wrong tab (WCAG 2.2 SC 2.4.2)."""
    if not seen or not seen["title"]:
        return
    title = seen["title"]
    if _is_of_a_tool(title):
        # A picture may be called so by its painter.
        named = plain(title) == plain(seen["h1"])
        yield (asks if named else fails)("", f"“{title}” is the name of a tool for a new page.")
    elif reason := _says_nothing(title):
        yield fails("", f"“{title}” {reason}.")
    elif unfilled := _unfilled(seen):
        yield unfilled
    elif not any(sign.isalpha() for sign in seen["body"]):
        return  # nothing to compare with
    elif _only_where(title, seen["h1"]):
        yield fails("", f"“{title}” says where one is, “{seen['h1']}” what the page is.")
    else:
        yield _compared(seen)


def _compared(seen: Any) -> Remark:
    """The title beside the words of the page."""
    title, language = seen["title"], seen["language"]
    body = _stems(seen["body"], language)
    subject = PARTS.split(title)[0]
    if _finds_nothing(subject, seen):
        return fails("", f"“{subject}” is its title, and nothing here is found or looked for.")
    share = _best_share(title, language, body)
    shared = Evidence((("words of the title on the page", f"{share:.0%}"),))
    if _short_is_other(seen, body):
        note = f"No word of “{subject}” stands on the page. Is that what “{seen['h1']}” is about?"
        return asks("", note, shared)
    if len(_stems(title, language)) < LEAST_TITLE or len(body) < LEAST_BODY or seen["frames"]:
        return passes("", shared)
    # A long text, such as a chapter of a novel, need not name its own subject.
    few = len(body) <= MOST_BODY
    if other := _other_subject(title, language, seen["body"], body):
        sure = few and len(body) >= SURE_BODY and seen["h1"] and _is_in(language, other)
        return (fails if sure else asks)("", f"No word of “{other}” stands on the page.", shared)
    if share <= FEW and few:
        return fails("", f"“{title}” shares hardly a word with the page.", shared)
    if few and _first_is_other(title, language, seen["body"]):
        return asks("", f"No word of “{subject}” stands on the page.", shared)
    if _first_is_aside(seen, body):
        note = f"“{subject}” shares no word with “{seen['h1']}”, and hardly one with the page."
        return asks("", note, shared)
    if share < SOME:
        return asks("", f"Does “{title}” say what the page is about?", shared)
    return passes("", shared)


def _is_of_a_tool(title: str) -> bool:
    """It is what an editor calls a new page, with a number or as a copy."""
    nameless, name = listed("nameless", SHARED), plain(title)
    numbered = NUMBERED.fullmatch(name)
    if numbered and numbered[1] in nameless:
        return True
    bare = COPY_START.sub("", name)
    while (shorter := COPY_END.sub("", bare)) != bare:
        bare = shorter
    return bare != name and bare in nameless


def _says_nothing(title: str) -> str:
    bare = plain(title)
    if not any(sign.isalnum() for sign in title):
        return "has no words"
    if bare in listed("titles", SHARED):
        return "is a placeholder"
    if FILE_NAME.fullmatch(title):
        return "is the name of a file"
    return "is an address" if ADDRESS.fullmatch(title) else ""


def _unfilled(seen: Any) -> Remark | None:
    """A mark in whose place a program was to write; None where the page is about such marks."""
    title, shown = seen["title"], f"{seen['h1']} {seen['code']}"
    found = marks(title) or [part for part in PARTS.split(title) if is_unfilled(part)]
    if not found:
        return None
    left = [part for part in PARTS.split(without_marks(title)) if not is_unfilled(part)]
    rest = " ".join(left).strip(" -–—|·•:»<>/")
    note = f"“{found[0]}” in its title was never filled in."
    named = not marks(title) and is_unfilled(seen["h1"])
    if named or any(mark in seen["code"] for mark in found):
        return None
    if any(mark in shown for mark in found):
        return asks("", f"{note} Is that what the page is about?")
    told = _stems(rest, seen["language"]) & _stems(seen["h1"], seen["language"])
    sure = not rest or (bool(seen["h1"]) and not told)
    return fails("", note) if sure else asks("", f"{note} Does the rest say enough?")


def _only_where(title: str, heading: str) -> bool:
    """The heading ends with the whole title, and has its own subject before it."""
    before, found, after = heading.casefold().rpartition(title.casefold())
    if not found or after.strip(" .!?"):
        return False
    subject = WHERE.search(before)
    return subject is not None and len(before[: subject.start()].split()) >= LEAST_TITLE


def _best_share(title: str, language: str, body: set[str]) -> float:
    """How many words of the title, or of the part of it that fits best, stand on the page."""
    parts = [part for part in [title, *PARTS.split(title)] if _stems(part, language)]
    shares = [len(_stems(p, language) & body) / len(_stems(p, language)) for p in parts]
    return max(shares, default=1.0)


def _other_subject(title: str, language: str, text: str, body: set[str]) -> str:
    """The part before the name of the site, when none of its words stands on the page at all."""
    subject, *site = PARTS.split(title)
    name = _stems(" ".join(site), language)
    stems, text = _stems(subject, language), text.casefold()
    if ": " in title or not name or not name <= body or len(stems) < LEAST_TITLE:
        return ""
    return "" if any(stem in text for stem in stems) else subject


def _first_is_other(title: str, language: str, text: str) -> bool:
    """The part before the name of a site shares no word with the page, whatever the name shares."""
    subject, *site = PARTS.split(title)
    stems = _stems(subject, language)
    told = bool(site) and ": " not in title and len(stems) >= LEAST_TITLE
    return told and not any(stem in text.casefold() for stem in stems)


def _first_is_aside(seen: Any, body: set[str]) -> bool:
    """The part before the name of the site has few words on the page, and none in its heading."""
    title, language, heading = seen["title"], seen["language"], seen["h1"].casefold()
    subject, *site = PARTS.split(title)
    stems, name = _stems(subject, language), _stems(" ".join(site), language)
    if ": " in title or not name or not name <= body or len(stems) < LEAST_TITLE:
        return False
    # Where the heading is the name of the site, it tells nothing of this page.
    if not _stems(heading, language) - name or len(body) > ASIDE_BODY:
        return False
    text = seen["body"].casefold()
    found = [stem for stem in stems if len(stem) > SHORT and (stem in body or stem in text)]
    return len(found) < HARDLY * len(stems) and not any(stem in heading for stem in stems)


def _finds_nothing(subject: str, seen: Any) -> bool:
    """It is titled as what a search has found, and its main part has neither hits nor words so."""
    language, text = seen["language"], seen["main"].casefold()
    if not is_one_of(subject, "search_titles", language) or seen["acts"] or seen["frames"]:
        return False
    told = any(re.search(rf"\b{word}", text) for word in listed("search_words", language))
    return bool(seen["h1"]) and len(_stems(text, language)) >= SURE_BODY and not told


def _short_is_other(seen: Any, body: set[str]) -> bool:
    """Two telling words, before the name of the site if it is given, and the page has neither."""
    title, language, text = seen["title"], seen["language"], seen["body"].casefold()
    subject, *site = PARTS.split(title)
    stems, name = _stems(subject, language), _stems(" ".join(site), language)
    if ": " in title or seen["frames"] or len(stems) != TWO or not name <= body:
        return False
    if not SURE_BODY <= len(body) <= ASIDE_BODY or not _stems(seen["h1"], language) - name:
        return False
    return not any(stem[:SHARED_LETTERS] in text for stem in stems)


def _is_in(language: str, text: str) -> bool:
    """It has small words of that language: a title in another one may still fit the page."""
    primary = language.split("-")[0].lower()
    small = {word for word in listed("empty", language) if len(word) > 1}
    return primary in LANGUAGES and not small.isdisjoint(plain(text).split())


def _stems(text: str, language: str) -> set[str]:
    return {word[:STEM] for word in telling(text, language)}


RULE = Rule(
    id="title_describes",
    criteria=("2.4.2",),
    affects="People who listen, and people who have many tabs open.",
    passed="The title is about what the page is about.",
    failed="The title does not say what the page is about.",
    person="The title may be about something else.",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default"}),
    act=("c4a8a4",),
)
