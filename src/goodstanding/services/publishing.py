"""Publish the log as static files: what may not be shown any more goes first, the checkpoint comes last.

Order: commit (before this), sign, openings, tiles and bundles, manifest, cosignatures, checkpoint. A publication
that stops anywhere leaves the earlier checkpoint in place, and is finished by running it again. Tiles and bundles
never change: same bytes or abort. C2SP tlog-tiles.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from goodstanding.ledger.absence import print_list
from goodstanding.ledger.checkpoints import Checkpoint, parse_checkpoint
from goodstanding.ledger.entries import Kind
from goodstanding.ledger.merkle import HASH_BYTES
from goodstanding.ledger.notes import MOST_NOTE_BYTES, parse_note
from goodstanding.ledger.public_paths import (
    CHECKPOINT,
    HANDOVER,
    LISTED,
    MANIFEST,
    MOST_OPENINGS_BYTES,
    OPENINGS,
    TILES,
    handover_path,
    listed_path,
    openings_path,
    print_manifest,
    print_opening_line,
)
from goodstanding.ledger.tiles import (
    WIDTH,
    Bundle,
    Tile,
    bundles_of,
    parse_path,
    print_bundle,
    print_path,
    print_tile,
    tiles_of,
)
from goodstanding.ledger.writing import Head
from goodstanding.services.absence import CommittedList, ListedAt, committed_lists, is_current, list_again
from goodstanding.services.cosigning import Cosigners
from goodstanding.services.displayed import displayed_openings
from goodstanding.services.elsewhere import Elsewhere
from goodstanding.services.log_ports import LogKeys, Passphrases, Place, PublicFiles
from goodstanding.services.log_signing import sign_head
from goodstanding.services.opening import origin_of
from goodstanding.services.ports import Ports, Progress, Reader
from goodstanding.services.reading import AsOf
from goodstanding.services.standings import Law
from goodstanding.services.whole_tiles import WholeTiles, require_whole
from goodstanding.values.errors import ConflictError, VerificationError


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What was published: the checkpoint, files written anew, openings shown, files taken away."""

    checkpoint: Checkpoint
    written: int
    openings: int
    removed: int


@dataclass(slots=True)
class _Count:
    written: int = 0
    openings: int = 0
    removed: int = 0


def publish(
    ports: Ports,
    keys: LogKeys,
    files: PublicFiles,
    law: Law,
    on: date,
    *,
    passphrases: Passphrases,
    progress: Progress,
    elsewhere: Elsewhere,
    place: Place | None = None,
    cosigners: Cosigners | None = None,
    listed: ListedAt | None = None,
    again: bool = False,
) -> Publication:
    """Bring the published files to the latest committed head, showing what may be displayed on the date.

    Files that an earlier publication wrote are only looked for; with `again` all are read and compared, and what is no
    file of this log is refused. ConflictError, and nothing published, where a file has other bytes, or the database is
    behind a checkpoint that somebody already has. `place` is where these files are, to be remembered; witnesses are
    asked before signing as `elsewhere` says, and cosign as `cosigners` wants.
    """
    count = _Count()
    with keys.exclusively(), ports.store.reading() as reader:
        require_whole(reader)
        published = files.read(CHECKPOINT, MOST_NOTE_BYTES)
        # A place that is silent is made up for by this one, where it holds a checkpoint.
        notes, silent = (*elsewhere.notes, *filter(None, [published])), elsewhere.silent and published is None
        held = replace(elsewhere, notes=notes, silent=silent)
        signed = sign_head(ports, reader, keys, passphrases, held)
        # Before any file is touched: what the witnesses refuse changes nothing that is published.
        note = cosigners.cosign(reader, signed) if cosigners else signed.note
        keys.keep(signed.checkpoint.size, note)
        before = parse_checkpoint(parse_note(published).text).size if published and not again else 0
        head = reader.head()
        _show(reader, files, law, AsOf(effective=on, head=head), progress, count)
        _put_tiles(reader, files, before, head.size, count)
        if again:
            _require_no_others(reader, files, head.size, {handover_path(seq) for seq in keys.handovers()})
        for seq, handover in keys.handovers().items():
            count.written += files.put(handover_path(seq), handover)
        served = _show_list(ports, reader, files, listed, AsOf(effective=on, head=head), count)
        _replace(files, MANIFEST, _manifest(reader, head, on, served), count)
        # Before anybody can read a checkpoint there; not before the place has shown that it can be written to.
        if place is not None and place != keys.place():
            keys.keep_place(place)
        if note != published:
            files.replace(CHECKPOINT, note)
            count.written += 1
        _take_filled(files, head.size, count)
        files.tidy(OPENINGS, LISTED, HANDOVER, TILES)
    return Publication(
        checkpoint=signed.checkpoint, written=count.written, openings=count.openings, removed=count.removed
    )


def _show(reader: Reader, files: PublicFiles, law: Law, at: AsOf, progress: Progress, count: _Count) -> None:
    """Make the files of openings those of what may be displayed; a bundle that shows nothing has none."""
    lines = displayed_openings(reader, law, at, progress)
    kept: set[str] = set()
    for index, group in groupby(lines, key=lambda line: line[0] // WIDTH):
        shown = list(group)
        kept.add(openings_path(index))
        count.openings += len(shown)
        _replace(files, openings_path(index), b"".join(print_opening_line(*line) for line in shown), count)
    for path in [path for path in files.names(OPENINGS) if path not in kept]:
        files.remove(path)
        count.removed += 1


def _put_tiles(reader: Reader, files: PublicFiles, before: int, size: int, count: _Count) -> None:
    """Everything that the checkpoint at `before` did not need yet, all compared; and of the rest what is missing."""
    whole = WholeTiles(reader, size)
    for bundle in bundles_of(size):
        path = print_path(bundle)
        if (bundle.index + 1) * WIDTH > before or not files.length(path):
            count.written += files.put(path, print_bundle(whole.entries(bundle)))
    for tile in tiles_of(size):
        path = print_path(tile)
        if (tile.index + 1) * WIDTH > before >> 8 * tile.level or files.length(path) != tile.width * HASH_BYTES:
            count.written += files.put(path, print_tile(whole.hashes(tile)))


def _require_no_others(reader: Reader, files: PublicFiles, size: int, handovers: set[str]) -> None:
    """ConflictError for a tile, a bundle or a hand-over that this log never had: it may be of a fork."""
    whole = WholeTiles(reader, size)
    others = [path for path in files.names(HANDOVER) if path not in handovers]
    for path in files.names(TILES):
        try:
            found = parse_path(path)
        except VerificationError:
            others.append(path)
            continue
        level = found.level if isinstance(found, Tile) else 0
        if found.index * WIDTH + found.width > size >> 8 * level:
            others.append(path)
        elif isinstance(found, Tile):
            files.put(path, print_tile(whole.hashes(found)))
        else:
            files.put(path, print_bundle(whole.entries(found)))
    if others:
        raise ConflictError(f"{others[0]} is no file of this log.", to_do="find out who wrote it, and move it away")


def _show_list(
    ports: Ports, reader: Reader, files: PublicFiles, listed: ListedAt | None, at: AsOf, count: _Count
) -> int | None:
    """Publish the lines of the last committed list while they are who is listed now. The entry whose list is served."""
    committed = None
    if listed is not None and committed_lists(reader, at.head.size):
        committed = _current_list(ports, reader, listed, at)
    if committed is not None:
        _replace(files, listed_path(committed.seq), print_list(committed.lines), count)
    kept = None if committed is None else listed_path(committed.seq)
    for path in [path for path in files.names(LISTED) if path != kept]:
        files.remove(path)
        count.removed += 1
    return None if committed is None else committed.seq


def _current_list(ports: Ports, reader: Reader, listed: ListedAt, at: AsOf) -> CommittedList | None:
    try:
        committed = list_again(ports, reader, listed, None)
    except VerificationError:
        # Something of a listed organization was erased since: its line is not served either.
        return None
    return committed if is_current(reader, listed, committed, at) else None


def _replace(files: PublicFiles, path: str, data: bytes, count: _Count) -> None:
    if files.read(path, MOST_OPENINGS_BYTES) != data:
        files.replace(path, data)
        count.written += 1


def _manifest(reader: Reader, head: Head, on: date, listed: int | None) -> bytes:
    redactions = sum(1 for _ in reader.entries_of([Kind.REDACTION_CARRIED_OUT], head.size))
    return print_manifest(
        origin=origin_of(reader),
        size=head.size,
        root=head.root,
        published_on=on.isoformat(),
        redactions=redactions,
        listed=listed,
    )


def _take_filled(files: PublicFiles, size: int, count: _Count) -> None:
    """Partial tiles of an index that is full by now may go (tlog-tiles, partial tiles)."""
    for filled in _filled(size):
        for path in list(files.names(f"{print_path(filled)}.p")):
            files.remove(path)
            count.removed += 1


def _filled(size: int) -> Iterator[Tile | Bundle]:
    level, hashes = 0, size
    while hashes >= WIDTH:
        for index in range(hashes // WIDTH):
            yield Tile(level=level, index=index)
            if level == 0:
                yield Bundle(index=index)
        level, hashes = level + 1, hashes >> 8
