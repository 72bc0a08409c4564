"""The log's keys in files of the data directory, outside the database, with what the signer remembers.

`log/<key>.pem` (PKCS #8, with or without a passphrase), `log/signed` the last signed checkpoint,
`log/checkpoints/<size>` every one that was signed, as it was last, `log/handover-<entry>`, and `log/published-at` with
`log/asked`, where it was published last and whose witnesses were asked; all readable by their owner only.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from goodstanding.adapters.durable import read_own, replace, sync_folder, write_once
from goodstanding.ledger.checkpoints import parse_checkpoint
from goodstanding.ledger.notes import VerifierKey, parse_note
from goodstanding.ledger.writing import Signer
from goodstanding.services.log_ports import Passphrases, Place
from goodstanding.services.ports import Randomness
from goodstanding.values.errors import AuthorizationError

SEED_BYTES = 32
_HISTORY = "checkpoints"
_RESTORE = "restore the folder log from its backup"
_LOST = "if no copy of the key is left, nothing can hand over to a new one: this log has ended, announce a new origin"
_HANDOVER = re.compile(r"handover-(0|[1-9][0-9]*)")


class FileLogKeys:
    """The keys below one data directory."""

    def __init__(self, directory: Path, randomness: Randomness) -> None:
        self._folder = directory / "log"
        self._randomness = randomness

    def create(self, passphrase: str | None) -> bytes:
        from cryptography.hazmat.primitives import serialization as form
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        key = Ed25519PrivateKey.from_private_bytes(self._randomness.token(SEED_BYTES))
        public_key = key.public_key().public_bytes_raw()
        protection = form.BestAvailableEncryption(passphrase.encode()) if passphrase else form.NoEncryption()
        pem = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, protection)
        self._folder.mkdir(mode=0o700, exist_ok=True)
        write_once(self._path(public_key), pem)
        return public_key

    def signer(self, key: VerifierKey, passphrases: Passphrases) -> Signer:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        pem = read_own(self._path(key.public_key), _RESTORE)
        if pem is None:
            raise AuthorizationError(f"The log's key {key.label} is not here.", to_do=f"{_RESTORE}; {_LOST}")
        opened = _opened(pem, passphrases(key) if b"ENCRYPTED" in pem else [None])
        if opened is None:
            raise AuthorizationError(
                f"The passphrase does not open the log's key {key.label}.",
                to_do="give that key's too: --passphrase-file may stand more than once",
            )
        if not isinstance(opened, Ed25519PrivateKey) or opened.public_key().public_bytes_raw() != key.public_key:
            raise AuthorizationError(f"The file of the log's key {key.label} holds another key.")
        return opened.sign

    def is_protected(self, public_key: bytes) -> bool:
        return b"ENCRYPTED" in (read_own(self._path(public_key), _RESTORE) or b"")

    def signed(self, size: int | None = None) -> bytes | None:
        if size is not None:
            return read_own(self._folder / _HISTORY / str(size), _RESTORE)
        last = read_own(self._folder / "signed", _RESTORE)
        newest = max((int(path.name) for path in self._folder.glob(f"{_HISTORY}/*") if path.name.isdigit()), default=-1)
        kept = None if newest < 0 else self.signed(newest)
        # One of the two may be gone, or come out of an older backup than the other.
        if kept is None or (last not in (None, kept) and parse_checkpoint(parse_note(last or b"").text).size >= newest):
            return last
        return kept

    def keep(self, size: int, note: bytes) -> None:
        history = self._folder / _HISTORY
        if not history.is_dir():
            history.mkdir(mode=0o700)
            sync_folder(self._folder)
        replace(history / str(size), note)
        # Last: this is what keeps a database out of an old backup from forking the log.
        replace(self._folder / "signed", note)

    def handovers(self) -> dict[int, bytes]:
        found = ((_HANDOVER.fullmatch(path.name), path) for path in self._folder.glob("handover-*"))
        kept = {int(match[1]): read_own(path, _RESTORE) for match, path in found if match}
        return {seq: note for seq, note in kept.items() if note is not None}

    def keep_handover(self, seq: int, note: bytes) -> None:
        replace(self._folder / f"handover-{seq}", note)

    def place(self) -> Place | None:
        where = read_own(self._folder / "published-at", _RESTORE)
        policy = read_own(self._folder / "asked", _RESTORE)
        return None if where is None else Place(where=os.fsdecode(where), policy=policy or b"")

    def keep_place(self, place: Place) -> None:
        replace(self._folder / "asked", place.policy)
        replace(self._folder / "published-at", os.fsencode(place.where))

    @contextmanager
    def exclusively(self) -> Iterator[None]:
        import fcntl

        self._folder.mkdir(mode=0o700, exist_ok=True)
        with (self._folder / "lock").open("w") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            yield

    def _path(self, public_key: bytes) -> Path:
        return self._folder / f"{public_key.hex()[:16]}.pem"


def _opened(pem: bytes, passphrases: Iterable[str | None]) -> object:
    """The private key by the first passphrase that opens it; None where none does."""
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    for passphrase in passphrases:
        with suppress(ValueError, TypeError):
            return load_pem_private_key(pem, None if passphrase is None else passphrase.encode())
    return None
