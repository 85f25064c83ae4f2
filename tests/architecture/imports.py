"""Who may import whom, and the one door through which each foreign package comes in."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from tests.architecture.source import PRODUCT, Module, modules

FLOWS_MAY_SEE = ("idp.flow", "idp.errors", "idp.clock")
WEB = ("idp/app.py", "idp/router.py", "idp/responses.py")

# package or module: (where it may be named, why there alone)
DOORS: dict[str, tuple[tuple[str, ...], str]] = {
    "flask": (
        (*WEB, "idp/cli*.py", "idp/protocol/*", "idp/demo/*"),
        "a step returns an outcome and the router alone speaks HTTP",
    ),
    "werkzeug": (
        (*WEB, "idp/serve.py", "idp/protocol/*", "idp/demo/*"),
        "it is Flask's inside, and Flask has its own door",
    ),
    "authlib": (("idp/protocol/*", "idp/demo/*"), "the protocol is spoken in one folder"),
    "joserfc": (("idp/protocol/*", "idp/demo/*"), "signatures are made and read in one folder"),
    "cryptography": (("idp/vault.py", "idp/protocol/keys.py"), "two files hold all that is secret"),
    "webauthn": (("idp/ceremony.py",), "one file checks passkeys, for signing in and for adding"),
    "sqlalchemy": (("idp/store/*",), "queries stay where their tables are"),
    "alembic": (("idp/store/*",), "tables change where they are declared"),
    "sqlite3": (("idp/store/*", "a11y/store.py"), "a store alone knows which database it is"),
    "psycopg": (("idp/store/*",), "the store alone knows which database it is"),
    "itsdangerous": (("idp/tokens.py",), "one salt and one life per purpose, in one list"),
    "babel": (("idp/words.py",), "languages can be kept another way by changing one file"),
    "jinja2": (("idp/pages.py",), "a page is rendered in one way, with everything escaped"),
    "pydantic": (("idp/settings.py", "idp/pages.py"), "values are checked where they come in"),
    "pydantic_settings": (("idp/settings.py",), "settings are read once"),
    "email_validator": (
        ("idp/addresses.py", "idp/mail.py", "idp/settings.py"),
        "one idea of an address",
    ),
    "structlog": (("idp/logs.py",), "one place keeps personal data out of the log"),
    "click": (("idp/cli*.py", "a11y/__main__.py", "a11y/commands/*"), "commands stand together"),
    "smtplib": (("idp/mail.py",), "mail leaves through one door"),
    "aiosmtpd": (("idp/demo/*",), "only the demo takes mail in"),
    "requests": (("idp/demo/*",), "only the sample portal asks others over HTTP"),
    "granian": (("idp/serve.py",), "the server can be changed in one file"),
    "gunicorn": (("idp/serve.py",), "the server can be changed in one file"),
    "selenium": (
        (
            *("a11y/driver.py", "a11y/asking.py", "a11y/headless.py", "a11y/faults.py"),
            "a11y/screen_reader/chromium.py",
        ),
        "one file drives a browser, one asks it, one tells how it starts, one knows how it fails, "
        "and one how it is when a person hears",
    ),
    "orca": (("a11y/screen_reader/recorder.py",), "its inside is known in one place"),
    "gi": (
        ("a11y/screen_reader/recorder.py", "a11y/screen_reader/tree.py"),
        "the system's own Python has it, and runs these two files alone",
    ),
    "websocket": (("a11y/devtools.py",), "one file speaks with a page past its driver"),
    "urllib3": (
        ("a11y/driver.py", "a11y/faults.py"),
        "selenium speaks through it, and fails in its words",
    ),
    "axe_selenium_python": (("a11y/engines/axe.py",), "its gaps are cured in one file"),
    "pytest": (("a11y/pytest_plugin.py",), "the suite is used by other people's tests, too"),
    "py3langid": (("a11y/tongue.py",), "one idea of which language a text is in"),
    "yaml": (("a11y/reports/*",), "results are written in the form that their readers ask for"),
    # Of the standard library, what reaches out of the process.
    "http.client": (
        ("idp/demo/*", "a11y/service.py", "a11y/engines/nu.py"),
        "the provider asks nobody: it cannot be made to ask others",
    ),
    "urllib.request": (
        ("idp/demo/*", "a11y/crawl.py"),
        "the provider asks nobody: it cannot be made to ask others; an audit reads lists of pages",
    ),
    "socket": (
        ("idp/serve.py", "idp/demo/*", "a11y/devtools.py", "a11y/screen_reader/marionette.py"),
        "mail and the database are all that it talks to, and a browser of ours",
    ),
    "ssl": (("idp/mail.py",), "what is asked of a certificate is decided once"),
    "subprocess": (("idp/serve.py", "idp/demo/*", "a11y/*"), "a request starts no program"),
    "pickle": ((), "whoever writes what is read so runs code here"),
    "marshal": ((), "whoever writes what is read so runs code here"),
}


def direction(root: Path) -> list[str]:
    """Imports point one way: flows see the shape, idp sees itself, a11y sees the page states."""
    return [
        f"{module.path}:{line}: imports {name}. {reason}"
        for module in modules(root)
        for line, name in module.imports()
        if (reason := _wrong_way(module, name, type_only=line in module.type_only_lines))
    ]


def _wrong_way(module: Module, name: str, *, type_only: bool) -> str:
    home, package = module.path.split("/")[0], name.split(".")[0]
    if package not in (*PRODUCT, "tests"):
        return ""
    if package == "tests":
        return "The product never leans on its tests."
    if home == "idp" and package != "idp":
        return (
            f"idp never imports {package}: flows are found by their name in the settings, "
            "so that idp runs with any of them, or none."
        )
    if home == "flows":
        if type_only and package == "idp":
            return ""  # the type of what a service gives may be named: nothing is loaded for it
        return _wrong_way_for_a_flow(module, name)
    if home == "a11y" and package != "a11y" and not _are_our_states(module, name):
        return (
            "a11y/page_states.py alone imports idp.pages: all else judges what a browser shows, "
            "so that it judges any other site too, where nothing of ours is installed."
        )
    return ""


def _are_our_states(module: Module, name: str) -> bool:
    return module.path == "a11y/page_states.py" and _within(name, "idp.pages")


def _wrong_way_for_a_flow(module: Module, name: str) -> str:
    if any(_within(name, seen) for seen in FLOWS_MAY_SEE):
        return ""
    if name.startswith("flows"):
        mine, theirs = ("".join(path.split(".")[1:2]) for path in (module.name, name))
        if module.path == "flows/__init__.py" or mine == theirs:
            return ""
        return "A flow never imports another flow: it leaves to it by name, so that either can go."
    return (
        f"A flow imports {', '.join(FLOWS_MAY_SEE)} and itself: "
        "all else comes to it in the turn, so that it can be read and tested alone."
    )


def doors(root: Path) -> list[str]:
    """Every foreign package is imported through its own door, and has one."""
    return list(_wrong_doors(root))


def _wrong_doors(root: Path) -> Iterator[str]:
    for module in modules(root):
        for line, name in module.imports():
            package = name.split(".")[0]
            door = next((door for door in DOORS if _within(name, door)), "")
            if door:
                allowed, why = DOORS[door]
                if not any(fnmatch(module.path, place) for place in allowed):
                    places = " or ".join(allowed) or "nowhere"
                    yield f"{module.path}:{line}: imports {door}. Its door is {places}: {why}."
            elif package not in (*PRODUCT, "tests", "__future__", *sys.stdlib_module_names):
                yield (
                    f"{module.path}:{line}: imports {package}, which has no door. "
                    "Give it one in DOORS, with the reason."
                )


def _within(name: str, module: str) -> bool:
    return name == module or name.startswith(module + ".")
