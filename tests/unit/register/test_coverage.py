"""When the coverage of an authority and category is known, and what of its own numbers is missing here."""

from dataclasses import replace
from datetime import date

import pytest

from goodstanding.register.catalogue import Measure
from goodstanding.register.coverage import Coverage, Known, Numbered, known, number_digest, numbered, unknown
from goodstanding.register.records import Case, Decision, Evidence, Finality, Party, Reason, Record, Stage, Status
from goodstanding.values.identifiers import Identifier
from goodstanding.values.withheld import Withheld

DAY = date(2024, 5, 5)
PAIR = ("xv-court", "bribery")


def coverage(*numbers: str, first: date = date(2024, 1, 1), last: date = date(2024, 12, 31)) -> Coverage:
    digests = tuple(sorted(number_digest("xv-court", one) for one in numbers))
    return Coverage(authority="xv-court", category="bribery", first=first, last=last, numbers=digests)


def decided(number: str, on: date = DAY, category: str = "bribery") -> Numbered:
    digest = number_digest("xv-court", number)
    return Numbered(entry=1, authority="xv-court", category=category, decided_on=on, number=digest)


def record(*statuses: Status) -> Record:
    stages = tuple(
        Stage(status=status, effective_on=DAY, decided_on=DAY, reason=Reason.DECISION) for status in statuses
    )
    return Record(
        entry=1,
        party=Party(reference=Identifier("xv-reg", "any"), name="Any"),
        case=Case(authority="xv-court", number="1"),
        decision=Decision(
            category="bribery", measures=(Measure.FINE,), decided_on=DAY, finality=Finality.JUDGMENT, statute="xv-any"
        ),
        stages=stages,
        evidence=Evidence(digest="0" * 64, where="row 1", published_on=DAY),
    )


def test_it_is_known_where_own_numbers_have_every_record_and_what_is_missing_is_counted() -> None:
    assert known([coverage("1", "2", "3")], [decided("1"), decided("2")]) == {PAIR: Known(declared=3, missing=1)}
    assert known([coverage("1")], [decided("1")]) == {PAIR: Known(declared=1, missing=0)}
    assert known([coverage("1", "2")], []) == {PAIR: Known(declared=2, missing=2)}
    assert known([], [decided("1")]) == {}


@pytest.mark.parametrize("records", [
    [decided("1"), decided("2")],
    [decided("1"), decided("1", on=date(2025, 1, 1))],
])  # fmt: skip
def test_numbers_that_lack_a_record_are_not_those_of_all_decisions(records: list[Numbered]) -> None:
    assert known([coverage("1", "3")], records) == {}
    assert unknown([coverage("1", "3")], records) == (PAIR,)


def test_a_decision_in_two_periods_is_one() -> None:
    half = coverage("1", "2", last=date(2024, 6, 30))
    assert known([half, coverage("1", "2", "3")], [decided("1")]) == {PAIR: Known(declared=3, missing=2)}


def test_categories_are_known_each_by_itself() -> None:
    records = [decided("1"), decided("9", category="collusion")]
    assert known([coverage("1")], records) == {PAIR: Known(declared=1, missing=0)}
    assert unknown([coverage("1")], records) == (("xv-court", "collusion"),)


def test_only_what_is_or_was_final_is_a_final_decision() -> None:
    assert [*numbered([record(Status.PRESUMED)])] == []
    assert [*numbered([replace(record(Status.FINAL), stages=Withheld(1))])] == []
    assert len([*numbered([record(Status.PRESUMED, Status.FINAL)])]) == 1
    assert len([*numbered([record(Status.FINAL, Status.ANNULLED)])]) == 1
