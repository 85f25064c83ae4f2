"""What is said of every page state, kept beside the templates and compared on every change.

Two records: the phrases of the virtual screen reader, in English for every state and in every
other language for two states of a page, with what is marked to be said in another language than
the page, and with what is said of the parts that a script has yet to show; and the browser's
accessibility tree of every state, with what fields and links are told that nobody hears.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher, unified_diff
from itertools import groupby
from pathlib import Path

from a11y.browser import Browser
from a11y.rule import PROBE
from a11y.targets import Visit
from a11y.tree import tree
from a11y.virtual_reader import VirtualReader

TREE = "tree"
# The words to say on the telephone are chosen anew for each answer.
VOLATILE = ((re.compile(r"\b[a-z]+-[a-z]+-\d\b"), "WORDS-TO-SAY"),)
CONTEXT_LINES = 3
OTHER_VOICES = f"""
const page = (() => {{{PROBE}}})();
const own = page.language(document.body), found = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {{
  const words = page.squeeze(walker.currentNode.data), around = walker.currentNode.parentElement;
  const language = words && page.language(around), folded = around.closest("details:not([open])");
  if (language && language !== own && page.heard(folded ?? around))
    found.push(`in ${{language}}: ${{words}}`);
}}
return found;
"""
# What nobody hears of a field and a link, and what decides how it is filled in and where it leads.
UNHEARD = f"""
const page = (() => {{{PROBE}}})();
const kept = ["type", "autocomplete", "inputmode", "maxlength", "minlength", "pattern", "list",
  "autocapitalize", "spellcheck", "enterkeyhint", "readonly", "autofocus", "multiple", "step",
  "min", "max"];
const called = element => page.squeeze(page.name(element)) || element.localName;
return page.all("input:not([type=hidden]), select, textarea, a[href], button[formaction]")
  .map(element => {{
    const says = element.matches("a, button") ? ["href", "formaction", "target", "download"] : kept;
    const has = says.filter(name => element.hasAttribute(name))
      .map(name => `${{name}} ${{element.getAttribute(name)}}`.trim());
    return has.length ? `${{called(element)}}: ${{has.join(", ")}}` : "";
  }}).filter(Boolean);
"""
# Shows all that waits for its moment, and tells how much that was; with the words that attributes
# keep for a script.
SHOW_ALL = """
const kept = [];
for (const element of document.querySelectorAll("body, body *"))
  for (const { name, value } of element.attributes)
    if (name.startsWith("data-") && /\\p{L}\\s+\\p{L}|\\d \\p{L}/u.test(value))
      kept.push(`${name}, ${value.replace(/\\s+/g, " ").trim()}`);
const hidden = document.querySelectorAll("[hidden]");
const closed = document.querySelectorAll("dialog:not([open])");
for (const element of hidden) element.hidden = false;
for (const element of closed) element.show();
return { kept, shown: hidden.length + closed.length };
"""
Readings = dict[str, str]


def due(visits: Iterable[Visit], source: str) -> tuple[Visit, ...]:
    """The visits to read: every state in the source language, two of each page in the others.

    These are its first and its last state, which is the one that differs most.
    """
    every = tuple(visits)
    pages: dict[tuple[str, str], list[Visit]] = {}
    for visit in every:
        pages.setdefault((_page(visit), visit.language), []).append(visit)
    ends = {visit for states in pages.values() for visit in (states[0], states[-1])}
    return tuple(visit for visit in every if visit.language == source or visit in ends)


def readings(
    browser: Browser,
    reader: VirtualReader,
    visits: Sequence[Visit],
    base: str,
    source: str,
    tell: Callable[[str], None] = lambda line: None,
) -> Readings:
    """File name below templates/ -> its text, for all that these visits say.

    Raises BrowserError or EngineError when a page cannot be read.
    """
    sections: dict[str, list[str]] = {}
    for visit in visits:
        _open(browser, base + visit.path)
        state = visit.state.rsplit("/", 1)[1]
        browser.settle()
        if visit.language == source:
            _add(sections, visit, TREE, state, (*tree(browser), *browser.look(UNHEARD)))
        spoken = reader.read()
        said = (*spoken, *browser.look(OTHER_VOICES), *_yet_to_come(browser, reader, spoken))
        _add(sections, visit, f"{visit.language}.spoken", state, said)
        tell(f"{visit.state}/{visit.language}")
    return {name: "\n".join(parts) for name, parts in sorted(sections.items())}


def _yet_to_come(browser: Browser, reader: VirtualReader, said: Sequence[str]) -> Iterator[str]:
    """What is said only once a script has shown it, and the words that it will put in place."""
    come = browser.look(SHOW_ALL)
    yield from (f"later: {words}" for words in come["kept"])
    if not come["shown"]:
        return
    everything = reader.read()
    for kind, _, _, start, end in SequenceMatcher(None, said, everything, False).get_opcodes():
        if kind in ("insert", "replace"):
            yield from (f"later: {phrase}" for phrase in everything[start:end])


def _open(browser: Browser, url: str) -> None:
    browser.open(url)
    if browser.has_left(url):
        # Its script goes elsewhere at once: people read it only where that does not run.
        browser.open(url, script=False)


def _add(
    sections: dict[str, list[str]], visit: Visit, kind: str, state: str, lines: Iterable[str]
) -> None:
    text = "\n".join(lines)
    for pattern, word in VOLATILE:
        text = pattern.sub(word, text)
    sections.setdefault(file_name(visit, kind), []).append(f"# {state}\n{text}\n")


def file_name(visit: Visit, kind: str) -> str:
    """Such as "start/readings/sign_in.en.spoken"."""
    flow, page = _page(visit).split("/")
    return f"{flow}/readings/{page}.{kind}"


def _page(visit: Visit) -> str:
    return visit.state.rsplit("/", 1)[0]


def flows(visits: Iterable[Visit]) -> dict[str, tuple[Visit, ...]]:
    """Flow -> its visits."""
    ordered = sorted(visits, key=lambda visit: visit.state.split("/")[0])
    return {f: tuple(found) for f, found in groupby(ordered, lambda v: v.state.split("/")[0])}


def differences(found: Mapping[str, str], templates: Path, flows: Iterable[str]) -> Iterator[str]:
    """A readable difference for each file that is not as recorded, missing, or left over."""
    for name, text in found.items():
        file = templates / name
        kept = file.read_text(encoding="utf-8") if file.is_file() else ""
        if kept != text:
            yield "\n".join(_difference(name, kept, text))
    for flow in flows:
        for file in sorted((templates / flow / "readings").glob("*")):
            name = file.relative_to(templates).as_posix()
            if name not in found:
                yield f"{name}: there is no such page any more. Remove the file."


def _difference(name: str, kept: str, text: str) -> Iterator[str]:
    return unified_diff(
        _in_states(kept),
        _in_states(text),
        f"{name}, as recorded",
        f"{name}, as it is now",
        n=CONTEXT_LINES,
        lineterm="",
    )


def _in_states(text: str) -> list[str]:
    """Each line with the name of its state, so that it can be told from its twin in another."""
    state, lines = "", []
    for line in text.splitlines():
        if line.startswith("# "):
            state = line.removeprefix("# ")
        elif line:
            lines.append(f"{state}: {line}")
    return lines


def write(found: Mapping[str, str], templates: Path, flows: Iterable[str]) -> None:
    """Records what was found, and removes what is left over."""
    for flow in flows:
        for file in (templates / flow / "readings").glob("*"):
            if file.relative_to(templates).as_posix() not in found:
                file.unlink()
    for name, text in found.items():
        file = templates / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
