"""One provision: what it matches, its whole points by severity, size and date, and how they fade. Closed and finite."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from goodstanding.register.catalogue import Direction, Severity
from goodstanding.register.organizations import SizeClass
from goodstanding.register.records import Status
from goodstanding.rulebook.citing import Citation
from goodstanding.rulebook.matching import COUNTABLE, Facts, Match
from goodstanding.values.dates import Period

#: Points by severity and size class.
Points = Mapping[Severity, Mapping[SizeClass, int]]


class CountsFrom(StrEnum):
    """The day from which a record fades. It shows, and so counts, from finality in every case."""

    DECISION = "decision"
    FINALITY = "finality"
    CONDUCT = "conduct"


class ValueDate(StrEnum):
    """Which day selects a dated value: the end of the conduct, the decision, or the day asked about."""

    CONDUCT = "conduct"
    DECISION = "decision"
    EVALUATION = "evaluation"


class Stop(StrEnum):
    """What ends the counting of a record at once, whatever its fade. An annulment always does."""

    ANNULLED = "annulled"
    CURED = "cured"
    REHABILITATED = "rehabilitated"
    EXPIRED = "expired"


class Concurrence(StrEnum):
    """How records under one provision meet: each counts, the gravest of each case, or the gravest of all."""

    EVERY_FACT = "every-fact"
    ONCE_A_CASE = "once-a-case"
    WORST_ONLY = "worst-only"


STOPS = frozenset({Stop.ANNULLED, Stop.CURED, Stop.REHABILITATED})


@dataclass(frozen=True, slots=True, kw_only=True)
class FadeStep:
    """Until this period has run, the value counts at `permille` thousandths; after the last step, at none."""

    until: Period
    permille: int


Fade = tuple[FadeStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedPoints:
    """The points of a provision from the day `since` on, until the next dated ones; `cites` says by which law."""

    since: date
    points: Points
    cites: tuple[Citation, ...]
    announced_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One rule.

    `points` hold before the first of `values`; of these the last one not after the day that `value_on` names
    holds. With two days in `value_on`, the more lenient of the two values holds, for each record.
    `overrides` names provisions that give way where both match a record.
    """

    id: str
    title: str
    cites: tuple[Citation, ...]
    direction: Direction
    match: Match
    points: Points
    fades: Mapping[Severity, Fade]
    counts_from: CountsFrom
    cap: str | None = None
    values: tuple[DatedPoints, ...] = ()
    value_on: tuple[ValueDate, ...] = (ValueDate.EVALUATION,)
    stops_on: frozenset[Stop] = STOPS
    concurrence: Concurrence = Concurrence.EVERY_FACT
    overrides: frozenset[str] = frozenset()

    @property
    def statuses(self) -> frozenset[Status]:
        """Every status in which a record counts: those matched, and what is final and does not stop it."""
        kept = {Status(stop.value) for stop in (Stop.CURED, Stop.REHABILITATED) if stop not in self.stops_on}
        return self.match.statuses | (kept if Status.FINAL in self.match.statuses else frozenset())

    def takes(self, facts: Facts) -> bool:
        """Whether such a record is meant; a status that does not stop the counting counts as final."""
        if facts.status in COUNTABLE or facts.status not in self.statuses:
            return self.match.fits(facts)
        return self.match.fits(replace(facts, status=Status.FINAL))

    def points_on(self, day: date) -> Points:
        """The points that hold on that day."""
        held = self.points
        for value in self.values:
            if value.since <= day:
                held = value.points
        return held

    @property
    def all_points(self) -> tuple[Points, ...]:
        """Every table of points that it has had or will have, in order of time."""
        return (self.points, *(value.points for value in self.values))
