"""The rows of a screening list as they are kept: a file of them that is read line by line, and what is newer than it.

A row is read when it is asked for, never all of them: a register of a million organizations opens in a moment.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from goodstanding.publication.screening_rows import Nature, SubjectRow


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Of which state of the register the rows are. Equal states have equal rows."""

    origin: str
    size: int
    root: str
    effective: date
    analyser: str
    law: str
    erased: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is kept of an organization: its row, None where nothing of it shows, and the later day on which it may read
    differently by itself.
    """

    row: SubjectRow | None = None
    changes: date | None = None

    @property
    def is_foreign(self) -> bool:
        """Whether a later full list may confirm something of it without an entry about it."""
        return self.row is not None and any(fact.nature is Nature.FOREIGN for fact in self.row.facts)


class Base(Protocol):
    """Lines as they lie in a file. A line that is damaged raises VerificationError: nobody is cleared by it."""

    def __len__(self) -> int:
        """How many organizations have a row."""
        ...

    def line(self, organization: str) -> Line | None:
        """What is kept of an organization; None where nothing is."""
        ...

    def organizations(self) -> Iterator[str]:
        """Those that have a row."""
        ...

    def due(self, day: date) -> Iterator[str]:
        """Those whose row may read differently from a day up to this one on."""
        ...

    def foreign(self) -> Iterator[str]:
        """Those of which a foreign listing shows."""
        ...


@dataclass(slots=True, kw_only=True)
class Kept:
    """The rows of a state: those of `base`, and over them `over`. `index` is that of the base's rows, as bytes."""

    state: State
    base: Base | None = None
    over: dict[str, Line] = field(default_factory=dict)
    index: memoryview | None = None

    @property
    def rows(self) -> "KeptRows":
        """The rows by organization."""
        return KeptRows(self)

    def put(self, organization: str, line: Line) -> None:
        """From now on this is kept of it; an empty line hides what the base has."""
        known = self.base is not None and self.base.line(organization) is not None
        if known or line != Line():
            self.over[organization] = line
        else:
            self.over.pop(organization, None)

    def line(self, organization: str) -> Line | None:
        """What is kept of an organization; None where nothing is."""
        found = self.over.get(organization)
        if found is None and self.base is not None:
            found = self.base.line(organization)
        return found

    def due(self, day: date) -> set[str]:
        """The organizations whose row may read differently by itself on this day."""
        over = {one for one, line in self.over.items() if line.changes is not None and line.changes <= day}
        return over | self._under(self.base.due(day) if self.base is not None else iter(()))

    def foreign(self) -> set[str]:
        """The organizations of which a foreign listing shows."""
        over = {one for one, line in self.over.items() if line.is_foreign}
        return over | self._under(self.base.foreign() if self.base is not None else iter(()))

    def _under(self, organizations: Iterator[str]) -> set[str]:
        return {one for one in organizations if one not in self.over}


class KeptRows(Mapping[str, SubjectRow]):
    """The rows of what is kept, each read when it is asked for; with `laid` over them."""

    def __init__(self, kept: Kept, laid: Mapping[str, SubjectRow] | None = None) -> None:
        self._kept, self._laid = kept, laid or {}

    def __getitem__(self, organization: str) -> SubjectRow:
        row = self._laid.get(organization) or self._of(organization)
        if row is None:
            raise KeyError(organization)
        return row

    def __iter__(self) -> Iterator[str]:
        over, base = self._kept.over, self._kept.base
        yield from self._laid
        yield from (one for one, line in over.items() if line.row is not None and one not in self._laid)
        if base is not None:
            yield from (one for one in base.organizations() if one not in over and one not in self._laid)

    def __len__(self) -> int:
        if self._kept.base is None:
            return sum(1 for _ in self)
        covered = self._kept.over.keys() | self._laid.keys()
        hidden = sum((line := self._kept.base.line(one)) is not None and line.row is not None for one in covered)
        return len(self._kept.base) - hidden + sum(one in self for one in covered)

    def _of(self, organization: str) -> SubjectRow | None:
        line = self._kept.line(organization)
        return None if line is None else line.row
