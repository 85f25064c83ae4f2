"""Where the engines' packages lie, which version each is, and how they are installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from a11y.engines import EngineError, EngineMissing

HERE = Path(__file__).resolve().parent
# Where else the packages may lie: for an installation that may not write to its own folder.
PLACE = "A11Y_ENGINES"
# Set to 1 where a missing engine must stop the run, as in our own checks.
REQUIRED = "REQUIRE_ENGINES"
INSTALL = "python -m a11y engines --install"
LISTED = ("package.json", "package-lock.json")
NPM_CI = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier")
INSTALL_TIMEOUT_S = 600


def place() -> Path:
    """The folder that holds node_modules."""
    return Path(os.environ.get(PLACE) or HERE)


def package_file(package: str, name: str) -> Path:
    """A file of an installed package. Raises EngineMissing with the command that installs it."""
    file = place() / "node_modules" / package / name
    if not file.is_file():
        raise EngineMissing(f"{package} is missing. Install it with: {INSTALL}")
    return file


def package_version(package: str) -> str:
    """The version that the package states. Raises EngineMissing when it is not there."""
    stated = json.loads(package_file(package, "package.json").read_text(encoding="utf-8"))
    return str(stated["version"])


def wanted() -> dict[str, str]:
    """Package -> version, as our own list has it."""
    listed = json.loads((HERE / LISTED[0]).read_text(encoding="utf-8"))
    return dict(listed["dependencies"])


def program(name: str, advice: str) -> str:
    """The path of a program; what came with Python counts too. Raises EngineMissing."""
    beside_python = str(Path(sys.executable).parent)
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), beside_python])
    found = shutil.which(name, path=path)
    if found is None:
        raise EngineMissing(f"{name} is missing. Install it with: {advice}")
    return found


def node() -> str:
    """The path of Node.js. Raises EngineMissing."""
    return program("node", "pip install 'stepfree[a11y]'")


def install() -> None:
    """Fetches the packages by our lock, each checked by its hash; no script of theirs runs.

    Raises EngineError with npm's own last words.
    """
    folder = place()
    folder.mkdir(parents=True, exist_ok=True)
    if folder != HERE:
        for name in LISTED:
            shutil.copy(HERE / name, folder / name)
    npm = program("npm", "pip install 'stepfree[a11y]'")
    done = subprocess.run(
        [npm, *NPM_CI],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=INSTALL_TIMEOUT_S,
    )
    if done.returncode:
        words = " ".join((done.stderr or done.stdout).split()[-60:])
        raise EngineError(f"npm could not install the engines in {folder}: {words}")


def is_required() -> bool:
    return os.environ.get(REQUIRED, "") not in {"", "0"}
