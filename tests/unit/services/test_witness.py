"""A witness by the letter of C2SP tlog-witness: every status, and nothing cosigned that is not consistent."""

from datetime import UTC, datetime

import pytest
from sample_trees import Nodes, invented_key, invented_leaves, verify_ed25519

from goodstanding.adapters.clock import FixedClock
from goodstanding.ledger.checkpoints import Checkpoint, print_checkpoint
from goodstanding.ledger.merkle import EMPTY_ROOT, reference_root
from goodstanding.ledger.notes import KeyType, Note, print_note, sign_text, verify_note
from goodstanding.ledger.proof_files import print_consistency
from goodstanding.ledger.proofs import prove_consistency
from goodstanding.services.witness import Witness

ORIGIN = "register.example.org"
LOG, LOG_SIGN = invented_key(1, ORIGIN)
KEY, SIGN = invented_key(2, "witness.example.net", KeyType.COSIGNATURE_V1)
LEAVES = invented_leaves(40)
NODES = Nodes(LEAVES)
AT = datetime(2026, 1, 1, tzinfo=UTC)


class States:
    """What is remembered, and in which order things happened."""

    def __init__(self):
        self.kept = {}
        self.did = []

    def latest(self, origin):
        return self.kept.get(origin)

    def keep(self, origin, note):
        self.did.append("kept")
        self.kept[origin] = note

    def exclusively(self):
        return self

    def __enter__(self):
        self.did.append("locked")

    def __exit__(self, *_):
        self.did.append("free")


@pytest.fixture
def states():
    return States()


@pytest.fixture
def witness(states):
    return Witness(
        key=KEY, sign=SIGN, logs={ORIGIN: (LOG,)}, states=states, clock=FixedClock(AT), verify=verify_ed25519
    )


def note(size, root=None, sign=LOG_SIGN, key=LOG, origin=ORIGIN):
    root = root or (reference_root(LEAVES[:size]) if size else EMPTY_ROOT)
    text = print_checkpoint(Checkpoint(origin=origin, size=size, root=root))
    return print_note(Note(text=text, signatures=(sign_text(text, key, sign),))).decode()


def body(old, new, proof=None, **changes):
    hashes = prove_consistency(old, new, NODES) if proof is None and 0 < old <= new else proof or ()
    return print_consistency(old, hashes, note(new, **changes))


def test_a_growing_log_is_cosigned_step_by_step(witness, states):
    for old, new in ((0, 3), (3, 3), (3, 4), (4, 40)):
        answer = witness.add_checkpoint(body(old, new))
        assert answer.status == 200
        cosigned = verify_note(note(new).encode() + answer.body, (KEY,), verify_ed25519)
        assert cosigned.signers == {KEY: int(AT.timestamp())}
        assert states.latest(ORIGIN) == note(new).encode()


def test_it_is_persisted_before_it_is_answered_and_under_the_lock(witness, states):
    states.keep = lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device"))
    with pytest.raises(OSError, match="space"):
        witness.add_checkpoint(body(0, 3))
    assert (states.did, states.kept) == (["locked", "free"], {})


@pytest.mark.parametrize(
    ("old", "status", "size"), [(0, 409, b"4\n"), (3, 409, b"4\n"), (5, 409, b"4\n"), (4, 200, None), (41, 400, None)]
)
def test_another_old_size_is_answered_with_the_known_one(witness, old, status, size):
    witness.add_checkpoint(body(0, 4))
    answer = witness.add_checkpoint(body(old, 40, proof=() if old == 41 else None))
    assert answer.status == status
    if size:
        assert (answer.body, answer.type) == (size, "text/x.tlog.size")


def test_a_log_that_was_never_cosigned_is_known_at_zero(witness):
    assert witness.add_checkpoint(body(3, 4)).body == b"0\n"


def test_the_same_size_with_another_root_is_a_conflict(witness, states):
    witness.add_checkpoint(body(0, 4))
    answer = witness.add_checkpoint(body(4, 4, root=bytes(32)))
    assert (answer.status, states.latest(ORIGIN)) == (409, note(4).encode())


@pytest.mark.parametrize(
    "request_",
    [
        body(4, 40, root=bytes(32)),
        body(4, 40, proof=()),
        body(4, 40, proof=prove_consistency(4, 40, NODES)[:-1]),
        body(4, 40, proof=(*prove_consistency(4, 40, NODES), bytes(32))),
        body(4, 40, proof=prove_consistency(3, 40, NODES)),
        body(4, 4, proof=(bytes(32),)),
    ],
)
def test_a_fork_is_not_cosigned(witness, states, request_):
    witness.add_checkpoint(body(0, 4))
    assert witness.add_checkpoint(request_).status == 422
    assert states.latest(ORIGIN) == note(4).encode()


def test_from_zero_the_proof_is_empty(witness):
    assert witness.add_checkpoint(body(0, 4, proof=(bytes(32),))).status == 422
    assert witness.add_checkpoint(body(0, 0)).status == 200
    assert witness.add_checkpoint(body(0, 4)).status == 200


def test_an_unknown_log_and_an_unknown_key(witness, states):
    other, sign = invented_key(3, "other.example.org")
    assert witness.add_checkpoint(body(0, 4, key=other, sign=sign, origin="other.example.org")).status == 404
    stranger, sign = invented_key(3, ORIGIN)
    assert witness.add_checkpoint(body(0, 4, key=stranger, sign=sign)).status == 403
    assert witness.add_checkpoint(body(0, 4, sign=lambda _: bytes(64))).status == 403
    assert states.kept == {}


def test_signatures_of_strangers_beside_the_log_s_are_ignored(witness):
    stranger, sign = invented_key(3, ORIGIN)
    text = print_checkpoint(Checkpoint(origin=ORIGIN, size=4, root=reference_root(LEAVES[:4])))
    both = (sign_text(text, stranger, sign), sign_text(text, LOG, LOG_SIGN))
    signed = print_note(Note(text=text, signatures=both)).decode()
    assert witness.add_checkpoint(print_consistency(0, (), signed)).status == 200


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"old 0\n",
        b"old 0\n\n",
        b"\n\n" + note(4).encode(),
        b"old 00\n\n" + note(4).encode(),
        b"old -1\n\n" + note(4).encode(),
        b"old\n\n" + note(4).encode(),
        b"OLD 0\n\n" + note(4).encode(),
        b"old 0\nno hash\n\n" + note(4).encode(),
        b"old 0\r\n\r\n" + note(4).replace("\n", "\r\n").encode(),
        b"old 0\n\n" + note(4).encode()[:-1],
        b"old 0\n\nno checkpoint\n\n\xe2\x80\x94 a AAAAAAAA\n",
        body(0, 4, proof=(bytes(32),) * 64),
        b"\xff",
        b"old 0\n\n" + b"a" * 1_100_000,
    ],
)
def test_other_bodies_are_bad_requests(witness, states, data):
    assert witness.add_checkpoint(data).status == 400
    assert states.kept == {}


def test_sixty_three_hashes_are_not_too_many_to_read(witness):
    assert witness.add_checkpoint(body(0, 4, proof=(bytes(32),) * 63)).status == 422
