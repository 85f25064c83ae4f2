"""How long a drawing moves is read from its text alone."""

from __future__ import annotations

import pytest

from a11y.moving_drawings import drawing

FOR_EVER = float("inf")
TURN = "@keyframes turn { to { transform: rotate(360deg) } }"


def drawn(inside: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode()


def moved(attributes: str) -> bytes:
    return drawn(f'<rect><animate attributeName="x" {attributes}/></rect>')


@pytest.mark.parametrize(
    ("told", "lasts_ms"),
    [
        ('from="0" to="9" dur="7s"', 7000),
        ('to="9" dur="500ms" repeatCount="3"', 1500),
        ('to="9" dur="00:01:30"', 90_000),
        ('to="9" dur="1.5min" begin="2s"', 90_000),
        ('values="0;9;0" dur="1" repeatCount="indefinite"', FOR_EVER),
        ('values="0;9;0" dur="1s" repeatDur="indefinite"', FOR_EVER),
        ('to="9" dur="1s" repeatCount="indefinite" repeatDur="4s"', 4000),
        ('to="9" dur="1s" begin="0;x.end"', 1000),
    ],
)
def test_a_motion_of_an_element_is_timed(told: str, lasts_ms: float) -> None:
    """The time of one round and how often it goes round make up how long it moves."""
    film = drawing(moved(told))

    assert film is not None
    assert film.lasts_ms == lasts_ms


@pytest.mark.parametrize(
    ("style", "lasts_ms"),
    [
        (f"{TURN} rect {{ animation: turn 2s infinite }}", FOR_EVER),
        (f"{TURN} .a {{ animation: 2s steps(4, end) 3 turn }}", 6000),
        (f"{TURN} #b, i {{ animation: 1s turn; animation-iteration-count: infinite }}", FOR_EVER),
    ],
)
def test_a_motion_by_style_is_timed(style: str, lasts_ms: float) -> None:
    """A rule of the drawing's own style moves what it selects."""
    film = drawing(drawn(f'<style>{style}</style><rect class="a" id="b"/>'))

    assert film is not None
    assert film.lasts_ms == lasts_ms


@pytest.mark.parametrize(
    "still",
    [
        drawn("<rect/>"),
        b"<svg><animate",
        moved('from="9" to="9" dur="7s"'),
        moved('to="9" dur="7s" begin="click"'),
        moved('to="9" dur="7s" begin="x.end"'),
        moved('to="9" dur="soon"'),
        moved('to="9" dur="1.2.3s"'),
        drawn(f"<style>{TURN} .none {{ animation: turn 2s infinite }}</style><rect/>"),
        drawn(f"<style>{TURN} rect {{ animation: other 2s infinite }}</style><rect/>"),
        drawn(f"<style>{TURN} rect:hover {{ animation: turn 2s infinite }}</style><rect/>"),
        drawn(f"<style>{TURN} rect {{ animation: turn 2s infinite paused }}</style><rect/>"),
        drawn(
            f"<style>{TURN} rect {{ animation: turn 2s infinite }}"
            "@media (prefers-reduced-motion) { rect { animation: none } }</style><rect/>"
        ),
    ],
)
def test_what_stands_still_is_no_film(still: bytes) -> None:
    """What never begins, changes nothing or may heed a wish for less motion is no film."""
    assert drawing(still) is None
