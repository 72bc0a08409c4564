"""Bidders in a table (CSV) or in JSON lines: the two plain kinds of file that a tender comes in.

- Columns, in any order: `name`, `aliases` (several between semicolons), `identifier` (`scheme:code`, several between
  semicolons), `country` (a code or a name), `type`, `id` (the file's own name for the bidder); a column that is named
  by a scheme (`xv-reg`, `xi-lei`) holds that scheme's number. At least one of name and numbers must be a column.
- Other columns are not read. `type` says of a natural person or a sole trader that the row is skipped unread.
- The delimiter is a comma, a semicolon or a tab, whichever the header holds; the text is UTF-8.
- A line of JSON is one object with the same keys; `aliases` and `identifiers` may be lists, and an identifier an
  object of `scheme` and `id`.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from goodstanding.adapters.formats.countries import UNKNOWN_COUNTRY, country_named, is_country_code
from goodstanding.adapters.formats.person_words import is_person_type
from goodstanding.adapters.formats.tabular import MAX_BYTES, MAX_FIELD, MAX_ROWS, Table, read_rows
from goodstanding.intake.identifiers import SCHEMES
from goodstanding.services.bidders import Bidder, BidderRow, SkippedPerson, UnreadableBidder
from goodstanding.values.errors import ImportAbortedError
from goodstanding.values.findings import Finding

COLUMNS = ("name", "aliases", "identifier", "country", "type", "id")
DELIMITERS = (",", ";", "\t")
_SEVERAL = ";"
_MOST_COLUMNS = 500


class BidderTable:
    """Reads a CSV file; see the module for its columns."""

    def read(self, path: Path) -> Iterator[BidderRow]:
        """Every row below the header."""
        header, delimiter = _header(path)
        columns = [name.strip().lower() for name in header]
        schemes = tuple(name for name in columns if name in SCHEMES)
        if any(columns.count(name) > 1 for name in (*COLUMNS, *schemes)):
            raise ImportAbortedError(f"{path.name} has a column twice.", accepted="each column once")
        if not {"name", "identifier", *schemes}.intersection(columns):
            raise ImportAbortedError(
                f"{path.name} has no column of names or numbers.", accepted=f"{', '.join(COLUMNS)}, or a scheme's name"
            )
        table = Table(columns=tuple(name.strip() for name in header), delimiter=delimiter)
        for row, cells in read_rows(path, table):
            read = {name.lower(): cell.strip() for name, cell in cells.items()}
            numbers = [f"{scheme}:{read[scheme]}" for scheme in schemes if read[scheme]]
            yield _bidder(row, read, [*_parts(read.get("identifier", "")), *numbers], _parts(read.get("aliases", "")))


class BidderLines:
    """Reads JSON lines; see the module for their keys."""

    def read(self, path: Path) -> Iterator[BidderRow]:
        """Every line that is not blank."""
        _require_bounded(path)
        row = 0
        with path.open("rb") as stream:
            while line := stream.readline(8 * MAX_FIELD + 1):
                if len(line) > 8 * MAX_FIELD:
                    raise ImportAbortedError(f"{path.name} has too long a line.", accepted=f"{8 * MAX_FIELD} bytes")
                if not line.strip():
                    continue
                row += 1
                if row > MAX_ROWS:
                    raise ImportAbortedError(f"{path.name} has too many rows.", accepted=f"at most {MAX_ROWS}")
                yield _of_line(row, line)


def country_code(text: str) -> str | None:
    """The code of a country that is written as a code or as a name; "" of a blank, None of anything else."""
    if is_country_code(text.upper()):
        return text.upper()
    code = country_named(text)
    return "" if code == UNKNOWN_COUNTRY else code


def _bidder(row: int, read: Mapping[str, str], identifiers: list[str], aliases: list[str]) -> BidderRow:
    if is_person_type(read.get("type", "")):
        return SkippedPerson(row=row)
    country = country_code(read.get("country", ""))
    if country is None:
        finding = Finding(
            code="bidder-unreadable",
            message="The country is unknown.",
            row=row,
            field="country",
            accepted="an ISO 3166-1 alpha-2 code or a country's name, or nothing",
        )
        return UnreadableBidder(row=row, finding=finding)
    names = tuple(name for name in (read.get("name", ""), *aliases) if name)
    reference = read.get("id", "")
    return Bidder(row=row, names=names, identifiers=tuple(identifiers), country=country, reference=reference)


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(_SEVERAL) if part.strip()]


def _header(path: Path) -> tuple[list[str], str]:
    """The header's cells, and the delimiter that it holds."""
    _require_bounded(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            line = stream.readline(_MOST_COLUMNS * 80)
    except UnicodeDecodeError:
        raise ImportAbortedError(f"{path.name} cannot be decoded.", accepted="UTF-8") from None
    delimiter = max(DELIMITERS, key=line.count)
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), []), delimiter
    except csv.Error:
        raise ImportAbortedError(f"The header of {path.name} is not well-formed.", accepted="RFC 4180 text") from None


def _require_bounded(path: Path) -> None:
    if path.stat().st_size > MAX_BYTES:
        raise ImportAbortedError(f"{path.name} is too large.", accepted=f"at most {MAX_BYTES} bytes")


def _of_line(row: int, line: bytes) -> BidderRow:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        return _misshapen(row, "", "one JSON object a line")
    if is_person_type(str(value.get("type") or "")):
        return SkippedPerson(row=row)
    texts: dict[str, str] = {}
    for key in ("name", "country", "type", "id"):
        text = value.get(key)
        if not isinstance(text, str | int | None) or isinstance(text, bool):
            return _misshapen(row, key, "text")
        texts[key] = "" if text is None else str(text).strip()
    identifiers, aliases = _listed(value, "identifiers", "identifier"), _listed(value, "aliases")
    if identifiers is None or aliases is None:
        return _misshapen(row, "aliases" if aliases is None else "identifiers", "text, or a list of texts")
    numbers = [f"{scheme}:{value[scheme]}" for scheme in value if scheme in SCHEMES and value[scheme]]
    return _bidder(row, texts, [*identifiers, *numbers], aliases)


def _listed(value: Mapping[str, object], *keys: str) -> list[str] | None:
    """The texts under the first key that is there; None where something else stands in it."""
    found = next((value[key] for key in keys if value.get(key)), [])
    if isinstance(found, str):
        return _parts(found)
    if not isinstance(found, list):
        return None
    texts = [_identifier_text(one) if isinstance(one, dict) else one for one in found]
    return [one.strip() for one in texts if isinstance(one, str)] if all(isinstance(t, str) for t in texts) else None


def _identifier_text(one: Mapping[str, object]) -> str | None:
    scheme, code = one.get("scheme"), one.get("code") or one.get("id")
    return f"{scheme}:{code}" if isinstance(scheme, str) and isinstance(code, str) else None


def _misshapen(row: int, field: str, accepted: str) -> UnreadableBidder:
    message = "Something else stands here than is due."
    finding = Finding(code="bidder-unreadable", message=message, row=row, field=field, accepted=accepted)
    return UnreadableBidder(row=row, finding=finding)
