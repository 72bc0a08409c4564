"""How the cases of authorities go, as far as their figures may stand side by side (S23, S28)."""

from goodstanding.services.coverages import known_coverage
from goodstanding.services.ports import Reader
from goodstanding.services.reading import AsOf, all_views
from goodstanding.standing.comparable import comparable
from goodstanding.standing.courses import Course, courses


def told_courses(
    reader: Reader, at: AsOf, authority: str | None = None, category: str | None = None
) -> tuple[Course, ...]:
    """The courses of all authorities and categories, or of those asked for; figures withheld have none."""
    asked = tuple(
        one
        for one in courses(all_views(reader, at), at.effective)
        if authority in (None, one.authority) and category in (None, one.category)
    )
    return comparable(asked, known_coverage(reader, at))
