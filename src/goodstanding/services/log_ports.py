"""What the public log needs of the world beside the register's own ports, as Protocols."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from goodstanding.ledger.notes import VerifierKey
from goodstanding.ledger.writing import Signer

#: The passphrases to try on a key of the log, asked for only where that key needs one.
Passphrases = Callable[[VerifierKey], Iterable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the log was published last, a directory or an address, and the policy whose witnesses were asked."""

    where: str
    policy: bytes = b""


class LogKeys(Protocol):
    """The log's private keys, and what the signer remembers: both outside the database. An HSM can stand here."""

    def create(self, passphrase: str | None) -> bytes:
        """A new Ed25519 key; its public 32 bytes. Without a passphrase only the file's owner protects it."""
        ...

    def signer(self, key: VerifierKey, passphrases: Passphrases) -> Signer:
        """The key, unlocked; AuthorizationError where there is none, or where none of the passphrases opens it."""
        ...

    def is_protected(self, public_key: bytes) -> bool:
        """Whether a key takes a passphrase; not where there is none."""
        ...

    def signed(self, size: int | None = None) -> bytes | None:
        """The last checkpoint that was signed, as it was kept; or the last one that was signed at a size."""
        ...

    def keep(self, size: int, note: bytes) -> None:
        """Remember a signed checkpoint, durable before it is given to anybody; those of other sizes stay."""
        ...

    def handovers(self) -> dict[int, bytes]:
        """By the entry that enrolled the newer key: the checkpoint that the older one signed too."""
        ...

    def keep_handover(self, seq: int, note: bytes) -> None:
        """Remember such a checkpoint."""
        ...

    def place(self) -> Place | None:
        """Where to look before anything is signed."""
        ...

    def keep_place(self, place: Place) -> None:
        """Remember it, durable before a checkpoint is published there."""
        ...

    def exclusively(self) -> AbstractContextManager[None]:
        """One signer at a time: what was remembered does not move while a checkpoint is signed and published."""
        ...


class PublicFiles(Protocol):
    """The directory that is published. A path is made of `/`, lower-case words and digits; a write is whole."""

    def read(self, path: str, most: int) -> bytes | None:
        """The bytes of a file, None where there is none; VerificationError for more than `most` bytes."""
        ...

    def length(self, path: str) -> int | None:
        """How many bytes a file has, None where there is none; it is not read."""
        ...

    def put(self, path: str, data: bytes) -> bool:
        """Write a file that never changes. Whether it was new; ConflictError where other bytes are there."""
        ...

    def replace(self, path: str, data: bytes) -> None:
        """Put bytes in the place of others in one step, durable when it returns."""
        ...

    def remove(self, path: str) -> None:
        """Take a file away, durable when it returns; nothing where there is none."""
        ...

    def names(self, folder: str) -> Iterator[str]:
        """The paths of all files below a folder."""
        ...

    def tidy(self, *folders: str) -> None:
        """Take away what writes that were cut off have left at the top and in these folders, which are written by
        nobody else now: it may hold what must not be served any more.
        """
        ...
