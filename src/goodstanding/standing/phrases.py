"""Every sentence of an explanation, in one place, to be linted (S39) and translated.

Templates say what an authority decided, on which day, and why it is final; never that anything happened.
"""

from collections.abc import Iterable
from datetime import date

from goodstanding.register.authorities import Statute
from goodstanding.register.catalogue import Measure
from goodstanding.register.disclosures import DisclosureKind, DisclosureState
from goodstanding.register.records import Finality, Reason, Status
from goodstanding.rulebook.model import Citation, ValueDate, print_article
from goodstanding.standing.evaluate import NotRated
from goodstanding.values.dates import Period
from goodstanding.values.points import print_points

HEADING = "Standing of {organization} on {day}, by {rulebook}, edition {edition}: {points} points, {grade}."
INDICATED = "Indicator for {organization} on {day}, by {rulebook}, edition {edition}: {points} points, {grade}."
GRADED = "grade {code} ({title})"
UNGRADED = "not rated"
BEGINS = "the first decision is final"
NEUTRAL = "Not rated is not the same as bad; nothing recorded is not the same as in good standing."
UNOFFICIAL = "UNOFFICIAL: this rulebook is an illustration that no authority has adopted; nothing follows from it."
LIMITED = "The points alone would give a better grade; {id} ({title}; {law}) allows at most grade {grade} for now."
GIVES = "The law gives this grade {what}, for {lasts} ({id}: {title}; {law})."
INDICATOR = (
    "This is an indicator out of what was disclosed. It is no standing, it is mixed with none, and nothing follows."
)
DISCLAIMER = "Points inform; no measure follows from them."

NOT_RATED = {
    NotRated.TOO_LITTLE_EVIDENCE: "There is no grade because fewer records count than the rulebook asks for.",
    NotRated.OTHER_KIND: "There is no grade because the rulebook is not about organizations of this kind.",
    NotRated.NOT_IN_FORCE: "There is no grade because the rulebook was not in force on this day.",
    NotRated.WITHHELD: "There is no grade because what the organization is has been withheld.",
}

START = "Every organization starts with {limit} points."
CAP = "Under cap {cap} ({title}; {law}) these provisions together count for at most {limit} points: {change}."
FLOOR = "Points never fall below {limit}: {change}."
CEILING = "Points never rise above {limit}: {change}."
GIVEN_BACK = "{points} points are given back"
TAKEN_OFF = "{points} points are taken off"

DECIDED = (
    "{authority} decided on {decided_on} that {organization} {decided}{ordered}; final on {final_on} because {why}."
)
PUBLISHED = (
    "{authority} published on {decided_on} that {organization} {decided}{ordered}; final on {final_on} because {why}."
)
LISTED = "{authority} lists {organization} since {final_on}{until}{ordered}{quoted}."
LISTED_UNTIL = " until {ends_on}"
QUOTED = ', in its own words: "{words}"'
REMINDED = (
    "{authority} served a reminder on {organization} on {served_on}: its {what} for the period to {period_to} had been "
    "due on {due_on}. The ten working days set in it ended on {ends_on} without it."
)
FILED = "{organization} published its {what} for the period to {period_to} on {filed_on}; it was due on {due_on}."
OPINION = "The auditor's opinion on it was: {opinion}."
CAME = "It came on {filed_on}."
DISCLOSURES = {
    DisclosureKind.ANNUAL_ACCOUNTS: "annual accounts",
    DisclosureKind.PAYMENT_PRACTICES: "report on payment practices",
    DisclosureKind.BUDGET_EXECUTION: "report on the execution of the budget",
    DisclosureKind.NOTICE_OF_CONTROL: "notice of control",
}
STATES_OF_DISCLOSURE = {
    DisclosureState.IN_TIME: "came in time, on {filed_on}",
    DisclosureState.LATE: "came late, on {filed_on}",
    DisclosureState.MISSING: "is missing",
}
DISCLOSURE = "{what} for the period to {period_to}, due on {due_on}: {state}{opinion}."
AFFILIATE = "It names this organization as a controlled affiliate, not as its subject."
BASIS = "Legal basis of the decision: {statute}."

COSTS = "Under provision {provision} ({title}; {law}) this costs {points} points{faded}{later}."
ADDS = "Under provision {provision} ({title}; {law}) this adds {points} points{faded}{later}."
FADED = "; after fading {points}"
DATED = "This is the value from {day} on ({law})."
DATED_FIRST = "This is the value that held before {day}."
LENIENT = "Of the value at the end of the conduct and a later one, the more lenient holds."
SELECTED = {
    ValueDate.CONDUCT: "It is the end of the conduct that selects the value.",
    ValueDate.DECISION: "It is the day of the decision that selects the value.",
    ValueDate.EVALUATION: "It is the day asked about that selects the value.",
}
OVERRIDDEN = "Provision {others} would be about it too, and gives way here."
STATES = "It states {what}: {figure}."
BANDED = "The provision is about {band}."
GRAVEST_OF_CASE = "Of the records of this case only the weightiest counts."
GRAVEST_OF_ALL = "Of the records under this provision only the weightiest counts."
COUNTS_ON = {
    Status.CURED: "It was remedied on {day}; the provision counts it all the same.",
    Status.REHABILITATED: "The organization was rehabilitated on {day}; the provision counts it all the same.",
}
LATER_COSTS = "it costs {points}"
LATER_ADDS = "it adds {points}"
LATER_NOTHING = "nothing"
FROM = "from {day} {what}"

APPEALED = "An appeal has been pending since {day}; using that right costs nothing."
ANNULLED_BY_COURT = "A court annulled this with effect from {day}: it costs nothing."
ANNULLED_BY_AUTHORITY = "The authority itself reversed this with effect from {day}: it costs nothing."
ANNULLED = "This was annulled with effect from {day}: it costs nothing."
SUSPENDED = "Its effect has been suspended since {day}: it costs nothing as long as that lasts."
PAID = "It was paid in full on {day}: it costs nothing."
REMEDIED = "It was remedied on {day}: it costs nothing."
REHABILITATED = "The organization was rehabilitated on {day}: it costs nothing."
EXPIRED = "What was ordered ended on {day}: under provision {provision} it costs nothing any more."

INFORMATION = "This is information only: 0 points."
NOT_APPLIED = "The rulebook was not applied: 0 points."
NO_PROVISION = "No provision of this rulebook is about it: 0 points."
NO_START = "The day from which provision {provision} would count it is not known: it costs nothing."
FADED_OUT = "Its points under provision {provision} have faded: it costs nothing."
DISPLACED = "Under provision {provision} the record of entry {entry} counts instead: this one costs nothing more."
CASE_WITHHELD = "Its case is withheld({entry}), and under provision {provision} a case counts once: it costs nothing."
NO_VALUE = "The day that selects the value under provision {provision} is not known: it costs nothing."
NO_FACT = "It does not state what a provision of this rulebook asks for ({what}): 0 points."
DISPLAYED = "It is displayed until {day}."
NOT_CONFIRMED = "Not confirmed by its source since {day}: not current."
QUESTIONED = "The latest full list of its source has no such row that could be kept: an open question, not a deletion."
DISPUTED_RECORD = "Record {entry} is disputed: the organization asked for a correction, which is not decided yet."
DISPUTED = "Disputed: the organization asked for a correction, which is not decided yet."
CORRECTED = "Corrected by entry {entries}."
WITHHELD = "withheld({entry}): the values of this entry are no longer open. It costs nothing."
ROLE_WITHHELD = "How the decision names this organization is withheld({entry}): it costs nothing."
ORGANIZATION_WITHHELD = "the organization withheld({entry})"
AUTHORITY_WITHHELD = "The authority withheld({entry})"

BACK = (
    "If nothing else happens, a better grade is reached on these days. "
    "What is not recorded yet may change them: a day named here is no promise."
)
BACK_BEST = "This rulebook has no better grade."
BACK_NEVER = "not within what is known"
BACK_SOONER = "record {entry}: {day}"
BACK_FURTHER = "{count} more"
BACK_UNRATED = "From {day} fewer records count than the rulebook asks for, and there is no grade."
BACK_UNRATED_SOONER = "That day would be earlier if one record were annulled or cured: {sooner}."

#: Measures that a sentence names; the others say no more than the category does.
MEASURES = {
    Measure.FINDING: "a finding",
    Measure.WARNING: "a warning",
    Measure.FINE: "a fine",
    Measure.REPAYMENT: "repayment",
    Measure.CONFISCATION: "confiscation of gains",
    Measure.EXCLUSION: "exclusion",
    Measure.LICENCE_WITHDRAWN: "withdrawal of a licence",
    Measure.ANNULMENT_OF_ACT: "annulment of an act",
    Measure.ORDER_TO_PERFORM: "an order to perform",
}

FINALITY = {
    Finality.JUDGMENT: "of a final judgment",
    Finality.TIME_LIMIT_PASSED: "the time limit for an appeal has passed",
    Finality.WAIVED: "the appeal was waived",
    Finality.BY_ITS_OWN_LAW: "the law that it rests on makes it final",
    Finality.OFFICIAL_PUBLICATION: "it is a fact in an official publication",
}

ANNULMENTS = {Reason.COURT_RULING: ANNULLED_BY_COURT, Reason.REVERSED_BY_AUTHORITY: ANNULLED_BY_AUTHORITY}
CURES = {Reason.PAID: PAID}

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def print_day(day: date) -> str:
    """`2 March 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def print_period(period: Period) -> str:
    """`P1Y6M` as `1 year 6 months`."""
    years, months = divmod(period.months, 12)
    parts = ((years, "year"), (months, "month"), (period.days, "day"))
    told = [f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in parts if count]
    return " ".join(told) or "0 days"


def print_law(cites: Iterable[Citation]) -> str:
    """`Competition Act, art. 14; Procurement Act, art. 3`."""
    return "; ".join(map(str, cites))


def print_statute(statute: Statute) -> str:
    """`Competition Act, art. 14`."""
    return f"{statute.title}, {print_article(statute.article)}"


def print_change(points: int) -> str:
    """What a cap or a bound does to the sum."""
    return (GIVEN_BACK if points > 0 else TAKEN_OFF).format(points=print_points(abs(points)))


def withheld_organization(entry: int) -> str:
    """What stands in the place of a withheld name."""
    return ORGANIZATION_WITHHELD.format(entry=entry)


def withheld_authority(entry: int) -> str:
    """What stands in the place of a withheld authority."""
    return AUTHORITY_WITHHELD.format(entry=entry)
