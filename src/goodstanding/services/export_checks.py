"""Check the archive of a whole file offline: what it proves to somebody who trusts the log's key, and nothing more.

Bytes of anybody come in. It shows that each act stands in the log as it is here, signed by the officer whose key stands
there too; that nothing in the archive was changed or added since an officer signed its index; and that papers,
deliveries and words are those of the acts. It does not show that no act is missing (the published log has as many acts
linked to the file's opening as the file has), nor that the acts were lawful: `log audit --law` asks that of the log.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from goodstanding.ledger.canonical import Json
from goodstanding.ledger.checkpoints import Checkpoint
from goodstanding.ledger.commitments import parse_opening
from goodstanding.ledger.entries import Entry, Kind, parse_envelope
from goodstanding.ledger.notes import KeyType, VerifierKey, Verify, verify_note
from goodstanding.ledger.payloads import group_of, text
from goodstanding.proceedings import acts
from goodstanding.proceedings.digests import procedure_digest, read_canonical
from goodstanding.proceedings.entries import FILE_KINDS, file_number, fold_file
from goodstanding.proceedings.files import CaseFile
from goodstanding.proceedings.papers import Delivery, deliveries_of
from goodstanding.proceedings.plain_forms import from_json
from goodstanding.proceedings.replies import PublishedReply, published_replies
from goodstanding.publication.file_index import (
    INDEX,
    NOTE,
    PAPERS,
    Exported,
    acts_of,
    entry_path,
    listed,
    opening_path,
    read_index,
    signed_text,
)
from goodstanding.services.officers import is_signed, officer_key
from goodstanding.services.proving import VerifiedEntry
from goodstanding.values.errors import VerificationError

#: From the bytes of a proof file to what it proves; raises VerificationError. Holds the trust.
Prove = Callable[[bytes], VerifiedEntry]
_OWN = ("number", "origin", "size", "root", "officer")


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedExport:
    """What an archive has proved: a file below a checkpoint, who signed the index, papers that are in it or missing."""

    exported: Exported
    checkpoint: Checkpoint
    file: CaseFile
    deliveries: tuple[Delivery, ...]
    replies: tuple[PublishedReply, ...]
    papers: frozenset[str]
    missing: frozenset[str]
    documents: int


def verify_export(files: Mapping[str, bytes], prove: Prove, verify: Verify) -> VerifiedExport:
    """What the files of an archive prove; VerificationError at the first thing that does not fit."""
    index = files.get(INDEX, b"")
    body = read_index(index)
    exported = from_json(Exported, {name: body[name] for name in _OWN})
    _require_files(files, body)
    entries, checkpoint = _proved(files, body, prove)
    if (exported.size, exported.root) != (checkpoint.size, checkpoint.root.hex()):
        raise VerificationError("The index names another head of the log than its proofs lead to.")
    if exported.origin != checkpoint.origin:
        raise VerificationError("The index names another log than its proofs lead to.")
    keys = _require_signatures(entries, verify)
    _require_signed_index(files.get(NOTE, b""), signed_text(exported, index), exported.officer, keys, verify)
    of_file = [entry for entry in entries if entry.envelope.kind in FILE_KINDS]
    file = fold_file(of_file)
    if file is None or any(file_number(entry) != exported.number for entry in of_file):
        raise VerificationError("The acts are not those of the file that the index names.")
    _require_words(file)
    if not any(_is_law(entry, file.opened.law) for entry in entries):
        raise VerificationError("The rules that the file runs under are not in the archive.")
    here = _papers(files)
    _require_index_of(body, file, here)
    named = {str(one["digest"]) for one in _objects(body, "papers")}
    return VerifiedExport(
        exported=exported,
        checkpoint=checkpoint,
        file=file,
        deliveries=deliveries_of(file),
        replies=published_replies(file, file.steps[-1].on),
        papers=frozenset(here),
        missing=frozenset(named - set(here)),
        documents=sum(path.startswith("documents/") for path in files),
    )


def _require_files(files: Mapping[str, bytes], body: Mapping[str, Json]) -> None:
    """Every file of the archive but index and note is in the index, with its bytes; and none is there that is not."""
    held = {path: data for path, data in files.items() if path not in (INDEX, NOTE)}
    if body.get("files") != listed(held):
        raise VerificationError("A file of the archive is missing, was added, or is not the one of the index.")


def _proved(files: Mapping[str, bytes], body: Mapping[str, Json], prove: Prove) -> tuple[list[Entry], Checkpoint]:
    """Every entry of the index in order, each proved below one and the same checkpoint."""
    positions = sorted({_position(one) for name in ("acts", "beside") for one in _objects(body, name)})
    entries: list[Entry] = []
    checkpoint: Checkpoint | None = None
    for seq in positions:
        proof = files.get(entry_path(seq))
        if proof is None:
            raise VerificationError("An entry of the index has no proof.")
        found = prove(proof)
        if found.index != seq or checkpoint not in (None, found.checkpoint):
            raise VerificationError("A proof is of another entry or of another checkpoint than the archive's.")
        checkpoint = found.checkpoint
        envelope, opening = parse_envelope(found.entry), files.get(opening_path(seq))
        values = {} if opening is None else parse_opening(opening, envelope.commitments)
        entries.append(Entry(seq=seq, envelope=envelope, values=values))
    if checkpoint is None:
        raise VerificationError("An archive has no entry at all.")
    return entries, checkpoint


def _require_signatures(entries: list[Entry], verify: Verify) -> dict[str, bytes]:
    """Every act is signed by its officer, under a key that was enrolled before it; the keys at the end."""
    keys: dict[str, bytes] = {}
    for entry in entries:
        if entry.envelope.kind in FILE_KINDS and not is_signed(verify, entry, keys):
            raise VerificationError(f"Entry {entry.seq} lacks its officer's good signature.")
        keys |= officer_key(entry)
    return keys


def _require_signed_index(data: bytes, due: str, officer: str, keys: Mapping[str, bytes], verify: Verify) -> None:
    key = keys.get(officer)
    if key is None:
        raise VerificationError("The key of the officer who signed the index is not in the archive.")
    verified = verify_note(data, [VerifierKey(name=officer, type=KeyType.ED25519, public_key=key)], verify)
    if verified.text != due:
        raise VerificationError("The signature under the index is of another index.")


def _require_words(file: CaseFile) -> None:
    """The words of replies are those that the acts name, and none of them is missing; they may be erased."""
    named = {(step.seq, act.words) for step, act in file.all_of(acts.Replied) if act.publish and act.words is not None}
    if sorted(named) != sorted((one.reply, one.commitment) for one in file.words):
        raise VerificationError("The words of a reply are not those that the act names, or are not in the archive.")


def _is_law(entry: Entry, digest: str) -> bool:
    if entry.envelope.kind is not Kind.PROCEDURE_ENROLLED or not entry.values:
        return False
    return procedure_digest(read_canonical(text(group_of(entry, "procedure"), "text"))) == digest


def _papers(files: Mapping[str, bytes]) -> dict[str, str]:
    """The papers that lie in the archive: path by digest, each path named by the digest of its bytes."""
    found = {sha256(data).hexdigest(): path for path, data in files.items() if path.startswith(f"{PAPERS}/")}
    if any(path != f"{PAPERS}/{digest}" for digest, path in found.items()):
        raise VerificationError("A paper is not the one that its name says.")
    return found


def _require_index_of(body: Mapping[str, Json], file: CaseFile, papers: Mapping[str, str]) -> None:
    due = acts_of(file, papers)
    if any(body.get(name) != part for name, part in due.items()):
        raise VerificationError("What the index says of acts, papers or deliveries is not what the acts say.")
    if set(papers) - {str(one["digest"]) for one in _objects(body, "papers")}:
        raise VerificationError("A paper of the archive is named by no act.")


def _objects(body: Mapping[str, Json], name: str) -> list[dict[str, Json]]:
    found = body.get(name)
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise VerificationError("A part of the index is not a list of objects.")
    return [one for one in found if isinstance(one, dict)]


def _position(one: Mapping[str, Json]) -> int:
    seq = one.get("entry")
    if type(seq) is not int or seq < 0:
        raise VerificationError("The index names an entry by something else than its number.")
    return seq
