"""Stories on the running provider: from the portal by mail or passkey, and through the account."""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from urllib.parse import urljoin

import requests

from a11y.screen_reader.reader import Reader
from a11y.screen_reader.telling import Told
from idp.demo.inbox import Letter
from idp.demo.stage import Stage
from tests.journeys.device import Device
from tests.journeys.person import code, link
from tests.orca.told import Story

# Coming back into a field selects what stands in it.
SELECTED = ("Shift+Tab", "Tab")
# Of a page that is somebody else's: that it is there.
FIRST_WORDS = 2
# The clock of the page stands still, and runs ahead only when it is told to.
CLOCK = """
const began = Date.now();
window.ahead_s = 0;
Date.now = () => began + window.ahead_s * 1000;
"""
AHEAD = 'window.ahead_s = {}; document.dispatchEvent(new Event("visibilitychange"));'
ENDS_S = 1_740
FORM = re.compile(r'<form method="post" action="([^"]+)">.*?name="csrf" value="([^"]+)"', re.DOTALL)
# A device that is touched when the story says so, as people take their time.
TOUCH = """
const touched = new Promise(done => { window.touchDevice = done; });
for (const name of ["create", "get"]) {
  const real = CredentialsContainer.prototype[name];
  CredentialsContainer.prototype[name] = function (...given) {
    if (given[0]?.mediation === "conditional") return real.apply(this, given);
    return touched.then(() => real.apply(this, given));
  };
}
"""
_numbers = itertools.count(1)


class Person:
    """Somebody new with an address, who hears what the pages say."""

    def __init__(self, told: Told, stage: Stage) -> None:
        self.told, self.stage, self.reader = told, stage, told.reader
        self.address = f"ada.{os.getpid()}.{next(_numbers)}@example.org"
        told.masks[self.address] = "{address}"
        self._read = 0

    def letter(self) -> Letter:
        """The next mail for signing in."""
        letter = self.stage.inbox.wait(self.address, after=self._read, wanted="/opened/")
        self._read = letter.number
        self.told.masks[code(letter)] = "{code}"
        return letter

    def comes_from_portal(self) -> None:
        self.told.opens(
            "start/sign_in from the portal", self.stage.portals[0].home_url + "/sign-in"
        )

    def waits_for_mail(self) -> None:
        """Asked for a mail, and looks at the page that waits for it. Nothing of it is recorded."""
        self.reader.browser.open(self.stage.portals[0].home_url + "/sign-in")
        self._fill("email", self.address, "#code")
        self.waits_at = self.reader.browser.evaluate("return location.href")

    def uses_elsewhere(self, address: str) -> None:
        """Opens the link and confirms, as another window of the same browser; the page hears."""
        with requests.Session() as window:
            window.headers["User-Agent"] = self.reader.browser.evaluate(
                "return navigator.userAgent"
            )
            for cookie in self.reader.browser.driver.get_cookies():
                window.cookies.set(cookie["name"], cookie["value"])
            page = window.get(address)
            action, csrf = FORM.findall(page.text.partition("<main")[2])[0]
            done = window.post(urljoin(page.url, action), data={"csrf": csrf})
            assert done.ok, done.text
        self.reader.until("return !document.querySelector('[data-poll-ready]').hidden", "the news")

    @property
    def account(self) -> str:
        return f"{self.stage.portals[0].issuer}/account/overview"

    def sits_in_the_account(self, device: Device | None = None) -> None:
        """Signed in by mail, with a passkey when there is a device. Nothing of it is recorded."""
        self.waits_for_mail()
        self._fill("code", code(self.letter()), "#consent")
        self._press("#consent button", "[data-passkey=add]")
        if device is None:
            self._press("form[action$=not-now] button", "[data-claim]")
            return
        device.touch_by_itself(True)
        self._press("[data-passkey-answer] button", "#name")
        device.touch_by_itself(False)
        self._fill("name", "My laptop", "[data-claim]")

    def _fill(self, field: str, text: str, then: str) -> None:
        self._unheard(
            f"const field = document.getElementById({field!r});"
            f"field.value = {text!r}; field.form.requestSubmit();",
            then,
        )

    def _press(self, button: str, then: str) -> None:
        self._unheard(f"document.querySelector({button!r}).click();", then)

    def _unheard(self, script: str, then: str) -> None:
        self.reader.browser.evaluate(script)
        self.reader.until(f"return document.querySelector({then!r}) !== null", then)


@contextmanager
def device_of(reader: Reader) -> Iterator[Device]:
    """A device that keeps passkeys, and waits until its person touches it."""
    device = Device(reader.browser)
    device.touch_by_itself(False)
    try:
        yield device
    finally:
        reader.browser.driver.remove_virtual_authenticator()


def by_code(told: Told, stage: Stage) -> None:
    """First sign-in by code, with mistakes on the way, consent, no passkey now; then sign-out."""
    ada = Person(told, stage)
    ada.comes_from_portal()
    told.tabs_to("#email")
    told.types("ada")
    told.leads_on("Enter")
    told.presses("Tab", "Enter", *SELECTED)
    told.types(ada.address)
    told.leads_on("Enter")
    right = code(ada.letter())
    wrong = "135790" if right != "135790" else "246801"
    told.masks[wrong] = "{another code}"
    told.skips()
    told.tabs_to("#code")
    told.types(wrong)
    told.leads_on("Enter")
    told.presses("Tab", "Enter", *SELECTED)
    told.types(right)
    told.leads_on("Enter")
    told.skips()
    told.tabs_to("[value=allow]")
    told.leads_on("Space")
    told.skips()
    told.tabs_to("form[action$=not-now] button")
    told.arrives("Enter", FIRST_WORDS)
    told.leaves("signs out at the portal", "document.forms[0].requestSubmit()")
    told.skips()
    told.presses("Tab")
    told.arrives("Enter", FIRST_WORDS)


def by_link(told: Told, stage: Stage) -> None:
    """By the link of the mail, finished with one press; then no data for the portal."""
    ada = Person(told, stage)
    ada.waits_for_mail()
    told.opens("the link of the mail", link(ada.letter()))
    told.presses("Tab")
    told.leads_on("Enter")
    told.skips()
    told.tabs_to("[value=refuse]")
    told.arrives("Space", FIRST_WORDS)


def other_window(told: Told, stage: Stage) -> None:
    """The page that waits for the mail hears, in a live region, of the link used elsewhere."""
    ada = Person(told, stage)
    ada.waits_for_mail()
    address = link(ada.letter())
    told.opens("magic_link/check_inbox again", ada.waits_at)
    told.skips()
    told.tabs_to("#code")
    told.does("The link is used in another window", lambda: ada.uses_elsewhere(address))
    told.tabs_to("[data-poll-ready] a")
    told.leads_on("Enter")


def passkey(told: Told, stage: Stage) -> None:
    """A passkey: the device waits, the waiting is stopped, then it opens its lock."""
    ada = Person(told, stage)
    with device_of(told.reader) as device:
        ada.sits_in_the_account(device)
        told.reader.browser.forget(told.language)
        with told.reader.browser.in_every_page(TOUCH):
            _signs_in_by_passkey(told, ada, device)


def _signs_in_by_passkey(told: Told, ada: Person, device: Device) -> None:
    ada.comes_from_portal()
    told.skips()
    told.tabs_to("[data-passkey-answer] button")
    told.presses("Enter")
    told.tabs_to("[data-passkey-stop]")
    told.leads_on("Enter")
    told.tabs_to("[data-passkey-answer] button")
    device.touch_by_itself(True)
    told.presses("Enter")
    told.leaves("touches the device", "window.touchDevice()", FIRST_WORDS)


def own_passkey(told: Told, stage: Stage) -> None:
    """In the own account: a passkey is refused, added, named, renamed, removed; then sign-out."""
    ada = Person(told, stage)
    with device_of(told.reader) as device, told.reader.browser.in_every_page(TOUCH):
        ada.sits_in_the_account()
        told.opens("account/overview", ada.account)
        told.skips()
        told.tabs_to("form[action$=add-passkey] button")
        told.leads_on("Enter")
        told.skips()
        told.tabs_to("[data-passkey-answer] button")
        device.lock_stays_shut(True)
        device.touch_by_itself(True)
        told.presses("Enter")
        told.leaves("touches the device", "window.touchDevice()")
        device.lock_stays_shut(False)
        told.tabs_to("[data-passkey-answer] button")
        told.presses("Enter")
        told.leaves("touches the device", "window.touchDevice()")
        told.tabs_to("#name")
        told.presses("Delete")
        told.leads_on("Enter")
        told.presses("Tab", "Enter")
        told.types("My laptop")
        told.leads_on("Enter")
        told.skips()
        told.tabs_to("a[href*=rename-passkey]")
        told.leads_on("Enter")
        told.skips()
        told.tabs_to("#name")
        told.types("My phone")
        told.leads_on("Enter")
        told.tabs_to("a[href*=remove-passkey]")
        told.leads_on("Enter")
        told.skips()
        told.presses("Tab")
        told.leads_on("Enter")
        told.tabs_to("main form[action$=sign-out] button")
        told.leads_on("Enter")
        told.presses("Tab")


def passkey_in_firefox(told: Told, stage: Stage) -> None:
    """Adding a passkey, where the device within the browser always opens its lock."""
    ada = Person(told, stage)
    ada.sits_in_the_account()
    with told.reader.browser.passkey_device():
        told.opens("account/overview", ada.account)
        told.skips()
        told.tabs_to("form[action$=add-passkey] button")
        told.leads_on("Enter")
        told.skips()
        told.tabs_to("[data-passkey-answer] button")
        told.leads_on("Enter")
        told.presses("Tab")


def time_warning(told: Told, stage: Stage) -> None:
    """The account asks before it closes, says few of the seconds, stays open, and then ends."""
    ada = Person(told, stage)
    ada.sits_in_the_account()
    with told.reader.browser.in_every_page(CLOCK):
        told.opens("account/overview", ada.account)
        told.tabs_to(".mine button")
        for left_s in (119, 59, 29, 9):
            ahead = AHEAD.format(ENDS_S - left_s)
            told.does(f"{left_s} seconds are left", partial(told.reader.browser.evaluate, ahead))
        told.presses("Tab")
        told.presses_until("Enter", "return !document.querySelector('#idle').open")
        again = AHEAD.format(2 * ENDS_S)
        told.does("the time is over", partial(told.reader.browser.evaluate, again))
        told.presses("Tab")


STORIES = tuple(
    Story(name, (tell.__doc__ or "").strip(), tell, is_live=True)
    for name, tell in {
        "account/passkey": own_passkey,
        "magic_link/by_code": by_code,
        "passkey/sign_in": passkey,
        "account/time_warning": time_warning,
        "magic_link/other_window": other_window,
        "magic_link/by_link": by_link,
    }.items()
)
