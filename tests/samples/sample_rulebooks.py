"""Any sound rulebook over the shipped catalogue: every part of the language, and never a finding of the checker.

`rulebooks()` draws one; pair it with `sample_records.views(kinds=rulebook.applies_to)` for a register. The
properties of a standing and the differential tests of the engines draw from here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from hypothesis import strategies as st
from sample_records import AUTHORITIES, CATALOGUE

from goodstanding.register.authorities import AuthorityLevel
from goodstanding.register.catalogue import Category, Direction, Severity
from goodstanding.register.consequences import ConsequenceKind
from goodstanding.register.figures import FIGURES_OF, FigureCode
from goodstanding.register.organizations import OrganizationKind, Role, SizeClass
from goodstanding.register.records import Status
from goodstanding.rulebook.checking import ENDS_WITH_CURE
from goodstanding.rulebook.domain import arising
from goodstanding.rulebook.model import (
    Band,
    Cap,
    Citation,
    Concurrence,
    CountsFrom,
    DatedPoints,
    Fade,
    FadeStep,
    Favour,
    FigureBand,
    Grade,
    GradeLimit,
    Ground,
    GroundKind,
    Match,
    Points,
    Provision,
    Purpose,
    Rulebook,
    Scale,
    Stop,
    ValueDate,
)
from goodstanding.values.dates import Period

CITES = (Citation(title="Standing Regulation", article="1", href="", checked_on=date(2024, 1, 15)),)
#: Reference units at which amounts are cut; `sample_records.AMOUNTS` lie on both sides.
BOUNDS = (500, 1_000, 1_000_000)
FIGURE_BOUNDS = (1, 3, 700, 1_000)
KINDS = (
    frozenset({OrganizationKind.COMPANY}),
    frozenset({OrganizationKind.COMPANY, OrganizationKind.STATE_OWNED_ENTERPRISE}),
    frozenset({OrganizationKind.PUBLIC_BODY}),
)
LEVELS = dict(zip(AUTHORITIES[1:], AuthorityLevel, strict=False))


@dataclass
class Drawing:
    """A rulebook that is being drawn."""

    draw: st.DrawFn
    kinds: frozenset[OrganizationKind]
    caps: list[Cap] = field(default_factory=list)
    provisions: list[Provision] = field(default_factory=list)

    def of(self, *choices: object) -> object:
        return self.draw(st.sampled_from(choices))

    def maybe(self) -> bool:
        return self.draw(st.booleans())


@st.composite
def rulebooks(draw: st.DrawFn, purpose: Purpose = Purpose.STANDING) -> Rulebook:
    """Any sound rulebook of this purpose."""
    kinds = draw(st.sampled_from(KINDS))
    drawing = Drawing(draw=draw, kinds=kinds)
    indicator = purpose is Purpose.INDICATOR
    about = [
        one
        for _, one in sorted(CATALOGUE.categories.items())
        if one.kinds & kinds and (one.direction is Direction.INFORMATION) is indicator and one.display
    ]
    for category in draw(st.lists(st.sampled_from(about), min_size=1, max_size=5, unique_by=lambda one: one.code)):
        _draw_category(drawing, category)
    grades = _grades(drawing)
    return Rulebook(
        id="xv-random",
        edition=1,
        title="Any rulebook",
        jurisdiction="XV",
        authority="xv-office",
        legal_basis=CITES,
        in_force_from=draw(st.sampled_from([date(2010, 1, 1), date(2019, 1, 1)])),
        in_force_to=draw(st.sampled_from([None, None, date(2024, 3, 1)])),
        applies_to=kinds,
        scale=Scale(start=80, floor=0, ceiling=draw(st.sampled_from([80, 100]))),
        minimum_evidence=draw(st.integers(1, 3)),
        provisions=tuple(drawing.provisions),
        caps=tuple(drawing.caps),
        grades=grades,
        grade_limits=tuple(_limits(drawing, grades)),
        grounds=() if indicator else tuple(_grounds(drawing)),
        sample=True,
        purpose=purpose,
        consequences=() if indicator else tuple(_favours(drawing, grades)),
        authority_levels=LEVELS,
    )


def _draw_category(drawing: Drawing, category: Category) -> None:
    """One provision about the category, or several that split it, or one that another overrides."""
    base = _provision(drawing, category, f"P-{len(drawing.provisions) + 1}")
    shapes = ["whole", "roles", "levels"]
    if category.direction is not Direction.INFORMATION:
        shapes += ["amounts", "override"]
    elif category.code in FIGURES_OF:
        shapes += ["figures", "figures"]
    match drawing.of(*shapes):
        case "roles":
            parts: list[dict[str, object]] = [{"roles": frozenset({role})} for role in Role]
        case "levels":
            national = frozenset({AuthorityLevel.NATIONAL})
            parts = [{"levels": national}, {"levels": frozenset(AuthorityLevel) - national}]
        case "amounts":
            bound = drawing.of(*BOUNDS)
            parts = [{"amount": Band(below=bound)}, {"amount": Band(at_least=bound)}]
        case "figures":
            parts = list(_figure_parts(drawing, category))
        case "override":
            over = _override(drawing, base, category)
            assert over.match.amount is not None
            left = _narrowed(base, {"amount": Band(below=over.match.amount.at_least)}, category)
            drawing.provisions += [replace(one, match=replace(one.match, amount=None)) for one in left]
            drawing.provisions.append(over if left else replace(over, overrides=frozenset()))
            return
        case _:
            parts = [{}]
    for number, part in enumerate(parts):
        drawing.provisions += _narrowed(replace(base, id=f"{base.id}{'abcd'[number]}"), part, category)


def _figure_parts(drawing: Drawing, category: Category) -> Iterator[dict[str, object]]:
    code = drawing.of(*sorted(FIGURES_OF[category.code]))
    assert isinstance(code, FigureCode)
    if code is FigureCode.BUYER_GRADE:
        low, high = 1, 3
    else:
        low, high = 700, 1_000
    yield {"figure": FigureBand(code=code, below=low)}
    yield {"figure": FigureBand(code=code, at_least=low, below=high)}
    yield {"figure": FigureBand(code=code, at_least=high)}


def _narrowed(one: Provision, part: dict[str, object], category: Category) -> list[Provision]:
    """The provision narrowed to a part, without the severities that cannot arise there."""
    band = part.get("amount", Band())
    assert isinstance(band, Band)
    bounds = {0, *(amount for amount, _ in category.by_amount), *BOUNDS}
    possible = frozenset[Severity]().union(*(arising(category, units) for units in bounds if band.holds(units)))
    severities = one.match.severities & possible
    if not severities:
        return []
    values = tuple(replace(value, points=_only(value.points, severities)) for value in one.values)
    match = replace(one.match, severities=severities, **part)
    fades = {severity: fade for severity, fade in one.fades.items() if severity in severities}
    return [replace(one, match=match, points=_only(one.points, severities), values=values, fades=fades)]


def _only(points: Points, severities: frozenset[Severity]) -> Points:
    return {severity: column for severity, column in points.items() if severity in severities}


def _provision(drawing: Drawing, category: Category, id_: str) -> Provision:
    draw = drawing.draw
    direction = category.direction
    if direction is Direction.INFORMATION:
        direction = draw(st.sampled_from([Direction.ADVERSE, Direction.FAVOURABLE]))
    stops = frozenset({Stop.ANNULLED}) | frozenset(draw(st.sets(st.sampled_from(Stop))))
    if category.code in ENDS_WITH_CURE:
        stops |= {Stop.CURED}
    points = _points(drawing, category, direction)
    values, value_on = _values(drawing, points, direction)
    statuses = draw(st.sampled_from([frozenset({Status.FINAL}), frozenset({Status.FINAL, Status.UNDER_APPEAL})]))
    return Provision(
        id=id_,
        title=f"About {category.label}",
        cites=CITES,
        direction=direction,
        match=Match(
            categories=frozenset({category.code}), severities=frozenset(category.severities), statuses=statuses
        ),
        points=points,
        fades={severity: _fade(drawing, category.display[severity]) for severity in sorted(category.severities)},
        counts_from=draw(st.sampled_from(CountsFrom)),
        cap=_cap(drawing, direction) if drawing.maybe() else None,
        values=values,
        value_on=value_on,
        stops_on=stops,
        concurrence=draw(st.sampled_from(Concurrence)),
    )


def _override(drawing: Drawing, base: Provision, category: Category) -> Provision:
    """The same rule for large amounts, no milder anywhere: lower points, everything else alike."""
    band = Band(at_least=drawing.of(*BOUNDS))
    worse = 3 if base.direction is Direction.ADVERSE else 0

    def lowered(points: Points) -> Points:
        return {
            severity: {size: value - worse for size, value in column.items()} for severity, column in points.items()
        }

    (large,) = _narrowed(base, {"amount": band}, category)
    return replace(
        large,
        id=f"{base.id}x",
        points=lowered(large.points),
        values=tuple(replace(value, points=lowered(value.points)) for value in large.values),
        overrides=frozenset({base.id}),
    )


def _points(drawing: Drawing, category: Category, direction: Direction) -> Points:
    sign = -1 if direction is Direction.ADVERSE else 1
    return {severity: _column(drawing, sign) for severity in sorted(category.severities)}


def _column(drawing: Drawing, sign: int) -> dict[SizeClass, int]:
    if not drawing.maybe():
        return dict.fromkeys(SizeClass, sign * drawing.draw(st.integers(1, 60)))
    column = {size: sign * drawing.draw(st.integers(1, 60)) for size in SizeClass}
    return column | {SizeClass.UNKNOWN: max(column.values())}


def _values(
    drawing: Drawing, points: Points, direction: Direction
) -> tuple[tuple[DatedPoints, ...], tuple[ValueDate, ...]]:
    """None, or one or two dated values; selected so that nothing is worse backwards."""
    draw, sign = drawing.draw, -1 if direction is Direction.ADVERSE else 1
    days = sorted(draw(st.sets(st.dates(date(2019, 1, 1), date(2023, 12, 31)), max_size=2)))
    if not days:
        return (), (ValueDate.EVALUATION,)
    if drawing.maybe():
        # Milder every time, and so it may hold from the day asked about.
        tables, held = [], points
        for _ in days:
            held = {severity: {size: value + (value < -1) for size, value in column.items()}
                    for severity, column in held.items()}  # fmt: skip
            tables.append(held)
        named: tuple[ValueDate, ...] = draw(st.sampled_from([(ValueDate.EVALUATION,), (ValueDate.DECISION,)]))
    else:
        tables = [{severity: _column(drawing, sign) for severity in points} for _ in days]
        other = draw(st.sampled_from([ValueDate.DECISION, ValueDate.EVALUATION]))
        named = draw(st.sampled_from([(ValueDate.CONDUCT,), (ValueDate.CONDUCT, other), (other, ValueDate.CONDUCT)]))
    announced = timedelta(days=40)
    values = [
        DatedPoints(since=day, points=table, cites=CITES, announced_on=day - announced)
        for day, table in zip(days, tables, strict=True)
    ]
    return tuple(values), named


def _fade(drawing: Drawing, display: Period) -> Fade:
    months = sorted(drawing.draw(st.sets(st.integers(1, display.months), min_size=1, max_size=3)))
    permilles = sorted(
        drawing.draw(st.sets(st.integers(1, 1000), min_size=len(months), max_size=len(months))), reverse=True
    )
    return tuple(
        FadeStep(until=Period(months=month), permille=permille)
        for month, permille in zip(months, permilles, strict=True)
    )


def _cap(drawing: Drawing, direction: Direction) -> str:
    sign = -1 if direction is Direction.ADVERSE else 1
    for cap in drawing.caps:
        if cap.limit * sign > 0:
            return cap.id
    cap = Cap(
        id=f"K-{len(drawing.caps) + 1}", title="A cap", cites=CITES, limit=sign * drawing.draw(st.integers(5, 70))
    )
    drawing.caps.append(cap)
    return cap.id


def _grades(drawing: Drawing) -> tuple[Grade, ...]:
    bounds = sorted({0, *drawing.draw(st.sets(st.integers(1, 80), min_size=1, max_size=4))}, reverse=True)
    return tuple(Grade(code="ABCDE"[index], title="a grade", at_least=bound) for index, bound in enumerate(bounds))


def _limits(drawing: Drawing, grades: tuple[Grade, ...]) -> Iterator[GradeLimit]:
    adverse = {one.id for one in drawing.provisions if one.direction is Direction.ADVERSE}
    # What overrides stands in the same limits as what gives way.
    rooted = {id_.removesuffix("x") for id_ in adverse}
    if rooted and drawing.maybe():
        root = drawing.of(*sorted(rooted))
        ids = frozenset(id_ for id_ in adverse if id_.removesuffix("x") == root)
        at_most = drawing.of(*(grade.code for grade in grades[1:]))
        yield GradeLimit(id="L-1", title="A limit", cites=CITES, provisions=ids, at_most=str(at_most))


def _grounds(drawing: Drawing) -> Iterator[Ground]:
    codes = {code for one in drawing.provisions for code in one.match.categories}
    codes = {code for code in codes if CATALOGUE.categories[code].ground}
    if codes:
        severities = frozenset(severity for code in codes for severity in CATALOGUE.categories[code].severities)
        yield Ground(
            id="G-1",
            title="A ground",
            cites=CITES,
            kind=drawing.draw(st.sampled_from(GroundKind)),
            match=Match(categories=frozenset(codes), severities=severities),
            points_below=drawing.draw(st.none() | st.integers(1, 80)),
        )


def _favours(drawing: Drawing, grades: tuple[Grade, ...]) -> Iterator[Favour]:
    if len(grades) > 1 and drawing.maybe():
        lasts = Period(months=6)
        kind = ConsequenceKind.FASTER_PAYMENT
        yield Favour(id="F-1", title="A favour", cites=CITES, kind=kind, grade=grades[0].code, lasts=lasts)
