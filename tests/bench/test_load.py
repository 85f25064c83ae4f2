"""Many people at once, from the first moment on: nobody is turned away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest

from tests.bench import servers
from tests.bench.load import run
from tests.bench.workloads import Target, login, people, prepare, sso

AT_ONCE = 16


@pytest.fixture(scope="module")
def cold(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Target, psutil.Process]]:
    """The service in two processes on SQLite, just started, with limits that let a load pass."""
    with ExitStack() as stack:
        mailbox = servers.Mailbox()
        port = stack.enter_context(mailbox.open())
        folder: Path = tmp_path_factory.mktemp("load")
        target, process, _ = stack.enter_context(servers.provider(folder, mailbox, port, 2))
        yield target, process


def test_a_cold_service_takes_sixteen_people_at_once(cold: tuple[Target, psutil.Process]) -> None:
    """The first requests of a new process may come all together; each sign-in succeeds."""
    target, process = cold

    with people(target, AT_ONCE) as crowd:
        figures = run(login, crowd, process, 0.1)

    assert (figures.operations, dict(figures.failures)) == (AT_ONCE, {})


def test_one_person_signs_in_sixteen_times_at_once(cold: tuple[Target, psutil.Process]) -> None:
    """The same person at the same portal, in sixteen browsers in the same second: sixteen times."""
    target, process = cold

    with people(target, AT_ONCE, same=True) as crowd:
        for person in crowd:
            prepare(person)
        figures = run(sso, crowd, process, 0.1)

    assert figures.operations >= AT_ONCE
    assert dict(figures.failures) == {}
