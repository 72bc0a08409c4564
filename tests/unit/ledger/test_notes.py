"""Signed notes: published examples, the rules of the specification, and everything malformed."""

from base64 import b64decode, b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_trees import invented_key, verify_ed25519

from goodstanding.ledger.notes import (
    MOST_NOTE_BYTES,
    MOST_SIGNATURES,
    KeyType,
    Note,
    Signature,
    VerifiedNote,
    VerifierKey,
    cosign_text,
    parse_note,
    parse_verifier_key,
    print_note,
    print_verifier_key,
    sign_text,
    verify_note,
)
from goodstanding.values.errors import MisuseError, VerificationError

#: Out of the tests of the format's first implementation (golang.org/x/mod/sumdb/note).
PUBLISHED_KEY = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
PUBLISHED_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PUBLISHED_LINE = (
    "\u2014 EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
)
#: The examples of C2SP signed-note and tlog-cosignature.
SIGNED_NOTE_EXAMPLE = (
    "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
    "\u2014 quasimodo.example/salvatore "
    "NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n"
)
COSIGNATURE_EXAMPLE = (
    "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA=="
)

TEXT = "example.com/log\n3\nfirst\n"
KEY, SIGN = invented_key(1, "example.com/log")
OTHER, OTHER_SIGN = invented_key(2, "example.com/other")
WITNESS, WITNESS_SIGN = invented_key(3, "example.com/witness", KeyType.COSIGNATURE_V1)
AT = 1_679_315_147

LINE = sign_text(TEXT, KEY, SIGN)
OTHER_LINE = sign_text(TEXT, OTHER, OTHER_SIGN)
COSIGNED = cosign_text(TEXT, WITNESS, WITNESS_SIGN, AT)


def note_of(*signatures, text=TEXT):
    return print_note(Note(text=text, signatures=signatures))


def altered(signature, **changes):
    return Signature(**{"name": signature.name, "key_id": signature.key_id, "body": signature.body} | changes)


SIGNED = note_of(LINE)


def test_the_published_note_verifies():
    data = f"{PUBLISHED_TEXT}\n{PUBLISHED_LINE}".encode()
    key = parse_verifier_key(PUBLISHED_KEY)
    assert (key.name, key.type, key.id.hex()) == ("EnochRoot", KeyType.ED25519, "af0cfe78")
    assert print_verifier_key(key) == PUBLISHED_KEY
    assert verify_note(data, [key], verify_ed25519) == VerifiedNote(text=PUBLISHED_TEXT, signers={key: 0})
    assert print_note(parse_note(data)) == data


def test_the_example_of_the_specification_is_read():
    note = parse_note(SIGNED_NOTE_EXAMPLE.encode())
    assert note.text.endswith(":\n\ned è subito sera.\n")
    assert [(one.name, len(one.key_id), len(one.body)) for one in note.signatures] == [
        ("quasimodo.example/salvatore", 4, 64)
    ]
    assert print_note(note) == SIGNED_NOTE_EXAMPLE.encode()


def test_a_cosignature_is_laid_out_as_in_the_example():
    """timestamped_signature: u64 big-endian, then 64 bytes."""
    body = b64decode(COSIGNATURE_EXAMPLE)[4:]
    assert (len(body), int.from_bytes(body[:8], "big")) == (8 + 64, AT)
    assert (len(COSIGNED.body), COSIGNED.body[:8]) == (8 + 64, body[:8])
    message = b"cosignature/v1\ntime 1679315147\n" + TEXT.encode()
    assert verify_ed25519(WITNESS.public_key, COSIGNED.body[8:], message)


def test_a_note_that_is_signed_verifies():
    assert SIGNED.startswith(TEXT.encode() + b"\n\xe2\x80\x94 example.com/log ")
    assert verify_note(SIGNED, [KEY], verify_ed25519) == VerifiedNote(text=TEXT, signers={KEY: 0})
    both = note_of(LINE, COSIGNED)
    assert verify_note(both, [WITNESS, KEY], verify_ed25519).signers == {KEY: 0, WITNESS: AT}
    assert verify_note(both, [WITNESS], verify_ed25519).signers == {WITNESS: AT}


def test_unknown_keys_are_ignored():
    """Also where they share the name or the id, but not both, and where their signature is nonsense."""
    strangers = (
        altered(LINE, key_id=b"\0\0\0\0"),
        altered(LINE, name="example.com/stranger"),
        altered(LINE, name="example.com/stranger", body=b"?"),
        OTHER_LINE,
        OTHER_LINE,
    )
    data = note_of(*strangers, LINE, *strangers)
    assert verify_note(data, [KEY], verify_ed25519).signers == {KEY: 0}


@pytest.mark.parametrize("keys", [[], [OTHER], [WITNESS]], ids=["none", "another", "a witness"])
def test_a_note_that_no_known_key_signed_is_rejected(keys):
    with pytest.raises(VerificationError, match="No known key"):
        verify_note(SIGNED, keys, verify_ed25519)


def test_the_same_key_under_another_name_or_type_is_another_key():
    for key in (VerifierKey(name="example.com/log2", type=KeyType.ED25519, public_key=KEY.public_key),
                VerifierKey(name=KEY.name, type=KeyType.COSIGNATURE_V1, public_key=KEY.public_key)):  # fmt: skip
        assert key.id != KEY.id
        with pytest.raises(VerificationError, match="No known key"):
            verify_note(SIGNED, [key], verify_ed25519)


@pytest.mark.parametrize(
    "bad",
    [altered(LINE, body=OTHER_LINE.body), altered(LINE, body=LINE.body[:-1]), altered(LINE, body=LINE.body + b"\0"),
     altered(LINE, body=b"\0"), altered(LINE, body=COSIGNED.body),
     sign_text("another text\n", KEY, SIGN)],
    ids=["another's", "short", "long", "one-byte", "of-another-type", "of-another-text"],
)  # fmt: skip
def test_a_known_key_that_fails_rejects_the_note(bad):
    for data in (note_of(bad), note_of(OTHER_LINE, bad), note_of(LINE, bad), note_of(bad, LINE)):
        with pytest.raises(VerificationError, match="bad"):
            verify_note(data, [KEY, OTHER], verify_ed25519)


@pytest.mark.parametrize(
    "bad",
    [altered(COSIGNED, body=(AT + 1).to_bytes(8, "big") + COSIGNED.body[8:]), altered(COSIGNED, body=COSIGNED.body[8:]),
     altered(COSIGNED, body=COSIGNED.body[:8]), altered(COSIGNED, body=LINE.body),
     altered(COSIGNED, body=b"\x80" + COSIGNED.body[1:])],
    ids=["another-time", "no-time", "no-signature", "plain", "time-of-2^63"],
)  # fmt: skip
def test_a_bad_cosignature_rejects_the_note(bad):
    with pytest.raises(VerificationError, match="bad"):
        verify_note(note_of(LINE, bad), [KEY, WITNESS], verify_ed25519)


@pytest.mark.parametrize("length", [1, 8, 63, 65, 71, 73])
def test_the_length_of_a_signature_is_checked_here(length):
    """Whatever the handed in verifier makes of it."""
    for line, key in ((LINE, KEY), (COSIGNED, WITNESS)):
        with pytest.raises(VerificationError, match="bad"):
            verify_note(note_of(altered(line, body=b"\0" * length)), [key], lambda *_: True)


def test_a_time_of_2_to_the_63_is_refused_though_well_signed():
    at = 2**63
    body = at.to_bytes(8, "big") + WITNESS_SIGN(f"cosignature/v1\ntime {at}\n{TEXT}".encode())
    with pytest.raises(VerificationError, match="bad"):
        verify_note(note_of(altered(COSIGNED, body=body)), [WITNESS], verify_ed25519)
    latest = cosign_text(TEXT, WITNESS, WITNESS_SIGN, at - 1)
    assert verify_note(note_of(latest), [WITNESS], verify_ed25519).signers == {WITNESS: at - 1}


def test_a_key_that_signed_twice_counts_once():
    later = cosign_text(TEXT, WITNESS, WITNESS_SIGN, AT + 60)
    data = note_of(LINE, LINE, later, COSIGNED)
    assert verify_note(data, [KEY, WITNESS], verify_ed25519).signers == {KEY: 0, WITNESS: AT + 60}


def test_a_key_that_is_known_twice_is_one_key():
    assert verify_note(SIGNED, [KEY, KEY], verify_ed25519).signers == {KEY: 0}


def test_two_keys_of_one_name_and_id_are_misuse(monkeypatch):
    monkeypatch.setattr(VerifierKey, "id", property(lambda key: b"same"))
    namesake = VerifierKey(name=KEY.name, type=KeyType.ED25519, public_key=OTHER.public_key)
    with pytest.raises(MisuseError, match="one id"):
        verify_note(SIGNED, [KEY, namesake], verify_ed25519)


def test_the_last_empty_line_parts_text_and_signatures():
    text = "one\n\n\n\u2014 not a signature\n\n"
    data = note_of(sign_text(text, KEY, SIGN), text=text)
    assert verify_note(data, [KEY], verify_ed25519).text == text
    assert parse_note(b"\n\n" + SIGNED.partition(b"\n\n")[2]).text == "\n"


SIGNATURE_LINE = SIGNED.partition(b"\n\n")[2].decode()
ENCODED = SIGNATURE_LINE.split(" ")[2].rstrip("\n")
BODY = TEXT + "\n"
MALFORMED = {
    "nothing": "",
    "a newline": "\n",
    "two newlines": "\n\n",
    "no signature": TEXT,
    "an empty signature block": BODY,
    "no blank line": TEXT + SIGNATURE_LINE,
    "only signatures": SIGNATURE_LINE,
    "missing last newline": BODY + SIGNATURE_LINE[:-1],
    "surplus newline": BODY + SIGNATURE_LINE + "\n",
    "text after": BODY + SIGNATURE_LINE + "more\n",
    "text between": BODY + "more\n" + SIGNATURE_LINE,
    "CR LF": (BODY + SIGNATURE_LINE).replace("\n", "\r\n"),
    "CR in the text": "a\rb\n\n" + SIGNATURE_LINE,
    "CR after the signature": BODY + SIGNATURE_LINE[:-1] + "\r\n",
    "tab": "a\tb\n\n" + SIGNATURE_LINE,
    "NUL": "a\0b\n\n" + SIGNATURE_LINE,
    "hyphen": BODY + SIGNATURE_LINE.replace("\u2014", "-"),
    "en dash": BODY + SIGNATURE_LINE.replace("\u2014", "\u2013"),
    "no space after the dash": BODY + SIGNATURE_LINE.replace("\u2014 ", "\u2014"),
    "two spaces after the dash": BODY + SIGNATURE_LINE.replace("\u2014 ", "\u2014  "),
    "two spaces before the signature": BODY + SIGNATURE_LINE.replace("log ", "log  "),
    "a space at the end": BODY + SIGNATURE_LINE.replace("\n", " \n"),
    "a space before the dash": BODY + " " + SIGNATURE_LINE,
    "no name": BODY + f"\u2014  {ENCODED}\n",
    "no signature after the name": BODY + "\u2014 example.com/log\n",
    "plus in the name": BODY + f"\u2014 a+b {ENCODED}\n",
    "no-break space in the name": BODY + f"\u2014 a\u00a0b {ENCODED}\n",
    "next line in the name": BODY + f"\u2014 a\u0085b {ENCODED}\n",
    "line separator in the name": BODY + f"\u2014 a\u2028b {ENCODED}\n",
    "ideographic space in the name": BODY + f"\u2014 a\u3000b {ENCODED}\n",
    "empty base64": BODY + "\u2014 a \n",
    "only an id": BODY + f"\u2014 a {b64encode(b'1234').decode()}\n",
    "half an id": BODY + f"\u2014 a {b64encode(b'12').decode()}\n",
    "no padding": BODY + f"\u2014 a {b64encode(b'12345').decode().rstrip('=')}\n",
    "surplus padding": BODY + f"\u2014 a {b64encode(b'123456').decode()}=\n",
    "padding in the middle": BODY + "\u2014 a MTI=MTIzNA==\n",
    "unused bits set": BODY + "\u2014 a MTIzNDV=\n",
    "the URL alphabet": BODY
    + "\u2014 a "
    + ENCODED.replace("+", "-").replace("/", "_").replace(ENCODED[0], "_")
    + "\n",
    "base64 that is not ASCII": BODY + "\u2014 a MTIzNDU\uff1d\n",
}


@pytest.mark.parametrize("case", MALFORMED)
def test_a_malformed_note_is_refused(case):
    data = MALFORMED[case].encode()
    with pytest.raises(VerificationError):
        parse_note(data)
    with pytest.raises(VerificationError):
        verify_note(data, [KEY], verify_ed25519)


@pytest.mark.parametrize("data", [b"\xff\n\n", b"\xed\xa0\x80\n\n", b"\xc0\x80\n\n", b"\xef\xbb"], ids=repr)
def test_what_is_not_utf_8_is_refused(data):
    with pytest.raises(VerificationError, match="UTF-8"):
        parse_note(data + SIGNATURE_LINE.encode())


def test_a_note_is_bounded():
    assert len(parse_note(note_of(*[LINE] * MOST_SIGNATURES)).signatures) == MOST_SIGNATURES > 16
    with pytest.raises(VerificationError, match="signatures"):
        parse_note(SIGNED + SIGNATURE_LINE.encode() * MOST_SIGNATURES)
    with pytest.raises(VerificationError, match="bytes"):
        parse_note(b"x" * MOST_NOTE_BYTES + SIGNED)


@pytest.mark.parametrize(
    "note",
    [Note(text=TEXT, signatures=()), Note(text="no newline", signatures=(LINE,)), Note(text="", signatures=(LINE,)),
     Note(text="a\rb\n", signatures=(LINE,)), Note(text="\ud800\n", signatures=(LINE,)),
     Note(text=TEXT, signatures=(altered(LINE, name="a b"),)), Note(text=TEXT, signatures=(altered(LINE, name=""),)),
     Note(text=TEXT, signatures=(altered(LINE, key_id=b"123"),)),
     Note(text=TEXT, signatures=(altered(LINE, body=b""),)),
     Note(text=TEXT, signatures=(LINE,) * 101)],
    ids=range(10),
)  # fmt: skip
def test_what_would_not_be_read_back_is_not_printed(note):
    with pytest.raises(MisuseError):
        print_note(note)


@pytest.mark.parametrize("text", ["", "no newline", "a\rb\n", "a\x00\n", "\udc80\n"])
def test_what_is_no_text_of_a_note_is_not_signed(text):
    with pytest.raises(MisuseError):
        sign_text(text, KEY, SIGN)
    with pytest.raises(MisuseError):
        cosign_text(text, WITNESS, WITNESS_SIGN, AT)


def test_a_key_signs_in_its_own_way_only():
    with pytest.raises(MisuseError):
        sign_text(TEXT, WITNESS, WITNESS_SIGN)
    with pytest.raises(MisuseError):
        cosign_text(TEXT, KEY, SIGN, AT)
    for at in (-1, 2**63):
        with pytest.raises(MisuseError):
            cosign_text(TEXT, WITNESS, WITNESS_SIGN, at)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb", "a\u2003b", "\ud800"])
def test_no_key_has_such_a_name(name):
    with pytest.raises(MisuseError):
        VerifierKey(name=name, type=KeyType.ED25519, public_key=KEY.public_key)


@pytest.mark.parametrize("kind", KeyType)
def test_a_verifier_key_is_printed_and_read(kind):
    key, _ = invented_key(7, "example.com/key", kind)
    assert parse_verifier_key(print_verifier_key(key)) == key


def test_no_part_and_no_neighbour_of_a_verifier_key_is_one():
    for start in range(len(PUBLISHED_KEY)):
        for end in range(start, len(PUBLISHED_KEY) + 1):
            if (start, end) != (0, len(PUBLISHED_KEY)):
                with pytest.raises(VerificationError):
                    parse_verifier_key(PUBLISHED_KEY[start:end])
    for place, letter in enumerate(PUBLISHED_KEY):
        with pytest.raises(VerificationError):
            parse_verifier_key(PUBLISHED_KEY[:place] + chr(ord(letter) + 1) + PUBLISHED_KEY[place + 1 :])


@pytest.mark.parametrize(
    "change", [str.upper, str.strip, lambda key: key + "\n", lambda key: key + "+", lambda key: ""]
)
def test_a_verifier_key_has_one_spelling(change):
    changed = change(PUBLISHED_KEY)
    if changed != PUBLISHED_KEY:
        with pytest.raises(VerificationError):
            parse_verifier_key(changed)


def spelled(name, kind, public_key):
    """A verifier key whose id fits, whatever its parts are."""
    from hashlib import sha256

    material = bytes([kind]) + public_key
    key_id = sha256(name.encode() + b"\n" + material).digest()[:4].hex()
    return f"{name}+{key_id}+{b64encode(material).decode()}"


@pytest.mark.parametrize(
    ("kind", "length"),
    [(0x00, 32), (0x02, 32), (0x05, 32), (0x06, 1312), (0xFF, 32), (0x01, 31), (0x01, 33), (0x04, 0)],
)
def test_a_verifier_key_of_another_type_or_length_is_refused(kind, length):
    assert parse_verifier_key(spelled("a", 0x01, KEY.public_key)).public_key == KEY.public_key
    with pytest.raises(VerificationError, match="known type"):
        parse_verifier_key(spelled("a", kind, b"\x07" * length))


@given(st.binary(max_size=200) | st.text(alphabet="ab\n \u2014+=/A1", max_size=60).map(str.encode))
def test_any_bytes_are_a_note_in_its_one_spelling_or_refused(data):
    try:
        note = parse_note(data)
    except VerificationError:
        return
    assert print_note(note) == data


@given(st.text() | st.text(alphabet="a+01f=", max_size=30))
def test_any_text_is_a_verifier_key_in_its_one_spelling_or_refused(text):
    try:
        key = parse_verifier_key(text)
    except VerificationError:
        return
    assert print_verifier_key(key) == text


def test_no_flipped_bit_verifies():
    """One known key, so one good line: every bit of text and line counts."""
    for bit in range(8 * len(SIGNED)):
        damaged = bytearray(SIGNED)
        damaged[bit // 8] ^= 1 << bit % 8
        with pytest.raises(VerificationError):
            verify_note(bytes(damaged), [KEY], verify_ed25519)
