"""Our two scripts keep to what the page's policy and older browsers allow."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.templates import samples

SCRIPTS = sorted(samples.ASSETS.glob("*.js"))
# Sinks that Trusted Types stop, and ways to run text as a program.
UNSAFE = re.compile(
    r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|Function|setAttribute\(\s*"
    r"[\"'](?:on\w+|style|src))\b"
)
ELSEWHERE = re.compile(r"https?://|\bimport\s*\(")
# GE-15: a pressed button stays focusable.  GE-17: nothing watches how a person works.
AGAINST_PEOPLE = re.compile(
    r"\.disabled\b|\b(onpaste|paste|keydown|keypress|mousemove|userAgent)\b"
)
WORDS_FOR_PEOPLE = re.compile(r"textContent\s*=\s*[\"'`][^\"'`]")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda f: f.name)
@pytest.mark.parametrize(
    "never", [UNSAFE, ELSEWHERE, AGAINST_PEOPLE, WORDS_FOR_PEOPLE], ids=lambda p: p.pattern[:20]
)
def test_a_script_never_does_that(script: Path, never: re.Pattern[str]) -> None:
    """No markup from text, nothing from elsewhere, nothing against people, no untranslated word."""
    source = re.sub(r"//.*", "", script.read_text(encoding="utf-8"))

    assert never.findall(source) == []


@pytest.mark.parametrize(
    ("never", "line"),
    [
        (UNSAFE, "place.innerHTML = text"),
        (UNSAFE, 'a.setAttribute("onclick", b)'),
        (ELSEWHERE, 'fetch("https://elsewhere.example")'),
        (AGAINST_PEOPLE, "button.disabled = true"),
        (WORDS_FOR_PEOPLE, 'status.textContent = "Waiting"'),
    ],
)
def test_a_script_that_did_it_would_be_seen(never: re.Pattern[str], line: str) -> None:
    """Each rule catches a broken line."""
    assert never.search(line) is not None


def test_every_name_that_a_script_looks_for_is_in_a_template() -> None:
    """A `data-` name that the templates no longer have would switch a script off in silence."""
    sources = "".join(script.read_text(encoding="utf-8") for script in SCRIPTS)
    templates = "".join(f.read_text(encoding="utf-8") for f in samples.TEMPLATES.rglob("*.html"))

    wanted = set(re.findall(r"\[(data-[a-z-]+)\]", sources))

    assert wanted
    assert {name for name in wanted if name not in templates} == set()
