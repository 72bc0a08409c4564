"""Identifiers: a scheme and a code. Schemes are org-id.guide list codes, or a source's own prefix."""

import re
from dataclasses import dataclass
from typing import Self

from goodstanding.values.errors import MisuseError

_SCHEME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_CODE = re.compile(r"[^\s\x00-\x1f]{1,200}")
ORGANIZATION_SCHEME = "o"


@dataclass(frozen=True, slots=True, order=True)
class Identifier:
    """`scheme:code`. The scheme is kept in lower case (`mx-rfc`), the code as its scheme writes it.

    Says nothing about validity: `intake.identifiers` checks a code by its scheme's rules.
    """

    scheme: str
    code: str

    def __post_init__(self) -> None:
        if _SCHEME.fullmatch(self.scheme) is None or _CODE.fullmatch(self.code) is None:
            raise MisuseError(
                "This is not an identifier.", accepted="scheme:code, for example mx-rfc:AAA010101AAA or xi-lei:..."
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Split at the first colon; the scheme in any case; blanks around either part go."""
        scheme, _, code = text.partition(":")
        return cls(scheme.strip().lower(), code.strip())

    def __str__(self) -> str:
        return f"{self.scheme}:{self.code}"
