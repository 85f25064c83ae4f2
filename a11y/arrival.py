"""Tells what came when an address was opened: a page, something else, or an error, in words."""

from __future__ import annotations

import re
from dataclasses import dataclass

# What Chromium's own page for an error says of it where it keeps the reason to itself.
UNNAMED = "no reason given"
# A page says these itself; only Chromium's own page for errors knows which one it was. Where there
# is no such page, an answer of an error without a word is told as Chromium would tell it.
ARRIVED = """
const unnamed = "UNNAMED";
const [entry] = performance.getEntriesByType("navigation");
const failed = location.protocol === "chrome-error:";
const did = kind => (window[Symbol.for("acting")]?.done ?? [])
  .filter(one => one.kind === kind).map(one => one.what);
const silent = entry?.responseStatus >= 400 && entry.decodedBodySize === 0;
// Where scripts may not run, what stands in <noscript> is parsed as elements.
const part = document.createElement("div");
// A page that takes no mark-up from strings guards scripts of its own: it may run them.
try { part.innerHTML = "<noscript><i></i></noscript>"; } catch { }
return {
  origin_ms: performance.timeOrigin,
  address: failed ? entry?.name ?? "" : location.href,
  kind: document.contentType,
  status: entry?.responseStatus ?? 0,
  size_bytes: failed ? 0 : entry?.decodedBodySize ?? 0,
  error: failed ? window.loadTimeDataRaw?.errorCode || unnamed
    : silent ? `HTTP ERROR ${entry.responseStatus}` : "",
  leaves: Boolean(window[Symbol.for("leaves")]),
  sandboxed: document.contentType === "text/html" && part.querySelector("i") !== null,
  ready: document.readyState === "complete",
  dialogs: did("dialog"),
  windows: did("window"),
};
""".replace("UNNAMED", UNNAMED)
MOST_BYTES = 20_000_000
PAGES = ("text/html", "application/xhtml+xml", "image/svg+xml")

# What Chromium calls an error, by how it begins: what it means for the person who asked.
ERRORS = {
    "ERR_NAME_NOT_RESOLVED": "nobody knows this host",
    "ERR_NAME_RESOLUTION": "nobody knows this host",
    "ERR_INTERNET_DISCONNECTED": "this machine has no network",
    "ERR_CONNECTION_REFUSED": "nothing answers there",
    "ERR_ADDRESS": "nothing answers there",
    "ERR_CONNECTION_TIMED_OUT": "nothing answers there in time",
    "ERR_TIMED_OUT": "nothing answers there in time",
    "ERR_CONNECTION": "the server hung up",
    "ERR_EMPTY_RESPONSE": "the server hung up without a word",
    "ERR_INCOMPLETE": "the server hung up in the middle",
    "ERR_CONTENT_LENGTH_MISMATCH": "the server hung up in the middle",
    "ERR_TOO_MANY_REDIRECTS": "it leads in a circle from address to address",
    "ERR_CERT": "its certificate cannot be trusted",
    "ERR_SSL": "no safe connection comes about",
    "ERR_BAD_SSL": "no safe connection comes about",
    "ERR_UNSAFE_PORT": "the browser does not open this port",
    "ERR_BLOCKED": "the browser refuses it",
    "ERR_ABORTED": "it is a download, or it stopped by itself",
    "ERR_UNKNOWN_URL_SCHEME": "it is no address of a page",
    "HTTP ERROR": "it sends no page",
    "ERR_HTTP_RESPONSE_CODE_FAILURE": "it sends no page",
}
WANTS_PASSWORD = 401


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came. origin_ms: when the document began, which tells one from the next.

    address: where it really is.  kind: MIME type.  status: of HTTP, 0 when unknown.
    size_bytes: of the document alone.  error: Chromium's name for it, "" when a page came.
    sandboxed: its own policy keeps scripts from running, also ours.
    leaves: it is about to go elsewhere by itself.  ready: it has loaded.
    dialogs: words of those that came by themselves.  windows: addresses of those that opened.
    """

    origin_ms: float = 0.0
    address: str = ""
    kind: str = ""
    status: int = 0
    size_bytes: int = 0
    error: str = ""
    sandboxed: bool = False
    leaves: bool = False
    ready: bool = True
    dialogs: tuple[str, ...] = ()
    windows: tuple[str, ...] = ()

    def fault(self, before: Arrival) -> str:
        """Why this is nothing that could be looked at, as the end of a sentence; "" when it is.

        before: what was open until then.
        """
        if self.is_still(before):
            return "gives no page: it is a download, or empty"
        if self.error:
            return f"cannot be opened: {told(self.error, self.status)}"
        if self.size_bytes > MOST_BYTES:
            weight, most = megabytes(self.size_bytes), megabytes(MOST_BYTES)
            return f"weighs {weight}: pages of up to {most} are looked at"
        return ""

    def is_still(self, before: Arrival) -> bool:
        """The document that was open before is open still: nothing came."""
        return self.origin_ms == before.origin_ms

    def failed_elsewhere(self, url: str) -> bool:
        """The page led on by itself to an address that cannot be opened."""
        return bool(self.error) and _without_fragment(self.address) != _without_fragment(url)

    @property
    def is_page(self) -> bool:
        return self.kind in PAGES

    def notes(self, url: str) -> tuple[str, ...]:
        """Sentences on how a page came, where that is worth one. url: that was asked for."""
        found = []
        if self.status >= 400:
            found.append(f"{url} answered with status {self.status}.")
        if _without_fragment(self.address) not in (_without_fragment(url), f"{url}/"):
            found.append(f"{url} led on to {self.address}.")
        if self.dialogs:
            said = ", ".join(f"“{words}”" for words in self.dialogs[:3])
            found.append(f"{url} opened {_counted(self.dialogs, 'dialog')} by itself: {said}.")
        if self.windows:
            found.append(f"{url} opened {_counted(self.windows, 'window')} by itself.")
        return tuple(found)


def told(error: str, status: int = 0) -> str:
    """An error of Chromium in plain words, with its name for who wants to look it up."""
    if status == WANTS_PASSWORD:
        return f"it asks for a name and a password ({error})"
    error = error.removeprefix("net::")
    meant = next((words for start, words in ERRORS.items() if error.startswith(start)), "")
    return f"{meant} ({error})" if meant else error


def named(words: str) -> str:
    """The name of the network's error in what a driver says, "" when there is none."""
    found = re.search(r"net::(ERR_\w+)", words)
    return found[1] if found else ""


def _without_fragment(url: str) -> str:
    return url.partition("#")[0]


def megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1_000_000:.0f} MB"


def _counted(things: tuple[str, ...], name: str) -> str:
    return f"a {name}" if len(things) == 1 else f"{len(things)} {name}s"
