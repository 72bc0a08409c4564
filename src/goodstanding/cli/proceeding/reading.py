"""The days of files and matters: for the officers and representatives of each alone (S30)."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, cast

import typer

from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.acting import acting_as
from goodstanding.cli.options import As, AsJson, Data, PassphraseFile, optional_date
from goodstanding.cli.output import as_of_json, plural, print_json, print_json_list, print_table, print_text
from goodstanding.services.due import Due, due_days
from goodstanding.services.provisional import measures_for
from goodstanding.services.reading import AsOf, as_of
from goodstanding.settings import data_directory
from goodstanding.values.plain import plain

WEEK = timedelta(days=7)
NOTHING_DECIDED = (
    "Nothing is decided about any organization named here, and a measure can lapse on any day: ask again before you "
    "act. It concerns the contract, tender or grant named, and nothing else."
)


def deadlines(
    officer: As,
    first: Annotated[str | None, typer.Option("--from", metavar="DATE", help="Default: today.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Default: a week later.")] = None,
    data: Data = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """What is due in the files, corrections, previews, claims and identities that an officer may read, nearest first.

    What is overdue stands first until it is done.

    Example: goodstanding proceeding deadlines --as case-1
    """
    found, days, at = _due(officer, first, last, data, passphrase_file)
    if as_json:
        print_json_list("due", map(_due_json, found), {**days, **as_of_json(at)})
        return
    rows = [(one.due_on, one.of, one.clock, "overdue" if one.overdue else "") for one in found]
    print_table(f"{plural(len(found), 'day')} due", ("On", "File", "Clock", "State"), rows)


def calendar(
    officer: As,
    first: Annotated[str | None, typer.Option("--from", metavar="DATE", help="Default: today.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Default: a week later.")] = None,
    data: Data = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """The same days as an iCalendar file (RFC 5545), for the officer's own calendar. It names files, no organization.

    Example: goodstanding proceeding calendar --to 2027-01-01 --as case-1 > due.ics
    """
    from goodstanding.publication.icalendar import print_icalendar

    found, _, at = _due(officer, first, last, data, passphrase_file)
    days = [(one.of, one.clock.value, one.due_on) for one in found]
    print(print_icalendar(days, at.head.size, at.head.recorded_at), end="")


def measures(officer: As, data: Data = None, passphrase_file: PassphraseFile = None, as_json: AsJson = False) -> None:
    """As a contracting authority's screener: the provisional measures in force today. They show nowhere else.

    Example: goodstanding proceeding measures --as screener-1
    """
    ports = open_ports(data_directory(data))
    acting = acting_as(ports, officer, passphrase_file)
    with ports.store.reading() as reader:
        found, at = measures_for(ports, reader, acting.officer), as_of(ports, reader, None, None)
    if as_json:
        told = [{**cast(dict[str, object], plain(one)), "file": f"p-{one.file}"} for one in found]
        print_json({"measures": told, **as_of_json(at)})
        return
    rows = [(f"{one.name} ({one.organization})", one.public_money, one.ordered_on, one.ends_by) for one in found]
    title = plural(len(found), "provisional measure")
    print_table(title, ("Organization", "Concerns alone", "Ordered on", "At the latest to"), rows)
    print_text(NOTHING_DECIDED)


def _due(
    officer: str, first: str | None, last: str | None, data: Path | None, passphrase_file: Path | None
) -> tuple[list[Due], dict[str, str], AsOf]:
    """The days that are due, from when to when they were asked for, and as of what."""
    ports = open_ports(data_directory(data))
    acting = acting_as(ports, officer, passphrase_file)
    with ports.store.reading() as reader:
        at = as_of(ports, reader, None, None)
        start = optional_date(first) or at.effective
        end = optional_date(last) or start + WEEK
        found = due_days(ports, reader, acting.officer, start, end)
    return found, {"first": start.isoformat(), "last": end.isoformat()}, at


def _due_json(one: Due) -> dict[str, object]:
    return {"file": one.of, "clock": one.clock.value, "due_on": one.due_on.isoformat(), "overdue": one.overdue}
