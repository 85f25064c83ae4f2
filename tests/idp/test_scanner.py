"""A mail scanner that opens, runs and presses everything leaves the link good (ML-8)."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from conftest import Outbox
from idp.settings import Settings
from idp.store.clients import Client
from tests import portal as portals
from tests.visitor import Person
from tests.visits import code_of, link_of, text_of

SCANNER = "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36"


def mailed_link(mails: Outbox) -> str:
    """The address behind the newest mail's link, without its host."""
    link_id, key = link_of(mails.last())
    return f"/magic-link/opened/{link_id}?key={key}"


def asks_for_mail(person: Person) -> None:
    person.opens(portals.asks())
    person.presses("Send me a mail", email="ada@example.org")


def presses_everything(scanner: Person, link: str) -> int:
    """Opens the link, presses every button of every page it leads to; how many it pressed."""
    scanner.opens(link)
    waiting = [button.text for button in scanner.seen.elements("button") if button.text]
    for button in waiting:
        scanner.opens(link)
        if button not in [b.text for b in scanner.seen.elements("button")]:
            continue
        target, values = scanner.form(button)
        junk = {name: value or "123456" for name, value in values.items()}
        scanner.posts(target, junk | {"code": "123456", "email": "junk@example.net"})
    return len(waiting)


def test_reading_changes_nothing(app: Flask, person: Person, portal: Client, mails: Outbox) -> None:
    """Hundreds of openings by GET and HEAD, prefetching or not, leave the link as it was."""
    asks_for_mail(person)
    link, scanner = mailed_link(mails), Person(app, agent=SCANNER)

    for n in range(100):
        purpose = {"Sec-Purpose": "prefetch"} if n % 2 else {}
        assert scanner.request("HEAD", link, headers=purpose).status_code in (200, 303)
        assert scanner.request("GET", link, headers=purpose).status_code in (200, 303)

    person.opens(link)
    person.presses("Yes, sign me in")
    assert person.heading == "May this portal know this?"


def test_pressing_everything_signs_nobody_in(
    app: Flask, person: Person, portal: Client, mails: Outbox, happened: Callable[[], list[str]]
) -> None:
    """Every button pressed and every field filled with junk, three times over: the link works."""
    asks_for_mail(person)
    link, code = mailed_link(mails), code_of(mails.last())
    scanner = Person(app, agent=SCANNER)

    pressed = sum(presses_everything(scanner, link) for _ in range(3))

    assert pressed > 9
    assert "session.sign_in.began" not in happened()
    assert len(mails.messages()) <= 2
    person.opens(link)
    person.presses("Yes, sign me in")
    assert person.heading == "May this portal know this?"
    assert code not in person.text


def test_junk_leaves_the_persons_tries(
    app: Flask, person: Person, portal: Client, mails: Outbox
) -> None:
    """After a scanner typed junk, the person still has all tries for the code."""
    asks_for_mail(person)
    link, code = mailed_link(mails), code_of(mails.last())
    scanner = Person(app, agent=SCANNER)
    for _ in range(4):
        presses_everything(scanner, link)

    person.presses("Sign in", code=code)

    assert person.heading == "May this portal know this?"


def test_the_key_is_in_no_page_and_no_later_address(
    app: Flask, person: Person, portal: Client, mails: Outbox
) -> None:
    """After landing, the link's key stands neither in the address nor in the page (SEC-36)."""
    asks_for_mail(person)
    link_id, key = link_of(mails.last())

    page = person.opens(f"/magic-link/opened/{link_id}?key={key}")

    assert key not in person.at
    assert key not in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"


def test_mails_name_the_issuer_whatever_host_was_asked(
    app: Flask, settings: Settings, person: Person, portal: Client, mails: Outbox
) -> None:
    """A forged host never gets into a mail (SEC-35)."""
    person.opens(portals.asks())
    target, values = person.form("Send me a mail")
    for forged in ("X-Forwarded-Host", "Forwarded", "X-Host"):
        headers = {forged: "evil.example", "Sec-Fetch-Site": "same-origin"}
        person.request("POST", target, data=values | {"email": "ada@example.org"}, headers=headers)

    assert mails.messages()
    for message in mails.messages():
        assert "evil.example" not in message.as_string()
        assert f"{settings.issuer}/magic-link/opened/" in text_of(message)
