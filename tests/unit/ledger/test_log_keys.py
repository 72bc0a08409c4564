"""Which keys sign next: the newest, and at a hand-over those since the one that signed last."""

import pytest
from sample_trees import invented_key

from goodstanding.ledger.entries import Entry, Envelope, Kind
from goodstanding.ledger.log_keys import EnrolledKey, due_keys, print_log_key, read_log_key
from goodstanding.values.errors import VerificationError

KEYS = [EnrolledKey(seq=seq, key=invented_key(seq, "register.example.org")[0]) for seq in (2, 10, 20)]


@pytest.mark.parametrize(
    ("signed", "due"),
    [(0, [2, 10, 20]), (2, [2, 10, 20]), (3, [2, 10, 20]), (10, [2, 10, 20]), (11, [10, 20]), (21, [20]), (99, [20])],
)
def test_every_key_since_the_one_that_signed_last(signed: int, due: list[int]) -> None:
    assert due_keys(KEYS, signed) == tuple(one.key for one in KEYS if one.seq in due)


def test_a_log_without_keys_has_nobody_to_sign() -> None:
    assert due_keys([], 0) == due_keys([], 5) == ()


def entry(kind: Kind, values: dict) -> Entry:
    return Entry(seq=7, envelope=Envelope(kind=kind, batch=7, actor="operator", commitments={}), values=values)


def test_an_entry_is_read_as_it_was_printed() -> None:
    groups = print_log_key(KEYS[0].key)
    assert read_log_key(entry(Kind.LOG_KEY_ENROLLED, groups)) == EnrolledKey(seq=7, key=KEYS[0].key)
    assert read_log_key(entry(Kind.LOG_KEY_ENROLLED, {})) is None
    assert read_log_key(entry(Kind.BATCH_CLOSED, groups)) is None


@pytest.mark.parametrize("values", [{"log_key": {}}, {"log_key": []}, {"log_key": {"verifier_key": "no key"}}])
def test_an_entry_with_something_else_is_refused(values: dict) -> None:
    with pytest.raises(VerificationError):
        read_log_key(entry(Kind.LOG_KEY_ENROLLED, values))
