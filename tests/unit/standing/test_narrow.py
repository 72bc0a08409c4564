"""No rule for one: who a provision reaches, and what is refused as a rule for few."""

from dataclasses import replace
from datetime import date

import pytest

from goodstanding.register.catalogue import Measure, Severity
from goodstanding.register.organizations import Role, SizeClass
from goodstanding.standing.narrow import FEWEST, reaches

ON = date(2020, 6, 1)


@pytest.fixture
def reached(catalogue, rulebook, make_view):
    """The reaches over views, by provision; each view becomes an organization of its own."""

    def of(*views, rules=rulebook):
        named = [replace(view, id=f"o-{number}") for number, view in enumerate(views)]
        return {one.provision: one for one in reaches(named, rules, catalogue, ON)}

    return of


@pytest.fixture
def bribery(make_record, make_view):
    def of(measure=Measure.FINE, **more):
        return make_view(make_record("bribery", measure, "2020-03-01", **more))

    return of


def only(rulebook, **match):
    """The rulebook with a narrower first provision."""
    first = rulebook.provisions[0]
    return replace(rulebook, provisions=(replace(first, match=replace(first.match, **match)), *rulebook.provisions[1:]))


def test_a_provision_that_takes_its_categories_whole_draws_no_line(reached, bribery):
    found = reached(bribery(), bribery(Measure.EXCLUSION))["P-1"]
    assert (found.matched, found.left_out, found.narrow, found.singles_out) == (2, 0, True, False)


def test_a_corner_of_a_category_singles_out(reached, rulebook, bribery):
    affiliates = only(rulebook, roles=frozenset({Role.CONTROLLED_AFFILIATE}))
    views = [bribery(role=Role.CONTROLLED_AFFILIATE), bribery(), bribery()]
    found = reached(*views, rules=affiliates)["P-1"]
    assert (found.matched, found.left_out, found.singles_out) == (1, 2, True)
    assert not reached(*views[1:], rules=affiliates)["P-1"].singles_out


def test_twenty_are_no_few(reached, rulebook, bribery):
    subjects = only(rulebook, roles=frozenset({Role.SUBJECT}))
    others = [bribery(role=Role.CONTROLLED_AFFILIATE)] * FEWEST
    assert reached(*([bribery()] * (FEWEST - 1)), *others, rules=subjects)["P-1"].singles_out
    found = reached(*([bribery()] * FEWEST), *others, rules=subjects)["P-1"]
    assert (found.narrow, found.singles_out) == (False, False)


def test_the_larger_part_is_no_rule_for_few(reached, rulebook, bribery):
    fines = only(rulebook, severities=frozenset({Severity.GENERAL}))
    other = bribery(Measure.EXCLUSION)
    assert not reached(bribery(), bribery(), other, rules=fines)["P-1"].singles_out
    assert reached(bribery(), other, rules=fines)["P-1"].singles_out


def test_what_is_narrowed_and_takes_few_singles_out_whoever_is_left(reached, rulebook, bribery):
    subjects = only(rulebook, roles=frozenset({Role.SUBJECT}))
    found = reached(bribery(), bribery(), rules=subjects)["P-1"]
    assert (found.matched, found.left_out, found.narrows, found.singles_out) == (2, 0, True, True)


def test_a_favour_may_be_narrow(reached, rulebook, make_record, make_view):
    paid = make_view(make_record("timely-payment", Measure.FINDING, "2020-03-01", decided_on="2020-02-01"))
    found = reached(paid)["P-3"]
    assert (found.favourable, found.narrow, found.singles_out) == (True, True, False)


def test_a_size_that_one_alone_has_may_not_cost_more(reached, make_view):
    large = make_view(size=SizeClass.LARGE)
    assert reached(large, make_view(size=SizeClass.SMALL))["P-2"].bands == ("general, large",)
    assert reached(large, make_view(size=SizeClass.SMALL))["P-2"].singles_out
    assert reached(large, large)["P-2"].bands == ()
    assert reached(make_view(size=SizeClass.SMALL))["P-2"].bands == ()


def test_what_is_not_displayed_or_not_final_reaches_nobody(reached, make_record, make_view):
    presumed = make_view(make_record("bribery", Measure.FINE, None))
    old = make_view(make_record("bribery", Measure.WARNING, "2016-03-01"))
    annulled = make_view(make_record("bribery", Measure.FINE, "2020-03-01", ("annulled", "2020-04-01", "court-ruling")))
    found = reached(presumed, old, annulled)["P-1"]
    assert (found.matched, found.left_out) == (0, 0)


def test_other_kinds_are_nobody_s_target(reached, make_record, make_view):
    other = make_view(make_record("bribery", Measure.FINE, "2020-03-01"), kind="state-owned-enterprise")
    assert reached(other)["P-1"].matched == 0
