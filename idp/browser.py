"""What one request tells about the browser that sent it, read once.

Cookies of a browser (SEC-58). With https every name begins with `__Host-`, so that no sibling
host can set or read one; plain http on this machine itself cannot have that.

    browser    secret that binds requests and forms to this browser; a year
    session    secret that says who is signed in; until the browser closes, see idp.sessions
    language   the person's language; a year          method  the way that worked last; a year
    time       "more" when the person needs more time; a year
    draft      what was typed in a form when the language was changed; ten minutes
    kept-<id>  what an earlier page left for one step (Go.secret); an hour
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from idp.settings import Settings
from idp.tokens import hash_secret, new_secret
from idp.words import Words

# What new_secret makes; anything else in the cookie is not ours, and the browser gets a new one.
SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
METHODS = ("magic_link", "passkey")

# The first word found names the browser; later names are in every user agent for old reasons.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Vivaldi", "Vivaldi"),
    ("DuckDuckGo", "DuckDuckGo"),
    ("FxiOS", "Firefox"),
    ("Firefox", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chromium", "Chromium"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Browser:
    """One browser, in one request.

    id: secret of the binding cookie (made new when the browser had none).  id_hash: its SHA-256.
    is_new: the cookie must still be set.
    session_secret: value of the session cookie, "" when there is none.
    words: such as "Firefox (Windows)", the same in every language.
    network: address prefix that limits count.  kept_network: what of it events may keep.
    language: one of the offered ones.  method: flow that last signed somebody in here, or "".
    """

    id: str
    id_hash: str
    is_new: bool
    session_secret: str
    words: str
    network: str
    language: str
    kept_network: str = ""
    more_time: bool = False
    method: str = ""


def read_browser(
    settings: Settings,
    words: Words,
    *,
    cookies: Mapping[str, str],
    user_agent: str,
    accepted: str,
    address: str,
    ui_locales: str = "",
) -> Browser:
    """The browser of a request.

    accepted: the Accept-Language header.  ui_locales: what a portal wishes (OIDC Core §3.1.2.1);
    the person's own choice goes before it.
    """
    given = cookies.get(cookie_name(settings, "browser"), "")
    known = bool(SECRET.fullmatch(given))
    secret = given if known else new_secret()
    session = cookies.get(cookie_name(settings, "session"), "")
    chosen = cookies.get(cookie_name(settings, "language"), "")[:20]
    method = cookies.get(cookie_name(settings, "method"), "")
    return Browser(
        id=secret,
        id_hash=hash_secret(secret),
        is_new=not known,
        session_secret=session if SECRET.fullmatch(session) else "",
        words=name_browser(user_agent),
        network=network_of(address, settings),
        kept_network=kept_network_of(address, settings),
        language=words.choose(f"{chosen} {ui_locales[:200]}", accepted[:500]),
        more_time=cookies.get(cookie_name(settings, "time"), "") == "more",
        method=method if method in METHODS else "",
    )


def cookie_name(settings: Settings, name: str) -> str:
    """The cookie's full name; a browser takes `__Host-` only over https."""
    return f"__Host-{name}" if settings.secure else f"stepfree-{name}"


def name_browser(user_agent: str) -> str:
    """Words for a person to recognise their own browser by; nothing is decided by them."""
    return _name(user_agent[:500])


@lru_cache(maxsize=1_024)
def _name(text: str) -> str:
    browser = next((name for sign, name in _BROWSERS if f"{sign}/" in text), "")
    system = next((name for sign, name in _SYSTEMS if sign in text), "")
    if not browser:
        first = re.match(r"[A-Za-z][A-Za-z0-9 ._-]{0,30}(?=/)", text)
        browser = first.group() if first and first.group() != "Mozilla" else "Browser"
    return f"{browser} ({system})" if system else browser


def network_of(address: str, settings: Settings) -> str:
    """The network that limits count for an address, such as "192.0.2.7/32"."""
    return _prefix(address, settings.ip_prefix_v4, settings.ip_prefix_v6)


def kept_network_of(address: str, settings: Settings) -> str:
    """What an event may keep of an address, as the operator decided (SEC-98)."""
    match settings.ip_in_events:
        case "full":
            return _prefix(address, 32, 128)
        case "short":
            return _prefix(address, 24, 48)
        case _:
            return ""


@lru_cache(maxsize=4_096)
def _prefix(address: str, v4: int, v6: int) -> str:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    bits = v4 if ip.version == 4 else v6
    return str(ipaddress.ip_network((ip, bits), strict=False))
