"""`goodstanding cases`."""

from collections.abc import Iterable, Sequence

import typer

from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.options import AsJson, Data, Effective, Recorded, optional_date
from goodstanding.cli.output import as_of_json, plural, print_as_of, print_json, print_table, print_text
from goodstanding.services.coverages import compared
from goodstanding.services.reading import all_views, as_of
from goodstanding.settings import data_directory
from goodstanding.standing.courses import Course, Passage, Step, courses
from goodstanding.values.errors import NotFoundError

Authority = typer.Option(None, "--authority", metavar="CODE", help="Only this authority. Default: all.")
OWN = (
    "For the office itself: presumed cases are counted here and are shown to nobody. Days are told of 20 cases or "
    "more, a category of 20 organizations or more."
)
UNKNOWN = (
    "Coverage unknown: {authorities} did not say how many decisions there are. Nothing here compares with another "
    "authority, or with another time."
)
SUMMARY = "{final} were final; {overturned} of them are annulled now."
BACK = "Went back: {restored} annulled and then final again; {voided} annulled from a day before the last decision."
TOO_FEW = "Not shown of {authority}, since fewer than 20 organizations could be told from it: {categories}."


def run(
    authority: str | None = Authority,
    effective: Effective = None,
    recorded: Recorded = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """How the cases of each authority go: where they stand, how many days each step took, how many went back.

    Example: goodstanding cases --authority mx-sat --effective 2021-05-18
    """
    ports = open_ports(data_directory(data))
    with ports.store.reading() as reader:
        at = as_of(ports, reader, optional_date(effective), recorded)
        found = courses(all_views(reader, at), at.effective)
        _, unknown = compared(reader, at)
    if authority is not None:
        found = tuple(one for one in found if one.authority == authority)
        if not found:
            raise NotFoundError("No case of an authority with this code has begun by that date.", accepted="a code")
    lacking = sorted({code for code, _ in unknown if any(one.authority == code for one in found)})
    if as_json:
        print_json({"cases": [_course_json(one) for one in found], "coverage_unknown": lacking, **as_of_json(at)})
        return
    for one in _told(found):
        _print_course(one)
    for each in sorted({one.authority for one in found if one.too_few}):
        hidden = ", ".join(one.category or "" for one in found if one.too_few and one.authority == each)
        print_text(TOO_FEW.format(authority=each, categories=hidden))
    if lacking:
        print_text(UNKNOWN.format(authorities=", ".join(lacking)))
    print_text(OWN)
    print_as_of(at)


def _told(found: tuple[Course, ...]) -> Iterable[Course]:
    """What is shown, without the whole of an authority that one of its categories is."""
    shown = [one for one in found if not one.too_few]
    alone = {one.authority: one.cases for one in shown if one.category is not None}
    return (one for one in shown if one.category is not None or alone.get(one.authority) != one.cases)


def _print_course(one: Course) -> None:
    whole = one.category or "all categories"
    title = f"{one.authority}, {whole}: {plural(one.cases, 'case')} of {plural(one.organizations, 'organization')}"
    print_table(title, ("Stands at", "Cases"), [(_words(step), count) for step, count in one.stages], numbers=1)
    columns = ("Days from ... to ...", "Cases", "A quarter by", "Half by", "Three quarters by")
    if one.passages:
        print_table("", columns, map(_cells, one.passages), numbers=4)
    print_text(SUMMARY.format(final=one.were_final, overturned=one.overturned))
    print_text(BACK.format(restored=one.restored, voided=one.voided))
    print()


def _cells(passage: Passage) -> Sequence[object]:
    days = passage.quartiles or ("", "", "")
    return (f"{_words(passage.before)} to {_words(passage.after)}", passage.cases, *days)


def _words(step: Step) -> str:
    return step.status.value if step.reason is None else f"{step.status.value} ({step.reason.value})"


def _course_json(one: Course) -> dict[str, object]:
    return {
        "authority": one.authority,
        "category": one.category,
        "too_few": one.too_few,
        "organizations": one.organizations,
        "cases": one.cases,
        "stages": [_step_json(step) | {"cases": count} for step, count in one.stages],
        "passages": [
            {
                "before": _step_json(passage.before),
                "after": _step_json(passage.after),
                "cases": passage.cases,
                "quartiles": None if passage.quartiles is None else list(passage.quartiles),
            }
            for passage in one.passages
        ],
        "were_final": one.were_final,
        "overturned": one.overturned,
        "restored": one.restored,
        "voided": one.voided,
    }


def _step_json(step: Step) -> dict[str, object]:
    return {"status": step.status.value, "reason": None if step.reason is None else step.reason.value}
