"""Every page class, and the frame that a page stands in, as the tests need them."""

from __future__ import annotations

import importlib
from functools import cache
from pathlib import Path

from idp.pages import Frame, LanguageChoice, Page, PageState, Renderer, build
from idp.words import SOURCE_LANGUAGE, WORDS, Words

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
ASSETS = TEMPLATES / "assets"
# Pages that belong to no flow.
OUR_OWN = ("idp.dead_ends", "idp.handover", "idp.notices")
OFFERED = ("en", "fr", "de", "lb")


@cache
def page_classes() -> dict[str, type[Page]]:
    """Template name -> page class, of every flow and of the provider itself."""
    modules = [f"flows.{file.parent.name}.pages" for file in ROOT.glob("flows/*/pages.py")]
    found: dict[str, type[Page]] = {}
    for name in [*sorted(modules), "idp.dead_ends", "idp.handover", "idp.notices"]:
        found |= {c.template: c for c in importlib.import_module(name).PAGES}
    return found


def languages() -> tuple[str, ...]:
    """The languages that have words."""
    written = {file.parent.name for file in WORDS.glob("*/messages.po")}
    return tuple(code for code in OFFERED if code in written or code == SOURCE_LANGUAGE)


def frame(words: Words, language: str, **values: object) -> Frame:
    """A frame as the router makes it, with every part filled."""

    def url(step: str, flow: str = "this", about: str = "") -> str:
        return "/".join(["/request/sample", flow, step, about]).rstrip("/")

    filled: dict[str, object] = {
        "language": language,
        "languages": tuple(
            LanguageChoice(code, words.own_name(code), code == language) for code in OFFERED
        ),
        "provider": "Stepfree",
        "url": url,
        "asset": "/assets/sample/{}".format,
        "action": "/request/sample/this/step",
        "csrf": "sample",
        "help_url": "/help/start",
        "statement_url": "/help/statement",
        "account_url": "/account/overview",
        "sign_out_url": "/account/sign-out",
        "phone": "+352 247 82 000",
        "phone_hours": "8:00 – 18:00",
        "mail": "help@stepfree.example",
        "reference": "blue otter 7",
        "step_number": 1,
        "step_count": 3,
        **values,
    }
    return Frame(**filled)  # type: ignore[arg-type]


def html(state: PageState, renderer: Renderer, shown: Frame) -> str:
    """A state as the page that a person gets."""
    return renderer.html(build(page_classes()[state.template], state), shown)
