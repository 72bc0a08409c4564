"""The reference as an engine: plain Python over the relation's rows, one organization at a time. Slow; the oracle."""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from goodstanding.adapters.batch.files import connected, open_relation, write_rows
from goodstanding.services.batch_jobs import CONTRIBUTIONS, STANDINGS, Job, Use
from goodstanding.services.ports import Progress
from goodstanding.standing.evaluate import Standing
from goodstanding.standing.facts import FactRow, OrganizationRow
from goodstanding.standing.flat import evaluate_rows
from goodstanding.standing.relation import TABLES, day_number

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_ROWS = 5_000
Row = tuple[object, ...]


class ReferenceEngine:
    """Evaluates without SQL; what the others are compared with."""

    dialect = ""

    def run(self, job: Job, progress: Progress) -> None:
        with connected(job.memory, job.target) as connection:
            open_relation(connection, job.source)
            rows = (_standing_row(one) for one in _standings(connection, job))
            write_rows(rows, STANDINGS, job.target / "standings.parquet", job.memory, progress)
            if job.lines:
                lines = (line for one in _standings(connection, job) for line in _line_rows(one))
                write_rows(lines, CONTRIBUTIONS, job.target / "contributions.parquet", job.memory, progress)


def _standings(connection: "DuckDBPyConnection", job: Job) -> Iterator[Standing]:
    facts = groupby(_rows(connection, "facts"), key=lambda row: row[0])
    ahead = next(facts, None)
    for row in _rows(connection, "organizations"):
        organization = OrganizationRow(**_named("organizations", row))
        while ahead is not None and ahead[0] < organization.organization:
            ahead = next(facts, None)
        held: tuple[FactRow, ...] = ()
        if ahead is not None and ahead[0] == organization.organization:
            held = tuple(FactRow(**_named("facts", fact)) for fact in ahead[1])
        for use in job.uses:
            if _answers(use, organization):
                yield evaluate_rows(organization, held, use.table.rulebook, job.effective)


def _answers(use: Use, organization: OrganizationRow) -> bool:
    return use.kinds is None or organization.kind in use.kinds


def _rows(connection: "DuckDBPyConnection", table: str) -> Iterator[Row]:
    """The rows of a table by organization, a part at a time."""
    columns = ", ".join(column.name for column in TABLES[table])
    cursor = connection.cursor().execute(f"SELECT {columns} FROM {table} ORDER BY organization")
    while part := cursor.fetchmany(_ROWS):
        yield from part


def _named(table: str, row: Row) -> dict[str, Any]:
    return {column.name: value for column, value in zip(TABLES[table], row, strict=True)}


def _standing_row(one: Standing) -> Row:
    counted = sum(line.entry is not None for line in one.lines)
    number, book = _said(one)
    return number, book, one.points, one.grade, one.not_rated, " ".join(one.limited_by), counted


def _line_rows(one: Standing) -> Iterator[Row]:
    number, book = _said(one)
    for line in one.lines:
        change = None if line.next_change_on is None else day_number(line.next_change_on)
        yield number, book, line.kind.value, line.rule, line.entry, line.value, line.permille, line.points, change


def _said(one: Standing) -> tuple[int, str]:
    return int(one.organization_id.rpartition("-")[2]), f"{one.rulebook_id}/{one.edition}"
