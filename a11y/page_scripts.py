"""Scripts that the browser runs in every page, before the page's own or on request."""

from __future__ import annotations

from pathlib import Path

# Notes that the page itself goes elsewhere, from its first moment on: a submit by script may
# only take effect while a check is running, and would take that check with it.
WATCH = """
navigation.addEventListener("navigate", event => {
  if (!event.destination.sameDocument && event.navigationType !== "reload")
    window[Symbol.for("leaves")] = true;
});
"""
# What acting checks need to know of the page's first moments; see there.
RECORDER = (Path(__file__).parent / "recorder.js").read_text(encoding="utf-8")
GUARD = """
const record = window[Symbol.for("acting")];
if (record) record.guard = arguments[0];
"""
SO_FAR = "return document.documentElement?.textContent.length ?? 0;"
LEAVES = 'return location.href !== arguments[0] || Boolean(window[Symbol.for("leaves")]);'
# How far a page that runs from right to left goes beyond the left edge of its first window, in
# CSS px. Pictures are counted from there, and the boxes of elements are not.
LEFT_OF_ORIGIN = """
const root = document.documentElement;
// The direction of the body, where there is one, is that of the window.
const rtl = root && getComputedStyle(document.body ?? root).direction === "rtl";
const whole = document.scrollingElement ?? root;
return rtl ? whole.scrollWidth - whole.clientWidth : 0;
"""
RESET_FOCUS = """
document.activeElement?.blur();
const root = document.documentElement, had = root.getAttribute("tabindex");
root.setAttribute("tabindex", "-1");
root.focus({preventScroll: true});
root.blur();
if (had === null) root.removeAttribute("tabindex"); else root.setAttribute("tabindex", had);
window.scrollTo(0, 0);
"""
# What asks for the focus (autofocus) gets it with the page's first picture, which may come after
# the load event.
RESET_FOCUS_ONCE_DRAWN = f"""
const [done] = arguments;
const reset = () => {{ {RESET_FOCUS} done(); }};
if (performance.getEntriesByType("paint").length) reset();
else requestAnimationFrame(() => requestAnimationFrame(reset));
"""
LAY_STYLE = """
const [text] = arguments;
for (const old of document.adoptedStyleSheets.filter(sheet => sheet.ofReader))
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter(sheet => sheet !== old);
if (text) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  sheet.ofReader = true;
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
"""
# Rules of motion are told of what is ended here.
SETTLE = """
const [done] = arguments;
window[Symbol.for("acting")]?.moves(document.getAnimations());
for (const animation of document.getAnimations()) { try { animation.finish(); } catch { } }
document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => done())));
"""
# The browser takes its own size again some frames after it was told to.
SIZE = "return [innerWidth, innerHeight];"
SIZED = """
const [[width, height], limit_ms, done] = arguments, began = performance.now();
(function look() {
  const same = innerWidth === width && innerHeight === height;
  if (same || performance.now() - began > limit_ms) done(same); else setTimeout(look, 5);
})();
"""
# Styles and scripts that follow the width of the window have done so when it is drawn.
DRAWN_SO_WIDE = """
const [width, limit_ms, done] = arguments, began = performance.now();
const drawn = () => requestAnimationFrame(() => requestAnimationFrame(() => done()));
(function look() {
  const due = innerWidth === width || performance.now() - began > limit_ms;
  if (due) drawn(); else setTimeout(look, 5);
})();
"""
