"""The manifest of a published screening list: which state of which register, how many rows, their digest, its last day.

The list is `subjects.jsonl`: one canonical line an organization, in the order of their ids. Beside it `changes.jsonl`
says what happened to listings in the year before, for receipts. Equal manifests have equal lists. A list is for
comparing bidders until `refresh_by`; later it clears nobody (S31).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from goodstanding.ledger.canonical import Json, parse_canonical, print_canonical
from goodstanding.publication.screened import ListVersion, SourceAge
from goodstanding.publication.screening_rows import SubjectRow, parse_row, print_row
from goodstanding.values.errors import VerificationError

LIST_FORMAT = "goodstanding/screening-list/v2"
MANIFEST_FILE = "manifest.json"
ROWS_FILE = "subjects.jsonl"
CHANGES_FILE = "changes.jsonl"
NOTE_FILE = "manifest.note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A list's version, the digest (SHA-256) and number of its rows, and the digest of the changes beside it."""

    version: ListVersion
    digest: str
    rows: int
    changes: str


def print_list(
    version: ListVersion, rows: Iterable[SubjectRow], changes: bytes, refresh_by: date
) -> tuple[bytes, bytes]:
    """The bytes of the manifest and of the rows; `changes` are those of the changes beside them."""
    ordered = sorted(rows, key=lambda row: int(row.subject.organization.rpartition("-")[2]))
    lines = b"".join(print_row(row, refresh_by) + b"\n" for row in ordered)
    manifest: dict[str, Json] = {
        "format": LIST_FORMAT,
        "origin": version.origin,
        "size": version.size,
        "root": version.root,
        "recorded_at": version.recorded_at,
        "effective": version.effective.isoformat(),
        "refresh_by": refresh_by.isoformat(),
        "zones": [*version.zones],
        "analyser": version.analyser,
        "sources": [
            {"source": one.source, "as_of": one.as_of.isoformat(), "foreign": one.foreign} for one in version.sources
        ],
        "rows": len(ordered),
        "digest": sha256(lines).hexdigest(),
        "changes": sha256(changes).hexdigest(),
    }
    return print_canonical(manifest) + b"\n", lines


def parse_manifest(data: bytes) -> Manifest:
    """The manifest of its bytes; VerificationError for anything that this version of the layout does not say."""
    value = parse_canonical(data.removesuffix(b"\n"))
    if not isinstance(value, dict) or value.get("format") != LIST_FORMAT:
        raise VerificationError("This is not the manifest of a screening list.", accepted=LIST_FORMAT)
    try:
        version = ListVersion(
            origin=_text(value["origin"]),
            size=_number(value["size"]),
            root=_text(value["root"]),
            recorded_at=_text(value["recorded_at"]),
            effective=date.fromisoformat(_text(value["effective"])),
            analyser=_text(value["analyser"]),
            sources=tuple(_sources(value["sources"])),
            refresh_by=date.fromisoformat(_text(value["refresh_by"])),
            zones=tuple(map(_text, _items(value.get("zones", [])))),
        )
        return Manifest(
            version=version,
            digest=_text(value["digest"]),
            rows=_number(value["rows"]),
            changes=_text(value["changes"]),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise VerificationError("The manifest of this list is not in its form.") from error


def parse_rows(manifest: Manifest, data: bytes) -> Iterator[SubjectRow]:
    """The rows, where they are exactly those that the manifest names."""
    if sha256(data).hexdigest() != manifest.digest:
        raise VerificationError("The rows of this list are not those of its manifest.", to_do="fetch the list again")
    lines = data.splitlines()
    if len(lines) != manifest.rows:
        raise VerificationError("The list has another number of rows than its manifest.", to_do="fetch the list again")
    yield from map(parse_row, lines)


def _sources(value: Json) -> Iterator[SourceAge]:
    for one in _items(value):
        if not isinstance(one, dict) or not isinstance(one["foreign"], bool):
            raise TypeError
        day = date.fromisoformat(_text(one["as_of"]))
        yield SourceAge(source=_text(one["source"]), as_of=day, foreign=one["foreign"])


def _items(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: Json) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value
