"""How well the suite finds barriers; never a detection rate without its false alarms."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

MEASURED = Path(__file__).parent / "measured.toml"
UNMEASURED = "How many barriers this version finds, and how often it is wrong, was not measured."


@dataclass(frozen=True, slots=True)
class Rate:
    """One measurement. found, of: examples with a barrier.  false, sound: examples without."""

    what: str
    found: int
    of: int
    false: int
    sound: int
    on: date

    @property
    def sentence(self) -> str:
        """Both figures at once: there is no way to show one of them alone."""
        return (
            f"{self.what}: {self.found} of {self.of} barriers found automatically "
            f"({self.found / self.of:.0%}), {self.false} false alarms on {self.sound} sound "
            f"examples ({self.false / self.sound:.1%}); measured on {self.on.isoformat()}."
        )


def rates(path: Path = MEASURED) -> tuple[Rate, ...]:
    """All measurements of this version."""
    given = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(Rate(**entry) for entry in given.get("rate", ()))


def told(path: Path = MEASURED) -> list[str]:
    """What a report says of its own reach, in sentences."""
    said = [rate.sentence for rate in rates(path)] or [UNMEASURED]
    return [*said, "What no finding names is not thereby accessible: criteria marked NT are open."]
