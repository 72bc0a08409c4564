"""The file of one proceeding: its accepted acts in order, with the clocks that each started or stopped.

Nothing is kept beside the acts: where a proceeding stands is asked of them and a day (`stages`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from goodstanding.proceedings import acts
from goodstanding.proceedings.authorities import Role
from goodstanding.proceedings.deadlines import Clock
from goodstanding.values.errors import MisuseError
from goodstanding.values.withheld import Withheld

A = TypeVar("A")


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A clock that an act started: after which day it counts, and the last day in time. Never computed again."""

    clock: Clock
    event_on: date
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One accepted act: who did it in which role, on which day, and what became of the clocks.

    `seq` is its entry, -1 before it has one. `law` and `calendar` are the rules' digest and the calendar's edition by
    which its clocks were computed; "" where it started none.
    """

    seq: int
    act: acts.Act
    actor: str
    role: Role
    authority: str
    on: date
    started: tuple[Started, ...] = ()
    stopped: tuple[Clock, ...] = ()
    law: str = ""
    calendar: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyWords:
    """What entry `entry` says of the reply `reply`, to stand beside a listing; no rule reads it.

    They are the reply's only if it names their `commitment`.
    """

    entry: int
    reply: int
    commitment: str
    text: str | Withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A proceeding: its steps in order, the opening first, and the words that came with replies.

    `lags` says that other rules of the register have a zone in which days begin sooner: a listing shows a day later.
    """

    steps: tuple[Step, ...]
    words: tuple[ReplyWords, ...] = ()
    lags: bool = False

    @property
    def opened(self) -> acts.Opened:
        """The act that opened it."""
        act = self.steps[0].act
        if not isinstance(act, acts.Opened):
            raise MisuseError("A file begins with its opening.", accepted="an opening as the first act")
        return act

    @property
    def opened_on(self) -> date:
        """The day of its opening."""
        return self.steps[0].on

    @property
    def parties(self) -> tuple[int, ...]:
        """The respondent and the affiliates that were named: who must be served."""
        return (self.opened.respondent, *self.opened.affiliates)

    def with_step(self, step: Step) -> "CaseFile":
        """The file with one more step."""
        return replace(self, steps=(*self.steps, step))

    def until(self, day: date) -> "CaseFile":
        """The file as it stood at the end of a day; the opening always stays."""
        return replace(self, steps=tuple(step for n, step in enumerate(self.steps) if n == 0 or step.on <= day))

    def this_notice(self) -> "CaseFile":
        """The opening, and what came from the last approved notice of a breach on; all, where there was none."""
        index = self._breach()
        return self if index is None else replace(self, steps=(self.steps[0], *self.steps[index:]))

    def before_breach(self) -> "CaseFile | None":
        """The file before the last approved notice of a breach; None where there was none."""
        index = self._breach()
        return None if index is None else replace(self, steps=self.steps[:index])

    def this_round(self) -> "CaseFile":
        """Of the present notice, what came after the last remittal, or claim that the notice was not received.

        An earlier decision is void with all around it.
        """
        index = self._voided()
        return self.this_notice() if index is None else replace(self, steps=(self.steps[0], *self.steps[index:]))

    def before_round(self) -> "CaseFile | None":
        """The file before what began the present round of the present notice; None where it is the first."""
        index = self._voided()
        return None if index is None else replace(self, steps=self.steps[:index])

    def notice_in_force(self) -> acts.NoticePrepared | None:
        """The last notice that got its second signature: a draft behind it says nothing yet."""
        draft: acts.NoticePrepared | None = None
        signed: acts.NoticePrepared | None = None
        for step in self.steps:
            if isinstance(step.act, acts.NoticePrepared):
                draft = step.act
            elif isinstance(step.act, acts.NoticeApproved):
                signed = draft
        return signed

    def all_of(self, kind: type[A]) -> Iterator[tuple[Step, A]]:
        """Every step of one kind of act, in order."""
        for step in self.steps:
            if isinstance(step.act, kind):
                yield step, step.act

    def last_of(self, kind: type[A]) -> tuple[Step, A] | None:
        """The last step of one kind of act."""
        for step in reversed(self.steps):
            if isinstance(step.act, kind):
                return step, step.act
        return None

    def has(self, *kinds: type[object]) -> bool:
        """Whether there is a step of one of these kinds of act."""
        return any(isinstance(step.act, kinds) for step in self.steps)

    def clock(self, clock: Clock) -> Started | None:
        """The clock as the last step that touched it left it; None where it does not run."""
        for step in reversed(self.steps):
            for started in step.started:
                if started.clock is clock:
                    return started
            if clock in step.stopped:
                return None
        return None

    def _voided(self) -> int | None:
        """Where the last act stands that made what was done on the present notice void."""
        for index in range(len(self.steps) - 1, self._breach() or 0, -1):
            match self.steps[index].act:
                case acts.AppealDecided(ruling=acts.Ruling.REMITTED) | acts.CourtRuled(ruling=acts.Ruling.REMITTED):
                    return index
                case acts.NonReceiptClaimed(paper=acts.Paper.NOTICE):
                    return index
                case _:
                    continue
        return None

    def _breach(self) -> int | None:
        """Where the last notice with its second signature stands, if it is one of a breach: a draft begins nothing."""
        approved = False
        for index in range(len(self.steps) - 1, 0, -1):
            act = self.steps[index].act
            if isinstance(act, acts.NoticeApproved):
                approved = True
            elif isinstance(act, acts.NoticePrepared) and approved:
                return index if act.breach else None
        return None


def approved_decision(file: CaseFile) -> tuple[Step, acts.Verdict] | None:
    """The decision of the present round with its second signature, by the step that signed it."""
    now = file.this_round()
    approved, decided = now.last_of(acts.DecisionApproved), now.last_of(acts.Decided)
    return (approved[0], decided[1].verdict) if approved and decided else None


def approved_listing(file: CaseFile) -> tuple[Step, acts.Verdict] | None:
    """The same, where it is a listing."""
    found = approved_decision(file)
    return found if found is not None and found[1].outcome is acts.Outcome.LISTING else None


def receipt_of(file: CaseFile, paper: acts.Paper, party: int) -> date | None:
    """The day from which a paper counts as received by a party, or will be deemed to be; None where it was not served.

    An actual receipt counts from the day on which it is recorded, since no window may have run before anybody could
    see it, and never later than a deemed one. A claim of non-receipt takes every deemed receipt before it away.
    """
    scope = scope_of(file, paper)
    deemed: list[date] = []
    for step in scope.steps:
        match step.act:
            case acts.Received(paper=found, party=to, received_on=day) if (found, to) == (paper, party):
                return min([*deemed, max(day, step.on)])
            case acts.Sent(paper=found, party=to) if (found, to) == (paper, party):
                deemed += [one.due_on for one in step.started if one.clock in (Clock.DEEMED_PORTAL, Clock.DEEMED_PAPER)]
            case acts.NonReceiptClaimed(paper=found, party=to) if (found, to) == (paper, party):
                deemed = []
            case _:
                continue
    return min(deemed, default=None)


def grants(file: CaseFile) -> Iterator[tuple[Step, acts.RehabilitationDecided]]:
    """The grants of the present round, each by the step that signed it."""
    now = file.this_round()
    granted = {step.seq: act for step, act in now.all_of(acts.RehabilitationDecided) if act.granted}
    for step, act in now.all_of(acts.RehabilitationApproved):
        if act.answer in granted:
            yield step, granted[act.answer]


def scope_of(file: CaseFile, paper: acts.Paper) -> CaseFile:
    """The part of a file in which a paper is served: from the notice, the round, or the signed grant on."""
    if paper is acts.Paper.NOTICE:
        return file.this_notice()
    now = file.this_round()
    if paper is acts.Paper.DECISION:
        return now
    signed = [now.steps.index(step) for step, _ in grants(now)]
    return replace(now, steps=(now.steps[0], *now.steps[signed[-1] :])) if signed else replace(now, steps=now.steps[:1])


def received_by_all(file: CaseFile, paper: acts.Paper) -> date | None:
    """The latest of the parties' receipts; None as long as one of them was not served."""
    days = [receipt_of(file, paper, party) for party in file.parties]
    found = [day for day in days if day is not None]
    return max(found) if len(found) == len(days) else None
