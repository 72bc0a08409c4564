"""Conditions that a decision or a grant sets, and the acts about them: reports, answers, and reviews of the office."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

#: The time that is left at least for a condition, from the day on which it binds.
LEAST_TIME = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What the organization undertakes, and the last day to show that it is done. Never anything about a person."""

    text: str
    due_on: date

    def last_day(self, binds_on: date) -> date:
        """The last day in time: as it was set, and never sooner than thirty days after what sets it binds."""
        return max(self.due_on, binds_on + LEAST_TIME)


class Cause(StrEnum):
    """Why the office reviews what it decided, or why the respondent asks for it."""

    YEARLY = "yearly"
    ACQUITTAL = "acquittal"
    CHANGE_OF_OWNER = "change-of-owner"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionsReported:
    """The respondent shows that conditions are fulfilled. They are numbered from 1, as they were set."""

    conditions: tuple[int, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAnswered:
    """Which of the reported conditions are fulfilled. The others stay open: no breach is found by an answer."""

    fulfilled: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewOpened:
    """The office itself looks again. Answered like an application: it can confirm, or favour, and nothing else."""

    cause: Cause
    evidence: tuple[str, ...]
