"""Says which criteria of a method a failure belongs to, by references and never by guess.

WCAG criteria stand in the finding. RAWeb and RGAA share their numbers, so axe's own RGAA tags,
read from it at run time, name them; an engine's rule that implements the same ACT rule as one of
axe's takes the tags of that; for our own rules the few lines below say it where the success
criterion alone is too coarse; else a criterion is named when it is the only one of the method
that refers to the success criterion. What is left is placed by a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from a11y.methods import Criterion, Method
from a11y.rules import BY_ID
from a11y.verdict import Finding

Tags = Mapping[str, tuple[str, ...]]
RGAA_TAG = "RGAA-"
ACT_TAG = "act-"
RAWEB = "raweb"

# Criterion of RAWeb 1 -> rules of ours whose failure breaks it. Each line is judged from what the
# rule looks at and what the criterion asks, and both share a success criterion, unless the rule
# names none because WCAG asks for less; rules that are not here are placed by their success
# criterion alone, where one criterion refers to it.
RULES_OF: Mapping[str, tuple[str, ...]] = {
    "1.1": ("image_button_named",),
    "1.3": ("image_read",),
    "2.2": ("twin_frames",),
    "3.1": ("chart_colours", "colour_marks", "colour_state", "colour_words", "error_colour"),
    "3.2": ("contrast_text", "contrast_states"),
    "5.6": ("table_headers",),
    "5.7": ("header_scope",),
    "6.1": ("link_purpose", "twin_links_in_context"),
    "7.1": ("control_role",),
    "7.3": ("keyboard_operable", "keyboard_path", "keys_taken"),
    "7.4": ("on_focus",),
    "8.3": ("language_tag",),
    "8.4": ("language_page", "language_twins"),
    "8.5": ("title_given",),
    "8.6": ("title_describes",),
    "8.8": ("language_part",),
    "9.1": ("fake_headings", "headings"),
    "9.3": ("lists",),
    "9.4": ("quotations",),
    "10.5": ("colour_pairs",),
    "10.6": ("link_colour",),
    "10.7": ("focus_seen", "focus_removed"),
    "10.9": ("senses",),
    "11.1": ("field_named", "label_tied"),
    "11.2": ("label_words",),
    "11.5": ("field_group",),
    "11.9": ("button_named",),
    "11.10": (
        "date_form",
        "demand_said",
        "error_found",
        "error_reason",
        "error_tied",
        "error_words",
        "format_said",
        "hint_first",
        "invalid_told",
        "required_said",
    ),
    "12.7": ("skip_link_given",),
    "12.8": ("tab_order",),
    "12.9": ("keyboard_trap",),
    "13.5": ("drawn_by_signs",),
    "13.8": ("outworn_marks",),
}
OURS: Mapping[str, tuple[str, ...]] = {
    rule: (number,) for number, rules in RULES_OF.items() for rule in rules
}
# Rules of ours that may break one of these, which only a person can tell apart.
EITHER: Mapping[str, tuple[str, ...]] = {
    "image_name": ("1.1", "1.3"),
    "long_description": ("1.6",),
    "label_in_name": ("6.1", "11.2", "11.9"),
    "label_stays": ("11.1", "11.2"),
    "landmarks": ("9.2", "12.6", "12.7"),
    "language": ("8.3", "8.4", "8.7"),
}


@dataclass(frozen=True, slots=True)
class Placed:
    """certain: numbers of the criteria that it breaks.  perhaps: it is for a person to say."""

    certain: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()


def counts(finding: Finding) -> bool:
    """Is it about criteria? What our own house asks for beyond them breaks none of them."""
    rule = BY_ID.get(finding.rule)
    return rule is None or not rule.house


def place(finding: Finding, method: Method, tags: Tags) -> Placed:
    """Where a finding belongs. tags: of the engines' rules, as the engines say them."""
    if not counts(finding):
        return Placed()
    near = {c.number: c for c in method.criteria if set(c.wcag) & set(finding.criteria)}
    known = {c.number for c in method.criteria if c.asked[0] == RAWEB}
    if not known:
        return _first(finding, near)
    named = OURS.get(finding.rule) or _by_tags(finding.rule, tags)
    if named:
        return Placed(tuple(number for number in named if number in known))
    if finding.rule in EITHER:
        return Placed(perhaps=tuple(n for n in EITHER[finding.rule] if n in known))
    return _by_references(finding, near)


def _first(finding: Finding, near: Mapping[str, Criterion]) -> Placed:
    """Engines name what a rule fails; a rule of ours is sure of the first, and may hint at more."""
    if finding.rule not in BY_ID:
        return Placed(tuple(near))
    first = {n for n, c in near.items() if finding.criteria[0] in c.wcag}
    return Placed(tuple(first), tuple(n for n in near if n not in first))


def _by_references(finding: Finding, near: Mapping[str, Criterion]) -> Placed:
    certain: list[str] = []
    perhaps: list[str] = []
    for number in finding.criteria:
        of_it = [name for name, criterion in near.items() if number in criterion.wcag]
        (certain if len(of_it) == 1 else perhaps).extend(of_it)
    return Placed(tuple(dict.fromkeys(certain)), tuple(n for n in perhaps if n not in certain))


def _by_tags(rule: str, tags: Tags) -> tuple[str, ...]:
    own = _rgaa(tags.get(rule, ()))
    if own:
        return own
    acts = {tag for tag in tags.get(rule, ()) if tag.startswith(ACT_TAG)}
    kin = (_rgaa(said) for said in tags.values() if acts & set(said))
    return tuple(dict.fromkeys(number for numbers in kin for number in numbers))


def _rgaa(tags: tuple[str, ...]) -> tuple[str, ...]:
    tests = (tag.removeprefix(RGAA_TAG) for tag in tags if tag.startswith(RGAA_TAG))
    return tuple(dict.fromkeys(".".join(test.split(".")[:2]) for test in tests))
