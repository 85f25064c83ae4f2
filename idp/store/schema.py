"""Every table, with units and lifetimes in comments; one schema for SQLite and PostgreSQL.

Points in time are epoch seconds (UTC). `*_hash` columns hold SHA-256 (or HMAC-SHA-256) in
hex of a secret that the database never sees. `*_sealed` columns are AES-256-GCM envelopes of
idp.vault, bound to table, column and row. Lists of words are text, everything else with parts is
JSON. `sqlite_with_rowid=False` is for short rows with a key of text: SQLite then keeps a row in
the tree of its key, and a new one touches one page less. Not for tokens: counted, their longer
indexes cost what that saves.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

from idp.store.columns import Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite takes a row's own number for a key of this very type alone.
_NUMBER = BigInteger().with_variant(Integer, "sqlite")


def _key() -> Column[str]:
    """A random identifier, URL-safe text, at least 128 bits; not secret."""
    return Column("id", Text, primary_key=True)


def _at(name: str, *, optional: bool = False, index: bool = False) -> Column[int]:
    """A point in time: epoch seconds, UTC."""
    return Column(name, BigInteger, nullable=optional, index=index)


def _to(target: str, *, optional: bool = False, index: bool = True) -> Column[str]:
    """A foreign key to `table.id`, named after the table's singular."""
    table, _, _ = target.partition(".")
    name = {"accounts": "account_id", "clients": "client_id", "interactions": "interaction_id"}.get(
        table, table.rstrip("s") + "_id"
    )
    return Column(name, Text, ForeignKey(target), nullable=optional, index=index)


# --- people -------------------------------------------------------------------------------

accounts = Table(
    "accounts",
    metadata,
    _key(),
    Column("user_handle", LargeBinary, nullable=False, unique=True),  # 64 random bytes, WebAuthn §4
    Column("language", Text, nullable=False),  # of mails
    Column("passkey_offer", Text, nullable=False),  # "ask", "later" or "never"
    _at("offered_at", optional=True),  # when "later" was said
    _at("created_at"),
    _at("disabled_at", optional=True),
    sqlite_with_rowid=False,
)

addresses = Table(
    "addresses",
    metadata,
    _key(),
    _to("accounts.id"),
    Column("blind_index", Text, nullable=False, unique=True),  # keyed hash of the canonical form
    Column("address_sealed", LargeBinary, nullable=False),
    _at("confirmed_at"),
    sqlite_with_rowid=False,
)

passkeys = Table(
    "passkeys",
    metadata,
    _key(),
    _to("accounts.id"),
    Column("credential_id", LargeBinary, nullable=False, unique=True),  # at most 1023 bytes
    Column("public_key", LargeBinary, nullable=False),  # COSE
    Column("sign_count", BigInteger, nullable=False),
    Column("backup_eligible", Boolean, nullable=False),  # never changes, SEC: WebAuthn L3 §6.1.3
    Column("backed_up", Boolean, nullable=False),
    Column("aaguid", Text, nullable=False),
    Column("transports", Words, nullable=False),
    Column("name", Text, nullable=False),
    Column("note", Text, nullable=False),
    _at("added_at"),
    _at("last_used_at", optional=True),
)

invitations = Table(  # who may make an account where only invited people can; gone once used
    "invitations",
    metadata,
    Column("blind_index", Text, primary_key=True),  # as of addresses; the address is not kept
    _at("created_at"),
    _at("expires_at", index=True),
    sqlite_with_rowid=False,
)

known_browsers = Table(  # which browsers signed an account in, for the notice of a new one
    "known_browsers",
    metadata,
    Column("account_id", Text, ForeignKey("accounts.id"), primary_key=True),
    Column("browser_hash", Text, primary_key=True),
    _at("last_seen_at", index=True),
    sqlite_with_rowid=False,
)

# --- portals ------------------------------------------------------------------------------

clients = Table(
    "clients",
    metadata,
    Column("id", Text, primary_key=True),  # the client_id
    Column("name", Text, nullable=False),
    Column("name_language", Text, nullable=False),
    Column("home_url", Text, nullable=False),
    Column("contact", Text, nullable=False),
    Column("auth_method", Text, nullable=False),  # one of OIDC Core §9, fixed per client
    Column("secret_hash", Text, nullable=True),  # SHA-256 hex of a 256-bit secret
    Column("jwks", JSON, nullable=True),  # for private_key_jwt
    Column("redirect_uris", Words, nullable=False),
    Column("post_logout_redirect_uris", Words, nullable=False),
    Column("scopes", Words, nullable=False),
    Column("grant_types", Words, nullable=False),
    Column("id_token_alg", Text, nullable=False),  # ES256, EdDSA, PS256 or RS256
    Column("access_token_format", Text, nullable=False),  # "opaque" or "jwt" (RFC 9068)
    Column("pkce", Text, nullable=False),  # "required" or "optional"
    Column("subject_type", Text, nullable=False),  # "pairwise" or "public"
    Column("sector", Text, nullable=False),  # host for pairwise subjects, OIDC Core §8.1
    Column("consent", Text, nullable=False),  # "ask" or "waived" (first party)
    Column("minimum_acr", Text, nullable=False),  # "" or a level of idp.assurance
    _at("created_at"),
    _at("disabled_at", optional=True),
)

client_origins = Table(  # web origins of public clients, for the preflight of their scripts
    "client_origins",
    metadata,
    Column("origin", Text, primary_key=True),
    Column("client_id", Text, ForeignKey("clients.id"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

consents = Table(
    "consents",
    metadata,
    Column("account_id", Text, ForeignKey("accounts.id"), primary_key=True),
    Column("client_id", Text, ForeignKey("clients.id"), primary_key=True),
    Column("scopes", Words, nullable=False),
    Column("claims", Words, nullable=False),  # names of single claims that were allowed
    Column("declined", Words, nullable=False),  # of optional ones: not asked for again
    _at("given_at"),
    _at("changed_at"),
    sqlite_with_rowid=False,
)

# --- a sign-in under way ------------------------------------------------------------------

interactions = Table(  # kept 24 h
    "interactions",
    metadata,
    _key(),
    Column("kind", Text, nullable=False),  # "portal", "account", "passkey_setup", "sign_out"
    Column("browser_hash", Text, nullable=False),  # only the browser that began it may go on
    Column("begun_in", Text, nullable=False),  # words such as "Firefox (Windows)"
    _to("clients.id", optional=True, index=False),
    Column("request_sealed", LargeBinary, nullable=False),  # validated parameters, may name people
    Column("memory_sealed", LargeBinary, nullable=False),  # flow name -> its own values
    Column("proofs", JSON, nullable=False),  # recorded proofs, oldest first
    Column("account_id", Text, ForeignKey("accounts.id"), nullable=True),  # once identity is proven
    Column("session_id", Text, nullable=True),
    _at("created_at"),
    _at("expires_at", index=True),
    _at("answered_at", optional=True),
)

mailed_secrets = Table(  # one row a mail: its link and its code; kept 24 h after expiry
    "mailed_secrets",
    metadata,
    _key(),  # the handle in the address bar, not secret
    _to("interactions.id"),
    Column("browser_hash", Text, nullable=False),
    Column("link_hash", Text, nullable=False, unique=True),
    Column("code_hash", Text, nullable=False),
    Column("address_blind", Text, nullable=False, index=True),
    Column("address_sealed", LargeBinary, nullable=False),
    Column("reference", Text, nullable=False),  # matching word in mail and on the page
    Column("for_this_browser", Boolean, nullable=False),  # the one further mail of ML-10
    Column("tries", Integer, nullable=False),  # codes typed in the browser that asked
    Column("foreign_tries", Integer, nullable=False),  # codes typed in any other one
    _at("created_at"),
    _at("expires_at", index=True),
    _at("used_at", optional=True),  # this one signed somebody in
    _at("ended_at", optional=True),  # it works no more: one of its request was used, or reported
    _at("sent_here_at", optional=True),  # when "a link for this browser" was asked
    _at("reported_at", optional=True),
)

challenges = Table(  # passkey ceremonies; claimed before verification
    "challenges",
    metadata,
    Column("id", Text, primary_key=True),  # SHA-256 hex of the challenge
    Column("purpose", Text, nullable=False),  # "sign_in" or "add"
    _to("interactions.id"),
    Column("account_id", Text, nullable=True),
    _at("created_at"),
    _at("expires_at", index=True),
    _at("used_at", optional=True),
    sqlite_with_rowid=False,
)

# --- signed in ----------------------------------------------------------------------------

sessions = Table(
    "sessions",
    metadata,
    _key(),  # public name: `sid` of tokens, and the handle on the account page
    Column("cookie_hash", Text, nullable=False, unique=True),
    _to("accounts.id"),
    Column("browser", Text, nullable=False),  # words
    Column("method", Text, nullable=False),  # flow that signed in
    Column("acr", Text, nullable=False),
    Column("amr", Words, nullable=False),
    _at("authenticated_at"),  # of the real proof: `auth_time`
    _at("created_at"),
    _at("last_seen_at"),
    Column("idle_s", Integer, nullable=False),  # 1800, longer with "more time"
    _at("expires_at"),  # absolute
    _at("ended_at", optional=True),
    sqlite_with_rowid=False,
)

grants = Table(  # one row an authorization: its code, and the family of its tokens
    "grants",
    metadata,
    Column("id", Text, primary_key=True),  # SHA-256 hex of the code
    _to("clients.id", index=False),
    _to("accounts.id", index=False),  # the index below begins with it
    _to("sessions.id"),
    Column("code_expires_at", BigInteger, nullable=False),  # 60 s after created_at
    Column("code_used_at", BigInteger, nullable=True),
    Column("redirect_uri", Text, nullable=False),
    Column("code_challenge", Text, nullable=False),  # "" when an optional client sent none
    Column("nonce", Text, nullable=False),
    Column("scopes", Words, nullable=False),
    Column("id_token_claims", Words, nullable=False),  # the claims parameter, filtered to
    Column("userinfo_claims", Words, nullable=False),  # those that we have, OIDC Core §5.5
    Column("acr", Text, nullable=False),
    Column("amr", Words, nullable=False),
    _at("authenticated_at"),
    _at("created_at"),
    _at("expires_at", index=True),  # absolute end of the family
    _at("revoked_at", optional=True),
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", Text, primary_key=True),  # SHA-256 hex of the token (of the jti for a JWT)
    _to("grants.id"),
    Column("kind", Text, nullable=False),  # "access" or "refresh"
    Column("scopes", Words, nullable=False),
    _at("created_at"),
    _at("expires_at", index=True),
    _at("used_at", optional=True),  # refresh: when it was rotated
    _at("revoked_at", optional=True),
)

used_assertions = Table(  # jti of client assertions, RFC 7523 §3
    "used_assertions",
    metadata,
    Column("id", Text, primary_key=True),  # SHA-256 hex of client and jti
    _at("expires_at", index=True),
    sqlite_with_rowid=False,
)

# --- the house ----------------------------------------------------------------------------

data_keys = Table(  # wrapped by the operator's master key
    "data_keys",
    metadata,
    _key(),
    Column("purpose", Text, nullable=False),  # "seal", or "blind" for keyed hashes
    Column("wrapped", LargeBinary, nullable=False),
    Column("master_key_id", Text, nullable=False),
    _at("created_at"),
    _at("retired_at", optional=True),
)

signing_keys = Table(
    "signing_keys",
    metadata,
    Column("id", Text, primary_key=True),  # kid: RFC 7638 thumbprint
    Column("alg", Text, nullable=False),
    Column("public_jwk", JSON, nullable=False),
    Column("private_sealed", LargeBinary, nullable=False),
    _at("created_at"),  # published from here
    _at("signs_from_at"),
    _at("signs_until_at", optional=True),
    _at("removed_at", optional=True),  # no longer published
)

attempts = Table(  # counters of idp.limits
    "attempts",
    metadata,
    Column("id", Text, primary_key=True),  # limit name and a keyed hash of what is counted
    Column("window_began_at", BigInteger, nullable=False),
    Column("hits", BigInteger, nullable=False),
    _at("expires_at", index=True),
    sqlite_with_rowid=False,
)

outbox = Table(  # mails promised; the row is written with the promise
    "outbox",
    metadata,
    _key(),
    Column("kind", Text, nullable=False),  # template of the message
    Column("message_sealed", LargeBinary, nullable=False),  # the whole RFC 5322 message
    Column("tries", Integer, nullable=False),
    _at("created_at"),
    _at("due_at"),
    _at("expires_at"),  # a mail older than its link is dropped, not sent late
    _at("leased_until_at", optional=True),
    Column("lease", Text, nullable=True),  # fencing: which worker holds it
    _at("sent_at", optional=True),
    _at("given_up_at", optional=True),
    Column("last_problem", Text, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("id", _NUMBER, Identity(), primary_key=True),  # in the order in which they were written
    _at("at"),
    Column("name", Text, nullable=False),
    Column("outcome", Text, nullable=False),  # "ok", "refused" or "failed"
    Column("subject", Text, nullable=False),  # account id, "" when unknown
    Column("client_id", Text, nullable=False),
    Column("session_id", Text, nullable=False),
    Column("ip_prefix", Text, nullable=False),  # shortened by policy
    Column("correlation", Text, nullable=False),
    Column("details", JSON, nullable=False),
)

Index("ix_grants_account_id_client_id", grants.c.account_id, grants.c.client_id)
Index("ix_events_subject_at", events.c.subject, events.c.at)
Index("ix_outbox_open", outbox.c.sent_at, outbox.c.given_up_at, outbox.c.due_at)
