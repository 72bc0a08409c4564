"""What a register serves on a day, and whether an audit that has nothing else says that it may be displayed."""

from collections.abc import Mapping
from datetime import date

from goodstanding.adapters.store.memory import MemoryStore
from goodstanding.ledger.checkpoints import Checkpoint
from goodstanding.ledger.commitments import load_opening
from goodstanding.ledger.entries import Entry, load_envelope
from goodstanding.services.displayed import displayed_openings
from goodstanding.services.ports import Ports
from goodstanding.services.reading import as_of
from goodstanding.services.served_displayed import ServedAsDisplayed
from goodstanding.services.standings import Law


def served_entries(ports: Ports, law: Law, day: date) -> list[Entry]:
    """The entries with what may be served of them on a day; an audit of them finds nothing beyond its time."""
    shown = served(ports, law, day)
    assert beyond(ports, law, day, shown) == []
    return [
        Entry(seq=seq, envelope=load_envelope(body), values=load_opening(shown[seq]) if seq in shown else {})
        for seq, _, body, _ in ports.store.stored(0, ports.store.head().size)
    ]


def served(ports: Ports, law: Law, day: date) -> dict[int, bytes]:
    """By entry, the opening that is served of it."""
    return dict(displayed_openings(ports.store, law, as_of(ports, ports.store, day, None), lambda _: None))


def beyond(ports: Ports, law: Law, day: date, shown: Mapping[int, bytes]) -> list[str]:
    """What an audit finds to be served that may not be displayed on the day, where this is served."""
    display = ServedAsDisplayed(store=MemoryStore(), law=law)
    head = ports.store.head()
    for seq, _, body, _ in ports.store.stored(0, head.size):
        values = load_opening(shown[seq]) if seq in shown else {}
        display.see(body, shown.get(seq), Entry(seq=seq, envelope=load_envelope(body), values=values))
    checkpoint = Checkpoint(origin="register.example.org", size=head.size, root=head.root)
    return [one.message for one in display.findings(checkpoint, day)]
