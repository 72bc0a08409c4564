"""The officer who acts, with the unlocked key."""

from dataclasses import dataclass

from goodstanding.ledger.writing import Signer


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """An officer's id and signer. Whether the officer may do it is asked elsewhere, never of this."""

    officer: str
    sign: Signer
