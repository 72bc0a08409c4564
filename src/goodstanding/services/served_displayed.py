"""Whether what is served of a log may be displayed on the day that its manifest names: nothing beyond its time.

A publication can be worked out from what it serves: what decides whether a record shows is served with it. So the
entries, open as far as they are served, are taken for a register, and what that would publish on the day is compared.
What is not served, though it could be, is not looked for: nobody can tell it from what was erased.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from goodstanding.ledger.canonical import load_json
from goodstanding.ledger.checkpoints import Checkpoint
from goodstanding.ledger.entries import Entry
from goodstanding.ledger.merkle import hash_leaf
from goodstanding.ledger.writing import Head, SealedEntry
from goodstanding.services.displayed import displayed_openings
from goodstanding.services.ports import Store
from goodstanding.services.reading import AsOf
from goodstanding.services.standings import Law
from goodstanding.values.errors import GoodstandingError
from goodstanding.values.findings import Finding


@dataclass(slots=True, kw_only=True)
class ServedAsDisplayed:
    """Is told of every entry in order, with what is served of it. `store` is empty, and is gone afterwards."""

    store: Store
    law: Law
    _sealed: list[SealedEntry] = field(default_factory=list)

    def see(self, body: bytes, opening: bytes | None, entry: Entry) -> None:
        """An entry, its bytes, and its opening where it fits."""
        self._sealed.append(SealedEntry(entry, hash_leaf(body), body, opening or b"[]"))

    def findings(self, checkpoint: Checkpoint, on: date) -> Iterator[Finding]:
        """Every entry of which more is served than may be displayed on the day."""
        try:
            shown = self._shown(checkpoint, on)
        except (GoodstandingError, ValueError, LookupError):
            # Forged entries alone: a category or measure, say, outside the catalogue.
            message = "What may be displayed cannot be worked out: an entry holds what its kind cannot hold."
            yield Finding(code="opening-not-displayed", message=message)
            return
        for sealed in self._sealed:
            if set(sealed.entry.values) - shown.get(sealed.entry.seq, set()):
                message = f"Entry {sealed.entry.seq}: more of it is served than may be displayed on {on}."
                yield Finding(code="opening-not-displayed", message=message)

    def _shown(self, checkpoint: Checkpoint, on: date) -> dict[int, set[str]]:
        """By entry, the groups that may be displayed."""
        head = Head(size=checkpoint.size, root=checkpoint.root, frontier=(), recorded_at="")
        with self.store.writing() as writer:
            writer.append(self._sealed, head)
            writer.erase([one.entry.seq for one in self._sealed if not one.entry.values])
        with self.store.reading() as reader:
            found = displayed_openings(reader, self.law, AsOf(effective=on, head=head), lambda _: None)
            return {seq: _names(opening) for seq, opening in found}


def _names(opening: bytes) -> set[str]:
    groups = load_json(opening)
    return {str(one[1]) for one in groups if isinstance(one, list)} if isinstance(groups, list) else set()
