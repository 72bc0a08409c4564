"""Signed notes (C2SP signed-note) and timestamped cosignatures (C2SP tlog-cosignature, `cosignature/v1`).

Ed25519 only, and no cryptography here: what signs and what verifies is handed in. What the text of a note
means is the reader's affair; who is to be trusted, too.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256

from goodstanding.ledger.lexical import (
    MOST_SIZE,
    is_plain,
    parse_base64,
    parse_text,
    print_base64,
    require_readable,
)
from goodstanding.ledger.writing import Signer
from goodstanding.values.errors import MisuseError, VerificationError

MOST_NOTE_BYTES = 1_000_000
#: The specification asks for 16 or more.
MOST_SIGNATURES = 100
PUBLIC_KEY_BYTES = 32
SIGNATURE_BYTES = 64

_EM_DASH = "\N{EM DASH} "
_ID_BYTES = 4
_TIME_BYTES = 8

#: (public key, signature, message) -> whether the Ed25519 signature is good. Never raises.
Verify = Callable[[bytes, bytes, bytes], bool]


class KeyType(IntEnum):
    """The signature type identifier: what a key signs, and how."""

    ED25519 = 0x01
    COSIGNATURE_V1 = 0x04


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifierKey:
    """A public key under a name. The same key under another name or type is another key."""

    name: str
    type: KeyType
    public_key: bytes

    def __post_init__(self) -> None:
        if not _is_name(self.name) or len(self.public_key) != PUBLIC_KEY_BYTES:
            raise MisuseError("This is not a verifier key.", accepted="a name without spaces and +, and 32 bytes")

    @property
    def id(self) -> bytes:
        """SHA-256(name || LF || type || public key), the first four bytes."""
        named = self.name.encode("utf-8") + b"\n" + bytes([self.type])
        return sha256(named + self.public_key).digest()[:_ID_BYTES]

    @property
    def label(self) -> str:
        """Name and id, as the key's printed line begins: enough to tell the keys of one log apart."""
        return f"{self.name}+{self.id.hex()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One signature line: whose it says it is, and the bytes after the key's id."""

    name: str
    key_id: bytes
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A text, which ends in a newline, and its signature lines. Nothing is verified by parsing it."""

    text: str
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedNote:
    """A text, and the known keys that signed it: each with its cosignature's time (POSIX), 0 for a plain one."""

    text: str
    signers: Mapping[VerifierKey, int]


def print_verifier_key(key: VerifierKey) -> str:
    """`name+id+base64(type || public key)`, the id in lower-case hexadecimal."""
    return f"{key.name}+{key.id.hex()}+{print_base64(bytes([key.type]) + key.public_key)}"


def parse_verifier_key(text: str) -> VerifierKey:
    """The key of a text exactly as `print_verifier_key` gives it, its id checked."""
    name, _, rest = text.partition("+")
    data = parse_base64(rest.partition("+")[2])
    try:
        key = VerifierKey(name=name, type=KeyType(data[0] if data else 0), public_key=data[1:])
    except (ValueError, MisuseError) as error:
        raise VerificationError("This is not a verifier key of a known type.") from error
    if print_verifier_key(key) != text:
        raise VerificationError("A verifier key does not have the id that it claims.")
    return key


def sign_text(text: str, key: VerifierKey, sign: Signer) -> Signature:
    """The plain Ed25519 signature of a note's text."""
    return _signature(text, key, sign, KeyType.ED25519, 0)


def cosign_text(text: str, key: VerifierKey, sign: Signer, at: int) -> Signature:
    """The `cosignature/v1` of a checkpoint's text at a POSIX time. Whether to give one is the witness's affair."""
    if not 0 <= at <= MOST_SIZE:
        raise MisuseError("This is not a time to sign at.", accepted="seconds since 1970 below 2^63")
    return _signature(text, key, sign, KeyType.COSIGNATURE_V1, at)


def print_note(note: Note) -> bytes:
    """Text, blank line, signature lines: em dash, space, name, space, base64(id || signature), LF."""
    lines = [f"{_EM_DASH}{one.name} {print_base64(one.key_id + one.body)}\n" for one in note.signatures]
    return require_readable(note, f"{note.text}\n{''.join(lines)}", parse_note)


def parse_note(data: bytes) -> Note:
    """The note of these bytes; the last blank line parts text and signatures."""
    text, blank, lines = parse_text(data, MOST_NOTE_BYTES).rpartition("\n\n")
    if not blank or not lines.endswith("\n"):
        raise VerificationError("A note has no signature lines, or the last one does not end.")
    signatures = lines[:-1].split("\n")
    if len(signatures) > MOST_SIGNATURES:
        raise VerificationError(f"A note has more than {MOST_SIGNATURES} signatures.")
    return Note(text=text + "\n", signatures=tuple(map(_parse_line, signatures)))


def verify_note(data: bytes, keys: Iterable[VerifierKey], verify: Verify) -> VerifiedNote:
    """The text of a note that at least one of these keys signed; VerificationError otherwise.

    Lines of unknown keys are ignored. Every line of a known key must be good, or the note is rejected; a key
    that signed twice counts once, with its later time.
    """
    note = parse_note(data)
    known = _by_id(keys)
    signers: dict[VerifierKey, int] = {}
    for signature in note.signatures:
        key = known.get((signature.name, signature.key_id))
        if key is not None:
            signers[key] = max(signers.get(key, 0), _verified(key, signature.body, note.text, verify))
    if not signers:
        raise VerificationError("No known key signed this note.")
    return VerifiedNote(text=note.text, signers=signers)


def _signature(text: str, key: VerifierKey, sign: Signer, due: KeyType, at: int) -> Signature:
    if key.type is not due or not text.endswith("\n") or not is_plain(text):
        raise MisuseError("This key cannot sign this text.", accepted="the key's own kind, lines that end in LF")
    time = at.to_bytes(_TIME_BYTES, "big") if due is KeyType.COSIGNATURE_V1 else b""
    return Signature(name=key.name, key_id=key.id, body=time + sign(_message(text, due, at)))


def _message(text: str, type_: KeyType, at: int) -> bytes:
    """What is signed: the text, in a cosignature after its header and time."""
    header = f"cosignature/v1\ntime {at}\n" if type_ is KeyType.COSIGNATURE_V1 else ""
    return (header + text).encode("utf-8")


def _parse_line(line: str) -> Signature:
    name, _, encoded = line.removeprefix(_EM_DASH).partition(" ")
    if not line.startswith(_EM_DASH) or not _is_name(name):
        raise VerificationError("A line of a note is not a signature line.")
    data = parse_base64(encoded)
    if len(data) <= _ID_BYTES:
        raise VerificationError("A signature line has no signature.")
    return Signature(name=name, key_id=data[:_ID_BYTES], body=data[_ID_BYTES:])


def _is_name(name: str) -> bool:
    return bool(name) and is_plain(name) and not any(one.isspace() or one == "+" for one in name)


def _by_id(keys: Iterable[VerifierKey]) -> dict[tuple[str, bytes], VerifierKey]:
    known: dict[tuple[str, bytes], VerifierKey] = {}
    for key in keys:
        if known.setdefault((key.name, key.id), key) != key:
            raise MisuseError("Two known keys have one name and one id.", to_do="trust one of them")
    return known


def _verified(key: VerifierKey, body: bytes, text: str, verify: Verify) -> int:
    """The time of a good signature by `key`, 0 for a plain one."""
    timed = _TIME_BYTES if key.type is KeyType.COSIGNATURE_V1 else 0
    at = int.from_bytes(body[:timed], "big")
    good = len(body) == timed + SIGNATURE_BYTES and at <= MOST_SIZE
    if not good or not verify(key.public_key, body[timed:], _message(text, key.type, at)):
        raise VerificationError("A known key's signature of this note is bad.")
    return at
