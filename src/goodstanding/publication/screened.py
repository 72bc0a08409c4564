"""What a screening answers of one bidder, as values whose plain form is the answer file's.

`clear` says that nothing shown in this version of the list is like the bidder; it is never said where the list is
stale. A question is a question to a person. Numbers are integers: evidence and rarity in thousandths.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goodstanding.publication.screening_rows import RecordFact
from goodstanding.screening.answer import Piece
from goodstanding.screening.bands import Band

#: The layout of the answer file; a reader of another one must not guess.
ANSWERS_FORMAT = "goodstanding/screening/v1"


class State(StrEnum):
    """Whether a bidder was answered, and if not, why. Closed; only `answered` has a band."""

    ANSWERED = "answered"
    STALE = "not-answered-stale"
    REFUSED = "not-answered-personal-number"
    UNREADABLE = "not-answered-unreadable"


class Given(StrEnum):
    """A person's answer to a question. Closed."""

    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAge:
    """A source and the date of its last full list; `foreign` where it is another state's or a bank's."""

    source: str
    as_of: date
    foreign: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListVersion:
    """Which state of which register was asked, for which date, read by which analyser, and how old its sources are.

    `refresh_by` is the last day of a published list, None for a register's own; `key` is the verifier key that its
    signature was checked under, "" where it was not. Its days are the latest of those in `zones`, those of the
    approved rules; UTC without any.
    """

    origin: str
    size: int
    root: str
    recorded_at: str
    effective: date
    analyser: str
    sources: tuple[SourceAge, ...]
    refresh_by: date | None = None
    key: str = ""
    zones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Age:
    """How many days old the register, its list or a source is on the day asked about, and how many it may be."""

    what: str
    as_of: date
    days: int
    most_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """What is too old for a `clear`: the register, its list, or a source; since when, and how many days it may be."""

    what: str
    as_of: date
    most_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """The screener's own answer to a question, given on an earlier day."""

    answer: Given
    reason: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is shown of an organization on a day, for a receipt to say later what has changed."""

    kind: str
    names: tuple[str, ...]
    identifiers: tuple[str, ...]
    country: str
    facts: tuple[RecordFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One organization that the bidder may be, what it is here, and the alignment that says why it is asked about.

    `met` are equal numbers, `contradicting` those of the bidder that speak against it. `print` is the digest of what
    is shown of it, `reads` that of its names and numbers as the analyser reads them.
    """

    organization: str
    kind: str
    names: tuple[str, ...]
    identifiers: tuple[str, ...]
    country: str
    band: Band
    evidence: int
    name: str
    shared_by: int
    met: tuple[str, ...]
    contradicting: tuple[str, ...]
    alignment: tuple[Piece, ...]
    facts: tuple[RecordFact, ...]
    print: str
    reads: str
    resolved: Resolved | None = None

    @property
    def decides(self) -> bool:
        """Whether it is a match by its numbers, which is nobody's question."""
        return self.band is Band.MATCH and self.resolved is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """The answer for one bidder. Of a refused or unreadable row nothing stands here but its number, why, and what the
    problem is, in words that never say what stood in the row.

    `is_cut` says that more organizations have a name like the bidder's than are shown; `uncompared` are the schemes of
    those of its numbers that were compared with nothing.
    """

    row: int
    state: State
    band: Band | None = None
    why: str = ""
    problem: str = ""
    reference: str = ""
    names: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    country: str = ""
    reads: str = ""
    found: tuple[Found, ...] = ()
    is_cut: bool = False
    uncompared: tuple[str, ...] = ()

    @property
    def is_clear(self) -> bool:
        """Answered, and nothing like it is shown; or a person has said of each candidate that it is another."""
        return self.band is Band.CLEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a screening was: its purpose, the role it was made in, the file by its digest ("" for one
    bidder), the list, and what was stale.

    `receipt` is the name of the receipt's file that was asked for with it, "" for none.
    `on` is the day asked about; of a published list it may lie behind the day that the list speaks of. `ages` has all
    that may be too old, `evidence_means` what the evidence says and how often a question is wrong, for people.
    """

    purpose: str
    role: str
    screened_at: str
    digest: str
    on: date
    version: ListVersion
    stale: tuple[Stale, ...] = ()
    ages: tuple[Age, ...] = ()
    evidence_means: str = ""
    receipt: str = ""
    format: str = ANSWERS_FORMAT


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many bidders were read, and what became of them. `skipped` are persons, unread."""

    read: int = 0
    match: int = 0
    strong: int = 0
    weak: int = 0
    clear: int = 0
    stale: int = 0
    refused: int = 0
    unreadable: int = 0
    skipped: int = 0

    @property
    def all_clear(self) -> bool:
        """Whether every bidder that was read is clear, at least one was read, and no row was left out."""
        return self.clear == self.read > 0 and not self.skipped


_BY_BAND = {Band.MATCH: "match", Band.STRONG: "strong", Band.WEAK: "weak", Band.CLEAR: "clear"}
_BY_STATE = {State.STALE: "stale", State.REFUSED: "refused", State.UNREADABLE: "unreadable"}


def count(answers: Iterable[Screened], persons: int) -> Counts:
    """The counts of these answers."""
    counted = dict.fromkeys((*_BY_BAND.values(), *_BY_STATE.values()), 0)
    read = 0
    for answer in answers:
        read += 1
        # A match in a stale list is a match; it is the clear that is not given.
        counted[_BY_STATE[answer.state] if answer.band is None else _BY_BAND[answer.band]] += 1
    return Counts(read=read, skipped=persons, **counted)
