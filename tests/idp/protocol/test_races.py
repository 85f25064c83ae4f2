"""Things that work once, asked for many times at the same moment from two processes."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from idp.protocol import jose
from idp.protocol.client_auth import ASSERTION_TYPE
from idp.settings import Settings
from tests.idp.protocol.world import CALLBACK, SECRET, World, basic

PROCESSES, THREADS = 2, 32


def at_once(
    world: World, settings: Settings, *, secret: str = SECRET, **form: str
) -> list[tuple[int, dict[str, Any]]]:
    """The same request 64 times; every answer. secret: "" for a request without the header."""
    job = {
        "settings": {
            "issuer": settings.issuer,
            "secret_keys": [key.get_secret_value() for key in settings.secret_keys],
            "master_keys": [key.get_secret_value() for key in settings.master_keys],
            "database_url": settings.database_url,
            "refresh_retry_s": settings.refresh_retry_s,
            "threads": THREADS,
            "languages": ["en"],
            "demo": True,
        },
        "now": world.clock.now(),
        "threads": THREADS,
        "path": "/token",
        "form": form,
        "headers": {"Authorization": basic(world.client.id, secret)} if secret else {},
    }
    programs = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.idp.protocol.race"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(PROCESSES)
    ]
    for program in programs:
        assert program.stdin
        program.stdin.write(json.dumps(job) + "\n")
        program.stdin.flush()
    for program in programs:
        assert program.stdout
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin
        program.stdin.write("go\n")
        program.stdin.flush()
    answers = []
    for program in programs:
        out, _ = program.communicate(timeout=120)
        answers += [(status, body) for status, body in json.loads(out)]
    assert len(answers) == PROCESSES * THREADS
    return answers


@pytest.mark.usefixtures("signed_in")
class TestOnce:
    """SEC-7, SEC-9, T11"""

    def test_a_code_is_redeemed_once(self, world: World, settings: Settings) -> None:
        """64 redemptions at once: one succeeds, and the replays end what it brought."""
        form = {
            "grant_type": "authorization_code",
            "code": world.code(scope="openid offline_access"),
            "redirect_uri": CALLBACK,
            "code_verifier": world.verifier,
        }
        answers = at_once(world, settings, **form)

        given = [body for status, body in answers if status == 200]
        refused = {body["error"] for status, body in answers if status == 400}
        assert (len(given), refused) == (1, {"invalid_grant"})
        assert len(answers) == 64
        assert world.userinfo(given[0]["access_token"]).status_code == 401
        assert world.refresh(given[0]["refresh_token"]).status_code == 400

    def test_a_refresh_token_has_one_successor(self, world: World, settings: Settings) -> None:
        """64 refreshes within the retry window: every answer carries the same successor."""
        token = world.tokens(scope="openid offline_access")["refresh_token"]
        answers = at_once(world, settings, grant_type="refresh_token", refresh_token=token)

        assert {status for status, _ in answers} == {200}
        successors = {body["refresh_token"] for _, body in answers}
        assert len(successors) == 1
        assert world.refresh(successors.pop()).status_code == 200

    def test_without_a_window_one_refresh_succeeds(self, world: World, settings: Settings) -> None:
        """No retry window: one success, and the family ends with the first repetition."""
        strict = settings.model_copy(update={"refresh_retry_s": 0})
        token = world.tokens(scope="openid offline_access")["refresh_token"]
        answers = at_once(world, strict, grant_type="refresh_token", refresh_token=token)

        given = [body for status, body in answers if status == 200]
        assert len(given) == 1
        assert world.refresh(given[0]["refresh_token"]).status_code == 400

    def test_an_assertion_counts_once(self, world: World, settings: Settings) -> None:
        """64 requests with one client assertion: one is recognised (RFC 7523 §3)."""
        key = jose.generate("ES256")
        public = {**key.as_dict(private=False), "kid": key.kid}
        world.change(auth_method="private_key_jwt", secret_hash=None, jwks={"keys": [public]})
        now = world.clock.now()
        claims = {"iss": "portal", "sub": "portal", "aud": settings.issuer, "exp": now + 60}
        answers = at_once(
            world,
            settings,
            secret="",
            grant_type="authorization_code",
            code="x",
            client_assertion_type=ASSERTION_TYPE,
            client_assertion=jose.sign({**claims, "jti": "j-1"}, key, "ES256", typ="JWT"),
        )
        errors = [body["error"] for _, body in answers]
        assert errors.count("invalid_grant") == 1
        # The limit of failures may cut in or not, as the requests happen to meet.
        assert set(errors) - {"temporarily_unavailable"} == {"invalid_grant", "invalid_client"}
