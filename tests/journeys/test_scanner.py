"""A mail scanner with a real browser: it opens, runs script, presses and fills everything."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from selenium.common.exceptions import InvalidElementStateException
from selenium.webdriver.common.by import By

from idp.demo.inbox import Letter
from idp.demo.stage import Stage
from tests.journeys.person import INBOX, Person, link
from tests.journeys.window import WRITABLE, Window

BUTTONS = "main button, main input[type=submit]"


def test_scanner_leaves_the_link_usable(
    person: Person, stage: Stage, new_window: Callable[..., Window]
) -> None:
    """A robot that presses every button elsewhere signs nobody in and spends nothing (ML-8)."""
    person.start(stage.portals[0])
    letter = person.ask_for_mail()
    scanner = new_window()

    pressed = _scan(scanner, letter)

    assert pressed >= 3  # code here, link for this browser, "I did not ask for this"
    scanner.go(stage.portals[0].issuer + "/account/overview")
    scanner.expect("Sign in")
    person.window.expect(INBOX)
    person.open_link(letter)
    person.confirm()
    person.allow()
    person.no_passkey()
    assert person.claims()["email"] == person.address


def _scan(scanner: Window, letter: Letter) -> int:
    """Opens every link of the mail and presses each button of the page; how many."""
    home = urlsplit(link(letter)).netloc
    pressed = 0
    for address in letter.links:
        if urlsplit(address).netloc != home:
            continue
        scanner.go(address)
        for number in range(len(scanner.driver.find_elements(By.CSS_SELECTOR, BUTTONS))):
            scanner.go(address)
            pressed += _press(scanner, number)
    return pressed


def _press(scanner: Window, number: int) -> int:
    """Fills every field with junk and presses one button, as far as it is still there."""
    buttons = scanner.driver.find_elements(By.CSS_SELECTOR, BUTTONS)
    if number >= len(buttons) or not buttons[number].is_displayed():
        return 0
    for field in scanner.driver.find_elements(By.CSS_SELECTOR, WRITABLE):
        try:
            field.send_keys("123456")
        except InvalidElementStateException:
            continue  # a field that cannot be written in: the robot goes on
    buttons[number].click()
    return 1
