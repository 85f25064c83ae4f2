"""Pages and their states: load, check, render, list.

A page is a frozen dataclass that names every value its template gets. Its states stand in
`states.toml` beside the template. The renderer, the tests, the accessibility gate and the
gallery read that one list, so a template without states cannot exist unseen.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from importlib.metadata import version
from pathlib import Path
from types import CodeType
from typing import Any, ClassVar

import jinja2
from pydantic import ConfigDict, TypeAdapter, ValidationError

from idp import compiled
from idp.words import Words

_JINJA = version("jinja2")
TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


class StatesError(Exception):
    """A page, its template and its states do not agree; the message names file and state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page that a person sees. Subclasses are frozen, slotted, keyword-only dataclasses.

    template: folder and name below templates/, without ending, such as "start/sign_in".
    problems: error key -> English sentence with named placeholders, filled from the page's fields.
    errors: field name -> error key; a page with errors is answered with 422 and an error summary.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", strict=False)
    template: ClassVar[str]
    problems: ClassVar[Mapping[str, str]] = {}
    status: ClassVar[int] = 200

    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail(Page):
    """One message: templates <template>.txt and <template>.html; the .txt is complete on its own.

    Its subject is the Jinja block `subject` of the text template.
    """


@dataclass(frozen=True, slots=True)
class Data:
    """An answer for our own script, not for a person: JSON values, no template."""

    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The portal that a person comes from, as pages name it. language: of the name (SC 3.1.2)."""

    name: str
    language: str = "en"
    home_url: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """One language of the switch: code, its own name, and whether it is the present one."""

    code: str
    name: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Idle:
    """When a page of somebody's account closes by itself (WCAG 2.2 SC 2.2.1).

    ends_s: after so long without a press, at the earliest.  warns_s: so long before that.
    stay_url: a post there begins the time anew.
    """

    ends_s: int
    warns_s: int
    stay_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every page gets around its own values; made by the router for each response.

    url(step, flow=None, about=""): address of a step of this flow or of another one.
    action: address of the step that shows this page (forms post to it by default).
    back: where the language switch leads when no step shows this page; "" when one does.
    csrf: the token every form carries.  help_url, statement_url: for the help block.
    phone, mail: where a person reaches people; "" when the operator gave none.
    theme: "" follows the device, else "light" or "dark".
    idle: on pages of a signed-in person's own account.
    """

    language: str
    languages: tuple[LanguageChoice, ...]
    provider: str
    url: Callable[..., str]
    asset: Callable[[str], str]
    action: str
    csrf: str
    help_url: str
    statement_url: str
    account_url: str = ""
    sign_out_url: str = ""
    phone: str = ""
    phone_hours: str = ""
    mail: str = ""
    more_time: bool = False
    theme: str = ""
    reference: str = ""
    back: str = ""
    step_number: int = 0
    step_count: int = 0
    idle: Idle | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What a person reviewing this page should know: purpose, criteria to judge, has it a limit."""

    purpose: str
    criteria: tuple[str, ...] = ()
    time_limit: bool = False
    # A form that cannot be filled in wrongly (buttons only) says so, with the reason.
    no_error_state: str = ""


@dataclass(frozen=True, slots=True)
class PageState:
    """One state of one page, as declared. id is "flow/page/state"."""

    template: str
    name: str
    about: About
    values: Mapping[str, Any]

    @property
    def id(self) -> str:
        return f"{self.template}/{self.name}"


def load_states(templates: Path = TEMPLATES) -> tuple[PageState, ...]:
    """Every declared state, in file order. Raises StatesError for a table without `about`."""
    states: list[PageState] = []
    for file in sorted(templates.glob("*/states.toml")):
        folder = file.parent.name
        for page, tables in tomllib.loads(file.read_text(encoding="utf-8")).items():
            if "about" not in tables:
                raise StatesError(f"{file}: [{page}] has no [{page}.about].")
            given = dict(tables.pop("about"))
            given["criteria"] = tuple(given.get("criteria", ()))
            try:
                about = About(**given)
            except TypeError as error:
                raise StatesError(f"{file}: [{page}.about]: {error}") from error
            states += [
                PageState(f"{folder}/{page}", name, about, values)
                for name, values in tables.items()
            ]
    return tuple(states)


def build(page_class: type[Page], state: PageState) -> Page:
    """The page object of a state. Raises StatesError naming file, state and field."""
    where = f"templates/{state.template.split('/')[0]}/states.toml: {state.id}"
    wanted = {f.name: f for f in fields(page_class)}
    for name in state.values:
        if name not in wanted:
            raise StatesError(f"{where}: {page_class.__name__} has no field {name!r}.")
    for name, f in wanted.items():
        if name not in state.values and f.default is MISSING and f.default_factory is MISSING:
            raise StatesError(f"{where}: the field {name!r} of {page_class.__name__} is missing.")
    try:
        return TypeAdapter(page_class).validate_python(dict(state.values))
    except ValidationError as error:
        raise StatesError(f"{where}: {error}") from error


def check(page_classes: Iterable[type[Page]], templates: Path = TEMPLATES) -> list[str]:
    """What does not agree between page classes, templates on disk and states; [] when all does."""
    listed = sorted(page_classes, key=lambda c: (c.template, c.__name__))
    classes = {c.template: c for c in listed}
    states = load_states(templates)
    stated = {s.template for s in states}
    on_disk = _templates_on_disk(templates)
    found = [
        f"templates/{c.template}: both {classes[c.template].__name__} and {c.__name__} name it"
        for c in listed
        if classes[c.template] is not c
    ]
    found += [f"templates/{t}: no states in states.toml" for t in sorted(on_disk - stated)]
    found += [f"templates/{t}: states without a template" for t in sorted(stated - on_disk)]
    unnamed = sorted(on_disk - classes.keys())
    found += [f"templates/{t}: no page class names this template" for t in unnamed]
    missing = sorted(classes.keys() - on_disk)
    found += [f"{classes[t].__name__}: there is no template {t}" for t in missing]
    for template in sorted(stated & on_disk & classes.keys()):
        mine = [s for s in states if s.template == template]
        found += _check_values(classes[template], mine)
        found += _check_names(template, mine)
        found += _check_parts(classes[template], templates)
        found += _check_errors(template, mine, templates)
    return found


def without_states(templates: Path = TEMPLATES) -> tuple[str, ...]:
    """Templates on disk that have no state, so that no test, gate or gallery would see them."""
    stated = {state.template for state in load_states(templates)}
    return tuple(sorted(_templates_on_disk(templates) - stated))


def _templates_on_disk(templates: Path) -> set[str]:
    shared = {"layout", "components", "words", "assets"}
    return {
        f"{file.parent.name}/{file.stem}"
        for file in templates.glob("*/*")
        if file.suffix in {".html", ".txt"} and file.parent.name not in shared
    }


def _check_values(page_class: type[Page], states: list[PageState]) -> list[str]:
    found: list[str] = []
    for state in states:
        try:
            page = build(page_class, state)
        except StatesError as error:
            found.append(str(error))
            continue
        found += [
            f"{state.id}: the error {key!r} has no words in {page_class.__name__}.problems"
            for key in page.errors.values()
            if key not in page_class.problems
        ]
    return found


def _check_names(template: str, states: list[PageState]) -> list[str]:
    names = {s.name for s in states}
    found = []
    if "longest" not in names:
        found.append(f"{template}: no state `longest` (longest plausible values, for reflow)")
    if states and states[0].about.time_limit and "nearly_expired" not in names:
        found.append(f"{template}: a page with a time limit needs a state `nearly_expired`")
    return found


def _check_parts(page_class: type[Page], templates: Path) -> list[str]:
    wanted = (".html", ".txt") if issubclass(page_class, Mail) else (".html",)
    return [
        f"{page_class.__name__}: {page_class.template}{ending} is missing"
        for ending in wanted
        if not (templates / (page_class.template + ending)).is_file()
    ]


def _check_errors(template: str, states: list[PageState], templates: Path) -> list[str]:
    source = templates / (template + ".html")
    if not source.is_file() or not _FORM.search(source.read_text(encoding="utf-8")):
        return []
    if any(s.values.get("errors") or s.about.no_error_state for s in states):
        return []
    return [f"{template}: a page with a form needs a state with an error"]


# A form, written out or by a macro of components/forms.html or components/passkey.html.
_FORM = re.compile(r"<form\b|\bforms\.|\bpasskey\.block\b")


class _Compiled(jinja2.BytecodeCache):
    """Templates that this process, or an earlier start, compiled already."""

    _here: ClassVar[dict[bytes, CodeType]] = {}

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        name = self._name(bucket)
        if name in self._here:
            bucket.code = self._here[name]
        elif code := compiled.find(self._folder, name, _JINJA):
            bucket.bytecode_from_string(code)
            self._keep(bucket)

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        self._keep(bucket)
        compiled.keep(self._folder, self._name(bucket), _JINJA, bucket.bytecode_to_string())

    def _keep(self, bucket: jinja2.bccache.Bucket) -> None:
        if bucket.code is not None:
            self._here[self._name(bucket)] = bucket.code

    def _name(self, bucket: jinja2.bccache.Bucket) -> bytes:
        """The key holds the name and file of a template, the checksum what stands in it."""
        return bucket.key.encode() + bucket.checksum.encode()


def _is_template(name: str) -> bool:
    """Is it rendered? What lies deeper than a folder's templates is a record of what they say."""
    return name.count("/") == 1 and name.endswith((".html", ".txt"))


class Renderer:
    """Renders pages. Templates are compiled once, at start, never in a request."""

    def __init__(self, words: Words, templates: Path = TEMPLATES) -> None:
        self._words = words
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(templates),
            autoescape=jinja2.select_autoescape(("html", "xml"), default_for_string=True),
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=_Compiled(templates),
            extensions=["jinja2.ext.i18n"],
        )
        self._environment.install_gettext_callables(  # type: ignore[attr-defined]
            words.gettext, words.ngettext, newstyle=True
        )
        self._environment.globals.update(
            clock_time=words.clock_time, date=words.date, date_time=words.date_time
        )
        self._compile()

    def _compile(self) -> None:
        """Every template, so that no visitor waits for it."""
        for name in self._environment.list_templates(filter_func=_is_template):
            self._environment.get_template(name)

    def html(self, page: Page, frame: Frame) -> str:
        """The page as HTML in the frame's language. Undefined names raise jinja2.UndefinedError."""
        return self._render(page, frame, ".html")

    def text(self, mail: Mail, frame: Frame) -> str:
        """The plain-text part of a message."""
        return self._render(mail, frame, ".txt")

    def subject(self, mail: Mail, frame: Frame) -> str:
        """The subject of a message: one line, no surrounding space."""
        template = self._environment.get_template(mail.template + ".txt")
        with self._words.speaking(frame.language):
            context = template.new_context(self._values(mail, frame))
            return " ".join("".join(template.blocks["subject"](context)).split())

    def _render(self, page: Page, frame: Frame, ending: str) -> str:
        template = self._environment.get_template(page.template + ending)
        with self._words.speaking(frame.language):
            return template.render(self._values(page, frame))

    def _values(self, page: Page, frame: Frame) -> dict[str, Any]:
        values = {f.name: getattr(page, f.name) for f in fields(page)}
        errors = {
            name: self._words.gettext(page.problems[key]) % values
            for name, key in page.errors.items()
        }
        return {"page": page, "frame": frame, "errors": errors}
