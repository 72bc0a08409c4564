"""The envelope: one spelling, closed kinds, bounded, and nothing but VerificationError for foreign bytes."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.ledger.canonical import parse_canonical, print_canonical
from goodstanding.ledger.commitments import MOST_GROUPS
from goodstanding.ledger.entries import (
    MOST_BYTES,
    Envelope,
    Kind,
    Relation,
    load_envelope,
    parse_envelope,
    print_envelope,
)
from goodstanding.values.errors import MisuseError, VerificationError

INDEX = st.integers(0, 2**53 - 1)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
KEY = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
ENVELOPES = st.builds(
    Envelope,
    kind=st.sampled_from(Kind),
    batch=INDEX,
    actor=TEXT,
    commitments=st.dictionaries(KEY, TEXT, max_size=MOST_GROUPS),
    subject=TEXT,
    source=TEXT,
    key=TEXT,
    print=TEXT,
    links=st.lists(st.tuples(st.sampled_from(Relation), INDEX), max_size=3).map(tuple),
    signature=TEXT,
)
SMALL = Envelope(kind=Kind.RECORD_ENTERED, batch=7, actor="operator", commitments={"case": "0" * 64})


def altered(**changes):
    """The bytes of SMALL with some fields put in, and those that are None left out."""
    body = parse_canonical(print_envelope(SMALL)) | changes
    return print_canonical({name: value for name, value in body.items() if value is not None})


@given(ENVELOPES)
def test_an_envelope_comes_back(envelope):
    data = print_envelope(envelope)
    assert parse_envelope(data) == load_envelope(data) == envelope


def test_the_bytes_are_final():
    assert print_envelope(SMALL) == (
        b'{"actor":"operator","batch":7,"commitments":{"case":"' + b"0" * 64 + b'"},"kind":"record-entered"}'
    )


@pytest.mark.parametrize("field", ["kind", "batch", "actor", "commitments"])
def test_a_missing_field_is_refused(field):
    with pytest.raises(VerificationError):
        parse_envelope(altered(**{field: None}))


@pytest.mark.parametrize(
    "changes",
    [
        {"more": 1},
        {"seq": 7},
        {"kind": "record-deleted"},
        {"kind": "RECORD_ENTERED"},
        {"kind": 1},
        {"kind": ["record-entered"]},
        {"batch": -1},
        {"batch": True},
        {"batch": "7"},
        {"actor": 1},
        {"actor": ["operator"]},
        {"commitments": []},
        {"commitments": "a"},
        {"commitments": {"case": 1}},
        {"commitments": {"case": ["a"]}},
        {"subject": 1},
        {"source": True},
        {"key": []},
        {"print": {}},
        {"signature": 1},
        {"links": {}},
        {"links": "record"},
        {"links": ["record"]},
        {"links": [["record"]]},
        {"links": [["record", 1, 2]]},
        {"links": [["cousin", 1]]},
        {"links": [[1, 1]]},
        {"links": [["record", "1"]]},
        {"links": [["record", -1]]},
        {"links": [["record", True]]},
    ],
    ids=repr,
)
def test_an_unknown_field_kind_relation_or_a_wrong_type_is_refused(changes):
    for read in (parse_envelope, load_envelope):
        with pytest.raises(VerificationError):
            read(altered(**changes))


@pytest.mark.parametrize(
    "changes", [{"subject": ""}, {"source": ""}, {"key": ""}, {"print": ""}, {"signature": ""}, {"links": []}]
)
def test_there_is_one_spelling(changes):
    with pytest.raises(VerificationError):
        parse_envelope(altered(**changes))


@pytest.mark.parametrize("data", [b"", b"[]", b"1", b'"a"', b"null", b"{}", b"{", b"\xff"])
def test_what_is_no_envelope_is_refused(data):
    for read in (parse_envelope, load_envelope):
        with pytest.raises(VerificationError):
            read(data)


def sized(length):
    return Envelope(kind=Kind.RECORD_ENTERED, batch=7, actor="a" * length, commitments={})


def test_an_entry_is_bounded_in_bytes():
    longest = MOST_BYTES - len(print_envelope(sized(0)))
    largest = print_envelope(sized(longest))
    assert len(largest) == MOST_BYTES
    assert parse_envelope(largest) == sized(longest)
    with pytest.raises(MisuseError):
        print_envelope(sized(longest + 1))
    with pytest.raises(VerificationError):
        parse_envelope(largest.replace(b'"a', b'"aa'))


def test_an_entry_is_bounded_in_groups():
    commitments = {f"g{number}": "0" * 64 for number in range(MOST_GROUPS + 1)}
    with pytest.raises(VerificationError):
        parse_envelope(altered(commitments=commitments))
    with pytest.raises(MisuseError):
        print_envelope(Envelope(kind=Kind.RECORD_ENTERED, batch=7, actor="a", commitments=commitments))
    del commitments["g0"]
    assert len(parse_envelope(altered(commitments=commitments)).commitments) == MOST_GROUPS


def test_a_link_is_found_by_its_relation():
    envelope = Envelope(kind=Kind.STAGE_ADDED, batch=7, actor="a", commitments={}, links=((Relation.RECORD, 3),))
    assert envelope.linked(Relation.RECORD) == 3
    with pytest.raises(VerificationError):
        envelope.linked(Relation.ORGANIZATION)


def read_or_refuse(data):
    """What a verifier does with any bytes: an envelope of exactly these bytes, or a VerificationError."""
    try:
        envelope = parse_envelope(data)
    except VerificationError:
        return None
    assert print_envelope(envelope) == data
    return envelope


@given(st.binary(max_size=200))
def test_random_bytes_are_refused(data):
    assert read_or_refuse(data) is None


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: (
    st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["kind", "batch", "actor", "links", "x"]), inner)
)))  # fmt: skip
def test_random_json_is_refused(value):
    import json

    assert read_or_refuse(json.dumps(value).encode("utf-8", "surrogatepass")) is None


@given(ENVELOPES, st.randoms(use_true_random=False))
def test_a_turned_bit_is_another_envelope_or_none(envelope, chance: random.Random):
    data = bytearray(print_envelope(envelope))
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    assert read_or_refuse(bytes(data)) != envelope
