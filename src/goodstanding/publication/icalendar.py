"""Days as an iCalendar file (RFC 5545): what a calendar program reads. Only numbers of files, no organization."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

_LONGEST_LINE = 75


def print_icalendar(days: Iterable[tuple[str, str, date]], size: int, recorded_at: str) -> str:
    """An all-day event for each (file, clock, day), in lines that end in CRLF.

    A day is the last one in time, so its event lies on it. Its name has no day, and its number is the log's size: a
    day that was moved takes the place of the earlier one (sections 3.8.4.7, 3.8.7.4). Same days of the same log, same
    text.
    """
    stamp = f"{''.join(sign for sign in recorded_at[:19] if sign not in '-:')}Z"
    told: Counter[str] = Counter()
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//goodstanding//deadlines//EN"]
    for file, clock, day in days:
        # Only a matter has a clock more than once: a window for each whom it touches.
        name, told[f"{file}-{clock}"] = f"{file}-{clock}", told[f"{file}-{clock}"] + 1
        number = f"-{told[name]}" if told[name] > 1 else ""
        lines += [
            "BEGIN:VEVENT",
            f"UID:{name}{number}@goodstanding.invalid",
            f"DTSTAMP:{stamp}",
            f"SEQUENCE:{size}",
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
