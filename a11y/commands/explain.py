"""Explains a rule: what it looks for, for whom, and under which criterion."""

from __future__ import annotations

import click

from a11y import wcag
from a11y.rule import Rule
from a11y.rules import BY_ID, RULES


@click.command("explain")
@click.argument("rule", required=False, type=click.Choice(tuple(BY_ID)))
def command(rule: str | None) -> None:
    """Say what a rule of ours looks for, and for whom; without RULE, all of them."""
    for one in [BY_ID[rule]] if rule else RULES:
        click.echo(_explained(one))


def _explained(rule: Rule) -> str:
    where = "all conditions" if rule.conditions is None else ", ".join(sorted(rule.conditions))
    lines = [
        rule.id,
        f"  criteria  {'; '.join(wcag.named(number) for number in rule.criteria)}",
        f"  affects   {rule.affects}",
        f"  pass      {rule.passed}",
        f"  fail      {rule.failed}",
        f"  person    {rule.person}" if rule.person else "",
        f"  runs in   {where}",
        "  house     asks for more than the criteria do" if rule.house else "",
    ]
    return "\n".join(line for line in lines if line)
