"""Audit a published log from its files alone: every tile, bundle, leaf, opening, signature, and the past.

Needs no register. What it cannot show: that a record was never entered, or that two readers were not shown two
logs; against the second, witnesses cosign, and an earlier checkpoint is to be kept. Findings are values; what
makes further checks senseless ends the audit with what was found so far.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from goodstanding.ledger.absence import Epoch, parse_list, root_of_list
from goodstanding.ledger.canonical import Json
from goodstanding.ledger.checkpoints import Checkpoint, parse_checkpoint
from goodstanding.ledger.entries import Entry
from goodstanding.ledger.log_keys import EnrolledKey
from goodstanding.ledger.merkle import HASH_BYTES, Frontier, extend, hash_leaf, root_of
from goodstanding.ledger.notes import MOST_NOTE_BYTES, VerifierKey, Verify, parse_note, verify_note
from goodstanding.ledger.policies import Policy, verify_under
from goodstanding.ledger.proofs import root_at
from goodstanding.ledger.public_paths import (
    CHECKPOINT,
    MANIFEST,
    MOST_BUNDLE_BYTES,
    MOST_OPENINGS_BYTES,
    MOST_SMALL_BYTES,
    handover_path,
    listed_path,
    parse_manifest,
)
from goodstanding.ledger.tile_trees import TileTrees, print_tree
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
from goodstanding.services.ports import Progress
from goodstanding.services.public_entries import PublicEntry, read_openings, read_public_entry
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

    def listed(self, identifiers: Sequence[Identifier], day: date) -> Iterable[Finding]:
        """What whoever stands on the served list of a day lacks."""
        ...


#: (path, most bytes) -> the bytes of a published file, None where there is none.
Read = Callable[[str, int], bytes | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """What an auditor brings along: verifier keys known from elsewhere, an earlier signed checkpoint, and a policy.

    The keys of the policy's logs are known like the others; its witnesses must have cosigned the checkpoint.
    """

    keys: tuple[VerifierKey, ...] = ()
    since: bytes | None = None
    policy: Policy | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """The checkpoint that was audited, how many entries and open ones it covers, and every finding.

    `recorded_at` is the instant of the last batch, as the log gives it; "" where it is not shown. A log that was kept
    back at an old state is known by it alone.
    """

    checkpoint: Checkpoint | None
    entries: int
    opened: int
    findings: tuple[Finding, ...]
    recorded_at: str = ""


@dataclass(slots=True, kw_only=True)
class _Files:
    """The files of one audit: what was found of them, and the tiles that proved good."""

    read: Read
    findings: list[Finding] = field(default_factory=list)
    tiles: dict[tuple[int, int], bytes] = field(default_factory=dict)
    keys: list[EnrolledKey] = field(default_factory=list)
    epochs: list[tuple[int, Epoch]] = field(default_factory=list)
    opened: int = 0
    recorded_at: str = ""

    def tile(self, level: int, number: int, width: int) -> bytes:
        """The first hashes of a tile that was computed."""
        return self.tiles[level, number][: width * HASH_BYTES]

    def add(self, entry: PublicEntry) -> None:
        """What of an entry is looked at again when all have been read."""
        self.opened += bool(entry.values)
        if entry.log_key is not None:
            self.keys.append(entry.log_key)
        if entry.epoch is not None:
            self.epochs.append((entry.seq, entry.epoch))
        batch = entry.values.get("batch")
        if isinstance(batch, dict):
            self.recorded_at = str(batch.get("recorded_at", ""))

    def add_finding(self, code: str, message: str, severity: Severity = Severity.ERROR) -> None:
        self.findings.append(Finding(code=code, message=message, severity=severity))


def audit(read: Read, trust: Trust, verify: Verify, progress: Progress, law: Law | None = None) -> Audit:
    """Check everything that can be checked. `law` is told of every entry in order, and answers with findings."""
    files = _Files(read=read)
    note = read(CHECKPOINT, MOST_NOTE_BYTES)
    checkpoint = _checkpoint(files, note)
    if checkpoint is None or note is None:
        return Audit(checkpoint=None, entries=0, opened=0, findings=tuple(files.findings))
    if law is not None:
        law.begin(checkpoint.origin)
    entries = _check_entries(files, checkpoint, progress, law)
    if law is not None:
        files.findings += law.end()
    if entries == checkpoint.size:
        _check_tree(files, checkpoint)
        _check_signatures(files, checkpoint, note, trust, verify)
        _check_list(files, _check_manifest(files, checkpoint), law)
    return Audit(
        checkpoint=checkpoint,
        entries=entries,
        opened=files.opened,
        findings=tuple(files.findings),
        recorded_at=files.recorded_at,
    )


def _checkpoint(files: _Files, note: bytes | None) -> Checkpoint | None:
    if note is None:
        files.add_finding("file-missing", "There is no checkpoint.")
        return None
    try:
        return parse_checkpoint(parse_note(note).text)
    except VerificationError as error:
        files.add_finding("checkpoint-bad", error.what)
        return None


def _check_entries(
    files: _Files,
    checkpoint: Checkpoint,
    progress: Progress,
    law: Law | None,
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
            entry = read_public_entry(seq, body, openings.pop(seq, None), files.findings)
            files.add(entry)
            if entry.entry is None:
                files.add_finding("entry-unknown", f"Entry {seq}: {entry.problem}")
            elif law is not None:
                files.findings += law(entry.entry)
        if any(seq < checkpoint.size for seq in openings):
            files.add_finding("opening-bad", f"A file of openings is of no entry of bundle {bundle.index}.")
        frontier, size = extend(frontier, size, leaves)
        progress(size)
    if root_of(frontier) != checkpoint.root:
        files.add_finding("tree-differs", "The entries do not give the root of the checkpoint.")
    return size


def _bundle(files: _Files, bundle: Bundle) -> tuple[bytes, ...] | None:
    found = _resource(files, bundle, MOST_BUNDLE_BYTES)
    if found is None:
        return None
    data, width = found
    try:
        return parse_bundle(data, width)[: bundle.width]
    except VerificationError as error:
        files.add_finding("bundle-bad", f"{print_path(bundle)}: {error.what}")
        return None


def _resource(files: _Files, resource: Tile | Bundle, most: int) -> tuple[bytes, int] | None:
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


def _check_tree(files: _Files, checkpoint: Checkpoint) -> None:
    """Every tile against what the entries give."""
    _build_levels(files, checkpoint.size)
    for tile in tiles_of(checkpoint.size):
        found = _resource(files, tile, WIDTH * HASH_BYTES)
        if found is not None:
            _check_tile(files, tile, *found)


def _build_levels(files: _Files, size: int) -> None:
    """The tiles above level 0 from those below: after this `files.tiles` holds the whole tree."""
    level, full = 0, size >> HEIGHT
    while full:
        roots = [print_tree(files.tiles[level, index])[-HASH_BYTES:] for index in range(full)]
        level, full = level + 1, full >> HEIGHT
        for start in range(0, len(roots), WIDTH):
            files.tiles[level, start // WIDTH] = b"".join(roots[start : start + WIDTH])


def _check_tile(files: _Files, tile: Tile, data: bytes, width: int) -> None:
    try:
        hashes = parse_tile(data, width)[: tile.width]
    except VerificationError as error:
        files.add_finding("tile-bad", f"{print_path(tile)}: {error.what}")
        return
    if b"".join(hashes) != files.tiles[tile.level, tile.index]:
        files.add_finding("tile-bad", f"{print_path(tile)} is not what the entries give.")


def _check_signatures(files: _Files, checkpoint: Checkpoint, note: bytes, trust: Trust, verify: Verify) -> None:
    """The checkpoint by the newest key, which is trusted, or was handed over to by one that is."""
    trusted = _trusted(files, checkpoint, trust, verify)
    if not files.keys:
        files.add_finding("key-unknown", "The log enrolls no key of its own.")
        return
    newest = files.keys[-1].key
    try:
        signers = verify_note(note, {*trusted, newest}, verify).signers
        if newest not in signers:
            files.add_finding("checkpoint-unsigned", "The log's newest key did not sign the checkpoint.")
    except VerificationError as error:
        files.add_finding("checkpoint-unsigned", error.what)
    if newest not in trusted:
        files.add_finding("key-unknown", "No key that is trusted leads to the log's newest key.")
    if trust.since is not None:
        _check_since(files, checkpoint, trust.since, trusted, verify)
    if trust.policy is not None:
        under = replace(trust.policy, logs={newest: ""})
        try:
            verify_under(under, note, verify)
        except VerificationError as error:
            files.add_finding("checkpoint-unwitnessed", error.what)


def _trusted(files: _Files, checkpoint: Checkpoint, trust: Trust, verify: Verify) -> set[VerifierKey]:
    """The given keys, and those that they handed over to; without a given key, the log's own first one."""
    trusted = {*trust.keys, *(trust.policy.logs if trust.policy else ())}
    if not trusted:
        message = "No key was given: the log's own word for its first key was taken. Give the key that you know."
        files.add_finding("key-not-given", message, Severity.WARNING)
        trusted = {one.key for one in files.keys[:1]}
    for older, newer in zip(files.keys, files.keys[1:], strict=False):
        if older.key in trusted and newer.key not in trusted:
            problem = _handover_problem(files, checkpoint, older, newer, verify)
            if problem:
                files.add_finding("handover-bad", f"The hand-over to the key of entry {newer.seq}: {problem}")
            else:
                trusted.add(newer.key)
    return trusted


def _handover_problem(
    files: _Files, checkpoint: Checkpoint, older: EnrolledKey, newer: EnrolledKey, verify: Verify
) -> str:
    note = files.read(handover_path(newer.seq), MOST_NOTE_BYTES)
    if note is None:
        return "its checkpoint is not there."
    try:
        found = verify_note(note, (older.key, newer.key), verify)
        handed = parse_checkpoint(found.text)
    except VerificationError as error:
        return error.what
    if len(found.signers) < 2 or handed.size <= newer.seq:
        return "both keys did not sign a checkpoint that covers it."
    return "" if _is_beginning(files, checkpoint, handed) else "its checkpoint is of another log."


def _is_beginning(files: _Files, checkpoint: Checkpoint, earlier: Checkpoint) -> bool:
    """Whether an earlier checkpoint is of this log, which then only grew."""
    if earlier.origin != checkpoint.origin or earlier.size > checkpoint.size:
        return False
    return root_at(earlier.size, TileTrees(checkpoint.size, files.tile).node) == earlier.root


def _check_since(
    files: _Files, checkpoint: Checkpoint, since: bytes, trusted: Iterable[VerifierKey], verify: Verify
) -> None:
    try:
        text = verify_note(since, {*trusted, *(one.key for one in files.keys)}, verify).text
        earlier = parse_checkpoint(text)
    except VerificationError as error:
        files.add_finding("past-differs", f"The earlier checkpoint: {error.what}")
        return
    if not _is_beginning(files, checkpoint, earlier):
        files.add_finding("past-differs", f"The log did not grow from the earlier checkpoint of size {earlier.size}.")


def _check_list(files: _Files, manifest: Mapping[str, Json], law: Law | None) -> None:
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
        elif law is not None:
            files.findings += law.listed([line.identifier for line in lines], _day(manifest, epoch))


def _day(manifest: Mapping[str, Json], epoch: Epoch) -> date:
    """The day of which the files are: of everybody who is listed on it the file is shown."""
    try:
        return date.fromisoformat(str(manifest.get("published_on", epoch.effective)))
    except ValueError:
        return date.max


def _check_manifest(files: _Files, checkpoint: Checkpoint) -> Mapping[str, Json]:
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
    return manifest
