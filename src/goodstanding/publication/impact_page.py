"""What a change of rules would move, as a page for whoever decides on it, and whoever is concerned.

Says what the counts are, and beside them what they cannot say. Names no person and judges no organization.
"""

from collections.abc import Iterator

from goodstanding.publication.impact_charts import grade_chart, group_chart, rule_chart
from goodstanding.publication.pages import Block, Page, Section, Table, Text
from goodstanding.register.catalogue import Direction
from goodstanding.rulebook.diff import PartChange, Redline
from goodstanding.standing import phrases
from goodstanding.standing.impact import Dimension, Group, Impact, Mover, RuleImpact
from goodstanding.standing.movement import EVIDENCE, GRADES, IN_FORCE, KINDS, Cause, Sums
from goodstanding.standing.narrow import FEWEST, Reach
from goodstanding.values.points import print_points

UNOFFICIAL = (
    "UNOFFICIAL: a comparison. It changes no standing, and nothing follows from it. Both editions are applied to the "
    "same records as if both were in force on {day}."
)
CANNOT_SAY = (
    "A share says how often grades would fall in a group, in whole thousandths (‰), cut off. It cannot say why; it "
    "cannot say whether the decisions on record were even-handed, because conduct that was never decided on is not "
    "here; and groups differ in how closely they are supervised. A group of fewer than {fewest} has no share."
)
SUMMARY = (
    "{moved} of {organizations} organizations would change their grade: {better} for the better, {worse} for the worse "
    "({permille} ‰ of all), {across} into or out of a grade{uncompared}. The points of {changed} would differ."
)
UNCOMPARED = ", {uncompared} between grades that codes cannot compare"
NOBODY = "No standing would differ."
SAME = "The rules are the same."
WHOLE = (
    "A provision that matches fewer than {fewest} organizations is named here (no rule for one). It singles out where "
    "it is adverse and narrowed by amount, figure, authority or role, takes the smaller part of its categories, or "
    "costs more for a size that one organization has."
)
UNCOUNTED = "Files do not say whom a provision matches that counts nothing. The register's own run names them."
ENOUGH = "Every provision matches {fewest} organizations or more."
RULES = (
    "Points in sum, over all organizations. An organization moved by several parts of the rules counts under each of "
    "them, so the columns of organizations do not add up; the points do."
)
BEYOND = {
    "start": "Points everybody starts with",
    "floor": "The least that points can be",
    "ceiling": "The most that points can be",
    GRADES: "The bands of the grades",
    EVIDENCE: "Records needed for a grade",
    IN_FORCE: "When the rules are in force",
    KINDS: "Whom the rules are about",
}
TOO_FEW = "too few"
DIMENSIONS = {
    Dimension.KIND: "Kind and ownership",
    Dimension.TIER: "Tier",
    Dimension.SIZE: "Size",
    Dimension.SECTOR: "Sector",
    Dimension.REGION: "Region",
}


def impact_page(impact: Impact, redline: Redline | None, most: int | None = None) -> Page:
    """The whole answer as a page in English; at most the `most` movers that fall furthest.

    `redline` is None where there were no rules before.
    """
    old, new = impact.old, impact.new
    against = "no rules" if old is None else f"{old.rulebook}, edition {old.edition}"
    return Page(
        language="en",
        title=f"Impact of {new.rulebook}, edition {new.edition}, against {against}",
        lead=(UNOFFICIAL.format(day=phrases.print_day(impact.effective)), summary(impact)),
        sections=tuple(_sections(impact, redline, most)),
    )


def summary(impact: Impact) -> str:
    """How many move, in one sentence."""
    if not impact.changed:
        return NOBODY
    return SUMMARY.format(
        moved=impact.moved,
        organizations=impact.organizations,
        better=impact.better,
        worse=impact.worse,
        permille=impact.worse_permille,
        across=impact.across - impact.uncompared,
        uncompared=UNCOMPARED.format(uncompared=impact.uncompared) if impact.uncompared else "",
        changed=impact.changed,
    )


def _sections(impact: Impact, redline: Redline | None, most: int | None) -> Iterator[Section]:
    if redline is not None:
        yield _section("rules", "What the rules change", _redline(redline))
    yield _section("matrix", "From grade to grade", _matrix(impact))
    yield _section("groups", "By group", _groups(impact))
    yield _section("provisions", "By provision", _rules(impact))
    yield _section("few", "Rules for few", _reaches(impact))
    yield _section("movers", "Who would move", _movers(impact, most))
    yield _section("digests", "What was compared", _digests(impact))


def _section(id_: str, heading: str, blocks: Iterator[Block]) -> Section:
    return Section(id=id_, heading=heading, level=2, blocks=tuple(blocks))


def _redline(redline: Redline) -> Iterator[Block]:
    if not redline.parts:
        yield SAME
        return
    columns = ("Part", "Value", "Old", "New", "Law")
    rows = tuple(row for part in redline.parts for row in _part_rows(part))
    yield Table(caption="Every value that differs, with its law", columns=columns, rows=rows)


def _part_rows(part: PartChange) -> Iterator[tuple[Text, ...]]:
    for one in part.changes:
        old, new = ("" if value is None else str(value) for value in (one.old, one.new))
        yield f"{part.kind.value} {part.part} {part.id}", one.key, old, new, phrases.print_law(part.cites)


def _matrix(impact: Impact) -> Iterator[Block]:
    columns = list(dict.fromkeys(cell.after for cell in impact.matrix))
    columns.sort(key=lambda code: _place(impact, code))
    befores = sorted({cell.before for cell in impact.matrix}, key=lambda code: _place(impact, code))
    counts = {(cell.before, cell.after): cell.organizations for cell in impact.matrix}
    rows = []
    for before in befores:
        cells = [counts.get((before, after), 0) for after in columns]
        rows.append((_grade(before), *map(str, cells), str(sum(cells))))
    totals = [sum(counts.get((before, after), 0) for before in befores) for after in columns]
    rows.append(("All", *map(str, totals), str(sum(totals))))
    caption = "Organizations by their grade under the old edition (rows) and under the new one (columns)"
    yield from grade_chart(impact)
    yield Table(caption=caption, columns=("Old grade", *map(_grade, columns), "All"), rows=tuple(rows))


def _place(impact: Impact, code: str | None) -> tuple[bool, str]:
    """Grades are told in the order of their codes, those without one last."""
    return code is None, code or ""


def _grade(code: str | None) -> str:
    return phrases.UNGRADED if code is None else code


def _groups(impact: Impact) -> Iterator[Block]:
    yield CANNOT_SAY.format(fewest=FEWEST)
    columns = ("Group", "Organizations", "Move", "Better", "Worse", "Worse, ‰", "Against the whole, ‰")
    for dimension, title in DIMENSIONS.items():
        rows = tuple(_group_row(one) for one in impact.groups if one.dimension is dimension)
        if rows:
            whole = f"the whole: {impact.worse_permille} ‰"
            yield from group_chart(impact, dimension, title)
            yield Table(caption=f"{title} ({whole})", columns=columns, rows=rows)


def _group_row(one: Group) -> tuple[Text, ...]:
    few = TOO_FEW
    permille = few if one.worse_permille is None else str(one.worse_permille)
    against = "" if one.against_whole is None else f"{one.against_whole:+d}"
    counts = (one.organizations, one.moved, one.better, one.worse)
    return one.group, *map(str, counts), permille, against


def _rules(impact: Impact) -> Iterator[Block]:
    if not impact.rules:
        yield NOBODY
        return
    yield RULES
    yield from rule_chart(impact)
    columns = ("Part", "About", "Standings changed", "Grades changed", "Of these worse", "Points in sum")
    rows = tuple(_rule_row(one) for one in impact.rules)
    total = ("All", "", str(impact.changed), str(impact.moved), str(impact.worse), print_points(impact.difference))
    yield Table(caption="What each part of the rules changes", columns=columns, rows=(*rows, total))


def _rule_row(one: RuleImpact) -> tuple[Text, ...]:
    counts = (one.organizations, one.movers, one.worse)
    return one.rule, one.title or BEYOND.get(one.rule, ""), *map(str, counts), print_points(one.difference)


def _reaches(impact: Impact) -> Iterator[Block]:
    if impact.reaches is None:
        yield UNCOUNTED
        return
    narrow = [one for one in impact.reaches if one.narrow or one.singles_out]
    if not narrow:
        yield ENOUGH.format(fewest=FEWEST)
        return
    yield WHOLE.format(fewest=FEWEST)
    columns = ("Provision", "About", "Direction", "Matches", "Leaves out", "Singles out")
    yield Table(
        caption=f"Provisions that match fewer than {FEWEST} organizations on this day",
        columns=columns,
        rows=tuple(_reach_row(one) for one in narrow),
    )


def _reach_row(one: Reach) -> tuple[Text, ...]:
    direction = (Direction.FAVOURABLE if one.favourable else Direction.ADVERSE).value
    bands = "; ".join(one.bands)
    singles = f"yes ({bands})" if bands else "yes" if one.singles_out else "no"
    return one.provision, one.title, direction, str(one.matched), str(one.left_out), singles


def _movers(impact: Impact, most: int | None) -> Iterator[Block]:
    if not impact.movers:
        yield "No grade would change."
        return
    told = impact.movers if most is None else impact.movers[:most]
    if len(told) < len(impact.movers):
        yield f"The {len(told)} that fall furthest, of {len(impact.movers)}."
    columns = ("Organization", "Old", "New", "What moves it, in points")
    rows = tuple(_mover_row(one) for one in told)
    yield Table(caption="Organizations whose grade would change", columns=columns, rows=rows)


def _mover_row(one: Mover) -> tuple[Text, ...]:
    moved = one.movement
    causes = "; ".join(_cause(cause) for cause in moved.causes)
    return f"{one.name} ({one.organization_id})", _sums(moved.before), _sums(moved.after), causes


def _sums(sums: Sums) -> str:
    return f"{_grade(sums.grade)}, {print_points(sums.points)}"


def _cause(cause: Cause) -> str:
    name = BEYOND.get(cause.rule, cause.rule)
    if cause.before == cause.after:
        return name
    return f"{name}: {print_points(cause.before)} to {print_points(cause.after)}"


def _digests(impact: Impact) -> Iterator[Block]:
    rows = tuple(
        (which, f"{one.rulebook}, edition {one.edition}", one.digest)
        for which, one in (("Old", impact.old), ("New", impact.new))
        if one is not None
    )
    yield Table(
        caption="The rules compared, by their digests (SHA-256)", columns=("Edition", "Rules", "Digest"), rows=rows
    )
