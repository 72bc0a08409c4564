"""From an organization's view to the rows of the relation: a row a record and span of days.

A span is a run of days on which the record may be displayed under one stage of its case, so that on any day at
most one row of a record holds, and it holds exactly where `display.shown` shows it. Nothing of a rulebook is in
it, and nothing of a day that was asked about.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from goodstanding.register.catalogue import Catalogue
from goodstanding.register.organizations import Organization, OrganizationKind
from goodstanding.register.records import Case, Decision, Record, Stage, final_on
from goodstanding.register.views import OrganizationView
from goodstanding.standing import relation
from goodstanding.standing.display import shown
from goodstanding.standing.relation import OPEN_DAY, WITHHELD, day_number
from goodstanding.values.withheld import Withheld

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationRow:
    """A row of `organizations`; the fields are its columns, in their order."""

    organization: int
    kind: int
    tier: int
    size: int
    jurisdiction: str
    sector: str
    region: str
    ownership: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """A row of `facts`; the fields are its columns, in their order."""

    organization: int
    record: int
    case_record: int | None
    authority: str | None
    kind: int
    size: int
    category: int
    severity: int
    role: int
    status: int
    shown_from: int
    shown_to: int
    decided_on: int
    final_on: int
    conduct_to: int | None
    ends_on: int | None
    amount_units: int | None
    figure: int
    figure_value: int | None


def organization_row(view: OrganizationView) -> OrganizationRow:
    """What the organization is. Of one that is withheld, only the number."""
    number, known = int(view.id.rpartition("-")[2]), view.organization
    if isinstance(known, Withheld):
        return OrganizationRow(
            organization=number, kind=WITHHELD, tier=0, size=WITHHELD, jurisdiction="", sector="", region="",
            ownership="",
        )  # fmt: skip
    return OrganizationRow(
        organization=number,
        kind=relation.KINDS[known.kind],
        tier=0 if known.tier is None else relation.TIERS[known.tier],
        size=relation.SIZES[known.size],
        jurisdiction=known.jurisdiction,
        sector=known.sector,
        region=known.region,
        ownership="private" if known.kind is OrganizationKind.COMPANY else "state",
    )


def fact_rows(view: OrganizationView, catalogue: Catalogue) -> Iterator[FactRow]:
    """Every span of every record that is ever displayed, by record. Of a withheld organization there is none."""
    if isinstance(view.organization, Withheld):
        return
    cases: dict[tuple[str, str], int] = {}
    for record in sorted(view.records, key=lambda record: record.entry):
        case = record.case
        same = cases.setdefault((case.authority, case.number), record.entry) if isinstance(case, Case) else None
        if isinstance(record.decision, Decision) and not isinstance(record.stages, Withheld):
            yield from _spans(view, view.organization, record, record.decision, record.stages, same, catalogue)


def _spans(
    view: OrganizationView,
    organization: Organization,
    record: Record,
    decision: Decision,
    stages: tuple[Stage, ...],
    case_record: int | None,
    catalogue: Catalogue,
) -> Iterator[FactRow]:
    final = final_on(stages)
    for start, end in _runs(record, stages, final) if final is not None else ():
        one = shown(record, catalogue, start)
        if one is None or final is None:
            continue
        ends = [OPEN_DAY, *(day_number(day) for day in (end, one.until) if day is not None)]
        party, figure = record.party, decision.figure
        yield FactRow(
            organization=int(view.id.rpartition("-")[2]),
            record=record.entry,
            case_record=case_record,
            authority=record.case.authority if isinstance(record.case, Case) else None,
            kind=relation.KINDS[organization.kind],
            size=relation.SIZES[organization.size],
            category=relation.CATEGORIES[decision.category],
            severity=relation.SEVERITIES[one.severity],
            role=WITHHELD if isinstance(party, Withheld) else relation.ROLES[party.role],
            status=relation.STATUSES[one.stage.status],
            shown_from=day_number(start),
            shown_to=min(ends),
            decided_on=day_number(decision.decided_on),
            final_on=day_number(final),
            conduct_to=_optional(decision.conduct_to),
            ends_on=_optional(decision.ends_on),
            amount_units=one.units,
            figure=WITHHELD if figure is None else relation.FIGURES[figure.code],
            figure_value=None if figure is None else figure.value,
        )


def _optional(day: date | None) -> int | None:
    return None if day is None else day_number(day)


def _runs(record: Record, stages: tuple[Stage, ...], final: date) -> Iterator[tuple[date, date | None]]:
    """From finality on: the first day of each stage in force, or on which a hold ends or a claim begins to hold back.

    Each with the first day of the next run, if there is one.
    """
    turns = {day for day in record.display_days() if record.may_show_on(day) != record.may_show_on(day - _DAY)}
    days = sorted({day for day in {final} | {stage.effective_on for stage in stages} | turns if day >= final})
    begun = [final]
    for before, day in pairwise(days):
        if day in turns or _index(stages, before) != _index(stages, day):
            begun.append(day)
    yield from pairwise((*begun, None))


def _index(stages: tuple[Stage, ...], day: date) -> int:
    """The place of the stage in force on a day on which there is one."""
    return max(index for index, stage in enumerate(stages) if stage.effective_on <= day)
