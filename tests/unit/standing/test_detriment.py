"""Nothing retroactive to anyone's detriment, replayed over every known day."""

from dataclasses import replace
from datetime import date

import pytest

from goodstanding.register.catalogue import Measure
from goodstanding.register.consequences import ConsequenceKind
from goodstanding.rulebook.model import Favour, Grade, GroundKind
from goodstanding.standing.detriment import detriment
from goodstanding.values.dates import Period
from goodstanding.values.withheld import Withheld

START = date(2020, 6, 1)


@pytest.fixture
def found(catalogue, rulebook, make_view):
    def of(new, *records, old=rulebook, **organization):
        return detriment(make_view(*records, **organization), old, replace(new, in_force_from=START), catalogue)

    return of


@pytest.fixture
def fine(make_record):
    return make_record("bribery", Measure.FINE, "2020-03-01")


def costing(rulebook, by, provision="P-1"):
    changed = tuple(
        replace(one, points={severity: {size: value + by for size, value in column.items()}
                             for severity, column in one.points.items()})
        if one.id == provision else one
        for one in rulebook.provisions
    )  # fmt: skip
    return replace(rulebook, provisions=changed)


def test_the_same_or_milder_rules_harm_nobody(found, rulebook, fine):
    assert found(rulebook, fine) is None
    assert found(costing(rulebook, 5), fine) is None


def test_a_provision_that_costs_more_is_named_with_its_first_day(found, rulebook, fine):
    harm = found(costing(rulebook, -5), fine)
    assert harm is not None
    assert (harm.organization_id, harm.on) == ("o-7", START)
    assert [(one.rule, one.before, one.after) for one in harm.causes] == [("P-1", -10_000, -15_000)]


def test_harm_that_comes_later_is_seen(found, rulebook, fine):
    first = rulebook.provisions[0]
    slower = first.fades | {"general": (replace(first.fades["general"][-1], permille=1000),)}
    harm = found(replace(rulebook, provisions=(replace(first, fades=slower), *rulebook.provisions[1:])), fine)
    assert harm is not None
    assert harm.on == date(2021, 3, 1)


def test_bands_limits_and_a_start_below_are_harm_too(found, rulebook, fine, make_record):
    bands = (Grade(code="A", title="", at_least=90), Grade(code="B", title="", at_least=75), rulebook.grades[-1])
    assert found(replace(rulebook, grades=bands), fine).causes[0].rule == "grades"
    assert found(rulebook, fine, old=replace(rulebook, grade_limits=())) is None
    lower = replace(rulebook, scale=replace(rulebook.scale, start=70))
    assert found(lower, fine).causes[0].rule == "start"


def banded(rulebook, *bands):
    """The rulebook with these codes and the least points of each; without limits, which name codes."""
    grades = tuple(Grade(code=code, title="", at_least=least) for code, least in bands)
    return replace(rulebook, grades=grades, grade_limits=())


@pytest.mark.parametrize("bands", [
    (("P", 79), ("Q", 75), ("R", 0)),
    (("A", 78), ("B", 75), ("D", 0)),
    (("C", 90), ("A", 80), ("B", 0)),
    (("C", 90), ("B", 80), ("A", 0)),
    (("P", 95), ("Q", 90), ("R", 60), ("S", 0)),
])  # fmt: skip
def test_other_codes_for_grades_hide_no_harm(found, rulebook, fine, bands):
    """The fine leaves 70, which is B in the middle of three."""
    harm = found(banded(rulebook, *bands), fine)
    assert harm is not None
    assert harm.causes[0].rule == "grades"


@pytest.mark.parametrize("bands", [
    (("P", 90), ("Q", 60), ("R", 0)),
    (("P", 70), ("Q", 60), ("R", 0)),
    (("A", 65), ("Q", 60), ("C", 0)),
    (("B", 90), ("A", 60), ("C", 0)),
    (("A", 78), ("R", 75), ("B", 65), ("C", 0)),
])  # fmt: skip
def test_other_codes_for_places_as_good_harm_nobody(found, rulebook, fine, bands):
    """Nor does a code that stays, in the order in which it stood: it is the same grade."""
    assert found(banded(rulebook, *bands), fine) is None


def grounded(rulebook, **values):
    """The rulebook with a first ground of other values, and no second one."""
    return replace(rulebook, grounds=(replace(rulebook.grounds[0], **values),))


def test_a_ground_that_opens_files_by_earlier_conduct_is_harm(found, rulebook, fine):
    wide = rulebook.grounds[1].match
    none = replace(rulebook, grounds=())
    wider = grounded(rulebook, match=wide)
    for old in (none, rulebook):
        harm = found(wider, fine, old=old)
        assert harm is not None
        assert (harm.on, [(one.rule, one.before, one.after) for one in harm.causes]) == (START, [("G-1", 0, 0)])
    assert found(none, fine, old=wider) is None
    assert found(replace(wider, grounds=(replace(wider.grounds[0], id="G-9"),)), fine, old=wider) is None


def test_a_ground_that_has_to_open_where_it_could_is_harm_and_not_the_other_way(found, rulebook, fine):
    must = grounded(rulebook, match=rulebook.grounds[1].match)
    may = grounded(rulebook, match=rulebook.grounds[1].match, kind=GroundKind.DISCRETIONARY)
    assert found(must, fine, old=may) is not None
    assert found(may, fine, old=must) is None


def test_a_ground_at_more_points_is_harm_from_the_day_on_which_it_bites(found, rulebook, fine):
    may = replace(rulebook, grounds=(replace(rulebook.grounds[1], points_below=75),))
    assert found(may, fine) is not None
    assert found(may, fine, old=replace(rulebook, grounds=(replace(rulebook.grounds[1], points_below=72),))) is None
    least = replace(rulebook.grounds[1], points_below=78)
    harm = found(replace(rulebook, grounds=(least,)), fine, old=may)
    assert harm is not None
    assert (harm.on, [one.rule for one in harm.causes]) == (date(2021, 3, 1), ["G-2"])


def favouring(rulebook, lasts="P6M", grade="B", kind=ConsequenceKind.FASTER_PAYMENT, **values):
    favour = Favour(id="F-1", title="", cites=rulebook.legal_basis, kind=kind, grade=grade, lasts=Period.parse(lasts))
    return replace(rulebook, consequences=(favour,), **values)


def test_a_favour_that_is_taken_or_shortened_is_harm(found, rulebook, fine):
    old = favouring(rulebook)
    worse = [
        replace(old, consequences=()),
        favouring(rulebook, lasts="P5M"),
        favouring(rulebook, grade="A"),
        favouring(rulebook, kind=ConsequenceKind.FEWER_DOCUMENTS),
        favouring(rulebook, minimum_evidence=2),
    ]
    for new in worse:
        harm = found(new, fine, old=old)
        assert harm is not None
        assert [one.rule for one in harm.causes] == ["F-1"]
    for new in (old, favouring(rulebook, lasts="P1Y"), favouring(rulebook, grade="C")):
        assert found(new, fine, old=old) is None
    assert found(old, fine) is None
    assert found(replace(worse[0], minimum_evidence=2), fine, old=favouring(rulebook, grade="A")) is None


def test_no_grade_is_neutral_and_a_new_bad_one_is_not(found, rulebook, fine):
    asks_two = replace(rulebook, minimum_evidence=2)
    assert found(asks_two, fine) is None
    harm = found(rulebook, fine, old=asks_two)
    assert harm is not None
    assert [one.rule for one in harm.causes] == ["minimum_evidence"]


def test_conduct_from_the_first_day_on_is_the_new_rules_own(found, rulebook, make_record):
    harsh = costing(rulebook, -5)
    before = make_record("bribery", Measure.FINE, "2020-07-01", decided_on="2020-06-15", conduct_to="2020-05-31")
    after = make_record("bribery", Measure.FINE, "2020-07-01", decided_on="2020-06-15", conduct_to="2020-06-01")
    assert found(harsh, before) is not None
    assert found(harsh, after) is None


def test_other_kinds_and_withheld_organizations_are_not_concerned(found, rulebook, fine, catalogue, make_view):
    harsh = costing(rulebook, -5)
    assert found(harsh, fine, kind="state-owned-enterprise") is None
    view = replace(make_view(fine), organization=Withheld(3))
    assert detriment(view, rulebook, replace(harsh, in_force_from=START), catalogue) is None
