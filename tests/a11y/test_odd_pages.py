"""Pages on which values stand that are none: every check judges them all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from a11y.conditions import BY_NAME, CONDITIONS, DEFAULT
from a11y.inspection import Inspector
from tests.a11y.conftest import Site
from tests.a11y.test_inspection import visit

pytestmark = pytest.mark.gate

PAGES = Path(__file__).parent / "odd"
# Each is written where an address belongs, and leads nowhere, or not where it seems to.
ADDRESSES = (
    *("http://[", "http://:www.city.example\\tax credits", "https://a b/", "//"),
    *("http://h:99999/", "#100%", "%"),
)


@pytest.mark.parametrize("odd", ADDRESSES)
def test_addresses_that_are_none_mislead_no_check(
    site: Site, inspector: Inspector, odd: str
) -> None:
    """Whatever stands where an address belongs, every check judges the page."""
    page = (PAGES / "addresses.html").read_text(encoding="utf-8").replace("ODD", odd)
    site.put(page, "/states/start/sign_in/default")

    views = list(inspector.inspect(visit(DEFAULT, BY_NAME["no_script"]), site.base))

    assert inspector.faults == []
    assert len(views) == 2


def test_values_that_are_none_mislead_no_check(site: Site, inspector: Inspector) -> None:
    """Whatever stands for a number, a language, an id or a pattern, every check judges the page."""
    page = (PAGES / "values.html").read_text(encoding="utf-8")
    site.put(page, "/states/start/sign_in/default")

    views = list(inspector.inspect(visit(*CONDITIONS), site.base))

    assert inspector.faults == []
    assert len(views) == len(CONDITIONS)
