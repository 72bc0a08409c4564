"""Exceptions for compelling reasons: by two, of one consequence, at named public money, never against anybody."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sample_moves import TENDER
from sample_proceeding import AFFILIATE, RESPONDENT, Hand, milder

from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Outcome, Ruling
from goodstanding.proceedings.consequences import ConsequenceCode
from goodstanding.proceedings.deciding import LONGEST_TEXT
from goodstanding.proceedings.exceptions import LONGEST_NAME, Exempted, exceptions_on
from goodstanding.proceedings.files import CaseFile
from goodstanding.proceedings.procedure import Requirement
from goodstanding.proceedings.situation import Refusal
from goodstanding.proceedings.stages import listing_on
from goodstanding.proceedings.waiting import waiting_for_signature

DAY = timedelta(days=1)
END = date(2028, 1, 1)
GRANT = acts.ExceptionGranted(party=RESPONDENT, code=TENDER, public_money="XV-TENDER-1", reason="No other makes it.")


def granted(hand: Hand, act: acts.ExceptionGranted = GRANT) -> Hand:
    hand.must(act)
    hand.must(approval(hand))
    return hand


def approval(hand: Hand) -> acts.ExceptionApproved:
    found = hand.now.case.last_of(acts.ExceptionGranted)
    assert found is not None
    return acts.ExceptionApproved(exception=found[0].seq)


def held(hand: Hand, day: date | None = None) -> tuple[Exempted, ...]:
    return exceptions_on(hand.now.case, day or hand.now.today)


def refused(hand: Hand, act: acts.Act, officer: str | None = None) -> Requirement:
    found = hand.do(act, officer)
    assert isinstance(found, Refusal), found
    return found.requirement


def test_an_exception_holds_from_its_second_signature_to_its_end_and_the_listing_stays() -> None:
    hand = Hand().to_listed()
    before = listing_on(hand.now.case, hand.now.today)
    hand.must(replace(GRANT, until=date(2027, 3, 1)))
    assert held(hand) == ()
    assert waiting_for_signature(hand.now.case) == approval(hand)
    hand.on(hand.now.today + DAY)
    hand.must(approval(hand))
    since = hand.now.today
    (one,) = held(hand)
    assert (one.party, one.code, one.public_money, one.reason) == (RESPONDENT, TENDER, "XV-TENDER-1", GRANT.reason)
    assert (one.since, one.until, one.entry) == (since, date(2027, 3, 1), approval(hand).exception)
    assert [bool(held(hand, day)) for day in (since - DAY, since, one.until - DAY, one.until)] == [
        False, True, True, False,
    ]  # fmt: skip
    assert listing_on(hand.now.case, since) == before


def test_without_an_end_of_its_own_it_ends_with_the_listing() -> None:
    hand = granted(Hand().to_listed())
    assert held(hand)[0].until == END
    assert [bool(held(hand, day)) for day in (END - DAY, END)] == [True, False]
    hand.must(acts.CourtRuled(ruling=Ruling.VARIED, until=date(2027, 6, 1)))
    assert held(hand)[0].until == date(2027, 6, 1)


@pytest.mark.parametrize(
    ("changed", "requirement"),
    [
        ({"code": ConsequenceCode.FUNDING_EXCLUSION}, Requirement.CONSEQUENCES),
        ({"party": AFFILIATE}, Requirement.CONSEQUENCES),
        ({"public_money": " "}, Requirement.CONSEQUENCES),
        ({"public_money": "x" * (LONGEST_NAME + 1)}, Requirement.CONSEQUENCES),
        ({"reason": "\t"}, Requirement.REASONS),
        ({"reason": "x" * (LONGEST_TEXT + 1)}, Requirement.REASONS),
        ({"until": END + DAY}, Requirement.TERM),
        ({"until": date(2020, 1, 1)}, Requirement.TERM),
    ],
)
def test_what_it_takes(changed: dict[str, object], requirement: Requirement) -> None:
    hand = Hand().to_listed()
    assert refused(hand, replace(GRANT, **changed)) is requirement


def test_what_it_takes_is_taken() -> None:
    for changed in (
        {"public_money": "x" * LONGEST_NAME, "reason": "x" * LONGEST_TEXT},
        {"until": END},
        {"until": Hand().to_listed().now.today + DAY},
    ):
        assert held(granted(Hand().to_listed(), replace(GRANT, **changed)))
    today = Hand().to_listed().now.today
    assert refused(Hand().to_listed(), replace(GRANT, until=today)) is Requirement.TERM


def test_only_of_an_approved_listing_that_lasts() -> None:
    assert refused(Hand().open(), GRANT) is Requirement.ORDER
    warned = Hand().open()
    warned.notify().wait_for_window().decide(milder(Outcome.WARNING))
    assert refused(warned, GRANT) is Requirement.ORDER
    assert refused(Hand().to_listed().on(END), GRANT) is Requirement.ORDER
    assert held(granted(Hand().to_standstill()))


def test_the_deciding_officer_grants_and_another_signs() -> None:
    hand = Hand().to_listed()
    for officer in ("case", "second", "lawyer", "court", "keeper", "guard"):
        assert refused(hand, GRANT, officer) is Requirement.COMPETENCE
    hand.must(GRANT)
    for officer in ("case", "decider", "lawyer"):
        assert refused(hand, approval(hand), officer) is Requirement.COMPETENCE


def test_the_last_that_was_granted_is_signed_once() -> None:
    hand = Hand().to_listed()
    assert refused(hand, acts.ExceptionApproved(exception=0)) is Requirement.ORDER
    hand.must(GRANT)
    first = approval(hand)
    hand.must(replace(GRANT, public_money="XV-TENDER-2"))
    assert refused(hand, first) is Requirement.ORDER
    hand.must(approval(hand))
    assert refused(hand, approval(hand)) is Requirement.ORDER
    assert [one.public_money for one in held(hand)] == ["XV-TENDER-2"]
    assert refused(hand, replace(GRANT, public_money="XV-TENDER-2")) is Requirement.ORDER
    granted(hand)
    assert [one.public_money for one in held(hand)] == ["XV-TENDER-2", "XV-TENDER-1"]


def test_it_is_not_signed_when_it_is_over() -> None:
    hand = Hand().to_listed()
    end = hand.now.today + 3 * DAY
    hand.must(replace(GRANT, until=end))
    before = Hand(hand.now).on(end - DAY)
    assert refused(hand.on(end), approval(hand)) is Requirement.TERM
    before.must(approval(before))


def test_a_decision_that_is_void_takes_its_exceptions_along() -> None:
    hand = granted(Hand().to_listed())
    hand.must(acts.CourtRuled(ruling=Ruling.REMITTED))
    assert held(hand) == ()
    assert exceptions_on(CaseFile(steps=hand.now.case.steps[:1]), hand.now.today) == ()
