"""Turns every way in which a browser or its driver can fail into a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from selenium.common.exceptions import (
    InvalidSessionIdException,
    JavascriptException,
    NoSuchWindowException,
    TimeoutException,
    WebDriverException,
)
from urllib3.exceptions import HTTPError

from a11y.arrival import named, told
from a11y.chromium import BrowserError, BrowserGone, BrowserMoved, CheckFailed, PageError
from a11y.devtools import LineClosed, LineError, LineLate

# A driver says in these words that another page came, and that the browser itself is gone.
MOVED = re.compile(
    r"aborted by navigation|no such execution context|context was destroyed|navigated or closed"
)
# A script was ended because it took too long.
ENDED = re.compile(r"Execution was terminated")
GONE = re.compile(r"disconnected|not reachable|not connected to DevTools|session deleted")


@contextmanager
def explained(failed: str, late: str) -> Iterator[None]:
    """Every way in which a browser can fail becomes a BrowserError of one sentence."""
    try:
        yield
    except TimeoutException as error:
        if MOVED.search(error.msg or ""):
            raise BrowserMoved(f"{failed}: the page went elsewhere.") from error
        raise BrowserError(f"{late}.") from error
    except NoSuchWindowException as error:
        raise BrowserError(f"{failed}: the page closed its own window.") from error
    except InvalidSessionIdException as error:
        raise BrowserGone(f"{failed}: the browser is gone.") from error
    except WebDriverException as error:
        words = _first_line(error)
        if GONE.search(words):
            raise BrowserGone(f"{failed}: the browser is gone.") from error
        if ENDED.search(words):
            raise BrowserError(f"{late}.") from error
        if isinstance(error, JavascriptException):
            raise CheckFailed(f"{failed}: {words}") from error
        name = named(words)
        if name:  # the network's fault or the page's: the browser is well
            raise PageError(f"{failed}: {told(name)}.") from error
        raise BrowserError(f"{failed}: {words}") from error
    except LineLate as error:
        raise BrowserError(f"{late}.") from error
    except LineClosed as error:
        raise BrowserGone(f"{failed}: the browser is gone.") from error
    except LineError as error:
        if MOVED.search(str(error)):
            raise BrowserMoved(f"{failed}: the page went elsewhere.") from error
        what = f"{late}." if ENDED.search(str(error)) else f"{failed}: {error}"
        raise BrowserError(what) from error
    except HTTPError as error:  # the driver itself is gone or does not answer
        raise BrowserGone(f"{failed}: the browser's driver does not answer.") from error


def _first_line(error: WebDriverException) -> str:
    """What the driver said, without its stack."""
    return (error.msg or type(error).__name__).strip().splitlines()[0]
