"""What is said of each page is what is kept beside its template; a broken page is heard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from a11y import service
from a11y.browser import Browser
from a11y.conditions import DEFAULT
from a11y.engines import EngineError
from a11y.page_states import SOURCE_LANGUAGE, TEMPLATES, visits
from a11y.readings import differences, due, file_name, flows, readings, write
from a11y.targets import Visit
from a11y.tree import tree
from a11y.virtual_reader import VirtualReader
from tests.a11y.conftest import Site

BY_FLOW = flows(due(visits(condition=[DEFAULT], full=True), SOURCE_LANGUAGE))
FORM = """<!doctype html><html lang="en"><title>Sign in</title><main><h1>Sign in</h1>
<form><label for="mail">Your address</label><p id="hint">We write to it.</p>
<input id="mail" aria-describedby="hint" aria-required="true"><button>Go on</button></form>
<p role="status">Sent.</p></main></html>"""
STATE = Visit("start/sign_in/default", "The person says who they are.", "en", (DEFAULT,))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as one:
        yield one


@pytest.fixture(scope="module")
def reader(browser: Browser) -> VirtualReader:
    return VirtualReader(browser)


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with service.running() as address:
        yield address


@pytest.mark.gate
@pytest.mark.parametrize("flow", BY_FLOW)
def test_a_flow_is_said_as_recorded(
    flow: str, browser: Browser, reader: VirtualReader, base: str
) -> None:
    """All pages of a flow, in every language, say what is kept beside their templates."""
    found = readings(browser, reader, BY_FLOW[flow], base, SOURCE_LANGUAGE)

    changed = list(differences(found, TEMPLATES, [flow]))

    told = "\n".join(changed)
    assert not changed, f"{told}\nWhen it is meant so: make readings, and look at the change."


def test_every_state_is_read() -> None:
    """Every state is read in English, and every page in every other language."""
    seen = {(v.state, v.language) for found in BY_FLOW.values() for v in found}
    everything = visits(condition=[DEFAULT], full=True)

    assert {state for state, code in seen if code == "en"} == {v.state for v in everything}
    assert {(s.rsplit("/", 1)[0], code) for s, code in seen} == {
        (v.state.rsplit("/", 1)[0], v.language) for v in everything
    }


def test_other_languages_read_both_ends() -> None:
    """Of a page with three states, French says the first and the last one."""
    states = [f"start/sign_in/{name}" for name in ("default", "wrong", "longest")]
    every = [Visit(state, "", code, (DEFAULT,)) for code in ("en", "fr") for state in states]

    chosen = [(visit.state, visit.language) for visit in due(every, "en")]

    assert chosen == [
        *((state, "en") for state in states),
        (states[0], "fr"),
        (states[2], "fr"),
    ]


BREAKS = {
    "label": ('for="mail"', 'for="male"', "Your address"),
    "hint": (' aria-describedby="hint"', "", "We write to it."),
    "required": (' aria-required="true"', "", "required"),
    "heading": ("<h1>Sign in</h1>", "<p>Sign in</p>", "heading"),
    "status": (' role="status"', "", "status"),
    "button": ("<button>Go on</button>", '<a onclick="">Go on</a>', "button"),
}


@pytest.mark.gate
@pytest.mark.parametrize("fault", BREAKS)
def test_a_broken_page_reads_otherwise(
    fault: str, browser: Browser, reader: VirtualReader, site: Site, tmp_path: Path
) -> None:
    """A page that loses a name, a hint, a state or a role differs from what was recorded."""
    old, new, heard = BREAKS[fault]
    site.put(FORM, STATE.path.split("?")[0])
    write(readings(browser, reader, [STATE], site.base, "en"), tmp_path, ["start"])
    site.put(FORM.replace(old, new), STATE.path.split("?")[0])

    found = readings(browser, reader, [STATE], site.base, "en")
    changed = list(differences(found, tmp_path, ["start"]))

    assert len(changed) == 2, changed
    assert all("-default: " in text and heard in text for text in changed)


LATER = """<p hidden>We could not send it.</p><p data-late="It takes long."></p>
<dialog aria-label="Wait"><p>We ask your device.</p><button>Stop</button></dialog></main>"""
LATE_BREAKS = {
    "an error": ("We could not send it.", "We sent it."),
    "a button of a dialog": ("Stop", "Go"),
    "words for a script": ("It takes long.", "It takes."),
}


@pytest.mark.gate
@pytest.mark.parametrize("fault", LATE_BREAKS)
def test_what_is_shown_later_is_read_as_well(
    fault: str, browser: Browser, reader: VirtualReader, site: Site, tmp_path: Path
) -> None:
    """A wrong word in what a script has yet to show differs from what was recorded."""
    old, new = LATE_BREAKS[fault]
    page = FORM.replace("</main>", LATER)
    site.put(page, STATE.path.split("?")[0])
    write(readings(browser, reader, [STATE], site.base, "en"), tmp_path, ["start"])
    site.put(page.replace(old, new), STATE.path.split("?")[0])

    found = readings(browser, reader, [STATE], site.base, "en")
    (changed,) = differences(found, tmp_path, ["start"])

    assert re.search(rf"\+default: later: .*{new}", changed), changed


UNHEARD_BREAKS = {
    "purpose": ('autocomplete="email"', 'autocomplete="name"', "autocomplete name"),
    "target": ('href="/help"', 'href="/hlep"', "Help: href /hlep"),
}


@pytest.mark.gate
@pytest.mark.parametrize("fault", UNHEARD_BREAKS)
def test_what_nobody_hears_is_kept_as_well(
    fault: str, browser: Browser, reader: VirtualReader, site: Site, tmp_path: Path
) -> None:
    """A field filled with another purpose, and a link that leads elsewhere, differ."""
    old, new, kept = UNHEARD_BREAKS[fault]
    page = FORM.replace('<input id="mail"', '<input id="mail" autocomplete="email"')
    page = page.replace("</main>", '<a href="/help">Help</a></main>')
    site.put(page, STATE.path.split("?")[0])
    write(readings(browser, reader, [STATE], site.base, "en"), tmp_path, ["start"])
    site.put(page.replace(old, new), STATE.path.split("?")[0])

    found = readings(browser, reader, [STATE], site.base, "en")
    (changed,) = differences(found, tmp_path, ["start"])

    assert kept in changed


@pytest.mark.gate
def test_an_open_dialog_is_all_that_is_said(
    browser: Browser, reader: VirtualReader, site: Site
) -> None:
    """What lies below a modal dialog is not read, and the dialog is."""
    opened = '<dialog aria-label="Still there?"><button>Stay</button></dialog>'
    script = "<script>document.querySelector('dialog').showModal();</script>"
    site.put(f"{FORM}{opened}{script}", STATE.path.split("?")[0])

    text = readings(browser, reader, [STATE], site.base, "en")["start/readings/sign_in.en.spoken"]

    assert "dialog, Still there?\nbutton, Stay" in text
    assert "Your address" not in text


@pytest.mark.gate
def test_a_sound_page_reads_as_it_did(
    browser: Browser, reader: VirtualReader, site: Site, tmp_path: Path
) -> None:
    """The same page read twice differs in nothing, and the record is removed with its page."""
    site.put(FORM, STATE.path.split("?")[0])
    found = readings(browser, reader, [STATE], site.base, "en")
    write(found, tmp_path, ["start"])

    again = readings(browser, reader, [STATE], site.base, "en")

    assert list(differences(again, tmp_path, ["start"])) == []
    assert [text.split(":")[0] for text in differences({}, tmp_path, ["start"])] == [
        file_name(STATE, "en.spoken"),
        file_name(STATE, "tree"),
    ]


@pytest.mark.gate
def test_the_tree_names_roles_names_and_states(browser: Browser, site: Site) -> None:
    """A line of the tree holds what a screen reader is told of an element."""
    browser.open(site.put(FORM))

    lines = [line.strip() for line in tree(browser)]

    assert "textbox “Your address” described “We write to it.” required" in lines
    assert "heading “Sign in” level=1" in lines


@pytest.mark.gate
def test_a_missing_reader_names_the_command(browser: Browser, tmp_path: Path) -> None:
    """Without its package, one sentence says what to run."""
    with pytest.raises(EngineError, match="python -m a11y engines"):
        VirtualReader(browser, tmp_path)
