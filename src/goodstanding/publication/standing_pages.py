"""One organization's standing over time as pages: its history, its way back, and what an annulment would change.

The chart shows what the table beside it says. Nothing on a page states misconduct; a day named here is no promise.
Pages of organizations are not to be indexed (S31).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from goodstanding.publication.charts import Steps
from goodstanding.publication.pages import Block, Page, Section, Table, Text
from goodstanding.register.records import Status
from goodstanding.rulebook.model import Rulebook
from goodstanding.standing import phrases
from goodstanding.standing.back import Sooner, Step, WayBack
from goodstanding.standing.changes import Cause, Change, Why
from goodstanding.standing.counterfactual import Counterfactual, Without
from goodstanding.values.points import PER_POINT, print_points

#: How far a chart goes on after the last known change.
_ROOM = timedelta(days=120)
KNOWN = (
    "What stands after {day} is what is already known to come, if nothing else happens. A day named here is no promise."
)
NEUTRAL = "Where there is no line there is no grade. Not rated is not the same as bad."
ALONE = (
    "Each record that counts, left out alone, as if it were annulled. Whether one should be, is for the authority or "
    "the court that decides on it."
)
SETS = "The fewest that change the grade together, up to {most} records, where none of their parts does."
CUT_OFF = "There are more sets than were tried: this list is not complete."
NO_SET = "No set of up to {most} records changes the grade, beside those that do alone."
RECORDS = "The records by number, as far as they may be displayed on {day}"
#: Why a line changed, of a record by its number.
CAUSES: Mapping[Cause, str] = {
    Cause.STAGE: "record {entry} is {status}",
    Cause.FADING: "record {entry} fades",
    Cause.VALUE: "another value holds for record {entry}",
    Cause.EXPIRED: "the measure of record {entry} has ended",
    Cause.CONCURRENCE: "record {entry} counts otherwise beside another",
    Cause.DISPLAY_BEGAN: "record {entry} is displayed from this day",
    Cause.DISPLAY_ENDED: "record {entry} is no longer displayed",
    Cause.RULEBOOK: "record {entry} stands under another edition",
}
STATUS_WORDS: Mapping[Status, str] = {
    Status.PRESUMED: "presumed",
    Status.FINAL: "final",
    Status.UNDER_APPEAL: "under appeal",
    Status.SUSPENDED: "suspended",
    Status.ANNULLED: "annulled",
    Status.CURED: "cured",
    Status.REHABILITATED: "followed by rehabilitation",
}
NONE = "No record counts on this day."


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Whose page it is, by which rules, and as of when; `recorded` is a sentence.

    `records` name what may be displayed on the day, by number: category, authority, case, day of the decision.
    `disputed` are those of which a correction was asked for and is not decided.
    """

    name: str
    rulebook: Rulebook
    effective: date
    unofficial: bool
    recorded: str
    records: Mapping[int, tuple[str, str, str, str]] = field(default_factory=dict)
    disputed: tuple[int, ...] = ()


def told_disputes(disputed: Iterable[int]) -> tuple[str, ...]:
    """That a correction of each of these records was asked for and is not decided."""
    return tuple(phrases.DISPUTED_RECORD.format(entry=entry) for entry in disputed)


def history_page(about: About, changes: Sequence[Change]) -> Page:
    """Every day on which the standing changed, or is known to change."""
    return _page(about, "History", _history(about, changes))


def back_page(about: About, found: WayBack, changes: Sequence[Change], told: Iterable[str]) -> Page:
    """From which day each better grade is reached; `changes` are those from the day asked about on."""
    return _page(about, "Way back", _back(about, found, changes, told))


def counterfactual_page(about: About, found: Counterfactual) -> Page:
    """What each annulment would change, and the fewest together."""
    return _page(about, "What if a record were annulled", _counterfactual(about, found))


def history_rows(changes: Sequence[Change], begins: str = "") -> Iterator[tuple[str, str, str, str]]:
    """From, points, grade, and what changed it; `begins` says why there is a first row."""
    for number, change in enumerate(changes):
        because = "; ".join(_because(why) for why in change.why) or (begins if number == 0 else "")
        yield change.on.isoformat(), print_points(change.points), change.grade or phrases.UNGRADED, because


def without_rows(found: Sequence[Without]) -> Iterator[tuple[str, str, str, str]]:
    """The records left out, points, grade, and whether it is another one."""
    for one in found:
        entries = ", ".join(str(entry) for entry in one.entries)
        yield entries, print_points(one.points), one.grade or phrases.UNGRADED, "yes" if one.changes else "no"


def step_chart(about: About, changes: Sequence[Change]) -> Iterator[Steps]:
    """Points over time with the bands of the grades."""
    if not changes:
        return
    scale = about.rulebook.scale
    told = "; ".join(f"from {row[0]}: {row[1]} points, {row[2]}" for row in history_rows(changes))
    yield Steps(
        id="chart-points",
        title=f"Points of {about.name} over time",
        description=told,
        steps=tuple((change.on, change.points) for change in changes),
        until=max(changes[-1].on, about.effective) + _ROOM,
        least=scale.floor * PER_POINT,
        most=scale.ceiling * PER_POINT,
        lines=tuple(
            (grade.at_least * PER_POINT, str(grade.at_least), f"grade {grade.code}") for grade in about.rulebook.grades
        ),
        gaps=frozenset(change.on for change in changes if change.grade is None),
        today=about.effective,
    )


def _page(about: About, what: str, blocks: Iterator[Block]) -> Page:
    lead: list[Text] = [phrases.UNOFFICIAL] if about.unofficial else []
    edition = f"{about.rulebook.title}, edition {about.rulebook.edition}"
    sections = (Section(id="answer", heading=what, level=2, blocks=tuple(blocks)),)
    title = f"{what}: {about.name}"
    lead += [f"By {edition}. {about.recorded}", phrases.DISCLAIMER, *told_disputes(about.disputed)]
    return Page(language="en", title=title, lead=tuple(lead), sections=sections)


def _history(about: About, changes: Sequence[Change]) -> Iterator[Block]:
    yield KNOWN.format(day=phrases.print_day(about.effective))
    yield from step_chart(about, changes)
    yield NEUTRAL
    columns = ("From", "Points", "Grade", "Because")
    yield Table(
        caption="Every change, with its cause", columns=columns, rows=tuple(history_rows(changes, phrases.BEGINS))
    )
    yield from _records(about, (why.entry for change in changes for why in change.why))


def _back(about: About, found: WayBack, changes: Sequence[Change], told: Iterable[str]) -> Iterator[Block]:
    yield from told
    yield from step_chart(about, changes)
    if found.steps:
        columns = ("Grade", "From", "Until", "Earlier if one record were annulled or cured")
        rows = tuple(_step(step) for step in found.steps)
        yield Table(caption=phrases.BACK, columns=columns, rows=rows)
    if found.unrated_on is not None:
        yield f"{phrases.BACK_UNRATED.format(day=phrases.print_day(found.unrated_on))} {phrases.NEUTRAL}"
    columns = ("From", "Points", "Grade", "Because")
    yield Table(caption="What is known to come", columns=columns, rows=tuple(history_rows(changes)))
    sooner = (one.entry for step in found.steps for one in step.sooner)
    yield from _records(about, (*sooner, *(why.entry for change in changes for why in change.why)))


def _step(step: Step) -> tuple[Text, ...]:
    on = phrases.BACK_NEVER if step.on is None else step.on.isoformat()
    until = "" if step.until is None else step.until.isoformat()
    return f"{step.grade} ({step.title})", on, until, _sooner(step.sooner)


def _sooner(sooner: Sequence[Sooner]) -> str:
    nearest = sorted(sooner, key=lambda one: (one.on, one.entry))
    return "; ".join(phrases.BACK_SOONER.format(entry=one.entry, day=one.on.isoformat()) for one in nearest)


def _counterfactual(about: About, found: Counterfactual) -> Iterator[Block]:
    if not found.alone:
        yield NONE
        return
    yield ALONE
    columns = ("Records left out", "Points", "Grade", "Another grade")
    now = f"{print_points(found.points)} points, {found.grade or phrases.UNGRADED}"
    yield Table(caption=f"One record left out (now: {now})", columns=columns, rows=tuple(without_rows(found.alone)))
    yield from set_sentences(found)
    if found.together:
        rows = tuple(without_rows(found.together))
        yield Table(caption=f"Several left out together (now: {now})", columns=columns, rows=rows)
    yield from _records(about, (entry for one in (*found.alone, *found.together) for entry in one.entries))


def set_sentences(found: Counterfactual) -> Iterator[str]:
    """What was looked at, and what was not."""
    template = SETS if found.together else NO_SET
    yield template.format(most=found.most_together)
    if not found.complete:
        yield CUT_OFF


def _because(why: Why) -> str:
    told = CAUSES[why.cause].format(entry=why.entry, status=STATUS_WORDS[why.status])
    return f"{told}: {print_points(why.before)} to {print_points(why.after)}"


def _records(about: About, entries: Iterable[int]) -> Iterator[Table]:
    """What the numbers stand for, as far as the records may be displayed on the day."""
    rows = tuple((str(entry), *about.records[entry]) for entry in sorted(set(entries)) if entry in about.records)
    if rows:
        columns = ("Record", "About", "Authority", "Case", "Decided on")
        yield Table(caption=RECORDS.format(day=phrases.print_day(about.effective)), columns=columns, rows=rows)
