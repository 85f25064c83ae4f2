"""Every rule says of every example page exactly what is expected."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from a11y.conditions import BY_NAME, DEFAULT
from a11y.inspection import Inspector
from a11y.rule import Page, Rule, View
from a11y.rules import BY_ID, RULES
from a11y.verdict import Verdict

EXAMPLES = Path(__file__).parent
KINDS = ("pass", "fail", "inapplicable")
FILES = sorted(file for kind in ("*.html", "*.svg") for file in EXAMPLES.glob(f"*/{kind}"))
# What compares pages is shown by folders of them.
FOLDERS = sorted({file.parent for file in EXAMPLES.glob("*/*/*.html")})


def lacking(rules: tuple[Rule, ...], examples: Path) -> list[str]:
    """Rules that lack an example that must pass, one that must fail, or one not concerned."""
    wanted = [(rule.id, kind) for rule in rules for kind in KINDS]
    return [
        f"{rule}: no {kind}_*"
        for rule, kind in wanted
        if not list((examples / rule).glob(f"{kind}_*"))
    ]


def expected(file: Path) -> dict[str, Any]:
    """What stands in expected.toml about a page; nothing for one that simply passes."""
    stated = tomllib.loads((file.parent / "expected.toml").read_text(encoding="utf-8"))
    return dict(stated.get(file.name, {}))


@pytest.mark.gate
@pytest.mark.parametrize("file", FILES, ids=lambda f: f"{f.parent.name}/{f.stem}")
def test_verdicts(file: Path, inspector: Inspector) -> None:
    """A rule gives its expected verdict to each element of an example page."""
    wanted = expected(file)
    condition = BY_NAME[wanted.get("condition", "default")]
    view = View(wanted.get("language", "en"), condition, own=wanted.get("own", True))
    assert BY_ID[file.parent.name].runs_in(condition)

    inspector.browser.view(condition)
    inspector.browser.open(file.as_uri(), script=condition.script)
    inspector.browser.settle()
    remarks = inspector.rules.run(view, only={file.parent.name}).remarks[file.parent.name]

    said = {v: {r.element for r in remarks if r.verdict is v} for v in Verdict}
    assert said[Verdict.FAIL] == set(wanted.get("fail", ())), remarks
    assert said[Verdict.PERSON] == set(wanted.get("person", ())), remarks
    assert said[Verdict.PASS] >= set(wanted.get("pass", ())), remarks
    for element, acts in wanted.get("short_of", {}).items():
        assert [list(r.short_of) for r in remarks if r.element == element] == [acts]
    for element, acts in wanted.get("about", {}).items():
        assert [list(r.act or ()) for r in remarks if r.element == element] == [acts]
    for element, words in wanted.get("says", {}).items():
        assert any(words in r.note for r in remarks if r.element == element), remarks
    assert bool(remarks) != file.stem.startswith("inapplicable")
    if file.stem.startswith("pass"):
        assert {r.verdict for r in remarks} == {Verdict.PASS}
    if file.stem.startswith("fail"):
        assert said[Verdict.FAIL]


@pytest.mark.gate
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f"{f.parent.name}/{f.name}")
def test_verdicts_across_pages(folder: Path, inspector: Inspector) -> None:
    """A rule that compares pages gives its expected verdict to each of an example folder."""
    wanted, rule = expected(folder), BY_ID[folder.parent.name]
    pages = []
    for file in sorted(folder.glob("*.html")):
        inspector.browser.view(DEFAULT)
        inspector.browser.open(file.as_uri())
        inspector.browser.settle()
        facts = inspector.rules.run(View("en"), walk=False).facts
        title = str(inspector.browser.evaluate("return document.title"))
        pages.append(Page(file.stem, f"http://site/{file.name}", title, facts[rule.id]))
    assert rule.across is not None

    remarks = list(rule.across(pages))

    told = {
        v: {f"{p.view} {r.element}".strip() for p, r in remarks if r.verdict is v} for v in Verdict
    }
    assert told[Verdict.FAIL] == set(wanted.get("fail", ())), remarks
    assert told[Verdict.PERSON] == set(wanted.get("person", ())), remarks
    assert bool(remarks) != folder.name.startswith("inapplicable")
    if folder.name.startswith("fail"):
        assert told[Verdict.FAIL]


def test_each_rule_is_proven() -> None:
    """Every rule has an example that passes, one that fails, and one that it does not concern."""
    assert lacking(RULES, EXAMPLES) == []


@pytest.mark.parametrize("missing", KINDS)
def test_a_rule_without_examples_is_found(missing: str, tmp_path: Path) -> None:
    """A rule whose folder lacks one of the three kinds of examples is named with that kind."""
    (tmp_path / RULES[0].id).mkdir()
    for kind in KINDS:
        if kind != missing:
            (tmp_path / RULES[0].id / f"{kind}_it.html").touch()

    assert lacking(RULES[:1], tmp_path) == [f"{RULES[0].id}: no {missing}_*"]


def test_each_example_belongs_to_a_rule() -> None:
    """No folder of examples is left over from a rule that is gone."""
    assert {file.parent.name for file in (*FILES, *FOLDERS)} == set(BY_ID)


def test_each_expectation_has_its_page() -> None:
    """No expectation is about a page that is not there."""
    for stated in EXAMPLES.glob("*/expected.toml"):
        names = tomllib.loads(stated.read_text(encoding="utf-8"))
        assert {name for name in names if not (stated.parent / name).exists()} == set()
