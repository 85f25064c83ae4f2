"""What the commands of `stepfree` open: settings, store, vault; each problem told in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from idp.settings import Settings
    from idp.store import Store
    from idp.vault import Vault


def read_settings() -> Settings:
    """Settings as given. Raises click.ClickException with every problem."""
    from idp.errors import SettingsError
    from idp.settings import read

    try:
        return read()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


def open_store(settings: Settings) -> Store:
    """The store at its newest revision; closed when the command ends, however it ends.

    Raises click.ClickException.
    """
    from idp.store import Store, StoreError
    from idp.store.revision import is_at_head

    try:
        store = Store(settings.database_url, pool_size=2)
        click.get_current_context().call_on_close(store.close)
        if not is_at_head(store):
            raise click.ClickException("The database is not ready: run `stepfree migrate` first.")
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    return store


def open_vault(settings: Settings, store: Store) -> Vault:
    """The vault of the store. Raises click.ClickException when a master key is missing."""
    from idp.vault import Vault, VaultError

    try:
        return Vault.open(store, [key.get_secret_value() for key in settings.master_keys])
    except VaultError as error:
        raise click.ClickException(str(error)) from error
