"""A consistency proof is checked offline, from a checkpoint that was kept to the one in the file."""

import pytest
from sample_trees import Nodes, invented_key, invented_leaves, verify_ed25519

from goodstanding.ledger.checkpoints import Checkpoint, print_checkpoint
from goodstanding.ledger.merkle import reference_root
from goodstanding.ledger.notes import KeyType, Note, cosign_text, print_note, sign_text
from goodstanding.ledger.policies import Group, Policy
from goodstanding.ledger.proof_files import print_consistency
from goodstanding.ledger.proofs import prove_consistency
from goodstanding.services.growth import verify_known_growth, verify_signed_growth
from goodstanding.values.errors import VerificationError

ORIGIN = "register.example.org"
LOG, SIGN = invented_key(1, ORIGIN)
OTHER, SIGN_OTHER = invented_key(2, ORIGIN)
WITNESS, SIGN_WITNESS = invented_key(3, "witness.example.net", KeyType.COSIGNATURE_V1)
LEAVES = invented_leaves(40)
NODES = Nodes(LEAVES)
TRUST = Policy(logs={LOG: ""})


def head(size, origin=ORIGIN):
    return print_checkpoint(Checkpoint(origin=origin, size=size, root=reference_root(LEAVES[:size])))


def signed(size, key=LOG, sign=SIGN, **named):
    text = head(size, **named)
    return print_note(Note(text=text, signatures=(sign_text(text, key, sign),)))


def grown(old, new, note=None):
    return print_consistency(old, prove_consistency(old, new, NODES), (note or signed(new)).decode())


@pytest.mark.parametrize("new", [1, 2, 7, 8, 33, 40])
def test_every_growth_verifies(new):
    for old in range(1, new + 1):
        found = verify_signed_growth(grown(old, new), signed(old), TRUST, verify_ed25519)
        assert (found.old.size, found.new.size, set(found.signers)) == (old, new, {LOG})
        root = reference_root(LEAVES[:new])
        assert verify_known_growth(grown(old, new), signed(old), new, root).signers == {}
        bare = print_consistency(old, prove_consistency(old, new, NODES), head(new))
        assert verify_known_growth(bare, head(old).encode(), new, root).old == found.old


GOOD = grown(7, 33)
REFUSED = {
    "the proof of another size": (grown(8, 33), signed(7)),
    "another kept size": (GOOD, signed(8)),
    "no proof": (print_consistency(7, (), signed(33).decode()), signed(7)),
    "a hash too many": (GOOD.replace(b"\n\n", b"\n" + b"A" * 43 + b"=\n\n", 1), signed(7)),
    "a hash too few": (GOOD.replace(GOOD.split(b"\n")[1] + b"\n", b"", 1), signed(7)),
    "a short hash": (GOOD.replace(GOOD.split(b"\n")[1], b"AAAA", 1), signed(7)),
    "bad base64": (GOOD.replace(GOOD.split(b"\n")[1][:4], b"!!!!", 1), signed(7)),
    "CR LF": (GOOD.replace(b"\n", b"\r\n"), signed(7)),
    "no newline at the end": (GOOD[:-1], signed(7)),
    "a size with a sign": (GOOD.replace(b"old 7", b"old +7", 1), signed(7)),
    "from the empty tree": (print_consistency(0, (), signed(33).decode()), signed(0)),
    "backwards": (print_consistency(33, (), signed(7).decode()), signed(33)),
    "the same size with a proof": (print_consistency(33, (bytes(32),), signed(33).decode()), signed(33)),
    "a bare checkpoint": (print_consistency(7, prove_consistency(7, 33, NODES), head(33)), signed(7)),
    "a bare kept checkpoint": (GOOD, head(7).encode()),
    "a checkpoint by another key": (grown(7, 33, signed(33, OTHER, SIGN_OTHER)), signed(7)),
    "a kept checkpoint by another key": (GOOD, signed(7, OTHER, SIGN_OTHER)),
    "a kept checkpoint of another log": (GOOD, signed(7, origin="other.example.org")),
    "an altered kept checkpoint": (GOOD, signed(7).replace(b"\n7\n", b"\n8\n")),
    "a proof of an entry": (b"c2sp.org/tlog-proof@v1\nindex 0\n\n" + signed(33), signed(7)),
    "nothing": (b"", signed(7)),
    "nothing kept": (GOOD, b""),
    "no text": (b"\xff\xfe", signed(7)),
    "no text kept": (GOOD, b"\xff\xfe"),
    "too much": (GOOD + b"x" * 2_000_000, signed(7)),
    "too much kept": (GOOD, signed(7) + b"x" * 2_000_000),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_does_not_prove_it_is_refused_by_the_one_family(case):
    data, kept = REFUSED[case]
    with pytest.raises(VerificationError):
        verify_signed_growth(data, kept, TRUST, verify_ed25519)


@pytest.mark.parametrize(
    "case", [case for case in REFUSED if not case.startswith(("a bare", "a checkpoint by", "a kept"))]
)
def test_against_a_known_head_too(case):
    data, kept = REFUSED[case]
    with pytest.raises(VerificationError):
        verify_known_growth(data, kept, 33, reference_root(LEAVES[:33]))


def test_a_known_head_of_another_root_or_size_or_log_is_refused():
    root = reference_root(LEAVES[:33])
    for size, other in ((33, bytes(32)), (34, root)):
        with pytest.raises(VerificationError):
            verify_known_growth(GOOD, signed(7), size, other)
    with pytest.raises(VerificationError, match="another log"):
        verify_known_growth(GOOD, signed(7, origin="other.example.org"), 33, root)


def test_witnesses_must_have_cosigned_the_later_head():
    policy = Policy(
        logs={LOG: ""},
        witnesses={"w": WITNESS},
        addresses={"w": ""},
        groups={"g": Group(threshold=1, members=("w",))},
        quorum="g",
    )
    text = head(33)
    cosigned = print_note(
        Note(
            text=text, signatures=(sign_text(text, LOG, SIGN), cosign_text(text, WITNESS, SIGN_WITNESS, 1_767_225_600))
        )
    )
    found = verify_signed_growth(grown(7, 33, cosigned), signed(7), policy, verify_ed25519)
    assert found.signers == {LOG: 0, WITNESS: 1_767_225_600}
    with pytest.raises(VerificationError, match="cosignatures"):
        verify_signed_growth(GOOD, signed(7), policy, verify_ed25519)


def test_every_bit_of_the_proof_counts():
    """But for the lines of signatures, whose name may be of a key that nobody knows: then nobody signed."""
    for place in range(len(GOOD)):
        flipped = bytearray(GOOD)
        flipped[place] ^= 1
        with pytest.raises(VerificationError):
            verify_signed_growth(bytes(flipped), signed(7), TRUST, verify_ed25519)
