"""Each gate over pages catches the fault that it is there for, and lets the sound page pass."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.templates import gates
from tests.templates.document import MarkupError, read
from tests.templates.gates import Gate

SOUND = """<!doctype html>
<html lang="en" dir="ltr"><head><title>Error: Write your name – Stepfree</title>
<link rel="stylesheet" href="/style.css"></head>
<body><a class="skip" href="#content">Skip</a><header><p>Stepfree</p></header>
<main id="content"><div class="errors" tabindex="-1" autofocus><h2>There is a problem</h2>
<a href="#name">Your name is missing.</a></div><h1>Write your name</h1>
<form method="post" action="/step" novalidate><input type="hidden" name="csrf" value="x">
<label for="name">Name</label><p id="name-error">Your name is missing.</p>
<input id="name" name="name" type="text" aria-invalid="true" aria-describedby="name-error">
<button type="submit">Go on</button></form><h2>More</h2></main>
<footer><p>Help</p></footer></body></html>"""


@dataclass(frozen=True)
class Fault:
    """One thing broken in the sound page, and the gate that must see it."""

    gate: Gate
    old: str
    new: str


FAULTS = (
    Fault(gates.language, ' lang="en"', ""),
    Fault(gates.language, ' dir="ltr"', ""),
    Fault(gates.one_heading, "<h2>More</h2>", "<h1>More</h1>"),
    Fault(gates.one_heading, "<h1>Write your name</h1>", ""),
    Fault(gates.title, "<title>Error: ", "<title>"),
    Fault(gates.title, "Write your name – Stepfree", "Your name – Stepfree"),
    Fault(gates.title, "Write your name – Stepfree", "Write your names"),
    Fault(gates.landmarks, "<footer><p>Help</p></footer>", ""),
    Fault(gates.landmarks, "<footer>", "<p>Lost</p><footer>"),
    Fault(gates.skip_link, '<a class="skip" href="#content">Skip</a>', ""),
    Fault(gates.heading_order, "<h2>More</h2>", "<h3>More</h3>"),
    Fault(gates.ids, 'id="name-error"', 'id="name"'),
    Fault(gates.references, 'id="name-error"', 'id="other"'),
    Fault(gates.references, 'id="content"', 'id="main"'),
    Fault(gates.labels, '<label for="name">Name</label>', ""),
    Fault(gates.labels, ">Name</label>", "></label>"),
    Fault(gates.errors_tied, ' aria-describedby="name-error"', ""),
    Fault(gates.errors_tied, ' aria-invalid="true"', ""),
    Fault(gates.errors_tied, '<a href="#name">Your name is missing.</a>', ""),
    Fault(gates.errors_tied, '<p id="name-error">Your name is', '<p id="name-error">The name is'),
    Fault(gates.forms, '<input type="hidden" name="csrf" value="x">', ""),
    Fault(gates.forms, 'action="/step"', 'action="https://portal.example/"'),
    Fault(gates.forms, 'method="post"', 'method="get"'),
    Fault(gates.forms, " novalidate", ""),
    Fault(gates.forms, ' type="text"', ' type="text" required'),
    Fault(gates.forms, ' type="text"', ' type="text" maxlength="20"'),
    Fault(gates.nothing_inline, "<h1>", '<h1 style="color: red">'),
    Fault(gates.nothing_inline, "<h1>", '<h1 onfocus="x()">'),
    Fault(gates.nothing_inline, "</head>", "<style>p { color: red }</style></head>"),
    Fault(gates.nothing_inline, "</head>", "<script>x()</script></head>"),
    Fault(gates.own_files_only, "/style.css", "https://cdn.example/style.css"),
    Fault(gates.own_files_only, "</head>", '<meta http-equiv="refresh" content="5"></head>'),
    Fault(gates.own_files_only, 'class="skip"', 'class="skip" target="_blank"'),
    Fault(gates.spoken_once, 'class="errors"', 'class="errors" role="alert"'),
    Fault(gates.spoken_once, "<h1>", "<h1 autofocus>"),
    Fault(gates.names, "<h2>More</h2>", '<a href="/else">Go on</a>'),
    Fault(gates.names, ">Go on</button>", "></button>"),
    Fault(gates.quotes, "<p>Help</p>", "<p>Don't worry</p>"),
    Fault(gates.quotes, "<footer>", '<footer aria-label="It\'s here">'),
    Fault(gates.easy_words, "<p>Help</p>", "<p>Your session has ended</p>"),
    Fault(gates.easy_words, "<p>Help</p>", "<p>Authentication failed</p>"),
    Fault(gates.easy_words, "<p>Help</p>", "<p>Invalid code</p>"),
)


def test_every_gate_lets_the_sound_page_pass() -> None:
    """A page without a fault is not accused of one."""
    page = read(SOUND)

    assert [what for gate in (*gates.PAGE_GATES, gates.easy_words) for what in gate(page)] == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f"{f.gate.__name__}: {f.new[:30]}")
def test_a_gate_catches_its_fault(fault: Fault) -> None:
    """One broken thing is seen by the gate that is there for it."""
    assert fault.old in SOUND
    page = read(SOUND.replace(fault.old, fault.new, 1))

    assert fault.gate(page) != []


def test_no_gate_is_without_a_broken_example() -> None:
    """A gate that nothing was ever seen to fail proves nothing."""
    proved = {fault.gate for fault in FAULTS}

    assert {*gates.PAGE_GATES, *gates.MAIL_GATES, gates.easy_words} - proved == set()


@pytest.mark.parametrize(
    "broken",
    [
        SOUND.replace("</main>", "", 1),
        SOUND.replace("</h1>", "</h2>", 1),
        SOUND.replace("<!doctype html>", "", 1),
        SOUND.replace('lang="en"', 'lang="en" lang="fr"', 1),
        SOUND.replace("<p>Help</p>", "<p><ul><li>Help</li></ul></p>", 1),
        SOUND.replace("<label", "<form></form><label", 1),
        SOUND.replace("<p>Help</p>", "<p/>", 1),
        SOUND + "<p>",
    ],
)
def test_the_reader_mends_nothing(broken: str) -> None:
    """What a browser would silently put right is an error here."""
    with pytest.raises(MarkupError):
        read(broken)
