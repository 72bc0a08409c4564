"""Read a file and its days: for the officers and representatives of the file alone (S30)."""

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, cast

import typer

from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.acting import acting_as
from goodstanding.cli.options import As, AsJson, Data, PassphraseFile, optional_date
from goodstanding.cli.output import as_of_json, head_json, plural, print_json, print_json_list, print_table, print_text
from goodstanding.cli.proceeding.options import Number
from goodstanding.cli.proceeding.performing import day_of, stage_of
from goodstanding.cli.replies import print_replies, reply_json
from goodstanding.ledger.canonical import Json
from goodstanding.proceedings.act_names import act_name
from goodstanding.proceedings.files import CaseFile, Step, approved_decision
from goodstanding.proceedings.monitoring import condition_states
from goodstanding.proceedings.plain_forms import to_json
from goodstanding.proceedings.replies import published_replies
from goodstanding.proceedings.waiting import running_clocks
from goodstanding.services.due import Due, due_days, require_reader
from goodstanding.services.proceedings import parse_number, read_file
from goodstanding.services.provisional import measures_for
from goodstanding.services.reading import AsOf, as_of
from goodstanding.settings import data_directory
from goodstanding.values.plain import plain

WEEK = timedelta(days=7)
NOTHING_DECIDED = (
    "Nothing is decided about any organization named here, and a measure can lapse on any day: ask again before you "
    "act. It concerns the contract, tender or grant named, and nothing else."
)


def show(
    file: Number, officer: As, data: Data = None, passphrase_file: PassphraseFile = None, as_json: AsJson = False
) -> None:
    """Show a file to its officers, its appeal body, its court and its parties: every act, and the days that run.

    Example: goodstanding proceeding show p-12 --as case-1
    """
    ports, number = open_ports(data_directory(data)), parse_number(file)
    acting = acting_as(ports, officer, passphrase_file)
    head = ports.store.head()
    found = read_file(ports, ports.store, number, head.size)
    require_reader(ports, ports.store, found, acting.officer, head.size)
    stage = stage_of(ports, found, head)
    # While a breach is not decided, the conditions are those that its notice is about.
    decided = found if approved_decision(found) else found.before_breach() or found
    day = day_of(ports, found, head)
    conditions = condition_states(decided, day)
    replies = published_replies(found, found.steps[-1].on)
    if as_json:
        due, passed = (
            {one.clock.value: one.due_on.isoformat() for one in running_clocks(found) if (one.due_on < day) is past}
            for past in (False, True)
        )
        shown = {"file": f"p-{number}", "stage": stage, "due": due, "passed": passed, "conditions": plain(conditions)}
        shown |= {"steps": [_step_json(one) for one in found.steps], "replies": list(map(reply_json, replies))}
        print_json(shown | {"recorded": head_json(head)})
        return
    rows = [(one.on, act_name(one.act), one.actor, one.role, _days(one)) for one in found.steps]
    print_table(f"p-{number}: {stage}", ("On", "Act", "By", "As", "Days set"), rows)
    if conditions:
        asked = [(one.number, one.text, one.due_on, one.state) for one in conditions]
        print_table("Conditions", ("Number", "Condition", "To the end of", "State"), asked)
    print_replies(f"p-{number}", replies)
    print_text(_running(found, day))


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


def _step_json(step: Step) -> dict[str, Json]:
    days: list[Json] = [{"clock": one.clock.value, "due_on": one.due_on.isoformat()} for one in step.started]
    around: dict[str, Json] = {"entry": step.seq, "on": step.on.isoformat(), "by": step.actor, "as": step.role.value}
    return around | {"act": act_name(step.act), "what": to_json(step.act), "due": days}


def _days(step: Step) -> str:
    return ", ".join(f"{one.clock.value} {one.due_on}" for one in step.started)


def _running(file: CaseFile, day: date) -> str:
    """The days that are ahead, and apart from them those that have passed."""
    clocks = running_clocks(file)
    running = ", ".join(f"{one.clock.value} to {one.due_on}" for one in clocks if one.due_on >= day)
    passed = ", ".join(f"{one.clock.value} to {one.due_on}" for one in clocks if one.due_on < day)
    told = f"Running: {running}." if running else "No clock runs."
    return f"{told} Passed: {passed}." if passed else told
