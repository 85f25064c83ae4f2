"""A screen, a message bus, a home folder and a keyboard that belong to one rig alone."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

# program -> the Debian package that has it
PROGRAMS = {
    "Xvfb": "xvfb",
    "dbus-daemon": "dbus-daemon",
    "orca": "orca",
    "xdotool": "xdotool",
    "setpriv": "util-linux",
}
SCREEN = "1280x1024x24"
END_S = 5
KEY_S = 30
# Between the keys of a text, as of a quick typist.
TYPING_DELAY_MS = 15
TOGETHER = ("setpriv", "--pdeathsig", "TERM")  # ends its program when this process dies
INHERITED = ("PATH", "TMPDIR")


class ReaderError(Exception):
    """The screen reader cannot do what was asked; the message says what, where and what to do."""


def missing(programs: Mapping[str, str] = PROGRAMS) -> list[str]:
    """Debian packages that this machine lacks."""
    return sorted({package for name, package in programs.items() if shutil.which(name) is None})


class Desk:
    """Where one person sits. Use it as a context manager; at its end nothing is left running."""

    def __init__(self) -> None:
        with ExitStack() as ends:
            self.folder = Path(ends.enter_context(_folder()))
            self.environment = _environment(self.folder)
            self._running: list[tuple[str, subprocess.Popen[bytes]]] = []
            ends.callback(self._end_all)
            # The settings above come first: services that the bus starts inherit them.
            screen = ["-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"]
            display = self._announced("Xvfb", "-displayfd", "{}", *screen)
            self.environment["DISPLAY"] = f":{display}"
            bus = self._announced("dbus-daemon", "--session", "--nofork", "--print-address={}")
            self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus
            self._ends = ends.pop_all()

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *reason: object) -> None:
        self._ends.close()

    def start(
        self, *command: str, keep: Sequence[int] = (), stdin: int = subprocess.DEVNULL
    ) -> subprocess.Popen[bytes]:
        """Starts a program that ends with this desk, or when this process dies."""
        name = Path(command[0]).name
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [*TOGETHER, *command],
                env=self.environment,
                stdin=stdin,
                stdout=log,
                stderr=log,
                pass_fds=keep,
                start_new_session=True,
            )
        self._running.append((name, process))
        return process

    def output(self, *command: str) -> bytes:
        """What a program writes that looks at this desk; its complaint when it fails."""
        done = subprocess.run(
            command, env=self.environment, capture_output=True, timeout=KEY_S, check=False
        )
        return done.stdout or done.stderr

    def check(self) -> None:
        """Raises ReaderError when a part of the desk has ended by itself."""
        for name, process in self._running:
            if process.poll() is not None:
                raise ReaderError(f"{name} ended ({process.returncode}): {self._last_words(name)}")

    def press(self, *keys: str) -> None:
        """Presses keys one after the other, by their X names: "Tab", "shift+Tab", "Return"."""
        self._keyboard("key", *keys)

    def type(self, text: str) -> None:
        """Types a text."""
        self._keyboard("type", "--delay", str(TYPING_DELAY_MS), "--", text)

    def focus_window(self, kind: str) -> None:
        """Gives the keyboard to the visible window of this class: there is no window manager."""
        self._keyboard(
            "search", "--sync", "--onlyvisible", "--class", kind, "windowfocus", "--sync"
        )

    def _keyboard(self, *words: str) -> None:
        command = ["xdotool", *words]
        try:
            done = subprocess.run(
                command, env=self.environment, capture_output=True, timeout=KEY_S, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise ReaderError(f"`{' '.join(command)}` did nothing for {KEY_S} s.") from error
        if done.returncode:
            raise ReaderError(f"`{' '.join(command)}` failed: {done.stderr.decode().strip()}")

    def _announced(self, name: str, *words: str) -> str:
        """Starts a program that writes where it is reached to a descriptor, and reads that."""
        reads, writes = os.pipe()
        with os.fdopen(reads) as answer:
            self.start(name, *(word.format(writes) for word in words), keep=(writes,))
            os.close(writes)
            place = answer.readline().strip()
        if not place:
            raise ReaderError(f"{name} does not start: {self._last_words(name)}")
        return place

    def _last_words(self, name: str) -> str:
        words = (self.folder / f"{name}.log").read_text(errors="replace").strip()
        return words[-500:] or "it said nothing"

    def _end_all(self) -> None:
        for _, process in reversed(self._running):
            if process.stdin is not None:
                process.stdin.close()
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                try:
                    process.wait(END_S)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()


def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="screen-reader-", ignore_cleanup_errors=True)


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of the person who runs this: home, language and settings are the same everywhere."""
    home, runtime = folder / "home", folder / "runtime"
    home.mkdir()
    runtime.mkdir(mode=0o700)
    kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
    return kept | {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        # Orca's own words are English on every machine, whatever languages are installed.
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "GSETTINGS_BACKEND": "memory",
    }
