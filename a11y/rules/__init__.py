"""The rules: every module of this folder is one, and holds it as `RULE`."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from a11y.rule import Rule

RULES: tuple[Rule, ...] = tuple(
    import_module(f"{__name__}.{module.name}").RULE for module in iter_modules(__path__)
)
BY_ID: dict[str, Rule] = {rule.id: rule for rule in RULES}
