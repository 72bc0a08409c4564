"""Every number of a rulebook, a fifth larger and smaller."""

from goodstanding.register.catalogue import Severity
from goodstanding.standing.numbers import all_moved, moved, numbers_of


def test_a_fifth_is_cut_off_and_at_least_one():
    assert [moved(value, 1) for value in (-45, -5, -4, -1, 0, 3, 80)] == [-54, -6, -5, -2, 0, 4, 96]
    assert [moved(value, -1) for value in (-45, -5, -4, -1, 0, 3, 80)] == [-36, -4, -3, 0, 0, 2, 64]


def test_every_number_is_there_once_and_only_it_is_moved(rulebook):
    found = {one.name: one for one in numbers_of(rulebook)}
    assert len(found) == len(list(numbers_of(rulebook)))
    assert {"scale.start", "grades.A.at_least", "grades.B.at_least", "K-1.limit", "P-1.points.serious"} <= set(found)
    assert "grades.C.at_least" not in found, "the last band begins at the floor"
    assert {"P-1.fades.serious.1", "P-1.fades.serious.2", "P-1.fades.serious.3"} <= set(found)
    for one in found.values():
        assert one.smaller != rulebook
        assert one.larger != rulebook or one.value == 1000, "a share is never more than the whole"
    points = found["P-1.points.serious"].larger.provisions[0]
    assert points.points[Severity.SERIOUS]["unknown"] == -36
    assert points.points[Severity.GENERAL] == rulebook.provisions[0].points[Severity.GENERAL]
    assert found["P-1.fades.serious.2"].smaller.provisions[0].fades[Severity.SERIOUS][1].permille == 480
    assert found["K-1.limit"].larger.caps[0].limit == -60
    assert found["scale.start"].smaller.scale.start == 64
    assert (found["P-2.points.general"].value, found["P-2.points.general"].rule) == (-40, "P-2")


def test_all_are_moved_at_once(rulebook):
    harsher = all_moved(rulebook, 1, points=True, bands=False)
    assert harsher.grades == rulebook.grades
    assert harsher.caps[0].limit == -60
    assert harsher.provisions[0].points[Severity.GENERAL]["unknown"] == -12
    both = all_moved(rulebook, -1, points=True, bands=True)
    assert [grade.at_least for grade in both.grades] == [72, 48, 0]
