"""Presses each button of a page once, and tells what came of it, for all checks that ask."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from a11y.acting import act, survey
from a11y.browser import Browser
from a11y.contrast import CONTRASTS
from a11y.operating import OPERATING, POINTER

DIALOGS = (Path(__file__).parent / "dialogs.js").read_text(encoding="utf-8")
STATES = (Path(__file__).parent / "pressed_states.js").read_text(encoding="utf-8")
VIEWS = (Path(__file__).parent / "views.js").read_text(encoding="utf-8")
SCRIPT = STATES + VIEWS + Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
MOST = 14
MOST_INSIDE = 4  # of each kind, in one dialog
SOON_MS = 1500
DRAWN_MS = 700  # an animation that a page waits for is over by then
BRIEF_MS = 20_000  # WCAG 2.2 SC 2.2.1: so long at least, words wait for an answer
TIMERS = 400  # that fire at most in this time, for one press
HEARD = ("click", "mousedown", "mouseup", "pointerdown", "pointerup", "submit", "keydown", "input")


def press_each(browser: Browser, *, own: bool) -> Any:
    """What pressing does: dialogs and words that came. None when there is no button.

    gone: words that came and went by themselves, for_ms after the press at the latest; of a control
    too (control), though it had the focus.  switched:
    buttons that two presses turn on and off for the eye alone. kind: "look", "more" when it is
    seen beside them too, "untrue" when they say a state, and it stays as it was (said).
    unsaid: buttons that show and hide a part and do not say so; surely: the one after them.
    chosen: buttons of a row that take over the look of the last one, unsaid; part: and show theirs.
    inked: text that came or took another colour, as in contrast.py, with its "button" each.
    fallen: buttons that went with a press. kept: something has the focus then; else items: so many
    like the one that went with it stay, 0 where other words came instead.
    views: what is shown after a press that changes the address within the page. leads: it was a
    way to go there, such as a button of a menu.
    exchanged: large images with a name whose source a press has changed ("from", "to"), and how
    they were and are called ("name", "named").

    own: forms of method post may be pressed too; they are never really sent.
    """
    if "pressing" not in browser.notes:
        found = survey(browser)
        told = None
        if found.buttons or found.stops:
            given = {"most": MOST, "soon": SOON_MS, "drawn": DRAWN_MS, "own": own}
            given |= {"brief": BRIEF_MS, "timers": TIMERS}
            given |= {"inside": MOST_INSIDE, "far": not found.far.isdisjoint(POINTER)}
            hears = found.listens("submit", "click")
            if found.listens(*HEARD):
                script = OPERATING + CONTRASTS + DIALOGS + SCRIPT
                told = act(browser, script, hears_submit=hears, **given)
        browser.notes["pressing"] = told
    return browser.notes["pressing"]
