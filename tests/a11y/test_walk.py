"""The Tab walk: in one go where all is as it should be, step by step where it is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from a11y import walk as walking
from a11y.inspection import Inspector
from a11y.walk import walk

ORDERLY = """<h1>Form</h1><a href="#a">A</a>
<label>Name <input id="name"></label>
<fieldset><legend>Kind</legend><label><input type="radio" name="kind" id="one"> One</label>
<label><input type="radio" name="kind" id="two"> Two</label></fieldset>
<details><summary>More</summary><a href="#b">Hidden until opened</a></details>
<div style="height: 3000px"></div><button id="far">Far below</button>"""
# Pages on which Tab does something else than going to each expected stop and out.
UNRULY = {
    "a trap": """<button id="a">A</button><button id="b">B</button><script>
      addEventListener("keydown", (e) => { if (e.key !== "Tab") return; e.preventDefault();
        (document.activeElement === a ? b : a).focus(); });</script>""",
    "a frame": '<a href="#a">A</a><iframe srcdoc="<button>In it</button>" title="F"></iframe>',
    "keys that nobody else hears": """<a href="#a">A</a><a href="#b">B</a><script>
      addEventListener("keydown", (e) => e.stopImmediatePropagation(), true);</script>""",
    "a stop that moves on": """<a href="#a">A</a><a href="#b" onfocus="c.focus()">B</a>
      <a href="#c" id="c">C</a>""",
    "nothing to stop at": "<p>Words</p>",
}


def step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walking, "_straight", lambda browser, expected: ())


@pytest.mark.gate
def test_in_one_go_it_sees_what_single_steps_see(
    page: Callable[[str], Inspector], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On an orderly page both ways give the same stops, boxes and way back."""
    in_one_go = walk(page(ORDERLY).browser, back=True)
    step_by_step(monkeypatch)
    by_steps = walk(page(ORDERLY).browser, back=True)

    assert [stop.key for stop in in_one_go.stops][-1] == "#far"
    assert len(in_one_go.stops) == 5
    assert in_one_go.left
    assert in_one_go.returned
    assert in_one_go == by_steps


@pytest.mark.gate
@pytest.mark.parametrize("body", UNRULY.values(), ids=UNRULY)
def test_a_page_that_is_not_orderly_is_walked_in_steps(
    body: str, page: Callable[[str], Inspector], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one go cannot tell is looked at step by step, from the page as it was."""
    tried = walk(page(body).browser, back=True)
    step_by_step(monkeypatch)
    by_steps = walk(page(body).browser, back=True)

    assert tried == by_steps


@pytest.mark.gate
def test_what_is_hidden_for_a_moment_is_looked_at_again(page: Callable[[str], Inspector]) -> None:
    """A page that covers a stop once, by itself, hides nothing; one that does it each time does."""
    covers = """<button id="a">A</button><button id="b">B</button>
      <div id="lid" hidden style="position: fixed; inset: 0; background: #fff">Wait</div><script>
      let times = 0; b.onfocus = () => { times += 1; lid.hidden = times > MOST; };
      b.onblur = () => { lid.hidden = true; };</script>"""

    def covered(times: str) -> dict[str, int]:
        seen = walk(page(covers.replace("MOST", times)).browser, back=False)
        return {stop.key: stop.covered for stop in seen.stops}

    assert covered("1") == {"#a": 0, "#b": 0}
    assert covered("Infinity")["#b"] > 0
