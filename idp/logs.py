"""Writes log lines for operators: JSON or plain, one reference per request, nobody's data.

Modules log with the standard library (`logging.getLogger(__name__)`, further fields in
`extra`). Here every line gets the reference of its request, loses what looks like an address or
a secret, and is escaped, so that no input can forge a line.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from contextvars import ContextVar
from typing import IO, Any

import structlog

from idp.settings import Settings

Line = MutableMapping[str, Any]

_reference: ContextVar[str] = ContextVar("reference", default="")

# Fields whose value is never written, whatever it is.
SECRET_FIELDS = re.compile(
    r"secret|password|token|cookie|authorization|code$|code_verifier|credential|address|e?mail$",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"[^\s<>\"'(),:;]+@[^\s<>\"'(),:;]+")
# Our secrets and tokens have 43 URL-safe characters or more; ids have 22 and may be written.
SECRET = re.compile(r"[A-Za-z0-9_-]{43,}(?:\.[A-Za-z0-9_-]+)*")
HIDDEN = "[hidden]"
NEWLINE = "\n"


def reference() -> str:
    """The reference of the present request, "" outside one."""
    return _reference.get()


def begin(reference: str) -> None:
    """From here on every line of this thread carries the reference, until `end`."""
    _reference.set(reference)


def end() -> None:
    """The request that `begin` began is over."""
    _reference.set("")


def set_up(settings: Settings, stream: IO[str] | None = None) -> None:
    """Sends every log line of this process to `stream` (standard error), in the form asked for."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _add_reference,
        structlog.processors.format_exc_info,
        redact,
    ]
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer()  # ASCII: no sign that ends a line
                if settings.log_format == "json"
                else _plain,
            ],
        )
    )
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(settings.log_level)


def redact(_logger: Any, _method: str, line: Line) -> Line:
    """Hides secret fields, and addresses and secrets inside texts (SEC-98)."""
    return {
        name: HIDDEN if SECRET_FIELDS.search(name) else _clean(value)
        for name, value in line.items()
        if name not in {"_record", "_from_structlog"}
    } | {name: line[name] for name in ("_record", "_from_structlog") if name in line}


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return SECRET.sub(HIDDEN, ADDRESS.sub(HIDDEN, value))
    if isinstance(value, dict):
        return {
            str(k): HIDDEN if SECRET_FIELDS.search(str(k)) else _clean(v) for k, v in value.items()
        }
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    if isinstance(value, int | float | bool | None):
        return value
    return _clean(str(value))


def _add_reference(_logger: Any, _method: str, line: Line) -> Line:
    if _reference.get():
        line["reference"] = _reference.get()
    return line


def _plain(_logger: Any, _method: str, line: Line) -> str:
    """One line for a terminal. A traceback, made of our own code, keeps its lines."""
    rest = dict(line)
    first = f"{rest.pop('timestamp')} {rest.pop('level'):<7} {_escaped(rest.pop('event'))}"
    trace = rest.pop("exception", "")
    logger = rest.pop("logger", "")
    fields = "".join(f" {name}={_escaped(value)}" for name, value in rest.items())
    text = f"{first}{fields} [{logger}]"
    return f"{text}\n{_escaped(trace, keep=NEWLINE)}" if trace else text


def _escaped(value: Any, keep: str = "") -> str:
    """Control characters as Python writes them, so that no value begins a line of its own."""
    return "".join(
        c if c in keep or c.isprintable() else c.encode("unicode_escape").decode("ascii")
        for c in str(value)
    )
