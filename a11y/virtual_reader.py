"""Reads a page aloud on paper: a screen reader computed from the page, in milliseconds.

It knows no real browser's tree, no focus and no keys; those are heard with a real screen reader.
It is the quick check that a page says its names and roles in every language.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from a11y.browser import Browser
from a11y.engines import EngineError
from a11y.engines.script_file import ScriptFile

PACKAGES = Path(__file__).resolve().parent / "engines" / "node_modules"
ENTRY = '"@guidepup/virtual-screen-reader/browser.js"'
READ = (Path(__file__).parent / "virtual_reader.js").read_text(encoding="utf-8")
BUNDLE_TIME_S = 60


class VirtualReader:
    """The virtual screen reader for one browser. Raises EngineError when it is not installed."""

    name = "virtual screen reader"

    def __init__(self, browser: Browser, packages: Path = PACKAGES) -> None:
        self._browser = browser
        self._library = ScriptFile(browser, "reader", bundle(packages), makes=("VirtualReader",))

    def read(self) -> tuple[str, ...]:
        """All phrases of the page that is open, in order. Raises EngineError when it gives up."""
        self._library.run()
        answer = self._browser.evaluate_async(READ)
        if "error" in answer:
            raise EngineError(f"The virtual screen reader gave up: {answer['error']}")
        return tuple(answer["said"])


def bundle(packages: Path) -> str:
    """The library as one script that sets `VirtualReader`. Raises EngineError without it."""
    node = shutil.which("node")
    if node is None or not (packages / "@guidepup" / "virtual-screen-reader").is_dir():
        raise EngineError(
            "The virtual screen reader is missing. Install it with: python -m a11y engines"
        )
    with tempfile.TemporaryDirectory(prefix="a11y-") as folder:
        made = Path(folder) / "reader.js"
        # The packages' own folder is where the names in the entry are looked up.
        subprocess.run(
            [
                *(node, str(packages / "esbuild" / "bin" / "esbuild")),
                *("--bundle", "--minify", "--format=iife", "--global-name=VirtualReader"),
                *("--log-level=error", "--sourcefile=entry.js", f"--outfile={made}"),
            ],
            input=f"export {{ virtual }} from {ENTRY};",
            cwd=packages.parent,
            text=True,
            check=True,
            timeout=BUNDLE_TIME_S,
        )
        return made.read_text(encoding="utf-8")
