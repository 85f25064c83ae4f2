"""An ordinary sound page gets no remark at all, however closely it is looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from a11y.conditions import CONDITIONS, Condition
from a11y.inspection import Inspector
from a11y.rule import View
from a11y.verdict import Verdict

PAGES = sorted((Path(__file__).parent / "sound").glob("*.html"))


@pytest.mark.gate
@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda condition: condition.name)
@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_no_remark(file: Path, condition: Condition, inspector: Inspector) -> None:
    """No rule of ours fails a sound page of somebody else, or sends a person to look at it."""
    inspector.browser.view(condition)
    inspector.browser.open(file.as_uri(), script=condition.script)

    remarks = inspector.rules.run(View("", condition, own=False)).remarks

    said = {
        (rule, remark.verdict.value, remark.element, remark.note)
        for rule, given in remarks.items()
        for remark in given
        if remark.verdict is not Verdict.PASS
    }
    assert said == set()


def test_there_are_sound_pages() -> None:
    """There is more than one kind of sound page."""
    assert len(PAGES) > 1
