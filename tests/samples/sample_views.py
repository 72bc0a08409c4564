"""Any organizations with any records, for the shipped catalogue: strategies for properties over whole registers."""

from datetime import date, timedelta

from hypothesis import strategies as st

from goodstanding.adapters.formats.catalogue import load_catalogue
from goodstanding.register.organizations import Organization, OrganizationKind, Role, SizeClass
from goodstanding.register.records import Case, Decision, Evidence, Finality, Party, Reason, Record, Stage, Status
from goodstanding.register.views import OrganizationView
from goodstanding.values.identifiers import Identifier
from goodstanding.values.money import Money

CATALOGUE = load_catalogue()
DAYS = st.dates(date(2021, 1, 1), date(2024, 12, 31))


@st.composite
def records(draw: st.DrawFn, entry: int) -> Record:
    """A record of a company that is final from some day, and perhaps annulled later."""
    codes = sorted(code for code, one in CATALOGUE.categories.items() if one.allows(OrganizationKind.COMPANY))
    category = CATALOGUE.categories[draw(st.sampled_from(codes))]
    decided = draw(DAYS)
    moves = [(Status.FINAL, decided + timedelta(days=draw(st.integers(0, 90))))]
    if draw(st.booleans()) and draw(st.booleans()):
        moves.append((Status.ANNULLED, moves[0][1] + timedelta(days=draw(st.integers(0, 400)))))
    minor = draw(st.none() | st.sampled_from([10_000_000, 10_000_000_000]))
    return Record(
        entry=entry,
        party=Party(reference=Identifier("xv-reg", "any"), name="Any", role=draw(st.sampled_from(Role))),
        case=Case(authority="xv-any", number=str(entry)),
        decision=Decision(
            category=category.code,
            measures=(draw(st.sampled_from(sorted(category.by_measure))),),
            decided_on=decided,
            finality=Finality.JUDGMENT,
            statute="xv-any",
            amount=None if minor is None else Money(minor=minor, currency="XVD"),
            conduct_to=decided,
        ),
        stages=tuple(Stage(status=one, effective_on=day, decided_on=day, reason=Reason.DECISION) for one, day in moves),
        evidence=Evidence(digest="0" * 64, where="row 1", published_on=decided),
    )


@st.composite
def companies(draw: st.DrawFn, number: int = 0) -> OrganizationView:
    """A company of any size, sector and region with one to four records."""
    organization = Organization(
        reference=Identifier("xv-reg", "any"),
        name="Any",
        kind=OrganizationKind.COMPANY,
        jurisdiction="XV",
        size=draw(st.sampled_from(SizeClass)),
        sector=draw(st.sampled_from(["", "F", "J"])),
        region=draw(st.sampled_from(["", "north", "south"])),
    )
    held = tuple(draw(records(entry)) for entry in range(1, draw(st.integers(1, 4)) + 1))
    return OrganizationView(id=f"o-{number}", organization=organization, references=(), names=("Any",), records=held)


@st.composite
def registers(draw: st.DrawFn, most: int = 6) -> list[OrganizationView]:
    """Some companies."""
    return [draw(companies(number)) for number in range(draw(st.integers(1, most)))]
