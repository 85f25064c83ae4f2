"""Journeys: how they are written, and how they are walked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import a11y
from a11y.browser import Browser
from a11y.chromium import BrowserError
from a11y.conditions import BY_NAME, CONDITIONS, DEFAULT
from a11y.inspection import Inspector
from a11y.journey import Journey, JourneyError, SignIn, Step, Walker, parse, read
from a11y.run import audit, trips
from a11y.store import open_store
from a11y.targets import addresses
from a11y.verdict import Ledger
from tests.a11y.shop import PASSWORD, Shop, serving

EXAMPLE = Path(a11y.__file__).parent / "journeys" / "sign_in.txt"
AXE = ("axe",)  # one engine shows it as well as five
TODAY = date(2026, 11, 21)


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    with serving() as one:
        monkeypatch.setenv("SITE", one.base)
        monkeypatch.setenv("WHO", "ada@example.org")
        monkeypatch.setenv("PASSWORD", PASSWORD)
        yield one


@pytest.fixture
def inspector_browser(inspector: Inspector) -> Browser:
    return inspector.browser


def test_each_line_is_a_step() -> None:
    """Steps, quotation marks of any kind, comments and the word that allows repeating are read."""
    journey = parse(
        '# Signs in\nopen /in\nfill “Full name” with $WHO # who\n\npress "Go"\nkey Tab\n'
        'wait for "Welcome"\nrepeatable\ncheck Done\n',
        "in",
    )

    assert journey == Journey(
        "in",
        (
            Step("open", "/in", "", 2),
            Step("fill", "Full name", "$WHO", 3),
            Step("press", "Go", "", 5),
            Step("key", "Tab", "", 6),
            Step("wait", "Welcome", "", 7),
            Step("check", "Done", "", 9),
        ),
        repeatable=True,
    )
    assert journey.stops == ("Done",)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("click here", "“click” is no step"),
        ("fill Name Ada", 'line 1: write it so: fill "FIELD" with "VALUE"'),
        ("press Sign in", 'line 1: write it so: press "CONTROL"'),
        ('press "Sign in', "a quotation mark is missing"),
        ("open http://[", r"line 1: “http://\[” is no address"),
        ("check a\ncheck a", "two stops are called “a”"),
    ],
)
def test_a_line_that_is_no_step_is_told(line: str, fault: str) -> None:
    """A faulty line is named with its number and how it is written."""
    with pytest.raises(JourneyError, match=fault):
        parse(line)


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    """A missing file gives a sentence."""
    with pytest.raises(JourneyError, match="cannot be read"):
        read(tmp_path / "none.txt")


@pytest.mark.gate
def test_the_example_walks_through_a_sign_in(shop: Shop, tmp_path: Path) -> None:
    """Pages without an address are looked at where the journey stops; no secret is written."""
    store = tmp_path / "audit.sqlite3"
    seen = (DEFAULT, BY_NAME["narrow_320"], BY_NAME["no_script"])
    with open_store(store) as kept:
        report = audit(
            (),
            "",
            on=TODAY,
            ledger=Ledger(),
            engines=AXE,
            trips=trips([read(EXAMPLE)], (), seen),
            store=kept,
            settings={"journey": [str(EXAMPLE)]},
        )

    assert report.unfinished == ()
    assert {view.id for view in report.views} == {
        f"sign_in: {stop} ({condition})"
        for stop in ("Sign-in", "Signed in")
        for condition in ("default", "narrow_320")
    }
    assert {view.url for view in report.views} == {f"{shop.base}/sign-in", f"{shop.base}/private"}
    assert any(
        "1.1.1" in finding.criteria and finding.page.startswith("sign_in: Signed in")
        for finding in report.findings
    )
    assert shop.filled["email"] == ["ada@example.org"]
    assert PASSWORD.encode() not in store.read_bytes()


@pytest.mark.gate
def test_pages_behind_a_sign_in_are_looked_at(shop: Shop) -> None:
    """One sign-in serves every browser of the run."""
    visits = addresses((f"{shop.base}/private", f"{shop.base}/private?2"), (), (DEFAULT,))

    login = SignIn(read(EXAMPLE))
    report = audit(visits, "", on=TODAY, ledger=Ledger(), engines=AXE, browsers=2, login=login)

    assert [view.title for view in report.views] == ["Your orders"] * 2
    assert shop.asked.count("/sign-in") == 2  # seen once, sent once


@pytest.mark.gate
@pytest.mark.parametrize(
    ("steps", "fault"),
    [
        ("open $NOBODY", r"line 1 \(open “\$NOBODY”\): \$NOBODY is not set"),
        ('open $SITE/sign-in\nfill "Fax" with "1"', "line 2 .*there is no field “Fax”"),
        ('open $SITE/sign-in\npress "Buy"', "line 2 .*there is no control “Buy”"),
        ('open $SITE/sign-in\nwait for "Tea"', "line 2 .*“Tea” does not come"),
        ("open http://nobody.invalid/", "line 1 .*nobody knows this host"),
    ],
)
def test_a_step_that_cannot_be_done_is_told(
    steps: str, fault: str, shop: Shop, inspector_browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line at which a journey does not go on is named, with the reason."""
    monkeypatch.setattr("a11y.journey.WAIT_S", 0.3)

    with pytest.raises(JourneyError, match=fault):
        Walker(inspector_browser).walk(parse(steps))


@pytest.mark.gate
def test_a_wrong_password_stops_the_run(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """When nobody can be signed in, nothing is looked at as if somebody were."""
    monkeypatch.setenv("PASSWORD", "wrong")
    monkeypatch.setattr("a11y.journey.WAIT_S", 0.3)
    visits = addresses((f"{shop.base}/private",), (), (DEFAULT,))

    with pytest.raises(BrowserError, match=r"Nobody could be signed in: .*“Welcome” does not come"):
        audit(visits, "", on=TODAY, ledger=Ledger(), engines=AXE, login=SignIn(read(EXAMPLE)))


@pytest.mark.gate
def test_fields_of_every_kind_are_filled(shop: Shop, inspector_browser: Browser) -> None:
    """A choice is made by its words, a field found by its name, and keys are pressed."""
    walker = Walker(inspector_browser, shop.base)

    walker.walk(
        parse(
            'open /sign-in\nfill "language" with "Français"\nfill "#nothing, [name=email]" with '
            '"a@b.lu"\nfill "Password" with "x"\nkey Enter\nwait for "Sign in"'
        )
    )

    assert shop.filled == {"language": ["Français"], "email": ["a@b.lu"], "password": ["x"]}


@pytest.mark.gate
def test_a_journey_is_taken_again_only_when_it_may(shop: Shop) -> None:
    """Without the word, a checked page is never had back by doing the steps anew."""
    once = read(EXAMPLE)
    report = audit(
        (),
        "",
        on=TODAY,
        ledger=Ledger(),
        engines=AXE,
        trips=trips([Journey(once.name, once.steps)], (), CONDITIONS[:1]),
    )

    assert report.unfinished == ()
    assert len([path for path in shop.asked if path == "/sign-in"]) <= 4


def test_an_example_names_no_secret() -> None:
    """Whatever is secret comes from the environment."""
    assert all(step.value.startswith("$") for step in read(EXAMPLE).steps if step.kind == "fill")
