"""The index beside the database: loaded and followed up, it answers as one that is built anew."""

import copy
from dataclasses import replace
from datetime import date

import pytest
from sample_register import Importing, Line, catalogue

from goodstanding.bootstrap.screening import load_index, make_index
from goodstanding.screening.answer import Answer
from goodstanding.screening.index import Index
from goodstanding.screening.subjects import Query
from goodstanding.services.ports import Ports
from goodstanding.services.reading import as_of
from goodstanding.services.screening_index import Report, Shelf, open_list
from goodstanding.services.screening_kept import Kept
from goodstanding.services.screening_list import ScreeningList
from goodstanding.services.standings import Law

LAW = Law(catalogue=catalogue(), rulebooks={})
DAY = date(2024, 6, 1)
NAMES = (
    "Northquay Dredging",
    "Lowmark Works",
    "Elmscourt Paving",
    "Harbour Gravel",
    "Quarrystone Mills",
    "Fennel Road",
)


class Shelved:
    """Rows and index in memory, behind the same port as the files."""

    def __init__(self) -> None:
        self.kept: Kept | None = None
        self.index = b""
        self.writes = self.writes_over = 0

    def read(self, report: Report) -> Kept | None:
        kept = copy.deepcopy(self.kept)
        if kept is not None:
            kept.index = memoryview(self.index) if self.index else None
        return kept

    def write(self, kept: Kept, index: bytes) -> None:
        self.kept, self.index = _without_index(kept), index
        self.writes += 1

    def write_over(self, kept: Kept) -> None:
        self.kept = _without_index(kept)
        self.writes_over += 1


def _without_index(kept: Kept) -> Kept:
    return copy.deepcopy(replace(kept, index=None))


class Made:
    """Counts how often an index was built anew."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, subjects) -> Index:
        self.count += 1
        return make_index(subjects)


def opened(ports: Ports, files: Shelved | None, made: Made, day: date = DAY) -> ScreeningList:
    at = as_of(ports, ports.store, day, None)
    return open_list(ports, LAW, at, ports.store, Shelf(catalogue="law", make=made, load=load_index, files=files))


def answers(screened: ScreeningList) -> list[Answer]:
    asked = [f"{one} {number}" for one in NAMES for number in ("", "Ltd", "2 Ltd")]
    return [screened.index.screen(Query(name=name)) for name in asked]


def line(number: int) -> Line:
    name = f"{NAMES[number % len(NAMES)]} {number} Ltd"
    return Line(key=f"k{number}", name=name, identifiers=(f"xv-reg:C{number:010}",))


@pytest.fixture
def many(importing: Importing) -> Importing:
    importing(*(line(number) for number in range(40)), partial=True)
    return importing


def test_it_is_loaded_where_nothing_has_changed(ports: Ports, many: Importing) -> None:
    files, made = Shelved(), Made()
    first = answers(opened(ports, files, made))
    assert answers(opened(ports, files, made)) == first
    assert (made.count, files.writes) == (1, 1)


def test_it_is_followed_up_and_answers_as_a_new_one(ports: Ports, many: Importing) -> None:
    files, made = Shelved(), Made()
    opened(ports, files, made)
    for number in (40, 41):
        many(line(number), partial=True)
        followed = opened(ports, files, made)
        assert answers(followed) == answers(opened(ports, None, Made()))
    assert (made.count, files.writes, files.writes_over) == (1, 1, 2)
    # Where all of them expire at once, a new one is the quicker way.
    expired = opened(ports, files, made, date(2025, 3, 1))
    assert {answer.candidates for answer in answers(expired)} == {()}
    assert made.count == 2


@pytest.mark.parametrize("held", [b"", b"no index", b"goodstanding screening index\n{}\n"])
def test_one_that_cannot_be_read_is_made_again(ports: Ports, many: Importing, held: bytes) -> None:
    files, made = Shelved(), Made()
    first = answers(opened(ports, files, made))
    files.index = held
    assert answers(opened(ports, files, made)) == first
    assert (made.count, files.writes) == (2, 2)
    assert files.index != held
