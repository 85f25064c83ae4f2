"""The name of an image tells what it shows or does (WCAG 2.2 SC 1.1.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from a11y import vocabulary
from a11y.file_names import STEM, told_otherwise
from a11y.ornaments import ornament
from a11y.picture_credits import Credit, credit_alone
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.template_words import is_unfilled

FILE = re.compile(r"\S+\.(png|jpe?g|gif|svg|webp|avif|bmp|ico|tiff?|jfif)", re.IGNORECASE)
# Names that cameras, editors and databases give: IMG_2034, DSC00123, image001, 94251e110d24.
MACHINE = re.compile(
    r"(img|dsc|dscn|dscf|image|photo|pic|picture|screenshot|scan|untitled|bild|foto)[-_ ]?\d+"
    r"|[0-9a-f]{12,}|\d{5,}|[a-z0-9]+([-_][a-z0-9]+){2,}",
    re.IGNORECASE,
)
# What a camera calls a picture, and what people add to it: DSC_0042 (2) final.
CAMERA = re.compile(
    r"(img|dsc|dscn|dscf|pxl|mvi|dcim|imag|gopr|sam|cimg)[-_ ]?\d{3,}"
    r"([-_ ]*(\(?\d+\)?|final|copy|edit(ed)?|small|large|web|crop(ped)?|v\d+|new|scaled|kopie|klein"
    r"|gro(ß|ss)|bearbeitet|neu|fertig|copie|petit|grand|nouveau|modifié|kopéiert|nei))*"
    r"(\.(png|jpe?g|gif|webp|heic|tiff?|bmp))?",
    re.IGNORECASE,
)
DOWNLOAD = re.compile(r"\b(files?|download\w*|datei\w*|fichiers?|télécharg\w*|fichier\w*)\b", re.I)
# Where all that is told is who made the pictures.
CREDITS = re.compile(
    r"\b(credits|bildnachweis|bildnachweise|bildquellen|fotonachweis|bildrechte|crédits)\b", re.I
)
# How Facebook, Instagram and the like begin what they guess.
GUESSED = re.compile(
    r"\W*(may be an? (image|photo|graphic|meme|cartoon|close-?up|illustration|screenshot|"
    r"drawing|doodle|selfie|black[- ]and[- ]white|twitter|child’s|pop art|anime)|"
    r"(image|this) may contain\b|may contain:|(das )?bild könnte (enthalten|folgendes)|"
    r"bild enthält möglicherweise|"
    r"könnte eine? (bild|foto|grafi|meme|karikatur|nahaufnahme|schwarz-wei|illustration)|"
    r"peut être (une? )?(image|photo|graphique|mème|dessin|gros plan|illustration|capture|noir)|"
    r"(l[’'])?image (contient peut-être|peut contenir|pourrait contenir)|"
    r"(cette photo |ceci )?(peut|pourrait) contenir\s*:)",
    re.IGNORECASE,
)
UNNAMED = "23a2a8"  # of the W3C's rules
LONG_SIGNS = 160
# Engines say the same of drawings and areas.
NAMED = ("img", "div", "span")
SPACER_PX = 3
# A smaller picture is a sign for something, and called after that.
LARGE_PX = 10_000
REDUNDANT = re.compile(
    r"(an? )?(image|picture|photo(graph)?|graphic|icon) of |(bild|foto|grafik) (von|mit|der|des) "
    r"|(une )?(image|photo|illustration) (de|du|des) |(e bild|eng foto) vu",
    re.IGNORECASE,
)

PROBE = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who does not see the image hears its name instead (WCAG 2.2 SC 1.1.1)."""
    for image in seen:
        language = image["language"] or view.language
        unnamed = (remark.about(UNNAMED) for remark in _nameless(image))
        found = _faults(image, language) if image["name"] else unnamed
        first = next(iter(found), None)
        if first is not None:
            yield first
        elif image["name"]:
            yield passes(image["element"])


def _nameless(image: Any) -> Iterator[Remark]:
    if image["blank"]:
        yield fails(image["element"], "Its alternative text is nothing but spaces.")
    elif image["role"] in ("img", "image") and image["tag"] in NAMED and image["alt"] != "":
        yield fails(image["element"], "It is announced as an image, and has no name.")
    elif image["tag"] == "embed" and image["kind"].startswith("image/"):
        yield fails(image["element"], "It embeds a picture, and has no name.")
    elif image["hidden"] and image["title"]:
        note = f"It is marked as an ornament, and has the title “{image['title']}”."
        yield asks(image["element"], note)


def _faults(image: Any, language: str) -> Iterator[Remark]:
    name, element = image["name"], image["element"]
    if FILE.fullmatch(name):
        # In a list of files the name of a file is what people look for.
        files = DOWNLOAD.search(image["around"])
        note = f"Its name is that of a file: “{name}”."
        yield asks(element, note) if files else fails(element, note)
    if _is_sentence(image["torn"], language):
        whole = " ".join((name, *image["torn"]))[:100]
        note = f"Its name ends at “{name}”: “{whole}” stands without quotation marks."
        yield fails(element, note)
    stem = image["source"].rpartition(".")[0] or image["source"]
    if CAMERA.fullmatch(name) or (MACHINE.fullmatch(name) and " " not in name):
        yield fails(element, f"“{name}” is a name for machines.")
    if vocabulary.is_one_of(name, "generic", language):
        yield fails(element, f"“{name}” says that it is an image, not what it shows.")
    if vocabulary.is_one_of(name, "unwritten", language):
        yield fails(element, f"“{name}” is what an editor shows until a name is written.")
    if vocabulary.is_one_of(name, "mashed", language):
        yield fails(element, f"“{name}” was typed so that something stands there.")
    if vocabulary.is_one_of(name, "unwritten_likely", language):
        yield asks(element, f"“{name}”: does the picture show this, or is its name yet to come?")
    if is_unfilled(name):
        yield fails(element, f"“{name}” stands where a program was to write a name.")
    yield from _by_network(element, name, language)
    thin = 0 < image["width"] <= SPACER_PX or 0 < image["height"] <= SPACER_PX
    if thin and image["tag"] == "img":
        yield fails(element, f"It cannot be seen, yet is announced as “{name}”.")
    if image["hidden"] and image["given"]:
        # Browsers follow the name. Which of the two was meant, the page does not tell.
        note = f"It is marked as an ornament, and announced as “{name}”. Which of both is meant?"
        yield asks(element, note)
    yield from _credit(image)
    yield from ornament(image, language)
    yield from _doubts(image, stem, language)


def _is_sentence(words: list[str], language: str) -> bool:
    """Words of people have small ones among them; attributes of a framework stand alone."""
    small = vocabulary.words("empty", language)
    return len(words) > 1 and any(word in small for word in words if len(word) > 1)


def _by_network(element: str, name: str, language: str) -> Iterator[Remark]:
    """What a network of pictures writes by itself, and brings along when they are taken over."""
    if vocabulary.is_one_of(name, "undescribed", language):
        yield fails(element, f"“{name}” says that there is no description.")
    elif GUESSED.match(name):
        note = (
            f"“{name[:80]}” is the guess of a network. Does it tell what the picture is here for?"
        )
        yield asks(element, note)


def _credit(image: Any) -> Iterator[Remark]:
    """A line of copyright where a program has put it in the place of what is shown."""
    large = image["width"] * image["height"] >= LARGE_PX
    found = credit_alone(image["name"]) if large else Credit.NONE
    if found is Credit.NONE or image["tag"] not in (*NAMED, "svg"):
        return
    told = image["caption"] and credit_alone(image["caption"]) is Credit.NONE
    listed = CREDITS.search(image["around"].replace(image["name"], ""))
    sure = found is Credit.SURE and not (told or listed or image["control"])
    note = f"“{image['name'][:80]}” says whose picture it is, not what it shows."
    asked = f"“{image['name'][:80]}” seems to say whose picture it is. Is it what it shows?"
    yield fails(image["element"], note) if sure else asks(image["element"], asked)


def _doubts(image: Any, stem: str, language: str) -> Iterator[Remark]:
    element, name = image["element"], image["name"]
    plain = vocabulary.plain(name)
    if name == stem and not name.isalpha():
        yield asks(element, f"Its name is that of its file: “{name}”. Does it tell what it shows?")
    if len(name) > LONG_SIGNS:
        yield asks(element, f"Its name has {len(name)} signs. Does it belong into the text?")
    if image["alt"] and image["title"] and plain == vocabulary.plain(image["title"]):
        yield asks(element, "Its title repeats its name, and many people hear both.")
    if image["caption"] and plain == vocabulary.plain(image["caption"]):
        yield asks(element, "Its name repeats its caption, so people hear it twice.")
    elif plain in map(vocabulary.plain, (image["link"], *image["beside"])):
        yield asks(element, "Its name repeats the words beside it, so people hear them twice.")
    if image["other"] and not _shared(name, image["other"], image["language"]):
        note = f"It is called “{name[:60]}” here and “{image['other'][:60]}” above. Which is true?"
        yield asks(element, note)
    large = image["width"] * image["height"] >= LARGE_PX
    if large and not image["control"] and told_otherwise(image["source"], name, language):
        note = f"Its file is called “{image['source']}”, and it is called “{name[:60]}”."
        yield asks(element, f"{note} Which is true?")
    if REDUNDANT.match(name):
        yield asks(element, f"“{name[:40]}”: that it is an image is announced anyway.")


def _shared(one: str, other: str, language: str) -> bool:
    """Whether two names have a word in common that tells something, or one tells nothing."""
    first, second = (
        {word[:STEM] for word in vocabulary.telling(name, language)} for name in (one, other)
    )
    return not first or not second or bool(first & second)


RULE = Rule(
    id="image_name",
    criteria=("1.1.1",),
    affects="People who do not see images, and hear their names.",
    passed="The names of the images tell what they show.",
    failed="The name of an image does not tell what it shows.",
    person="Does the name of this image tell what it shows?",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default", "no_script"}),
    act=("9eb3f6", UNNAMED, "qt1vmo"),
)
