"""What a person does on the way from a portal through the sign-in and back."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from idp.demo.inbox import Letter
from idp.demo.portal import Portal
from idp.demo.stage import Stage
from tests.journeys.device import Device
from tests.journeys.window import Window

SIGN_IN = "Sign in"
INBOX = "Look in your mailbox"
CONFIRM = "Finish signing in"
CONSENT = "May this portal know this?"
OFFER = "Would you like an easier way next time?"
ADDED = "Your passkey is ready"
BACK = "You are signed in"
ADDRESS = "Your e-mail address"
CODE = "Code from the mail"
# Long enough that a slow machine presses twice within it; see Person.waits_for_the_next_mail.
WAIT_BETWEEN_MAILS_S = 10


class Person:
    """Somebody with an address, a window and the mails that came."""

    def __init__(self, address: str, window: Window, stage: Stage) -> None:
        self.address = address
        self.window = window
        self.stage = stage
        self._read = 0

    # --- at the portal

    def start(self, portal: Portal) -> None:
        """Opens the portal and chooses to sign in."""
        self.window.go(portal.home_url + "/")
        self.window.press("Sign in with Stepfree")

    def claims(self) -> dict[str, str]:
        """What the portal verified and shows, by claim."""
        self.window.expect(BACK)
        cells = self.window.driver.find_elements(By.CSS_SELECTOR, "[data-claim]")
        return {_attribute(cell, "data-claim"): _attribute(cell, "textContent") for cell in cells}

    # --- with a mail

    def ask_for_mail(self) -> Letter:
        """Writes the address and waits for the mail."""
        self.window.expect(SIGN_IN)
        self.window.write(ADDRESS, self.address)
        self.window.press("Send me a mail")
        self.window.expect(INBOX)
        return self.mail()

    def mail(self) -> Letter:
        """The next mail with a link for signing in; the earlier ones count as read."""
        letter = self.stage.inbox.wait(self.address, after=self._read, wanted="Your link:")
        self._read = letter.number
        return letter

    def waits_for_the_next_mail(self) -> None:
        """The time that lies between two mails to one address passes, for everybody."""
        with closing(sqlite3.connect(self.stage.folder.database, timeout=10)) as database:
            database.execute("UPDATE attempts SET expires_at = window_began_at")
            database.commit()

    def open_link(self, letter: Letter, window: Window | None = None) -> None:
        """Opens the link of a mail, in this window or in another one."""
        (window or self.window).go(link(letter))

    def confirm(self) -> None:
        self.window.expect(CONFIRM)
        self.window.press("Yes, sign me in")

    def write_code(self, letter: Letter) -> None:
        self.window.expect(INBOX)
        self.window.write(CODE, code(letter))
        self.window.press("Sign in")

    # --- questions on the way

    def allow(self) -> None:
        self.window.expect(CONSENT)
        self.window.press("Yes, send this")

    def no_passkey(self) -> None:
        self.window.expect(OFFER)
        self.window.press("Not now")

    def add_passkey(self, name: str) -> None:
        """Adds a passkey on the device of this window, and gives it a name."""
        self.window.expect(OFFER)
        self.window.press("Add a passkey")
        self.window.expect(ADDED)
        self.window.write("Name of the passkey", name)
        self.window.press("Save and go on")

    # --- whole ways

    def sign_in_by_code(self, portal: Portal) -> dict[str, str]:
        """A first sign-in from start to end, without a passkey; the portal's claims."""
        self.start(portal)
        self.write_code(self.ask_for_mail())
        self.allow()
        self.no_passkey()
        return self.claims()

    def sign_in_by_passkey(self, device: Device) -> None:
        """Presses the button of the sign-in page while the device is at hand."""
        self.window.expect(SIGN_IN)
        self.window.wait_until(
            lambda: self.window.offers("Sign in with a passkey"), "the passkey button"
        )
        device.touch_by_itself(True)
        self.window.press("Sign in with a passkey")

    def sign_out(self) -> None:
        """From the portal through the question back to the portal's page."""
        self.window.expect(BACK)
        self.window.press("Sign out")
        self.window.expect("Do you want to sign out?")
        self.window.press("Yes, sign out")
        self.window.expect("You are signed out")


def _attribute(element: WebElement, name: str) -> str:
    """Also of what is folded up, and so has no text to be seen."""
    return (element.get_attribute(name) or "").strip()


def link(letter: Letter) -> str:
    """The address in a mail that finishes the sign-in."""
    found = next((one for one in letter.links if "/opened/" in one), "")
    assert found, f"No link in the mail:\n{letter.text}"
    return found


def code(letter: Letter) -> str:
    """The code of a mail: six digits alone on a line (EM-5)."""
    found = re.search(r"^(\d{6})$", letter.text, re.MULTILINE)
    assert found, f"No code alone on a line of the mail:\n{letter.text}"
    return found.group(1)
