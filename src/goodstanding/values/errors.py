"""The error family: misuse raises; findings about data are values (see `findings`)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

#: What the system means by its refusals.
REFUSALS: Mapping[str, str] = MappingProxyType(
    {
        "EISDIR": "a directory stands where a file is due",
        "ENOTDIR": "a file stands where a directory is due",
        "ELOOP": "its links lead in a circle",
        "ENOENT": "a file or directory is not there",
        "EACCES": "this account has no right to it",
        "EPERM": "this account has no right to it",
        "EROFS": "the disk is mounted for reading only",
        "ENOSPC": "the disk is full",
        "EDQUOT": "the quota is used up",
        "EFBIG": "a file would grow beyond its limit",
        "EMFILE": "too many files are open",
        "EIO": "the disk failed",
        "ENAMETOOLONG": "a name is too long",
    }
)


class GoodstandingError(Exception):
    """What happened, what is accepted, and what to do. Never prints a submitted value (S40)."""

    code: ClassVar[str] = "error"

    def __init__(self, what: str, *, accepted: str = "", to_do: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.accepted = accepted
        self.to_do = to_do

    def __str__(self) -> str:
        parts = [self.what]
        if self.accepted:
            parts.append(f"Accepted: {self.accepted}.")
        if self.to_do:
            parts.append(f"To do: {self.to_do}.")
        return " ".join(parts)


class MisuseError(GoodstandingError):
    """An argument or a call that cannot be carried out as it was given."""

    code = "misuse"


class NotFoundError(GoodstandingError):
    """What was named is not there."""

    code = "not-found"


class ConflictError(GoodstandingError):
    """The same key was used before with another content, or the state has moved on."""

    code = "conflict"


class ImportAbortedError(GoodstandingError):
    """A file was refused as a whole; nothing of it landed."""

    code = "import-aborted"


class SchemaError(GoodstandingError):
    """The data directory does not fit this version of the software."""

    code = "schema"


class VerificationError(GoodstandingError):
    """Bytes that claim to be a part of the ledger are not what they claim."""

    code = "verification"


class ActRefusedError(GoodstandingError):
    """The law of the register does not let this act of a proceeding happen; the article says why."""

    code = "act-refused"


class AuthorizationError(GoodstandingError):
    """The actor may not do this, or the signature is not the actor's."""

    code = "authorization"


class NotScreenedError(GoodstandingError):
    """Nothing was screened, or not to the end: what was to be read could not be."""

    code = "not-screened"
