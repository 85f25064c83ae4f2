"""Starting and stopping the service that shows page states."""

from __future__ import annotations

import sys
import threading
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from a11y.service import ServiceError, running

SERVES = """
import http.server
server = http.server.HTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
print(f"Page states: http://127.0.0.1:{server.server_port}/ (stop with Ctrl-C)", flush=True)
server.serve_forever()
"""


def test_it_runs_as_long_as_the_block() -> None:
    """The address that the service prints answers inside the block, and no longer after it."""
    with running((sys.executable, "-c", SERVES)) as address:
        assert urlopen(address).status == 200

    with pytest.raises(URLError):
        urlopen(address)


def test_nobody_listens_to_a_service_that_has_stopped() -> None:
    """When the block is over, so is the thread that read what the service said."""
    before = set(threading.enumerate())

    with running((sys.executable, "-c", SERVES)):
        assert set(threading.enumerate()) > before

    assert set(threading.enumerate()) == before


def test_a_service_that_dies_is_told_in_its_own_words() -> None:
    """When the service ends at once, its last words arrive in the error."""
    dying = (sys.executable, "-c", "raise SystemExit('The store is missing.')")

    with pytest.raises(ServiceError, match=r"ended: The store is missing\."), running(dying):
        pass
