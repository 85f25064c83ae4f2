"""A device with a lock, which keeps passkeys: Chromium's virtual authenticator (WebAuthn §11)."""

from __future__ import annotations

from selenium.webdriver.common.virtual_authenticator import (
    Protocol,
    Transport,
    VirtualAuthenticatorOptions,
)

from tests.journeys.window import Window


class Device:
    """Its person is there or away, and opens the lock or does not."""

    def __init__(self, window: Window) -> None:
        self._driver = window.driver
        options = VirtualAuthenticatorOptions(
            protocol=Protocol.CTAP2,
            transport=Transport.INTERNAL,
            has_resident_key=True,
            has_user_verification=True,
            is_user_consenting=True,
            is_user_verified=True,
        )
        self._driver.add_virtual_authenticator(options)

    def touch_by_itself(self, touches: bool) -> None:
        """Whether requests are answered at once; without it they stay open, as with real people."""
        self._driver.execute_cdp_cmd(
            "WebAuthn.setAutomaticPresenceSimulation",
            {"authenticatorId": self._driver.virtual_authenticator_id, "enabled": touches},
        )

    def lock_stays_shut(self, shut: bool) -> None:
        """The person closes the device's window, or gives the wrong PIN: both look the same."""
        self._driver.set_user_verified(not shut)

    @property
    def passkeys(self) -> int:
        """How many passkeys the device keeps."""
        return len(self._driver.get_credentials())

    def forget_all(self) -> None:
        self._driver.remove_all_credentials()
