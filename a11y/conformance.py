"""Says of every criterion on every page: met, not met, does not apply, or not tested to its end.

A failure that was found is NC. NA is said only where what the criterion is about is not on the
page. C is said only where the check is complete, or where a person answered. All else is NT, and
says which question is left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from a11y.answers import GRAVEST, Question, Status, by_question
from a11y.answers import question as asked
from a11y.complete import decided
from a11y.facts import together
from a11y.methods import Criterion, Method
from a11y.placing import Placed, place
from a11y.report import Report, ViewResult
from a11y.verdict import Answer, Finding, Verdict

# What a site of one page cannot have: a set of pages, blocks that repeat, a second way.
SETS_OF_PAGES = {
    *(("wcag", number) for number in ("2.4.1", "2.4.5", "3.2.3", "3.2.4", "3.2.6")),
    *(("raweb", number) for number in ("12.1", "12.2")),
}


@dataclass(frozen=True, slots=True)
class Page:
    """One page: all views of one page at one address.

    number: from 1, in the order of the report.  url: its address, made its own with a fragment
    where several pages share one, such as the steps of a journey.
    """

    number: int
    url: str
    title: str
    views: tuple[ViewResult, ...]
    holds: Mapping[str, int]

    @property
    def name(self) -> str:
        """What a person calls it: its title, else its address."""
        return self.title or self.url

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for view in self.views for finding in view.findings)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is said of one criterion on one page, and what it rests on.

    why: a sentence.  failures: what breaks it.  open: what was seen and a person must judge.
    question: what is left to ask, None when nothing is.  answer: of a person, if that counts.
    """

    criterion: Criterion
    page: Page
    status: Status
    why: str
    failures: tuple[Finding, ...] = ()
    open: tuple[Finding, ...] = ()
    question: Question | None = None
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Conformance:
    """Every criterion of a method on every page of a report."""

    method: Method
    report: Report
    pages: tuple[Page, ...]
    outcomes: tuple[Outcome, ...]
    _at: Mapping[tuple[str, int], Outcome] = field(default_factory=dict, repr=False)

    def at(self, criterion: Criterion, page: Page) -> Outcome:
        return self._at[criterion.number, page.number]

    def row(self, criterion: Criterion) -> list[Outcome]:
        """What is said of a criterion, page by page."""
        return [self.at(criterion, page) for page in self.pages]

    def overall(self, criterion: Criterion) -> Status:
        """The gravest of all pages; NT when there is no page."""
        said = {outcome.status for outcome in self.row(criterion)}
        return next((status for status in GRAVEST if status in said), Status.NT)

    @property
    def totals(self) -> Mapping[Status, int]:
        """How often each status is said over all pages."""
        counted = Counter(outcome.status for outcome in self.outcomes)
        return {status: counted[status] for status in Status}

    @property
    def overall_totals(self) -> Mapping[Status, int]:
        """How many criteria have each status over all pages together."""
        counted = Counter(self.overall(criterion) for criterion in self.method.criteria)
        return {status: counted[status] for status in Status}


def pages_of(report: Report) -> tuple[Page, ...]:
    """The pages of a report, each with all its views, in the report's order."""
    found: dict[tuple[str, str], list[ViewResult]] = {}
    for view in report.views:
        found.setdefault((view.url, view.page), []).append(view)
    shared = Counter(url for url, _ in found)
    return tuple(
        Page(
            number,
            url if shared[url] == 1 else f"{url}#{quote(name)}",
            next((view.title for view in views if view.title), ""),
            tuple(views),
            together(view.facts for view in views),
        )
        for number, ((url, name), views) in enumerate(found.items(), 1)
    )


def conformance(
    report: Report, method: Method, answers: Iterable[Answer] | None = None
) -> Conformance:
    """Judges every criterion of the method on every page of the report.

    answers: of people; those of the report itself unless others are given.
    """
    pages = pages_of(report)
    given = by_question(report.answers if answers is None else answers)
    signed = set(report.judgement.signed)
    outcomes: list[Outcome] = []
    for page in pages:
        due = [finding for finding in page.findings if finding not in signed]
        placed = [(finding, place(finding, method, report.tags)) for finding in due]
        alone = len(pages) == 1 and bool(page.holds) and not page.holds.get("site_links")
        judge = _Judge(method, page, placed, given, alone)
        outcomes += [judge.outcome(criterion) for criterion in method.criteria]
    at = {(one.criterion.number, one.page.number): one for one in outcomes}
    return Conformance(method, report, pages, tuple(outcomes), at)


@dataclass(frozen=True, slots=True)
class _Judge:
    """Judges one page. alone: it is the only page there is."""

    method: Method
    page: Page
    placed: Sequence[tuple[Finding, Placed]]
    given: Mapping[Question, Answer]
    alone: bool

    def outcome(self, criterion: Criterion) -> Outcome:
        """Failures first, then a person's word, then what a machine can be sure of."""
        failures, open_, perhaps = self._found(criterion)
        question = asked(*criterion.asked, "" if criterion.site else self.page.url)
        answer = self._answer(criterion, question)
        if failures:
            why = f"{len(failures)} {'failure' if len(failures) == 1 else 'failures'} found."
            return Outcome(criterion, self.page, Status.NC, why, failures, (*open_, *perhaps))
        if answer is not None:
            said = f"{answer.words} ".lstrip() + f"({answer.by}, {answer.on.isoformat()})"
            status = Status(answer.verdict)
            return Outcome(criterion, self.page, status, said, answer=answer)
        if not open_ and (absent := self._absent(criterion)):
            return Outcome(criterion, self.page, Status.NA, absent)
        if not open_ and not perhaps:
            sure = decided(criterion.asked, self.page.holds, self.page.views)
            if sure is not None:
                return Outcome(criterion, self.page, *sure)
        why = criterion.question()
        return Outcome(criterion, self.page, Status.NT, why, (), (*open_, *perhaps), question)

    def _answer(self, criterion: Criterion, question: Question) -> Answer | None:
        """What a person said of it here, or of the site as a whole, or of its twin elsewhere."""
        for one in (criterion.asked, *criterion.same):
            for page in (question[1], ""):
                if answer := self.given.get(asked(*one, page)):
                    return answer
        return None

    def _found(self, criterion: Criterion) -> tuple[tuple[Finding, ...], ...]:
        """What breaks it, what a person must judge, and what may belong here or elsewhere."""
        failures: list[Finding] = []
        open_: list[Finding] = []
        perhaps: list[Finding] = []
        for finding, where in self.placed:
            if criterion.number in where.certain:
                (failures if finding.verdict is Verdict.FAIL else open_).append(finding)
            elif criterion.number in where.perhaps:
                perhaps.append(finding)
        return tuple(failures), tuple(open_), tuple(perhaps)

    def _absent(self, criterion: Criterion) -> str:
        """Why the criterion cannot apply, "" when it may."""
        holds = self.page.holds
        if criterion.never:
            return criterion.never
        if self.alone and criterion.asked in SETS_OF_PAGES:
            return "The site has one page only."
        if not holds or not criterion.needs:
            return ""
        if any(holds.get(name, 1) for name in criterion.needs):
            return ""
        return f"The page holds none of: {', '.join(n.replace('_', ' ') for n in criterion.needs)}."
