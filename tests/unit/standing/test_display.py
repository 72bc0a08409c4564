"""What shows on a date, each rule at its boundary, with the side that must not show."""

from dataclasses import replace
from datetime import date

import pytest

from goodstanding.register.catalogue import Measure
from goodstanding.register.records import Evidence, Reason, Status
from goodstanding.standing.display import displayable, not_confirmed_since, shown, withheld_records
from goodstanding.values.withheld import Withheld

FINE = Measure.FINE
D = date.fromisoformat


@pytest.mark.parametrize(
    ("measure", "last"),
    [(Measure.WARNING, "2021-02-27"), (FINE, "2022-02-27"), (Measure.EXCLUSION, "2023-02-27")],
)
def test_shows_from_finality_until_its_severity_s_period_has_run(catalogue, make_record, measure, last):
    record = make_record("bribery", measure, "2020-02-28")
    assert shown(record, catalogue, D("2020-02-27")) is None
    assert shown(record, catalogue, D("2020-02-28")) is not None
    assert shown(record, catalogue, D(last)) is not None
    assert shown(record, catalogue, date.fromordinal(D(last).toordinal() + 1)) is None


def test_an_amount_makes_it_graver_and_so_longer(catalogue, make_record):
    small = make_record("bribery", FINE, "2020-02-28", amount=99_999)
    large = make_record("bribery", FINE, "2020-02-28", amount=100_000)
    assert shown(small, catalogue, D("2022-06-01")) is None
    assert shown(large, catalogue, D("2022-06-01")) is not None


def test_what_is_only_presumed_never_shows(catalogue, make_record):
    record = make_record("bribery", FINE, None)
    assert not any(shown(record, catalogue, D(f"{year}-06-01")) for year in range(2020, 2030))


def test_annulled_before_it_was_final_never_shows(catalogue, make_record):
    record = make_record("bribery", FINE, None, ("annulled", "2020-03-01", Reason.REVERSED_BY_AUTHORITY))
    assert not any(shown(record, catalogue, D(f"{year}-06-01")) for year in range(2020, 2030))


def test_annulled_after_finality_shows_as_annulled_until_the_display_ends(catalogue, make_record):
    record = make_record("bribery", FINE, "2020-03-01", ("annulled", "2021-03-01", Reason.COURT_RULING))
    statuses = [shown(record, catalogue, D(day)) for day in ("2021-02-28", "2021-03-01", "2022-02-28")]
    assert [one.stage.status for one in statuses] == [Status.FINAL, Status.ANNULLED, Status.ANNULLED]
    assert shown(record, catalogue, D("2022-03-01")) is None


def test_back_to_a_presumption_is_gone(catalogue, make_record):
    record = make_record("bribery", FINE, "2020-03-01", ("presumed", "2020-06-01", Reason.NOTICE))
    assert shown(record, catalogue, D("2020-05-31")) is not None
    assert shown(record, catalogue, D("2020-06-01")) is None


def test_an_appeal_before_finality_shows_nothing(catalogue, make_record):
    record = make_record("bribery", FINE, None, ("under-appeal", "2020-02-01", Reason.APPEAL_LODGED))
    assert shown(record, catalogue, D("2020-03-01")) is None


def test_a_foreign_listing_shows_through_its_last_day(catalogue, make_record):
    listing = make_record("foreign-listing", Measure.LISTED_ELSEWHERE, "2020-01-15", ends_on="2028-05-01")
    assert shown(listing, catalogue, D("2028-05-01")) is not None
    assert shown(listing, catalogue, D("2028-05-02")) is None


def test_a_foreign_listing_without_an_end_shows_while_it_lasts(catalogue, make_record):
    listing = make_record("foreign-listing", Measure.LISTED_ELSEWHERE, "2020-01-15")
    ended = make_record(
        "foreign-listing", Measure.LISTED_ELSEWHERE, "2020-01-15", ("cured", "2022-01-01", Reason.LISTING_ENDED)
    )
    assert shown(listing, catalogue, D("2050-01-01")) is not None
    assert shown(ended, catalogue, D("2021-12-31")) is not None
    assert shown(ended, catalogue, D("2022-01-01")) is None


def test_a_foreign_listing_is_current_for_three_days(catalogue, make_record):
    listing = make_record("foreign-listing", Measure.LISTED_ELSEWHERE, "2020-01-15")
    confirmed = replace(listing, confirmed_on=D("2020-05-01"))
    one = shown(confirmed, catalogue, D("2020-05-04"))
    assert not_confirmed_since(one, D("2020-05-04")) is None
    assert not_confirmed_since(one, D("2020-05-05")) == D("2020-05-01")
    assert not_confirmed_since(shown(listing, catalogue, D("2020-05-01")), D("2020-05-01")) == D("2020-01-15")


def test_an_extract_read_after_the_last_full_list_confirms_too(catalogue, make_record):
    listing = make_record("foreign-listing", Measure.LISTED_ELSEWHERE, "2020-01-15")
    evidence = Evidence(digest="0" * 64, where="row 1", published_on=D("2020-06-01"))
    extracted = replace(listing, confirmed_on=D("2020-02-01"), evidence=evidence)
    one = shown(extracted, catalogue, D("2020-06-04"))
    assert not_confirmed_since(one, D("2020-06-04")) is None
    assert not_confirmed_since(one, D("2020-06-05")) == D("2020-06-01")
    later = shown(replace(extracted, confirmed_on=D("2020-07-01")), catalogue, D("2020-07-09"))
    assert not_confirmed_since(later, D("2020-07-09")) == D("2020-07-01")


def test_only_foreign_listings_need_confirming(catalogue, make_record):
    one = shown(make_record("bribery", FINE, "2020-03-01"), catalogue, D("2021-05-05"))
    assert not_confirmed_since(one, D("2021-05-05")) is None


@pytest.mark.parametrize("part", ["decision", "stages"])
def test_withheld_keeps_its_place_and_shows_nothing(catalogue, make_record, make_view, part):
    open_record = make_record("bribery", FINE, "2020-03-01", entry=3)
    record = replace(make_record("bribery", FINE, "2020-03-01", entry=2), **{part: Withheld(2)})
    view = make_view(open_record, record)
    assert [one.record.entry for one in displayable(view, catalogue, D("2020-06-01"))] == [3]
    assert [one.entry for one in withheld_records(view)] == [2]
