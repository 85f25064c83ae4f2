"""Runs Siteimprove Alfa on the page as the browser holds it, in one Node.js process."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from a11y import wcag
from a11y.browser import Browser
from a11y.chromium import BrowserError
from a11y.engines import EngineError, EngineFinding, EngineResult, EngineRule
from a11y.engines.alfa_act import ACT
from a11y.engines.conversation import Idle
from a11y.engines.doubts import judged_as
from a11y.engines.installed import node, package_file, package_version, place
from a11y.engines.pointing import POINTING
from a11y.rule import View
from a11y.verdict import Verdict

PACKAGE = "@siteimprove/alfa-rules"
PROGRAM = Path(__file__).with_name("alfa.mjs")
START_TIMEOUT_S = 180
AUDIT_TIMEOUT_S = 60
# It makes many things that live for one page only: with room for them it cleans up less often.
FLAGS = ("--max-semi-space-size=64",)

SERIALISE = """
const [done] = arguments;
const serialise = (SOURCE);
serialise(document).then(
  page => { delete page.logs; done({page, url: location.href, width: innerWidth,
    height: innerHeight}); },
  error => done({error: String(error && error.message || error)}));
"""
POINT = (
    POINTING
    + """
const at = place => place.split("/").slice(1).reduce((node, step) =>
  step === "shadow" ? node?.shadowRoot : step === "content" ? node?.contentDocument
    : node?.childNodes[Number(step)], document);
return arguments[0].map(place => pointed(at(place)));
"""
)

IDLE = Idle()


class Alfa:
    """Alfa for one browser, in a process of its own that later browsers use again."""

    name = "alfa"
    every_view = False

    def __init__(self, browser: Browser) -> None:
        self.version = package_version(PACKAGE)
        package_file("@siteimprove/alfa-act", "package.json")
        self.rules: dict[str, EngineRule] = {}
        self._browser = browser
        self._source = ""
        self._begun = -1  # number of the load whose page it is looking at
        command = (node(), *FLAGS, str(PROGRAM), str(place()))
        self._talk = IDLE.take("Alfa", command)
        browser.at_end(partial(IDLE.leave, command, self._talk))

    def inject(self) -> None:
        """Waits until Alfa has started. Raises EngineError when it does not."""
        if not self._source:
            told = self._talk.greeting(START_TIMEOUT_S)
            self._source = SERIALISE.replace("SOURCE", told["serialise"])
            for rule in told["rules"]:
                numbers = tuple(n for n in rule["criteria"] if n in wcag.CRITERIA)
                act = ACT.get(rule["id"], ())
                self.rules[f"alfa:{rule['id']}"] = EngineRule(numbers, act)

    def begin(self, view: View) -> None:
        """Hands over what the page is now. Raises EngineError."""
        try:
            given = self._browser.evaluate_async(self._source)
        except BrowserError as error:
            raise EngineError(f"Alfa could not read the page. {error}") from error
        if "error" in given:
            raise EngineError(f"Alfa could not read the page: {given['error']}")
        off = [rule.removeprefix("alfa:") for rule, r in self.rules.items() if not r.due(view)]
        size = {name: given[name] for name in ("width", "height")}
        question = {"document": given["page"], "url": given["url"], "off": off, **size}
        self._talk.put(question)
        self._begun = self._browser.loads

    def run(self, view: View) -> EngineResult:
        """What Alfa says of the page. Raises EngineError with its own words."""
        if self._begun != self._browser.loads:
            self.begin(view)
        self._begun = -1
        answer = self._talk.answer(AUDIT_TIMEOUT_S)
        passed = (f"alfa:{rule}" for rule in answer["passed"])
        return EngineResult.of(self._findings(answer["found"]), passed)

    def _findings(self, found: list[dict[str, Any]]) -> Iterator[EngineFinding]:
        places = sorted({place for one in found for place in one["places"]})
        told = self._browser.look(POINT, places) if places else ()
        paths = dict(zip(places, told, strict=True))
        for one in found:
            name = f"alfa:{one['rule']}"
            known = self.rules[name]
            verdict = Verdict.FAIL if one["failed"] else Verdict.PERSON
            judged = judged_as(name, known, verdict)
            for path in dict.fromkeys(map(paths.__getitem__, one["places"])):
                yield judged.at(path, one["words"])
