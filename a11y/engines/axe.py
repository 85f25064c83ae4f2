"""Runs axe and normalises its results; the only importer of axe_selenium_python.

The wrapper brings an old axe-core, injects it into the top frame alone, pastes options into
the script and forgets rejections. Here it injects wherever axe did not come along with the page;
the rest is ours.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from axe_selenium_python import Axe as Wrapper

from a11y import wcag
from a11y.browser import Browser
from a11y.chromium import BrowserError
from a11y.engines import EngineError, EngineFinding, EngineResult, EngineRule
from a11y.engines.doubts import judged_as
from a11y.engines.installed import package_file
from a11y.engines.pointing import POINTING
from a11y.engines.script_file import ScriptFile
from a11y.faults import explained
from a11y.rule import View
from a11y.verdict import Verdict

OLDEST = (4, 14)  # the first that is proven here; wrapper 2.1.6 itself brings 3.1.1 of 2018
# Rules that axe itself keeps only for those who already use them.
RETIRED = "deprecated"
# Under forced colours axe computes contrast from colours that are not on the screen.
OFF_IN_FORCED_COLOURS = ("color-contrast", "color-contrast-enhanced")

# axe takes a page that paints no background for white, also where the reader's dark colours make
# it dark. Painting it in the very colour that it has changes nothing but what axe knows.
RUN = (
    POINTING
    + """
const [options, version, done] = arguments;
const here = typeof axe === "object" ? axe.version : "no axe";
if (here !== version) return done({instead: here});
const bare = part => part && getComputedStyle(part).backgroundColor === "rgba(0, 0, 0, 0)"
  && getComputedStyle(part).backgroundImage === "none";
if (bare(document.documentElement) && bare(document.body)) {
  const canvas = new CSSStyleSheet();
  canvas.replaceSync(":root { background-color: Canvas; }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, canvas];
}
const told = rules => rules.map(rule => ({id: rule.id, tags: rule.tags, help: rule.help,
  nodes: rule.nodes.map(node => {
    const element = found(node.target);
    return {target: node.target, path: element && pointed(element),
      reasons: ["any", "all", "none"].flatMap(kind => node[kind].map(check => check.message))};
  })}));
axe.run(document, JSON.parse(options)).then(
  all => done({violations: told(all.violations), incomplete: told(all.incomplete),
    passes: all.passes.map(rule => rule.id)}),
  error => done({error: String(error && error.message || error)}));
"""
)
RULES = """
return axe.getRules().map(r => ({id: r.ruleId, tags: r.tags, act: r.actIds ?? [],
  says: `${r.help} (${r.helpUrl})`}));
"""


class Axe:
    """axe-core from a file, for one browser. version: as the file itself states it."""

    name = "axe"
    every_view = True

    def __init__(self, browser: Browser, script: Path | None = None) -> None:
        script = script or package_file("axe-core", "axe.min.js")
        self.version = _stated_version(script)
        self.rules: dict[str, EngineRule] = {}
        self._off: tuple[str, ...] = ()
        self._loads = -1  # of the browser, when it was last put into a page
        self._browser = browser
        self._wrapper = Wrapper(browser.driver, script_url=str(script))
        self._script = ScriptFile(browser, self.name, script.read_text(encoding="utf-8"))

    def inject(self) -> None:
        """Puts axe into the page and every frame in it, however deep. Raises BrowserError.

        Where it is in already, nothing is done: a page is looked at in many ways after one load.
        """
        if self._loads != self._browser.loads:
            self._put()

    def _put(self) -> None:
        failed, late = "axe cannot be put into the page", "Putting axe into the page took too long"
        with explained(failed, late), self._browser.each_frame() as frames:
            for ask in frames:
                if not self._script.wakes(ask):
                    self._wrapper.inject()
        self._loads = self._browser.loads
        if not self.rules:
            known = self._browser.evaluate(RULES)
            self._off = tuple(rule["id"] for rule in known if RETIRED in rule["tags"])
            self.rules = {
                f"axe:{rule['id']}": EngineRule(
                    wcag.from_axe_tags(rule["tags"]),
                    tuple(rule["act"]),
                    tuple(rule["tags"]),
                    rule["says"],
                )
                for rule in known
                if rule["id"] not in self._off
            }

    def begin(self, view: View) -> None:
        """Nothing: it works in the page itself."""

    def run(self, view: View) -> EngineResult:
        """Audits the injected page. Raises EngineError with axe's own words when it cannot."""
        off = {*self._off, *(_bare(rule) for rule, r in self.rules.items() if not r.due(view))}
        if view.condition.name == "forced_colours":
            off.update(OFF_IN_FORCED_COLOURS)
        ids = map(_bare, self.rules)
        options = {
            "rules": {rule: {"enabled": rule not in off} for rule in (*ids, *self._off)},
            "resultTypes": ["violations", "incomplete"],
        }
        found = self._told(json.dumps(options))
        if "instead" in found:  # somebody else opened this page
            self._put()
            found = self._told(json.dumps(options))
        if "instead" in found:
            raise EngineError(f"The file says axe {self.version}, the page ran {found['instead']}.")
        findings = (
            *self._findings(found["violations"], Verdict.FAIL, view),
            *self._findings(found["incomplete"], Verdict.PERSON, view),
        )
        return EngineResult.of(findings, (f"axe:{rule}" for rule in found["passes"]))

    def _told(self, options: str) -> dict[str, Any]:
        """What axe says of the page, or which axe is there "instead" of ours."""
        try:
            answer: dict[str, Any] = self._browser.evaluate_async(RUN, options, self.version)
        except BrowserError as error:
            raise EngineError(f"axe could not finish. {error}") from error
        if "error" in answer:
            raise EngineError(f"axe gave up: {answer['error']}")
        return answer

    def _findings(
        self, rules: list[dict[str, Any]], verdict: Verdict, view: View
    ) -> Iterator[EngineFinding]:
        for rule in rules:
            name = f"axe:{rule['id']}"
            known = self.rules[name]
            trial = "experimental" in rule["tags"]
            advice = "best-practice" in rule["tags"] and not trial
            sure = Verdict.PERSON if trial and not known.act else verdict
            judged = judged_as(name, known, sure, house=advice and view.own)
            for node in rule["nodes"]:
                path = path_of(node["target"]) if node["path"] is None else node["path"]
                words = ". ".join([rule["help"], *node["reasons"]])
                yield judged.at(path, words)


def _bare(rule: str) -> str:
    """What axe itself calls a rule."""
    return rule.removeprefix("axe:")


def path_of(target: list[str | list[str]]) -> str:
    """One readable path of axe's target: frames by " > ", shadow roots by " >>> "."""
    return " > ".join(step if isinstance(step, str) else " >>> ".join(step) for step in target)


def _stated_version(script: Path) -> str:
    with script.open(encoding="utf-8") as file:
        match = re.match(r"/\*! axe v((\d+)\.(\d+)\.\S+)", file.readline())
    if match is None:
        raise EngineError(f"{script.name} does not say which version of axe it is.")
    if (int(match[2]), int(match[3])) < OLDEST:
        floor = ".".join(map(str, OLDEST))
        raise EngineError(f"axe {match[1]} is too old: {floor} is the floor, for WCAG 2.2.")
    return match[1]
