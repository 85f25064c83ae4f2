"""Asks whether a portal may know what it wants to know.

    review ──allow──► Done: what was ticked is remembered until it is taken back
           └─refuse─► Done: the portal learns that the answer was no

Asked once for each change; every item with its value, optional ones apart, nothing ticked that
the person did not tick before (OIDC Core §3.1.2.4, GDPR art. 7).
"""

from __future__ import annotations

from flows.consent.pages import PAGES
from flows.consent.steps import answer, show_review
from idp.flow import Need, PlainFlow, Step

__all__ = ["FLOW"]

FLOW = PlainFlow(
    name="consent",
    need=Need.CONSENT,
    pages=PAGES,
    steps={"review": Step(show=show_review, submit=answer, stage=3)},
)
