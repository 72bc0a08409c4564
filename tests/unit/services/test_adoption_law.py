"""The law of adoption over a replayed log: what the software refuses to do, the audit finds where it was done."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sample_adoption import IN_FORCE, TODAY, Desk, codes, open_desk, opening, rules

from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.writing import NewEntry
from goodstanding.register.organizations import OrganizationKind
from goodstanding.services.adopting import Done, Refused
from goodstanding.services.adoption_law import AdoptionsAreLawful
from goodstanding.services.appending import append_batch

FIRMS = frozenset({OrganizationKind.COMPANY, OrganizationKind.STATE_OWNED_ENTERPRISE})


@pytest.fixture
def desk(tmp_path) -> Desk:
    return open_desk(tmp_path)


def found(desk):
    """What the audit finds over every entry of the log, in order."""
    check, store = AdoptionsAreLawful(None), desk.ports.store
    entries = (store.entry(seq) for seq in range(store.head().size))
    return [one for entry in entries for one in check.see(entry)]


def force(desk, officer="keeper", edition=1):
    """An adoption written past the software, signed by an officer."""
    acting = desk.acting(officer)
    proposal = next(one for one in desk.proposals() if one.edition == edition)
    entry = NewEntry(
        kind=Kind.RULEBOOK_ADOPTED,
        groups={"adoption": {"digest": proposal.digest}},
        actor=officer,
        sign=acting.sign,
        links=((Relation.PROPOSAL, proposal.act.entry),),
    )
    with desk.ports.store.writing() as writer:
        append_batch(desk.ports, writer, [entry], actor=officer, sign=acting.sign)
    return [one.message.partition(": ")[2] for one in found(desk)]


def test_a_lawful_adoption_gives_no_finding(desk):
    desk.adopt_whole(rules())
    desk.at(TODAY + timedelta(days=20))
    desk.adopt_whole(rules(edition=2, points=-5, in_force_from=IN_FORCE + timedelta(days=60)))
    assert len(desk.lawful()) == 2
    assert found(desk) == []


def test_an_adoption_of_nothing_but_a_proposal(desk):
    desk.propose(rules())
    messages = force(desk)
    assert len(messages) == 2
    assert "no impact assessment (S17)" in messages[0]
    assert "0 of 2 approvals" in messages[1]
    assert [one.code for one in found(desk)] == ["law-adoption"] * 2


@pytest.mark.parametrize("kinds", ["company", "state-owned-enterprise", "public-body, state-owned-enterprise"])
def test_rules_for_just_one_of_companies_and_state_owned_enterprises(desk, monkeypatch, kinds):
    apart = rules(kinds=kinds)
    assert codes(desk.propose(apart)) == ["adoption-unequal"], "thirty days before it could be adopted"
    assert desk.proposals() == ()
    with monkeypatch.context() as past:
        past.setattr("goodstanding.services.adopting.check_kinds", lambda *_: ())
        assert isinstance(desk.propose(apart), Done)
    desk.assess()
    for officer in ("first", "second"):
        assert isinstance(desk.approve(officer), Done)
    assert codes(desk.adopt()) == ["adoption-unequal"]
    assert force(desk) == ["Companies and state-owned enterprises would have different rules (S18)."]
    assert desk.lawful() == []
    law = desk.law_now()
    for kind in OrganizationKind:
        assert [one.official for one in law.reigns_of(kind)] == [False], "a void adoption gives nothing official"


def test_rules_for_both_are_law_for_both(desk):
    assert isinstance(desk.adopt_whole(rules()), Done)
    company, state = (desk.law_now().reigns_of(kind) for kind in sorted(FIRMS))
    assert company == state
    assert [one.official for one in company] == [False, True]


def test_an_adoption_whose_proposal_says_other_kinds_than_its_text(desk, monkeypatch):
    """One written by hand: the entry names both kinds, and the text would rate one of them alone."""
    from goodstanding.services import adopting

    told = adopting.print_proposal
    with monkeypatch.context() as past:
        past.setattr(adopting, "check_kinds", lambda *_: ())
        past.setattr(adopting, "print_proposal", lambda *said: told(*said[:4], FIRMS))
        assert isinstance(desk.propose(rules(kinds="company")), Done)
    desk.assess()
    for officer in ("first", "second"):
        assert isinstance(desk.approve(officer), Done)
    assert codes(desk.adopt()) == ["adoption-text"]
    assert force(desk) == ["What the proposal says of its text is not what the text says (S33)."]
    assert desk.lawful() == []


def test_an_adoption_with_one_approver_twice(desk):
    desk.propose(rules())
    desk.assess()
    desk.approve("first")
    assert ["1 of 2 approvals" in one for one in force(desk)] == [True]


def test_an_adoption_before_thirty_days_or_after_the_first_day(desk):
    desk.propose(rules(in_force_from=TODAY + timedelta(days=30)))
    desk.assess()
    for officer in ("first", "second"):
        desk.approve(officer)
    desk.at(TODAY + timedelta(days=31))
    messages = force(desk)
    assert ["30 days in the log" in messages[0], "before they were adopted" in messages[1]] == [True, True]


def test_an_adoption_that_other_codes_or_a_new_ground_make_dearer_backwards(desk):
    desk.adopt_whole(rules())
    strict = rules(edition=2, good=75, in_force_from="2024-10-01")
    renamed = tuple(replace(one, code=code) for one, code in zip(strict.grades, "PQ", strict=True))
    opens = opening(desk, rules(edition=3, in_force_from="2024-10-01"))
    for book in (replace(strict, grades=renamed), opens):
        assert isinstance(desk.adopt_whole(book), Refused)
        assert (
            force(desk, edition=book.edition)[-1]
            == "Earlier conduct would cost 3 organizations more than before (S14)."
        )
    assert desk.lawful() == ["xv-tiny:1"]


def test_what_was_found_once_is_not_found_again(desk):
    desk.propose(rules())
    force(desk)
    assert isinstance(desk.propose(rules(edition=2)), Done)
    assert len(found(desk)) == 2


def withdraw_past_the_software(desk, officer):
    proposal, acting = desk.proposals()[0], desk.acting(officer)
    entry = NewEntry(
        kind=Kind.RULEBOOK_WITHDRAWN,
        groups={"withdrawal": {"digest": proposal.digest, "reason": "mistake"}},
        actor=officer,
        sign=acting.sign,
        links=((Relation.PROPOSAL, proposal.act.entry),),
    )
    with desk.ports.store.writing() as writer:
        append_batch(desk.ports, writer, [entry], actor=officer, sign=acting.sign)


def test_an_adoption_of_what_was_withdrawn(desk):
    desk.propose(rules())
    desk.assess()
    for officer in ("first", "second"):
        desk.approve(officer)
    assert isinstance(desk.withdraw("second"), Done)
    assert found(desk) == []
    assert force(desk) == ["The proposal was withdrawn before (consultation)."]
    assert desk.lawful() == []


def test_a_withdrawal_by_somebody_else_or_after_the_adoption_is_void(desk):
    desk.propose(rules())
    withdraw_past_the_software(desk, "keeper")
    assert [one.message.partition(": ")[2] for one in found(desk)] == [
        "A proposal is withdrawn by its author or by an officer who approved it."
    ]
    desk.assess()
    for officer in ("first", "second"):
        desk.approve(officer)
    assert isinstance(desk.adopt(), Done)
    withdraw_past_the_software(desk, "author")
    assert desk.lawful() == ["xv-tiny:1"]
    assert len(found(desk)) == 2
