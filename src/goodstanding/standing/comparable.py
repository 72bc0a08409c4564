"""Which figures may stand side by side: none whose coverage is unknown stands beside another's (S28).

Whoever records only what held would look better than others. So nobody's figures are compared before it is known how
many decisions there are; how many of them are missing here is told with them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from goodstanding.register.coverage import Known
from goodstanding.standing.courses import Course


def comparable(asked: Sequence[Course], known: Mapping[tuple[str, str], Known]) -> tuple[Course, ...]:
    """The courses of one answer, each with its coverage, and without its figures where they would invite a comparison.

    Of several authorities, whatever has an unknown coverage is withheld. Of one alone, a category of unknown coverage
    is withheld beside one of a known one; the whole is told, for nothing beside it is its like (S23).
    """
    found = [replace(one, coverage=_coverage(one, asked, known)) for one in asked]
    several = len({one.authority for one in found}) > 1
    beside = any(one.category is not None and one.coverage is not None and not one.too_few for one in found)
    return tuple(
        Course(authority=one.authority, category=one.category, withheld=True)
        if one.coverage is None and not one.too_few and (several or (beside and one.category is not None))
        else one
        for one in found
    )


def _coverage(one: Course, asked: Iterable[Course], known: Mapping[tuple[str, str], Known]) -> Known | None:
    """That of its category; of a whole the sum over all its categories, None where that of any is unknown."""
    if one.category is not None:
        return known.get((one.authority, one.category))
    parts = (each.category for each in asked if each.authority == one.authority and each.category is not None)
    found = [known.get((one.authority, category)) for category in parts]
    told = [each for each in found if each is not None]
    if len(told) < len(found):
        return None
    return Known(declared=sum(each.declared for each in told), missing=sum(each.missing for each in told))
