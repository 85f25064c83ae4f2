"""The adapter of axe finds what the wrapper alone would miss."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from a11y.browser import Browser
from a11y.conditions import BY_NAME
from a11y.engines import EngineError
from a11y.engines.axe import Axe, path_of
from a11y.engines.installed import package_file
from a11y.inspection import Inspector
from a11y.rule import View
from a11y.verdict import Verdict
from tests.a11y.conftest import Site

GOOD = "<!doctype html><html lang=en><title>Sign in</title><main><h1>Sign in</h1>{}</main></html>"


def axe_of(inspector: Inspector) -> Axe:
    """The browser's axe, put into the page that is open."""
    (axe,) = (voice for voice in inspector.voices if isinstance(voice, Axe))
    axe.inject()
    return axe


def found(inspector: Inspector) -> dict[str, str]:
    """Rule -> element, of the failures on the page that is open."""
    findings = axe_of(inspector).run(View()).findings
    return {f.rule: f.element for f in findings if f.verdict is Verdict.FAIL}


@pytest.mark.gate
def test_a_good_page_has_no_failure(page: Callable[[str], Inspector]) -> None:
    """A sound page passes, and the rules that applied are named."""
    inspector = page(GOOD.format("<p>Words.</p>"))

    result = axe_of(inspector).run(View())

    assert [f for f in result.findings if f.verdict is Verdict.FAIL] == []
    assert "axe:document-title" in result.passed


@pytest.mark.gate
def test_frames_in_frames_are_seen(site: Site, inspector: Inspector) -> None:
    """A failure in a frame inside a frame is found, with the path to it."""
    site.put(GOOD.format('<input id="bare">'), "/inner")
    site.put(GOOD.format('<iframe title="Inner" id="b" src="/inner"></iframe>'), "/middle")
    html = GOOD.format('<iframe title="Middle" id="a" src="/middle"></iframe>')
    inspector.browser.open(site.put(html))

    assert found(inspector)["axe:label"] == "#a > #b > #bare"


@pytest.mark.gate
def test_shadow_roots_are_seen(page: Callable[[str], Inspector]) -> None:
    """A failure in a shadow root is found, with the path through its host."""
    shadow = '<template shadowrootmode="open"><input id="bare"></template>'

    inspector = page(GOOD.format(f'<div id="host">{shadow}</div>'))

    assert found(inspector)["axe:label"] == "#host >>> #bare"


@pytest.mark.gate
def test_rules_of_wcag_2_2_run(page: Callable[[str], Inspector]) -> None:
    """The rule for target size, new in WCAG 2.2, is among those that run."""
    tiny = "<button style='width:9px;height:9px;padding:0;border:0;font-size:5px'>{}</button>"

    inspector = page(GOOD.format(tiny.format("A") + tiny.format("B")))

    assert "axe:target-size" in found(inspector)


@pytest.mark.gate
def test_contrast_is_off_under_forced_colours(page: Callable[[str], Inspector]) -> None:
    """Contrast is judged everywhere but under forced colours, where axe knows the wrong colours."""
    inspector = page(GOOD.format('<p style="color:#ddd;background:#fff">Pale</p>'))
    assert "axe:color-contrast" in found(inspector)

    inspector.browser.view(BY_NAME["forced_colours"])
    result = axe_of(inspector).run(View(condition=BY_NAME["forced_colours"]))
    inspector.browser.view(BY_NAME["default"])

    assert "axe:color-contrast" not in {f.rule for f in result.findings}


@pytest.mark.gate
def test_a_page_in_the_browsers_own_dark_colours_is_dark(page: Callable[[str], Inspector]) -> None:
    """A page that leaves its colours to the browser is judged on the dark ground it really has."""
    scheme = '<meta name="color-scheme" content="light dark">'
    inspector = page(
        GOOD.format('<p><a href="/help">Help</a></p>').replace("<main>", scheme + "<main>")
    )

    inspector.browser.view(BY_NAME["dark"])
    result = axe_of(inspector).run(View())
    inspector.browser.view(BY_NAME["default"])

    assert "axe:color-contrast" not in {f.rule for f in result.findings}
    assert "axe:color-contrast" in result.passed


@pytest.mark.gate
def test_a_refusal_of_axe_is_told_in_its_words(page: Callable[[str], Inspector]) -> None:
    """When axe rejects, its own message arrives at once instead of a timeout."""
    inspector = page(GOOD.format(""))
    axe = axe_of(inspector)
    inspector.browser.evaluate("axe.run = () => Promise.reject(new Error('No elements found'));")

    with pytest.raises(EngineError, match="axe gave up: No elements found"):
        axe.run(View())


@pytest.mark.gate
def test_an_axe_that_never_answers_is_named(site: Site) -> None:
    """When axe does not come back, the message says that it was axe."""
    with Browser() as browser:
        browser.open(site.put(GOOD.format("")))
        axe = Axe(browser)
        axe.inject()
        browser.script_timeout_s = 0.5
        browser.evaluate("axe.run = () => new Promise(() => {});")

        with pytest.raises(EngineError, match="axe could not finish"):
            axe.run(View())


@pytest.mark.gate
def test_a_false_statement_of_version_is_found(
    page: Callable[[str], Inspector], tmp_path: Path
) -> None:
    """A script that states another version than it runs is refused."""
    fake = tmp_path / "axe.min.js"
    text = package_file("axe-core", "axe.min.js").read_text(encoding="utf-8")
    fake.write_text(text.replace("axe v4.14.1", "axe v4.99.0", 1), encoding="utf-8")
    inspector = page(GOOD.format(""))
    axe = Axe(inspector.browser, fake)
    axe.inject()

    with pytest.raises(EngineError, match=r"says axe 4\.99\.0, the page ran 4\.14\.1"):
        axe.run(View())


@pytest.mark.gate
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/*! axe v4.10.2\n*/", r"axe 4\.10\.2 is too old: 4\.14 is the floor"),
        ("/*! axe v3.1.1\n*/", r"axe 3\.1\.1 is too old"),
        ("window.axe = {};", "does not say which version"),
    ],
)
def test_an_old_axe_is_refused(text: str, said: str, inspector: Inspector, tmp_path: Path) -> None:
    """An axe below 4.14, such as the one inside the wrapper, never runs."""
    script = tmp_path / "axe.min.js"
    script.write_text(text, encoding="utf-8")

    with pytest.raises(EngineError, match=said):
        Axe(inspector.browser, script)


def test_targets_become_paths() -> None:
    """Steps into frames and into shadow roots can be told apart."""
    assert path_of(["#a", ["#host", "#in"], "#b"]) == "#a > #host >>> #in > #b"
