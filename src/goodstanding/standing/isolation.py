"""Whether a rule is written for a few: how many organizations of a register each provision reaches (S33).

A provision that takes whole severities of whole categories is general, however rarely it applies; a warning says how
few it reaches. One that narrows by amount, figure, authority or role, and reaches fewer than twenty, is refused
unless it is favourable.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from goodstanding.register.catalogue import Catalogue, Direction
from goodstanding.register.organizations import Organization
from goodstanding.register.records import Record, Status
from goodstanding.register.views import OrganizationView
from goodstanding.rulebook.model import Facts, Rulebook
from goodstanding.values.findings import Finding, Severity
from goodstanding.values.withheld import Withheld

FEWEST = 20


def check_isolation(rulebook: Rulebook, catalogue: Catalogue, views: Iterable[OrganizationView]) -> list[Finding]:
    """A finding for each adverse provision that reaches some organizations of the register, but fewer than twenty."""
    reached: dict[str, set[str]] = defaultdict(set)
    for view in views:
        if isinstance(view.organization, Organization) and view.organization.kind in rulebook.applies_to:
            for rule in _rules(view, rulebook, catalogue):
                reached[rule].add(view.id)
    return list(_isolating(rulebook, {rule: len(ids) for rule, ids in reached.items()}))


def _isolating(rulebook: Rulebook, reached: dict[str, int]) -> Iterator[Finding]:
    for provision in rulebook.provisions:
        count = reached.get(provision.id, 0)
        if 0 < count < FEWEST and provision.direction is Direction.ADVERSE:
            yield Finding(
                code="rulebook-isolates",
                message=f"It reaches {count} of the register's organizations.",
                field=provision.id,
                accepted=f"{FEWEST} or more, or whole severities of whole categories",
                severity=Severity.ERROR if provision.match.narrows else Severity.WARNING,
            )


def _rules(view: OrganizationView, rulebook: Rulebook, catalogue: Catalogue) -> Iterator[str]:
    for record in view.records:
        facts = _facts(record, rulebook, catalogue)
        provision = None if facts is None else rulebook.provision(facts)
        if provision is not None:
            yield provision.id


def _facts(record: Record, rulebook: Rulebook, catalogue: Catalogue) -> Facts | None:
    """What a record would state once final, whatever became of it since."""
    decision, party, case = record.decision, record.party, record.case
    if isinstance(decision, Withheld) or isinstance(party, Withheld):
        return None
    category = catalogue.category(decision.category)
    return Facts(
        category=category.code,
        severity=catalogue.severity(category, decision.measures, decision.amount),
        status=Status.FINAL,
        role=party.role,
        level=None if isinstance(case, Withheld) else rulebook.level_of(case.authority),
        units=catalogue.units_of(decision.amount),
        figure=decision.figure,
    )
