"""An invented nation of any size, as a relation: to measure engines by, and to try a rulebook on before there is data.

Nothing in it is real, and it says so of itself. It is no model of any country: its skews are only of the usual kind.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from goodstanding.register.catalogue import Catalogue
from goodstanding.services.ports import Progress
from goodstanding.standing import relation
from goodstanding.values.errors import MisuseError

MOST_ORGANIZATIONS, MOST_RECORDS = 1_000_000_000, 100_000_000_000
#: More records an organization on average are refused: nothing real is like that.
MOST_EACH = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Nation:
    """How large, from which seed, and the last day on which anything is decided."""

    organizations: int
    records: int
    seed: int
    until: date

    def __post_init__(self) -> None:
        if not 1 <= self.organizations <= MOST_ORGANIZATIONS or not 0 <= self.records <= MOST_RECORDS:
            accepted = f"1 to {MOST_ORGANIZATIONS:,} organizations, 0 to {MOST_RECORDS:,} records"
            raise MisuseError("This is not a size of a nation.", accepted=accepted)
        if self.records > MOST_EACH * self.organizations:
            raise MisuseError("These are too many records.", accepted=f"{MOST_EACH:,} an organization on average")
        if not 0 <= self.seed < 2**63:
            raise MisuseError("This is not a seed.", accepted="a whole number from 0")


class Sampler(Protocol):
    """Draws nations, a part at a time: equal nations give equal rows."""

    def write(
        self, directory: Path, nation: Nation, catalogue: Catalogue, about: Mapping[str, object], progress: Progress
    ) -> Mapping[str, int]:
        """Write the relation into an empty or new directory; how many rows of each table."""
        ...


def sample_nation(
    directory: Path, nation: Nation, catalogue: Catalogue, sampler: Sampler, progress: Progress
) -> Mapping[str, object]:
    """Draw a nation into a directory; what the relation says of itself."""
    about: dict[str, object] = {
        "relation": relation.VERSION,
        "origin": None,
        "recorded": None,
        "redactions": None,
        "displayed_on": nation.until.isoformat(),
        "codes": {name: dict(codes) for name, codes in relation.CODES.items()},
        "invented": {"organizations": nation.organizations, "records": nation.records, "seed": nation.seed},
    }
    return about | {"rows": dict(sampler.write(directory, nation, catalogue, about, progress))}
