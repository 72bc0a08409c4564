"""Laws of every standing, over the shipped rulebooks and any records: true as settled, among points."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from goodstanding.adapters.formats.catalogue import load_catalogue
from goodstanding.adapters.formats.rulebook import load_sample
from goodstanding.register.catalogue import Category, Direction
from goodstanding.register.organizations import Organization, OrganizationKind, Role, SizeClass, Tier
from goodstanding.register.records import Case, Decision, Evidence, Finality, Party, Reason, Record, Stage, Status
from goodstanding.register.views import OrganizationView
from goodstanding.standing.display import displayable
from goodstanding.standing.evaluate import LineKind, Standing, evaluate
from goodstanding.standing.explanation import explain
from goodstanding.standing.grounds import grounds
from goodstanding.values.identifiers import Identifier
from goodstanding.values.money import Money
from goodstanding.values.withheld import Withheld

CATALOGUE = load_catalogue()
BOOKS = {OrganizationKind.COMPANY: load_sample("companies"), OrganizationKind.PUBLIC_BODY: load_sample("public_bodies")}
REFERENCE = Identifier("xv-reg", "any")
DAYS = st.dates(date(2018, 1, 1), date(2024, 12, 31))
LATER = (Status.UNDER_APPEAL, Status.SUSPENDED, Status.FINAL, Status.CURED, Status.ANNULLED)
PARTS = ("party", "case", "decision", "stages", "evidence")


def _final(category: Category) -> bool:
    return category.direction is Direction.ADVERSE


@st.composite
def records(draw: st.DrawFn, kind: OrganizationKind, wanted: Callable[[Category], bool], entry: int) -> Record:
    """Any record of a category that the kind can have, with any later stages, or never final."""
    codes = sorted(code for code, one in CATALOGUE.categories.items() if one.allows(kind) and wanted(one))
    category = CATALOGUE.categories[draw(st.sampled_from(codes))]
    decided = draw(DAYS)
    stages = [Stage(status=Status.PRESUMED, effective_on=decided, decided_on=decided, reason=Reason.NOTICE)]
    day = decided
    for status in draw(st.sampled_from([(), (Status.FINAL,), *((Status.FINAL, later) for later in LATER)])):
        day += timedelta(days=draw(st.integers(0, 400)))
        stages.append(Stage(status=status, effective_on=day, decided_on=day, reason=Reason.DECISION))
    measures = (draw(st.sampled_from(sorted(category.by_measure))),)
    minor = draw(st.none() | st.sampled_from([100, 10_000_000, 100_000_000, 10_000_000_000]))
    return Record(
        entry=entry,
        party=Party(reference=REFERENCE, name="Any", role=draw(st.sampled_from(Role))),
        case=Case(authority="xv-any", number=str(entry)),
        decision=Decision(
            category=category.code,
            measures=measures,
            decided_on=decided,
            finality=Finality.JUDGMENT,
            statute="xv-any",
            amount=None if minor is None else Money(minor=minor, currency="XVD"),
            ends_on=draw(st.none() | DAYS),
        ),
        stages=tuple(stages),
        evidence=Evidence(digest="0" * 64, where="row 1", published_on=decided),
    )


@st.composite
def views(draw: st.DrawFn, wanted: Callable[[Category], bool] = lambda _: True) -> OrganizationView:
    kind = draw(st.sampled_from(sorted(BOOKS)))
    organization = Organization(
        reference=REFERENCE,
        name="Any",
        kind=kind,
        jurisdiction="XV",
        tier=draw(st.sampled_from(Tier)) if kind is OrganizationKind.PUBLIC_BODY else None,
        size=draw(st.sampled_from(SizeClass)),
    )
    held = tuple(draw(records(kind, wanted, entry)) for entry in range(1, draw(st.integers(1, 6)) + 1))
    return OrganizationView(id="o-0", organization=organization, references=(REFERENCE,), names=("Any",), records=held)


def _standing(view: OrganizationView, effective: date) -> Standing:
    assert isinstance(view.organization, Organization)
    return evaluate(view, BOOKS[view.organization.kind], CATALOGUE, effective)


def _with(view: OrganizationView, index: int, **change: object) -> OrganizationView:
    changed = list(view.records)
    changed[index % len(changed)] = replace(changed[index % len(changed)], **change)
    return replace(view, records=tuple(changed))


@given(views(), DAYS)
def test_lines_sum_to_the_points_and_stay_on_the_scale(view, effective):
    standing = _standing(view, effective)
    assert sum(line.points for line in standing.lines) == standing.points
    assert all(line.points == line.value * line.permille for line in standing.lines if line.kind is LineKind.RECORD)
    assert 0 <= standing.points <= 100_000
    assert standing.rated == (standing.grade is not None)


@given(views(), DAYS, st.randoms(use_true_random=False))
def test_the_order_of_records_is_irrelevant(view, effective, random):
    shuffled = list(view.records)
    random.shuffle(shuffled)
    assert _standing(replace(view, records=tuple(shuffled)), effective) == _standing(view, effective)


@given(views(_final), DAYS, DAYS, st.integers(0, 5))
def test_annulling_an_adverse_record_never_worsens(view, effective, annulled_on, index):
    stages = view.records[index % len(view.records)].stages
    ruling = Stage(status=Status.ANNULLED, effective_on=annulled_on, decided_on=annulled_on, reason=Reason.COURT_RULING)
    assert (
        _standing(_with(view, index, stages=(*stages, ruling)), effective).points >= _standing(view, effective).points
    )


@given(views(_final), DAYS, st.integers(1, 800))
def test_waiting_never_worsens_without_news(view, effective, days):
    later = effective + timedelta(days=days)
    stages = [stage for record in view.records for stage in record.stages]
    assume(not any(effective < stage.effective_on <= later for stage in stages))
    assert _standing(view, later).points >= _standing(view, effective).points


@given(views(_final), DAYS, st.integers(0, 5), st.sampled_from(PARTS))
def test_what_is_withheld_never_costs(view, effective, index, part):
    entry = view.records[index % len(view.records)].entry
    erased = _standing(_with(view, index, **{part: Withheld(entry)}), effective)
    assert erased.points >= _standing(view, effective).points
    if part in ("party", "decision", "stages"):
        assert entry not in {line.entry for line in erased.lines}


@given(views(), DAYS, st.data())
def test_another_adverse_record_never_improves(view, effective, data):
    more = data.draw(records(view.organization.kind, _final, 99))
    before, after = _standing(view, effective), _standing(replace(view, records=(*view.records, more)), effective)
    assert after.points <= before.points
    if before.rated:
        assert after.grade >= before.grade


@given(views(), DAYS, st.data())
def test_another_favourable_record_never_worsens(view, effective, data):
    more = data.draw(records(view.organization.kind, lambda one: one.direction is Direction.FAVOURABLE, 99))
    after = _standing(replace(view, records=(*view.records, more)), effective)
    assert after.points >= _standing(view, effective).points


@given(views(), DAYS, st.data())
def test_information_changes_nothing(view, effective, data):
    more = data.draw(records(view.organization.kind, lambda one: one.direction is Direction.INFORMATION, 99))
    assert _standing(replace(view, records=(*view.records, more)), effective) == _standing(view, effective)


@given(views(), DAYS)
def test_what_is_not_displayed_does_not_count_and_opens_nothing(view, effective):
    standing = _standing(view, effective)
    shown = {one.record.entry for one in displayable(view, CATALOGUE, effective)}
    assert {line.entry for line in standing.lines if line.entry is not None} <= shown
    for ground in grounds(view, standing, BOOKS[view.organization.kind], CATALOGUE):
        assert set(ground.entries) <= {line.entry for line in standing.lines if line.points < 0}


@given(views(), DAYS)
def test_a_line_stays_as_it_is_until_it_says_that_it_changes(view, effective):
    standing = _standing(view, effective)
    for line in (line for line in standing.lines if line.next_change_on is not None):
        eve = _standing(view, line.next_change_on - timedelta(days=1))
        assert line in eve.lines
        assert line not in _standing(view, line.next_change_on).lines


@given(views(), DAYS)
def test_an_explanation_adds_up_and_tells_every_displayed_record(view, effective):
    standing = _standing(view, effective)
    told = explain(standing, view, BOOKS[view.organization.kind], CATALOGUE, {})
    assert sum(line.points for line in told.lines) == standing.points
    entries = [line.entry for line in told.lines if line.entry is not None]
    assert entries == [one.record.entry for one in displayable(view, CATALOGUE, effective)]
    assert all(line.law for line in told.lines if line.points and line.kind is LineKind.RECORD)
