"""What a screening says: candidates, and for each the alignment that explains it. Integers and text only."""

from dataclasses import dataclass
from enum import StrEnum

from goodstanding.screening.bands import Band
from goodstanding.screening.subjects import Query, Subject
from goodstanding.values.identifiers import Identifier


class How(StrEnum):
    """How a value of the query met one of the register; `missing` met nothing. Closed."""

    EXACT = "exact"
    JOINED = "joined"
    TRUNCATED = "truncated"
    ABBREVIATED = "abbreviated"
    ROMANISED = "romanised"
    TRANSLATED = "translated"
    EDIT = "edit"
    FORM = "form"
    NUMBER = "number"
    PLACE = "place"
    IDENTIFIER = "identifier"
    COUNTRY = "country"
    READ_AS = "read-as"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One line of an explanation: which value of the query met which of the register, and what that weighs.

    `rarity` is in thousandths of a bit: how much one learns from meeting this word in a company's name.
    `weight` is what the piece adds to the agreement, or with `conflict` to the disagreement, in the same unit.
    An empty `query` or `register` value means that the other side stands alone.
    """

    query: str
    register: str
    how: How
    rarity: int
    weight: int
    conflict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One organization that the bidder may be.

    `name` is the one of its names that came nearest, `evidence` is in thousandths and never 1000 but for a
    match. `shared_by` counts the organizations of the index whose name reads the same.
    """

    subject: Subject
    name: str
    band: Band
    evidence: int
    alignment: tuple[Piece, ...]
    met: tuple[Identifier, ...] = ()
    contradicting: tuple[Identifier, ...] = ()
    shared_by: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The best band, and the candidates that are not clear, best first. The same at every run of one version.

    `is_whole` is false where the name is more than is compared, or nothing of it can be and no number stands for it:
    then `clear` says nothing.
    """

    query: Query
    band: Band
    candidates: tuple[Candidate, ...]
    analyser_version: str
    is_whole: bool = True
