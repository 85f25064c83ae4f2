"""Runs the engines and our rules over the W3C's ACT test cases, and compares with what is expected.

A case counts as failed when a rule that stands for the case's ACT rule fails something on its
page. The cases are read where they lie; nothing of them is kept here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue

from a11y.browser import Browser
from a11y.chromium import BrowserError, CheckFailed
from a11y.engines import Engine, EngineError, EngineResult
from a11y.engines.scope import in_scope
from a11y.engines.second_look import seen_again
from a11y.engines.voting import voted
from a11y.inspection import Inspector
from a11y.loopback import folder_served
from a11y.rule import View
from a11y.rules import RULES
from a11y.targets import TargetsError
from a11y.verdict import Verdict

LIST = "testcases.json"
# The pages of the cases ask for what they load by this path.
PREFIX = "/WAI/content-assets/wcag-act-rules/"
LOAD_TIMEOUT_S = 15
# Words of EARL 1.0 for an outcome.
FAILED, CANT_TELL, PASSED = "failed", "cantTell", "passed"
INAPPLICABLE, UNTESTED = "inapplicable", "untested"
OF_VERDICT = {Verdict.FAIL: FAILED, Verdict.PERSON: CANT_TELL, Verdict.PASS: PASSED}
# A page that is to lead on by itself after a while stays for as long as it is judged.
STAY = "if (document.querySelector('meta[http-equiv=\"refresh\" i]')) window.stop();"
# Of several outcomes on one page, the first of these counts.
STRONGEST_FIRST = (FAILED, CANT_TELL, PASSED, INAPPLICABLE, UNTESTED)

VIEW = View(own=False)
# The other engines say of no rule of theirs which ACT rule it implements.
WITH_ACT = ("axe", "ibm", "alfa", "rules")

Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Case:
    """One page with a known outcome. expected: "passed", "failed" or "inapplicable".

    path: below the folder.  url: where the W3C publishes it.  approved: as its rule says.
    """

    id: str
    rule: str
    rule_name: str
    title: str
    expected: str
    path: str
    url: str
    approved: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What we say of one case. by: rule of ours or of an engine -> its own outcome.

    criteria: the same rules -> numbers of WCAG.  words: what the failures said, a sentence each.
    fault: why nothing can be said, "" else.
    """

    case: Case
    by: Mapping[str, str] = field(default_factory=dict)
    criteria: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    fault: str = ""

    @property
    def whole(self) -> str:
        """Of all rules together: a failure goes before a question, that before a pass."""
        said = set(self.by.values())
        return next((word for word in STRONGEST_FIRST if word in said), UNTESTED)

    @property
    def flagged(self) -> bool:
        return self.case.expected == FAILED and self.whole == FAILED

    @property
    def missed(self) -> bool:
        return self.case.expected == FAILED and self.whole != FAILED

    @property
    def false(self) -> bool:
        """Failed where it must not be."""
        return self.case.expected != FAILED and self.whole == FAILED


@dataclass(frozen=True, slots=True)
class _Said:
    """What one rule, of ours or of an engine, says of one case."""

    rule: str
    outcome: str
    criteria: tuple[str, ...]
    words: Sequence[str]


def load_cases(folder: Path, rules: Sequence[str] = ()) -> list[Case]:
    """The cases of a folder with a testcases.json, those of these rules alone when given.

    Raises TargetsError when there is no list, or none of the rules in it.
    """
    file = folder / LIST
    if not file.is_file():
        raise TargetsError(f"There is no {LIST} in {folder}: name the folder of the ACT cases.")
    given = json.loads(file.read_text(encoding="utf-8"))["testcases"]
    cases = [
        Case(
            one["testcaseId"],
            one["ruleId"],
            one["ruleName"],
            one["testcaseTitle"],
            one["expected"],
            one["relativePath"],
            one["url"],
            bool(one.get("approved")),
        )
        for one in given
    ]
    if unknown := set(rules) - {case.rule for case in cases}:
        raise TargetsError(f"No case is about the ACT rule “{sorted(unknown)[0]}”.")
    return [case for case in cases if not rules or case.rule in rules]


def run_cases(
    cases: Sequence[Case],
    folder: Path,
    *,
    engines: Sequence[str] = WITH_ACT,
    browsers: int = 2,
    tell: Told = lambda line: None,
) -> tuple[list[Outcome], dict[str, str]]:
    """The outcome of each case in the order given, and engine -> version.

    engines: names of those that run, "rules" for our own. A page that cannot be
    looked at has a fault and the others go on. Raises EngineError or BrowserError when the
    engines themselves cannot start.
    """
    waiting: SimpleQueue[Case] = SimpleQueue()
    for case in cases:
        waiting.put(case)
    with folder_served(folder, PREFIX) as base, ThreadPoolExecutor(browsers) as pool:
        workers = [_Worker(base, engines, waiting, tell) for _ in range(browsers)]
        for done in [pool.submit(worker.work) for worker in workers]:
            done.result()
    found = {(o.case.rule, o.case.id): o for worker in workers for o in worker.outcomes}
    versions: dict[str, str] = {}
    for worker in workers:
        versions |= worker.versions
    return [found[case.rule, case.id] for case in cases], versions


class _Worker:
    """Takes cases from the queue until it is empty. A browser that fails is replaced."""

    def __init__(
        self, base: str, engines: Sequence[str], waiting: SimpleQueue[Case], tell: Told
    ) -> None:
        self._base, self._engines, self._waiting, self._tell = base, engines, waiting, tell
        self.outcomes: list[Outcome] = []
        self.versions: dict[str, str] = {}

    def work(self) -> None:
        inspector: Inspector | None = None
        try:
            while True:
                case = self._waiting.get_nowait()
                if inspector is None:
                    inspector = Inspector(
                        Browser(load_timeout_s=LOAD_TIMEOUT_S), engines=self._engines
                    )
                    self.versions = inspector.engines
                outcome = self._outcome(case, inspector)
                self.outcomes.append(outcome)
                self._tell(told(outcome))
                if outcome.fault:
                    inspector.browser.close()
                    inspector = None
        except Empty:
            return
        finally:
            if inspector is not None:
                inspector.browser.close()

    def _outcome(self, case: Case, inspector: Inspector) -> Outcome:
        try:
            inspector.browser.open(f"{self._base}{PREFIX}{case.path}")
            inspector.browser.evaluate(STAY)
            inspector.browser.settle()
            heard = list(_heard(inspector.voices, case.rule))
            sure = in_scope(inspector.browser, seen_again(inspector.browser, voted(heard)))
            said = [one for e, found in sure for one in _engine_said(e, found, case.rule)]
            if "rules" in self._engines:
                said += _rules_said(inspector, case.rule)
        except (BrowserError, EngineError) as error:
            return Outcome(case, fault=str(error))
        return Outcome(
            case,
            {one.rule: one.outcome for one in said},
            {one.rule: one.criteria for one in said},
            tuple(words for one in said for words in one.words),
        )


def _heard(engines: Iterable[Engine], act: str) -> Iterator[tuple[Engine, EngineResult]]:
    """Runs the engines of which a rule stands for the ACT rule."""
    for engine in engines:
        if not engine.rules:
            engine.inject()
        if any(act in told.act for told in engine.rules.values()):
            engine.inject()
            yield engine, engine.run(VIEW)


def _engine_said(engine: Engine, found: EngineResult, act: str) -> Iterator[_Said]:
    """What an engine's rules that stand for the ACT rule say."""
    standing = {rule: told for rule, told in engine.rules.items() if act in told.act}
    for rule, told in standing.items():
        mine = [f for f in found.findings if f.rule == rule]
        theirs = [f for f in mine if f.act is None or act in f.act]
        kept = [Verdict.PASS] if rule in found.passed else []
        outcome = _strongest([*(f.verdict for f in theirs), *kept])
        words = [
            f"{rule}: {f.words} [{f.element or 'page'}]"
            for f in theirs
            if f.verdict is Verdict.FAIL
        ]
        yield _Said(rule, outcome, told.criteria, words)


def _rules_said(inspector: Inspector, act: str) -> Iterator[_Said]:
    """Runs our rules that stand for the ACT rule: no other changes what is said of its cases."""
    standing = [rule for rule in RULES if act in rule.act]
    if not standing:
        return
    said = inspector.rules.run(VIEW, only={rule.id for rule in standing})
    if said.unable:
        told = (f"{rule_id} cannot judge it: {why}" for rule_id, why in said.unable.items())
        raise CheckFailed("; ".join(told))
    for rule in standing:
        about = [
            (remark, Verdict.FAIL if act in remark.short_of else remark.verdict)
            for remark in said.remarks.get(rule.id, ())
            if remark.act is None or act in remark.act
        ]
        words = [
            f"{rule.id}: {remark.note or rule.failed} [{remark.element or 'page'}]"
            for remark, verdict in about
            if verdict is Verdict.FAIL
        ]
        yield _Said(rule.id, _strongest(verdict for _, verdict in about), rule.criteria, words)


def _strongest(verdicts: Iterable[Verdict]) -> str:
    said = {OF_VERDICT[verdict] for verdict in verdicts}
    return next((word for word in STRONGEST_FIRST if word in said), INAPPLICABLE)


def told(outcome: Outcome) -> str:
    """One line about a case: what was expected, what we say, and whether that is right."""
    case = outcome.case
    judged = "MISS " if outcome.missed else "FALSE" if outcome.false else "ok   "
    said = outcome.fault or outcome.whole
    line = f"{judged} {case.rule} {case.title}: expected {case.expected}, {said}. {case.path}"
    return "\n".join([line, *(f"      {words}" for words in outcome.words if outcome.false)])
