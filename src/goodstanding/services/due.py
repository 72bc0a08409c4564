"""What is due in the files and matters that an officer may read. Nobody else learns that there is a file (S30)."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from goodstanding.proceedings.appeals import pending_appeals
from goodstanding.proceedings.authorities import Mandate, Role, are_independent
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.files import CaseFile
from goodstanding.proceedings.stages import ENDED, stage_on
from goodstanding.services.authorities import authorities, mandates
from goodstanding.services.days import today
from goodstanding.services.due_matters import OWED as OWED_IN_MATTERS
from goodstanding.services.due_matters import matter_days
from goodstanding.services.ports import Ports, Reader
from goodstanding.services.proceedings import FILE_SCHEME, files_numbered, ground_of
from goodstanding.services.reading import AsOf
from goodstanding.values.errors import NotFoundError

#: What somebody has to do also when its day has passed; a window that has closed is no duty.
OWED = frozenset({Clock.APPEAL_DECISION, Clock.ORDER_VERIFICATION, Clock.REHABILITATION_DECISION, Clock.REVIEW})


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Due:
    """One day that is coming: of which file (`p-12`) or matter (`correction-730`), and which clock ends.

    `overdue`: it has passed, and what is owed was not done.
    """

    due_on: date
    of: str
    clock: Clock
    overdue: bool = False


def require_reader(ports: Ports, reader: Reader, file: CaseFile, officer: str, size: int) -> None:
    """Refuse whoever has no mandate in the file, in the very words of a file that is not there."""
    held = _held(ports, reader, officer, size)
    is_party = any(one.role is Role.REPRESENTATIVE and one.organization in file.parties for one in held)
    if not is_party and not _may_read(file.opened.authority, held, reader, size):
        raise NotFoundError("There is no file with this number.", accepted="a number such as p-12")


def due_days(ports: Ports, reader: Reader, officer: str, first: date, last: date) -> list[Due]:
    """The days from `first` to `last` on which a clock ends, in the officer's files and matters, nearest first.

    Of files, by the clocks that the store derives from the acts, and not of the acts: what is due is asked of all files
    at once. What is overdue stands before it until it is done; its files alone are folded, since some have ended.
    """
    size, present = reader.head().size, today(ports, reader)
    held = _held(ports, reader, officer, size)
    if not held:
        return []
    own = frozenset(
        file
        for one in held
        if one.role is Role.REPRESENTATIVE and one.organization is not None
        for file in reader.files_of(one.organization, size)
    )
    may_read = cache(lambda authority: _may_read(authority, held, reader, size))
    past = reader.overdue({clock.value for clock in OWED}, min(first, present), size)
    late = [row for row in past if row.file in own or may_read(row.authority)]
    owing = _owing(ports, reader, {row.file for row in late}, present)
    rows = [row for row in late if Clock(row.clock) in owing.get(row.file, ())]
    rows += [row for row in reader.due(first, last, size) if row.file in own or may_read(row.authority)]
    found = [
        (row.due_on, row.file, _due(row.due_on, f"{FILE_SCHEME}-{row.file}", Clock(row.clock), present)) for row in rows
    ]
    found += [
        (one.due_on, size, _due(one.due_on, one.of, one.clock, present))
        for one in matter_days(reader, held, first, last, min(first, present))
    ]
    return [due for _, _, due in sorted(found)]


def _due(due_on: date, of: str, clock: Clock, present: date) -> Due:
    return Due(due_on=due_on, of=of, clock=clock, overdue=due_on < present and clock in OWED | OWED_IN_MATTERS)


def _owing(ports: Ports, reader: Reader, numbers: set[int], day: date) -> dict[int, frozenset[Clock]]:
    """What is still owed in each of these files; a file that has ended owes nothing."""
    found = {}
    for number, file in files_numbered(reader, numbers, reader.head().size):
        ground = ground_of(ports, reader, file, day, AsOf(effective=day, head=reader.head()))
        if stage_on(file, day, ground) not in ENDED:
            found[number] = OWED if pending_appeals(file) else OWED - {Clock.APPEAL_DECISION}
    return found


def _held(ports: Ports, reader: Reader, officer: str, size: int) -> tuple[Mandate, ...]:
    present = today(ports, reader)
    return tuple(one for one in mandates(reader, size) if one.officer == officer and one.holds_on(present))


def _may_read(authority: str, held: tuple[Mandate, ...], reader: Reader, size: int) -> bool:
    """The conducting authority's officers, and appeal bodies and courts outside its hierarchy."""
    known = None
    for one in held:
        if one.role in (Role.APPEAL_BODY, Role.COURT):
            known = known if known is not None else authorities(reader, size)
            if are_independent(known, one.authority, authority):
                return True
        elif one.role is not Role.REPRESENTATIVE and one.authority == authority:
            return True
    return False
