"""A portal whose library is not ours: npm's openid-client checks all that we answer."""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from idp.clock import Clock
from idp.demo.portal import Portal
from idp.demo.samples import introduce
from idp.demo.stage import Stage
from tests.journeys.person import Person
from tests.servers import free_port

SCRIPT = Path(__file__).with_name("other_client.mjs")
LIBRARY = Path(__file__).parents[2] / "node_modules" / "openid-client"


@pytest.fixture(scope="module")
def other_portal(stage: Stage) -> Iterator[Portal]:
    """The portal, registered and answering."""
    node = _node()
    portal = dataclasses.replace(
        stage.portals[0],
        client_id="other-library",
        name="Portal with another library",
        home_url=f"http://localhost:{free_port()}",
        secret="other-library-0123456789-abcdefghijklmnopqrstuvw",
        scope="openid email offline_access",
    )
    introduce((portal,), stage.folder, Clock())
    process = subprocess.Popen(
        [node, str(SCRIPT)],
        env={
            "PATH": os.environ["PATH"],
            "ISSUER": portal.issuer,
            "CLIENT_ID": portal.client_id,
            "CLIENT_SECRET": portal.secret,
            "PORT": portal.home_url.rpartition(":")[2],
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stderr is not None
        said = process.stdout.readline().strip()
        try:
            assert said == portal.home_url, process.stderr.read()
            yield portal
        finally:
            process.terminate()


def test_journey_with_another_library(person: Person, other_portal: Portal) -> None:
    """Discovery, code, ID token, userinfo, refresh and revocation satisfy openid-client."""
    person.start(other_portal)
    person.write_code(person.ask_for_mail())
    person.allow()
    person.no_passkey()

    claims = person.claims()
    assert claims["email"] == person.address
    assert claims["sub_after_refresh"] == claims["sub"]
    assert claims["refreshed"] == "true"
    assert claims["after_revocation"] == "invalid_grant"

    person.sign_out()
    person.window.press(f"Go back to {other_portal.name}")
    person.window.expect("You are signed out")
    assert person.window.url.startswith(other_portal.home_url)


def _node() -> str:
    node = shutil.which("node")
    if node and LIBRARY.is_dir():
        return node
    missing = "Node or openid-client is missing: run `make setup`, which installs both."
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)
