"""What a control says of its state, or of its folded part, is true after a press (WCAG 4.1.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.pressing import press_each
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who hears “collapsed” does not look for what has come (WCAG 2.2 SC 4.1.2)."""
    for one in seen["folded"] if seen else ():
        yield _folded(one)
    for one in seen["tabs"] if seen else ():
        yield _tab(one)
    for one in seen["unsaid"] if seen else ():
        yield _unsaid(one)
    for one in seen["chosen"] if seen else ():
        yield _chosen(one)
    switched = seen["switched"] if seen else []
    for one in switched:
        if one["kind"] == "untrue":
            yield _untrue(one)
    unsaid = [one for one in switched if one["kind"] != "untrue"]
    if unsaid:
        yield _switched(unsaid[0])


def _folded(one: dict[str, Any]) -> Remark:
    evidence = Evidence(measured=(("aria-expanded", one["said"]),), keys=("press it",))
    if not one["kept"]:
        return passes(one["button"], evidence)
    come = "hidden" if one["shown"] else "shown"
    stays = f"{come} by a press, and aria-expanded stays “{one['said']}”."
    if one["named"]:
        return fails(one["button"], f"Its part is {stays}", evidence)
    return asks(one["button"], f"What follows is {stays} Is that its part?", evidence)


def _tab(one: dict[str, Any]) -> Remark:
    evidence = Evidence(keys=("press it",))
    if one.get("mute"):
        note = "A press shows its part, and no tab says that it is chosen: aria-selected."
        return fails(one["button"], note, evidence)
    if one["kept"]:
        note = "Its part is shown by a press, and aria-selected stays “false”."
        return fails(one["button"], note, evidence)
    return passes(one["button"], evidence)


def _unsaid(one: dict[str, Any]) -> Remark:
    evidence = Evidence(keys=("press it", "press it again"))
    if one["surely"]:
        note = "It shows what follows it, and hides it again. No state says which: aria-expanded."
        return fails(one["button"], note, evidence)
    note = "A press shows a part of the page, and a second one hides it again."
    return asks(one["button"], f"{note} Does a word or state say which?", evidence)


def _chosen(one: dict[str, Any]) -> Remark:
    evidence = Evidence(keys=("press it",))
    does = "shows another part and gives it" if one["part"] else "gives it alone"
    note = f"A press {does} the look that {one['last']} had."
    if one["surely"]:
        more = "That it is chosen is said by no state: aria-pressed, aria-current or a tab’s."
        return fails(one["button"], f"{note} {more}", evidence)
    return asks(one["button"], f"{note} Is it the chosen one? No word or state says so.", evidence)


def _untrue(one: dict[str, Any]) -> Remark:
    note = "A press changes how it looks, and a second one changes it back."
    evidence = Evidence(keys=("press it", "press it again"))
    return fails(one["button"], f"{note} It says “{one['said']}” all the time.", evidence)


def _switched(one: dict[str, Any]) -> Remark:
    evidence = Evidence(keys=("press it", "press it again"))
    if one["kind"] == "look":
        note = "A press changes how it looks, and a second one changes it back. Is it on or off?"
        return asks(one["button"], f"{note} No word says so.", evidence)
    note = "A press changes how it looks and what the page shows, and a second one changes it back."
    return asks(one["button"], f"{note} Neither its name nor a state says so.", evidence)


RULE = Rule(
    id="expanded_true",
    criteria=("4.1.2",),
    affects="People who use a screen reader: they hear that nothing has opened.",
    passed="Controls say whether their part is shown, and which of them is chosen.",
    failed="A control says of its part what is not so, or nothing.",
    person="A control may say of its part or state what is not so, or nothing.",
    check=check,
    observe=lambda browser, view: press_each(browser, own=view.own),
    conditions=frozenset({"default"}),
    sees="browser",
)
