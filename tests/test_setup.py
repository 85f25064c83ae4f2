"""Set-up fetches what the locks name, by hash, and the commands are the ones that are listed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tomllib
from importlib.metadata import metadata
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK: dict[str, Any] = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
# Licences that go together with ours, as packages write them.
WELCOME = re.compile(r"MIT|BSD|Apache|ISC|PSF|Unlicense|MPL-2.0")
# Used as it comes, and only where an operator asks for it.
NAMED_IN_THE_README = {"psycopg", "psycopg-binary"}


def _needed_at_run_time() -> set[str]:
    """Names of all packages that service, demo and PostgreSQL need, directly or not."""
    by_name = {package["name"]: package for package in LOCK["package"]}
    ours = by_name[PROJECT["project"]["name"]]
    extras = ours["optional-dependencies"]
    to_do = [*ours["dependencies"], *extras["demo"], *extras["postgresql"]]
    found: set[str] = set()
    while to_do:
        if (name := to_do.pop()["name"]) not in found:
            found.add(name)
            to_do += by_name[name].get("dependencies", [])
    return found


def _licence(name: str) -> str:
    told = metadata(name)
    classifiers = [c for c in told.get_all("Classifier", []) if c.startswith("License")]
    return told.get("License-Expression") or told.get("License") or "; ".join(classifiers)


def _wanted(texts: list[str]) -> set[tuple[str, SpecifierSet]]:
    return {(r.name.lower(), r.specifier) for r in map(Requirement, texts)}


def _locked(entries: list[dict[str, Any]]) -> set[tuple[str, SpecifierSet]]:
    return {(e["name"], SpecifierSet(e.get("specifier", ""))) for e in entries}


def test_the_lock_belongs_to_the_project() -> None:
    """What pyproject.toml asks for is what uv.lock was made from."""
    (ours,) = (
        package for package in LOCK["package"] if package["name"] == PROJECT["project"]["name"]
    )
    extras = PROJECT["project"]["optional-dependencies"].values()

    direct = _wanted(PROJECT["project"]["dependencies"] + [text for e in extras for text in e])
    for_tests = _wanted(PROJECT["dependency-groups"]["dev"])

    assert _locked(ours["metadata"]["requires-dist"]) == direct, "Run `uv lock`."
    assert _locked(ours["metadata"]["requires-dev"]["dev"]) == for_tests, "Run `uv lock`."


def test_every_python_package_has_a_hash() -> None:
    """Nothing is installed whose bytes the lock does not know."""
    without = [
        package["name"]
        for package in LOCK["package"]
        if package["name"] != PROJECT["project"]["name"]
        for file in [*package.get("wheels", []), *filter(None, [package.get("sdist")])]
        if not file.get("hash", "").startswith("sha256:")
    ]

    assert without == []


@pytest.mark.parametrize("folder", [".", "a11y/engines"])
def test_every_node_package_has_a_hash_and_no_address(folder: str) -> None:
    """The engines come from whatever registry is set, and are the bytes that we tried."""
    lock = ROOT / folder / "package-lock.json"
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    fetched = {name: entry for name, entry in packages.items() if name}

    assert [n for n, entry in fetched.items() if "integrity" not in entry] == []
    assert [n for n, entry in fetched.items() if "resolved" in entry] == []


def test_every_package_has_a_licence_that_goes_with_ours() -> None:
    """Whoever runs the service owes nobody more than what the README says."""
    elsewhere = {"colorama", "pywin32", "tzdata", "winloop"}  # not for this system: not installed
    needed = _needed_at_run_time() - elsewhere

    others = {name: _licence(name) for name in needed if not WELCOME.search(_licence(name))}

    assert others.keys() <= NAMED_IN_THE_README, others
    assert {"flask", "authlib", "webauthn"} <= needed


def test_uv_is_pinned_to_a_version_that_the_project_accepts() -> None:
    """The uv that is fetched is one version, by hash, and the one that builds the project."""
    text = (ROOT / ".ci/uv.txt").read_text(encoding="utf-8")

    (version,) = re.findall(r"^uv==(\S+) \\$", text, re.MULTILINE)

    assert version in SpecifierSet(PROJECT["tool"]["uv"]["required-version"])
    assert "--hash=sha256:" in text


@pytest.mark.parametrize("script", ["uv", "machine", "run"])
def test_a_script_of_the_set_up_can_be_run(script: str) -> None:
    """The scripts are executable and free of mistakes that the shell can see."""
    path = ROOT / ".ci" / script

    checked = subprocess.run(["bash", "-n", path], capture_output=True, text=True, check=False)

    assert checked.stderr == ""
    assert path.stat().st_mode & 0o111


@pytest.mark.parametrize(("fonts", "is_missing"), [("DejaVu Sans", True), ("Noto Sans", False)])
def test_the_letters_that_the_tests_are_seen_in_are_asked_for(
    fonts: str, is_missing: bool, tmp_path: Path
) -> None:
    """Other fonts for the same scripts do not do: in them lines break at other places."""
    for name, said in {"fc-list": fonts, "id": "1000"}.items():  # nobody who may install
        (tmp_path / name).write_text(f"#!/bin/sh\necho {said}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    path = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}

    asked = subprocess.run(
        [ROOT / ".ci/machine"], env=path, capture_output=True, text=True, check=False
    )

    assert ("fonts-noto-core" in asked.stderr) is is_missing


def test_make_alone_lists_the_commands() -> None:
    """Whoever types `make` reads what there is, and nothing happens."""
    listed = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    words = [line.split()[1] for line in listed.stdout.splitlines()]
    assert {"setup", "demo", "test", "test-fast", "lint", "gallery"} <= set(words)
