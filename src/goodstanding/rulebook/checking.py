"""Check a rulebook against the catalogue, exhaustively over its finite domain. Never stops at the first finding.

Each policy is one small function; `check_rulebook` is their sum. An empty answer says that the rules are
consistent and complete, not that they are just.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import product

from goodstanding.register.catalogue import Catalogue, Category, Direction
from goodstanding.register.forbidden import check_forbidden
from goodstanding.register.organizations import Role, SizeClass
from goodstanding.register.records import Status
from goodstanding.rulebook.fades import check_fades
from goodstanding.rulebook.model import COUNTABLE, Citation, Match, Provision, Rulebook
from goodstanding.values.findings import Finding
from goodstanding.values.findings import Severity as FindingSeverity

#: Never a ground for opening a file, whatever a catalogue says: owing is not misconduct.
NEVER_A_GROUND = frozenset({"tax-and-social-debt"})


def check_rulebook(rulebook: Rulebook, catalogue: Catalogue) -> list[Finding]:
    """Every problem found, in the order of the rulebook; warnings do not keep a rulebook from being used."""
    checks = (
        _check_ids,
        _check_words,
        _check_citations,
        _check_dates,
        _check_categories,
        _check_points,
        _check_fading,
        _check_statuses,
        _check_overlaps,
        _check_gaps,
        _check_caps,
        _check_scale_and_grades,
        _check_grade_limits,
        _check_grounds,
    )
    return [finding for check in checks for finding in check(rulebook, catalogue)]


def _finding(code: str, message: str, where: str, *, accepted: str = "", warning: bool = False) -> Finding:
    severity = FindingSeverity.WARNING if warning else FindingSeverity.ERROR
    return Finding(code=code, message=message, field=where, accepted=accepted, severity=severity)


def _check_ids(rulebook: Rulebook, _: Catalogue) -> Iterator[Finding]:
    """Ids are unique over all parts: an explanation names them without saying which part is meant."""
    parts = (rulebook.provisions, rulebook.caps, rulebook.grade_limits, rulebook.grounds)
    ids = Counter(one.id for part in parts for one in part)
    for repeated in (id_ for id_, times in ids.items() if times > 1):
        yield _finding("rulebook-id-repeated", "Two parts of the rulebook have this id.", repeated)


def _check_words(rulebook: Rulebook, catalogue: Catalogue) -> Iterator[Finding]:
    """No id and no title names a forbidden input, in any disguise that is known (S5)."""
    parts = (rulebook.provisions, rulebook.caps, rulebook.grade_limits, rulebook.grounds)
    texts = [(rulebook.id, rulebook.id), (rulebook.id, rulebook.title)]
    texts += [(one.id, text) for part in parts for one in part for text in (one.id, one.title)]
    for where, text in texts:
        for found in check_forbidden(text, catalogue.forbidden_words):
            yield _finding(found.code, found.message, where, accepted=found.accepted)


def _check_citations(rulebook: Rulebook, _: Catalogue) -> Iterator[Finding]:
    """Every rule rests on an article (S15); one that says nothing is missing."""
    cited: list[tuple[str, tuple[Citation, ...]]] = [("legal_basis", rulebook.legal_basis)]
    for part in (rulebook.provisions, rulebook.caps, rulebook.grade_limits, rulebook.grounds):
        cited += [(one.id, one.cites) for one in part]
    for where, cites in cited:
        if not cites or not all(cite.title.strip() and cite.article.strip() for cite in cites):
            yield _finding("rulebook-citation-missing", "No article of law is cited.", where)


def _check_dates(rulebook: Rulebook, _: Catalogue) -> Iterator[Finding]:
    end = rulebook.in_force_to
    if end is not None and end <= rulebook.in_force_from:
        yield _finding("rulebook-never-in-force", "It ends before it starts.", "in_force_to")


def _check_categories(rulebook: Rulebook, catalogue: Catalogue) -> Iterator[Finding]:
    """Only the catalogue's categories, of the kinds of organization that the rulebook is about (S5)."""
    for where, code in ((id_, code) for id_, match in _matches(rulebook) for code in sorted(match.categories)):
        if code in catalogue.forbidden:
            yield _finding("rulebook-input-forbidden", f"Never an input: {catalogue.forbidden[code]}.", where)
        elif code not in catalogue.categories:
            yield _finding("rulebook-category-unknown", "The catalogue has no such category.", where)
        elif not catalogue.categories[code].kinds & rulebook.applies_to:
            message = f"{code} is never recorded of the organizations that the rulebook applies to."
            yield _finding("rulebook-kind-not-allowed", message, where)


def _check_points(rulebook: Rulebook, catalogue: Catalogue) -> Iterator[Finding]:
    """Adverse costs, favourable adds, information does neither; an unknown size never costs more (S16)."""
    for provision in rulebook.provisions:
        for category in _known(provision, catalogue):
            if category.direction is Direction.INFORMATION:
                yield _finding("rulebook-points-for-information", f"{category.code} has no points.", provision.id)
            elif category.direction is not provision.direction:
                yield _finding("rulebook-direction", f"{category.code} is {category.direction}.", provision.id)
        sign = -1 if provision.direction is Direction.ADVERSE else 1
        for severity in sorted(provision.match.severities):
            where = f"{provision.id}.points.{severity}"
            column = provision.points.get(severity, {})
            if set(column) != set(SizeClass):
                yield _finding("rulebook-points-missing", "Not every size class has its points.", where)
            if any(sign * points <= 0 for points in column.values()):
                yield _finding("rulebook-sign", "Adverse points are negative, favourable ones positive.", where)
            elif column.get(SizeClass.UNKNOWN) != max(column.values(), default=None):
                message = "An organization of unknown size counts as the best placed."
                yield _finding("rulebook-unknown-size", message, where)


def _check_fading(rulebook: Rulebook, catalogue: Catalogue) -> Iterator[Finding]:
    for provision in rulebook.provisions:
        yield from check_fades(provision, tuple(_known(provision, catalogue)))


def _cells(provision: Provision) -> Iterator[tuple[object, ...]]:
    match = provision.match
    return product(sorted(match.categories), sorted(match.severities), sorted(match.statuses), sorted(match.roles))


def _check_overlaps(rulebook: Rulebook, _: Catalogue) -> Iterator[Finding]:
    """The same record never costs twice: each combination belongs to one provision at most (S14)."""
    owners: dict[tuple[object, ...], str] = {}
    reported: set[tuple[str, str]] = set()
    for provision in rulebook.provisions:
        for cell in _cells(provision):
            first = owners.setdefault(cell, provision.id)
            if first != provision.id and (first, provision.id) not in reported:
                reported.add((first, provision.id))
                message = f"It matches the same records as {first}: {', '.join(map(str, cell))}."
                yield _finding("rulebook-overlap", message, provision.id)


def _check_statuses(rulebook: Rulebook, _: Catalogue) -> Iterator[Finding]:
    """Only final decisions count, and an appeal may lift a cost but never bring one (S37)."""
    for where, match in _matches(rulebook):
        if not match.statuses <= COUNTABLE:
            yield _finding("rulebook-status", "Only final decisions count.", where, accepted="final, under-appeal")
        elif Status.FINAL not in match.statuses:
            yield _finding("rulebook-appeal-costs", "It would count only where somebody appealed.", where)


def _check_gaps(rulebook: Rulebook, catalogue: Catalogue) -> Iterator[Finding]:
    """A category that is covered is covered in every severity that its final decisions can have."""
    covered = {cell for provision in rulebook.provisions for cell in _cells(provision)}
    touched = {cell[0] for cell in covered}
    for code, category in sorted(catalogue.categories.items()):
        if category.direction is Direction.INFORMATION or not category.kinds & rulebook.applies_to:
            continue
        if code not in touched:
            yield _finding("rulebook-category-without-rule", "No provision is about it.", code, warning=True)
            continue
        for severity in sorted(category.severities):
            if (code, severity, Status.FINAL, Role.SUBJECT) not in covered:
                yield _finding("rulebook-gap", f"No provision says what {severity} costs or adds.", code)


def _check_caps(rulebook: Rulebook, _: Catalogue) -> Iterator[Finding]:
    """A cap limits one direction only, so that it can never turn a better record into a worse sum."""
    limits = {cap.id: cap.limit for cap in rulebook.caps}
    for provision in rulebook.provisions:
        if provision.cap is None:
            continue
        if provision.cap not in limits:
            yield _finding(
                "rulebook-cap-unknown", "There is no such cap.", provision.id, accepted=", ".join(sorted(limits))
            )
        elif (limits[provision.cap] < 0) is not (provision.direction is Direction.ADVERSE):
            yield _finding("rulebook-cap-sign", "The cap limits the other direction.", provision.id)
    for unused in sorted(set(limits) - {provision.cap for provision in rulebook.provisions}):
        yield _finding("rulebook-cap-unused", "No provision belongs to this cap.", unused)


def _check_scale_and_grades(rulebook: Rulebook, _: Catalogue) -> Iterator[Finding]:
    """Grades fall strictly from the best to the last, which begins at the floor: every sum has one grade."""
    scale = rulebook.scale
    if not scale.floor < scale.start <= scale.ceiling:
        yield _finding("rulebook-scale", "The scale is not in order.", "scale", accepted="floor < start <= ceiling")
    if rulebook.minimum_evidence < 1:
        message = "Nothing recorded can never be a grade."
        yield _finding("rulebook-minimum-evidence", message, "minimum_evidence", accepted="1 or more")
    bounds = [grade.at_least for grade in rulebook.grades]
    codes = [grade.code for grade in rulebook.grades]
    if not bounds or bounds != sorted(set(bounds), reverse=True) or len(set(codes)) != len(codes):
        yield _finding("rulebook-grade-order", "Grades are not in order, best first, each once.", "grades")
    elif bounds[-1] != scale.floor or bounds[0] > scale.ceiling:
        yield _finding("rulebook-grade-range", "The grades do not cover the scale.", "grades")


def _check_grade_limits(rulebook: Rulebook, _: Catalogue) -> Iterator[Finding]:
    adverse = {one.id for one in rulebook.provisions if one.direction is Direction.ADVERSE}
    for limit in rulebook.grade_limits:
        if limit.at_most not in {grade.code for grade in rulebook.grades}:
            yield _finding("rulebook-grade-unknown", "There is no such grade.", limit.id)
        if not limit.provisions or not limit.provisions <= adverse:
            yield _finding("rulebook-limit-provisions", "It names something else than adverse provisions.", limit.id)


def _check_grounds(rulebook: Rulebook, catalogue: Catalogue) -> Iterator[Finding]:
    """A ground names adverse categories that the catalogue admits as grounds; a tax debt never is one (S20)."""
    scale = rulebook.scale
    for ground in rulebook.grounds:
        for code in sorted(ground.match.categories & set(catalogue.categories)):
            category = catalogue.categories[code]
            if code in NEVER_A_GROUND or not category.ground or category.direction is not Direction.ADVERSE:
                yield _finding("rulebook-not-a-ground", f"{code} can never open a file.", ground.id)
        if not ground.match.categories or not ground.match.severities:
            yield _finding("rulebook-ground-empty", "It names no record: points alone open nothing.", ground.id)
        if ground.points_below is not None and not scale.floor < ground.points_below <= scale.start:
            yield _finding("rulebook-ground-points", "The threshold is outside the scale.", ground.id)


def _matches(rulebook: Rulebook) -> list[tuple[str, Match]]:
    provisions = [(provision.id, provision.match) for provision in rulebook.provisions]
    return provisions + [(ground.id, ground.match) for ground in rulebook.grounds]


def _known(provision: Provision, catalogue: Catalogue) -> Iterator[Category]:
    codes = sorted(provision.match.categories)
    return (catalogue.categories[code] for code in codes if code in catalogue.categories)
