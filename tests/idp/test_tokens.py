"""idp.tokens: secrets, keyed hashes and signed values."""

from __future__ import annotations

import pytest

from idp.clock import SetClock
from idp.tokens import TokenError, Tokens, hash_secret, new_code, new_id, new_secret

OLD, NEW = "old-" + "k" * 43, "new-" + "k" * 43


def test_secrets_carry_256_bits_and_never_repeat() -> None:
    """A secret has 43 URL-safe characters and no two are alike."""
    made = {new_secret() for _ in range(1_000)}

    assert len(made) == 1_000
    assert all(len(secret) == 43 for secret in made)


def test_ids_carry_128_bits() -> None:
    """A name has 22 URL-safe characters, and can be typed after a command."""
    made = {new_id() for _ in range(1_000)}

    assert len(made) == 1_000
    assert {len(name) for name in made} == {22}
    assert not any(name.startswith("-") for name in made)


def test_codes_keep_their_leading_zeros() -> None:
    """Every code has all its digits."""
    assert {len(new_code()) for _ in range(2_000)} == {6}


def test_a_signed_value_is_read_back(tokens: Tokens) -> None:
    """What was signed for a purpose is read for it."""
    assert tokens.read("csrf", tokens.sign("csrf", "välue"), 60) == "välue"


def test_a_value_is_for_one_purpose_only(tokens: Tokens) -> None:
    """A value signed for one purpose is refused for another."""
    with pytest.raises(TokenError):
        tokens.read("cookie", tokens.sign("csrf", "value"), 60)


def test_a_value_ends_with_its_age(tokens: Tokens, clock: SetClock) -> None:
    """A signed value is refused one second after its life."""
    token = tokens.sign("csrf", "value")
    clock.move_s(60)
    assert tokens.read("csrf", token, 60) == "value"

    clock.move_s(1)

    with pytest.raises(TokenError):
        tokens.read("csrf", token, 60)


def test_only_one_spelling_of_a_token_is_ours(tokens: Tokens) -> None:
    """No other spelling of the same bytes, and no altered token, is read."""
    token = tokens.sign("csrf", "value")
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    others = [token[:-1] + c for c in alphabet if c != token[-1]]
    others += [token + "=", token + "==", token + "é", "é" + token, token + "\n", "", ".", "a.b.c"]
    others += [token[:i] + ("A" if token[i] != "A" else "B") + token[i + 1 :] for i in range(20)]

    for other in others:
        with pytest.raises(TokenError):
            tokens.read("csrf", other, 60)


def test_the_newest_key_signs_and_older_ones_only_read(clock: SetClock) -> None:
    """After a change of keys old values still read, and new ones need the new key."""
    before, both, after = Tokens([OLD], clock), Tokens([OLD, NEW], clock), Tokens([NEW], clock)

    assert both.read("csrf", before.sign("csrf", "old"), 60) == "old"
    assert after.read("csrf", both.sign("csrf", "new"), 60) == "new"
    with pytest.raises(TokenError):
        before.read("csrf", both.sign("csrf", "new"), 60)


def test_keyed_hashes_outlive_a_change_of_keys(clock: SetClock) -> None:
    """A hash made by an older key is still known, one of a foreign key is not."""
    before, both = Tokens([OLD], clock), Tokens([OLD, NEW], clock)

    assert both.check_mac(before.mac("code", "id", "123456"), "code", "id", "123456")
    assert not both.check_mac(Tokens(["x" * 43], clock).mac("code", "id"), "code", "id")
    assert both.mac("code", "id") == Tokens([NEW], clock).mac("code", "id")


def test_parts_of_a_keyed_hash_never_run_together(tokens: Tokens) -> None:
    """Different parts give different hashes, also when they read the same in one line."""
    assert tokens.mac("p", "ab", "c") != tokens.mac("p", "a", "bc")
    assert tokens.mac("p", "a") != tokens.mac("q", "a")


@pytest.mark.parametrize("keys", [[], [""], ["good" * 12, ""]])
def test_an_empty_key_never_signs(keys: list[str]) -> None:
    """Signing with no key or an empty one is refused."""
    with pytest.raises(ValueError, match="secret"):
        Tokens(keys)


def test_hashing_takes_any_text() -> None:
    """A text that is no UTF-8 is hashed, not refused with a fault of ours."""
    assert len(hash_secret("\udcff")) == 64
