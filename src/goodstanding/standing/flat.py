"""The reference evaluation over rows of the relation: what every engine must give, without a view of a register.

It is `standing.evaluate` on day numbers: how a record comes to its provision is told again, and a property holds the
two equal; its line and the sum of lines are the same functions. Pure and exact.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from goodstanding.register.catalogue import Severity
from goodstanding.register.figures import Figure, FigureCode
from goodstanding.register.organizations import Role, SizeClass
from goodstanding.register.records import Case, Decision, Finality, Status
from goodstanding.rulebook.model import Facts, Provision, Rulebook
from goodstanding.standing import relation
from goodstanding.standing.concurrence import concurring, meets
from goodstanding.standing.evaluate import Dated, Line, NotRated, Standing, line_of, standing_of
from goodstanding.standing.facts import FactRow, OrganizationRow
from goodstanding.standing.relation import day_number, day_of
from goodstanding.values.withheld import Withheld

_SIZES = {number: SizeClass(size) for size, number in relation.SIZES.items()}
_CATEGORIES = {number: category for category, number in relation.CATEGORIES.items()}
_SEVERITIES = {number: Severity(severity) for severity, number in relation.SEVERITIES.items()}
_STATUSES = {number: Status(status) for status, number in relation.STATUSES.items()}
_ROLES = {number: Role(role) for role, number in relation.ROLES.items()}
_FIGURES = {number: FigureCode(code) for code, number in relation.FIGURES.items()}


def evaluate_rows(
    organization: OrganizationRow, facts: Iterable[FactRow], rulebook: Rulebook, effective: date
) -> Standing:
    """The standing of one organization by its rows."""
    not_rated = _not_rated(organization, rulebook, effective)
    counted: tuple[Line, ...] = ()
    if not_rated is None:
        held = sorted(facts, key=lambda fact: fact.record)
        counted = tuple(_lines(organization, held, rulebook, effective))
        if meets(rulebook):
            counted = concurring(counted, rulebook, {fact.record: _case(fact) for fact in held})
    return standing_of(f"o-{organization.organization}", rulebook, effective, not_rated, counted)


def _not_rated(organization: OrganizationRow, rulebook: Rulebook, effective: date) -> NotRated | None:
    if organization.kind == relation.WITHHELD:
        return NotRated.WITHHELD
    if organization.kind not in {relation.KINDS[kind] for kind in rulebook.applies_to}:
        return NotRated.OTHER_KIND
    return None if rulebook.is_in_force(effective) else NotRated.NOT_IN_FORCE


def _lines(
    organization: OrganizationRow, facts: Iterable[FactRow], rulebook: Rulebook, effective: date
) -> Iterator[Line]:
    today = day_number(effective)
    for fact in facts:
        stated = _stated(fact, rulebook) if fact.shown_from <= today < fact.shown_to else None
        provision = None if stated is None else rulebook.provision(stated)
        line = None if provision is None else _line(fact, provision, _SIZES[organization.size], effective)
        if line is not None:
            yield line


def _stated(fact: FactRow, rulebook: Rulebook) -> Facts | None:
    """What the record states to a rulebook; None where its role is withheld."""
    if fact.role == relation.WITHHELD:
        return None
    figure = None
    if fact.figure != relation.WITHHELD and fact.figure_value is not None:
        figure = Figure(code=_FIGURES[fact.figure], value=fact.figure_value)
    return Facts(
        category=_CATEGORIES[fact.category],
        severity=_SEVERITIES[fact.severity],
        status=_STATUSES[fact.status],
        role=_ROLES[fact.role],
        level=None if fact.authority is None else rulebook.level_of(fact.authority),
        units=fact.amount_units,
        figure=figure,
    )


def _line(fact: FactRow, provision: Provision, size: SizeClass, effective: date) -> Line | None:
    severity, final_on = _SEVERITIES[fact.severity], day_of(fact.final_on)
    dated = Dated(entry=fact.record, decision=_decision(fact), severity=severity, final_on=final_on)
    return line_of(
        dated, provision, size, effective, (None if fact.shown_to == relation.OPEN_DAY else day_of(fact.shown_to),)
    )


def _decision(fact: FactRow) -> Decision:
    """The days of the decision; nothing else of it is asked for."""
    return Decision(
        category=_CATEGORIES[fact.category],
        measures=(),
        decided_on=day_of(fact.decided_on),
        finality=Finality.JUDGMENT,
        statute="",
        conduct_to=None if fact.conduct_to is None else day_of(fact.conduct_to),
        ends_on=None if fact.ends_on is None else day_of(fact.ends_on),
    )


def _case(fact: FactRow) -> Case | Withheld:
    """A case that is equal where the rows' is."""
    return Withheld(fact.record) if fact.case_record is None else Case(authority="", number=str(fact.case_record))
