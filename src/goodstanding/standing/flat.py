"""The reference evaluation over rows of the relation: what every engine must give, without a view of a register.

It is `standing.evaluate` again, on day numbers: a property holds the two equal. Pure and exact.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from goodstanding.register.organizations import SizeClass
from goodstanding.rulebook.model import CountsFrom
from goodstanding.standing import relation
from goodstanding.standing.evaluate import Line, LineKind, NotRated, Standing, graded, summed
from goodstanding.standing.facts import FactRow, OrganizationRow
from goodstanding.standing.fading import share_on
from goodstanding.standing.relation import day_number, day_of
from goodstanding.standing.tabulation import Cell, Tabulation

CellKey = tuple[int, int, int, int]

_SIZES = {number: SizeClass(size) for size, number in relation.SIZES.items()}


def cells_by_number(table: Tabulation) -> Mapping[CellKey, Cell]:
    """The cells of a rulebook by the numbers of category, severity, status and role."""
    return {
        (
            relation.CATEGORIES[cell.category],
            relation.SEVERITIES[cell.severity],
            relation.STATUSES[cell.status],
            relation.ROLES[cell.role],
        ): cell
        for cell in table.cells
    }


def evaluate_rows(
    organization: OrganizationRow,
    facts: Iterable[FactRow],
    table: Tabulation,
    cells: Mapping[CellKey, Cell],
    effective: date,
) -> Standing:
    """The standing of one organization by its rows; `cells` are the table's, by number."""
    rulebook = table.rulebook
    not_rated = _not_rated(organization, table, effective)
    counted = () if not_rated else tuple(_lines(organization, facts, cells, effective))
    if not_rated is None and len(counted) < rulebook.minimum_evidence:
        not_rated = NotRated.TOO_LITTLE_EVIDENCE
    lines = summed(rulebook, counted)
    points = sum(line.points for line in lines)
    grade, limited_by = (None, ()) if not_rated else graded(rulebook, points, counted)
    return Standing(
        organization_id=f"o-{organization.organization}",
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


def _not_rated(organization: OrganizationRow, table: Tabulation, effective: date) -> NotRated | None:
    if organization.kind == relation.WITHHELD:
        return NotRated.WITHHELD
    if organization.kind not in {relation.KINDS[kind] for kind in table.rulebook.applies_to}:
        return NotRated.OTHER_KIND
    return None if table.rulebook.is_in_force(effective) else NotRated.NOT_IN_FORCE


def _lines(
    organization: OrganizationRow, facts: Iterable[FactRow], cells: Mapping[CellKey, Cell], effective: date
) -> Iterator[Line]:
    today = day_number(effective)
    for fact in sorted(facts, key=lambda fact: fact.record):
        cell = cells.get((fact.category, fact.severity, fact.status, fact.role))
        if cell is None or not fact.shown_from <= today < fact.shown_to:
            continue
        start = _start(fact, cell.provision.counts_from)
        permille, ends = share_on(cell.fade, day_of(start), effective) if start is not None else (0, None)
        if permille:
            value = cell.points[_SIZES[organization.size]]
            until = () if fact.shown_to == relation.OPEN_DAY else (day_of(fact.shown_to),)
            yield Line(
                kind=LineKind.RECORD,
                points=value * permille,
                value=value,
                permille=permille,
                rule=cell.provision.id,
                entry=fact.record,
                next_change_on=min((day for day in (ends, *until) if day is not None), default=None),
            )


def _start(fact: FactRow, counts_from: CountsFrom) -> int | None:
    match counts_from:
        case CountsFrom.DECISION:
            return fact.decided_on
        case CountsFrom.FINALITY:
            return fact.final_on
        case CountsFrom.CONDUCT:
            return fact.conduct_to
