"""The charts of a page, and how many colours their parts are told apart by."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from a11y.browser import Browser
from a11y.rule import PROBE

# The body of a probe.
CHARTS = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
FIND = f"const page = (() => {{{PROBE}}})();\n{CHARTS}"
# A drawing has few colours; a photo has thousands. Then each colour counts that fills some of it,
# where they are more than light and dark of one hue.
COUNT = """
const [png, done] = arguments;
const DRAWN = 0.8, COLOURS = 24, PART = 0.004, SPAN = 60, OTHER = 60, APART = 25;
const count = (data) => {
  const times = new Map(), pixels = data.length / 4;
  for (let at = 0; at < data.length; at += 4) {
    const key = (data[at] >> 3) << 10 | (data[at + 1] >> 3) << 5 | data[at + 2] >> 3;
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  const most = [...times].sort((a, b) => b[1] - a[1]).slice(0, COLOURS);
  if (most.reduce((sum, [, n]) => sum + n, 0) < DRAWN * pixels) return 0;
  const found = [];
  for (const [key, n] of most) {
    const rgb = [key >> 10, key >> 5 & 31, key & 31].map(part => part * 8);
    const [r, g, b] = rgb, top = Math.max(...rgb), span = top - Math.min(...rgb);
    if (n < PART * pixels || span < SPAN) continue;
    const turn = top === r ? (g - b) / span : top === g ? 2 + (b - r) / span : 4 + (r - g) / span;
    if (found.every(other => Math.hypot(...rgb.map((part, at) => part - other.rgb[at])) >= OTHER))
      found.push({rgb, hue: turn * 60});
  }
  return found.some(one => found.some(other =>
    Math.abs(((one.hue - other.hue) % 360 + 540) % 360 - 180) >= APART)) ? found.length : 0;
};
const bytes = Uint8Array.from(atob(png), sign => sign.charCodeAt(0));
createImageBitmap(new Blob([bytes], {type: "image/png"})).then(image => {
  const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
  context.drawImage(image, 0, 0);
  done(count(context.getImageData(0, 0, image.width, image.height).data));
}, () => done(0));
"""

# Of each chart: its "element", how many colours it has ("count"), whether words beside it are its
# key by their colours ("keyed"), whether it is "sure" that they alone tell its parts apart,
# whether a table of data is "tabled" beside it, and the words that "tell" of it: its own, and
# those right before and after it; None when it is marked as an ornament. Its "name" and "language",
# and the words of the "section" under its heading, None where nobody knows where that ends.
Chart = dict[str, Any]


def charts(browser: Browser) -> list[Chart]:
    """What is called a chart on the page that is open; pictures are taken of those alone."""
    found: list[Chart] = browser.look(FIND)
    for chart in found:
        if chart["count"] is None:
            png = base64.b64encode(browser.picture(chart["clip"], beyond=True)).decode()
            chart["count"] = browser.evaluate_async(COUNT, png)
    return found
