"""The rows and the index that lie beside the database, in two files that are opened without being read.

`screening.list` is a head, the index, the rows (a canonical line each) and a table that finds a row by the number of
its organization; it is mapped. `screening.changes` holds what is newer, and is read whole. Index and table are checked
when the file is opened, rows when they are read: damage is never taken for an answer. Both begin or end with a seal
under the register's secret, so that nobody without it can take an organization out. Both are derived, and may be
removed at any time; where they cannot be written the list is made again at every question.
"""

import mmap
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from goodstanding.adapters.durable import BEGUN, replacing
from goodstanding.adapters.formats.reviving import revive
from goodstanding.ledger.canonical import Json, load_json, print_canonical
from goodstanding.publication.screening_rows import parse_row, read_row, row_json
from goodstanding.screening.packing import pack, unpack
from goodstanding.services.screening_index import tell_discarded
from goodstanding.services.screening_kept import Kept, Line, State
from goodstanding.values.errors import VerificationError
from goodstanding.values.findings import Finding
from goodstanding.values.identifiers import ORGANIZATION_SCHEME
from goodstanding.values.plain import plain

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: In the data directory, beside the database.
LIST, CHANGES = "screening.list", "screening.changes"
FORMAT = "goodstanding/kept-list/2"
_OTHER_FORMAT = re.compile(rb'"format":"goodstanding/kept-list/(?!2")[0-9]+"')
#: What reading a file raises that is not whole, or another one.
_DAMAGE = (VerificationError, ValueError, TypeError, KeyError, AttributeError)
_HEAD_BYTES, _SEAL_CHARACTERS = 4096, 32
_ALIGNED = 64
#: Rows of at most this size are checked when the file is opened: it takes no time.
_CHECKED_AT_ONCE = 1 << 25


#: From the name of a file and what stands in it to its seal: 128 bits in hexadecimal, under the register's secret.
Seal = Callable[[str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Where a part of the file lies, and its SHA-256; "" where its lines are checked one by one instead."""

    start: int
    length: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of the list."""

    format: str
    state: State
    index: Part
    lines: Part
    table: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The head of the changes: beside which list they count, by the digest of its head."""

    format: str
    list: str
    state: State


class ScreeningFiles:
    """What is kept in one data directory, under the seal of its register."""

    def __init__(self, directory: Path, seal: Seal) -> None:
        self._list, self._changes = directory / LIST, directory / CHANGES
        self._seal = seal

    def read(self, report: Callable[[Finding], None]) -> Kept | None:
        """What is kept; None where it is not there, cannot be read, or is of another layout. What is damaged, or was
        not sealed by this register, is left out and told of.
        """
        try:
            with self._list.open("rb") as stream:
                # A file without a byte cannot be mapped.
                is_empty = not stream.read(1)
                view = memoryview(b"" if is_empty else mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
            opened = _open(view, self._seal)
        except OSError:
            return None
        except _DAMAGE:
            report(tell_discarded(LIST))
            return None
        if opened is None:
            return None
        base, state, index = opened
        kept = Kept(state=state, base=base, index=index)
        try:
            newer = _read_changes(self._changes.read_bytes(), base.digest, self._seal)
        except OSError:
            return kept
        except _DAMAGE:
            report(tell_discarded(CHANGES))
            return kept
        if newer is not None:
            kept.state, kept.over = newer.state, newer.over
        return kept

    def write(self, kept: Kept, index: bytes) -> None:
        """All rows in one file, which replaces both."""
        with suppress(OSError), replacing(self._list) as stream:
            _write(stream, kept, index, self._seal)
        with suppress(OSError):
            self._changes.unlink(missing_ok=True)

    def write_over(self, kept: Kept) -> None:
        """What is newer than the list, in a file that counts beside this list only."""
        if not isinstance(kept.base, KeptLines):
            raise TypeError("what is newer is kept beside a list that was read")
        head = plain(Beside(format=FORMAT, list=kept.base.digest.hex(), state=kept.state))
        lines: list[Any] = [head, *(_line_json(name, line) for name, line in sorted(kept.over.items()))]
        body = b"".join(print_canonical(line) + b"\n" for line in lines)
        with suppress(OSError), replacing(self._changes) as stream:
            stream.write(body + self._seal(CHANGES, sha256(body).hexdigest()).encode())


def forget_kept(directory: Path) -> None:
    """Forget both, and what a killed process has left of them: they may hold what was erased."""
    for path in (directory / LIST, directory / CHANGES, *directory.glob(f".screening.*{BEGUN}")):
        path.unlink(missing_ok=True)


class KeptLines:
    """The rows of a mapped file, found by the number of their organization."""

    def __init__(self, table: "Mapping[str, NDArray[Any]]", lines: memoryview, digest: bytes) -> None:
        self._numbers, self._starts = table["numbers"], table["starts"]
        self._digests, self._days, self._foreign = table["digests"], table["days"], table["foreign"]
        self._lines = lines
        self.digest = digest

    def __len__(self) -> int:
        return int((self._starts[1:] > self._starts[:-1]).sum())

    def line(self, organization: str) -> Line | None:
        """What is kept of an organization, checked."""
        place = self._place(organization)
        if place is None:
            return None
        day, data = int(self._days[place]), self.data(place)
        if data and _short(data) != int(self._digests[place]):
            raise VerificationError("A row of the kept list is damaged.", to_do=f"remove {LIST} and ask again")
        return Line(row=parse_row(data) if data else None, changes=date.fromordinal(day) if day else None)

    def data(self, place: int) -> bytes:
        """The bytes of a row; empty where nothing shows."""
        start, stop = self._starts[place : place + 2].tolist()
        return bytes(self._lines[start:stop])

    def known(self) -> Iterator[tuple[int, int]]:
        """Every organization's number with its place."""
        return zip(self._numbers.tolist(), range(len(self._numbers)), strict=True)

    def about(self, place: int) -> tuple[int, int]:
        """The day from which a row may read differently (0: none), and whether a foreign listing shows in it (1)."""
        return int(self._days[place]), int(self._foreign[place])

    def organizations(self) -> Iterator[str]:
        """Those that have a row."""
        return _named(self._numbers[self._starts[1:] > self._starts[:-1]])

    def due(self, day: date) -> Iterator[str]:
        """Those whose row may read differently from a day up to this one on."""
        return _named(self._numbers[(self._days > 0) & (self._days <= day.toordinal())])

    def foreign(self) -> Iterator[str]:
        """Those of which a foreign listing shows."""
        return _named(self._numbers[self._foreign > 0])

    def _place(self, organization: str) -> int | None:
        number = _number(organization)
        place = int(self._numbers.searchsorted(number))
        return place if place < len(self._numbers) and int(self._numbers[place]) == number else None


def _number(organization: str) -> int:
    return int(organization.removeprefix(f"{ORGANIZATION_SCHEME}-"))


def _named(numbers: "NDArray[Any]") -> Iterator[str]:
    return (f"{ORGANIZATION_SCHEME}-{number}" for number in numbers.tolist())


def _short(data: bytes) -> int:
    return int.from_bytes(sha256(data).digest()[:8], "little", signed=True)


def _open(view: memoryview, seal: Seal) -> tuple[KeptLines, State, memoryview] | None:
    """The parts of a file, None of another layout; where it is not whole VerificationError, or what odd data raises."""
    sealed, _, text = bytes(view[:_HEAD_BYTES]).partition(b" ")
    digest = sha256(text)
    if not compare_digest(sealed, seal(LIST, digest.hexdigest()).encode()):
        _require_another_layout(text)
        return None
    head = revive(Head, load_json(text.strip()))
    index, lines, table = (_checked(view, part) for part in (head.index, head.lines, head.table))
    return KeptLines(unpack(table, version=FORMAT), lines, digest.digest()), head.state, index


def _require_another_layout(head: bytes) -> None:
    """An earlier version's, or a later one's, is no damage; anything else that has not our seal is."""
    if not _OTHER_FORMAT.search(head):
        raise VerificationError("This is not sealed by this register.")


def _checked(view: memoryview, part: Part) -> memoryview:
    found = view[part.start : part.start + part.length]
    if len(found) != part.length or (part.digest and sha256(found).hexdigest() != part.digest):
        raise VerificationError("The kept list is damaged.")
    return found


def _write(stream: BinaryIO, kept: Kept, index: bytes, seal: Seal) -> None:
    stream.write(bytes(_HEAD_BYTES))
    index_part = _part(stream, index)
    start = stream.tell()
    digest, table = _write_lines(stream, kept)
    length = stream.tell() - start
    lines = Part(start=start, length=length, digest=digest if length <= _CHECKED_AT_ONCE else "")
    stream.write(bytes(-stream.tell() % _ALIGNED))
    table_part = _part(stream, pack(table, version=FORMAT))
    head: Any = plain(Head(format=FORMAT, state=kept.state, index=index_part, lines=lines, table=table_part))
    text = print_canonical(head).ljust(_HEAD_BYTES - _SEAL_CHARACTERS - 1)
    stream.seek(0)
    stream.write(seal(LIST, sha256(text).hexdigest()).encode() + b" " + text)


def _part(stream: BinaryIO, data: bytes) -> Part:
    start = stream.tell()
    stream.write(data)
    stream.write(bytes(-stream.tell() % _ALIGNED))
    return Part(start=start, length=len(data), digest=sha256(data).hexdigest())


def _write_lines(stream: BinaryIO, kept: Kept) -> "tuple[str, dict[str, NDArray[Any]]]":
    """Every row in the order of its organization's number: the digest of all, and the table that finds them."""
    import numpy as np

    whole = sha256()
    columns: dict[str, list[int]] = {"numbers": [], "starts": [0], "digests": [], "days": [], "foreign": []}
    for number, data, day, foreign in _all(kept):
        stream.write(data)
        whole.update(data)
        columns["numbers"].append(number)
        columns["starts"].append(columns["starts"][-1] + len(data))
        columns["digests"].append(_short(data))
        columns["days"].append(day)
        columns["foreign"].append(foreign)
    kinds = {"days": np.int32, "foreign": np.uint8}
    arrays = {name: np.array(column, dtype=kinds.get(name, np.int64)) for name, column in columns.items()}
    return whole.hexdigest(), arrays


def _all(kept: Kept) -> Iterator[tuple[int, bytes, int, int]]:
    """(number, row, day, foreign) of every organization; what the base has is copied as it lies there."""
    base = kept.base if isinstance(kept.base, KeptLines) else None
    places = dict(base.known()) if base is not None else {}
    over = {_number(name): line for name, line in kept.over.items()}
    for number in sorted(places.keys() | over.keys()):
        line = over.get(number)
        if line is not None:
            data = b"" if line.row is None else print_canonical(row_json(line.row))
            day = 0 if line.changes is None else line.changes.toordinal()
            if data or day:
                yield number, data, day, int(line.is_foreign)
        elif base is not None:
            place = places[number]
            yield number, base.data(place), *base.about(place)


def _read_changes(data: bytes, base: bytes, seal: Seal) -> Kept | None:
    """What is newer; None where it is of another layout, or counts beside another list."""
    body, sealed = data[:-_SEAL_CHARACTERS], data[-_SEAL_CHARACTERS:]
    if not compare_digest(sealed, seal(CHANGES, sha256(body).hexdigest()).encode()):
        _require_another_layout(body.partition(b"\n")[0])
        return None
    first, *lines = map(load_json, body.splitlines())
    head = revive(Beside, first)
    if head.list != base.hex():
        return None
    return Kept(state=head.state, over=dict(map(_read_line, lines)))


def _line_json(organization: str, line: Line) -> dict[str, Json]:
    written: dict[str, Json] = {"organization": organization}
    if line.changes is not None:
        written["changes"] = line.changes.isoformat()
    if line.row is not None:
        written["row"] = row_json(line.row)
    return written


def _read_line(written: Json) -> tuple[str, Line]:
    if not isinstance(written, dict):
        raise VerificationError("A line of the changes is not an object.")
    day, row = written.get("changes"), written.get("row")
    changes = date.fromisoformat(day) if isinstance(day, str) else None
    return str(written["organization"]), Line(row=read_row(row) if isinstance(row, dict) else None, changes=changes)
