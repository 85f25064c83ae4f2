"""Writes the README's tables from the code that they describe: `make documents`.

Each table stands between two comments, `<!-- begin NAME -->` and `<!-- end NAME -->`. The test of
the documents compares; this writes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import click
from annotated_types import Ge, Le
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from idp.events import event_table
from idp.pages import load_states
from idp.settings import Settings
from tests.architecture.source import Module, modules

ROOT = Path(__file__).resolve().parent.parent
README = "README.md"
TARGET = re.compile(r"^([a-z-]+):.*?## (.+)$", re.MULTILINE)


def commands(root: Path = ROOT) -> str:
    """What `make` offers, in the Makefile's order and words."""
    found = TARGET.findall((root / "Makefile").read_text(encoding="utf-8"))
    return _table(("command", "what it does"), ((f"`make {name}`", what) for name, what in found))


def house(root: Path = ROOT) -> str:
    """One table for each folder of the product: every module with its caption."""
    by_folder: dict[str, list[Module]] = {}
    for module in modules(root):
        by_folder.setdefault(module.path.rpartition("/")[0], []).append(module)
    parts = []
    for folder, content in by_folder.items():
        rows = (
            (f"`{module.path.rpartition('/')[2]}`", module.caption)
            for module in sorted(
                content, key=lambda m: (not m.path.endswith("__init__.py"), m.path)
            )
        )
        parts.append(f"### {folder}/\n\n" + _table(("file", "what it is"), rows))
    return "\n".join(parts)


def settings(root: Path = ROOT) -> str:
    """Every setting: name, default, range, meaning."""
    rows = []
    for name, field in Settings.model_fields.items():
        default = field.get_default(call_default_factory=True)
        shown = "*must be given*" if field.is_required() else _value(default)
        rows.append((f"`{name}`", shown, _range(field), field.description or ""))
    return _table(("setting", "default", "may be", "meaning"), rows)


def events(root: Path = ROOT) -> str:
    """Every event of the journal: name, fields, meaning."""
    rows = (
        (f"`{kind.name}`", ", ".join(f"`{f}`" for f in kind.fields), kind.meaning)
        for kind in event_table()
    )
    return _table(("event", "fields", "what happened"), rows)


def pages(root: Path = ROOT) -> str:
    """Every page and mail: its purpose and the criteria that a person must judge."""
    seen = {state.template: state.about for state in load_states(root / "templates")}
    rows = (
        (f"`{template}`", about.purpose, ", ".join(about.criteria))
        for template, about in seen.items()
    )
    return _table(("page", "purpose", "to judge by a person (WCAG 2.2 SC)"), rows)


def operator(root: Path = ROOT) -> str:
    """Every command of `stepfree`, as its own help says it."""
    from idp.cli import main

    return _table(("command", "what it does"), _commands_of(main, "stepfree"))


TABLES: dict[str, Callable[[Path], str]] = {
    "commands": commands,
    "settings": settings,
    "stepfree": operator,
    "events": events,
    "pages": pages,
    "house": house,
}


def written(text: str, name: str) -> str:
    """What a document says between the two comments. Raises LookupError where they are missing."""
    return _between(text, name).group(2).strip()


def renewed(text: str, root: Path = ROOT) -> str:
    """The document with every table as the code has it now."""
    for name, table in TABLES.items():
        place = _between(text, name)
        text = f"{text[: place.end(1)]}\n\n{table(root).strip()}\n\n{text[place.start(3) :]}"
    return text


def main() -> int:
    """Renews the README; prints whether anything changed."""
    file = ROOT / README
    before = file.read_text(encoding="utf-8")
    after = renewed(before)
    file.write_text(after, encoding="utf-8")
    print(f"{README}: " + ("as it was." if before == after else "renewed."))
    return 0


def _between(text: str, name: str) -> re.Match[str]:
    pattern = rf"(<!-- begin {name} -->)(.*?)(<!-- end {name} -->)"
    if found := re.search(pattern, text, re.DOTALL):
        return found
    raise LookupError(f"There is no <!-- begin {name} --> … <!-- end {name} --> in the document.")


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")


def _value(value: Any) -> str:
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, int):
        return f"`{value}`"
    if isinstance(value, tuple):
        value = ", ".join(value)
    return f"`{value}`" if value else "empty"


def _range(field: FieldInfo) -> str:
    if get_origin(field.annotation) is Literal:
        return ", ".join(f"`{choice}`" for choice in get_args(field.annotation))
    if field.annotation is bool:
        return "`true`, `false`"
    least = next((str(m.ge) for m in field.metadata if isinstance(m, Ge)), "")
    most = next((str(m.le) for m in field.metadata if isinstance(m, Le)), "")
    if least and most:
        return f"{least} to {most}"
    return f"at least {least}" if least else ""


def _commands_of(group: click.Command, name: str) -> Iterable[tuple[str, str]]:
    if not isinstance(group, click.Group):
        yield f"`{name}`", (group.help or "").partition("\n\n")[0]
        return
    context = click.Context(group)
    for child in group.list_commands(context):
        command = group.get_command(context, child)
        if command is not None and not command.hidden:
            yield from _commands_of(command, f"{name} {child}")


if __name__ == "__main__":
    sys.exit(main())
