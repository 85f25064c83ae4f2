"""What blocks under a bar, and what a baseline lets through."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from a11y.baseline import BaselineError, Known, made_of, normalised, read, written
from a11y.judging import Bar, Judgement, Seen, judge
from a11y.verdict import Finding, Ledger, Verdict

TODAY = date(2026, 11, 21)
PAGE = "https://example.org/"
VIEW = f"{PAGE} (default)"
FAILURE = Finding(VIEW, "axe:label", Verdict.FAIL, "#a", "No label.", ("4.1.2",))
DOUBT = replace(FAILURE, verdict=Verdict.PERSON, element="#b")
GOOD_PRACTICE = replace(FAILURE, rule="axe:region", criteria=())
ENHANCED = replace(FAILURE, rule="axe:color-contrast-enhanced", criteria=("1.4.6",))
KNOWN = Known(PAGE, "axe:label", "#a", "default", "They know.", TODAY)
SEEN = Seen({VIEW: (PAGE, "default")})


def judged(*findings: Finding, bar: Bar = Bar(), known: tuple[Known, ...] = ()) -> Judgement:  # noqa: B008 - a frozen value
    return judge(findings, Ledger(), TODAY, bar=bar, known=known, seen=SEEN)


@pytest.mark.parametrize(
    ("tags", "stops"),
    [
        ((), [FAILURE, GOOD_PRACTICE, ENHANCED]),
        (("A", "AA"), [FAILURE]),
        (("wcag2a",), [FAILURE]),
        (("wcag21aa",), []),
        (("4.1.2",), [FAILURE]),
        (("AAA", "best-practice"), [GOOD_PRACTICE, ENHANCED]),
    ],
)
def test_tags_choose_what_blocks(tags: tuple[str, ...], stops: list[Finding]) -> None:
    """A failure without one of the chosen tags is reported and does not block."""
    found = judged(FAILURE, GOOD_PRACTICE, ENHANCED, DOUBT, bar=Bar(tags=tags))

    assert list(found.blocking) == stops
    assert {*found.blocking, *found.reported} == {FAILURE, GOOD_PRACTICE, ENHANCED}
    assert found.open == (DOUBT,)


def test_doubts_block_when_asked() -> None:
    """With the bar at “person”, what a machine cannot tell blocks too; with “none”, nothing."""
    both = Bar(frozenset({Verdict.FAIL, Verdict.PERSON}))

    assert judged(FAILURE, DOUBT, bar=both).blocking == (FAILURE, DOUBT)
    assert not judged(FAILURE, DOUBT, bar=Bar(frozenset())).blocks


def test_what_is_known_does_not_block() -> None:
    """A finding of the baseline passes, a new one on the same page blocks."""
    new = replace(FAILURE, element="#other")

    found = judged(FAILURE, new, known=(KNOWN,))

    assert (found.known, found.blocking, found.stale) == ((FAILURE,), (new,), ())


def test_another_rule_that_speaks_first_is_still_known() -> None:
    """When another engine now says the same first, the known finding stays known."""
    found = judged(replace(FAILURE, rule="ibm:label", also=("axe:label",)), known=(KNOWN,))

    assert not found.blocks


def test_a_last_day_ends() -> None:
    """The day after its last day a known finding blocks again."""
    over = replace(KNOWN, last_day=TODAY - timedelta(days=1))

    assert judged(FAILURE, known=(over,)).blocking == (FAILURE,)


def test_what_is_gone_is_said_where_it_was_looked_for() -> None:
    """An entry that nothing meets is stale; one for a view that was not looked at is not."""
    elsewhere = replace(KNOWN, condition="dark")

    found = judged(known=(KNOWN, elsewhere))

    assert len(found.stale) == 1
    assert "Take it out of the baseline" in found.stale[0]
    assert not found.blocks


def test_paths_are_compared_without_what_changes_by_itself() -> None:
    """A place in a list, a counter or a machine's name does not make a finding new."""
    assert normalised("main > li:nth-of-type(3) > a") == normalised("main > li:nth-of-type(7) > a")
    assert normalised("#field-1849") == normalised("#field-207731")
    assert normalised("#css-1x9vq3k > b") == normalised("#css-8jjr2la > b")
    assert normalised("#search") != normalised("#menu")


def test_a_baseline_can_be_written_and_read(tmp_path: Path) -> None:
    """What was found becomes a file that lets exactly that through."""
    file = tmp_path / "known.toml"
    odd = replace(FAILURE, element='a[title="\\“x”\x7f"]', words="It says\n“no”.")

    file.write_text(written(made_of([(PAGE, "default", odd)], (), TODAY)), encoding="utf-8")
    known = read(file)

    assert judged(odd, known=known).known == (odd,)
    assert known[0].last_day > TODAY


def test_writing_again_keeps_reasons_and_only_tightens() -> None:
    """Reason and last day of an old entry stay, and what is gone is left out."""
    gone = replace(KNOWN, rule="axe:image-alt")

    again = made_of([(PAGE, "default", FAILURE)], (KNOWN, gone), TODAY)

    assert again == (KNOWN,)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("known = 1", "each entry begins"),
        ("[[other]]", "each entry begins"),
        ("[[known]]\npage = 'x'", "'condition' is missing or unknown"),
        (written([KNOWN]).replace("2026-11-21", '"soon"'), "'last_day' must be a date"),
        ("[[", "cannot be read"),
    ],
)
def test_a_faulty_baseline_is_told(text: str, fault: str, tmp_path: Path) -> None:
    """A baseline that is not complete gives a sentence with file, entry and fault."""
    file = tmp_path / "known.toml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(BaselineError, match=fault):
        read(file)
