"""What is said of each criterion, and never more than is known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from a11y import methods
from a11y.answers import Status, question
from a11y.conformance import Conformance, Outcome, conformance
from a11y.placing import EITHER, RULES_OF
from a11y.report import Report, ViewResult
from a11y.rules import BY_ID
from tests.a11y.reports.sample import (
    ANSWERS,
    DOSSIER,
    FILM,
    FORM,
    HOME,
    IMAGE,
    PAGE,
    REPORT,
    TODAY,
    answer,
    finding,
)


def at(judged: Conformance, number: str, url: str) -> Outcome:
    (page,) = (page for page in judged.pages if page.url == url)
    return judged.at(judged.method.criterion(number), page)


@pytest.fixture
def wcag() -> Conformance:
    return DOSSIER.by("wcag22")


@pytest.fixture
def raweb() -> Conformance:
    return DOSSIER.by("raweb1")


def test_views_of_one_address_are_one_page(wcag: Conformance) -> None:
    """A page is all views of its address, in the order of the report."""
    assert [(page.number, page.url) for page in wcag.pages] == [(1, HOME), (2, FORM), (3, FILM)]
    assert wcag.pages[1].holds["fields"] == 2


def test_a_failure_is_not_met(wcag: Conformance) -> None:
    """What an engine failed is NC, with the finding as its evidence."""
    outcome = at(wcag, "1.1.1", HOME)

    assert outcome.status is Status.NC
    assert outcome.failures == (IMAGE,)


def test_what_is_not_there_does_not_apply(wcag: Conformance) -> None:
    """A criterion about something that no view holds is NA, and says what is missing."""
    outcome = at(wcag, "1.2.2", HOME)

    assert outcome.status is Status.NA
    assert outcome.why == "The page holds none of: media, embeds."


def test_without_counting_nothing_is_absent() -> None:
    """A page whose contents were not counted has no NA and no C by a machine."""
    views = tuple(replace(view, facts={}) for view in REPORT.views)
    bare = replace(REPORT, views=views, answers=())

    judged = conformance(bare, methods.wcag22())

    assert judged.totals[Status.NA] == judged.totals[Status.C] == 0


def test_a_criterion_without_a_complete_check_stays_open(wcag: Conformance) -> None:
    """Where nothing failed and no check is complete, it is NT and the question is named."""
    outcome = at(wcag, "2.4.4", HOME)

    assert outcome.status is Status.NT
    assert outcome.question == question("wcag", "2.4.4", HOME)
    assert outcome.why.endswith("?")


def test_a_doubt_keeps_it_open(wcag: Conformance) -> None:
    """What only a person can judge is an instance of the question, until it is signed."""
    assert len(at(wcag, "1.4.3", HOME).open) == 1
    assert at(wcag, "1.4.3", FORM).open == ()


def test_a_machine_says_c_only_where_its_check_is_complete(raweb: Conformance) -> None:
    """Language, title and type of the page are C by themselves; whether they are true is not."""
    by_machine = {
        outcome.criterion.number
        for outcome in raweb.outcomes
        if outcome.status is Status.C and outcome.answer is None
    }

    assert by_machine == {"6.2", "8.1", "8.3", "8.5"}


def test_a_complete_check_counts_only_with_all_its_views(wcag: Conformance) -> None:
    """Targets are C where they were measured wide and narrow, not where only one was."""
    assert at(wcag, "2.5.8", FORM).status is Status.C
    assert at(wcag, "2.5.8", HOME).status is Status.NT


@pytest.mark.parametrize(("scripts", "status"), [(0, Status.C), (1, Status.NT)])
def test_valid_code_is_c_only_where_no_script_changes_it(scripts: int, status: Status) -> None:
    """The checker of sources sees everything only where nothing is added later."""
    holds = {**PAGE, "scripts": scripts}
    view = ViewResult("a", HOME, (), ("nu:valid",), 0.1, "T", {"holds": holds}, condition="default")

    judged = conformance(replace(REPORT, views=(view,)), methods.raweb1())

    assert at(judged, "8.2", HOME).status is status


def test_a_missing_title_is_a_failure_without_any_engine() -> None:
    """A fact that must be there and is not makes the criterion NC."""
    view = ViewResult("a/default", HOME, (), (), 0.1, "", {"holds": {**PAGE, "title": 0}})

    judged = conformance(replace(REPORT, views=(view,)), methods.raweb1())

    assert at(judged, "8.5", HOME).status is Status.NC


def test_a_person_decides_what_a_machine_cannot(wcag: Conformance) -> None:
    """An answer gives the status, with name and day in the reason."""
    outcome = at(wcag, "2.4.2", HOME)

    assert outcome.status is Status.C
    assert outcome.why == "It names the shop. (Ada L., 2026-11-21)"


def test_a_failure_outweighs_an_older_answer() -> None:
    """What fails is NC, whatever was answered before."""
    older = answer("wcag", "1.1.1", HOME, Status.C, "Fine.")

    judged = conformance(REPORT, methods.wcag22(), [older])

    assert at(judged, "1.1.1", HOME).status is Status.NC


def test_an_answer_for_the_site_counts_on_every_page(raweb: Conformance) -> None:
    """A question about the site is asked once."""
    assert {outcome.status for outcome in raweb.row(raweb.method.criterion("12.1"))} == {Status.NA}


def test_one_answer_serves_all_methods_with_the_same_numbers() -> None:
    """What was answered for RAWeb counts in RGAA and in the simplified list."""
    for method in ("raweb1", "rgaa412", "simple1"):
        assert at(DOSSIER.by(method), "4.3", FILM).answer == ANSWERS[3]


def test_axe_says_itself_which_criterion_fails(raweb: Conformance) -> None:
    """A failure goes to the criterion that the engine's own tags name, and to no other."""
    broken = {o.criterion.number for o in raweb.outcomes if IMAGE in o.failures}

    assert broken == {"1.1"}


def test_a_failure_that_nobody_places_is_for_a_person(raweb: Conformance) -> None:
    """Where the references fit several criteria, each is NT and shows the finding."""
    outcome = at(raweb, "1.3", FILM)

    assert outcome.status is Status.NT
    assert [finding.rule for finding in outcome.open] == ["ibm:img_alt"]


def test_an_engine_without_tags_borrows_those_of_the_same_act_rule() -> None:
    """Two rules that implement one ACT rule are about the same criterion."""
    alone = replace(IMAGE, rule="alfa:sia-r2", also=())
    view = replace(REPORT.views[0], findings=(alone,))

    judged = conformance(replace(REPORT, views=(view,)), methods.raweb1())

    assert at(judged, "1.1", HOME).failures == (alone,)


def test_what_our_house_asks_beyond_wcag_breaks_no_criterion(wcag: Conformance) -> None:
    """A failed house rule is told, and leaves the criterion as it is."""
    assert at(wcag, "1.3.1", FILM).status is Status.NT


def test_our_table_of_rules_is_sound() -> None:
    """Each rule in it exists, and shares a success criterion with the criterion it breaks.

    A rule without any asks for more than WCAG, as that criterion does.
    """
    for number, rules in RULES_OF.items():
        asked = set(methods.raweb1().criterion(number).wcag)
        for rule in rules:
            criteria = set(BY_ID[rule].criteria)
            assert not criteria or asked & criteria, (number, rule)
    for rule, numbers in EITHER.items():
        for number in numbers:
            asked = set(methods.raweb1().criterion(number).wcag)
            assert asked & set(BY_ID[rule].criteria), (number, rule)


def test_a_rule_of_ours_is_sure_of_its_first_criterion() -> None:
    """A failure under several criteria breaks the first, and is to be judged under the others."""
    both = finding("home/default", "error_tied", "", criteria=("3.3.1", "1.3.1"))
    report = replace(REPORT, views=(replace(REPORT.views[1], findings=(both,)),))

    judged = conformance(report, methods.wcag22())

    assert at(judged, "3.3.1", FORM).status is Status.NC
    assert at(judged, "1.3.1", FORM).status is Status.NT
    assert at(judged, "1.3.1", FORM).open == (both,)


def test_one_page_has_no_set_of_pages() -> None:
    """Where there is one page and no link to another, what is about sets does not apply."""
    view = ViewResult("a/default", FORM, (), (), 0.1, "Order", {"holds": PAGE})

    judged = conformance(replace(REPORT, views=(view,)), methods.wcag22())

    assert at(judged, "3.2.3", FORM).why == "The site has one page only."
    assert at(DOSSIER.by("wcag22"), "3.2.3", FORM).status is Status.NT


def test_the_gravest_page_speaks_for_the_site(wcag: Conformance) -> None:
    """Over all pages one NC is NC, and one that is open keeps the rest from being C."""
    assert wcag.overall(wcag.method.criterion("1.1.1")) is Status.NC
    assert wcag.overall(wcag.method.criterion("2.4.2")) is Status.NT
    assert sum(wcag.overall_totals.values()) == 55


def test_a_report_without_pages_says_nothing() -> None:
    """Where nothing was looked at, everything is NT."""
    nothing = Report(TODAY, "https://a.example", {}, ())

    judged = conformance(nothing, methods.wcag22())

    assert judged.overall_totals[Status.NT] == 55
