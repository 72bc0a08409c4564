"""How cases go, counted: where they stand, days between steps, ways back, and what is too small to be shown."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from goodstanding.register.catalogue import Measure
from goodstanding.register.disclosures import Disclosure, DisclosureKind, Obligation
from goodstanding.register.organizations import Organization, OrganizationKind
from goodstanding.register.records import Case, Decision, Evidence, Finality, Party, Reason, Record, Stage, Status
from goodstanding.register.views import OrganizationView
from goodstanding.standing.courses import Course, Passage, Step, courses
from goodstanding.values.identifiers import Identifier
from goodstanding.values.withheld import Withheld

BEGIN = date(2020, 1, 1)
ASKED = date(2024, 1, 1)
PRESUMED, FINAL = Step(status=Status.PRESUMED), Step(status=Status.FINAL)
BY_COURT = Step(status=Status.ANNULLED, reason=Reason.COURT_RULING)
DISPROVED = Step(status=Status.ANNULLED, reason=Reason.REVERSED_BY_AUTHORITY)
OBLIGATION = Obligation(kind=DisclosureKind.ANNUAL_ACCOUNTS, period_to=BEGIN, due_on=BEGIN, statute="xv-any")
REFERENCE = Identifier("xv-reg", "any")

Moves = tuple[tuple[Step, int], ...]


def record(*moves: tuple[Step, int], category: str = "bribery", authority: str = "xv-court") -> Record:
    """A case whose stages take effect so many days after the beginning, in the order given."""
    stages = tuple(
        Stage(
            status=step.status,
            effective_on=BEGIN + timedelta(days=day),
            decided_on=BEGIN,
            reason=step.reason or Reason.DECISION,
        )
        for step, day in moves
    )
    return Record(
        entry=1,
        party=Party(reference=REFERENCE, name="Any"),
        case=Case(authority=authority, number="1"),
        decision=Decision(
            category=category,
            measures=(Measure.FINE,),
            decided_on=BEGIN,
            finality=Finality.JUDGMENT,
            statute="xv-any",
        ),
        stages=stages,
        evidence=Evidence(digest="0" * 64, where="row 1", published_on=BEGIN),
    )


def view(*records: Record) -> OrganizationView:
    organization = Organization(reference=REFERENCE, name="Any", kind=OrganizationKind.COMPANY, jurisdiction="XV")
    return OrganizationView(id="o-1", organization=organization, references=(), names=("Any",), records=records)


def whole(*records: Record, on: date = ASKED) -> Course:
    """The authority as a whole, an organization a record."""
    found = courses((view(one) for one in records), on)
    return found[0]


def many(*cases: Moves) -> Course:
    return whole(*(record(*moves) for moves in cases))


def test_where_cases_stand_follows_the_date() -> None:
    case = record((PRESUMED, 0), (FINAL, 100), (BY_COURT, 500))
    for day, step in ((0, PRESUMED), (99, PRESUMED), (100, FINAL), (499, FINAL), (500, BY_COURT)):
        course = whole(case, on=BEGIN + timedelta(days=day))
        assert (course.stages, course.were_final, course.overturned) == (((step, 1),), day >= 100, day >= 500)
    assert courses([view(case)], BEGIN - timedelta(days=1)) == ()


def test_a_court_and_the_authority_itself_annul_apart() -> None:
    course = many(((PRESUMED, 0), (DISPROVED, 90)), ((PRESUMED, 0), (FINAL, 9), (BY_COURT, 90)), ((PRESUMED, 0),))
    assert dict(course.stages) == {PRESUMED: 1, BY_COURT: 1, DISPROVED: 1}
    assert {(one.before, one.after): one.cases for one in course.passages} == {
        (PRESUMED, FINAL): 1,
        (PRESUMED, DISPROVED): 1,
        (FINAL, BY_COURT): 1,
    }
    assert (course.were_final, course.overturned) == (1, 1), "what was disproved in time was never final"


def test_quartiles_are_days_of_cases_and_integers() -> None:
    course = many(*(((PRESUMED, 0), (FINAL, day)) for day in range(1, 22)))
    assert course.passages == (Passage(before=PRESUMED, after=FINAL, cases=21, quartiles=(6, 11, 16)),)
    course = many(*(((PRESUMED, 0), (FINAL, day)) for day in range(1, 21)))
    assert course.passages[0].quartiles == (5, 10, 15)


def test_days_of_few_cases_are_not_told_even_of_a_whole_authority() -> None:
    course = many(*(((PRESUMED, 0), (FINAL, day)) for day in range(1, 20)))
    assert course.passages == (Passage(before=PRESUMED, after=FINAL, cases=19, quartiles=None),)


def test_a_case_that_is_final_again_went_back_and_is_not_overturned() -> None:
    course = many(((FINAL, 0), (BY_COURT, 100), (FINAL, 200)))
    assert (course.stages, course.were_final) == (((FINAL, 1),), 1)
    assert (course.overturned, course.restored, course.voided) == (0, 1, 0)


def test_a_ruling_older_than_the_decision_voids_it_and_is_no_passage() -> None:
    course = many(((PRESUMED, 0), (FINAL, 300), (BY_COURT, 250)))
    assert (course.overturned, course.restored, course.voided) == (1, 0, 1)
    assert [(one.before, one.after) for one in course.passages] == [(PRESUMED, FINAL)]


def test_a_ruling_older_than_a_decision_issued_again_voids_it_too() -> None:
    course = many(((FINAL, 100), (FINAL, 300), (BY_COURT, 250)))
    assert (course.voided, course.restored) == (1, 0)
    assert [(one.before, one.after) for one in course.passages] == [(FINAL, BY_COURT)]
    assert many(((FINAL, 100), (FINAL, 200), (BY_COURT, 250))).voided == 0


def test_what_has_not_taken_effect_yet_is_not_counted() -> None:
    course = whole(record((FINAL, 0), (BY_COURT, 100), (FINAL, 200)), on=BEGIN + timedelta(days=150))
    assert (course.overturned, course.restored) == (1, 0)


def test_organizations_are_counted_once_and_cases_each() -> None:
    found = courses([view(record((FINAL, 0)), record((FINAL, 5)))], ASKED)
    assert (found[0].organizations, found[0].cases) == (1, 2)


@pytest.mark.parametrize("part", ["case", "decision", "stages"])
def test_a_case_with_a_withheld_part_is_not_counted(part: str) -> None:
    assert courses([view(replace(record((FINAL, 0)), **{part: Withheld(1)}))], ASKED) == ()  # type: ignore[arg-type]


def test_what_follows_from_a_disclosure_is_no_case() -> None:
    disclosure = Disclosure(obligation=OBLIGATION)
    assert courses([view(replace(record((FINAL, 0)), disclosure=disclosure))], ASKED) == ()


def shown(**sizes: int) -> dict[str | None, bool]:
    """Which parts of one authority are shown, by category and how many organizations each has a case about."""
    records = [record((FINAL, 0), category=category) for category, size in sizes.items() for _ in range(size)]
    return {one.category: not one.too_few for one in courses((view(each) for each in records), ASKED)}


def test_a_category_of_fewer_than_twenty_is_not_shown_and_says_nothing() -> None:
    assert shown(fraud=19) == {None: True, "fraud": False}
    assert shown(fraud=20) == {None: True, "fraud": True}
    few = courses([view(record((FINAL, 0)))], ASKED)[1]
    assert few == Course(authority="xv-court", category="bribery", too_few=True)


def test_what_is_not_shown_cannot_be_computed_from_the_rest() -> None:
    assert shown(bribery=2, fraud=25, collusion=40) == {None: True, "bribery": False, "fraud": False, "collusion": True}
    assert shown(bribery=12, fraud=12, collusion=40) == {
        None: True,
        "bribery": False,
        "fraud": False,
        "collusion": True,
    }


def test_authorities_stand_apart_the_whole_first() -> None:
    found = courses([view(record((FINAL, 0), authority=code)) for code in ("xv-b", "xv-a")], ASKED)
    assert [(one.authority, one.category) for one in found] == [
        ("xv-a", None),
        ("xv-a", "bribery"),
        ("xv-b", None),
        ("xv-b", "bribery"),
    ]
