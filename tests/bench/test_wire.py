"""The virtual person's browser copes with what browsers cope with."""

from __future__ import annotations

import socket
import threading

from tests.bench.wire import Browser


def test_a_connection_that_ended_in_idleness_is_opened_anew() -> None:
    """Servers end connections that nobody uses; the next request still gets its answer."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        ended = threading.Semaphore(0)

        def answer_once_each() -> None:
            for _ in range(2):
                connection, _address = server.accept()
                with connection:
                    connection.recv(65_536)
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
                ended.release()

        threading.Thread(target=answer_once_each, daemon=True).start()
        browser = Browser(f"http://127.0.0.1:{server.getsockname()[1]}")

        bodies = []
        for _ in range(2):
            bodies.append(browser.get("/").expect(200).body)
            assert ended.acquire(timeout=10)
        browser.close()

    assert bodies == ["ok", "ok"]
