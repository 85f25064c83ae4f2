"""The promises that every flow keeps, run for every flow and every step there is."""

from __future__ import annotations

import importlib
import inspect
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from flows import FLOWS
from idp.addresses import parse
from idp.app import create_app
from idp.browser import read_browser
from idp.clock import SetClock
from idp.flow import Flow, Mail, Need, Step
from idp.pages import TEMPLATES
from idp.proofs import of_mail
from idp.routes import FREE_NEEDS, Routes, first_step, is_free
from idp.services import Ground, House, Services, open_services
from idp.settings import Settings
from idp.store import Store, Transaction
from idp.store.schema import events, metadata
from tests.portal import asks, register
from tests.visitor import SAFARI, Person

STEPS = [(flow, name, step) for flow in FLOWS for name, step in flow.steps.items()]
BOUND = [(f, n, s) for f, n, s in STEPS if not is_free(f, s)]
SUBMITS = [(f, n, s) for f, n, s in STEPS if s.submit]
# Written at every request, whoever asks: counters, the sign of life, and what just began.
COUNTERS = {"attempts", "sessions", "interactions", "events", "data_keys", "signing_keys"}


def ids(value: object) -> str:
    return getattr(value, "name", value) if not isinstance(value, Step) else ""  # type: ignore[return-value]


each_flow = pytest.mark.parametrize("flow", FLOWS, ids=lambda f: f.name)
each_step = pytest.mark.parametrize(("flow", "name", "step"), STEPS, ids=ids)
each_bound_step = pytest.mark.parametrize(("flow", "name", "step"), BOUND, ids=ids)
each_submit = pytest.mark.parametrize(("flow", "name", "step"), SUBMITS, ids=ids)


@dataclass
class Town:
    """A provider with all flows, a portal, and somebody whose request is under way."""

    app: Flask
    store: Store
    clock: SetClock
    routes: Routes
    person: Person
    key: str

    def path(self, flow: Flow, name: str, key: str | None = None) -> str:
        about = "AAAAAAAAAAAAAAAAAAAAAA" if not flow.steps[name].bound else ""
        return self.routes.path(flow.name, name, interaction_id=key or self.key, about=about)

    def csrf(self) -> str:
        """The token of the browser's forms."""
        self.person.opens("/help/start")
        return next(e for e in self.person.seen.elements("input") if e.get("name") == "csrf").get(
            "value"
        )

    def post(self, path: str, **form: str) -> Any:
        same = {"Sec-Fetch-Site": "same-origin"}
        values = {"csrf": self.csrf(), **form}
        return self.person.request("POST", path, data=values, headers=same)

    def enter(self, flow: Flow) -> None:
        """Brings the person to where this flow's need is due: signed in, but for identity."""
        if flow.need in (Need.IDENTITY, Need.INFORMATION):
            return
        secret = self._cookie("browser")
        with self.store.write() as tx:
            services = self._services(tx, secret)
            account = services.accounts.of_confirmed(parse("ada@example.org"))
            proof = of_mail(interaction_id=self.key, account_id=account, proven_at=self.clock.now())
            pending = services.interactions.find(self.key)
            assert pending is not None
            session, cookie = services.sessions.begin(proof)
            services.interactions.record(pending, proof, session_id=session.id)
            kind = {Need.PASSKEY_OFFER: "passkey_setup", Need.SIGN_OUT: "sign_out"}.get(flow.need)
            if kind:
                self.key = services.interactions.begin(kind, {}).id  # type: ignore[arg-type]
        self.person.browser.set_cookie("stepfree-session", cookie, domain="localhost")

    def _cookie(self, name: str) -> str:
        cookie = self.person.browser.get_cookie(f"stepfree-{name}", domain="localhost")
        assert cookie is not None
        return str(cookie.value)

    def _services(self, tx: Transaction, secret: str) -> Services:
        house: House = self.app.extensions["stepfree"]
        browser = read_browser(
            house.settings,
            house.words,
            cookies={"stepfree-browser": secret},
            user_agent="",
            accepted="",
            address="127.0.0.1",
        )
        return open_services(Ground(tx=tx, browser=browser, house=house))

    def rows(self) -> dict[str, int]:
        """How many rows each table has, counters left out."""
        with self.store.read() as tx:
            return {
                t.name: tx.execute(select(func.count()).select_from(t)).scalar_one()
                for t in metadata.sorted_tables
                if t.name not in COUNTERS
            }

    def events(self) -> int:
        with self.store.read() as tx:
            return int(tx.execute(select(func.count()).select_from(events)).scalar_one())


@pytest.fixture
def database() -> str:
    """One kind of database is enough here; tests/idp/test_malformed.py asks both."""
    return "sqlite"


@pytest.fixture
def town(settings: Settings, clock: SetClock, store: Store) -> Town:
    english = settings.model_copy(update={"languages": ("en",), "limit_requests": 100_000})
    app = create_app(english, clock=clock, store=store)
    register(store)
    person = Person(app)
    person.opens(asks())
    return Town(app, store, clock, Routes(FLOWS), person, person.at.split("/")[2])


# --- the declaration


@each_flow
def test_one_word_names_everything(flow: Flow) -> None:
    """The flow's name is its module, its folder of templates, and the name of its pages."""
    module = importlib.import_module(f"flows.{flow.name}")

    assert module.FLOW is flow
    assert (TEMPLATES / flow.name).is_dir()
    assert all(page.template.startswith(f"{flow.name}/") for page in flow.pages)


@each_flow
def test_a_flow_begins_with_a_page(flow: Flow) -> None:
    """Whoever comes to a flow sees something before they press anything."""
    assert flow.steps[first_step(flow)].show is not None


@each_flow
def test_a_flow_draws_its_states(flow: Flow) -> None:
    """The module says in its docstring what leads where, or why nothing does."""
    told = inspect.getdoc(importlib.import_module(f"flows.{flow.name}")) or ""

    assert "──►" in told or flow.need is Need.INFORMATION


@each_flow
def test_every_page_of_a_flow_is_listed(flow: Flow) -> None:
    """The flow names all page classes of its module, so none escapes the gate."""
    module = importlib.import_module(f"flows.{flow.name}.pages")

    assert set(flow.pages) == set(module.PAGES)


def test_every_need_is_met() -> None:
    """For everything that policy can find missing there is a flow."""
    assert {flow.need for flow in FLOWS} == set(Need)


def test_mails_are_sent_and_never_shown() -> None:
    """No step has the name of a mail, so none can show one."""
    mails = {p.template for flow in FLOWS for p in flow.pages if issubclass(p, Mail)}

    assert not {f"{flow.name}/{name}" for flow, name, _ in STEPS} & mails


# --- every step


@each_step
def test_looking_changes_nothing(town: Town, flow: Flow, name: str, step: Step) -> None:
    """GET and HEAD write nothing but counters, however often: scanners open links (ML-6)."""
    before = town.rows()

    for method in ("GET", "HEAD", "GET"):
        response = town.person.request(method, town.path(flow, name))
        assert response.status_code < 500

    assert town.rows() == before


@each_step
def test_nothing_of_a_step_is_kept_in_a_cache(
    town: Town, flow: Flow, name: str, step: Step
) -> None:
    """Back after signing out shows nobody's data (LO-4, SEC-69)."""
    response = town.person.request("GET", town.path(flow, name))

    assert response.headers["Cache-Control"] == "no-store"


@each_submit
def test_an_empty_form_is_answered_with_a_page(
    town: Town, flow: Flow, name: str, step: Step
) -> None:
    """One POST gets one 303, a page, or data; an empty form breaks nothing (RFC 9700 §4.12)."""
    response = town.post(town.path(flow, name))

    assert response.status_code in (200, 303, 403, 410, 422)


@each_submit
def test_every_press_leaves_an_event(town: Town, flow: Flow, name: str, step: Step) -> None:
    """Whatever a form did or did not do is written down (SEC-97)."""
    before = town.events()

    town.post(town.path(flow, name))

    assert town.events() > before


@each_submit
def test_a_form_without_its_token_changes_nothing(
    town: Town, flow: Flow, name: str, step: Step
) -> None:
    """No step is reached by a form that is not ours (SEC-70)."""
    before = town.rows()

    response = town.person.request("POST", town.path(flow, name), data={"choice": "allow"})

    assert response.status_code == 403
    assert town.rows() == before


@each_submit
def test_nonsense_in_every_field_gets_a_clear_answer(
    town: Town, flow: Flow, name: str, step: Step
) -> None:
    """Long, unreadable or strange values never break a step that is due."""
    fields = ("email", "code", "answer", "reason", "name", "note", "choice", "continue", "key")
    town.enter(flow)

    for nonsense in ("a" * 5_000, "\0'\"<&>%s{{7}}", "٤٢", "-1", "\x1b[31m\u202e"):
        response = town.post(town.path(flow, name), **dict.fromkeys(fields, nonsense))

        assert response.status_code in (200, 303, 410, 422), response.text[:300]


@pytest.mark.parametrize("flow", [f for f in FLOWS if f.need is not Need.INFORMATION], ids=ids)
def test_a_flow_opens_where_its_need_is_due(town: Town, flow: Flow) -> None:
    """Somebody for whom a flow is meant sees its first page."""
    town.enter(flow)

    response = town.person.opens(town.path(flow, first_step(flow)))

    assert response.status_code == 200
    assert f"/{flow.name.replace('_', '-')}/" in town.person.at


# --- steps of a request


@each_bound_step
def test_an_unknown_request_leads_to_a_way_on(
    town: Town, flow: Flow, name: str, step: Step
) -> None:
    """A made-up address of a request gets a page with a way on, or news for the script."""
    response = town.person.request("GET", town.path(flow, name, "A" * 22))

    assert response.status_code == (200 if step.polled else 410)


@each_bound_step
def test_a_foreign_browser_gets_nothing(town: Town, flow: Flow, name: str, step: Step) -> None:
    """The address of a pending request helps nobody in another browser (ML-5)."""
    other = Person(town.app, SAFARI)

    response = other.opens(town.path(flow, name))

    assert response.status_code == (200 if step.polled else 403)
    assert step.polled or other.heading == "This sign-in began in another browser"
    assert "The Portal" not in response.text


@each_bound_step
def test_an_expired_request_leads_to_a_way_on(
    town: Town, flow: Flow, name: str, step: Step
) -> None:
    """After a day the page names the portal to begin again at (TO-2)."""
    town.clock.move_s(86_400)

    response = town.person.request("GET", town.path(flow, name))

    assert response.status_code == (200 if step.polled else 410)
    assert step.polled or "The Portal" in response.text


@each_bound_step
def test_a_step_waits_for_its_need(town: Town, flow: Flow, name: str, step: Step) -> None:
    """Before it is known who somebody is, only the ways to show that are open."""
    response = town.person.request("GET", town.path(flow, name))

    if flow.need is not Need.IDENTITY:
        assert response.status_code == 303
        assert "/start/" in response.headers["Location"]


@pytest.mark.parametrize(
    ("flow", "name", "step"), [s for s in STEPS if s[0].need in FREE_NEEDS], ids=ids
)
def test_free_steps_need_no_request(town: Town, flow: Flow, name: str, step: Step) -> None:
    """What anybody may read is open, what is somebody's own leads to signing in first."""
    response = Person(town.app).request("GET", town.path(flow, name))

    if flow.need is Need.INFORMATION:
        assert response.status_code == 200
    else:
        assert response.status_code == 303
        assert "/start/sign-in" in response.headers["Location"]
