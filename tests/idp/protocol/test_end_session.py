"""A portal asks that a person signs out."""

from __future__ import annotations

import re

import pytest

from tests.idp.protocol.world import Person, World

BYE = "https://portal.example/bye"


def leave(world: World, **values: str) -> str:
    """Where the browser goes."""
    answer = world.browser.get("/end-session", query_string=values)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def last_page(world: World, location: str) -> str:
    """The page behind it, after the person said yes where they were asked."""
    page = world.browser.get(location)
    while page.status_code == 303:
        page = world.browser.get(page.headers["Location"])
    if 'name="csrf"' in page.text and "/sign-out/confirm" in page.request.path:
        token = re.search(r'name="csrf" value="([^"]+)"', page.text)
        assert token
        done = world.browser.post(page.request.path, data={"csrf": token[1], "choice": "sign_out"})
        assert done.status_code == 303, done.text
        page = world.browser.get(done.headers["Location"])
    return page.text


class TestQuestion:
    """OIDC RP-Initiated Logout §2, LO-2, SEC-24"""

    def test_the_person_is_asked_first(self, world: World, signed_in: Person) -> None:
        """A request alone signs nobody out, with or without a proof of the portal."""
        hint = world.tokens()["id_token"]
        for values in ({}, {"id_token_hint": hint}, {"client_id": "portal"}):
            assert "/sign-out/" in leave(world, **values)
            assert world.authorize(prompt="none").headers["Location"].count("code=") == 1

    def test_saying_yes_ends_the_sign_in(self, world: World, signed_in: Person) -> None:
        """And the portal's way back is a link that the person may press."""
        hint = world.tokens()["id_token"]
        location = leave(world, id_token_hint=hint, post_logout_redirect_uri=BYE, state="s 1&x")
        page = last_page(world, location)
        assert f'href="{BYE}?state=s+1%26x"' in page
        assert "error=login_required" in world.authorize(prompt="none").headers["Location"]

    def test_nobody_signed_in_goes_on_at_once(self, world: World) -> None:
        """There is nothing to ask."""
        assert "/sign-out/done" in leave(world)


class TestWayBack:
    """OIDC RP-Initiated Logout §3"""

    @pytest.mark.parametrize(
        "uri",
        [
            "https://evil.example/", f"{BYE}/", f"{BYE}?x=1", "javascript:alert(1)",
            "https://portal.example/callback", "//portal.example/bye",
        ],
    )  # fmt: skip
    def test_only_a_registered_address(self, world: World, signed_in: Person, uri: str) -> None:
        """Any other one is on no page."""
        hint = world.tokens()["id_token"]
        location = leave(world, id_token_hint=hint, post_logout_redirect_uri=uri)
        assert f'href="{uri}' not in last_page(world, location)

    def test_not_without_a_proof_of_the_portal(self, world: World, signed_in: Person) -> None:
        """Whoever only names a portal is not led to it."""
        location = leave(world, client_id="portal", post_logout_redirect_uri=BYE)
        assert BYE not in last_page(world, location)

    @pytest.mark.parametrize("hint", ["x", "a.b.c", "é"])
    def test_a_hint_that_is_none_is_passed_over(
        self, world: World, signed_in: Person, hint: str
    ) -> None:
        """The person came to sign out and is asked; the way back is not offered."""
        location = leave(world, id_token_hint=hint, post_logout_redirect_uri=BYE)
        assert BYE not in last_page(world, location)

    def test_an_old_hint_counts(self, world: World, signed_in: Person) -> None:
        """An ID token is usually over when somebody signs out."""
        hint = world.tokens()["id_token"]
        world.clock.move_s(1_200)
        location = leave(world, id_token_hint=hint, post_logout_redirect_uri=BYE)
        assert BYE in last_page(world, location)

    def test_a_hint_of_another_client_does_not_count(self, world: World, signed_in: Person) -> None:
        """client_id and the audience of the hint must agree."""
        hint = world.tokens()["id_token"]
        world.register(id="other")
        location = leave(world, id_token_hint=hint, client_id="other", post_logout_redirect_uri=BYE)
        assert BYE not in last_page(world, location)

    def test_an_access_token_is_no_hint(self, world: World, signed_in: Person) -> None:
        """We signed it, but it is no ID token (T28)."""
        world.change(access_token_format="jwt")
        token = world.tokens()["access_token"]
        location = leave(world, id_token_hint=token, post_logout_redirect_uri=BYE)
        assert BYE not in last_page(world, location)


def test_odd_requests_get_a_page(world: World) -> None:
    """Twice the same parameter, or bytes that are no text: a page with a way on."""
    for query in ("state=1&state=2", "state=%ff"):
        answer = world.browser.get(f"/end-session?{query}")
        assert answer.status_code == 400
        assert answer.mimetype == "text/html"
