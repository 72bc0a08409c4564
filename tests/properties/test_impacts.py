"""Laws of every impact, over any register and any change of numbers."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from sample_views import CATALOGUE, DAYS, registers

from goodstanding.adapters.formats.rulebook import load_sample
from goodstanding.rulebook.model import Rulebook
from goodstanding.standing.evaluate import Standing, evaluate
from goodstanding.standing.impact import Impact, ImpactCounter
from goodstanding.standing.movement import Way, movement, sums_of

OLD = load_sample("companies")


@st.composite
def changed(draw: st.DrawFn) -> Rulebook:
    """The sample with other points, caps, bands, limits or evidence."""
    provisions = []
    for one in OLD.provisions:
        by = draw(st.sampled_from([0, 0, -7, 3]))
        points = {severity: {size: value + by for size, value in column.items()}
                  for severity, column in one.points.items()}  # fmt: skip
        provisions.append(replace(one, points=points))
    return replace(
        OLD,
        edition=2,
        provisions=tuple(provisions),
        caps=tuple(replace(cap, limit=cap.limit + draw(st.sampled_from([0, -10]))) for cap in OLD.caps),
        grades=tuple(
            replace(grade, at_least=max(0, grade.at_least - draw(st.sampled_from([0, 3])))) for grade in OLD.grades
        ),
        grade_limits=OLD.grade_limits[: draw(st.integers(0, len(OLD.grade_limits)))],
        minimum_evidence=draw(st.integers(1, 2)),
    )


def compared(views, new, effective) -> tuple[Impact, list[Standing], list[Standing]]:
    counter, pairs = ImpactCounter(OLD, new, effective), ([], [])
    for view in views:
        both = [evaluate(view, rules, CATALOGUE, effective) for rules in (OLD, new)]
        for side, standing in zip(pairs, both, strict=True):
            side.append(standing)
        counter.add(view.id, view.organization, movement(*map(sums_of, both), OLD, new))
    return counter.found(()), *pairs


@given(registers(), DAYS)
def test_the_same_rules_move_nobody(views, effective):
    found, _, _ = compared(views, replace(OLD, edition=2), effective)
    assert (found.changed, found.moved, found.difference, found.rules, found.movers) == (0, 0, 0, (), ())
    assert found.organizations == len(views)
    assert all(cell.before == cell.after for cell in found.matrix)


@given(registers(), changed(), DAYS)
def test_the_margins_of_the_matrix_are_the_two_evaluations(views, new, effective):
    found, before, after = compared(views, new, effective)
    rows, columns = Counter(), Counter()
    for cell in found.matrix:
        rows[cell.before] += cell.organizations
        columns[cell.after] += cell.organizations
    assert rows == Counter(one.grade for one in before)
    assert columns == Counter(one.grade for one in after)
    assert sum(rows.values()) == found.organizations


@given(registers(), changed(), DAYS)
def test_every_thousandth_of_difference_has_a_part_of_the_rules(views, new, effective):
    found, before, after = compared(views, new, effective)
    total = sum(two.points - one.points for one, two in zip(before, after, strict=True))
    assert total == found.difference == sum(one.difference for one in found.rules)
    for mover in found.movers:
        moved = mover.movement
        assert moved.causes
        assert sum(one.after - one.before for one in moved.causes) == moved.after.points - moved.before.points


@given(registers(), changed(), DAYS)
def test_movers_and_groups_are_counted_once_each(views, new, effective):
    found, before, after = compared(views, new, effective)
    assert (
        found.moved == len(found.movers) == sum(one.grade != two.grade for one, two in zip(before, after, strict=True))
    )
    ways = Counter(mover.movement.way for mover in found.movers)
    assert (found.better, found.worse, found.across) == (ways[Way.BETTER], ways[Way.WORSE], ways[Way.ACROSS])
    by_kind = [one for one in found.groups if one.dimension == "kind"]
    by_size = [one for one in found.groups if one.dimension == "size"]
    for groups in (by_kind, by_size):
        assert sum(one.organizations for one in groups) == found.organizations
        assert sum(one.moved for one in groups) == found.moved
        assert sum(one.worse for one in groups) == found.worse
    assert all(rule.movers <= found.moved and rule.organizations <= found.changed for rule in found.rules)
