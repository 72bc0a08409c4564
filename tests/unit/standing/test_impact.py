"""How many move, in which group, and by which part of the rules."""

from dataclasses import replace
from datetime import date

import pytest

from goodstanding.register.catalogue import Measure
from goodstanding.register.organizations import SizeClass
from goodstanding.standing.evaluate import evaluate
from goodstanding.standing.impact import ImpactCounter, share
from goodstanding.standing.movement import movement, sums_of
from goodstanding.values.withheld import Withheld

ON = date(2020, 6, 1)


@pytest.fixture
def stricter(rulebook):
    """Bribery costs 15 points more."""
    first = rulebook.provisions[0]
    points = {severity: {size: value - 15 for size, value in column.items()}
              for severity, column in first.points.items()}  # fmt: skip
    return replace(rulebook, edition=2, provisions=(replace(first, points=points), *rulebook.provisions[1:]))


@pytest.fixture
def counted(catalogue, rulebook):
    def of(new, *views):
        counter = ImpactCounter(rulebook, new, ON)
        for number, view in enumerate(views):
            both = [sums_of(evaluate(view, rules, catalogue, ON)) for rules in (rulebook, new)]
            counter.add(f"o-{number}", view.organization, movement(*both, rulebook, new))
        return counter.found(())

    return of


@pytest.fixture
def fined(make_record, make_view):
    def of(**more):
        return make_view(make_record("bribery", Measure.FINE, "2020-03-01"), **more)

    return of


def test_a_matrix_tells_who_goes_where(counted, stricter, fined, make_view):
    found = counted(stricter, fined(), fined(), make_view())
    assert [(cell.before, cell.after, cell.organizations) for cell in found.matrix] == [("B", "C", 2), (None, None, 1)]
    assert (found.organizations, found.changed, found.moved, found.worse, found.worse_permille) == (3, 2, 2, 2, 666)
    assert (found.old.edition, found.new.edition, found.difference) == (1, 2, -30_000)


def test_a_provision_is_named_with_whom_it_moves(counted, stricter, fined):
    found = counted(stricter, fined())
    assert [(one.rule, one.title, one.organizations, one.movers, one.worse, one.difference) for one in found.rules] == [
        ("P-1", "Bribery", 1, 1, 1, -15_000)
    ]
    (mover,) = found.movers
    assert (mover.organization_id, mover.name, mover.movement.causes[0].rule) == ("o-0", "Alpha Ltd", "P-1")


def test_a_small_group_has_no_share(counted, stricter, fined, make_view):
    views = [fined(size=SizeClass.LARGE)] * 19 + [fined(size=SizeClass.SMALL)] * 20 + [make_view()] * 21
    found = {one.group: one for one in counted(stricter, *views).groups}
    assert (found["large"].worse, found["large"].worse_permille, found["large"].against_whole) == (19, None, None)
    assert (found["small"].worse_permille, found["small"].against_whole) == (1000, 1000 - 650)
    assert (found["unknown"].worse_permille, found["unknown"].against_whole) == (0, -650)
    assert found["company"].organizations == 60


def test_movers_stand_in_order_of_what_they_lose(counted, stricter, fined, make_record, make_view):
    twice = make_view(*(make_record("bribery", Measure.WARNING, "2020-03-01", entry=entry) for entry in (1, 2)))
    found = counted(stricter, fined(), twice)
    assert [one.organization_id for one in found.movers] == ["o-1", "o-0"]


def test_a_withheld_organization_belongs_to_no_group(counted, stricter, fined):
    found = counted(stricter, replace(fined(), organization=Withheld(7)))
    assert (found.organizations, found.groups) == (1, ())


def test_a_share_is_cut_off_and_never_divides_by_nothing():
    assert (share(2, 3), share(0, 5), share(0, 0)) == (666, 0, 0)
