"""Procedural rules as data: what a regime lets happen, by when, and under which article. Nothing here is a default.

A procedure says everything itself, the weak parts too: `floors.check_procedure` names what falls short of the
floors, and a register never runs a proceeding under a procedure with such a finding.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goodstanding.proceedings.authorities import Role
from goodstanding.proceedings.calendars import CalendarName
from goodstanding.proceedings.consequences import ConsequenceCode
from goodstanding.proceedings.deadlines import Citation, Clock, Deadline
from goodstanding.register.catalogue import Severity
from goodstanding.values.dates import Period


class Requirement(StrEnum):
    """What an act can fail. A refusal names the article that the procedure gives for it."""

    ENABLED = "enabled"
    COMPETENCE = "competence"
    CONFLICT = "conflict"
    ORDER = "order"
    GROUND = "ground"
    LIMITATION = "limitation"
    SAME_FACTS = "same-facts"
    NOTICE = "notice"
    FILE_ACCESS = "file-access"
    SERVICE = "service"
    REPLY = "reply"
    HEARING = "hearing"
    DECISION = "decision"
    REASONS = "reasons"
    FOUR_EYES = "four-eyes"
    TERM = "term"
    CONSEQUENCES = "consequences"
    STANDSTILL = "standstill"
    APPEAL = "appeal"
    STAY = "stay"
    PROVISIONAL = "provisional"
    REHABILITATION = "rehabilitation"
    CONDITIONS = "conditions"
    LIFTING = "lifting"
    CORRECTION = "correction"


class Burden(StrEnum):
    """Who has to prove the elements of a ground."""

    OFFICE = "office"
    RESPONDENT = "respondent"


class Standard(StrEnum):
    """How sure a decision must be."""

    CLEAR_AND_CONVINCING = "clear-and-convincing"
    PREPONDERANCE = "preponderance"
    ADEQUATE_EVIDENCE = "adequate-evidence"


class Silence(StrEnum):
    """What follows when the respondent does not reply."""

    PROVES_NOTHING = "proves-nothing"
    RECOMMENDATION_APPLIES = "recommendation-applies"


class Factor(StrEnum):
    """What every decision addresses, each with its own reason."""

    GRAVITY = "gravity"
    TIME_ELAPSED = "time-elapsed"
    INTENT = "intent"
    AMOUNT = "amount"
    COOPERATION = "cooperation"
    SIZE = "size"
    EMPLOYEES = "employees"


class WindowOpens(StrEnum):
    """From when the reply window counts."""

    RECEIPT_AND_WHOLE_FILE = "receipt-and-whole-file"
    RECEIPT = "receipt"
    SENDING = "sending"


class Hearing(StrEnum):
    """When the respondent is heard in person."""

    ON_REQUEST = "on-request"
    AT_DISCRETION = "at-discretion"
    NONE = "none"


class AppealBody(StrEnum):
    """Who decides the first appeal."""

    OUTSIDE_HIERARCHY = "outside-hierarchy"
    SAME_AUTHORITY = "same-authority"
    COURT_ONLY = "court-only"
    NONE = "none"


class AppealScope(StrEnum):
    """What an appeal can be about."""

    FACTS = "facts"
    LAW = "law"
    PROPORTIONALITY = "proportionality"


class Interim(StrEnum):
    """When an interim order of a court takes effect."""

    AT_FILING = "at-filing"
    WHEN_ORDERED = "when-ordered"
    NONE = "none"


class Shows(StrEnum):
    """From when a listing shows."""

    AFTER_APPEAL = "after-appeal"
    AFTER_STANDSTILL = "after-standstill"
    AT_DECISION = "at-decision"


class CountsIn(StrEnum):
    """Time that is part of the term and not added to it."""

    PROVISIONAL = "provisional"
    STAY = "stay"


class Recognition(StrEnum):
    """What another register's listing is here."""

    INFORMATION = "information"
    AUTOMATIC = "automatic"


class Threat(StrEnum):
    """What a provisional measure needs."""

    SERIOUS_AND_IMMINENT = "serious-and-imminent"
    ADEQUATE_EVIDENCE = "adequate-evidence"


class VisibleTo(StrEnum):
    """Who sees a provisional measure."""

    CONTRACTING_AUTHORITIES = "contracting-authorities"
    EVERYBODY = "everybody"


class EarliestRehabilitation(StrEnum):
    """From when the way out may be asked for."""

    DECISION = "decision"
    MINIMUM_PERIOD = "minimum-period"
    MATERIAL_CHANGE = "material-change"
    NEVER = "never"


class Displayed(StrEnum):
    """What is displayed for a time: a record by how grave it is, a listing that has ended, a change of the list."""

    MINOR = "minor"
    GENERAL = "general"
    SERIOUS = "serious"
    ENDED_LISTING = "ended-listing"
    CHANGE_OF_LIST = "change-of-list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """A law that articles are cited of, and where its text stands."""

    title: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Who proves what, how surely, and what silence means."""

    burden: Burden
    standard: Standard
    silence: Silence


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """How notices reach the respondent. A portal is deemed received only as these say."""

    window_opens: WindowOpens
    portal_needs_consent: bool
    paper_needs_seat_and_second_channel: bool
    non_receipt_reopens: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """How many people decide, on which factors, and what a missed date means."""

    deciders: int
    factors: frozenset[Factor]
    missed_closes_file: bool
    second_file_on_same_facts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Appealing:
    """The first appeal, and the court behind it."""

    body: AppealBody
    scope: frozenset[AppealScope]
    can_stay: bool
    court_has_full_jurisdiction: bool
    interim: Interim
    shows: Shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How long a listing lasts at most, and how old its facts may be. None is "without a limit"."""

    longest: Period | None
    longest_judged: Period | None
    since_conduct: Period | None
    since_final: Period | None
    counts_in: frozenset[CountsIn]
    offsets_second_sanction: bool
    prolonged_on_same_facts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionalRules:
    """A measure before the decision."""

    threat: Threat
    visible_to: VisibleTo
    appealable_at_once: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RehabilitationRules:
    """The way out."""

    earliest: EarliestRehabilitation
    minimum_only_by_judgment_or_statute: bool
    fee: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayRules:
    """How long what was decided is displayed: a record from the day it is final, the others from their own day.

    The end of a period is the first day on which it is gone. None is "without an end".
    """

    periods: Mapping[Displayed, Period | None]
    grounds_with_listing: bool
    cites: tuple[Citation, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingGround:
    """A closed predicate: records of this category and these severities can ground a listing, `judged` or not.

    `judged`: finally judged fraud or corruption, which alone takes the longer term.
    """

    category: str
    severities: frozenset[Severity]
    judged: bool
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsequenceRule:
    """One consequence that a listing can bring: its own law, and the law of its published exceptions."""

    code: ConsequenceCode
    cites: tuple[Citation, ...]
    exception: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """One set of procedural rules. `sample` ones are illustrative: no law, whatever they are modelled on.

    `steps` are the acts of a proceeding by code name, each with the roles that may do it. None, of `steps` and of
    `display`, is of rules that a log holds from before rules said this: they mean what is lawful.
    """

    id: str
    edition: int
    sample: bool
    title: str
    modelled_on: str
    jurisdiction: str
    calendar: CalendarName
    laws: Mapping[str, Law]
    articles: Mapping[Requirement, Citation]
    proof: Proof
    service: Service
    hearing: Hearing
    deciding: Deciding
    appealing: Appealing
    terms: Terms
    provisional: ProvisionalRules | None
    rehabilitation: RehabilitationRules
    recognition: Recognition
    grounds: tuple[ListingGround, ...]
    consequences: tuple[ConsequenceRule, ...]
    local_elections: tuple[date, ...]
    deadlines: Mapping[Clock, Deadline]
    steps: Mapping[str, frozenset[Role]] | None = None
    display: DisplayRules | None = None

    def article(self, requirement: Requirement) -> str:
        """The article that is broken where this requirement fails; the procedure's title where it names none."""
        cites = self.articles.get(requirement)
        return self.title if cites is None else self.print_citation(cites)

    def print_citation(self, cites: Citation) -> str:
        """`Integrity Proceedings Act, art. 14`."""
        article = f"art. {cites.article}" if cites.article[:1].isdigit() else cites.article
        return f"{self.laws[cites.law].title}, {article}" if cites.law in self.laws else article
