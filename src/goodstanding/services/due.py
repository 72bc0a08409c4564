"""What is due in the files that an officer may read. Nobody else learns that there is a file (S30)."""

from dataclasses import dataclass
from datetime import date

from goodstanding.proceedings.authorities import Mandate, Role, are_independent
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.files import CaseFile
from goodstanding.proceedings.waiting import due_between
from goodstanding.services.authorities import authorities, mandates
from goodstanding.services.ports import Ports, Reader
from goodstanding.services.proceedings import all_files
from goodstanding.values.errors import NotFoundError


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Due:
    """One day that is coming: the file, and which clock ends."""

    due_on: date
    file: int
    clock: Clock


def require_reader(ports: Ports, reader: Reader, file: CaseFile, officer: str, size: int) -> None:
    """Refuse whoever has no mandate in the file, in the very words of a file that is not there."""
    held = _held(ports, reader, officer, size)
    if not _may_read(file, held, reader, size):
        raise NotFoundError("There is no file with this number.", accepted="a number such as p-12")


def due_days(ports: Ports, reader: Reader, officer: str, first: date, last: date) -> list[Due]:
    """The days from `first` to `last` on which a clock ends, in the officer's files, nearest first."""
    size = reader.head().size
    held = _held(ports, reader, officer, size)
    if not held:
        return []
    return sorted(
        Due(due_on=one.due_on, file=number, clock=one.clock)
        for number, file in all_files(reader, size)
        if _may_read(file, held, reader, size)
        for one in due_between(file, first, last)
    )


def _held(ports: Ports, reader: Reader, officer: str, size: int) -> tuple[Mandate, ...]:
    today = ports.clock.now().date()
    return tuple(one for one in mandates(reader, size) if one.officer == officer and one.holds_on(today))


def _may_read(file: CaseFile, held: tuple[Mandate, ...], reader: Reader, size: int) -> bool:
    """The conducting authority's officers, appeal bodies and courts outside the hierarchy, and the parties."""
    known = None
    for one in held:
        if one.role is Role.REPRESENTATIVE:
            if one.organization in file.parties:
                return True
        elif one.role in (Role.APPEAL_BODY, Role.COURT):
            known = known if known is not None else authorities(reader, size)
            if are_independent(known, one.authority, file.opened.authority):
                return True
        elif one.authority == file.opened.authority:
            return True
    return False
