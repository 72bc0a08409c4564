"""Who may do what, as a table that a jurist can read; whose mandate counts; and who is independent of whom."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sample_moves import moves
from sample_proceeding import (
    AFFILIATE,
    AUTHORITIES,
    DIGEST,
    LAW,
    MANDATES,
    MODEL,
    RESPONDENT,
    START,
    Hand,
    authority,
    mandate,
    opened,
    situation,
)

from goodstanding.proceedings import acts
from goodstanding.proceedings.act_names import act_name, name_of
from goodstanding.proceedings.acts import Act, Channel, Outcome, Paper, Ruling
from goodstanding.proceedings.authorities import (
    FUNCTION_OF_ROLE,
    MARKED,
    MOST_LEVELS,
    EnrolledAuthority,
    Function,
    Mandate,
    Role,
    are_independent,
    chain,
    independent_bodies,
    is_in_own_case,
)
from goodstanding.proceedings.machine import objections, step
from goodstanding.proceedings.orders import OrderVerified
from goodstanding.proceedings.permissions import PERMITTED, roles_of
from goodstanding.proceedings.procedure import Procedure, Requirement
from goodstanding.proceedings.situation import Actor, Refusal
from goodstanding.values.errors import MisuseError

DAY = timedelta(days=1)
CASE = Actor(officer="case", mandates=(MANDATES["case"],))

#: Every act of every role; stepping back is everybody's.
ACTS_OF = {
    Role.CASE_OFFICER: """
        closed file-released notice-prepared opened proposed received reply-extended review-opened sent""",
    Role.DECIDING_OFFICER: """
        closed decided exception-granted hearing-held provisional-ended provisional-ordered reply-extended""",
    Role.SECOND_SIGNATORY: """
        decision-approved exception-approved forgery-approved notice-approved provisional-approved
        rehabilitation-approved""",
    Role.APPEAL_BODY: """
        appeal-admitted appeal-decided provisional-ended provisional-upheld stay-ended stay-ordered""",
    Role.COURT: "court-ruled provisional-ended stay-ended stay-ordered",
    Role.REHABILITATION_ASSESSOR: "rehabilitation-answered rehabilitation-decided report-answered review-opened",
    Role.REGISTER_KEEPER: "order-verified",
    Role.SAFEGUARDS_OFFICER: "publication-stopped stop-released",
    Role.REPRESENTATIVE: """
        appeal-lodged conditions-reported non-receipt-claimed order-filed provisional-appealed rehabilitation-applied
        replied""",
}
OF_THE_OFFICE = {
    Role.CASE_OFFICER,
    Role.DECIDING_OFFICER,
    Role.SECOND_SIGNATORY,
    Role.REHABILITATION_ASSESSOR,
    Role.REGISTER_KEEPER,
    Role.SAFEGUARDS_OFFICER,
}


@pytest.mark.parametrize("role", Role)
def test_a_role_has_these_acts_and_no_others(role: Role) -> None:
    found = {act_name(kind.__new__(kind)) for kind, roles in PERMITTED.items() if role in roles}
    assert found == {"recused", *ACTS_OF.get(role, "").split()}


def narrowed(**changed: frozenset[Role] | None) -> Procedure:
    """The model law with these steps given to other roles, or left out."""
    told = {name.replace("_", "-"): roles for name, roles in changed.items()}
    steps = {name: roles for name, roles in {**MODEL.steps, **told}.items() if roles is not None}
    return replace(MODEL, steps=steps)


CLOSED, EXTENDED = acts.Closed(because=acts.Because.SETTLED), acts.ReplyExtended(because=acts.Because.FILE_VOLUMINOUS)
CASE_ALONE, DECIDER_ALONE = frozenset({Role.CASE_OFFICER}), frozenset({Role.DECIDING_OFFICER})


@pytest.mark.parametrize("act", [CLOSED, EXTENDED], ids=act_name)
def test_rules_give_a_step_to_fewer_roles_and_the_others_are_refused_by_the_article_of_competence(act: Act) -> None:
    name = act_name(act).replace("-", "_")
    for roles, does, does_not in ((CASE_ALONE, "case", "decider"), (DECIDER_ALONE, "decider", "case")):
        hand = Hand().open().notify()
        hand.now = replace(hand.now, procedure=narrowed(**{name: roles}))
        found = hand.do(act, does_not)
        assert isinstance(found, Refusal)
        assert (found.requirement, found.article) == (Requirement.COMPETENCE, "Integrity Proceedings Act, art. 4")
        assert "mandate" in found.message
        hand.must(act, does)


def test_a_step_that_rules_leave_out_is_nobody_s() -> None:
    hand = Hand().open().notify()
    hand.now = replace(hand.now, procedure=narrowed(closed=None))
    for officer in ("case", "decider"):
        found = hand.do(CLOSED, officer)
        assert isinstance(found, Refusal)
        assert (found.requirement, found.article) == (Requirement.COMPETENCE, "Integrity Proceedings Act, art. 4")
        assert found.message == "The rules of this file give this act to nobody."
    assert isinstance(step(situation(procedure=narrowed(opened=None)), opened(), CASE), Refusal)


@pytest.mark.parametrize("kind", PERMITTED, ids=name_of)
def test_rules_that_do_not_say_who_takes_a_step_mean_all_that_is_lawful_and_none_mean_more(kind: type[Act]) -> None:
    assert roles_of(replace(MODEL, steps=None), kind) == PERMITTED[kind]
    everybody = replace(MODEL, steps=dict.fromkeys(MODEL.steps, frozenset(Role)))
    assert roles_of(everybody, kind) == PERMITTED[kind]
    assert roles_of(replace(MODEL, steps={}), kind) == frozenset()


def test_rules_that_give_a_step_to_a_role_beyond_what_is_lawful_give_it_nothing() -> None:
    hand = Hand().open()
    hand.now = replace(hand.now, procedure=narrowed(file_released=CASE_ALONE | DECIDER_ALONE))
    released = acts.FileReleased(index=DIGEST, exculpatory_included=True)
    assert isinstance(hand.do(released, "decider"), Refusal)
    hand.must(released, "case")


def test_a_role_belongs_to_an_authority_of_its_function() -> None:
    functions = dict.fromkeys(OF_THE_OFFICE, Function.INTEGRITY_OFFICE)
    own = {Role.APPEAL_BODY: Function.APPEAL_BODY, Role.COURT: Function.COURT}
    assert {role: FUNCTION_OF_ROLE[role] for role in (*functions, *own)} == functions | own
    assert Role.REPRESENTATIVE not in FUNCTION_OF_ROLE
    assert set(ACTS_OF) <= MARKED


@pytest.mark.parametrize("role", sorted(OF_THE_OFFICE))
def test_an_authority_without_the_function_gives_no_role(role: Role) -> None:
    others = AUTHORITIES | {"office": authority("office", "ministry", Function.RECORDING)}
    hand = Hand().open()
    for act in moves(hand):
        if role in PERMITTED[type(act)]:
            actor = Actor(officer="any", mandates=(mandate("any", role),))
            found = step(replace(hand.now, authorities=others), act, actor)
            assert isinstance(found, Refusal)
            assert found.requirement is Requirement.COMPETENCE


def test_a_step_names_role_authority_day_and_the_law_that_its_clocks_were_counted_by() -> None:
    hand = Hand().open()
    first = hand.now.case.steps[0]
    assert (first.seq, first.actor, first.role, first.authority) == (100, "case", Role.CASE_OFFICER, "office")
    assert (first.on, first.started, first.stopped, first.law, first.calendar) == (START, (), (), "", "")
    received = hand.notify().now.case.steps[-1]
    assert received.started
    assert (received.law, received.calendar) == (LAW, hand.now.calendar.edition)
    hand.must(acts.Replied(document=DIGEST, hearing=False, publish=False))
    reply = hand.now.case.steps[-1]
    assert (reply.role, reply.authority) == (Role.REPRESENTATIVE, "")
    ended = Hand().open().notify()
    ended.must(acts.Closed(because=acts.Because.SETTLED))
    closing = ended.now.case.steps[-1]
    assert closing.stopped
    assert (closing.started, closing.law, closing.calendar) == ((), "", "")


def test_a_refusal_names_act_requirement_and_article() -> None:
    found = step(situation(), opened(), Actor(officer="nobody", mandates=()))
    assert isinstance(found, Refusal)
    assert (found.act, found.requirement) == (acts.Opened, Requirement.COMPETENCE)
    assert found.article == "Integrity Proceedings Act, art. 4"
    assert found.message


def test_of_several_mandates_the_first_that_covers_the_act_counts() -> None:
    other = authority("another-office", "", Function.INTEGRITY_OFFICE)
    now = replace(situation(), authorities=AUTHORITIES | {"another-office": other})
    held = (
        mandate("case", Role.SECOND_SIGNATORY),
        mandate("case", Role.CASE_OFFICER, "another-office"),
        replace(MANDATES["case"], from_on=START + DAY),
        replace(MANDATES["case"], until_on=START - DAY),
        replace(MANDATES["case"], officer="another"),
    )
    found = step(now, opened(), Actor(officer="case", mandates=held))
    assert isinstance(found, Refusal)
    assert found.requirement is Requirement.COMPETENCE
    done = step(now, opened(), Actor(officer="case", mandates=(*held, MANDATES["case"])))
    assert not isinstance(done, Refusal)
    # Of an entry it has no number yet.
    assert (done.role, done.authority, done.seq) == (Role.CASE_OFFICER, "office", -1)
    both = (mandate("x", Role.DECIDING_OFFICER), mandate("x", Role.CASE_OFFICER))
    hand = Hand().open()
    for held in (both, both[::-1]):
        closed = step(hand.now, acts.Closed(because=acts.Because.SETTLED), Actor(officer="x", mandates=held))
        assert not isinstance(closed, Refusal)
        assert closed.role is Role.CASE_OFFICER


def test_who_holds_two_mandates_stays_in_the_role_in_which_it_acted() -> None:
    hand = Hand().open().notify()
    hand.must(acts.Replied(document=DIGEST, hearing=True, publish=False))
    hand.must(acts.HearingHeld(minutes=DIGEST))
    both = (replace(MANDATES["case"], officer="decider"), MANDATES["decider"])
    for act in (acts.Closed(because=acts.Because.SETTLED), acts.Recused()):
        done = step(hand.now, act, Actor(officer="decider", mandates=both))
        assert not isinstance(done, Refusal), str(done)
        assert done.role is Role.DECIDING_OFFICER
    # Another role is still none for whoever acted in this one.
    found = step(
        hand.now, acts.FileReleased(index=DIGEST, exculpatory_included=True), Actor(officer="decider", mandates=both)
    )
    assert isinstance(found, Refusal)
    assert found.requirement is Requirement.FOUR_EYES


def test_a_mandate_holds_from_its_first_to_its_last_day() -> None:
    first, last = date(2026, 3, 1), date(2026, 3, 31)
    bounded = Mandate(officer="a", role=Role.COURT, authority="c", from_on=first, until_on=last)
    days = (first - DAY, first, last, last + DAY)
    assert [bounded.holds_on(day) for day in days] == [False, True, True, False]
    assert [replace(bounded, until_on=None).holds_on(day) for day in days] == [False, True, True, True]


def test_an_officer_of_another_office_does_nothing_in_the_file() -> None:
    other = AUTHORITIES | {"another-office": authority("another-office", "", Function.INTEGRITY_OFFICE)}
    hand = Hand().open()
    actor = Actor(officer="case", mandates=(mandate("case", Role.CASE_OFFICER, "another-office"),))
    found = step(
        replace(hand.now, authorities=other), acts.FileReleased(index=DIGEST, exculpatory_included=True), actor
    )
    assert isinstance(found, Refusal)
    assert found.requirement is Requirement.COMPETENCE


def test_appeal_bodies_and_courts_are_outside_of_whoever_recorded_too() -> None:
    """`regulator` recorded what the file rests on: a tribunal below it, or with one ministry above both, has no say."""
    hand = Hand().to_standstill().appeal()
    for code, role, act in (
        ("tribunal", Role.APPEAL_BODY, acts.AppealDecided(appeal=hand.appeal_of(), ruling=Ruling.UPHELD)),
        ("high-court", Role.COURT, acts.CourtRuled(ruling=Ruling.ANNULLED)),
    ):
        function = FUNCTION_OF_ROLE[role]
        below = AUTHORITIES | {code: authority(code, "regulator", function)}
        found = step(
            replace(hand.now, authorities=below), act, Actor(officer="j", mandates=(mandate("j", role, code),))
        )
        assert isinstance(found, Refusal)
        assert found.requirement is Requirement.COMPETENCE
        done = step(hand.now, act, Actor(officer="j", mandates=(mandate("j", role, code),)))
        assert not isinstance(done, Refusal)


def test_a_representative_claims_for_its_own_party_alone() -> None:
    hand = Hand().open(affiliates=(AFFILIATE,))
    hand.must(acts.FileReleased(index=DIGEST, exculpatory_included=True))
    hand.must(acts.NoticePrepared(document=DIGEST, gravest=Outcome.LISTING, consequences=()))
    hand.must(acts.NoticeApproved(document=DIGEST))
    for party in (RESPONDENT, AFFILIATE):
        hand.must(acts.Sent(paper=Paper.NOTICE, party=party, channel=Channel.PORTAL, consent=DIGEST, proof=DIGEST))
    claim = acts.NonReceiptClaimed(paper=Paper.NOTICE, party=AFFILIATE)
    found = hand.do(claim, "lawyer")
    assert isinstance(found, Refusal)
    assert found.requirement is Requirement.COMPETENCE
    hand.must(claim, "affiliate-lawyer")
    elsewhere = mandate("l", Role.REPRESENTATIVE, "", organization=999)
    for act in (acts.NonReceiptClaimed(paper=Paper.NOTICE, party=999), acts.OrderFiled(document=DIGEST), opened()):
        now = situation() if isinstance(act, acts.Opened) else hand.now
        assert isinstance(step(now, act, Actor(officer="l", mandates=(elsewhere,))), Refusal)


def test_one_officer_never_holds_two_marked_roles_in_a_file() -> None:
    hand = Hand().open()
    for role in MARKED - {Role.REPRESENTATIVE}:
        code = {Role.APPEAL_BODY: "tribunal", Role.COURT: "high-court"}.get(role, "office")
        twice = Actor(officer="case", mandates=(mandate("case", role, code),))
        found = {one for one, _ in objections(hand.now, acts.Recused(), twice)}
        assert (Requirement.FOUR_EYES in found) is (role is not Role.CASE_OFFICER)
    keeper = Actor(officer="case", mandates=(mandate("case", Role.REGISTER_KEEPER),))
    asked = {one for one, _ in objections(hand.now, OrderVerified(genuine=True, answer=DIGEST), keeper)}
    assert Requirement.FOUR_EYES in asked


def test_who_stepped_back_is_the_one_who_does_nothing_more() -> None:
    hand = Hand().open()
    hand.must(acts.Recused(), "second")
    hand.must(acts.FileReleased(index=DIGEST, exculpatory_included=True), "case")
    back = hand.do(acts.Recused(), "second")
    assert isinstance(back, Refusal)
    assert back.requirement is Requirement.CONFLICT


def test_a_body_above_or_below_a_party_holds_no_role_and_a_representative_is_no_body() -> None:
    hand = Hand().open(affiliates=(AFFILIATE,))
    for code, party in (("office", RESPONDENT), ("ministry", RESPONDENT), ("office", AFFILIATE)):
        own = AUTHORITIES | {code: replace(AUTHORITIES[code], organization=party)}
        released = acts.FileReleased(index=DIGEST, exculpatory_included=True)
        found = step(replace(hand.now, authorities=own), released, Actor(officer="case", mandates=(MANDATES["case"],)))
        assert isinstance(found, Refusal)
        assert found.requirement is Requirement.CONFLICT
        reply = step(
            replace(hand.now, authorities=own), acts.OrderFiled(document=DIGEST),
            Actor(officer="lawyer", mandates=(MANDATES["lawyer"],)),
        )  # fmt: skip
        assert not isinstance(reply, Refusal)


def test_after_the_end_a_court_speaks_and_nothing_adverse_happens() -> None:
    ended = Hand().to_listed().on(date(2028, 1, 1))
    for act in moves(ended):
        found = ended.do(act) if not isinstance(act, acts.CourtRuled | acts.Recused | acts.StayEnded) else None
        assert found is None or isinstance(found, Refusal), act
        ended = Hand().to_listed().on(date(2028, 1, 1))
    ended.must(acts.CourtRuled(ruling=Ruling.ANNULLED))


def test_a_step_on_the_day_of_the_last_one_is_not_dated_back() -> None:
    hand = Hand().open()
    released = acts.FileReleased(index=DIGEST, exculpatory_included=True)
    hand.on(START).must(released)
    with pytest.raises(MisuseError):
        hand.on(START - DAY).do(released)


# Independence --------------------------------------------------------------------------------------------------------


def tree(**parents: str) -> dict[str, EnrolledAuthority]:
    return {code: authority(code, parent, Function.COURT) for code, parent in parents.items()}


def test_a_chain_goes_up_and_ends_at_the_root_an_unknown_one_or_itself() -> None:
    known = tree(a="b", b="c", c="", d="unknown", e="f", f="e")
    assert [chain(known, code) for code in ("a", "c", "d", "x", "", "e")] == [
        ("a", "b", "c"), ("c",), ("d",), (), (), ("e", "f"),
    ]  # fmt: skip
    deep = {f"n{n}": authority(f"n{n}", f"n{n + 1}") for n in range(MOST_LEVELS + 5)}
    assert chain(deep, "n0") == tuple(f"n{n}" for n in range(MOST_LEVELS))


def test_two_are_independent_that_share_nothing_and_are_both_known() -> None:
    known = tree(state="", left="state", right="state", leaf="left", alone="")
    assert are_independent(known, "leaf", "alone")
    assert are_independent(known, "alone", "right")
    for one, other in (("left", "right"), ("leaf", "left"), ("leaf", "leaf"), ("leaf", "x"), ("x", "leaf"), ("x", "y")):
        assert not are_independent(known, one, other)


def test_independent_bodies_have_the_function_and_are_independent_of_all() -> None:
    known = tree(b="", a="", below="office") | {
        "office": authority("office", "", Function.INTEGRITY_OFFICE),
        "tribunal": authority("tribunal", "", Function.APPEAL_BODY),
    }
    assert independent_bodies(known, Function.COURT, frozenset({"office"})) == ("a", "b")
    assert independent_bodies(known, Function.COURT, frozenset({"office", "a"})) == ("b",)
    assert independent_bodies(known, Function.APPEAL_BODY, frozenset({"office"})) == ("tribunal",)
    assert independent_bodies(known, Function.COURT, frozenset({"unknown"})) == ()
    assert independent_bodies(known, Function.COURT, frozenset()) == ("a", "b", "below")


def test_a_case_is_one_s_own_where_one_above_or_below_is_a_party() -> None:
    known = tree(top="", middle="top", low="middle", side="top", alone="")
    for party, own in (
        ("top", {"top", "middle", "low", "side"}),
        ("middle", {"top", "middle", "low"}),
        ("low", {"top", "middle", "low"}),
        ("alone", {"alone"}),
    ):
        of = known | {party: replace(known[party], organization=7)}
        assert {code for code in known if is_in_own_case(of, code, frozenset({7}))} == own
        assert not any(is_in_own_case(of, code, frozenset({8})) for code in known)
    assert not is_in_own_case(known, "top", frozenset())
