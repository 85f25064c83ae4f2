"""What is heard in a film can be read in it (WCAG 2.2 SC 1.2.2)."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from a11y import ocr, vocabulary
from a11y.media import FEW_WORDS, Recording, look, recordings
from a11y.rule import PROBE, Remark, Rule, View, asks, fails, passes

if TYPE_CHECKING:
    from a11y.browser import Browser

# Captions may be part of the picture, or be written by the page itself: the film is looked at
# where something is heard in it. A player needs a moment to follow.
SEEK = f"""
const [path, at_s, done] = arguments;
const text = () => {{
  const page = (() => {{{PROBE}}})();
  return page.texts().map(page.written).join(" ");
}};
const film = document.querySelector(path);
const before = text();
const told = () => done([before, text()]);
if (!film) done(null);
else {{
  film.pause();
  const follows = (until) => {{
    if (performance.now() > until || text() !== before) told();
    else setTimeout(() => follows(until), 50);
  }};
  film.addEventListener("seeked", () => follows(performance.now() + 1000), {{once: true}});
  setTimeout(() => done(null), 3000);
  film.currentTime = at_s;
}}
"""
BACK = """
const film = document.querySelector(arguments[0]);
if (film) { film.currentTime = 0; if (arguments[1]) film.play().catch(() => {}); }
"""
# Of the W3C's rules: one has captions in mind, the other lets a film repeat a text.
BY_CAPTIONS, BY_EITHER = "f51b46", "eac66b"
# Music may play on after the last word, but seldom for so large a share of a film.
PAUSE_S, REST = 2.0, 0.25
# A single word may be misread, or stand on a sign in the picture.
FEW = 2
LETTERS = re.compile(r"[^\W\d_]{2,}")


def observe(browser: Browser, view: View) -> Any:
    seen = look(browser, view)
    for film in recordings(seen, view):
        bare = film.facts["film"] and film.sounds and not any(map(film.shows, film.captions))
        if bare and film.facts["loaded"] and " >>> " not in film.element and ocr.version():
            film.facts["written"] = _written(browser, view, film.facts)
    return seen


def _written(browser: Browser, view: View, film: dict[str, Any]) -> bool | None:
    """Whether words stand in the film, or come and go with it; None if it could not be shown."""
    looked = found = False
    for at_s in film["sound"]["places"]:
        changes = _changes(browser, film, at_s)
        if changes is None:
            continue
        looked = True
        found = changes or _words_in_picture(browser, view, film) >= FEW
        if found:
            break
    # What came before anybody looked, as the film was moved, goes again at its beginning.
    found = found or (looked and bool(_changes(browser, film, film["from"])))
    browser.look(BACK, film["element"], film["plays"])
    return found if looked else None


def _changes(browser: Browser, film: dict[str, Any], at_s: float) -> bool | None:
    """Whether words of the page change as the film goes there; None if it could not."""
    told = browser.evaluate_async(SEEK, film["element"], at_s)
    if told is None:
        return None
    before, after = (set(LETTERS.findall(text)) for text in told)
    return len(before ^ after) >= FEW


def _words_in_picture(browser: Browser, view: View, film: dict[str, Any]) -> int:
    """How many words are read for sure where the film stands; the clock of a player is none."""
    clip = {"scale": 1, **{name: film[name] for name in ("x", "y", "width", "height")}}
    taken = browser.cdp(
        "Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip
    )
    read = ocr.words(base64.b64decode(taken["data"]), view.language)
    return sum(word.sure >= ocr.SURE and bool(LETTERS.search(word.text)) for word in read)


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who does not hear the film reads it (WCAG 2.2 SC 1.2.2)."""
    language = seen["language"] or view.language
    words = [*seen["controls"], *seen["blocks"]]
    offered = any(vocabulary.holds_one_of(text, "captions", language) for text in words)
    for film in recordings(seen, view):
        if film.facts["film"] and not film.live:
            yield passes(film.element) if film.silent else _judged(film, offered=offered)
    for player in seen["players"]:
        yield asks(player, "Do the films of this player have captions and a description?")


def _judged(film: Recording, *, offered: bool) -> Remark:
    """offered: the page speaks of captions."""
    if any(map(film.shows, film.captions)):
        note = _cut_short(film) or "Do its captions say all that is heard, and who speaks?"
        return asks(film.element, note, film.evidence)
    written = film.facts.get("written")
    if film.captions and film.sounds and not written:
        return fails(film.element, _wanting(film), film.evidence)
    if film.captions and not film.sounds:
        note = f"{_wanting(film)} Is anything heard in it that they should say?"
        return asks(film.element, note, film.evidence)
    # A film that says the same as a text of the page needs no captions.
    text = film.has_transcript or film.has_text or (film.claims and film.words >= FEW_WORDS)
    if not film.sounds or written is not False or offered:
        note = "It has no captions of its own. Are they part of the picture?"
        return asks(film.element, note, film.evidence)
    if text:
        return _without_captions(film)
    note = "It has sound and no captions, and its words stand nowhere else."
    return fails(film.element, note, film.evidence)


def _wanting(film: Recording) -> str:
    """What is wrong with captions that show nothing."""
    late = any(track["words"] for track in film.captions)
    return "Its captions begin after its end." if late else "Its captions are empty or missing."


def _cut_short(film: Recording) -> str:
    """What to ask of captions that end long before the sound does; empty if they do not."""
    # Times are not known of captions that could not be read.
    ends_s = [track["stops"] for track in film.captions if film.shows(track)]
    places = film.facts["sound"]["places"] if film.sounds and all(ends_s) else []
    after = [at_s for at_s in places if at_s > max(ends_s) + PAUSE_S]
    if len(after) < REST * len(places) or not after:
        return ""
    return (
        f"Its captions end after {_clock(max(ends_s))}, and something is heard up to "
        f"{_clock(after[-1])}. Is it all told in captions?"
    )


def _clock(at_s: float) -> str:
    return f"{int(at_s) // 60}:{int(at_s) % 60:02}"


def _without_captions(film: Recording) -> Remark:
    """It has sound, and words stand on the page that may say the same."""
    if film.stands_alone:
        note = "It has no captions. Does anybody speak in it, or do sounds tell something?"
        return asks(film.element, note, film.evidence).falls_short_of(BY_CAPTIONS, BY_EITHER)
    note = "It has no captions. Does a text say all that is heard, and that the film repeats it?"
    return asks(film.element, note, film.evidence).falls_short_of(BY_CAPTIONS)


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
    act=(BY_CAPTIONS, BY_EITHER),
)
