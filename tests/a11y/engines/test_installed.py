"""The engines' packages are listed with their versions, and installed by the lock."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from a11y.commands.engines import command
from a11y.engines import EngineError
from a11y.engines.installed import HERE, install, wanted


def test_the_command_lists_what_is_there_and_what_is_not(elsewhere: Path) -> None:
    """Each package is listed as installed, as missing, or with the version that is there."""
    for package, version in (("axe-core", "4.14.1"), ("vnu-jar", "1.0.0")):
        folder = elsewhere / "node_modules" / package
        folder.mkdir(parents=True)
        (folder / "package.json").write_text(json.dumps({"version": version}), encoding="utf-8")

    lines = CliRunner().invoke(command).output.splitlines()

    assert "axe-core 4.14.1: installed" in lines
    assert f"vnu-jar {wanted()['vnu-jar']}: 1.0.0 is installed" in lines
    assert f"html_codesniffer {wanted()['html_codesniffer']}: missing" in lines


def test_installing_takes_the_lock_along_and_tells_what_went_wrong(
    elsewhere: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """npm works in the chosen folder, by our lock, without scripts; its last words are told."""
    bin_ = tmp_path_factory.mktemp("bin")
    npm = bin_ / "npm"
    npm.write_text('#!/bin/sh\necho "$@" > asked\necho no network >&2\nexit 1\n', encoding="utf-8")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{bin_}:/usr/bin:/bin")

    with pytest.raises(EngineError, match=r"could not install the engines.*no network"):
        install()

    lock = "package-lock.json"
    assert (elsewhere / lock).read_bytes() == (HERE / lock).read_bytes()
    assert (elsewhere / "asked").read_text(encoding="utf-8").startswith("ci --ignore-scripts")
