"""Every engine finds what it is there for, and is named when it is missing or cannot finish."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from a11y import wcag
from a11y.browser import Browser
from a11y.conditions import DEFAULT
from a11y.engines import Engine, EngineError, EngineMissing, EngineRule
from a11y.engines.conversation import STOP_TIMEOUT_S, Conversation, Idle
from a11y.engines.doubts import ASKED_ASIDE, DOUBTFUL, FACTS, judged_as
from a11y.engines.installed import HERE, REQUIRED, wanted
from a11y.engines.nu import Checker
from a11y.engines.voices import KINDS, started
from a11y.inspection import Inspector
from a11y.judging import Bar
from a11y.rule import View
from a11y.source import Tag, tag_at
from a11y.targets import Visit
from a11y.verdict import Finding, Verdict
from tests.a11y.conftest import Site
from tests.a11y.engines.conftest import GOOD, Heard, copied, failures

STATE = "/states/start/sign_in/default"
BARE = '<img src="/favicon.ico" id="bare">'
NESTED = '<button id="out">Go <a id="in" href="/help">Help</a></button>'


@pytest.mark.gate
@pytest.mark.parametrize(
    ("name", "body", "rule", "element"),
    [
        ("axe", BARE, "axe:image-alt", "#bare"),
        ("ibm", BARE, "ibm:img_alt_valid", "#bare"),
        ("alfa", BARE, "alfa:sia-r2", "#bare"),
        ("htmlcs", BARE, "htmlcs:1.1.1.H37", "#bare"),
        ("nu", "<marquee id='m'>News</marquee>", "nu:moves", "#m"),
    ],
)
def test_a_barrier_is_found(name: str, body: str, rule: str, element: str, heard: Heard) -> None:
    """Each engine fails what it is there for, and points at the element as our own rules do."""
    assert failures(heard(name, body))[rule] == element


@pytest.mark.gate
@pytest.mark.parametrize(
    ("link", "valid"),
    [
        ('<link rel="expect" href="#end" blocking="render">', True),
        ('<link rel="icon" href="/favicon.ico" blocking="render">', False),
        ('<link rel="icon" href="/favicon.ico" wish="render">', False),
    ],
)
def test_a_source_is_valid_as_the_standard_has_it(
    link: str, valid: bool, site: Site, inspector: Inspector, voices: dict[str, Engine]
) -> None:
    """Nu objects to a page that waits for its end, which the HTML standard allows."""
    head = GOOD.format("").replace("<title>", f"{link}<title>")
    inspector.browser.open(site.put(head.replace("</main>", "<p id=end>The end.</p></main>")))

    heard = voices["nu"].run(View())

    assert ("nu:valid" in heard.passed) is valid


@pytest.mark.gate
@pytest.mark.parametrize(
    ("start", "told"),
    [
        ("<!doctype html>", False),
        ("", True),
        ('<!doctype html public "-//W3C//DTD HTML 3.2//EN">', True),
    ],
)
def test_a_page_says_which_html_it_is(
    start: str, told: bool, site: Site, inspector: Inspector, voices: dict[str, Engine]
) -> None:
    """Without that, browsers show a page as the ones before the standard did."""
    inspector.browser.open(site.put(start + GOOD.format("").removeprefix("<!doctype html>")))

    heard = voices["nu"].run(View())

    assert ("nu:doctype" in {one.rule for one in heard.findings}) is told


@pytest.mark.gate
@pytest.mark.parametrize(
    ("part", "rule"),
    [
        ("<p>It is <b>shut</i> today.</p><p>Come again.</p>", "nu:goes_on"),
        ("<p>It is <b>shut today.</p><p>Come again.</p>", "nu:goes_on"),
        ('<a href="/a>Shoes</a> <a href="/b">Socks</a>', "nu:quote"),
        ("<p>It is <b><i>shut</b></i> today.</p>", "nu:nesting"),
        ("<p>It is <b>shut</b> today.<p>Come again.", ""),
    ],
)
def test_a_tag_that_takes_in_what_follows_is_a_failure_by_itself(
    part: str, rule: str, site: Site, inspector: Inspector, voices: dict[str, Engine]
) -> None:
    """Whatever a browser makes of it, RAWeb wants source that is well formed; WCAG does not."""
    inspector.browser.open(site.put(GOOD.format(part)))

    failed = [one for one in voices["nu"].run(View()).findings if one.verdict is Verdict.FAIL]

    assert {one.rule for one in failed} == ({rule} if rule else set())
    assert all(one.gates and not one.criteria for one in failed)


@pytest.mark.gate
@pytest.mark.parametrize("name", KINDS)
def test_a_sound_page_has_no_failure(name: str, heard: Heard) -> None:
    """No engine fails a sound page."""
    assert failures(heard(name, "<p>Words.</p>")) == {}


@pytest.mark.gate
@pytest.mark.parametrize(
    ("name", "rule", "block"),
    [
        ("axe", "axe:color-contrast-enhanced", "axe:color-contrast"),
        ("alfa", "alfa:sia-r66", "alfa:sia-r69"),
    ],
)
def test_level_aaa_is_left_out_where_it_is_not_wanted(
    name: str, rule: str, block: str, voices: dict[str, Engine], page: Callable[[str], Inspector]
) -> None:
    """Without level AAA an engine says the same of the levels that block, and nothing of it."""
    page(GOOD.format('<p style="color: #999">Pale.</p><p style="color: #666">Less pale.</p>'))
    engine = voices[name]
    engine.inject()

    every, some = (
        {one.rule for one in engine.run(View(aaa=aaa)).findings} for aaa in (True, False)
    )

    assert {rule, block} <= every
    assert some == {one for one in every if wcag.gates(engine.rules[one].criteria)}


@pytest.mark.gate
@pytest.mark.parametrize("name", ["alfa", "nu"])
def test_what_works_beside_the_browser_tells_of_the_page_that_is_open(
    name: str, voices: dict[str, Engine], page: Callable[[str], Inspector]
) -> None:
    """An engine that began on one page says nothing of it on the next one."""
    engine, bad = voices[name], f"{BARE}<marquee>News</marquee>"
    page(GOOD.format(bad))
    engine.inject()

    engine.begin(View())
    ahead, anew = engine.run(View()), engine.run(View())
    engine.begin(View())
    page(GOOD.format("<p>Words.</p>"))
    after = engine.run(View())

    assert failures(ahead) == failures(anew) != {}
    assert failures(after) == {}


@pytest.mark.gate
@pytest.mark.parametrize(("name", "rule"), [("ibm", "img_alt_valid"), ("alfa", "sia-r2")])
def test_elements_in_shadow_roots_have_the_same_path(name: str, rule: str, heard: Heard) -> None:
    """An element inside a shadow root is named by the path that our own rules use."""
    shadow = f'<div id="host"><template shadowrootmode="open">{BARE}</template></div>'

    found = failures(heard(name, shadow))

    assert found[f"{name}:{rule}"] == "#host >>> #bare"


@pytest.mark.gate
def test_elements_in_frames_have_the_same_path(site: Site, voices: dict[str, Engine]) -> None:
    """axe and Alfa name an element inside a frame alike."""
    site.put(GOOD.format(BARE), "/inner")
    inner = '<iframe title="Inner" id="a" src="/inner"></iframe>'
    alfa, axe = voices["alfa"], voices["axe"]
    axe._browser.open(site.put(GOOD.format(inner)))  # type: ignore[attr-defined]
    for engine in (alfa, axe):
        engine.inject()

    by_alfa, by_axe = failures(alfa.run(View())), failures(axe.run(View()))

    assert by_alfa["alfa:sia-r2"] == by_axe["axe:image-alt"] == "#a > #bare"


@pytest.mark.gate
def test_rules_know_their_criteria_and_act_rules(
    page: Callable[[str], Inspector], voices: dict[str, Engine]
) -> None:
    """Criteria and ACT ids are read from the engines themselves at run time."""
    page(GOOD.format(""))
    for engine in voices.values():
        engine.inject()

    for rule in ("axe:frame-title", "alfa:sia-r13", "ibm:frame_title_exists"):
        known = voices[rule.split(":")[0]].rules[rule]
        assert "4.1.2" in known.criteria, rule
        assert known.act == ("cae760",), rule


@pytest.mark.gate
def test_level_aaa_is_told_and_does_not_gate(heard: Heard) -> None:
    """A failure of the enhanced contrast is a failure, and blocks nothing."""
    pale = '<p style="color:#666;background:#fff">Grey enough for AA.</p>'

    found = {f.rule: f for f in heard("axe", pale).findings}

    assert found["axe:color-contrast-enhanced"].verdict is Verdict.FAIL
    assert found["axe:color-contrast-enhanced"].gates is False
    assert "axe:color-contrast" not in found


@pytest.mark.gate
def test_a_policy_that_forbids_script_does_not_stop_them(site: Site, inspector: Inspector) -> None:
    """On a page whose policy keeps every script still, all engines answer all the same."""
    site.headers["/page"] = {"Content-Security-Policy": "sandbox"}
    inspector.browser.open(site.put(GOOD.format(BARE)))

    rules: set[str] = set()
    for engine in inspector.voices:
        engine.inject()
        rules |= failures(engine.run(View())).keys()

    assert {"axe:image-alt", "ibm:img_alt_valid", "alfa:sia-r2", "htmlcs:1.1.1.H37"} <= rules


@pytest.mark.gate
@pytest.mark.parametrize(
    ("name", "still", "rejecting"),
    [
        (
            "ibm",
            "ace.Checker.prototype.check = () => new Promise(() => {});",
            "ace.Checker.prototype.check = () => Promise.reject(new Error('broken rule'));",
        ),
        (
            "htmlcs",
            "HTMLCS.process = () => {};",
            "HTMLCS.process = (a, b, done, failed) => failed();",
        ),
    ],
)
def test_an_engine_that_cannot_finish_is_named(
    name: str, still: str, rejecting: str, site: Site
) -> None:
    """An engine that hangs or fails is named at once, with its own words."""
    with Browser() as browser:
        (engine,), _ = started(browser, [name])
        for script in (still, rejecting):
            browser.open(site.put(GOOD.format("")))
            engine.inject()
            browser.script_timeout_s = 0.5
            browser.evaluate(script)

            with pytest.raises(EngineError, match=r"HTML_CodeSniffer|IBM's engine"):
                engine.run(View())


@pytest.mark.gate
def test_a_page_that_alfa_cannot_read_is_named(site: Site) -> None:
    """When the page cannot be read for Alfa, the sentence holds the reason."""
    with Browser() as browser:
        (alfa,), _ = started(browser, ["alfa"])
        browser.open(site.put(GOOD.format("")))
        alfa.inject()
        browser.evaluate("document.createRange = () => { throw new Error('no range'); };")

        with pytest.raises(EngineError, match="Alfa could not read the page: no range"):
            alfa.run(View())


@pytest.mark.gate
@pytest.mark.parametrize(
    ("name", "package"),
    [
        ("axe", "axe-core"),
        ("ibm", "accessibility-checker-engine"),
        ("alfa", "@siteimprove/alfa-rules"),
        ("htmlcs", "html_codesniffer"),
        ("nu", "vnu-jar"),
    ],
)
def test_a_missing_engine_is_named_with_the_command(
    name: str, package: str, inspector: Inspector, elsewhere: Path
) -> None:
    """Without its package an engine is left out, and one sentence says how to install it."""
    here, missing = started(inspector.browser, [name])

    assert here == ()
    assert missing == {
        name: f"{package} is missing. Install it with: python -m a11y engines --install"
    }


@pytest.mark.gate
def test_a_missing_engine_stops_our_own_checks(
    inspector: Inspector, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where engines are required, a missing one is an error."""
    monkeypatch.setenv(REQUIRED, "1")

    with pytest.raises(EngineMissing, match="axe-core is missing"):
        started(inspector.browser)


@pytest.mark.gate
def test_without_java_the_checker_is_missing(
    inspector: Inspector, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The Nu checker names Java when that is what it lacks."""
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv(REQUIRED, raising=False)

    _, missing = started(inspector.browser, ["nu"])

    assert missing["nu"].startswith("java is missing. Install it with: apt-get install")


@pytest.mark.gate
def test_one_engine_that_fails_takes_nothing_from_the_others(elsewhere: Path, site: Site) -> None:
    """What one engine cannot do is a sentence of its own; the findings of the others stand."""
    for package in ("axe-core", "html_codesniffer"):
        copied(package, elsewhere)
    script = elsewhere / "node_modules/html_codesniffer/build/HTMLCS.js"
    script.write_text("var HTMLCS = {process() {}};", encoding="utf-8")
    site.put(GOOD.format(BARE), "/states/start/sign_in/default")
    with Browser() as browser:
        inspector = Inspector(browser, rules=())
        browser.script_timeout_s = 5
        (view,) = inspector.inspect(Visit("start/sign_in/default", "", "en", (DEFAULT,)), site.base)

    assert "axe:image-alt" in {f.rule for f in view.findings}
    assert len(inspector.faults) == 1
    assert "HTML_CodeSniffer could not finish" in inspector.faults[0]


def test_every_package_is_pinned() -> None:
    """Our list names one exact version of each package."""
    assert all(version[0].isdigit() for version in wanted().values())
    assert {"axe-core", "vnu-jar", "html_codesniffer"} <= wanted().keys()


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("import time; time.sleep(60)", "did not answer within 0.5 s"),
        ("import sys; sys.exit('no such thing')", "has ended: no such thing"),
        ('input(); print(\'{"error": "too many"}\')', "gave up: too many"),
    ],
)
def test_a_program_that_does_not_answer_is_named(program: str, said: str) -> None:
    """A program that hangs, ends or refuses is named, with its own last words."""
    talk = Conversation("Sample", (sys.executable, "-c", program))
    try:
        with pytest.raises(EngineError, match=f"Sample {said}"):
            talk.ask({"page": 1}, 0.5 if "sleep" in program else 30)
    finally:
        talk.close()


def test_a_program_answers_line_by_line() -> None:
    """Question and answer are one line of JSON each, in any language."""
    echo = "import sys\nfor line in sys.stdin: print(line, end='', flush=True)"
    talk = Conversation("Sample", (sys.executable, "-c", echo))

    answers = [talk.ask({"words": words}, 30) for words in ("Grüezi\n", "Moien")]

    talk.close()
    assert answers == [{"words": "Grüezi\n"}, {"words": "Moien"}]


def test_an_answer_that_nobody_hears_is_not_taken_for_the_next_one() -> None:
    """Who asks again before the answer has come hears the one to the last question."""
    echo = "import sys\nfor line in sys.stdin: print(line, end='', flush=True)"
    talk = Conversation("Sample", (sys.executable, "-c", echo))

    for question in ({"error": "of a page that is gone"}, {"page": 2}):
        talk.put(question)
    answer = talk.answer(30)

    talk.close()
    assert answer == {"page": 2}


ECHO = "import sys\nprint('{}', flush=True)\nfor line in sys.stdin: print(line, end='', flush=True)"


def test_a_program_ends_with_all_that_it_has_started() -> None:
    """Where a program runs in another one, nobody waits for the inner one at the end."""
    around = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {ECHO!r}])"
    talk = Conversation("Sample", (sys.executable, "-c", around))
    talk.greeting(30)
    began_s = time.monotonic()

    talk.close()
    talk.close()

    assert time.monotonic() - began_s < STOP_TIMEOUT_S
    assert not talk.is_free


def test_a_program_that_is_left_serves_the_next_one() -> None:
    """Whoever comes next finds it as it is, and its first words too."""
    idle, command = Idle(), (sys.executable, "-c", ECHO)
    first = idle.take("Sample", command)
    idle.leave(command, first)

    second, third = idle.take("Sample", command), idle.take("Sample", command)

    told = [(talk.greeting(30), talk.ask({"page": 2}, 30)) for talk in (second, third)]
    for talk in (second, third):
        talk.close()
    assert second is first
    assert third is not first
    assert told == [({}, {"page": 2})] * 2


@pytest.mark.parametrize("fault", ["hung", "ended"])
def test_a_program_that_owes_an_answer_serves_nobody_else(fault: str) -> None:
    """An answer that came too late would be taken for the answer to the next question."""
    idle = Idle()
    silent = (sys.executable, "-c", "input(); input()" if fault == "hung" else "")
    talk = idle.take("Sample", silent)
    with pytest.raises(EngineError):
        talk.ask({"page": 1}, 0.2 if fault == "hung" else 30)

    idle.leave(silent, talk)

    other = idle.take("Sample", silent)
    other.close()
    assert other is not talk


def test_a_checker_that_does_not_start_is_named(tmp_path: Path) -> None:
    """When Java ends at once, the Nu checker is named instead of waited for."""
    checker = Checker(tmp_path / "no.jar", sys.executable)
    try:
        with pytest.raises(EngineError, match="The Nu checker does not start"):
            checker.messages(b"<title>Hello</title>")
    finally:
        checker.close()


def test_a_place_in_the_source_is_an_element() -> None:
    """Comments and scripts hold no tags; the tag before the place counts."""
    source = '<p>One\n<!-- <p> --><script>"<p>"</script>\n<p id="two">Two <b>bold</b>'

    assert tag_at(source, 3, 12) == Tag("p", 1, 2)
    assert tag_at(source, 3, 19) == Tag("b", 0, 1)
    assert tag_at(source, 9, 1) is None


@pytest.mark.parametrize("rule", sorted(DOUBTFUL))
def test_a_doubtful_rule_never_fails(rule: str) -> None:
    """What a rule is known to get wrong is left to a person, with the reason beside it."""
    judged = judged_as(rule, EngineRule(("4.1.2",)), Verdict.FAIL)

    assert judged.verdict is Verdict.PERSON
    assert len(DOUBTFUL[rule]) > 20


@pytest.mark.parametrize("rule", sorted(FACTS))
def test_a_fact_that_no_criterion_names_fails(rule: str) -> None:
    """It blocks by default, and not for those who ask for levels A and AA alone."""
    found = judged_as(rule, EngineRule(()), Verdict.FAIL).at("", "")
    told = Finding("page", rule, found.verdict, "", "", found.criteria, gates=found.gates)

    assert Bar().stops(told)
    assert Bar(tags=("best-practice",)).stops(told)
    assert not Bar(tags=("A", "AA")).stops(told)


def test_other_advice_is_left_to_a_person() -> None:
    """A rule that names no criterion and is no such fact never fails."""
    judged = judged_as("axe:tabindex", EngineRule(()), Verdict.FAIL)

    assert (judged.verdict, judged.gates) == (Verdict.PERSON, False)


@pytest.mark.parametrize("rule", sorted(ASKED_ASIDE))
def test_what_our_own_checks_look_at_is_not_asked_again(rule: str) -> None:
    """A question that a check of ours answers is told beside the findings; a failure counts."""
    known = EngineRule(("1.4.3",))

    assert judged_as(rule, known, Verdict.PERSON).aside
    assert not judged_as(rule, known, Verdict.FAIL).aside


@pytest.mark.parametrize(
    ("rule", "element", "aside"),
    [
        ("ibm:element_attribute_deprecated", "html > head > link:nth-of-type(2)", True),
        ("ibm:element_attribute_deprecated", "#main > font", False),
        ("htmlcs:1.3.1.F92,ARIA4", "#logo > svg:nth-of-type(1)", True),
        ("htmlcs:1.3.1.F92,ARIA4", "#prices > table", False),
    ],
)
def test_what_harms_nobody_in_its_place_counts_for_nothing(
    rule: str, element: str, aside: bool
) -> None:
    """The same rule still asks about elements of another kind."""
    judged = judged_as(rule, EngineRule(("1.3.1",)), Verdict.FAIL)

    assert judged.at(element, "").aside is aside


def test_json_of_the_list_is_ours() -> None:
    """The list of packages can be read, and nothing in it runs in the service."""
    listed = json.loads((HERE / "package.json").read_text(encoding="utf-8"))
    assert listed["private"] is True


@pytest.mark.gate
def test_one_barrier_is_one_finding_with_every_voice(site: Site, inspector: Inspector) -> None:
    """A picture without words is one finding, whichever way each engine names the element."""
    site.put(GOOD.format('<p>One</p><p><img src="/favicon.ico"></p>'), STATE)

    (view,) = inspector.inspect(Visit("start/sign_in/default", "", "en", (DEFAULT,)), site.base)

    (found,) = [f for f in view.findings if "1.1.1" in f.criteria]
    names = {rule.split(":")[0] for rule in (found.rule, *found.also)}
    assert names >= {"axe", "ibm", "alfa", "htmlcs"}


@pytest.mark.gate
def test_a_code_of_another_form_is_asked_about(elsewhere: Path, site: Site) -> None:
    """What HTML_CodeSniffer says without naming a criterion is left to a person, and not lost."""
    copied("html_codesniffer", elsewhere)
    script = elsewhere / "node_modules/html_codesniffer/build/HTMLCS.js"
    script.write_text(
        "window.HTMLCS = {getTranslation: key => key, process: (standard, page, done) => done(),"
        "getMessages: () => [{type: 1, code: 'Other.Code', msg: 'W', element: document.body}]};",
        encoding="utf-8",
    )
    site.put(GOOD.format(""), "/states/start/sign_in/default")
    with Browser() as browser:
        inspector = Inspector(browser, rules=(), engines=("htmlcs",))
        (view,) = inspector.inspect(Visit("start/sign_in/default", "", "en", (DEFAULT,)), site.base)

    assert [(f.rule, f.verdict, f.criteria) for f in view.findings] == [
        ("htmlcs:Other.Code", Verdict.PERSON, ())
    ]
    assert inspector.faults == []
