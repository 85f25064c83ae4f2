"""Whose logo a picture is, by the name of its file."""

from __future__ import annotations

import pytest

from a11y.logos import name_of_logo

PAGE = "Welcome to the British Broadcasting Corporation http://site.example/"


@pytest.mark.parametrize(
    ("file", "name"),
    [("w3c-logo.png", "w3c"), ("LogoEastham.svg", "eastham"), ("logo_ibm_white.svg", "ibm")],
)
def test_a_name_is_told(file: str, name: str) -> None:
    """What stands beside “logo” and says no look is a name."""
    assert name_of_logo(file, PAGE) == name


@pytest.mark.parametrize(
    "file",
    [
        "logo.svg",
        "site_logo.png",
        "logo-4c.png",
        "logo-9f86d081.svg",
        "logo-2023.png",
        "logo-rund.png",
    ],
)
def test_looks_and_sums_are_no_names(file: str) -> None:
    """Words for looks, versions and sums of files name nobody."""
    assert name_of_logo(file, PAGE) == ""


@pytest.mark.parametrize("file", ["bbc-logo.png", "british-logo.png", "site-logo-example.png"])
def test_a_name_that_is_told_elsewhere_is_no_loss(file: str) -> None:
    """Its words or their initials may stand on the page."""
    assert name_of_logo(file, PAGE) == ""
