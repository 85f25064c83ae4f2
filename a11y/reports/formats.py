"""All forms in which results are written: name, caption, file ending, writer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from a11y.reports.as_html import dossier_html
from a11y.reports.as_json import dossier_json
from a11y.reports.csv_table import findings_csv
from a11y.reports.dossier import Dossier
from a11y.reports.earl import earl
from a11y.reports.grid import grid_csv, grid_html, grid_json
from a11y.reports.junit import junit
from a11y.reports.openacr import openacr
from a11y.reports.sarif import sarif
from a11y.reports.sip import sip, sip_simple
from a11y.reports.vpat import vpat_html, vpat_markdown
from a11y.reports.wcag_em import wcag_em


@dataclass(frozen=True, slots=True)
class Format:
    """One form. caption: what it is, for people.  ending: of the file, with its dot."""

    name: str
    caption: str
    ending: str
    write: Callable[[Dossier], str]


GRIDS = {
    "wcag": ("wcag22", "WCAG 2.2, 55 criteria"),
    "en301549": ("en301549", "EN 301 549 V3.2.1, clause by clause"),
    "raweb": ("raweb1", "RAWeb 1, 136 criteria"),
    "rgaa": ("rgaa412", "RGAA 4.1.2, 106 criteria"),
    "simple": ("simple1", "Luxembourg’s simplified list, 53 criteria"),
}
GRID_KINDS = {"csv": grid_csv, "json": grid_json, "html": grid_html}


def _grids() -> Iterator[Format]:
    for name, (method, caption) in GRIDS.items():
        for kind, write in GRID_KINDS.items():
            yield Format(
                f"{name}-{kind}",
                f"{caption}, as {kind.upper()}",
                f".{name}.{kind}",
                partial(write, method=method),
            )


FORMATS: tuple[Format, ...] = (
    Format("html", "Everything, for people", ".html", dossier_html),
    Format("json", "Everything, for machines", ".json", dossier_json),
    Format("csv", "Every finding as a row", ".csv", findings_csv),
    Format("earl", "EARL 1.0 as JSON-LD", ".earl.jsonld", earl),
    Format("wcag-em", "Opens in the W3C’s WCAG-EM Report Tool", ".wcag-em.json", wcag_em),
    Format("openacr", "OpenACR as YAML", ".openacr.yaml", openacr),
    Format("vpat-html", "Tables of VPAT 2.5 as HTML", ".vpat.html", vpat_html),
    Format("vpat-md", "Tables of VPAT 2.5 as Markdown", ".vpat.md", vpat_markdown),
    Format("sip", "Audit file of Luxembourg’s observatory, RAWeb 1", ".sip.json", sip),
    Format(
        "sip-simple",
        "Audit file of Luxembourg’s observatory, simplified",
        ".sip-simple.json",
        sip_simple,
    ),
    *_grids(),
    Format("sarif", "SARIF 2.1.0, for code review", ".sarif", sarif),
    Format("junit", "JUnit XML, for build systems", ".junit.xml", junit),
)
BY_NAME = {one.name: one for one in FORMATS}
