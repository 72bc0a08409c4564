"""Whether what is served of a log may be displayed on the day that its manifest names: nothing beyond its time.

A publication can be worked out from what it serves: what decides whether a record shows is served with it. So the
entries, open as far as they are served, are taken for a register, and what that would publish on the day is compared.
What is not served, though it could be, is not looked for: nobody can tell it from what was erased.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from sys import intern

from goodstanding.ledger.canonical import load_json
from goodstanding.ledger.checkpoints import Checkpoint
from goodstanding.ledger.entries import Entry
from goodstanding.ledger.merkle import hash_leaf
from goodstanding.ledger.writing import Head, SealedEntry
from goodstanding.services.displayed import displayed_openings
from goodstanding.services.ports import Store, Writer
from goodstanding.services.reading import AsOf
from goodstanding.services.standings import Law
from goodstanding.values.errors import GoodstandingError, VerificationError
from goodstanding.values.findings import Finding

_AT_ONCE = 2_000
#: What reading a forged entry raises: a category or measure outside the catalogue, a value outside its closed list.
_FORGED = (GoodstandingError, ValueError, LookupError)


@dataclass(slots=True, kw_only=True)
class ServedAsDisplayed:
    """Is told of every entry in order, with what is served of it. `store` is empty, and is gone afterwards."""

    store: Store
    law: Law
    _told: list[SealedEntry] = field(default_factory=list)
    _hidden: set[int] = field(default_factory=set)
    _writing: ExitStack = field(default_factory=ExitStack)
    _writer: Writer | None = None
    _is_forged: bool = False

    def see(self, body: bytes, opening: bytes | None, entry: Entry) -> None:
        """An entry, its bytes, and its opening where it fits."""
        if opening is None:
            self._hidden.add(entry.seq)
        self._told.append(SealedEntry(entry, hash_leaf(body), body, opening or b"[]"))
        if len(self._told) == _AT_ONCE:
            self._write(None)

    def findings(self, checkpoint: Checkpoint, on: date) -> Iterator[Finding]:
        """Every entry of which more is served than may be displayed on the day."""
        head = Head(size=checkpoint.size, root=checkpoint.root, frontier=(), recorded_at="")
        try:
            messages = [
                f"Entry {seq}: more of it is served than may be displayed on {on}." for seq in self._beyond(head, on)
            ]
        except _FORGED:
            messages = ["What may be displayed cannot be worked out: an entry holds what its kind cannot hold."]
        for message in messages:
            yield Finding(code="opening-not-displayed", message=message)

    def _beyond(self, head: Head, on: date) -> list[int]:
        self._write(head)
        if self._writer is None or self._is_forged:
            raise VerificationError("An entry holds what its kind cannot hold.")
        self._writer.erase(self._hidden)
        self._writing.close()
        with self.store.reading() as reader:
            found = displayed_openings(reader, self.law, AsOf(effective=on, head=head), lambda _: None)
            shown = {seq: _names(opening) for seq, opening in found}
            served = ((seq, opening) for seq, _, _, opening in reader.stored(0, head.size) if opening is not None)
            return [seq for seq, opening in served if _names(opening) - shown.get(seq, frozenset())]

    def _write(self, head: Head | None) -> None:
        """Hand on what was told, so that nothing of it but the bytes is held."""
        told, self._told = self._told, []
        if self._is_forged:
            return
        try:
            if self._writer is None:
                self._writer = self._writing.enter_context(self.store.writing())
            self._writer.append(told, head)
        except _FORGED:
            self._is_forged = True


def _names(opening: bytes) -> frozenset[str]:
    groups = load_json(opening)
    triples = groups if isinstance(groups, list) else []
    # Each name is held once, however many entries have it.
    return frozenset(intern(str(one[1])) for one in triples if isinstance(one, list))
