"""The first schema.

Columns stand by kind, "?" after those that may be null. Names of constraints follow the
convention of idp.store.schema, written out here because a revision never changes again.
"""

# No `from __future__ import annotations`: Alembic loads this file in a way that dataclasses,
# when annotations are texts, cannot look up.
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


@dataclass(frozen=True, slots=True)
class _Table:
    """big: 64-bit, points in time.  words: text with spaces between.

    serial: 64-bit, given by the database.  to: "column:table" referred to, always its id.
    short: SQLite keeps the row in the index of its key.
    """

    name: str
    text: str = ""
    big: str = ""
    number: str = ""
    flag: str = ""
    blob: str = ""
    json: str = ""
    words: str = ""
    serial: str = ""
    key: str = "id"
    unique: str = ""
    to: str = ""
    index: str = ""
    indexes: Mapping[str, str] = field(default_factory=dict)
    short: bool = False

    def make(self) -> None:
        kept = {"sqlite_with_rowid": False} if self.short else {}
        op.create_table(self.name, *self._columns(), *self._constraints(), **kept)
        single = {f"ix_{self.name}_{column}": column for column in self.index.split()}
        for name, columns in (single | dict(self.indexes)).items():
            op.create_index(name, self.name, columns.split())

    def _columns(self) -> Iterator[sa.Column[Any]]:
        for name in self.serial.split():
            number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
            yield sa.Column(name, number, sa.Identity(), nullable=False)
        kinds: dict[str, Any] = {
            self.text: sa.Text,
            self.big: sa.BigInteger,
            self.number: sa.Integer,
            self.flag: sa.Boolean,
            self.blob: sa.LargeBinary,
            self.json: sa.JSON,
            self.words: sa.Text,
        }
        for names, kind in kinds.items():
            for name in names.split():
                yield sa.Column(name.rstrip("?"), kind, nullable=name.endswith("?"))

    def _constraints(self) -> Iterator[sa.Constraint]:
        yield sa.PrimaryKeyConstraint(*self.key.split(), name=f"pk_{self.name}")
        for column in self.unique.split():
            yield sa.UniqueConstraint(column, name=f"uq_{self.name}_{column}")
        for reference in self.to.split():
            column, _, table = reference.partition(":")
            name = f"fk_{self.name}_{column}_{table}"
            yield sa.ForeignKeyConstraint([column], [f"{table}.id"], name=name)


# Parents before children.
TABLES = (
    _Table(
        "accounts",
        text="id language passkey_offer",
        big="offered_at? created_at disabled_at?",
        blob="user_handle",
        unique="user_handle",
        short=True,
    ),
    _Table(
        "attempts",
        text="id",
        big="window_began_at hits expires_at",
        index="expires_at",
        short=True,
    ),
    _Table(
        "clients",
        text=(
            "id name name_language home_url contact auth_method secret_hash? id_token_alg "
            "access_token_format pkce subject_type sector consent minimum_acr"
        ),
        big="created_at disabled_at?",
        json="jwks?",
        words="redirect_uris post_logout_redirect_uris scopes grant_types",
    ),
    _Table(
        "data_keys",
        text="id purpose master_key_id",
        big="created_at retired_at?",
        blob="wrapped",
    ),
    _Table(
        "events",
        serial="id",
        text="name outcome subject client_id session_id ip_prefix correlation",
        big="at",
        json="details",
        indexes={"ix_events_subject_at": "subject at"},
    ),
    _Table(
        "invitations",
        text="blind_index",
        big="created_at expires_at",
        key="blind_index",
        index="expires_at",
        short=True,
    ),
    _Table(
        "outbox",
        text="id kind lease? last_problem",
        big="created_at due_at expires_at leased_until_at? sent_at? given_up_at?",
        number="tries",
        blob="message_sealed",
        indexes={"ix_outbox_open": "sent_at given_up_at due_at"},
    ),
    _Table(
        "signing_keys",
        text="id alg",
        big="created_at signs_from_at signs_until_at? removed_at?",
        blob="private_sealed",
        json="public_jwk",
    ),
    _Table(
        "used_assertions",
        text="id",
        big="expires_at",
        index="expires_at",
        short=True,
    ),
    _Table(
        "addresses",
        text="id account_id blind_index",
        big="confirmed_at",
        blob="address_sealed",
        unique="blind_index",
        to="account_id:accounts",
        index="account_id",
        short=True,
    ),
    _Table(
        "client_origins",
        text="origin client_id",
        key="origin client_id",
        to="client_id:clients",
        index="client_id",
        short=True,
    ),
    _Table(
        "consents",
        text="account_id client_id",
        big="given_at changed_at",
        words="scopes claims declined",
        key="account_id client_id",
        to="account_id:accounts client_id:clients",
        short=True,
    ),
    _Table(
        "interactions",
        text="id kind browser_hash begun_in client_id? account_id? session_id?",
        big="created_at expires_at answered_at?",
        blob="request_sealed memory_sealed",
        json="proofs",
        to="account_id:accounts client_id:clients",
        index="expires_at",
    ),
    _Table(
        "known_browsers",
        text="account_id browser_hash",
        big="last_seen_at",
        key="account_id browser_hash",
        to="account_id:accounts",
        index="last_seen_at",
        short=True,
    ),
    _Table(
        "passkeys",
        text="id account_id aaguid name note",
        big="sign_count added_at last_used_at?",
        flag="backup_eligible backed_up",
        blob="credential_id public_key",
        words="transports",
        unique="credential_id",
        to="account_id:accounts",
        index="account_id",
    ),
    _Table(
        "sessions",
        text="id cookie_hash account_id browser method acr",
        big="authenticated_at created_at last_seen_at expires_at ended_at?",
        number="idle_s",
        words="amr",
        unique="cookie_hash",
        to="account_id:accounts",
        index="account_id",
        short=True,
    ),
    _Table(
        "challenges",
        text="id purpose interaction_id account_id?",
        big="created_at expires_at used_at?",
        to="interaction_id:interactions",
        index="expires_at interaction_id",
        short=True,
    ),
    _Table(
        "grants",
        text="id client_id account_id session_id redirect_uri code_challenge nonce acr",
        big="code_expires_at code_used_at? authenticated_at created_at expires_at revoked_at?",
        words="scopes id_token_claims userinfo_claims amr",
        to="account_id:accounts client_id:clients session_id:sessions",
        index="expires_at session_id",
        indexes={"ix_grants_account_id_client_id": "account_id client_id"},
    ),
    _Table(
        "mailed_secrets",
        text="id interaction_id browser_hash link_hash code_hash address_blind reference",
        big="created_at expires_at used_at? ended_at? sent_here_at? reported_at?",
        number="tries foreign_tries",
        flag="for_this_browser",
        blob="address_sealed",
        unique="link_hash",
        to="interaction_id:interactions",
        index="address_blind expires_at interaction_id",
    ),
    _Table(
        "tokens",
        text="id grant_id kind",
        big="created_at expires_at used_at? revoked_at?",
        words="scopes",
        to="grant_id:grants",
        index="expires_at grant_id",
    ),
)


def upgrade() -> None:
    """Makes every table."""
    for table in TABLES:
        table.make()


def downgrade() -> None:
    """Removes every table, children before parents."""
    for table in reversed(TABLES):
        op.drop_table(table.name)
