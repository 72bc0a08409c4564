"""What holds over time by the pure functions, as rows: what the batch engine must give."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from sample_engines import Row, read
from sample_nations import CATALOGUE

from goodstanding.adapters.batch.compiling import SqlCompiler
from goodstanding.adapters.batch.duckdb import DuckDbEngine
from goodstanding.register.organizations import OrganizationKind
from goodstanding.register.views import OrganizationView
from goodstanding.rulebook.model import COUNTABLE, Rulebook
from goodstanding.services.batch_time import COLUMNS, TimeJob, Told, Window
from goodstanding.standing.back import Sooner, way_back
from goodstanding.standing.changes import changes, standings_from
from goodstanding.standing.evaluate import Standing
from goodstanding.standing.facts import fact_rows
from goodstanding.standing.relation import day_number, day_of


def told_by_duckdb(source: Path, target: Path, told: Told, windows: tuple[Window, ...], effective: date) -> list[Row]:
    engine, compiler = DuckDbEngine(), SqlCompiler()
    texts = tuple(compiler.compile_over_time(window.use, told, engine.dialect) for window in windows)
    target.mkdir(parents=True, exist_ok=True)
    job = TimeJob(
        source=source, target=target, told=told, windows=windows, texts=texts, effective=effective, memory="1GB"
    )
    engine.run_over_time(job, lambda done: None)
    return read(target / f"{told}-*.parquet", COLUMNS[told])


def dense(book: Rulebook, draw: random.Random) -> Rulebook:
    """The same rulebook in force on most days, and about so much that most organizations have a grade."""
    provisions = tuple(
        replace(one, match=replace(one.match, categories=frozenset(CATALOGUE.categories), statuses=COUNTABLE,
                                   amount=None, figure=None, severities=frozenset(one.fades)))
        for one in book.provisions
    )  # fmt: skip
    kinds = frozenset(OrganizationKind) if draw.random() < 0.8 else book.applies_to
    return replace(book, provisions=provisions, applies_to=kinds, in_force_from=date(2000, 1, 1))


def expected_history(views: Sequence[OrganizationView], book: Rulebook) -> list[Row]:
    return sorted((row for view in views for row in _intervals(view, book)), key=repr)


def _intervals(view: OrganizationView, book: Rulebook) -> Iterator[Row]:
    """Every standing that there ever is, as far as known; neighbours that are equal make one interval."""
    first = min((fact.shown_from for fact in fact_rows(view, CATALOGUE)), default=None)
    runs: list[tuple[date, tuple[object, ...]]] = []
    for standing in standings_from(view, book, CATALOGUE, day_of(first)) if first is not None else ():
        if not runs or runs[-1][1] != _said(standing):
            runs.append((standing.effective, _said(standing)))
    ends = [*(day_number(on) for on, _ in runs[1:]), None][: len(runs)]
    for (on, said), end in zip(runs, ends, strict=True):
        yield int(view.id[2:]), f"{book.id}/{book.edition}", day_number(on), end, *said


def _said(one: Standing) -> tuple[object, ...]:
    counted = sum(line.entry is not None for line in one.lines)
    return one.points, one.grade, one.not_rated, " ".join(one.limited_by), counted


def expected_back(views: Sequence[OrganizationView], book: Rulebook, effective: date) -> tuple[list[Row], list[Row]]:
    """The rows of `back` and of `sooner`."""
    back: list[Row] = []
    sooner: list[Row] = []
    for view in views:
        found = way_back(view, book, CATALOGUE, effective)
        number, said = int(view.id[2:]), f"{book.id}/{book.edition}"
        head = (number, said, found.points, found.grade)
        for step in found.steps:
            days = _day(step.on), _day(step.until)
            back.append((*head, step.grade, *days, _clears(view, book, step.on)))
            sooner += _sooner((number, said, step.grade), step.sooner)
        if found.unrated_on is not None:
            back.append((*head, None, _day(found.unrated_on), None, _clears(view, book, found.unrated_on)))
        sooner += _sooner((number, said, None), found.unrated_sooner)
    return sorted(back, key=repr), sorted(sooner, key=repr)


def _sooner(head: tuple[object, ...], found: Sequence[Sooner]) -> Iterator[Row]:
    return ((*head, one.entry, day_number(one.on)) for one in found)


def _clears(view: OrganizationView, book: Rulebook, on: date | None) -> str:
    """The records whose points change on the day, as the history tells them."""
    if on is None:
        return ""
    told = changes(view, book, CATALOGUE, day_of(day_number(on) - 1), on)
    entries = {why.entry for change in told if change.on == on for why in change.why}
    return " ".join(map(str, sorted(entries)))


def _day(day: date | None) -> int | None:
    return None if day is None else day_number(day)
