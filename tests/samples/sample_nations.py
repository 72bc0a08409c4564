"""Random rulebooks and random organizations with their records, by seed: odd on purpose, and many at once.

Records come with stages out of order, appeals, annulments, withheld parts, dates that follow each other wrongly:
whatever the types allow, engines must answer as the reference does.
"""

import random
from dataclasses import replace
from datetime import date, timedelta

from goodstanding.adapters.formats.catalogue import load_catalogue
from goodstanding.register.authorities import AuthorityLevel
from goodstanding.register.catalogue import Direction, Severity
from goodstanding.register.figures import LARGEST, Figure, FigureCode
from goodstanding.register.holds import Claim, Hold
from goodstanding.register.organizations import Organization, OrganizationKind, Role, SizeClass, Tier
from goodstanding.register.records import Case, Decision, Evidence, Finality, Party, Reason, Record, Stage, Status
from goodstanding.register.views import OrganizationView
from goodstanding.rulebook.model import (
    COUNTABLE,
    Band,
    Cap,
    Concurrence,
    CountsFrom,
    DatedPoints,
    Fade,
    FadeStep,
    FigureBand,
    Grade,
    GradeLimit,
    Match,
    Points,
    Provision,
    Rulebook,
    Scale,
    Stop,
    ValueDate,
)
from goodstanding.rulebook.provisions import STOPS
from goodstanding.values.dates import Period
from goodstanding.values.identifiers import Identifier
from goodstanding.values.money import Money
from goodstanding.values.withheld import Withheld

CATALOGUE = load_catalogue()
REFERENCE = Identifier("xv-reg", "any")
AUTHORITIES = ("xv-any", "xv-national", "xv-regional", "xv-local")
LEVELS = dict(zip(AUTHORITIES[1:], AuthorityLevel, strict=False))
AMOUNTS = (0, 1, 99, 100, 49_999, 50_000, 999_999, 10**8, 10**11)
BOUNDS = (0, 1, 499, 500, 10_000, 10**6)
FIGURE_VALUES = (-LARGEST, -3, 0, 1, 3, 699, 700, 1_000, LARGEST)
FIRST = date(2019, 1, 1)
PERIODS = [Period.parse(text) for text in ("P1M", "P10D", "P3M", "P6M", "P1Y", "P1M15D", "P18M", "P2Y", "P3Y")]
SINCE = [date(2020, 2, 29), date(2021, 1, 1), date(2022, 7, 1), date(2023, 5, 31), date(2024, 1, 1), date(2025, 1, 1)]
AFTER = (
    Status.REHABILITATED,
    Status.UNDER_APPEAL,
    Status.SUSPENDED,
    Status.FINAL,
    Status.CURED,
    Status.ANNULLED,
    Status.PRESUMED,
)


def random_view(number: int, draw: random.Random, most: int = 6) -> OrganizationView:
    """An organization of any kind, now and then withheld, with up to `most` records."""
    kind = draw.choice(list(OrganizationKind))
    organization = Organization(
        reference=REFERENCE,
        name="Any",
        kind=kind,
        jurisdiction="XV",
        tier=draw.choice(list(Tier)) if kind is OrganizationKind.PUBLIC_BODY else None,
        size=draw.choice(list(SizeClass)),
        sector=draw.choice(["", "building, roads", '"quoted"', "food"]),
        region=draw.choice(["", "north", "south"]),
    )
    records = [_record(10 * number + place, kind, draw) for place in range(draw.randrange(most + 1))]
    draw.shuffle(records)
    # Apart from `draw`, so that what was drawn before these came stays as it was.
    records = _held(records, random.Random(7_919 * number))
    return OrganizationView(
        id=f"o-{number}",
        organization=Withheld(number) if draw.random() < 0.03 else organization,
        references=(REFERENCE,),
        names=("Any",),
        records=tuple(records),
    )


def _record(entry: int, kind: OrganizationKind, draw: random.Random) -> Record:
    category = draw.choice([one for _, one in sorted(CATALOGUE.categories.items()) if one.allows(kind)])
    decided = FIRST + timedelta(days=draw.randrange(2_200))
    decision = Decision(
        category=category.code,
        measures=tuple(draw.sample(sorted(category.by_measure), 1)),
        decided_on=decided,
        finality=Finality.JUDGMENT,
        statute="xv-any",
        amount=draw.choice([None, Money(minor=draw.choice(AMOUNTS), currency=draw.choice(["XVD", "XVD", "XTS"]))]),
        ends_on=draw.choice([None, decided + timedelta(days=draw.randrange(900))]),
        conduct_to=draw.choice([None, decided - timedelta(days=draw.randrange(-40, 900))]),
        figure=draw.choice([None, Figure(code=draw.choice(list(FigureCode)), value=draw.choice(FIGURE_VALUES))]),
    )
    party = Party(reference=REFERENCE, name="Any", role=draw.choice(list(Role)))
    case = Case(authority=draw.choice(AUTHORITIES), number=str(draw.randrange(4)))
    evidence = Evidence(digest="0" * 64, where="row 1", published_on=decided)
    withheld = draw.choice(["party", "decision", "stages", "case", *[""] * 40])
    return Record(
        entry=entry,
        party=Withheld(entry) if withheld == "party" else party,
        case=Withheld(entry) if withheld == "case" else case,
        decision=Withheld(entry) if withheld == "decision" else decision,
        stages=Withheld(entry) if withheld == "stages" else _stages(decided, draw),
        evidence=evidence,
    )


def _held(records: list[Record], draw: random.Random) -> list[Record]:
    """Now and then a record that waits or waited for its preview, and an organization with a claim."""

    def day() -> date:
        return FIRST + timedelta(days=draw.randrange(2_600))

    claims = ()
    if draw.random() < 0.2:
        made = day()
        decided = draw.choice([None, made + timedelta(days=draw.randrange(90))])
        upheld = decided is not None and draw.random() < 0.3
        between = draw.choice([0, *(record.entry for record in records)])
        claims = (Claim(entry=between, made_on=made, decided_on=decided, upheld=upheld),)
    holds = [None, None, None, Hold(), Hold(shows_from=day())]
    return [replace(record, hold=draw.choice(holds), claims=claims) for record in records]


def _stages(decided: date, draw: random.Random) -> tuple[Stage, ...]:
    statuses = [Status.PRESUMED] if draw.random() < 0.5 else []
    statuses += [Status.FINAL] if draw.random() < 0.9 else []
    statuses += [draw.choice(AFTER) for _ in range(draw.choice([0, 0, 0, 1, 1, 2, 3]))]
    day, stages = decided, []
    for status in statuses:
        day += timedelta(days=draw.choice([0, 0, 1, 10, 30, 200, 400, -90]))
        stages.append(Stage(status=status, effective_on=day, decided_on=day, reason=Reason.DECISION))
    return tuple(stages)


def random_rulebook(number: int, draw: random.Random) -> Rulebook:
    """Any rulebook that the model can hold and the checker need not like: overlaps, odd caps, odd bounds."""
    caps = tuple(
        Cap(id=f"K-{place}", title="cap", cites=(), limit=draw.choice([-60, -25, -10, 0, 10, 30]))
        for place in range(draw.randrange(4))
    )
    provisions = tuple(_provision(place, caps, draw) for place in range(draw.randrange(1, 7)))
    marks = sorted(draw.sample(range(-20, 120), draw.randrange(1, 6)), reverse=True)
    grades = tuple(Grade(code=f"G{place}", title="grade", at_least=mark) for place, mark in enumerate(marks))
    limits = tuple(
        GradeLimit(
            id=f"L-{place}",
            title="limit",
            cites=(),
            provisions=frozenset(draw.sample([one.id for one in provisions], draw.randrange(1, len(provisions) + 1))),
            at_most=draw.choice(grades).code,
        )
        for place in range(draw.randrange(3))
    )
    begins = draw.choice([date(2000, 1, 1)] * 9 + [date(2023, 3, 15)])
    return Rulebook(
        id=f"r-{number}",
        edition=draw.randrange(1, 4),
        title="random",
        jurisdiction="XV",
        authority="xv-office",
        legal_basis=(),
        in_force_from=begins,
        in_force_to=draw.choice([None, date(2028, 1, 1), date(2023, 6, 1)]),
        applies_to=frozenset(draw.sample(list(OrganizationKind), draw.randrange(1, 4))),
        scale=Scale(start=draw.choice([80, 100, 50]), floor=draw.choice([0, 20]), ceiling=draw.choice([100, 85])),
        minimum_evidence=draw.choice([0, 1, 1, 2]),
        provisions=provisions,
        caps=caps,
        grades=grades,
        grade_limits=limits,
        grounds=(),
        sample=True,
        authority_levels=LEVELS,
    )


def _provision(place: int, caps: tuple[Cap, ...], draw: random.Random) -> Provision:
    severities = frozenset(draw.sample(list(Severity), draw.randrange(1, 4)))
    sign = draw.choice([-1, -1, -1, 1])
    by_size = draw.random() < 0.4
    dated = sorted(draw.sample(SINCE, draw.choice([0, 0, 0, 1, 2])))
    values = tuple(DatedPoints(since=day, points=_points(severities, sign, by_size, draw), cites=()) for day in dated)
    return Provision(
        id=f"P-{place}",
        title="provision",
        cites=(),
        direction=Direction.ADVERSE if sign < 0 else Direction.FAVOURABLE,
        match=_match(severities, draw),
        points=_points(severities, sign, by_size, draw),
        fades={severity: _fade(draw) for severity in sorted(severities)},
        counts_from=draw.choice(list(CountsFrom)),
        cap=draw.choice([None, *(cap.id for cap in caps)]),
        values=values,
        value_on=tuple(draw.sample(list(ValueDate), draw.choice([1, 1, 2]))),
        stops_on=draw.choice([STOPS, STOPS, frozenset({Stop.ANNULLED}), STOPS | {Stop.EXPIRED}, frozenset(Stop)]),
        concurrence=draw.choice([Concurrence.EVERY_FACT, Concurrence.EVERY_FACT, *Concurrence]),
        overrides=frozenset({f"P-{draw.randrange(9)}"}) if draw.random() < 0.3 else frozenset(),
    )


def _points(severities: frozenset[Severity], sign: int, by_size: bool, draw: random.Random) -> Points:
    points = {}
    for severity in sorted(severities):
        one = sign * draw.randrange(0, 60)
        points[severity] = {size: sign * draw.randrange(0, 60) if by_size else one for size in SizeClass}
    return points


def _match(severities: frozenset[Severity], draw: random.Random) -> Match:
    low, high = sorted(draw.sample(BOUNDS, 2))
    least, most = sorted(draw.sample(FIGURE_VALUES, 2))
    code = draw.choice(list(FigureCode))
    return Match(
        categories=frozenset(draw.sample(sorted(CATALOGUE.categories), draw.randrange(1, 9))),
        severities=severities,
        statuses=draw.choice([COUNTABLE, COUNTABLE, frozenset({Status.FINAL}), frozenset(Status)]),
        roles=draw.choice([frozenset(Role), frozenset({Role.SUBJECT}), frozenset({Role.CONTROLLED_AFFILIATE})]),
        levels=draw.choice([frozenset(AuthorityLevel)] * 3 + [frozenset(draw.sample(list(AuthorityLevel), 2))]),
        amount=draw.choice([None, None, Band(at_least=low, below=high), Band(at_least=high), Band(below=low)]),
        figure=draw.choice([None, None, None, FigureBand(code=code, at_least=least, below=most),
                            FigureBand(code=code, below=most), FigureBand(code=code, at_least=least)]),
    )  # fmt: skip


def _fade(draw: random.Random) -> Fade:
    untils = sorted(draw.sample(PERIODS, draw.randrange(1, 5)))
    permilles = sorted(draw.sample(range(1, 1001), len(untils)), reverse=True)
    return tuple(FadeStep(until=until, permille=permille) for until, permille in zip(untils, permilles, strict=True))
