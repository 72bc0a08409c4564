"""The law of adoption, read from the log alone: what is missing is named, and an unlawful adoption is void."""

import json
from dataclasses import replace
from datetime import date

import pytest

from goodstanding.ledger.adoptions import (
    Act,
    Approval,
    Assessment,
    Figures,
    Proposal,
    Withdrawal,
    WithdrawalReason,
    digest_of,
)
from goodstanding.rulebook.adopting import (
    approvers_of,
    check_adoption,
    check_withdrawal,
    earliest_in_force,
    edition_on,
    lawful_editions,
    replaced_by,
    withdrawal_of,
)

AT = "2024-06-01T12:00:00Z"


def act(entry, officer, at=AT, signed=True):
    return Act(entry=entry, officer=officer, signed=signed, recorded_at=at)


FIGURES = Figures(
    impact="e" * 64, replaces="", size=9, effective=date(2024, 7, 2), organizations=3, moved=0, better=0, worse=0,
    across=0, harmed=0, rewritten=0, expectations=1, failed=0,
)  # fmt: skip
FIRMS = frozenset({"company", "state-owned-enterprise"})


def text_of(**values):
    """What the rules say of themselves; the rest of their text is nothing to this law."""
    told = {"id": "xv-tiny", "edition": 1, "in_force_from": "2024-07-02", "applies_to": sorted(FIRMS)}
    return json.dumps(told | values)


def said(proposal, **values):
    """The proposal with other values, and a text that says the same of itself."""
    changed = replace(proposal, **values)
    text = text_of(
        id=changed.rulebook, edition=changed.edition, in_force_from=changed.in_force_from.isoformat(),
        applies_to=sorted(changed.kinds),
    )  # fmt: skip
    return replace(changed, text=text, digest=digest_of(text))


LAWFUL = Proposal(
    act=act(10, "author"),
    rulebook="xv-tiny",
    edition=1,
    digest=digest_of(text_of()),
    in_force_from=date(2024, 7, 2),
    kinds=FIRMS,
    text=text_of(),
    tests="",
    assessments=(Assessment(act=act(12, "keeper"), figures=FIGURES),),
    approvals=(Approval(act=act(14, "first"), assessment=12), Approval(act=act(16, "second"), assessment=12)),
    adoption=act(18, "keeper"),
)


def assessed(**values):
    return replace(LAWFUL, assessments=(Assessment(act=act(12, "keeper"), figures=replace(FIGURES, **values)),))


@pytest.mark.parametrize(("proposal", "expected"), [
    (LAWFUL, []),
    (replace(LAWFUL, text="{ }"), ["adoption-text"]),
    (replace(LAWFUL, act=act(10, "author", signed=False)), ["adoption-unsigned"]),
    (replace(LAWFUL, adoption=act(18, "keeper", signed=False)), ["adoption-unsigned"]),
    (replace(LAWFUL, assessments=()), ["adoption-not-assessed", "adoption-approvals"]),
    (assessed(replaces="f" * 64), ["adoption-stale"]),
    (assessed(effective=date(2024, 7, 1)), ["adoption-stale"]),
    (assessed(failed=1), ["adoption-tests"]),
    (assessed(expectations=0), ["adoption-tests"]),
    (assessed(singled_out=("P-1", "P-2")), ["adoption-singles-out", "adoption-singles-out"]),
    (assessed(harmed=1), ["adoption-retroactive"]),
    (assessed(rewritten=1), ["adoption-retroactive"]),
    (replace(LAWFUL, approvals=LAWFUL.approvals[:1]), ["adoption-approvals"]),
    (replace(LAWFUL, approvals=(LAWFUL.approvals[0],) * 2), ["adoption-approvals"]),
    (said(LAWFUL, in_force_from=date(2024, 7, 1)), ["adoption-stale", "adoption-too-soon"]),
    (replace(LAWFUL, adoption=act(18, "keeper", "2024-07-01T23:59:59Z")), []),
    (replace(LAWFUL, adoption=act(18, "keeper", "2024-07-02T00:00:00Z")), ["adoption-too-late"]),
    (replace(LAWFUL, act=act(10, "author", "")), ["adoption-too-soon"]),
])  # fmt: skip
def test_what_is_missing_is_named(proposal, expected):
    assert [one.code for one in check_adoption(proposal, (), proposal.adoption)] == expected
    assert (lawful_editions([proposal]) == (proposal,)) is (expected == [])


@pytest.mark.parametrize(("officer", "assessment", "signed"), [
    ("author", 12, True),
    ("third", 11, True),
    ("third", 12, False),
])  # fmt: skip
def test_an_approval_counts_only_from_another_officer_about_the_last_assessment(officer, assessment, signed):
    other = Approval(act=act(16, officer, signed=signed), assessment=assessment)
    proposal = replace(LAWFUL, approvals=(LAWFUL.approvals[0], other))
    assert approvers_of(proposal) == ("first",)
    assert [one.code for one in check_adoption(proposal, (), proposal.adoption)] == ["adoption-approvals"]


@pytest.mark.parametrize(("at", "earliest"), [
    ("2024-06-01T12:00:00Z", date(2024, 7, 2)),
    ("2024-06-01T00:00:01Z", date(2024, 7, 2)),
    ("2024-06-01T00:00:00Z", date(2024, 7, 1)),
    ("2024-05-31T23:59:59Z", date(2024, 7, 1)),
    ("", None),
])  # fmt: skip
def test_thirty_whole_days_stand_in_the_log(at, earliest):
    assert earliest_in_force(replace(LAWFUL, act=act(10, "author", at))) == earliest


def second(**values):
    figures = replace(FIGURES, replaces=LAWFUL.digest, effective=date(2024, 9, 1))
    later = replace(
        LAWFUL, act=act(20, "author"), edition=2, in_force_from=date(2024, 9, 1), adoption=act(28, "keeper"),
        assessments=(Assessment(act=act(12, "keeper"), figures=figures),),
    )  # fmt: skip
    return said(later, **values)


def test_editions_reign_in_turn():
    both = lawful_editions([LAWFUL, second()])
    assert [one.edition for one in both] == [1, 2]
    days = (date(2024, 7, 1), date(2024, 7, 2), date(2024, 8, 31), date(2024, 9, 1))
    found = [edition_on(both, "company", day) for day in days]
    assert [one and one.edition for one in found] == [None, 1, 1, 2]
    assert edition_on(both, "public-body", days[-1]) is None
    assert [one.edition for one in replaced_by(second(), [LAWFUL])] == [1]


@pytest.mark.parametrize("values", [{"edition": 1}, {"in_force_from": date(2024, 7, 2)}])
def test_an_edition_does_not_come_before_one_that_was_adopted(values):
    proposal = second(**values)
    assert "adoption-order" in [one.code for one in check_adoption(proposal, [LAWFUL], proposal.adoption)]


def test_one_edition_replaces_one():
    bodies = replace(LAWFUL, act=act(30, "author"), rulebook="xv-bodies", kinds=frozenset({"public-body"}))
    proposal = second(kinds=FIRMS | {"public-body"})
    assert "adoption-order" in [one.code for one in check_adoption(proposal, [LAWFUL, bodies], proposal.adoption)]


@pytest.mark.parametrize(("kinds", "expected"), [
    ({"company"}, ["adoption-unequal"]),
    ({"state-owned-enterprise"}, ["adoption-unequal"]),
    ({"company", "public-body"}, ["adoption-unequal"]),
    ({"state-owned-enterprise", "public-body"}, ["adoption-unequal"]),
    (FIRMS, []),
    (FIRMS | {"public-body"}, []),
    ({"public-body"}, []),
])  # fmt: skip
def test_companies_and_state_owned_enterprises_have_the_same_rules(kinds, expected):
    proposal = said(LAWFUL, kinds=frozenset(kinds))
    found = check_adoption(proposal, (), proposal.adoption)
    assert [one.code for one in found] == expected
    assert all("S18" in one.message and "both" in one.accepted for one in found)
    assert (lawful_editions([proposal]) == ()) is bool(expected), "such an adoption is void"


def test_no_editions_in_any_order_part_the_two():
    whole, bodies = LAWFUL, said(LAWFUL, act=act(30, "author"), rulebook="xv-bodies", kinds=frozenset({"public-body"}))
    apart = second(kinds=frozenset({"state-owned-enterprise"}))
    for editions in ([whole, apart], [apart, whole], [whole, bodies, apart], [whole, second()]):
        lawful = lawful_editions(editions)
        for day in (date(2024, 7, 1), date(2024, 7, 2), date(2024, 9, 1)):
            assert edition_on(lawful, "company", day) is edition_on(lawful, "state-owned-enterprise", day)


@pytest.mark.parametrize("values", [
    {"kinds": FIRMS | {"public-body"}},
    {"edition": 2},
    {"rulebook": "xv-other"},
    {"in_force_from": date(2024, 7, 3)},
])  # fmt: skip
def test_a_proposal_says_of_its_text_what_the_text_says(values):
    proposal = replace(LAWFUL, **values)
    assert "adoption-text" in [one.code for one in check_adoption(proposal, (), proposal.adoption)]
    for text in ("[]", "no rules"):
        other = replace(LAWFUL, text=text, digest=digest_of(text))
        assert [one.code for one in check_adoption(other, (), other.adoption)] == ["adoption-text"]


def test_what_follows_an_unlawful_edition_is_judged_without_it():
    void = replace(LAWFUL, approvals=())
    assert lawful_editions([void, second()]) == ()
    assert lawful_editions([replace(LAWFUL, adoption=None)]) == ()


def withdrawn(entry, officer, signed=True):
    return Withdrawal(act=act(entry, officer, signed=signed), reason=WithdrawalReason.MISTAKE)


@pytest.mark.parametrize(("withdrawal", "expected"), [
    (withdrawn(17, "author"), []),
    (withdrawn(17, "first"), []),
    (withdrawn(17, "keeper"), ["adoption-not-yours"]),
    (withdrawn(13, "first"), ["adoption-not-yours"]),
    (withdrawn(17, "author", signed=False), ["adoption-unsigned"]),
    (withdrawn(19, "author"), ["adoption-adopted"]),
])  # fmt: skip
def test_a_proposal_is_withdrawn_by_those_who_stand_for_it_and_before_it_is_law(withdrawal, expected):
    proposal = replace(LAWFUL, withdrawals=(withdrawal,))
    assert [one.code for one in check_withdrawal(proposal, withdrawal)] == expected
    assert (withdrawal_of(proposal) is withdrawal) is (expected == [])


def test_what_was_withdrawn_is_never_law_and_a_void_withdrawal_changes_nothing():
    ended = replace(LAWFUL, withdrawals=(withdrawn(17, "keeper"), withdrawn(17, "author")))
    assert [one.code for one in check_adoption(ended, (), ended.adoption)] == ["adoption-withdrawn"]
    assert lawful_editions([ended]) == ()
    void = replace(LAWFUL, withdrawals=(withdrawn(17, "keeper"), withdrawn(19, "author")))
    assert lawful_editions([void]) == (void,)
