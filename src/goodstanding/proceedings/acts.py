"""The acts of a proceeding: one frozen dataclass a kind, closed. An act says what was done, never what it leads to.

Digests are SHA-256 in hex of documents beside the register. What is named is named by its entry, and no person is.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goodstanding.proceedings.conditions import Cause, Condition, ConditionsReported, ReportAnswered, ReviewOpened
from goodstanding.proceedings.consequences import ConsequenceCode
from goodstanding.proceedings.orders import ForgeryApproved, OrderVerified
from goodstanding.proceedings.procedure import AppealScope, Factor


class Paper(StrEnum):
    """What is served. `answer`: a grant of rehabilitation."""

    NOTICE = "notice"
    DECISION = "decision"
    ANSWER = "answer"


class Channel(StrEnum):
    """How it is served. `seat` is paper to the registered seat; `by-hand` is received when it is handed over."""

    PORTAL = "portal"
    PAPER = "paper"
    SEAT = "seat"
    BY_HAND = "by-hand"


class Outcome(StrEnum):
    """What a proceeding can end in, the mildest first."""

    NO_ACTION = "no-action"
    WARNING = "warning"
    MONITORING = "monitoring"
    CONDITIONAL_NON_LISTING = "conditional-non-listing"
    LISTING = "listing"


class Ruling(StrEnum):
    """What an appeal body or a court decides about a decision. `restored` takes an annulment back."""

    UPHELD = "upheld"
    VARIED = "varied"
    ANNULLED = "annulled"
    REMITTED = "remitted"
    RESTORED = "restored"


class Because(StrEnum):
    """Why a file is closed without a decision, or a deadline prolonged. Closed: no free text about anyone."""

    WITHDRAWN = "withdrawn"
    SETTLED = "settled"
    REFERRED_BACK = "referred-back"
    FILE_VOLUMINOUS = "file-voluminous"
    TRANSLATION_NEEDED = "translation-needed"
    RESPONDENT_ASKED = "respondent-asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A file is opened on records that are final; `facts` are keyed digests of their cases, `law` the rules' digest.

    `conduct_to` and `final_on` are the latest of the records, `excluded_from` is the first day of an exclusion in them.
    """

    respondent: int
    affiliates: tuple[int, ...]
    records: tuple[int, ...]
    facts: tuple[str, ...]
    recorded_by: tuple[str, ...]
    category: str
    judged: bool
    conduct_to: date
    final_on: date
    procedure: str
    law: str
    authority: str
    excluded_from: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReleased:
    """The whole file, what exonerates included, can be read by the respondent; `index` is its table of contents."""

    index: str
    exculpatory_included: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePrepared:
    """What is alleged, and what may follow at most. `breach`: the numbers of the conditions said to be unfulfilled."""

    document: str
    gravest: Outcome
    consequences: tuple[ConsequenceCode, ...]
    breach: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeApproved:
    """The second signature under the notice."""

    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One attempt to serve; `proof` (by digest) that it was sent, by both channels, and `consent` to the portal."""

    paper: Paper
    party: int
    channel: Channel
    also_by: Channel | None = None
    proof: str = ""
    consent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """It was received, on a day, by a delivery receipt. Windows count from the day on which this is recorded."""

    paper: Paper
    party: int
    received_on: date
    receipt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NonReceiptClaimed:
    """A party says that what was deemed received never came."""

    paper: Paper
    party: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied:
    """The respondent's answer, if it is to be heard, or published; `words` commits to an entry that can be erased."""

    document: str
    hearing: bool
    publish: bool
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyExtended:
    """More time to reply."""

    because: Because


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingHeld:
    """The respondent was heard in person."""

    minutes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is proposed or decided: the outcome, its end (the first day it is gone), and a reason for each factor.

    On conditions it holds a listing back: end and consequences are those that the listing would have.
    """

    outcome: Outcome
    until: date | None
    consequences: tuple[ConsequenceCode, ...]
    conditions: tuple[Condition, ...]
    reasons: tuple[tuple[Factor, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """The case officer's proposal."""

    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The deciding officer's decision. Not in force before it is approved."""

    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionApproved:
    """The second signature under the decision."""

    decision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealLodged:
    """The first appeal of a party: of the respondent, or of an affiliate that was named."""

    party: int
    scope: frozenset[AppealScope]


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealAdmitted:
    """Whether the appeal that was lodged by this entry can be heard at all."""

    appeal: int
    admitted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StayOrdered:
    """The appeal body or a court stops the proceeding and its effect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StayEnded:
    """The stay, or the filed order, with this entry is over."""

    stay: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFiled:
    """The respondent files a court's interim order: it suspends at once."""

    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealDecided:
    """The appeal body's decision on one appeal. `until`: the new end if varied; `only_for`: it falls for this alone."""

    appeal: int
    ruling: Ruling
    until: date | None = None
    only_for: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtRuled:
    """A court's ruling. `only_for`: an affiliate for which alone it annuls, or restores."""

    ruling: Ruling
    until: date | None = None
    only_for: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionalOrdered:
    """A measure before the decision: a serious and imminent threat to this contract, tender or grant."""

    public_money: str
    threat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionalApproved:
    """The second signature under the provisional measure: only now is it in force."""

    measure: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionalEnded:
    """The provisional measure is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionalAppealed:
    """The respondent appeals against it at once: it lapses when that is not answered in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionalUpheld:
    """The appeal body upholds it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RehabilitationApplied:
    """The respondent asks for the way out, with evidence of what it did, or of a cause for a review."""

    evidence: tuple[str, ...]
    cause: Cause | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RehabilitationAnswered:
    """Whether the application is complete, and what is missing where it is not."""

    complete: bool
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RehabilitationDecided:
    """The assessor's answer with its reason. A grant, on conditions or not, is in force when it is approved."""

    granted: bool
    reason: str
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RehabilitationApproved:
    """The second signature under the answer with this entry: a grant lifts on this day, or frees of conditions."""

    answer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationStopped:
    """The safeguards officer stops a publication. Nobody is ever listed by that office."""

    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StopReleased:
    """The safeguards officer lets it go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionGranted:
    """For compelling reasons a consequence spares one contract, tender or grant, to `until` or as long as it lasts."""

    party: int
    code: ConsequenceCode
    public_money: str
    reason: str
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionApproved:
    """The second signature under the exception: only now does it hold, and show beside the consequence."""

    exception: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recused:
    """An officer steps back from this file for good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """The file ends without a decision."""

    because: Because


Act = (
    Opened
    | FileReleased
    | NoticePrepared
    | NoticeApproved
    | Sent
    | Received
    | NonReceiptClaimed
    | Replied
    | ReplyExtended
    | HearingHeld
    | Proposed
    | Decided
    | DecisionApproved
    | AppealLodged
    | AppealAdmitted
    | StayOrdered
    | StayEnded
    | OrderFiled
    | OrderVerified
    | ForgeryApproved
    | AppealDecided
    | CourtRuled
    | ProvisionalOrdered
    | ProvisionalApproved
    | ProvisionalEnded
    | ProvisionalAppealed
    | ProvisionalUpheld
    | RehabilitationApplied
    | RehabilitationAnswered
    | RehabilitationDecided
    | RehabilitationApproved
    | ConditionsReported
    | ReportAnswered
    | ReviewOpened
    | PublicationStopped
    | StopReleased
    | ExceptionGranted
    | ExceptionApproved
    | Recused
    | Closed
)
