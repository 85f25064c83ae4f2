"""Who is signed in on this browser, since when, and how (SEC-57, SEC-59)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from idp.store.sessions import Session

if TYPE_CHECKING:
    from idp.proofs import IdentityProof
    from idp.services import Ground

__all__ = ["Session", "Sessions"]


class Sessions:
    """The sessions, as one request may use them."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def find(self) -> Session | None:
        """The live session of this browser; None when nobody is signed in here."""
        raise NotImplementedError

    def begin(self, proof: IdentityProof, *, more_time: bool = False) -> tuple[Session, str]:
        """Signs in: a session and the secret for its cookie. The one of this browser ends."""
        raise NotImplementedError

    def end(self, session_id: str) -> bool:
        """Ends one session and its grants without offline_access; False when it had ended."""
        raise NotImplementedError

    def of_account(self, account_id: str) -> tuple[Session, ...]:
        """The live sessions of a person, the newest first."""
        raise NotImplementedError

    def end_others(self, account_id: str, keep_session_id: str) -> int:
        """Ends every other session of a person; how many there were."""
        raise NotImplementedError
