"""Authorities, and what each is competent to record (S36)."""

from dataclasses import dataclass
from enum import StrEnum


class AuthorityLevel(StrEnum):
    """Where an authority stands in the state; `other` is every authority that a rulebook does not place."""

    NATIONAL = "national"
    REGIONAL = "regional"
    LOCAL = "local"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Statute:
    """A citation: a registered code (`mx-cff-69b`), the article, and where the text stands."""

    code: str
    title: str
    article: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Competence:
    """This authority may record this category under this statute, on this ground of finality.

    An entry of its own in the ledger: a record without an earlier competence entry is refused.
    """

    authority: str
    authority_name: str
    category: str
    statute: Statute
    finality: str
