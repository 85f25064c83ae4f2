"""Debian's Orca with a recorder in place of its voice; the system's own Python runs this file.

    /usr/bin/python3 recorder.py PREFERENCES_FOLDER SPEECH_FILE

Each utterance becomes one line of JSON in SPEECH_FILE: at (seconds), kind ("say": spoken now,
"read": part of reading a page through, "sign": a single character, "stop": falls silent),
text, and tongue (the language that the voice was told, "" for Orca's own words).

Whoever started it writes lines on its standard input. "done NUMBER" asks whether all is done; the
answer, kind "idle" with that number as text, comes when nothing waits in Orca any more. "set NAME
VALUE" changes a setting of Orca (the value as JSON). The end of the input is the end of Orca.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

from gi.repository import Atspi, GLib
from orca import event_manager, orca, orca_state, speech, speech_generator, speechserver
from orca.acss import ACSS
from orca.scripts import web

QUIET_SETTINGS = {"enableBraille": False, "enableSound": False, "enableKeyEcho": False}
# Voices of Orca that say words of the page; with all others it says words of its own.
OF_THE_PAGE = (None, speech_generator.DEFAULT, "uppercase", "hyperlink")
PATIENCE_S, ASK_AGAIN_S = 0.5, 0.01
# A question to the browser that is answered later than in 0.8 s counts as failed otherwise, and
# Orca then stops reading in the middle of a page: the machine's doing, and not the page's.
ANSWER_MS = 30_000
# Below the priority of everything that Orca itself does when it has time.
AFTER_ALL_ELSE = GLib.PRIORITY_LOW


class Log:
    """The file of utterances: every line is there at once, whatever happens next."""

    def __init__(self, path: str) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def write(self, kind: str, text: str = "", voice: Any = None) -> None:
        entry = {"at": round(time.time(), 3), "kind": kind, "text": text, "tongue": tongue(voice)}
        os.write(self._file, (json.dumps(entry, ensure_ascii=False) + "\n").encode())


def tongue(voice: Any) -> str:
    """The language that a voice was told, such as "fr" or "en-GB"; "" when none."""
    family = (voice or {}).get(ACSS.FAMILY) or {}
    parts = (
        family.get(speechserver.VoiceFamily.LANG),
        family.get(speechserver.VoiceFamily.DIALECT),
    )
    return "-".join(part for part in parts if part)


class Recorder(speechserver.SpeechServer):  # type: ignore[misc]
    """What Orca takes for its synthesiser."""

    def __init__(self, log: Log) -> None:
        super().__init__()
        self._log = log

    def getInfo(self) -> list[str]:  # noqa: N802 - Orca asks by this name
        return ["recorder", "recorder"]

    def getVoiceFamilies(self) -> list[Any]:  # noqa: N802 - Orca asks by this name
        return []

    def speak(self, text: str = "", acss: Any = None, interrupt: bool = True) -> None:
        if text:
            self._log.write("say", text, acss)

    def speakCharacter(self, character: str, acss: Any = None) -> None:  # noqa: N802 - Orca's name
        self._log.write("sign", character, acss)

    def speakKeyEvent(self, event: Any, acss: Any = None) -> None:  # noqa: N802 - Orca's name
        self._log.write("sign", event.getKeyName() or "", acss)

    def sayAll(self, utterances: Iterable[Any], progress: Any) -> None:  # noqa: N802 - Orca's name
        for context, voice in utterances:
            self._log.write("read", context.utterance, voice)

    def stop(self) -> None:
        self._log.write("stop")

    def shutdown(self) -> None:
        """There is nothing to let go."""

    def shutdownActiveServers(self) -> None:  # noqa: N802 - Orca's name
        """There is nothing to let go."""

    def reset(self, text: str = "", acss: Any = None) -> None:
        """There is nothing to set back."""

    def updateCapitalizationStyle(self) -> None:  # noqa: N802 - Orca's name
        """Capital letters sound like others here."""

    def updatePunctuationLevel(self) -> None:  # noqa: N802 - Orca's name
        """All signs are kept."""


def telling_language(choose: Callable[..., list[Any]]) -> Callable[..., list[Any]]:
    """Hands the language of a text on to the voice that says it.

    Orca 43 learns it from the browser for each piece of text, but keeps it to itself; its later
    releases pass it on. Only so can a wrong `lang` be heard.
    """

    def chosen(self: Any, key: str | None = None, **about: Any) -> list[Any]:
        voices = choose(self, key, **about)
        if key in OF_THE_PAGE and about.get("language"):
            voices[0][ACSS.FAMILY] = {
                "name": "recorder",  # Orca drops a family without a name
                speechserver.VoiceFamily.LANG: about["language"],
                speechserver.VoiceFamily.DIALECT: about.get("dialect") or "",
            }
        return voices

    return chosen


def patient(address_of: Callable[..., Any]) -> Callable[..., Any]:
    """Asks again for the address of a document that has none yet.

    Orca takes no notice of a document without an address. On a busy machine it may ask before
    Chromium has told the address, and would then say less about the page.
    """

    def asked(self: Any, *about: Any, **named: Any) -> Any:
        until = time.monotonic() + PATIENCE_S
        while not (address := address_of(self, *about, **named)) and time.monotonic() < until:
            time.sleep(ASK_AGAIN_S)
        return address

    return asked


def after_focus(changed: Callable[..., bool]) -> Callable[..., bool]:
    """Looks at caret or selection of a field once the browser says that the field has the focus.

    Chromium tells of these first, and in the same breath of the focus. When that has not come
    through the bus yet, the states of the field that Orca remembers are old: it tells a selection
    before the field, and a caret takes it there without a word, so that the focus is no news then.
    """

    def told(self: Any, event: Any) -> bool:
        field = event.source
        until = time.monotonic() + PATIENCE_S
        while waits_for_focus(self, field) and time.monotonic() < until:
            time.sleep(ASK_AGAIN_S)
            field.clear_cache()  # what it remembers of the field; now the browser is asked
        return changed(self, event)

    return told


def waits_for_focus(of_browser: Any, field: Any) -> bool:
    """Is this a text field without focus that Orca is not at?"""
    return (
        field != orca_state.locusOfFocus
        and of_browser.utilities.isTextField(field)
        and not field.get_state_set().contains(Atspi.StateType.FOCUSED)
    )


class Wishes:
    """Hears what is asked on the standard input, and answers whether all is done once it is."""

    def __init__(self, log: Log) -> None:
        self._log = log
        os.set_blocking(sys.stdin.fileno(), False)
        GLib.io_add_watch(sys.stdin.fileno(), GLib.IO_IN | GLib.IO_HUP, self._heard)

    def _heard(self, source: int, condition: int) -> bool:
        lines = os.read(source, 4096)
        if not lines:
            orca.shutdown()
            return False
        for line in lines.decode().splitlines():
            wish, _, value = line.partition(" ")
            if wish == "set":
                name, _, given = value.partition(" ")
                orca.getSettingsManager().setSetting(name, json.loads(given))
            else:
                GLib.idle_add(self._answer, value, priority=AFTER_ALL_ELSE)
        return True

    def _answer(self, number: str) -> bool:
        waits = not event_manager.getManager()._eventQueue.empty()
        if not waits:
            self._log.write("idle", number)
        return waits  # True: be called again


def main(preferences: str, speech_file: str) -> int:
    """Runs Orca until it is told to end; its exit code."""
    Atspi.set_timeout(ANSWER_MS, ANSWER_MS)
    log = Log(speech_file)
    recorder = Recorder(log)

    def use_recorder(*_: object) -> None:
        speech._speechserver = recorder

    # Orca starts its speech anew whenever it loads settings, so the way to start it is replaced.
    speech._initSpeechServer = use_recorder
    generator = speech_generator.SpeechGenerator
    generator.voice = telling_language(generator.voice)
    web.Utilities.documentFrameURI = patient(web.Utilities.documentFrameURI)
    web.Script.onCaretMoved = after_focus(web.Script.onCaretMoved)
    web.Script.onTextSelectionChanged = after_focus(web.Script.onTextSelectionChanged)
    orca.getSettingsManager().activate(preferences, QUIET_SETTINGS)
    Wishes(log)
    return int(orca.main())


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
