"""A Firefox that a person sees and hears: it tells a screen reader what Chromium may hide."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from a11y.screen_reader.desk import Desk
from a11y.screen_reader.marionette import Marionette, free_port

PROGRAMS = {"firefox-esr": "firefox-esr"}
# Nothing beyond this machine, nothing remembered, nothing that speaks unasked.
PREFERENCES: dict[str, object] = {
    "accessibility.force_disabled": -1,
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.aboutConfig.showWarning": False,
    "browser.aboutwelcome.enabled": False,
    "browser.formfill.enable": False,
    "browser.newtabpage.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.sessionstore.resume_from_crash": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.translations.enable": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "datareporting.usage.uploadEnabled": False,
    "extensions.update.enabled": False,
    "layout.css.visited_links_enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "places.history.enabled": False,
    "services.settings.server": "data:,",
    "signon.rememberSignons": False,
    "termsofuse.bypassNotification": True,
    "toolkit.telemetry.enabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "trailhead.firstrun.didSeeAboutWelcome": True,
    "ui.prefersReducedMotion": 1,
    # Passkeys are kept by a device within Firefox, and none is looked for at the machine's ports.
    "security.webauth.webauthn_enable_softtoken": True,
    "security.webauth.webauthn_enable_usbtoken": False,
}
BLANK = "data:text/html,<!doctype html><html lang=en><title>Blank</title>"
# Run within the browser itself, not in a page.
FORGET = """
Services.cookies.removeAll();
Services.prefs.setStringPref("intl.accept_languages", {!r});
"""
# What a press changed is told to a screen reader within a few refreshes of the screen. These
# themselves do not come in a window that is just being shown.
A_MOMENT = "const [done] = arguments; setTimeout(done, 60);"


class Firefox:
    """One window. Marionette only leads from page to page; the person has the keyboard."""

    window_class = "firefox"
    blank = BLANK

    def __init__(self, desk: Desk) -> None:
        profile = desk.folder / "firefox"
        profile.mkdir()
        port = free_port()
        settings = PREFERENCES | {"marionette.port": port}
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in settings.items()]
        (profile / "user.js").write_text("".join(lines), encoding="utf-8")
        desk.start(
            "firefox-esr", "--no-remote", "--new-instance", "--kiosk",
            "--profile", str(profile), "--marionette", "--remote-allow-system-access", BLANK,
        )  # fmt: skip
        self._marionette = Marionette(port)
        told = self._marionette.command("WebDriver:NewSession", capabilities={})
        self.open(BLANK)
        self._version = str(told["capabilities"]["browserVersion"])

    @property
    def version(self) -> str:
        return f"Firefox {self._version}"

    def close(self) -> None:
        """Leaves; the desk ends what it started."""
        self._marionette.close()

    def open(self, url: str) -> None:
        self._marionette.command("WebDriver:Navigate", url=url)

    def idle(self) -> None:
        """Returns once what happened so far has been laid out."""
        self._marionette.command("WebDriver:ExecuteAsyncScript", script=A_MOMENT, args=[])

    def evaluate(self, script: str) -> Any:
        """What a script returns. Raises ReaderError, also when the page is just being exchanged."""
        answer = self._marionette.command("WebDriver:ExecuteScript", script=script, args=[])
        return answer["value"]

    def forget(self, language: str) -> None:
        """Begins as somebody new who reads this language."""
        self._marionette.command("Marionette:SetContext", value="chrome")
        self.evaluate(FORGET.format(language))
        self._marionette.command("Marionette:SetContext", value="content")

    def picture(self, file: Path) -> None:
        taken = self._marionette.command("WebDriver:TakeScreenshot", full=False)
        file.write_bytes(base64.b64decode(taken["value"]))

    @contextmanager
    def passkey_device(self) -> Iterator[None]:
        """A device whose lock opens by itself; it keeps passkeys as long as the block."""
        added = self._marionette.command(
            "WebAuthn:AddVirtualAuthenticator",
            protocol="ctap2",
            transport="internal",
            hasResidentKey=True,
            hasUserVerification=True,
            isUserConsenting=True,
            isUserVerified=True,
        )
        device = added["value"] if isinstance(added, dict) else added
        try:
            yield
        finally:
            self._marionette.command("WebAuthn:RemoveVirtualAuthenticator", authenticatorId=device)
