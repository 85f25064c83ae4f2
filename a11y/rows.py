"""Turns findings, views and what was asked for into rows of the store, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from a11y.baseline import Known
from a11y.conditions import BY_NAME
from a11y.judging import Bar
from a11y.report import ViewResult
from a11y.targets import Visit
from a11y.verdict import Answer, Aside, Evidence, Finding, Ledger, Signed, Verdict, Waiver

Row = Mapping[str, Any]


def text(value: Any) -> str:
    """A value as JSON; dates as ISO 8601."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def view_row(run: int, view: ViewResult) -> Row:
    """A view as a row; its findings have rows of their own."""
    return {
        "run": run,
        "id": view.id,
        "url": view.url,
        "page": view.page,
        "language": view.language,
        "condition": view.condition,
        "purpose": view.purpose,
        "title": view.title,
        "status": view.status,
        "seen_at": view.seen_at.isoformat() if view.seen_at else None,
        "duration_s": view.duration_s,
        "passed": text(view.passed),
        "facts": text(view.facts),
        "notes": text(view.notes),
        "aside": text([asdict(one) for one in view.aside]),
    }


def view(row: Row, findings: Iterable[Finding]) -> ViewResult:
    """A row as the view that it was."""
    return ViewResult(
        id=row["id"],
        url=row["url"],
        findings=tuple(findings),
        passed=_tuple(row["passed"]),
        duration_s=row["duration_s"],
        title=row["title"],
        facts=json.loads(row["facts"]),
        page=row["page"],
        language=row["language"],
        condition=row["condition"],
        purpose=row["purpose"],
        status=row["status"],
        seen_at=moment(row["seen_at"]),
        notes=_tuple(row["notes"]),
        aside=tuple(Aside(**one) for one in json.loads(row["aside"])),
    )


def finding_row(run: int, number: int, view_id: str, finding: Finding) -> Row:
    """A finding as a row. number: its place among those of the view."""
    return {
        "run": run,
        "view": view_id,
        "number": number,
        "page": finding.page,
        "rule": finding.rule,
        "verdict": finding.verdict.value,
        "element": finding.element,
        "words": finding.words,
        "criteria": text(finding.criteria),
        "also": text(finding.also),
        "measured": text(finding.evidence.measured),
        "keys": text(finding.evidence.keys),
        "picture": finding.evidence.picture,
        "gates": finding.gates,
    }


def finding(row: Row) -> Finding:
    """A row as the finding that it was, with its picture."""
    measured = tuple((name, value) for name, value in json.loads(row["measured"]))
    return Finding(
        row["page"],
        row["rule"],
        Verdict(row["verdict"]),
        row["element"],
        row["words"],
        _tuple(row["criteria"]),
        _tuple(row["also"]),
        Evidence(measured, _tuple(row["keys"]), row["picture"]),
        bool(row["gates"]),
    )


def visit_text(visit: Visit) -> str:
    """One page that is to be looked at, as JSON."""
    conditions = [condition.name for condition in visit.conditions]
    return text({**asdict(visit), "conditions": conditions})


def visit(written: str) -> Visit:
    given = json.loads(written)
    conditions = tuple(BY_NAME[name] for name in given["conditions"])
    return Visit(**{**given, "conditions": conditions})


def ledger_text(ledger: Ledger) -> str:
    return text(asdict(ledger))


def ledger(written: str) -> Ledger:
    given = json.loads(written)
    return Ledger(
        tuple(Waiver(**_dated(one, "last_day")) for one in given["waivers"]),
        tuple(Signed(**_dated(one, "on")) for one in given["signed"]),
    )


def bar_text(bar: Bar) -> str:
    return text({"verdicts": sorted(v.value for v in bar.verdicts), "tags": bar.tags})


def bar(written: str) -> Bar:
    given = json.loads(written)
    return Bar(frozenset(map(Verdict, given["verdicts"])), tuple(given["tags"]))


def known_row(run: int, known: Known) -> Row:
    return {"run": run, **asdict(known), "last_day": known.last_day.isoformat()}


def known(row: Row) -> Known:
    return Known(**_dated({n: v for n, v in row.items() if n != "run"}, "last_day"))


def answer_row(answer: Answer) -> Row:
    given = {name: value for name, value in asdict(answer).items() if name != "on"}
    return {**given, "day": answer.on.isoformat()}


def answer(row: Row) -> Answer:
    given = {name: value for name, value in row.items() if name not in {"id", "day"}}
    return Answer(**given, on=date.fromisoformat(row["day"]))


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be kept: facts are JSON values.")


def _tuple(written: str) -> tuple[str, ...]:
    return tuple(json.loads(written))


def _dated(given: Row, name: str) -> dict[str, Any]:
    return {**given, name: date.fromisoformat(given[name])}
