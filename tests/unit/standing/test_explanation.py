"""Explanations as a citizen reads them, and as data: every point with its record, provision, law and dates."""

import json
from dataclasses import replace
from datetime import date

import pytest

from goodstanding.register.catalogue import Measure
from goodstanding.register.organizations import Role
from goodstanding.register.records import Reason
from goodstanding.standing.evaluate import evaluate
from goodstanding.standing.explanation import explain
from goodstanding.values.withheld import Withheld

D = date.fromisoformat
GRAVE = Measure.EXCLUSION


@pytest.fixture
def explained(catalogue, rulebook, make_view, competences):
    def of(day, *records, view=None, **more):
        seen = view or make_view(*records, **more)
        return explain(evaluate(seen, rulebook, catalogue, D(day)), seen, rulebook, catalogue, competences)

    return of


def test_a_counted_record_is_told_in_full(explained, make_record):
    told = explained("2021-04-01", make_record("bribery", GRAVE, "2020-03-01", amount=250_000))
    assert told.text == (
        "Standing of Alpha Ltd on 1 April 2021, by the tiny rulebook, edition 1: 62 points, grade B (good).",
        "UNOFFICIAL: this rulebook is an illustration that no authority has adopted; nothing follows from it.",
        "Every organization starts with 80 points.",
        (
            "The Integrity Office decided on 15 January 2020 that Alpha Ltd is concerned by bribery"
            " (exclusion, XVD 2,500.00); final on 1 March 2020 because the time limit for an appeal has passed."
            " Legal basis of the decision: Bribery Act, art. 12."
            " Under provision P-1 (Bribery; Integrity Act, art. 7) this costs 30 points; after fading 18"
            " (from 1 March 2022 it costs 9; from 1 March 2023 nothing)."
            " It is displayed until 28 February 2023."
        ),
        "Points inform; no measure follows from them.",
    )


def test_the_lines_sum_to_the_points_and_are_json(explained, make_record):
    records = [make_record("bribery", GRAVE, "2020-03-01", entry=entry) for entry in (1, 2, 3)]
    annulled = make_record("bribery", GRAVE, "2020-03-01", ("annulled", "2020-05-01", Reason.COURT_RULING), entry=4)
    told = json.loads(json.dumps(explained("2020-06-01", *records, annulled).as_json()))
    assert sum(line["points"] for line in told["lines"]) == told["points"] == 30_000
    assert [line["kind"] for line in told["lines"]] == ["start", "record", "record", "record", "record", "cap"]
    first = told["lines"][1]
    assert (first["entry"], first["rule"], first["value"], first["permille"]) == (1, "P-1", -30, 1000)
    assert first["law"][0] == {"title": "Integrity Act", "article": "7", "href": "", "checked_on": "2024-01-15"}
    assert first["later"] == [["2021-03-01", -18_000], ["2022-03-01", -9_000], ["2023-03-01", 0]]
    assert first["record"]["statute"]["title"] == "Bribery Act"
    assert (first["record"]["decided_on"], first["record"]["final_on"]) == ("2020-01-15", "2020-03-01")
    assert told["lines"][4]["record"]["status"] == "annulled"


@pytest.mark.parametrize(
    ("move", "sentence"),
    [
        (("annulled", Reason.COURT_RULING), "A court annulled this with effect from 1 May 2020: it costs nothing."),
        (("annulled", Reason.REVERSED_BY_AUTHORITY), "The authority itself reversed this with effect from 1 May 2020"),
        (("suspended", Reason.STAY_ORDERED), "Its effect has been suspended since 1 May 2020: it costs nothing"),
        (("cured", Reason.PAID), "It was paid in full on 1 May 2020: it costs nothing."),
        (("cured", Reason.REMEDIED), "It was remedied on 1 May 2020: it costs nothing."),
        (("under-appeal", Reason.APPEAL_LODGED), "An appeal has been pending since 1 May 2020; using that right costs"),
    ],
)
def test_a_later_stage_is_told(explained, make_record, move, sentence):
    status, reason = move
    record = make_record("bribery", GRAVE, "2020-03-01", (status, "2020-05-01", reason))
    before, after = explained("2020-04-30", record), explained("2020-05-01", record)
    assert sentence in after.lines[1].text
    assert sentence not in before.lines[1].text
    assert after.lines[1].points == (-30_000 if status == "under-appeal" else 0)


def test_what_never_was_final_is_not_told(explained, make_record):
    presumed = make_record("bribery", GRAVE, None)
    reversed_ = make_record("bribery", GRAVE, None, ("annulled", "2020-05-01", Reason.COURT_RULING), entry=2)
    assert [line.kind for line in explained("2020-06-01", presumed, reversed_).lines] == ["start"]


def test_a_foreign_listing_is_told_in_its_own_words(explained, make_record):
    listing = make_record(
        "foreign-listing", Measure.LISTED_ELSEWHERE, "2020-01-15", ends_on="2023-01-14", words="Listed under rule 9"
    )
    text = explained("2020-06-01", listing).lines[1].text
    assert text.startswith(
        'xv-office lists Alpha Ltd since 15 January 2020 until 14 January 2023, in its own words: "Listed'
    )
    assert "This is information only: 0 points." in text
    assert "Not confirmed by its source since 15 January 2020: not current." in text
    fresh = explained("2020-06-01", replace(listing, confirmed_on=D("2020-05-31"))).lines[1].text
    assert "Not confirmed" not in fresh


def test_not_rated_is_neutral(explained):
    told = explained("2020-06-01")
    assert told.opening[0].endswith("80 points, not rated.")
    assert "Not rated is not the same as bad; nothing recorded is not the same as in good standing." in told.opening
    assert (told.rated, told.grade, told.not_rated) == (False, None, "too-little-evidence")


def test_a_withheld_record_keeps_its_place_and_says_nothing(explained, make_record):
    gone = replace(make_record("bribery", GRAVE, "2020-03-01", entry=5), decision=Withheld(5))
    line = explained("2020-06-01", gone).lines[1]
    assert (line.entry, line.points, line.record) == (5, 0, None)
    assert line.text == "withheld(5): the values of this entry are no longer open. It costs nothing."


def test_withheld_parts_are_named_where_they_would_stand(explained, make_record, make_view):
    record = make_record("bribery", GRAVE, "2020-03-01")
    no_party = explained("2020-06-01", replace(record, party=Withheld(1))).lines[1]
    no_case = explained("2020-06-01", replace(record, case=Withheld(1))).lines[1]
    nameless = explained("2020-06-01", view=replace(make_view(record), organization=Withheld(7)))
    assert "How the decision names this organization is withheld(1): it costs nothing." in no_party.text
    assert no_case.text.startswith("The authority withheld(1) decided on 15 January 2020")
    assert no_case.points == -30_000
    assert nameless.organization is None
    assert nameless.opening[0].startswith("Standing of the organization withheld(7) on")
    assert "The rulebook was not applied: 0 points." in nameless.lines[1].text


def test_why_a_displayed_record_costs_nothing(explained, make_record):
    debt = make_record("tax-and-social-debt", Measure.FINDING, "2020-03-01")
    affiliate = make_record("tax-and-social-debt", Measure.FINDING, "2020-03-01", role=Role.CONTROLLED_AFFILIATE)
    faded = make_record("bribery", Measure.WARNING, "2020-03-01")
    assert "The day from which provision P-2 would count it is not known" in explained("2020-06-01", debt).lines[1].text
    text = explained("2020-06-01", affiliate).lines[1].text
    assert "It names this organization as a controlled affiliate, not as its subject." in text
    assert "No provision of this rulebook is about it: 0 points." in text
    assert "Its points under provision P-1 have faded" in explained("2020-10-01", faded).lines[1].text


def test_favour_cap_ceiling_and_limit_are_told(explained, make_record):
    good = [make_record("timely-payment", Measure.FINDING, "2020-03-01", entry=entry) for entry in (1, 2)]
    told = explained("2020-06-01", *good, make_record("bribery", Measure.WARNING, "2020-03-01", entry=3))
    assert "this adds 15 points (from 15 July 2020 nothing)." in told.lines[1].text
    assert told.lines[-1].text == "Points never rise above 100: 5 points are taken off."
    assert told.grade == "B"
    assert (
        "The points alone would give a better grade;"
        " L-1 (While bribery counts; Integrity Act, art. 7) allows at most grade B for now."
    ) in told.opening
    graves = [make_record("bribery", GRAVE, "2020-03-01", entry=entry) for entry in (1, 2)]
    assert explained("2020-06-01", *graves).lines[-1].text == (
        "Under cap K-1 (bribery together; Integrity Act, art. 7) these provisions together count for at most"
        " 50 points: 10 points are given back."
    )


def test_questions_and_corrections_are_noted(explained, make_record):
    record = replace(make_record("bribery", GRAVE, "2020-03-01"), questioned=True, corrected_by=(8, 9))
    text = explained("2020-06-01", record).lines[1].text
    assert (
        "The latest full list of its source has no such row that could be kept: an open question, not a deletion."
        in text
    )
    assert "Corrected by entry 8, 9." in text
