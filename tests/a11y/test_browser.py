"""The browser, and how it looks at pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from socket import socket
from time import monotonic

import pytest

from a11y.acting import survey
from a11y.browser import Browser
from a11y.chromium import BrowserError, CheckFailed, find_browser, find_engine
from a11y.conditions import BY_NAME, CONDITIONS, DEFAULT, Condition
from a11y.inspection import Inspector
from a11y.rule import PROBE
from tests.a11y.conftest import Site

pytestmark = pytest.mark.gate

PAGE = "<!doctype html><html lang=en><title>Page</title><p id=p style='margin:0'>Words</p>"
MATCHES = "return matchMedia(arguments[0]).matches;"


@pytest.fixture
def browser(inspector: Inspector) -> Iterator[Browser]:
    """The shared browser, back under the default condition afterwards."""
    yield inspector.browser
    inspector.browser.view(DEFAULT)


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("default", "(width: 1280px) and (prefers-color-scheme: light)"),
        ("dark", "(prefers-color-scheme: dark)"),
        ("more_contrast", "(prefers-contrast: more)"),
        ("forced_colours", "(forced-colors: active)"),
        ("narrow_320", "(width: 320px)"),
        ("zoom_400", "(width: 320px) and (height: 256px) and (resolution: 4dppx)"),
        ("text_200", "(min-width: 40em) and (max-width: 40em)"),
    ],
)
def test_a_page_meets_its_condition(name: str, query: str, browser: Browser, site: Site) -> None:
    """The page sees what a person's device would tell it, and no trace of it afterwards."""
    browser.open(site.put(PAGE))

    browser.view(BY_NAME[name])
    assert browser.evaluate(MATCHES, query)

    browser.view(DEFAULT)
    assert browser.evaluate(MATCHES, query) is (name == "default")


def test_what_is_asked_of_the_device_here_is_not_the_page(browser: Browser, site: Site) -> None:
    """Only the queries that a page's own script asks are noted as its own."""
    look_behind = f"const page = (() => {{{PROBE}}})(); page.colours.behind(document.body);"
    browser.open(site.put(f"{PAGE}<script>matchMedia('(width: 9px)')</script>"))

    browser.look(look_behind)

    assert survey(browser).media == ("(width: 9px)",)


def test_spacing_is_laid_over_the_page(browser: Browser, site: Site) -> None:
    """The reader's spacing reaches text, survives a new load, and goes away again."""
    spacing = "return getComputedStyle(document.getElementById('p')).letterSpacing;"
    browser.open(site.put(PAGE))

    browser.view(BY_NAME["spacing"])
    assert browser.evaluate(spacing) == "1.92px"
    browser.open(site.base + "/page")
    assert browser.evaluate(spacing) == "1.92px"
    browser.view(DEFAULT)
    assert browser.evaluate(spacing) == "normal"


def test_without_script_nothing_of_the_page_runs(browser: Browser, site: Site) -> None:
    """Without script the page's own script stays still, its words for that case show."""
    html = PAGE + "<noscript><p>Press the link.</p></noscript><script>window.ran = 1</script>"
    url = site.put(html)

    browser.open(url, script=False)
    assert browser.evaluate("return [window.ran ?? 0, document.body.innerText];") == [
        0,
        "Words\n\nPress the link.",
    ]

    browser.open(url)
    assert browser.evaluate("return window.ran;") == 1


def test_a_hanging_page_gives_one_clear_line(site: Site) -> None:
    """A page that never ends is told in one sentence with its address."""
    url = site.put(PAGE, "/slow")
    site.hangs.add("/slow")

    with Browser(load_timeout_s=3) as browser, pytest.raises(BrowserError) as caught:
        browser.open(url)

    assert str(caught.value) == f"{url} did not finish loading in time."


def test_an_unreachable_page_is_told(browser: Browser) -> None:
    """A refused connection is an error, never an empty page that passes."""
    with socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]

    with pytest.raises(BrowserError, match="ERR_CONNECTION_REFUSED"):
        browser.open(f"http://127.0.0.1:{port}/")


def test_a_page_reaches_nobody_else(browser: Browser, site: Site) -> None:
    """Looking at a page of this machine sends nothing to another one, not even a look-up."""
    ask = "fetch('http://portal.example/').then(() => arguments[0](''), e => arguments[0](e.name))"
    browser.open(site.put(PAGE))

    began_s = monotonic()
    assert browser.evaluate_async(ask) == "TypeError"
    assert monotonic() - began_s < 5


def test_a_dead_browser_is_told(site: Site) -> None:
    """When the browser's driver is gone, the next question gets a sentence, not a stack."""
    with Browser() as browser:
        browser.driver.service.process.kill()  # type: ignore[union-attr]

        with pytest.raises(BrowserError, match="does not answer"):
            browser.open(site.put(PAGE))


def test_a_missing_browser_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Chromium, one sentence says how to install it; nothing is downloaded."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CHROMIUM", raising=False)

    with pytest.raises(BrowserError, match="apt-get install chromium chromium-driver"):
        find_browser()


def test_a_picture_shows_the_whole_page(browser: Browser, site: Site) -> None:
    """A picture is as tall as the page, not as the window, and zoom does not enlarge it."""
    browser.open(site.put(PAGE + "<div style='height:3000px'></div>"))

    def height_px(condition: Condition) -> int:
        browser.view(condition)
        return int.from_bytes(browser.picture()[20:24], "big")

    heights = {height_px(c) for c in CONDITIONS if c.name in ("default", "zoom_400")}
    assert min(heights) > 3000
    assert max(heights) < 3100


# A page of this kind asks for the focus after its load event about once in twenty loads.
LATE_LOADS = 30
LATE = """<button id=a>A</button><script>onload = () =>
  document.body.insertAdjacentHTML("beforeend", "<button id=b autofocus>B</button>")</script>"""


def test_focus_starts_over(browser: Browser, site: Site) -> None:
    """After a reset the next Tab goes to the first stop, also on a page that takes the focus."""
    address, reached = site.put(PAGE + LATE), Counter[str]()

    for _ in range(LATE_LOADS):
        browser.get(address)
        browser.reset_focus()
        browser.press("Tab", 9)
        reached[browser.evaluate("return document.activeElement.id;")] += 1

    assert reached == {"a": LATE_LOADS}


@pytest.mark.parametrize("ask", [Browser.evaluate, Browser.look])
def test_a_script_is_given_values_and_gives_some(
    ask: Callable[..., object], page: Callable[[str], Inspector]
) -> None:
    """Both ways of asking a page give the same, and say what the script says that fails."""
    browser = page(PAGE).browser
    given = ['ä\u2028"', 1, 0.5, None, True, {"a": [1, {}]}]

    assert ask(browser, "return [...arguments, document.title]; // the end", *given) == [
        *given,
        "Page",
    ]
    assert ask(browser, "return;") is None
    with pytest.raises(CheckFailed, match=r"A check failed: .*no such thing"):
        ask(browser, "throw new TypeError('no such thing');")
    with pytest.raises(CheckFailed, match=r"A check failed: .*no words"):
        ask(browser, "throw 'no words';")


def test_a_driver_that_found_its_port_taken_is_started_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ports are chosen before they are used: a browser that lost its own to others starts anew."""
    engine, driver = find_engine()
    tried = tmp_path / "tried"
    late = tmp_path / "late"
    late.write_text(
        f'#!/bin/sh\n[ -e {tried} ] || {{ touch {tried}; exit 1; }}\nexec {driver} "$@"\n'
    )
    late.chmod(0o755)
    monkeypatch.setattr("a11y.driver.find_engine", lambda: (engine, late))

    with Browser() as again:
        assert again.evaluate("return 1 + 1") == 2


def test_a_driver_that_never_starts_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that ends time and again ends in a clear sentence."""
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr("a11y.driver.find_engine", lambda: (find_engine()[0], broken))

    with pytest.raises(BrowserError, match="Chromium does not start"), Browser():
        pass
