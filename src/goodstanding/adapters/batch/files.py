"""Relations and answers as Parquet, by DuckDB: written from a stream of rows, sorted outside memory, read back."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING

from goodstanding.rulebook.canonical import canonical_text
from goodstanding.services.batch_jobs import Use
from goodstanding.services.ports import Progress
from goodstanding.standing import relation
from goodstanding.standing.facts import FactRow, OrganizationRow
from goodstanding.values.errors import MisuseError, SchemaError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ABOUT = "relation.json"
#: The types of the relation and of answers, as DuckDB calls them.
DUCKDB_TYPES = {"int8": "TINYINT", "int16": "SMALLINT", "int32": "INTEGER", "int64": "BIGINT", "text": "VARCHAR"}
#: What stands for nothing in the files that rows pass through; no code or id looks like it.
NULL = "\\N"
_SIZE = re.compile(r"([1-9][0-9]{0,6})(MB|GB)")
_BYTES = {"MB": 1_000_000, "GB": 1_000_000_000}
_EVERY = 10_000
_PARQUET = "FORMAT parquet, COMPRESSION zstd"


class RelationFiles:
    """Files on a local disk. Memory is bounded by `memory`; what does not fit is spilled beside the target."""

    def __init__(self, memory: str = "1GB") -> None:
        self._memory = memory

    def write_relation(
        self,
        directory: Path,
        rows: Iterable[tuple[OrganizationRow, tuple[FactRow, ...]]],
        about: Mapping[str, object],
        progress: Progress,
    ) -> Mapping[str, int]:
        directory.mkdir(parents=True, exist_ok=True)
        if any(directory.iterdir()):
            raise MisuseError("The directory of the output holds something.", accepted="an empty or a new directory")
        counts = dict.fromkeys(relation.TABLES, 0)
        streams = {name: directory / f"{name}.csv" for name in relation.TABLES}
        with streams["organizations"].open("w", encoding="utf-8", newline="") as first, \
                streams["facts"].open("w", encoding="utf-8", newline="") as second:  # fmt: skip
            organizations, facts = csv.writer(first), csv.writer(second)
            for organization, held in rows:
                organizations.writerow(_cells(astuple(organization)))
                facts.writerows(_cells(astuple(fact)) for fact in held)
                counts["organizations"] += 1
                counts["facts"] += len(held)
                if counts["organizations"] % _EVERY == 0:
                    progress(counts["organizations"])
        with connected(self._memory, directory) as connection:
            for name, columns in relation.TABLES.items():
                types = {column.name: DUCKDB_TYPES[column.type] for column in columns}
                order = ", ".join(("organization", "record", "shown_from") if name == "facts" else ("organization",))
                import_csv(connection, streams[name], types, directory / f"{name}.parquet", order)
                streams[name].unlink()
        write_json(directory / ABOUT, {**about, "rows": counts})
        return counts

    def write_lines(self, directory: Path, uses: tuple[Use, ...]) -> None:
        with connected(self._memory, directory) as connection:
            open_relation(connection, directory)
            for name in relation.TABLES:
                target = quoted(directory / f"{name}.jsonl")
                connection.execute(f"COPY (SELECT * FROM {name} ORDER BY ALL) TO {target} (FORMAT json)")
        with (directory / "rulebooks.jsonl").open("w", encoding="ascii", newline="\n") as stream:
            for use in uses:
                rulebook = json.loads(canonical_text(use.table.rulebook))
                line = {"digest": use.table.digest, "kinds": use.kinds, "rulebook": rulebook}
                stream.write(json.dumps(line, sort_keys=True) + "\n")

    def read_about(self, directory: Path) -> Mapping[str, object]:
        return read_about(directory)

    def count_grades(self, standings: Path) -> Mapping[str, int]:
        with connected(self._memory, standings.parent) as connection:
            query = "SELECT coalesce(grade, not_rated), count(*) FROM read_parquet(?) GROUP BY 1 ORDER BY 1"
            return dict(connection.execute(query, [str(standings)]).fetchall())

    def deliver(self, answer: Path, target: Path, columns: Mapping[str, str]) -> int:
        parts = sorted(answer.parent.glob(answer.name))
        source = f"read_parquet([{', '.join(map(quoted, parts))}])"
        with connected(self._memory, answer.parent) as connection:
            (rows,) = connection.execute(f"SELECT count(*) FROM {source}").fetchone() or (0,)
            if target.suffix != ".parquet":
                ordered = f"SELECT {', '.join(columns)} FROM {source} ORDER BY ALL"
                form = "FORMAT csv, HEADER" if target.suffix == ".csv" else "FORMAT json"
                connection.execute(f"COPY ({ordered}) TO {quoted(target)} ({form})")
            elif len(parts) > 1:
                joined = answer.parent / "joined.parquet"
                connection.execute(f"COPY (FROM {source}) TO {quoted(joined)} (FORMAT parquet)")
                parts = [joined]
        if target.suffix == ".parquet":
            move(parts[0], target)
        return int(rows)

    def write_manifest(self, target: Path, manifest: Mapping[str, object]) -> None:
        write_json(target.with_name(f"{target.name}.manifest.json"), manifest)


def read_about(directory: Path) -> Mapping[str, object]:
    """What a relation says of itself; MisuseError where it is none, SchemaError where it is of another version."""
    path = directory / ABOUT
    if not path.is_file():
        to_do = "write one by goodstanding facts or goodstanding sample"
        raise MisuseError("There is no relation in this directory: relation.json is missing.", to_do=to_do)
    try:
        about = json.loads(path.read_bytes())
    except ValueError:
        raise MisuseError("relation.json is not JSON.", to_do="write the relation again") from None
    if not isinstance(about, dict) or about.get("relation") != relation.VERSION:
        raise SchemaError("The relation is of another version.", accepted=f"version {relation.VERSION}")
    return about


@contextmanager
def connected(memory: str, scratch: Path) -> "Iterator[DuckDBPyConnection]":
    """A DuckDB in memory, bounded, that spills into a directory and reads no other file than it is told.

    MisuseError where the memory is not enough even so.
    """
    import duckdb

    memory_bytes(memory)
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory,
        "temp_directory": str(scratch / "spilled"),
        "preserve_insertion_order": "false",
    }
    connection = duckdb.connect(":memory:", config=config)
    try:
        yield connection
    except duckdb.OutOfMemoryException:
        raise MisuseError("The memory allowed is not enough.", to_do="allow more by --memory, such as 1GB") from None
    finally:
        connection.close()


def open_relation(connection: "DuckDBPyConnection", directory: Path, within: tuple[int, int] | None = None) -> None:
    """Define `organizations` and `facts` over the files of a relation; MisuseError where a column is missing.

    Of the organizations `within` a first and a last number only, where such are given.
    """
    only = "" if within is None else f" WHERE organization BETWEEN {within[0]} AND {within[1]}"
    for name, columns in relation.TABLES.items():
        files = sorted(directory.glob(f"{name}*.parquet"))
        if not files:
            raise MisuseError(f"The relation has no {name}.", accepted=f"{name}.parquet, or several {name}-*.parquet")
        listed = ", ".join(quoted(file) for file in files)
        connection.execute(f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM read_parquet([{listed}]){only}")
        described = connection.execute(f"DESCRIBE {name}").fetchall()
        found = {column: type_ for column, type_, *_ in described}
        wrong = [column.name for column in columns if found.get(column.name) != DUCKDB_TYPES[column.type]]
        if wrong:
            raise MisuseError(f"The relation's {name} are not as described: {', '.join(wrong)}.")


def import_csv(
    connection: "DuckDBPyConnection", source: Path, types: Mapping[str, str], target: Path, order: str = ""
) -> None:
    """Rows that passed through a CSV file, into Parquet, sorted where an order is given."""
    named = ", ".join(f"'{name}': '{type_}'" for name, type_ in types.items())
    strict = f"nullstr='{NULL}', header=false, delim=',', quote='\"', escape='\"', auto_detect=false"
    read = f"read_csv({quoted(source)}, columns={{{named}}}, {strict})"
    sorting = f" ORDER BY {order}" if order else ""
    connection.execute(f"COPY (SELECT * FROM {read}{sorting}) TO {quoted(target)} ({_PARQUET})")


def write_rows(
    rows: Iterable[Sequence[object]], columns: Mapping[str, str], target: Path, memory: str, progress: Progress
) -> None:
    """Rows of an answer, as they come, into Parquet."""
    passing = target.with_suffix(".csv")
    with passing.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        for number, row in enumerate(rows, 1):
            writer.writerow(_cells(row))
            if number % _EVERY == 0:
                progress(number)
    with connected(memory, target.parent) as connection:
        import_csv(connection, passing, {name: DUCKDB_TYPES[type_] for name, type_ in columns.items()}, target)
    passing.unlink()


def memory_bytes(text: str) -> int:
    """`512MB` or `4GB` in bytes; anything else is misuse."""
    found = _SIZE.fullmatch(text)
    if found is None:
        raise MisuseError("This is not an amount of memory.", accepted="whole MB or GB, such as 512MB or 4GB")
    return int(found[1]) * _BYTES[found[2]]


def quoted(path: Path) -> str:
    """A path as a literal of SQL."""
    return "'" + str(path).replace("'", "''") + "'"


def write_json(path: Path, value: Mapping[str, object]) -> None:
    """Sorted and indented, whole or not at all."""
    new = path.with_name(f"{path.name}.new")
    new.write_text(json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    new.replace(path)


def move(source: Path, target: Path) -> None:
    """Bring a file to its place, over a border of disks too, whole or not at all."""
    import shutil

    new = target.with_name(f"{target.name}.new")
    shutil.move(source, new)
    new.replace(target)


def _cells(row: Sequence[object]) -> list[object]:
    """The cells of a row; a NUL, which no register text should hold, would end a field."""
    return [NULL if one is None else one.replace("\x00", "") if isinstance(one, str) else one for one in row]
