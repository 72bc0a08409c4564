"""Where a proceeding stands on a day: computed from its acts, its clocks and its grounds, never stored.

Two questions. `stage_on` names the stage. `listing_on` says whether the organization is on the list on that day, and
every condition of a listing is asked there again, whatever the machine let through.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Paper, Ruling
from goodstanding.proceedings.appeals import appeals, freed, pending_appeals
from goodstanding.proceedings.consequences import ConsequenceCode
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.files import (
    CaseFile,
    Step,
    approved_decision,
    approved_listing,
    grants,
    received_by_all,
)
from goodstanding.proceedings.halts import is_halted, rests, standing_still
from goodstanding.proceedings.monitoring import open_conditions
from goodstanding.values.dates import Period

_DAY = timedelta(days=1)
#: A listing is nowhere from its end on. That it began, changed or ended is told beside a published list for so long.
CHANGES_TOLD = Period(days=366)


class GroundState(StrEnum):
    """What has become of the records that a file rests on."""

    STANDS = "stands"
    SUSPENDED = "suspended"
    FALLEN = "fallen"


class Stage(StrEnum):
    """Every stage of a listing proceeding."""

    OPENED = "opened"
    NOTICE_PREPARED = "notice-prepared"
    NOTICE_APPROVED = "notice-approved"
    NOTICE_SENT = "notice-sent"
    REPLY_WINDOW = "reply-window"
    TO_BE_PROPOSED = "to-be-proposed"
    PROPOSED = "proposed"
    DECIDED = "decided"
    DECISION_APPROVED = "decision-approved"
    DECISION_SENT = "decision-sent"
    STANDSTILL = "standstill"
    UNDER_APPEAL = "under-appeal"
    SUSPENDED = "suspended"
    LISTED = "listed"
    MONITORED = "monitored"
    CONCLUDED = "concluded"
    EXPIRED = "expired"
    LIFTED = "lifted"
    ANNULLED = "annulled"
    GROUND_FALLEN = "ground-fallen"
    CLOSED = "closed"
    DATE_MISSED = "date-missed"


#: Stages after which nothing adverse can follow from the file any more, unless a court restores.
ENDED = frozenset(
    {
        Stage.EXPIRED,
        Stage.LIFTED,
        Stage.ANNULLED,
        Stage.GROUND_FALLEN,
        Stage.CLOSED,
        Stage.DATE_MISSED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A listing in force on a day. `until` is the first day on which it is gone; there is always one.

    `affiliates` are those that it touches: not those for which alone it was annulled.
    """

    respondent: int
    affiliates: tuple[int, ...]
    records: tuple[int, ...]
    category: str
    authority: str
    procedure: str
    decided_on: date
    since: date
    until: date
    consequences: tuple[ConsequenceCode, ...]

    @property
    def parties(self) -> tuple[int, ...]:
        """Everybody that is listed by it."""
        return (self.respondent, *self.affiliates)


def stage_on(file: CaseFile, day: date, ground: GroundState = GroundState.STANDS) -> Stage:
    """The stage at the end of a day; `ground` as of that day."""
    known = file.until(day)
    ended = _ended(known, day, ground)
    if ended is not None:
        return ended
    now = known.this_round()
    if now.last_of(acts.DecisionApproved):
        return _after_decision(known, day, ground)
    if _is_over(known, day):
        return Stage.EXPIRED
    for kind, stage in ((acts.Decided, Stage.DECIDED), (acts.Proposed, Stage.PROPOSED)):
        if now.last_of(kind):
            return stage
    return _before_proposal(known.this_notice(), day)


def is_over_for_good(file: CaseFile, day: date) -> bool:
    """Whether nobody can come onto the list by it any more, nor by a court that restores what was annulled."""
    stage = stage_on(file, day)
    if stage is Stage.ANNULLED:
        until = end_of(file)
        return until is None or day >= until
    return stage in ENDED or stage is Stage.CONCLUDED


def listing_on(file: CaseFile, day: date, ground: GroundState = GroundState.STANDS) -> Listing | None:
    """The listing that is in force on a day, or None. Asks every condition again."""
    known = file.until(day)
    decision = approved_listing(known)
    if decision is None:
        return None
    since, until = shows_from(known), end_of(known)
    if since is None or until is None or not since <= day < until or received_by_all(known, Paper.NOTICE) is None:
        return None
    if is_annulled(known) or lifted_on(known) is not None or ground is not GroundState.STANDS:
        return None
    if is_suspended(known, day) or _is_late(known, decision[0]):
        return None
    opened, (step, verdict), free = known.opened, decision, freed(known)
    return Listing(
        respondent=opened.respondent,
        affiliates=tuple(one for one in opened.affiliates if one not in free),
        records=opened.records,
        category=opened.category,
        authority=opened.authority,
        procedure=opened.procedure,
        decided_on=step.on,
        since=max(since, restored_on(known) or since),
        until=until,
        consequences=verdict.consequences,
    )


def begun_for(file: CaseFile, listing: Listing, party: int) -> Listing:
    """The listing of one party: of one that a court restored alone it begins on that day."""
    return replace(listing, since=max(listing.since, restored_on(file, party) or listing.since))


def shows_from(file: CaseFile) -> date | None:
    """The first day on which a listing may show: behind the standstill and the time to appeal, and behind every appeal.

    Nobody of a file shows before the way of every party is clear.
    """
    now = file.this_round()
    standstill, appeal = now.clock(Clock.STANDSTILL), now.clock(Clock.APPEAL)
    if standstill is None or appeal is None or received_by_all(file, Paper.DECISION) is None:
        return None
    if pending_appeals(file):
        return None
    behind = max(standstill.due_on, appeal.due_on) + _DAY + (_DAY if file.lags else timedelta())
    return max([behind, *(one.over_on for one in appeals(file) if one.over_on is not None)])


def end_of(file: CaseFile) -> date | None:
    """The first day on which the listing, shown or held back, is gone by itself: as decided, or earlier where varied.

    What is decided on a breach, or after the decision was void, never outlasts what was decided before.
    """
    now, before = file.this_round(), file.before_round() or file.before_breach()
    decision = approved_decision(now)
    ends = [] if decision is None or decision[1].until is None else [decision[1].until]
    earlier = None if before is None else end_of(before)
    ends += [] if earlier is None else [earlier]
    varied = [act.until for _, act in now.all_of(acts.AppealDecided)]
    varied += [act.until for _, act in now.all_of(acts.CourtRuled)]
    return min([*ends, *(day for day in varied if day is not None)]) if ends else None


def is_annulled(file: CaseFile) -> bool:
    """Whether the decision was annulled for all: a higher court can restore it, another appeal that is lost cannot."""
    annulled = False
    for step in file.this_round().steps:
        if isinstance(step.act, acts.AppealDecided | acts.CourtRuled) and step.act.only_for is None:
            annulled = step.act.ruling is Ruling.ANNULLED or (annulled and step.act.ruling is not Ruling.RESTORED)
    return annulled


def restored_on(file: CaseFile, party: int | None = None) -> date | None:
    """The day on which the last annulment was undone, for all or for a party, None where there was none.

    The listing begins anew then.
    """
    days = [
        step.on
        for step, act in file.this_round().all_of(acts.CourtRuled)
        if act.ruling is Ruling.RESTORED and act.only_for in (None, party)
    ]
    return days[-1] if days else None


def lifted_on(file: CaseFile) -> date | None:
    """The day on which rehabilitation lifted the listing, or first freed of conditions."""
    return next((step.on for step, _ in grants(file)), None)


def is_suspended(file: CaseFile, day: date) -> bool:
    """Whether a stay, a filed order, an undecided appeal, a stopped publication, a late answer or review blocks."""
    return rests(file) or _publication_is_stopped(file) or _answer_is_late(file, day) or review_is_late(file, day)


def appeal_is_pending(file: CaseFile) -> bool:
    """Whether a first appeal of the present round was lodged, by any party, and is not over."""
    return bool(pending_appeals(file))


def provisional_on(file: CaseFile, day: date) -> bool:
    """Whether a provisional measure is in force on a day: seen by contracting authorities only."""
    known = file.until(day)
    approved = known.last_of(acts.ProvisionalApproved)
    cap, notice = known.clock(Clock.PROVISIONAL_CAP), known.clock(Clock.PROVISIONAL_NOTICE)
    if approved is None or cap is None or notice is None or day > cap.due_on:
        return False
    ended = known.last_of(acts.ProvisionalEnded)
    if ended is not None and ended[0].seq > approved[0].seq:
        return False
    received = received_by_all(known, Paper.NOTICE)
    if day > notice.due_on and (received is None or received > notice.due_on):
        return False
    appealed, upheld = known.clock(Clock.APPEAL_DECISION), known.has(acts.ProvisionalUpheld)
    if known.has(acts.ProvisionalAppealed) and not upheld and appealed is not None and day > appealed.due_on:
        return False
    over = known.has(acts.DecisionApproved, acts.Closed) or is_halted(known)
    return not over


def _ended(known: CaseFile, day: date, ground: GroundState) -> Stage | None:
    if is_annulled(known):
        return Stage.ANNULLED
    lifted = lifted_on(known) is not None
    if lifted and not _is_monitored(known, day):
        return Stage.LIFTED
    if known.last_of(acts.Closed):
        return Stage.CLOSED
    if ground is GroundState.FALLEN:
        return Stage.GROUND_FALLEN
    if _was_missed(known, day):
        return Stage.DATE_MISSED
    return Stage.MONITORED if lifted else None


def _before_proposal(now: CaseFile, day: date) -> Stage:
    """By the notice that is being dealt with."""
    if Clock.REPLY in standing_still(now) and received_by_all(now, Paper.NOTICE) is not None:
        return Stage.REPLY_WINDOW
    reply = now.clock(Clock.REPLY)
    if reply is not None and reply.event_on <= day:
        return Stage.TO_BE_PROPOSED if day > reply.due_on else Stage.REPLY_WINDOW
    if now.last_of(acts.Sent):
        return Stage.NOTICE_SENT
    if now.last_of(acts.NoticeApproved):
        return Stage.NOTICE_APPROVED
    return Stage.NOTICE_PREPARED if now.last_of(acts.NoticePrepared) else Stage.OPENED


def _is_monitored(known: CaseFile, day: date) -> bool:
    """Whether a condition is open, and what it holds back is not over."""
    return bool(open_conditions(known, day)) and not _is_over(known, day)


def _is_over(known: CaseFile, day: date) -> bool:
    until = end_of(known)
    return until is not None and day >= until


def _was_missed(known: CaseFile, day: date) -> bool:
    """Whether the authority let its decision date pass; a stay, or a filed order, that is open holds the date."""
    decision = approved_decision(known)
    if decision is not None:
        return _is_late(known, decision[0])
    due = known.clock(Clock.DECISION)
    return due is not None and day > due.due_on and not is_halted(known)


def _is_late(known: CaseFile, signed: Step) -> bool:
    """Whether a decision got its second signature behind its date, or without one."""
    due = replace(known, steps=known.steps[: known.steps.index(signed)]).clock(Clock.DECISION)
    return due is None or signed.on > due.due_on


def _after_decision(known: CaseFile, day: date, ground: GroundState) -> Stage:
    is_listing = approved_listing(known) is not None
    if end_of(known) is None or not (is_listing or open_conditions(known, day)):
        return Stage.CONCLUDED
    if _is_over(known, day):
        return Stage.EXPIRED
    if not is_listing:
        return Stage.MONITORED
    if appeal_is_pending(known):
        return Stage.UNDER_APPEAL
    if is_suspended(known, day) or ground is GroundState.SUSPENDED:
        return Stage.SUSPENDED
    received, since = received_by_all(known, Paper.DECISION), shows_from(known)
    if received is None or received > day or since is None:
        sent = [act for _, act in known.this_round().all_of(acts.Sent) if act.paper is Paper.DECISION]
        return Stage.DECISION_SENT if sent else Stage.DECISION_APPROVED
    return Stage.LISTED if day >= since else Stage.STANDSTILL


def _publication_is_stopped(file: CaseFile) -> bool:
    said = [step.act for step in file.steps if isinstance(step.act, acts.PublicationStopped | acts.StopReleased)]
    return bool(said) and isinstance(said[-1], acts.PublicationStopped)


def _answer_is_late(file: CaseFile, day: date) -> bool:
    """Whether an application for rehabilitation waits beyond its date: the listing rests until it is answered."""
    due = file.clock(Clock.REHABILITATION_DECISION)
    return due is not None and day > due.due_on


def review_is_late(file: CaseFile, day: date) -> bool:
    """Whether the office's own review was not answered by its date: the listing rests until it is."""
    due = file.clock(Clock.REVIEW)
    return due is not None and day > due.due_on
