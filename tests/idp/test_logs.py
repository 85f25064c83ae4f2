"""idp.logs: one line an event, one reference a request, nobody's data."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from idp import logs
from idp.settings import Settings, read
from idp.tokens import new_id, new_secret

SECRET = "Yq3hV0m1Xk7ZpW2sLr9TfBc4Nd8Ga6Je5Uo0Ii1KxQ"


@pytest.fixture(autouse=True)
def _keep_root_logger() -> Iterator[None]:
    """Puts pytest's own handlers back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def settings_of(form: str) -> Settings:
    return read(
        issuer="http://localhost:8000",
        secret_keys=(SECRET + "xyz",),
        master_keys=(SECRET + "xyz",),
        demo=True,
        log_format=form,
    )


def lines(form: str = "json") -> tuple[io.StringIO, logging.Logger]:
    stream = io.StringIO()
    logs.set_up(settings_of(form), stream)
    return stream, logging.getLogger("idp.sample")


def test_a_line_is_json_with_time_level_and_logger() -> None:
    """Operators' tools can read every line."""
    stream, logger = lines()

    logger.warning("a mail waits", extra={"tries": 3})

    line = json.loads(stream.getvalue())
    assert line["event"] == "a mail waits"
    assert (line["level"], line["logger"], line["tries"]) == ("warning", "idp.sample", 3)
    assert line["timestamp"].endswith("Z")


def test_every_line_of_a_request_carries_its_reference() -> None:
    """Lines of one request have one reference, lines outside have none."""
    stream, logger = lines()

    logs.begin("blue-otter-7")
    logger.info("inside")
    logs.end()
    logger.info("outside")

    inside, outside = (json.loads(line) for line in stream.getvalue().splitlines())
    assert inside["reference"] == "blue-otter-7"
    assert "reference" not in outside


@pytest.mark.parametrize("form", ["json", "plain"])
def test_no_address_and_no_secret_gets_into_a_line(form: str) -> None:
    """In texts, fields, nested values and tracebacks, addresses and secrets are hidden."""
    stream, logger = lines(form)
    secret = new_secret()

    logger.info("sent to %s", "ada@example.org")
    logger.info("link", extra={"url": f"https://id.example/link?key={secret}"})
    logger.info("nested", extra={"values": {"email": "ada@x.lu", "list": ["ada@example.org"]}})
    logger.info("field", extra={"client_secret": "short", "password": "hunter2"})
    try:
        raise ValueError(f"bad value ada@example.org {secret}")
    except ValueError:
        logger.exception("failed")

    written = stream.getvalue()
    for hidden in ("ada@", secret, "short", "hunter2"):
        assert hidden not in written
    assert "ValueError" in written


def test_ids_are_kept() -> None:
    """What names a thing of ours can be followed through the log."""
    stream, logger = lines()
    name = new_id()

    logger.info("given up", extra={"outbox_id": name})

    assert json.loads(stream.getvalue())["outbox_id"] == name


@pytest.mark.parametrize("form", ["json", "plain"])
@pytest.mark.parametrize(
    "forged", ["x\n2026 error forged", "x\r\nforged", "x\x1b[2Jforged", "x\x85y"]
)
def test_no_input_can_begin_a_line_or_move_the_cursor(form: str, forged: str) -> None:
    """Control characters are escaped, so a value cannot look like another line."""
    stream, logger = lines(form)

    logger.info("asked", extra={"path": forged})

    assert len(stream.getvalue().splitlines()) == 1
    assert "\x1b" not in stream.getvalue()


def test_libraries_speak_through_the_same_door() -> None:
    """Whatever logs in this process, it is redacted and in our form."""
    stream, _ = lines()

    logging.getLogger("somebody.else").error("for eve@example.org")

    assert "eve@" not in stream.getvalue()
    assert json.loads(stream.getvalue())["logger"] == "somebody.else"
