"""The statement as an accessible page in one language, and as data that machines read."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from a11y.about import Exempt
from a11y.reports.document import document, listed
from a11y.statement.derived import MODEL, STANDARD, Barrier, Statement

WORDS_FILE = Path(__file__).parent / "words.toml"
MOST_NAMES = 5
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "lb": "Januar Februar Mäerz Abrëll Mee Juni Juli August September Oktober November Dezember",
}


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """Language -> name of a sentence -> the sentence."""
    return tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))


LANGUAGES = ("en", "fr", "de", "lb")


def as_page(statement: Statement, language: str) -> str:
    """All parts of the model in their order. Raises KeyError for a language."""
    writer = _Writer(statement, language)
    return document(words()[language]["title"], "\n".join(writer.parts()), language=language)


def day(on: date, language: str) -> str:
    """A date as people write it."""
    point = "." if language in ("de", "lb") else ""
    return f"{on.day}{point} {MONTHS[language].split()[on.month - 1]} {on.year}"


class _Writer:
    def __init__(self, statement: Statement, language: str) -> None:
        self._facts, self._language = statement, language
        self._words = words()[language]

    def _say(self, name: str, **given: object) -> str:
        """A sentence with what is given in it, as HTML."""
        return self._words[name].format(**{key: escape(str(v)) for key, v in given.items()})

    def _p(self, name: str, **given: object) -> str:
        return f"<p>{self._say(name, **given)}</p>"

    def _h2(self, name: str) -> str:
        return f"<h2>{self._say(name)}</h2>"

    def parts(self) -> Iterator[str]:
        """Section 1 of the model's annex, then what it leaves to choice."""
        about = self._facts.about
        product, website = about.product.name, about.product.website
        law = about.law.get(self._language) or self._words["law"]
        yield self._p("commitment", operator=about.operator.name, product=product, law=law)
        yield self._p("scope", product=product, website=website or product)
        yield self._h2("status")
        yield self._p(self._facts.status, product=product, standard=STANDARD)
        yield self._h2("content")
        yield from self._content()
        yield self._h2("preparation")
        yield from self._preparation()
        yield self._h2("feedback")
        yield from self._feedback()
        yield self._h2("enforcement")
        yield from self._enforcement()
        yield from self._more()

    def _content(self) -> Iterator[str]:
        yield f"<h3>{self._say('failures')}</h3>"
        if self._facts.barriers:
            yield listed(self._barrier(one) for one in self._facts.barriers)
        else:
            yield self._p("no_failures")
        if self._facts.unchecked:
            yield self._p("unchecked", count=self._facts.unchecked)
        for why, heading, nothing in (
            ("burden", "burden", "no_burden"),
            ("scope", "out", "no_out"),
        ):
            yield f"<h3>{self._say(heading)}</h3>"
            excused = [self._excused(one) for one in self._facts.exempt(why)]
            yield listed(excused) if excused else self._p(nothing)

    def _barrier(self, barrier: Barrier) -> str:
        names = ", ".join(barrier.pages[:MOST_NAMES]) + (
            " …" if len(barrier.pages) > MOST_NAMES else ""
        )
        told = barrier.words.get(self._language)
        english = f'<span lang="en">{escape(barrier.words["en"])}</span>'
        sources = [self._say("wcag", number=barrier.criterion)] if barrier.criterion else []
        sources += [self._say("clause", number=clause) for clause in barrier.clauses]
        where = self._say("on_pages", count=len(barrier.pages), all=self._facts.pages, names=names)
        return f"{escape(told) if told else english} ({'; '.join(sources)}; {where})"

    def _excused(self, exempt: Exempt) -> str:
        said = [self._own(exempt.what)]
        if exempt.reason:
            said.append(self._words["because"].format(words=self._own(exempt.reason)))
        if exempt.instead:
            said.append(self._words["instead"].format(words=self._own(exempt.instead)))
        return "<br>".join(said)

    def _own(self, said: Mapping[str, str]) -> str:
        """The operator's words in this language, else in the first that there is, marked so."""
        if self._language in said:
            return escape(said[self._language])
        code, text = next(iter(said.items()))
        return f'<span lang="{escape(code)}">{escape(text)}</span>'

    def _preparation(self) -> Iterator[str]:
        facts = self._facts
        auditor = facts.about.auditor
        yield self._p("made_on", date=day(facts.made_on, self._language))
        yield self._p(
            "third" if auditor.third_party else "self",
            auditor=", ".join(filter(None, (auditor.name, auditor.organisation))),
            pages=facts.pages,
            tools=facts.tools,
            answers=facts.answers,
        )
        reviewed_on = facts.about.reviewed_on or facts.made_on
        yield self._p("reviewed_on", date=day(reviewed_on, self._language))

    def _feedback(self) -> Iterator[str]:
        operator = self._facts.about.operator
        yield self._p("feedback_why")
        ways = [
            self._words["by_email"].format(value=_link(f"mailto:{operator.email}", operator.email))
            if operator.email
            else "",
            self._say("by_phone", value=operator.phone) if operator.phone else "",
            self._words["by_web"].format(value=_link(operator.website, operator.website))
            if operator.website
            else "",
            self._say("by_post", value=operator.post) if operator.post else "",
        ]
        yield listed(filter(None, ways))
        if operator.response_days:
            yield self._p("response", days=operator.response_days)

    def _enforcement(self) -> Iterator[str]:
        authority = self._facts.about.enforcement
        yield self._p("enforcement_how", authority=authority.name)
        ways = [_link(authority.website, authority.website)] if authority.website else []
        ways += [_link(f"mailto:{authority.email}", authority.email)] if authority.email else []
        if ways:
            yield listed(ways)

    def _more(self) -> Iterator[str]:
        about = self._facts.about
        said = [self._own(about.measures)] if about.measures else []
        if about.published_on:
            said.append(self._say("published_on", date=day(about.published_on, self._language)))
        if about.report:
            link = _link(about.report, about.report)
            said.append(self._words["report"].format(value=link))
        if said:
            yield self._h2("more")
            yield listed(said)


def _link(address: str, name: str) -> str:
    """A link, where the address is one that a page may lead to; else its words alone."""
    if address.startswith(("https://", "http://", "mailto:")):
        return f'<a href="{escape(address)}">{escape(name)}</a>'
    return escape(name)


def as_data(statement: Statement) -> str:
    """The same facts as JSON, all languages at once (recital 5 of the model's decision)."""
    about = statement.about
    published_on = about.published_on
    whole: dict[str, Any] = {
        "model": MODEL,
        "standard": STANDARD,
        "operator": about.operator.name,
        "product": {"name": about.product.name, "website": about.product.website},
        "status": statement.status,
        "not_accessible": {
            "not_compliant": [_barrier(one) for one in statement.barriers],
            "disproportionate_burden": [_exempt(one) for one in statement.exempt("burden")],
            "out_of_scope": [_exempt(one) for one in statement.exempt("scope")],
            "not_checked_to_the_end": statement.unchecked,
        },
        "preparation": {
            "made_on": statement.made_on.isoformat(),
            "method": "third party" if about.auditor.third_party else "self-assessment",
            "by": about.auditor.name,
            "tools": statement.tools,
            "pages": statement.pages,
            "answers_of_people": statement.answers,
            "reviewed_on": (about.reviewed_on or statement.made_on).isoformat(),
        },
        "feedback": {
            "email": about.operator.email,
            "phone": about.operator.phone,
            "website": about.operator.website,
            "post": about.operator.post,
            "response_days": about.operator.response_days,
        },
        "enforcement": {
            "name": about.enforcement.name,
            "website": about.enforcement.website,
            "email": about.enforcement.email,
        },
        "more": {
            "measures": dict(about.measures),
            "published_on": published_on.isoformat() if published_on else None,
            "report": about.report,
        },
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _barrier(barrier: Barrier) -> Mapping[str, Any]:
    return {
        "wcag": barrier.criterion,
        "en301549": list(barrier.clauses),
        "words": dict(barrier.words),
        "pages": list(barrier.pages),
    }


def _exempt(exempt: Exempt) -> Mapping[str, Any]:
    return {
        "what": dict(exempt.what),
        "reason": dict(exempt.reason),
        "instead": dict(exempt.instead),
    }
