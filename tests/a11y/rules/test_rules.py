"""Every rule says of every example page exactly what is expected."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from a11y.conditions import BY_NAME
from a11y.inspection import Inspector
from a11y.rule import Rule, View
from a11y.rules import BY_ID, RULES
from a11y.verdict import Verdict

EXAMPLES = Path(__file__).parent
FILES = sorted(EXAMPLES.glob("*/*.html"))


def lacking(rules: tuple[Rule, ...], examples: Path) -> list[str]:
    """Rules that lack a page that must pass or one that must fail."""
    wanted = [(rule.id, kind) for rule in rules for kind in ("pass", "fail")]
    return [
        f"{rule}: no {kind}_*.html"
        for rule, kind in wanted
        if not list((examples / rule).glob(f"{kind}_*.html"))
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
    view = View(wanted.get("language", "en"), condition)
    assert BY_ID[file.parent.name].runs_in(condition)

    inspector.browser.view(condition)
    inspector.browser.open(file.as_uri(), script=condition.script)
    remarks = inspector.remarks(view)[file.parent.name]

    said = {v: {r.element for r in remarks if r.verdict is v} for v in Verdict}
    assert said[Verdict.FAIL] == set(wanted.get("fail", ())), remarks
    assert said[Verdict.PERSON] == set(wanted.get("person", ())), remarks
    assert said[Verdict.PASS] >= set(wanted.get("pass", ())), remarks
    assert bool(remarks) != file.stem.startswith("inapplicable")
    if file.stem.startswith("pass"):
        assert {r.verdict for r in remarks} == {Verdict.PASS}
    if file.stem.startswith("fail"):
        assert said[Verdict.FAIL]


def test_each_rule_is_proven() -> None:
    """Every rule has a page that must pass and one that must fail."""
    assert lacking(RULES, EXAMPLES) == []


def test_a_rule_without_examples_is_found(tmp_path: Path) -> None:
    """A rule whose folder holds only a passing page is named as unproven."""
    (tmp_path / RULES[0].id).mkdir()
    (tmp_path / RULES[0].id / "pass_it.html").touch()

    assert lacking(RULES[:1], tmp_path) == [f"{RULES[0].id}: no fail_*.html"]


def test_each_example_belongs_to_a_rule() -> None:
    """No folder of examples is left over from a rule that is gone."""
    assert {file.parent.name for file in FILES} == set(BY_ID)


def test_each_expectation_has_its_page() -> None:
    """No expectation is about a page that is not there."""
    for stated in EXAMPLES.glob("*/expected.toml"):
        names = tomllib.loads(stated.read_text(encoding="utf-8"))
        assert {name for name in names if not (stated.parent / name).is_file()} == set()
