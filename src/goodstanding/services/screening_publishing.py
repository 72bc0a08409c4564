"""Publish the screening list as static files, and read it where no register is.

Rows first, then their manifest, then the note in which the log's key signs it: what a crash leaves behind does not fit
together, and is refused. A reader who knows the log's key checks the note; without a key the manifest alone is checked,
and the answer says so.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256

from goodstanding.ledger.notes import (
    MOST_NOTE_BYTES,
    Note,
    VerifierKey,
    Verify,
    print_note,
    print_verifier_key,
    sign_text,
    verify_note,
)
from goodstanding.publication.screened import ListVersion
from goodstanding.publication.screening_feed import Feed, parse_feed, print_feed
from goodstanding.publication.screening_manifest import (
    CHANGES_FILE,
    LIST_FORMAT,
    MANIFEST_FILE,
    NOTE_FILE,
    ROWS_FILE,
    parse_manifest,
    parse_rows,
    print_list,
)
from goodstanding.publication.screening_rows import SubjectRow
from goodstanding.services.days import day_in
from goodstanding.services.freshness import LIST_DAYS
from goodstanding.services.log_ports import LogKeys, Passphrases, PublicFiles
from goodstanding.services.log_signing import require_keys
from goodstanding.services.ports import Ports
from goodstanding.services.screening_list import ScreeningList, rows_on
from goodstanding.values.errors import VerificationError

MOST_MANIFEST_BYTES = 1 << 20
MOST_ROWS_BYTES = 1 << 30
MOST_CHANGES_BYTES = 1 << 26

#: From a manifest's bytes to the signed note about it.
SignManifest = Callable[[bytes], bytes]
#: Path and most bytes -> the bytes of a published file, None where there is none.
ReadPublic = Callable[[str, int], bytes | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedList:
    """A list as it was read: its version, what of it may be shown `on` a day, by organization, and the changes."""

    version: ListVersion
    on: date
    rows: dict[str, SubjectRow]
    changes: Feed


def publish_list(screened: ScreeningList, changes: Feed, files: PublicFiles, sign: SignManifest | None) -> date:
    """Write the list and the changes. Its last day, counted from the day that it speaks of."""
    refresh_by = screened.version.effective + timedelta(days=LIST_DAYS)
    printed = print_feed(changes)
    manifest, rows = print_list(screened.version, screened.rows.values(), printed, refresh_by)
    note = None if sign is None else sign(manifest)
    files.remove(NOTE_FILE)
    files.replace(ROWS_FILE, rows)
    files.replace(CHANGES_FILE, printed)
    files.replace(MANIFEST_FILE, manifest)
    if note is not None:
        files.replace(NOTE_FILE, note)
    files.tidy()
    return refresh_by


def manifest_signer(ports: Ports, keys: LogKeys, passphrases: Passphrases) -> SignManifest:
    """What signs a manifest by the log's latest key. The text names its own kind: it can be taken for no checkpoint."""

    def sign(manifest: bytes) -> bytes:
        with keys.exclusively(), ports.store.reading() as reader:
            key = require_keys(reader)[-1].key
            text = _note_text(manifest)
            signature = sign_text(text, key, keys.signer(key, passphrases))
        return print_note(Note(text=text, signatures=(signature,)))

    return sign


def read_list(
    read: ReadPublic, asked: date | None, now: datetime, keys: Iterable[VerifierKey], verify: Verify
) -> PublishedList:
    """A published list, with what of it may still be shown on the day asked about, or on the list's present day.

    Where keys are given, one of them must have signed it.
    """
    data = _require(read(MANIFEST_FILE, MOST_MANIFEST_BYTES))
    manifest = parse_manifest(data)
    signer = _signer(read, data, tuple(keys), verify)
    rows = parse_rows(manifest, _require(read(ROWS_FILE, MOST_ROWS_BYTES)))
    on = asked or day_in(now, manifest.version.zones)
    shown = {row.subject.organization: row for row in rows_on(rows, on)}
    changes = _require(read(CHANGES_FILE, MOST_CHANGES_BYTES))
    if sha256(changes).hexdigest() != manifest.changes:
        raise VerificationError("The changes beside this list are not its own.", to_do="fetch the list again")
    return PublishedList(version=replace(manifest.version, key=signer), on=on, rows=shown, changes=parse_feed(changes))


def _signer(read: ReadPublic, manifest: bytes, keys: tuple[VerifierKey, ...], verify: Verify) -> str:
    if not keys:
        return ""
    note = verify_note(_require(read(NOTE_FILE, MOST_NOTE_BYTES)), keys, verify)
    if note.text != _note_text(manifest):
        raise VerificationError("The list was signed with another manifest.", to_do="fetch the list again")
    return print_verifier_key(next(iter(note.signers)))


def _note_text(manifest: bytes) -> str:
    return f"{LIST_FORMAT}\n{sha256(manifest).hexdigest()}\n"


def _require(data: bytes | None) -> bytes:
    if data is None:
        raise VerificationError("The screening list is not there, or not whole.", to_do="fetch it again")
    return data
