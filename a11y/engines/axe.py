"""Runs axe and normalises its results; the only importer of axe_selenium_python.

The wrapper brings an old axe-core, injects it into the top frame alone, pastes options into
the script and forgets rejections. Here it keeps its work of injecting; the rest is ours.
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
from a11y.faults import explained
from a11y.rule import View
from a11y.verdict import Verdict

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPT = ROOT / "node_modules" / "axe-core" / "axe.min.js"
OLDEST = (4, 14)  # the first that is proven here; wrapper 2.1.6 itself brings 3.1.1 of 2018
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# Under forced colours axe computes contrast from colours that are not on the screen.
OFF_IN_FORCED_COLOURS = ("color-contrast",)

# axe takes a page that paints no background for white, also where the reader's dark colours make
# it dark. Painting it in the very colour that it has changes nothing but what axe knows.
RUN = """
const [options, done] = arguments;
const bare = part => part && getComputedStyle(part).backgroundColor === "rgba(0, 0, 0, 0)"
  && getComputedStyle(part).backgroundImage === "none";
if (bare(document.documentElement) && bare(document.body)) {
  const canvas = new CSSStyleSheet();
  canvas.replaceSync(":root { background-color: Canvas; }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, canvas];
}
axe.run(document, JSON.parse(options)).then(
  found => done({found: {version: found.testEngine.version, violations: found.violations,
    incomplete: found.incomplete, passes: found.passes.map(rule => rule.id)}}),
  error => done({error: String(error && error.message || error)}));
"""
RULES = "return axe.getRules().map(r => ({id: r.ruleId, tags: r.tags, act: r.actIds ?? []}));"


class Axe:
    """axe-core from a file, for one browser. version: as the file itself states it."""

    name = "axe"

    def __init__(self, browser: Browser, script: Path = SCRIPT) -> None:
        self.version = _stated_version(script)
        self.rules: dict[str, EngineRule] = {}
        self._browser = browser
        self._wrapper = Wrapper(browser.driver, script_url=str(script))

    def inject(self) -> None:
        """Puts axe into the page and every frame in it, however deep. Raises BrowserError."""
        failed, late = "axe cannot be put into the page", "Putting axe into the page took too long"
        with explained(failed, late), self._browser.each_frame() as frames:
            for _ in frames:
                self._wrapper.inject()
        if not self.rules:
            self.rules = {
                f"axe:{rule['id']}": EngineRule(
                    wcag.from_axe_tags(rule["tags"]), tuple(rule["act"]), tuple(rule["tags"])
                )
                for rule in self._browser.evaluate(RULES)
            }

    def run(self, view: View) -> EngineResult:
        """Audits the injected page. Raises EngineError with axe's own words when it cannot."""
        off = OFF_IN_FORCED_COLOURS if view.condition.name == "forced_colours" else ()
        options = {
            "runOnly": {"type": "tag", "values": TAGS},
            "rules": {rule: {"enabled": False} for rule in off},
            "resultTypes": ["violations", "incomplete"],
        }
        try:
            answer = self._browser.evaluate_async(RUN, json.dumps(options))
        except BrowserError as error:
            raise EngineError(f"axe could not finish. {error}") from error
        if "error" in answer:
            raise EngineError(f"axe gave up: {answer['error']}")
        found = answer["found"]
        if found["version"] != self.version:
            raise EngineError(f"The file says axe {self.version}, the page ran {found['version']}.")
        findings = (
            *_findings(found["violations"], Verdict.FAIL),
            *_findings(found["incomplete"], Verdict.PERSON),
        )
        return EngineResult(findings, tuple(f"axe:{rule}" for rule in found["passes"]))


def _findings(rules: list[dict[str, Any]], verdict: Verdict) -> Iterator[EngineFinding]:
    for rule in rules:
        for node in rule["nodes"]:
            reasons = [c["message"] for kind in ("any", "all", "none") for c in node[kind]]
            yield EngineFinding(
                f"axe:{rule['id']}",
                verdict,
                path_of(node["target"]),
                ". ".join([rule["help"], *reasons]),
                wcag.from_axe_tags(rule["tags"]),
            )


def path_of(target: list[str | list[str]]) -> str:
    """One readable path of axe's target: frames by " > ", shadow roots by " >>> "."""
    return " > ".join(step if isinstance(step, str) else " >>> ".join(step) for step in target)


def _stated_version(script: Path) -> str:
    if not script.is_file():
        raise EngineError("axe-core is missing. Install it with: npm ci --ignore-scripts")
    with script.open(encoding="utf-8") as file:
        match = re.match(r"/\*! axe v((\d+)\.(\d+)\.\S+)", file.readline())
    if match is None:
        raise EngineError(f"{script.name} does not say which version of axe it is.")
    if (int(match[2]), int(match[3])) < OLDEST:
        floor = ".".join(map(str, OLDEST))
        raise EngineError(f"axe {match[1]} is too old: {floor} is the floor, for WCAG 2.2.")
    return match[1]
