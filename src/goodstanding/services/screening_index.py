"""The index over the list, kept beside the database with the rows that it is of, and brought up to date with them.

A file that is damaged, of another analyser or of other rows is not used: the index is made again from the rows. What
comes from proceedings is laid over it at every question, and never kept.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from goodstanding.screening.index import Index
from goodstanding.screening.subjects import Subject
from goodstanding.services.ports import Ports, Reader
from goodstanding.services.reading import AsOf
from goodstanding.services.screening_list import Kept, ScreeningList, follow_rows, version_of
from goodstanding.services.screening_listings import listed_rows
from goodstanding.services.standings import Law
from goodstanding.values.errors import VerificationError

MakeIndex = Callable[[Iterable[Subject]], Index]
#: From the bytes of a kept index; VerificationError where they are none of this analyser.
LoadIndex = Callable[[memoryview], Index]


class KeptFiles(Protocol):
    """Where rows and their index are kept between questions. What is given is what was written whole, or nothing."""

    def read_rows(self) -> Kept | None:
        """The rows; None where there are none, or where they are damaged or of another layout."""
        ...

    def read_index(self) -> memoryview | None:
        """The index that was written with those rows; None where there is none, or where it is damaged or of others."""
        ...

    def write(self, kept: Kept, index: bytes) -> None:
        """Keep these instead: a reader finds rows and index of one state, or no index."""
        ...


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
    before = None if shelf.files is None else shelf.files.read_rows()
    known = None if before is None else before.state
    kept, touched = follow_rows(ports, law, at, reader, shelf.catalogue, before)
    index = None if touched is None else _load(shelf)
    is_kept = index is not None and known == kept.state
    if index is None:
        index = shelf.make(row.subject for row in kept.rows.values())
    else:
        _follow(index, kept, touched or frozenset())
    if shelf.files is not None and not is_kept:
        shelf.files.write(kept, index.to_bytes())
    over = listed_rows(ports, law, at, reader)
    for organization, row in over.items():
        if organization not in kept.rows or kept.rows[organization].subject != row.subject:
            index.add(row.subject)
    return ScreeningList(version=version_of(law, at, reader), rows=kept.rows | over, index=index)


def _load(shelf: Shelf) -> Index | None:
    held = None if shelf.files is None else shelf.files.read_index()
    try:
        return None if held is None else shelf.load(held)
    except VerificationError:
        return None


def _follow(index: Index, kept: Kept, touched: Iterable[str]) -> None:
    for organization in touched:
        if organization in kept.rows:
            index.add(kept.rows[organization].subject)
        else:
            index.remove(organization)
