"""Two editions compared by one query of DuckDB: who moves comes out row by row, all others as counts.

What an organization gets of which no record counts is told by the reference, once for all of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from goodstanding.adapters.batch.building_pair import TOLD, build_pair, kinds_of, part_rules, together
from goodstanding.adapters.batch.compiling import require_compilable, uncollected
from goodstanding.adapters.batch.dialects import write_text
from goodstanding.adapters.batch.files import connected, open_relation
from goodstanding.adapters.batch.pairing import SIDES, Pair, can_pair, pair_of
from goodstanding.rulebook.model import Rulebook
from goodstanding.services.batch_impact import Attributes, Counted
from goodstanding.standing import relation
from goodstanding.standing.evaluate import NotRated
from goodstanding.standing.facts import OrganizationRow
from goodstanding.standing.flat import evaluate_rows
from goodstanding.standing.movement import Sums, sums_of
from goodstanding.standing.tabulation import bound_days, tabulate
from goodstanding.values.points import PER_POINT

_ROWS = 5_000
_GROUPED = ("kind", "tier", "size", "sector", "region")
_GROUPS = ", ".join(_GROUPED)
_MEMBERS = f"SELECT {_GROUPS}, count(*) FROM organizations WHERE kind IN ({{kinds}}) GROUP BY ALL"
_FOUND = f"SELECT c.*, {_GROUPS} FROM compared c LEFT JOIN organizations o ON o.organization = c.mover"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of two editions, in the order in which it is asked.

    `compared` is the query over both, to be laid as a table of that name; `told` adds groups to its movers. `members`
    counts everybody by groups. `bare` are both standings, withheld and not, of who is not in `compared`: of which no
    record counts. Where that would move somebody everybody is in it, and `bare` is empty.
    """

    compared: str
    told: str
    members: str
    bare: tuple[tuple[Sums, Sums], ...]


def asked_of(pair: Pair, effective: date) -> Asked:
    """The queries over a pair. Those who have no record that counts stand alike: one of them by the reference."""
    withheld, *kinds = kinds_of(pair)
    bare = tuple(_bare(pair, kind, effective) for kind in (withheld, kinds[0]))
    bare = () if any(before.grade != after.grade for before, after in bare) else bare
    listed = ", ".join(map(str, (withheld, *kinds)))
    with uncollected():
        compared = write_text(pair.lookups, together(pair, build_pair(pair, everybody=not bare)), "duckdb")
    return Asked(compared=compared, told=_FOUND, members=_MEMBERS.format(kinds=listed), bare=bare)


class DuckDbPairs:
    """Compares within so much memory; what does not fit is spilled into the scratch directory."""

    def __init__(self, memory: str) -> None:
        self._memory = memory

    def compare(
        self, source: Path, scratch: Path, old: Rulebook, new: Rulebook, effective: date
    ) -> tuple[Iterator[Counted], Iterator[tuple[Attributes, int]]] | None:
        tables = tabulate(old), tabulate(new)
        if not can_pair(*tables):
            return None
        for table in tables:
            require_compilable(table)
        rows = self._rows(source, scratch, pair_of(*tables), effective)
        # The members are few and come first; who moves may be many and is streamed.
        members: list[tuple[Attributes, int]] = next(rows)
        return rows, iter(members)

    def _rows(self, source: Path, scratch: Path, pair: Pair, effective: date) -> Iterator[Any]:
        asked = asked_of(pair, effective)
        periods = tuple(sorted({period for table in pair.tables for period in table.periods}))
        with connected(self._memory, scratch) as connection:
            open_relation(connection, source)
            for name, day in bound_days(periods, effective).items():
                connection.execute(f"SET VARIABLE {name} = {day}::INTEGER")
            connection.execute(f"CREATE TABLE compared AS {asked.compared}")
            members = connection.execute(asked.members).fetchall()
            yield [(_attributes(attributes), int(count)) for *attributes, count in members]
            if asked.bare:
                ((others,),) = connection.execute("SELECT coalesce(sum(organizations), 0) FROM compared").fetchall()
                withheld = sum(count for kind, *_, count in members if kind == relation.WITHHELD)
                missing = (withheld, sum(count for *_, count in members) - withheld - int(others))
                yield from (_alike(*one) for one in zip(missing, asked.bare, strict=True) if one[0])
            cursor, reading = connection.execute(asked.told), _Reading(pair)
            names = [str(column[0]) for column in cursor.description or ()]
            while part := cursor.fetchmany(_ROWS):
                yield from (reading.counted(dict(zip(names, row, strict=True))) for row in part)


def _bare(pair: Pair, kind: int, effective: date) -> tuple[Sums, Sums]:
    """Both standings of an organization of a kind of which no record counts."""
    one = OrganizationRow(
        organization=0, kind=kind, tier=0, size=0, jurisdiction="", sector="", region="", ownership=""
    )  # fmt: skip
    before, after = (sums_of(evaluate_rows(one, (), table.rulebook, effective)) for table in pair.tables)
    return before, after


def _alike(organizations: int, both: tuple[Sums, Sums]) -> Counted:
    before, after = both
    return Counted(organization=None, attributes=None, organizations=organizations, before=before, after=after)


def _attributes(values: "list[Any]") -> Attributes:
    kind, tier, size, sector, region = values
    return Attributes(kind=kind, tier=tier, size=size, sector=sector, region=region)


class _Reading:
    """Rows of an answer as what they stand for. What depends on the pair alone is worked out once."""

    def __init__(self, pair: Pair) -> None:
        self._rules = list(enumerate(part_rules(pair)))
        starts = [table.rulebook.scale.start * PER_POINT for table in pair.tables]
        self._start = (starts[0], starts[1] - starts[0])
        self._grades, self._reasons = pair.grades, list(NotRated)
        bits = {id_: bit for bit, id_ in enumerate(pair.limits)}
        self._limits = [[(bits[limit.id], limit.id) for limit in table.rulebook.grade_limits] for table in pair.tables]

    def counted(self, row: dict[str, Any]) -> Counted:
        parts = {rule: (int(row[f"most_{number}"]), int(row[f"less_{number}"])) for number, rule in self._rules}
        parts["start"] = self._start
        moved = {rule: (before, before + less) for rule, (before, less) in sorted(parts.items()) if less}
        points = int(row["old_points"])
        after = points + sum(now - was for was, now in moved.values())
        mover = row["mover"]
        return Counted(
            organization=None if mover is None else int(mover),
            attributes=None if mover is None else _attributes([row[name] for name in _GROUPED]),
            organizations=int(row["organizations"]),
            before=self._sums(0, row, points, {rule: was for rule, (was, _) in moved.items()}),
            after=self._sums(1, row, after, {rule: now for rule, (_, now) in moved.items()}),
        )

    def _sums(self, number: int, row: dict[str, Any], points: int, by_rule: dict[str, int]) -> Sums:
        side = SIDES[number]
        grade, reason, limits = (row[f"{side}_{name}"] for name in TOLD[1:])
        return Sums(
            points=points,
            grade=None if grade is None else self._grades[grade],
            not_rated=None if reason is None else self._reasons[reason],
            limited_by=tuple(id_ for bit, id_ in self._limits[number] if limits >> bit & 1),
            by_rule=by_rule,
        )
