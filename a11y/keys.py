"""Keys as they are told to people, such as “Ctrl+M”, in the words of the DevTools protocol."""

from __future__ import annotations

import re
from typing import Any

# Key and Windows virtual key code.
TAB = ("Tab", 9)
MODIFIERS = {"alt": 1, "ctrl": 2, "control": 2, "strg": 2, "cmd": 4, "shift": 8}
CODES = {
    "backspace": 8,
    "tab": 9,
    "enter": 13,
    "escape": 27,
    "esc": 27,
    "space": 32,
    "pageup": 33,
    "pagedown": 34,
    "end": 35,
    "home": 36,
    "delete": 46,
    "arrowleft": 37,
    "arrowup": 38,
    "arrowright": 39,
    "arrowdown": 40,
    **{f"f{n}": 111 + n for n in range(1, 13)},
}
NAMES = {"esc": "Escape", "space": " "}
TEXT = {"enter": "\r", "space": " "}  # without it they arrive, but do nothing


def pressed(keys: str) -> dict[str, Any]:
    """What `Input.dispatchKeyEvent` takes for these keys."""
    *held, last = re.split(r"[+-](?=.)", keys)
    small = last.lower()
    modifiers = sum(MODIFIERS.get(name.lower(), 0) for name in held)
    code = CODES.get(small, ord(last[0].upper()))
    key = NAMES.get(small, last if len(last) > 1 else small)
    capital = len(key) == 1 and modifiers & MODIFIERS["shift"]
    given = {
        "key": key.upper() if capital else key,
        "code": _place(key),
        "windowsVirtualKeyCode": code,
        "modifiers": modifiers,
    }
    text = TEXT.get(small, small if len(last) == 1 and not held else "")
    return {**given, "text": text} if text else given


def _place(key: str) -> str:
    """Where a key lies, in the words of UI Events: that of “x” is “KeyX”."""
    if len(key) == 1 and key.isascii() and key.isalnum():
        return f"Digit{key}" if key.isdigit() else f"Key{key.upper()}"
    return key
