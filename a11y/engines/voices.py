"""All engines that are here, started for one browser; those that are missing are named."""

from __future__ import annotations

from collections.abc import Callable, Collection

from a11y.browser import Browser
from a11y.engines import Engine, EngineMissing
from a11y.engines.alfa import Alfa
from a11y.engines.axe import Axe
from a11y.engines.htmlcs import HtmlCodeSniffer
from a11y.engines.ibm import Ibm
from a11y.engines.installed import is_required
from a11y.engines.nu import Nu

# The first that fails an element speaks for the others in a merged finding.
KINDS: dict[str, Callable[[Browser], Engine]] = {
    "axe": Axe,
    "ibm": Ibm,
    "alfa": Alfa,
    "htmlcs": HtmlCodeSniffer,
    "nu": Nu,
}


def started(
    browser: Browser, names: Collection[str] | None = None
) -> tuple[tuple[Engine, ...], dict[str, str]]:
    """The engines, and name -> why it is missing. names: those that are wanted; None for all.

    Raises EngineMissing when engines are required, as in our own checks, and one is not there.
    """
    here: list[Engine] = []
    missing: dict[str, str] = {}
    for name, kind in KINDS.items():
        if names is not None and name not in names:
            continue
        try:
            here.append(kind(browser))
        except EngineMissing as error:
            if is_required():
                raise
            missing[name] = str(error)
    return tuple(here), missing
