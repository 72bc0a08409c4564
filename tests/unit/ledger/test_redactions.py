"""Redactions as entries say them: requested by one officer, carried out by another, and nothing otherwise."""

from goodstanding.ledger.entries import Entry, Envelope, Kind, Relation, print_envelope
from goodstanding.ledger.redactions import (
    MOST_POSITIONS,
    LegalBasis,
    orders_of,
    print_basis,
    redacted_positions,
)

BASIS = LegalBasis(statute="Data Act", article="art. 17")


def requested(seq=10, positions=(4, 7), actor="registrar-1"):
    links = tuple((Relation.REDACTED, position) for position in positions)
    envelope = Envelope(kind=Kind.REDACTION_REQUESTED, batch=seq, actor=actor, commitments={}, links=links)
    return Entry(seq=seq, envelope=envelope, values=print_basis(BASIS))


def carried_out(seq=12, request=10, actor="registrar-2"):
    links = ((Relation.REDACTION, request),)
    envelope = Envelope(kind=Kind.REDACTION_CARRIED_OUT, batch=seq, actor=actor, commitments={}, links=links)
    return Entry(seq=seq, envelope=envelope, values={"redaction": {"positions": 2}})


def test_a_request_alone_takes_nothing():
    orders = orders_of([requested()])
    assert orders[10].basis == BASIS
    assert (orders[10].positions, orders[10].requested_by, orders[10].carried_out) == ((4, 7), "registrar-1", None)
    assert redacted_positions(orders.values()) == frozenset()


def test_another_officer_carries_it_out():
    orders = orders_of([requested(), requested(11, (5,)), carried_out()])
    assert (orders[10].carried_out, orders[10].carried_out_by) == (12, "registrar-2")
    assert redacted_positions(orders.values()) == {4, 7}


def test_the_same_officer_does_not():
    assert redacted_positions(orders_of([requested(), carried_out(actor="registrar-1")]).values()) == frozenset()


def test_it_is_carried_out_once_and_only_where_it_was_requested():
    orders = orders_of([requested(), carried_out(), carried_out(14, actor="registrar-3"), carried_out(15, request=9)])
    assert set(orders) == {10}
    assert (orders[10].carried_out, orders[10].carried_out_by) == (12, "registrar-2")


def test_the_largest_request_fits_into_an_envelope():
    positions = tuple(range(2**53 - 1 - MOST_POSITIONS, 2**53 - 1))
    assert print_envelope(requested(positions=positions).envelope)
