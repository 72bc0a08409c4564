"""Commit to the list of the currently listed, and prove by it that somebody does not stand on it (settled 25).

Who is listed is handed in, by the one function that answers it on every surface. Salts are keyed digests under the
register's secret, so that a list can be had again from the entries and nothing of it need be kept.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from goodstanding.intake.identifiers import canonical_identifier
from goodstanding.ledger.absence import (
    AbsenceProof,
    Epoch,
    ListedLine,
    Neighbour,
    print_epoch,
    read_epoch,
    require_order,
    root_of_list,
)
from goodstanding.ledger.entries import Kind
from goodstanding.ledger.proofs import prove_inclusion
from goodstanding.ledger.tile_trees import TileTrees, all_tiles
from goodstanding.ledger.tiles import WIDTH
from goodstanding.ledger.writing import Head, NewEntry
from goodstanding.register.views import OrganizationView
from goodstanding.services.appending import append_batch
from goodstanding.services.days import today
from goodstanding.services.listings import listed
from goodstanding.services.ports import Ports, Reader
from goodstanding.services.proving import print_entry_proof, prove_entry
from goodstanding.services.reading import AsOf, as_of
from goodstanding.services.source_names import identifiers_of, is_scheme_in_use
from goodstanding.values.errors import ConflictError, MisuseError, NotFoundError, VerificationError
from goodstanding.values.identifiers import Identifier

#: Who is listed at these two times: the organizations, in any order, one perhaps twice.
ListedAt = Callable[[Reader, AsOf], Iterable[OrganizationView]]

_PURPOSE = "listed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommittedList:
    """A list that an entry committed to, as it can be had again: the entry's number, the epoch, the lines."""

    seq: int
    epoch: Epoch
    lines: tuple[ListedLine, ...]


def listed_views(ports: Ports, reader: Reader, at: AsOf) -> Iterable[OrganizationView]:
    """The organizations that a proceeding lists at these two times."""
    return (one.view for one in listed(ports, reader, at))


def commit_list(ports: Ports, listed_at: ListedAt, effective: date | None) -> tuple[Epoch, Head]:
    """Commit, by an entry, to who is listed on a date that is not ahead, as known now."""
    with ports.store.writing() as writer:
        if effective is not None and effective > today(ports, writer):
            raise MisuseError("A list is committed of today or of a day before.", accepted="a date that is not ahead")
        at = as_of(ports, writer, effective, None)
        epoch, _ = _list_at(ports, writer, listed_at, at)
        entry = NewEntry(kind=Kind.LIST_COMMITTED, groups=print_epoch(epoch))
        return epoch, append_batch(ports, writer, [entry])


def committed_lists(reader: Reader, size: int) -> list[tuple[int, Epoch]]:
    """Every list that an entry committed to, by its number."""
    found = ((entry.seq, read_epoch(entry)) for entry in reader.entries_of([Kind.LIST_COMMITTED], size))
    return [(seq, epoch) for seq, epoch in found if epoch is not None]


def list_again(ports: Ports, reader: Reader, listed_at: ListedAt, seq: int | None) -> CommittedList:
    """The list that entry `seq` committed to, the last where it is None; VerificationError where it is not had again.

    That happens where something of a listed organization was erased since.
    """
    found = dict(committed_lists(reader, reader.head().size))
    if not found:
        raise NotFoundError("No list was committed yet.", to_do="run `goodstanding log absent commit`")
    asked = max(found) if seq is None else seq
    if asked not in found:
        raise NotFoundError("This entry commits no list.", to_do="name an entry of the kind list-committed")
    head = reader.head_at_size(found[asked].size)
    if head is None:
        raise VerificationError("The head of a committed list is not there.")
    at = AsOf(effective=date.fromisoformat(found[asked].effective), head=head)
    again, lines = _list_at(ports, reader, listed_at, at)
    if again != found[asked]:
        raise VerificationError("This list cannot be had again: something was erased since.", to_do="commit a new one")
    return CommittedList(seq=asked, epoch=again, lines=lines)


def prove_absent(
    ports: Ports, reader: Reader, listed_at: ListedAt, identifier: Identifier, seq: int | None, signed: bytes | None
) -> AbsenceProof:
    """The proof that an identifier does not stand on a list, without `seq` the one of the newest date.

    ConflictError where it stands on it; NotFoundError where nobody has an identifier of its scheme.
    """
    found = [(epoch.effective, number) for number, epoch in committed_lists(reader, reader.head().size)]
    newest = max(found)[1] if found else None
    committed = list_again(ports, reader, listed_at, newest if seq is None else seq)
    canonical = canonical_identifier(identifier)
    if not is_scheme_in_use(reader, canonical.scheme, committed.epoch.size):
        raise NotFoundError(
            "No organization has an identifier of this scheme: that it is not on the list would say nothing.",
            to_do="ask by an identifier of the scheme that the register knows it by",
        )
    places = [line.place for line in committed.lines]
    place = bisect_left(places, (canonical.scheme, canonical.code))
    if place < len(places) and places[place] == (canonical.scheme, canonical.code):
        raise ConflictError("This identifier stands on the list: there is no proof of its absence.")
    entry = next(opening for _, _, _, opening in reader.stored(committed.seq, committed.seq + 1))
    proof = prove_entry(reader, committed.seq, None, signed)
    return AbsenceProof(
        entry=print_entry_proof(proof).decode("utf-8"),
        opening=entry or b"[]",
        left=_neighbour(committed.lines, place - 1),
        right=_neighbour(committed.lines, place),
    )


def is_current(reader: Reader, listed_at: ListedAt, committed: CommittedList, at: AsOf) -> bool:
    """Whether the same identifiers are listed at these two times as on a committed list."""
    identifiers, _ = _identifiers(listed_at(reader, at))
    return identifiers == [line.identifier for line in committed.lines]


def _list_at(ports: Ports, reader: Reader, listed_at: ListedAt, at: AsOf) -> tuple[Epoch, tuple[ListedLine, ...]]:
    identifiers, excluded = _identifiers(listed_at(reader, at))
    effective, size = at.effective.isoformat(), at.head.size
    lines = tuple(
        ListedLine(identifier=one, salt=ports.keyring.digest(_PURPOSE, f"{effective}\n{size}\n{one}"))
        for one in identifiers
    )
    require_order(lines)
    epoch = Epoch(effective=effective, size=size, count=len(lines), root=root_of_list(lines), excluded=excluded)
    return epoch, lines


def _identifiers(views: Iterable[OrganizationView]) -> tuple[list[Identifier], int]:
    """Every identifier of the listed in the order of the list, and how many organizations have none.

    What a source called an organization by, for want of an identifier, is none.
    """
    by_id = {view.id: identifiers_of(view) for view in views}
    found = {identifier for identifiers in by_id.values() for identifier in identifiers}
    return sorted(found), sum(not identifiers for identifiers in by_id.values())


def _neighbour(lines: Sequence[ListedLine], index: int) -> Neighbour | None:
    if not 0 <= index < len(lines):
        return None
    leaves = [line.leaf() for line in lines]
    rows = {(row.level, row.number): row for row in all_tiles(leaves)}

    def read(level: int, number: int, width: int) -> bytes:
        places = range(number * WIDTH, number * WIDTH + width)
        return b"".join(rows[level - 1, place].root if level else leaves[place] for place in places)

    hashes = prove_inclusion(index, len(lines), TileTrees(len(lines), read).node)
    return Neighbour(index=index, line=lines[index], hashes=hashes)
