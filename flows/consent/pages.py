"""What a person sees before a portal learns something about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from idp.flow import Page, Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that a portal would learn.

    key: the form field of an optional item.  name, why: in the page's language.
    value: exactly what the portal will get.
    ticked: only ever what the person chose before (GDPR art. 7).
    already: the portal knows this from an earlier yes.
    """

    key: str
    name: str
    value: str
    why: str = ""
    optional: bool = False
    ticked: bool = False
    already: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Page):
    """May this portal know this? Items with their values, two answers of the same weight.

    until_withdrawn: the yes is remembered until the person takes it back; False asks every time.
    """

    template: ClassVar[str] = "consent/review"

    service: Service
    items: tuple[Item, ...]
    until_withdrawn: bool


PAGES: tuple[type[Page], ...] = (Review,)
