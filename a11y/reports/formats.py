"""All forms in which results are written: name, caption, file ending, writer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from a11y.reports.csv_table import findings_csv
from a11y.reports.dossier import Dossier
from a11y.reports.earl import earl
from a11y.reports.sip import sip, sip_simple


@dataclass(frozen=True, slots=True)
class Format:
    """One form. caption: what it is, for people.  ending: of the file, with its dot."""

    name: str
    caption: str
    ending: str
    write: Callable[[Dossier], str]


FORMATS: tuple[Format, ...] = (
    Format("csv", "Every finding as a row", ".csv", findings_csv),
    Format("earl", "EARL 1.0 as JSON-LD", ".earl.jsonld", earl),
    Format("sip", "Audit file of Luxembourg’s observatory, RAWeb 1", ".sip.json", sip),
    Format(
        "sip-simple",
        "Audit file of Luxembourg’s observatory, simplified",
        ".sip-simple.json",
        sip_simple,
    ),
)
BY_NAME = {one.name: one for one in FORMATS}
