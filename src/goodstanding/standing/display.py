"""What of an organization's records may be displayed on a date. What is not displayed never counts (S29).

A record shows from the day its decision is final until its display period has run; the day on which the
period ends is the first on which it no longer shows. Never shown: what is not final yet, what was annulled
before it ever was, a case that has gone back to a mere presumption, and what waits for its verification, its preview
or the decision on a claim of protected function. Annulled later: shown, as annulled.
A foreign listing shows through the last day of the listing and no longer (S35).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from goodstanding.register.catalogue import Catalogue, Category, Severity
from goodstanding.register.records import Decision, Record, Stage, Status, final_on, stage_at
from goodstanding.register.views import OrganizationView
from goodstanding.values.withheld import Withheld

#: A foreign listing that was not confirmed for longer is shown as not current (S35: 72 hours).
CONFIRMED_WITHIN = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A record that may be displayed, with what was derived on the way; `until` is the first day it is gone.

    `units` are the whole reference units of its amount, None where there is none or its currency has no unit.
    """

    record: Record
    category: Category
    severity: Severity
    decision: Decision
    stages: tuple[Stage, ...]
    stage: Stage
    final_on: date
    until: date | None
    units: int | None = None

    @property
    def next_stage_on(self) -> date | None:
        """The first known later day on which the case takes another stage."""
        behind = self.stages[len(self.stages) - self.stages[::-1].index(self.stage) :]
        return min((stage.effective_on for stage in behind), default=None)


def displayable(view: OrganizationView, catalogue: Catalogue, effective: date) -> tuple[Shown, ...]:
    """Every record of the view that may be displayed on that day, by entry."""
    found = (shown(record, catalogue, effective) for record in view.records)
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.record.entry))


def disputed(view: OrganizationView, catalogue: Catalogue, effective: date) -> tuple[int, ...]:
    """The displayed records of which a correction was asked for and is not decided, by entry."""
    return tuple(one.record.entry for one in displayable(view, catalogue, effective) if one.record.is_disputed)


def withheld_records(view: OrganizationView) -> tuple[Record, ...]:
    """Records of which nothing can be said, because the decision or its stages are withheld, by entry."""
    parts = ((record, (record.decision, record.stages)) for record in view.records)
    found = (record for record, needed in parts if any(isinstance(part, Withheld) for part in needed))
    return tuple(sorted(found, key=lambda record: record.entry))


def shown(record: Record, catalogue: Catalogue, effective: date) -> Shown | None:
    """The record as it may be displayed on that day, or None."""
    decision, stages = record.decision, record.stages
    if isinstance(decision, Withheld) or isinstance(stages, Withheld) or not record.may_show_on(effective):
        return None
    stage, final = stage_at(stages, effective), final_on(stages)
    if stage is None or stage.status is Status.PRESUMED or final is None or final > effective:
        return None
    category = catalogue.category(decision.category)
    severity = catalogue.severity(category, decision.measures, decision.amount)
    ends = (_display_ends(category, severity, decision, final), _held_back_from(record, effective))
    until = min((day for day in ends if day is not None), default=None)
    if category.while_listed and stage.status not in (Status.FINAL, Status.UNDER_APPEAL):
        return None
    if until is not None and until <= effective:
        return None
    return Shown(
        record=record,
        category=category,
        severity=severity,
        decision=decision,
        stages=stages,
        stage=stage,
        final_on=final,
        until=until,
        units=catalogue.units_of(decision.amount),
    )


def not_confirmed_since(one: Shown, effective: date) -> date | None:
    """For a foreign listing that is no longer current: the last day on which its source still had it."""
    if not one.category.while_listed:
        return None
    last = last_confirmed(one)
    return last if effective - last > CONFIRMED_WITHIN else None


def last_confirmed(one: Shown) -> date:
    """The last day on which its source is known to have had the record."""
    evidence = one.record.evidence
    read_on = None if isinstance(evidence, Withheld) else evidence.published_on
    # An extract may have brought the record after the last full list: then it was seen on the later day.
    return max((day for day in (one.record.confirmed_on, read_on) if day is not None), default=one.final_on)


def _held_back_from(record: Record, effective: date) -> date | None:
    """The next day on which a claim holds a record back that came in behind it."""
    if not record.claims:
        return None
    return min((day for day in record.display_days() if day > effective and not record.may_show_on(day)), default=None)


def _display_ends(category: Category, severity: Severity, decision: Decision, final: date) -> date | None:
    if category.while_listed:
        return None if decision.ends_on is None else decision.ends_on + timedelta(days=1)
    return category.display[severity].after(final)
