"""A published log in memory: the signer's keys and the files behind their ports, and a hand that publishes."""

import hashlib
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sample_register import COMPETENCE, FIRST_DAY, ORIGIN, catalogue
from sample_trees import Nodes, verify_ed25519

from goodstanding.adapters.store.memory import MemoryStore
from goodstanding.bootstrap.log import auditor_text
from goodstanding.intake.admission import competence_key
from goodstanding.ledger.canonical import load_json, print_canonical
from goodstanding.ledger.checkpoints import Checkpoint, print_checkpoint
from goodstanding.ledger.entries import Kind, Relation, load_envelope
from goodstanding.ledger.merkle import hash_leaf, reference_root
from goodstanding.ledger.notes import Note, VerifierKey, print_note, sign_text
from goodstanding.ledger.public_paths import print_manifest
from goodstanding.ledger.tiles import WIDTH, bundles_of, hashes_of, print_bundle, print_path, print_tile, tiles_of
from goodstanding.ledger.writing import NewEntry, Signer
from goodstanding.services.audit_trust import Trust
from goodstanding.services.auditing import Audit, audit
from goodstanding.services.elsewhere import Elsewhere
from goodstanding.services.law_checks import LawReplay
from goodstanding.services.log_ports import LogKeys, Passphrases, Place, PublicFiles
from goodstanding.services.log_signing import enrolled_keys
from goodstanding.services.ports import Ports, Progress, Reader
from goodstanding.services.publishing import Publication, publish
from goodstanding.services.reading import AsOf
from goodstanding.services.sealing import seal_part
from goodstanding.services.served_displayed import ServedAsDisplayed
from goodstanding.services.standings import Law
from goodstanding.services.taken_back import NEVER
from goodstanding.values.errors import AuthorizationError, ConflictError, VerificationError

AUDITOR = auditor_text()
#: Where the tests hold no other log: nothing of theirs comes out of a backup unless they bring it back.
ALONE = Elsewhere(not_restored=True)
SHIPPED = {competence_key(COMPETENCE): COMPETENCE}
LAW = Law(catalogue=catalogue(), rulebooks={})


class MemoryFiles:
    """Published files in a dictionary. `left` writes are done, and the next one fails, as a full disk would."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.writes: list[str] = []
        self.left: int | None = None

    def read(self, path: str, most: int) -> bytes | None:
        data = self.files.get(path)
        if data is not None and len(data) > most:
            raise VerificationError("A published file is larger than any such file can be.")
        return data

    def length(self, path: str) -> int | None:
        data = self.files.get(path)
        return None if data is None else len(data)

    def put(self, path: str, data: bytes) -> bool:
        if path in self.files:
            if self.files[path] != data:
                raise ConflictError("A published file that never changes has other bytes.")
            return False
        self.replace(path, data)
        return True

    def replace(self, path: str, data: bytes) -> None:
        self._write(path)
        self.files[path] = data

    def remove(self, path: str) -> None:
        self._write(path)
        self.files.pop(path, None)

    def names(self, folder: str) -> Iterator[str]:
        return iter(sorted(path for path in self.files if path.startswith(f"{folder}/")))

    def tidy(self, *folders: str) -> None:
        """Nothing is begun here that is not whole."""

    def _write(self, path: str) -> None:
        if self.left is not None:
            if self.left == 0:
                raise OSError(28, "No space left on device")
            self.left -= 1
        self.writes.append(path)


class MemoryLogKeys:
    """The log's keys from known seeds, each behind its passphrase, and what the signer remembers."""

    def __init__(self) -> None:
        self.keys: dict[bytes, tuple[str | None, Ed25519PrivateKey]] = {}
        self.kept: bytes | None = None
        self.history: dict[int, bytes] = {}
        self.handed: dict[int, bytes] = {}
        self.published: Place | None = None
        self._lock = threading.Lock()

    def create(self, passphrase: str | None) -> bytes:
        seed = hashlib.sha256(b"log key %d" % len(self.keys)).digest()
        key = Ed25519PrivateKey.from_private_bytes(seed)
        public_key = key.public_key().public_bytes_raw()
        self.keys[public_key] = (passphrase, key)
        return public_key

    def signer(self, key: VerifierKey, passphrases: Passphrases) -> Signer:
        known, private = self.keys.get(key.public_key, (None, None))
        if private is None or (known is not None and known not in passphrases(key)):
            raise AuthorizationError("The passphrase does not open the log's key.")
        return private.sign

    def is_protected(self, public_key: bytes) -> bool:
        return self.keys.get(public_key, (None,))[0] is not None

    def place(self) -> Place | None:
        return self.published

    def keep_place(self, place: Place) -> None:
        self.published = place

    def signed(self, size: int | None = None) -> bytes | None:
        return self.kept if size is None else self.history.get(size)

    def keep(self, size: int, note: bytes) -> None:
        self.kept = self.history[size] = note

    def handovers(self) -> dict[int, bytes]:
        return dict(self.handed)

    def keep_handover(self, seq: int, note: bytes) -> None:
        self.handed[seq] = note

    def exclusively(self) -> AbstractContextManager[None]:
        return self._lock  # type: ignore[return-value]


@dataclass(slots=True, kw_only=True)
class Publishing:
    """Publishes one register, and audits what it published."""

    ports: Ports
    keys: LogKeys = field(default_factory=MemoryLogKeys)
    files: PublicFiles = field(default_factory=MemoryFiles)

    def __call__(self, on: date = FIRST_DAY) -> Publication:
        return publish(
            self.ports,
            self.keys,
            self.files,
            LAW,
            on,
            passphrases=lambda _: [""],
            progress=lambda _: None,
            elsewhere=ALONE,
        )

    def audit(self, trust: Trust | None = None, *, law: bool = True) -> Audit:
        replay = LawReplay(LAW.catalogue, verify_ed25519, SHIPPED) if law else None
        display = ServedAsDisplayed(store=MemoryStore(), law=LAW) if law else None
        return audit(self.files.read, trust or Trust(), verify_ed25519, lambda _: None, replay, display)

    def codes(self, trust: Trust | None = None) -> list[str]:
        """What an audit with the rules finds, but for the key that nobody gave."""
        return [one.code for one in self.audit(trust).findings if one.code != "key-not-given"]


def everything(reader: Reader, law: Law, at: AsOf, progress: Progress) -> Iterator[tuple[int, bytes]]:
    """What an operator serves who does not keep to the law: whatever is open, displayed or not.

    But for what an audit finds at once: rows in question, and parts that a correction replaced.
    """
    replaced: dict[tuple[int, str], int] = {}
    for one in reader.entries_of([Kind.RECORD_CORRECTED], at.head.size):
        replaced |= {(one.envelope.linked(Relation.RECORD), name): one.seq for name in one.envelope.commitments}
    for seq, _, body, opening in reader.stored(0, at.head.size):
        envelope = load_envelope(body)
        if opening is not None and envelope.kind not in NEVER:
            about = dict(envelope.links).get(Relation.RECORD, seq)
            groups: Any = load_json(opening)
            kept = [one for one in groups if replaced.get((about, one[1]), seq) <= seq]
            if kept:
                yield seq, print_canonical(kept)


def reseal(
    publishing: Publishing,
    bodies: list[bytes],
    signer: tuple[VerifierKey, Signer] | None = None,
    origin: str = ORIGIN,
) -> None:
    """What an operator does who holds the key: other entries, with tiles and a signed checkpoint that fit them.

    Or what anybody does, with another key.
    """
    files: dict[str, bytes] = publishing.files.files  # type: ignore[attr-defined]
    for path in [path for path in files if path.startswith("tile/")]:
        del files[path]
    leaves = [hash_leaf(body) for body in bodies]
    nodes = Nodes(leaves)
    for bundle in bundles_of(len(bodies)):
        start = bundle.index * WIDTH
        files[print_path(bundle)] = print_bundle(bodies[start : start + bundle.width])
    for tile in tiles_of(len(bodies)):
        files[print_path(tile)] = print_tile(hashes_of(tile, nodes))
    if signer is None:
        newest = enrolled_keys(publishing.ports.store, publishing.ports.store.head().size)[-1].key
        signer = newest, publishing.keys.signer(newest, lambda _: [""])
    key, sign = signer
    checkpoint = Checkpoint(origin=origin, size=len(bodies), root=reference_root(leaves))
    text = print_checkpoint(checkpoint)
    files["checkpoint"] = print_note(Note(text=text, signatures=(sign_text(text, key, sign),)))
    files["manifest.json"] = print_manifest(
        origin=origin, size=checkpoint.size, root=checkpoint.root, published_on="2024-06-01", redactions=0
    )


def forge(
    publishing: Publishing,
    entries: Sequence[NewEntry],
    signer: tuple[VerifierKey, Signer] | None = None,
) -> None:
    """Publish these further entries of one batch, opened, past the register. Nothing closes it by itself."""
    files: dict[str, bytes] = publishing.files.files  # type: ignore[attr-defined]
    bodies = bodies_of(publishing)
    first = len(bodies)
    assert first + len(entries) <= WIDTH
    for sealed in seal_part(entries, first, first, publishing.ports.randomness):
        bodies.append(sealed.body)
        files["openings/000"] += b"%d %s\n" % (sealed.entry.seq, sealed.opening)
    reseal(publishing, bodies, signer)


def bodies_of(publishing: Publishing) -> list[bytes]:
    """The entries that were published."""
    return [body for _, _, body, _ in publishing.ports.store.stored(0, publishing.ports.store.head().size)]


def single_file(publishing: Publishing, folder: Path, *arguments: object) -> int:
    """The exit code of the single file, run by itself on the same files."""
    for path, data in publishing.files.files.items():  # type: ignore[attr-defined]
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    answer = run_alone(folder, *arguments)
    assert "Traceback" not in answer.stderr
    return answer.returncode


def run_alone(*arguments: object) -> subprocess.CompletedProcess[str]:
    """The single file as a process of its own, without the package."""
    command = [sys.executable, "-I", "-", *map(str, arguments)]
    return subprocess.run(command, input=AUDITOR, capture_output=True, text=True, timeout=300, check=False)
