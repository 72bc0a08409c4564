"""The way out: rehabilitation, conditions and reports on them, the office's own reviews."""

from pathlib import Path
from typing import Annotated

import typer

from goodstanding.cli.acting import document
from goodstanding.cli.proceeding.options import Evidence
from goodstanding.cli.proceeding.performing import doing
from goodstanding.proceedings import acts
from goodstanding.proceedings.conditions import Cause, Condition, ConditionsReported, ReportAnswered, ReviewOpened
from goodstanding.values.dates import parse_date
from goodstanding.values.errors import MisuseError


@doing
def rehabilitate(
    evidence: Annotated[
        list[Path] | None, typer.Option("--evidence", metavar="FILE", help="As a representative: apply; repeatable.")
    ] = None,
    complete: Annotated[
        bool | None, typer.Option("--complete/--incomplete", help="As the assessor: is the application complete?")
    ] = None,
    grant: Annotated[bool | None, typer.Option("--grant/--refuse", help="As the assessor: the answer.")] = None,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="Why it is granted or refused, or what is missing.")
    ] = "",
    condition: Annotated[
        list[str] | None,
        typer.Option("--condition", metavar="'DATE TEXT'", help="With --grant: what is due by when; repeatable."),
    ] = None,
    cause: Annotated[
        Cause | None,
        typer.Option("--cause", help="With --evidence of it: acquittal or change-of-owner. Answered without delay."),
    ] = None,
) -> acts.Act:
    """Apply for the way out, look an application through, or answer it. A grant lifts when it is approved. No fee.

    It can set conditions, each with a day; they are reported on by `report`. What is incomplete is said once, with
    what is missing, and completed by more evidence; a refusal is followed by a new application at once.

    Example: goodstanding proceeding rehabilitate p-12 --evidence repaid.pdf --as lawyer-1
    """
    given = [evidence is not None, complete is not None, grant is not None]
    if sum(given) != 1:
        raise MisuseError(
            "One thing at a time.", accepted="--evidence, --complete or --incomplete, --grant or --refuse"
        )
    if evidence is not None:
        return acts.RehabilitationApplied(evidence=tuple(document(one) for one in evidence), cause=cause)
    if complete is not None:
        return acts.RehabilitationAnswered(complete=complete, missing="" if complete else reason)
    conditions = tuple(_condition(one) for one in condition or ())
    return acts.RehabilitationDecided(granted=bool(grant), reason=reason, conditions=conditions)


@doing
def report(
    condition: Annotated[
        list[int] | None, typer.Option("--condition", metavar="NUMBER", help="A condition, as `show` numbers them.")
    ] = None,
    evidence: Evidence = None,
) -> acts.Act:
    """As a representative: show that conditions are fulfilled. What is not answered in time counts as fulfilled.

    Example: goodstanding proceeding report p-12 --condition 1 --evidence audit.pdf --as lawyer-1
    """
    digests = tuple(document(one) for one in evidence or ())
    return ConditionsReported(conditions=tuple(condition or ()), evidence=digests)


@doing
def answer(
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")],
    fulfilled: Annotated[
        list[int] | None, typer.Option("--fulfilled", metavar="NUMBER", help="A reported condition; default: none is.")
    ] = None,
) -> acts.Act:
    """As the assessor: say which reported conditions are fulfilled. When all are, the file is closed by rule.

    Example: goodstanding proceeding answer p-12 --fulfilled 1 --reason "The audit says so." --as assessor-1
    """
    return ReportAnswered(fulfilled=tuple(fulfilled or ()), reason=reason)


@doing
def review(
    cause: Annotated[Cause, typer.Option("--cause", help="Why the office looks again.")],
    evidence: Evidence = None,
) -> acts.Act:
    """As the assessor or case officer: look again, yearly or on a cause. It can confirm or favour, and nothing else.

    It is answered by `rehabilitate --grant` or `--refuse` and approved. A yearly review that is late lets the listing
    rest.

    Example: goodstanding proceeding review p-12 --cause yearly --as assessor-1
    """
    return ReviewOpened(cause=cause, evidence=tuple(document(one) for one in evidence or ()))


def _condition(text: str) -> Condition:
    """A condition as it is written on the command line: its day, then what is to be done."""
    day, _, what = text.strip().partition(" ")
    return Condition(text=what.strip(), due_on=parse_date(day))
