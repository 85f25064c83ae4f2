"""What an audit looks at."""

from __future__ import annotations

from pathlib import Path

import pytest

from a11y.conditions import BY_NAME, CONDITIONS, DEFAULT
from a11y.page_states import in_pairs, languages, visits
from a11y.targets import TargetsError
from idp.pages import load_states

STATES = """
[sign_in.about]
purpose = "The person says who they are."

[sign_in.default]

[sign_in.longest]
"""


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A folder of one page with two states, in English and French."""
    (tmp_path / "start").mkdir()
    (tmp_path / "start" / "sign_in.html").touch()
    (tmp_path / "start" / "states.toml").write_text(STATES, encoding="utf-8")
    (tmp_path / "words" / "fr").mkdir(parents=True)
    (tmp_path / "words" / "fr" / "messages.po").touch()
    return tmp_path


def test_every_state_is_seen_in_every_condition_and_language(templates: Path) -> None:
    """In pairs, each state meets each language and each condition, and nothing twice."""
    views = [v.view_id(c) for v in visits(templates) for c in v.conditions]

    for state in ("start/sign_in/default", "start/sign_in/longest"):
        mine = [view.removeprefix(f"{state}/").split("/") for view in views if state in view]
        assert {code for code, _ in mine} == {"en", "fr"}
        assert {name for _, name in mine} == {condition.name for condition in CONDITIONS}
        assert ["en", DEFAULT.name] in mine
    assert len(views) == len(set(views)) == 2 * len(CONDITIONS)


def test_states_share_the_pairs(templates: Path) -> None:
    """Which language meets which condition differs between states."""
    views = {v.view_id(c) for v in visits(templates) for c in v.conditions}

    assert {"start/sign_in/default/fr/dark", "start/sign_in/longest/en/dark"} <= views


def test_the_full_audit_leaves_nothing_out(templates: Path) -> None:
    """In full, each state is seen in each language under each condition."""
    views = {v.view_id(c) for v in visits(templates, full=True) for c in v.conditions}

    assert len(views) == 2 * 2 * len(CONDITIONS)


@pytest.mark.parametrize("spoken", [["en"], ["en", "fr", "de", "lb"]])
@pytest.mark.parametrize("count", [1, 2, 4, 5, 9])
def test_pairs_cover_whatever_is_chosen(spoken: list[str], count: int) -> None:
    """With few conditions as with many, no language and no condition is left out."""
    conditions = CONDITIONS[:count]

    for number in range(5):
        met = dict(in_pairs(spoken, conditions, number))

        assert set(met) == set(spoken)
        assert {c for chosen in met.values() for c in chosen} == set(conditions)


def test_a_template_without_states_stops_the_run(templates: Path) -> None:
    """A template that nobody would look at is named, and nothing is audited."""
    (templates / "start" / "forgotten.html").touch()

    with pytest.raises(TargetsError, match="templates/start/forgotten"):
        visits(templates)


def test_a_part_can_be_chosen(templates: Path) -> None:
    """States, languages and conditions can be narrowed."""
    (visit,) = visits(templates, only="*/longest", language=["fr"], condition=[BY_NAME["dark"]])

    assert visit.path == "/states/start/sign_in/longest?language=fr"
    assert visit.conditions == (BY_NAME["dark"],)


def test_nothing_to_look_at_is_said(templates: Path) -> None:
    """A choice that leaves nothing is an error, not a pass."""
    with pytest.raises(TargetsError, match="no page state like “consent"):
        visits(templates, only="consent/*")


def test_the_default_condition_is_the_first() -> None:
    """A page is loaded under the default condition, where the focus after loading is judged."""
    assert CONDITIONS[0] is DEFAULT


def test_every_state_of_the_product_is_seen() -> None:
    """No state of our own templates is left out."""
    seen = {visit.state for visit in visits()}

    assert seen == {state.id for state in load_states()}
    assert {visit.language for visit in visits()} == set(languages())
