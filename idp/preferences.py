"""Language and "I need more time": kept in the browser, without losing what was typed.

Both buttons stand on every page and send the page's own form along. The wish goes into a
cookie, what was typed into another one that only we can read back, and the same step is shown
again (WCAG 2.2 SC 2.2.1, SC 3.3.7).
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from idp.events import Events
from idp.reply import Cookie
from idp.settings import Settings
from idp.tokens import TokenError, Tokens

LANGUAGE, MORE_TIME = "language", "more_time"
DRAFT = "draft"
DRAFT_S = 600
# A cookie holds 4 KiB; the longest form that we have needs less than half of it.
DRAFT_BYTES = 2_400
YEAR_S = 31_536_000
# Fields that are no words of the person.
NOT_TYPED = frozenset({"csrf", LANGUAGE, MORE_TIME})


def wishes(form: Mapping[str, str], settings: Settings, events: Events) -> tuple[Cookie, ...]:
    """The cookies that carry what was wished for; () when the form is an ordinary one."""
    cookies: list[Cookie] = []
    language = form.get(LANGUAGE, "")
    if language in settings.languages:
        cookies.append(Cookie("language", language, YEAR_S))
        events.page_language_changed(language=language)
    wish = form.get(MORE_TIME, "")
    if wish in ("on", "off"):
        cookies.append(Cookie("time", "more" if wish == "on" else "", YEAR_S))
        events.page_time_changed(more_time=wish == "on")
    return tuple(cookies)


def is_wish(form: Mapping[str, str]) -> bool:
    """Whether a language or a time button was pressed, whatever it says."""
    return LANGUAGE in form or MORE_TIME in form


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
