"""A provider that can be told to lie, to see whether the sample portal notices."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, request
from joserfc import jwt
from joserfc.jwk import ECKey
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.servers import free_port


class QuietHandler(WSGIRequestHandler):
    """Writes no access log."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


@dataclass
class Liar:
    """Answers as an honest provider, but for what a test changes.

    claims: laid over the ID token.  person: laid over the userinfo answer.
    foreign_key: signs with a key that nobody published.
    """

    issuer: str
    nonce: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    person: dict[str, Any] = field(default_factory=dict)
    foreign_key: bool = False
    asked: list[dict[str, str]] = field(default_factory=list)
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", auto_kid=True))

    def id_token(self) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": "town-hall", "sub": "s-1", "nonce": self.nonce,
            "iat": now, "exp": now + 300, "auth_time": now,
            "acr": "urn:stepfree:acr:email", "amr": ["otp"],
        }  # fmt: skip
        key = ECKey.generate_key("P-256") if self.foreign_key else self.key
        header = {"alg": "ES256", "kid": self.key.kid}
        return jwt.encode(header, claims | self.claims, key, algorithms=["ES256"])


@contextmanager
def run(liar_port: int = 0) -> Iterator[Liar]:
    """A liar that answers on a free port of loopback."""
    port = liar_port or free_port()
    liar = Liar(f"http://127.0.0.1:{port}")
    server = make_server("127.0.0.1", port, _app(liar), threaded=True, request_handler=QuietHandler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield liar
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _app(liar: Liar) -> Flask:
    app = Flask(__name__)

    @app.get("/.well-known/openid-configuration")
    def discovery() -> dict[str, Any]:
        return {
            "issuer": liar.issuer,
            "authorization_endpoint": liar.issuer + "/authorize",
            "token_endpoint": liar.issuer + "/token",
            "userinfo_endpoint": liar.issuer + "/userinfo",
            "end_session_endpoint": liar.issuer + "/logout",
            "jwks_uri": liar.issuer + "/jwks",
            "id_token_signing_alg_values_supported": ["ES256"],
        }

    @app.get("/jwks")
    def jwks() -> dict[str, Any]:
        return {"keys": [liar.key.as_dict(private=False)]}

    @app.post("/token")
    def token() -> dict[str, Any]:
        liar.asked.append(request.form.to_dict())
        return {
            "access_token": "at-1", "token_type": "Bearer", "expires_in": 300,
            "id_token": liar.id_token(),
        }  # fmt: skip

    @app.get("/userinfo")
    def userinfo() -> dict[str, Any]:
        return {"sub": "s-1", "email": "ada@example.org"} | liar.person

    return app
