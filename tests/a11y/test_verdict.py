"""What blocks a merge, and what does not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from a11y.judging import judge
from a11y.verdict import (
    WAIVERS,
    Finding,
    Ledger,
    LedgerError,
    Signed,
    Verdict,
    Waiver,
    load_ledger,
)

TODAY = date(2026, 11, 21)
FAILURE = Finding(
    "start/sign_in/default/en/dark", "reflow", Verdict.FAIL, "#a", "Wide.", ("1.4.10",)
)
DOUBT = Finding("start/sign_in/default/en/dark", "focus_seen", Verdict.PERSON, "#a", "Small.", ())


def waiver(*, page: str = "start/*", last_day: date = TODAY) -> Waiver:
    return Waiver("reflow", page, "The cure is on its way.", "Ada", last_day)


def test_a_failure_blocks() -> None:
    """A failure without a waiver stops the merge."""
    judged = judge([FAILURE], Ledger(), TODAY)

    assert judged.blocks
    assert judged.blocking == (FAILURE,)


def test_a_doubt_does_not_block() -> None:
    """What needs a person is listed as open and lets the merge through."""
    judged = judge([DOUBT], Ledger(), TODAY)

    assert not judged.blocks
    assert judged.open == (DOUBT,)


def test_a_signature_closes_a_doubt() -> None:
    """What a person has looked at and signed is no longer open."""
    signed = Signed("focus_seen", "start/*", "A dot of 12 px, easy to see.", "Ada", TODAY)

    judged = judge([DOUBT], Ledger(signed=(signed,)), TODAY)

    assert (judged.open, judged.signed) == ((), (DOUBT,))


def test_a_waiver_holds_to_the_end_of_its_last_day() -> None:
    """On its last day a waiver still lets its failure through."""
    judged = judge([FAILURE], Ledger((waiver(),)), TODAY)

    assert not judged.blocks
    assert judged.waived == (FAILURE,)


def test_a_waiver_ends() -> None:
    """The day after its last day, the failure blocks and the waiver is complained about."""
    judged = judge([FAILURE], Ledger((waiver(last_day=date(2026, 11, 20)),)), TODAY)

    assert judged.blocking == (FAILURE,)
    assert "ended on 2026-11-20. Owner: Ada." in judged.complaints[0]


def test_a_waiver_covers_its_pages_alone() -> None:
    """A failure on another page than the waiver names blocks."""
    judged = judge([FAILURE], Ledger((waiver(page="consent/*"),)), TODAY)

    assert judged.blocking == (FAILURE,)


def test_a_waiver_for_nothing_must_go() -> None:
    """After a complete run, a waiver that covered nothing blocks until it is removed."""
    ledger = Ledger((waiver(),))

    assert judge([], ledger, TODAY).blocks
    assert not judge([], ledger, TODAY, complete=False).blocks


def test_there_are_no_waivers() -> None:
    """Our own pages need no waiver."""
    assert load_ledger(WAIVERS).waivers == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[waiver]]\nrule = "reflow"\npage = "*"', "missing"),
        ('[[waiver]]\nrule = "reflow"\nlast_day = "soon"', "'last_day' must be a date"),
        ('[[waiver]]\nrule = ""', "'rule' must be a str"),
        ('[[signed]]\nrule = "reflow"\nmood = "good"', "mood"),
        ('[[waver]]\nrule = "reflow"', "unknown table 'waver'"),
    ],
)
def test_an_incomplete_entry_is_refused(text: str, said: str, tmp_path: Path) -> None:
    """An entry without reason, owner or last day is refused with its place in the file."""
    file = tmp_path / "waivers.toml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(LedgerError, match=said):
        load_ledger(file)
