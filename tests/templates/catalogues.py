"""What the catalogues must keep: every sentence, its placeholders, each language's typography.

usage: python -m tests.templates.catalogues   (`make words`)
adds new sentences to the catalogues, to be translated, and drops those that nobody says now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent.parent
LANGUAGES = ("fr", "de", "lb")
METHODS = (("idp/**.py", "python"), ("flows/**.py", "python"), ("templates/**.html", "jinja2"),
           ("templates/**.txt", "jinja2"))  # fmt: skip
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "words": None}
PLACEHOLDER = re.compile(r"%\(\w+\)s")
# What nobody should have to know in order to sign in, in any language.
JARGON = re.compile(
    r"\b(session|sitzung|token|jeton|authenti\w*|credential\w*|timeout|login|ungültig|invalide?)\b",
    re.IGNORECASE,
)
# Header lines that say when and by whom; the history of the repository knows that better.
CHANGING_HEADERS = (
    '"Project-',
    '"Report-',
    '"POT-',
    '"PO-',
    '"Last-',
    '"Language-T',
    '"Generated-',
)
LONGEST_SENTENCE = 20  # words; translations of 15 English ones may need a few more


def spoken(root: Path = ROOT) -> set[str | tuple[str, str]]:
    """Every sentence that code and templates give to gettext; plurals as pairs."""
    found: set[str | tuple[str, str]] = set()
    for folder in ("idp", "flows", "templates"):
        options = {pattern: {"trimmed": "true"} for pattern, _ in METHODS}
        for _, _, sentence, _, _ in extract_from_dir(
            root / folder,
            method_map=[(pattern.partition("/")[2], method) for pattern, method in METHODS],
            options_map={pattern.partition("/")[2]: o for pattern, o in options.items()},
            keywords=KEYWORDS,
        ):
            found.add((sentence[0], sentence[1]) if isinstance(sentence, tuple) else sentence)
    return found


def catalogue(language: str, root: Path = ROOT) -> Catalog:
    file = root / "templates" / "words" / language / "messages.po"
    with file.open("rb") as source:
        return read_po(source, locale=language, abort_invalid=True)


def problems(language: str, given: Catalog, wanted: set[str | tuple[str, str]]) -> Iterator[str]:
    """What is wrong with a catalogue, a sentence each; nothing when all is well."""
    held = {_key(message): message for message in given if message.id}
    yield from (f"{language}: not translated: {s!r}" for s in sorted(wanted - held.keys(), key=str))
    yield from (f"{language}: said nowhere: {s!r}" for s in sorted(held.keys() - wanted, key=str))
    for message in held.values():
        for complaint in _complaints(language, message):
            yield f"{language}: {complaint}: {message.id!r} -> {message.string!r}"


def _key(message: Message) -> str | tuple[str, str]:
    return (message.id[0], message.id[1]) if isinstance(message.id, tuple) else message.id


def _complaints(language: str, message: Message) -> Iterator[str]:
    source = message.id[1] if isinstance(message.id, tuple) else message.id
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    if message.fuzzy:
        yield "marked as doubtful"
    for text in said:
        if not text or text != text.strip():
            yield "empty, or with space around it"
        elif set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(source)):
            yield "other placeholders"
        yield from _typography(language, source, text)


def _typography(language: str, source: str, text: str) -> Iterator[str]:
    if re.search(r"""["']""", text):
        yield "a straight quotation mark"
    if source[-1] in ".?!:" and text[-1:] != source[-1]:
        yield "ends otherwise"
    if language == "fr" and re.search(r"\w[;:?!»]|« |\s[;:?!»](?<!\u00a0[;:?!»])", text):
        yield "French puts a no-break space here"
    if JARGON.search(text):
        yield "a word for technicians"
    for sentence in re.split(r"(?<=[.?!:])\s", text):
        if len(sentence.split()) > LONGEST_SENTENCE:
            yield "a sentence that is too long"


def renew(language: str, root: Path = ROOT) -> int:
    """Brings a catalogue up to what is said now; returns how many sentences want translation."""
    old = {_key(message): message.string for message in catalogue(language, root) if message.id}
    new = Catalog(locale=language, header_comment=f"# The words of {language!r}.", fuzzy=False)
    for sentence in spoken(root):
        new.add(sentence, old.get(sentence, ""), flags=["python-format"] * ("%(" in str(sentence)))
    written = BytesIO()
    write_po(written, new, sort_output=True, width=100)
    lines = written.getvalue().decode().splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(CHANGING_HEADERS)]
    (root / "templates" / "words" / language / "messages.po").write_text("".join(kept), "utf-8")
    return sum(1 for message in new if message.id and not any(message.string))


if __name__ == "__main__":
    for each in LANGUAGES:
        print(f"{each}: {renew(each)} sentences to translate")
