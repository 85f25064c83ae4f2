"""One rule of ours: whom it protects, what it looks at, and how it judges."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from a11y import wcag
from a11y.conditions import DEFAULT, Condition
from a11y.verdict import NOTHING, Evidence, Finding, Verdict

if TYPE_CHECKING:
    from a11y.browser import Browser

PROBE = "".join(
    (Path(__file__).parent / name).read_text(encoding="utf-8") for name in ("colour.js", "probe.js")
)


TOLD = """
const told = (probe) => {
  try { return { seen: probe() ?? null }; } catch (error) { return { fault: String(error) }; }
};
"""


@dataclass(frozen=True, slots=True)
class View:
    """How a page is being looked at.

    language: that it was asked for in, "" when unknown.
    own: it is a page of this house, which asks for more of itself than WCAG does.
    first: it is the first look at the page after a load with its script.
    aaa: what engines say of criteria of level AAA alone is wanted too, though it blocks nothing.
    """

    language: str = ""
    condition: Condition = DEFAULT
    own: bool = True
    first: bool = False
    aaa: bool = True


@dataclass(frozen=True, slots=True)
class Remark:
    """A verdict on one element. element: CSS path, "" for the page.  note: what exactly.

    act: those of the rule's ACT rules that it is about, None for all of them.
    short_of: those that fail here all the same, as they ask for one of several ways to keep a
    criterion, and another one is taken.
    """

    verdict: Verdict
    element: str = ""
    note: str = ""
    evidence: Evidence = NOTHING
    act: tuple[str, ...] | None = None
    short_of: tuple[str, ...] = ()

    def about(self, *act: str) -> Remark:
        """The same, of these ACT rules alone."""
        return replace(self, act=act)

    def falls_short_of(self, *act: str) -> Remark:
        """The same, and these ACT rules fail."""
        return replace(self, short_of=act)


@dataclass(frozen=True, slots=True)
class Page:
    """One page among those that are compared. view: its id.  seen: what the rule's probe saw."""

    view: str
    url: str
    title: str
    seen: Any


def passes(element: str = "", evidence: Evidence = NOTHING) -> Remark:
    return Remark(Verdict.PASS, element, evidence=evidence)


def fails(element: str, note: str, evidence: Evidence = NOTHING) -> Remark:
    return Remark(Verdict.FAIL, element, note, evidence)


def asks(element: str, note: str, evidence: Evidence = NOTHING) -> Remark:
    return Remark(Verdict.PERSON, element, note, evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule.

    criteria: numbers of WCAG 2.2; none where RAWeb alone asks for it (placing.py).
    act: ids of the W3C's ACT rules that a failure stands for.
    house: True when we ask for more than they do; it then judges pages of this house alone.
    affects: who meets the barrier.  passed, failed, person: the verdict in a sentence.
    probe: JavaScript that returns JSON values, with `page` of probe.js in reach.
    observe: uses the browser as a person would, and tells what happened.
    check: turns what was seen into remarks; none at all means "does not apply".
    conditions: names of those in which it runs; None for all.
    sees: what the check gets: what its probe saw, the Tab walk (walk.Walk), the marks of the
    focus (focus_mark.Mark, one for each stop), its layouts (layouts.Layouts), or what `observe`
    told.
    across: compares pages: what the probe saw of each is kept, and at the end of an audit this
    gets all of them at once, and gives (page, remark).
    words: it judges words, which are others in each language: it runs at the first look after each
    load, whatever the condition.
    What `observe` changes of the page, of focus, scrolling or condition, it gives back.
    """

    id: str
    criteria: tuple[str, ...]
    affects: str
    passed: str
    failed: str
    person: str = ""
    check: Callable[[Any, View], Iterable[Remark]]
    probe: str = ""
    observe: Callable[[Browser, View], Any] | None = None
    conditions: frozenset[str] | None = None
    house: bool = False
    sees: Literal["probe", "walk", "marks", "layouts", "browser"] = "probe"
    across: Callable[[Sequence[Page]], Iterable[tuple[Page, Remark]]] | None = None
    act: tuple[str, ...] = ()
    words: bool = False

    def runs_in(self, condition: Condition) -> bool:
        return self.conditions is None or condition.name in self.conditions

    def judges(self, view: View) -> bool:
        """Whether it has anything to say in this view."""
        due = self.runs_in(view.condition) or (self.words and view.first)
        return due and (view.own or not self.house)


def findings(
    page: str, rule: Rule, remarks: Iterable[Remark], *, own: bool = False
) -> Iterator[Finding]:
    """What a report tells of a view: all that is not a pass. page: id of the view.

    own: it is a page of this house, where each of our rules blocks, whatever its level.
    """
    for remark in remarks:
        if remark.verdict is not Verdict.PASS:
            words = rule.failed if remark.verdict is Verdict.FAIL else rule.person
            yield Finding(
                page,
                rule.id,
                remark.verdict,
                remark.element,
                f"{words} {remark.note}".strip(),
                rule.criteria,
                evidence=remark.evidence,
                gates=own or rule.house or wcag.gates(rule.criteria),
            )


def combined(rules: Iterable[Rule]) -> str:
    """One script that runs the probes of all these rules: rule id -> what was "seen", or a "fault".

    A page on which one probe fails is seen by the others.
    """
    parts = [f"{rule.id}: told(() => {{{rule.probe}}})" for rule in rules if rule.sees == "probe"]
    return f"const page = (() => {{{PROBE}}})(); {TOLD} return {{{', '.join(parts)}}};"
