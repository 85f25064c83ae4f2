"""Pages that cannot be looked at: one clear line each, and the others go on."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from socket import socket

import pytest

from a11y import asking
from a11y.browser import Browser
from a11y.chromium import BrowserError, PageError
from a11y.conditions import DEFAULT
from a11y.inspection import Inspector
from a11y.report import Report
from a11y.run import audit
from a11y.targets import addresses
from a11y.verdict import Ledger
from tests.a11y.badness import certificate, serving
from tests.a11y.conftest import KINDS, of_kind

pytestmark = pytest.mark.gate
AXE = ("axe",)  # one engine shows it as well as five
SHORT_S = 6

# path -> what is said of it; the browser is well afterwards
SAID = {
    "/loop": "leads in a circle",
    "/download": "it is a download, or empty",
    "/nothing": "it is a download, or empty",
    "/picture": "is image/png, which is no web page",
    "/data": "is application/json, which is no web page",
    # Chromium's engine alone has nothing to show it with.
    "/document": "is application/pdf, which is no web page|it is a download, or empty",
    "/broken": r"it sends no page \(HTTP ERROR 500\)",
    "/password": "it asks for a name and a password",
    "/hangs-up": "the server hung up",
}
# path -> what is said of it; the browser is ended
ENDED = {
    "/heavy": r"weighs 50 MB|did not finish loading in time",
    "/silent": "did not finish loading in time",
    "/spin": "did not finish loading in time: its script runs without end",
    # A driver may lose itself between two pages: it is ended too.
    "/turns": "again and again|went elsewhere|driver does not answer",
}


@pytest.fixture(scope="module")
def bad() -> Iterator[str]:
    with serving() as base:
        yield base


@pytest.fixture(scope="module", params=KINDS)
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    with of_kind(request.param):
        one = Browser(load_timeout_s=SHORT_S)
    with one:
        yield one


def look(*urls: str, browsers: int = 1) -> Report:
    visits = addresses(urls, (), (DEFAULT,))
    return audit(visits, "", on=date(2026, 11, 21), ledger=Ledger(), engines=AXE, browsers=browsers)


def opened(browser: Browser, url: str) -> None:
    """Opens a page, goes where it leads, and asks it something a moment later."""
    browser.open(url)
    browser.follow()
    time.sleep(0.5)
    browser.evaluate("return 1;")


@pytest.mark.parametrize("path", SAID)
def test_what_is_no_page_is_one_line(path: str, bad: str, browser: Browser) -> None:
    """Something else than a page is told in a sentence, and the browser goes on."""
    (visit,) = addresses((bad + path,), (), (DEFAULT,))

    with pytest.raises(PageError, match=SAID[path]):
        list(Inspector(browser, engines=AXE).inspect(visit, ""))

    browser.open(f"{bad}/good")
    assert browser.evaluate("return document.title;") == "Page"


@pytest.mark.parametrize("path", ENDED)
def test_what_never_ends_is_one_line(path: str, bad: str) -> None:
    """A page that is too much for a browser is told within the time that it has."""
    began_s = time.monotonic()

    with Browser(load_timeout_s=SHORT_S) as own, pytest.raises(BrowserError, match=ENDED[path]):
        opened(own, bad + path)

    assert time.monotonic() - began_s < 60


def test_a_script_that_hangs_later_is_one_line(bad: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that loads and hangs then is told by the first check that gets no answer."""
    monkeypatch.setattr(asking, "SCRIPT_TIMEOUT_S", SHORT_S)
    hangs = pytest.raises(BrowserError, match=r"in time|is gone|answer")

    with Browser(load_timeout_s=SHORT_S) as own, hangs:
        opened(own, f"{bad}/spin-later")


def test_a_watchdog_ends_what_does_not_answer(bad: str) -> None:
    """A browser whose driver hangs too is killed when its time is over."""
    with Browser() as own:
        own.open(f"{bad}/good")
        os.kill(own.driver.service.process.pid, signal.SIGSTOP)

        with pytest.raises(BrowserError, match="took longer than 1 s"), own.within(1):
            own.evaluate("return 1;")


def test_nobody_knows_this_host(browser: Browser) -> None:
    """A host without an address is said to be unknown."""
    with pytest.raises(BrowserError, match=r"nobody knows this host \(ERR_NAME_NOT_RESOLVED\)"):
        browser.open("http://nobody.invalid/")


def test_a_certificate_of_ones_own_is_not_trusted(tmp_path: Path, browser: Browser) -> None:
    """A site whose certificate nobody vouches for is not looked at."""
    untrusted = pytest.raises(BrowserError, match="its certificate cannot be trusted")

    with serving(certificate(tmp_path)) as base, untrusted:
        browser.open(f"{base}/good")


def test_a_crash_is_told() -> None:
    """A page that brings its part of the browser down is said to crash."""
    with Browser() as own, pytest.raises(BrowserError, match="crash"):
        own.open("chrome://crash")


def test_dialogs_hold_nobody_up(bad: str) -> None:
    """Dialogs that come by themselves are answered with no, and said; so is the one on leaving."""
    report = look(f"{bad}/dialogs", f"{bad}/good")

    assert report.unfinished == ()
    assert report.notes() == [f"{bad}/dialogs opened 3 dialogs by itself: “One”, “Two”, “Three”."]


def test_a_page_that_closes_its_window_is_told(bad: str) -> None:
    """A window that is gone is said to be closed by its page."""
    with Browser() as own:
        own.open(f"{bad}/opens")
        own.driver.close()

        with pytest.raises(BrowserError, match="closed its own window"):
            own.evaluate("return 1;")


def test_windows_are_closed_and_said(bad: str, browser: Browser) -> None:
    """Windows that a page opens are closed before the next page."""
    browser.open(f"{bad}/opens")
    assert browser.arrival.notes(f"{bad}/opens") == (f"{bad}/opens opened 3 windows by itself.",)

    browser.open(f"{bad}/good")
    assert len(browser.driver.window_handles) == 1


def test_an_answer_that_is_no_success_is_looked_at_and_said(bad: str) -> None:
    """A page that comes with status 404 is audited, and its status told."""
    report = look(f"{bad}/gone")

    assert [view.status for view in report.views] == [404]
    assert f"{bad}/gone answered with status 404." in report.lines()


def test_a_page_that_leads_on_is_followed(bad: str) -> None:
    """The page that people end up on is looked at, and the way there told."""
    report = look(f"{bad}/moves")

    assert report.notes() == [f"{bad}/moves led on to {bad}/good."]
    assert len(report.views) == 1


def test_bad_pages_cost_no_good_one(bad: str) -> None:
    """Among pages of every fault, the good ones are looked at; each bad one has one line."""
    with socket() as closed:
        closed.bind(("127.0.0.1", 0))
        refused = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    bad_ones = [refused, f"{bad}/loop", f"{bad}/closes", f"{bad}/download", "chrome://crash"]

    report = look(
        f"{bad}/good", *(url for url in bad_ones if url.startswith("http")), f"{bad}/good?again"
    )

    seen = {view.page for view in report.views}
    assert {f"{bad}/good", f"{bad}/good?again"} <= seen
    for url in (refused, f"{bad}/loop", f"{bad}/download"):
        assert len([line for line in report.unfinished if line.startswith(f"{url}: ")]) == 1
    assert report.blocks


def test_a_browser_that_dies_is_replaced(bad: str) -> None:
    """When the browser dies in the middle, its page is looked at once more by a new one."""
    killed: list[int] = []
    others = _drivers()  # those of other tests stay alive

    def tell(line: str) -> None:
        if not killed:
            killed.extend(_drivers() - others)
            for pid in killed:
                os.kill(pid, signal.SIGKILL)

    visits = addresses((f"{bad}/good", f"{bad}/good?two", f"{bad}/good?three"), (), (DEFAULT,))
    report = audit(
        visits, "", on=date(2026, 11, 21), ledger=Ledger(), engines=AXE, browsers=1, tell=tell
    )

    assert killed
    assert report.unfinished == ()
    assert len(report.views) == 3


def _drivers() -> set[int]:
    """Numbers of the drivers that this very process has started."""
    processes = (p for p in Path("/proc").iterdir() if p.name.isdigit())
    return {int(process.name) for process in processes if _is_driver_of_ours(process)}


def _is_driver_of_ours(process: Path) -> bool:
    try:
        status = (process / "status").read_text(encoding="utf-8")
        command = (process / "cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return f"PPid:\t{os.getpid()}\n" in status and b"chromedriver" in command


def test_without_a_browser_nothing_is_said_to_be_good(
    bad: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing browser stops the run with one sentence."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CHROMIUM", raising=False)

    with pytest.raises(BrowserError, match="apt-get install chromium"):
        look(f"{bad}/good")
