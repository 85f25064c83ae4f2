"""The list of faults fits our pages, and what the gate says of a fault can be believed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from click.testing import CliRunner, Result

from a11y.chromium import BrowserError
from a11y.page_states import visits
from tests.a11y.mutants.__main__ import look, main
from tests.a11y.mutants.mutation import (
    ROOT,
    Judge,
    Mutant,
    MutantError,
    Outcome,
    chosen,
    copy,
    load,
)
from tests.a11y.mutants.stories import Heard, Stories

LEAST = 60
Said = tuple[Result, dict[str, list[str]]]  # what it said, mutant -> its killers
HARMLESS = Mutant(
    name="harmless",
    whom="Nobody.",
    file="assets/style.css",
    old=".lead { font-size: 1.2rem; }",
    new=".lead { font-size: 1.21rem; }",
    states=("magic_link/ask/default",),
)


def test_there_are_enough_faults() -> None:
    """The list holds at least sixty faults, each told in a sentence about a person."""
    mutants = load()

    assert len(mutants) >= LEAST
    assert [m.name for m in mutants if not m.whom.endswith(".")] == []


@pytest.mark.parametrize("mutant", load(), ids=lambda mutant: mutant.name)
def test_a_fault_fits_our_pages(mutant: Mutant) -> None:
    """What a fault replaces stands in its file, and its states exist."""
    text = (ROOT / "templates" / mutant.file).read_text(encoding="utf-8")

    assert mutant.old in text
    assert mutant.old != mutant.new
    assert chosen(ROOT, mutant.states)


def test_a_fault_that_fits_no_more_is_named() -> None:
    """A fault whose text is gone stops the run instead of passing as seen."""
    gone = Mutant("gone", "Nobody.", "assets/style.css", "no such text", "", ("start/*",))

    with (
        pytest.raises(MutantError, match=r"gone: assets/style\.css holds no 'no such text'"),
        copy(gone),
    ):
        pass


def test_our_own_pages_stay_as_they_are() -> None:
    """The fault is in the copy alone."""
    with copy(HARMLESS) as folder:
        copied = (folder / "templates" / HARMLESS.file).read_text(encoding="utf-8")

    assert HARMLESS.new in copied
    assert HARMLESS.new not in (ROOT / "templates" / HARMLESS.file).read_text(encoding="utf-8")
    assert visits(ROOT / "templates") == visits()


@pytest.fixture(scope="module")
def few_stories() -> Iterator[None]:
    """Who survives meets one story of each kind: all of them would take minutes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Heard, "chosen", lambda way, mutant: "magic_link and error and english")
        patch.setattr(Stories, "chosen", lambda way, mutant: "keyboard_alone")
        yield


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory, few_stories: None) -> Said:
    """What the command says of a harmless change and of an unbound label, and their killers."""
    folder = tmp_path_factory.mktemp("mutants")
    (fault,) = (mutant for mutant in load() if mutant.name == "label_unbound")
    entries = [
        f"[{m.name}]\nwhom = {m.whom!r}\nfile = {m.file!r}\nold = {m.old!r}\nnew = {m.new!r}\n"
        "states = ['magic_link/ask/default']\n"
        for m in (HARMLESS, fault)
    ]
    (folder / "list.toml").write_text("\n".join(entries), encoding="utf-8")
    given = ["--list", str(folder / "list.toml"), "--browsers", "1"]
    result = CliRunner().invoke(main, [*given, "--out", str(folder / "out.json")])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception  # else only what it would have written would be missed
    out = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    return result, {one["name"]: one["killers"] for one in out}


@pytest.mark.gate
def test_a_harmless_change_survives_and_a_fault_does_not(said: Said) -> None:
    """What breaks nothing is not called seen; an unbound label is, by the rule for labels."""
    _, killers = said

    assert killers["harmless"] == []
    assert "field_named" in killers["label_unbound"]


@pytest.mark.gate
def test_too_many_survivors_end_with_1(said: Said) -> None:
    """A list of which less than 95 of 100 are seen ends with 1 and names the survivors."""
    result, _ = said

    assert result.exit_code == 1
    assert "survives: harmless: Nobody." in result.output
    assert "1 of 2 mutants killed" in result.output


@pytest.mark.gate
def test_a_mutant_is_looked_at_again_in_another_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser that breaks takes no mutant along; one that breaks each of them stops the run."""
    (fault,) = (mutant for mutant in load() if mutant.name == "label_unbound")
    fault = replace(fault, states=("magic_link/ask/default",))
    judge, breaks = Judge.judge, [BrowserError("The browser is gone.")]

    def breaking(self: Judge, mutant: Mutant) -> Outcome:
        if breaks:
            raise breaks.pop()
        return judge(self, mutant)

    monkeypatch.setattr(Judge, "judge", breaking)
    (outcome,) = look([fault], 1)
    assert outcome.killed

    breaks += [BrowserError("The browser is gone.")] * 2
    with pytest.raises(BrowserError):
        look([fault], 1)
