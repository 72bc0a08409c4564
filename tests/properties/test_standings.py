"""Laws of every standing, over any sound rulebook and any records: true as settled, among points."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st
from sample_records import CATALOGUE, DAYS, adverse, erased_views, favourable, information, records, views
from sample_rulebooks import rulebooks

from goodstanding.adapters.formats.rulebook import load_sample
from goodstanding.register.catalogue import Direction
from goodstanding.register.organizations import OrganizationKind
from goodstanding.register.records import Reason, Stage, Status
from goodstanding.rulebook.canonical import rulebook_digest
from goodstanding.rulebook.checking import check_rulebook
from goodstanding.rulebook.model import Concurrence, Purpose, ValueDate
from goodstanding.standing.changes import standings_from
from goodstanding.standing.display import displayable
from goodstanding.standing.evaluate import LineKind, Standing, evaluate
from goodstanding.standing.explanation import explain
from goodstanding.standing.favours import favours
from goodstanding.standing.grounds import grounds
from goodstanding.values.findings import Severity

SAMPLES = (load_sample("companies"), load_sample("public_bodies"))


@st.composite
def cases(draw, wanted=lambda _: True, books=None):
    """A rulebook, half of the time one that ships, and an organization that it is about."""
    book = draw(st.one_of(st.sampled_from(SAMPLES), rulebooks()) if books is None else books)
    return book, draw(views(wanted, frozenset(book.applies_to)))


def _standing(case, effective: date) -> Standing:
    book, view = case
    return evaluate(view, book, CATALOGUE, effective)


def _with(case, index: int, **change: object):
    book, view = case
    changed = list(view.records)
    changed[index % len(changed)] = replace(changed[index % len(changed)], **change)
    return book, replace(view, records=tuple(changed))


def _more(case, record):
    book, view = case
    return book, replace(view, records=(*view.records, record))


@given(rulebooks(), rulebooks(Purpose.INDICATOR))
def test_the_strategies_draw_sound_rulebooks_only(book, indicator):
    for one in (book, indicator):
        assert not [found for found in check_rulebook(one, CATALOGUE) if found.severity is Severity.ERROR]


@given(cases(), DAYS)
def test_lines_sum_to_the_points_and_stay_on_the_scale(case, effective):
    standing = _standing(case, effective)
    assert sum(line.points for line in standing.lines) == standing.points
    assert all(line.points == line.value * line.permille for line in standing.lines if line.kind is LineKind.RECORD)
    assert 0 <= standing.points <= case[0].scale.ceiling * 1000
    assert standing.rated == (standing.grade is not None)


@given(cases(), DAYS, st.randoms(use_true_random=False))
def test_the_order_of_records_is_irrelevant(case, effective, random):
    book, view = case
    shuffled = list(view.records)
    random.shuffle(shuffled)
    assert _standing((book, replace(view, records=tuple(shuffled))), effective) == _standing(case, effective)


@given(cases(), DAYS, st.randoms(use_true_random=False))
def test_the_order_of_provisions_is_irrelevant(case, effective, random):
    book, view = case
    shuffled = list(book.provisions)
    random.shuffle(shuffled)
    assert _standing((replace(book, provisions=tuple(shuffled)), view), effective) == _standing(case, effective)


@given(cases(adverse), DAYS, DAYS, st.integers(0, 5))
def test_annulling_an_adverse_record_never_worsens(case, effective, annulled_on, index):
    stages = case[1].records[index % len(case[1].records)].stages
    ruling = Stage(status=Status.ANNULLED, effective_on=annulled_on, decided_on=annulled_on, reason=Reason.COURT_RULING)
    annulled = _with(case, index, stages=(*stages, ruling))
    assert _standing(annulled, effective).points >= _standing(case, effective).points


@given(cases(adverse), DAYS, st.integers(1, 800))
def test_waiting_never_worsens_without_news(case, effective, days):
    book, view = case
    later = effective + timedelta(days=days)
    assume(book.is_in_force(effective) and book.is_in_force(later))
    news = [stage.effective_on for record in view.records for stage in record.stages]
    assume(not any(effective < day <= later for day in news))
    assert _standing(case, later).points >= _standing(case, effective).points


@given(cases(adverse), DAYS, st.data())
def test_what_is_withheld_never_costs(case, effective, data):
    book, view = case
    erased = book, data.draw(erased_views(view))
    assert _standing(erased, effective).points >= _standing(case, effective).points
    gone = {record.entry for record in erased[1].records if not hasattr(record.decision, "category")}
    assert not gone & {line.entry for line in _standing(erased, effective).lines}


@given(cases(), DAYS, st.data())
def test_another_adverse_record_never_improves(case, effective, data):
    more = data.draw(records(case[1].organization.kind, adverse, 99))
    before, after = _standing(case, effective), _standing(_more(case, more), effective)
    assert after.points <= before.points
    if before.rated:
        assert after.grade >= before.grade
        assert set(favours(after, case[0])) <= set(favours(before, case[0]))


@given(cases(), DAYS, st.data())
def test_another_favourable_record_never_worsens(case, effective, data):
    more = data.draw(records(case[1].organization.kind, favourable, 99))
    assert _standing(_more(case, more), effective).points >= _standing(case, effective).points


@given(cases(), DAYS, st.data())
def test_information_changes_nothing(case, effective, data):
    more = data.draw(records(case[1].organization.kind, information, 99))
    assert _standing(_more(case, more), effective) == _standing(case, effective)


@given(cases(adverse), DAYS, st.sets(st.integers(1, 6)))
def test_splitting_over_two_identities_never_lowers_the_cost(case, effective, first):
    book, view = case
    start = book.scale.start * 1000
    parts = [
        tuple(record for record in view.records if (record.entry in first) is here) for here in (True, False)
    ]  # fmt: skip
    costs = [start - _standing((book, replace(view, records=part)), effective).points for part in parts]
    assert sum(costs) >= start - _standing(case, effective).points


@given(cases(adverse), DAYS)
def test_of_two_values_the_more_lenient_holds_for_each_record(case, effective):
    book, view = case
    for one in ValueDate:
        alone = tuple(
            replace(rule, value_on=(one,)) if one in rule.value_on and len(rule.value_on) > 1 else rule
            for rule in book.provisions
        )
        single = _standing((replace(book, provisions=alone), view), effective)
        assert _standing(case, effective).points >= single.points


@given(cases(), DAYS)
def test_what_is_not_displayed_does_not_count_and_opens_nothing(case, effective):
    book, view = case
    standing = _standing(case, effective)
    shown = {one.record.entry for one in displayable(view, CATALOGUE, effective)}
    assert {line.entry for line in standing.lines if line.entry is not None} <= shown
    for ground in grounds(view, standing, book, CATALOGUE):
        assert set(ground.entries) <= {line.entry for line in standing.lines if line.points < 0}


@given(cases(), DAYS)
def test_a_line_stays_as_it_is_until_it_says_that_it_changes(case, effective):
    """Where records do not meet: else another one may take its place meanwhile."""
    book, view = case
    every = tuple(replace(one, concurrence=Concurrence.EVERY_FACT) for one in book.provisions)
    case = replace(book, provisions=every), view
    standing = _standing(case, effective)
    for line in (line for line in standing.lines if line.next_change_on is not None):
        eve = line.next_change_on - timedelta(days=1)
        if book.is_in_force(eve):
            assert line in _standing(case, eve).lines
        assert line not in _standing(case, line.next_change_on).lines


@given(cases(), DAYS, st.integers(1, 900))
def test_no_day_between_two_known_ones_differs(case, since, days):
    book, view = case
    on = since + timedelta(days=days)
    last = [one for one in standings_from(view, book, CATALOGUE, since) if one.effective <= on][-1]
    assert replace(last, effective=on) == _standing(case, on)


@given(cases() | cases(information, rulebooks(Purpose.INDICATOR)), DAYS)
def test_an_explanation_adds_up_and_tells_every_displayed_record(case, effective):
    book, view = case
    standing = _standing(case, effective)
    told = explain(standing, view, book, CATALOGUE, {})
    assert sum(line.points for line in told.lines) == standing.points
    entries = [line.entry for line in told.lines if line.entry is not None]
    assert entries == [one.record.entry for one in displayable(view, CATALOGUE, effective)]
    assert all(line.law for line in told.lines if line.points and line.kind is LineKind.RECORD)
    for line in (line for line in told.lines if line.later):
        on = line.later[0][0]
        there = {one.entry: one.points for one in _standing(_alone(case, line.entry, effective), on).lines}
        assert there.get(line.entry, 0) == line.later[0][1] or not book.is_in_force(on)


def _alone(case, entry: int, effective: date):
    """One record by itself, without the later stages that an explanation does not foresee."""
    book, view = case
    (record,) = (one for one in view.records if one.entry == entry)
    reached = tuple(stage for stage in record.stages if stage.effective_on <= effective)
    return book, replace(view, records=(replace(record, stages=reached),))


@given(rulebooks())
def test_equal_rules_have_equal_digests_and_every_change_another(book):
    assert rulebook_digest(replace(book)) == rulebook_digest(book)
    first = book.provisions[0]
    other = Concurrence.EVERY_FACT if first.concurrence is not Concurrence.EVERY_FACT else Concurrence.WORST_ONLY
    changed = replace(book, provisions=(replace(first, concurrence=other), *book.provisions[1:]))
    assert rulebook_digest(changed) != rulebook_digest(book)


def test_the_kinds_are_all_drawn():
    kinds = {kind for book in SAMPLES for kind in book.applies_to}
    assert kinds == set(OrganizationKind)
    assert {one.direction for book in SAMPLES for one in book.provisions} == {Direction.ADVERSE, Direction.FAVOURABLE}
