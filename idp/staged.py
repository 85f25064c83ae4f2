"""What stands around a page that is only looked at, as scripts that run before its own.

A device that is asked and never answers, and a browser that knows no passkeys. Only
`stepfree states` serves them.
"""

from __future__ import annotations

# A window of the device that stays open; the page that asked for it waits, and can stop waiting.
_DEVICE_ASKED = """
const waits = ({ signal }) => new Promise((_, reject) => {
  signal.addEventListener("abort", () => reject(signal.reason), { once: true });
});
navigator.credentials.get = (asked) => asked.mediation ? new Promise(() => {}) : waits(asked);
navigator.credentials.create = waits;
const day_ms = 86400000;
const options = { challenge: "AAAA", timeout: day_ms, rp: { name: "Stepfree" },
  user: { id: "AAAA", name: "ada", displayName: "Ada" },
  pubKeyCredParams: [{ type: "public-key", alg: -7 }] };
window.fetch = async () => new Response(JSON.stringify(options),
  { headers: { "content-type": "application/json" } });
document.addEventListener("DOMContentLoaded", () => {
  document.querySelector("[data-passkey-answer] button").click();
});
"""
_NO_PASSKEYS = "delete window.PublicKeyCredential;"

# Name of a page state -> its script.
SCRIPTS: dict[str, str] = {"device_asked": _DEVICE_ASKED, "no_passkeys": _NO_PASSKEYS}


def address(state: str) -> str:
    """Where the script of a state is served."""
    return f"/states/{state}.js"


def stage(body: str, state: str) -> str:
    """A page with the script of its state before all others; as it is when the state has none."""
    if state not in SCRIPTS:
        return body
    return body.replace("<head>", f'<head><script src="{address(state)}"></script>', 1)
