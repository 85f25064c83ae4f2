"""Gives the one public name, create_app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from idp.app import create_app

__all__ = ["create_app"]


def __getattr__(name: str) -> Any:
    """Loads the application only when it is asked for, so that `stepfree --help` is quick."""
    if name != "create_app":
        raise AttributeError(name)
    from idp.app import create_app

    return create_app
