"""Audits a list of visits, in one browser or in several at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from queue import Empty, SimpleQueue

from a11y.across import compared
from a11y.browser import Browser
from a11y.chromium import BrowserError, is_here
from a11y.engines import EngineError
from a11y.focus_mark import Known
from a11y.inspection import Inspector
from a11y.report import Report, ViewResult
from a11y.targets import Visit
from a11y.verdict import Ledger, Verdict

# One for each core of the smallest machine that has to run the gate.
BROWSERS = 2
Told = Callable[[str], None]


def audit(
    visits: Sequence[Visit],
    base: str,
    *,
    on: date,
    ledger: Ledger,
    browsers: int = BROWSERS,
    complete: bool = False,
    tell: Told = lambda line: None,
) -> Report:
    """Looks at every visit. tell gets a line for each page that is done.

    A page that cannot be looked at becomes a sentence in `unfinished` and the others go on.
    Raises EngineError or BrowserError when the engines themselves cannot start.
    """
    waiting: SimpleQueue[Visit] = SimpleQueue()
    for visit in visits:
        waiting.put(visit)
    marks: Known = {}
    start = partial(_start, is_here(base), marks)
    count = min(browsers, len(visits))
    workers = [_Worker(base, start, waiting, tell) for _ in range(count)]
    with ThreadPoolExecutor(max(count, 1)) as pool:
        for done in [pool.submit(worker.work) for worker in workers]:
            done.result()
    engines = workers[0].engines if workers else {}
    tags = {rule: said for worker in workers for rule, said in worker.tags.items()}
    views = compared(sorted((v for w in workers for v in w.views), key=lambda view: view.id))
    unfinished = tuple(line for worker in workers for line in worker.unfinished)
    return Report(on, base, engines, views, unfinished, complete, ledger, tags=tags)


def _start(alone: bool, marks: Known) -> Inspector:
    browser = Browser(alone=alone)
    try:
        return Inspector(browser, known_marks=marks)
    except EngineError:
        browser.close()
        raise


class _Worker:
    """Takes visits from the queue until it is empty. A browser that fails is replaced."""

    def __init__(
        self, base: str, start: Callable[[], Inspector], waiting: SimpleQueue[Visit], tell: Told
    ) -> None:
        self._base, self._start, self._waiting, self._tell = base, start, waiting, tell
        self.views: list[ViewResult] = []
        self.unfinished: list[str] = []
        self.engines: dict[str, str] = {}
        self.tags: dict[str, tuple[str, ...]] = {}

    def work(self) -> None:
        inspector: Inspector | None = None
        try:
            while True:
                visit = self._waiting.get_nowait()
                inspector = inspector or self._start()
                self.engines = inspector.engines
                if not self._visited(visit, inspector):
                    inspector.browser.close()
                    inspector = None
        except Empty:
            return
        finally:
            if inspector is not None:
                inspector.browser.close()

    def _visited(self, visit: Visit, inspector: Inspector) -> bool:
        sound = True
        try:
            for result in inspector.inspect(visit, self._base):
                self.tags = inspector.tags
                self.views.append(result)
                self._tell(f"{result.id}: {_outcome(result)}")
                faults, inspector.faults = inspector.faults, []
                self.unfinished += faults
                sound = sound and not faults
        except (BrowserError, EngineError) as error:
            line = f"{visit.name}: {error}"
            self.unfinished.append(line)
            self._tell(line)
            return False
        return sound


def _outcome(result: ViewResult) -> str:
    failures = sum(f.verdict is Verdict.FAIL for f in result.findings)
    return f"{failures} failures" if failures else "pass"
