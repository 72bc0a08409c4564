"""Checkpoints and proof files: the specification's examples, what is malformed, and what is not to be trusted."""

from base64 import b64encode
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_trees import Nodes, invented_key, invented_leaves, verify_ed25519

from goodstanding.ledger.checkpoints import Checkpoint, parse_checkpoint, print_checkpoint, verify_checkpoint
from goodstanding.ledger.merkle import EMPTY_ROOT, reference_root
from goodstanding.ledger.notes import KeyType, Note, cosign_text, parse_note, print_note, sign_text
from goodstanding.ledger.proof_files import (
    HEADER,
    MOST_FILE_BYTES,
    ProofFile,
    parse_proof_file,
    print_consistency,
    print_proof_file,
    verify_proof_file,
)
from goodstanding.ledger.proofs import MOST_HASHES, prove_consistency, prove_inclusion
from goodstanding.values.errors import MisuseError, VerificationError

#: The example of C2SP tlog-checkpoint, with the cosignature of tlog-cosignature.
EXAMPLE = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "\u2014 example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "\u2014 witness.example.com/w1 "
    "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)

SIZE, INDEX = 11, 6
ENTRIES = [b"entry %d" % number for number in range(SIZE)]
LEAVES = invented_leaves(SIZE)
ROOT = reference_root(LEAVES)
ORIGIN = "example.com/log"
LOG, SIGN = invented_key(1, ORIGIN)
OTHER, OTHER_SIGN = invented_key(2, "example.com/other")
WITNESS, WITNESS_SIGN = invented_key(3, "example.com/witness", KeyType.COSIGNATURE_V1)

CHECKPOINT = Checkpoint(origin=ORIGIN, size=SIZE, root=ROOT)
TEXT = print_checkpoint(CHECKPOINT)
COSIGNATURE = cosign_text(TEXT, WITNESS, WITNESS_SIGN, 1_700_000_000)
SIGNED = print_note(Note(text=TEXT, signatures=(sign_text(TEXT, LOG, SIGN), COSIGNATURE)))
FILE = ProofFile(
    index=INDEX, hashes=prove_inclusion(INDEX, SIZE, Nodes(LEAVES)), checkpoint=SIGNED.decode(), extra=ENTRIES[INDEX]
)
PRINTED = print_proof_file(FILE)


def test_the_example_of_the_specification_is_read():
    note = parse_note(EXAMPLE.encode())
    checkpoint = parse_checkpoint(note.text)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20_852_163)
    assert checkpoint.root.hex().startswith("0ac5186a9186")
    assert print_checkpoint(checkpoint) == note.text
    assert [one.name for one in note.signatures] == ["example.com/behind-the-sofa", "witness.example.com/w1"]


@pytest.mark.parametrize(
    "checkpoint",
    [CHECKPOINT, Checkpoint(origin="a", size=0, root=EMPTY_ROOT), Checkpoint(origin="a b", size=2**63 - 1, root=ROOT),
     replace(CHECKPOINT, extensions=("one", "\u2014 two"))],
    ids=["plain", "empty", "largest", "extended"],
)  # fmt: skip
def test_a_checkpoint_is_printed_and_read(checkpoint):
    assert parse_checkpoint(print_checkpoint(checkpoint)) == checkpoint


ENCODED = b64encode(ROOT).decode()
MALFORMED = {
    "nothing": "",
    "a newline": "\n",
    "two lines": f"a\n{SIZE}\n",
    "missing last newline": f"a\n{SIZE}\n{ENCODED}",
    "surplus newline": f"a\n{SIZE}\n{ENCODED}\n\n",
    "no origin": f"\n{SIZE}\n{ENCODED}\n",
    "an empty extension": f"a\n{SIZE}\n{ENCODED}\n\nb\n",
    "CR LF": f"a\r\n{SIZE}\r\n{ENCODED}\r\n",
    "CR in the origin": f"a\rb\n{SIZE}\n{ENCODED}\n",
    "tab in an extension": f"a\n{SIZE}\n{ENCODED}\nb\tc\n",
    "no size": f"a\n{ENCODED}\n{SIZE}\n",
    "leading zero": f"a\n0{SIZE}\n{ENCODED}\n",
    "two zeros": f"a\n00\n{ENCODED}\n",
    "plus": f"a\n+{SIZE}\n{ENCODED}\n",
    "minus": f"a\n-{SIZE}\n{ENCODED}\n",
    "space": f"a\n {SIZE}\n{ENCODED}\n",
    "underscore": f"a\n1_1\n{ENCODED}\n",
    "other digits": f"a\n\u0661\u0661\n{ENCODED}\n",
    "hexadecimal": f"a\n0xb\n{ENCODED}\n",
    "2^63": f"a\n{2**63}\n{ENCODED}\n",
    "5,000 digits": f"a\n{'9' * 5_000}\n{ENCODED}\n",
    "31 bytes": f"a\n{SIZE}\n{b64encode(ROOT[1:]).decode()}\n",
    "33 bytes": f"a\n{SIZE}\n{b64encode(ROOT + ROOT[:1]).decode()}\n",
    "no padding": f"a\n{SIZE}\n{ENCODED[:-1]}\n",
    "unused bits": f"a\n{SIZE}\n{ENCODED[:-2]}{chr(ord(ENCODED[-2]) + 1)}=\n",
    "space after the root": f"a\n{SIZE}\n{ENCODED} \n",
    "hexadecimal root": f"a\n{SIZE}\n{ROOT.hex()}\n",
    "the empty tree with a root": f"a\n0\n{ENCODED}\n",
}


@pytest.mark.parametrize("case", MALFORMED)
def test_a_malformed_checkpoint_is_refused(case):
    with pytest.raises(VerificationError):
        parse_checkpoint(MALFORMED[case])


@pytest.mark.parametrize(
    "checkpoint",
    [replace(CHECKPOINT, origin=""), replace(CHECKPOINT, origin="a\nb"), replace(CHECKPOINT, origin="a\rb"),
     replace(CHECKPOINT, origin="\ud800"), replace(CHECKPOINT, size=-1), replace(CHECKPOINT, size=2**63),
     replace(CHECKPOINT, root=ROOT[1:]), replace(CHECKPOINT, extensions=("",)), replace(CHECKPOINT, size=0),
     replace(CHECKPOINT, extensions=("a\nb",))],
    ids=range(10),
)  # fmt: skip
def test_what_is_no_checkpoint_is_not_printed(checkpoint):
    with pytest.raises(MisuseError):
        print_checkpoint(checkpoint)


@given(st.text() | st.text(alphabet="a\n01=", max_size=20).map(lambda head: head + f"\n{ENCODED}\n"))
def test_any_text_is_a_checkpoint_in_its_one_spelling_or_refused(text):
    try:
        checkpoint = parse_checkpoint(text)
    except VerificationError:
        return
    assert print_checkpoint(checkpoint) == text


def test_a_signed_checkpoint_says_who_signed():
    checkpoint, signers = verify_checkpoint(SIGNED, ORIGIN, LOG, verify_ed25519, [WITNESS])
    assert (checkpoint, signers) == (CHECKPOINT, {LOG: 0, WITNESS: 1_700_000_000})
    assert verify_checkpoint(SIGNED, ORIGIN, LOG, verify_ed25519)[1] == {LOG: 0}


def test_a_cosignature_does_not_stand_for_the_log_s_signature():
    cosigned = print_note(Note(text=TEXT, signatures=(COSIGNATURE,)))
    with pytest.raises(VerificationError, match="log itself"):
        verify_checkpoint(cosigned, ORIGIN, LOG, verify_ed25519, [WITNESS])


def test_another_log_s_checkpoint_is_refused():
    with pytest.raises(VerificationError, match="another log"):
        verify_checkpoint(SIGNED, "example.com/other-log", LOG, verify_ed25519)
    with pytest.raises(VerificationError, match="No known key"):
        verify_checkpoint(SIGNED, ORIGIN, OTHER, verify_ed25519)


def test_a_signed_note_that_is_no_checkpoint_is_refused():
    text = "a letter\n"
    letter = print_note(Note(text=text, signatures=(sign_text(text, LOG, SIGN),)))
    with pytest.raises(VerificationError, match="not three"):
        verify_checkpoint(letter, ORIGIN, LOG, verify_ed25519)


def test_a_proof_file_is_laid_out_as_the_specification_says():
    lines = PRINTED.decode().split("\n")
    assert lines[:3] == [HEADER, f"extra {b64encode(ENTRIES[INDEX]).decode()}", f"index {INDEX}"]
    blank = lines.index("")
    assert lines[3:blank] == [b64encode(one).decode() for one in FILE.hashes]
    assert "\n".join(lines[blank + 1 :]) == SIGNED.decode()
    assert parse_proof_file(PRINTED) == FILE
    bare = replace(FILE, extra=b"", hashes=(), index=0)
    assert print_proof_file(bare) == f"{HEADER}\nindex 0\n\n{SIGNED.decode()}".encode()
    assert parse_proof_file(print_proof_file(bare)) == bare


def test_a_proof_file_verifies_offline():
    trusted = {"origin": ORIGIN, "log": LOG, "verify": verify_ed25519}
    found = verify_proof_file(FILE, ENTRIES[INDEX], **trusted, cosigners=[WITNESS])
    assert found == (CHECKPOINT, {LOG, WITNESS})
    for file, entry in (
        (FILE, ENTRIES[INDEX + 1]),
        (replace(FILE, index=INDEX + 1), ENTRIES[INDEX]),
        (replace(FILE, index=SIZE), ENTRIES[INDEX]),
        (replace(FILE, hashes=FILE.hashes[:-1]), ENTRIES[INDEX]),
        (replace(FILE, hashes=(*FILE.hashes, ROOT)), ENTRIES[INDEX]),
        (replace(FILE, checkpoint=TEXT), ENTRIES[INDEX]),
        (replace(FILE, checkpoint=SIGNED.decode().replace("\n11\n", "\n12\n")), ENTRIES[INDEX]),
    ):
        with pytest.raises(VerificationError):
            verify_proof_file(file, entry, **trusted)


HASH = b64encode(LEAVES[0]).decode()
MALFORMED_FILES = {
    "nothing": "",
    "only the header": f"{HEADER}\n",
    "another version": f"c2sp.org/tlog-proof@v2\nindex 0\n\n{TEXT}",
    "no header": f"index 0\n\n{TEXT}",
    "no blank line": f"{HEADER}\nindex 0\n{TEXT}",
    "no checkpoint": f"{HEADER}\nindex 0\n\n",
    "no index": f"{HEADER}\n\n{TEXT}",
    "hashes before the index": f"{HEADER}\n{HASH}\nindex 0\n\n{TEXT}",
    "two indexes": f"{HEADER}\nindex 0\nindex 0\n\n{TEXT}",
    "leading zero": f"{HEADER}\nindex 01\n\n{TEXT}",
    "negative index": f"{HEADER}\nindex -1\n\n{TEXT}",
    "2^63": f"{HEADER}\nindex {2**63}\n\n{TEXT}",
    "two spaces": f"{HEADER}\nindex  1\n\n{TEXT}",
    "an empty extra": f"{HEADER}\nextra \nindex 0\n\n{TEXT}",
    "bad base64 in extra": f"{HEADER}\nextra a\nindex 0\n\n{TEXT}",
    "extra after the index": f"{HEADER}\nindex 0\nextra {HASH}\n\n{TEXT}",
    "two extras": f"{HEADER}\nextra {HASH}\nextra {HASH}\nindex 0\n\n{TEXT}",
    "a short hash": f"{HEADER}\nindex 0\n{b64encode(ROOT[1:]).decode()}\n\n{TEXT}",
    "no padding": f"{HEADER}\nindex 0\n{HASH.rstrip('=')}\n\n{TEXT}",
    "too many hashes": f"{HEADER}\nindex 0\n" + f"{HASH}\n" * (MOST_HASHES + 1) + f"\n{TEXT}",
    "CR LF": PRINTED.decode().replace("\n", "\r\n"),
    "byte order mark": "\ufeff" + PRINTED.decode(),
}


@pytest.mark.parametrize("case", MALFORMED_FILES)
def test_a_malformed_proof_file_is_refused(case):
    with pytest.raises(VerificationError):
        parse_proof_file(MALFORMED_FILES[case].encode())


def test_a_proof_file_is_bounded():
    most = replace(FILE, hashes=(ROOT,) * MOST_HASHES, extra=b"x" * 65_535)
    assert parse_proof_file(print_proof_file(most)) == most
    with pytest.raises(VerificationError, match="bytes"):
        parse_proof_file(PRINTED + b"x" * MOST_FILE_BYTES)
    for wrong in (replace(FILE, hashes=(ROOT,) * 64), replace(FILE, index=-1), replace(FILE, checkpoint="")):
        with pytest.raises(MisuseError):
            print_proof_file(wrong)


@given(
    st.binary(max_size=100)
    | st.text(alphabet="index 01\n=", max_size=40).map(lambda text: f"{HEADER}\n{text}".encode())
)
def test_any_bytes_are_a_proof_file_in_its_one_spelling_or_refused(data):
    try:
        file = parse_proof_file(data)
    except VerificationError:
        return
    assert print_proof_file(file) == data


def is_proved(data):
    try:
        file = parse_proof_file(data)
        verify_proof_file(file, file.extra, origin=ORIGIN, log=LOG, verify=verify_ed25519)
    except VerificationError:
        return False
    return True


def test_no_flipped_bit_of_a_proof_file_verifies():
    """Up to the line of the witness, who is not asked for: another's line may be ignored, as the format says."""
    covered = PRINTED.index(b"\n\xe2\x80\x94 example.com/witness ")
    assert is_proved(PRINTED)
    for bit in range(8 * covered):
        damaged = bytearray(PRINTED)
        damaged[bit // 8] ^= 1 << bit % 8
        assert not is_proved(bytes(damaged))


def test_a_consistency_proof_is_what_a_witness_takes():
    proof = prove_consistency(3, SIZE, Nodes(LEAVES))
    body = print_consistency(3, proof, SIGNED.decode()).decode()
    assert body == "old 3\n" + "".join(f"{b64encode(one).decode()}\n" for one in proof) + "\n" + SIGNED.decode()
    assert print_consistency(SIZE, (), TEXT).decode() == f"old {SIZE}\n\n{TEXT}"
