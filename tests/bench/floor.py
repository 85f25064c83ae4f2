"""The floor: the least that a Flask OpenID provider can do per request and still pass the checks.

Not a product: one client, one person, a signed cookie for a session, no pages, no consent, no
limits, no events. What Stepfree costs above this is what its promises cost.

usage: python -m tests.bench.floor PORT DATABASE
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
import sqlite3
import sys
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, jsonify, redirect, request, session
from flask.typing import ResponseReturnValue
from joserfc import jwt
from joserfc.jwk import ECKey

PORT = os.environ.get("FLOOR_PORT", "0")
ISSUER = f"http://127.0.0.1:{PORT}"
CLIENT, REDIRECT_URI = "bench", "http://127.0.0.1:9/callback"
SECRET_HASH = hashlib.sha256(os.environ.get("FLOOR_SECRET", "").encode()).digest()
LIFE_S = 600
TABLES = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
CREATE TABLE IF NOT EXISTS codes (
    hash BLOB PRIMARY KEY, sub TEXT, nonce TEXT, challenge TEXT, expires_at INT, used INT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tokens (
    hash BLOB PRIMARY KEY, kind TEXT, sub TEXT, expires_at INT
) WITHOUT ROWID;
"""


def _shared_key() -> ECKey:
    """One signing key for all server processes: made by the first, read by the others."""
    file = Path(os.environ["FLOOR_DATABASE"]).with_suffix(".pem")
    if not file.exists():
        file.write_bytes(ECKey.generate_key("P-256").as_pem(private=True))
    return ECKey.import_key(file.read_bytes(), {"kid": "floor"})


app = Flask(__name__)
app.secret_key = "only for measuring"
KEY = _shared_key() if "FLOOR_DATABASE" in os.environ else ECKey.generate_key("P-256")
PUBLIC = {"keys": [{**KEY.as_dict(private=False), "kid": "floor", "use": "sig", "alg": "ES256"}]}
METADATA = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": f"{ISSUER}/token",
    "userinfo_endpoint": f"{ISSUER}/userinfo",
    "jwks_uri": f"{ISSUER}/jwks",
}
_local = threading.local()


def _database() -> sqlite3.Connection:
    if not hasattr(_local, "connection"):
        _local.connection = sqlite3.connect(
            os.environ["FLOOR_DATABASE"], isolation_level=None, timeout=20
        )
        _local.connection.executescript(TABLES)
    connection: sqlite3.Connection = _local.connection
    return connection


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _id_token(claims: dict[str, Any]) -> str:
    now = int(time.time())
    return jwt.encode(
        {"alg": "ES256", "kid": "floor"},
        {"iss": ISSUER, "aud": CLIENT, "iat": now, "exp": now + LIFE_S, **claims},
        KEY,
        algorithms=["ES256"],
    )


@app.get("/.well-known/openid-configuration")
def discovery() -> ResponseReturnValue:
    return jsonify(METADATA)


@app.get("/jwks")
def jwks() -> ResponseReturnValue:
    return jsonify(PUBLIC)


@app.post("/login")
def login() -> ResponseReturnValue:
    session["sub"] = request.form["email"]
    return "", 204


@app.get("/authorize")
def authorize() -> ResponseReturnValue:
    asked = request.args
    if asked["client_id"] != CLIENT or asked["redirect_uri"] != REDIRECT_URI:
        return "bad request", 400
    code = secrets.token_urlsafe(32)
    _database().execute(
        "INSERT INTO codes VALUES (?, ?, ?, ?, ?, 0)",
        (_hash(code), session["sub"], asked["nonce"], asked["code_challenge"], time.time() + 60),
    )
    answer = {"code": code, "state": asked["state"], "iss": ISSUER}
    return redirect(f"{REDIRECT_URI}?{urlencode(answer)}", 303)


@app.post("/token")
def token() -> ResponseReturnValue:
    who = request.authorization
    given = _hash((who.password or "") if who else "")
    if who is None or who.username != CLIENT or not hmac.compare_digest(given, SECRET_HASH):
        return jsonify(error="invalid_client"), 401
    spend = _refresh if request.form["grant_type"] == "refresh_token" else _redeem
    database = _database()
    database.execute("BEGIN IMMEDIATE")
    try:
        answer = spend(database)
    finally:
        database.execute("COMMIT")
    if answer is None:
        return jsonify(error="invalid_grant"), 400
    return jsonify({"token_type": "Bearer", "expires_in": LIFE_S, **answer})


def _redeem(database: sqlite3.Connection) -> dict[str, str] | None:
    row = database.execute(
        "UPDATE codes SET used = 1 WHERE hash = ? AND used = 0 AND expires_at > ?"
        " RETURNING sub, nonce, challenge",
        (_hash(request.form["code"]), time.time()),
    ).fetchone()
    digest = base64.urlsafe_b64encode(_hash(request.form["code_verifier"])).rstrip(b"=")
    if row is None or not hmac.compare_digest(digest.decode(), row[2]):
        return None
    made = _make_tokens(database, row[0])
    half = base64.urlsafe_b64encode(_hash(made["access_token"])[:16]).rstrip(b"=").decode()
    return {**made, "id_token": _id_token({"sub": row[0], "nonce": row[1], "at_hash": half})}


def _refresh(database: sqlite3.Connection) -> dict[str, str] | None:
    row = database.execute(
        "DELETE FROM tokens WHERE hash = ? AND kind = 'refresh' AND expires_at > ? RETURNING sub",
        (_hash(request.form["refresh_token"]), time.time()),
    ).fetchone()
    if row is None:
        return None
    return {**_make_tokens(database, row[0]), "id_token": _id_token({"sub": row[0]})}


def _make_tokens(database: sqlite3.Connection, sub: str) -> dict[str, str]:
    access, refresh = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    until = time.time() + LIFE_S
    database.executemany(
        "INSERT INTO tokens VALUES (?, ?, ?, ?)",
        [(_hash(access), "access", sub, until), (_hash(refresh), "refresh", sub, until)],
    )
    return {"access_token": access, "refresh_token": refresh}


@app.get("/userinfo")
def userinfo() -> ResponseReturnValue:
    given = request.headers["Authorization"].removeprefix("Bearer ")
    row = (
        _database()
        .execute(
            "SELECT sub FROM tokens WHERE hash = ? AND kind = 'access' AND expires_at > ?",
            (_hash(given), time.time()),
        )
        .fetchone()
    )
    return (jsonify(sub=row[0], email=row[0]), 200) if row else ("", 401)


@app.get("/livez")
def livez() -> Response:
    return Response("ok")


if __name__ == "__main__":
    sys.exit("The floor is served by the bench; run `make bench`.")
