"""Tries to get out of a trap that Tab does not leave: by keys, and by what the page tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from a11y.browser import Browser

# Keys that the words on the page name: “Ctrl + M”, “Alt-F4”, “Esc”.
TOLD_KEYS = """
const words = document.body?.innerText ?? "";
const named = /\\b((?:ctrl|control|strg|alt|shift|cmd)\\s*[+-]\\s*)+(\\w+)|\\bF([1-9]|1[0-2])\\b/gi;
const told = [...words.matchAll(named)].map(([keys]) => keys.replace(/\\s/g, ""));
return [...new Set(told)].slice(0, 4);
"""
# Whether what has the focus may tell a way out and cannot lead away; presses it when told to.
ASK_FOR_HELP = """
const at = document.activeElement, goal = at?.getAttribute("href");
const stays = goal === null || /^(#|javascript:)/.test(goal);
const may_help = stays && Boolean(at?.matches("button, [role=button], a[href]"));
if (may_help && arguments[0]) at.click();
return may_help;
"""


@dataclass(frozen=True, slots=True)
class Trap:
    """A few stops that Tab goes round.

    caught: their keys.  press: presses Tab; where that leads, None out of the page.
    """

    browser: Browser
    caught: set[str]
    press: Callable[[], dict[str, Any] | None]

    def way_out(self) -> str:
        """Keys that lead out, "" for none. The page must tell all but Escape.

        What tells them may itself wait behind a button or a link inside the trap; a page that could
        not be had back is asked nothing.
        """
        for asks_for_help in (False, True) if self.browser.returns else (False,):
            if asks_for_help:
                self.seek_help()
            told: list[str] = self.browser.evaluate(TOLD_KEYS)
            for keys in ["Escape", *told]:
                if self._leads_out(keys):
                    return keys
        return ""

    def seek_help(self) -> bool:
        """Whether anything in it may tell a way out. Presses that where the page returns."""
        found = False
        for _ in self.caught:
            found |= bool(self.browser.evaluate(ASK_FOR_HELP, self.browser.returns))
            self.press()
        return found

    def _leads_out(self, keys: str) -> bool:
        self.browser.press_keys(keys)
        for _ in range(2):
            here = self.press()
            if here is None or here["key"] not in self.caught:
                return True
        return False
