"""Commitments: what opens them, what does not, and what stays provable once a group was erased."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.ledger.canonical import parse_canonical, print_canonical
from goodstanding.ledger.commitments import SALT_BYTES, load_opening, open_groups, parse_opening
from goodstanding.values.errors import VerificationError

GROUPS = {"party": {"name": "Northquay Dredging Ltd"}, "case": {"number": "AC-1"}, "stages": ["final"]}
SALTS = bytes(range(48))


@pytest.fixture
def opened():
    return open_groups(GROUPS, SALTS)


def printed(triples):
    return print_canonical(triples)


def test_a_commitment_is_the_digest_of_salt_name_and_value(opened):
    commitments, opening = opened
    triples = parse_canonical(opening)
    assert [name for _, name, _ in triples] == ["case", "party", "stages"]
    assert [salt for salt, _, _ in triples] == [SALTS[place : place + SALT_BYTES].hex() for place in (0, 16, 32)]
    assert commitments == {
        name: sha256(print_canonical([salt, name, value])).hexdigest() for salt, name, value in triples
    }


def test_an_opening_gives_the_values_back(opened):
    commitments, opening = opened
    assert parse_opening(opening, commitments) == load_opening(opening) == GROUPS


def test_equal_values_under_other_salts_are_other_commitments():
    first, _ = open_groups({"case": "a", "party": "a"}, SALTS)
    second, _ = open_groups({"case": "a"}, SALTS[16:])
    assert len({first["case"], first["party"], second["case"]}) == 3


@pytest.mark.parametrize(
    "change",
    [
        lambda salt, name, value: ["0" * 32, name, value],
        lambda salt, name, value: [salt[:-1], name, value],
        lambda salt, name, value: ["", name, value],
        lambda salt, name, value: [salt, "evidence", value],
        lambda salt, name, value: [salt, "party", value],
        lambda salt, name, value: [salt, name, {"number": "AC-2"}],
        lambda salt, name, value: [salt, name, "AC-1"],
    ],
)
def test_another_salt_name_or_value_is_refused(opened, change):
    commitments, opening = opened
    first, *_ = parse_canonical(opening)
    with pytest.raises(VerificationError):
        parse_opening(printed([change(*first)]), commitments)
    assert parse_opening(printed([first]), commitments) == {"case": GROUPS["case"]}


def test_an_erased_group_leaves_the_others_provable(opened):
    commitments, opening = opened
    for erased in GROUPS:
        left = [triple for triple in parse_canonical(opening) if triple[1] != erased]
        assert parse_opening(printed(left), commitments) == {name: GROUPS[name] for name in GROUPS if name != erased}
    assert parse_opening(b"[]", commitments) == {}


def test_a_group_that_was_never_committed_is_refused(opened):
    commitments, _ = opened
    _, foreign = open_groups({"evidence": "a"}, SALTS)
    with pytest.raises(VerificationError):
        parse_opening(foreign, commitments)


def test_one_order_and_each_group_once(opened):
    commitments, opening = opened
    triples = parse_canonical(opening)
    for other in (triples[::-1], [triples[0], *triples]):
        with pytest.raises(VerificationError):
            parse_opening(printed(other), commitments)


@pytest.mark.parametrize(
    "opening",
    [
        b"",
        b"{}",
        b"1",
        b'"a"',
        b"[1]",
        b"[[]]",
        b'[["a","b"]]',
        b'[["a","b",1,2]]',
        b'[[1,"b",1]]',
        b'[["a",1,1]]',
        b"[",
        b"null",
    ],
)
def test_what_is_no_opening_is_refused(opening):
    with pytest.raises(VerificationError):
        parse_opening(opening, {})
    with pytest.raises(VerificationError):
        load_opening(opening)


@given(st.binary(max_size=60))
def test_any_bytes_are_an_opening_or_a_verification_error(data):
    try:
        assert parse_opening(data, {}) == {}
    except VerificationError:
        return
    assert data == b"[]"
