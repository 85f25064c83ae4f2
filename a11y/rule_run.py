"""Runs our rules on the page that is open: each look at the page is had once for all of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from a11y.browser import Browser
from a11y.chromium import CannotReturn, CheckFailed
from a11y.conditions import DEFAULT
from a11y.focus_mark import Known, Marker
from a11y.layouts import layouts
from a11y.rule import Remark, Rule, View, combined
from a11y.rules import RULES
from a11y.walk import walk as walk_through

STILL = frozenset({"probe", "layouts"})  # what is seen without a key or the pointer


@dataclass(frozen=True, slots=True)
class RuleResults:
    """What the rules say of one page, each by its id.

    remarks: empty where a rule does not apply.  facts: what those that compare pages need of it.
    unable: those that could not judge the page, and why.  left_out: those that would have changed
    a page that could not be had back.
    """

    remarks: Mapping[str, Sequence[Remark]]
    facts: Mapping[str, Any]
    unable: Mapping[str, str]
    left_out: Sequence[str]


@dataclass(slots=True)
class _Sight:
    """What the rules have seen of a page so far; see RuleResults."""

    seen: dict[str, Any] = field(default_factory=dict)
    unable: dict[str, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    def add(self, rules: Sequence[str], look: Callable[[], Any]) -> None:
        """Gives what is looked at to these rules; nothing when that may not be, or cannot cope."""
        try:
            self.seen |= dict.fromkeys(rules, look())
        except CannotReturn:
            self.left_out += rules
        except CheckFailed as error:
            self.unable |= dict.fromkeys(rules, str(error))


class RuleRunner:
    """Our rules in one browser. known_marks: marks of focus that other browsers have measured."""

    def __init__(
        self, browser: Browser, rules: Sequence[Rule] = RULES, known_marks: Known | None = None
    ) -> None:
        self.rules = rules
        self._browser = browser
        self._marker = Marker(browser, {} if known_marks is None else known_marks)

    def run(
        self, view: View, *, walk: bool = True, only: Collection[str] | None = None
    ) -> RuleResults:
        """What each rule says of the page that is open, and settled. Raises BrowserError.

        walk: False leaves out the rules that use keys or the pointer.  only: ids of those that
        run; None for all.
        """
        due = [rule for rule in self.rules if rule.judges(view) and (walk or rule.sees in STILL)]
        if only is not None:
            due = [rule for rule in due if rule.id in only]
        self._browser.guard(True)
        try:
            sight = self._look(due, view, walk=walk)
        finally:
            self._browser.guard(False)
        able = [rule for rule in due if rule.id in sight.seen]
        said = {rule.id: list(rule.check(sight.seen[rule.id], view)) for rule in able}
        facts = {rule.id: sight.seen[rule.id] for rule in able if rule.across is not None}
        return RuleResults(said, facts, sight.unable, sight.left_out)

    def _look(self, due: Sequence[Rule], view: View, *, walk: bool) -> _Sight:
        sight = _Sight()
        with self._browser.names_at_hand():
            told = self._browser.look(combined(due))
        for name, one in told.items():
            if "fault" in one:
                sight.unable[name] = one["fault"]
            else:
                sight.seen[name] = one["seen"]
        looks: dict[str, Callable[[], Any]] = {
            "layouts": lambda: layouts(self._browser, view.condition, compare=walk),
            "walk": lambda: walk_through(self._browser, back=view.condition is DEFAULT),
            "marks": lambda: self._marker.marks(view.condition),
        }
        for kind, look in looks.items():
            if same := [rule.id for rule in due if rule.sees == kind]:
                sight.add(same, look)
        for rule in due:
            if rule.observe is not None:
                sight.add([rule.id], partial(rule.observe, self._browser, view))
        return sight
