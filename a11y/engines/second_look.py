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
TARGETS = "2.5.8"
# ACT rules of the W3C -> what is asked about their failures.
KINDS = {
    "6cfa84": "hidden_focus",
    "bc4a75": "owned",
    "674b10": "role",
    "8fc3b6": "fallback",
    "b5c3f8": "page_language",
    "b33eff": "turned",
    "d0f69e": "group",
    "2ee8b8": "label",
    "c487ae": "name",
    "97a4e1": "name",
    "m6b1q3": "name",
}
# Each gives the reason to doubt, "" for none.
ASK = (
    POINTING
    + r"""
const PRESSED = "a[href], button, summary, label, [role=button], [role=link], [tabindex]";
let stops = null;
const reached = () => stops ??= page.stops();
// As the page is read out: into shadow trees, and with what they take in where it shows.
const holds = (element, one) => {
  for (let at = one; at; at = at.assignedSlot ?? at.parentNode ?? at.host)
    if (at === element) return true;
  return false;
};
const focused = () => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
};
// What hands the focus on at once, as the guards at both ends of a dialog do, stops nobody.
const hands_on = element => {
  const before = document.activeElement;
  const inside = reached().filter(one => holds(element, one));
  const keeps = inside.some(one => {
    one.focus({preventScroll: true});
    return holds(element, focused());
  });
  before?.focus?.({preventScroll: true});
  return inside.length > 0 && !keeps;
};
// What the style turns in each position of the device.
const turns = position => {
  const found = [];
  const read = (rules, within) => {
    for (const rule of rules) {
      const here = within || rule instanceof CSSMediaRule
        && new RegExp(`orientation: *${position}`).test(rule.media.mediaText);
      const {transform, rotate} = rule.style ?? {};
      if (here && (transform || rotate)) found.push(`${rule.selectorText} ${transform} ${rotate}`);
      if (rule.cssRules) read(rule.cssRules, here);
    }
  };
  for (const sheet of document.styleSheets) {
    try { read(sheet.cssRules, false); } catch { return null; } // of another site: not to be read
  }
  return found.join("\n");
};
const words = text => (text.match(/[\p{L}\p{N}]+/gu) ?? []).join(" ").toLowerCase();
const doubts = {
  contrast: element => page.logo(element) ? "It may be a logo, which needs no contrast."
    : /[\p{L}\p{N}]/u.test(element.textContent) || element.closest(PRESSED) ? ""
    : "It has no letters and may be an ornament, which needs no contrast.",
  target: element => {
    const {width, height} = element.getBoundingClientRect();
    return width >= 24 && height >= 24 && page.seen(element)
      ? "It is large enough by itself. Does anything that is seen lie over it?" : "";
  },
  hidden_focus: element => !reached().some(one => holds(element, one))
    ? "Tab stops nowhere in it." : hands_on(element) ? "It hands the focus on at once." : "",
  role: element => {
    const given = (element.getAttribute("role") ?? "").split(/\s+/);
    const taken = given.map(one => one.toLowerCase()).indexOf(page.role(element));
    return taken > 0 ? "The browser takes the role that is given in case of need."
      : taken === 0 && given[0] !== given[0].toLowerCase()
      ? "The browser takes the role, as capital letters make no difference." : "";
  },
  owned: element => element.matches("[role=radiogroup]")
    && element.querySelector("input[type=radio], [role=radio]")
    ? "It holds radio buttons, in paragraphs of their own."
    : element.matches("ul, ol, menu") && !element.hasAttribute("role") && !element.children.length
    && document.scripts.length ? "It is empty, and a script may fill it." : "",
  fallback: element => {
    const inside = new Range();
    inside.selectNodeContents(element);
    return inside.getClientRects().length ? "What is shown stands in place of the object." : "";
  },
  page_language: () => document.contentType !== "text/html"
    && document.documentElement.getAttribute("xml:lang")
    ? "xml:lang gives the language, which counts in XHTML." : "",
  group: element => element.matches("th[scope=colgroup], th[scope=rowgroup]")
    && !element.closest("table")?.querySelector("colgroup")
    ? "Its scope names a group that is not marked; browsers take the cells below it." : "",
  turned: () => turns("portrait") && turns("portrait") === turns("landscape")
    ? "It is the same in both positions of the device." : "",
  label: element => {
    const text = element.innerText ?? "", bare = words(text.replace(/\([^)]*\)/g, " "));
    return bare.length < 2 ? "It shows one sign, which may stand for a picture."
      : bare !== words(text) && ` ${words(page.name(element))} `.includes(` ${bare} `)
      ? "What stands in brackets need not be in the name." : "";
  },
  name: element => /[\p{L}\p{N}]/u.test(page.name(element))
    ? `The browser calls it “${page.name(element)}”.` : "",
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
    if TARGETS in one.criteria:
        return "target"
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
