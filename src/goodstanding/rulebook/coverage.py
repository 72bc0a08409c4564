"""Gap, overlap, reach: proven by looking at every cell of the finite domain once."""

from collections.abc import Iterator

from goodstanding.register.catalogue import Catalogue, Category, Direction
from goodstanding.register.organizations import Role
from goodstanding.register.records import Status
from goodstanding.rulebook.domain import cells_of, cuts_of
from goodstanding.rulebook.matching import COUNTABLE, Facts, Match
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
    expected = {code: one for code, one in sorted(catalogue.categories.items()) if _expected(one, rulebook)}
    if rulebook.purpose is Purpose.STANDING and (
        without := ", ".join(code for code in expected if code not in touched)
    ):
        message = f"No provision is about these categories: {without}."
        yield reported("rulebook-category-without-rule", message, "provisions", warning=True)
    for code, category in expected.items():
        if code not in touched:
            continue
        cells = (cell for cell in cells_of(category, cuts_of(rulebook, category)) if cell.role is Role.SUBJECT)
        missing = [cell for cell in cells if not _fitting(rulebook, cell)]
        for severity in dict.fromkeys(cell.severity for cell in missing):
            where = [_beyond(cell) for cell in missing if cell.severity is severity]
            every = len(where) == len(list(_subject_cells(rulebook, category, severity)))
            beside = "" if every or not where[0] else f" ({where[0]})"
            yield reported("rulebook-gap", f"No provision says what {severity}{beside} costs or adds.", code)


def check_reach(rulebook: Rulebook, catalogue: Catalogue) -> Iterator[Finding]:
    """Every category and severity of every provision is reached by some record that no other provision takes.

    An override may take single severities of single categories: what it takes whole could have been left out.
    """
    if not rulebook.provisions:
        message = "There is no provision: nobody can ever have a grade."
        yield reported("rulebook-empty", message, "provisions", warning=True)
    reached = {
        (won.id, part)
        for category in _touched(rulebook, catalogue)
        for cell, won in _counted(rulebook, category)
        for part in (cell.category, cell.severity.value)
    }
    for provision in rulebook.provisions:
        if not provision.match.severities or not provision.match.categories:
            yield reported("rulebook-unreachable", "No record can ever be counted here.", provision.id)
        if provision.match.categories <= set(catalogue.categories):
            dead = [code for code in sorted(provision.match.categories) if (provision.id, code) not in reached]
            if dead != sorted(provision.match.categories):
                for code in (one for one in dead if catalogue.categories[one].kinds & rulebook.applies_to):
                    message = f"No record of {code} can ever be counted here."
                    yield reported("rulebook-unreachable", message, provision.id)
            for severity in sorted(provision.match.severities):
                if (provision.id, severity.value) not in reached:
                    message = "No record can ever be counted here."
                    yield reported("rulebook-unreachable", message, f"{provision.id}.points.{severity}")


def check_grounds_reach(rulebook: Rulebook, catalogue: Catalogue) -> Iterator[Finding]:
    """Every category of every ground can open a file: by some record that is meant, and that a provision counts."""
    for ground in rulebook.grounds:
        for code in sorted(ground.match.categories & set(catalogue.categories)):
            category = catalogue.categories[code]
            counted = (cell for cell, _ in _counted(rulebook, category, ground.match))
            admitted = category.ground and category.kinds & rulebook.applies_to
            if admitted and not any(map(ground.match.fits, counted)):
                message = f"No record of {code} that counts can ever be meant here."
                yield reported("rulebook-unreachable", message, ground.id)


def check_grades_reach(rulebook: Rulebook, _: Catalogue) -> Iterator[Finding]:
    """No grade lies above the start where nothing can lift anybody."""
    if not any(one.direction is Direction.FAVOURABLE for one in rulebook.provisions):
        for grade in rulebook.grades:
            if grade.at_least > rulebook.scale.start:
                message = "Nobody can ever have it: it lies above the start, and no provision adds points."
                yield reported("rulebook-unreachable", message, grade.code)


def _counted(rulebook: Rulebook, category: Category, *further: Match) -> Iterator[tuple[Facts, Provision]]:
    """Every cell that a provision counts and that can arise: `other` are all authorities that are not placed."""
    if not category.kinds & rulebook.applies_to:
        return
    levels = {*rulebook.authority_levels.values(), rulebook.level_of("")}
    for cell in cells_of(category, cuts_of(rulebook, category, *further), COUNTABLE):
        won = rulebook.provision(cell) if cell.level in levels else None
        if won is not None:
            yield cell, won


def _touched(rulebook: Rulebook, catalogue: Catalogue) -> Iterator[Category]:
    codes = {code for provision in rulebook.provisions for code in provision.match.categories}
    return (catalogue.categories[code] for code in sorted(codes & set(catalogue.categories)))


def _expected(category: Category, rulebook: Rulebook) -> bool:
    information = category.direction is Direction.INFORMATION
    is_meant = information is (rulebook.purpose is Purpose.INDICATOR)
    return is_meant and bool(category.kinds & rulebook.applies_to)


def _fitting(rulebook: Rulebook, cell: Facts) -> list[Provision]:
    return [one for one in rulebook.provisions if one.takes(cell)]


def _subject_cells(rulebook: Rulebook, category: Category, severity: str) -> Iterator[Facts]:
    cells = cells_of(category, cuts_of(rulebook, category))
    return (cell for cell in cells if cell.role is Role.SUBJECT and cell.severity == severity)


def _beyond(cell: Facts) -> str:
    told = [] if cell.level is None else [f"an authority's level {cell.level}"]
    told += [] if not cell.units else [f"from {cell.units} units"]
    told += [] if cell.figure is None else [f"{cell.figure.code} from {cell.figure.value}"]
    return ", ".join(told)


def _told(cell: Facts) -> str:
    told = [cell.category, cell.severity.value, cell.status.value, cell.role.value]
    return ", ".join(told if cell.status is not Status.FINAL or not _beyond(cell) else [*told, _beyond(cell)])
