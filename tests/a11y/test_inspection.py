"""An audit from end to end, over pages of our own."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from a11y import Report, audit
from a11y.conditions import BY_NAME, CONDITIONS, DEFAULT, Condition
from a11y.engines import EngineError
from a11y.engines.installed import PLACE, REQUIRED
from a11y.inspection import Inspector
from a11y.reports.as_html import as_html
from a11y.reports.as_json import as_json
from a11y.rule import View
from a11y.targets import Visit, addresses
from a11y.verdict import Ledger, Verdict
from tests.a11y.conftest import Site

pytestmark = pytest.mark.gate

TODAY = date(2026, 11, 21)
STYLE = (
    "<style>:root{color-scheme:light dark}body{background:#fff;color:#222;font:1rem/1.5 sans-serif}"
    "@media(prefers-color-scheme:dark){body{background:#111;color:#eee}}"
    "button{min-height:48px;min-width:48px;font:inherit;color:inherit;background:inherit}"
    ":focus-visible{outline:3px solid;outline-offset:2px}</style>"
)
HEAD = '<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">'
BODY = "<main><h1>Sign in</h1><form><button>Sign in</button></form></main>"
GOOD = f"{HEAD}<title>Sign in</title>{STYLE}{BODY}</html>"


def visit(*conditions: Condition, state: str = "start/sign_in/default") -> Visit:
    return Visit(state, "The person says who they are.", "en", conditions or (DEFAULT,))


def run(site: Site, *visits: Visit, **more: object) -> Report:
    return audit(visits, site.base, on=TODAY, ledger=Ledger(), **more)  # type: ignore[arg-type]


@pytest.fixture
def good(site: Site) -> Site:
    site.put(GOOD, "/states/start/sign_in/default")
    return site


@pytest.mark.usefixtures("each_kind")
def test_a_good_page_passes_in_every_condition(good: Site) -> None:
    """A sound page has no finding of any kind under any viewing condition."""
    report = run(good, visit(*CONDITIONS))

    assert report.findings == ()
    assert not report.blocks
    assert len(report.views) == len(CONDITIONS)
    assert report.engines["axe"] == "4.14.1"
    assert all("axe:document-title" in view.passed for view in report.views)


@pytest.mark.usefixtures("each_kind")
def test_a_broken_page_blocks(site: Site) -> None:
    """A page with a barrier blocks, and the report names rule, element and view."""
    html = GOOD.replace("<button>", '<button id="go" style="outline:0">')
    site.put(html, "/states/start/sign_in/default")

    report = run(site, visit(BY_NAME["dark"]))

    assert report.blocks
    (finding,) = report.judgement.blocking
    assert (finding.rule, finding.element) == ("focus_seen", "#go")
    assert finding.page == "start/sign_in/default/en/dark"


def test_a_page_of_another_site_is_judged_by_the_criteria_alone(site: Site) -> None:
    """What only this house asks for is no failure of other people's pages."""
    small = GOOD.replace("min-height:48px;min-width:48px", "min-height:30px;min-width:30px")
    url = site.put(small, "/theirs")

    report = run(site, *addresses((url,), (), (DEFAULT,)))

    assert [found.rule for found in report.findings if found.gates] == []
    assert (report.views[0].page, report.views[0].condition) == (url, "default")


def test_what_counts_for_nothing_is_told_beside_it(site: Site) -> None:
    """Advice of engines that names no criterion fails nothing, and stands in every report."""
    url = site.put('<!doctype html><html lang="en"><title>Hills</title><p>Hills.</p>', "/theirs")

    report = run(site, *addresses((url,), (), (DEFAULT,)))

    assert "axe:region" in report.aside()
    assert not any(f.rule == "axe:region" for f in report.findings)
    assert "axe:region" not in report.views[0].passed
    assert "axe:region" in [one["rule"] for one in json.loads(as_json(report))["views"][0]["aside"]]
    assert "axe:region</code>: All page content" in as_html(report)


def test_each_rule_of_ours_blocks_on_our_own_pages(site: Site) -> None:
    """A criterion of level AAA alone is told of other people's pages, and stops a page of ours."""
    html = GOOD.replace(
        "<button>", '<p>Our rules are <a href="/rules" id="rules">here</a>.<button>'
    )
    theirs = site.put(html, "/theirs")
    site.put(html, "/states/start/sign_in/default")

    own, other = (
        [f for f in run(site, *seen, engines=()).findings if f.rule == "link_alone"]
        for seen in ([visit()], addresses((theirs,), (), (DEFAULT,)))
    )

    assert [(one.element, one.gates) for one in own] == [("#rules", True)]
    assert [(one.element, one.gates) for one in other] == [("#rules", False)]


def test_another_answer_than_the_page_is_no_pass(site: Site) -> None:
    """A state that the service does not know is unfinished, and that blocks."""
    report = run(site, visit())

    assert report.blocks
    assert "it sends no page (HTTP ERROR 404)" in report.unfinished[0]


def test_one_bad_page_does_not_hide_the_others(good: Site) -> None:
    """After a page that cannot be looked at, the others are still audited."""
    report = run(good, visit(state="start/gone/default"), visit(), browsers=1)

    assert len(report.unfinished) == 1
    assert [view.id for view in report.views] == ["start/sign_in/default/en/default"]


def test_a_rule_that_cannot_cope_takes_nothing_from_the_others(site: Site) -> None:
    """A form whose field hides what a check asks of it costs that check, and it is told."""
    form = "<form action='/s'><input id='bare' name='closest'><button>Find</button></form>"
    site.put(GOOD.replace("</main>", f"{form}</main>"), "/states/start/sign_in/default")

    report = run(site, visit())

    assert report.blocks
    assert ("field_named", "#bare") in {(f.rule, f.element) for f in report.findings}
    assert any("cannot judge it: TypeError" in line for line in report.unfinished)


def test_names_of_fields_mislead_no_check(site: Site) -> None:
    """A field that is named like a part of its form is a field like any other."""
    form = "<form action='/s'><label>Number <input id='one' name='{}'></label></form>"
    names = ("number", "id", "name", "action", "children", "method", "title", "submit")
    for name in names:
        site.put(GOOD.replace("</main>", f"{form.format(name)}</main>"), f"/states/a/b/{name}")

    report = run(site, *(visit(state=f"a/b/{name}") for name in names))

    assert report.unfinished == ()
    found = {v.page: [(f.rule, f.element) for f in v.findings] for v in report.views}
    assert found == {f"a/b/{name}": found["a/b/number"] for name in names}


@pytest.mark.parametrize("goal", ["/away", "http://portal.example/"])
def test_a_page_that_leaves_is_seen_without_its_script(goal: str, site: Site) -> None:
    """A page whose script submits it at once is audited as people see it without script."""
    leave = f"<form action='{goal}'><button>Go on</button></form>"
    leave += "<script>document.forms[1].submit()</script>"
    site.put(GOOD.replace("</main>", f"{leave}</main>"), "/states/start/sign_in/default")
    site.put("<p>Away", "/away")

    report = run(site, visit())

    assert report.unfinished == ()
    assert [view.findings for view in report.views] == [()]


def test_two_browsers_find_what_one_finds(site: Site) -> None:
    """How many browsers work does not change what is found, nor its order."""
    states = [f"start/sign_in/{name}" for name in "abcd"]
    for number, state in enumerate(states):
        site.put(GOOD.replace("<h1>", "<h2>") if number % 2 else GOOD, f"/states/{state}")
    visits = [visit(state=state) for state in states]

    one, two = (run(site, *visits, browsers=count) for count in (1, 2))

    assert [(v.id, v.findings) for v in one.views] == [(v.id, v.findings) for v in two.views]
    assert len(one.judgement.blocking) > 0


def test_an_old_axe_stops_the_run(
    good: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With an axe below the floor nothing is audited at all."""
    script = tmp_path / "node_modules" / "axe-core" / "axe.min.js"
    script.parent.mkdir(parents=True)
    script.write_text("/*! axe v4.10.2\n*/", encoding="utf-8")
    monkeypatch.setenv(PLACE, str(tmp_path))

    with pytest.raises(EngineError, match="too old"):
        run(good, visit())


def test_missing_engines_are_named_in_the_report(
    good: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the packages our own rules still judge, and the report says what is missing."""
    monkeypatch.setenv(PLACE, str(tmp_path))
    monkeypatch.delenv(REQUIRED, raising=False)

    report = run(good, visit())

    assert len(report.views) == 1
    for name in ("axe", "ibm", "alfa", "htmlcs", "nu"):
        assert "is missing. Install it with: python -m a11y engines" in report.engines[name]


PICTURE = "<img src='/a.png'>"
SCRIPTS = {
    "that changes nothing": "<script>1;</script>",
    "that hides a barrier": "<script>document.querySelector('img').alt = 'A';</script>",
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_without_script_a_page_is_judged_by_all_who_have_not_seen_it(
    script: str, site: Site
) -> None:
    """All engines judge a page that its script changes both ways, and any other page once."""
    html = GOOD.replace("</main>", f"{PICTURE}{SCRIPTS[script]}</main>")
    site.put(html, "/states/start/sign_in/default")

    report = run(site, visit(DEFAULT, BY_NAME["no_script"]))

    told = {
        view.condition: {v for f in view.findings for v in (f.rule, *f.also) if v == "alfa:sia-r2"}
        for view in report.views
    }
    with_script, without = bool(told["default"]), bool(told["no_script"])
    assert (with_script, without) == ((True, False) if "nothing" in script else (False, True))


def test_looking_at_nothing_is_no_pass(site: Site) -> None:
    """A run without a view blocks."""
    assert run(site).blocks


def test_words_are_judged_at_the_first_look_of_each_load(site: Site) -> None:
    """A sentence in another language is found though its language never meets the usual window."""
    german = "Bitte melden Sie sich mit Ihrer Adresse an, dann schicken wir Ihnen eine Nachricht."
    html = GOOD.replace("<button>", f"<p>{german} {german}</p><button>")
    site.put(html, "/states/start/sign_in/default")

    report = run(site, visit(BY_NAME["dark"], BY_NAME["narrow_320"]))

    found = {f.page for f in report.judgement.blocking if f.rule.startswith("language_pa")}
    assert found == {"start/sign_in/default/en/dark"}, report.lines()


def test_a_page_of_many_links_is_judged_in_time(page: Callable[[str], Inspector]) -> None:
    """What is asked of each link is not asked of each pair of them."""
    rows = "".join(f'<li>Row {n}: <a href="/{n}">Person {n}</a>' for n in range(1500))

    inspector = page(f"<section><h2>People</h2><ul>{rows}</ul></section>")
    said = inspector.rules.run(View("en", own=False), only={"link_purpose", "twin_links"})

    assert len(said.remarks["link_purpose"]) == 1500
    assert [remark.verdict for remark in said.remarks["twin_links"]] == [Verdict.PASS]
    assert not said.unable


BAR = """<!doctype html><html lang=en><title>Page</title><style>
header{position:sticky;top:0;background:#12324a;color:#fff;transition:background .2s}
.down{background:#fff}main{height:3000px}</style>
<header><p id=bar>Words of the bar</p></header><main></main>
<script>addEventListener("scroll", () =>
  document.querySelector("header").classList.toggle("down", scrollY > 40))</script>"""


def test_a_bar_is_looked_at_as_it_is_at_the_top(page: Callable[[str], Inspector]) -> None:
    """What another rule has scrolled down and up again is not taken for how the page looks."""
    inspector = page(BAR)
    inspector.browser.look("scrollTo(0, 900)")
    inspector.browser.settle()
    inspector.browser.settle()
    inspector.browser.look("scrollTo(0, 0)")

    told = inspector.rules.run(View(own=False), only={"contrast_text"}).remarks["contrast_text"]

    assert [(r.element, r.verdict) for r in told] == [("#bar", Verdict.PASS)]
