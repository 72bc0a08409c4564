"""What is ordered to be forgotten goes: from the store, from what is made of it, and into the journal outside of it.

Whoever opens a register takes up an erasure that was cut off, and erases again what the journal says was erased.
"""

from collections.abc import Iterable

from goodstanding.ledger.entries import Kind
from goodstanding.ledger.redactions import REDACTION_KINDS, Order, orders_of
from goodstanding.services.ports import Erasure, Ports, Reader


def orders(reader: Reader) -> dict[int, Order]:
    """Every redaction so far, by its request."""
    return orders_of(reader.entries_of(REDACTION_KINDS, reader.head().size))


def take_up_erasures(ports: Ports) -> int:
    """Before a register answers: finish an erasure that was cut off, and erase again what a journal says. How many.

    An erasure that another process is at is left to it.
    """
    if ports.journal.is_cut_off() or _lacking(ports):
        with ports.journal.erasing():
            settle_journal(ports)
            clean(ports)
    return replay_journal(ports)


def settle_journal(ports: Ports) -> None:
    """Write into the journal every redaction of the log that it lacks: after a crash, or where it was lost."""
    for order, anchor in _lacking(ports):
        positions = tuple((position, _leaf(ports.store, position)) for position in order.positions)
        ports.journal.add(Erasure(anchor=anchor, positions=positions))


def replay_journal(ports: Ports) -> int:
    """Erase again what the journal says was erased: a database from before must not serve it. How many openings.

    A database that holds the entry an erasure is anchored in knows of that erasure, and of no other. An index at which
    another entry stands now is left alone. Nothing is remembered of a replay: the next database may be older still.
    """
    erasures = [erasure for erasure in ports.journal.read() if erasure.positions]
    if not erasures:
        return 0
    with ports.store.reading() as reader:
        if not _still_open(reader, erasures):
            return 0
    with ports.journal.erasing():
        with ports.store.writing() as writer:
            count = writer.erase(_still_open(writer, erasures))
        clean(ports)
    return count


def _still_open(reader: Reader, erasures: Iterable[Erasure]) -> set[int]:
    unknown = (erasure for erasure in erasures if not _stands(reader, *erasure.anchor))
    return {place[0] for erasure in unknown for place in erasure.positions if _is_open(reader, *place)}


def _is_open(reader: Reader, position: int, leaf: bytes) -> bool:
    return any(row[1] == leaf and row[3] is not None for row in reader.stored(position, position + 1))


def _lacking(ports: Ports) -> list[tuple[Order, tuple[int, bytes]]]:
    """The redactions that were carried out and are not in the journal, with their anchors."""
    known = {erasure.anchor for erasure in ports.journal.read()}
    with ports.store.reading() as reader:
        entries = reader.entries_of([Kind.REDACTION_CARRIED_OUT], reader.head().size)
        anchors = {entry.seq: (entry.seq, _leaf(reader, entry.seq)) for entry in entries}
        unknown = {seq: anchor for seq, anchor in anchors.items() if anchor not in known}
        found = orders(reader).values() if unknown else ()
        return [(one, unknown[one.carried_out]) for one in found if one.carried_out in unknown]


def clean(ports: Ports) -> None:
    """Forget what is made of the entries, and take the erased octets out of the store's files."""
    ports.forget_derived()
    ports.store.clean()


def _leaf(reader: Reader, position: int) -> bytes:
    return reader.hashes(0, position, position + 1)[0]


def _stands(reader: Reader, position: int, leaf: bytes) -> bool:
    return reader.hashes(0, position, position + 1) == [leaf]
