"""The fixture `a11y` for other people's tests; loads nothing until a test asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from a11y.checking import Checker


def pytest_addoption(parser: pytest.Parser) -> None:
    """What blocks, which engines look, and where the report goes."""
    group = parser.getgroup("a11y", "accessibility")
    group.addoption(
        "--a11y-fail-on",
        choices=("fail", "person", "none"),
        default="fail",
        help="What fails a test: failures, also what a person must judge, or nothing.",
    )
    group.addoption(
        "--a11y-engine",
        action="append",
        metavar="NAME",
        help="Only this engine, beside the suite’s own rules. May be given more than once.",
    )
    group.addoption(
        "--a11y-report",
        metavar="FILE",
        help="Write what all checks found here, as HTML or as JSON by the ending of the name.",
    )


@pytest.fixture(scope="session")
def a11y(request: pytest.FixtureRequest) -> Iterator[Checker]:
    """Checks pages for barriers: a11y.check(driver), .check_pages(url), .check_journey(file)."""
    from a11y.checking import Checker

    option = request.config.getoption
    checker = Checker(option("--a11y-fail-on"), engines=option("--a11y-engine"))
    yield checker
    if file := option("--a11y-report"):
        checker.write(_own(Path(file), request.config))


def _own(path: Path, config: pytest.Config) -> Path:
    """Processes that share the tests (pytest-xdist) write a file each."""
    worker = getattr(config, "workerinput", {}).get("workerid", "")
    return path.with_stem(f"{path.stem}-{worker}") if worker else path
