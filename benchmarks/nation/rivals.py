"""Run by the interpreter of the rivals' environment: the same rulebook in Polars and OpenFisca. Imports none of ours.

Both read the relation's Parquet; both are given the rulebook as a table of cells. `polars` streams; `openfisca` is
written as its users write it, a formula for each rule; `openfisca-tuned` as a careful hand would, one lookup and sums.
"""

import json
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

EFFECTIVE = (date(2026, 9, 30) - date(1970, 1, 1)).days
PERIOD = "2026-09"
STATES, CAPS, STEPS = (1, 2), 5, 3


def main(name: str, relation: Path, law: Path) -> None:
    """Print the seconds, loading included, and a digest that is equal where the answers are."""
    told = json.loads(law.read_text())
    started = time.perf_counter()
    points, rated = _RIVALS[name](relation, told)
    seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "digest": [len(points), int(points.sum()), int(rated.sum())]}))


def polars(relation: Path, law: dict[str, Any]) -> tuple[Any, Any]:
    import polars as pl

    cells = pl.LazyFrame(law["cells"], schema=dict.fromkeys(law["columns"], pl.Int32), orient="row")
    facts = pl.scan_parquet(str(relation / "facts*.parquet")).filter(
        (pl.col("shown_from") <= EFFECTIVE) & (pl.col("shown_to") > EFFECTIVE),
        pl.col("status").is_in(STATES) & pl.col("kind").is_in(STATES),
    )
    key = ((pl.col("category").cast(pl.Int32) * 4 + pl.col("severity")) * 4 + pl.col("role")) * 8 + pl.col("size")
    joined = (
        facts.with_columns(cell=key.cast(pl.Int32))
        .join(cells, on="cell")
        .with_columns(start=pl.when(pl.col("starts") == 0).then("decided_on").otherwise("final_on"))
    )
    step = pl.when(pl.col("start") > pl.col("cut_1")).then("points_1")
    step = step.when(pl.col("start") > pl.col("cut_2")).then("points_2").otherwise("points_3")
    counted = joined.filter(pl.col("start") > pl.col("cut_3")).with_columns(points=step)
    sums = [pl.col("points").filter(pl.col("cap") == cap).sum().alias(f"k{cap}") for cap in range(CAPS)]
    grouped = counted.group_by("organization").agg(pl.len().alias("counted"), *sums)
    found = pl.scan_parquet(str(relation / "organizations*.parquet")).join(grouped, on="organization", how="left")
    names = ("organization", "counted", *(f"k{cap}" for cap in range(CAPS)))
    table = found.select(*(pl.col(name).fill_null(0) for name in names)).collect(engine="streaming")
    kept = [table[f"k{cap}"].to_numpy() for cap in range(CAPS)]
    return _bounded(law, kept), table["counted"].to_numpy() > 0


def openfisca(relation: Path, law: dict[str, Any]) -> tuple[Any, Any]:
    return _openfisca(relation, law, tuned=False)


def openfisca_tuned(relation: Path, law: dict[str, Any]) -> tuple[Any, Any]:
    return _openfisca(relation, law, tuned=True)


def _bounded(law: dict[str, Any], sums: list[Any]) -> Any:
    points = law["start"] + sums[0]
    for cap, limit in enumerate(law["limits"], 1):
        points = points + (np.maximum(sums[cap], limit) if limit < 0 else np.minimum(sums[cap], limit))
    return np.clip(points, law["floor"], law["ceiling"])


def _padded(firms: Any, sums: Any) -> Any:
    """Its own sum ends with the last organization that has a record."""
    return np.concatenate([sums, np.zeros(firms.count - len(sums), dtype=sums.dtype)])


def _columns(relation: Path) -> tuple[dict[str, Any], int]:
    import pyarrow.parquet as pq

    names = ["organization", "kind", "size", "category", "severity", "role", "status", "shown_from", "shown_to",
             "decided_on", "final_on"]  # fmt: skip
    table = pq.read_table(sorted(relation.glob("facts*.parquet")), columns=names)
    organizations = pq.read_table(sorted(relation.glob("organizations*.parquet")), columns=["organization"])
    return {name: table[name].to_numpy() for name in names}, organizations.num_rows


def _openfisca(relation: Path, law: dict[str, Any], *, tuned: bool) -> tuple[Any, Any]:
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    columns, size = _columns(relation)
    record = build_entity(key="record", plural="records", label="A record", is_person=True)
    firm = build_entity(
        key="firm", plural="firms", label="An organization", roles=[{"key": "held", "plural": "all_held"}]
    )
    system = TaxBenefitSystem([record, firm])

    def variable(name: str, entity: Any, formula: Any = None, kind: type = int) -> None:
        body = {"value_type": kind, "entity": entity, "definition_period": DateUnit.MONTH, "label": name}
        system.add_variable(type(name, (Variable,), body | ({"formula": formula} if formula else {})))

    for name in columns:
        variable(name, record)

    def displayed(records: Any, period: Any) -> Any:
        shown = (records("shown_from", period) <= EFFECTIVE) & (records("shown_to", period) > EFFECTIVE)
        return shown & np.isin(records("status", period), STATES) & np.isin(records("kind", period), STATES)

    variable("displayed", record, displayed, bool)
    build = _tuned if tuned else _idiomatic
    build(law, record, firm, variable)

    def total(firms: Any, period: Any) -> Any:
        return _bounded(law, [np.rint(firms(f"k{cap}", period)).astype(np.int64) for cap in range(CAPS)])

    variable("points", firm, total)
    variable("rated", firm, lambda firms, period: _padded(firms, firms.sum(firms.members("counts", period))) > 0, bool)
    builder = SimulationBuilder()
    builder.create_entities(system)
    count = len(columns["organization"])
    builder.declare_person_entity("record", np.arange(count))
    firms = builder.declare_entity("firm", np.arange(1, size + 1))
    builder.join_with_persons(firms, columns["organization"], roles=np.full(count, "held"))
    simulation = builder.build(system)
    for name, values in columns.items():
        simulation.set_input(name, PERIOD, values)
    return simulation.calculate("points", PERIOD).astype(np.int64), simulation.calculate("rated", PERIOD)


def _tuned(law: dict[str, Any], record: Any, firm: Any, variable: Any) -> None:
    place = {name: number for number, name in enumerate(law["columns"])}
    cells = np.array(law["cells"], dtype=np.int64)
    largest = int(cells[:, 0].max()) + 2
    table = np.zeros((largest, cells.shape[1]), dtype=np.int64)
    table[:, place["cut_3"]] = 2**31
    table[cells[:, 0]] = cells

    def points(records: Any, period: Any) -> Any:
        key = (records("category", period) * 4 + records("severity", period)) * 4 + records("role", period)
        found = np.minimum(key * 8 + records("size", period), largest - 1)
        start = np.where(table[found, place["starts"]] == 0, records("decided_on", period), records("final_on", period))
        steps = [start > table[found, place[f"cut_{step}"]] for step in range(1, STEPS + 1)]
        chosen = np.select(steps, [table[found, place[f"points_{step}"]] for step in range(1, STEPS + 1)], 0)
        return np.where(records("displayed", period), chosen, 0)

    variable("counted_points", record, points)
    variable("counts", record, lambda records, period: records("counted_points", period) != 0, bool)

    def cap_of(records: Any, period: Any) -> Any:
        key = (records("category", period) * 4 + records("severity", period)) * 4 + records("role", period)
        return table[np.minimum(key * 8 + records("size", period), largest - 1), place["cap"]]

    variable("cap", record, cap_of)

    def sums_of(cap: int) -> Any:
        def sums(firms: Any, period: Any) -> Any:
            points, caps = firms.members("counted_points", period), firms.members("cap", period)
            return np.bincount(firms.members_entity_id, weights=np.where(caps == cap, points, 0), minlength=firms.count)

        return sums

    for cap in range(CAPS):
        variable(f"k{cap}", firm, sums_of(cap), float)


def _idiomatic(law: dict[str, Any], record: Any, firm: Any, variable: Any) -> None:
    """A variable for each combination that a rule is about, as parameters and conditions."""
    place = {name: number for number, name in enumerate(law["columns"])}
    groups: dict[tuple[int, int, int], dict[int, list[int]]] = {}
    for row in law["cells"]:
        key, size = divmod(row[0], 8)
        category, severity, role = key // 16, key // 4 % 4, key % 4
        groups.setdefault((category, severity, role), {})[size] = row
    names: dict[int, list[str]] = {cap: [] for cap in range(CAPS)}
    for about, sized in groups.items():
        name = "points_{}_{}_{}".format(*about)
        variable(name, record, _rule(place, about, sized))
        names[next(iter(sized.values()))[place["cap"]]].append(name)
    everything = [name for group in names.values() for name in group]
    variable("counts", record, lambda records, period: sum(records(name, period) != 0 for name in everything) > 0, bool)

    def sums_of(cap: int) -> Any:
        def sums(firms: Any, period: Any) -> Any:
            return _padded(firms, firms.sum(sum(firms.members(name, period) for name in names[cap])))

        return sums

    for cap in range(CAPS):
        variable(f"k{cap}", firm, sums_of(cap), float)


def _rule(place: dict[str, int], about: tuple[int, int, int], sized: dict[int, list[int]]) -> Any:
    one = next(iter(sized.values()))

    def points(records: Any, period: Any) -> Any:
        meant = records("displayed", period) & (records("category", period) == about[0])
        meant = meant & (records("severity", period) == about[1]) & (records("role", period) == about[2])
        start = records("decided_on" if one[place["starts"]] == 0 else "final_on", period)
        steps = [start > one[place[f"cut_{step}"]] for step in range(1, STEPS + 1)]
        size = [records("size", period) == held for held in sized]
        values = [
            np.select(size, [row[place[f"points_{step}"]] for row in sized.values()], 0) for step in range(1, STEPS + 1)
        ]
        return np.where(meant, np.select(steps, values, 0), 0)

    return points


_RIVALS = {"polars": polars, "openfisca": openfisca, "openfisca-tuned": openfisca_tuned}

if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
