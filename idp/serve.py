"""Serves the provider: the production server, in our own command.

granian was chosen over gunicorn's threads by measurement: a third of the CPU for each request
(0.14 against 0.40 ms of an empty answer), the same memory with one process, and a stop that
waits for the requests under way.

    first process    reads settings, builds the application, opens the port, forks, waits
    server processes answer requests in threads; each runs a worker beside them (worker_inside)
"""

from __future__ import annotations

import functools
import gc
import logging
import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from idp import logs
from idp.app import create_app
from idp.clock import Clock
from idp.pages import load_states
from idp.settings import Settings, read
from idp.store import Store
from idp.tokens import new_secret
from idp.vault import Vault
from idp.worker import Worker

logger = logging.getLogger(__name__)

# A request under way has this long to end when the service stops (SEC-112).
GRACE_S = 25
# Somebody who sends a header slower than this keeps a place from others.
HEADER_TIMEOUT_MS = 15_000
LOOK_FOR_PARENT_S = 1
Application = Callable[..., Any]

_warm: Application | None = None


def serve(settings: Settings, listening: Callable[[], None] = lambda: None) -> None:
    """Serves until SIGTERM or SIGINT; then finishes what is under way and returns.

    listening: called once the port is open.
    """
    global _warm
    logs.set_up(settings)
    _warm = create_app(settings)
    # What is there now is shared by all processes; the collector would copy it by touching it.
    gc.collect()
    gc.freeze()
    # A request makes thousands of short-lived objects and few cycles: looking for those after
    # every 700 allocations costs 6 % of a sign-in and finds nothing.
    gc.set_threshold(20_000, 20, 20)
    logger.info("serving", extra={"bind": settings.bind, "processes": settings.processes})
    server = _server(settings)
    server.on_startup(listening)
    server.serve(target_loader=functools.partial(_load, settings), wrap_loader=False)
    logger.info("stopped")


def serve_states(folder: Path, port: int, say: Callable[[str], None], most: int) -> None:
    """Serves every page in every state from a store in `folder`, on this machine alone.

    port: 0 takes a free one.  say: gets the address once the port is open, then up to `most`
    addresses of states.
    """
    from idp.store.migration import migrate  # what migrates is not kept in a server's memory

    port = port or _free_port()
    settings = read(
        issuer=f"http://127.0.0.1:{port}",
        bind=f"127.0.0.1:{port}",
        database_url=f"sqlite:///{folder / 'states.sqlite3'}",
        secret_keys=(new_secret(),),
        master_keys=(new_secret(),),
        page_states=True,
        phone="+352 247 82 000",  # the help block is looked at with all that it may hold
        phone_hours="8:00 – 18:00",
        help_mail="help@stepfree.example",
        worker_inside=False,
        log_format="plain",
        log_level="WARNING",
    )
    store = Store(settings.database_url, pool_size=1)
    migrate(store)
    store.close()

    def listening() -> None:
        say(f"Every page in every state: {settings.issuer}/states/")
        for state in load_states()[:most]:
            say(f"{settings.issuer}/states/{state.id}")

    serve(settings, listening)


def _server(settings: Settings) -> MPServer:
    host, port, unix_socket = _where(settings.bind)
    return MPServer(
        "stepfree",
        address=host,
        port=port,
        uds=unix_socket,
        interface=Interfaces.WSGI,
        workers=settings.processes,
        blocking_threads=settings.threads,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_TIMEOUT_MS),
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE_S,
        log_access=False,  # addresses of links are in a query or a path: nothing to keep
        log_level=LogLevels.error,
        log_dictconfig={"handlers": {}, "formatters": {}, "loggers": {"_granian": {}}},
    )


def _load(settings: Settings) -> Application:
    """Called once in each server process: the application, warm before its first request."""
    logs.set_up(settings)
    _end_with_parent()
    _hide_environment()
    app = _warm or create_app(settings)  # a process that was not forked has to build its own
    if settings.worker_inside:
        start_worker(settings)
    return app


def start_worker(settings: Settings) -> threading.Thread:
    """A worker beside the requests of this process; it ends with the main thread."""
    store = Store(settings.database_url, pool_size=1)
    vault = Vault.open(store, [key.get_secret_value() for key in settings.master_keys])
    stop = threading.Event()
    worker = Worker(store, vault, settings, Clock())

    def stop_with_main() -> None:
        threading.main_thread().join()
        stop.set()

    thread = threading.Thread(target=worker.run, args=(stop,), name="worker")
    thread.start()
    threading.Thread(target=stop_with_main, name="worker's end", daemon=True).start()
    return thread


def _end_with_parent() -> None:
    """A server process whose first process was killed ends too, instead of keeping the port."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        while parent is not None and os.getppid() == parent.pid:
            time.sleep(LOOK_FOR_PARENT_S)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent's end", daemon=True).start()


def _hide_environment() -> None:
    """The server copies the environment into every request: no secret and no header from there."""
    for name in list(os.environ):
        if name.startswith(("STEPFREE_", "HTTP_", "REMOTE_", "wsgi.")):
            del os.environ[name]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _where(bind: str) -> tuple[str, int, Path | None]:
    """Address, port and socket of "127.0.0.1:8000", "[::1]:8000" or "unix:/run/x.sock"."""
    if bind.startswith("unix:"):
        return "127.0.0.1", 8000, Path(bind.removeprefix("unix:"))
    host, _, port = bind.rpartition(":")
    return host.strip("[]") or "127.0.0.1", int(port), None
