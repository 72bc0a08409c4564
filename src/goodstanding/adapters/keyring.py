"""Secrets in files of the data directory, outside the database: the register's secret and officers' keys."""

import hmac
from pathlib import Path

from goodstanding.adapters.durable import read_own, write_once
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
        to_do = "restore secret.key from its backup"
        secret = read_own(directory / "secret.key", to_do)
        if secret is None:
            raise SchemaError("The register's secret is missing.", to_do=to_do)
        if len(secret) != SECRET_BYTES:
            raise SchemaError("The register's secret is damaged.", to_do=to_do)
        self._secret = secret

    @staticmethod
    def create(directory: Path, randomness: Randomness) -> None:
        """Write a new secret where there is none."""
        path = directory / "secret.key"
        if not path.exists():
            write_once(path, randomness.token(SECRET_BYTES))

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
        write_once(path, key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, protection))
        return key.public_key().public_bytes(form.Encoding.Raw, form.PublicFormat.Raw)

    def signer(self, officer: str, passphrase: str) -> Signer:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        pem = read_own(self._officers / f"{officer}.pem", "restore the folder officers from its backup")
        if pem is None:
            raise AuthorizationError("There is no key file for this officer.")
        try:
            key = load_pem_private_key(pem, passphrase.encode())
        except (ValueError, TypeError):
            raise AuthorizationError("The passphrase does not open this officer's key.") from None
        if not isinstance(key, Ed25519PrivateKey):
            raise AuthorizationError("The officer's key is not an Ed25519 key.")
        return key.sign

    def verify(self, public_key: bytes, signature: bytes, message: bytes) -> bool:
        return verify_ed25519(public_key, signature, message)


def verify_ed25519(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether an Ed25519 signature is good; False for what is no key and no signature."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
