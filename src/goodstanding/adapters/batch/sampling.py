"""The invented nation, drawn by numpy a part at a time and written as Parquet, clustered by organization.

Skewed as such data are: most organizations are micro companies of the largest regions with no record or a few, some
have hundreds; decisions follow the seasons of offices and rest at weekends; a part is appealed, annulled or cured.
A part depends on the seed and its number only, so any size is drawn in the same little memory.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goodstanding.adapters.batch.files import ABOUT, connected, quoted, write_json
from goodstanding.adapters.batch.sampled_records import Spans, draw_spans, spans_of
from goodstanding.register.catalogue import Catalogue
from goodstanding.register.organizations import OrganizationKind, SizeClass, Tier
from goodstanding.services.ports import Progress
from goodstanding.services.sampling import Nation
from goodstanding.standing import relation
from goodstanding.values.errors import MisuseError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: How many organizations are drawn at once.
PART = 200_000
#: In thousandths: what part of the organizations is of each kind, size and tier.
KINDS = {OrganizationKind.COMPANY: 960, OrganizationKind.STATE_OWNED_ENTERPRISE: 10, OrganizationKind.PUBLIC_BODY: 30}
SIZES = {
    SizeClass.MICRO: 790, SizeClass.SMALL: 130, SizeClass.MEDIUM: 40, SizeClass.LARGE: 10, SizeClass.UNKNOWN: 30,
}  # fmt: skip
TIERS = {Tier.NATIONAL: 20, Tier.REGIONAL: 80, Tier.LOCAL: 800, Tier.AGENCY: 100}
#: How many times more records an organization of a size draws than a micro one.
WEIGHTS = {SizeClass.MICRO: 1, SizeClass.SMALL: 3, SizeClass.MEDIUM: 12, SizeClass.LARGE: 60, SizeClass.UNKNOWN: 1}
#: In thousandths: how many organizations have no record whatever their size.
WITHOUT_RECORDS = 350
SECTORS = (
    "trade", "construction", "food", "transport", "services", "manufacturing", "health", "agriculture", "software",
    "energy", "mining", "water",
)  # fmt: skip
REGIONS = (
    "Aldora", "Brevia", "Corvale", "Dunmere", "Estrella", "Ferrow", "Galden", "Harrow Bay", "Istmar", "Junovia",
    "Kestrel Coast", "Lorne",
)  # fmt: skip

Arrays = dict[str, Any]


class NumpySampler:
    """Draws by PCG64, a stream a part."""

    def __init__(self, memory: str = "1GB") -> None:
        self._memory = memory

    def write(
        self, directory: Path, nation: Nation, catalogue: Catalogue, about: Mapping[str, object], progress: Progress
    ) -> Mapping[str, int]:
        directory.mkdir(parents=True, exist_ok=True)
        if any(directory.iterdir()):
            raise MisuseError("The directory of the output holds something.", accepted="an empty or a new directory")
        counts = dict.fromkeys(relation.TABLES, 0)
        spans = spans_of(catalogue, nation.until)
        with connected(self._memory, directory) as connection:
            for number, first in enumerate(range(0, nation.organizations, PART)):
                organizations, facts = draw_part(nation, spans, number, first)
                for name, arrays in (("organizations", organizations), ("facts", facts)):
                    counts[name] += len(arrays["organization"])
                    _write(connection, arrays, directory / f"{name}-{number + 1:05}.parquet")
                progress(counts["facts"])
        write_json(directory / ABOUT, {**about, "rows": counts})
        return counts


def draw_part(nation: Nation, spans: Spans, number: int, first: int) -> tuple[Arrays, Arrays]:
    """The organizations from number `first` + 1 on, and all spans of their records."""
    import numpy as np

    draw = np.random.Generator(np.random.PCG64([nation.seed, number]))
    size = min(PART, nation.organizations - first)
    organizations = _organizations(draw, first, size)
    before, after = (nation.records * place // nation.organizations for place in (first, first + size))
    weights = np.array([0, *WEIGHTS.values()], dtype=np.float64)[organizations["size"]]
    # A heavy tail within each size: a few draw hundreds of times what most do.
    weights *= draw.pareto(1.5, size) + 0.05
    weights[draw.random(size) * 1000 < WITHOUT_RECORDS] = 0
    if not weights.any():
        weights[:] = 1
    held = draw.multinomial(after - before, weights / weights.sum())
    owners = np.repeat(np.arange(size, dtype=np.int32), held)
    return organizations, draw_spans(draw, spans, organizations, owners, before)


def _organizations(draw: Any, first: int, size: int) -> Arrays:
    import numpy as np

    kind = _chosen(draw, KINDS, relation.KINDS, size)
    public = kind == relation.KINDS[OrganizationKind.PUBLIC_BODY]
    private = kind == relation.KINDS[OrganizationKind.COMPANY]
    return {
        "organization": np.arange(first + 1, first + size + 1, dtype=np.int64),
        "kind": kind,
        "tier": np.where(public, _chosen(draw, TIERS, relation.TIERS, size), 0).astype(np.int8),
        "size": _chosen(draw, SIZES, relation.SIZES, size),
        "jurisdiction": np.full(size, "XV", dtype=object),
        "sector": _ranked(draw, SECTORS, size),
        "region": _ranked(draw, REGIONS, size),
        "ownership": np.where(private, "private", "state").astype(object),
    }


def _chosen(draw: Any, thousandths: Mapping[Any, int], numbers: Mapping[str, int], size: int) -> Any:
    """Numbers of codes, each as often as its thousandths say."""
    import numpy as np

    bounds = np.cumsum(list(thousandths.values()))
    codes = np.array([numbers[code] for code in thousandths], dtype=np.int8)
    return codes[np.searchsorted(bounds, draw.integers(0, bounds[-1], size), side="right")]


def _ranked(draw: Any, names: tuple[str, ...], size: int) -> Any:
    """Names, the first most often: each half as often again as one of twice its rank."""
    import numpy as np

    bounds = np.cumsum([1_000_000 // rank for rank in range(1, len(names) + 1)])
    places = np.searchsorted(bounds, draw.integers(0, bounds[-1], size), side="right")
    return np.array(names, dtype=object)[places]


def _write(connection: "DuckDBPyConnection", arrays: Arrays, target: Path) -> None:
    connection.register("part", arrays)
    columns = ", ".join(column for column in arrays)
    form = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880"
    connection.execute(f"COPY (SELECT {columns} FROM part) TO {quoted(target)} ({form})")
    connection.unregister("part")
