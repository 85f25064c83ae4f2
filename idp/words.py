"""Finds a text by its English sentence and a language; the only importer of Babel.

Catalogues are gettext .po files under templates/words/<language>/messages.po. They are read
at start; nobody has to compile them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from idp import compiled

_BABEL = version("babel")
WORDS = Path(__file__).resolve().parent.parent / "templates" / "words"
SOURCE_LANGUAGE = "en"


class Words:
    """All texts of all languages.

    languages: codes offered to people, in the order of the switch, the first is the default.
    timezone: IANA name of the zone in which clock times are shown.
    """

    def __init__(
        self, languages: tuple[str, ...], *, timezone: str = "UTC", folder: Path = WORDS
    ) -> None:
        self.languages = languages
        self._zone = ZoneInfo(timezone)
        self._translations = {code: _read(folder, code) for code in languages}

    def translations(self, language: str) -> NullTranslations:
        """The gettext catalogue of an offered language. Raises KeyError for another one."""
        return self._translations[language]

    def own_name(self, language: str) -> str:
        """A language's name in itself, such as "Lëtzebuergesch"."""
        name = Locale.parse(language).get_display_name(language) or language
        return name[0].upper() + name[1:]

    def choose(self, wanted: str, accepted: str) -> str:
        """The offered language for a space-separated wish list, then an Accept-Language header."""
        ranges = [part.split(";")[0].strip() for part in accepted.split(",")]
        for tag in [*wanted.split(), *ranges]:
            code = tag.split("-")[0].lower()
            if code in self.languages:
                return code
        return self.languages[0]

    @contextmanager
    def speaking(self, language: str) -> Iterator[None]:
        """Everything translated or formatted inside is in this language. Raises KeyError."""
        token = _speaking.set((self._translations[language], _locale(language)))
        try:
            yield
        finally:
            _speaking.reset(token)

    def gettext(self, sentence: str) -> str:
        return _speaking.get()[0].gettext(sentence)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return _speaking.get()[0].ngettext(singular, plural, n)

    def clock_time(self, at: datetime) -> str:
        """A clock time such as "14:05", in the service's zone."""
        return format_time(at, "short", tzinfo=self._zone, locale=_speaking.get()[1])

    def date(self, at: datetime | date) -> str:
        """A day such as "21 November 2026"; that of a moment is the one in the service's zone."""
        day = at.astimezone(self._zone) if isinstance(at, datetime) else at
        return format_date(day, "long", locale=_speaking.get()[1])

    def date_time(self, at: datetime) -> str:
        """Day and clock time, such as "21 November 2026, 14:05"."""
        return f"{self.date(at)}, {self.clock_time(at)}"


def _locale(language: str) -> Locale:
    """How a language writes dates and times; English as it is written in Europe."""
    return Locale.parse("en_GB" if language == "en" else language)


_speaking: ContextVar[tuple[NullTranslations, Locale]] = ContextVar(
    "speaking", default=(NullTranslations(), _locale(SOURCE_LANGUAGE))
)


def _read(folder: Path, language: str) -> NullTranslations:
    file = folder / language / "messages.po"
    if language == SOURCE_LANGUAGE and not file.exists():
        return NullTranslations()
    source = file.read_bytes()
    found = compiled.find(folder, source, _BABEL)
    if found is None:
        written = BytesIO()
        write_mo(written, read_po(BytesIO(source), locale=language))
        found = written.getvalue()
        compiled.keep(folder, source, _BABEL, found)
    return Translations(BytesIO(found))
