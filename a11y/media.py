"""What is known of the recordings on a page: sound, length, tracks, and the words beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from a11y import vocabulary
from a11y.browser import Browser
from a11y.rule import PROBE, View
from a11y.verdict import Evidence

# Recordings larger than this are not fetched: what is in them then stays unknown.
MOST_BYTES = 12_000_000
ANY = f"""
const page = (() => {{{PROBE}}})();
return page.all("audio, video").length > 0 || page.all("iframe").some(
  frame => /youtube|vimeo|dailymotion/.test(frame.src));
"""
SCRIPT = (Path(__file__).parent / "media.js").read_text(encoding="utf-8")
LOOK = f"""
const [mostBytes, transcriptWords, done] = arguments;
const page = (() => {{{PROBE}}})();
(async () => {{{SCRIPT}}})().then(done, error => done({{error: String(error)}}));
"""
KEEP = 'window[Symbol.for("media")] = arguments[0];'
KEPT = 'return window[Symbol.for("media")] ?? null;'
NOTHING: dict[str, Any] = {
    "media": [], "controls": [], "offers": [], "ways": [], "sounds": 0, "transcripts": [],
    "blocks": [], "lines": [], "pictures": [], "players": [], "language": ""
}  # fmt: skip

# A voice falls below half of its own mean for a third of the time, music for a tenth. Between
# the two nobody can be sure, so silence about speech needs both measures.
SPEECH_LOW, SPEECH_CHANGE = 0.16, 0.13
# Loudness below which nothing is heard.
HUSH = 0.001
SENTENCE = re.compile(r"[^.!?]+[.!?]?")
# Even a slow speaker says more than one word in a second.
SLOW_WORDS_A_SECOND = 0.5
FEW_WORDS = 12


@dataclass(frozen=True, slots=True)
class Recording:
    """One audio or video element. facts: as media.js tells them.

    words: readable ones on the page.  transcripts: words behind each link to a transcript, -1
    where they could not be read.  claims: the page says that it holds the same as the text.
    others: how many recordings beside it may speak.  offers: names of what the page offers to
    press that may be about it.  sounds_offered: how many of those may lead to sound.
    spoken_of: words on the page may speak of a recording.
    """

    facts: dict[str, Any]
    words: int
    transcripts: tuple[int, ...]
    claims: bool
    element: str
    others: int
    offers: tuple[str, ...]
    sounds_offered: int
    spoken_of: bool

    @property
    def offered(self) -> bool:
        """People can play it, or it plays by itself."""
        by_itself = self.facts["autoplay"] or self.facts["plays"]
        if self.facts["film"]:
            return bool(self.facts["seen"])
        return bool((self.facts["controls"] and self.facts["seen"]) or by_itself)

    @property
    def length_s(self) -> float:
        return float(self.facts["until"] - self.facts["from"])

    @property
    def silent(self) -> bool:
        """It is known to have no sound."""
        sound = self.facts["sound"]
        return sound is not None and sound["loudest"] < HUSH

    @property
    def sounds(self) -> bool:
        """It is known to have some."""
        sound = self.facts["sound"]
        return sound is not None and sound["loudest"] >= HUSH

    @property
    def no_speech(self) -> bool:
        """It is known that nobody speaks in it for long."""
        sound = self.facts["sound"]
        # Captions know better than a measure: they say that somebody speaks.
        if sound is None or any(track["said"] for track in self.captions):
            return False
        steady = sound["low"] < SPEECH_LOW and sound["change"] < SPEECH_CHANGE
        return self.silent or bool(steady)

    @property
    def has_transcript(self) -> bool:
        """A link leads to one that is not empty, as far as could be read."""
        return any(words < 0 or words >= FEW_WORDS for words in self.transcripts)

    @property
    def has_text(self) -> bool:
        """So many words stand on the page that they may say what the recording says."""
        return self.words >= max(FEW_WORDS, SLOW_WORDS_A_SECOND * self.length_s)

    @property
    def may_be_told(self) -> bool:
        """A text, a sound, or what can be pressed beside it may tell what is seen in it."""
        text = self.has_transcript or self.words >= FEW_WORDS
        return text or self.others > 0 or bool(self.offers) or self.facts["beside"]

    @property
    def live(self) -> bool:
        """It comes as it happens, which is another matter (1.2.4, 1.2.9)."""
        return bool(self.facts["live"])

    @property
    def lacks_text(self) -> bool:
        """No text that can be read and heard tells it, nor may one stand behind a link."""
        text = self.has_transcript or self.words >= FEW_WORDS
        return not (text or self.offers or self.facts["beside"])

    @property
    def lacks_sound(self) -> bool:
        """No other sound on the page tells it, nor may one stand behind a link."""
        return self.others == 0 and self.sounds_offered == 0

    @property
    def stands_alone(self) -> bool:
        """It cannot be the other form of a text: there is none, or no word says that it is."""
        return self.words == 0 or not self.spoken_of

    @property
    def described(self) -> bool:
        """A track of descriptions holds something."""
        tracks = self.facts["tracks"]
        return any(self.shows(track) for track in tracks if track["kind"] == "descriptions")

    @property
    def captions(self) -> list[dict[str, Any]]:
        """Its tracks of spoken words."""
        return [t for t in self.facts["tracks"] if t["kind"] in ("captions", "subtitles")]

    def shows(self, track: dict[str, Any]) -> bool:
        """The track holds something, and not all of it behind the end of the recording."""
        ends = self.facts["ends"]
        return track["words"] != 0 and not 0 < ends <= track["begins"]

    @property
    def evidence(self) -> Evidence:
        """What was measured: length and audible time in seconds, words, links."""
        sound = self.facts["sound"]
        heard = "unknown" if sound is None else f"{sound['audible_s']:g} s"
        return Evidence(
            (
                ("length", f"{self.length_s:.1f} s"),
                ("audible", heard),
                ("words on the page", str(self.words)),
                ("links to a transcript", str(len(self.transcripts))),
            )
        )


def look(browser: Browser, view: View) -> dict[str, Any]:
    """What media.js sees; asked once for all rules while the page is open."""
    kept = browser.look(KEPT)
    if kept is None:
        kept = NOTHING
        if browser.look(ANY):
            words = sorted(vocabulary.words("transcript", ""))
            with browser.names_at_hand():
                kept = browser.evaluate_async(LOOK, MOST_BYTES, words)
            kept = NOTHING | kept if "error" not in kept else NOTHING
        browser.look(KEEP, kept)
    return dict(kept)


def recordings(seen: dict[str, Any], view: View) -> list[Recording]:
    """All that people can play, or that play by themselves."""
    language = seen["language"] or view.language
    sentences = [part for block in seen["blocks"] for part in SENTENCE.findall(block)]
    claims = [s for s in sentences if vocabulary.holds_one_of(s, "same_as_text", language)]
    words = sum(_count(sentence) for sentence in sentences if sentence not in claims)
    # A menu leads to texts on anything: one of its links must speak of a recording as well.
    near = [*seen["offers"], *(name for name in seen["ways"] if _spoken_of([name], language))]
    offers = [name for name in near if vocabulary.holds_one_of(name, "tells", language)]
    offers += ["sound"] * seen["sounds"]

    def promised(name: str) -> bool:
        return bool(vocabulary.holds_one_of(name, "transcript", language))

    spoken_of = _spoken_of([*seen["lines"], *seen["controls"], *seen["pictures"]], language)
    speak = [facts["element"] for facts in seen["media"] if _may_speak(facts)]
    made = [
        Recording(
            facts,
            words,
            tuple(seen["transcripts"]),
            bool(claims),
            facts["element"],
            sum(element != facts["element"] for element in speak),
            tuple(offers),
            sum(not promised(name) for name in [*offers, *facts["beside"]]),
            spoken_of,
        )
        for facts in seen["media"]
    ]
    return [recording for recording in made if recording.offered]


def _may_speak(facts: dict[str, Any]) -> bool:
    """People can start it, and it is not known to be without sound."""
    sound = facts["sound"]
    return bool(facts["started"]) and (sound is None or sound["loudest"] >= HUSH)


def _spoken_of(texts: Iterable[str], language: str) -> bool:
    """May one of these texts speak of a recording? Of a language that we do not know, any may."""
    if language.split("-")[0].lower() not in vocabulary.LANGUAGES:
        return True
    stems = vocabulary.words("recording", "")
    return any(stem in text.casefold() for text in texts for stem in stems)


def _count(text: str) -> int:
    return len(vocabulary.WORD.findall(text))
