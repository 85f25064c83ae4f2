"""A frame shows all that it holds, or can be scrolled (WCAG 2.2 SC 1.4.4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes

# Frames of other sites do not tell how high their content is.
PROBE = """
const SPARE_PX = 8;
return page.all("iframe").filter(frame => page.seen(frame) && page.heard(frame)
  && frame.contentDocument?.body?.innerText?.trim()).map(frame => {
  const root = frame.contentDocument.documentElement, view = frame.contentWindow;
  const styles = [root, root.ownerDocument.body].map(one => view.getComputedStyle(one));
  const still = /^no$/i.test(frame.getAttribute("scrolling") ?? "")
    || styles.some(style => /hidden|clip/.test(style.overflowY));
  const lines = root.ownerDocument.createRange();
  lines.selectNodeContents(root.ownerDocument.body);
  const below = [...lines.getClientRects()].some(line => line.height > 1
    && line.bottom > view.innerHeight + SPARE_PX);
  return {element: page.path(frame), cut: still && below};
});
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Larger letters need more room, and this frame has too little already (SC 1.4.4)."""
    for frame in seen:
        if frame["cut"]:
            yield fails(frame["element"], "It cuts off what it holds, and cannot be scrolled.")
        else:
            yield passes(frame["element"])


RULE = Rule(
    id="frame_whole",
    criteria=("1.4.4",),
    affects="People who enlarge text: the end of it lies outside of the frame.",
    passed="Every frame shows all that it holds, or can be scrolled.",
    failed="A frame cuts off what it holds.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default", "zoom_400"}),
)
