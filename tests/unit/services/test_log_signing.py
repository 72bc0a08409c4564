"""The log's keys are enrolled one after the other, and nothing is signed behind what somebody already has."""

from dataclasses import replace

import pytest
from sample_published import ALONE, MemoryLogKeys
from sample_register import Importing, Line, make_ports, opened_ports
from sample_trees import verify_ed25519

from goodstanding.ledger.checkpoints import Checkpoint, parse_checkpoint, print_checkpoint, verify_checkpoint
from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.merkle import EMPTY_ROOT
from goodstanding.ledger.notes import KeyType, Note, VerifierKey, parse_note, print_note, sign_text, verify_note
from goodstanding.services.elsewhere import Elsewhere
from goodstanding.services.log_signing import enroll_first_key, enrolled_keys, rotate_key, sign_head
from goodstanding.values.errors import AuthorizationError, ConflictError, MisuseError, NotFoundError, VerificationError

ORIGIN = "register.example.org"


@pytest.fixture
def keys():
    return MemoryLogKeys()


def sign(ports, keys, passphrase="", known=()):
    with ports.store.reading() as reader, keys.exclusively():
        return sign_head(ports, reader, keys, lambda _: [passphrase], replace(ALONE, notes=tuple(known)))


def test_the_first_key_is_named_after_the_origin_and_enrolled(ports, keys):
    key, head = enroll_first_key(ports, keys, None)
    assert (key.name, key.type) == (ORIGIN, KeyType.ED25519)
    assert list(keys.keys) == [key.public_key]
    (enrolled,) = enrolled_keys(ports.store, head.size)
    assert enrolled.key == key
    assert ports.store.entry(enrolled.seq).envelope.links == ()
    assert enrolled_keys(ports.store, enrolled.seq) == ()
    with pytest.raises(ConflictError, match="rotate"):
        enroll_first_key(ports, keys, None)


def test_a_log_without_a_key_signs_nothing(ports, keys):
    with pytest.raises(NotFoundError, match="log keys new"):
        sign(ports, keys)
    assert keys.signed() is None


def test_the_latest_head_is_signed_and_remembered(ports, keys, importing):
    key, _ = enroll_first_key(ports, keys, "a passphrase of the log")
    importing(Line(key="a"))
    with pytest.raises(AuthorizationError):
        sign(ports, keys, "another passphrase")
    assert keys.signed() is None
    signed = sign(ports, keys, "a passphrase of the log")
    head = ports.store.head()
    checkpoint, _ = verify_checkpoint(signed.note, ORIGIN, key, verify_ed25519)
    assert checkpoint == signed.checkpoint == Checkpoint(origin=ORIGIN, size=head.size, root=head.root)
    assert keys.signed() == signed.note


def test_a_signed_head_is_given_again_with_what_was_added_to_it(ports, keys):
    """Cosignatures that were collected stay with it; the key is not even asked for."""
    enroll_first_key(ports, keys, None)
    signed = sign(ports, keys)
    keys.keep(signed.checkpoint.size, signed.note + "— witness.example.net AAAAAAAA\n".encode())
    keys.keys.clear()
    assert sign(ports, keys).note == keys.signed() != signed.note


def test_at_a_hand_over_both_keys_sign_and_afterwards_only_the_new_one(ports, keys, importing):
    old, _ = enroll_first_key(ports, keys, "the passphrase of the old")
    sign(ports, keys, "the passphrase of the old")
    new, handed = rotate_key(ports, keys, lambda _: ["the passphrase of the old"], "the passphrase of the new", ALONE)
    first, second = enrolled_keys(ports.store, ports.store.head().size)
    assert (first.key, second.key) == (old, new)
    assert ports.store.entry(second.seq).envelope.links == ((Relation.LOG_KEY, first.seq),)
    assert set(verify_note(handed.note, (old, new), verify_ed25519).signers) == {old, new}
    assert keys.handovers() == {second.seq: handed.note}
    assert handed.checkpoint.size == ports.store.head().size > second.seq
    importing(Line(key="a"))
    later = sign(ports, keys, "the passphrase of the new")
    assert set(verify_note(later.note, (old, new), verify_ed25519).signers) == {new}
    assert set(keys.handovers()) == {second.seq}


def test_a_hand_over_that_was_killed_before_it_signed_is_finished_by_the_next_signature(ports, keys, monkeypatch):
    enroll_first_key(ports, keys, None)
    sign(ports, keys)
    keep, keys.keep = keys.keep, None
    with pytest.raises(TypeError):
        rotate_key(ports, keys, lambda _: [""], None, ALONE)
    keys.keep, keys.handed = keep, {}
    assert len(enrolled_keys(ports.store, ports.store.head().size)) == 2
    signed = sign(ports, keys)
    assert len(parse_note(signed.note).signatures) == 2
    assert list(keys.handovers().values()) == [signed.note]


def test_two_rotations_before_anything_is_signed_are_handed_over_at_once(ports, keys):
    enroll_first_key(ports, keys, None)
    rotate_key(ports, keys, lambda _: [""], None, ALONE)
    rotate_key(ports, keys, lambda _: [""], None, ALONE)
    assert [len(parse_note(note).signatures) for note in keys.handovers().values()] == [2, 2]


def test_a_key_is_not_rotated_by_who_cannot_open_it(ports, keys):
    enroll_first_key(ports, keys, "the passphrase of the old")
    was = ports.store.head()
    with pytest.raises(AuthorizationError):
        rotate_key(ports, keys, lambda _: ["a guess"], None, ALONE)
    assert (ports.store.head(), len(keys.keys)) == (was, 1)
    with pytest.raises(NotFoundError):
        rotate_key(opened_ports(), keys, lambda _: [""], None, ALONE)


@pytest.fixture
def grown(ports, keys, tmp_path):
    """A log that signed a head, and a second register that began alike and went another way."""
    enroll_first_key(ports, keys, None)
    Importing(ports=ports, folder=tmp_path)(Line(key="a"))
    return sign(ports, keys)


def restored(tmp_path, keys, *lines):
    """The same register as of its first entries: seeded randomness gives the same bytes again."""
    ports = opened_ports()
    again = MemoryLogKeys()
    enroll_first_key(ports, again, None)
    (tmp_path / "again").mkdir(exist_ok=True)
    for line in lines:
        Importing(ports=ports, folder=tmp_path / "again")(line)
    again.kept = keys.kept
    return ports, again


def test_a_database_from_an_old_backup_signs_nothing(grown, keys, tmp_path):
    ports, again = restored(tmp_path, keys)
    with pytest.raises(ConflictError, match="ahead of the database"):
        sign(ports, again)
    assert again.signed() == grown.note


def test_a_database_that_went_another_way_signs_nothing(grown, keys, tmp_path):
    ports, again = restored(tmp_path, keys, Line(key="b"), Line(key="c"), Line(key="d"))
    assert ports.store.head().size > grown.checkpoint.size
    with pytest.raises(ConflictError, match="does not begin"):
        sign(ports, again)


def test_what_is_published_holds_where_the_signer_forgot(grown, keys, tmp_path):
    ports, again = restored(tmp_path, keys)
    again.kept = None
    with pytest.raises(ConflictError, match="ahead of the database"):
        sign(ports, again, known=[grown.note])
    same, remembered = restored(tmp_path, keys, Line(key="a"))
    remembered.kept = None
    assert sign(same, remembered, known=[grown.note]).note == grown.note


def test_where_all_came_back_from_a_backup_nothing_is_signed_unless_somebody_is_heard(grown, keys, tmp_path):
    """The signer's memory is as old as the database: neither knows better. No entry is written for a new key either."""
    ports, again = restored(tmp_path, keys)
    again.kept, was = None, ports.store.head()

    def ways(elsewhere):
        with ports.store.reading() as reader, again.exclusively():
            yield lambda: sign_head(ports, reader, again, lambda _: [""], elsewhere)
        yield lambda: rotate_key(ports, again, lambda _: [""], None, elsewhere)

    for elsewhere, error, message in (
        (Elsewhere(), MisuseError, "Nobody can be asked"),
        (Elsewhere(silent=True), ConflictError, "there is no checkpoint"),
        (Elsewhere(notes=(grown.note,)), ConflictError, "ahead of the database"),
        (Elsewhere(notes=(grown.note,), not_restored=True), ConflictError, "ahead of the database"),
        (Elsewhere(ask=lambda *_: None), ConflictError, "Too few witnesses"),
        (Elsewhere(ask=lambda *_: 1), ConflictError, "A witness knows the log at size 1"),
    ):
        again.kept = None
        for sign_now in ways(elsewhere):
            with pytest.raises(error, match=message):
                sign_now()
        assert (ports.store.head(), len(again.keys)) == (was, 1)
        assert again.kept in (None, grown.note)


def test_a_head_out_of_a_backup_is_not_given_again_where_nobody_was_heard(ports, keys):
    """Published in a new place, it would pass for the newest from then on."""
    enroll_first_key(ports, keys, None)
    signed = sign(ports, keys)
    with ports.store.reading() as reader, pytest.raises(MisuseError, match="Nobody can be asked"):
        sign_head(ports, reader, keys, lambda _: [""], Elsewhere())
    with ports.store.reading() as reader:
        assert sign_head(ports, reader, keys, lambda _: [""], Elsewhere(notes=(signed.note,))) == signed


def test_what_was_shown_ahead_of_the_database_is_remembered_and_nothing_is_rotated_behind_it(grown, keys, tmp_path):
    ports, again = restored(tmp_path, keys)
    again.kept = None
    with pytest.raises(ConflictError, match="ahead of the database"):
        sign(ports, again, known=[grown.note])
    was = ports.store.head()
    with pytest.raises(ConflictError, match="ahead of the database"):
        sign(ports, again)
    with pytest.raises(ConflictError, match="ahead of the database"):
        rotate_key(ports, again, lambda _: [""], None, ALONE)
    assert (again.signed(), ports.store.head(), len(again.keys)) == (grown.note, was, 1)


def test_no_second_root_is_signed_at_a_size_that_was_signed(grown, keys, tmp_path):
    ports, again = restored(tmp_path, keys, Line(key="b"))
    assert ports.store.head().size == grown.checkpoint.size
    again.kept, again.history = None, dict(keys.history)
    with pytest.raises(ConflictError, match="does not begin"):
        sign(ports, again)
    assert again.history == keys.history


def test_a_checkpoint_that_this_log_did_not_sign_is_refused(ports, keys, grown):
    text = print_checkpoint(grown.checkpoint)
    stranger = VerifierKey(name=ORIGIN, type=KeyType.ED25519, public_key=MemoryLogKeys().create(None)[::-1])
    forged = print_note(Note(text=text, signatures=(sign_text(text, stranger, lambda _: bytes(64)),)))
    with pytest.raises(VerificationError):
        sign(ports, keys, known=[forged])
    with pytest.raises(VerificationError):
        sign(ports, keys, known=[b"no note"])


def test_a_checkpoint_of_another_log_is_refused_whoever_signed_it(ports, keys, grown):
    (key,) = (one.key for one in enrolled_keys(ports.store, ports.store.head().size))
    text = print_checkpoint(Checkpoint(origin="other.example.org", size=0, root=EMPTY_ROOT))
    note = print_note(Note(text=text, signatures=(sign_text(text, key, keys.signer(key, lambda _: [""])),)))
    with pytest.raises(VerificationError, match="another log"):
        sign(ports, keys, known=[note])


def test_the_first_entry_is_needed(keys):
    with pytest.raises(NotFoundError):
        sign(make_ports(), keys)


def test_the_kind_of_entry_and_its_group(ports, keys):
    _, head = enroll_first_key(ports, keys, None)
    entry = ports.store.entry(head.size - 2)
    assert entry.envelope.kind is Kind.LOG_KEY_ENROLLED
    assert set(entry.values) == {"log_key"}
    assert parse_checkpoint(parse_note(sign(ports, keys).note).text).size == head.size
