"""What an engine is given to do, and what it and the compiler are: all that they need to know of the services.

Every engine gives what `standing.evaluate` gives, to the thousandth; which one, makes no difference.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from goodstanding.standing.tabulation import Tabulation

if TYPE_CHECKING:
    from goodstanding.services.ports import Progress

#: What an answer holds of each organization, and of each line: names and types of the columns, in order.
STANDINGS: Mapping[str, str] = {
    "organization": "int64", "rulebook": "text", "points": "int64", "grade": "text", "not_rated": "text",
    "limited_by": "text", "counted": "int64",
}  # fmt: skip
CONTRIBUTIONS: Mapping[str, str] = {
    "organization": "int64", "rulebook": "text", "kind": "text", "rule": "text", "record": "int64", "value": "int64",
    "permille": "int32", "points": "int64", "next_change_on": "int32",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A tabulated rulebook, and the numbers of the kinds that it answers for; None: it answers for everybody.

    `official` says that the register has adopted it, and that it is in force on the day asked about (S33).
    """

    table: Tabulation
    kinds: tuple[int, ...] | None = None
    official: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The two queries of a use in one dialect. The digest is over both; `compiler` is the compiler's version."""

    standing: str
    contributions: str
    digest: str
    compiler: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What an engine is to do: `source` holds the relation, `texts` belong to `uses` in their order.

    It writes `standings.parquet` into `target`, and `contributions.parquet` where `lines` is set.
    """

    source: Path
    target: Path
    uses: tuple[Use, ...]
    texts: tuple[Texts, ...]
    effective: date
    lines: bool
    memory: str


class Engine(Protocol):
    """Runs compiled queries over the relation. Every engine gives the same rows, whatever their order."""

    @property
    def dialect(self) -> str:
        """The dialect that it reads; empty where it evaluates without SQL."""
        ...

    def run(self, job: Job, progress: "Progress") -> None:
        """Do the job; MisuseError where the machine has not what the engine needs."""
        ...


class Compiler(Protocol):
    """Turns a tabulated rulebook into the queries of a dialect."""

    def compile(self, use: Use, dialect: str) -> Texts:
        """The texts; equal for equal rulebooks. MisuseError names what a rulebook has that cannot be compiled."""
        ...
