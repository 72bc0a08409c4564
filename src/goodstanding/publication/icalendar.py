"""Days as an iCalendar file (RFC 5545): what a calendar program reads. Only numbers of files, no organization."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

_LONGEST_LINE = 75


def print_icalendar(days: Iterable[tuple[str, str, date]]) -> str:
    """An all-day event for each (file, clock, day), in lines that end in CRLF.

    A day is the last one in time, so its event lies on it. No instant of writing: same days, same text.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//goodstanding//deadlines//EN"]
    for file, clock, day in days:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{file}-{clock}-{day:%Y%m%d}@goodstanding.invalid",
            f"DTSTAMP:{day:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{file}: {clock} ends",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _folded(line: str) -> Iterator[str]:
    """Lines of at most 75 bytes, continued by a blank (section 3.1); everything here is ASCII."""
    while len(line) > _LONGEST_LINE:
        yield line[:_LONGEST_LINE]
        line = " " + line[_LONGEST_LINE:]
    yield line
