"""Bidders in a table (CSV) or in JSON lines: the two plain kinds of file that a tender comes in.

- Columns, in any order and case: `name`, `aliases` (several between semicolons), `identifier` (`scheme:code`, several
  between semicolons), `country` (a code or a name), `type`, `id` (the file's own name for the bidder), or a word of
  `bidder_words` for them; a column that is
  named by a scheme (`xv-reg`, `XI_LEI`) holds that scheme's number. `alias` and `identifiers` are read as well.
  At least one of name and numbers must be a column.
- Other columns are told of and not read, but one that may be meant for a scheme (`lei`, `xv-rge`; not `peru`) is
  refused: its numbers would be compared with nothing. `type` says of a natural person or a sole trader that the row
  is skipped unread.
- The delimiter is a comma, a semicolon or a tab, whichever the header holds; the text is UTF-8, or UTF-16 with its
  mark. A first line `sep=;` is passed over.
- A line of JSON is one object with the same keys; `aliases` and `identifiers` may be lists, and an identifier an
  object of `scheme` and `id`.
"""

import json
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from goodstanding.adapters.formats.bidder_words import parts_named
from goodstanding.adapters.formats.countries import UNKNOWN_COUNTRY, country_named, is_country_code
from goodstanding.adapters.formats.person_words import is_person_type
from goodstanding.adapters.formats.screening_words import load_screening_words
from goodstanding.adapters.formats.tabular import MAX_BYTES, MAX_FIELD, MAX_ROWS, Table, read_cells
from goodstanding.intake.names import fold
from goodstanding.intake.schemes import scheme_named, schemes_meant_by_key
from goodstanding.services.bidders import Bidder, BidderRow, SkippedPerson, UnreadableBidder
from goodstanding.values.errors import ImportAbortedError
from goodstanding.values.findings import Finding

COLUMNS = ("name", "aliases", "identifier", "country", "type", "id")
#: Both are read, where a file has both.
_ALIASES, _IDENTIFIERS = ("aliases", "alias"), ("identifier", "identifiers")
DELIMITERS = (",", ";", "\t")
_SEVERAL = ";"
_SHORT = {
    "대한민국": "southkorea",
    "한국": "southkorea",
    "usa": "unitedstates",
    "uk": "unitedkingdom",
    "uae": "unitedarabemirates",
    "eeuu": "unitedstates",
}
_MOST_COLUMNS = 500


class BidderTable:
    """Reads a CSV file; see the module for its columns."""

    def __init__(self) -> None:
        self.ignored = Counter[str]()

    def read(self, path: Path) -> Iterator[BidderRow]:
        """Every row below the header."""
        encoding = _encoding(path)
        table = Table(columns=(), encodings=(encoding,), delimiter=_delimiter(path, encoding), hint="sep=")
        rows = read_cells(path, table)
        _, header = next(rows)
        parts = _parts_of(path, header)
        schemes = [part for part in parts if scheme_named(part)]
        if not {"name", *_IDENTIFIERS, *schemes}.intersection(parts):
            raise ImportAbortedError(
                f"{path.name} has no column of names or numbers.",
                accepted=f"{', '.join(COLUMNS)}, or a scheme's name",
                to_do="name the columns in the first line",
            )
        self.ignored.update(name for name, part in zip(header, parts, strict=True) if name and not part)
        nameless = [place for place, name in enumerate(header) if not name]
        for row, cells in rows:
            for place in nameless:
                _require_empty(path, row, place, cells[place])
            read = {part: cell.strip() for part, cell in zip(parts, cells, strict=True) if part}
            numbers = [f"{scheme}:{read[scheme]}" for scheme in schemes if read[scheme]]
            listed = [part for key in _IDENTIFIERS for part in _parts(read.get(key, ""))]
            aliases = [part for key in _ALIASES for part in _parts(read.get(key, ""))]
            yield _bidder(row, read, [*listed, *numbers], aliases)


class BidderLines:
    """Reads JSON lines; see the module for their keys."""

    def __init__(self) -> None:
        self.ignored = Counter[str]()

    def read(self, path: Path) -> Iterator[BidderRow]:
        """Every line that is not blank."""
        _require_bounded(path)
        row = 0
        with path.open("rb") as stream:
            while line := stream.readline(8 * MAX_FIELD + 1):
                if len(line) > 8 * MAX_FIELD:
                    accepted = f"at most {8 * MAX_FIELD} bytes a line"
                    raise ImportAbortedError(f"Row {row + 1} of {path.name} is too long.", accepted=accepted)
                if not line.strip():
                    continue
                row += 1
                if row > MAX_ROWS:
                    raise ImportAbortedError(f"{path.name} has too many rows.", accepted=f"at most {MAX_ROWS}")
                yield _of_line(row, line, self.ignored)


def _parts_of(path: Path, header: list[str]) -> list[str]:
    """Which part of a bidder each column is; none may stand twice. A refusal names places, never what stands there."""
    if len(header) > _MOST_COLUMNS:
        raise ImportAbortedError(f"{path.name} has {len(header)} columns.", accepted=f"at most {_MOST_COLUMNS}")
    parts, first = parts_named(header), dict[str, int]()
    for place, (name, part) in enumerate(zip(header, parts, strict=True), 1):
        before = first.setdefault(part or name, place)
        if name and before != place:
            raise ImportAbortedError(
                f"Columns {before} and {place} of {path.name} have one name, or mean the same.",
                accepted="each column once",
            )
        _require_no_scheme(path, place, name, part)
    return parts


def _require_empty(path: Path, row: int, place: int, cell: str) -> None:
    """A spreadsheet leaves empty columns behind; one with something in it may be meant for a number."""
    if cell.strip():
        raise ImportAbortedError(
            f"Column {place + 1} of {path.name} has no name, and something stands in it in row {row}.",
            accepted=f"{', '.join(COLUMNS)}, a scheme's name, or any other name of a column that is not to be read",
        )


def _require_no_scheme(path: Path, place: int, name: str, part: str) -> None:
    meant = () if part else schemes_meant_by_key(name)
    if meant:
        message = f"Column {place} of {path.name} may hold numbers, and its scheme is unknown."
        raise ImportAbortedError(message, accepted=" or ".join(meant), to_do="name it by its scheme, or remove it")


def country_code(text: str) -> str | None:
    """The code of a country that is written as a code or as a name in any language that names are read in.

    "" of a blank, None of anything else.
    """
    if is_country_code(text.upper()):
        return text.upper()
    code = country_named(text)
    if code is None and (named := _in_english(fold(text).replace(".", ""))):
        code = country_named(named)
    return "" if code == UNKNOWN_COUNTRY else code


def _in_english(text: str) -> str:
    """A country by the lists of places, which have it without blanks."""
    words = load_screening_words()
    return _SHORT.get(text) or words.places.get(text, "")


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


def _encoding(path: Path) -> str:
    """UTF-8, or UTF-16 of a file that begins with its mark: what spreadsheets call Unicode text."""
    with path.open("rb") as stream:
        return "utf-16" if stream.read(2) in (BOM_UTF16_LE, BOM_UTF16_BE) else "utf-8-sig"


def _delimiter(path: Path, encoding: str) -> str:
    """The one that the header holds, or that a first line `sep=;` gives."""
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        line = stream.readline(_MOST_COLUMNS * 80)
    return max(DELIMITERS, key=line.count)


def _require_bounded(path: Path) -> None:
    if path.stat().st_size > MAX_BYTES:
        raise ImportAbortedError(f"{path.name} is too large.", accepted=f"at most {MAX_BYTES} bytes")


def _of_line(row: int, line: bytes, ignored: Counter[str]) -> BidderRow:
    try:
        read = json.loads(line, object_pairs_hook=_Pairs)
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, _Pairs):
        return _misshapen(row, "", "one JSON object a line")
    parts = parts_named([key for key, _ in read.pairs])
    named = [(part, value) for part, (_, value) in zip(parts, read.pairs, strict=True)]
    if is_person_type(str(dict(named).get("type") or "")):
        return SkippedPerson(row=row)
    unknown = [key for part, (key, _) in zip(parts, read.pairs, strict=True) if not part]
    ignored.update(unknown)
    value = {part: of_it for part, of_it in named if part}
    if len(value) + len(unknown) != len(named):
        return _misshapen(row, "", "each key once")
    if any(map(schemes_meant_by_key, unknown)):
        return _misshapen(row, "identifier", "a number's key as its scheme is written, such as xi-lei")
    return _of_object(row, value)


class _Pairs:
    """An object with its keys as they stand, for a key may stand twice."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        self.pairs = pairs


def _of_object(row: int, value: Mapping[str, object]) -> BidderRow:
    texts: dict[str, str] = {}
    for key in ("name", "country", "type", "id"):
        text = value.get(key)
        if not isinstance(text, str | int | None) or isinstance(text, bool):
            return _misshapen(row, key, "text")
        texts[key] = "" if text is None else str(text).strip()
    identifiers, aliases = _listed(value, _IDENTIFIERS), _listed(value, _ALIASES)
    if identifiers is None or aliases is None:
        return _misshapen(row, "aliases" if aliases is None else "identifiers", "text, or a list of texts")
    for scheme in filter(scheme_named, value):
        number = value[scheme]
        if not isinstance(number, str | int | None) or isinstance(number, bool):
            return _misshapen(row, "identifier", "a number of this scheme")
        identifiers += [f"{scheme}:{number}"] if number else []
    return _bidder(row, texts, identifiers, aliases)


def _listed(value: Mapping[str, object], keys: Iterable[str]) -> list[str] | None:
    """The texts under all of the keys; None where something else stands in one."""
    texts: list[str] = []
    for found in (value[key] for key in keys if value.get(key)):
        if isinstance(found, str):
            texts += _parts(found)
            continue
        listed = found if isinstance(found, list) else [found]
        for one in listed:
            text = _identifier_text(one) if isinstance(one, _Pairs) else one
            if not isinstance(text, str):
                return None
            texts += [text.strip()]
    return texts


def _identifier_text(one: _Pairs) -> str | None:
    read = {key.lower(): value for key, value in one.pairs}
    scheme, code = read.get("scheme"), read.get("code") or read.get("id")
    return f"{scheme}:{code}" if isinstance(scheme, str) and isinstance(code, str | int) else None


def _misshapen(row: int, field: str, accepted: str) -> UnreadableBidder:
    message = "Something else stands here than is due."
    finding = Finding(code="bidder-unreadable", message=message, row=row, field=field, accepted=accepted)
    return UnreadableBidder(row=row, finding=finding)
