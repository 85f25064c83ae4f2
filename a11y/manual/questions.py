"""The list of questions that a run leaves to people, and what their answers settle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from glob import escape

from a11y.answers import Question, Status, by_question, question
from a11y.conformance import Conformance, Outcome, Page, conformance, pages_of
from a11y.methods import METHODS, Method
from a11y.report import Report
from a11y.verdict import Answer, Finding, Signed, Verdict

# Family of the questions about a finding that belongs to no criterion of the method.
FINDING = "finding"
LOOK = {
    "en": "A check was not sure here. Is what it points at right for people?",
    "fr": "Un test n’était pas sûr ici. Ce qu’il montre convient-il aux personnes ?",
}


@dataclass(frozen=True, slots=True)
class Ask:
    """One question. number: of the criterion, or id of the rule.  captions: language -> its name.

    words: language -> the question.
    page: None when it is asked of the whole site.  instances: what was seen and must be judged.
    """

    id: Question
    number: str
    captions: Mapping[str, str]
    words: Mapping[str, str]
    page: Page | None
    instances: tuple[Finding, ...]

    def heading(self, language: str) -> str:
        """The criterion as people cite it; its number alone where it has no name of ours."""
        return f"{self.number} {self.captions.get(language, '')}".rstrip()

    def asked(self, language: str) -> str:
        return self.words.get(language, self.words["en"])


def questions(report: Report, method: str = "wcag22") -> tuple[Ask, ...]:
    """Everything that is left to people, criterion by criterion. Raises KeyError for a method."""
    judged = conformance(report, METHODS[method]())
    asks: dict[Question, Ask] = {}
    for criterion in judged.method.criteria:
        for outcome in judged.row(criterion):
            if outcome.question is not None:
                _add(asks, outcome.question, outcome)
    return (*asks.values(), *_loose(report, judged))


def _add(asks: dict[Question, Ask], id_: Question, outcome: Outcome) -> None:
    """A question of the whole site collects what was seen on all its pages."""
    criterion, before = outcome.criterion, asks.get(id_)
    asks[id_] = Ask(
        id_,
        criterion.number,
        criterion.captions,
        criterion.questions,
        None if criterion.site else outcome.page,
        (*(before.instances if before else ()), *outcome.open),
    )


def _loose(report: Report, judged: Conformance) -> Iterable[Ask]:
    """Doubts that stand under no criterion: one question for each rule and page."""
    placed = {finding for outcome in judged.outcomes for finding in outcome.open}
    settled = by_question(report.answers)
    left = set(report.judgement.open) - placed
    for page in judged.pages:
        by_rule: dict[str, list[Finding]] = {}
        for finding in page.findings:
            if finding in left and not set(finding.criteria) & _numbers(judged.method):
                by_rule.setdefault(finding.rule, []).append(finding)
        for rule, found in by_rule.items():
            id_ = question(FINDING, rule, page.url)
            if id_ not in settled:
                yield Ask(id_, rule, {}, LOOK, page, tuple(found))


def _numbers(method: Method) -> set[str]:
    return {number for criterion in method.criteria for number in criterion.wcag}


def with_answers(report: Report) -> Report:
    """The report with the doubts signed that people have settled by their answers."""
    given = by_question(report.answers)
    signed = [
        Signed(
            finding.rule, escape(finding.page), answer.words or "Looked at.", answer.by, answer.on
        )
        for page in pages_of(report)
        for finding in page.findings
        if finding.verdict is Verdict.PERSON
        and (answer := _settled(finding, page, given)) is not None
    ]
    ledger = replace(report.ledger, signed=(*report.ledger.signed, *dict.fromkeys(signed)))
    return replace(report, ledger=ledger)


def _settled(finding: Finding, page: Page, given: Mapping[Question, Answer]) -> Answer | None:
    """The answer that settles a doubt: every criterion of it was found to be met there."""
    about = [question("wcag", number, page.url) for number in finding.criteria]
    about = about or [question(FINDING, finding.rule, page.url)]
    answers = [given.get(one) for one in about]
    if all(a is not None and a.verdict != Status.NC.value for a in answers):
        return answers[0]
    return None
