"""The lists of criteria that audit methods use: numbers, levels and references, as data.

Sources of the facts: WCAG 2.2 (W3C Recommendation); RAWeb 1 (Luxembourg, Service information et
presse; its numbers, references and levels); RGAA 4.1.2 (France, DINUM; the 106 criteria that
RAWeb 1 has under the same numbers); the simplified list of 53 criteria of the Luxembourg
monitoring; EN 301 549 V3.2.1 (ETSI, CEN, CENELEC). Captions and questions are our own words; the
official text is at the address of each method.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from a11y import wcag

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of a method.

    wcag, en: success criteria and clauses of EN 301 549 that the method refers to.
    site: asked of the whole site, not of each page.
    needs: what a page must hold (a11y.facts) for it to apply, any of these; () for always.
    captions, questions: language -> our own words.
    asked: list and number under which people answer it; lists that share numbers share answers.
    same: others whose answer counts here too.  never: why it cannot apply to a web page at all.
    """

    number: str
    level: str
    wcag: tuple[str, ...]
    en: tuple[str, ...]
    site: bool
    needs: tuple[str, ...]
    captions: Mapping[str, str]
    questions: Mapping[str, str]
    asked: tuple[str, str]
    same: tuple[tuple[str, str], ...] = ()
    never: str = ""

    def caption(self, language: str = "en") -> str:
        return self.captions.get(language, self.captions["en"])

    def question(self, language: str = "en") -> str:
        return self.questions.get(language, self.questions["en"])


@dataclass(frozen=True, slots=True)
class Method:
    """A list of criteria. name, version: as its publisher writes them.  source: an address."""

    id: str
    name: str
    version: str
    source: str
    criteria: tuple[Criterion, ...]

    def criterion(self, number: str) -> Criterion:
        """Raises KeyError when the method has no criterion of this number."""
        for criterion in self.criteria:
            if criterion.number == number:
                return criterion
        raise KeyError(number)


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# Criteria that WCAG 2.2 adds, and that EN 301 549 V3.2.1 therefore does not know.
NEW_IN_22 = frozenset({"2.4.11", "2.5.7", "2.5.8", "3.2.6", "3.3.7", "3.3.8"})


@cache
def wcag22() -> Method:
    """All criteria of levels A and AA."""
    criteria = tuple(
        Criterion(
            number=row["number"],
            level=wcag.CRITERIA[row["number"]][0],
            wcag=(row["number"],),
            en=() if row["number"] in NEW_IN_22 else (f"9.{row['number']}",),
            site=row["scope"] == "site",
            needs=tuple(row["needs"].split()),
            captions={"en": wcag.CRITERIA[row["number"]][1]},
            questions={"en": row["question_en"], "fr": row["question_fr"]},
            asked=("wcag", row["number"]),
        )
        for row in _rows("wcag22")
    )
    return Method("wcag22", "WCAG", "2.2", "https://www.w3.org/TR/WCAG22/", criteria)


@cache
def barriers() -> Mapping[str, Mapping[str, str]]:
    """Success criterion -> language -> what it means for people when it is not met."""
    languages = ("en", "fr", "de", "lb")
    return {row["number"]: {c: row[f"barrier_{c}"] for c in languages} for row in _rows("wcag22")}


RAWEB_SOURCE = "https://accessibilite.public.lu/fr/raweb1/"
RGAA_SOURCE = "https://accessibilite.numerique.gouv.fr/methode/criteres-et-tests/"
SIMPLE_SOURCE = "https://accessibilite.public.lu/fr/support/controle-simplifie.html"
ASKED = {"en": "Is this so: {}?", "fr": "Est-ce le cas : {} ?"}


@cache
def raweb1() -> Method:
    """The 136 criteria of Luxembourg's method."""
    return Method("raweb1", "RAWeb", "1", RAWEB_SOURCE, _raweb("raweb"))


@cache
def rgaa412() -> Method:
    """The 106 criteria of the French method."""
    return Method("rgaa412", "RGAA", "4.1.2", RGAA_SOURCE, _raweb("rgaa"))


@cache
def simple1() -> Method:
    """The 53 criteria of Luxembourg's simplified monitoring."""
    return Method("simple1", "RAWeb", "1", SIMPLE_SOURCE, _raweb("simple"))


def _raweb(of: str) -> tuple[Criterion, ...]:
    criteria = []
    for row in _rows("raweb1"):
        if of in row["lists"].split():
            captions = {"en": row["caption_en"], "fr": row["caption_fr"]}
            criteria.append(
                Criterion(
                    number=row["number"],
                    level=row["level"],
                    wcag=tuple(row["wcag"].split()),
                    en=tuple(row["en"].split()),
                    site=row["scope"] == "site",
                    needs=tuple(row["needs"].split()),
                    captions=captions,
                    questions={c: ASKED[c].format(words) for c, words in captions.items()},
                    asked=("raweb", row["number"]),
                )
            )
    return tuple(criteria)


# Why a clause can never apply to a page that is seen in a browser.
NEVER = {
    "closed": "A web page is open to the assistive technology of the person.",
    "hardware": "A web page has no parts of its own to hold or press.",
    "software": "This is about software that is no web page; chapter 9 is about those.",
    "service": "This is about relay and emergency services.",
}
OUTDATED = "WCAG 2.2 has removed it, and the W3C counts it as met by every HTML page."
EN_SOURCE = "https://www.etsi.org/deliver/etsi_en/301500_301599/301549/03.02.01_60/"
EN_VERSIONS = ("3.2.1",)


@cache
def en301549(version: str = EN_VERSIONS[-1]) -> Method:
    """The clauses of EN 301 549 that a web site meets or not. Raises KeyError for a version."""
    if version not in EN_VERSIONS:
        raise KeyError(version)
    web = [replace(c, number=c.en[0]) for c in wcag22().criteria if c.en]
    parsing = _clause("9.4.1.1", "", "Parsing", {})
    alone = {c.en[0]: c.asked for c in raweb1().criteria if len(c.en) == 1}
    others = [
        _clause(row["clause"], row["needs"], row["caption_en"], alone) for row in _rows("en301549")
    ]
    clauses = sorted((*web, replace(parsing, never=OUTDATED), *others), key=_place)
    return Method("en301549", "EN 301 549", f"V{version}", EN_SOURCE, tuple(clauses))


def _clause(
    number: str,
    needs: str,
    caption: str,
    alone: Mapping[str, tuple[str, str]],
) -> Criterion:
    never = NEVER.get(needs, "")
    held = () if never or needs in ("ask", "site", "whole") else tuple(needs.split())
    return Criterion(
        number=number,
        level="",
        wcag=(),
        en=(number,),
        site=needs in ("site", "whole"),
        needs=held,
        captions={"en": caption},
        questions={"en": ASKED["en"].format(caption)},
        asked=("en", number),
        same=(alone[number],) if number in alone else (),
        never=never,
    )


def _place(criterion: Criterion) -> tuple[int, ...]:
    return tuple(map(int, criterion.number.split(".")))


METHODS: Mapping[str, Callable[[], Method]] = {
    "wcag22": wcag22,
    "raweb1": raweb1,
    "rgaa412": rgaa412,
    "simple1": simple1,
    "en301549": en301549,
}
