"""What one request at the token or revocation endpoint is about; shared by Authlib's adapters."""

from __future__ import annotations

from dataclasses import dataclass, field

from idp.errors import ProtocolError
from idp.events import Events
from idp.protocol.client_auth import Credentials
from idp.protocol.keys import KeyRing
from idp.protocol.parameters import Parameters
from idp.services import Ground
from idp.store.clients import Client
from idp.store.grants import Grant, Person, Token


@dataclass(slots=True, kw_only=True)
class Exchange:
    """One request, and what its one look-up found.

    grant, person, token: what the presented code or token belongs to, whichever client's it is;
    None when nothing was found.  draft: the grant that an authorization is about to store.
    successor: the refresh token that the answer carries, once it was decided.
    successor_stored: an earlier request got the same one already.
    suspicious: whether this failure is one that only guessing brings about; it is then counted.
    """

    ground: Ground
    events: Events
    client: Client
    parameters: Parameters = field(default_factory=lambda: Parameters({}))
    credentials: Credentials | None = None
    keys: KeyRing | None = None
    person: Person | None = None
    grant: Grant | None = None
    token: Token | None = None
    draft: Grant | None = None
    successor: str = ""
    successor_stored: bool = False
    suspicious: bool = False

    @property
    def now(self) -> int:
        return self.ground.clock.now()

    @property
    def standing(self) -> tuple[Grant, Person]:
        """The grant that was found and found good. Raises ProtocolError when there is none."""
        if self.grant is None or self.person is None:
            raise ProtocolError("invalid_grant", "There is no such grant.")
        return self.grant, self.person

    @property
    def ring(self) -> KeyRing:
        """The signing keys; every exchange that signs was given them."""
        if self.keys is None:
            raise LookupError("This exchange was begun without signing keys.")
        return self.keys
