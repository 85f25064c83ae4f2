"""Addresses of steps, both ways, and flows that are declared wrongly."""

from __future__ import annotations

import pytest

from flows import FLOWS
from idp.flow import Need, Outcome, PlainFlow, Step, Turn
from idp.routes import FlowsError, Place, Routes, is_free

ROUTES = Routes(FLOWS)
KEY = "AAAAAAAAAAAAAAAAAAAAAA"


def shows(turn: Turn) -> Outcome:
    raise NotImplementedError


def flow(name: str = "sample", **steps: Step) -> PlainFlow:
    return PlainFlow(name, Need.IDENTITY, (), steps or {"first": Step(show=shows)})


@pytest.mark.parametrize("declared", FLOWS, ids=lambda f: f.name)
def test_every_address_leads_back_to_its_step(declared: PlainFlow) -> None:
    """What a template links to is what the router finds."""
    for name, step in declared.steps.items():
        path = ROUTES.path(declared.name, name, interaction_id=KEY, about="thing-1")
        parts = path.removeprefix(f"/request/{KEY}").strip("/").split("/")
        key = "" if is_free(declared, step) else KEY

        found = ROUTES.find(*parts[:2], interaction_id=key, about=parts[2])

        assert found == Place(declared, name, key, "thing-1")


def test_an_unbound_step_names_no_request() -> None:
    """A mailed link says nothing about the request it belongs to."""
    path = ROUTES.path("magic_link", "opened", interaction_id=KEY, about="x-1")

    assert path == "/magic-link/opened/x-1"


@pytest.mark.parametrize(
    ("parts", "more"),
    [
        (("magic_link", "ask"), {}),
        (("magic-link", "check_inbox"), {}),
        (("nowhere", ""), {}),
        (("start", "nowhere"), {}),
        (("help", "start"), {"interaction_id": KEY}),
        (("start", "sign-in"), {"interaction_id": "short"}),
        (("start", "sign-in"), {"interaction_id": "../" + KEY}),
        (("account", "overview"), {"about": "a/b"}),
        (("account", "overview"), {"about": "é"}),
    ],
)
def test_other_addresses_lead_nowhere(parts: tuple[str, str], more: dict[str, str]) -> None:
    """One step has one address; all other spellings have none."""
    assert ROUTES.find(*parts, **more) is None


@pytest.mark.parametrize(
    ("flows", "says"),
    [
        ((flow(), flow()), "same name"),
        ((flow("Sample"),), "small letters"),
        ((flow("with-dash"),), "small letters"),
        ((flow("request"),), "belongs to the house"),
        ((flow(first=Step(submit=shows)),), "something to show"),
        ((flow(**{"a step": Step(show=shows)}),), "small letters"),
    ],
)
def test_a_flow_that_is_declared_wrongly_stops_the_start(
    flows: tuple[PlainFlow, ...], says: str
) -> None:
    """The message names the flow, at start, not when somebody visits it."""
    with pytest.raises(FlowsError, match=says):
        Routes(flows)


@pytest.mark.parametrize("dotted", ["nowhere:FLOWS", "flows:NONE", "flows", ""])
def test_flows_that_cannot_be_found_stop_the_start(dotted: str) -> None:
    """A wrong dotted name in the settings is told at once."""
    with pytest.raises((FlowsError, ValueError)):
        Routes.named(dotted)
