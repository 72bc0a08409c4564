"""Two editions compared by one query of DuckDB: who moves comes out row by row, all others as counts."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from goodstanding.adapters.batch.building_pair import build_pair, part_rules, together
from goodstanding.adapters.batch.compiling import require_compilable
from goodstanding.adapters.batch.dialects import write_text
from goodstanding.adapters.batch.files import connected, open_relation
from goodstanding.adapters.batch.pairing import Pair, can_pair, pair_of
from goodstanding.register.organizations import OrganizationKind
from goodstanding.rulebook.model import Rulebook
from goodstanding.services.batch_impact import Attributes, Counted
from goodstanding.standing import relation
from goodstanding.standing.evaluate import NotRated
from goodstanding.standing.movement import Sums
from goodstanding.standing.tabulation import bound_days, tabulate
from goodstanding.values.points import PER_POINT

_ROWS = 5_000
_GROUPS = "kind, tier, size, sector, region"
_MEMBERS = f"SELECT {_GROUPS}, count(*) FROM organizations WHERE kind IN ({{kinds}}) GROUP BY ALL ORDER BY ALL"
_FOUND = f"""
SELECT c.*, {_GROUPS} FROM compared c LEFT JOIN organizations o ON o.organization = c.mover
ORDER BY c.mover NULLS LAST
"""


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
        text = write_text(pair.lookups, together(pair, build_pair(pair)), "duckdb")
        periods = tuple(sorted({period for table in pair.tables for period in table.periods}))
        with connected(self._memory, scratch) as connection:
            open_relation(connection, source)
            for name, day in bound_days(periods, effective).items():
                connection.execute(f"SET VARIABLE {name} = {day}::INTEGER")
            connection.execute(f"CREATE TABLE compared AS {text}")
            kinds = ", ".join(map(str, _kinds(pair.tables[0].rulebook.applies_to)))
            found = connection.execute(_MEMBERS.format(kinds=kinds)).fetchall()
            yield [(_attributes(attributes), int(count)) for *attributes, count in found]
            cursor = connection.execute(_FOUND)
            names = [str(column[0]) for column in cursor.description or ()]
            while part := cursor.fetchmany(_ROWS):
                yield from (_counted(pair, dict(zip(names, row, strict=True))) for row in part)


def _kinds(applies_to: frozenset[OrganizationKind]) -> list[int]:
    return [relation.WITHHELD, *sorted(relation.KINDS[kind] for kind in applies_to)]


def _attributes(values: "list[Any]") -> Attributes:
    kind, tier, size, sector, region = values
    return Attributes(kind=kind, tier=tier, size=size, sector=sector, region=region)


def _counted(pair: Pair, row: dict[str, Any]) -> Counted:
    starts = [table.rulebook.scale.start * PER_POINT for table in pair.tables]
    parts = {rule: (int(row[f"most_{number}"]), int(row[f"less_{number}"]))
             for number, rule in enumerate(part_rules(pair))}  # fmt: skip
    parts |= {"start": (starts[0], starts[1] - starts[0])}
    moved = {rule: (before, before + less) for rule, (before, less) in parts.items() if less}
    points = int(row["old_points"])
    after = points + sum(now - was for was, now in moved.values())
    mover = row["mover"]
    return Counted(
        organization=None if mover is None else int(mover),
        attributes=None if mover is None else _attributes([row[name] for name in _GROUPS.split(", ")]),
        organizations=int(row["organizations"]),
        before=_sums(pair, 0, row, points, {rule: was for rule, (was, _) in moved.items()}),
        after=_sums(pair, 1, row, after, {rule: now for rule, (_, now) in moved.items()}),
    )


def _sums(pair: Pair, number: int, row: dict[str, Any], points: int, by_rule: dict[str, int]) -> Sums:
    side = ("old", "new")[number]
    grade, reason, limits = (row[f"{side}_{name}"] for name in ("grade", "not_rated", "limited_by"))
    own = [limit.id for limit in pair.tables[number].rulebook.grade_limits]
    return Sums(
        points=points,
        grade=None if grade is None else pair.grades[grade],
        not_rated=None if reason is None else list(NotRated)[reason],
        limited_by=tuple(id_ for id_ in own if limits >> pair.limits.index(id_) & 1),
        by_rule=by_rule,
    )
