"""What every keyring owes: keyed digests for one purpose each, keys behind passphrases. And the files' own duties."""

import stat
from pathlib import Path

import pytest
from sample_register import PASSPHRASE, MemoryKeyring

from goodstanding.adapters.keyring import SECRET_BYTES, FileKeyring
from goodstanding.adapters.randomness import SystemRandomness
from goodstanding.services.ports import Keyring
from goodstanding.values.errors import AuthorizationError, ConflictError, SchemaError


def file_keyring(folder: Path) -> FileKeyring:
    FileKeyring.create(folder, SystemRandomness())
    return FileKeyring(folder, SystemRandomness())


KEYRINGS = {"files": file_keyring, "memory": lambda _: MemoryKeyring()}


@pytest.fixture(params=KEYRINGS)
def keyring(request: pytest.FixtureRequest, tmp_path: Path) -> Keyring:
    return KEYRINGS[request.param](tmp_path)


def test_a_digest_is_of_its_purpose_and_text(keyring):
    digest = keyring.digest("subject", "xv-reg:C0000000137")
    assert digest == keyring.digest("subject", "xv-reg:C0000000137")
    assert len(bytes.fromhex(digest)) == 16
    others = [("key", "xv-reg:C0000000137"), ("subject", "xv-reg:C0000000138"), ("subject", ""), ("", "subject")]
    assert len({digest, *(keyring.digest(*other) for other in others)}) == 5


def test_a_key_signs_and_no_other_does(keyring):
    first = keyring.create_officer("verifier-1", PASSPHRASE)
    second = keyring.create_officer("verifier-2", PASSPHRASE)
    signature = keyring.signer("verifier-1", PASSPHRASE)(b"act")
    assert (len(first), len(signature)) == (32, 64)
    assert keyring.verify(first, signature, b"act")
    assert not keyring.verify(first, signature, b"another act")
    assert not keyring.verify(second, signature, b"act")
    assert not keyring.verify(first, keyring.signer("verifier-2", PASSPHRASE)(b"act"), b"act")


@pytest.mark.parametrize(
    ("key", "signature"), [(b"", b""), (b"k" * 31, b"s" * 64), (bytes(32), b""), (bytes(32), b"s" * 64)]
)
def test_what_is_no_key_or_signature_is_not_good(keyring, key, signature):
    assert keyring.verify(key, signature, b"act") is False


@pytest.mark.parametrize("passphrase", ["", "another passphrase", PASSPHRASE + " ", PASSPHRASE.upper()])
def test_a_wrong_passphrase_opens_nothing(keyring, passphrase):
    keyring.create_officer("verifier-1", PASSPHRASE)
    with pytest.raises(AuthorizationError):
        keyring.signer("verifier-1", passphrase)


def test_an_unknown_officer_has_no_key(keyring):
    with pytest.raises(AuthorizationError):
        keyring.signer("verifier-1", PASSPHRASE)


def test_an_officer_gets_one_key(keyring):
    keyring.create_officer("verifier-1", PASSPHRASE)
    with pytest.raises(ConflictError):
        keyring.create_officer("verifier-1", PASSPHRASE)


def test_two_registers_digest_differently(tmp_path):
    digests = set()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        digests.add(file_keyring(tmp_path / name).digest("subject", "xv-reg:C0000000137"))
    assert len(digests) == 2


def test_a_secret_is_made_once(tmp_path):
    digest = file_keyring(tmp_path).digest("subject", "a")
    assert file_keyring(tmp_path).digest("subject", "a") == digest


@pytest.mark.parametrize("left", [None, b"", b"x" * (SECRET_BYTES - 1), b"x" * (SECRET_BYTES + 1)])
def test_a_missing_or_damaged_secret_is_said_so(tmp_path, left):
    if left is not None:
        (tmp_path / "secret.key").write_bytes(left)
    with pytest.raises(SchemaError):
        FileKeyring(tmp_path, SystemRandomness())


def test_secrets_are_their_owner_s_and_not_in_the_clear(tmp_path):
    file_keyring(tmp_path).create_officer("verifier-1", PASSPHRASE)
    key = tmp_path / "officers" / "verifier-1.pem"
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "secret.key", key, key.parent)}
    assert modes == {"secret.key": 0o600, "verifier-1.pem": 0o600, "officers": 0o700}
    assert b"ENCRYPTED PRIVATE KEY" in key.read_bytes()


def test_a_key_that_is_not_protected_is_not_taken(tmp_path):
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    keyring = file_keyring(tmp_path)
    keyring.create_officer("verifier-1", PASSPHRASE)
    plain = Ed25519PrivateKey.generate().private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    (tmp_path / "officers" / "verifier-1.pem").write_bytes(plain)
    with pytest.raises(AuthorizationError):
        keyring.signer("verifier-1", PASSPHRASE)


def test_a_secret_that_was_half_written_is_written_anew(tmp_path: Path) -> None:
    """Killed while writing: what was begun has another name, so that no torn secret is ever taken for the secret."""
    (tmp_path / "secret.key.goodstanding-begun").write_bytes(b"torn")
    FileKeyring.create(tmp_path, SystemRandomness())
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]
    assert len((tmp_path / "secret.key").read_bytes()) == SECRET_BYTES


def test_a_secret_is_never_replaced(tmp_path: Path) -> None:
    FileKeyring.create(tmp_path, SystemRandomness())
    before = (tmp_path / "secret.key").read_bytes()
    FileKeyring.create(tmp_path, SystemRandomness())
    assert (tmp_path / "secret.key").read_bytes() == before
