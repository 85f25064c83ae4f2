"""What an audit is asked to look at."""

from __future__ import annotations

import pytest

from a11y.conditions import BY_NAME, DEFAULT
from a11y.targets import TargetsError, addresses

URL = "https://example.org/contact"


def test_any_page_of_the_web_can_be_looked_at() -> None:
    """A page of another site is called by its address, and is judged as no page of ours."""
    (visit,) = addresses((URL, URL), (), (DEFAULT, BY_NAME["dark"]))

    assert visit.address("http://127.0.0.1:1") == URL
    assert not visit.own
    assert (visit.name, visit.view_id(DEFAULT)) == (URL, f"{URL} (default)")


def test_each_language_is_a_visit_of_its_own() -> None:
    """A page is asked for in each language, and walked through by Tab in the first alone."""
    english, french = addresses((URL,), ("en", "fr"), (DEFAULT,))

    assert (english.walk, french.walk) == (True, False)
    assert french.view_id(DEFAULT) == f"{URL} (fr, default)"


ODD = ("", "http://", "http://[", "https://:80/", "http://h:99999/", "http://a b/", "http://x]/")


@pytest.mark.parametrize("url", [*ODD, "example.org", "ftp://example.org", "javascript:alert(1)"])
def test_what_is_no_address_is_told(url: str) -> None:
    """Something else than an address of the web gives one sentence."""
    with pytest.raises(TargetsError, match="is no address"):
        addresses((url,), (), (DEFAULT,))


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://", "After https:// stands the name of a host"),
        ("http://h:0/", "nothing answers at port 0"),
        ("http://h/a b", "it holds a space. Write %20 in its place"),
    ],
)
def test_each_cause_has_its_own_sentence(url: str, why: str) -> None:
    """What is wrong with an address is named, and what to write in its place."""
    with pytest.raises(TargetsError, match=why):
        addresses((url,), (), (DEFAULT,))
