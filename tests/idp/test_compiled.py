"""What is compiled at start is kept beside its source, and never served for another one."""

from __future__ import annotations

import sys
from pathlib import Path

import jinja2
import pytest

from idp import compiled
from idp.pages import Renderer
from idp.words import Words


@pytest.fixture(autouse=True)
def _python_keeps_what_it_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def test_what_was_kept_is_found(tmp_path: Path) -> None:
    """The second start finds what the first one made."""
    compiled.keep(tmp_path, b"source", "1", b"made")

    assert compiled.find(tmp_path, b"source", "1") == b"made"


@pytest.mark.parametrize(("source", "version"), [(b"other", "1"), (b"source", "2")])
def test_another_source_or_version_is_compiled_anew(
    tmp_path: Path, source: bytes, version: str
) -> None:
    """A changed template or a changed library never gets an old result."""
    compiled.keep(tmp_path, b"source", "1", b"made")

    assert compiled.find(tmp_path, source, version) is None


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    """A read-only installation starts too."""
    (tmp_path / compiled.FOLDER).write_text("a file stands where the folder would be")

    compiled.keep(tmp_path, b"source", "1", b"made")

    assert compiled.find(tmp_path, b"source", "1") is None


def test_nothing_is_written_where_python_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever forbids Python its own cache forbids this one too."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    compiled.keep(tmp_path, b"source", "1", b"made")

    assert list(tmp_path.iterdir()) == []


def test_one_process_compiles_each_template_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where nothing may be written, and a template that changed is compiled anew."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compiled_names: list[str] = []
    compile_one = jinja2.Environment.compile

    def watched(self: jinja2.Environment, source: str, name: str, *rest: object) -> object:
        compiled_names.append(name)
        return compile_one(self, source, name, *rest)  # type: ignore[call-overload]

    monkeypatch.setattr(jinja2.Environment, "compile", watched)
    page = tmp_path / "start" / "page.html"
    page.parent.mkdir()
    page.write_text("one")
    for _ in range(2):
        Renderer(Words(("en",)), tmp_path)
    assert compiled_names == ["start/page.html"]

    page.write_text("two")
    Renderer(Words(("en",)), tmp_path)
    assert compiled_names == ["start/page.html"] * 2
