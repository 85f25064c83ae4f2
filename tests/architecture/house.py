"""The other gates of the house: captions, docstrings, lengths, names, clock, chance, proofs.

Each gate is a function from the project's folder to what it found, a sentence for each.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from tests.architecture.source import (
    Definition,
    Function,
    Module,
    first_line,
    length,
    modules,
)

CAPTION_CHARACTERS = 100
FILE_LINES = 400
TEST_FILE_LINES = 600  # a list of truths stays readable for longer
FUNCTION_LINES = 60
# A function this short says by its name and types what it does, unless it raises.
SPEAKS_FOR_ITSELF_LINES = 10

TOP_LEVEL = {
    *("idp", "flows", "templates", "a11y", "tests", "deploy", ".ci"),
    *("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE", "Makefile"),
    *("conftest.py", "pyproject.toml", "uv.lock", "package.json", "package-lock.json"),
    ".gitignore",
}

CLOCK_READERS = {
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.datetime.today",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
    "time.monotonic",
    "time.monotonic_ns",
}
GUESSABLE = {"random", "uuid.uuid1", "uuid.getnode"}
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
TIMES_WITHOUT_UNIT = {"timeout", "ttl", "lifetime", "duration"}

# Who may say that a verification took place (SEC-46): the module that did it.
VERIFIERS = {"idp.proofs.of_mail": "idp/links.py", "idp.proofs.of_passkey": "idp/passkeys.py"}
PROOFS_BY_HAND = {"idp.proofs.IdentityProof", "idp.proofs._VERIFIED"}

CITATION = re.compile(r"\b[A-Z][\w.]*(?: [\w.]+)* §\d[\w.]*")  # RFC 7636 §4.6
# RAWeb asks for more than WCAG here and there.
CRITERION = re.compile(r"\bSC \d\.\d\.\d+\b|\bRAWeb 1, \d+\.\d+\b|\bhouse rule\b")
UNESCAPED = re.compile(r"\|\s*safe\b|{%-?\s*autoescape\s+false")
LOOK_AWAY = re.compile(r"#\s*(?:ruff: )?(?:noqa|pragma|nosec)\b")
LOOK_AWAY_AND_WHY = re.compile(
    r"#\s*(?:noqa: [A-Z]+\d+(?:, ?[A-Z]+\d+)*|pragma: no cover) +[-–#(] *\w.{7,}"
)


def captions(root: Path) -> list[str]:
    """Every module begins with a caption: one short sentence that says what it is."""
    return [
        f"{module.path}: the docstring's first line is the caption, one sentence of at most "
        f"{CAPTION_CHARACTERS} characters; it is {module.caption!r}."
        for module in modules(root, "idp", "flows", "a11y", "tests")
        if not _is_sentence(module.caption) or len(module.caption) > CAPTION_CHARACTERS
    ]


def docstrings(root: Path) -> list[str]:
    """Every public class, and each public function that is long or raises, has a docstring."""
    return [
        f"{module.path}:{node.lineno}: {node.name} needs a docstring: shape, unit, range, what is "
        "raised, the source."
        for module in modules(root)
        for node in _to_document(module)
        if not first_line(node)
    ]


def lengths(root: Path) -> list[str]:
    """No file and no function is too long to be read in one go."""
    return list(too_long(root, FILE_LINES, FUNCTION_LINES))


def too_long(root: Path, file_lines: int, function_lines: int) -> Iterator[str]:
    """What is longer than this; docstrings of functions are not counted."""
    for module in modules(root, "idp", "flows", "a11y", "tests"):
        lines = len(module.text.splitlines())
        most = max(file_lines, TEST_FILE_LINES) if module.path.startswith("tests/") else file_lines
        if lines > most:
            yield f"{module.path}: {lines} lines, at most {most}: two things live here."
        for function in module.functions():
            if (lines := length(function)) > function_lines:
                yield (
                    f"{module.path}:{function.lineno}: {function.name} has {lines} lines, "
                    f"at most {function_lines}: name its parts."
                )


def test_sentences(root: Path) -> list[str]:
    """Every test states one truth in the first line of its docstring."""
    return [
        f"{module.path}:{function.lineno}: {function.name} needs a docstring that states the one "
        "truth it shows, as a sentence on the first line."
        for module in modules(root, "tests")
        if module.path.rpartition("/")[2].startswith("test_")
        for function in module.functions()
        if function.name.startswith("test_") and not _is_sentence(first_line(function))
    ]


def clock(root: Path) -> list[str]:
    """The system clock is read in idp/clock.py alone, so that tests can set it."""
    return [
        f"{module.path}:{line}: calls {name}. Only idp/clock.py reads the clock: take a Clock."
        for module in modules(root, "idp", "flows")
        for line, name in module.calls()
        if name in CLOCK_READERS and module.path != "idp/clock.py"
    ]


def chance(root: Path) -> list[str]:
    """Chance comes from `secrets`: nothing of ours may be guessed (SEC-87)."""
    return [
        f"{module.path}:{line}: imports {name}, which can be guessed. Use idp.tokens."
        for module in modules(root, "idp", "flows")
        for line, name in module.imports()
        if name in GUESSABLE or name.split(".")[0] == "random"
    ] + [
        f"{module.path}:{line}: calls {name}, which can be guessed. Use idp.tokens."
        for module in modules(root, "idp", "flows")
        for line, name in module.calls()
        if name in GUESSABLE
    ]


def proofs(root: Path) -> list[str]:
    """A proof of identity is made by the module that verified it, and by no other (SEC-46)."""
    found = []
    for module in modules(root):
        if module.path == "idp/proofs.py":
            continue
        used = {(line, name) for line, name in (*module.imports(), *module.calls())}
        for line, name in sorted(used):
            if name in VERIFIERS and module.path != VERIFIERS[name]:
                found.append(
                    f"{module.path}:{line}: {name} belongs to {VERIFIERS[name]}, which verifies."
                )
        for line, name in module.calls():
            if name in PROOFS_BY_HAND or name.endswith(".IdentityProof"):
                found.append(f"{module.path}:{line}: a proof is made by a verification, not here.")
    return found


def citations(root: Path) -> list[str]:
    """Every check of the protocol cites its section, every accessibility rule its criterion."""
    found = []
    for module in modules(root):
        if module.path == "idp/protocol/checks.py":
            listed = _listed(module, "RULES")
            found += [
                f"{module.path}:{node.lineno}: {node.name} cites no section (RFC 7636 §4.6)."
                for node in module.public()
                if node.name in listed and not CITATION.search(ast.get_docstring(node) or "")
            ]
            if not listed:
                found.append(f"{module.path}: RULES lists no check, so nothing is cited.")
        in_rules = module.path.startswith("a11y/rules/") and "/__init__" not in module.path
        if in_rules and not CRITERION.search(module.text):
            found.append(f"{module.path}: names no criterion (SC 3.3.8) and is no house rule.")
    return found


def names(root: Path) -> list[str]:
    """One word per thing: passkey, units in names, and no drawer for leftovers."""
    found = []
    for module in modules(root):
        for part in Path(module.path).with_suffix("").parts:
            if part in VAGUE_NAMES:
                found.append(f"{module.path}: {part} says nothing; name the thing it holds.")
            if "webauthn" in part.lower():
                found.append(f"{module.path}: the person sees “passkey”, so it is passkey here.")
        for node in module.public():
            if "webauthn" in node.name.lower():
                found.append(f"{module.path}:{node.lineno}: {node.name}: call it passkey.")
        for line, name in _declared(module):
            if name in TIMES_WITHOUT_UNIT:
                found.append(f"{module.path}:{line}: {name} has no unit: {name}_s, or _ms, or _at.")
    return found


def reasons(root: Path) -> list[str]:
    """Where the linter is told to look away, the rule and the reason stand on the line."""
    return [
        f"{module.path}:{number}: say which rule and why:  noqa: X000 - the reason"
        for module in modules(root)
        for number, line in enumerate(module.text.splitlines(), start=1)
        if LOOK_AWAY.search(line) and not LOOK_AWAY_AND_WHY.search(line)
    ]


def escaping(root: Path) -> list[str]:
    """No value reaches a page unescaped (SEC-73): nowhere is a text called safe."""
    templates = [
        *(root / "templates").rglob("*.html"),
        *(root / "idp/demo/templates").rglob("*.html"),
    ]
    return [
        f"{file.relative_to(root).as_posix()}:{number}: escapes nothing here; pass a value instead."
        for file in sorted(templates)
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if UNESCAPED.search(line)
    ] + [
        f"{module.path}:{line}: imports {name}: markup is written in templates alone."
        for module in modules(root)
        for line, name in module.imports()
        if name.startswith("markupsafe")
    ]


def top_level(root: Path) -> list[str]:
    """The folder's first level holds what a reader expects there and nothing else."""
    return [
        f"{path.name}: the top level is fixed; this belongs into one of its folders."
        for path in sorted(root.iterdir())
        if path.name not in TOP_LEVEL and not _is_ignored(root, path.name)
    ]


def _is_ignored(root: Path, name: str) -> bool:
    file = root / ".gitignore"
    lines = file.read_text(encoding="utf-8").split() if file.exists() else []
    return name == ".git" or any(fnmatch(name, line.strip("/")) for line in lines)


def _to_document(module: Module) -> Iterator[Definition]:
    for node in module.public():
        if isinstance(node, ast.ClassDef):
            yield node
            inside = (method for method in node.body if isinstance(method, Function))
            yield from (m for m in inside if not m.name.startswith("_") and _needs_words(m))
        elif _needs_words(node):
            yield node


def _needs_words(function: Function) -> bool:
    raises = any(isinstance(node, ast.Raise) for node in ast.walk(function))
    return raises or length(function) > SPEAKS_FOR_ITSELF_LINES


def _listed(module: Module, name: str) -> set[str]:
    """The names in the tuple that a module keeps under this name."""
    assigned = (
        (node.target if isinstance(node, ast.AnnAssign) else node.targets[0], node.value)
        for node in module.tree.body
        if isinstance(node, ast.AnnAssign | ast.Assign)
    )
    return {
        item.id
        for target, value in assigned
        if isinstance(target, ast.Name) and target.id == name and isinstance(value, ast.Tuple)
        for item in value.elts
        if isinstance(item, ast.Name)
    }


def _declared(module: Module) -> Iterator[tuple[int, str]]:
    """Names of parameters and of typed fields and variables."""
    for node in module.nodes:
        if isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.lineno, node.target.id


def _is_sentence(line: str) -> bool:
    return len(line.split()) > 1 and line[-1] in ".?!"
