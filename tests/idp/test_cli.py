"""idp.cli: the commands read well, do what they say, and tell what is wrong in one go."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from conftest import MASTER, SECRET
from idp.accounts import ADDRESS
from idp.addresses import parse
from idp.cli import main
from idp.clock import Clock
from idp.store import Store
from idp.store.accounts import Account, StoredAddress, add_account, claim_address
from idp.store.clients import find_client
from idp.store.events import find_events
from idp.store.outbox import Promised, add_promised
from idp.store.schema import invitations
from idp.store.sessions import Session, add_session, find_sessions_of
from idp.tokens import hash_secret
from idp.vault import Vault

Run = Callable[..., Result]
ADD = ("client", "add", "Town hall", "--redirect-uri", "https://town.example/back")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in an installation of its own."""
    file = tmp_path / "stepfree.toml"
    values = {
        "issuer": "http://localhost:8000",
        "secret_keys": [SECRET],
        "master_keys": [MASTER],
        "database_url": f"sqlite:///{tmp_path / 'stepfree.sqlite3'}",
        "demo": True,
        "languages": ["en"],
    }
    file.write_text("\n".join(f"{name} = {json.dumps(value)}" for name, value in values.items()))
    monkeypatch.setenv("STEPFREE_CONFIG", str(file))
    monkeypatch.setattr("os.umask", lambda mask: mask)  # of this process, which runs other tests
    monkeypatch.setattr("resource.setrlimit", lambda *_: None)
    return lambda *words, **more: CliRunner().invoke(main, list(words), **more)


@pytest.fixture
def ready(run: Run) -> Run:
    """The same, with a migrated database."""
    assert run("migrate").exit_code == 0
    return run


@pytest.fixture
def opened(ready: Run, tmp_path: Path) -> Iterator[Store]:
    store = Store(f"sqlite:///{tmp_path / 'stepfree.sqlite3'}")
    yield store
    store.close()


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


@pytest.mark.parametrize("words", list(commands(main)), ids=" ".join)
def test_every_command_explains_itself(run: Run, words: tuple[str, ...]) -> None:
    """Each has help that begins with a sentence."""
    result = run(*words, "--help")

    assert result.exit_code == 0
    sentence = result.output.split("\n\n")[1].strip()
    assert sentence.endswith(".")
    assert sentence[0].isupper()


def test_the_first_help_fits_on_one_screen(run: Run) -> None:
    """All commands are seen at once, each in one line."""
    output = run("--help").output

    assert len(output.splitlines()) <= 26
    assert "..." not in output.partition("Commands:")[2]


def test_a_secret_has_256_bits(run: Run) -> None:
    """What the command prints may be used for the settings as it is."""
    assert len(run("keys", "secret").output.strip()) == 43


def test_migrating_and_checking_leads_to_ready(run: Run, tmp_path: Path) -> None:
    """An operator who follows the messages arrives at a service that is ready to serve."""
    before = run("check")
    assert (before.exit_code, "stepfree migrate" in before.output) == (1, True)

    run("migrate")

    after = run("check", "--thorough")
    assert (after.exit_code, "Ready to serve." in after.output) == (0, True)


def test_wrong_settings_are_told_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every problem is on a line of its own, with the name of the setting and no traceback."""
    monkeypatch.setenv("STEPFREE_ISSUER", "ftp://x/")
    monkeypatch.setenv("STEPFREE_SECRET_KEYS", '["short"]')

    result = CliRunner().invoke(main, ["check"])

    assert result.exit_code == 1
    assert "issuer" in result.output
    assert "secret_keys" in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "words", [ADD, ("client", "list"), ("keys", "list"), ("keys", "rotate"), ("outbox", "list")]
)
def test_before_migrating_a_command_says_what_comes_first(run: Run, words: tuple[str, ...]) -> None:
    """A command that needs the tables names the command that makes them."""
    result = run(*words)

    assert result.exit_code == 1
    assert "stepfree migrate" in result.output


def test_serving_an_unready_installation_is_refused(run: Run) -> None:
    """The server does not start, and says why."""
    result = run("serve")

    assert result.exit_code == 1
    assert "stepfree migrate" in result.output


def test_a_portal_is_added_with_a_secret_that_is_shown_once(ready: Run, opened: Store) -> None:
    """The secret is printed and its hash is kept; the event says who was added."""
    output = ready(*ADD).output
    client_id, secret = (line.split()[1] for line in output.splitlines())

    with opened.read() as tx:
        client = find_client(tx, client_id)
        names = [event.name for event in find_events(tx)]
    assert client is not None
    assert client.secret_hash == hash_secret(secret)
    assert names == ["client.record.added"]
    assert secret not in ready("client", "show", client_id).output


def test_a_portal_that_cannot_work_is_refused_with_all_reasons(ready: Run) -> None:
    """Every problem is told at once, and nothing is stored."""
    result = ready(
        "client", "add", "x", "--redirect-uri", "https://x.example/*", "--auth-method", "none",
        "--pkce-optional",
    )  # fmt: skip

    assert result.exit_code == 1
    assert "https://x.example/*" in result.output
    assert "pkce" in result.output
    assert "no portal yet" in ready("client", "list").output


def test_a_portal_can_be_closed_and_opened(ready: Run) -> None:
    """Disabling shows in the list; enabling takes it back."""
    client_id = ready(*ADD).output.splitlines()[0].split()[1]

    ready("client", "disable", client_id)
    assert "(disabled)" in ready("client", "list").output
    ready("client", "enable", client_id)

    assert "(disabled)" not in ready("client", "list").output


def test_a_new_secret_ends_the_old_one(ready: Run, opened: Store) -> None:
    """After the command only the new secret is known."""
    client_id, old = (line.split()[1] for line in ready(*ADD).output.splitlines())

    new = ready("client", "secret", client_id).output.split()[1]

    with opened.read() as tx:
        client = find_client(tx, client_id)
    assert client is not None
    assert client.secret_hash == hash_secret(new) != hash_secret(old)


def test_an_invited_address_is_kept_as_a_hash_and_can_be_withdrawn(
    ready: Run, opened: Store
) -> None:
    """Inviting keeps no address, says when the setting makes it idle, and can be taken back."""
    invited = ready("account", "invite", "Ada@example.org")
    with opened.read() as tx:
        [row] = tx.execute(select(invitations)).all()
    withdrawn = ready("account", "invite", "ada@example.org", "--withdraw")
    again = ready("account", "invite", "ada@example.org", "--withdraw")

    assert "Invited for 90 days." in invited.output
    assert "now it is open" in invited.output
    assert "example" not in str(row).lower()
    assert withdrawn.exit_code == 0
    assert again.exit_code == 1
    with opened.read() as tx:
        assert tx.execute(select(invitations)).all() == []
        names = {event.name for event in find_events(tx)}
    assert {"account.invitation.made", "account.invitation.withdrawn"} <= names


def test_an_account_is_found_closed_and_opened(ready: Run, opened: Store) -> None:
    """Closing ends every sign-in in the same moment; opening brings none of them back."""
    vault = Vault.open(opened, [MASTER])
    blind = vault.blind(ADDRESS, parse("ada@example.org").canonical)
    now = Clock().now()
    with opened.write() as tx:
        add_account(tx, Account(id="ada", user_handle=b"u", language="en", passkey_offer="ask",
                                created_at=now))  # fmt: skip
        claim_address(tx, StoredAddress(id="a", account_id="ada", blind_index=blind,
                                        address_sealed=b"", confirmed_at=now))  # fmt: skip
        add_session(tx, Session(id="s", account_id="ada", browser="Firefox", method="passkey",
                                acr="passkey", amr=(), authenticated_at=now, created_at=now,
                                last_seen_at=now, idle_s=900, expires_at=now + 9), "c")  # fmt: skip

    found = ready("account", "find", "ADA@example.org")
    closed = ready("account", "disable", "ada")

    assert found.output.strip() == "ada"
    assert "sign-ins ended: 1" in closed.output
    assert "(disabled)" in ready("account", "find", "ada@example.org").output
    assert ready("account", "enable", "ada").exit_code == 0
    with opened.read() as tx:
        assert find_sessions_of(tx, "ada", now) == ()
        names = [event.name for event in find_events(tx)]
    assert {"account.record.disabled", "account.record.enabled", "session.sign_in.ended"} <= set(
        names
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("invite", "ada"), "not an e-mail address"),
        (("find", "ada@example.org"), "No account"),
        (("disable", "nobody"), "no account nobody"),
        (("enable", "nobody"), "no account nobody"),
    ],
)
def test_what_cannot_be_done_with_an_account_is_said(
    ready: Run, words: tuple[str, ...], said: str
) -> None:
    """One sentence each, and nothing is changed."""
    result = ready("account", *words)

    assert result.exit_code == 1
    assert said in result.output


@pytest.mark.parametrize("command", ["show", "disable", "enable", "secret"])
def test_a_portal_that_is_not_there_is_said_so(ready: Run, command: str) -> None:
    """A wrong client_id gets a sentence and the command that lists the right ones."""
    result = ready("client", command, "nobody")

    assert result.exit_code == 1
    assert "stepfree client list" in result.output


def test_a_rotated_key_is_listed_before_it_signs(ready: Run) -> None:
    """The new key is there at once, and signs after the overlap."""
    ready("keys", "rotate")
    new = ready("keys", "rotate").output.split()[0]

    listed = ready("keys", "list").output

    assert new in listed
    assert "signs from" in listed


def test_sealing_again_is_told_in_numbers(ready: Run, opened: Store) -> None:
    """The command says how many keys and values it renewed."""
    vault = Vault.open(opened, [MASTER])
    sealed = vault.seal("outbox", "message_sealed", "a", b"x")
    with opened.write() as tx:
        add_promised(tx, Promised("a", "sample/mail", sealed, 0, 1, 1, 2))

    output = ready("keys", "reencrypt", "--new-data-key").output

    assert "1 values sealed anew" in output


def test_what_waits_in_the_outbox_is_told(ready: Run) -> None:
    """An empty outbox is said to be empty."""
    assert "No mail waits." in ready("outbox", "list").output
