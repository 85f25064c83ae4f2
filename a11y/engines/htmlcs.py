"""Runs HTML_CodeSniffer in the page: many small checks by technique, WCAG 2.1 up to AAA."""

from __future__ import annotations

import re
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

PACKAGE = "html_codesniffer"
STANDARD = "WCAG2AAA"
# Its notices are the questions of the criteria themselves, asked of every page: the guided part
# of an audit asks them once.
OF_TYPE = {1: Verdict.FAIL, 2: Verdict.PERSON}
# "WCAG2AAA.Principle1.Guideline1_3.1_3_1.H42.2"
CODE = re.compile(r"WCAG2A{1,3}\.Principle\d\.Guideline\d_\d+\.(\d)_(\d+)_(\d+)[A-Z_]*\.(.*)$")

RUN = (
    POINTING
    + """
const [standard, done] = arguments;
// It judges what is not shown too, which nobody meets.
const perceived = element => !element?.checkVisibility || element.closest("head")
  || element.checkVisibility({visibilityProperty: true});
// It stops at a message of its own that it has no words for; the key is better than nothing.
const words = HTMLCS.getTranslation;
HTMLCS.getTranslation = key => words.call(HTMLCS, key) ?? key;
HTMLCS.process(standard, document, () => done({found: HTMLCS.getMessages()
  .filter(one => one.type !== HTMLCS.NOTICE && perceived(one.element))
  .map(one => ({type: one.type, code: one.code, words: one.msg, path: pointed(one.element)}))}),
  () => done({error: `it does not know the standard ${standard}`}), "en");
"""
)


class HtmlCodeSniffer:
    """HTML_CodeSniffer in one browser. Its rules become known as they find something."""

    name = "htmlcs"
    every_view = False

    def __init__(self, browser: Browser) -> None:
        self.version = package_version(PACKAGE)
        text = package_file(PACKAGE, "build/HTMLCS.js").read_text(encoding="utf-8")
        self._script = ScriptFile(browser, self.name, text)
        self._browser = browser
        self.rules: dict[str, EngineRule] = {}

    def inject(self) -> None:
        """Puts the script into the page. Raises BrowserError."""
        self._script.run()

    def begin(self, view: View) -> None:
        """Nothing: it works in the page itself."""

    def run(self, view: View) -> EngineResult:
        """Audits the injected page. Raises EngineError when it cannot finish."""
        try:
            answer = self._browser.evaluate_async(RUN, STANDARD)
        except BrowserError as error:
            raise EngineError(f"HTML_CodeSniffer could not finish. {error}") from error
        if "error" in answer:
            raise EngineError(f"HTML_CodeSniffer gave up: {answer['error']}.")
        return EngineResult.of(self._findings(answer["found"]), ())

    def _findings(self, messages: list[dict[str, Any]]) -> Iterator[EngineFinding]:
        for message in messages:
            number, technique = _named(message["code"])
            criteria = (number,) if number in wcag.CRITERIA else ()
            name = f"htmlcs:{'.'.join(filter(None, (number, technique)))}"
            known = self.rules.setdefault(name, EngineRule(criteria))
            judged = judged_as(name, known, OF_TYPE[message["type"]])
            yield judged.at(message["path"], message["words"])


def _named(code: str) -> tuple[str, str]:
    """The number of the criterion and the technique; a code of another form names no criterion."""
    found = CODE.match(code)
    return (f"{found[1]}.{found[2]}.{found[3]}", found[4]) if found else ("", code)
