"""A witness's directory: its key, its name, the logs that it knows, and one file a log for what it cosigned last."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from goodstanding.adapters.durable import read_own, replace, write_once
from goodstanding.adapters.log_keys import SEED_BYTES
from goodstanding.ledger.notes import KeyType, VerifierKey, parse_verifier_key, print_verifier_key
from goodstanding.ledger.writing import Signer
from goodstanding.services.ports import Randomness
from goodstanding.values.errors import ConflictError, SchemaError, VerificationError

_RESTORE = "look at the witness's directory; never bring an old copy of latest back"


class FileWitness:
    """`key` (32 bytes), `verifier-key`, `logs` (a verifier key a line), and `latest/`; its owner's only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def create(self, name: str, randomness: Randomness) -> VerifierKey:
        """A new witness of this name; an existing one is a conflict."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        if (self._folder / "verifier-key").exists():
            raise ConflictError("There is a witness in this directory already.", to_do="choose another directory")
        seed = randomness.token(SEED_BYTES)
        public_key = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
        key = VerifierKey(name=name, type=KeyType.COSIGNATURE_V1, public_key=public_key)
        (self._folder / "latest").mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.chmod(0o700)
        replace(self._folder / "key", seed)
        write_once(self._folder / "verifier-key", f"{print_verifier_key(key)}\n".encode())
        return key

    def trust(self, key: VerifierKey) -> None:
        """Know a further key of a log."""
        if key.type is not KeyType.ED25519:
            raise VerificationError("This is not the key of a log.")
        with self.exclusively():
            known = [one for several in self.logs().values() for one in several]
            lines = [print_verifier_key(one) for one in (*known, *([] if key in known else [key]))]
            replace(self._folder / "logs", "".join(f"{line}\n" for line in lines).encode())

    def logs(self) -> dict[str, tuple[VerifierKey, ...]]:
        """The keys of every log that is known, by its origin."""
        found: dict[str, tuple[VerifierKey, ...]] = {}
        for line in (read_own(self._folder / "logs", _RESTORE) or b"").decode("utf-8").splitlines():
            key = parse_verifier_key(line)
            found[key.name] = (*found.get(key.name, ()), key)
        return found

    def key(self) -> tuple[VerifierKey, Signer]:
        """The witness's key and what signs for it."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        try:
            text = (self._folder / "verifier-key").read_text("utf-8")
            private = Ed25519PrivateKey.from_private_bytes((self._folder / "key").read_bytes())
        except (FileNotFoundError, ValueError):
            raise SchemaError("There is no witness in this directory.", to_do="run `log witness new`") from None
        key = parse_verifier_key(text.removesuffix("\n"))
        if private.public_key().public_bytes_raw() != key.public_key:
            raise SchemaError("The witness's key is not the one of its verifier key.", to_do="restore its directory")
        return key, private.sign

    def latest(self, origin: str) -> bytes | None:
        return read_own(self._path(origin), _RESTORE)

    def keep(self, origin: str, note: bytes) -> None:
        replace(self._path(origin), note)

    @contextmanager
    def exclusively(self) -> Iterator[None]:
        import fcntl

        with (self._folder / "lock").open("w") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            yield

    def _path(self, origin: str) -> Path:
        return self._folder / "latest" / sha256(origin.encode()).hexdigest()
