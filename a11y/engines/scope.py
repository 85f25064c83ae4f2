"""Leaves to a finding of an engine those ACT rules whose applicability its element falls under.

One rule of an engine may stand for several rules of the W3C, each about elements of another kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from a11y.browser import Browser
from a11y.engines import Engine, EngineFinding, EngineResult

# ACT rules -> whether they apply to an element; the others are taken at the engine's word.
APPLIES = """
const root = document.documentElement;
const page = element => element === root && root.matches("html");
const lang = (root?.getAttribute("lang") ?? "").trim();
const applies = {
  b5c3f8: element => page(element) && !lang,
  bf051a: element => page(element) && lang,
  e086e5: element => !element?.matches("button, [type=submit], [type=button], [type=reset]"),
};
return arguments[0].map(([act, path]) => {
  let element = root;
  try { element = path ? document.querySelector(path) : root; } catch { element = null; }
  return Boolean(applies[act](element));
});
"""
ASKED = ("b5c3f8", "bf051a", "e086e5")

Heard = Sequence[tuple[Engine, EngineResult]]


def in_scope(browser: Browser, heard: Heard) -> list[tuple[Engine, EngineResult]]:
    """The results, each finding about the ACT rules that apply there. Raises BrowserError."""
    asked = {
        (act, one.element): True
        for engine, result in heard
        for one in result.findings
        for act in _about(one, engine)
        if act in ASKED
    }
    if asked:
        asked.update(zip(asked, browser.look(APPLIES, [list(one) for one in asked]), strict=True))
    return [(engine, _narrowed(engine, result, asked)) for engine, result in heard]


def _about(one: EngineFinding, engine: Engine) -> tuple[str, ...]:
    return one.act if one.act is not None else engine.rules[one.rule].act


def _narrowed(
    engine: Engine, result: EngineResult, asked: dict[tuple[str, str], bool]
) -> EngineResult:
    findings = tuple(
        replace(
            one,
            act=tuple(a for a in _about(one, engine) if asked.get((a, one.element), True)),
        )
        for one in result.findings
    )
    return replace(result, findings=findings)
