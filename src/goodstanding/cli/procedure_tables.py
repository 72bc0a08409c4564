"""What procedural rules say, as tables and as JSON: for a respondent, or a jurist, who reads them."""

from datetime import date

from goodstanding.cli.output import plural, print_table, print_text
from goodstanding.proceedings.calendars import Calendar
from goodstanding.proceedings.deadlines import Citation, Deadline, FirstDay, due_on
from goodstanding.proceedings.procedure import Displayed, Procedure, Requirement
from goodstanding.values.dates import Period
from goodstanding.values.plain import plain

#: What is displayed for how long, in words.
DISPLAYED = {
    Displayed.MINOR: "a minor record, from the day on which it is final",
    Displayed.GENERAL: "a general record, from the day on which it is final",
    Displayed.SERIOUS: "a serious record, from the day on which it is final",
    Displayed.ENDED_LISTING: "a listing, from the day on which it has ended",
    Displayed.CHANGE_OF_LIST: "that a listing began, changed or ended, from that day on",
}


def print_clocks(procedure: Procedure, calendar: Calendar, day: date | None) -> None:
    """Each clock; with a day also when it ends, counted from an event on that day."""
    columns = ("Clock", "Counts", "Then", "Article", *(("Ends",) if day else ()))
    rows = [
        (clock, _words(one), one.passing, _articles(procedure, one.cites), *_ends(one, calendar, day))
        for clock, one in procedure.deadlines.items()
    ]
    print_table(f"{procedure.title}, edition {procedure.edition}, calendar {calendar.edition}", columns, rows)


def print_steps(procedure: Procedure) -> None:
    """Who may take each step."""
    cites = procedure.articles.get(Requirement.COMPETENCE)
    by_article = f" ({procedure.print_citation(cites)})" if cites else ""
    steps = [(name, ", ".join(sorted(roles))) for name, roles in (procedure.steps or {}).items()]
    print_table(f"Who may take each step{by_article}", ("Step", "Roles"), steps)


def print_display(procedure: Procedure, day: date | None) -> None:
    """How long what was decided is displayed; with a day also from when on it is gone, counted from that day."""
    told = procedure.display
    if told is None:
        return
    rows = [
        (DISPLAYED[what], period_words(period), *((_gone_on(period, day) or "never",) if day else ()))
        for what, period in told.periods.items()
    ]
    with_listing = "as long as the listing" if told.grounds_with_listing else "no longer than any other"
    rows.append(("a record that grounds a listing", with_listing, *(("",) if day else ())))
    title = f"How long what was decided is displayed ({_articles(procedure, told.cites)})"
    print_table(title, ("What", "How long", *(("Gone on",) if day else ())), rows)
    if told.note:
        print_text(told.note)


def rules_json(procedure: Procedure, calendar: Calendar, day: date | None) -> dict[str, object]:
    """The same, as plain data."""
    clocks = {
        clock: {
            "counts": _words(one),
            "passing": one.passing.value,
            "due_on": due_on(one, day, calendar).isoformat() if day else None,
        }
        for clock, one in procedure.deadlines.items()
    }
    told = procedure.display
    display = told and {
        "periods": {
            what: {"period": plain(period), "gone_on": _gone_on(period, day)} for what, period in told.periods.items()
        },
        "grounds_with_listing": told.grounds_with_listing,
        "article": _articles(procedure, told.cites),
    }
    return {"clocks": clocks, "steps": plain(procedure.steps), "display": display}


def period_words(period: Period | None) -> str:
    """`36 months`; `not at all`, or `without an end`."""
    if period is None:
        return "without an end"
    parts = ((period.months, "month"), (period.days, "day"))
    return " and ".join(plural(count, unit) for count, unit in parts if count) or "not at all"


def _gone_on(period: Period | None, day: date | None) -> str | None:
    return None if period is None or day is None else period.after(day).isoformat()


def _ends(deadline: Deadline, calendar: Calendar, day: date | None) -> tuple[str, ...]:
    return (due_on(deadline, day, calendar).isoformat(),) if day else ()


def _words(deadline: Deadline) -> str:
    start = "beginning with" if deadline.first_day is FirstDay.INCLUDED else "after"
    unit = deadline.unit.value.replace("-", " ")
    return f"{plural(deadline.length, unit)} {start} {deadline.anchor.value}"


def _articles(procedure: Procedure, cites: tuple[Citation, ...]) -> str:
    return "; ".join(procedure.print_citation(one) for one in cites)
