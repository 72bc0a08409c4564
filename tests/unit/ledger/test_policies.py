"""C2SP tlog-policy: what it allows is read and applied, what it forbids is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_trees import invented_key, verify_ed25519

from goodstanding.ledger.checkpoints import Checkpoint, print_checkpoint
from goodstanding.ledger.notes import KeyType, Note, cosign_text, print_note, print_verifier_key, sign_text
from goodstanding.ledger.policies import Policy, parse_policy, verify_under
from goodstanding.values.errors import VerificationError

ORIGIN = "register.example.org"
LOG, LOG_SIGN = invented_key(1, ORIGIN)
WITNESSES = [invented_key(10 + number, f"w{number}.example.net", KeyType.COSIGNATURE_V1) for number in range(6)]
L = print_verifier_key(LOG)
W = [print_verifier_key(key) for key, _ in WITNESSES]
TEXT = print_checkpoint(Checkpoint(origin=ORIGIN, size=3, root=bytes(range(32))))

#: The shape of the specification's own example: two of three, any of three, and both groups.
EXAMPLE = f"""
# An example with two levels of groups.
log {L}

witness X1 {W[0]}
witness X2 {W[1]} https://w1.example.net/submit
  witness\tX3  {W[2]}\t
group X-witnesses 2 X1 X2 X3

witness Y1 {W[3]}
witness Y2 {W[4]}
witness Y3 {W[5]}
group Y-witnesses any Y1 Y2 Y3

group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
"""


def keys(*numbers: int) -> list:
    return [WITNESSES[number][0] for number in numbers]


def note(*numbers: int, log: bool = True) -> bytes:
    signed = [sign_text(TEXT, LOG, LOG_SIGN)] if log else []
    cosigned = [cosign_text(TEXT, WITNESSES[number][0], WITNESSES[number][1], 5) for number in numbers]
    return print_note(Note(text=TEXT, signatures=(*signed, *cosigned)))


def test_the_example_is_read() -> None:
    policy = parse_policy(EXAMPLE.encode())
    assert policy.logs == {LOG: ""}
    assert list(policy.witnesses) == ["X1", "X2", "X3", "Y1", "Y2", "Y3"]
    assert {name: address for name, address in policy.addresses.items() if address} == {
        "X2": "https://w1.example.net/submit"
    }
    assert (policy.groups["X-witnesses"].threshold, policy.groups["X-and-Y"].threshold) == (2, 2)


@pytest.mark.parametrize(
    ("signers", "met"),
    [((0, 1, 3), True), ((0, 2, 5), True), ((0, 1, 2, 3, 4, 5), True), ((0, 3), False), ((0, 1), False), ((), False)],
)
def test_the_example_is_met_by_two_and_one(signers: tuple[int, ...], met: bool) -> None:
    policy = parse_policy(EXAMPLE.encode())
    assert policy.is_met(keys(*signers)) is met
    if met:
        checkpoint, found = verify_under(policy, note(*signers), verify_ed25519)
        assert checkpoint.size == 3
        assert found == {LOG: 0, **dict.fromkeys(keys(*signers), 5)}
    else:
        with pytest.raises(VerificationError):
            verify_under(policy, note(*signers), verify_ed25519)


def test_the_log_must_have_signed_whoever_cosigned() -> None:
    policy = parse_policy(EXAMPLE.encode())
    with pytest.raises(VerificationError, match="No log"):
        verify_under(policy, note(0, 1, 3, log=False), verify_ed25519)


def test_a_log_signs_for_its_own_origin_only() -> None:
    other, sign = invented_key(1, "other.example.org")
    policy = parse_policy(f"log {print_verifier_key(other)}\nquorum none\n".encode())
    signed = print_note(Note(text=TEXT, signatures=(sign_text(TEXT, other, sign),)))
    with pytest.raises(VerificationError, match="own origin"):
        verify_under(policy, signed, verify_ed25519)


def test_a_bad_signature_of_a_known_witness_spoils_the_note() -> None:
    policy = parse_policy(f"log {L}\nwitness a {W[0]}\nquorum none\n".encode())
    line = print_note(Note(text=TEXT, signatures=(cosign_text(TEXT, WITNESSES[0][0], lambda _: bytes(64), 5),)))
    with pytest.raises(VerificationError):
        verify_under(policy, note() + line.removeprefix(f"{TEXT}\n".encode()), verify_ed25519)


@pytest.mark.parametrize(
    "text",
    [
        "quorum none\n",
        f"log {L}\nquorum none\n",
        f"log {L} https://log.example.org/\nquorum none\n",
        f"witness a {W[0]}\nquorum a\nlog {L}\n",
        f"witness a {W[0]}\ngroup g 1 a\nquorum g\n",
        f"witness a {W[0]}\ngroup g any a\ngroup h all g\nquorum h\n",
        f"#no blank\n \t # after blanks\nwitness a# {W[0]}\nquorum a#\n",
        f"witness any {W[0]}\ngroup all any any\nquorum all\n",
        "quorum none\n\n\t\n",
    ],
)
def test_what_is_allowed(text: str) -> None:
    assert isinstance(parse_policy(text.encode()), Policy)


def test_names_are_octets_and_not_characters() -> None:
    policy = parse_policy(b"witness \xff " + W[0].encode() + b"\nwitness K " + W[1].encode() + b"\ngroup g all \xff K\n"
                          b"witness \xe2\x84\xaa " + W[2].encode() + b"\nquorum g\n")  # fmt: skip
    assert len(policy.witnesses) == 3
    assert policy.is_met(keys(0, 1))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        f"log {L}\n",  # no quorum
        "quorum none",  # not ended
        "quorum none\r\n",
        "quorum none\x0b\n",
        "quorum none\x7f\n",
        "quorum\n",
        "quorum none none\n",
        "quorum none\nquorum none\n",
        "quorum a\n",
        f"quorum a\nwitness a {W[0]}\n",  # defined behind
        "unknown line\n",
        "log\nquorum none\n",
        f"log {L} a b\nquorum none\n",
        f"log {L}\nlog {L}\nquorum none\n",
        f"log {W[0]}\nquorum none\n",  # a witness's key
        f"log {L[:-1]}\nquorum none\n",
        f"witness a {L}\nquorum none\n",  # a log's key
        "witness a\nquorum none\n",
        f"witness a {W[0]} b c\nquorum none\n",
        f"witness none {W[0]}\nquorum none\n",
        f"witness a {W[0]}\nwitness a {W[1]}\nquorum none\n",
        f"witness a {W[0]}\nwitness b {W[0]}\nquorum none\n",
        f"witness a {W[0]}\ngroup a any a\nquorum none\n",
        f"witness a {W[0]}\ngroup none any a\nquorum none\n",
        f"witness a {W[0]}\ngroup g any\nquorum none\n",
        f"witness a {W[0]}\ngroup g any a a\nquorum none\n",
        f"witness a {W[0]}\ngroup g any a\ngroup h any a\nquorum none\n",  # one way only
        f"witness a {W[0]}\ngroup g any b\nquorum none\n",
        f"witness a {W[0]}\ngroup g any g\nquorum none\n",
        "group g any none\nquorum g\n",
        f"witness a {W[0]}\ngroup g 0 a\nquorum none\n",
        f"witness a {W[0]}\ngroup g 2 a\nquorum none\n",
        f"witness a {W[0]}\ngroup g 01 a\nquorum none\n",
        f"witness a {W[0]}\ngroup g +1 a\nquorum none\n",
        f"witness a {W[0]}\ngroup g ALL a\nquorum none\n",
        f"witness a {W[0]}\ngroup g 99999 a\nquorum none\n",
    ],
)
def test_what_is_forbidden(text: str) -> None:
    with pytest.raises(VerificationError):
        parse_policy(text.encode())


def test_the_same_key_under_another_name_is_a_duplicate() -> None:
    other, _ = invented_key(1, "other.example.org")
    with pytest.raises(VerificationError, match="twice"):
        parse_policy(f"log {L}\nlog {print_verifier_key(other)}\nquorum none\n".encode())


def test_limits() -> None:
    many = "".join(
        f"witness w{number} {print_verifier_key(invented_key(number, 'w.example.net', KeyType.COSIGNATURE_V1)[0])}\n"
        for number in range(32)
    )
    nested = "".join(f"group g{number} any {'w' if number == 0 else 'g'}{max(number - 1, 0)}\n" for number in range(32))
    assert parse_policy(f"{many}{nested}quorum g31\n".encode()).quorum == "g31"
    with pytest.raises(VerificationError):
        parse_policy(b"#" * 1_000_001 + b"\n")
    with pytest.raises(VerificationError):
        parse_policy(b"quorum none\n" * 1_001)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        parse_policy(data)
    except VerificationError:
        return
