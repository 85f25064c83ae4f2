"""Failures of engines that the page itself speaks against: these a person decides.

Engines judge what stands in the code. Where the criterion makes an exception that code alone does
not show, or where the browser does not do what an engine takes for granted, the page is asked once
more. A page without such failures is asked nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from a11y.browser import Browser
from a11y.engines import Engine, EngineFinding, EngineResult, EngineRule
from a11y.engines.pointing import POINTING
from a11y.verdict import Verdict

CONTRAST = frozenset({"1.4.3", "1.4.6"})
# ACT rules of the W3C -> what is asked about their failures.
KINDS = {
    "6cfa84": "hidden_focus",
    "bc4a75": "owned",
    "674b10": "role",
    "8fc3b6": "fallback",
    "b5c3f8": "page_language",
}
# Each gives the reason to doubt, "" for none.
ASK = (
    POINTING
    + r"""
const PRESSED = "a[href], button, summary, label, [role=button], [role=link], [tabindex]";
let stops = null;
const reached = () => stops ??= page.stops();
const doubts = {
  contrast: element => page.logo(element) ? "It may be a logo, which needs no contrast."
    : /[\p{L}\p{N}]/u.test(element.textContent) || element.closest(PRESSED) ? ""
    : "It has no letters and may be an ornament, which needs no contrast.",
  hidden_focus: element => reached().some(one => element.contains(one)) ? ""
    : "Tab stops nowhere in it.",
  role: element => {
    const given = (element.getAttribute("role") ?? "").split(/\s+/);
    return given.some(one => one !== one.toLowerCase())
      && page.role(element) === page.squeeze(given.join(" ")).toLowerCase()
      ? "The browser takes the role, as capital letters make no difference." : "";
  },
  owned: element => element.matches("[role=radiogroup]")
    && element.querySelector("input[type=radio], [role=radio]")
    ? "It holds radio buttons, in paragraphs of their own." : "",
  fallback: element => {
    const inside = new Range();
    inside.selectNodeContents(element);
    return inside.getClientRects().length ? "What is shown stands in place of the object." : "";
  },
  page_language: () => document.contentType !== "text/html"
    && document.documentElement.getAttribute("xml:lang")
    ? "xml:lang gives the language, which counts in XHTML." : "",
};
return arguments[0].map(([kind, path]) => {
  let element = document.documentElement;
  try { element = path ? document.querySelector(path) : element; } catch { element = null; }
  return element ? doubts[kind](element) : "";
});
"""
)

Heard = Sequence[tuple[Engine, EngineResult]]


def seen_again(browser: Browser, heard: Heard) -> list[tuple[Engine, EngineResult]]:
    """The results, with failures that the page speaks against as questions. Raises BrowserError."""
    asked = {
        (kind, one.element): ""
        for engine, result in heard
        for one in result.findings
        if (kind := _kind(one, engine.rules))
    }
    if not asked:
        return list(heard)
    asked.update(zip(asked, browser.look(ASK, [list(one) for one in asked]), strict=True))
    return [(engine, _doubted(result, engine.rules, asked)) for engine, result in heard]


def _kind(one: EngineFinding, rules: Mapping[str, EngineRule]) -> str:
    """What is asked about a finding, "" when nothing is."""
    if one.verdict is not Verdict.FAIL:
        return ""
    if not CONTRAST.isdisjoint(one.criteria):
        return "contrast"
    about = one.act if one.act is not None else rules[one.rule].act
    return next((KINDS[act] for act in about if act in KINDS), "")


def _doubted(
    result: EngineResult, rules: Mapping[str, EngineRule], asked: Mapping[tuple[str, str], str]
) -> EngineResult:
    findings = tuple(
        replace(one, verdict=Verdict.PERSON, words=f"{one.words} {doubt}")
        if (doubt := asked.get((_kind(one, rules), one.element)))
        else one
        for one in result.findings
    )
    return replace(result, findings=findings)
