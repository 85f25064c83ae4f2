"""The look keeps its promises: contrast in every theme, tokens everywhere, targets, directions."""

from __future__ import annotations

import re
from itertools import product

import pytest

from tests.templates import samples, style
from tests.templates.style import Theme

CSS = (samples.ASSETS / "style.css").read_text(encoding="utf-8")
THEMES = [Theme(*wish) for wish in product((False, True), (False, True), ("", "light", "dark"))]

TEXT = (
    ("ink", "paper"),
    ("ink", "canvas"),
    ("ink", "good-paper"),
    ("ink", "wrong-paper"),
    ("quiet", "paper"),
    ("quiet", "canvas"),
    ("link", "paper"),
    ("link", "canvas"),
    ("link-strong", "paper"),
    ("link-strong", "canvas"),
    ("link-strong", "raised"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("wrong", "paper"),
    ("wrong", "wrong-paper"),
)
# What shows where a control or a message is (WCAG 2.2 SC 1.4.11).
EDGES = (
    ("line", "paper"),
    ("accent", "paper"),
    ("wrong", "paper"),
    ("wrong", "wrong-paper"),
    ("good", "paper"),
    ("good", "good-paper"),
    ("focus", "focus-halo"),
)
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom"
    r"|(?:min-|max-)?(?:width|height)|text-align:\s*(?:left|right)|float)\s*(?=:|;)"
)
NOT_YET_EVERYWHERE = re.compile(r"light-dark\(|@layer|@container|&\s*[{:.]|@import|url\(")


@pytest.mark.parametrize("theme", THEMES, ids=str)
def test_text_is_readable_in_every_theme(theme: Theme) -> None:
    """Text has a contrast of 4.5, and of 7 for people who ask for more contrast."""
    colours = style.tokens(CSS, theme)
    least = 7 if theme.more_contrast else 4.5

    found = {pair: style.contrast(*(colours[f"--{name}"] for name in pair)) for pair in TEXT}

    assert {pair: ratio for pair, ratio in found.items() if ratio < least} == {}


@pytest.mark.parametrize("theme", THEMES, ids=str)
def test_edges_are_seen_in_every_theme(theme: Theme) -> None:
    """Borders of controls and messages have a contrast of 3."""
    colours = style.tokens(CSS, theme)

    found = {pair: style.contrast(*(colours[f"--{name}"] for name in pair)) for pair in EDGES}

    assert {pair: ratio for pair, ratio in found.items() if ratio < 3} == {}


@pytest.mark.parametrize("theme", THEMES, ids=str)
@pytest.mark.parametrize("ground", ["paper", "canvas", "accent", "raised", "wrong-paper"])
def test_the_focus_ring_is_seen_on_every_ground(theme: Theme, ground: str) -> None:
    """One of the two tones of the ring has a contrast of 3 with what it lies on."""
    colours = style.tokens(CSS, theme)

    ratios = [
        style.contrast(colours[f"--{tone}"], colours[f"--{ground}"])
        for tone in ("focus", "focus-halo")
    ]

    assert max(ratios) >= 3


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_a_choice_looks_like_the_device(choice: str) -> None:
    """Light or dark by choice has the same colours as by the device, whatever that one says."""
    for more in (False, True):
        by_device = style.tokens(CSS, Theme(dark=choice == "dark", more_contrast=more))
        for dark in (False, True):
            assert style.tokens(CSS, Theme(dark, more, choice)) == by_device


def test_every_colour_is_a_token() -> None:
    """Outside of :root no colour is written down, so that no theme can forget it."""
    written = {
        rule.selector: re.findall(r"#[0-9a-fA-F]{3,8}\b", rule.body)
        for rule in style.rules(CSS)
        if not rule.selector.startswith(":root")
    }

    assert {selector: colours for selector, colours in written.items() if colours} == {}


def test_every_token_is_used_and_every_used_one_is_there() -> None:
    """No colour is left over, and none is missing."""
    used = set(re.findall(r"var\((--[\w-]+)\)", CSS))

    assert used == set(style.tokens(CSS, Theme()))


def test_a_dark_theme_leaves_no_light_colour_behind() -> None:
    """Both dark themes name every token; one that forgets a token would mix light and dark."""
    light = style.tokens(CSS, Theme())

    named = [
        {name for name, _ in style.declared(rule.body)}
        for rule in style.rules(CSS)
        if "contrast" not in rule.media and ("dark" in rule.media or "dark" in rule.selector)
    ]

    assert named == [set(light), set(light)]


def test_every_pair_of_colours_is_tested() -> None:
    """A rule that sets colour and ground together uses a pair of the list above."""
    known = {*TEXT, *EDGES}
    found = []
    for rule in style.rules(CSS):
        colour = re.search(r"(?<![\w-])color:\s*var\(--([\w-]+)\)", rule.body)
        ground = re.search(r"background:\s*var\(--([\w-]+)\)", rule.body)
        if colour and ground and (colour[1], ground[1]) not in known:
            found.append((rule.selector, colour[1], ground[1]))

    assert found == []


def test_the_page_can_be_turned_around() -> None:
    """No side is named left or right, so a page from right to left is laid out by itself."""
    assert [
        line for line in CSS.splitlines() if PHYSICAL.search(line) and "@media" not in line
    ] == []


def test_older_browsers_understand_every_rule() -> None:
    """Nothing is used whose absence would drop whole rules in a browser of some years ago."""
    assert NOT_YET_EVERYWHERE.findall(CSS) == []


def test_hidden_is_hidden() -> None:
    """Nothing that sets `display` can bring back what is `hidden`."""
    body = next(rule.body for rule in style.rules(CSS) if rule.selector == "[hidden]")

    assert body.strip() == "display: none !important;"


def test_nothing_moves() -> None:
    """There is no animation and no transition to begin with (GE-12)."""
    moving = [
        rule.selector
        for rule in style.rules(CSS)
        if "reduced-motion" not in rule.media and re.search(r"animation|transition", rule.body)
    ]

    assert moving == []


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#123456", "#123456", 1.0)],
)
def test_contrast_is_computed_as_the_criterion_says(one: str, other: str, ratio: float) -> None:
    """Known pairs have their known ratio, in either order."""
    assert style.contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert style.contrast(other, one) == style.contrast(one, other)


def test_a_pale_colour_would_be_seen() -> None:
    """The contrast test fails where a theme is too pale: it reads the colours that count."""
    pale = CSS.replace("--quiet: #465a62;", "--quiet: #9aa6ab;", 1)

    colours = style.tokens(pale, Theme())

    assert style.contrast(colours["--quiet"], colours["--paper"]) < 4.5
