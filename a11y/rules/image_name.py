"""The name of an image tells what it shows or does (WCAG 2.2 SC 1.1.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from a11y import vocabulary
from a11y.file_names import STEM, told_otherwise
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
# A line that parts two sections is no higher, and many times as wide.
STRIP_PX, STRIP = 40, 6
# So many dots, across and down, draw nothing: they are a colour that is stretched.
DOTS = 4
# Of so many words a name may be that only says what a strip is for, and how it looks.
STRIP_WORDS = 8
REDUNDANT = re.compile(
    r"(an? )?(image|picture|photo(graph)?|graphic|icon) of |(bild|foto|grafik) (von|mit|der|des) "
    r"|(une )?(image|photo|illustration) (de|du|des) |(e bild|eng foto) vu",
    re.IGNORECASE,
)

PROBE = """
const images = page.all(`img, input[type=image], [role=img], [role=image], area[href], svg, image,
  embed`).filter(page.shown);
const source = element => {
  const given = element.currentSrc || element.src || element.getAttribute("href") || "";
  if (given.startsWith("data:")) return "";
  let last = given.split(/[?#]/)[0].split("/").pop();
  try { last = decodeURIComponent(last); } catch { }
  return last;
};
const around = element => {
  const box = element.closest("a, button, figure, p, li, td") ?? element.parentElement;
  return page.squeeze(box?.innerText).slice(0, 400);
};
// The other name of a picture that is shown twice. More names than two are those of pictures to
// come, whose place it holds.
const shows = images.filter(one => one.localName === "img" && page.heard(one) && one.alt.trim()
  && one.naturalWidth > 2 && one.width * one.height >= 10000 && !one.closest("a, button")
  && !Object.keys(one.dataset).length);
const bySource = new Map();
for (const one of shows) {
  const key = one.currentSrc || one.src;
  bySource.set(key, [...(bySource.get(key) ?? []), one]);
}
const other = element => {
  if (!shows.includes(element)) return "";
  const same = bySource.get(element.currentSrc || element.src);
  const names = new Set(same.map(one => page.squeeze(one.alt)));
  return names.size === 2 && page.squeeze(same[0].alt) !== page.squeeze(element.alt)
    && page.language(same[0]) === page.language(element) ? page.squeeze(same[0].alt) : "";
};
return images.filter(page.heard).map(element => {
  const box = element.getBoundingClientRect();
  const alt = element.getAttribute("alt");
  const figure = element.closest("figure");
  const link = element.closest("a[href], button");
  const beside = [element.previousSibling, element.nextSibling,
    element.previousElementSibling, element.nextElementSibling,
    element.parentElement?.previousElementSibling, element.parentElement?.nextElementSibling]
    .map(node => page.squeeze(node?.data ?? (node && page.shown(node) ? node.innerText : "")));
  const hidden = alt === "" || /^(none|presentation)$/.test(element.getAttribute("role") ?? "");
  return {
    element: page.path(element), tag: element.localName, role: page.role(element),
    name: page.squeeze(page.name(element)), alt, hidden,
    blank: alt !== null && alt !== "" && !alt.trim(),
    title: page.squeeze(element.getAttribute("title")),
    given: element.hasAttribute("aria-label") || element.hasAttribute("aria-labelledby"),
    source: source(element), language: page.language(element),
    caption: page.squeeze(figure?.querySelector("figcaption")?.innerText),
    link: link ? page.squeeze(link.innerText) : "", beside, around: around(element),
    width: box.width, height: box.height, control: Boolean(link) || element.matches("input, area"),
    natural: element.naturalWidth ?? 0, high: element.naturalHeight ?? 0, other: other(element),
    // It holds the place of a picture that a script brings later.
    waits: /^data:/.test(element.currentSrc ?? "") || Object.keys(element.dataset ?? {}).length > 0,
    kind: element.getAttribute("type") ?? "",
  };
});
"""


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
    stem = image["source"].rpartition(".")[0] or image["source"]
    if CAMERA.fullmatch(name) or (MACHINE.fullmatch(name) and " " not in name):
        yield fails(element, f"“{name}” is a name for machines.")
    if vocabulary.is_one_of(name, "generic", language):
        yield fails(element, f"“{name}” says that it is an image, not what it shows.")
    if vocabulary.is_one_of(name, "unwritten", language):
        yield fails(element, f"“{name}” is what an editor shows until a name is written.")
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
    yield from _ornament(image, language)
    yield from _doubts(image, stem, language)


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


def _ornament(image: Any, language: str) -> Iterator[Remark]:
    """What says itself that it tells nothing, and is announced all the same (failure F39)."""
    if image["control"] or image["caption"] or image["tag"] != "img":
        return
    element, name = image["element"], image["name"]
    words = set(vocabulary.WORD.findall(name.casefold()))
    ornaments = words & vocabulary.words("ornament", language)
    rest = words - ornaments - vocabulary.words("generic", language)
    looks = rest.issubset(_looks(language))
    if ornaments and not rest:
        yield fails(element, f"“{name}” says that it is an ornament, yet it is announced.")
    elif ornaments and looks and _is_strip(image):
        note = f"“{name}” says how an ornament looks. It tells nothing, and is announced."
        yield fails(element, note)
    elif _parts(image, language):
        yield fails(element, f"“{name}” says that it parts or spaces, yet it is announced.")
    elif _is_empty_strip(image) and _calls_ornament(name, bool(ornaments), language):
        note = f"A strip of a few dots has nothing to tell, and is announced as “{name}”."
        yield fails(element, note)
    elif said := vocabulary.holds_one_of(name, "ornament_said", language):
        yield asks(element, f"It is called “{said}”, and is announced. Does it tell anything?")
    elif ornaments and _is_strip(image):
        yield asks(element, f"“{name}” says that it is an ornament. Does it tell anything?")
    elif _is_strip(image) and vocabulary.holds_one_of(name, "ornament_for", language):
        yield asks(element, f"“{name}” says what an ornament is for. Does it tell anything?")
    elif looks and _is_strip(image) and words & vocabulary.words("ornament_looks", language):
        yield asks(element, f"“{name}” says how a line looks. Does it tell anything?")


def _calls_ornament(name: str, has_word: bool, language: str) -> bool:
    """A word of its name says that it decorates or divides."""
    kinds = ("ornament_said", "ornament_for")
    return has_word or any(vocabulary.holds_one_of(name, kind, language) for kind in kinds)


def _is_empty_strip(image: Any) -> bool:
    """A picture of a few dots, drawn out to a line, in whose place no other is to come."""
    few = 0 < image["natural"] <= DOTS and 0 < image["high"] <= DOTS
    return few and not image["waits"] and _is_strip(image)


def _looks(language: str) -> frozenset[str]:
    kinds = ("ornament_looks", "sense_colour", "sense_shape", "sense_size")
    return frozenset().union(*(vocabulary.words(kind, language) for kind in kinds))


def _parts(image: Any, language: str) -> bool:
    """It is a strip, and its name has a word for what parts or spaces."""
    names = vocabulary.WORD.findall(image["name"].casefold())
    strong = vocabulary.words("ornament_parts", language).intersection(names)
    return bool(strong) and len(names) <= STRIP_WORDS and _is_strip(image)


def _is_strip(image: Any) -> bool:
    """It has the shape of a line between two parts of a page."""
    short, long = sorted((image["width"], image["height"]))
    return bool(0 < short <= STRIP_PX and long >= STRIP * short)


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
