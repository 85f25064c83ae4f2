"""Checks pages from within other people's tests: their browser, their addresses, their journeys."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from a11y.across import compared
from a11y.borrowed import NEEDED_FLAG, Borrowed
from a11y.choice import BARS, OF_OTHERS
from a11y.conditions import BY_NAME, DEFAULT, Condition
from a11y.inspection import Inspector
from a11y.journey import Journey, parse, read
from a11y.judging import Bar
from a11y.report import Report
from a11y.reports.as_html import as_html
from a11y.reports.as_json import as_json
from a11y.run import audit, trips
from a11y.targets import Visit, addresses
from a11y.verdict import Ledger

DEFAULT_ONLY = (DEFAULT.name,)


class BarriersFound(AssertionError):
    """A page has barriers; the message lists them, a line for each."""


class Checker:
    """What the fixture `a11y` is. fail_on: "fail", "person" or "none".  tags: what may block.

    engines: names of those that are wanted, None for all that are here.
    Each check returns its report; all of them are kept for one report at the end.
    """

    def __init__(
        self,
        fail_on: str = "fail",
        tags: Sequence[str] = OF_OTHERS,
        engines: Collection[str] | None = None,
    ) -> None:
        self.flag = NEEDED_FLAG
        self._engines = engines
        self._bar = Bar(BARS[fail_on], tuple(tags))
        self._reports: list[Report] = []

    def check(
        self,
        driver: Any,
        name: str = "",
        *,
        conditions: Iterable[str] = DEFAULT_ONLY,
        tags: Collection[str] | None = None,
    ) -> Report:
        """Looks at the page that is open in a selenium driver of Chrome or Chromium.

        The page is not loaded anew: rules that would need that are left out. It is given back in
        its size, and later pages are not touched. name: of the page, in reports; else its address.
        Raises BarriersFound when something blocks, and BrowserError when the browser was started
        without the flag that this object names as `flag`.
        """
        began_at = datetime.now(UTC)
        with closing(Borrowed(driver)) as browser:
            inspector = Inspector(browser, engines=self._engines)
            address = browser.arrival.address
            visit = Visit(name or address, "", "", _conditions(conditions), url=address, own=False)
            views = tuple(inspector.look_where_it_stands(visit))
        report = Report(
            began_at.date(),
            address,
            inspector.engines,
            views,
            unfinished=tuple(inspector.faults),
            started_at=began_at,
            ended_at=datetime.now(UTC),
            bar=self._bar if tags is None else replace(self._bar, tags=tuple(tags)),
            tags=inspector.tags,
        )
        return self._judged(report)

    def check_pages(self, *urls: str, conditions: Iterable[str] = DEFAULT_ONLY) -> Report:
        """Looks at these addresses with a browser of its own. Raises BarriersFound."""
        visits = addresses(urls, (), _conditions(conditions))
        now = datetime.now(UTC).date()
        report = audit(
            visits,
            "",
            on=now,
            ledger=Ledger(),
            bar=self._bar,
            browsers=1,
            engines=self._engines,
        )
        return self._judged(report)

    def check_journey(
        self,
        steps: Path | str | Journey,
        *,
        base: str = "",
        conditions: Iterable[str] = DEFAULT_ONLY,
    ) -> Report:
        """Walks a journey with a browser of its own, and looks at its stops.

        steps: a file, or the lines themselves.  base: what addresses without a host are below.
        Raises BarriersFound, and JourneyError for lines that are no steps.
        """
        if isinstance(steps, Path):
            steps = read(steps)
        journey = steps if isinstance(steps, Journey) else parse(steps)
        report = audit(
            (),
            base,
            on=datetime.now(UTC).date(),
            ledger=Ledger(),
            trips=trips([journey], (), _conditions(conditions)),
            bar=self._bar,
            browsers=1,
            engines=self._engines,
        )
        return self._judged(report)

    def report(self) -> Report | None:
        """All checks so far as one report; None when there was none."""
        if not self._reports:
            return None
        views = {view.id: view for report in self._reports for view in report.views}
        return replace(
            self._reports[0],
            views=compared(tuple(views.values())),
            unfinished=tuple(line for report in self._reports for line in report.unfinished),
            ended_at=self._reports[-1].ended_at,
            engines={n: v for report in self._reports for n, v in report.engines.items()},
            tags={n: t for report in self._reports for n, t in report.tags.items()},
        )

    def write(self, path: Path) -> None:
        """Writes the report of all checks, as JSON or HTML by the ending of the name."""
        report = self.report()
        if report is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            text = as_json if path.suffix == ".json" else as_html
            path.write_text(text(report), encoding="utf-8")

    def _judged(self, report: Report) -> Report:
        self._reports.append(report)
        if report.judgement.blocks or report.unfinished:
            raise BarriersFound("\n".join(report.lines()))
        return report


def _conditions(names: Iterable[str]) -> tuple[Condition, ...]:
    return tuple(BY_NAME[name] for name in names)
