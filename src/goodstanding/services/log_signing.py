"""The log's keys and its signed heads. Committed first, then signed, then published; never behind what is known.

A restored backup must not fork the log: what the signer remembers, what is published and what a witness has
seen must be the beginning of what the database holds, or nothing is signed (C2SP tlog-checkpoint: a log never
signs two inconsistent checkpoints).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from goodstanding.ledger.checkpoints import Checkpoint, parse_checkpoint, print_checkpoint
from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.log_keys import EnrolledKey, due_keys, print_log_key, read_log_key
from goodstanding.ledger.notes import KeyType, Note, VerifierKey, parse_note, print_note, sign_text, verify_note
from goodstanding.ledger.proofs import root_at
from goodstanding.ledger.writing import Head, NewEntry, Signer
from goodstanding.services.appending import append_batch
from goodstanding.services.elsewhere import BEHIND, Elsewhere, SignNote
from goodstanding.services.log_ports import LogKeys, Passphrases
from goodstanding.services.opening import origin_of
from goodstanding.services.ports import Ports, Reader
from goodstanding.services.proving import trees_of
from goodstanding.values.errors import ConflictError, NotFoundError, VerificationError


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedHead:
    """A checkpoint of the log, and the signed note that says so."""

    checkpoint: Checkpoint
    note: bytes


def enroll_first_key(ports: Ports, keys: LogKeys, passphrase: str | None) -> tuple[VerifierKey, Head]:
    """Create the log's first key and enroll its public half; a log that has one rotates it instead."""
    with ports.store.writing() as writer:
        if enrolled_keys(writer, writer.head().size):
            raise ConflictError("The log has a key already.", to_do="run `goodstanding log keys rotate`")
        remembered = keys.signed()
        if remembered is not None:
            size = parse_checkpoint(parse_note(remembered).text).size
            raise ConflictError(
                f"The signer remembers a checkpoint of size {size} by a key that the database does not know: "
                "it is ahead of the database.",
                to_do=f"restore the newer database; {BEHIND}",
            )
        key = VerifierKey(name=origin_of(writer), type=KeyType.ED25519, public_key=keys.create(passphrase))
        entry = NewEntry(kind=Kind.LOG_KEY_ENROLLED, groups=print_log_key(key))
        return key, append_batch(ports, writer, [entry])


def rotate_key(
    ports: Ports, keys: LogKeys, passphrases: Passphrases, new: str | None, elsewhere: Elsewhere
) -> tuple[VerifierKey, SignedHead]:
    """Enroll a new key and hand over to it: the next signed head carries the old key's signature and the new one's.

    Every key that is to sign must open, and everybody who holds the log be behind the database, before anything is
    written. After a crash `sign_head` finishes the hand-over.
    """
    with keys.exclusively():
        with ports.store.reading() as reader:
            last = require_keys(reader)[-1]
            held = _require_beginnings(ports, reader, keys, elsewhere)
            due = due_keys(require_keys(reader), held)
            sign = _sign_by([(key, keys.signer(key, passphrases)) for key in due])
            elsewhere.require_heard(last.key.name, reader.head().size, held, sign)
        with ports.store.writing() as writer:
            if require_keys(writer)[-1] != last:
                raise ConflictError("The log's key was rotated meanwhile.")
            key = VerifierKey(name=last.key.name, type=KeyType.ED25519, public_key=keys.create(new))
            links = ((Relation.LOG_KEY, last.seq),)
            append_batch(ports, writer, [NewEntry(kind=Kind.LOG_KEY_ENROLLED, groups=print_log_key(key), links=links)])
        heard = replace(elsewhere, ask=None, not_restored=True)
        with ports.store.reading() as reader:
            return key, sign_head(
                ports, reader, keys, lambda one: [new or ""] if one == key else passphrases(one), heard
            )


def enrolled_keys(reader: Reader, size: int) -> tuple[EnrolledKey, ...]:
    """The log's keys in the order of their enrolment."""
    found = map(read_log_key, reader.entries_of([Kind.LOG_KEY_ENROLLED], size))
    return tuple(one for one in found if one is not None)


def require_keys(reader: Reader) -> tuple[EnrolledKey, ...]:
    """The log's keys, at least one; NotFoundError otherwise."""
    enrolled = enrolled_keys(reader, reader.head().size)
    if not enrolled:
        raise NotFoundError("The log has no key yet.", to_do="run `goodstanding log keys new`")
    return enrolled


def sign_head(
    ports: Ports,
    reader: Reader,
    keys: LogKeys,
    passphrases: Passphrases,
    elsewhere: Elsewhere,
) -> SignedHead:
    """Sign the latest committed head, or give it again as it was signed. Call it inside `keys.exclusively()`.

    The head must begin with every checkpoint that is held elsewhere, and the witnesses there are asked first.
    """
    held = _require_beginnings(ports, reader, keys, elsewhere)
    head, due = reader.head(), due_keys(require_keys(reader), held)
    remembered = keys.signed()
    if remembered and _checkpoint_of(remembered).size == head.size and _is_signed_by(remembered, due):
        return SignedHead(checkpoint=_checkpoint_of(remembered), note=remembered)
    checkpoint = Checkpoint(origin=origin_of(reader), size=head.size, root=head.root)
    sign = _sign_by([(key, keys.signer(key, passphrases)) for key in due])
    elsewhere.require_heard(checkpoint.origin, checkpoint.size, held, sign)
    note = sign(print_checkpoint(checkpoint))
    if len(due) > 1:
        keys.keep_handover(next(one.seq for one in require_keys(reader) if one.key == due[-1]), note)
    keys.keep(checkpoint.size, note)
    return SignedHead(checkpoint=checkpoint, note=note)


def _require_beginnings(ports: Ports, reader: Reader, keys: LogKeys, elsewhere: Elsewhere) -> int:
    """The database must have grown from each checkpoint that is held elsewhere or was signed here. The largest size."""
    size, remembered = reader.head().size, keys.signed()
    enrolled = enrolled_keys(reader, size)
    _remember_ahead(ports, keys, enrolled, elsewhere.notes, size)
    notes = (*elsewhere.notes, *filter(None, (keys.signed(size), remembered)))
    held = [require_beginning(ports, reader, enrolled, note) for note in notes]
    require_keys(reader)
    elsewhere.require_named()
    return max((one.size for one in held), default=0)


def _sign_by(opened: Sequence[tuple[VerifierKey, Signer]]) -> SignNote:
    return lambda text: print_note(Note(text=text, signatures=tuple(sign_text(text, *one) for one in opened)))


def _checkpoint_of(note: bytes) -> Checkpoint:
    return parse_checkpoint(parse_note(note).text)


def _remember_ahead(
    ports: Ports, keys: LogKeys, enrolled: Iterable[EnrolledKey], notes: Iterable[bytes], size: int
) -> None:
    """What this log signed beyond its database is kept, so that nothing signs behind it that is not shown it again."""
    verifiers = [one.key for one in enrolled]
    for note in notes:
        if any(_is_signed_by(note, [key]) for key in verifiers):
            ahead = parse_checkpoint(verify_note(note, verifiers, ports.keyring.verify).text).size
            if ahead > size and keys.signed(ahead) is None:
                keys.keep(ahead, note)


def require_beginning(ports: Ports, reader: Reader, enrolled: Iterable[EnrolledKey], note: bytes) -> Checkpoint:
    """The checkpoint of a note that this log signed, which the database must have grown from; ConflictError if not."""
    enrolled = list(enrolled)
    _require_known_signer(reader, enrolled, note)
    text = verify_note(note, [one.key for one in enrolled], ports.keyring.verify).text
    checkpoint, head = parse_checkpoint(text), reader.head()
    if checkpoint.origin != origin_of(reader):
        raise VerificationError("A signed checkpoint is of another log.")
    if checkpoint.size > head.size:
        raise ConflictError(f"A signed checkpoint of size {checkpoint.size} is ahead of the database.", to_do=BEHIND)
    if root_at(checkpoint.size, trees_of(reader, head.size).node) != checkpoint.root:
        raise ConflictError(
            f"The database does not begin with the signed checkpoint of size {checkpoint.size}.", to_do=BEHIND
        )
    return checkpoint


def _require_known_signer(reader: Reader, enrolled: Iterable[EnrolledKey], note: bytes) -> None:
    """A checkpoint of this log by none of its keys: by one that was enrolled in a database that is not this one."""
    parsed = parse_note(note)
    checkpoint = parse_checkpoint(parsed.text)
    if checkpoint.origin != origin_of(reader) or any(_is_signed_by(note, [one.key]) for one in enrolled):
        return
    to_do = f"restore the newer database and the folder log; {BEHIND}"
    if checkpoint.size > reader.head().size:
        raise ConflictError(
            f"A checkpoint of size {checkpoint.size}, by a key that the database does not know, "
            "is ahead of the database.",
            to_do=to_do,
        )
    raise VerificationError("A checkpoint is signed by no known key of this database.", to_do=to_do)


def _is_signed_by(note: bytes, due: Iterable[VerifierKey]) -> bool:
    names = {(one.name, one.key_id) for one in parse_note(note).signatures}
    return all((key.name, key.id) in names for key in due)
