"""Looks at one page in one browser: the engines and our rules, under every viewing condition."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

from a11y import ocr
from a11y.arrival import Arrival
from a11y.browser import Browser
from a11y.chromium import NotAPage, PageError
from a11y.conditions import DEFAULT, Condition
from a11y.engines import Engine, EngineError, EngineResult, asides
from a11y.engines import findings as told_by_engine
from a11y.engines.second_look import seen_again
from a11y.engines.voices import started
from a11y.engines.voting import voted
from a11y.facts import KEY, holds
from a11y.focus_mark import Known
from a11y.merging import merge
from a11y.report import ViewResult
from a11y.rule import Remark, Rule, View
from a11y.rule import findings as told
from a11y.rule_run import RuleResults, RuleRunner
from a11y.rules import RULES
from a11y.targets import Visit
from a11y.verdict import Finding, Verdict

VIEW_LIMIT_S = 300  # a view takes seconds; this is for a browser that hangs
# The service names the state that it sends, in a header that pages may read.
STATE = """
const [entry] = performance.getEntriesByType("navigation");
return entry.serverTiming.find(one => one.name === "state")?.description
  ?? `an answer with status ${entry.responseStatus}`;
"""
STANDS = "return location.href + (document.documentElement?.outerHTML ?? '');"
TITLE = 'return (document.title ?? "").trim();'


def _reader() -> str:
    """What reads the words in pictures, or why none are read."""
    return ocr.version() or (
        "is missing, so no words in pictures are read. Install it with: apt-get install "
        "tesseract-ocr"
    )


class Inspector:
    """One browser with its engines. Not safe between threads: each thread has its own.

    engines: names of those that are wanted; None for all that are here.
    aaa: what they say of level AAA alone is wanted too.
    faults: what engines and rules could not do, a sentence each; what the others found stands.
    """

    def __init__(
        self,
        browser: Browser,
        rules: Sequence[Rule] = RULES,
        known_marks: Known | None = None,
        engines: Collection[str] | None = None,
        *,
        aaa: bool = True,
    ) -> None:
        self.browser = browser
        self._aaa = aaa
        self.voices, missing = started(browser, engines)
        self.rules = RuleRunner(browser, rules, known_marks)
        self.faults: list[str] = []
        self._stood = ""
        versions = {engine.name: engine.version for engine in self.voices}
        self.engines = {**versions, **missing, **browser.engine, ocr.NAME: _reader()}

    @property
    def tags(self) -> dict[str, tuple[str, ...]]:
        """What the engines say of their rules: their tags, and "act-" with ids of ACT rules."""
        rules = {name: rule for engine in self.voices for name, rule in engine.rules.items()}
        said = {name: (*r.tags, *(f"act-{act}" for act in r.act)) for name, r in rules.items()}
        return {name: tags for name, tags in said.items() if tags}

    def inspect(self, visit: Visit, base: str) -> Iterator[ViewResult]:
        """Loads the page once for all conditions with script, once more for those without.

        Raises BrowserError or EngineError when the page cannot be looked at.
        """
        url = visit.address(base)
        self.browser.speak("" if visit.own else visit.language)
        for script in (True, False):
            conditions = [c for c in visit.conditions if c.script is script]
            for number, condition in enumerate(conditions):
                began_s = time.monotonic()
                with self.browser.within(VIEW_LIMIT_S):
                    self.browser.view(condition)
                    if number == 0:
                        came = self._open(visit, url, script=script)
                    result = self._look(visit, condition, url, first=number == 0)
                yield replace(
                    result,
                    duration_s=round(time.monotonic() - began_s, 3),
                    status=came.status,
                    notes=came.notes(url) if number == 0 and not visit.own else result.notes,
                )

    def look_where_it_stands(self, visit: Visit) -> Iterator[ViewResult]:
        """Looks at what is open, which is not loaded for it.

        Where the page could not be had back, what would change it is left out. Without script it
        cannot be looked at in any case.
        """
        came = self.browser.arrival
        for number, condition in enumerate(c for c in visit.conditions if c.script):
            began_s = time.monotonic()
            with self.browser.within(VIEW_LIMIT_S):
                self.browser.view(condition)
                result = self._look(visit, condition, came.address, first=number == 0)
            took_s = round(time.monotonic() - began_s, 3)
            yield replace(result, duration_s=took_s, status=came.status)
        self.browser.view(DEFAULT)

    def _open(self, visit: Visit, url: str, *, script: bool) -> Arrival:
        self.browser.open(url, script=script)
        if not visit.own:
            if script:
                self.browser.follow()
            if not self.browser.arrival.is_page:
                raise NotAPage(f"{url} is {self.browser.arrival.kind}, which is no web page.")
            return self.browser.arrival
        if script and self.browser.has_left(url):
            # Its script goes elsewhere at once: people see it only where that does not run.
            self.browser.open(url, script=False)
        came = self.browser.look(STATE)
        if came != visit.state:
            raise PageError(f"{url} is not the state asked for, but {came}.")
        return self.browser.arrival

    def _voices(
        self, view: View, page: str, *, first: bool
    ) -> Iterator[tuple[Engine, EngineResult]]:
        """What each engine says; one that cannot finish takes nothing from the others.

        first: the page is looked at for the first time after it was loaded for this visit. Most are
        the same without their script: what only some views need to hear is not said of them twice.
        """
        first = first and self._is_news(view)
        able = []
        for engine in self.voices:
            if engine.every_view or first:
                with self._noted(page):
                    engine.inject()
                    engine.begin(view)
                    able.append(engine)
        for engine in able:
            with self._noted(page):
                yield engine, engine.run(view)

    @contextmanager
    def _noted(self, page: str) -> Iterator[None]:
        """What an engine cannot do within the block becomes a sentence."""
        try:
            yield
        except EngineError as error:
            self.faults.append(f"{page}: {error}")

    def _is_news(self, view: View) -> bool:
        """Is it another page than the one before? One with its script is, whatever it holds."""
        before, self._stood = self._stood, str(self.browser.look(STANDS))
        return view.condition.script or self._stood != before

    def _look(self, visit: Visit, condition: Condition, url: str, *, first: bool) -> ViewResult:
        self.browser.settle()
        page = visit.view_id(condition)
        # Others may not have the language that they are asked for: that is no barrier.
        spoken = visit.language if visit.own else ""
        first_look = first and condition.script
        view = View(spoken, condition, visit.own, first=first_look, aaa=self._aaa)
        ours = self.rules.run(view, walk=visit.walk)
        self.faults += (
            f"{page}: {rule} cannot judge it: {why}" for rule, why in ours.unable.items()
        )
        voices = voted(list(self._voices(view, page, first=first)))
        # Pages of this house have no need of exceptions.
        sure = voices if visit.own else seen_again(self.browser, voices)
        heard = [found for _, found in sure]
        findings = [
            *self._told(page, ours, own=visit.own),
            *(finding for found in heard for finding in told_by_engine(page, found)),
        ]
        return ViewResult(
            page,
            url,
            merge(findings),
            (*_passed(ours.remarks), *(rule for found in heard for rule in found.passed)),
            0.0,
            str(self.browser.look(TITLE)),
            {**ours.facts, **({KEY: holds(self.browser)} if first else {})},
            page=visit.state,
            language=visit.language,
            condition=condition.name,
            purpose=visit.purpose,
            seen_at=datetime.now(UTC),
            notes=_untried(ours.left_out),
            aside=tuple(one for found in heard for one in asides(found)),
        )

    def _told(self, page: str, ours: RuleResults, *, own: bool) -> Iterator[Finding]:
        for rule in self.rules.rules:
            yield from told(page, rule, ours.remarks.get(rule.id, ()), own=own)


def _passed(remarks: Mapping[str, Sequence[Remark]]) -> Iterator[str]:
    """The rules that found something to judge, and nothing to say against it."""
    for rule, said in remarks.items():
        if said and all(remark.verdict is Verdict.PASS for remark in said):
            yield rule


def _untried(rules: Sequence[str]) -> tuple[str, ...]:
    if not rules:
        return ()
    return (f"The page stayed as it was, so these could not try it: {', '.join(rules)}.",)
