"""A mailed code is read however it comes from a person's hands or voice."""

from __future__ import annotations

import pytest

from idp import codes
from idp.tokens import new_code


@pytest.mark.parametrize(
    "text",
    [
        "123456",
        " 123 456 ",
        "123-456",
        "#123456",
        "1.2.3.4.5.6.",
        "".join(chr(0xFF10 + n) for n in range(1, 7)),  # full-width
        "١٢٣٤٥٦",
        "Your code is 123456.",
        "one two three four five six",
        "One, two, three. Four-five-six",
        "un deux trois quatre cinq six",
        "eins zwo drei vier fünf sechs",
        "eent zwee dräi véier fënnef sechs",
        "1 2 3 four five six",
        "123\u00a0456\u200b",
    ],
)
def test_reads_what_means_the_code(text: str) -> None:
    """Typed, pasted, dictated, in any digits and in each of our languages: the same code."""
    assert codes.read(text) == "123456"


@pytest.mark.parametrize(
    ("text", "digits"), [("", ""), ("hello", ""), ("12345", "12345"), ("1234567", "1234567")]
)
def test_never_makes_up_digits(text: str, digits: str) -> None:
    """Too few or too many digits stay what they are."""
    assert codes.read(text) == digits


@pytest.mark.parametrize("text", ["²", "½", "\x00", "\ud800", "Ⅳ", "x" * 100_000, "1" * 100_000])
def test_odd_signs_break_nothing(text: str) -> None:
    """Signs that only look like digits, broken text and very long text are read calmly."""
    assert len(codes.read(text)) != codes.DIGITS


def test_every_code_is_read_back() -> None:
    """What we mail is what we read."""
    for code in (new_code(codes.DIGITS) for _ in range(1_000)):
        assert codes.read(f"{code[:3]} {code[3:]}") == code
