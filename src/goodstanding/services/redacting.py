"""Forget what the law says must be forgotten: ordered by two officers, logged, and gone from the store's files.

The order of acts: the entry and the erasure are one transaction; then the journal outside the database; then what is
made of the entries goes, and the files are cleaned. Whoever opens a register after a crash between them takes it up.
Copies that others took cannot be recalled.
"""

from collections.abc import Iterable, Sequence

from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.redactions import (
    MOST_POSITIONS,
    REDACTABLE,
    LegalBasis,
    Order,
    print_basis,
)
from goodstanding.ledger.writing import Head, NewEntry
from goodstanding.services.acting import Acting
from goodstanding.services.appending import append_batch
from goodstanding.services.appointing import require_erasing
from goodstanding.services.erasing import clean, orders, settle_journal
from goodstanding.services.officers import is_signed, public_keys
from goodstanding.services.ports import Ports, Reader
from goodstanding.values.errors import AuthorizationError, ConflictError, MisuseError, NotFoundError

MOST_WORDS = 200
_OPENS = (Kind.RECORD_ENTERED, Kind.DISCLOSURE_DUE)
_NAMES_IT = (Relation.RECORD, Relation.DISCLOSURE)


def request_redaction(ports: Ports, asked: Sequence[int], basis: LegalBasis, acting: Acting) -> tuple[Order, Head]:
    """Log the request. Nothing is erased yet.

    A record brings its stages, corrections and questions along, a disclosure its reminders and filings: they may say
    the same again.
    """
    _require_words(basis)
    with ports.store.writing() as writer:
        require_erasing(ports, writer, acting)
        positions = _positions(writer, asked)
        request = NewEntry(
            kind=Kind.REDACTION_REQUESTED,
            groups=print_basis(basis),
            actor=acting.officer,
            sign=acting.sign,
            links=tuple((Relation.REDACTED, position) for position in positions),
        )
        number = writer.head().size
        head = append_batch(ports, writer, [request], actor=acting.officer, sign=acting.sign)
        return orders(writer)[number], head


def carry_out_redaction(ports: Ports, number: int, acting: Acting) -> tuple[Order, Head]:
    """Log the second officer's word and erase; then write the journal and clean the store's files.

    Of an order that was carried out already, the journal and the cleaning alone are done again.
    """
    with ports.journal.erasing():
        with ports.store.writing() as writer:
            order = orders(writer).get(number)
            if order is None:
                raise NotFoundError("There is no redaction of this number.", to_do="see `goodstanding log redact`")
            head = writer.head()
            if order.carried_out is None:
                require_erasing(ports, writer, acting)
                _require_another(ports, writer, order, acting)
                entry = NewEntry(
                    kind=Kind.REDACTION_CARRIED_OUT,
                    groups={"redaction": {"positions": len(order.positions)}},
                    actor=acting.officer,
                    sign=acting.sign,
                    links=((Relation.REDACTION, number),),
                )
                head = append_batch(ports, writer, [entry], actor=acting.officer, sign=acting.sign)
                writer.erase(order.positions)
                order = orders(writer)[number]
        settle_journal(ports)
        clean(ports)
    return order, head


def _positions(reader: Reader, asked: Sequence[int]) -> list[int]:
    entries = {entry.seq: entry for position in asked for entry in _with_later_states(reader, position)}
    refused = [seq for seq, entry in sorted(entries.items()) if not _may_go(entry)]
    if refused:
        raise MisuseError(
            f"The values of entry {refused[0]} do not go.",
            accepted="entries of organizations, records and disclosures, what followed on them, words of replies, "
            "and quarantined rows",
        )
    open_ = sorted(seq for seq, entry in entries.items() if entry.values)
    if not open_:
        raise ConflictError("These values are gone already.")
    if len(open_) > MOST_POSITIONS:
        raise MisuseError("These are too many entries for one request.", accepted=f"{MOST_POSITIONS} entries")
    return open_


def _with_later_states(reader: Reader, position: int) -> Iterable[Entry]:
    entry = reader.entry(position)
    if entry is None:
        raise NotFoundError("The log has no entry at one of these positions.")
    yield entry
    if entry.envelope.kind in _OPENS:
        for later in reader.entries_about([entry.envelope.subject], reader.head().size):
            about = (index for relation, index in later.envelope.links if relation in _NAMES_IT)
            if later.envelope.kind in REDACTABLE and position in about:
                yield later


def _may_go(entry: Entry) -> bool:
    """Without its date an identity would hold from another day on: it stays as long as it has one."""
    dated = entry.envelope.kind is Kind.IDENTITY_SET and "effective" in entry.envelope.commitments
    return entry.envelope.kind in REDACTABLE and not dated


def _require_another(ports: Ports, reader: Reader, order: Order, acting: Acting) -> None:
    if acting.officer == order.requested_by:
        raise AuthorizationError("The officer who requested a redaction does not carry it out.", to_do="ask another")
    request = reader.entry(order.request)
    if request is None or not is_signed(ports.keyring.verify, request, public_keys(reader, order.request)):
        raise AuthorizationError("The request is not signed by its officer.")


def _require_words(basis: LegalBasis) -> None:
    for words in (basis.statute, basis.article):
        if not (words.strip() and words.isprintable() and len(words) <= MOST_WORDS):
            raise MisuseError(
                "A redaction names its law and article.", accepted=f"1 to {MOST_WORDS} characters that print"
            )
