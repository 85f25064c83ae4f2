"""Engines over pages of our own, and a place where packages may be missing or broken."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from a11y.engines import Engine, EngineResult
from a11y.engines.installed import HERE, PLACE, REQUIRED
from a11y.inspection import Inspector
from a11y.rule import View
from a11y.verdict import Verdict

GOOD = "<!doctype html><html lang=en><title>Sign in</title><main><h1>Sign in</h1>{}</main></html>"
Heard = Callable[[str, str], EngineResult]


@pytest.fixture
def voices(inspector: Inspector) -> dict[str, Engine]:
    """The engines of the one browser, by name."""
    return {engine.name: engine for engine in inspector.voices}


@pytest.fixture
def heard(page: Callable[[str], Inspector], voices: dict[str, Engine]) -> Heard:
    """What an engine says of a page with this body."""

    def listen(name: str, body: str) -> EngineResult:
        page(GOOD.format(body))
        voices[name].inject()
        return voices[name].run(View())

    return listen


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder where the packages are looked for; no engine is required."""
    monkeypatch.setenv(PLACE, str(tmp_path))
    monkeypatch.delenv(REQUIRED, raising=False)
    return tmp_path


def copied(package: str, to: Path) -> Path:
    """A copy of an installed package's folder, to be broken."""
    goal = to / "node_modules" / package
    shutil.copytree(HERE / "node_modules" / package, goal)
    return goal


def failures(result: EngineResult) -> dict[str, str]:
    """Rule -> element, of the failures."""
    return {f.rule: f.element for f in result.findings if f.verdict is Verdict.FAIL}
