"""The gate: every page, in every state, language and viewing condition."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from a11y import audit, service
from a11y.page_states import visits
from a11y.verdict import load_ledger


@pytest.mark.gate
def test_every_page_is_free_of_barriers() -> None:
    """No page state fails a rule that blocks in any language or viewing condition."""
    with service.running() as base:
        report = audit(
            visits(),
            base,
            on=datetime.now(UTC).date(),
            ledger=load_ledger(),
            complete=True,
            aaa=False,
        )

    assert not report.blocks, "\n".join(report.lines())
