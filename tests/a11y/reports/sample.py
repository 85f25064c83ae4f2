"""A report with something of everything, on which every form is tried."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from a11y.about import About, Auditor, Enforcement, Exempt, Operator, Product
from a11y.answers import Status, question
from a11y.facts import KEY
from a11y.report import Report, ViewResult
from a11y.reports.dossier import Dossier
from a11y.verdict import Answer, Aside, Evidence, Finding, Ledger, Signed, Verdict

TODAY = date(2026, 11, 21)
HOME, FORM, FILM = (f"https://shop.example.lu/{name}" for name in ("", "form", "film"))
PICTURE = (Path(__file__).parent / "dot.png").read_bytes()

COUNTED = """
images backgrounds canvases media embeds frames tables links site_links controls fields groups
selects buttons forms uploads editors stops scripts refresh motion hover_rules hidden documents
quotes symbols lang_parts rtl
"""
NOTHING_THERE = dict.fromkeys(COUNTED.split(), 0)
PAGE = {**NOTHING_THERE, "doctype": 1, "lang": 1, "title": 1, "links": 3, "stops": 3}
TAGS: Mapping[str, tuple[str, ...]] = {
    "axe:image-alt": ("wcag2a", "wcag111", "RGAAv4", "RGAA-1.1.1", "EN-9.1.1.1", "act-23a2a8"),
    "alfa:sia-r2": ("act-23a2a8",),
    "axe:label": ("wcag2a", "wcag412", "RGAA-11.1.1"),
}


def finding(page: str, rule: str, criterion: str, **more: object) -> Finding:
    given: dict[str, object] = {
        "page": page,
        "rule": rule,
        "verdict": Verdict.FAIL,
        "element": "#at",
        "words": f"Something is wrong with “{rule}”.",
        "criteria": (criterion,) if criterion else (),
        **more,
    }
    return Finding(**given)  # type: ignore[arg-type]


IMAGE = finding("home/default", "axe:image-alt", "1.1.1", also=("alfa:sia-r2",))
LABEL = finding("form/default", "axe:label", "4.1.2", element="=cmd|' /C calc'!A0")
SEEN = Evidence((("contrast", "2.1:1"),), ("Tab", "Tab"), PICTURE)
FOCUS = finding("form/default", "focus_seen", "2.4.7", evidence=SEEN, element="")
LOOSE = finding("film/default", "ibm:img_alt", "1.1.1", words="No text <script>alert(1)</script>.")
HOUSE = finding("film/default", "one_h1", "1.3.1")
DOUBT = finding("home/default", "axe:color-contrast", "1.4.3", verdict=Verdict.PERSON)
SIGNED = finding("form/default", "axe:color-contrast", "1.4.3", verdict=Verdict.PERSON)
PRACTICE = finding("home/default", "axe:region", "", verdict=Verdict.PERSON)

VIEWS = (
    ViewResult(
        "home/default",
        HOME,
        (IMAGE, DOUBT, PRACTICE),
        ("axe:link-name", "target_size"),
        0.5,
        "The shop: welcome",
        {KEY: {**PAGE, "images": 2, "site_links": 2}},
        page="home",
        condition="default",
        aside=(Aside("axe:region", "Text <b>stands</b> outside the landmarks", 2),),
    ),
    ViewResult(
        "form/default",
        FORM,
        (LABEL, FOCUS, SIGNED),
        ("axe:link-name", "target_size"),
        0.5,
        "Order",
        {KEY: {**PAGE, "fields": 2, "forms": 1, "controls": 3, "buttons": 1, "scripts": 1}},
        page="form",
        condition="default",
    ),
    ViewResult(
        "form/narrow_320",
        FORM,
        (),
        ("axe:link-name", "target_size"),
        0.2,
        "Order",
        {KEY: PAGE},
        page="form",
        condition="narrow_320",
    ),
    ViewResult(
        "film/default",
        FILM,
        (LOOSE, HOUSE),
        (),
        0.5,
        "A film",
        {KEY: {**PAGE, "media": 1, "frames": 1, "images": 1}},
        page="film",
        condition="default",
    ),
)


def answer(family: str, number: str, page: str, status: Status, words: str) -> Answer:
    criterion, _, _ = question(family, number)
    return Answer(criterion, page, status.value, words, "Ada L.", TODAY)


ANSWERS = (
    answer("wcag", "2.4.2", HOME, Status.C, "It names the shop."),
    answer("wcag", "1.2.2", FILM, Status.NC, "No captions."),
    answer("raweb", "12.1", "", Status.NA, "One way is enough."),
    answer("raweb", "4.3", FILM, Status.NC, "No captions."),
)
REPORT = Report(
    TODAY,
    "https://shop.example.lu",
    {"axe": "4.14.1", "chrome": "156.0"},
    VIEWS,
    unfinished=("https://shop.example.lu/gone: did not answer in time.",),
    ledger=Ledger(signed=(Signed("axe:color-contrast", "form/*", "Read it.", "Ada", TODAY),)),
    tags=TAGS,
    answers=ANSWERS,
)

WORDS = {"en": "Old maps.", "fr": "Anciennes cartes.", "de": "Alte Karten.", "lb": "Al Kaarten."}
ABOUT = About(
    Product("Shop", "2.0", "Sells things.", "https://shop.example.lu", "Shop (shop.example.lu)"),
    Auditor("Ada L.", "Audits & Co", "ada@example.lu", "Asked for by the shop.", third_party=True),
    Operator("Shop Ltd", "help@example.lu", "+352 1", "https://shop.example.lu/help", "1 Rue", 30),
    Enforcement("The authority", "https://authority.example.lu", "a@example.lu"),
    (Exempt("burden", WORDS, WORDS, WORDS), Exempt("scope", WORDS)),
    TODAY,
    TODAY,
    "https://shop.example.lu/audit.html",
    {"en": "We train everyone."},
)
DOSSIER = Dossier(REPORT, ABOUT)
