"""What is installed: everything that the suite reads, and both commands."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
UV = ROOT / ".uv" / "bin" / "uv"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [UV, "build", "--wheel", "--offline", "--quiet", "--out-dir", folder, ROOT]
    subprocess.run(command, check=True, timeout=120, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as made:
        yield made


def test_the_wheel_holds_every_file_of_the_suite(wheel: zipfile.ZipFile) -> None:
    """Scripts, tables and journeys are installed beside the code; what npm fetched is not."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "a11y"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()

    inside = set(wheel.namelist())
    assert {name for name in listed if (ROOT / name).is_file()} <= inside
    assert "a11y/journeys/sign_in.txt" in inside
    assert not [name for name in inside if "node_modules" in name]


def test_the_wheel_brings_command_and_plugin(wheel: zipfile.ZipFile) -> None:
    """An installation has the command `a11y`, and pytest finds the fixture."""
    (name,) = (name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    told = wheel.read(name).decode()

    assert "a11y = a11y.__main__:main" in told
    assert "[pytest11]\na11y = a11y.pytest_plugin" in told


def test_an_installation_runs_from_anywhere(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    """What was installed explains its rules outside of the project's folder."""
    wheel.extractall(tmp_path / "installed")

    done = run(tmp_path, "explain", "reflow")

    assert done.returncode == 0, done.stderr
    assert "1.4.10 Reflow" in done.stdout


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("selenium", "“audit” needs the package selenium. Install it with: pip install"),
        ("click", "click is missing. Install it with: pip install 'stepfree[a11y]'"),
    ],
)
def test_a_missing_package_is_told(
    missing: str, words: str, wheel: zipfile.ZipFile, tmp_path: Path
) -> None:
    """Without the extra, one sentence says what to install."""
    wheel.extractall(tmp_path / "installed")

    done = run(tmp_path, "audit", "https://example.org/", missing=missing)

    assert done.returncode in {1, 3}
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def run(folder: Path, *given: str, missing: str = "") -> subprocess.CompletedProcess[str]:
    """The command of an unpacked wheel. missing: a package that cannot be imported."""
    script = (
        "import sys\n"
        "class Blocker:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name.partition('.')[0] == {missing!r}:\n"
        "            raise ModuleNotFoundError(f'No module named {name!r}', name=name)\n"
        "sys.meta_path.insert(0, Blocker())\n"
        "import a11y\n"
        f"assert a11y.__file__.startswith({str(folder)!r}), a11y.__file__\n"
        "from a11y.__main__ import main\n"
        "sys.argv[0] = 'a11y'\n"
        "main()\n"
    )
    return subprocess.run(
        [sys.executable, "-c", script, *given],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "installed")},
        capture_output=True,
        text=True,
        timeout=100,
    )
