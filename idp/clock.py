"""What time it is; the only reader of the system clock."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime


class Clock:
    """The system's clock. Points in time are epoch seconds (int, UTC); durations are seconds."""

    def now(self) -> int:
        """Epoch seconds, whole, UTC."""
        return int(time.time())

    def monotonic_s(self) -> float:
        """Seconds that never jump, for measuring durations only."""
        return time.monotonic()


@dataclass
class SetClock(Clock):
    """A clock that stands still until it is moved: for tests and page states."""

    at: int = 1_795_269_900  # 2026-11-21 14:05:00 UTC

    def now(self) -> int:
        return self.at

    def monotonic_s(self) -> float:
        return float(self.at)

    def move_s(self, seconds: int) -> None:
        self.at += seconds


def moment(epoch_s: int) -> datetime:
    """An aware UTC datetime of an epoch second, for showing to a person."""
    return datetime.fromtimestamp(epoch_s, tz=UTC)
