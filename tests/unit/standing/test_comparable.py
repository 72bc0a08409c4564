"""Which figures may stand side by side: none of unknown coverage beside another's (S28)."""

from goodstanding.register.coverage import Known
from goodstanding.standing.comparable import comparable
from goodstanding.standing.courses import Course

ALL_HERE = Known(declared=30, missing=0)
SHORT = Known(declared=50, missing=20)


def course(authority: str, category: str | None = None, *, too_few: bool = False) -> Course:
    cases = 0 if too_few else 30
    return Course(authority=authority, category=category, organizations=cases, cases=cases, too_few=too_few)


def told(*asked: Course, known: dict[tuple[str, str], Known] | None = None) -> dict[tuple[str, str | None], int | None]:
    """The cases of each part that is told, None of one that is withheld."""
    found = comparable(asked, known or {})
    for one in found:
        if one.withheld:
            assert one == Course(authority=one.authority, category=one.category, withheld=True), "nothing of it is told"
    return {(one.authority, one.category): None if one.withheld else one.cases for one in found}


A, B = (course("xv-a"), course("xv-a", "bribery")), (course("xv-b"), course("xv-b", "bribery"))


def test_one_authority_alone_is_told_whatever_is_known() -> None:
    assert told(*A) == {("xv-a", None): 30, ("xv-a", "bribery"): 30}
    assert {one.coverage for one in comparable(A, {})} == {None}


def test_of_several_authorities_those_of_unknown_coverage_have_no_figures() -> None:
    assert set(told(*A, *B).values()) == {None}
    found = told(*A, *B, known={("xv-b", "bribery"): ALL_HERE})
    assert found == {("xv-a", None): None, ("xv-a", "bribery"): None, ("xv-b", None): 30, ("xv-b", "bribery"): 30}
    both = {("xv-a", "bribery"): ALL_HERE, ("xv-b", "bribery"): SHORT}
    assert set(told(*A, *B, known=both).values()) == {30}


def test_another_category_s_coverage_makes_nothing_known() -> None:
    assert set(told(*A, *B, known={("xv-a", "collusion"): ALL_HERE, ("xv-c", "bribery"): ALL_HERE}).values()) == {None}


def test_a_whole_is_known_where_each_of_its_categories_is() -> None:
    asked = (*A, course("xv-a", "collusion"), *B)
    half = {("xv-a", "bribery"): SHORT, ("xv-b", "bribery"): ALL_HERE}
    assert told(*asked, known=half) == {
        ("xv-a", None): None, ("xv-a", "bribery"): 30, ("xv-a", "collusion"): None, ("xv-b", None): 30,
        ("xv-b", "bribery"): 30,
    }  # fmt: skip
    whole = comparable(asked, half | {("xv-a", "collusion"): ALL_HERE})[0]
    assert (whole.cases, whole.coverage) == (30, Known(declared=80, missing=20)), "what is missing is summed and told"


def test_a_category_too_small_to_be_shown_counts_for_the_whole() -> None:
    asked = (*A, course("xv-a", "collusion", too_few=True), *B)
    known = {("xv-a", "bribery"): ALL_HERE, ("xv-b", "bribery"): ALL_HERE}
    found = comparable(asked, known)
    assert [(one.category, one.withheld, one.too_few) for one in found[:3]] == [
        (None, True, False), ("bribery", False, False), ("collusion", False, True),
    ]  # fmt: skip


def test_within_one_authority_an_unknown_category_has_no_figures_beside_a_known_one() -> None:
    asked = (*A, course("xv-a", "collusion"))
    found = told(*asked, known={("xv-a", "bribery"): ALL_HERE})
    assert found == {("xv-a", None): 30, ("xv-a", "bribery"): 30, ("xv-a", "collusion"): None}
    assert comparable(asked, {("xv-a", "bribery"): ALL_HERE})[0].coverage is None, "the whole is told and not known"
    assert told(asked[-1]) == {("xv-a", "collusion"): 30}, "alone it is told"
    small = (course("xv-a"), course("xv-a", "bribery", too_few=True), asked[-1])
    assert told(*small, known={("xv-a", "bribery"): ALL_HERE})["xv-a", "collusion"] == 30, "nothing is beside it"


def test_what_is_withheld_says_for_which_authority_and_category() -> None:
    assert [(one.authority, one.category) for one in comparable((*A, *B), {})] == [
        ("xv-a", None), ("xv-a", "bribery"), ("xv-b", None), ("xv-b", "bribery"),
    ]  # fmt: skip
    assert comparable((), {}) == ()
