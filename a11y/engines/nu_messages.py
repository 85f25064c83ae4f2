"""Which messages of the Nu checker are about accessibility, and about which criterion.

All others, on style and on syntax that harms nobody, are dropped. The checker judges HTML, not
people's barriers, so most of what it says is for a person to confirm.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from a11y.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Message:
    """One kind of message. id: ours.  words: what the message must hold."""

    id: str
    words: re.Pattern[str]
    criteria: tuple[str, ...]
    verdict: Verdict = Verdict.PERSON


def _m(id: str, words: str, *criteria: str, verdict: Verdict = Verdict.PERSON) -> Message:
    return Message(id, re.compile(words), criteria, verdict)


FAIL = Verdict.FAIL
# The first that fits counts.
MESSAGES: tuple[Message, ...] = (
    _m("title_missing", r"missing a required instance of child element “title”", "2.4.2"),
    _m("title_empty", r"Element “title” must not be empty", "2.4.2"),
    _m("lang_wrong", r"^This document appears to be written in .+ but the .+ lang", "3.1.1"),
    _m("dir_wrong", r"^This document appears to be written in .+ dir=", "1.3.2"),
    _m("lang_value", r"^Bad value .+ for attribute “(xml:)?lang” on element “html”", "3.1.1"),
    _m("lang_part_value", r"^Bad value .+ for attribute “(xml:)?lang”", "3.1.2"),
    _m("img_alt", r"An “img” element must have an “alt” attribute", "1.1.1"),
    _m("alt_missing", r"Element “(input|area)” is missing .*attribute.*“alt”", "1.1.1"),
    _m("autocomplete_value", r"^Bad value .+ for attribute “autocomplete”", "1.3.5"),
    _m("headers_lost", r"The “headers” attribute on the element “t[dh]” refers to", "1.3.1"),
    _m("label_for", r"“for” attribute of the “label” element must be the ID", "1.3.1"),
    _m("label_two_fields", r"“label” element may contain at most one", "1.3.1"),
    _m("label_other_field", r"descendant of a “label” element with a “for” attribute", "1.3.1"),
    _m(
        "nested_controls",
        r"“(a|button|input|select|textarea|label)”( with .+)? must not appear as a descendant of "
        r"(the|an element with the) “?(a|button|role=button|role=link)”?",
        "4.1.2",
    ),
    _m("tabindex_inside", r"“tabindex” must not appear as a descendant of", "4.1.2"),
    _m("role_value", r"^Bad value .+ for attribute “role”|^Discarding unrecognized token", "4.1.2"),
    _m("aria_value", r"^Bad value .+ for attribute “aria-", "4.1.2"),
    _m("aria_reference", r"“aria-[a-z]+” attribute must point to", "1.3.1", "4.1.2"),
    _m("aria_place", r"“aria-[a-z]+”.* (must not be|not allowed)", "4.1.2"),
    _m("aria_hidden_focus", r"“aria-hidden” must not be", "4.1.2"),
    _m("list_child", r"^Element “.+” not allowed as child of “?(element “)?([uod]l)”", "1.3.1"),
    _m("table_grid", r"^(A t|T)able (row|column|cell).*(overlap|columns? wide|no cells)", "1.3.1"),
    _m("heading_empty", r"^Empty heading", "1.3.1"),
    _m("heading_skipped", r"[Hh]eading .+ skipping", "1.3.1"),
    _m("two_mains", r"more than one visible “main”", "1.3.1"),
    _m("viewport", r"viewport values that prevent users from resizing", "1.4.4"),
    _m("moves", r"^The “(marquee|blink)” element is obsolete", "2.2.2", verdict=FAIL),
    _m("looks_only", r"^The “(font|center|big|strike|tt|basefont)” element is obsolete", "1.3.1"),
    _m("id_twice", r"^Duplicate ID"),
    _m("doctype", r"without seeing a doctype first|^Quirky doctype", verdict=FAIL),
    _m("nesting", r"violates nesting rules", verdict=FAIL),
    _m("quote", r"Probable cause: Matching quote missing", verdict=FAIL),
    # Of these the parser makes another one in each part that follows (HTML standard, 13.2.6.4.7).
    _m(
        "goes_on",
        r"^Unclosed element “(a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)”",
        verdict=FAIL,
    ),
    # Scripts after the end of the body are strays too, and disturb nobody.
    _m("stray", r"^Stray (start|end) tag"),
    _m("attribute_twice", r"^Duplicate attribute", verdict=FAIL),
    _m("unclosed", r"^Unclosed element|end tag .+ open elements|seen, but there were open"),
)
