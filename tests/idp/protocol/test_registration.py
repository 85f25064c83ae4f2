"""Which portals may be registered; what levels and scopes mean."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from joserfc.jwk import RSAKey

from idp import assurance, scopes
from idp.protocol import jose, registration
from idp.protocol.redirects import matches, problem_with, with_values
from idp.protocol.registration import RegistrationError
from idp.protocol.subjects import subject_of
from idp.store.grants import Person
from tests.idp.protocol.world import make_client


def problems(**values: Any) -> str:
    with pytest.raises(RegistrationError) as caught:
        registration.check(replace(make_client(), **values))
    return str(caught.value)


class TestAddress:
    """RFC 9700 §2.6, SEC-2"""

    @pytest.mark.parametrize(
        "uri",
        [
            "https://portal.example/cb",
            "https://portal.example:8443/cb?x=1",
            "http://127.0.0.1/cb",
            "http://[::1]/cb",
            "http://localhost:8001/cb",
            "lu.example.app:/cb",
            "com.example.app://cb",
        ],
    )
    def test_what_may_be_registered(self, uri: str) -> None:
        """https, this machine itself, and schemes that are a reversed domain."""
        assert problem_with(uri) == ""

    @pytest.mark.parametrize(
        "uri",
        [
            "", "x", "/cb", "//portal.example/cb", "http://portal.example/cb", "https://",
            "https:///cb", "https://portal.example/cb#x", "https://portal.example/cb#",
            "https://u@portal.example/cb", "https://u:p@portal.example/cb",
            "https://*.portal.example/cb", "https://portal.example/*", "https://portal.example:0/",
            "https://portal.example:99999/", "https://[portal/cb", "https://pörtal.example/",
            "https://portal.example/ cb", "https://portal.example\\cb", "https://portal.example/\n",
            "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "blob:x", "app:/cb",
            "about:blank", "urn:ietf:wg:oauth:2.0:oob", "http://127.0.0.2/cb", "http://127.1/cb",
        ],
    )  # fmt: skip
    def test_what_may_not(self, uri: str) -> None:
        """Fragments, user names, wildcards, plain http, and schemes of the browser's own."""
        assert problem_with(uri) != ""

    @pytest.mark.parametrize("name", ["redirect_uris", "post_logout_redirect_uris"])
    @pytest.mark.parametrize("space", [" ", "\t", "\u00a0"])
    def test_two_addresses_in_one_are_refused(self, name: str, space: str) -> None:
        """What would be stored as two is told to the operator before it is stored."""
        both = f"https://portal.example/a{space}https://portal.example/b"
        assert "only characters of an address" in problems(**{name: (both,)})

    def test_a_program_s_scheme_is_for_public_clients(self) -> None:
        """A program on a person's device can keep no secret."""
        assert "keep no secret" in problems(redirect_uris=("lu.example.app:/cb",))


class TestMatching:
    """RFC 9700 §2.1, RFC 8252 §7.3"""

    @pytest.mark.parametrize(
        ("given", "fits"),
        [
            ("http://127.0.0.1:1/cb", True),
            ("http://127.0.0.1:65535/cb", True),
            ("http://127.0.0.1/cb", True),
            ("http://127.0.0.1:65536/cb", False),
            ("http://127.0.0.1:/cb", False),
            ("http://127.0.0.1:1/other", False),
            ("http://127.0.0.1:1@evil.example/cb", False),
            ("http://localhost:1/cb", False),
            ("https://127.0.0.1:1/cb", False),
            ("http://[::1]:1/cb", False),
        ],
    )
    def test_only_the_port_of_a_loopback_address_is_free(self, given: str, fits: bool) -> None:
        """For programs that cannot know their port, and for nothing else."""
        assert matches(given, ("http://127.0.0.1/cb",), native=True) is fits

    def test_not_for_clients_with_a_secret(self) -> None:
        """A server knows its own port."""
        assert not matches("http://127.0.0.1:1/cb", ("http://127.0.0.1/cb",), native=False)

    def test_no_other_host_has_a_free_port(self) -> None:
        """Not even for a program."""
        assert not matches("https://a.example:1/", ("https://a.example/",), native=True)

    @pytest.mark.parametrize("uri", ["https://a.example/cb", "https://a.example/cb?x=1"])
    def test_values_are_encoded(self, uri: str) -> None:
        """Nothing in a value can become another parameter or a line break."""
        address = with_values(uri, (("state", "a&code=x\r\nSet-Cookie: x=1#"),))
        assert address.startswith(uri)
        assert all(mark not in address[len(uri) + 1 :] for mark in ("&", "#", "\r", "\n", " "))


class TestClient:
    """OIDC Registration §2, D5, SEC-16"""

    @pytest.mark.parametrize(
        ("values", "word"),
        [
            ({"name": " "}, "name"),
            ({"name": "x" * 81}, "name"),
            ({"name": "a\nb"}, "name"),
            ({"home_url": "javascript:alert(1)"}, "home_url"),
            ({"redirect_uris": ()}, "redirect_uris"),
            ({"post_logout_redirect_uris": ("http://x.example/",)}, "http"),
            ({"auth_method": "client_secret_jwt"}, "auth_method"),
            ({"secret_hash": None}, "secret"),
            ({"auth_method": "none"}, "secret"),
            ({"auth_method": "private_key_jwt", "secret_hash": None}, "jwks"),
            ({"jwks": {"keys": [{"kty": "oct", "k": "AA"}]}}, "jwks"),
            ({"auth_method": "none", "secret_hash": None, "pkce": "optional"}, "pkce"),
            ({"pkce": "plain"}, "pkce"),
            ({"scopes": ("email",)}, "scopes"),
            ({"scopes": ("openid", "admin")}, "scopes"),
            ({"grant_types": ("password",)}, "grant_types"),
            ({"grant_types": ("authorization_code",)}, "offline_access"),
            ({"id_token_alg": "none"}, "id_token_alg"),
            ({"id_token_alg": "HS256"}, "id_token_alg"),
            ({"access_token_format": "x"}, "access_token_format"),
            ({"subject_type": "x"}, "subject_type"),
            ({"consent": "x"}, "consent"),
            ({"minimum_acr": "passkey-hardware"}, "minimum_acr"),
            ({"sector": ""}, "sector"),
        ],
    )
    def test_what_is_refused(self, values: dict[str, Any], word: str) -> None:
        """Each mistake is named."""
        assert word in problems(**values)

    def test_all_problems_at_once(self) -> None:
        """An operator corrects everything in one go."""
        text = problems(name="", redirect_uris=(), id_token_alg="none")
        assert all(word in text for word in ("name", "redirect_uris", "id_token_alg"))

    @pytest.mark.filterwarnings("ignore:Key size")
    def test_only_public_halves_of_strong_keys(self) -> None:
        """A private key in our hands, or a short one, is refused."""
        private = jose.generate("ES256").as_dict(private=True)
        short = RSAKey.generate_key(1024).as_dict(private=False)
        method = {"auth_method": "private_key_jwt", "secret_hash": None}
        assert "private key" in problems(jwks={"keys": [private]}, **method)
        assert "2048" in problems(jwks={"keys": [short]}, **method)

    def test_a_secret_is_random_and_kept_as_a_hash(self) -> None:
        """256 bits, shown once."""
        secret, kept = registration.new_secret_for(make_client())
        assert secret
        assert kept
        assert len(secret) == 43
        assert secret not in kept

    def test_the_sector_is_the_one_host(self) -> None:
        """Several hosts have none in common, and the operator must say (OIDC Core §8.1)."""
        assert registration.sector_of(("https://a.example/1", "https://a.example/2")) == "a.example"
        assert registration.sector_of(("https://a.example/", "https://b.example/")) == ""


class TestLevels:
    """D10, SEC-15"""

    def test_they_are_in_order(self) -> None:
        """Each level is good enough for itself and for the weaker ones."""
        for number, level in enumerate(assurance.LEVELS):
            good = [other for other in assurance.LEVELS if assurance.reaches(other, level)]
            assert good == list(assurance.LEVELS[number:])

    def test_an_unknown_level_is_never_enough(self) -> None:
        """A word that nobody knows stops the request rather than passing."""
        with pytest.raises(ValueError, match="not in tuple"):
            assurance.reaches("gold", "passkey")

    def test_a_synced_passkey_promises_no_device(self) -> None:
        """What may be copied is no device, and only an attestation proves hardware."""
        assert assurance.of_passkey(backup_eligible=True, attested=True) == "passkey"
        assert assurance.of_passkey(backup_eligible=False, attested=False) == "passkey-device"
        assert assurance.of_passkey(backup_eligible=False, attested=True) == "passkey-hardware"

    def test_names_can_be_an_operator_s_own(self) -> None:
        """A renamed level is known by its new name alone."""
        names = {"passkey": "http://eidas.europa.eu/LoA/substantial"}
        assert assurance.wire_name("passkey", names) == names["passkey"]
        assert assurance.level_of(names["passkey"], names) == "passkey"
        assert assurance.level_of("urn:stepfree:acr:passkey", names) == ""


def test_scopes_are_filtered_twice() -> None:
    """What exists and is registered, in the order of the request, each once."""
    asked = scopes.split("email openid email admin profile")
    assert scopes.allowed(asked, ("openid", "email", "admin")) == ("email", "openid")


def test_sub_hangs_on_the_account_and_the_sector_alone() -> None:
    """Two people, two sectors: four different ones; renamed clients see the same."""
    people = [
        Person(
            account_id=name, user_handle=name.encode() * 32, language="en", disabled_at=None,
            address_id=None, address_sealed=None, consented_scopes=None, consented_claims=None,
            declined_claims=None,
        )
        for name in ("ab", "cd")
    ]  # fmt: skip
    clients = [make_client(), make_client(sector="other.example")]
    seen = {subject_of(client, person) for client in clients for person in people}
    assert len(seen) == 4
    assert subject_of(make_client(id="x", name="New name"), people[0]) in seen
    assert all(len(sub) == 43 and sub.isascii() for sub in seen)
