"""Check a rulebook against the catalogue, exhaustively over its finite domain. Never stops at the first finding.

Each policy is one small function; `check_rulebook` is their sum. An empty answer says that the rules are
consistent and complete, not that they are just.
"""

from collections.abc import Iterator

from goodstanding.register.catalogue import Catalogue, Direction
from goodstanding.register.organizations import SizeClass
from goodstanding.register.records import Status
from goodstanding.rulebook.bands import check_bands
from goodstanding.rulebook.coverage import (
    check_gaps,
    check_grades_reach,
    check_grounds_reach,
    check_overlaps,
    check_reach,
)
from goodstanding.rulebook.dating import check_values
from goodstanding.rulebook.fades import check_fades
from goodstanding.rulebook.giving import check_consequences, check_languages, check_purpose
from goodstanding.rulebook.model import COUNTABLE, Points, Provision, Purpose, Rulebook, Stop
from goodstanding.rulebook.naming import check_ids, check_sources, check_words
from goodstanding.rulebook.overriding import check_overrides
from goodstanding.rulebook.reporting import cited, known, matches, reported
from goodstanding.values.findings import Finding

#: Never a ground for opening a file, whatever a catalogue says: owing is not misconduct.
NEVER_A_GROUND = frozenset({"tax-and-social-debt"})
#: Points, caps, bands and scale, whole; a hundred times what the samples take.
LARGEST_NUMBER = 10_000
#: Nothing is left of these once they are made up for.
ENDS_WITH_CURE = frozenset({"tax-and-social-debt", "disclosure-missing", "disclosure-late"})


def check_rulebook(rulebook: Rulebook, catalogue: Catalogue) -> list[Finding]:
    """Every problem found, in the order of the rulebook; warnings do not keep a rulebook from being used."""
    checks = (
        check_ids,
        check_words,
        check_sources,
        _check_size,
        _check_citations,
        _check_dates,
        _check_categories,
        _check_points,
        _check_fading,
        _check_statuses,
        _check_stops,
        check_bands,
        check_overlaps,
        check_gaps,
        check_overrides,
        check_reach,
        check_grounds_reach,
        check_grades_reach,
        check_values,
        _check_caps,
        _check_scale_and_grades,
        _check_grade_limits,
        _check_grounds,
        check_consequences,
        check_purpose,
        check_languages,
    )
    return [finding for check in checks for finding in check(rulebook, catalogue)]


def _check_size(rulebook: Rulebook, _: Catalogue) -> Iterator[Finding]:
    """No number is so large that a sum of many could leave 64 bits, or that it could only be a slip of the hand."""
    scale = rulebook.scale
    numbers = [("scale", value) for value in (scale.start, scale.floor, scale.ceiling)]
    numbers += [("minimum_evidence", rulebook.minimum_evidence)]
    numbers += [(grade.code, grade.at_least) for grade in rulebook.grades]
    numbers += [(cap.id, cap.limit) for cap in rulebook.caps]
    for provision in rulebook.provisions:
        for points in provision.all_points:
            numbers += [(provision.id, value) for column in points.values() for value in column.values()]
    for where in dict.fromkeys(where for where, value in numbers if abs(value) > LARGEST_NUMBER):
        accepted = f"-{LARGEST_NUMBER:,} to {LARGEST_NUMBER:,}"
        yield reported("rulebook-number", "This number is larger than a rulebook needs.", where, accepted=accepted)


def _check_citations(rulebook: Rulebook, _: Catalogue) -> Iterator[Finding]:
    """Every rule rests on an article (S15); one that says nothing is missing."""
    for where, cites in cited(rulebook):
        if not cites or not all(cite.title.strip() and cite.article.strip() for cite in cites):
            yield reported("rulebook-citation-missing", "No article of law is cited.", where)


def _check_dates(rulebook: Rulebook, _: Catalogue) -> Iterator[Finding]:
    end = rulebook.in_force_to
    if end is not None and end <= rulebook.in_force_from:
        yield reported("rulebook-never-in-force", "It ends before it starts.", "in_force_to")


def _check_categories(rulebook: Rulebook, catalogue: Catalogue) -> Iterator[Finding]:
    """Only the catalogue's categories, of the kinds of organization that the rulebook is about (S5)."""
    for where, code in ((id_, code) for id_, match in matches(rulebook) for code in sorted(match.categories)):
        if code in catalogue.forbidden:
            yield reported("rulebook-input-forbidden", f"Never an input: {catalogue.forbidden[code]}.", where)
        elif code not in catalogue.categories:
            yield reported("rulebook-category-unknown", "The catalogue has no such category.", where)
        elif not catalogue.categories[code].kinds & rulebook.applies_to:
            message = f"{code} is never recorded of the organizations that the rulebook applies to."
            yield reported("rulebook-kind-not-allowed", message, where)


def _check_points(rulebook: Rulebook, catalogue: Catalogue) -> Iterator[Finding]:
    """Adverse costs, favourable adds, information does neither; an unknown size never costs more (S16)."""
    for provision in rulebook.provisions:
        for category in known(provision, catalogue):
            if rulebook.purpose is Purpose.INDICATOR:
                continue
            if category.direction is Direction.INFORMATION:
                yield reported("rulebook-points-for-information", f"{category.code} has no points.", provision.id)
            elif category.direction is not provision.direction:
                yield reported("rulebook-direction", f"{category.code} is {category.direction}.", provision.id)
        for points in provision.all_points:
            yield from _check_columns(provision, points)


def _check_columns(provision: Provision, points: Points) -> Iterator[Finding]:
    sign = -1 if provision.direction is Direction.ADVERSE else 1
    for severity in sorted(provision.match.severities):
        where = f"{provision.id}.points.{severity}"
        column = points.get(severity, {})
        if set(column) != set(SizeClass):
            yield reported("rulebook-points-missing", "Not every size class has its points.", where)
        if any(sign * value <= 0 for value in column.values()):
            yield reported("rulebook-sign", "Adverse points are negative, favourable ones positive.", where)
        elif column.get(SizeClass.UNKNOWN) != max(column.values(), default=None):
            message = "An organization of unknown size counts as the best placed."
            yield reported("rulebook-unknown-size", message, where)


def _check_fading(rulebook: Rulebook, catalogue: Catalogue) -> Iterator[Finding]:
    for provision in rulebook.provisions:
        yield from check_fades(provision, tuple(known(provision, catalogue)))


def _check_statuses(rulebook: Rulebook, _: Catalogue) -> Iterator[Finding]:
    """Only final decisions count, and an appeal may lift a cost but never bring one (S37)."""
    for where, match in matches(rulebook):
        if not match.statuses <= COUNTABLE:
            yield reported("rulebook-status", "Only final decisions count.", where, accepted="final, under-appeal")
        elif Status.FINAL not in match.statuses:
            yield reported("rulebook-appeal-costs", "It would count only where somebody appealed.", where)


def _check_stops(rulebook: Rulebook, _: Catalogue) -> Iterator[Finding]:
    """An annulment always ends the counting; a debt or a disclosure that was made up for counts no more."""
    for provision in rulebook.provisions:
        needed = {Stop.ANNULLED} | ({Stop.CURED} if provision.match.categories & ENDS_WITH_CURE else set())
        if missing := sorted(needed - provision.stops_on):
            message = f"It would count on although the record was {missing[0]}."
            yield reported("rulebook-stops", message, provision.id, accepted=", ".join(sorted(needed)))


def _check_caps(rulebook: Rulebook, _: Catalogue) -> Iterator[Finding]:
    """A cap limits one direction only, so that it can never turn a better record into a worse sum."""
    limits = {cap.id: cap.limit for cap in rulebook.caps}
    for provision in rulebook.provisions:
        if provision.cap is None:
            continue
        if provision.cap not in limits:
            yield reported(
                "rulebook-cap-unknown", "There is no such cap.", provision.id, accepted=", ".join(sorted(limits))
            )
        elif (limits[provision.cap] < 0) is not (provision.direction is Direction.ADVERSE):
            yield reported("rulebook-cap-sign", "The cap limits the other direction.", provision.id)
    for unused in sorted(set(limits) - {provision.cap for provision in rulebook.provisions}):
        yield reported("rulebook-cap-unused", "No provision belongs to this cap.", unused)


def _check_scale_and_grades(rulebook: Rulebook, _: Catalogue) -> Iterator[Finding]:
    """Grades fall strictly from the best to the last, which begins at the floor: every sum has one grade."""
    scale = rulebook.scale
    if not scale.floor < scale.start <= scale.ceiling:
        yield reported("rulebook-scale", "The scale is not in order.", "scale", accepted="floor < start <= ceiling")
    if rulebook.minimum_evidence < 1:
        message = "Nothing recorded can never be a grade."
        yield reported("rulebook-minimum-evidence", message, "minimum_evidence", accepted="1 or more")
    bounds = [grade.at_least for grade in rulebook.grades]
    codes = [grade.code for grade in rulebook.grades]
    if not bounds or bounds != sorted(set(bounds), reverse=True) or len(set(codes)) != len(codes):
        yield reported("rulebook-grade-order", "Grades are not in order, best first, each once.", "grades")
    elif bounds[-1] != scale.floor or bounds[0] > scale.ceiling:
        yield reported("rulebook-grade-range", "The grades do not cover the scale.", "grades")


def _check_grade_limits(rulebook: Rulebook, _: Catalogue) -> Iterator[Finding]:
    adverse = {one.id for one in rulebook.provisions if one.direction is Direction.ADVERSE}
    best = [grade.code for grade in rulebook.grades[:1]]
    for limit in rulebook.grade_limits:
        if limit.at_most in best:
            yield reported("rulebook-unreachable", "The best grade limits nothing.", limit.id)
        if limit.at_most not in {grade.code for grade in rulebook.grades}:
            yield reported("rulebook-grade-unknown", "There is no such grade.", limit.id)
        if not limit.provisions or not limit.provisions <= adverse:
            yield reported("rulebook-limit-provisions", "It names something else than adverse provisions.", limit.id)


def _check_grounds(rulebook: Rulebook, catalogue: Catalogue) -> Iterator[Finding]:
    """A ground names adverse categories that the catalogue admits as grounds; a tax debt never is one (S20)."""
    scale = rulebook.scale
    for ground in rulebook.grounds:
        for code in sorted(ground.match.categories & set(catalogue.categories)):
            category = catalogue.categories[code]
            if code in NEVER_A_GROUND or not category.ground or category.direction is not Direction.ADVERSE:
                yield reported("rulebook-not-a-ground", f"{code} can never open a file.", ground.id)
        if not ground.match.categories or not ground.match.severities:
            yield reported("rulebook-ground-empty", "It names no record: points alone open nothing.", ground.id)
        if ground.points_below is not None and not scale.floor < ground.points_below <= scale.start:
            yield reported("rulebook-ground-points", "The threshold is outside the scale.", ground.id)
