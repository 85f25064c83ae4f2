"""`make demo-check` can be believed: it says yes when all is right, and no when it is not."""

from __future__ import annotations

import pytest

from tests.journeys import demo_check


def test_demo_check_walks_all_steps(capsys: pytest.CaptureFixture[str]) -> None:
    """By link, by code, with a passkey: every step is said, and the end is a yes."""
    assert demo_check.main() == 0

    said = capsys.readouterr().out
    assert [line for line in said.splitlines() if line[0].isdigit()][-1].startswith("5.")
    assert "acr: urn:stepfree:acr:email" in said
    assert "acr: urn:stepfree:acr:passkey" in said
    assert said.rstrip().splitlines()[-1].startswith("All is right")


def test_demo_check_says_no(capsys: pytest.CaptureFixture[str]) -> None:
    """A provider that sends no mail at all is not right."""
    assert demo_check.main({"passkey_only": True}) == 1

    assert "Not right:" in capsys.readouterr().err
