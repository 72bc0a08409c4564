"""Group commit: independent submissions of a serving process go into the log together, one transaction for all.

Each submission is accepted or refused alone: one that cannot be written spoils no other. Who may submit, and whether
what is submitted is true, was decided before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from goodstanding.ledger.canonical import Json
from goodstanding.ledger.commitments import Groups
from goodstanding.ledger.entries import Kind
from goodstanding.ledger.projections import SubmissionRow, project
from goodstanding.ledger.writing import Head, NewEntry, SealedEntry, head_after, salt_bytes, seal_each
from goodstanding.services.appending import print_instant
from goodstanding.services.ports import Ports, Writer
from goodstanding.values.errors import ConflictError, GoodstandingError, MisuseError

#: Entries of one group; a larger submission is a batch of its own.
MOST_ENTRIES = 1_024


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What one submitter sends: its own key, the digest of its body, and the entries that it comes to."""

    key: str
    digest: str
    entries: tuple[NewEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Where a submission stands for ever: its first entry, how many they are, and the head after them."""

    start: int
    entries: int
    head: Head


#: What becomes of a submission: its receipt, or why it was refused.
Answer: TypeAlias = Receipt | GoodstandingError


def sequence(ports: Ports, group: Sequence[Submission]) -> list[Answer]:
    """Write a group durably; an answer a submission, in their order.

    The key of an earlier submission with the same digest gives that one's receipt again, with another digest a
    conflict. An error of the store is raised: then nothing was written and nothing is acknowledged.
    """
    with ports.store.writing() as writer:
        found = _Group(ports, writer, group)
        answers = [found.add(submission) for submission in group]
        after = found.close()
        rows = {row.key: row for row in found.rows}
        return [answer if isinstance(answer, GoodstandingError) else _receipt(writer, rows, answer, after)
                for answer in answers]  # fmt: skip


class _Group:
    """The entries of one transaction as they gather: sealed one submission after the other, written at the end."""

    def __init__(self, ports: Ports, writer: Writer, group: Sequence[Submission]) -> None:
        self.rows: list[SubmissionRow] = []
        self._ports, self._writer = ports, writer
        self._before = writer.head()
        self._recorded_at = max(print_instant(ports.clock.now()), self._before.recorded_at)
        self._sealed: list[SealedEntry] = []
        self._known = {row.key: row for row in writer.submissions([self._key(one) for one in group], self._before.size)}

    def add(self, submission: Submission) -> SubmissionRow | GoodstandingError:
        """Seal a submission behind those before it; what cannot be sealed leaves no trace."""
        key, digest = self._key(submission), self._ports.keyring.digest("submitted", submission.digest)
        if (known := self._known.get(key)) is not None:
            if known.digest == digest:
                return known
            return ConflictError("This submission key was used before, with another body.",
                                 to_do="give every submission a key of its own")  # fmt: skip
        if not 0 < len(submission.entries) <= MOST_ENTRIES:
            return MisuseError("A submission is empty or too large.", accepted=f"1 to {MOST_ENTRIES} entries")
        try:
            sealed = self._seal(submission.entries)
            for item in sealed:
                list(project(item.entry))
        except (GoodstandingError, ValueError) as error:
            refused = MisuseError("A submission holds values that its kind of entry does not take.")
            return error if isinstance(error, GoodstandingError) else refused
        row = self._known[key] = SubmissionRow(key, digest, self._size, len(sealed), 0)
        self._sealed += sealed
        self.rows.append(row)
        return row

    def close(self) -> Head:
        """Write what was sealed and its closing entry; nothing where all was refused or known."""
        if not self.rows:
            return self._before
        named: list[Json] = [
            {"key": row.key, "digest": row.digest, "start": row.start, "entries": row.entries} for row in self.rows
        ]
        groups: Groups = {"batch": {"recorded_at": self._recorded_at}, "submissions": named}
        self._sealed += self._seal([NewEntry(kind=Kind.BATCH_CLOSED, groups=groups)])
        # Once for all of them: the root of a log costs more than a leaf.
        head = head_after(self._before, self._sealed, self._recorded_at)
        self._writer.append(self._sealed, head)
        return head

    @property
    def _size(self) -> int:
        return self._before.size + len(self._sealed)

    def _seal(self, entries: Sequence[NewEntry]) -> list[SealedEntry]:
        salts = self._ports.randomness.token(salt_bytes(entries))
        return seal_each(entries, self._size, salts, batch=self._before.size)

    def _key(self, submission: Submission) -> str:
        return self._ports.keyring.digest("submission", submission.key)


def _receipt(writer: Writer, rows: dict[str, SubmissionRow], row: SubmissionRow, after: Head) -> Receipt:
    head = after if row.key in rows else writer.head_at_size(row.seq + 1)
    return Receipt(start=row.start, entries=row.entries, head=head or after)
