"""What stops a proceeding and its effect: stays, and a court's orders that the respondent filed.

While one of them is open nothing is carried on against the respondent, and what was still ahead of it stands still. On
the end of the last one it counts on, by the days that it stood still: a right that is used costs nothing (S37).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from goodstanding.proceedings import acts, orders
from goodstanding.proceedings.appeals import pending_appeals
from goodstanding.proceedings.authorities import Role
from goodstanding.proceedings.deadlines import Clock, Span
from goodstanding.proceedings.files import CaseFile, Started, Step

#: What stands still: the respondent's windows, and the date that the office has to decide by.
HELD = (Clock.REPLY, Clock.DECISION, Clock.STANDSTILL, Clock.APPEAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Halt:
    """A stay, or a filed order, by its entry. `role` and `authority` are of whoever ordered the stay, or filed."""

    entry: int
    role: Role
    authority: str
    is_order: bool


def halts(file: CaseFile) -> tuple[Halt, ...]:
    """Those that are open, oldest first."""
    *_, (_, found) = _history(file)
    return found


def is_halted(file: CaseFile) -> bool:
    """Whether a stay or a filed order stops the proceeding."""
    return bool(halts(file))


def rests(file: CaseFile) -> bool:
    """Whether a stay, a filed order or a pending appeal lets everything rest; no day of a condition counts then."""
    return is_halted(file) or bool(pending_appeals(file))


def open_order(file: CaseFile) -> Halt | None:
    """The filed order that stops it; None where there is none."""
    return next((one for one in halts(file) if one.is_order), None)


def verification(file: CaseFile) -> tuple[int, orders.OrderVerified] | None:
    """What was found last of the order that stops the file, with its entry; None where nothing was."""
    order, verified = open_order(file), file.last_of(orders.OrderVerified)
    if order is None or verified is None or verified[0].seq < order.entry:
        return None
    return verified[0].seq, verified[1]


def forged_finding(file: CaseFile) -> int | None:
    """The entry of the finding that the order which stops the file is forged, where a second signature waits."""
    found = verification(file)
    return None if found is None or found[1].genuine else found[0]


def forged_orders(file: CaseFile) -> Iterator[tuple[Step, acts.OrderFiled]]:
    """The filed orders that were found to be forged."""
    filed: tuple[Step, acts.OrderFiled] | None = None
    for step in file.steps:
        if isinstance(step.act, acts.OrderFiled):
            filed = step, step.act
        elif isinstance(step.act, orders.ForgeryApproved) and filed is not None:
            yield filed


def halted_days(file: CaseFile) -> tuple[Span, ...]:
    """The days, both ends included, from the first stay or order to the end of the last one: those that are over."""
    found: list[Span] = []
    start: date | None = None
    for step, open_ in _history(file):
        if open_ and start is None:
            start = step.on
        elif not open_ and start is not None:
            found.append(Span(first=start, last=step.on))
            start = None
    return tuple(found)


def standing_still(file: CaseFile) -> Mapping[Clock, Started]:
    """The clocks that the halt of today stopped, as they ran before it; none where the proceeding goes on."""
    begun: int | None = None
    for index, (_, open_) in enumerate(_history(file)):
        begun = None if not open_ else index if begun is None else begun
    if begun is None:
        return {}
    before = CaseFile(steps=file.steps[:begun])
    found = {clock: before.clock(clock) for clock in HELD if clock in file.steps[begun].stopped}
    return {clock: one for clock, one in found.items() if one is not None}


def _history(file: CaseFile) -> Iterator[tuple[Step, tuple[Halt, ...]]]:
    """What is open behind each step."""
    found: tuple[Halt, ...] = ()
    for step in file.steps:
        match step.act:
            case acts.StayOrdered() | acts.OrderFiled():
                is_order = isinstance(step.act, acts.OrderFiled)
                halt = Halt(entry=step.seq, role=step.role, authority=step.authority, is_order=is_order)
                found = (*found, halt)
            case acts.StayEnded(stay=entry):
                found = tuple(one for one in found if one.entry != entry)
            case orders.ForgeryApproved():
                found = tuple(one for one in found if not one.is_order)
            case _:
                pass
        yield step, found
