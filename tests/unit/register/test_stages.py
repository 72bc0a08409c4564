"""Which stage of a case is in force on a date: the order of the case, not only its dates."""

from datetime import date

from goodstanding.register.records import Reason, Stage, Status, final_on, stage_at


def stage(status: Status, effective_on: date) -> Stage:
    return Stage(status=status, effective_on=effective_on, decided_on=effective_on, reason=Reason.DECISION)


LISTED = stage(Status.FINAL, date(2020, 3, 1))


def status_on(stages: tuple[Stage, ...], day: date) -> Status | None:
    found = stage_at(stages, day)
    return found.status if found else None


def test_nothing_is_in_force_before_the_first_stage() -> None:
    assert status_on((LISTED,), date(2020, 2, 29)) is None
    assert status_on((LISTED,), date(2020, 3, 1)) is Status.FINAL


def test_an_annulment_with_an_earlier_effective_date_voids_from_the_beginning() -> None:
    stages = (LISTED, stage(Status.ANNULLED, date(2020, 2, 1)))
    assert {status_on(stages, date(2020, month, 15)) for month in range(2, 13)} == {Status.ANNULLED}


def test_a_decision_that_restores_stands_behind_the_annulment() -> None:
    stages = (LISTED, stage(Status.ANNULLED, date(2021, 1, 1)), stage(Status.FINAL, date(2022, 1, 1)))
    days = (date(2020, 12, 31), date(2021, 1, 1), date(2021, 12, 31), date(2022, 1, 1))
    assert [status_on(stages, day) for day in days] == [Status.FINAL, Status.ANNULLED, Status.ANNULLED, Status.FINAL]
    assert final_on(stages) == date(2020, 3, 1), "a restored decision starts no new clock"


def test_of_two_stages_on_one_day_the_later_in_the_case_holds() -> None:
    assert status_on((LISTED, stage(Status.UNDER_APPEAL, date(2020, 3, 1))), date(2020, 3, 1)) is Status.UNDER_APPEAL
