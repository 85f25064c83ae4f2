"""How hard a text is to read, in years of school and by its longest sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass

WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
SENTENCE_END = re.compile(r"(?<=[.!?…:])[\"”’»)]*\s+(?=[\W\d]*[^\W\d_])|\n+")
# A dot after these ends no sentence.
SHORT = re.compile(
    r"\b(?:e\.g|i\.e|etc|z\. ?B|d\.h|bzw|usw|ca|vgl|Dr|Mrs?|Ms|St|Nr|No|art|p\. ex|w\.e\.g|\d+)\.",
    re.IGNORECASE,
)
VOWELS = re.compile(r"[aeiouyàâäéèêëïîôöœùûüÿæ]+", re.IGNORECASE)
# Below so many words a measure says nothing.
ENOUGH_WORDS = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """words, sentences: counted.  grade: years of school.  longest: words of one sentence."""

    words: int
    sentences: int
    grade: float
    longest: int
    longest_sentence: str


def read(text: str, language: str) -> Reading:
    """Measures a text. Luxembourgish is measured as German, other languages as English.

    English: Flesch-Kincaid grade.  German: fourth Wiener Sachtextformel (Bamberger, Vanecek).
    French: Kandel and Moles turn Flesch's ease to French; 100 to 0 are then grades 5 to 16.
    """
    masked = SHORT.sub(lambda match: match[0].replace(".", "·"), text)
    sentences = [part for part in SENTENCE_END.split(masked) if WORD.search(part)]
    words = WORD.findall(text)
    if not words or not sentences:
        return Reading(0, 0, 0.0, 0, "")
    lengths = {part: len(WORD.findall(part)) for part in sentences}
    longest = max(sentences, key=lambda part: lengths[part])
    length = len(words) / len(sentences)
    syllables = sum(_syllables(word, language) for word in words) / len(words)
    primary = language.split("-")[0]
    if primary in ("de", "lb"):
        many = 100 * sum(_syllables(word, language) >= 3 for word in words) / len(words)
        grade = 0.2656 * length + 0.2744 * many - 1.693
    elif primary == "fr":
        ease = 207 - 1.015 * length - 73.6 * syllables
        grade = 16 - 11 * ease / 100
    else:
        grade = 0.39 * length + 11.8 * syllables - 15.59
    told = longest.replace("·", ".").strip()
    return Reading(len(words), len(sentences), round(grade, 1), lengths[longest], told)


def _syllables(word: str, language: str) -> int:
    count = len(VOWELS.findall(word))
    if language.split("-")[0] not in ("de", "lb") and word.lower().endswith("e") and count > 1:
        count -= 1  # a last e is silent in English and French
    return max(count, 1)
