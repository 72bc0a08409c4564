"""The index over the list, kept beside the database with the rows that it is of, and brought up to date with them.

A file that is damaged, that another register sealed, of another analyser or of other rows is not used: the index is
made again from the rows. What comes from proceedings is laid over it at every question, and never kept.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from goodstanding.screening.index import Index
from goodstanding.screening.subjects import Subject
from goodstanding.services.ports import Ports, Reader
from goodstanding.services.reading import AsOf
from goodstanding.services.screening_kept import Kept, KeptRows
from goodstanding.services.screening_list import ScreeningList, follow_rows, version_of
from goodstanding.services.screening_listings import listed_rows
from goodstanding.services.standings import Law
from goodstanding.values.errors import VerificationError
from goodstanding.values.findings import Finding, Severity

MakeIndex = Callable[[Iterable[Subject]], Index]
#: From the bytes of a kept index; VerificationError where they are none of this analyser.
LoadIndex = Callable[[memoryview], Index]
#: Told when something that is kept counts for nothing.
Report = Callable[[Finding], None]


class KeptFiles(Protocol):
    """Where rows and their index are kept between questions. What is given is what this register wrote whole, or
    nothing.
    """

    def read(self, report: Report) -> Kept | None:
        """What is kept; None where nothing is, or it is of another layout, or counts for nothing and is told of."""
        ...

    def write(self, kept: Kept, index: bytes) -> None:
        """Keep all rows and the index of them instead."""
        ...

    def write_over(self, kept: Kept) -> None:
        """Keep what is newer than the base, beside it."""
        ...


#: With more organizations than this newer than the base, base and index are written anew: all of the newer ones are
#: read and filed at every opening.
MOST_OVER = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What a list is made with: the digest of the catalogue in force, how an index is made or loaded, where it is kept.

    `files` is for the latest head on the present day; None keeps nothing.
    """

    catalogue: str
    make: MakeIndex
    load: LoadIndex
    files: KeptFiles | None = None


def open_list(ports: Ports, law: Law, at: AsOf, reader: Reader, shelf: Shelf) -> ScreeningList:
    """The register's list as of two times."""
    findings: list[Finding] = []
    before = None if shelf.files is None else shelf.files.read(findings.append)
    known = None if before is None else before.state
    kept, touched = follow_rows(ports, law, at, reader, shelf.catalogue, before)
    index = None if touched is None else _load(shelf, kept)
    is_new = index is None
    if index is None:
        index = shelf.make(row.subject for row in kept.rows.values())
    else:
        _follow(index, kept)
    if shelf.files is not None and (is_new or known != kept.state):
        if is_new or len(kept.over) > MOST_OVER:
            shelf.files.write(kept, index.to_bytes())
        else:
            shelf.files.write_over(kept)
    over = listed_rows(ports, law, at, reader)
    for organization, row in over.items():
        held = kept.rows.get(organization)
        if held is None or held.subject != row.subject:
            index.add(row.subject)
    rows = KeptRows(kept, over)
    return ScreeningList(version=version_of(law, at, reader), rows=rows, index=index, findings=tuple(findings))


def tell_discarded(name: str) -> Finding:
    """Of a file that counts for nothing: a list that was rewritten must not pass in silence."""
    message = f"{name} is damaged, or was not written by this register: it counts for nothing, and is made anew."
    return Finding(code="kept-list-discarded", message=message, severity=Severity.WARNING)


def _load(shelf: Shelf, kept: Kept) -> Index | None:
    try:
        return None if kept.index is None else shelf.load(kept.index)
    except VerificationError:
        return None


def _follow(index: Index, kept: Kept) -> None:
    for organization, line in kept.over.items():
        if line.row is not None:
            index.add(line.row.subject)
        else:
            index.remove(organization)
