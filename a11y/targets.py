"""What is to be audited: pages, each with the views under which it is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from a11y.conditions import Condition


class TargetsError(Exception):
    """What is to be audited is not complete, or there is nothing; the message says what."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One page state in one language, loaded once and looked at under all these conditions.

    state: id "flow/page/state".  path: below the service's address.  purpose: of the page.
    walk: the Tab walk, which costs most and does not depend on the language, is due.
    """

    state: str
    purpose: str
    language: str
    conditions: tuple[Condition, ...]
    walk: bool = True

    @property
    def path(self) -> str:
        return f"/states/{self.state}?{urlencode({'language': self.language})}"

    def view_id(self, condition: Condition) -> str:
        """Name of one view, in reports and waivers: "flow/page/state/language/condition"."""
        return f"{self.state}/{self.language}/{condition.name}"
