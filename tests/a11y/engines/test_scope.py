"""A finding is about the ACT rules of the W3C that apply to its element."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from a11y.engines import Engine, EngineFinding, EngineResult
from a11y.engines.scope import in_scope
from a11y.inspection import Inspector
from a11y.verdict import Verdict

LANGUAGE = ("b5c3f8", "bf051a")


def about(
    inspector: Inspector, rule: str, element: str, act: tuple[str, ...]
) -> tuple[str, ...] | None:
    engine: Engine = next(one for one in inspector.voices if rule.startswith(one.name))
    found = EngineFinding(rule, Verdict.FAIL, element, "", ("3.1.1",), act=act)
    ((_, result),) = in_scope(inspector.browser, [(engine, EngineResult((found,), ()))])
    return result.findings[0].act


@pytest.mark.gate
@pytest.mark.parametrize(
    ("root", "element", "left"),
    [
        ("", "", ("b5c3f8",)),
        (" ", "", ("b5c3f8",)),
        ("zz", "", ("bf051a",)),
        ("zz", "html > body > iframe > html", ()),
    ],
)
def test_a_language_is_missing_or_wrong(
    root: str, element: str, left: tuple[str, ...], page: Callable[[str], Inspector]
) -> None:
    """One that is not there cannot be invalid, and the language of a frame is not the page's."""
    inspector = page(f"<script>document.documentElement.lang = '{root}'</script><p>Words</p>")

    assert about(inspector, "ibm:html_lang_valid", element, LANGUAGE) == left


@pytest.mark.gate
def test_a_button_is_no_field(page: Callable[[str], Inspector]) -> None:
    """Rules about fields are not broken by a button without a name."""
    inspector = page('<button id="go"></button><input id="name">')

    assert about(inspector, "ibm:input_label_exists", "#go", ("e086e5", "97a4e1")) == ("97a4e1",)
    assert about(inspector, "ibm:input_label_exists", "#name", ("e086e5",)) == ("e086e5",)
