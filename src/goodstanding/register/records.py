"""Records: final decisions of named authorities about organizations, and the stages of their cases."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goodstanding.register.catalogue import Measure
from goodstanding.register.disclosures import Disclosure
from goodstanding.register.figures import Figure
from goodstanding.register.holds import Claim, Hold
from goodstanding.register.organizations import Role
from goodstanding.values.identifiers import Identifier
from goodstanding.values.money import Money
from goodstanding.values.withheld import Withheld


class Status(StrEnum):
    """Where a case stands. `presumed` is a stage: never public, never a point."""

    PRESUMED = "presumed"
    FINAL = "final"
    UNDER_APPEAL = "under-appeal"
    SUSPENDED = "suspended"
    ANNULLED = "annulled"
    CURED = "cured"
    REHABILITATED = "rehabilitated"


class Reason(StrEnum):
    """Why a stage was reached. Closed, so that no prose about a lawsuit can enter."""

    NOTICE = "notice"
    DECISION = "decision"
    PUBLICATION = "publication"
    APPEAL_LODGED = "appeal-lodged"
    STAY_ORDERED = "stay-ordered"
    COURT_RULING = "court-ruling"
    REVERSED_BY_AUTHORITY = "reversed-by-authority"
    PAID = "paid"
    REMEDIED = "remedied"
    LISTING_ENDED = "listing-ended"
    REHABILITATION_GRANTED = "rehabilitation-granted"


class Finality(StrEnum):
    """Why a decision is final (S36)."""

    JUDGMENT = "judgment"
    TIME_LIMIT_PASSED = "time-limit-passed"
    WAIVED = "waived"
    BY_ITS_OWN_LAW = "by-its-own-law"
    OFFICIAL_PUBLICATION = "official-publication"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step of a case: its status from `effective_on`; `act` is the number of the deed or ruling."""

    status: Status
    effective_on: date
    decided_on: date
    reason: Reason
    act: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Someone else's proceeding: the authority's code and its own number."""

    authority: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """How the decision names the organization. Names are as the source writes them, notes cut off."""

    reference: Identifier
    name: str
    aliases: tuple[str, ...] = ()
    role: Role = Role.SUBJECT


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided.

    `words` is the source's own ground, kept for foreign listings only (S35). `ends_on` is the end of a
    measure or listing, None where the source gives none. `public_money` is the contract, tender or grant.
    `figure` is the one number that the record states, as disclosed.
    """

    category: str
    measures: tuple[Measure, ...]
    decided_on: date
    finality: Finality
    statute: str
    amount: Money | None = None
    ends_on: date | None = None
    conduct_from: date | None = None
    conduct_to: date | None = None
    words: str = ""
    public_money: str = ""
    figure: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where it was read: the file's SHA-256 and the row, or a document's digest."""

    digest: str
    where: str
    published_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A request for the correction of a record: the last day in time for a decision, and the day of the decision."""

    decide_by: date
    closed_on: date | None = None

    def is_late(self, day: date) -> bool:
        """Whether, on that day, the decision was due and not there; the day of the decision is not late."""
        return self.decide_by < day and (self.closed_on is None or day < self.closed_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a record reads since two officers approved its correction: `entry` is the approval, `on` its day."""

    entry: int
    on: date
    party: Party | Withheld
    decision: Decision | Withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One decision as of some tree size: the fold of its entry, its corrections and later stages.

    `entry` is the index of the entry that opened it. A withheld part never costs points.
    `questioned` says that a later full list of its source no longer had it: a question, not a deletion.
    `disputes` are the requests for its correction, oldest first; at most the last one is open. `readings` are how it
    read after each that was granted and approved.
    `disclosure` is the due publication that the record follows from, None for a decision.
    `hold` is its verification and preview, None where its own authority published it; `claims` are those of its
    organization.
    """

    entry: int
    party: Party | Withheld
    case: Case | Withheld
    decision: Decision | Withheld
    stages: tuple[Stage, ...] | Withheld
    evidence: Evidence | Withheld
    questioned: bool = False
    confirmed_on: date | None = None
    corrected_by: tuple[int, ...] = ()
    disclosure: Disclosure | None = None
    disputes: tuple[Dispute, ...] = ()
    readings: tuple[Reading, ...] = ()
    hold: Hold | None = None
    claims: tuple[Claim, ...] = ()

    @property
    def is_disputed(self) -> bool:
        """Whether a request for its correction is not decided yet."""
        return any(one.closed_on is None for one in self.disputes)

    @property
    def is_of_a_protected_body(self) -> bool:
        """Whether its organization's claim of protected function was upheld: then it grounds and shows nothing."""
        return any(claim.upheld for claim in self.claims)

    def may_show_on(self, day: date) -> bool:
        """Whether no hold and no claim keeps it from being shown on the day. Its own dates are not asked here."""
        if self.hold is None and not self.claims:
            return True  # as nearly every record, millions of times
        if self.is_of_a_protected_body or not (self.hold is None or self.hold.is_over(day)):
            return False
        return not any(claim.is_open(day) and not self._was_public(claim) for claim in self.claims)

    def display_days(self) -> frozenset[date]:
        """The days on which `may_show_on` can change."""
        days = {day for claim in self.claims for day in (claim.made_on, claim.decided_on) if day is not None}
        return frozenset(days if self.hold is None or self.hold.shows_from is None else {*days, self.hold.shows_from})

    def _was_public(self, claim: Claim) -> bool:
        """Whether it could be seen before the claim was made."""
        return self.entry < claim.entry if self.hold is None else self.hold.is_over(claim.made_on)


def stage_at(stages: tuple[Stage, ...], effective: date) -> Stage | None:
    """The stage in force on a date: the last, in the order of the case, that has taken effect by then.

    Order and not date, so that an annulment voids a listing from its own effective date on even where that
    lies before the listing; a decision that restores it is a stage of its own after the annulment.
    """
    reached = [stage for stage in stages if stage.effective_on <= effective]
    return reached[-1] if reached else None


def final_on(stages: tuple[Stage, ...]) -> date | None:
    """The first day the decision was final; a re-issued decision on the same facts starts no new clock."""
    return min((stage.effective_on for stage in stages if stage.status is Status.FINAL), default=None)
