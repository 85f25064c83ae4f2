"""Pictures that move come to rest, or can be stopped (WCAG 2.2 SC 2.2.2, 2.3.1)."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_to_bytes

from a11y.acting import act, look, survey
from a11y.browser import Browser
from a11y.chromium import BrowserError
from a11y.moving_drawings import drawing
from a11y.moving_pictures import Film, film
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

MOST = 12
LONG_MS = 5000
# More than three flashes a second: a frame change sooner than half a sixth of it, and back.
FAST_MS = 160
BIG_PX2 = 21_824  # a quarter of 341 × 256 pixels (WCAG 2.2 SC 2.3.1)
FIND = """
const kind = /\\.(gif|webp|a?png|svg)([?#]|$)|^data:image\\/(gif|webp|apng|png|svg)/i;
// A drawing that says that something is under way is essential.
const waits = (e) => e.closest("[role=progressbar], [aria-busy=true], progress")
  || /spinn|loader|loading|throbber|progress/i.test([e.id, e.className, e.alt,
    e.src.slice(0, 200), e.parentElement?.className].join(" "));
const isDrawn = (e) => /\\.svg([?#]|$)|^data:image\\/svg/i.test(e.currentSrc || e.src);
const all = page.all("img, input[type=image]").filter((e) => kind.test(e.currentSrc || e.src)
  && acting.really(e));
// Of drawings there are many, as icons, and nearly every PNG is still: they shall not crowd out the
// others.
const isPng = (e) => /\\.png([?#]|$)|^data:image\\/png/i.test(e.currentSrc || e.src);
const few = [all.filter((e) => !isDrawn(e) && !isPng(e)), all.filter(isPng),
  all.filter((e) => isDrawn(e) && !waits(e))];
return few.flatMap((e) => e.slice(0, given.most)).map((e) => ({ element: page.path(e),
    url: e.currentSrc || e.src, size: e.clientWidth * e.clientHeight,
    beside: acting.snapshot().size > 1 }));
"""
STOP = """
const all = new Map(page.all("img, input[type=image]").filter((e) =>
  given.elements.includes(page.path(e))).map((e) => [e, e.src]));
const control = await acting.seek(async () => [...all].every(([e, src]) => !acting.really(e)
  || e.src !== src));
return control && page.path(control);
"""


def observe(browser: Browser, view: View) -> Any:
    """The films among the pictures, and the control that stops them."""
    if not survey(browser).moving:
        return None
    seen = look(browser, FIND, most=MOST) or []
    films = [{**one, "film": told} for one in seen if (told := _film(browser, one["url"]))]
    endless = [one["element"] for one in films if one["film"].lasts_ms > LONG_MS]
    return {"films": films, "control": act(browser, STOP, elements=endless) if endless else None}


def _film(browser: Browser, url: str) -> Film | None:
    data = _bytes(browser, url)
    return None if data is None else film(data) or drawing(data)


def _bytes(browser: Browser, url: str) -> bytes | None:
    """What the browser got for a picture; None where it has nothing."""
    if url.startswith("data:"):
        head, _, body = url.partition(",")
        return base64.b64decode(body) if head.endswith("base64") else unquote_to_bytes(body)
    frame = browser.cdp("Page.getFrameTree")["frameTree"]["frame"]["id"]
    try:
        told = browser.cdp("Page.getResourceContent", frameId=frame, url=url)
    except BrowserError:
        return None  # the browser no longer has it, or never got it: it is not to be seen
    text: str = told["content"]
    if told["base64Encoded"]:
        return base64.b64decode(text)
    return text.encode("utf-8" if "<svg" in text else "latin-1")


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Five seconds, or a way to stop it (WCAG 2.2 SC 2.2.2, 2.3.1)."""
    for one in seen["films"] if seen else ():
        told: Film = one["film"]
        lasts = "for ever" if not told.rounds else f"{told.lasts_ms / 1000:.1f} s"
        frames = (("frames", str(told.frames)),) if told.frames else ()
        measured = Evidence(measured=(*frames, ("moves", lasts)))
        if told.frames and told.fastest_ms < FAST_MS and one["size"] > BIG_PX2:
            yield asks(one["element"], "Its frames change fast. Does it flash?", measured)
        if told.lasts_ms > LONG_MS and one["beside"] and not seen["control"]:
            yield fails(one["element"], f"It moves {lasts}, and no control stops it.", measured)
        else:
            yield passes(one["element"], measured)


RULE = Rule(
    id="animated_image",
    criteria=("2.2.2", "2.3.1"),
    affects="People who are drawn off by what moves, and people whom flashes make ill.",
    passed="Pictures come to rest, or can be stopped.",
    failed="A picture moves on and on.",
    person="A picture changes fast.",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
)
