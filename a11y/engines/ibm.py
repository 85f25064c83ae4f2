"""Runs IBM's accessibility-checker-engine in the page, with its rules for WCAG 2.2."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y import wcag
from a11y.browser import Browser
from a11y.chromium import BrowserError
from a11y.engines import EngineError, EngineFinding, EngineResult, EngineRule
from a11y.engines.doubts import judged_as
from a11y.engines.installed import package_file, package_version
from a11y.engines.pointing import POINTING
from a11y.engines.script_file import ScriptFile
from a11y.rule import View
from a11y.verdict import Verdict

PACKAGE = "accessibility-checker-engine"
# IBM's own set holds all of WCAG and some advice beyond it.
RULESETS = ("IBM_Accessibility", "WCAG_2_2")
# What the engine is sure of, of a rule that it counts as a requirement.
SURE = ("VIOLATION", "FAIL")
# Prompts to look at something that is on nearly every page; the guided part of an audit asks them.
PROMPT = "MANUAL"

KNOWN = """
const checker = new ace.Checker(), criteria = {};
for (const guideline of checker.getGuidelines().filter(one => arguments[0].includes(one.id)))
  for (const point of guideline.checkpoints)
    for (const rule of point.rules) (criteria[rule.id] ??= []).push(point.num);
return Object.entries(criteria).map(([id, numbers]) =>
  ({id, numbers: [...new Set(numbers)], act: [].concat(checker.engine.getRule(id)?.act ?? [])}));
"""
RUN = (
    POINTING
    + """
const [rulesets, done] = arguments;
new ace.Checker().check(document, rulesets).then(
  all => done({passed: all.results.filter(one => one.value[1] === "PASS").map(one => one.ruleId),
    found: all.results.filter(one => one.value[1] !== "PASS")
      .map(one => ({rule: one.ruleId, reason: String(one.reasonId), value: one.value,
        words: one.message, path: pointed(one.node)}))}),
  error => done({error: String(error && error.message || error)}));
"""
)


class Ibm:
    """IBM's engine in one browser."""

    name = "ibm"
    every_view = False

    def __init__(self, browser: Browser) -> None:
        self.version = package_version(PACKAGE)
        text = package_file(PACKAGE, "ace.js").read_text(encoding="utf-8")
        self._script = ScriptFile(browser, self.name, text, makes=("ace",))
        self._browser = browser
        self.rules: dict[str, EngineRule] = {}
        # rule -> ACT id -> the reasons that fail it, None for any
        self._fails: dict[str, dict[str, set[str] | None]] = {}

    def inject(self) -> None:
        """Puts the script into the page. Raises BrowserError."""
        self._script.run()
        if not self.rules:
            for one in self._browser.evaluate(KNOWN, list(RULESETS)):
                name = f"ibm:{one['id']}"
                self._fails[name] = _act(one["act"])
                numbers = tuple(n for n in one["numbers"] if n in wcag.CRITERIA)
                self.rules[name] = EngineRule(numbers, tuple(self._fails[name]))

    def begin(self, view: View) -> None:
        """Nothing: it works in the page itself."""

    def run(self, view: View) -> EngineResult:
        """Audits the injected page. Raises EngineError with the engine's own words."""
        try:
            answer = self._browser.evaluate_async(RUN, list(RULESETS))
        except BrowserError as error:
            raise EngineError(f"IBM's engine could not finish. {error}") from error
        if "error" in answer:
            raise EngineError(f"IBM's engine gave up: {answer['error']}")
        passed = (f"ibm:{rule}" for rule in answer["passed"])
        return EngineResult.of(self._findings(answer["found"]), passed)

    def _findings(self, results: list[dict[str, Any]]) -> Iterator[EngineFinding]:
        for one in results:
            name = f"ibm:{one['rule']}"
            known = self.rules.get(name)
            if known is None or one["value"][1] == PROMPT:
                continue  # a rule of no ruleset that was asked for comes along now and then
            verdict = Verdict.FAIL if tuple(one["value"]) == SURE else Verdict.PERSON
            judged = judged_as(name, known, verdict)
            reasons = self._fails[name]
            about = tuple(a for a, fails in reasons.items() if not fails or one["reason"] in fails)
            yield judged.at(one["path"], one["words"], act=about)


def _act(given: list[str | dict[str, dict[str, str]]]) -> dict[str, set[str] | None]:
    """ACT id -> the reasons of the rule that mean failure there; None when all do."""
    found: dict[str, set[str] | None] = {}
    for one in given:
        if isinstance(one, str):
            found[one] = None
        else:
            for act, outcomes in one.items():
                found[act] = {reason for reason, said in outcomes.items() if said == "fail"}
    return found
