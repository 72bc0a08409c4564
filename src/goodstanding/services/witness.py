"""A witness: it cosigns a log's checkpoint only where the log grew from the last one that it cosigned.

One row a log, persisted before the answer; request after request. It knows nothing of what entries mean.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from goodstanding.ledger.checkpoints import Checkpoint, parse_checkpoint
from goodstanding.ledger.notes import Note, VerifierKey, Verify, cosign_text, parse_note, print_note
from goodstanding.ledger.witnessing import WitnessAnswer, judge_request, parse_request
from goodstanding.ledger.writing import Signer
from goodstanding.services.ports import Clock
from goodstanding.values.errors import VerificationError


class WitnessStates(Protocol):
    """What a witness remembers: of every log the last checkpoint that it cosigned."""

    def latest(self, origin: str) -> bytes | None:
        """The note of that checkpoint."""
        ...

    def keep(self, origin: str, note: bytes) -> None:
        """Put it in the place of the one before, durable when this returns."""
        ...

    def exclusively(self) -> AbstractContextManager[None]:
        """One request at a time, over all processes: comparing and keeping are one step."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A witness's key, the logs that it knows by their origin, and what it is given to work with."""

    key: VerifierKey
    sign: Signer
    logs: Mapping[str, tuple[VerifierKey, ...]]
    states: WitnessStates
    clock: Clock
    verify: Verify

    def add_checkpoint(self, body: bytes) -> WitnessAnswer:
        """Cosign, or refuse as C2SP tlog-witness says. Any bytes may come."""
        try:
            request = parse_request(body)
        except VerificationError:
            return WitnessAnswer(status=400)
        with self.states.exclusively():
            found = judge_request(request, self.logs, self._latest, self.verify)
            if isinstance(found, WitnessAnswer):
                return found
            text = parse_note(request.note).text
            self.states.keep(found.origin, request.note)
            signature = cosign_text(text, self.key, self.sign, int(self.clock.now().timestamp()))
        cosigned = print_note(Note(text=text, signatures=(signature,)))
        return WitnessAnswer(status=200, body=cosigned.removeprefix(f"{text}\n".encode()))

    def _latest(self, origin: str) -> Checkpoint | None:
        note = self.states.latest(origin)
        return None if note is None else parse_checkpoint(parse_note(note).text)
