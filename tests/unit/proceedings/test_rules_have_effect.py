"""No key of procedural rules is decoration: what it says otherwise is a finding, another day or a refusal."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from enum import Enum

import pytest
from sample_calendars import PlainCalendar
from sample_moves import moves
from sample_proceeding import (
    AUTHORITIES,
    DIGEST,
    LAW,
    MODEL,
    RESPONDENT,
    START,
    Hand,
    held_back,
    mandate,
    opened,
    record,
    situation,
)

from goodstanding.proceedings import acts
from goodstanding.proceedings.act_names import ACT_NAMES
from goodstanding.proceedings.acts import Because, Channel, Outcome, Paper
from goodstanding.proceedings.authorities import Function, Role
from goodstanding.proceedings.consequences import ConsequenceCode
from goodstanding.proceedings.correcting import Asked, CorrectionAct, CorrectionSituation, correction_step
from goodstanding.proceedings.deadlines import (
    Anchor,
    Clock,
    Deadline,
    EndsOn,
    Extension,
    FirstDay,
    Passing,
    Pause,
    Unit,
)
from goodstanding.proceedings.deciding import latest_end
from goodstanding.proceedings.files import Step
from goodstanding.proceedings.floors import check_procedure
from goodstanding.proceedings.machine import mandate_of
from goodstanding.proceedings.matters import ends_on
from goodstanding.proceedings.procedure import Procedure
from goodstanding.proceedings.situation import Actor, Refusal
from goodstanding.register.records import Finality
from goodstanding.values.dates import Period

TENDER = ConsequenceCode.TENDER_EXCLUSION
LAWYER = mandate("lawyer", Role.REPRESENTATIVE, "", organization=RESPONDENT)
#: A note is words for whoever reads the rules.
KEYS = [field.name for field in fields(Deadline) if field.name != "note"]


def with_clock(clock: Clock, **changes: object) -> Procedure:
    return replace(MODEL, deadlines={**MODEL.deadlines, clock: replace(MODEL.deadlines[clock], **changes)})


def others(deadline: Deadline, key: str) -> Iterator[object]:
    """Every other value of a key; of numbers the next ones."""
    match getattr(deadline, key):
        case Anchor() | FirstDay() | Unit() | EndsOn() | Passing() as told:
            yield from (one for one in type(told) if one is not told)
        case int(length):
            yield from (length - 1, length + 1)
        case frozenset() as paused:
            yield frozenset(Pause) - paused
        case Extension(most=most, length=length):
            yield from (None, Extension(most=most + 1, length=length), Extension(most=most, length=length + 1))
        case None:
            yield Extension(most=1, length=1)
        case tuple():
            yield ()


@pytest.mark.parametrize("clock", list(MODEL.deadlines))
@pytest.mark.parametrize("key", KEYS)
def test_whatever_a_clock_says_otherwise_is_refused_or_counts(clock: Clock, key: str) -> None:
    today, deadline = told(MODEL), MODEL.deadlines[clock]
    changes = list(others(deadline, key))
    assert changes
    for other in changes:
        law = with_clock(clock, **{key: other})
        assert check_procedure(law) or told(law) != today, other


def test_an_application_counts_from_where_the_rules_say() -> None:
    applied = with_clock(Clock.REHABILITATION_DECISION, anchor=Anchor.APPLIED)
    assert check_procedure(applied) == []
    assert dict(told(applied))["rehabilitation-decision"] < dict(told(MODEL))["rehabilitation-decision"]


@pytest.mark.parametrize(
    "part", ["proof", "service", "deciding", "appealing", "terms", "provisional", "rehabilitation"]
)
def test_whatever_a_word_of_the_rules_says_otherwise_is_refused(part: str) -> None:
    found = getattr(MODEL, part)
    for field in fields(found):
        match getattr(found, field.name):
            case bool(word):
                changes: list[object] = [not word]
            case Enum() as word:
                changes = [one for one in type(word) if one is not word]
            case frozenset() as words:
                changes = [words - {word} for word in words]
            case int(number):
                changes = [number - 1, number + 1]
            case _:
                changes = []  # terms in months: below
        for change in changes:
            assert check_procedure(replace(MODEL, **{part: replace(found, **{field.name: change})})), field.name


@pytest.mark.parametrize("key", ["hearing", "recognition"])
def test_whatever_else_the_rules_have_one_word_for_is_refused(key: str) -> None:
    word = getattr(MODEL, key)
    assert all(check_procedure(replace(MODEL, **{key: other})) for other in type(word) if other is not word)


@pytest.mark.parametrize("term", ["longest", "longest_judged", "since_conduct", "since_final"])
def test_a_shorter_term_ends_or_refuses_sooner(term: str) -> None:
    shorter = replace(MODEL, terms=replace(MODEL.terms, **{term: Period(months=6)}))
    fraud = record(category="procurement-fraud", finality=Finality.JUDGMENT)

    def ends(law: Procedure) -> date | None:
        hand, act = Hand(situation(procedure=law, records=(fraud,))), opened(category=fraud.category, judged=True)
        hand.do(act if term == "longest_judged" else replace(act, judged=False))
        return None if hand.now.file is None else latest_end(hand.now.case, law)

    assert check_procedure(shorter) == []
    assert ends(shorter) != ends(MODEL) is not None


@pytest.mark.parametrize("part", ["grounds", "consequences"])
def test_what_the_rules_leave_out_cannot_follow(part: str) -> None:
    exceptions = ("exception-granted", "exception-approved") if part == "consequences" else ()
    law = replace(MODEL, **{part: ()}, steps={name: one for name, one in MODEL.steps.items() if name not in exceptions})
    assert check_procedure(law) == []
    hand = Hand(situation(procedure=law))
    first = hand.do(opened())
    told = acts.NoticePrepared(document=DIGEST, gravest=Outcome.LISTING, consequences=(TENDER,))
    assert isinstance(first if part == "grounds" else hand.do(told), Refusal)


@pytest.mark.parametrize("name", MODEL.steps)
def test_whatever_else_is_said_of_a_step_is_refused_or_lets_others_take_it(name: str) -> None:
    today = takers(MODEL, name)
    for roles in (None, *(MODEL.steps[name] ^ {role} for role in Role)):
        law = with_step(name, roles)
        assert check_procedure(law) or takers(law, name) != today, roles


def test_what_can_lawfully_be_said_otherwise_of_a_step_is_known() -> None:
    """Whatever favours the respondent and has more than one role can be narrowed, and a closing left out."""
    found = {
        (name, role.value if role else "")
        for name, roles in MODEL.steps.items()
        for role in (None, *roles)
        if not check_procedure(with_step(name, roles - {role} if role else None))
    }
    assert found == {
        ("closed", ""), ("closed", "case-officer"), ("closed", "deciding-officer"),
        ("reply-extended", "case-officer"), ("reply-extended", "deciding-officer"),
        ("review-opened", "case-officer"), ("review-opened", "rehabilitation-assessor"),
        ("stay-ended", "appeal-body"),
    }  # fmt: skip


def with_step(name: str, roles: frozenset[Role] | None) -> Procedure:
    """The model law with a step given to these roles; without it for None."""
    others = {other: one for other, one in MODEL.steps.items() if other != name}
    return replace(MODEL, steps=others if roles is None else {**others, name: roles})


def takers(law: Procedure, name: str) -> set[Role]:
    """The roles that can take a step in a file under these rules, by the machine."""
    hand, kind = Hand().open(), ACT_NAMES[name]
    if kind is acts.Opened:
        now, act = situation(procedure=law), opened()
    else:
        act = next(one for one in moves(hand) if isinstance(one, kind))
        now = replace(hand.now, procedure=law)
    every = {"office": replace(AUTHORITIES["office"], functions=frozenset(Function))}
    now = replace(now, authorities=AUTHORITIES | every)
    where = {Role.APPEAL_BODY: "tribunal", Role.COURT: "high-court", Role.REPRESENTATIVE: ""}
    held = {role: mandate("any", role, where.get(role, "office"), organization=RESPONDENT) for role in Role}
    return {role for role, one in held.items() if mandate_of(now, act, Actor(officer="any", mandates=(one,)))}


def told(law: Procedure) -> tuple[tuple[str, date | str], ...]:
    """Every day that the register would tell under these rules, over files begun on each day of a week."""
    return tuple(one for n in range(7) for one in _told(law, START + timedelta(days=n)))


def _told(law: Procedure, day: date) -> Iterator[tuple[str, date | str]]:
    for hand in (_listed(law, day), _measured(law, day), _monitored(law, day)):
        for one in (started for step in hand.now.case.steps for started in step.started):
            yield one.clock.value, one.due_on
    calendar = PlainCalendar()
    yield "preview", ends_on(law, Clock.PREVIEW, day, calendar)
    asked = correction_step(_correction(law, day), Asked(act=CorrectionAct.REQUESTED, document=DIGEST), _lawyer())
    yield from ((clock, getattr(asked, key)) for clock, key in (("receipt", "acknowledge_by"), ("decide", "decide_by")))
    hand = _served(law, day, Paper.NOTICE, Channel.PORTAL)
    hand.on(hand.now.case.clock(Clock.REPLY).event_on)
    for _ in range(2):
        prolonged = hand.do(acts.ReplyExtended(because=Because.FILE_VOLUMINOUS))
        yield "prolonged", prolonged.started[0].due_on if isinstance(prolonged, Step) else "refused"


def _listed(law: Procedure, day: date) -> Hand:
    """Decided, appealed, and an application that is complete."""
    hand = _begun(law, day).prepare_notice().serve(Paper.NOTICE).wait_for_window().decide().serve(Paper.DECISION)
    hand.appeal()
    hand.must(acts.RehabilitationApplied(evidence=(DIGEST,)))
    hand.pass_days(1).must(acts.RehabilitationAnswered(complete=True))
    return hand


def _measured(law: Procedure, day: date) -> Hand:
    """Under a provisional measure, served on paper, with an order that is filed."""
    hand = _begun(law, day)
    hand.must(acts.ProvisionalOrdered(public_money="Lot 1", threat="Paid out next week."))
    hand.prepare_notice()
    twice = {"channel": Channel.PAPER, "also_by": Channel.SEAT, "proof": DIGEST}
    hand.must(acts.Sent(paper=Paper.NOTICE, party=RESPONDENT, **twice))
    hand.must(acts.OrderFiled(document=DIGEST))
    return hand


def _monitored(law: Procedure, day: date) -> Hand:
    """Held back on a condition that is reported on."""
    hand = _begun(law, day).prepare_notice().serve(Paper.NOTICE).wait_for_window()
    hand.decide(held_back(hand.now.today + timedelta(days=90))).serve(Paper.DECISION)
    return hand.report(1)


def _served(law: Procedure, day: date, paper: Paper, channel: Channel) -> Hand:
    hand = _begun(law, day).prepare_notice()
    hand.must(acts.Sent(paper=paper, party=RESPONDENT, channel=channel, consent=DIGEST, proof=DIGEST))
    return hand


def _begun(law: Procedure, day: date) -> Hand:
    return Hand(situation(procedure=law, today=day)).open()


def _correction(law: Procedure, day: date) -> CorrectionSituation:
    return CorrectionSituation(
        procedure=law,
        law=LAW,
        calendar=PlainCalendar(),
        today=day,
        authorities=AUTHORITIES,
        organization=RESPONDENT,
        recorded_by="regulator",
    )


def _lawyer() -> Actor:
    return Actor(officer="lawyer", mandates=(LAWYER,))
