"""The page states that reviewers and the gate look at are what people would see."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("magic_link/confirm/known_portal", "Eine Nummer, die für Sie steht"),
        ("consent/review/default", "Eine Nummer, die für Sie steht"),
    ],
)
def test_what_is_shared_is_told_in_the_language_of_the_page(
    state: str, said: str, make_app: Callable[..., Flask]
) -> None:
    """Names that a flow puts into words reach a page in its language, not as the state has them."""
    asked = (
        make_app(page_states=True, languages=("en", "de"))
        .test_client()
        .get(f"/states/{state}?language=de")
    )

    assert asked.status_code == 200
    assert said in asked.text
    assert "A number that stands for you" not in asked.text
