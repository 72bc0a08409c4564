"""What follows from a disclosure: records, by the days alone.

A reminder whose time ran out without a filing is a record, final on the next day and cured on the day of the filing.
Each ratio of a filing is information. An opinion on a public body's accounts that was not clean is a record as
published.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from goodstanding.register.catalogue import Measure
from goodstanding.register.codes import CategoryCode
from goodstanding.register.disclosures import (
    Disclosure,
    Filing,
    Obligation,
    Opinion,
    Reminder,
)
from goodstanding.register.figures import Figure
from goodstanding.register.organizations import OrganizationKind
from goodstanding.register.records import Case, Decision, Evidence, Finality, Party, Reason, Record, Stage, Status
from goodstanding.values.withheld import Withheld

_DAY = timedelta(days=1)
_PUBLISHED = Finality.OFFICIAL_PUBLICATION


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldDisclosure:
    """A disclosure as of some tree size: the fold of its entries.

    `reminders` and `figures` go with the entries that brought them; what was erased is withheld and never costs.
    """

    entry: int
    party: Party | Withheld
    case: Case | Withheld
    obligation: Obligation | Withheld
    evidence: Evidence | Withheld
    reminders: tuple[tuple[int, Reminder | Withheld], ...] = ()
    filing: Filing | Withheld | None = None
    filing_entry: int | None = None
    figures: tuple[tuple[int, Figure | Withheld], ...] = ()
    questioned: bool = False
    confirmed_on: date | None = None
    corrected_by: tuple[int, ...] = ()


def held_disclosure(held: HeldDisclosure) -> Disclosure | None:
    """The disclosure without its entries; None where its obligation or its filing is withheld."""
    if isinstance(held.obligation, Withheld) or isinstance(held.filing, Withheld):
        return None
    reminders = tuple(one for _, one in held.reminders if not isinstance(one, Withheld))
    return Disclosure(obligation=held.obligation, reminders=reminders, filing=held.filing)


def missing_category(kind: OrganizationKind) -> CategoryCode:
    """What a disclosure that is still missing after a reminder is recorded as."""
    late = CategoryCode.DISCLOSURE_LATE
    return late if kind is OrganizationKind.PUBLIC_BODY else CategoryCode.DISCLOSURE_MISSING


def missing_finality(kind: OrganizationKind) -> Finality:
    """Why it is final: a fact as published of a public body, the law of the reminder otherwise."""
    return _PUBLISHED if kind is OrganizationKind.PUBLIC_BODY else Finality.BY_ITS_OWN_LAW


def categories_of(disclosure: Disclosure, kind: OrganizationKind) -> tuple[CategoryCode, ...]:
    """Every category that records of this disclosure can have: what its authority has to be competent for."""
    found = [missing_category(kind)]
    if disclosure.filing is not None and disclosure.filing.figures:
        found.append(CategoryCode.DISCLOSED_RATIOS)
    if disclosure.filing is not None and is_recorded_opinion(disclosure.filing, kind):
        found.append(CategoryCode.QUALIFIED_AUDIT_OPINION)
    return tuple(found)


def records_of(held: HeldDisclosure, kind: OrganizationKind) -> Iterator[Record]:
    """The records of a disclosure, each under the number of the entry that brought it."""
    disclosure = held_disclosure(held)
    for entry, reminder in held.reminders:
        yield _of_reminder(held, disclosure, entry, reminder, kind)
    filing, obligation = held.filing, held.obligation
    for entry, figure in held.figures:
        yield _of_figure(held, obligation, filing, entry, figure)
    if isinstance(filing, Filing) and held.filing_entry is not None and is_recorded_opinion(filing, kind):
        if isinstance(obligation, Withheld):
            decided, told = None, None
        else:
            decided, told = _opinion(obligation, filing), Disclosure(obligation=obligation, filing=filing)
        yield _record(held, held.filing_entry, decided, _final(filing.filed_on), told)


def _of_reminder(
    held: HeldDisclosure,
    disclosure: Disclosure | None,
    entry: int,
    reminder: Reminder | Withheld,
    kind: OrganizationKind,
) -> Record:
    if disclosure is None or isinstance(reminder, Withheld):
        return _record(held, entry, None, (), disclosure)
    decision = Decision(
        category=missing_category(kind).value,
        measures=(Measure.PUBLISHED_FACT if kind is OrganizationKind.PUBLIC_BODY else Measure.ORDER_TO_PERFORM,),
        decided_on=reminder.served_on,
        finality=missing_finality(kind),
        statute=disclosure.obligation.statute,
        conduct_to=disclosure.obligation.due_on,
    )
    filed_on = None if disclosure.filing is None else disclosure.filing.filed_on
    stages = () if filed_on is not None and filed_on <= reminder.ends_on else _final(reminder.ends_on + _DAY)
    if stages and filed_on is not None:
        cured = Stage(status=Status.CURED, effective_on=filed_on, decided_on=filed_on, reason=Reason.REMEDIED)
        stages = (*stages, cured)
    told = Disclosure(obligation=disclosure.obligation, reminders=(reminder,), filing=disclosure.filing)
    return _record(held, entry, decision, stages, told)


def _of_figure(
    held: HeldDisclosure,
    obligation: Obligation | Withheld,
    filing: Filing | Withheld | None,
    entry: int,
    figure: Figure | Withheld,
) -> Record:
    if isinstance(obligation, Withheld) or isinstance(figure, Withheld) or not isinstance(filing, Filing):
        return _record(held, entry, None, (), None)
    decision = Decision(
        category=CategoryCode.DISCLOSED_RATIOS.value,
        measures=(Measure.PUBLISHED_FACT,),
        decided_on=filing.filed_on,
        finality=_PUBLISHED,
        statute=obligation.statute,
        conduct_to=obligation.period_to,
        figure=figure,
    )
    return _record(held, entry, decision, _final(filing.filed_on), Disclosure(obligation=obligation, filing=filing))


def _opinion(obligation: Obligation, filing: Filing) -> Decision:
    return Decision(
        category=CategoryCode.QUALIFIED_AUDIT_OPINION.value,
        measures=(Measure.PUBLISHED_FACT,),
        decided_on=filing.filed_on,
        finality=_PUBLISHED,
        statute=obligation.statute,
        conduct_to=obligation.period_to,
    )


def is_recorded_opinion(filing: Filing, kind: OrganizationKind) -> bool:
    """Whether the auditor's opinion that came with a filing is a record: of a public body's accounts, and not clean."""
    return filing.opinion not in (None, Opinion.UNQUALIFIED) and kind is OrganizationKind.PUBLIC_BODY


def _final(day: date) -> tuple[Stage, ...]:
    return (Stage(status=Status.FINAL, effective_on=day, decided_on=day, reason=Reason.PUBLICATION),)


def _record(
    held: HeldDisclosure,
    entry: int,
    decision: Decision | None,
    stages: tuple[Stage, ...],
    disclosure: Disclosure | None,
) -> Record:
    return Record(
        entry=entry,
        party=held.party,
        case=held.case,
        decision=Withheld(entry) if decision is None else decision,
        stages=Withheld(entry) if decision is None else stages,
        evidence=held.evidence,
        questioned=held.questioned,
        confirmed_on=held.confirmed_on,
        corrected_by=held.corrected_by,
        disclosure=disclosure,
    )
