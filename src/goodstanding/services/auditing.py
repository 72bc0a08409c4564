"""Audit a published log from its files alone: every tile, bundle, leaf, opening, signature, and the past.

Needs no register. What it cannot show: that a record was never entered, or that two readers were not shown two
logs; against the second, witnesses cosign, and an earlier checkpoint is to be kept. Findings are values; what
makes further checks senseless ends the audit with what was found so far.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from goodstanding.ledger.absence import parse_list, root_of_list
from goodstanding.ledger.canonical import Json
from goodstanding.ledger.checkpoints import Checkpoint, parse_checkpoint
from goodstanding.ledger.entries import Entry
from goodstanding.ledger.merkle import HASH_BYTES, Frontier, extend, hash_leaf, root_of
from goodstanding.ledger.notes import MOST_NOTE_BYTES, Verify, parse_note
from goodstanding.ledger.public_paths import (
    CHECKPOINT,
    MANIFEST,
    MOST_BUNDLE_BYTES,
    MOST_OPENINGS_BYTES,
    MOST_SMALL_BYTES,
    listed_path,
    parse_manifest,
)
from goodstanding.ledger.tile_trees import print_tree
from goodstanding.ledger.tiles import (
    HEIGHT,
    WIDTH,
    Bundle,
    Tile,
    bundles_of,
    parse_bundle,
    parse_tile,
    print_path,
    tiles_of,
)
from goodstanding.services.audit_beside import Names, check_beside
from goodstanding.services.audit_trust import Trust, check_signatures
from goodstanding.services.audited_files import AuditedFiles, Read
from goodstanding.services.ports import Progress
from goodstanding.services.public_entries import read_openings, read_public_entry
from goodstanding.values.errors import VerificationError
from goodstanding.values.findings import Finding, Severity
from goodstanding.values.identifiers import Identifier


class Law(Protocol):
    """Rules that are told of every entry of a log in order."""

    def begin(self, origin: str) -> None:
        """A log of this origin is about to be told."""
        ...

    def __call__(self, entry: Entry) -> Iterable[Finding]:
        """The breaches of one entry."""
        ...

    def end(self) -> Iterable[Finding]:
        """The breaches that only show when the last entry was told."""
        ...

    def listed(self, identifiers: Sequence[Identifier], day: date, committed_on: date) -> Iterable[Finding]:
        """What whoever stands on the served list of a day lacks, and who is missing from it."""
        ...


class Display(Protocol):
    """What may be displayed of a log on a day: is told of every entry in order, with what is served of it."""

    def see(self, body: bytes, opening: bytes | None, entry: Entry) -> None:
        """An entry, its bytes, and its opening where it fits its commitments."""
        ...

    def findings(self, checkpoint: Checkpoint, on: date) -> Iterable[Finding]:
        """What is served beyond what may be displayed on the day."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """The checkpoint that was audited, how many entries and open ones it covers, and every finding.

    `recorded_at` is the instant of the last batch, as the log gives it, and `published_on` the day that the openings
    are of; "" where they are not shown. Files that were kept back at an old state are known by these alone.
    """

    checkpoint: Checkpoint | None
    entries: int
    opened: int
    findings: tuple[Finding, ...]
    recorded_at: str = ""
    published_on: str = ""


def audit(
    read: Read,
    trust: Trust,
    verify: Verify,
    progress: Progress,
    law: Law | None = None,
    display: Display | None = None,
    names: Names | None = None,
) -> Audit:
    """Check everything that can be checked.

    `law` is told of every entry in order, and answers with findings; `display` too, of the day of the manifest. `names`
    lists a folder: then what lies beside the files of the checkpoint is looked at.
    """
    files = AuditedFiles(read=read)
    note = read(CHECKPOINT, MOST_NOTE_BYTES)
    checkpoint = _checkpoint(files, note)
    if checkpoint is None or note is None:
        return Audit(checkpoint=None, entries=0, opened=0, findings=tuple(files.findings))
    if law is not None:
        law.begin(checkpoint.origin)
    entries = _check_entries(files, checkpoint, progress, law, display)
    files.findings += files.taken_back.findings()
    if law is not None:
        files.findings += law.end()
    published_on: date | None = None
    if entries == checkpoint.size:
        if not files.is_closed:
            files.add_finding("batch-open", f"Entry {entries - 1} is the last one, and does not close its batch.")
        if trust.latest and files.recorded_at > trust.latest:
            files.add_finding("batch-ahead", "The last batch was recorded later than now.")
        _check_tree(files, checkpoint)
        if names is not None:
            check_beside(files, names, checkpoint.size)
        check_signatures(files, checkpoint, note, trust, verify)
        manifest = _check_manifest(files, checkpoint)
        published_on = _day(manifest.get("published_on"))
        _check_list(files, manifest, law)
        if display is not None and published_on is not None and not files.is_unknown:
            files.findings += display.findings(checkpoint, published_on)
    return Audit(
        checkpoint=checkpoint,
        entries=entries,
        opened=files.opened,
        findings=tuple(files.findings),
        recorded_at=files.recorded_at,
        published_on=published_on.isoformat() if published_on else "",
    )


def _checkpoint(files: AuditedFiles, note: bytes | None) -> Checkpoint | None:
    if note is None:
        files.add_finding("file-missing", "There is no checkpoint.")
        return None
    try:
        return parse_checkpoint(parse_note(note).text)
    except VerificationError as error:
        files.add_finding("checkpoint-bad", error.what)
        return None


def _check_entries(
    files: AuditedFiles,
    checkpoint: Checkpoint,
    progress: Progress,
    law: Law | None,
    display: Display | None,
) -> int:
    """Bundles against the tiles of level 0, openings against commitments; how many entries could be read."""
    frontier: Frontier = ()
    size = 0
    for bundle in bundles_of(checkpoint.size):
        entries = _bundle(files, bundle)
        if entries is None:
            return size
        leaves = [hash_leaf(entry) for entry in entries]
        files.tiles[0, bundle.index] = b"".join(leaves)
        openings = read_openings(files.read, bundle.index, files.findings)
        for seq, body in enumerate(entries, start=bundle.index * WIDTH):
            opening = openings.pop(seq, None)
            entry = read_public_entry(seq, body, opening, files.findings)
            files.add(entry)
            if entry.entry is not None and display is not None:
                display.see(body, opening if entry.values else None, entry.entry)
            if entry.entry is not None and law is not None:
                files.findings += law(entry.entry)
        if any(seq < checkpoint.size for seq in openings):
            files.add_finding("opening-bad", f"A file of openings is of no entry of bundle {bundle.index}.")
        frontier, size = extend(frontier, size, leaves)
        progress(size)
    if root_of(frontier) != checkpoint.root:
        files.add_finding("tree-differs", "The entries do not give the root of the checkpoint.")
    return size


def _bundle(files: AuditedFiles, bundle: Bundle) -> tuple[bytes, ...] | None:
    found = _resource(files, bundle, MOST_BUNDLE_BYTES)
    if found is None:
        return None
    data, width = found
    try:
        return parse_bundle(data, width)[: bundle.width]
    except VerificationError as error:
        files.add_finding("bundle-bad", f"{print_path(bundle)}: {error.what}")
        return None


def _resource(files: AuditedFiles, resource: Tile | Bundle, most: int) -> tuple[bytes, int] | None:
    """The bytes of a tile or bundle, and how wide they are: a partial one may have given way to the full one."""
    data, width = files.read(print_path(resource), most), resource.width
    if data is None and width < WIDTH:
        whole = (
            Tile(level=resource.level, index=resource.index)
            if isinstance(resource, Tile)
            else Bundle(index=resource.index)
        )
        data, width = files.read(print_path(whole), most), WIDTH
    if data is None:
        files.add_finding("file-missing", f"{print_path(resource)} is not there.")
        return None
    return data, width


def _check_tree(files: AuditedFiles, checkpoint: Checkpoint) -> None:
    """Every tile against what the entries give."""
    _build_levels(files, checkpoint.size)
    for tile in tiles_of(checkpoint.size):
        found = _resource(files, tile, WIDTH * HASH_BYTES)
        if found is not None:
            _check_tile(files, tile, *found)


def _build_levels(files: AuditedFiles, size: int) -> None:
    """The tiles above level 0 from those below: after this `files.tiles` holds the whole tree."""
    level, full = 0, size >> HEIGHT
    while full:
        roots = [print_tree(files.tiles[level, index])[-HASH_BYTES:] for index in range(full)]
        level, full = level + 1, full >> HEIGHT
        for start in range(0, len(roots), WIDTH):
            files.tiles[level, start // WIDTH] = b"".join(roots[start : start + WIDTH])


def _check_tile(files: AuditedFiles, tile: Tile, data: bytes, width: int) -> None:
    try:
        hashes = parse_tile(data, width)[: tile.width]
    except VerificationError as error:
        files.add_finding("tile-bad", f"{print_path(tile)}: {error.what}")
        return
    if b"".join(hashes) != files.tiles[tile.level, tile.index]:
        files.add_finding("tile-bad", f"{print_path(tile)} is not what the entries give.")


def _check_list(files: AuditedFiles, manifest: Mapping[str, Json], law: Law | None) -> None:
    """The list committed last, where it is served or the manifest says so: every line in order, and their root."""
    served = manifest.get("listed")
    for seq, epoch in files.epochs[-1:]:
        data = files.read(listed_path(seq), MOST_OPENINGS_BYTES)
        if served is None and data is None:
            message = f"The list that entry {seq} committed to is not served: it was not checked."
            files.add_finding("list-not-served", message, Severity.WARNING)
            continue
        if data is None or served not in (None, seq):
            files.add_finding("list-differs", f"The list of entry {seq} is not there, though the manifest names one.")
            continue
        try:
            lines = parse_list(data)
        except VerificationError as error:
            files.add_finding("list-differs", f"The list of entry {seq}: {error.what}")
            continue
        if (len(lines), root_of_list(lines)) != (epoch.count, epoch.root):
            files.add_finding("list-differs", f"The list of entry {seq} is not the one that was committed.")
        elif law is not None and (committed_on := _day(epoch.effective)) is not None:
            day = _day(manifest.get("published_on")) or committed_on
            files.findings += law.listed([line.identifier for line in lines], day, committed_on)


def _day(told: object) -> date | None:
    """A day in its one form; None for anything else."""
    try:
        day = date.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None
    return day if day is not None and day.isoformat() == told else None


def _check_manifest(files: AuditedFiles, checkpoint: Checkpoint) -> Mapping[str, Json]:
    """What the manifest says: of which day the files are, and which list is served. Empty where there is none."""
    data = files.read(MANIFEST, MOST_SMALL_BYTES)
    try:
        manifest = parse_manifest(data or b"")
    except VerificationError as error:
        files.add_finding("manifest-differs", error.what)
        return {}
    found = (manifest.get("origin"), manifest.get("size"), manifest.get("root"))
    if found != (checkpoint.origin, checkpoint.size, checkpoint.root.hex()):
        files.add_finding("manifest-differs", "The manifest is of another checkpoint.", Severity.WARNING)
    elif manifest.get("redactions") != files.taken_back.redactions:
        files.add_finding("manifest-differs", "The manifest counts other redactions than the log has.")
    if _day(manifest.get("published_on")) is None:
        files.add_finding("manifest-differs", "The manifest names no day of which the openings are.")
    return manifest
