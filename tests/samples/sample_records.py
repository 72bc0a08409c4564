"""Any organization with any records: strategies for registers, over the shipped catalogue."""

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import strategies as st

from goodstanding.adapters.formats.catalogue import load_catalogue
from goodstanding.register.catalogue import Category, Direction
from goodstanding.register.figures import Figure, FigureCode
from goodstanding.register.organizations import Organization, OrganizationKind, Role, SizeClass, Tier
from goodstanding.register.records import Case, Decision, Evidence, Finality, Party, Reason, Record, Stage, Status
from goodstanding.register.views import OrganizationView
from goodstanding.values.identifiers import Identifier
from goodstanding.values.money import Money
from goodstanding.values.withheld import Withheld

CATALOGUE = load_catalogue()
REFERENCE = Identifier("xv-reg", "any")
DAYS = st.dates(date(2018, 1, 1), date(2024, 12, 31))
LATER = (
    Status.UNDER_APPEAL,
    Status.SUSPENDED,
    Status.FINAL,
    Status.CURED,
    Status.REHABILITATED,
    Status.ANNULLED,
)
AUTHORITIES = ("xv-any", "xv-national", "xv-regional", "xv-local")
#: Around the catalogue's own thresholds and those that random rulebooks cut at, in minor units of XVD.
AMOUNTS = (0, 100, 49_999, 50_000, 99_900, 100_000, 10_000_000, 99_999_999, 100_000_000, 10_000_000_000)

Wanted = Callable[[Category], bool]


def any_category(_: Category) -> bool:
    return True


def adverse(category: Category) -> bool:
    return category.direction is Direction.ADVERSE


def favourable(category: Category) -> bool:
    return category.direction is Direction.FAVOURABLE


def information(category: Category) -> bool:
    return category.direction is Direction.INFORMATION


@st.composite
def stages(draw: st.DrawFn, decided: date) -> tuple[Stage, ...]:
    """Presumed, or also final, or also a later stage; each on its day."""
    found = [Stage(status=Status.PRESUMED, effective_on=decided, decided_on=decided, reason=Reason.NOTICE)]
    day = decided
    for status in draw(st.sampled_from([(), (Status.FINAL,), *((Status.FINAL, later) for later in LATER)])):
        day += timedelta(days=draw(st.integers(0, 400)))
        found.append(Stage(status=status, effective_on=day, decided_on=day, reason=Reason.DECISION))
    return tuple(found)


@st.composite
def records(draw: st.DrawFn, kind: OrganizationKind, wanted: Wanted, entry: int) -> Record:
    """Any record of a category that the kind can have, with any later stages, or never final."""
    codes = sorted(code for code, one in CATALOGUE.categories.items() if one.allows(kind) and wanted(one))
    category = CATALOGUE.categories[draw(st.sampled_from(codes))]
    decided = draw(DAYS)
    minor = draw(st.none() | st.sampled_from(AMOUNTS))
    currency = draw(st.sampled_from(["XVD", "XVD", "XVD", "XTS"]))
    conduct = draw(st.none() | st.integers(0, 700))
    figure = draw(st.none() | st.builds(Figure, code=st.sampled_from(FigureCode), value=st.integers(-200, 1500)))
    return Record(
        entry=entry,
        party=Party(reference=REFERENCE, name="Any", role=draw(st.sampled_from(Role))),
        case=Case(authority=draw(st.sampled_from(AUTHORITIES)), number=draw(st.sampled_from("123"))),
        decision=Decision(
            category=category.code,
            measures=(draw(st.sampled_from(sorted(category.by_measure))),),
            decided_on=decided,
            finality=Finality.JUDGMENT,
            statute="xv-any",
            amount=None if minor is None else Money(minor=minor, currency=currency),
            ends_on=draw(st.none() | DAYS),
            conduct_to=None if conduct is None else decided - timedelta(days=conduct),
            figure=figure if information(category) else None,
        ),
        stages=draw(stages(decided)),
        evidence=Evidence(digest="0" * 64, where="row 1", published_on=decided),
    )


@st.composite
def organizations(draw: st.DrawFn, kinds: frozenset[OrganizationKind] = frozenset(OrganizationKind)) -> Organization:
    """Any organization of these kinds."""
    kind = draw(st.sampled_from(sorted(kinds)))
    return Organization(
        reference=REFERENCE,
        name="Any",
        kind=kind,
        jurisdiction="XV",
        tier=draw(st.sampled_from(Tier)) if kind is OrganizationKind.PUBLIC_BODY else None,
        size=draw(st.sampled_from(SizeClass)),
    )


@st.composite
def views(
    draw: st.DrawFn,
    wanted: Wanted = any_category,
    kinds: frozenset[OrganizationKind] = frozenset(OrganizationKind),
    most: int = 6,
) -> OrganizationView:
    """Any organization of these kinds with one to `most` records of wanted categories; entries from 1."""
    organization = draw(organizations(kinds))
    count = draw(st.integers(1, most))
    held = tuple(draw(records(organization.kind, wanted, entry)) for entry in range(1, count + 1))
    return OrganizationView(id="o-0", organization=organization, references=(REFERENCE,), names=("Any",), records=held)


@st.composite
def erased_views(draw: st.DrawFn, view: OrganizationView) -> OrganizationView:
    """The view with any parts of any records withheld."""
    parts = st.sets(st.sampled_from(["party", "case", "decision", "stages", "evidence"]), max_size=2)
    changed = []
    for record in view.records:
        values = {name: getattr(record, name) for name in Record.__slots__}
        changed.append(Record(**values | dict.fromkeys(draw(parts), Withheld(record.entry))))
    return OrganizationView(
        id=view.id,
        organization=view.organization,
        references=view.references,
        names=view.names,
        records=tuple(changed),
    )
