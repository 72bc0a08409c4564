"""Gap, overlap, reach: proven by looking at every cell of the finite domain once."""

from collections.abc import Iterator

from goodstanding.register.catalogue import Catalogue, Category, Direction
from goodstanding.register.organizations import Role
from goodstanding.register.records import Status
from goodstanding.rulebook.domain import cells_of, cuts_of
from goodstanding.rulebook.matching import COUNTABLE, Facts
from goodstanding.rulebook.model import Provision, Purpose, Rulebook
from goodstanding.rulebook.reporting import reported
from goodstanding.values.findings import Finding


def check_overlaps(rulebook: Rulebook, catalogue: Catalogue) -> Iterator[Finding]:
    """The same record never costs twice: each cell belongs to one provision, or to the one that overrides (S14)."""
    reported_pairs: set[tuple[str, str]] = set()
    for category in _touched(rulebook, catalogue):
        statuses = {status for one in rulebook.provisions for status in one.statuses}
        for cell in cells_of(category, cuts_of(rulebook, category), statuses):
            fitting = _fitting(rulebook, cell)
            overridden = frozenset[str]().union(*(one.overrides for one in fitting))
            left = [one for one in fitting if one.id not in overridden] or fitting
            for other in left[1:]:
                pair = (left[0].id, other.id)
                if pair not in reported_pairs:
                    reported_pairs.add(pair)
                    message = f"It matches the same records as {pair[0]}: {_told(cell)}."
                    yield reported("rulebook-overlap", message, other.id)


def check_gaps(rulebook: Rulebook, catalogue: Catalogue) -> Iterator[Finding]:
    """A category that is covered is covered in every cell that its final decisions can lie in, at every level."""
    touched = {category.code for category in _touched(rulebook, catalogue)}
    for code, category in sorted(catalogue.categories.items()):
        if not _expected(category, rulebook) or not category.kinds & rulebook.applies_to:
            continue
        if code not in touched:
            if rulebook.purpose is Purpose.STANDING:
                yield reported("rulebook-category-without-rule", "No provision is about it.", code, warning=True)
            continue
        cells = (cell for cell in cells_of(category, cuts_of(rulebook, category)) if cell.role is Role.SUBJECT)
        missing = [cell for cell in cells if not _fitting(rulebook, cell)]
        for severity in dict.fromkeys(cell.severity for cell in missing):
            where = [_beyond(cell) for cell in missing if cell.severity is severity]
            every = len(where) == len(list(_subject_cells(rulebook, category, severity)))
            beside = "" if every or not where[0] else f" ({where[0]})"
            yield reported("rulebook-gap", f"No provision says what {severity}{beside} costs or adds.", code)


def check_reach(rulebook: Rulebook, catalogue: Catalogue) -> Iterator[Finding]:
    """Every severity of every provision can be reached by some record that no other provision takes."""
    reached: set[tuple[str, str]] = set()
    for category in _touched(rulebook, catalogue):
        for cell in cells_of(category, cuts_of(rulebook, category), COUNTABLE):
            won = rulebook.provision(cell)
            if won is not None and category.kinds & rulebook.applies_to and _placed(won, rulebook):
                reached.add((won.id, cell.severity))
    for provision in rulebook.provisions:
        if not provision.match.severities or not provision.match.categories:
            yield reported("rulebook-unreachable", "No record can ever be counted here.", provision.id)
        unknown = [code for code in provision.match.categories if code not in catalogue.categories]
        for severity in sorted(provision.match.severities):
            if not unknown and (provision.id, severity) not in reached:
                message = "No record can ever be counted here."
                yield reported("rulebook-unreachable", message, f"{provision.id}.points.{severity}")


def _touched(rulebook: Rulebook, catalogue: Catalogue) -> Iterator[Category]:
    codes = {code for provision in rulebook.provisions for code in provision.match.categories}
    return (catalogue.categories[code] for code in sorted(codes & set(catalogue.categories)))


def _expected(category: Category, rulebook: Rulebook) -> bool:
    information = category.direction is Direction.INFORMATION
    return information is (rulebook.purpose is Purpose.INDICATOR)


def _fitting(rulebook: Rulebook, cell: Facts) -> list[Provision]:
    return [one for one in rulebook.provisions if one.takes(cell)]


def _subject_cells(rulebook: Rulebook, category: Category, severity: str) -> Iterator[Facts]:
    cells = cells_of(category, cuts_of(rulebook, category))
    return (cell for cell in cells if cell.role is Role.SUBJECT and cell.severity == severity)


def _placed(provision: Provision, rulebook: Rulebook) -> bool:
    """Whether an authority stands on one of its levels: `other` are all that are not placed."""
    return bool(provision.match.levels & {*rulebook.authority_levels.values(), rulebook.level_of("")})


def _beyond(cell: Facts) -> str:
    told = [] if cell.level is None else [f"an authority's level {cell.level}"]
    told += [] if not cell.units else [f"from {cell.units} units"]
    told += [] if cell.figure is None else [f"{cell.figure.code} from {cell.figure.value}"]
    return ", ".join(told)


def _told(cell: Facts) -> str:
    told = [cell.category, cell.severity.value, cell.status.value, cell.role.value]
    return ", ".join(told if cell.status is not Status.FINAL or not _beyond(cell) else [*told, _beyond(cell)])
