"""The page states that reviewers and the gate look at are what people would see."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from idp.consents import CONSENT_WORDS
from idp.pages import load_states


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("magic_link/confirm/known_portal", "Eine Nummer, die für Sie steht"),
        ("consent/review/default", "Eine Nummer, die für Sie steht"),
        ("consent/review/default", "eine zufällige Nummer, nur für dieses Portal"),
        ("account/overview/default", "Eine Nummer, die für Sie steht"),
        ("account/stop_sharing/default", "Ihre E-Mail-Adresse"),
    ],
)
def test_what_is_shared_is_told_in_the_language_of_the_page(
    state: str, said: str, make_app: Callable[..., Flask]
) -> None:
    """Names that a flow puts into words reach a page in its language, not as the state has them."""
    asked = (
        make_app(page_states=True, languages=("en", "de"))
        .test_client()
        .get(f"/states/{state}?language=de")
    )

    assert asked.status_code == 200
    assert said in asked.text
    assert "A number that stands for you" not in asked.text


def test_samples_share_what_the_service_shares() -> None:
    """A sample names nothing that no portal could get."""
    named: list[str] = []
    for state in load_states():
        given = [state.values, *state.values.get("services", ())]
        items = [item for one in given for item in (*one.get("items", ()), *one.get("shared", ()))]
        named += [item if isinstance(item, str) else item["name"] for item in items]

    assert len(named) >= 20
    assert set(named) <= CONSENT_WORDS


def test_a_staged_state_runs_its_script_first(make_app: Callable[..., Flask]) -> None:
    """The script of what stands around a page is served, and comes before those of the page."""
    client = make_app(page_states=True, languages=("en",)).test_client()

    page = client.get("/states/passkey/use/device_asked").text
    script = client.get("/states/device_asked.js")

    assert page.index("/states/device_asked.js") < page.index("/passkey.js")
    assert (script.status_code, script.mimetype) == (200, "text/javascript")
    assert client.get("/states/nothing.js").status_code == 404
    assert ".js" not in client.get("/states/passkey/use/default").text.split("/assets/")[0]


def test_no_staged_script_is_served_to_people(make_app: Callable[..., Flask]) -> None:
    """A service that shows no page states has none of their scripts."""
    client = make_app(page_states=False, languages=("en",)).test_client()

    assert client.get("/states/device_asked.js").status_code == 404
