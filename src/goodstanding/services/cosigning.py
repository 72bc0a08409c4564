"""Ask witnesses for cosignatures of a signed head, as many as a policy wants (C2SP tlog-witness, tlog-policy).

Before anything is signed, each is asked what it knows, by the checkpoint of the empty tree: that one is true of
every log at every time, and a witness that knows more answers with its size. A witness that does not answer, or
not well, is passed over; whether those that did are enough is the policy's.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from goodstanding.ledger.checkpoints import Checkpoint, print_checkpoint
from goodstanding.ledger.lexical import parse_decimal
from goodstanding.ledger.merkle import EMPTY_ROOT
from goodstanding.ledger.notes import Note, Signature, VerifierKey, Verify, parse_note, print_note, verify_note
from goodstanding.ledger.policies import Policy, verify_under
from goodstanding.ledger.proof_files import print_consistency
from goodstanding.services.elsewhere import BEHIND, SignNote
from goodstanding.services.log_signing import SignedHead
from goodstanding.services.ports import Reader
from goodstanding.services.proving import trees_of
from goodstanding.values.errors import ConflictError, VerificationError

#: (address of a witness, body of the request) -> status and body of its answer; None where it gives none.
Post = Callable[[str, bytes], tuple[int, bytes] | None]

_AGREED, _CONFLICT = 200, 409


@dataclass(slots=True, kw_only=True)
class Cosigners:
    """The witnesses of a policy that have an address, and how far each of them knows the log."""

    policy: Policy
    post: Post
    verify: Verify
    sizes: dict[str, int] = field(default_factory=dict)

    def require_not_ahead(self, origin: str, size: int, sign: SignNote) -> int | None:
        """Ask every witness for the size that it knows; ConflictError where one knows more than the database has.

        The largest of them, None where fewer answer than the policy wants: it is nobody's word that nobody answers.
        """
        note = sign(print_checkpoint(Checkpoint(origin=origin, size=0, root=EMPTY_ROOT)))
        for name, address in self._addresses().items():
            known = _known(self.post(address, print_consistency(0, (), note.decode("utf-8"))))
            if known is not None:
                self.sizes[name] = known
                _require_not_beyond(known, size)
        answered = {self.policy.witnesses[name] for name in self.sizes}
        return max(self.sizes.values()) if answered and self.policy.is_met(answered) else None

    def cosign(self, reader: Reader, signed: SignedHead) -> bytes:
        """The note with the cosignatures that came; ConflictError where they are not those that the policy wants."""
        if self._is_enough(signed.note):
            return signed.note
        note = parse_note(signed.note)
        given = [line for name in self._addresses() for line in self._cosignatures(reader, name, signed)]
        names = {(line.name, line.key_id) for line in given}
        kept = [line for line in note.signatures if (line.name, line.key_id) not in names]
        cosigned = print_note(Note(text=note.text, signatures=(*kept, *given)))
        if not self._is_enough(cosigned):
            raise ConflictError(
                "The witnesses of the policy did not cosign this head: it is not published.",
                to_do="run it again when they answer; a witness that refuses may have seen another log",
            )
        return cosigned

    def _cosignatures(self, reader: Reader, name: str, signed: SignedHead) -> list[Signature]:
        """The witness's good lines; asked again where it knows another size than was thought."""
        address, checkpoint = self.policy.addresses[name], signed.checkpoint
        for _ in range(3):
            old = self.sizes.get(name, 0)
            hashes = trees_of(reader, checkpoint.size).consistency(old) if old else ()
            answer = self.post(address, print_consistency(old, hashes, signed.note.decode("utf-8")))
            known = _known(answer)
            if answer is None or known is None:
                return []
            _require_not_beyond(known, checkpoint.size)
            if answer[0] == _AGREED:
                return self._good_lines(signed.note, answer[1], self.policy.witnesses[name])
            self.sizes[name] = known
        return []

    def _addresses(self) -> dict[str, str]:
        return {name: address for name, address in self.policy.addresses.items() if address}

    def _good_lines(self, note: bytes, lines: bytes, key: VerifierKey) -> list[Signature]:
        try:
            verify_note(note + lines, (key,), self.verify)
            return [
                line for line in parse_note(note + lines).signatures if (line.name, line.key_id) == (key.name, key.id)
            ]
        except VerificationError:
            return []

    def _is_enough(self, note: bytes) -> bool:
        try:
            verify_under(self.policy, note, self.verify)
        except VerificationError:
            return False
        return True


def _require_not_beyond(known: int | None, size: int) -> None:
    if known is not None and known > size:
        raise ConflictError(f"A witness knows the log at size {known}: ahead of the database.", to_do=BEHIND)


def _known(answer: tuple[int, bytes] | None) -> int | None:
    """The size that a witness knows by its answer: 0 where it agreed to the empty tree, None where it says nothing."""
    if answer is None or answer[0] not in (_AGREED, _CONFLICT):
        return None
    if answer[0] == _AGREED:
        return 0
    try:
        return parse_decimal(answer[1].decode("ascii", "replace").removesuffix("\n"))
    except VerificationError:
        return None
