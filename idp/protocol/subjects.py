"""Who a person is to a portal: `sub`, pairwise by default (OIDC Core §8)."""

from __future__ import annotations

import base64
import hashlib
import hmac

from idp.store.clients import Client
from idp.store.grants import Person


def subject_of(client: Client, person: Person) -> str:
    """The `sub` that this portal sees of this person; 43 characters, ASCII.

    Portals of different sectors see different ones and cannot compare notes. It hangs on the
    account's own random bytes alone: it outlives every change of the operator's keys, says
    nothing about the address, and is a new one for an account that was deleted and made again.
    """
    if client.subject_type == "public":
        return person.account_id
    text = f"stepfree.subject.v1\0{client.sector}".encode()
    digest = hmac.new(person.user_handle, text, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")
