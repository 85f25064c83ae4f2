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
    yield rig
    if request.node.stash.get(_FAILED, False):
        name = re.sub(r"[^\w.-]+", "-", request.node.name)
        rig.keep_evidence(EVIDENCE / name)


@pytest.fixture(scope="session")
def states() -> Iterator[str]:
    """Address of the service that shows page states; by name, as passkeys want it."""
    with service.running() as address:
        yield address.replace("127.0.0.1", "localhost")


def need(packages: list[str]) -> None:
    """Skips when something is not installed here; fails where REQUIRE_ORCA=1 demands it."""
    if not packages:
        return
    said = f"No screen reader here; install: {', '.join(packages)}."
    if os.environ.get("REQUIRE_ORCA") == "1":
        pytest.fail(said)
    pytest.skip(said)
