"""The command that audits any site: what it is asked, what it keeps, how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from a11y.choice import Choice, chosen
from a11y.commands._frame import main
from a11y.store import load, open_store
from tests.a11y.shop import BODIES, PASSWORD, Shop, serving

ROOT = Path(__file__).resolve().parent.parent.parent
# Packages that the service needs; without them the suite must work on addresses.
NOT_INSTALLED = ("flask", "idp", "sqlalchemy", "authlib", "babel")
BLOCKED_IMPORTS = f"""
import sys
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {NOT_INSTALLED!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Blocker())
from a11y.__main__ import main
sys.argv[0] = "a11y"
main()
"""


@pytest.fixture
def shop() -> Iterator[Shop]:
    with serving() as one:
        yield one


def a11y(*given: str | Path) -> Result:
    return CliRunner().invoke(main, ["audit", *map(str, given)])


def quick(store: Path) -> tuple[str | Path, ...]:
    return ("--store", store, "--condition", "default", "--browsers", "1", "--engine", "axe")


@pytest.mark.gate
def test_a_sound_page_ends_with_0(shop: Shop, tmp_path: Path) -> None:
    """Nothing that blocks, nothing that was missed: status 0, and the store holds the view."""
    store = tmp_path / "audit.sqlite3"

    result = a11y(f"{shop.base}/about", *quick(store))

    assert result.exit_code == 0, result.output
    (view,) = load(store).views
    assert (view.page, view.status, view.title) == (f"{shop.base}/about", 200, "About us")


@pytest.mark.gate
def test_what_was_missed_ends_with_3(shop: Shop, tmp_path: Path) -> None:
    """A page that cannot be looked at is no pass: status 3, and one line says why."""
    result = a11y(f"{shop.base}/about", f"{shop.base}/list.zip", *quick(tmp_path / "a.sqlite3"))

    assert result.exit_code == 3
    assert "list.zip gives no page: it is a download, or empty." in result.output


@pytest.mark.gate
def test_a_baseline_lets_known_findings_through(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is known passes, what is new blocks, and what is gone is told."""
    monkeypatch.setenv("SITE", shop.base)
    monkeypatch.setenv("WHO", "ada@example.org")
    monkeypatch.setenv("PASSWORD", PASSWORD)
    known = tmp_path / "known.toml"
    login = ("--login", ROOT / "a11y/journeys/sign_in.txt")
    store = quick(tmp_path / "audit.sqlite3")
    private = f"{shop.base}/private"

    first = a11y(private, *login, *store, "--write-baseline", known)
    again = a11y(private, *login, *store, "--baseline", known)
    gone = a11y(f"{shop.base}/about", *store, "--baseline", known)
    known.write_text(known.read_text(encoding="utf-8").replace("/private", "/about"))
    other = a11y(private, f"{shop.base}/about", *login, *store, "--baseline", known)

    assert first.exit_code == 1
    assert "[html > body > main > p:nth-of-type(2) > img]" in first.output
    assert again.exit_code == 0, again.output
    assert "1 known" in again.output
    assert gone.exit_code == 0
    assert other.exit_code == 1
    assert "Not found any more: " in other.output


@pytest.mark.gate
@pytest.mark.parametrize(
    ("choice", "status"),
    [(("--fail-on", "none"), 0), (("--tag", "2.4.7"), 0), (("--tag", "1.1.1"), 1)],
)
def test_the_bar_can_be_chosen(
    choice: tuple[str, ...],
    status: int,
    shop: Shop,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What blocks can be narrowed to tags, or to nothing; all is reported all the same."""
    monkeypatch.setitem(BODIES, "/tea", ("Tea", '<p><img src="/tea.png"></p>'))

    result = a11y(f"{shop.base}/tea", *quick(tmp_path / "audit.sqlite3"), *choice)

    assert result.exit_code == status, result.output
    found = load(tmp_path / "audit.sqlite3").findings
    assert "1.1.1" in {number for finding in found for number in finding.criteria}


@pytest.mark.gate
def test_a_killed_run_goes_on_where_it_was(shop: Shop, tmp_path: Path) -> None:
    """After kill -9 all that was found is in the store; going on looks at the rest alone."""
    store = tmp_path / "audit.sqlite3"
    urls = [f"{shop.base}/about?{number}" for number in range(5)]
    command = [sys.executable, "-m", "a11y", "audit", *urls, *map(str, quick(store))]
    with subprocess.Popen(
        command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stderr is not None
        told = [line for _, line in zip(range(2), process.stderr, strict=False)]
        os.killpg(process.pid, signal.SIGKILL)  # the browser too, as a machine that goes down
        process.wait(20)
    with open_store(store) as kept:
        found = {view.id for view in kept.load().views}
        assert len(told) <= len(found) < len(urls)
    before = len(shop.asked)

    result = a11y("--resume", "--store", store, "--browsers", "1")

    assert result.exit_code == 0, result.output
    assert {view.page for view in load(store).views} == set(urls)
    assert f"{len(urls) - len(found)} pages and 0 journeys are left." in result.output
    assert len([path for path in shop.asked[before:] if path == "/about"]) >= len(urls) - len(found)
    assert a11y("--resume", "--store", store, "--journey", "no such file").exit_code == 2


@pytest.mark.gate
def test_a_page_that_was_missed_is_tried_again(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Going on tries what could not be looked at before, and other choices are refused."""
    store = tmp_path / "audit.sqlite3"
    url = f"{shop.base}/list.zip"
    assert a11y(url, *quick(store)).exit_code == 3

    refused = a11y(f"{shop.base}/about", *quick(store), "--resume")
    still = a11y("--resume", "--store", store)

    assert refused.exit_code == 2
    assert "asked for something else" in refused.output
    assert still.exit_code == 3
    with open_store(store) as kept:
        assert kept.last() == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("example.org",), "“example.org” is no address"),
        (("--sitemap", "http://127.0.0.1:9/map.xml"), "map.xml cannot be read"),
        (("http://[",), "“http://[” is no address: Invalid IPv6 URL"),
        (("--crawl", "http://[/"), "“http://[/” is no address"),
        (("--sitemap", "http://[/map.xml"), "“http://[/map.xml” is no address"),
        (("--journey", "none.txt"), "does not exist"),
        (("--baseline", "none.toml"), "does not exist"),
        (("--only", "nothing/*"), "There is no page state like"),
        (("--tag", "AA", "--fail-on", "everything"), "is not one of"),
    ],
)
def test_a_wrong_question_ends_with_2(given: tuple[str, ...], words: str, tmp_path: Path) -> None:
    """What the command does not know is told in a sentence, before any browser starts."""
    result = a11y(*given, "--base", "http://127.0.0.1:9", "--store", tmp_path / "a.sqlite3")

    assert result.exit_code == 2
    assert words in result.output


def test_a_file_that_is_no_store_is_left_alone(tmp_path: Path) -> None:
    """A file that holds something else is named, and not changed."""
    file = tmp_path / "notes.txt"
    file.write_text("Do not lose me. " * 100, encoding="utf-8")

    result = a11y("http://127.0.0.1:9/", "--store", file)

    assert result.exit_code == 2
    assert "notes.txt cannot be used as a store" in result.output
    assert file.read_text(encoding="utf-8").startswith("Do not lose me.")


@pytest.mark.gate
def test_it_works_where_the_service_is_not_installed(shop: Shop, tmp_path: Path) -> None:
    """Without the provider and its packages, addresses are audited all the same."""
    command = [sys.executable, "-c", BLOCKED_IMPORTS, "audit", f"{shop.base}/about"]

    done = subprocess.run(
        [*command, *map(str, quick(tmp_path / "audit.sqlite3"))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=200,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 views: 0 failures" in done.stdout


@pytest.mark.parametrize("name", ["list", "gallery", "audit"])
def test_our_own_pages_are_missed_in_a_sentence(name: str, tmp_path: Path) -> None:
    """Where the page states are not installed, that is said, and what to do instead."""
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED_IMPORTS, name, "--only", "start/*"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=100,
    )

    assert done.returncode == 2
    assert "Our own page states are not here" in done.stderr
    assert "Traceback" not in done.stderr


def test_progress_is_told_with_the_time_left(shop: Shop, tmp_path: Path) -> None:
    """Each line says how far the run is, and how long the rest may take."""
    began_s = time.monotonic()

    result = a11y("http://127.0.0.1:9/", *quick(tmp_path / "audit.sqlite3"))

    assert result.exit_code == 3
    assert "nothing answers there" in result.output or "does not open this port" in result.output
    assert time.monotonic() - began_s < 60


def test_our_own_pages_can_be_looked_at_in_full() -> None:
    """In full, every language meets every condition, and the store remembers that it was asked."""
    pairs, full = Choice(), Choice(full=True)

    assert chosen(full.settings()).full
    assert full.whole
    assert not chosen(pairs.settings()).full
