"""Reads the project's modules as syntax trees: what each imports, defines and says."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

PRODUCT = ("idp", "flows", "a11y")
Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = Function | ast.ClassDef


@dataclass(frozen=True)
class Module:
    """One source file. path: below the project's folder, with slashes. name: dotted."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=self.path)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """All of the tree, walked once for all that look through it."""
        return tuple(ast.walk(self.tree))

    @property
    def name(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def package(self) -> str:
        """What relative imports count from."""
        return self.name if self.path.endswith("/__init__.py") else self.name.rpartition(".")[0]

    @property
    def caption(self) -> str:
        """The first line of the docstring, "" without one."""
        return first_line(self.tree)

    def imports(self) -> Iterator[tuple[int, str]]:
        """Line and full dotted name of everything imported, wherever it stands in the file.

        `from idp import flow` gives "idp.flow", because a module and a name look the same there.
        """
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = self._base(node)
                yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)

    @cached_property
    def type_only_lines(self) -> frozenset[int]:
        """Lines below `if TYPE_CHECKING:`, which are read by the type checker and never run."""
        return frozenset(
            line
            for node in self.nodes
            if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
            for inner in node.body
            for line in range(inner.lineno, (inner.end_lineno or inner.lineno) + 1)
        )

    def calls(self) -> Iterator[tuple[int, str]]:
        """Line and full dotted name of everything called, its imports resolved.

        After `from datetime import datetime as d`, `d.now()` gives "datetime.datetime.now".
        """
        known = self._known_names()
        for node in self.nodes:
            if isinstance(node, ast.Call):
                head, _, rest = ast.unparse(node.func).partition(".")
                yield node.lineno, ".".join(filter(None, (known.get(head, head), rest)))

    def functions(self) -> Iterator[Function]:
        """Every function and method, inner ones too."""
        for node in self.nodes:
            if isinstance(node, Function):
                yield node

    def public(self) -> Iterator[Definition]:
        """Classes and functions at the top of the module without a leading underscore."""
        for node in self.tree.body:
            if isinstance(node, Definition) and not node.name.startswith("_"):
                yield node

    def _base(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = self.package.split(".")
        return ".".join([*parts[: len(parts) - node.level + 1], *filter(None, [node.module])])

    def _known_names(self) -> dict[str, str]:
        known: dict[str, str] = {}
        for node in self.nodes:
            if isinstance(node, ast.Import):
                known |= {a.asname: a.name for a in node.names if a.asname}
            elif isinstance(node, ast.ImportFrom):
                base = self._base(node)
                known |= {a.asname or a.name: f"{base}.{a.name}" for a in node.names}
        return known


@cache
def _module(path: str, text: str) -> Module:
    """The same one for the same text: each gate asks for all of them, and reading takes long."""
    return Module(path, text)


def modules(root: Path, *folders: str) -> list[Module]:
    """The modules below these folders of the project, all of the product's by default."""
    return [
        _module(file.relative_to(root).as_posix(), file.read_text(encoding="utf-8"))
        for folder in folders or PRODUCT
        for file in sorted((root / folder).rglob("*.py"))
    ]


def first_line(node: ast.Module | Definition) -> str:
    """The first line of a docstring, "" without one."""
    return (ast.get_docstring(node) or "").partition("\n")[0].strip()


def length(node: Definition) -> int:
    """Lines from `def` to the last one, the docstring not counted: that is to be read, not run."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines
