"""What a page holds is counted, so that "does not apply" is never a guess."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from a11y import audit
from a11y.conditions import DEFAULT
from a11y.conformance import conformance
from a11y.facts import OF_THE_PAGE, holds, together
from a11y.inspection import Inspector
from a11y.methods import METHODS
from a11y.targets import Visit
from a11y.verdict import Ledger
from tests.a11y.conftest import Site

pytestmark = pytest.mark.gate
Page = Callable[[str], Inspector]
PLAIN = '<!doctype html><html lang="en"><title>Plain</title><p>Only words.</p></html>'


def test_a_plain_page_holds_nothing(page: Page) -> None:
    """A page of words alone has none of the things that criteria are about."""
    held = holds(page(PLAIN).browser)

    assert {name for name, count in held.items() if count} == OF_THE_PAGE


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<img src=a.png>", "images"),
        ("<svg></svg>", "images"),
        ("<style>p::before{content:url(a.png)}</style><p>x", "backgrounds"),
        ("<p style='background:url(a.png)'>x", "backgrounds"),
        ("<video></video>", "media"),
        ("<object></object>", "embeds"),
        ("<canvas></canvas>", "canvases"),
        ("<table></table>", "tables"),
        ("<div role=grid></div>", "tables"),
        ("<a href=/b>x</a>", "links"),
        ("<a href=/b>x</a>", "site_links"),
        ("<a href=/b.pdf>x</a>", "documents"),
        ("<p contenteditable>x", "editors"),
        ("<p contenteditable>x", "fields"),
        ("<div tabindex=0>x</div>", "stops"),
        ("<p onclick='a()'>x", "scripts"),
        ("<script>1</script>", "scripts"),
        ("<marquee>x</marquee>", "motion"),
        ("<style>@keyframes a{}</style>", "motion"),
        ("<style>@media screen{li:hover ul{top:0}}</style>", "hover_rules"),
        ("<p>😀", "symbols"),
        ("<p>fine :-)", "symbols"),
        ("<p lang=fr>bonjour", "lang_parts"),
        ("<p>שלום", "rtl"),
        ("<p>“So”", "quotes"),
        ("<p hidden>x", "hidden"),
        ("<div><template shadowrootmode=open><img></template></div>", "images"),
        ("<iframe srcdoc='<video></video>'></iframe>", "media"),
        ("<iframe srcdoc='<p>a'></iframe>", "frames"),
    ],
)
def test_what_is_there_is_counted(html: str, name: str, page: Page) -> None:
    """Each kind of content is found, in shadow trees, styles and frames too."""
    assert holds(page(f"<!doctype html><title>t</title>{html}").browser)[name] > 0


@pytest.mark.parametrize("html", ["", "<svg xmlns='http://www.w3.org/2000/svg'/>", "<frameset>"])
def test_odd_pages_are_counted_too(html: str, page: Page) -> None:
    """A page without a body, or of another kind, raises nothing."""
    assert holds(page(html).browser)["doctype"] == 0


def test_an_audit_of_a_plain_page_asks_no_question_about_media(site: Site) -> None:
    """From browser to verdict: what the page does not hold is NA in every method."""

    site.put(PLAIN, "/states/a/b/c")
    report = audit(
        [Visit("a/b/c", "p", "en", (DEFAULT,))], site.base, on=date(2026, 1, 1), ledger=Ledger()
    )

    judged = conformance(report, METHODS["simple1"]())

    absent = {o.criterion.number for o in judged.outcomes if o.status.value == "NA"}
    assert {"1.1", "2.1", "4.1", "5.6", "11.1"} <= absent


def test_views_of_a_page_are_taken_together() -> None:
    """What one view holds the page holds; a title must be there in all of them."""
    views = [{"holds": {"images": 1, "title": 1}}, {"holds": {"images": 0, "title": 0}}, {}]

    assert together(views) == {"images": 1, "title": 0}
    assert together([{}]) == {}
