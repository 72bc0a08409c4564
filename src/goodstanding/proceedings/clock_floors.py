"""What the rules may say of each clock: from which event, how long, what stops it, what follows. All else is refused.

An act counts a clock in the one way that stands here, so a key that said anything else would say what is not so
(decision 44).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from goodstanding.proceedings.deadlines import Anchor, Clock, Deadline, EndsOn, FirstDay, Passing, Pause, Unit
from goodstanding.proceedings.procedure import Procedure
from goodstanding.values.findings import Finding

#: The fewest and the most calendar days that one unit can be; a working day has no upper bound.
_FEWEST = {Unit.DAY: 1, Unit.WORKING_DAY: 1, Unit.MONTH: 28}
_MOST = {Unit.DAY: 1, Unit.WORKING_DAY: 5, Unit.MONTH: 31}
_STAY = frozenset({Pause.STAY})


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockFloor:
    """One clock as it can be. `code` is the finding where its length or what follows undercuts the floor.

    `fewest` and `most` are calendar days, with all that it can be prolonged by. `needed`: the rules have to have it.
    """

    code: str
    message: str
    anchors: tuple[Anchor, ...]
    passing: Passing
    fewest: int
    most: int
    units: frozenset[Unit] = frozenset(Unit)
    pauses: frozenset[Pause] = frozenset()
    may_be_prolonged: bool = False
    needed: bool = True

    @property
    def accepted(self) -> str:
        """`14 to 180 days`, and how it counts working days; what follows where that is what is at stake."""
        if self.units == {Unit.WORKING_DAY}:
            length = f"{self.fewest} to {self.most // _MOST[Unit.WORKING_DAY]} working days"
        else:
            length = (
                f"{max(self.fewest, 1)} to {self.most} days, a working day as {_MOST[Unit.WORKING_DAY]} of the most"
            )
        return f"{length}, then {self.passing.value}"


_DEEMED = ClockFloor(
    code="floor-deemed",
    message="It is deemed received too soon, or hangs for too long.",
    anchors=(Anchor.SENT,),
    passing=Passing.DEEMED_RECEIVED,
    fewest=10,
    most=62,
    needed=False,
)
_WAY_OUT = "An application can be left without an answer, or without time for one."
#: Every clock that an act starts. A clock of the closed list that is not here is started by nothing.
CLOCK_FLOORS: Mapping[Clock, ClockFloor] = MappingProxyType(
    {
        Clock.PREVIEW: ClockFloor(
            code="floor-preview",
            message="An organization has no time to see a record before it shows, or it can be held too long.",
            anchors=(Anchor.SENT,),
            passing=Passing.WINDOW_CLOSES,
            fewest=5,
            most=90,
            units=frozenset({Unit.WORKING_DAY}),
        ),
        Clock.DEEMED_PORTAL: _DEEMED,
        Clock.DEEMED_PAPER: _DEEMED,
        Clock.REPLY: ClockFloor(
            code="floor-reply",
            message="There is no time to reply, or a file can hang over a respondent.",
            anchors=(Anchor.RECEIVED,),
            passing=Passing.WINDOW_CLOSES,
            fewest=14,
            most=180,
            pauses=_STAY,
            may_be_prolonged=True,
        ),
        Clock.DECISION: ClockFloor(
            code="floor-missed-date",
            message="There is no time to decide, or an authority that misses its date loses nothing.",
            anchors=(Anchor.REPLY_ENDED,),
            passing=Passing.FILE_CLOSES,
            fewest=5,
            most=180,
            pauses=_STAY,
        ),
        Clock.STANDSTILL: ClockFloor(
            code="floor-standstill",
            message="The standstill may end before the appeal period, or never.",
            anchors=(Anchor.NOTIFIED,),
            passing=Passing.LISTING_MAY_SHOW,
            fewest=14,
            most=186,
            pauses=_STAY,
        ),
        Clock.APPEAL: ClockFloor(
            code="floor-appeal-time",
            message="There is no time to appeal, or no end of it.",
            anchors=(Anchor.NOTIFIED,),
            passing=Passing.WINDOW_CLOSES,
            fewest=14,
            most=186,
            pauses=_STAY,
        ),
        Clock.APPEAL_DECISION: ClockFloor(
            code="floor-late-appeal",
            message="A late appeal decision does not suspend the listing, or there is no time for one.",
            anchors=(Anchor.LODGED,),
            passing=Passing.LISTING_SUSPENDED,
            fewest=5,
            most=60,
        ),
        Clock.ORDER_VERIFICATION: ClockFloor(
            code="floor-interim",
            message="A filed order can wait for too long before it is verified.",
            anchors=(Anchor.FILED,),
            passing=Passing.SUSPENSION_STANDS,
            fewest=1,
            most=10,
            units=frozenset({Unit.WORKING_DAY}),
        ),
        Clock.PROVISIONAL_NOTICE: ClockFloor(
            code="floor-provisional-cap",
            message="A provisional measure stands without a notice.",
            anchors=(Anchor.ORDERED,),
            passing=Passing.MEASURE_LAPSES,
            fewest=0,
            most=14,
        ),
        Clock.PROVISIONAL_CAP: ClockFloor(
            code="floor-provisional-cap",
            message="A provisional measure can last too long.",
            anchors=(Anchor.ORDERED,),
            passing=Passing.MEASURE_LAPSES,
            fewest=0,
            most=6 * _MOST[Unit.MONTH],
        ),
        Clock.REHABILITATION_COMPLETENESS: ClockFloor(
            code="floor-way-out-time",
            message=_WAY_OUT,
            anchors=(Anchor.APPLIED,),
            passing=Passing.WINDOW_CLOSES,
            fewest=5,
            most=60,
        ),
        Clock.REHABILITATION_DECISION: ClockFloor(
            code="floor-way-out-time",
            message=_WAY_OUT,
            anchors=(Anchor.COMPLETED, Anchor.APPLIED),
            passing=Passing.LISTING_SUSPENDED,
            fewest=5,
            most=60,
        ),
        Clock.REVIEW: ClockFloor(
            code="floor-review",
            message="The office need not look again each year, or has no time to.",
            anchors=(Anchor.DECIDED,),
            passing=Passing.LISTING_SUSPENDED,
            fewest=28,
            most=12 * _MOST[Unit.MONTH],
        ),
        Clock.CONDITION_ANSWER: ClockFloor(
            code="floor-conditions",
            message="A report on conditions can be left without an answer, or without time for one.",
            anchors=(Anchor.SUBMITTED,),
            passing=Passing.GRANTED,
            fewest=5,
            most=60,
        ),
        Clock.CORRECTION_RECEIPT: ClockFloor(
            code="floor-correction",
            message="A request for correction can be left without a receipt.",
            anchors=(Anchor.FILED,),
            passing=Passing.NOTHING,
            fewest=1,
            most=10,
        ),
        Clock.CORRECTION_DECISION: ClockFloor(
            code="floor-correction",
            message="A request for correction can be left without a decision, or without time for one.",
            anchors=(Anchor.FILED,),
            passing=Passing.LISTING_SUSPENDED,
            fewest=5,
            most=60,
        ),
    }
)
_PROVISIONAL = frozenset({Clock.PROVISIONAL_NOTICE, Clock.PROVISIONAL_CAP})


def check_clocks(procedure: Procedure) -> Iterator[Finding]:
    """A finding for each clock that is missing, is started by nothing, undercuts its floor, or is told otherwise."""
    unused = frozenset[Clock]() if procedure.provisional else _PROVISIONAL
    for clock, floor in CLOCK_FLOORS.items():
        if floor.needed and clock not in unused and clock not in procedure.deadlines:
            yield Finding(code=floor.code, message=floor.message, field=f"deadlines.{clock}", accepted=floor.accepted)
    for clock, deadline in procedure.deadlines.items():
        if clock in unused or clock not in CLOCK_FLOORS:
            yield _without_effect(clock, "", "No act starts this clock.", "no such clock")
        else:
            yield from _check_clock(clock, deadline, CLOCK_FLOORS[clock])
    standstill, appeal = (procedure.deadlines.get(clock) for clock in (Clock.STANDSTILL, Clock.APPEAL))
    if standstill is not None and appeal is not None and not _covers(standstill, appeal):
        message, where = "The standstill may end before the appeal period.", f"deadlines.{Clock.STANDSTILL}"
        accepted = "at least the appeal period"
        yield Finding(code="floor-standstill", message=message, field=where, accepted=accepted)


def _check_clock(clock: Clock, deadline: Deadline, floor: ClockFloor) -> Iterator[Finding]:
    in_time = floor.fewest <= _fewest_days(deadline) and _most_days(deadline) <= floor.most
    if not in_time or deadline.length < 1 or deadline.unit not in floor.units:
        yield Finding(code=floor.code, message=floor.message, field=f"deadlines.{clock}", accepted=floor.accepted)
    if deadline.passing is not floor.passing:
        yield Finding(
            code="floor-silence" if clock is Clock.REPLY else floor.code,
            message="Another thing follows here when the day has passed.",
            field=f"deadlines.{clock}.passing",
            accepted=floor.passing.value,
        )
    if deadline.anchor not in floor.anchors:
        accepted = ", ".join(one.value for one in floor.anchors)
        yield _without_effect(clock, ".anchor", "This clock is not counted from that event.", accepted)
    if deadline.paused_by != floor.pauses:
        accepted = ", ".join(sorted(floor.pauses)) or "nothing"
        yield _without_effect(clock, ".paused_by", "Other things make this clock stand still.", accepted)
    if deadline.unit is Unit.WORKING_DAY and deadline.ends_on is EndsOn.NEXT_WORKING_DAY:
        yield _without_effect(clock, ".ends_on", "Working days end on a working day as it is.", EndsOn.ANY_DAY.value)
    extension = deadline.extension
    if extension is not None and not (floor.may_be_prolonged and extension.most > 0 and extension.length > 0):
        accepted = "1 or more, each of 1 or more" if floor.may_be_prolonged else "no extension"
        yield _without_effect(clock, ".extension", "No act prolongs this clock so.", accepted)


def _without_effect(clock: Clock, key: str, message: str, accepted: str) -> Finding:
    field = f"deadlines.{clock}{key}"
    return Finding(code="procedure-without-effect", message=message, field=field, accepted=accepted)


def _covers(longer: Deadline, shorter: Deadline) -> bool:
    """Whether the first never ends before the second, whatever the calendar; both from the same event."""
    if longer.unit is shorter.unit:
        late_start = longer.first_day is FirstDay.EXCLUDED or shorter.first_day is FirstDay.INCLUDED
        rolls = longer.ends_on is shorter.ends_on or longer.ends_on is EndsOn.NEXT_WORKING_DAY
        return longer.length > shorter.length or (longer.length == shorter.length and late_start and rolls)
    return _fewest_days(longer) > _most_days(shorter)


def _fewest_days(deadline: Deadline) -> int:
    """Behind the day of the event: of a count that begins with that day one less is left."""
    return deadline.length * _FEWEST[deadline.unit] - (deadline.first_day is FirstDay.INCLUDED)


def _most_days(deadline: Deadline) -> int:
    extension = deadline.extension
    length = deadline.length + (extension.most * extension.length if extension else 0)
    return length * _MOST[deadline.unit]
