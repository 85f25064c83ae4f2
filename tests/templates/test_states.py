"""Every page and mail in every state and language, without a browser."""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path

import pytest

from idp.pages import Mail, PageState, Renderer, build, check, load_states
from idp.words import SOURCE_LANGUAGE, Words
from tests.templates import gates, samples
from tests.templates.document import read

CLASSES = samples.page_classes()
STATES = load_states()
PAGES = tuple(s for s in STATES if not issubclass(CLASSES[s.template], Mail))
MAILS = tuple(s for s in STATES if issubclass(CLASSES[s.template], Mail))
LANGUAGES = samples.languages()

FIRST_PAGE_BYTES = 50_000
TEXT_COLUMNS = 70
BOX_DRAWING = re.compile(r"[\u2500-\u259f]|[-=_*#]{3,}")


@cache
def words() -> Words:
    return Words(LANGUAGES, timezone="Europe/Luxembourg")


@cache
def renderer() -> Renderer:
    return Renderer(words())


def html(state: PageState, language: str) -> str:
    return samples.html(state, renderer(), samples.frame(words(), language))


def test_pages_templates_and_states_agree() -> None:
    """Every template has a page class and states, and every state fits its page."""
    found = check(CLASSES.values())

    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", PAGES, ids=lambda s: s.id)
def test_a_page_holds_every_rule_in_every_state(state: PageState, language: str) -> None:
    """A page is well-formed, named, labelled, tied and free of anything inline."""
    page = read(html(state, language))

    found = [what for gate in gates.PAGE_GATES for what in gate(page)]

    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", MAILS, ids=lambda s: s.id)
def test_a_mail_holds_every_rule_in_every_state(state: PageState, language: str) -> None:
    """The HTML part of a mail is well-formed and named; it loads nothing."""
    mail = read(html(state, language))

    found = [what for gate in gates.MAIL_GATES for what in gate(mail)]

    assert found == []
    assert list(mail.elements("img", "script", "table", "link")) == []


@pytest.mark.parametrize("state", STATES, ids=lambda s: s.id)
def test_a_page_speaks_in_easy_words(state: PageState) -> None:
    """No English page uses a word that only technicians understand."""
    page = read(html(state, SOURCE_LANGUAGE))

    assert gates.easy_words(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", MAILS, ids=lambda s: s.id)
def test_the_text_of_a_mail_is_complete_on_its_own(state: PageState, language: str) -> None:
    """Lines are short, nothing is drawn, and every link of the HTML part is there too."""
    frame = samples.frame(words(), language)
    mail = build(CLASSES[state.template], state)
    assert isinstance(mail, Mail)

    text = renderer().text(mail, frame)

    lines = text.splitlines()
    links = [e.get("href") for e in read(html(state, language)).elements("a")]
    web = [link for link in links if link.startswith("http")]
    assert [line for line in lines if len(line) > TEXT_COLUMNS and "://" not in line] == []
    assert BOX_DRAWING.search(text) is None
    assert web
    assert [link for link in web if link not in lines] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", MAILS, ids=lambda s: s.id)
def test_the_subject_of_a_mail_is_its_heading(state: PageState, language: str) -> None:
    """Subject, title and heading of a mail are the same one line."""
    frame = samples.frame(words(), language)
    mail = build(CLASSES[state.template], state)
    assert isinstance(mail, Mail)

    subject = renderer().subject(mail, frame)

    assert subject == next(read(html(state, language)).elements("h1")).text


def test_the_code_stands_alone_near_the_top_of_its_mail() -> None:
    """A person who listens hears the code early and can copy its line (EM-5)."""
    state = next(s for s in MAILS if s.id == "magic_link/message/default")
    mail = build(CLASSES[state.template], state)
    assert isinstance(mail, Mail)

    lines = renderer().text(mail, samples.frame(words(), SOURCE_LANGUAGE)).splitlines()

    assert lines.index(state.values["link"]) < lines.index(state.values["code"]) < 10


@pytest.mark.parametrize("state", PAGES, ids=lambda s: s.id)
def test_a_page_stands_without_anything_that_an_operator_may_leave_out(state: PageState) -> None:
    """No telephone, no address, no steps, nobody signed in: the page is still well-formed."""
    bare = samples.frame(
        words(),
        SOURCE_LANGUAGE,
        **dict.fromkeys(
            ("phone", "phone_hours", "mail", "reference", "account_url", "sign_out_url"), ""
        ),
        step_number=0,
        step_count=0,
        more_time=True,
        theme="dark",
    )

    page = read(samples.html(state, renderer(), bare))

    assert [what for gate in gates.PAGE_GATES for what in gate(page)] == []
    assert next(page.elements("html")).get("data-theme") == "dark"


def test_the_first_page_is_light() -> None:
    """The first page with its style and scripts is at most 50 kB on the wire (GE-22)."""
    state = next(s for s in PAGES if s.id == "start/sign_in/default")
    parts = [html(state, SOURCE_LANGUAGE).encode()]
    parts += [file.read_bytes() for file in samples.ASSETS.iterdir()]

    assert sum(len(gzip.compress(part)) for part in parts) <= FIRST_PAGE_BYTES


def test_an_address_cannot_write_markup() -> None:
    """What a person typed stands in the page as text (SEC-73)."""
    typed = '"><script>x</script>'
    state = PageState("magic_link/ask", "attack", STATES[0].about, {"email": typed})

    page = read(html(state, SOURCE_LANGUAGE))

    assert gates.nothing_inline(page) == []
    assert [e.get("value") for e in page.elements("input") if e.get("id") == "email"] == [typed]


def test_a_language_written_from_the_right_turns_the_page(tmp_path: Path) -> None:
    """A page in Arabic is laid out from right to left; addresses keep their direction."""
    (tmp_path / "ar").mkdir()
    (tmp_path / "ar" / "messages.po").write_text('msgid ""\nmsgstr "Language: ar\\n"\n')
    both = Words((SOURCE_LANGUAGE, "ar"), folder=tmp_path)
    state = next(s for s in PAGES if s.id == "magic_link/ask/default")

    page = read(samples.html(state, Renderer(both), samples.frame(both, "ar")))

    assert next(page.elements("html")).get("dir") == "rtl"
    assert [e.get("dir") for e in page.elements("input") if e.get("id") == "email"] == ["ltr"]
