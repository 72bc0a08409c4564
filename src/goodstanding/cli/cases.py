"""`goodstanding cases`."""

from collections.abc import Sequence
from itertools import groupby

import typer

from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.options import AsJson, Data, Effective, Recorded, optional_date
from goodstanding.cli.output import as_of_json, plural, print_as_of, print_json, print_table, print_text
from goodstanding.services.reading import as_of
from goodstanding.services.told_courses import told_courses
from goodstanding.settings import data_directory
from goodstanding.standing.courses import Course, Passage, Step
from goodstanding.values.errors import NotFoundError

Authority = typer.Option(None, "--authority", metavar="CODE", help="Only this authority. Default: all.")
Category = typer.Option(None, "--category", metavar="CODE", help="Only this category. Default: all.")
ALL = "all categories"
NONE = "No case has begun by that date."
OWN = (
    "For the office itself, not to be published: presumed cases are counted here, and they are shown to nobody. Days "
    "are told where 20 cases or more took the step."
)
UNKNOWN = (
    "Coverage unknown of {authority} ({parts}): it is not known how many decisions there are. Do not compare these "
    "figures with those of another authority, or with another time."
)
WITHHELD = (
    "Coverage unknown, figures withheld: of these nobody has published the numbers of all decisions, and whoever hands "
    "in few would look better than others. Ask for one alone with --authority CODE, or with --authority CODE "
    "--category CODE."
)
SUMMARY = "Ever final: {final}; of these annulled now: {overturned}."
BACK = "Went back: {restored} annulled and then final again; {voided} annulled from a day before the last decision."
DECLARED = "By its own numbers there are {declared} final decisions; not recorded here: {missing}."
PEOPLE = "Decisions that are not recorded here may be about people, whom no register keeps, or were not handed in."
TOO_FEW = (
    "Too small to be shown: categories of fewer than 20 organizations, or from which the figures of such a one could "
    "be worked out. They are counted in the whole of their authority."
)
#: Why a course has no figures, in JSON.
COVERAGE_UNKNOWN = "coverage-unknown"


def run(
    authority: str | None = Authority,
    category: str | None = Category,
    effective: Effective = None,
    recorded: Recorded = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """How the cases of each authority go: where they stand, how many days each step took, how many went back.

    Figures of an authority that has not published how many decisions it took stand never beside those of others.

    Example: goodstanding cases --authority mx-sat --effective 2021-05-18
    """
    ports = open_ports(data_directory(data))
    with ports.store.reading() as reader:
        at = as_of(ports, reader, optional_date(effective), recorded)
        found = told_courses(reader, at, authority, category)
    if not found and (authority is not None or category is not None):
        raise NotFoundError(
            "No case of this authority and category has begun by that date.", accepted="a code of one that has a case"
        )
    if as_json:
        lacking = sorted({one.authority for one in found if one.coverage is None})
        print_json({"cases": [_course_json(one) for one in found], "coverage_unknown": lacking, **as_of_json(at)})
        return
    shown = _told(found)
    if not found:
        print_text(NONE)
    for one in shown:
        _print_course(one)
    _print_coverage(found, shown)
    _print_too_few(found)
    print_text(OWN)
    print_as_of(at)


def _print_coverage(found: Sequence[Course], shown: Sequence[Course]) -> None:
    """What a coverage says of figures, what is withheld, and what not to compare."""
    if any(one.coverage is not None and one.coverage.missing for one in shown):
        print_text(PEOPLE)
    if withheld := [(one.authority, one.category or ALL) for one in found if one.withheld]:
        print_table(WITHHELD, ("Authority", "Category"), withheld)
    # Only an authority that is told alone has figures whose coverage is unknown.
    if unknown := [one for one in shown if one.coverage is None]:
        parts = ", ".join(one.category or ALL for one in unknown)
        print_text(UNKNOWN.format(authority=unknown[0].authority, parts=parts))


def _print_too_few(found: Sequence[Course]) -> None:
    small = [one for one in found if one.too_few]
    rows = [(code, ", ".join(one.category or "" for one in group)) for code, group in groupby(small, _authority)]
    if rows:
        print_table(TOO_FEW, ("Authority", "Categories"), rows)


def _authority(one: Course) -> str:
    return one.authority


def _told(found: Sequence[Course]) -> Sequence[Course]:
    """What is shown, without the whole of an authority that one of its categories is."""
    shown = [one for one in found if not one.too_few and not one.withheld]
    alone = {one.authority: one.cases for one in shown if one.category is not None}
    return [one for one in shown if one.category is not None or alone.get(one.authority) != one.cases]


def _print_course(one: Course) -> None:
    whole = one.category or ALL
    title = f"{one.authority}, {whole}: {plural(one.cases, 'case')} of {plural(one.organizations, 'organization')}"
    print_table(title, ("Stands at", "Cases"), [(_words(step), count) for step, count in one.stages], numbers=1)
    columns = ("Days from ... to ...", "Cases", "A quarter by", "Half by", "Three quarters by")
    if one.passages:
        print_table("", columns, map(_cells, one.passages), numbers=4)
    print_text(SUMMARY.format(final=one.were_final, overturned=one.overturned))
    print_text(BACK.format(restored=one.restored, voided=one.voided))
    if one.coverage is not None:
        print_text(DECLARED.format(declared=one.coverage.declared, missing=one.coverage.missing))
    print()


def _cells(passage: Passage) -> Sequence[object]:
    days = passage.quartiles or ("", "", "")
    return (f"{_words(passage.before)} to {_words(passage.after)}", passage.cases, *days)


def _words(step: Step) -> str:
    return step.status.value if step.reason is None else f"{step.status.value} ({step.reason.value})"


def _course_json(one: Course) -> dict[str, object]:
    figures = _figures_json(one)
    return {
        "authority": one.authority,
        "category": one.category,
        "too_few": one.too_few,
        "withheld": COVERAGE_UNKNOWN if one.withheld else None,
        "coverage": one.coverage and {"declared": one.coverage.declared, "missing": one.coverage.missing},
        **(dict.fromkeys(figures) if one.withheld else figures),
    }


def _figures_json(one: Course) -> dict[str, object]:
    return {
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
