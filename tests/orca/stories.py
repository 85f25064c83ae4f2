"""The stories that are told to the screen reader: what a person does, page by page."""

from __future__ import annotations

from a11y.screen_reader.reader import Told
from tests.orca.told import Story


def sign_in(told: Told, states: str) -> None:
    """The page where everybody begins: read through, by headings, by Tab."""
    told.opens("start/sign_in", f"{states}/states/start/sign_in/default?language={told.language}")
    told.presses(*["h"] * 3)
    told.presses(*["Tab"] * 13)


STORIES = (Story("start/sign_in", "The sign-in page: opened, by headings, by Tab.", sign_in),)
