"""What every keeper of the log's keys does: the one of the tests in memory, and the one in files."""

import shutil
import stat
import threading
from pathlib import Path

import pytest
from sample_published import MemoryLogKeys
from sample_trees import verify_ed25519

from goodstanding.adapters.log_keys import FileLogKeys
from goodstanding.adapters.randomness import SeededRandomness
from goodstanding.ledger.notes import KeyType, Note, Signature, VerifierKey, print_note
from goodstanding.services.log_ports import LogKeys, Place
from goodstanding.values.errors import AuthorizationError

PASSPHRASE = "an invented passphrase"
SIGNED = Signature(name="register.example.org", key_id=bytes(4), body=bytes(64))


def never(_: VerifierKey) -> list[str]:
    raise AssertionError("a passphrase was asked for")


def named(public_key: bytes) -> VerifierKey:
    return VerifierKey(name="register.example.org", type=KeyType.ED25519, public_key=public_key)


@pytest.fixture(params=["memory", "files"])
def keys(request: pytest.FixtureRequest, tmp_path: Path) -> LogKeys:
    return MemoryLogKeys() if request.param == "memory" else FileLogKeys(tmp_path, SeededRandomness("keys"))


def test_a_key_signs_for_its_public_half(keys: LogKeys) -> None:
    public_key = keys.create(None)
    assert verify_ed25519(public_key, keys.signer(named(public_key), never)(b"head"), b"head")
    assert keys.create(None) != public_key


def test_a_protected_key_opens_by_its_passphrase_alone(keys: LogKeys) -> None:
    public_key = keys.create(PASSPHRASE)
    assert verify_ed25519(public_key, keys.signer(named(public_key), lambda _: [PASSPHRASE])(b"head"), b"head")
    for wrong in ("", "another passphrase"):
        with pytest.raises(AuthorizationError):
            keys.signer(named(public_key), lambda _, wrong=wrong: [wrong])


def test_of_several_passphrases_each_key_takes_its_own(keys: LogKeys) -> None:
    for public_key in (keys.create(PASSPHRASE), keys.create("another passphrase")):
        signer = keys.signer(named(public_key), lambda _: [PASSPHRASE, "another passphrase"])
        assert verify_ed25519(public_key, signer(b"head"), b"head")


def test_a_key_that_is_not_here_signs_nothing(keys: LogKeys) -> None:
    with pytest.raises(AuthorizationError):
        keys.signer(named(bytes(32)), never)


def test_what_was_signed_is_remembered(keys: LogKeys) -> None:
    with keys.exclusively():
        assert keys.signed() is None
        keys.keep(7, b"one")
        keys.keep(9, b"two")
        keys.keep(9, b"two, cosigned")
        assert keys.signed() == keys.signed(9) == b"two, cosigned"
        assert (keys.signed(7), keys.signed(8)) == (b"one", None)


def test_of_what_is_kept_twice_either_may_be_gone(tmp_path: Path) -> None:
    keys = FileLogKeys(tmp_path, SeededRandomness("keys"))
    (tmp_path / "log").mkdir()
    for size in (9, 30):
        keys.keep(size, print_note(Note(text=f"register.example.org\n{size}\n{'A' * 43}=\n", signatures=(SIGNED,))))
    newest, older = keys.signed(30), keys.signed(9)
    last = tmp_path / "log" / "signed"
    assert keys.signed() == newest != older
    last.write_bytes(older)
    assert keys.signed() == newest, "the last one came out of an older backup"
    last.unlink()
    assert keys.signed() == newest
    shutil.rmtree(tmp_path / "log" / "checkpoints")
    assert keys.signed() is None
    last.write_bytes(newest)
    assert keys.signed() == newest


def test_hand_overs_are_remembered_by_their_entry(keys: LogKeys) -> None:
    with keys.exclusively():
        assert keys.handovers() == {}
        keys.keep_handover(7, b"seven")
        keys.keep_handover(12, b"twelve")
        keys.keep_handover(7, b"again")
        assert keys.handovers() == {7: b"again", 12: b"twelve"}


def test_where_it_was_published_last_is_remembered(keys: LogKeys) -> None:
    assert keys.place() is None
    for place in (Place(where="/srv/p\udcfcblic", policy=b"quorum none\n"), Place(where="https://log.example.org")):
        with keys.exclusively():
            keys.keep_place(place)
        assert keys.place() == place


def test_it_is_known_which_key_is_protected(keys: LogKeys) -> None:
    assert keys.is_protected(keys.create(PASSPHRASE))
    assert not keys.is_protected(keys.create(None))
    assert not keys.is_protected(bytes(32))


def test_one_signer_at_a_time(keys: LogKeys) -> None:
    order = []

    def second() -> None:
        with keys.exclusively():
            order.append("second")

    with keys.exclusively():
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.2)
        order.append("first")
    thread.join(10)
    assert order == ["first", "second"]


def test_files_are_their_owner_s_only_and_hold_no_open_secret(tmp_path: Path) -> None:
    keys = FileLogKeys(tmp_path, SeededRandomness("keys"))
    public_key = keys.create(PASSPHRASE)
    keys.keep(4, b"signed")
    keys.keep_handover(3, b"handed")
    folder = tmp_path / "log"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_file()} == {0o600}
    assert stat.S_IMODE((folder / "checkpoints").stat().st_mode) == 0o700
    (pem,) = folder.glob("*.pem")
    assert b"ENCRYPTED" in pem.read_bytes()
    other = FileLogKeys(tmp_path, SeededRandomness("other"))
    assert (other.signed(), other.handovers()) == (b"signed", {3: b"handed"})
    assert other.signer(named(public_key), lambda _: [PASSPHRASE])
    (folder / "handover-x").write_bytes(b"no number")
    assert other.handovers() == {3: b"handed"}


def test_a_file_with_another_key_is_refused(tmp_path: Path) -> None:
    keys = FileLogKeys(tmp_path, SeededRandomness("keys"))
    one, two = keys.create(None), keys.create(None)
    first, second = (tmp_path / "log" / f"{key.hex()[:16]}.pem" for key in (one, two))
    first.write_bytes(second.read_bytes())
    with pytest.raises(AuthorizationError, match="another key"):
        keys.signer(named(one), never)
    first.write_bytes(b"no key")
    with pytest.raises(AuthorizationError):
        keys.signer(named(one), never)
