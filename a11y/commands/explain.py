"""Explains a rule, ours or an engine's: what it looks for, for whom, and under which criterion."""

from __future__ import annotations

import click

from a11y import wcag
from a11y.commands._frame import said
from a11y.rule import Rule
from a11y.rules import BY_ID, RULES


@click.command("explain")
@click.argument("rule", required=False)
def command(rule: str | None) -> None:
    """Say what a rule looks for, and for whom; without RULE, all of ours.

    RULE is one of ours, such as "reflow", or an engine's as reports name it: "axe:label".
    """
    if rule is None:
        for one in RULES:
            click.echo(_explained(one))
    elif rule in BY_ID:
        click.echo(_explained(BY_ID[rule]))
    elif ":" in rule:
        with said():
            click.echo(_told_by_its_engine(rule))
    else:
        near = ", ".join(name for name in BY_ID if rule in name)
        raise click.UsageError(
            f"There is no rule “{rule}”. " + (f"Near it: {near}." if near else "List them: explain")
        )


def _explained(rule: Rule) -> str:
    where = "all conditions" if rule.conditions is None else ", ".join(sorted(rule.conditions))
    lines = [
        rule.id,
        f"  criteria  {_criteria(rule.criteria)}",
        f"  affects   {rule.affects}",
        f"  pass      {rule.passed}",
        f"  fail      {rule.failed}",
        f"  person    {rule.person}" if rule.person else "",
        f"  runs in   {where}",
        f"  act       {', '.join(rule.act)}" if rule.act else "",
        "  house     asks for more than the criteria do" if rule.house else "",
    ]
    return "\n".join(line for line in lines if line)


def _criteria(numbers: tuple[str, ...]) -> str:
    return "; ".join(wcag.named(number) for number in numbers) or "good practice"


def _told_by_its_engine(name: str) -> str:
    """What an engine says of a rule of its own: it is asked, so that nothing is copied here."""
    from a11y.browser import Browser
    from a11y.engines.voices import KINDS, started

    kind = name.partition(":")[0]
    if kind not in KINDS:
        raise click.UsageError(f"There is no engine “{kind}”. There are: {', '.join(KINDS)}.")
    with Browser() as browser:
        engines, missing = started(browser, [kind])
        if missing:
            raise click.ClickException(missing[kind])
        (engine,) = engines
        engine.inject()
        rule = engine.rules.get(name)
    if rule is None:
        if not engine.rules:
            raise click.UsageError(f"{kind} does not tell its rules; its findings name them.")
        raise click.UsageError(f"{kind} {engine.version} has no rule “{name}”.")
    lines = [
        f"{name} ({kind} {engine.version})",
        f"  criteria  {_criteria(rule.criteria)}",
        f"  says      {rule.says}" if rule.says else "",
        f"  act       {', '.join(rule.act)}" if rule.act else "",
        f"  tags      {', '.join(rule.tags)}" if rule.tags else "",
    ]
    return "\n".join(line for line in lines if line)
