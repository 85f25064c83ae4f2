"""Sends each form of a page empty and wrong, and tells what came of it, for all checks that ask."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from a11y.contrast import CONTRASTS
from a11y.errors import is_bare
from a11y.fields import says
from a11y.rule import PROBE, View
from a11y.verdict import Evidence

if TYPE_CHECKING:
    from a11y.browser import Browser

PRESSED = Evidence(keys=("press the form’s button",))
# Only a form with script can answer before it is sent; nothing is ever sent to anybody.
CONCERNED = """
const scripts = [...document.scripts].some(one => !one.type || /javascript|module/.test(one.type));
return [...document.forms].some(form => form.querySelector("input, select, textarea")
  && (scripts || form.matches("[onsubmit]") || form.querySelector("[onclick]")));
"""


def _script(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


# A page that takes itself apart while its form is sent has nothing left to be judged.
SENT = f"""
const done = arguments[arguments.length - 1];
const page = (() => {{{PROBE}}})();
{CONTRASTS}
(async () => {{{_script("form_looks.js")}{_script("submission.js")}}})()
  .then(done, () => done([]));
"""


def send_each(browser: Browser, view: View) -> Any:
    """Sends each form of a page with script, held from leaving, and gives the page back anew.

    Done once for each page that is open. inked: of each sending, text that came with it or took
    another colour, as in contrast.py, with its "button" each.
    """
    if not view.condition.script:
        return []
    if "sending" not in browser.notes:
        told = _sent(browser, view) if browser.look(CONCERNED) else []
        browser.notes["sending"] = told
    return browser.notes["sending"]


def _sent(browser: Browser, view: View) -> Any:
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


def tells(text: Any, sent: Any) -> bool:
    """Whether a text that came after sending tells of an error."""
    cues = text["field"] or text["near"] or text["live"] or sent["marked"] or sent["recoloured"]
    if text["field"] and text["field"] in sent["marked"]:
        return True
    return bool(cues) and (
        any(says(text["text"], kind) for kind in ("error", "mistake"))
        or is_bare(text["text"], sent["captions"])
    )
