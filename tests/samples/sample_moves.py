"""Every act that can be tried in a file, with usual contents, and an oracle of a lawful listing that reads steps."""

from collections.abc import Iterator
from datetime import date, timedelta

from sample_proceeding import AFFILIATE, DIGEST, RESPONDENT, Hand, conditions, held_back, milder, verdict

from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Because, Channel, Outcome, Paper, Ruling
from goodstanding.proceedings.conditions import Cause, ConditionsReported, ReportAnswered, ReviewOpened
from goodstanding.proceedings.consequences import ConsequenceCode
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.files import Step
from goodstanding.proceedings.halts import forged_finding, halts
from goodstanding.proceedings.orders import ForgeryApproved, OrderVerified
from goodstanding.proceedings.procedure import AppealScope, Factor
from goodstanding.proceedings.stages import GroundState, Listing, listing_on
from goodstanding.values.dates import Period

OFFICERS = ("case", "decider", "second", "assessor", "keeper", "guard", "judge", "court", "lawyer", "affiliate-lawyer")
TENDER = ConsequenceCode.TENDER_EXCLUSION


def moves(hand: Hand) -> list[acts.Act]:
    """One or more of every kind of act but the opening, as things stand."""
    today, case = hand.now.today, hand.now.case
    soon = today + timedelta(days=40)
    decided, excepted, ordered, answered = (
        found[0].seq if (found := case.last_of(kind)) else 0
        for kind in (acts.Decided, acts.ExceptionGranted, acts.ProvisionalOrdered, acts.RehabilitationDecided)
    )
    stays = [one.entry for one in halts(case)] or [0]
    found: list[acts.Act] = [
        acts.FileReleased(index=DIGEST, exculpatory_included=True),
        acts.NoticePrepared(document=DIGEST, gravest=Outcome.LISTING, consequences=(TENDER,)),
        acts.NoticePrepared(document="1" * 64, gravest=Outcome.MONITORING, consequences=(TENDER,)),
        acts.NoticeApproved(document=DIGEST),
        acts.NoticeApproved(document="1" * 64),
        acts.ReplyExtended(because=Because.FILE_VOLUMINOUS),
        acts.Replied(document=DIGEST, hearing=False, publish=True),
        acts.Replied(document=DIGEST, hearing=True, publish=False),
        acts.HearingHeld(minutes=DIGEST),
        acts.Proposed(verdict=verdict()),
        acts.Decided(verdict=verdict()),
        acts.Proposed(verdict=milder(Outcome.WARNING)),
        acts.Proposed(verdict=held_back(soon)),
        acts.Decided(verdict=held_back(soon)),
        acts.Decided(verdict=milder(Outcome.NO_ACTION)),
        acts.Decided(verdict=milder(Outcome.WARNING)),
        acts.Proposed(verdict=verdict(until=date(2028, 6, 1))),
        acts.Decided(verdict=verdict(until=date(2028, 6, 1))),
        acts.DecisionApproved(decision=decided),
        acts.StayOrdered(),
        acts.StayEnded(stay=stays[0]),
        acts.OrderFiled(document=DIGEST),
        OrderVerified(genuine=True, answer=DIGEST),
        OrderVerified(genuine=False, answer=DIGEST),
        ForgeryApproved(finding=forged_finding(case) or 0),
        acts.ProvisionalOrdered(public_money="XV-TENDER-1", threat="Tomorrow."),
        acts.ProvisionalApproved(measure=ordered),
        acts.ProvisionalEnded(),
        acts.ProvisionalAppealed(),
        acts.ProvisionalUpheld(),
        acts.RehabilitationApplied(evidence=(DIGEST,)),
        acts.RehabilitationAnswered(complete=True),
        acts.RehabilitationAnswered(complete=False, missing="The receipts."),
        acts.RehabilitationDecided(granted=True, reason="Repaid."),
        acts.RehabilitationDecided(granted=False, reason="Half."),
        acts.RehabilitationDecided(granted=True, reason="Promised.", conditions=conditions(soon)),
        acts.RehabilitationApproved(answer=answered),
        acts.RehabilitationApplied(evidence=(DIGEST,), cause=Cause.ACQUITTAL),
        ReviewOpened(cause=Cause.YEARLY, evidence=()),
        ReviewOpened(cause=Cause.CHANGE_OF_OWNER, evidence=(DIGEST,)),
        ConditionsReported(conditions=(1,), evidence=(DIGEST,)),
        ReportAnswered(fulfilled=(1,), reason="Seen."),
        ReportAnswered(fulfilled=(), reason="Not seen."),
        Hand.breach(1),
        acts.PublicationStopped(because="The name."),
        acts.StopReleased(),
        acts.ExceptionGranted(party=RESPONDENT, code=TENDER, public_money="XV-TENDER-1", reason="No other makes it."),
        acts.ExceptionApproved(exception=excepted),
        acts.Recused(),
        acts.Closed(because=Because.WITHDRAWN),
    ]
    for party in (RESPONDENT, AFFILIATE):
        found += _appeals(party, hand.appeal_of(party))
    for ruling in Ruling:
        until = date(2027, 6, 1) if ruling is Ruling.VARIED else None
        found.append(acts.CourtRuled(ruling=ruling, until=until))
    found += [acts.CourtRuled(ruling=one, only_for=AFFILIATE) for one in (Ruling.ANNULLED, Ruling.RESTORED)]
    for paper in Paper:
        for party in (RESPONDENT, AFFILIATE):
            found += [
                acts.Sent(paper=paper, party=party, channel=Channel.PORTAL, consent=DIGEST, proof=DIGEST),
                acts.Sent(paper=paper, party=party, channel=Channel.BY_HAND),
                acts.Received(paper=paper, party=party, received_on=today, receipt=DIGEST),
                acts.Received(paper=paper, party=party, received_on=today - timedelta(days=40), receipt=DIGEST),
                acts.NonReceiptClaimed(paper=paper, party=party),
            ]
    return found


def _appeals(party: int, lodged: int) -> Iterator[acts.Act]:
    """A party's appeal, and what can become of it."""
    yield acts.AppealLodged(party=party, scope=frozenset(AppealScope))
    yield acts.AppealAdmitted(appeal=lodged, admitted=True)
    yield acts.AppealAdmitted(appeal=lodged, admitted=False)
    for ruling in Ruling:
        until = date(2027, 6, 1) if ruling is Ruling.VARIED else None
        yield acts.AppealDecided(appeal=lodged, ruling=ruling, until=until)
    yield acts.AppealDecided(appeal=lodged, ruling=Ruling.ANNULLED, only_for=party)


def unlawful(hand: Hand) -> Iterator[str]:  # noqa: C901 - one condition a line, as the floors have them
    """What a listing of today lacks, read from the steps alone; nothing where nobody is listed."""
    now = hand.now
    found = listing_on(now.case, now.today, now.ground)
    if found is None:
        return
    steps = now.case.steps
    if now.ground is not GroundState.STANDS:
        yield "a ground that does not stand"
    breach = _breach(steps)
    start = max([n for n, s in enumerate(steps) if _voids(s.act) and n > breach], default=breach)
    this_round = steps[start:]
    for n, step in enumerate(steps):
        is_claim = isinstance(step.act, acts.NonReceiptClaimed)
        if n > breach and _voids(step.act) and (not is_claim or _was_decided(steps[breach:n])):
            yield from _unlawful_again(steps[:n], step.on, found)
    before, steps = steps[:breach], steps[breach:]
    if breach:
        yield from _unlawful_breach(before, steps[0], found.until)
    if any(one.due_on < now.today for one in _running(now.case.steps, Clock.REVIEW)):
        yield "a review in time"

    def first(kind: type, among=tuple(steps)):
        return next((step for step in reversed(among) if isinstance(step.act, kind)), None)

    prepared, approved = first(acts.NoticePrepared), first(acts.NoticeApproved)
    proposed, decided, signed = (first(k, this_round) for k in (acts.Proposed, acts.Decided, acts.DecisionApproved))
    if not all((prepared, approved, proposed, decided, signed)):
        yield "an act that is missing"
        return
    signed_at = steps.index(approved)
    noticed = [s.act for s in steps[:signed_at] if isinstance(s.act, acts.NoticePrepared)][-1]
    if noticed.gravest is not Outcome.LISTING or not set(found.consequences) <= set(noticed.consequences):
        yield "a notice that said so"
    if prepared.actor == approved.actor or len({proposed.actor, decided.actor, signed.actor}) < 3:
        yield "two people"
    if set(dict(decided.act.verdict.reasons)) != set(Factor):
        yield "a reason for every factor"
    noticed = [_received(steps, Paper.NOTICE, party) for party in now.case.parties]
    told = [_received(this_round, Paper.DECISION, party) for party in now.case.parties]
    if None in noticed or None in told:
        yield "a receipt"
        return
    if proposed.on <= _with_days_stopped(now.case.steps, max(first(acts.FileReleased).on, *noticed), 30):
        yield "a window that was over"
    if now.today <= _with_days_stopped(now.case.steps, max(told), 30):
        yield "a standstill that was over"
    if _waiting(this_round) - _freed(now.case.steps):
        yield "an answer to every appeal"
    if set(found.affiliates) != set(now.case.opened.affiliates) - _freed(now.case.steps):
        yield "those alone for whom it was not annulled"
    if list(_stops(now.case.steps))[-1][1] or _open(steps, acts.PublicationStopped, acts.StopReleased):
        yield "no stay"
    yield from _unlawful_under_a_stay(now.case.steps)
    if _was_granted(this_round):
        yield "no rehabilitation"
    if not now.today < found.until <= Period(months=36).after(now.case.opened.final_on):
        yield "an end within the term"
    if any(isinstance(step.act, acts.Closed) for step in steps):
        yield "an open file"


def _stops(steps) -> Iterator[tuple[Step, bool]]:
    """Each step, and whether a stay or a filed order is open behind it."""
    found: set[int] = set()
    filed = 0
    for step in steps:
        match step.act:
            case acts.StayOrdered() | acts.OrderFiled():
                found.add(step.seq)
                filed = step.seq if isinstance(step.act, acts.OrderFiled) else filed
            case acts.StayEnded(stay=entry):
                found.discard(entry)
            case ForgeryApproved():
                found.discard(filed)
            case _:
                pass
        yield step, bool(found)


def _with_days_stopped(steps, day: date, length: int) -> date:
    """The last of so many days behind a day on which no stay or filed order was open at any time."""
    stopped: set[int] = set()
    since: date | None = None
    for step, open_ in _stops(steps):
        if since is not None:
            stopped |= set(range(since.toordinal(), step.on.toordinal() + 1))
        since = step.on if open_ else None
    while length:
        day += timedelta(days=1)
        length -= day.toordinal() not in stopped
    return day


def _unlawful_under_a_stay(steps) -> Iterator[str]:
    """What was carried on while a stay or a filed order stopped the file."""
    stopped = False
    for step, open_ in _stops(steps):
        if stopped and isinstance(step.act, _CARRIES_ON):
            yield "nothing that was carried on under a stay"
        stopped = open_


_CARRIES_ON = (
    acts.NoticeApproved,
    acts.Sent,
    acts.Received,
    acts.Proposed,
    acts.Decided,
    acts.DecisionApproved,
    acts.ProvisionalApproved,
)


def _breach(steps) -> int:
    """Where the last notice of a breach stands that was approved; 0 where none does."""
    found, draft = 0, 0
    for n, step in enumerate(steps):
        if isinstance(step.act, acts.NoticePrepared):
            draft = n
        elif isinstance(step.act, acts.NoticeApproved) and getattr(steps[draft].act, "breach", ()):
            found = draft
    return found


def _unlawful_breach(before, notice, until: date) -> Iterator[str]:
    """What a listing for a breach lacks: an open condition whose day was over, and the end that there was before."""
    verdict_ = next(step.act.verdict for step in reversed(before) if isinstance(step.act, acts.Decided))
    signed, asked, ends = verdict_.conditions, verdict_.conditions, [verdict_.until]
    done: set[int] = set()
    if not _was_told_in_time(before, notice.on):
        yield "an answer that was received a month before"
    for step in before:
        match step.act:
            case acts.RehabilitationDecided(granted=True, conditions=found):
                asked = found
            case acts.RehabilitationApproved():
                signed, done = asked, set()
            case ReportAnswered(fulfilled=numbers):
                done |= set(numbers)
            case acts.AppealDecided(until=day) | acts.CourtRuled(until=day) if day is not None:
                ends.append(day)
            case _:
                continue
    for number in notice.act.breach:
        if number in done or not 0 < number <= len(signed) or signed[number - 1].due_on >= notice.on:
            yield "a condition that was open beyond its day"
    if until > min(ends):
        yield "the end that was decided before"


def _was_told_in_time(before, day: date) -> bool:
    """Whether the last grant, where there is one, was received thirty days before."""
    granted = {s.seq for s in before if isinstance(s.act, acts.RehabilitationDecided) and s.act.granted}
    signed = [n for n, s in enumerate(before) if getattr(s.act, "answer", None) in granted]
    told = _received(before[signed[-1] :], Paper.ANSWER, RESPONDENT) if signed else date.min
    return told is not None and day > told + timedelta(days=30)


def _unlawful_again(before, on: date, found: Listing) -> Iterator[str]:
    """What a listing that was decided again lacks: one before that was as long, as full, neither lifted nor over."""
    kinds = [type(step.act) for step in before]
    signed = len(kinds) - 1 - kinds[::-1].index(acts.DecisionApproved)
    stood = next(step.act.verdict for step in reversed(before[:signed]) if isinstance(step.act, acts.Decided))
    if stood.outcome is not Outcome.LISTING:
        yield "a listing before the remittal"
        return
    if found.until > stood.until or on >= stood.until:
        yield "the end that there was before the remittal"
    if not set(found.consequences) <= set(stood.consequences):
        yield "the consequences that there were before the remittal"
    if _was_granted(before[signed:]):
        yield "a listing that was not lifted before the remittal"


def _waiting(steps) -> set[int]:
    """The parties whose appeal has no answer."""
    lodged: dict[int, int] = {}
    for step in steps:
        match step.act:
            case acts.AppealLodged(party=party):
                lodged[step.seq] = party
            case acts.AppealAdmitted(appeal=appeal, admitted=False) | acts.AppealDecided(appeal=appeal):
                lodged.pop(appeal, None)
            case _:
                continue
    return set(lodged.values())


def _freed(steps) -> set[int]:
    """For whom alone the last word is an annulment."""
    last: dict[int, Ruling] = {}
    for step in steps:
        if isinstance(step.act, acts.AppealDecided | acts.CourtRuled) and step.act.only_for is not None:
            last[step.act.only_for] = step.act.ruling
    return {party for party, ruling in last.items() if ruling is Ruling.ANNULLED}


def _was_granted(steps) -> bool:
    """Whether a grant has its second signature."""
    granted = {s.seq for s in steps if isinstance(s.act, acts.RehabilitationDecided) and s.act.granted}
    return any(s.act.answer in granted for s in steps if isinstance(s.act, acts.RehabilitationApproved))


def _running(steps, clock: Clock):
    last = None
    for step in steps:
        if clock in step.stopped:
            last = None
        last = next((one for one in step.started if one.clock is clock), last)
    return [last] if last else []


def _voids(act: acts.Act) -> bool:
    """Whether an act makes void what was decided: a remittal, or a claim that the notice was not received."""
    if isinstance(act, acts.NonReceiptClaimed):
        return act.paper is Paper.NOTICE
    return isinstance(act, acts.AppealDecided | acts.CourtRuled) and act.ruling is Ruling.REMITTED


def _was_decided(steps) -> bool:
    """Whether the last act that voids, or signs, a decision is a second signature under one."""
    found = [s.act for s in steps if _voids(s.act) or isinstance(s.act, acts.DecisionApproved)]
    return bool(found) and isinstance(found[-1], acts.DecisionApproved)


def _received(steps, paper: Paper, party: int) -> date | None:
    days: list[date] = []
    for step in steps:
        match step.act:
            case acts.Received(paper=p, party=to, received_on=day) if (p, to) == (paper, party):
                return min([*days, max(day, step.on)])
            case acts.NonReceiptClaimed(paper=p, party=to) if (p, to) == (paper, party):
                days = []
            case acts.Sent(paper=p, party=to, channel=Channel.PORTAL) if (p, to) == (paper, party):
                days.append(step.on + timedelta(days=10))
    return min(days, default=None)


def _open(steps, opens: type, closes: type) -> bool:
    last = [step.act for step in steps if isinstance(step.act, opens | closes)]
    return bool(last) and isinstance(last[-1], opens)


def next_usual(hand: Hand) -> bool:
    """Do the next act of the usual way to the list, or let the running clock pass; False at its end."""
    for act in moves(hand):
        # A notice that waits for its second signature can be prepared anew for ever.
        waits = isinstance(act, acts.NoticePrepared) and isinstance(hand.now.case.steps[-1].act, acts.NoticePrepared)
        if isinstance(act, _USUAL) and not waits and not _is_side_way(act):
            found = hand.do(act)
            if hasattr(found, "seq"):
                return True
    now = hand.now.case.this_notice()
    clocks = [now.clock(clock) for clock in (Clock.REPLY, Clock.STANDSTILL)]
    ahead = [one.due_on for one in clocks if one is not None and one.due_on >= hand.now.today]
    if ahead:
        hand.on(min(ahead) + timedelta(days=1))
    return bool(ahead)


_USUAL = (
    acts.FileReleased,
    acts.NoticePrepared,
    acts.NoticeApproved,
    acts.Sent,
    acts.Received,
    acts.HearingHeld,
    acts.Proposed,
    acts.Decided,
    acts.DecisionApproved,
)


def _is_side_way(act: acts.Act) -> bool:
    """Milder verdicts, and a file that is released again for ever."""
    milder_ = isinstance(act, acts.Proposed | acts.Decided) and act.verdict.outcome is not Outcome.LISTING
    is_breach = isinstance(act, acts.NoticePrepared) and act.breach
    return milder_ or bool(is_breach) or isinstance(act, acts.FileReleased)
