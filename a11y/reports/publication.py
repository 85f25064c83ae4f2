"""The evidence of a release as a static site: results, transcripts, pictures and a licence."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from a11y.rates import told
from a11y.report import Report
from a11y.reports.document import document, listed
from a11y.reports.dossier import Dossier, tool_version
from a11y.reports.formats import FORMATS

INDEX, RESULTS = "index.html", "results"
# What each kind of record is, for people: ending of the file -> what it holds.
RECORDS = {
    "transcript": "What a real screen reader says, key by key",
    "spoken": "What a computed screen reader says of each state",
    "tree": "What the browser tells every screen reader of each state",
}
LICENCE = (
    "The data here (results, transcripts, trees, tables and pictures of our own pages) may be "
    "used by everybody for everything, without asking and without naming us: "
    '<a href="https://creativecommons.org/publicdomain/zero/1.0/">CC0 1.0</a>. '
    "Names and numbers of criteria are facts of their authors, who are named where they appear."
)


class IncompleteError(Exception):
    """Something may not be claimed, because not everything was looked at; the message says so."""


@dataclass(frozen=True, slots=True)
class Material:
    """What is published beside the results. None and () for what there is not.

    records: folder with transcripts, spoken pages and trees.  gallery: folder of pictures.
    others: further files, such as the implementation report and the statement, with a caption.
    """

    records: Path | None = None
    gallery: Path | None = None
    others: tuple[tuple[Path, str], ...] = ()


def publish(dossier: Dossier, material: Material, folder: Path) -> Path:
    """Writes the site anew and gives its first page. What lay in the folder's way is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = [
        _summary(dossier.report),
        _section("Results", _results(dossier, folder)),
        _section("What is said", _records(material.records, folder)),
        _section("Pictures", _gallery(material.gallery, folder)),
        _section("Further files", _others(material.others, folder)),
        f'<h2>Licence</h2><p class="licence">{LICENCE}</p>',
    ]
    index = folder / INDEX
    title = "Evidence of accessibility"
    index.write_text(document(title, "\n".join(filter(None, parts))), encoding="utf-8")
    return index


def _summary(report: Report) -> str:
    judged = report.judgement
    engines = ", ".join(f"{name} {version}" for name, version in sorted(report.engines.items()))
    facts = [
        f"Looked at on {report.on.isoformat()}, with version {tool_version()} of the suite",
        f"{len({view.page for view in report.views})} states of pages in "
        f"{len({view.language for view in report.views})} languages: {len(report.views)} looks",
        f"{len(judged.blocking)} failures, {len(judged.waived)} waived, "
        f"{len(judged.open)} left for a person, {len(report.unfinished)} not looked at",
        f"Engines: {engines}",
    ]
    return (
        listed(map(escape, facts))
        + f"<h2>How far this can be trusted</h2>{listed(map(escape, told()))}"
    )


def _section(heading: str, items: Iterable[str]) -> str:
    found = list(items)
    return f"<h2>{escape(heading)}</h2>{listed(found)}" if found else ""


def _link(target: str, words: str) -> str:
    return f'<a href="{escape(target)}">{escape(words)}</a>'


def _results(dossier: Dossier, folder: Path) -> Iterator[str]:
    for form in FORMATS:
        name = f"{RESULTS}{form.ending}"
        (folder / name).write_text(form.write(dossier), encoding="utf-8")
        yield _link(name, form.caption)


def _records(records: Path | None, folder: Path) -> Iterator[str]:
    """A page for each flow and kind of record."""
    if records is None:
        return
    for kind, caption in RECORDS.items():
        by_flow: dict[str, list[Path]] = {}
        for file in sorted(records.rglob(f"*.{kind}")):
            by_flow.setdefault(file.relative_to(records).parts[0], []).append(file)
        for flow, files in by_flow.items():
            name = f"{flow}.{kind}.html"
            title = f"{caption}: {flow}"
            (folder / name).write_text(_record_page(title, files, records), encoding="utf-8")
            yield _link(name, title)


def _record_page(title: str, files: Sequence[Path], records: Path) -> str:
    parts = []
    for file in files:
        text = escape(file.read_text(encoding="utf-8"))
        name = escape(file.relative_to(records).as_posix())
        parts.append(f'<h2>{name}</h2><pre class="record">{text}</pre>')
    return document(title, "\n".join(parts))


def _gallery(gallery: Path | None, folder: Path) -> Iterator[str]:
    if gallery is None or not (gallery / INDEX).is_file():
        return
    target = folder / "gallery"
    if gallery.resolve() != target.resolve():
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(gallery, target)
    yield _link(f"gallery/{INDEX}", "Every state of every page as a picture")


def _others(others: Iterable[tuple[Path, str]], folder: Path) -> Iterator[str]:
    for file, caption in others:
        target = folder / file.name
        if file.resolve() != target.resolve():
            shutil.copyfile(file, target)
        yield _link(file.name, caption)


def audited(report: Report) -> str:
    """The figures of a complete audit of our own pages, as the statement of the product takes them.

    Raises IncompleteError for an audit of a part: nothing is claimed from it.
    """
    if not report.complete or report.unfinished:
        raise IncompleteError(
            "Only a complete audit of all pages may stand in the statement. Finish it with: "
            "a11y audit --resume"
        )
    judged = report.judgement
    states = {view.page for view in report.views}
    tools = ", ".join(f"{name} {version}" for name, version in sorted(report.engines.items()))
    questions = {(f.rule, f.page.rsplit("/", 2)[0]) for f in judged.open}
    lines = [
        "# The last audit of all pages, for the statement. Written by `make evidence`.",
        "[audit]",
        f"on = {report.on.isoformat()}",
        f"pages = {len({state.rsplit('/', 1)[0] for state in states})}",
        f"states = {len(states)}",
        f"languages = {len({view.language for view in report.views})}",
        f"views = {len(report.views)}",
        f"failures = {len(judged.blocking) + len(judged.waived)}",
        f"questions = {len(questions)}",
        f'tools = "{tools}"',
    ]
    return "\n".join(lines) + "\n"
