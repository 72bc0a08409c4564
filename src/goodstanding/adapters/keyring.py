"""Secrets in files of the data directory, outside the database: the register's secret and officers' keys."""

import hmac
import os
from pathlib import Path

from goodstanding.ledger.writing import Signer
from goodstanding.services.ports import Randomness
from goodstanding.values.errors import AuthorizationError, ConflictError, SchemaError

SECRET_BYTES = 32
SEED_BYTES = 32


class FileKeyring:
    """`secret.key` and `officers/<id>.pem` (PKCS #8, passphrase-protected), readable by their owner only."""

    def __init__(self, directory: Path, randomness: Randomness) -> None:
        self._randomness = randomness
        self._officers = directory / "officers"
        try:
            self._secret = (directory / "secret.key").read_bytes()
        except FileNotFoundError:
            raise SchemaError("The register's secret is missing.", to_do="restore secret.key from its backup") from None
        if len(self._secret) != SECRET_BYTES:
            raise SchemaError("The register's secret is damaged.", to_do="restore secret.key from its backup")

    @staticmethod
    def create(directory: Path, randomness: Randomness) -> None:
        """Write a new secret where there is none."""
        path = directory / "secret.key"
        if not path.exists():
            _write_private(path, randomness.token(SECRET_BYTES))

    def digest(self, purpose: str, text: str) -> str:
        return hmac.digest(self._secret, f"{purpose}\n{text}".encode(), "sha256")[:16].hex()

    def create_officer(self, officer: str, passphrase: str) -> bytes:
        from cryptography.hazmat.primitives import serialization as form
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        path = self._officers / f"{officer}.pem"
        if path.exists():
            raise ConflictError("There is a key file for this officer already.", to_do="choose another id")
        key = Ed25519PrivateKey.from_private_bytes(self._randomness.token(SEED_BYTES))
        protection = form.BestAvailableEncryption(passphrase.encode())
        self._officers.mkdir(mode=0o700, exist_ok=True)
        _write_private(path, key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, protection))
        return key.public_key().public_bytes(form.Encoding.Raw, form.PublicFormat.Raw)

    def signer(self, officer: str, passphrase: str) -> Signer:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        try:
            pem = (self._officers / f"{officer}.pem").read_bytes()
            key = load_pem_private_key(pem, passphrase.encode())
        except FileNotFoundError:
            raise AuthorizationError("There is no key file for this officer.") from None
        except (ValueError, TypeError):
            raise AuthorizationError("The passphrase does not open this officer's key.") from None
        if not isinstance(key, Ed25519PrivateKey):
            raise AuthorizationError("The officer's key is not an Ed25519 key.")
        return key.sign

    def verify(self, public_key: bytes, signature: bytes, message: bytes) -> bool:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        try:
            Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


def _write_private(path: Path, data: bytes) -> None:
    """Write once and whole or not at all, owner-readable from the first byte on, durable before it is used."""
    begun = path.with_name(f"{path.name}.new")
    descriptor = os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    # A link, unlike a rename, never replaces what is there.
    os.link(begun, path)
    begun.unlink()
    # The name is durable only when its directory is.
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
