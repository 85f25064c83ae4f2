"""Our tables of criteria against the official files."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from a11y import methods, wcag

DATA = os.environ.get("A11Y_DATA", "")
official = pytest.mark.skipif(
    not DATA,
    reason="A11Y_DATA names no folder: OUR TABLES ARE NOT CHECKED AGAINST THE OFFICIAL ONES",
)


def given(path: str) -> Any:
    return json.loads((Path(DATA) / path).read_text(encoding="utf-8"))


def raweb(language: str) -> dict[str, dict[str, Any]]:
    """Official criteria by number, with their references: kind -> list of strings."""
    found = {}
    for topic in given(f"raweb/criteria-{language}.json")["topics"]:
        for entry in topic["criteria"]:
            one = entry["criterium"]
            references: dict[str, Any] = {}
            for reference in one["references"]:
                references |= reference
            # Two of these lists are a single string in the published file.
            lists = {k: [v] if isinstance(v, str) else v for k, v in references.items()}
            found[f"{topic['number']}.{one['number']}"] = {"title": one["title"], **lists}
    return found


@pytest.mark.parametrize(
    ("method", "count"), [("wcag22", 55), ("raweb1", 136), ("rgaa412", 106), ("simple1", 53)]
)
def test_a_method_is_whole(method: str, count: int) -> None:
    """Each method has all its criteria, each once, with words in English."""
    criteria = methods.METHODS[method]().criteria

    assert len({criterion.number for criterion in criteria}) == len(criteria) == count
    assert all(criterion.caption() and criterion.question().endswith("?") for criterion in criteria)


def test_wcag_has_every_criterion_of_a_and_aa() -> None:
    """Questions and barriers exist for each criterion of levels A and AA, in their languages."""
    wanted = {number for number, (level, _) in wcag.CRITERIA.items() if level != "AAA"}

    assert {criterion.number for criterion in methods.wcag22().criteria} == wanted
    assert set(methods.barriers()) == wanted
    assert all(all(words.values()) for words in methods.barriers().values())
    assert all(criterion.question("fr").endswith("?") for criterion in methods.wcag22().criteria)


@official
@pytest.mark.parametrize("method", ["raweb1", "rgaa412", "simple1"])
def test_levels_are_the_official_ones(method: str) -> None:
    """Numbers and levels of each method are those of the observatory."""
    ours = {c.number: c.level for c in methods.METHODS[method]().criteria}

    assert ours == given(f"sip/levels-{method}.json")


@official
@pytest.mark.parametrize("language", ["en", "fr"])
def test_references_are_the_official_ones(language: str) -> None:
    """Each criterion of RAWeb refers to the success criteria and clauses that the state names."""
    theirs = raweb(language)

    for criterion in methods.raweb1().criteria:
        official_one = theirs[criterion.number]
        assert [w.split()[0] for w in official_one.get("wcag", [])] == list(criterion.wcag)
        if language == "en":
            assert [n.split()[0] for n in official_one.get("norm", [])] == list(criterion.en)


@official
def test_captions_are_our_own_words() -> None:
    """No caption of ours is a sentence of the official text."""
    for language in ("en", "fr"):
        theirs = raweb(language)
        for criterion in methods.raweb1().criteria:
            assert (
                criterion.caption(language).lower() not in theirs[criterion.number]["title"].lower()
            )


@official
def test_ids_of_criteria_are_those_of_the_catalogue() -> None:
    """The id that we make of a criterion's name is the one that others use."""
    catalogue = (Path(DATA) / "openacr/catalog-2.5-wcag-2.2-508-eu-en.yaml").read_text("utf-8")
    # There these three still have the ids of WCAG 2.0.
    old = {"1.4.3", "1.4.4", "1.4.5"}

    for criterion in methods.wcag22().criteria:
        if criterion.number not in old:
            assert f"alt_id: {wcag.slug(criterion.number)}\n" in catalogue
