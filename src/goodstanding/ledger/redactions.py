"""Redactions: whose values were ordered to be forgotten, under which law, by which two officers.

One officer requests, another one carries out; both entries stay for ever. What they name are positions of the log:
the envelopes there stay, so that every proof still verifies, and the openings go.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from goodstanding.ledger.commitments import Groups
from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.payloads import group_of, text

REDACTION_KINDS = (Kind.REDACTION_REQUESTED, Kind.REDACTION_CARRIED_OUT)
#: Positions of one request: what fits into an envelope, whatever the size of the log.
MOST_POSITIONS = 2_000
#: Whose values may go, and the fold of the others stays whole.
REDACTABLE = frozenset(
    {
        Kind.ORGANIZATION_OPENED,
        Kind.IDENTITY_SET,
        Kind.RECORD_ENTERED,
        Kind.STAGE_ADDED,
        Kind.RECORD_CORRECTED,
        Kind.RECORD_QUESTIONED,
        Kind.QUESTION_CLOSED,
        Kind.ROW_QUARANTINED,
        Kind.DISCLOSURE_DUE,
        Kind.REMINDER_SERVED,
        Kind.DISCLOSURE_FILED,
        Kind.FIGURE_DISCLOSED,
        Kind.DISCLOSURE_CORRECTED,
        # A proposal names the identifiers that it moves.
        Kind.IDENTITY_PROPOSED,
        # Words of a party that can name somebody; the act that they belong to stays.
        Kind.REPLY_WORDS,
    }
)
#: Whose values stay. How the register is run says nothing about an organization: keys, mandates, rules, batches, the
#: digests of lists, redactions, an answer to a row in question, the days of a request, a preview, a claim. And of a
#: file no act can go by itself: the acts behind it would mean something else, and whoever was let out could be listed
#: again.
KEPT = frozenset(
    {
        Kind.REGISTER_OPENED,
        Kind.OFFICER_ENROLLED,
        Kind.COMPETENCE_ENROLLED,
        Kind.QUARANTINE_DECIDED,
        Kind.BATCH_CLOSED,
        Kind.LOG_KEY_ENROLLED,
        Kind.RULEBOOK_PROPOSED,
        Kind.RULEBOOK_CONTINUED,
        Kind.RULEBOOK_ASSESSED,
        Kind.RULEBOOK_APPROVED,
        Kind.RULEBOOK_ADOPTED,
        Kind.RULEBOOK_WITHDRAWN,
        Kind.REDACTION_REQUESTED,
        Kind.REDACTION_CARRIED_OUT,
        Kind.LIST_COMMITTED,
        Kind.AUTHORITY_ENROLLED,
        Kind.MANDATE_GIVEN,
        Kind.MANDATE_ENDED,
        Kind.PROCEDURE_ENROLLED,
        Kind.PROCEDURE_APPROVED,
        Kind.PROCEEDING_OPENED,
        Kind.PROCEEDING_ACT,
        Kind.CORRECTION_REQUESTED,
        Kind.CORRECTION_ACT,
        Kind.CORRECTION_CLOSED,
        Kind.RECORDING_ACT,
        Kind.CLAIM_MADE,
        Kind.CLAIM_UPHELD,
        Kind.CLAIM_DISMISSED,
        Kind.IDENTITY_ACT,
        Kind.COVERAGE_PUBLISHED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """Under which law values are forgotten."""

    statute: str
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A redaction: its request, and the entry that carried it out; None while nothing is erased yet."""

    request: int
    positions: tuple[int, ...]
    requested_by: str
    basis: LegalBasis
    carried_out: int | None = None
    carried_out_by: str = ""


def print_basis(basis: LegalBasis) -> Groups:
    """The groups of a request."""
    return {"law": {"statute": basis.statute, "article": basis.article}}


def orders_of(entries: Iterable[Entry]) -> dict[int, Order]:
    """Every redaction by its request, from the entries of REDACTION_KINDS in order.

    An entry of one officer alone carries nothing out. Signatures are not looked at here.
    """
    orders: dict[int, Order] = {}
    for entry in entries:
        if entry.envelope.kind is Kind.REDACTION_REQUESTED:
            orders[entry.seq] = _requested(entry)
        elif entry.envelope.kind is Kind.REDACTION_CARRIED_OUT:
            order = orders.get(entry.envelope.linked(Relation.REDACTION))
            if order and order.carried_out is None and entry.envelope.actor != order.requested_by:
                orders[order.request] = replace(order, carried_out=entry.seq, carried_out_by=entry.envelope.actor)
    return orders


def redacted_positions(orders: Iterable[Order]) -> frozenset[int]:
    """The entries whose values an order took."""
    return frozenset(position for order in orders if order.carried_out is not None for position in order.positions)


def _requested(entry: Entry) -> Order:
    law = group_of(entry, "law")
    return Order(
        request=entry.seq,
        positions=tuple(index for relation, index in entry.envelope.links if relation is Relation.REDACTED),
        requested_by=entry.envelope.actor,
        basis=LegalBasis(statute=text(law, "statute"), article=text(law, "article")),
    )
