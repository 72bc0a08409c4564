"""S27: words beside a listing are those that their reply names, by whoever replied, once, and because it chose so.

Whom they are of, by whom and how often stands in clear; what the reply names, where the reply is shown. What is erased
keeps its commitment, and is still known to be the reply's.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.proceedings import acts
from goodstanding.proceedings.entries import file_number, read_step
from goodstanding.proceedings.replies import GROUP
from goodstanding.values.findings import Finding

_Act = tuple[Entry, acts.Replied | None]


@dataclass(slots=True)
class WordsAreOfTheirReply:
    """The acts of the batch that is open, with the reply that one is: it and its words come in one batch."""

    context: object
    waiting: dict[int, _Act] = field(default_factory=dict)

    def see(self, entry: Entry) -> Iterator[Finding]:
        """Words of no reply, or of one that has some; by another officer; others than it names; or missing ones."""
        match entry.envelope.kind:
            case Kind.PROCEEDING_ACT:
                self.waiting[entry.seq] = (entry, _reply(entry))
            case Kind.REPLY_WORDS:
                # Whatever comes for the same reply later finds it gone.
                yield from self._see_words(entry, self.waiting.pop(entry.envelope.linked(Relation.REPLY), None))
            case Kind.BATCH_CLOSED:
                for one, act in self.waiting.values():
                    if act is not None and act.words is not None:
                        yield _finding(one, "it names words that no entry beside it holds.")
                self.waiting.clear()

    def _see_words(self, entry: Entry, found: _Act | None) -> Iterator[Finding]:
        if found is None:
            yield _finding(entry, "it holds words of no reply of its batch, or of one that has words.")
            return
        reply, act = found
        if (reply.envelope.actor, file_number(reply)) != (entry.envelope.actor, file_number(entry)):
            yield _finding(entry, "it holds words by another officer than the reply, or of another file.")
        elif reply.values or entry.values:
            if act is None or act.words != entry.envelope.commitments.get(GROUP):
                yield _finding(entry, "its words are not those that its reply names, or the reply is not shown.")
            elif not act.publish:
                yield _finding(entry, "it holds words of a reply whose publication was not chosen.")


def _reply(entry: Entry) -> acts.Replied | None:
    """The reply of an entry, where it is one and is shown."""
    step = read_step(entry)
    return step.act if step is not None and isinstance(step.act, acts.Replied) else None


def _finding(entry: Entry, message: str) -> Finding:
    return Finding(code="law-reply", message=f"Entry {entry.seq}: {message}")
