"""Measures the contrast of text, by its style where that is sure and by pixels where it is not."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from a11y.browser import Browser
from a11y.rule import PROBE, Remark, View, asks, fails, passes
from a11y.verdict import Evidence

LEAST, LEAST_LARGE = 4.5, 3.0  # WCAG 2.2 SC 1.4.3
TOLERANCE = 0.05  # colours on the screen are whole numbers
SCRIPT = "".join(
    (Path(__file__).parent / name).read_text(encoding="utf-8")
    for name in ("contrast_gradient.js", "contrast_drawn.js", "contrast.js")
)
# For scripts that have `page` of probe.js in reach.
CONTRASTS = f"const contrasts = (() => {{{SCRIPT}}})();\n"
PREPARE = f"""
const page = (() => {{{PROBE}}})();
{CONTRASTS}
window[Symbol.for("contrast")] = contrasts;
return window[Symbol.for("contrast")].prepare();
"""
HIDE = 'window[Symbol.for("contrast")].hide();'
SHOW = 'window[Symbol.for("contrast")].show();'
MEASURE = """
const [bare, full, clip, done] = arguments;
window[Symbol.for("contrast")].measure(bare, full, clip).then(done);
"""

# Of each text: "element", "words", whether it is "large" and may be a "logo", its "contrast", its
# "ink" as written; of one on a picture how much of its ground leaves it next to no contrast
# ("lost") and less than it needs ("weak"), from 0 to 1; of one in an inline drawing whether it may
# be a part of the picture ("drawn").
Text = dict[str, Any]


def text_contrast(browser: Browser) -> list[Text]:
    """The contrast of every text that can be seen, but for text that the system colours itself.

    Takes pictures only when something is moved, painted or faded near the text.
    """
    ahead = browser.look(PREPARE)
    found: list[Text] = ahead["sure"]
    clip = ahead["clip"]
    if clip is None:
        return found
    full = browser.picture(clip, beyond=True)
    browser.look(HIDE)
    try:
        bare = browser.picture(clip, beyond=True)
    finally:
        browser.look(SHOW)
    pictures = [base64.b64encode(one).decode() for one in (bare, full)]
    measured: list[Text] = browser.evaluate_async(MEASURE, *pictures, clip)
    return found + measured


def too_little(text: Text) -> bool:
    """It has less contrast than text of its size needs."""
    return bool(text["contrast"] + TOLERANCE < (LEAST_LARGE if text["large"] else LEAST))


def said(text: Text, when: str, view: View) -> Remark:
    """What is to be said of a text that is only so in some state. when: as in “it comes when …”."""
    evidence = Evidence(
        (("contrast", f"{text['contrast']:.2f}:1"), ("colour of the text", text["ink"]))
    )
    if not too_little(text):
        return passes(text["element"], evidence)
    least = LEAST_LARGE if text["large"] else LEAST
    note = f"“{text['words']}” {when}, has {text['contrast']:.1f}:1 and needs {least:g}:1."
    # What nobody sees may be hidden so on purpose, and said by screen readers.
    if text["contrast"] == 1 and not view.own:
        return asks(text["element"], f"{note} Is it meant to be seen?", evidence)
    if text["logo"]:
        return asks(text["element"], f"{note} Is it a logo?", evidence)
    return fails(text["element"], note, evidence)
