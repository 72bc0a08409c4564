"""The delta feed as receipts read it: what happened to listings since a day, by organization id and without any name.

A published list carries it beside its rows, so that a receipt is checked where no register is. Who was lifted is told
by its id alone: whoever holds a receipt knows whose that is, and nobody else learns it anew.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from goodstanding.ledger.canonical import Json, parse_canonical, print_canonical
from goodstanding.values.errors import VerificationError


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLine:
    """What happened to one organization's listing on a day; `was_wrong` asks to undo every conclusion from it.

    `change` is a code of `goodstanding changes`, `until` the first day on which the listing is gone.
    """

    on: date
    change: str
    organization: str
    proceeding: str
    until: date
    was_wrong: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """The lines of the days from `first` to `last`, oldest first."""

    first: date
    last: date
    lines: tuple[FeedLine, ...]

    def since(self, day: date, organizations: Iterable[str]) -> tuple[FeedLine, ...]:
        """What happened to these organizations from a day on, that day included."""
        wanted = set(organizations)
        return tuple(line for line in self.lines if line.on >= day and line.organization in wanted)


def print_feed(feed: Feed) -> bytes:
    """A canonical line for the days, then one for each change."""
    days: dict[str, Json] = {"first": feed.first.isoformat(), "last": feed.last.isoformat()}
    return b"".join(print_canonical(line) + b"\n" for line in (days, *map(_line_json, feed.lines)))


def parse_feed(data: bytes) -> Feed:
    """The feed of its bytes; VerificationError for anything else."""
    days, *lines = map(parse_canonical, data.splitlines() or [b""])
    return read_feed(days, lines)


def read_feed(days: Json, lines: Iterable[Json]) -> Feed:
    """The feed of plain data, as `goodstanding changes --json` prints it too; other keys are not read."""
    try:
        first, last = _day(_object(days)["first"]), _day(_object(days)["last"])
        return Feed(first=first, last=last, lines=tuple(map(_line, map(_object, lines))))
    except (KeyError, ValueError, TypeError) as error:
        raise VerificationError("These changes are not in their form.") from error


def _line_json(line: FeedLine) -> dict[str, Json]:
    return {
        "on": line.on.isoformat(),
        "change": line.change,
        "organization": line.organization,
        "proceeding": line.proceeding,
        "until": line.until.isoformat(),
        "was_wrong": line.was_wrong,
    }


def _line(value: Mapping[str, Json]) -> FeedLine:
    was_wrong = value["was_wrong"]
    if not isinstance(was_wrong, bool):
        raise TypeError
    return FeedLine(
        on=_day(value["on"]),
        change=_text(value["change"]),
        organization=_text(value["organization"]),
        proceeding=_text(value["proceeding"]),
        until=_day(value["until"]),
        was_wrong=was_wrong,
    )


def _object(value: Json) -> Mapping[str, Json]:
    if not isinstance(value, dict):
        raise TypeError
    return value


def _day(value: Json) -> date:
    return date.fromisoformat(_text(value))


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
