"""Pages, templates and states: what does not agree is found and named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import jinja2
import pytest

from idp.pages import (
    Mail,
    Page,
    Renderer,
    Service,
    StatesError,
    build,
    check,
    load_states,
    without_states,
)
from idp.words import Words
from tests.templates import samples


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Page):
    """A page with a form."""

    template: ClassVar[str] = "sample/ask"
    problems: ClassVar[dict[str, str]] = {"missing": "It is missing, %(name)s. Write it."}

    name: str
    tries: int = 3
    until: datetime | None = None
    service: Service | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter(Mail):
    """A message."""

    template: ClassVar[str] = "sample/letter"

    name: str


STATES = """
[ask.about]
purpose = "Asks."

[ask.default]
name = "Ada"

[ask.missing]
name = ""
errors = { name = "missing" }

[ask.longest]
name = "Marie-Antoinette"
"""
LETTER = """
[letter.about]
purpose = "Writes."

[letter.default]
name = "Ada"

[letter.longest]
name = "Marie-Antoinette"
"""


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A folder in which everything agrees: one page with a form."""
    folder = tmp_path / "sample"
    folder.mkdir()
    (folder / "ask.html").write_text('<form method="post">{{ page.name }}</form>{{ errors }}')
    (folder / "states.toml").write_text(STATES)
    return tmp_path


def change(templates: Path, old: str, new: str) -> None:
    file = templates / "sample" / "states.toml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def test_what_agrees_is_not_accused(templates: Path) -> None:
    """A page class, its template and its states agree: nothing is found."""
    assert check([Ask], templates) == []
    assert without_states(templates) == ()


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('name = "Ada"', 'nmae = "Ada"', "has no field 'nmae'"),
        ('[ask.default]\nname = "Ada"', "[ask.default]", "the field 'name' of Ask is missing"),
        ('name = "Ada"', 'name = "Ada"\ntries = "many"', "tries"),
        ('name = "Ada"', 'name = "Ada"\nservice = { nom = "Guichet" }', "service"),
        ('{ name = "missing" }', '{ name = "gone" }', "the error 'gone' has no words"),
        ("[ask.longest]", "[ask.other]", "no state `longest`"),
        ('purpose = "Asks."', 'purpose = "Asks."\ntime_limit = true', "`nearly_expired`"),
        ('\nerrors = { name = "missing" }', "", "needs a state with an error"),
    ],
)
def test_a_state_that_does_not_fit_is_named(
    templates: Path, old: str, new: str, found: str
) -> None:
    """Each disagreement between a state and its page gives one sentence that names it."""
    change(templates, old, new)

    (sentence,) = check([Ask], templates)

    assert found in sentence
    assert "sample/ask" in sentence


def test_a_form_that_cannot_be_wrong_says_why(templates: Path) -> None:
    """A form of buttons needs no state with an error when it gives the reason."""
    change(templates, '\nerrors = { name = "missing" }', "")
    change(templates, 'purpose = "Asks."', 'purpose = "Asks."\nno_error_state = "One button."')

    assert check([Ask], templates) == []


def test_a_form_made_by_a_macro_is_a_form(templates: Path) -> None:
    """A form from components/forms.html counts just as one that is written out."""
    (templates / "sample" / "ask.html").write_text("{{ forms.press(frame) }}")
    change(templates, '\nerrors = { name = "missing" }', "")

    (sentence,) = check([Ask], templates)

    assert "needs a state with an error" in sentence


def test_a_template_without_states_is_found(templates: Path) -> None:
    """A new template cannot exist unseen."""
    (templates / "sample" / "new.html").write_text("<p>New</p>")

    assert check([Ask], templates) == [
        "templates/sample/new: no states in states.toml",
        "templates/sample/new: no page class names this template",
    ]
    assert without_states(templates) == ("sample/new",)


def test_states_without_a_template_are_found(templates: Path) -> None:
    """States of a template that is gone are found, and so is its page class."""
    (templates / "sample" / "ask.html").unlink()

    assert check([Ask], templates) == [
        "templates/sample/ask: states without a template",
        "Ask: there is no template sample/ask",
    ]


def test_two_classes_for_one_template_are_found(templates: Path) -> None:
    """A template gets its values from one class only."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Twin(Ask):
        """Names the same template."""

    found = check([Ask, Twin], templates)

    assert found == ["templates/sample/ask: both Twin and Ask name it"]


def test_a_mail_needs_both_parts(templates: Path) -> None:
    """A message without its text, or without its HTML, is found."""
    folder = templates / "sample"
    (folder / "letter.html").write_text("<p>{{ page.name }}</p>")
    (folder / "states.toml").write_text(STATES + LETTER)

    assert check([Ask, Letter], templates) == ["Letter: sample/letter.txt is missing"]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('[ask.about]\npurpose = "Asks."\n', "", "has no \\[ask.about\\]"),
        ('purpose = "Asks."', 'porpoise = "Asks."', "porpoise"),
        ('purpose = "Asks."', "", "purpose"),
    ],
)
def test_a_page_says_what_it_is_about(templates: Path, old: str, new: str, found: str) -> None:
    """States without a purpose are refused, with the file in the message."""
    change(templates, old, new)

    with pytest.raises(StatesError, match=found) as caught:
        load_states(templates)

    assert "states.toml" in str(caught.value)


def test_a_state_becomes_the_page_that_the_product_shows(templates: Path) -> None:
    """Dates, nested tables and defaults of a state have the types of the page."""
    change(templates, 'name = "Ada"', 'name = "Ada"\nuntil = 2026-11-21T14:05:00Z')
    change(templates, 'name = "Ada"', 'name = "Ada"\nservice = { name = "Guichet" }')
    state = next(s for s in load_states(templates) if s.id == "sample/ask/default")

    page = build(Ask, state)

    assert page == Ask(
        name="Ada",
        until=datetime(2026, 11, 21, 14, 5, tzinfo=UTC),
        service=Service(name="Guichet"),
    )


def test_an_error_is_filled_from_its_page(templates: Path) -> None:
    """The words of an error know the fields of the page that shows them, and are escaped."""
    words = Words(("en",))
    page = Ask(name="<b>Ada</b>", errors={"name": "missing"})

    shown = Renderer(words, templates).html(page, samples.frame(words, "en"))

    assert "It is missing, &lt;b&gt;Ada&lt;/b&gt;. Write it." in shown


def test_a_name_that_no_page_has_stops_the_page(templates: Path) -> None:
    """A template that asks for an unknown value fails loudly instead of showing nothing."""
    (templates / "sample" / "ask.html").write_text("{{ page.nmae }}")
    words = Words(("en",))

    with pytest.raises(jinja2.UndefinedError, match="nmae"):
        Renderer(words, templates).html(Ask(name="Ada"), samples.frame(words, "en"))


def test_templates_are_compiled_at_start(templates: Path) -> None:
    """A template that cannot be compiled stops the start, not a visitor."""
    (templates / "sample" / "ask.html").write_text("{% if %}")

    with pytest.raises(jinja2.TemplateSyntaxError):
        Renderer(Words(("en",)), templates)


def test_a_subject_is_one_line(templates: Path) -> None:
    """A subject has no line break, whatever a name brings along (mail header injection)."""
    folder = templates / "sample"
    (folder / "letter.html").write_text("<p>x</p>")
    (folder / "letter.txt").write_text("{% block subject %}\nTo {{ page.name }}\n{% endblock %}")
    words = Words(("en",))
    letter = Letter(name="Ada\r\nBcc: all@example.org")

    subject = Renderer(words, templates).subject(letter, samples.frame(words, "en"))

    assert subject == "To Ada Bcc: all@example.org"
