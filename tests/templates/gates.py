"""What must hold on every page in every state; each gate says what it found, in sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

from tests.templates.document import Element

Gate = Callable[[Element], list[str]]

FIELDS = ("input", "select", "textarea")
REFERENCES = ("aria-describedby", "aria-labelledby", "aria-controls", "for", "form")
# GE-20, TO-8: words that say something to us and nothing to the people who sign in.
FORBIDDEN = re.compile(
    r"\b(session|authenticat\w*|token|credential\w*|invalid|time-?\s?out|webauthn|click)s?\b", re.I
)
HANDLERS = re.compile(r"^on[a-z]+$")


def language(page: Element) -> list[str]:
    """The page says its language and its direction (WCAG 2.2 SC 3.1.1)."""
    html = next(page.elements("html"))
    missing = [name for name in ("lang", "dir") if not html.get(name)]
    return [f"<html> has no {name}" for name in missing]


def one_heading(page: Element) -> list[str]:
    """There is one h1, in main (GE-2)."""
    headings = list(page.elements("h1"))
    if len(headings) != 1:
        return [f"there are {len(headings)} h1 elements"]
    return [] if headings[0].within("main") else ["the h1 stands outside of main"]


def title(page: Element) -> list[str]:
    """The title begins with the h1, after "Error:" where something is wrong (GE-4, ER-1)."""
    heading = next(page.elements("h1")).text
    wrong = any("errors" in e.get("class").split() for e in page.elements("div"))
    found = next(page.elements("title")).text
    before, _, after = found.partition(heading)
    begins = before.strip().endswith(":") if wrong else not before
    whole = not after or after.startswith(" – ")
    return [] if begins and whole else [f"the title is “{found}”, the heading “{heading}”"]


def landmarks(page: Element) -> list[str]:
    """One header, one main, one footer, and nothing to read outside of them (GE-2).

    A dialog is a place of its own: while it is open, there is nothing else.
    """
    body = next(page.elements("body"))
    found = [
        f"there are {count} {tag} elements"
        for tag in ("header", "main", "footer")
        if (count := sum(1 for _ in page.elements(tag))) != 1
    ]
    for owner, text in body.texts():
        places = ("header", "main", "footer", "dialog")
        inside = any(owner.tag == place or owner.within(place) for place in places)
        if text.strip() and not inside and owner.get("class") != "skip":
            found.append(f"“{text.strip()}” stands outside of the landmarks")
    return found


def skip_link(page: Element) -> list[str]:
    """The first thing that can be reached leads to main (GE-3)."""
    for element in next(page.elements("body")).elements("a", "button", *FIELDS):
        if "hidden" in element.attributes:
            continue
        return [] if element.get("href") == "#content" else [f"first comes <{element.tag}>"]
    return ["nothing can be reached"]


def heading_order(page: Element) -> list[str]:
    """After the h1, no level is left out on the way down (WCAG 2.2 SC 1.3.1)."""
    levels = [int(e.tag[1]) for e in page.elements("h1", "h2", "h3", "h4", "h5", "h6")]
    main = levels[levels.index(1) :] if 1 in levels else levels
    return [f"h{after} follows h{before}" for before, after in pairwise(main) if after > before + 1]


def ids(page: Element) -> list[str]:
    """Every id stands once."""
    count = Counter(e.get("id") for e in page.elements() if e.get("id"))
    return [f"the id {name!r} stands {times} times" for name, times in count.items() if times > 1]


def references(page: Element) -> list[str]:
    """Every reference leads to an element of the page."""
    known = {e.get("id") for e in page.elements()}
    return [f"{n}={target!r} leads nowhere" for n, target in _targets(page) if target not in known]


def _targets(page: Element) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for element in page.elements():
        for name in REFERENCES:
            found |= {(name, target) for target in element.get(name).split()}
        if element.get("href").startswith("#"):
            found.add(("href", element.get("href")[1:]))
    return found


def labels(page: Element) -> list[str]:
    """Every field has one visible label (WCAG 2.2 SC 3.3.2)."""
    labelled = Counter(e.get("for") for e in page.elements("label") if e.text)
    return [
        f"the field {element.get('name')!r} has {labelled[element.get('id')]} labels"
        for element in _fields(page)
        if labelled[element.get("id")] != 1
    ]


def errors_tied(page: Element) -> list[str]:
    """An error stands in the summary, at its field, and is tied to it (ER-1)."""
    by_id = {e.get("id"): e for e in page.elements() if e.get("id")}
    summary = {
        link.get("href")[1:]: link.text
        for box in page.elements("div")
        if "errors" in box.get("class").split()
        for link in box.elements("a")
    }
    wrong = {f.get("id"): f for f in _fields(page) if f.get("aria-invalid") == "true"}
    found = [f"{name!r} is wrong, but not in the summary" for name in wrong.keys() - summary.keys()]
    for name, words in summary.items():
        if name not in wrong:
            found.append(f"the summary names {name!r}, but that field is not marked")
            continue
        described = wrong[name].get("aria-describedby").split()
        at_field = [by_id[i].text for i in described if i in by_id]
        if words not in at_field:
            found.append(f"the field {name!r} is not described by “{words}”")
    return found


def forms(page: Element) -> list[str]:
    """Every form of ours is sent by POST, carries csrf, and is checked by the server alone."""
    found = []
    for form in page.elements("form"):
        foreign = "://" in form.get("action")
        names = [e.get("name") for e in form.elements("input") if e.get("type") == "hidden"]
        if form.get("method") != "post":
            found.append(f"the form {form.get('action')!r} is not sent by POST")
        if ("csrf" in names) is foreign:
            found.append(f"the form {form.get('action')!r}: csrf belongs to our forms alone")
        if any(form.elements("label")) and "novalidate" not in form.attributes and _typed(form):
            found.append(f"the form {form.get('action')!r} has no novalidate")
    found += [f"the field {e.get('name')!r} is `required`" for e in _with(page, "required")]
    found += [f"the field {e.get('name')!r} has a maxlength" for e in _with(page, "maxlength")]
    return found


def nothing_inline(page: Element) -> list[str]:
    """No style, script or handler stands in the page (its CSP would stop them)."""
    found = [f"<{e.tag}> has a style" for e in _with(page, "style")]
    found += ["a <style> element" for _ in page.elements("style")]
    found += ["a script with a body" for e in page.elements("script") if not e.get("src")]
    for element in page.elements():
        found += [f"<{element.tag}> has {n}" for n in element.attributes if HANDLERS.match(n)]
    return found


def own_files_only(page: Element) -> list[str]:
    """Nothing is loaded from anywhere else (GE-21), and the page does not move on (GE-14)."""
    loading = [*page.elements("script", "img", "iframe"), *page.elements("link")]
    addresses = [e.get("src") or e.get("href") for e in loading]
    found = [f"{a} comes from outside" for a in addresses if "//" in a]
    found += ["a meta refresh" for e in page.elements("meta") if e.get("http-equiv")]
    return found + ["a new window" for e in page.elements("a") if e.get("target")]


def spoken_once(page: Element) -> list[str]:
    """No alert in a page that the server wrote, and at most one place takes the focus."""
    found = [f"role={e.get('role')}" for e in page.elements() if e.get("role") == "alert"]
    focused = _with(page, "autofocus")
    return found + (["several elements have autofocus"] if len(focused) > 1 else [])


def names(page: Element) -> list[str]:
    """No two buttons or links with the same words do different things (GE-18)."""
    seen: dict[str, str] = {}
    found = []
    for element in page.elements("a", "button"):
        if "hidden" in element.attributes:
            continue
        effect = _effect(element)
        if seen.setdefault(element.text, effect) != effect:
            found.append(f"“{element.text}” does different things")
        if not element.text:
            found.append(f"<{element.tag}> has no words")
    return found


def _effect(element: Element) -> str:
    if element.tag == "a":
        return element.get("href").removeprefix("#")
    form = element.within("form")
    action = element.get("formaction") or (form.get("action") if form else "")
    return f"{action} {element.get('name')}={element.get('value')}"


def quotes(page: Element) -> list[str]:
    """Quotation marks and apostrophes are typographic."""
    return [
        f"“{text.strip()}” has a straight quote"
        for _, text in _read_aloud(page)
        if "'" in text or '"' in text
    ]


def easy_words(page: Element) -> list[str]:
    """No word that only we understand (GE-20, TO-8)."""
    return [
        f"“{text.strip()}” has the word “{match.group()}”"
        for owner, text in _read_aloud(page)
        if owner.get("translate") != "no" and (match := FORBIDDEN.search(text))
    ]


def _read_aloud(page: Element) -> Iterator[tuple[Element, str]]:
    yield from page.texts()
    for element in page.elements():
        yield from ((element, element.get(n)) for n in ("aria-label", "alt", "title"))


def _fields(page: Element) -> Iterator[Element]:
    return (e for e in page.elements(*FIELDS) if e.get("type") != "hidden")


def _typed(form: Element) -> bool:
    return any(e.get("type") in ("text", "email") for e in form.elements("input"))


def _with(page: Element, attribute: str) -> list[Element]:
    return [e for e in page.elements() if attribute in e.attributes]


MAIL_GATES: tuple[Gate, ...] = (language, one_heading, title, heading_order, ids, quotes)
PAGE_GATES: tuple[Gate, ...] = (
    *MAIL_GATES,
    landmarks,
    skip_link,
    references,
    labels,
    errors_tied,
    forms,
    nothing_inline,
    own_files_only,
    spoken_once,
    names,
)
