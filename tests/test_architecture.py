"""Who may import whom; captions, docstrings, names; clock, chance and proofs in one place each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.architecture import house, imports

ROOT = Path(__file__).resolve().parent.parent
Gate = Callable[[Path], list[str]]

GATES: tuple[Gate, ...] = (
    imports.direction,
    imports.doors,
    house.captions,
    house.docstrings,
    house.lengths,
    house.test_sentences,
    house.clock,
    house.chance,
    house.proofs,
    house.citations,
    house.names,
    house.reasons,
    house.escaping,
    house.top_level,
)


def _name(gate: Gate) -> str:
    return gate.__name__


@dataclass(frozen=True)
class Example:
    """A small house with one thing wrong in it, or right where it is nearly wrong.

    says: what the gate's one finding contains, "" when it must find nothing.
    """

    gate: Gate
    path: str
    text: str
    says: str = ""
    others: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"{self.gate.__name__}: {self.says or 'nothing wrong'}"


LONG_BODY = "\n".join(f"    a = {n}" for n in range(61))
EXAMPLES = (
    Example(imports.direction, "idp/app.py", "import flows", "idp never imports flows"),
    Example(
        imports.direction, "idp/app.py", "def f():\n    from a11y import x", "never imports a11y"
    ),
    Example(imports.direction, "idp/app.py", "from tests.x import y", "never leans on its tests"),
    Example(imports.direction, "flows/start/steps.py", "from idp.store import x", "comes to it"),
    Example(
        imports.direction,
        "flows/start/steps.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from idp.links import Mailed",
    ),
    Example(
        imports.direction,
        "idp/app.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import flows",
        "never imports flows",
    ),
    Example(imports.direction, "flows/start/steps.py", "from ..consent import x", "another flow"),
    Example(imports.direction, "flows/start/steps.py", "from . import pages"),
    Example(imports.direction, "flows/start/steps.py", "from idp.flow import Go"),
    Example(imports.direction, "flows/__init__.py", "from flows.start import FLOW"),
    Example(imports.direction, "flows/start/steps.py", "import idp.flowery", "comes to it"),
    Example(imports.direction, "a11y/page_states.py", "from idp import words", "alone imports"),
    Example(
        imports.direction, "a11y/targets.py", "from idp.pages import load_states", "alone imports"
    ),
    Example(imports.direction, "a11y/page_states.py", "from idp.pages import load_states"),
    Example(imports.doors, "flows/start/steps.py", "import flask", "Its door is idp/app.py"),
    Example(
        imports.doors, "idp/limits.py", "from sqlalchemy.sql import f", "Its door is idp/store/*"
    ),
    Example(imports.doors, "idp/store/clients.py", "from sqlalchemy.sql import f"),
    Example(imports.doors, "a11y/reports/as_html.py", "import jinja2", "Its door is idp/pages.py"),
    Example(imports.doors, "idp/app.py", "import leftpad", "has no door"),
    Example(imports.doors, "idp/app.py", "import json, urllib.parse"),
    Example(imports.doors, "idp/app.py", "from urllib import request", "the provider asks nobody"),
    Example(imports.doors, "idp/app.py", "import pickle", "Its door is nowhere"),
    Example(house.captions, "idp/app.py", "x = 1", "the docstring's first line"),
    Example(house.captions, "idp/app.py", '"""Builds the application"""', "the docstring's first"),
    Example(house.captions, "idp/app.py", f'"""{"Long " * 30}one."""', "at most 100"),
    Example(house.captions, "idp/app.py", '"""Builds the application."""'),
    Example(
        house.docstrings,
        "idp/app.py",
        "def create():\n" + "    a = 1\n" * 11,
        "create needs a docstring",
    ),
    Example(
        house.docstrings,
        "idp/app.py",
        "def create():\n    raise KeyError",
        "create needs a docstring",
    ),
    Example(house.docstrings, "idp/app.py", "def name(): return 1"),
    Example(house.docstrings, "idp/app.py", "class App:\n    x = 1", "App needs a docstring"),
    Example(house.docstrings, "idp/app.py", "def _create(): pass"),
    Example(
        house.docstrings,
        "idp/app.py",
        'class App:\n    """It."""\n    def run(self):\n' + "        a = 1\n" * 11,
        "run needs a docstring",
    ),
    Example(house.lengths, "idp/app.py", "x = 1\n" * 401, "two things live here"),
    Example(house.lengths, "idp/app.py", f"def f():\n{LONG_BODY}", "name its parts"),
    Example(house.lengths, "idp/app.py", "x = 1\n" * 400),
    Example(house.test_sentences, "tests/test_a.py", "def test_a(): pass", "needs a docstring"),
    Example(house.test_sentences, "tests/test_a.py", 'def test_a():\n    """yes"""', "needs a doc"),
    Example(house.test_sentences, "tests/test_a.py", 'def test_a():\n    """It holds."""'),
    Example(house.clock, "idp/app.py", "import time\ntime.time()", "calls time.time"),
    Example(house.clock, "idp/app.py", "from time import time as t\nt()", "calls time.time"),
    Example(
        house.clock,
        "flows/start/steps.py",
        "from datetime import datetime\ndatetime.now(UTC)",
        "calls datetime.datetime.now",
    ),
    Example(house.clock, "idp/clock.py", "import time\ntime.time()"),
    Example(house.clock, "idp/app.py", "clock.now()\ndatetime.fromtimestamp(0)"),
    Example(house.chance, "idp/app.py", "import random", "imports random"),
    Example(house.chance, "idp/app.py", "from random import choice", "imports random.choice"),
    Example(house.chance, "idp/app.py", "import uuid\nuuid.uuid1()", "calls uuid.uuid1"),
    Example(house.chance, "idp/app.py", "import secrets\nsecrets.token_urlsafe()"),
    Example(
        house.proofs, "idp/app.py", "from idp.proofs import of_mail", "belongs to idp/links.py"
    ),
    Example(
        house.proofs,
        "flows/start/steps.py",
        "from idp import proofs\nproofs.of_passkey()",
        "belongs to idp/passkeys.py",
    ),
    Example(
        house.proofs,
        "idp/app.py",
        "from idp.proofs import IdentityProof\nIdentityProof()",
        "made by a verification",
    ),
    Example(
        house.proofs, "idp/app.py", "from idp import proofs\nproofs.IdentityProof()", "made by"
    ),
    Example(house.proofs, "idp/links.py", "from idp.proofs import of_mail"),
    Example(house.proofs, "idp/policy.py", "from idp.proofs import IdentityProof"),
    Example(
        house.citations,
        "idp/protocol/checks.py",
        'def pkce():\n    """S256."""\nRULES = (pkce,)',
        "pkce cites no section",
    ),
    Example(
        house.citations,
        "idp/protocol/checks.py",
        'def pkce():\n    """S256 (RFC 7636 §4.6)."""\nRULES: tuple[Rule, ...] = (pkce,)',
    ),
    Example(house.citations, "idp/protocol/checks.py", "def pkce(): pass", "lists no check"),
    Example(house.citations, "a11y/rules/reflow.py", '"""No scrolling."""', "names no criterion"),
    Example(house.citations, "a11y/rules/reflow.py", '"""No scrolling (SC 1.4.10)."""'),
    Example(house.citations, "a11y/rules/scope.py", '"""Both ways (RAWeb 1, 5.7)."""'),
    Example(house.names, "idp/utils.py", "", "says nothing"),
    Example(house.names, "flows/webauthn/steps.py", "", "so it is passkey here"),
    Example(house.names, "idp/passkeys.py", "class WebAuthnKey: pass", "call it passkey"),
    Example(house.names, "idp/mail.py", "def send(timeout: int): pass", "has no unit"),
    Example(house.names, "idp/mail.py", "def send(timeout_s: int): pass"),
    Example(house.reasons, "idp/app.py", "x = 1  # noqa", "say which rule and why"),
    Example(house.reasons, "idp/app.py", "x = 1  # noqa: S105", "say which rule and why"),
    Example(house.reasons, "idp/app.py", "x = 1  # noqa: S105 - a name, not a secret"),
    Example(house.escaping, "templates/start/a.html", "{{ name|safe }}", "pass a value instead"),
    Example(house.escaping, "templates/a/b.html", "{% autoescape false %}", "pass a value instead"),
    Example(house.escaping, "idp/app.py", "from markupsafe import Markup", "in templates alone"),
    Example(house.escaping, "templates/start/a.html", "{{ name }} is safe"),
    Example(house.top_level, "utils.py", "", "the top level is fixed"),
    Example(house.top_level, "build/x.py", "", others={".gitignore": "/build/"}),
)


@pytest.mark.parametrize("gate", GATES, ids=_name)
def test_the_house_keeps_its_rules(gate: Gate) -> None:
    """The gate finds nothing wrong in the house."""
    found = gate(ROOT)

    if found:
        pytest.fail("\n".join([gate.__doc__ or "", *found]), pytrace=False)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.id)
def test_a_gate_tells_wrong_from_nearly_wrong(example: Example, tmp_path: Path) -> None:
    """The gate finds the one thing that is wrong, and nothing where nothing is."""
    for path, text in {example.path: example.text, **example.others}.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    found = example.gate(tmp_path)

    if example.says:
        assert found, "The gate let it pass."
        assert all(example.says in sentence for sentence in found)
    else:
        assert found == []


@pytest.mark.parametrize("gate", GATES, ids=_name)
def test_every_gate_has_caught_something(gate: Gate) -> None:
    """Each gate has an example of what it must catch."""
    assert any(example.gate is gate and example.says for example in EXAMPLES)


def test_every_module_was_read() -> None:
    """The gates look at the product itself, not at an empty folder."""
    paths = {module.path for module in house.modules(ROOT)}

    assert {"idp/flow.py", "idp/pages.py", "flows/start/pages.py", "a11y/wcag.py"} <= paths
