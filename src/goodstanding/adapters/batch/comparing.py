"""Two answers over one relation, compared by DuckDB: what differs comes out row by row, what is the same as counts."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goodstanding.adapters.batch.files import connected, open_relation, quoted
from goodstanding.services.batch_impact import Attributes, Differing
from goodstanding.standing.evaluate import NotRated
from goodstanding.standing.movement import Sums

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_ROWS = 5_000
_ATTRIBUTES = ("kind", "tier", "size", "sector", "region")
#: The parts of the rules whose lines sum to something else; a line without a rule is told by its kind.
_PARTS = """
CREATE TABLE parts AS
WITH o AS (SELECT organization, coalesce(nullif(rule, ''), kind) AS part, sum(points)::BIGINT AS points
           FROM read_parquet({old_lines}) GROUP BY ALL),
     n AS (SELECT organization, coalesce(nullif(rule, ''), kind) AS part, sum(points)::BIGINT AS points
           FROM read_parquet({new_lines}) GROUP BY ALL)
SELECT organization, part, coalesce(o.points, 0) AS before, coalesce(n.points, 0) AS after
FROM o FULL JOIN n USING (organization, part)
WHERE coalesce(o.points, 0) <> coalesce(n.points, 0)
"""
_COMPARED = """
CREATE TABLE compared AS
SELECT g.organization, g.kind, g.tier, g.size, g.sector, g.region,
       o.points AS o_points, o.grade AS o_grade, o.not_rated AS o_not_rated, o.limited_by AS o_limited_by,
       n.points AS n_points, n.grade AS n_grade, n.not_rated AS n_not_rated, n.limited_by AS n_limited_by,
       o.points <> n.points OR o.grade IS DISTINCT FROM n.grade OR o.not_rated IS DISTINCT FROM n.not_rated
       OR o.limited_by IS DISTINCT FROM n.limited_by OR p.organization IS NOT NULL AS differs, p.told
FROM organizations g
JOIN read_parquet({old}) o USING (organization)
JOIN read_parquet({new}) n USING (organization)
LEFT JOIN (SELECT organization, list([part, before::VARCHAR, after::VARCHAR]) AS told
           FROM parts GROUP BY organization) p USING (organization)
WHERE g.kind IN ({kinds})
"""


class DuckDbComparer:
    """Compares within so much memory; what does not fit is spilled beside the answers."""

    def __init__(self, memory: str) -> None:
        self._memory = memory

    def compare(
        self, source: Path, old: Path, new: Path, kinds: Collection[int]
    ) -> tuple[Iterator[Differing], Iterator[tuple[Attributes, str | None, int]]]:
        rows = self._rows(source, old, new, kinds)
        # The counts are few and come first; who differs may be many and is streamed.
        same: list[tuple[Attributes, str | None, int]] = next(rows)
        return rows, iter(same)

    def _rows(self, source: Path, old: Path, new: Path, kinds: Collection[int]) -> Iterator[Any]:
        with connected(self._memory, new) as connection:
            open_relation(connection, source)
            files = {
                "old": quoted(old / "standings.parquet"),
                "new": quoted(new / "standings.parquet"),
                "old_lines": quoted(old / "contributions.parquet"),
                "new_lines": quoted(new / "contributions.parquet"),
                "kinds": ", ".join(map(str, sorted(kinds))),
            }
            connection.execute(_PARTS.format(**files))
            connection.execute(_COMPARED.format(**files))
            yield list(_same(connection))
            cursor = connection.execute("SELECT * FROM compared WHERE differs ORDER BY organization")
            while part := cursor.fetchmany(_ROWS):
                yield from map(_differing, part)


def _same(connection: "DuckDBPyConnection") -> Iterator[tuple[Attributes, str | None, int]]:
    columns = ", ".join(_ATTRIBUTES)
    query = f"SELECT {columns}, o_grade, count(*) FROM compared WHERE NOT differs GROUP BY ALL ORDER BY ALL"
    for *attributes, grade, organizations in connection.execute(query).fetchall():
        yield _attributes(attributes), grade, int(organizations)


def _attributes(values: "list[Any] | tuple[Any, ...]") -> Attributes:
    return Attributes(**dict(zip(_ATTRIBUTES, values, strict=True)))


def _differing(row: tuple[Any, ...]) -> Differing:
    organization, rest = row[0], row[1:]
    before, after = rest[5:9], rest[9:13]
    told = sorted(rest[14] or [])
    return Differing(
        organization=int(organization),
        attributes=_attributes(rest[:5]),
        before=_sums(before, {part: int(points) for part, points, _ in told}),
        after=_sums(after, {part: int(points) for part, _, points in told}),
    )


def _sums(values: tuple[Any, ...], by_rule: dict[str, int]) -> Sums:
    points, grade, not_rated, limited_by = values
    return Sums(
        points=int(points),
        grade=grade,
        not_rated=None if not_rated is None else NotRated(not_rated),
        limited_by=tuple((limited_by or "").split()),
        by_rule=by_rule,
    )
