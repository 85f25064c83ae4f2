"""A mail scanner with a real browser: it opens, runs script, presses and fills everything."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from selenium.webdriver.common.by import By

from idp.demo.inbox import Letter
from idp.demo.stage import Stage
from tests.journeys.person import INBOX, Person, link
from tests.journeys.window import WRITABLE, Window


def test_scanner_leaves_the_link_usable(
    person: Person, stage: Stage, new_window: Callable[..., Window]
) -> None:
    """A robot that presses every button elsewhere signs nobody in and spends nothing (ML-8)."""
    person.start(stage.portals[0])
    letter = person.ask_for_mail()
    scanner = new_window()

    pressed = _scan(scanner, letter)

    assert pressed == {"Sign in here", "Send me a link for this browser", "I did not ask for this"}
    scanner.go(stage.portals[0].issuer + "/account/overview")
    scanner.expect("Sign in")
    person.window.expect(INBOX)
    person.open_link(letter)
    person.confirm()
    person.allow()
    person.no_passkey()
    assert person.claims()["email"] == person.address


def _scan(scanner: Window, letter: Letter) -> set[str]:
    """Opens every link of the mail and presses each button there once; their names."""
    home = urlsplit(link(letter)).netloc
    pressed: set[str] = set()
    for address in letter.links:
        if urlsplit(address).netloc == home:
            while name := _press_another(scanner, address, pressed):
                pressed.add(name)
    return pressed


def _press_another(scanner: Window, address: str, pressed: set[str]) -> str:
    """Opens the page, fills every field with junk, presses a button that is new; "" without."""
    scanner.go(address)
    for field in scanner.driver.find_elements(By.CSS_SELECTOR, WRITABLE):
        if field.is_displayed():
            field.send_keys("123456")
    for button in scanner.driver.find_elements(By.CSS_SELECTOR, "main button"):
        if button.is_displayed() and button.text not in pressed:
            name = button.text
            button.click()
            return name
    return ""
