"""Delimited text, read strictly and bounded: the shared reader of all list formats."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from goodstanding.values.errors import ImportAbortedError

MAX_BYTES = 512 * 1024 * 1024
MAX_ROWS = 2_000_000
MAX_FIELD = 8_192


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a source file must look like. `columns` are the exact headers, blanks at their ends removed.

    A first line whose first cell is the `hint` is passed over: spreadsheets are told the delimiter by it.
    `max_rows` is a bound of the source: more means that this is not the file it claims to be.
    """

    columns: tuple[str, ...]
    encodings: tuple[str, ...] = ("utf-8-sig",)
    delimiter: str = ","
    max_rows: int = MAX_ROWS
    min_rows: int = 0
    optional: tuple[str, ...] = ()
    hint: str = ""


Cells = Mapping[str, str]


def print_rows(columns: Iterable[str], rows: Iterable[Cells]) -> str:
    """A header and rows as a file that `read_rows` takes; a cell that a row does not give is blank."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, tuple(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def read_rows(path: Path, table: Table) -> Iterator[tuple[int, Cells]]:
    """Yield (row number, cells) for each data row; row 1 is the first after the header.

    Raises ImportAbortedError for a broken structure: wrong header, too few rows, and what `read_cells` refuses.
    """
    count, header = 0, [""]
    for count, cells in read_cells(path, table):
        if count:
            yield count, dict(zip(header, cells, strict=True))
        else:
            header = cells
            _require_header(path, header, table)
    if count < table.min_rows:
        raise ImportAbortedError(f"{path.name} has only {count} rows.", accepted=f"at least {table.min_rows}")


def read_cells(path: Path, table: Table) -> Iterator[tuple[int, list[str]]]:
    """Yield (0, header), whatever stands in it, then (row number, cells) for each data row.

    Raises ImportAbortedError for a wrong cell count, undecodable bytes, a NUL, an oversized file or cell, too many
    rows, a file that changes meanwhile. Never skips a row.
    """
    before = path.stat()
    if before.st_size > MAX_BYTES:
        raise ImportAbortedError(f"{path.name} is too large.", accepted=f"at most {MAX_BYTES} bytes")
    csv.field_size_limit(MAX_FIELD)
    count = -1
    begun: list[str] = []
    with path.open(encoding=_encoding(path, table.encodings), newline="") as stream:
        reader = csv.reader(_without_nul(stream, path, begun), delimiter=table.delimiter, strict=True)
        try:
            header = [cell.strip() for cell in next(reader, [])]
            if table.hint and header[:1] == [table.hint] and not any(header[1:]):
                header = [cell.strip() for cell in next(reader, [])]
            count = 0
            yield 0, header
            begun.clear()
            for cells in reader:
                begun.clear()
                if not cells:
                    continue
                count += 1
                if len(cells) != len(header):
                    raise ImportAbortedError(
                        f"{path.name} row {count} has {len(cells)} cells.",
                        accepted=f"{len(header)} cells, as the header",
                    )
                if count > table.max_rows:
                    raise ImportAbortedError(f"{path.name} has too many rows.", accepted=f"at most {table.max_rows}")
                yield count, cells
        except csv.Error as error:
            raise _broken(path, table, count + 1, "".join(begun)) from error
    after = path.stat()
    if (after.st_ino, after.st_size, after.st_mtime_ns) != (before.st_ino, before.st_size, before.st_mtime_ns):
        raise ImportAbortedError(f"{path.name} changed while it was read.", to_do="import it again, once it is whole")


def _broken(path: Path, table: Table, row: int, begun: str) -> ImportAbortedError:
    """What is wrong with a row, by what was read of it: a cell that is too long, in which column, or something else."""
    csv.field_size_limit(len(begun) + 1)
    try:
        cells = next(csv.reader(io.StringIO(begun, newline=""), delimiter=table.delimiter), [])
    except csv.Error:
        cells = []
    finally:
        csv.field_size_limit(MAX_FIELD)
    long = next((place for place, cell in enumerate(cells, 1) if len(cell) > MAX_FIELD), 0)
    where = f"row {row}" if row else "the header"
    if not long:
        return ImportAbortedError(
            f"{path.name} is not well-formed near {where}.", accepted="RFC 4180 text, quotes closed"
        )
    return ImportAbortedError(
        f"The cell in column {long} of {where} of {path.name} is too long, or its quotes are not closed.",
        accepted=f"at most {MAX_FIELD} characters a cell",
    )


def _require_header(path: Path, header: list[str], table: Table) -> None:
    if not any(header):
        raise ImportAbortedError(f"{path.name} has no header.", accepted="a first line that names the columns")
    missing = [column for column in table.columns if column not in header]
    surplus = [column for column in header if column not in table.columns and column not in table.optional]
    if missing or surplus or len(set(header)) != len(header):
        raise ImportAbortedError(
            f"The header of {path.name} is not this format's: {len(missing)} columns missing"
            f" ({', '.join(missing[:5]) or 'none'}), {len(surplus)} unknown or doubled.",
            accepted=", ".join(table.columns),
            to_do="check that the FORMAT named fits the file",
        )


def _encoding(path: Path, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        try:
            with path.open(encoding=encoding, newline="") as stream:
                while stream.read(1 << 20):
                    pass
        except UnicodeDecodeError:
            continue
        return encoding
    accepted = " or ".join(one.removesuffix("-sig").upper() for one in encodings)
    to_do = "save it as UTF-8; spreadsheets call that CSV UTF-8" if accepted == "UTF-8" else ""
    raise ImportAbortedError(f"{path.name} cannot be decoded.", accepted=accepted, to_do=to_do)


def _without_nul(stream: Iterator[str], path: Path, begun: list[str]) -> Iterator[str]:
    """The lines, each of them put down in `begun` as well: what was read of a row that is not whole."""
    for line in stream:
        if "\x00" in line:
            raise ImportAbortedError(f"{path.name} contains a NUL character.", accepted="text")
        begun.append(line)
        yield line


def read_digest(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()
