"""Command line of the suite: each command is one file in a11y/commands."""

from __future__ import annotations

import sys


def main() -> None:
    """Runs a command. Says which extra to install when a package is missing."""
    try:
        from a11y.commands._frame import main as commands
    except ModuleNotFoundError as error:
        if error.name != "click":
            raise
        sys.exit(f"{error.name} is missing. Install it with: pip install 'stepfree[a11y]'")
    commands()


if __name__ == "__main__":
    main()
