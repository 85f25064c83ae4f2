"""What a page speaks against is no sure failure of an engine; what it confirms still is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from a11y.engines import Engine
from a11y.engines.second_look import seen_again
from a11y.inspection import Inspector
from a11y.rule import View
from a11y.verdict import Verdict
from tests.a11y.engines.conftest import GOOD

PALE = "color: #bbb; background: #fff"
SPOKEN_AGAINST = {
    "a logo": ("axe:color-contrast", f'<p class="logo" style="{PALE}">Golden Crust</p>'),
    "an ornament": ("alfa:sia-r69", f'<p style="{PALE}">· ❦ ·</p>'),
    "capitals in a role": ("ibm:aria_role_allowed", '<div role="Navigation">Words</div>'),
    "a role in case of need": ("alfa:sia-r21", '<div role="wonder button" tabindex="0">Go</div>'),
    "a guard that hands the focus on": (
        "alfa:sia-r17",
        """<div aria-hidden="true" tabindex="0" onfocus="document.getElementById('go').focus()">
        </div><button id="go">Go</button>""",
    ),
    "one look in both positions": (
        "axe:css-orientation-lock",
        """<style>@media (orientation: landscape) { main { transform: rotate(90deg) } }
        @media (orientation: portrait) { main { transform: rotate(90deg) } }</style><p>Words</p>""",
    ),
    "a group of columns": (
        "alfa:sia-r46",
        """<table><caption>Women and men</caption><tr><td></td><th scope="colgroup" colspan="2">
        2023</th></tr><tr><td></td><th scope="col">W</th><th scope="col">M</th></tr>
        <tr><th scope="row">Arts</th><td>1</td><td>2</td></tr></table>""",
    ),
    "a sign to press": ("alfa:sia-r14", '<button aria-label="Close">X</button>'),
    "more in brackets": (
        "ibm:label_name_visible",
        '<button aria-label="Search by date">Search by date (day and month)</button>',
    ),
    "a name by the style": (
        "axe:link-name",
        '<style>.search::before { content: "Search" }</style><a class="search" href="/"></a>',
    ),
    "controls switched off": (
        "ibm:aria_hidden_nontabbable",
        '<div aria-hidden="true"><fieldset disabled><button>Go</button></fieldset></div>',
    ),
    "words in place of a picture": (
        "alfa:sia-r63",
        '<object data="/none.png" type="image/png"><p>Bread and butter</p></object>',
    ),
    "radio buttons in paragraphs": (
        "alfa:sia-r68",
        """<div role="radiogroup" aria-label="Kind"><p><label><input type="radio" name="a"> One
        </label></p><p><label><input type="radio" name="a"> Two</label></p></div>""",
    ),
    "a target below something that nobody sees": (
        "alfa:sia-r113",
        """<style>.skip { position: absolute; left: 0; top: 0 }
        .skip:not(:focus) { clip-path: inset(50%) } .top { display: inline-block; padding: 8px }
        div { position: relative }</style><div><a class="skip" href="#go">Skip to the content</a>
        <a class="top" href="/">News</a></div><p id="go"></p>""",
    ),
    "a list that a script may fill": (
        "alfa:sia-r68",
        '<ul aria-label="Chosen files"></ul><script>addEventListener("change", () => {});</script>',
    ),
}
CONFIRMED = {
    "pale words": ("axe:color-contrast", f'<p style="{PALE}">Golden Crust</p>'),
    "pale signs to press": ("alfa:sia-r69", f'<p tabindex="0" style="{PALE}">· ❦ ·</p>'),
    "no role at all": ("ibm:aria_role_allowed", '<div role="Navigator">Words</div>'),
    "no role in case of need": ("alfa:sia-r21", '<div role="wonder thing" tabindex="0">Go</div>'),
    "another look in one position": (
        "axe:css-orientation-lock",
        """<style>@media (orientation: landscape) { main { transform: rotate(0deg) } }
        @media (orientation: portrait) { main { transform: rotate(90deg) } }</style><p>Words</p>""",
    ),
    "a heading of nothing": (
        "alfa:sia-r46",
        "<table><caption>Sums</caption><tr><th>A</th><th>B</th></tr><tr><td>1</td></tr></table>",
    ),
    "other words to press": ("alfa:sia-r14", '<button aria-label="Close">Shut it</button>'),
    "other words than before the brackets": (
        "ibm:label_name_visible",
        '<button aria-label="Search by year">Search by date (day and month)</button>',
    ),
    "a picture by the style": (
        "axe:link-name",
        """<style>.search::before { content: "\\e000" }</style><a class="search" href="/"></a>""",
    ),
    "a control": (
        "ibm:aria_hidden_nontabbable",
        '<div aria-hidden="true"><button>Go</button></div>',
    ),
    "a control in a shadow tree": (
        "axe:aria-hidden-focus",
        """<div aria-hidden="true"><div id="host"></div></div><script>
        host.attachShadow({ mode: "open" }).innerHTML = "<button>Go</button>"</script>""",
    ),
    "a picture": ("alfa:sia-r63", '<object data="/favicon.ico" type="image/x-icon"></object>'),
    "a small target": (
        "axe:target-size",
        """<style>button { width: 12px; height: 12px; padding: 0; border: 0 }</style>
        <div><button aria-label="Back"></button><button aria-label="Next"></button></div>""",
    ),
    "a list that nothing fills": ("alfa:sia-r68", '<ul aria-label="Chosen files"></ul>'),
    "no radio buttons": ("alfa:sia-r68", '<div role="radiogroup" aria-label="Kind">Words</div>'),
}
Said = Callable[[str, str], tuple[Verdict, Verdict]]


@pytest.fixture
def said(page: Callable[[str], Inspector], voices: dict[str, Engine]) -> Said:
    """What a rule says of a body, at first and after the second look."""

    def listen(rule: str, body: str) -> tuple[Verdict, Verdict]:
        browser = page(GOOD.format(body)).browser
        engine = voices[rule.split(":")[0]]
        engine.inject()
        first = engine.run(View())
        ((_, second),) = seen_again(browser, [(engine, first)])
        one, other = (
            next(f.verdict for f in result.findings if f.rule == rule) for result in (first, second)
        )
        return one, other

    return listen


@pytest.mark.gate
@pytest.mark.parametrize(("rule", "body"), SPOKEN_AGAINST.values(), ids=SPOKEN_AGAINST)
def test_what_the_page_speaks_against_is_left_to_a_person(rule: str, body: str, said: Said) -> None:
    """A failure becomes a question where the criterion makes an exception, or no key gets there."""
    assert said(rule, body) == (Verdict.FAIL, Verdict.PERSON)


@pytest.mark.gate
@pytest.mark.parametrize(("rule", "body"), CONFIRMED.values(), ids=CONFIRMED)
def test_what_the_page_confirms_stays_a_failure(rule: str, body: str, said: Said) -> None:
    """Nearly the same page without the exception still fails."""
    assert said(rule, body) == (Verdict.FAIL, Verdict.FAIL)
