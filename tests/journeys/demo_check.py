"""Walks through the demo without a person, and says at each step what the portal verified."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from selenium.common.exceptions import WebDriverException

from a11y.chromium import BrowserError
from idp.assurance import EMAIL, PASSKEY, level_of, reaches
from idp.demo.ports import PortTakenError
from idp.demo.stage import DemoFailedError, Stage
from tests.journeys.device import Device
from tests.journeys.person import Person
from tests.journeys.ports import free_ports
from tests.journeys.window import Window, open_window

ADA = "ada@example.org"
# Ada asks for two mails faster than anybody would; all else is as in `make demo`.
CHANGED = {"limit_mail_wait_s": 0}
SHOWN = ("sub", "email", "email_verified", "acr", "amr", "auth_time", "iss", "aud")


def walk(stage: Stage, window: Window) -> None:
    """The whole journey. Raises AssertionError at the first thing that is not right."""
    portal = stage.portals[0]
    device = Device(window)
    device.touch_by_itself(False)
    ada = Person(ADA, window, stage)

    _say("1. First sign-in, with the link of the mail.")
    ada.start(portal)
    ada.open_link(ada.ask_for_mail())
    ada.confirm()
    ada.allow()
    ada.no_passkey()
    first = _verified(ada, EMAIL)

    _say("2. Signs out, and signs in with the code of a new mail.")
    ada.sign_out()
    ada.start(portal)
    ada.write_code(ada.ask_for_mail())
    _same_person(first, _verified(ada, EMAIL))

    _say("3. Adds a passkey on her own account page.")
    window.press("Go to my sign-in account")
    window.expect("Your account")
    window.press("Add a passkey")
    window.expect("Add a passkey")
    device.touch_by_itself(True)
    window.press("Add a passkey")
    window.expect("Your passkey is ready")
    window.write("Name of the passkey", "My laptop")
    window.press("Save and go on")
    window.expect("Your account")
    assert device.passkeys == 1, "The device keeps no passkey."
    device.touch_by_itself(False)

    _say("4. Signs out.")
    window.go(portal.home_url + "/")
    ada.sign_out()

    _say("5. Signs in with the passkey.")
    ada.start(portal)
    ada.sign_in_by_passkey(device)
    _same_person(first, _verified(ada, PASSKEY))
    assert window.complaints() == [], f"The browser complained: {window.complaints()}"


def _verified(ada: Person, level: str) -> dict[str, str]:
    """The claims that the portal verified; at least of this level, and Ada's."""
    claims = ada.claims()
    for name in SHOWN:
        _say(f"   {name}: {claims.get(name, 'missing')}")
    assert claims["email"] == ADA, "Somebody else signed in."
    given = level_of(claims["acr"], {})
    assert given, f"An unknown level: {claims['acr']}"
    if level == EMAIL:
        assert given == EMAIL, "A mail claims more than it proves."
    assert reaches(given, level), f"{given} is less than {level}."
    return claims


def _same_person(first: dict[str, str], now: dict[str, str]) -> None:
    assert first["sub"] == now["sub"], "The portal does not know Ada again."
    assert int(first["auth_time"]) <= int(now["auth_time"]), "This sign-in is older than the first."


def _say(line: str) -> None:
    print(line, flush=True)


def main(changed: Mapping[str, Any] = CHANGED) -> int:
    """Exit code 0 only when every step came out right. changed: settings of the provider."""
    try:
        with (
            tempfile.TemporaryDirectory(prefix="stepfree-demo-") as folder,
            Stage(Path(folder), free_ports(), changed) as stage,
            open_window() as window,
        ):
            walk(stage, window)
    except (
        AssertionError, TimeoutError, WebDriverException,
        BrowserError, PortTakenError, DemoFailedError,
    ) as problem:  # fmt: skip
        print(f"Not right: {problem}", file=sys.stderr)
        return 1
    _say("All is right: link, code, passkey and sign-out work, and every claim was verified.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
