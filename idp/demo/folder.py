"""The demo's folder: settings as a file to read, secrets made at the first start, a database."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from idp.demo.assertion import new_private_jwk
from idp.demo.ports import LOOPBACK, Ports, url

FOLDER = Path("var") / "demo"
SECRET_BYTES = 48


class Folder:
    """Everything that a demo keeps, below one path; the next demo in it knows the same people."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.settings_file = self.path / "stepfree.toml"
        self.secrets = self.path / "secrets"
        self.database = self.path / "stepfree.sqlite3"
        self.log = self.path / "provider.log"

    def prepare(self, ports: Ports, changed: Mapping[str, Any]) -> None:
        """Writes the settings anew and makes the secrets that are missing.

        changed: settings that differ from the demo's own, by name.
        """
        self.secrets.mkdir(parents=True, exist_ok=True)
        self.secrets.chmod(0o700)
        for name in ("stepfree_secret_keys", "stepfree_master_keys"):
            self._once(name, json.dumps([secrets.token_urlsafe(SECRET_BYTES)]))
        values = {**_settings(ports, self.database), **changed}
        lines = [f"{name} = {json.dumps(value)}" for name, value in values.items()]
        heading = "# Written by `stepfree demo` at each start; changes here do not last."
        self.settings_file.write_text("\n".join([heading, *lines, ""]), encoding="utf-8")

    def environment(self) -> dict[str, str]:
        """The environment of a command that works on this demo and on nothing else."""
        own = {k: v for k, v in os.environ.items() if not k.startswith("STEPFREE_")}
        own["STEPFREE_CONFIG"] = str(self.settings_file)
        own["STEPFREE_SECRETS_DIR"] = str(self.secrets)
        return own

    def portal_secret(self) -> str:
        """The town hall's client secret; the same at each start."""
        return self._once("town_hall_secret", secrets.token_urlsafe(SECRET_BYTES))

    def portal_key(self) -> dict[str, Any]:
        """The library's private key as a JWK; the same at each start."""
        key: dict[str, Any] = json.loads(self._once("library_key", json.dumps(new_private_jwk())))
        return key

    def _once(self, name: str, fresh: str) -> str:
        """The secret of this name; `fresh` becomes it when there is none yet."""
        file = self.secrets / name
        if not file.exists():
            # Made with its rights: at no moment may another person of this machine read it.
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
                out.write(fresh)
        return file.read_text(encoding="utf-8")


def _settings(ports: Ports, database: Path) -> dict[str, Any]:
    return {
        "issuer": url(ports.provider),
        "bind": f"{LOOPBACK}:{ports.provider}",
        "database_url": f"sqlite:///{database}",
        "log_format": "plain",
        "smtp_host": LOOPBACK,
        "smtp_port": ports.smtp,
        "smtp_security": "none",
        "mail_from": "sign-in@stepfree.example",
        "phone": "+352 0000 0000",
        "phone_hours": "Monday to Friday, 8:00 to 17:00, a sample number",
        "help_mail": "help@stepfree.example",
        "demo": True,
    }
