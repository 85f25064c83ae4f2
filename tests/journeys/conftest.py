"""A running demo, windows on it, and evidence when a journey does not arrive."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from a11y.chromium import BrowserError, find_browser
from idp.demo.stage import Stage
from tests.journeys.device import Device
from tests.journeys.person import WAIT_BETWEEN_MAILS_S, Person
from tests.journeys.ports import free_ports
from tests.journeys.window import Window

# Journeys are many people behind one address, in seconds. A limit that a journey is about is
# set there; the waiting time between two mails is shorter, but it is not nothing.
CHANGED = {
    "limit_requests": 100_000,
    "limit_mails_per_network": 1_000,
    "limit_mail_wait_s": WAIT_BETWEEN_MAILS_S,
}
EVIDENCE = Path("build") / "journeys"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a journey."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Lets the window know how its journey ended."""
    report = yield
    item.stash.setdefault(_FAILED, False)
    item.stash[_FAILED] |= report.failed
    return report


_FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Provider, worker, portals and mailbox, as `stepfree demo` starts them."""
    _need_browser()
    with Stage(tmp_path_factory.mktemp("demo"), free_ports(), CHANGED) as stage:
        yield stage


@pytest.fixture
def new_window(request: pytest.FixtureRequest, stage: Stage) -> Iterator[Callable[..., Window]]:
    """Opens windows, each a browser of its own; at the end none of them may have complained."""
    windows: list[Window] = []

    def new(**how: bool | str) -> Window:
        windows.append(Window(**how))  # type: ignore[arg-type]
        return windows[-1]

    yield new
    try:
        if request.node.stash.get(_FAILED, False):
            _keep(windows, request.node.name)
        complaints = [said for window in windows for said in window.complaints()]
        hosts = set().union(*(window.hosts() for window in windows))
    finally:
        for window in windows:
            window.close()
    assert complaints == [], "The browser complained (scripts, security policy)."
    assert hosts <= {"localhost"}, "A page asked somebody else for something."


@pytest.fixture
def window(new_window: Callable[..., Window]) -> Window:
    return new_window()


@pytest.fixture
def device(window: Window) -> Device:
    """A device that keeps passkeys; it waits until its person touches it."""
    device = Device(window)
    device.touch_by_itself(False)
    return device


@pytest.fixture
def address(request: pytest.FixtureRequest) -> str:
    """An address of its own for each journey, so that none counts against another."""
    return re.sub(r"[^a-z]+", "-", request.node.name.removeprefix("test_")).strip("-")[:60] + (
        "@example.org"
    )


@pytest.fixture
def person(address: str, window: Window, stage: Stage) -> Person:
    return Person(address, window, stage)


def _need_browser() -> None:
    try:
        find_browser()
    except BrowserError as error:
        if os.environ.get("CI"):
            pytest.fail(str(error))
        pytest.skip(str(error))


def _keep(windows: list[Window], name: str) -> None:
    EVIDENCE.mkdir(parents=True, exist_ok=True)
    for number, window in enumerate(windows, 1):
        window.picture(EVIDENCE / f"{name}-{number}.png")
        (EVIDENCE / f"{name}-{number}.txt").write_text(f"{window.url}\n{window.text}\n")
