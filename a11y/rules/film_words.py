"""What is heard in a film can be read in it (WCAG 2.2 SC 1.2.2)."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from a11y import ocr
from a11y.media import look, recordings
from a11y.rule import Remark, Rule, View, asks, fails, passes

if TYPE_CHECKING:
    from a11y.browser import Browser

# Captions may be part of the picture: it is looked at in so many places of the film.
PLACES = (0.2, 0.35, 0.5, 0.65, 0.8)
SEEK = """
const [path, share, done] = arguments;
const film = document.querySelector(path);
if (!film || !Number.isFinite(film.duration)) done(false);
else {
  film.pause();
  film.addEventListener("seeked", () => requestAnimationFrame(() => done(true)), {once: true});
  setTimeout(() => done(false), 3000);
  film.currentTime = film.duration * share;
}
"""
BACK = """
const film = document.querySelector(arguments[0]);
if (film) { film.currentTime = 0; if (arguments[1]) film.play().catch(() => {}); }
"""


def observe(browser: Browser, view: View) -> Any:
    seen = look(browser, view)
    for film in recordings(seen, view):
        bare = film.facts["film"] and film.sounds and not film.track("captions", "subtitles")
        if bare and film.facts["loaded"] and " >>> " not in film.element and ocr.version():
            film.facts["in_picture"] = _words_in_picture(browser, view, film.facts)
    return seen


def _words_in_picture(browser: Browser, view: View, film: dict[str, Any]) -> int | None:
    """How many words were read for sure in some places of the film; None if none was shown."""
    words = looked = 0
    for share in PLACES:
        if not browser.evaluate_async(SEEK, film["element"], share):
            continue
        looked += 1
        clip = {"scale": 1, **{name: film[name] for name in ("x", "y", "width", "height")}}
        taken = browser.cdp(
            "Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip
        )
        read = ocr.words(base64.b64decode(taken["data"]), view.language)
        words += sum(word.sure >= ocr.SURE and len(word.text) > 2 for word in read)
    browser.look(BACK, film["element"], film["plays"])
    return words if looked else None


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who does not hear the film reads it (WCAG 2.2 SC 1.2.2)."""
    for film in recordings(seen, view):
        if not film.facts["film"] or film.silent:
            continue
        if film.track("captions", "subtitles"):
            note = "Do its captions say all that is heard, and who speaks?"
            yield asks(film.element, note, film.evidence)
        elif any(t["kind"] in ("captions", "subtitles") for t in film.facts["tracks"]):
            yield fails(film.element, "Its captions are empty or missing.", film.evidence)
        elif _may_be_read(film, view):
            note = "It has no captions of its own. Are they part of the picture?"
            yield asks(film.element, note, film.evidence)
        else:
            note = "It has sound and no captions, and its words stand nowhere else."
            yield fails(film.element, note, film.evidence)
    for player in seen["players"]:
        yield asks(player, "Do the films of this player have captions and a description?")
    silent = [film for film in recordings(seen, view) if film.facts["film"] and film.silent]
    yield from (passes(film.element) for film in silent)


def _may_be_read(film: Any, view: View) -> bool:
    in_picture = film.facts.get("in_picture")
    unknown = not film.sounds or in_picture is None or in_picture > 1
    return unknown or film.has_transcript or film.claims or film.has_text


RULE = Rule(
    id="film_words",
    criteria=("1.2.2",),
    affects="People who are deaf or hard of hearing.",
    passed="What is heard in films can be read.",
    failed="What is heard in a film cannot be read.",
    person="Can all that is heard in this film be read?",
    check=check,
    observe=observe,
    sees="browser",
    conditions=frozenset({"default"}),
    act=("f51b46", "eac66b"),
)
