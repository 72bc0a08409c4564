"""The log's keys and its signed heads. Committed first, then signed, then published; never behind what is known.

A restored backup must not fork the log: what the signer remembers, what is published and what a witness has
seen must be the beginning of what the database holds, or nothing is signed (C2SP tlog-checkpoint: a log never
signs two inconsistent checkpoints).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from goodstanding.ledger.checkpoints import Checkpoint, parse_checkpoint, print_checkpoint
from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.log_keys import EnrolledKey, due_keys, print_log_key, read_log_key
from goodstanding.ledger.notes import KeyType, Note, VerifierKey, parse_note, print_note, sign_text, verify_note
from goodstanding.ledger.proofs import root_at
from goodstanding.ledger.writing import Head, NewEntry
from goodstanding.services.appending import append_batch
from goodstanding.services.log_ports import LogKeys, Passphrase
from goodstanding.services.opening import origin_of
from goodstanding.services.ports import Ports, Reader
from goodstanding.services.proving import trees_of
from goodstanding.values.errors import ConflictError, NotFoundError, VerificationError

BEHIND = "find out whether the database was restored from an old backup; restore a newer one, never go on from this one"


#: From the text of a checkpoint to the note that the log's due keys sign.
SignNote = Callable[[str], bytes]
#: (origin, size, sign) before a head of this size is signed: raises where somebody knows the log beyond it.
Ask = Callable[[str, int, SignNote], None]


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


def rotate_key(ports: Ports, keys: LogKeys, old: Passphrase, new: str | None) -> tuple[VerifierKey, SignedHead]:
    """Enroll a new key and hand over to it: the next signed head carries the old key's signature and the new one's.

    The old key must open before anything is written. Run again after a crash, `sign_head` finishes the hand-over.
    """
    with keys.exclusively():
        with ports.store.reading() as reader:
            enrolled = require_keys(reader)
            remembered = keys.signed()
            if remembered:
                require_beginning(ports, reader, enrolled, remembered)
            last = enrolled[-1]
        keys.signer(last.key.public_key, old)
        with ports.store.writing() as writer:
            if require_keys(writer)[-1] != last:
                raise ConflictError("The log's key was rotated meanwhile.")
            key = VerifierKey(name=last.key.name, type=KeyType.ED25519, public_key=keys.create(new))
            links = ((Relation.LOG_KEY, last.seq),)
            append_batch(ports, writer, [NewEntry(kind=Kind.LOG_KEY_ENROLLED, groups=print_log_key(key), links=links)])
        with ports.store.reading() as reader:
            return key, sign_head(ports, reader, keys, lambda: new or "", also={last.key: old})


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
    passphrase: Passphrase,
    *,
    known: Iterable[bytes] = (),
    also: dict[VerifierKey, Passphrase] | None = None,
    ask: Ask | None = None,
) -> SignedHead:
    """Sign the latest committed head, or give it again as it was signed. Call it inside `keys.exclusively()`.

    `known` are signed checkpoints that others hold, the published one among them: the head must begin with each.
    `also` opens older keys at a hand-over by passphrases of their own; `ask` asks the witnesses first.
    """
    remembered, known = keys.signed(), list(known)
    head = reader.head()
    enrolled = enrolled_keys(reader, head.size) if known or remembered else require_keys(reader)
    _remember_ahead(ports, keys, enrolled, known, head.size)
    kept = keys.signed(head.size)
    held = [require_beginning(ports, reader, enrolled, note) for note in (*known, *filter(None, [kept]))]
    if remembered:
        held.append(require_beginning(ports, reader, enrolled, remembered))
    require_keys(reader)
    due = due_keys(enrolled, max((one.size for one in held), default=0))
    if remembered and held[-1].size == head.size and _is_signed_by(remembered, due):
        return SignedHead(checkpoint=held[-1], note=remembered)
    checkpoint = Checkpoint(origin=origin_of(reader), size=head.size, root=head.root)
    opened = [(key, keys.signer(key.public_key, (also or {}).get(key, passphrase))) for key in due]

    def sign(text: str) -> bytes:
        return print_note(Note(text=text, signatures=tuple(sign_text(text, key, one) for key, one in opened)))

    if ask is not None:
        ask(checkpoint.origin, checkpoint.size, sign)
    note = sign(print_checkpoint(checkpoint))
    if len(due) > 1:
        keys.keep_handover(next(one.seq for one in enrolled if one.key == due[-1]), note)
    keys.keep(checkpoint.size, note)
    return SignedHead(checkpoint=checkpoint, note=note)


def _remember_ahead(
    ports: Ports, keys: LogKeys, enrolled: Iterable[EnrolledKey], notes: list[bytes], size: int
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
