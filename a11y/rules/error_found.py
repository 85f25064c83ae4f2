"""A form that is sent empty or wrong says so, where people are (WCAG 2.2 SC 3.3.1, 4.1.3)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from a11y.errors import is_bare
from a11y.fields import says
from a11y.rule import PROBE, Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

if TYPE_CHECKING:
    from a11y.browser import Browser

# Only a form with script can answer before it is sent; nothing is ever sent to anybody.
CONCERNED = """
const scripts = [...document.scripts].some(one => !one.type || /javascript|module/.test(one.type));
return [...document.forms].some(form => form.querySelector("input, select, textarea")
  && (scripts || form.matches("[onsubmit]") || form.querySelector("[onclick]")));
"""
# A page that takes itself apart while its form is sent has nothing left to be judged.
SENT = f"""
const done = arguments[arguments.length - 1];
const page = (() => {{{PROBE}}})();
(async () => {{{(Path(__file__).parents[1] / "submission.js").read_text(encoding="utf-8")}}})()
  .then(done, () => done([]));
"""


def observe(browser: Browser, view: View) -> Any:
    """Sends each form of a page with script, held from leaving, and gives the page back anew."""
    if not view.condition.script or not browser.look(CONCERNED):
        return []
    browser.may_change()
    browser.cdp("Network.enable")
    browser.cdp("Network.setBlockedURLs", urls=["*"])
    try:
        return browser.evaluate_async(SENT)
    finally:
        browser.cdp("Network.setBlockedURLs", urls=[])
        browser.cdp("Network.disable")
        browser.again()
        browser.view(view.condition)


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Nobody may have to find out that nothing was sent (WCAG 2.2 SC 3.3.1, 4.1.3)."""
    said: set[tuple[str, str]] = set()
    for sent in seen:
        for remark in _judged(sent):
            if (remark.element, remark.note) not in said:
                said.add((remark.element, remark.note))
                yield remark


def _judged(sent: Any) -> Iterator[Remark]:
    told = [text for text in sent["texts"] if _tells(text, sent)]
    pressed = Evidence(keys=("press the form’s button",))
    if not told and (sent["alerts"] or sent["native"]):
        yield passes(sent["form"], pressed)
    elif not told:
        for element in sent["marked"] or sent["recoloured"]:
            yield fails(element, "After sending it looks different, and no words say why.", pressed)
    elif not sent["moved"] and not any(t["live"] or t["focused"] for t in told):
        note = f"“{told[0]['text'][:60]}” comes, the focus stays, and no screen reader says it."
        yield fails(told[0]["element"], note, pressed)
    else:
        yield passes(sent["form"], pressed)
    for text in told:
        if is_bare(text["text"], ()):
            note = f"“{text['text']}” does not say what is wrong, nor what to do."
            yield fails(text["element"], note, pressed)
        elif text["near"] and not text["field"] and not text["live"]:
            note = f"“{text['text'][:60]}” comes beside a field and is not tied to it."
            yield fails(text["element"], note, pressed)
    for element in sent["lost"]:
        yield asks(element, "What was filled in is gone after the error. Must it be?", pressed)


def _tells(text: Any, sent: Any) -> bool:
    """Whether a text that came after sending tells of an error."""
    cues = text["field"] or text["near"] or text["live"] or sent["marked"] or sent["recoloured"]
    return bool(cues) and (says(text["text"], "error") or is_bare(text["text"], ()))


RULE = Rule(
    id="error_found",
    criteria=("3.3.1", "4.1.3"),
    affects="People who do not see the new words: they wait for an answer that has come.",
    passed="A form that is sent wrong says so, and is heard.",
    failed="A form that is sent wrong does not say so to everybody.",
    person="A form does something after an error that may cost work.",
    check=check,
    observe=observe,
    sees="browser",
    conditions=frozenset({"default"}),
)
