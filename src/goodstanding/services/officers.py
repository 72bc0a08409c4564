"""Officers: pseudonymous accounts that act, apart from the register. No names of people are held."""

import re
from base64 import b64decode
from collections.abc import Mapping

from goodstanding.ledger.commitments import Groups
from goodstanding.ledger.entries import OPERATOR, Entry, Kind
from goodstanding.ledger.notes import Verify
from goodstanding.ledger.payloads import group_of, text
from goodstanding.ledger.writing import Head, NewEntry, Signer, signed_bytes
from goodstanding.services.appending import append_batch
from goodstanding.services.ports import Ports, Reader
from goodstanding.values.errors import AuthorizationError, ConflictError, MisuseError, VerificationError

_OFFICER = re.compile(r"[a-z][a-z0-9-]{1,31}")
SHORTEST_PASSPHRASE = 12


def add_officer(ports: Ports, officer: str, passphrase: str) -> Head:
    """Create the officer's key and enroll its public half."""
    if _OFFICER.fullmatch(officer) is None or officer == OPERATOR:
        raise MisuseError(
            "This is not an officer's id.", accepted="2-32 of a-z, 0-9, -; a function, not a person's name"
        )
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise MisuseError("The passphrase is too short.", accepted=f"at least {SHORTEST_PASSPHRASE} characters")
    with ports.store.writing() as writer:
        if officer in public_keys(writer, writer.head().size):
            raise ConflictError("This officer is enrolled already.", to_do="choose another id")
        public_key = ports.keyring.create_officer(officer, passphrase)
        groups: Groups = {"officer": {"id": officer, "public_key": public_key.hex()}}
        return append_batch(ports, writer, [NewEntry(kind=Kind.OFFICER_ENROLLED, groups=groups)])


def public_keys(reader: Reader, size: int) -> dict[str, bytes]:
    """The enrolled officers' public keys, by id."""
    keys: dict[str, bytes] = {}
    for entry in reader.entries_of([Kind.OFFICER_ENROLLED], size):
        keys |= officer_key(entry)
    return keys


def officer_key(entry: Entry) -> dict[str, bytes]:
    """The officer's id and public key, where an entry enrolls one and is open; VerificationError for no key."""
    if entry.envelope.kind is not Kind.OFFICER_ENROLLED or not entry.values:
        return {}
    group = group_of(entry, "officer")
    try:
        return {text(group, "id"): bytes.fromhex(text(group, "public_key"))}
    except ValueError as error:
        raise VerificationError("An officer's public key is not hexadecimal.") from error


def signer_of(ports: Ports, officer: str, passphrase: str) -> Signer:
    """The unlocked key of an enrolled officer; AuthorizationError otherwise."""
    keys = public_keys(ports.store, ports.store.head().size)
    if officer not in keys:
        raise AuthorizationError("This officer is not enrolled.", to_do="run `goodstanding officer add` first")
    if sum(key == keys[officer] for key in keys.values()) > 1:
        raise AuthorizationError("This officer's key is another's too: one person could act as two.")
    sign = ports.keyring.signer(officer, passphrase)
    if not ports.keyring.verify(keys[officer], sign(b"probe"), b"probe"):
        raise AuthorizationError("The key on file is not the one that was enrolled for this officer.")
    return sign


def is_signed(verify: Verify, entry: Entry, keys: Mapping[str, bytes]) -> bool:
    """Whether an entry by an officer carries that officer's good signature."""
    envelope = entry.envelope
    key = keys.get(envelope.actor)
    try:
        signature = b64decode(envelope.signature, validate=True)
    except ValueError:
        return False
    return key is not None and verify(key, signature, signed_bytes(envelope))
