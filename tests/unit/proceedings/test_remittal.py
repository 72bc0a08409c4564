"""S14, S37: what follows a remittal is never graver, longer or harder than what stood; what is over stays over."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sample_moves import unlawful
from sample_proceeding import DIGEST, MODEL, Hand, conditions, held_back, milder, verdict

from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Outcome, Paper, Ruling
from goodstanding.proceedings.conditions import ReportAnswered
from goodstanding.proceedings.consequences import ConsequenceCode
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.procedure import Requirement
from goodstanding.proceedings.situation import Refusal
from goodstanding.proceedings.stages import Stage, end_of, listing_on

DAY = timedelta(days=1)
REMITTED = acts.CourtRuled(ruling=Ruling.REMITTED)
EARLY, LATE = date(2026, 12, 1), date(2028, 1, 1)


def refused(hand: Hand, act: acts.Act, requirement: Requirement = Requirement.APPEAL) -> None:
    found = hand.do(act)
    assert isinstance(found, Refusal), found
    assert (found.requirement, found.article) == (requirement, MODEL.article(requirement)), str(found)


def decided(with_: acts.Verdict) -> Hand:
    return Hand().open().notify().wait_for_window().decide(with_).serve(Paper.DECISION)


def remitted(with_: acts.Verdict) -> Hand:
    hand = decided(with_).appeal()
    hand.rule(Ruling.REMITTED)
    return hand


@pytest.mark.parametrize("outcome", [Outcome.NO_ACTION, Outcome.WARNING])
def test_an_own_appeal_never_makes_the_outcome_graver(outcome: Outcome):
    hand = remitted(milder(outcome))
    refused(hand, acts.Proposed(verdict=verdict()))
    refused(hand, acts.Proposed(verdict=held_back(hand.now.today + 40 * DAY)))
    hand.decide(milder(outcome)).serve(Paper.DECISION)
    assert hand.pass_days(40).stage is Stage.CONCLUDED


def test_an_own_appeal_never_makes_a_listing_longer_or_fuller():
    hand = remitted(verdict(until=EARLY))
    more = (ConsequenceCode.TENDER_EXCLUSION, ConsequenceCode.FUNDING_EXCLUSION)
    refused(hand, acts.Proposed(verdict=verdict(until=EARLY + DAY)), Requirement.TERM)
    refused(hand, acts.Proposed(verdict=verdict(until=EARLY, consequences=more)))
    hand.decide(verdict(until=EARLY)).serve(Paper.DECISION).pass_days(40)
    assert listing_on(hand.now.case, hand.now.today).until == EARLY
    assert list(unlawful(hand)) == []


def test_a_listing_that_was_shortened_is_not_long_again():
    hand = decided(verdict()).pass_days(35)
    hand.must(acts.CourtRuled(ruling=Ruling.VARIED, until=EARLY))
    hand.must(REMITTED)
    refused(hand, acts.Proposed(verdict=verdict()), Requirement.TERM)
    assert end_of(hand.now.case) == EARLY


def test_conditions_stay_as_they_were_and_those_fulfilled_are_not_set_again():
    first, second = date(2026, 9, 1), date(2026, 10, 1)
    hand = decided(held_back(first, second))
    hand.report(1).must(ReportAnswered(fulfilled=(1,), reason="Seen."))
    hand.must(REMITTED)
    refused(hand, acts.Proposed(verdict=verdict()))
    refused(hand, acts.Proposed(verdict=held_back(first, second)))
    left = conditions(first, second)[1:]
    hand.decide(verdict(outcome=Outcome.CONDITIONAL_NON_LISTING, conditions=left))
    assert hand.stage is Stage.MONITORED
    done = decided(held_back(first))
    done.report(1).must(ReportAnswered(fulfilled=(1,), reason="Seen."))
    done.must(REMITTED)
    refused(done, acts.Proposed(verdict=held_back(first)))
    done.decide(milder(Outcome.WARNING))


def test_a_remittal_amid_a_breach_goes_back_to_what_was_agreed():
    first = date(2026, 4, 20)
    hand = decided(held_back(first)).pass_days(90)
    hand.notify_breach(1).must(REMITTED)
    hand.wait_for_window()
    refused(hand, acts.Proposed(verdict=verdict()))
    hand.must(acts.Proposed(verdict=milder(Outcome.WARNING)))


def test_whom_a_grant_freed_on_conditions_is_not_listed_by_a_remittal():
    hand = Hand().to_listed()
    due = hand.now.today + 90 * DAY
    hand.rehabilitate(due).must(REMITTED)
    refused(hand, acts.Proposed(verdict=verdict()))
    hand.decide(held_back(due)).serve(Paper.DECISION)
    assert not hand.pass_days(40).is_listed


@pytest.mark.parametrize("over", [Stage.LIFTED, Stage.EXPIRED])
def test_what_is_over_is_not_remitted(over: Stage):
    hand = Hand().to_listed().rehabilitate() if over is Stage.LIFTED else decided(verdict()).on(LATE)
    assert hand.stage is over
    refused(hand, REMITTED, Requirement.APPEAL)
    for ruling in (Ruling.UPHELD, Ruling.ANNULLED, Ruling.RESTORED):
        hand.must(acts.CourtRuled(ruling=ruling))
    assert hand.stage is over
    assert not hand.is_listed


def test_the_oracle_sees_what_a_remittal_made_worse():
    hand = remitted(verdict(until=EARLY)).decide(verdict(until=EARLY)).serve(Paper.DECISION).pass_days(40)
    steps = hand.now.case.steps
    first = next(n for n, step in enumerate(steps) if isinstance(step.act, acts.Decided))

    def instead(of: acts.Verdict) -> list[str]:
        changed = replace(steps[first], act=acts.Decided(verdict=of))
        case = replace(hand.now.case, steps=(*steps[:first], changed, *steps[first + 1 :]))
        return list(unlawful(Hand(replace(hand.now, file=case))))

    assert instead(verdict(until=EARLY, consequences=())) == ["the consequences that there were before the remittal"]
    assert "a listing before the remittal" in instead(held_back(EARLY, outcome=Outcome.MONITORING))


def test_an_application_that_waited_is_void_with_the_decision_and_its_day_rests_nothing_for_ever():
    hand = decided(verdict()).pass_days(40)
    hand.must(acts.RehabilitationApplied(evidence=(DIGEST,)))
    hand.must(REMITTED)
    assert hand.now.case.clock(Clock.REHABILITATION_DECISION) is None
    assert hand.now.case.clock(Clock.REHABILITATION_COMPLETENESS) is None
    hand.decide(verdict()).serve(Paper.DECISION).pass_days(120)
    assert hand.stage is Stage.LISTED
    hand.must(acts.RehabilitationApplied(evidence=(DIGEST,)))
