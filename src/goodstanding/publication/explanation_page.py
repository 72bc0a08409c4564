"""One standing as a page: every line of the sum with its record, law and dates, and a chart of how they add up.

Says what `explain` says in words, in its order. Pages of organizations are not to be indexed (S31).
"""

from collections.abc import Iterator, Sequence

from goodstanding.publication.charts import Sums
from goodstanding.publication.pages import Block, Link, Page, Section, Table, Text
from goodstanding.publication.standing_pages import About
from goodstanding.standing.evaluate import LineKind
from goodstanding.standing.explanation import ExplainedLine, Explanation
from goodstanding.standing.phrases import print_law
from goodstanding.values.points import print_points

#: Records that a chart draws one by one; what is left is drawn as one.
MOST_DRAWN = 24
ABOUT_CHART = (
    "Each bar is one line of the sum, drawn from where the lines above it end; what takes points away is hatched. "
    "The table below has every line."
)
NAMES = {
    LineKind.START: "start",
    LineKind.CAP: "cap {rule}",
    LineKind.FLOOR: "floor",
    LineKind.CEILING: "ceiling",
}


def explanation_page(about: About, explanation: Explanation) -> Page:
    """The whole explanation of one standing."""
    sections = [Section(id="sum", heading="How the points add up", level=2, blocks=tuple(_sum(about, explanation)))]
    if explanation.disclosures:
        told = tuple(one.text for one in explanation.disclosures)
        sections.append(Section(id="disclosures", heading="Disclosures", level=2, blocks=told))
    closing = (*explanation.closing, about.recorded)
    sections.append(Section(id="meaning", heading="What this means", level=2, blocks=closing))
    title = f"Explanation: {about.name}"
    lead: tuple[Text, ...] = explanation.opening
    return Page(language="en", title=title, lead=lead, sections=tuple(sections))


def _sum(about: About, explanation: Explanation) -> Iterator[Block]:
    counting = [line for line in explanation.lines if line.points]
    if len(counting) > 1:
        yield ABOUT_CHART
        drawn = tuple(_drawn(counting))
        told = "; ".join(f"{name}: {print_points(points)}" for name, points in drawn)
        yield Sums(
            id="chart-sum",
            title=f"The points of {about.name}, line by line",
            description=f"{told}; in all {print_points(explanation.points)}.",
            rows=drawn,
            total="in all",
        )
    rows = tuple((_name(line), print_points(line.points), line.text, _law(line)) for line in explanation.lines)
    total = ("in all", print_points(explanation.points), "", "")
    columns = ("Line", "Points", "Why", "Law of the rule")
    yield Table(caption="Every line of the sum", columns=columns, rows=(*rows, total))


def _law(line: ExplainedLine) -> tuple[Link, ...]:
    return tuple(Link(text=print_law((cite,)), href=cite.href) for cite in line.law)


def _drawn(lines: Sequence[ExplainedLine]) -> Iterator[tuple[str, int]]:
    """The weightiest records in their order and the others together; then what caps, floor and ceiling make of them."""
    records = [line for line in lines if line.kind is LineKind.RECORD]
    weightiest = sorted(records, key=lambda line: -abs(line.points))[:MOST_DRAWN]
    yield from ((_name(line), line.points) for line in lines if line.kind is LineKind.START)
    yield from ((_name(line), line.points) for line in records if line in weightiest)
    rest = [line.points for line in records if line not in weightiest]
    if rest:
        yield f"{len(rest)} further lines", sum(rest)
    yield from ((_name(line), line.points) for line in lines if line.kind not in (LineKind.START, LineKind.RECORD))


def _name(line: ExplainedLine) -> str:
    """What a line is called: a record by its number and the rule it counts under."""
    if line.kind is LineKind.RECORD:
        rule = f", {line.rule}" if line.rule else ""
        return f"record {line.entry}{rule}"
    return NAMES[line.kind].format(rule=line.rule)
