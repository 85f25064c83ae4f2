"""One rig for each process of tests: screen, bus, Orca, Chromium; and what they listen to."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from a11y import service
from a11y.chromium import BrowserError, find_browser
from a11y.screen_reader.chromium import Chromium
from a11y.screen_reader.desk import missing
from a11y.screen_reader.reader import Reader
from a11y.screen_reader.telling import Told
from a11y.screen_reader.transcript import Transcript
from idp.demo.stage import Stage
from tests.journeys.ports import free_ports
from tests.orca.told import RUNS

# Many people behind one address, in seconds.
CHANGED = {
    "limit_requests": 100_000,
    "limit_mails_per_network": 1_000,
    "limit_mail_wait_s": 0,
}
TOLD = pytest.StashKey[Told]()
EVIDENCE = Path("build") / "orca"
_FAILED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is heard."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.orca)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Lets the rig know how its test ended."""
    report = yield
    item.stash.setdefault(_FAILED, False)
    item.stash[_FAILED] |= report.failed
    return report


@pytest.fixture(scope="session")
def rig() -> Iterator[Reader]:
    """A person at a desk, with Orca and Chromium."""
    need(missing())
    try:
        find_browser()
    except BrowserError as error:
        need([str(error)])
    with Reader(Chromium) as reader:
        yield reader


@pytest.fixture
def reader(rig: Reader, request: pytest.FixtureRequest) -> Iterator[Reader]:
    """The rig; when the test fails, what was heard and seen is kept."""
    yield from keeping_evidence(rig, request.node)


def keeping_evidence(rig: Reader, test: pytest.Item) -> Iterator[Reader]:
    """Gives the rig to a test; when the test fails, keeps speech, picture, tree and transcript."""
    yield rig
    if not test.stash.get(_FAILED, False):
        return
    folder = EVIDENCE / re.sub(r"[^\w.-]+", "-", test.name)
    rig.keep_evidence(folder)
    if told := test.stash.get(TOLD, None):
        heard = Transcript({}, tuple(told.steps)).text()
        (folder / "heard.txt").write_text(heard, encoding="utf-8")


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Provider, worker, portals and mailbox, as `stepfree demo` starts them."""
    with Stage(tmp_path_factory.mktemp("demo"), free_ports(), CHANGED) as stage:
        yield stage


@pytest.fixture(scope="session")
def states() -> Iterator[str]:
    """Address of the service that shows page states; by name, as passkeys want it."""
    with service.running() as address:
        yield address.replace("127.0.0.1", "localhost")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """After repeated runs: how many were the same as the golden transcript."""
    if RUNS == 1:
        return
    for report in (
        *terminalreporter.stats.get("passed", ()),
        *terminalreporter.stats.get("failed", ()),
    ):
        if report.when == "call":
            same = dict(report.user_properties).get("identical", "fewer than all")
            terminalreporter.write_line(f"{report.nodeid}: {same} of {RUNS} identical")


def need(packages: list[str]) -> None:
    """Skips when something is not installed here; fails where REQUIRE_ORCA=1 demands it."""
    if not packages:
        return
    said = f"No screen reader here; install: {', '.join(packages)}."
    if os.environ.get("REQUIRE_ORCA") == "1":
        pytest.fail(said)
    pytest.skip(said)
