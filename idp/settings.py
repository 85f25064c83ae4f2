"""Every setting: type, unit, default, environment name.

Read once, from a TOML file, the environment (`STEPFREE_<NAME>`) and a folder of secret files
(`STEPFREE_SECRETS_DIR`, one file a setting, named `stepfree_<name>`), the later winning over the
earlier; then frozen and passed on. All problems are reported together.
"""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from idp.errors import SettingsError

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
# 256 bits, written as base64 or hex: 43 characters at the least (SEC: weak secrets never start).
SECRET_CHARACTERS = 43


class Settings(BaseSettings):
    """All settings of the provider; frozen."""

    model_config = SettingsConfigDict(env_prefix="STEPFREE_", frozen=True, extra="forbid")

    # --- who we are
    issuer: str = Field(description="Our own address, https, no path and no slash at its end.")
    provider_name: str = Field("Stepfree", description="What people read as our name.")
    trusted_hosts: tuple[str, ...] = Field(
        (), description="Host names that requests may carry; needed outside loopback."
    )
    proxy_hops: int = Field(0, ge=0, le=5, description="How many trusted proxies stand in front.")
    languages: tuple[str, ...] = Field(
        ("en", "fr", "de", "lb"), description="Languages on offer, the first is the default."
    )
    timezone: str = Field("Europe/Luxembourg", description="Zone of the clock times people read.")
    phone: str = Field("", description="Telephone help, as people read it.")
    phone_hours: str = Field("", description="When the telephone is answered.")
    help_mail: str = Field("", description="Address where a person answers.")

    # --- secrets
    secret_keys: tuple[SecretStr, ...] = Field(
        description="Signing secrets, newest last: the last signs, all verify. 256 bits each."
    )
    master_keys: tuple[SecretStr, ...] = Field(
        description="Keys that wrap stored data keys, newest last: the last writes, all read."
    )

    # --- store and server
    database_url: str = Field("sqlite:///var/stepfree.sqlite3", description="SQLite or PostgreSQL.")
    bind: str = Field("127.0.0.1:8000", description="Address and port to serve on.")
    processes: int = Field(1, ge=1, le=64, description="Server processes.")
    threads: int = Field(8, ge=1, le=64, description="Threads of each process.")
    worker_inside: bool = Field(True, description="Run the worker (mail, cleaning) inside serve.")
    log_format: Literal["json", "plain"] = Field("json", description="How logs are written.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="The least important level that is written."
    )

    # --- mail
    smtp_host: str = Field("", description="Mail server; needed outside the demo.")
    smtp_port: int = Field(587, ge=1, le=65535, description="Its port.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="none only to a loopback address."
    )
    smtp_user: str = Field("", description="Name for the mail server, empty for none.")
    smtp_password: SecretStr = Field(SecretStr(""), description="Its password.")
    smtp_timeout_s: int = Field(20, ge=1, le=120, description="Longest wait for the mail server.")
    mail_from: str = Field("", description="Sender address of mails.")
    mail_from_name: str = Field("", description="Sender name; provider_name when empty.")

    # --- who may come in
    registration: Literal["open", "invited", "closed"] = Field(
        "open", description="Whose first confirmed address makes an account."
    )
    passkey_only: bool = Field(False, description="No sign-in by mail at all.")

    # --- times, in seconds
    interaction_s: int = Field(86_400, ge=72_000, description="How long a request is kept.")
    link_s: int = Field(1_800, ge=1_800, description="Life of link and code.")
    link_more_time_s: int = Field(3_600, ge=3_600, description="The same with more time.")
    strict_times: bool = Field(False, description="Link and code live 10 minutes (ASVS 6.5.5).")
    ceremony_s: int = Field(300, ge=300, le=600, description="Time for a passkey window.")
    ceremony_more_time_s: int = Field(600, ge=600, description="The same with more time.")
    idle_s: int = Field(1_800, ge=1_800, description="Signed in without doing anything.")
    idle_more_time_s: int = Field(7_200, ge=7_200, description="The same with more time.")
    session_s: int = Field(43_200, ge=3_600, le=86_400, description="Signed in at the longest.")
    code_s: int = Field(60, ge=10, le=60, description="Life of an authorization code.")
    access_token_s: int = Field(600, ge=60, le=3_600, description="Life of an access token.")
    id_token_s: int = Field(600, ge=60, le=3_600, description="Life of an ID token.")
    refresh_token_s: int = Field(2_592_000, ge=3_600, description="Absolute end of a token family.")
    refresh_retry_s: int = Field(10, ge=0, le=10, description="A repeated refresh gets the same.")
    key_overlap_s: int = Field(86_400, ge=3_600, description="A new key is shown before it signs.")
    fresh_proof_s: int = Field(300, ge=60, le=1_200, description="How fresh for changes of keys.")

    # --- limits: how many, in how many seconds
    limit_mail_wait_s: int = Field(60, ge=0, description="Between two mails to one address.")
    limit_mails_per_quarter: int = Field(5, ge=1, description="Mails to an address in 15 min.")
    limit_mails_per_day: int = Field(20, ge=1, description="Mails to an address in 24 h.")
    limit_mails_per_network: int = Field(20, ge=1, description="Mails a network may ask in 1 h.")
    limit_mails_overall: int = Field(5_000, ge=1, description="Mails of the whole service in 1 h.")
    limit_code_tries: int = Field(5, ge=3, le=10, description="Codes typed for one request.")
    limit_passkey_failures: int = Field(
        20, ge=5, description="Failed passkeys of a network in 5 min."
    )
    limit_token_failures: int = Field(
        30, ge=5, description="Failed token calls of a client and network in 5 min."
    )
    limit_requests: int = Field(300, ge=50, description="All requests of a network in 5 min.")
    ip_prefix_v4: int = Field(32, ge=16, le=32, description="Network size counted for IPv4.")
    ip_prefix_v6: int = Field(64, ge=32, le=128, description="Network size counted for IPv6.")
    ip_in_events: Literal["none", "short", "full"] = Field("short", description="Kept in events.")

    # --- assurance
    acr_names: dict[str, str] = Field(
        default_factory=dict, description="Other names for our levels, ours to theirs."
    )

    # --- what is plugged in
    flows: str = Field("flows:FLOWS", description="Dotted name of the flows on offer.")
    demo: bool = Field(False, description="Set by the demo alone: local mailbox, sample portal.")
    page_states: bool = Field(False, description="Set by `stepfree states` alone.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Where values come from, the strongest first."""
        file = os.environ.get("STEPFREE_CONFIG", "")
        toml = (TomlConfigSettingsSource(settings_cls, Path(file)),) if file else ()
        return (init_settings, file_secret_settings, env_settings, *toml)

    @field_validator("issuer")
    @classmethod
    def _issuer(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.path or parts.query or parts.fragment or not parts.hostname:
            raise ValueError("write it as https://name, without a path or a slash at its end")
        if parts.scheme != "https" and parts.hostname not in LOOPBACK:
            raise ValueError("it must begin with https:// (http only on this machine itself)")
        return value

    @field_validator("secret_keys", "master_keys")
    @classmethod
    def _strong(cls, keys: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
        if not keys:
            raise ValueError("give at least one; `stepfree keys secret` makes one")
        for key in keys:
            text = key.get_secret_value()
            if len(text) < SECRET_CHARACTERS or len(set(text)) < 12:
                raise ValueError("too weak: 256 random bits, `stepfree keys secret` makes one")
        return keys

    @model_validator(mode="after")
    def _together(self) -> Settings:
        problems = []
        host = urlsplit(self.issuer).hostname or ""
        if host not in LOOPBACK and not self.trusted_hosts:
            problems.append("trusted_hosts: name the hosts that requests may carry")
        if not self.demo and not self.page_states:
            if not self.smtp_host:
                problems.append("smtp_host: name the mail server")
            if "@" not in self.mail_from:
                problems.append("mail_from: give the address that mails come from")
        if self.smtp_security == "none" and self.smtp_host and self.smtp_host not in LOOPBACK:
            problems.append("smtp_security: none is only for a mail server on this machine")
        if problems:
            raise ValueError("; ".join(problems))
        return self

    # --- derived
    @cached_property
    def host(self) -> str:
        """The host name of the issuer; also the relying party id of passkeys."""
        return urlsplit(self.issuer).hostname or ""

    @cached_property
    def secure(self) -> bool:
        """Whether cookies may be Secure: only plain http on loopback is not."""
        return self.issuer.startswith("https://")

    def link_life_s(self, more_time: bool) -> int:
        if self.strict_times:
            return 600
        return self.link_more_time_s if more_time else self.link_s

    def ceremony_life_s(self, more_time: bool) -> int:
        return self.ceremony_more_time_s if more_time else self.ceremony_s


def read(**given: Any) -> Settings:
    """Settings from file, environment and secret files, `given` winning over all.

    Raises SettingsError with every problem on a line of its own.
    """
    try:
        folder = os.environ.get("STEPFREE_SECRETS_DIR")
        return Settings(_secrets_dir=folder, **given)  # type: ignore[call-arg]
    except ValidationError as error:
        lines = [
            f"  {'.'.join(str(part) for part in e['loc']) or 'settings'}: "
            + e["msg"].removeprefix("Value error, ")
            for e in error.errors()
        ]
        raise SettingsError("These settings cannot work:\n" + "\n".join(lines)) from None
