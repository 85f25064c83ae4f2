"""The local pages for answering: a list, and one question at a time; they need no script."""

from __future__ import annotations

from html import escape

from a11y.answers import ANSWERED
from a11y.manual.answering import Sitting
from a11y.manual.questions import Ask
from a11y.manual.words import WORDS
from a11y.reports.document import document, listed
from a11y.reports.evidence import shown

MOST_SHOWN = 10
NOT_GIVEN = {"answer": "no_answer", "note": "no_note", "name": "no_name"}


def list_page(sitting: Sitting, language: str) -> str:
    """All questions, each a link; those that were answered in this sitting say so."""
    words = WORDS[language]
    count = len(sitting.asks)
    told = words["left"].format(left=sitting.left, count=count) if sitting.left else words["none"]
    items = []
    for number, ask in enumerate(sitting.asks, 1):
        given = sitting.said.get(ask.id)
        note = words["answered"].format(status=given.verdict) if given else ""
        name = escape(f"{number}. {ask.heading(language)}, {_where(ask, language)}")
        items.append(f'<a href="/question/{number}">{name}</a> {escape(note)}')
    body = f'<p role="status">{escape(told)}</p>{listed(items) if items else ""}'
    return document(words["title"], body, language=language)


def question_page(
    sitting: Sitting,
    number: int,
    language: str,
    token: str,
    *,
    typed: dict[str, str] | None = None,
    missing: list[str] | None = None,
) -> str:
    """One question. number: from 1.  typed: what was sent, to be kept.  missing: what was not."""
    ask, words = sitting.asks[number - 1], WORDS[language]
    given = sitting.said.get(ask.id)
    values = {
        "answer": given.verdict if given else "",
        "note": given.words if given else "",
        "name": sitting.by,
        **(typed or {}),
    }
    place = words["question"].format(number=number, count=len(sitting.asks))
    title = f"{place}: {ask.heading(language)}"
    body = "".join(
        [
            _problems(missing or [], language),
            f"<p><strong>{escape(ask.asked(language))}</strong></p>",
            f"<p>{escape(_where(ask, language))}</p>",
            _instances(ask, language),
            _form(number, values, language, token, missing or []),
            _ways(number, len(sitting.asks), language),
        ]
    )
    before = words["error"] if missing else ""
    return document(title, body, language=language, before=before)


def _where(ask: Ask, language: str) -> str:
    words = WORDS[language]
    return (
        words["site"] if ask.page is None else f"{words['page']} {ask.page.number}: {ask.page.name}"
    )


def _problems(missing: list[str], language: str) -> str:
    if not missing:
        return ""
    words = WORDS[language]
    items = [f'<a href="#{one}">{escape(words[NOT_GIVEN[one]])}</a>' for one in missing]
    heading = f'<h2 id="problem">{escape(words["problem"])}</h2>'
    # Without script, autofocus is what brings people here first.
    return (
        '<div role="group" aria-labelledby="problem" tabindex="-1" autofocus class="problem">'
        f"{heading}{listed(items)}</div>"
    )


def _instances(ask: Ask, language: str) -> str:
    words = WORDS[language]
    if not ask.instances:
        told = f"<p>{escape(words['no_instances'])}</p>"
    else:
        items = [shown(finding) for finding in ask.instances[:MOST_SHOWN]]
        if (rest := len(ask.instances) - MOST_SHOWN) > 0:
            items.append(escape(words["more"].format(count=rest)))
        told = f'<div lang="en">{listed(items)}</div>'
    address = f"<p><code>{escape(ask.page.url)}</code></p>" if ask.page else ""
    return f"<h2>{escape(words['instances'])}</h2>{address}{told}"


def _form(
    number: int, values: dict[str, str], language: str, token: str, missing: list[str]
) -> str:
    words, note = WORDS[language], escape(values["note"])
    choices = "".join(
        f'<div><label><input type="radio" name="answer" value="{one.value}" id="answer-{one.value}"'
        f"{' checked' if values['answer'] == one.value else ''}>"
        f" {escape(words[one.value])}</label></div>"
        for one in ANSWERED
    )
    return f"""<form method="post" action="/question/{number}">
<input type="hidden" name="token" value="{escape(token)}">
<fieldset id="answer" role="radiogroup" tabindex="-1"{_tied("answer", missing)}>
<legend>{escape(words["your_answer"])}</legend>
{_said("answer", missing, language)}{choices}</fieldset>
<p><label for="note">{escape(words["note"])}</label></p>
<p id="note-hint">{escape(words["note_hint"])}</p>{_said("note", missing, language)}
<textarea id="note" name="note" rows="4"{_tied("note", missing, "note-hint")}>{note}</textarea>
<p><label for="name">{escape(words["name"])}</label></p>
<p id="name-hint">{escape(words["name_hint"])}</p>{_said("name", missing, language)}
<input id="name" name="name" autocomplete="name" value="{escape(values["name"])}"{
        _tied("name", missing, "name-hint")
    }>
<p><button>{escape(words["save"])}</button></p>
</form>"""


def _said(name: str, missing: list[str], language: str) -> str:
    if name not in missing:
        return ""
    words = WORDS[language]
    return f'<p id="{name}-missing">{escape(words["error"] + words[NOT_GIVEN[name]])}</p>'


def _tied(name: str, missing: list[str], hint: str = "") -> str:
    """How a field says what belongs to it, and that it is not as it must be."""
    wrong = name in missing
    described = " ".join(one for one in (f"{name}-missing" if wrong else "", hint) if one)
    return (' aria-invalid="true"' if wrong else "") + (
        f' aria-describedby="{described}"' if described else ""
    )


def _ways(number: int, count: int, language: str) -> str:
    words = WORDS[language]
    ways = [f'<a href="/">{escape(words["list"])}</a>']
    if number > 1:
        ways.append(f'<a href="/question/{number - 1}">{escape(words["back"])}</a>')
    if number < count:
        ways.append(f'<a href="/question/{number + 1}">{escape(words["skip"])}</a>')
    return listed(ways)
