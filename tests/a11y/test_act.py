"""The ACT command: cases of our own in the W3C's shape, judged, counted and reported."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from a11y.act import (
    CANT_TELL,
    FAILED,
    INAPPLICABLE,
    PASSED,
    PREFIX,
    STAY,
    Case,
    Outcome,
    load_cases,
    run_cases,
)
from a11y.act_table import as_data, lines, rows
from a11y.browser import Browser
from a11y.commands.act import command
from a11y.loopback import folder_served
from a11y.reports.act_earl import as_act_earl
from a11y.rule import View
from a11y.rule_run import RuleResults, RuleRunner
from a11y.targets import TargetsError

TITLED = "<!doctype html><html lang=en><title>{}</title><p>Words.</p></html>"


def case(expected: str, name: str = "one", rule: str = "2779a5") -> Case:
    path = f"testcases/{rule}/{name}.html"
    title = f"{expected.title()} Example 1"
    return Case(name, rule, "Page has a title", title, expected, path, f"https://w3.example/{path}")


def outcome(expected: str, by: Mapping[str, str], name: str = "one") -> Outcome:
    return Outcome(case(expected, name), by, dict.fromkeys(by, ("2.4.2",)))


def written(folder: Path, pages: Mapping[str, tuple[str, str]]) -> Path:
    """A folder of cases. pages: file name -> expected outcome and content."""
    listed: list[dict[str, Any]] = []
    for name, (expected, content) in pages.items():
        file = folder / "testcases" / "2779a5" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
        path = file.relative_to(folder).as_posix()
        listed.append(
            {
                "ruleId": "2779a5",
                "ruleName": "Page has a title",
                "testcaseId": name,
                "testcaseTitle": f"{expected} {name}",
                "expected": expected,
                "relativePath": path,
                "url": f"https://w3.example/{path}",
            }
        )
    text = json.dumps({"testcases": listed})
    (folder / "testcases.json").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("by", "whole"),
    [
        ({}, "untested"),
        ({"a": INAPPLICABLE, "b": PASSED}, PASSED),
        ({"a": PASSED, "b": CANT_TELL}, CANT_TELL),
        ({"a": CANT_TELL, "b": FAILED, "c": PASSED}, FAILED),
    ],
)
def test_the_strongest_word_counts(by: dict[str, str], whole: str) -> None:
    """A failure of one rule goes before questions and passes of the others."""
    assert outcome("failed", by).whole == whole


def test_flagged_missed_and_false_are_told_apart() -> None:
    """A question is no failure; a failure of a passed case is false."""
    hit, asked = outcome("failed", {"a": FAILED}), outcome("failed", {"a": CANT_TELL})
    false, right = outcome("passed", {"a": FAILED}), outcome("inapplicable", {"a": CANT_TELL})

    (row,) = rows([hit, asked, false, right])

    assert (row.flagged, row.asked, row.false) == (1, 1, 1)
    assert [o.missed for o in (hit, asked, false, right)] == [False, True, False, False]
    assert "1 of 2 failed examples flagged" in lines([hit, asked, false, right])[-1]


def test_a_rule_that_nobody_stands_for_is_named() -> None:
    """The table says where nothing of ours looks at all."""
    assert "no rule of ours" in lines([outcome("failed", {})])[1]


def test_the_report_has_one_assertion_for_each_case_and_rule() -> None:
    """Each case is a subject by its published address; each rule says its own outcome."""
    text = as_act_earl(
        [outcome("failed", {"axe:t": FAILED, "t": PASSED})], {"axe": "4.14.1"}, date(2026, 11, 21)
    )

    assertor, subject = json.loads(text)["@graph"]
    assert "axe 4.14.1" in assertor["description"]
    assert subject["source"] == "https://w3.example/testcases/2779a5/one.html"
    said = {a["test"]["title"]: a["result"]["outcome"]["@id"] for a in subject["assertions"]}
    assert said == {"axe:t": "earl:failed", "t": "earl:passed"}
    assert subject["assertions"][0]["test"]["isPartOf"][0]["title"] == "WCAG2: 2.4.2"
    assert {a["mode"] for a in subject["assertions"]} == {"earl:automatic"}


def test_a_folder_without_cases_is_one_sentence(tmp_path: Path) -> None:
    """A wrong folder and an unknown rule are told in one sentence each."""
    with pytest.raises(TargetsError, match="name the folder of the ACT cases"):
        load_cases(tmp_path)
    with pytest.raises(TargetsError, match="No case is about the ACT rule “xxxxxx”"):
        load_cases(written(tmp_path, {"a.html": ("passed", "")}), ["xxxxxx"])


@pytest.mark.gate
def test_cases_are_judged_whatever_they_are(tmp_path: Path) -> None:
    """HTML, SVG and a page that goes elsewhere at once are judged; a missing one stops nothing."""
    svg = "<svg xmlns='http://www.w3.org/2000/svg'><title>Star</title></svg>"
    away = '<meta http-equiv="refresh" content="0; url=good.html">' + TITLED.format("Gone")
    folder = written(
        tmp_path,
        {
            "good.html": ("passed", TITLED.format("Sign in")),
            "bad.html": ("failed", TITLED.format("")),
            "star.svg": ("inapplicable", svg),
            "away.html": ("passed", away),
        },
    )

    outcomes, engines = run_cases(load_cases(folder), folder, browsers=2)

    assert [o.flagged or o.missed or o.false for o in outcomes] == [False, True, False, False]
    assert outcomes[1].by["axe:document-title"] == FAILED
    assert outcomes[0].by["axe:document-title"] == PASSED
    assert all(not o.fault for o in outcomes)
    assert as_data(outcomes, engines)["total"]["flagged"] == 1


@pytest.mark.gate
def test_a_remark_counts_for_the_rules_that_it_is_about(tmp_path: Path) -> None:
    """A criterion kept in one way fails the rule on another; a part is not the page."""
    menu = "<nav><a href='/'>Home</a> <a href='/b'>Books</a></nav><h1>Peach</h1>"
    page = f"<!doctype html><html lang=en><title>Peach</title>{menu}<p lang=em>{'Words ' * 9}</p>"
    (one,) = load_cases(written(tmp_path, {"a.html": ("passed", page)}))
    cases = [replace(one, rule=rule) for rule in ("cf77f2", "b40fd1", "bf051a", "de46e4")]

    outcomes, _ = run_cases(cases, tmp_path, engines=("rules",), browsers=1)

    assert [outcome.whole for outcome in outcomes] == [PASSED, FAILED, PASSED, FAILED]


@pytest.mark.gate
def test_a_page_that_leads_on_later_stays_while_it_is_judged(tmp_path: Path) -> None:
    """A case that goes elsewhere after a second is judged, however long that takes."""
    later = '<meta http-equiv="refresh" content="1; url=good.html">' + TITLED.format("")
    folder = written(tmp_path, {"later.html": ("failed", later)})
    (case_,) = load_cases(folder)

    with folder_served(folder, PREFIX) as base, Browser() as browser:
        browser.open(f"{base}{PREFIX}{case_.path}")
        browser.evaluate(STAY)
        browser.evaluate_async("setTimeout(arguments[0], 1500);")

        assert browser.evaluate("return location.href;").endswith("later.html")


@pytest.mark.gate
def test_the_command_writes_what_it_found(tmp_path: Path) -> None:
    """One run prints the table and writes the figures and the report."""
    folder = written(tmp_path, {"bad.html": ("failed", TITLED.format(""))})
    out, earl = tmp_path / "out" / "act.json", tmp_path / "out" / "earl.json"
    engine = ["--engine", "axe"]

    result = CliRunner().invoke(
        command, [str(folder), *engine, "--json", str(out), "--earl", str(earl), "--misses"]
    )

    assert result.exit_code == 0, result.output
    assert "1 of 1 failed examples flagged" in result.output
    assert json.loads(out.read_text(encoding="utf-8"))["total"]["flagged"] == 1
    assert len(json.loads(earl.read_text(encoding="utf-8"))["@graph"]) == 2


@pytest.mark.gate
def test_a_case_that_a_rule_cannot_judge_was_not_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule that cannot cope with a case says so: it counts as neither passed nor failed."""

    def run(runner: RuleRunner, view: View, **more: object) -> RuleResults:
        return RuleResults({}, {}, {"page_title": "TypeError: no such thing"}, ())

    monkeypatch.setattr(RuleRunner, "run", run)
    folder = written(tmp_path, {"one.html": ("passed", TITLED.format("A"))})

    ((found,), _) = run_cases(load_cases(folder), folder, engines=("rules",), browsers=1)

    assert found.fault == "page_title cannot judge it: TypeError: no such thing"
    assert not found.by
