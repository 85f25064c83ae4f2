"""What a rule of an engine counts for: which failures gate, and which are left to a person.

The tables name situations in which a rule is known to disagree with the criterion or with the
W3C's ACT rule about it. They are about rules, never about pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from a11y import wcag
from a11y.engines import EngineFinding, EngineRule
from a11y.verdict import Verdict

# Names help to tell landmarks of one kind apart. No criterion asks for them.
LANDMARKS = ("banner", "complementary", "contentinfo", "main", "navigation", "region", "search")
# Failures that a person must confirm, with the situation in which the rule is wrong.
DOUBTFUL: dict[str, str] = {
    "axe:label-content-name-mismatch": "takes words between words for others; ours compares them",
    "axe:frame-focusable-content": "takes a frame behind an open modal dialog for reachable",
    "alfa:sia-r83": "takes text for clipped that is cut at any size, or only beyond its words",
    "alfa:sia-r84": "takes a box for scrollable that has nothing outside its edges",
    "alfa:sia-r93": "judges the line height of text that never takes a second line",
    "alfa:sia-r95": "takes inert frames, and frames too small to be seen, for reachable",
    "htmlcs:1.3.1.G141": "fails a heading of errors that stands before the main heading",
    "htmlcs:1.3.1.F92,ARIA4": "fails a table for layout that holds headings or lists",
    **{
        f"ibm:aria_{landmark}_label_unique": "wants names of landmarks, which no criterion asks for"
        for landmark in LANDMARKS
    },
    "ibm:aria_complementary_labelled": "wants a name of each aside, which no criterion asks for",
    "ibm:aria_id_unique": "fails a reference to a message that is only there when it is needed",
    "ibm:frame_title_exists": "wants the title attribute of frames that nobody perceives",
    "ibm:svg_graphics_labelled": "fails drawings that are decoration, or no graphic by their role",
    "ibm:table_headers_related": "fails tables whose groups of columns are named by their scope",
}

# Facts that no criterion of WCAG names, and that are faults all the same: what they rest on. They
# block by the tag "best-practice"; whoever asks for A and AA alone is only told.
FACTS: dict[str, str] = {
    "axe:accesskeys": "two parts of the page ask for one key, and one of them never gets it",
    "axe:landmark-one-main": "no part of the page is the main one (RAWeb 9.2)",
    "nu:attribute_twice": "the second is dropped, whatever it should say (RAWeb 8.2)",
    "nu:doctype": "browsers lay such a page out by rules of the last century (RAWeb 8.1)",
    "nu:goes_on": "a tag that is never closed takes in all that follows (RAWeb 8.2)",
    "nu:quote": "an attribute without its last quote swallows what stands behind it (RAWeb 8.2)",
    "nu:nesting": "tags cross each other, and each reader makes its own tree of it (RAWeb 8.2)",
}

# Told beside the findings, and counted nowhere: advice about the page as a whole that names no
# criterion, or none of level A or AA, prompts that nearly every page gets, and what is wrong more
# often than right. Our own pages keep to what axe advises all the same.
ASIDE: dict[str, str] = {
    "axe:region": "all content lies in landmarks",
    "axe:page-has-heading-one": "there is a heading of the first level",
    "axe:frame-tested": "axe's own word for a frame that it could not enter",
    "axe:hidden-content": "there is something that is not shown now",
    "htmlcs:1.4.3.G18.Abs": "text is placed absolutely; our own check reads the pixels",
    "htmlcs:1.4.3.G145.Abs": "the same, of large text",
    "htmlcs:1.4.6.G17.Abs": "the same, of level AAA",
    "htmlcs:1.4.6.G18.Abs": "the same, of large text",
    "htmlcs:3.2.2.H32.2": "takes a form whose button stands elsewhere for one without",
    "ibm:aria_form_label_unique": "takes a form without a name for a landmark, which it is not",
    "ibm:input_autocomplete_valid": "does not know every token of the criterion’s list",
    "ibm:style_focus_visible": "a style for the focus; our own check looks at the focus itself",
    "htmlcs:1.3.1.H48": "links side by side, which may be a list or not",
    "alfa:sia-r61": "the first heading is of the first level",
    "htmlcs:1.3.1.H43,H63": "fails simple tables; our own check asks where scope is needed",
    "htmlcs:1.3.1.H43.HeadersRequired": "wants headers where scope says the same",
    "ibm:aria_complementary_label_visible": "there is an aside, whether named in sight or not",
    "ibm:aria_role_redundant": "a role that the element has by itself, which harms nobody",
    "ibm:blockquote_cite_exists": "there is a quotation",
    "ibm:element_tabbable_role_valid": "takes boxes that scroll by keys for lost Tab stops",
    "ibm:aria_article_label_unique": "wants names of articles, such as comments; none needs one",
    "ibm:aria_landmark_name_unique": "takes forms without a name for landmarks",
    "ibm:list_structure_proper": "does not know that groups of a dl may stand in div",
    "ibm:text_block_heading": "a short paragraph; our own check measures whether it stands out",
    "ibm:aria_content_in_landmark": "all content lies in landmarks",
    "ibm:form_submit_button_exists": "takes a button without a type for none that submits",
    "ibm:html_skipnav_exists": "there is a link that skips, though headings do as well",
    "ibm:style_color_misuse": "there is a style sheet",
    "ibm:style_highcontrast_visible": "there is a style sheet",
    "ibm:input_fields_grouped": "there are two fields",
    "ibm:input_label_visible": "there is a field, whatever stands beside it",
    "ibm:text_sensory_misuse": "a word such as “square”, in any sense",
    "htmlcs:2.4.1.G1,G123,G124.NoSuchID": "takes addresses of scripts for anchors; ours does not",
    "htmlcs:1.3.5.H98": "fails the right token where the field states no type",
    "axe:heading-order": "our own check asks it, and of each frame by itself",
    "alfa:sia-r53": "the same",
    "alfa:sia-r78": "a title above a caption; our own check asks where one heads nothing",
    "alfa:sia-r57": "all text lies in landmarks",
    "alfa:sia-r73": "lines one and a half high, of level AAA",
    "alfa:sia-r74": "a size in px, which browsers enlarge; our own check enlarges the text",
    "alfa:sia-r87": "the first Tab stop skips, though headings and landmarks do as well",
}


# The same, of what these rules only ask: checks of our own look at what they cannot.
ASKED_ASIDE: dict[str, str] = {
    "axe:color-contrast": "our own check reads the pixels",
    "axe:color-contrast-enhanced": "the same, of level AAA",
    "axe:css-orientation-lock": "our own check turns the window",
    "axe:p-as-heading": "our own check measures whether a line looks like a heading",
    "htmlcs:1.1.1.H67.2": "an image that is left out; our own checks look at what it shows",
    "ibm:aria_main_label_visible": "a frame has a main part of its own",
    "ibm:frame_src_valid": "there is a frame, whatever it holds",
    "htmlcs:1.3.1.H42": "bold words; our own check measures whether they stand out",
    "htmlcs:1.3.1.H85.2": "there is a list to choose from",
    "htmlcs:1.4.10.C32,C31,C33,C38,SCR34,G206": "there is a pre; our own check narrows the window",
    "htmlcs:4.1.2.H91.Select.Value": "takes the first choice, which is chosen, for none",
    "ibm:aria_keyboard_handler_exists": "our own check presses the keys",
    "ibm:element_tabbable_unobscured": "our own check looks at what has the focus",
    "ibm:element_tabbable_visible": "it shows with the focus; our own check looks then",
}


# The same, of what these rules say of elements with such a path.
ELSEWHERE: dict[str, tuple[str, str]] = {
    "ibm:element_attribute_deprecated": (r"^html > head >", "nothing of the head is shown"),
    "htmlcs:WCAG2AAA.Principle1.Guideline1_4.1_4_3_F24.F24.FGColour": (
        r"^html > head >",
        "takes the colour of an icon for one of text",
    ),
    "htmlcs:1.3.1.F92,ARIA4": (
        r"(?:^|> )svg[^>]*$",
        "lines of a drawing tell nothing by themselves",
    ),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """What an engine's verdict by one of its rules counts for.

    gates: a failure blocks.  aside: it is told, and never counted.
    """

    rule: str
    known: EngineRule
    verdict: Verdict
    gates: bool
    aside: bool = False

    def at(self, element: str, words: str, *, act: tuple[str, ...] | None = None) -> EngineFinding:
        """The finding at one element. act: as EngineFinding tells."""
        criteria = self.known.criteria
        place, _ = ELSEWHERE.get(self.rule, ("", ""))
        aside = self.aside or bool(place and re.search(place, element))
        gates = self.gates and not aside
        return EngineFinding(self.rule, self.verdict, element, words, criteria, gates, act, aside)


def judged_as(rule: str, known: EngineRule, verdict: Verdict, *, house: bool = False) -> Judged:
    """What the engine's verdict counts for.

    house: the rule names no criterion, but pages of this house keep to it.
    """
    if house:
        return Judged(rule, known, verdict, gates=True)
    if rule in ASIDE or (rule in ASKED_ASIDE and verdict is Verdict.PERSON):
        return Judged(rule, known, verdict, gates=False, aside=True)
    nameless = not known.criteria and not known.act
    if verdict is Verdict.FAIL and (rule in DOUBTFUL or (nameless and rule not in FACTS)):
        return Judged(rule, known, Verdict.PERSON, gates=False)
    gates = (bool(known.criteria) and wcag.gates(known.criteria)) or rule in FACTS
    return Judged(rule, known, verdict, gates)
