"""The reference evaluation: points and grade of one organization on one day, every point a line.

Pure and exact: integers only, thousandths of points, no division. Nothing costs a point that is not
displayed (S29), not final, suspended, annulled, cured, or withheld in a part that is needed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goodstanding.register.catalogue import Catalogue, Severity
from goodstanding.register.organizations import SizeClass
from goodstanding.register.records import Decision
from goodstanding.register.views import OrganizationView
from goodstanding.rulebook.model import Facts, Provision, Rulebook
from goodstanding.standing.concurrence import cases_of, concurring, meets
from goodstanding.standing.display import Shown, shown
from goodstanding.standing.fading import fading_start, share_on
from goodstanding.standing.lines import Line, LineKind
from goodstanding.standing.valuing import expires_on, next_value_on, value_of
from goodstanding.values.points import PER_POINT
from goodstanding.values.withheld import Withheld

__all__ = [
    "Dated",
    "Line",
    "LineKind",
    "NotRated",
    "Standing",
    "evaluate",
    "facts_of",
    "governing",
    "graded",
    "line_of",
    "record_lines",
    "standing_of",
    "summed",
]


class NotRated(StrEnum):
    """Why there is no grade. None of these is a bad sign, nor a good one."""

    TOO_LITTLE_EVIDENCE = "too-little-evidence"
    OTHER_KIND = "other-kind"
    NOT_IN_FORCE = "not-in-force"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The answer for one organization on one day under one edition; `points` is the sum of the lines.

    `grade` is None where not rated. `limited_by` names the grade limits that lowered the grade.
    `unofficial` marks what a sample rulebook gives (S33).
    """

    organization_id: str
    effective: date
    rulebook_id: str
    edition: int
    unofficial: bool
    points: int
    grade: str | None
    not_rated: NotRated | None
    limited_by: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def rated(self) -> bool:
        """Whether there is a grade."""
        return self.not_rated is None


def evaluate(view: OrganizationView, rulebook: Rulebook, catalogue: Catalogue, effective: date) -> Standing:
    """The standing of the view's organization on that day. The order of its records does not matter."""
    size, not_rated = _size_or_reason(view, rulebook, effective)
    counted = () if size is None else tuple(record_lines(view, rulebook, catalogue, effective, size))
    if meets(rulebook):
        counted = concurring(counted, rulebook, cases_of(view.records))
    return standing_of(view.id, rulebook, effective, not_rated, counted)


def standing_of(
    organization_id: str, rulebook: Rulebook, effective: date, not_rated: NotRated | None, counted: tuple[Line, ...]
) -> Standing:
    """The standing that these counted record lines give; `not_rated` is why there is no grade whatever counts."""
    if not_rated is None and len(counted) < rulebook.minimum_evidence:
        not_rated = NotRated.TOO_LITTLE_EVIDENCE
    lines = summed(rulebook, counted)
    points = sum(line.points for line in lines)
    grade, limited_by = (None, ()) if not_rated else graded(rulebook, points, counted)
    return Standing(
        organization_id=organization_id,
        effective=effective,
        rulebook_id=rulebook.id,
        edition=rulebook.edition,
        unofficial=rulebook.sample,
        points=points,
        grade=grade,
        not_rated=not_rated,
        limited_by=limited_by,
        lines=lines,
    )


def summed(rulebook: Rulebook, counted: tuple[Line, ...]) -> tuple[Line, ...]:
    """All lines of a standing with these record lines: the start before them, caps and bounds behind them."""
    start = Line(kind=LineKind.START, value=rulebook.scale.start, points=rulebook.scale.start * PER_POINT)
    lines = (start, *counted, *_cap_lines(rulebook, counted))
    return (*lines, *_bound_lines(rulebook, sum(line.points for line in lines)))


def governing(one: Shown, rulebook: Rulebook) -> Provision | None:
    """The provision about a displayed record; none where its party, and so its role, is withheld."""
    facts = facts_of(one, rulebook)
    return None if facts is None else rulebook.provision(facts)


def facts_of(one: Shown, rulebook: Rulebook) -> Facts | None:
    """What a displayed record states to a rulebook; None where its party, and so its role, is withheld."""
    record = one.record
    if isinstance(record.party, Withheld):
        return None
    return Facts(
        category=one.category.code,
        severity=one.severity,
        status=one.stage.status,
        role=record.party.role,
        level=None if isinstance(record.case, Withheld) else rulebook.level_of(record.case.authority),
        units=one.units,
        figure=one.decision.figure,
    )


def _size_or_reason(
    view: OrganizationView, rulebook: Rulebook, effective: date
) -> tuple[SizeClass | None, NotRated | None]:
    organization = view.organization
    if isinstance(organization, Withheld):
        return None, NotRated.WITHHELD
    if organization.kind not in rulebook.applies_to:
        return None, NotRated.OTHER_KIND
    if not rulebook.is_in_force(effective):
        return None, NotRated.NOT_IN_FORCE
    return organization.size, None


def record_lines(
    view: OrganizationView, rulebook: Rulebook, catalogue: Catalogue, effective: date, size: SizeClass
) -> Iterator[Line]:
    """The line of each record by itself, by entry: each depends on no other record."""
    for record in sorted(view.records, key=lambda record: record.entry):
        one = shown(record, catalogue, effective)
        provision = governing(one, rulebook) if one is not None else None
        line = None if one is None or provision is None else _record_line(one, provision, effective, size)
        if line is not None:
            yield line


def _record_line(one: Shown, provision: Provision, effective: date, size: SizeClass) -> Line | None:
    dated = Dated(entry=one.record.entry, decision=one.decision, severity=one.severity, final_on=one.final_on)
    return line_of(dated, provision, size, effective, (one.until, one.next_stage_on))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """What of a displayed record its line depends on, beside the provision."""

    entry: int
    decision: Decision
    severity: Severity
    final_on: date


def line_of(
    one: Dated, provision: Provision, size: SizeClass, effective: date, ends: tuple[date | None, ...]
) -> Line | None:
    """The line of a displayed record under a provision; None where it counts nothing on that day.

    `ends` are days on which it is known to be displayed otherwise, or no more.
    """
    decision, severity = one.decision, one.severity
    start, expires = fading_start(provision, decision, one.final_on), expires_on(provision, decision)
    permille, step_ends = share_on(provision.fades[severity], start, effective) if start else (0, None)
    value = value_of(provision, decision, severity, size, effective)
    if not permille or value is None or (expires is not None and expires <= effective):
        return None
    changes = [step_ends, expires, *ends]
    if provision.values:
        changes.append(next_value_on(provision, decision, severity, size, effective))
    return Line(
        kind=LineKind.RECORD,
        points=value * permille,
        value=value,
        permille=permille,
        rule=provision.id,
        entry=one.entry,
        next_change_on=min((day for day in changes if day is not None), default=None),
    )


def _cap_lines(rulebook: Rulebook, counted: tuple[Line, ...]) -> Iterator[Line]:
    for cap in rulebook.caps:
        group = {provision.id for provision in rulebook.provisions if provision.cap == cap.id}
        total = sum(line.points for line in counted if line.rule in group)
        limit = cap.limit * PER_POINT
        capped = max(total, limit) if limit < 0 else min(total, limit)
        if capped != total:
            yield Line(kind=LineKind.CAP, value=cap.limit, points=capped - total, rule=cap.id)


def _bound_lines(rulebook: Rulebook, points: int) -> Iterator[Line]:
    floor, ceiling = rulebook.scale.floor, rulebook.scale.ceiling
    if points < floor * PER_POINT:
        yield Line(kind=LineKind.FLOOR, value=floor, points=floor * PER_POINT - points)
    if points > ceiling * PER_POINT:
        yield Line(kind=LineKind.CEILING, value=ceiling, points=ceiling * PER_POINT - points)


def graded(rulebook: Rulebook, points: int, counted: tuple[Line, ...]) -> tuple[str, tuple[str, ...]]:
    """The grade of these points while these record lines count, and the grade limits that lowered it."""
    codes = [grade.code for grade in rulebook.grades]
    reached = (index for index, grade in enumerate(rulebook.grades) if grade.at_least * PER_POINT <= points)
    earned = next(reached, len(codes) - 1)
    rules = {line.rule for line in counted}
    limits = [(codes.index(limit.at_most), limit.id) for limit in rulebook.grade_limits if limit.provisions & rules]
    binding = tuple(id_ for index, id_ in limits if index > earned)
    return codes[max([earned, *(index for index, _ in limits)])], binding
