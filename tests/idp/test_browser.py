"""What is read of a browser, and how little of it is believed."""

from __future__ import annotations

from typing import Any

import pytest

from idp.browser import Browser, kept_network_of, name_browser, network_of, read_browser
from idp.settings import Settings, read
from idp.tokens import hash_secret, new_secret
from idp.words import Words
from tests.visitor import FIREFOX, SAFARI

WORDS = Words(("en",))
KEYS = ("test-secret-0123456789-abcdefghijklmnopqrstuvw",)


def settings(**values: Any) -> Settings:
    return read(
        issuer="http://localhost:8000", secret_keys=KEYS, master_keys=KEYS, demo=True, **values
    )


def seen(cookies: dict[str, str]) -> Browser:
    named = {f"stepfree-{name}": value for name, value in cookies.items()}
    return read_browser(
        settings(), WORDS, cookies=named, user_agent="", accepted="", address="192.0.2.7"
    )


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox (Windows)"),
        (SAFARI, "Safari (iPhone)"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36",
         "Chrome (Linux)"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge (Windows)"),
        ("Mozilla/5.0 (Linux; Android 15) SamsungBrowser/28.0 Chrome/130.0 Mobile Safari/537.36",
         "Samsung Internet (Android)"),
        ("curl/8.5.0", "curl"),
        ("", "Browser"),
        ("Mozilla/5.0", "Browser"),
        ("<script>alert(1)</script>/1", "Browser"),
        ("a" * 100_000, "Browser"),
    ],
)  # fmt: skip
def test_a_browser_has_words_that_its_owner_knows(agent: str, words: str) -> None:
    """The words name browser and system; nonsense gets a plain word and no more."""
    assert name_browser(agent) == words


def test_a_known_browser_keeps_its_secret() -> None:
    """The binding cookie says which browser it is; only its hash is ever stored."""
    secret = new_secret()

    browser = seen({"browser": secret})

    assert not browser.is_new
    assert browser.id_hash == hash_secret(secret)


@pytest.mark.parametrize("value", ["", "x", "a" * 44, "é" * 43, "a" * 42 + "\n"])
def test_a_cookie_that_we_did_not_make_is_no_browser_of_ours(value: str) -> None:
    """Anything but a secret of ours counts as none, and a new one is given."""
    browser = seen({"browser": value, "session": value})

    assert browser.is_new
    assert browser.session_secret == ""
    assert len(browser.id) == 43


@pytest.mark.parametrize("value", ["fax", "<b>", "PASSKEY", "x" * 5_000])
def test_wishes_are_believed_only_when_they_exist(value: str) -> None:
    """Unknown languages, methods and times fall back to the ordinary ones."""
    browser = seen({"language": value, "method": value, "time": value})

    assert (browser.language, browser.method, browser.more_time) == ("en", "", False)


@pytest.mark.parametrize(
    ("address", "counted", "kept"),
    [
        ("192.0.2.77", "192.0.2.77/32", "192.0.2.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64", "2001:db8:1::/48"),
        ("::ffff:192.0.2.77", "192.0.2.77/32", "192.0.2.0/24"),
        ("", "unknown", "unknown"),
        ("unix:", "unknown", "unknown"),
    ],
)
def test_limits_count_networks_and_events_keep_less(address: str, counted: str, kept: str) -> None:
    """A network is counted as a whole; what is kept of it is shorter still (SEC-90, SEC-98)."""
    assert network_of(address, settings()) == counted
    assert kept_network_of(address, settings()) == kept


def test_an_operator_may_keep_nothing_of_an_address() -> None:
    """With ip_in_events = none no event knows a network."""
    assert kept_network_of("192.0.2.77", settings(ip_in_events="none")) == ""
