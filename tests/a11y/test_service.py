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


def test_it_answers_once_it_is_given() -> None:
    """A service that tells its address before it listens there is waited for."""
    late = SERVES.replace(
        "server.serve_", "import time; time.sleep(0.5); server.server_activate(); server.serve_"
    )
    late = late.replace("Handler)", "Handler, bind_and_activate=False); server.server_bind()")

    with running((sys.executable, "-c", late)) as address:
        assert urlopen(address).status == 200


def test_a_service_at_which_nobody_answers_is_told() -> None:
    """When it ends after it told an address, the error says where nothing answers."""
    dying = (sys.executable, "-c", "print('http://127.0.0.1:9/', flush=True)")

    with (
        pytest.raises(ServiceError, match=r"Nothing answers at http://127\.0\.0\.1:9: "),
        running(dying),
    ):
        pass


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
