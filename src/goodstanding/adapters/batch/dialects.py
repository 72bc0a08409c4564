"""From expressions to text: the dialects, and how each writes a bound day."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from goodstanding.adapters.batch.building import Built
from goodstanding.adapters.batch.counting import BOUND
from goodstanding.adapters.batch.shape import BoundDay, Lookup, Value

_CALL = re.compile(rf"\b{BOUND}([a-z0-9_]+)\(\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """The name that the compiler knows it by, how it quotes a name and text, and how it writes a bound day."""

    compiled_as: str
    quote: str
    bind: Callable[[str], str]


DIALECTS: Mapping[str, Dialect] = MappingProxyType(
    {
        "duckdb": Dialect(compiled_as="duckdb", quote='"', bind=lambda name: f"GETVARIABLE('{name}')::INTEGER"),
        "sqlite": Dialect(compiled_as="sqlite", quote='"', bind=lambda name: f":{name}"),
        "postgresql": Dialect(compiled_as="postgres", quote='"', bind=lambda name: f"CAST(%({name})s AS INTEGER)"),
        "spark": Dialect(compiled_as="pyspark", quote="`", bind=lambda name: f":{name}"),
        "trino": Dialect(compiled_as="trino", quote='"', bind=lambda name: "?"),
    }
)


def write(built: Built, dialect: str) -> tuple[str, str]:
    """`standing` and `contributions` in a dialect; the same rulebook gives the same text, whatever day is asked."""
    standing, contributions = (write_text(built.lookups, one, dialect) for one in (built.standing, built.contributions))
    return standing, contributions


def write_text(lookups: tuple[Lookup, ...], expression: Any, dialect_name: str) -> str:
    """An expression in a dialect, with the lookup tables that it joins in its head."""
    import ibis

    dialect = DIALECTS[dialect_name]
    query = str(ibis.to_sql(expression, dialect=dialect.compiled_as))
    named = ", ".join(_lookup(lookup, dialect.quote) for lookup in lookups)
    # The compiler may have begun a list of named parts itself: ours are then its first.
    head, rest = (", ", query[5:]) if query.startswith("WITH ") else ("\n", query)
    return _CALL.sub(lambda found: dialect.bind(found[1].lower()), f"WITH {named}{head}{rest}") + "\n"


def _lookup(lookup: Lookup, quote: str) -> str:
    columns = ", ".join(f"{quote}{name}{quote}" for name in lookup.columns)
    wide = [type_ == "int64" for type_ in lookup.columns.values()]
    rows = [[_literal(value) for value in row] for row in lookup.rows]
    # The first row settles the types: without this, engines would take every number for a narrow one.
    rows[0] = [f"CAST({cell} AS BIGINT)" if large else cell for cell, large in zip(rows[0], wide, strict=True)]
    listed = ",\n  ".join(f"({', '.join(row)})" for row in rows)
    return f"{quote}{lookup.name}{quote}({columns}) AS (VALUES\n  {listed}\n)"


def _literal(value: Value) -> str:
    match value:
        case BoundDay():
            return f"{BOUND}{value.name}()"
        case int():
            return str(value)
        case _:
            return f"'{value}'"
