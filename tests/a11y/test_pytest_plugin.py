"""The fixture for other people's tests, used in tests of theirs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.a11y.shop import BODIES, PASSWORD, Shop, serving

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = ("--a11y-engine", "axe")  # one engine shows it as well as five
EXAMPLE = ROOT / "a11y" / "journeys" / "sign_in.txt"
THEIRS = """
import os
import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from a11y.chromium import find_browser

SITE = os.environ["SITE"]

def start(*flags):
    chromium, driver = find_browser()
    options = webdriver.ChromeOptions()
    options.binary_location = str(chromium)
    for flag in ("--headless=new", "--no-sandbox", "--window-size=1000,700", *flags):
        options.add_argument(flag)
    return webdriver.Chrome(options=options, service=Service(str(driver)))

@pytest.fixture
def driver(a11y):
    with start(a11y.flag) as one:
        yield one

def test_plain(a11y):
    with start() as one, pytest.raises(Exception, match="Start the browser with --enable"):
        a11y.check(one)

def test_good(a11y, driver):
    driver.get(SITE + "/about")
    size = driver.execute_script("return innerWidth")
    report = a11y.check(driver, "About", conditions=("default", "narrow_320"))
    assert [view.page for view in report.views] == ["About", "About"]
    assert driver.execute_script("return innerWidth") == size
    driver.get(SITE + "/sign-in")
    assert driver.execute_script("return window[Symbol.for('acting')] === undefined")

def test_bad(a11y, driver):
    driver.get(SITE + "/tea")
    a11y.check(driver)

def test_journey(a11y):
    a11y.check_journey(pytest.importorskip("pathlib").Path(os.environ["JOURNEY"]))

def test_pages(a11y):
    a11y.check_pages(SITE + "/about")
"""


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    monkeypatch.setitem(BODIES, "/tea", ("Tea", '<p><img src="/tea.png"></p>'))
    with serving() as one:
        yield one


def run(folder: Path, site: str, *given: str) -> subprocess.CompletedProcess[str]:
    """Their tests, in a process and a folder of their own."""
    (folder / "test_theirs.py").write_text(THEIRS, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "a11y.pytest_plugin", *AXE, *given],
        cwd=folder,
        env={
            **os.environ,
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "PYTHONPATH": str(ROOT),
            "SITE": site,
            "WHO": "ada@example.org",
            "PASSWORD": PASSWORD,
            "JOURNEY": str(EXAMPLE),
        },
        capture_output=True,
        text=True,
        timeout=400,
    )


@pytest.mark.gate
def test_barriers_fail_their_tests(shop: Shop, tmp_path: Path) -> None:
    """A page with a barrier fails the test that opened it; sound ones pass; a report is written."""
    done = run(tmp_path, shop.base, "--a11y-report", "out/a11y.json")

    assert "2 failed, 3 passed" in done.stdout, done.stdout + done.stderr
    assert "BarriersFound" in done.stdout
    assert "img" in done.stdout
    told = json.loads((tmp_path / "out" / "a11y.json").read_text(encoding="utf-8"))
    assert {view["url"] for view in told["views"]} >= {f"{shop.base}/about", f"{shop.base}/private"}


@pytest.mark.gate
def test_nothing_fails_when_so_asked(shop: Shop, tmp_path: Path) -> None:
    """With the bar at “none” barriers are reported, and no test fails."""
    done = run(tmp_path, shop.base, "--a11y-fail-on", "none", "-k", "bad")

    assert "1 passed" in done.stdout, done.stdout + done.stderr


def test_who_does_not_ask_loads_nothing(tmp_path: Path) -> None:
    """A run whose tests do not use the fixture loads neither selenium nor any rule."""
    (tmp_path / "test_none.py").write_text(
        "import sys\ndef test_none():\n"
        "    assert 'selenium' not in sys.modules and 'a11y.rules' not in sys.modules\n",
        encoding="utf-8",
    )

    done = run(tmp_path, "", "test_none.py")

    assert "1 passed" in done.stdout, done.stdout + done.stderr
