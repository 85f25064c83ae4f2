"""The conformance report as OpenACR (GSA, schema 0.1.0, catalogue of VPAT 2.5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from a11y.reports import acr
from a11y.reports.dossier import TOOL, Dossier, tool_version

CATALOGUE = "2.5-edition-wcag-2.2-508-eu-en"
# Chapters of the catalogue that are not about web pages, or that only people can judge as a whole.
LEFT_OUT = {
    "success_criteria_level_aaa": "Level AAA is not part of this evaluation.",
    "functional_performance_criteria": "Not evaluated: judged by people as a whole.",
    "hardware": "The product is no hardware.",
    "software": "The product is a web site; see the tables of success criteria.",
    "support_documentation_and_services": "See the chapter of EN 301 549 on documentation.",
    "en_301_549_functional_performance": "Not evaluated: judged by people as a whole.",
    "en_301_549_hardware": "The product is no hardware.",
    "en_301_549_web": "By reference to the tables of success criteria.",
}
# First number of a clause -> chapter of the catalogue.
CHAPTERS = {
    "5": "en_301_549_generic_requirements",
    "6": "en_301_549_ict_with_two-way_voice",
    "7": "en_301_549_ict_with_video",
    "10": "en_301_549_non-web-documents",
    "11": "en_301_549_software",
    "12": "en_301_549_documentation_and_support_services",
    "13": "en_301_549_ict_providing_relay_or_emergency_service_access",
}
OTHER_COMPONENTS = ("electronic-docs", "software", "authoring-tool")


def openacr(dossier: Dossier) -> str:
    """The report as YAML. What nobody has judged yet is “not-evaluated”, never “supports”."""
    about, on = dossier.about, dossier.report.on.isoformat()
    company = about.operator.name
    whole = {
        "title": f"{company} Accessibility Conformance Report",
        "product": {
            "name": about.product.name,
            "version": about.product.version or on,
            "description": about.product.description,
        },
        "author": _contact(about.auditor.name, about.auditor.organisation, about.auditor.email, ""),
        "vendor": _contact(
            "", company, about.operator.email or about.auditor.email, about.operator.website
        ),
        "report_date": on,
        "last_modified_date": on,
        "version": 1,
        "notes": acr.draft(dossier),
        "evaluation_methods_used": f"{TOOL} {tool_version()} with {acr.engines(dossier)}, "
        "and answers of people where a machine cannot tell.",
        "license": "CC0-1.0",
        "catalog": CATALOGUE,
        "chapters": _chapters(dossier),
    }
    return yaml.safe_dump(whole, sort_keys=False, allow_unicode=True, width=100)


def _contact(name: str, company: str, email: str, website: str) -> dict[str, str]:
    given = {"name": name, "company_name": company, "email": email, "website": website}
    return {key: value for key, value in given.items() if value}


def _chapters(dossier: Dossier) -> Mapping[str, Any]:
    chapters: dict[str, Any] = {"success_criteria_level_a": {}, "success_criteria_level_aa": {}}
    for row in acr.criteria(dossier):
        chapter = chapters[f"success_criteria_level_{row.level.lower()}"]
        others = [_component(name, acr.NOT_APPLICABLE, "") for name in OTHER_COMPONENTS]
        web = _component("web", row.adherence, row.remarks)
        chapter.setdefault("criteria", []).append({"num": row.number, "components": [web, *others]})
    for row in acr.clauses(dossier):
        if "." in row.number and (name := CHAPTERS.get(row.number.split(".")[0])):
            component = _component("none", row.adherence, row.remarks)
            criteria = chapters.setdefault(name, {}).setdefault("criteria", [])
            criteria.append({"num": row.number, "components": [component]})
    chapters |= {name: {"disabled": True, "notes": why} for name, why in LEFT_OUT.items()}
    return chapters


def _component(name: str, level: str, notes: str) -> dict[str, Any]:
    adherence = {"level": level, "notes": notes} if notes else {"level": level}
    return {"name": name, "adherence": adherence}
