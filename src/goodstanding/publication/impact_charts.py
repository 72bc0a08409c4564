"""The charts of an impact. Each shows what the table beside it says."""

from collections import Counter
from collections.abc import Iterator

from goodstanding.publication.charts import Bars
from goodstanding.standing import phrases
from goodstanding.standing.impact import Dimension, Impact

#: Rows of a chart; the table has them all.
MOST_ROWS = 20


def grade_chart(impact: Impact) -> Iterator[Bars]:
    """How many organizations have each grade, before and after."""
    before, after = Counter[str | None](), Counter[str | None]()
    for cell in impact.matrix:
        before[cell.before] += cell.organizations
        after[cell.after] += cell.organizations
    codes = sorted({*before, *after}, key=lambda code: (code is None, code or ""))
    rows = tuple((phrases.UNGRADED if code is None else code, (before[code], after[code])) for code in codes)
    told = "; ".join(f"{label}: {old} before, {new} after" for label, (old, new) in rows)
    if rows:
        yield Bars(
            id="chart-grades",
            title="Organizations by grade, under the old and the new edition",
            description=told,
            series=("old edition", "new edition"),
            rows=rows,
        )


def group_chart(impact: Impact, dimension: Dimension, title: str) -> Iterator[Bars]:
    """The share of each group that falls, beside that of the whole; only where two groups have a share."""
    found = [one for one in impact.groups if one.dimension is dimension and one.worse_permille is not None]
    if len(found) < 2:
        return
    found.sort(key=lambda one: -(one.worse_permille or 0))
    rows = tuple((one.group, (one.worse_permille or 0,)) for one in found[:MOST_ROWS])
    told = "; ".join(f"{label}: {values[0]}" for label, values in rows)
    yield Bars(
        id=f"chart-{dimension.value}",
        title=f"{title}: of 1000 organizations, how many would fall",
        description=f"The whole: {impact.worse_permille}. {told}",
        series=("worse, ‰",),
        rows=rows,
        mark=(impact.worse_permille, "the whole"),
    )


def rule_chart(impact: Impact) -> Iterator[Bars]:
    """Whose grade each part of the rules changes."""
    found = sorted((one for one in impact.rules if one.movers), key=lambda one: -one.movers)[:MOST_ROWS]
    rows = tuple((f"{one.rule} {one.title}".strip(), (one.movers,)) for one in found)
    if len(rows) > 1:
        yield Bars(
            id="chart-rules",
            title="Organizations whose grade changes, by the part of the rules that moves them",
            description="; ".join(f"{label}: {values[0]}" for label, values in rows),
            series=("grades changed",),
            rows=rows,
        )
