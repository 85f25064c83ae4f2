"""Language and "I need more time": kept in the browser, without losing what was typed.

Both buttons stand on every page and send the page's own form along. The wish goes into a
cookie, what was typed into another one that only we can read back, and the same step is shown
again (WCAG 2.2 SC 2.2.1, SC 3.3.7). Pages that no step shows, such as errors, post to an address
of their own and name the way back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from idp.reply import Cookie
from idp.settings import Settings
from idp.tokens import TokenError, Tokens

PREFERENCES = "/preferences"
LANGUAGE, MORE_TIME, BACK = "language", "more_time", "back"
DRAFT = "draft"
DRAFT_S = 600
# A cookie holds 4 KiB; the longest form that we have needs less than half of it.
DRAFT_BYTES = 2_400
YEAR_S = 31_536_000
# Fields that are no words of the person.
NOT_TYPED = frozenset({"csrf", LANGUAGE, MORE_TIME})
# Two slashes, or a backslash, would lead a browser to another host.
OWN_PATH = re.compile(r"/(?!/)[!-\[\]-~]{0,4000}")


def wishes(form: Mapping[str, str], settings: Settings) -> tuple[Cookie, ...]:
    """The cookies that carry what was wished for; () when the form is an ordinary one."""
    cookies: list[Cookie] = []
    language = form.get(LANGUAGE, "")
    if language in settings.languages:
        cookies.append(Cookie("language", language, YEAR_S))
    wish = form.get(MORE_TIME, "")
    if wish in ("on", "off"):
        cookies.append(Cookie("time", "more" if wish == "on" else "", YEAR_S))
    return tuple(cookies)


def is_wish(form: Mapping[str, str]) -> bool:
    """Whether a language or a time button was pressed, whatever it says."""
    return LANGUAGE in form or MORE_TIME in form


def own_path(path: str) -> str:
    """The path, where it leads to us and nobody else; else ""."""
    return path if OWN_PATH.fullmatch(path) else ""


def draft(tokens: Tokens, path: str, form: Mapping[str, str]) -> Cookie | None:
    """What was typed at this address, for showing it there once more; None when it is too long."""
    typed = {name: value for name, value in form.items() if name not in NOT_TYPED}
    signed = tokens.sign(DRAFT, json.dumps([path, typed], separators=(",", ":")))
    return Cookie(DRAFT, signed, DRAFT_S) if len(signed) <= DRAFT_BYTES else None


def typed_before(tokens: Tokens, path: str, cookie: str) -> dict[str, str]:
    """What was typed at this address before the language changed; {} when nothing was."""
    if not cookie:
        return {}
    try:
        where, typed = json.loads(tokens.read(DRAFT, cookie, DRAFT_S))
    except (TokenError, ValueError):
        return {}  # too old, or not ours: the form is simply empty
    return dict(typed) if where == path else {}
