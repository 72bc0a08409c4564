"""Proposals as the entries tell them: texts put together, acts dated by their heads, strange entries refused."""

from dataclasses import replace
from datetime import date

import pytest

from goodstanding.ledger.adoptions import (
    PART,
    Figures,
    digest_of,
    fold_adoptions,
    named,
    print_figures,
    print_parts,
    print_proposal,
)
from goodstanding.ledger.entries import Entry, Envelope, Kind, Relation
from goodstanding.values.errors import VerificationError

FIGURES = Figures(
    impact="e" * 64, replaces="", size=9, effective=date(2024, 7, 2), organizations=3, moved=1, better=0, worse=1,
    across=0, harmed=0, rewritten=0, expectations=4, failed=0, singled_out=("P-1",),
    groups=(("kind", "company", 3, 1),),
)  # fmt: skip


def entry(seq, kind, groups, *links, actor="author", batch=10, signature="x"):
    commitments = dict.fromkeys(groups, "")
    envelope = Envelope(kind=kind, batch=batch, actor=actor, commitments=commitments, links=links, signature=signature)
    return Entry(seq=seq, envelope=envelope, values=groups)


def closing(seq, at="2024-06-01T12:00:00Z", batch=10):
    return entry(seq, Kind.BATCH_CLOSED, {"batch": {"recorded_at": at}}, batch=batch)


def proposed(content="{}", tests="cases"):
    about = print_proposal("xv-tiny", 1, digest_of(content), date(2024, 7, 2), ["company"])
    first, *rest = print_parts(content, tests)
    entries = [entry(10, Kind.RULEBOOK_PROPOSED, {"rulebook": about, "text": first})]
    own = (Relation.PROPOSAL, 10)
    entries += [entry(11 + place, Kind.RULEBOOK_CONTINUED, {"text": part}, own) for place, part in enumerate(rest)]
    return [*entries, closing(11 + len(rest))]


def test_a_long_text_is_put_together_again():
    content, tests = "a" * (2 * PART + 1), "b" * (PART + 1)
    (found,) = fold_adoptions(proposed(content, tests))
    assert (found.text, found.tests, found.is_whole, found.name) == (content, tests, True, "xv-tiny:1")
    assert (found.act.officer, found.act.recorded_at, found.kinds) == ("author", "2024-06-01T12:00:00Z", {"company"})


def test_acts_are_dated_by_the_head_of_their_batch():
    own, about = (Relation.PROPOSAL, 10), {"approval": {"digest": "d"}}
    entries = [
        *proposed(),
        entry(20, Kind.RULEBOOK_ASSESSED, {"assessment": print_figures(FIGURES)}, own, actor="keeper"),
        closing(21, "2024-06-02T12:00:00Z"),
        entry(22, Kind.RULEBOOK_APPROVED, about, own, (Relation.ASSESSMENT, 20), actor="first", signature=""),
        closing(23, "2024-06-03T12:00:00Z"),
        entry(24, Kind.RULEBOOK_ADOPTED, {"adoption": {"digest": "d"}}, own, actor="keeper"),
    ]
    (found,) = fold_adoptions(entries)
    assert found.assessment is not None
    assert found.assessment.figures == FIGURES
    assert [one.act.recorded_at[:10] for one in found.assessments] == ["2024-06-02"]
    assert [(one.act.officer, one.act.signed, one.assessment) for one in found.approvals] == [("first", False, 20)]
    assert found.adoption is not None
    assert (found.adoption.officer, found.adoption.recorded_at) == ("keeper", "")
    assert named([found], "xv-tiny:1") is found
    assert named([found], "xv-tiny:2") is None


@pytest.mark.parametrize("change", [{"actor": "other"}, {"batch": 20}])
def test_nobody_adds_to_a_proposal_afterwards(change):
    more = entry(20, Kind.RULEBOOK_CONTINUED, {"text": {"rulebook": " "}}, (Relation.PROPOSAL, 10), **change)
    with pytest.raises(VerificationError):
        fold_adoptions([*proposed(), more])


def test_what_is_about_no_proposal_or_is_not_what_it_should_be_is_refused():
    own = (Relation.PROPOSAL, 10)
    with pytest.raises(VerificationError):
        fold_adoptions([entry(20, Kind.RULEBOOK_ADOPTED, {"adoption": {}}, own)])
    figures = print_figures(FIGURES)
    for broken in ({"size": -1}, {"groups": [["kind"]]}, {"singled_out": "P-1"}, {"harmed": "0"}):
        strange = entry(20, Kind.RULEBOOK_ASSESSED, {"assessment": figures | broken}, own)
        with pytest.raises(VerificationError):
            fold_adoptions([*proposed(), strange])


def test_a_withdrawal_has_one_of_the_closed_reasons():
    own = (Relation.PROPOSAL, 10)
    told = entry(20, Kind.RULEBOOK_WITHDRAWN, {"withdrawal": {"digest": "d", "reason": "impact"}}, own)
    (found,) = fold_adoptions([*proposed(), told, closing(21, "2024-06-02T12:00:00Z")])
    assert [(one.reason, one.act.recorded_at[:10]) for one in found.withdrawals] == [("impact", "2024-06-02")]
    with pytest.raises(VerificationError):
        fold_adoptions([*proposed(), replace(told, values={"withdrawal": {"digest": "d", "reason": "a person"}})])


def test_an_erased_entry_says_nothing_any_more():
    first, *rest = proposed()
    assert fold_adoptions([replace(first, values={}), rest[-1]]) == ()
