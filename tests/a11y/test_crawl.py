"""Finding the pages of a site."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest

from a11y.browser import Browser
from a11y.crawl import Bounds, crawled, from_map
from a11y.targets import TargetsError
from tests.a11y.shop import BODIES, Shop, serving


@pytest.fixture
def shop() -> Iterator[Shop]:
    with serving() as one:
        yield one


def paths(shop: Shop, urls: tuple[str, ...]) -> list[str]:
    return [url.removeprefix(shop.base) for url in urls]


def test_a_site_map_names_pages(shop: Shop) -> None:
    """A map, and a map of maps, give their pages; what is excluded is not among them."""
    assert paths(shop, from_map(f"{shop.base}/map.xml", Bounds(), print)) == ["/", "/about"]
    assert paths(shop, from_map(f"{shop.base}/maps.xml", Bounds(most=1), print)) == ["/"]
    assert paths(shop, from_map(f"{shop.base}/map.xml", Bounds(exclude=("*/about",)), print)) == [
        "/"
    ]


def test_what_is_no_address_in_a_site_map_is_left_out(shop: Shop) -> None:
    """One bad line in a map is told, and takes no page from the audit."""
    told: list[str] = []

    found = from_map(f"{shop.base}/map_with_slips.xml", Bounds(), told.append)

    assert paths(shop, found) == ["/", "/about"]
    assert [line.split(" is no address")[0] for line in told] == [
        "Left out: “http://[”",
        "Left out: “/somewhere”",
    ]


@pytest.mark.parametrize("path", ["/about", "/nothing", "/list.zip"])
def test_what_is_no_site_map_is_told(path: str, shop: Shop) -> None:
    """An address without a map gives a sentence that names it."""
    with pytest.raises(TargetsError, match=path):
        from_map(shop.base + path, Bounds(), print)


def test_a_packed_site_map_is_unpacked(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A map may come packed, as large ones do."""
    packed = gzip.compress(f"<urlset><loc>{shop.base}/about</loc></urlset>".encode())
    monkeypatch.setitem(BODIES, "/packed", ("", ""))
    monkeypatch.setattr("a11y.crawl.urlopen", lambda asked, **more: _Answer(packed))

    assert paths(shop, from_map(f"{shop.base}/packed", Bounds(), print)) == ["/about"]


class _Answer:
    def __init__(self, content: bytes) -> None:
        self._content = content

    def __enter__(self) -> _Answer:
        return self

    def __exit__(self, *given: object) -> None:
        """Nothing is open."""

    def read(self, size_bytes: int) -> bytes:
        return self._content[:size_bytes]


def test_a_site_that_forbids_is_left_alone(shop: Shop) -> None:
    """Where robots.txt forbids all, or cannot be had, nothing is visited."""
    for said in ("User-agent: *\nDisallow: /\n", 503):
        shop.robots = said

        with pytest.raises(TargetsError, match="robots"):
            crawled(f"{shop.base}/", Bounds(), Browser, lambda line: None)

    assert set(shop.asked) == {"/robots.txt"}


@pytest.mark.gate
def test_links_are_followed_as_far_as_allowed(shop: Shop) -> None:
    """Same site, no download, nothing that robots.txt or the person excludes, each page once."""
    shop.robots = "User-agent: *\nDisallow: /hidden/\n"
    told: list[str] = []

    far = crawled(f"{shop.base}/", Bounds(exclude=("*/sign-out*",)), Browser, told.append)
    near = crawled(f"{shop.base}/", Bounds(depth=1, most=3), Browser, told.append)

    assert paths(shop, far) == ["/", "/about", "/sign-in", "/private", "/about/team"]
    assert paths(shop, near) == ["/", "/about", "/sign-in"]
    assert "/hidden/1" not in shop.asked
    assert "/sign-out" not in shop.asked
    assert any("list.zip gives no page" in line for line in told)
