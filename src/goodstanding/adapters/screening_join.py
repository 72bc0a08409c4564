"""Whole file against whole register: the index's postings joined in DuckDB, then weighed as single look-ups are.

The answers are those of `Index.screen`, one by one. What differs is how candidates are found: the words of a thousand
bidders at a time meet the postings in one join, by the connection of the batch engines: in as many threads as there
are, within a bound of memory, spilling to disk instead of failing.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from goodstanding.adapters.batch.files import connected
from goodstanding.screening.analyser import Reading
from goodstanding.screening.answer import Answer
from goodstanding.screening.evidence import DOUBT, HALF_TELLING
from goodstanding.screening.index import MOST_CANDIDATES, Index
from goodstanding.screening.retrieval import (
    HOPELESS,
    LIKELY_ALONE,
    LIKELY_MORE,
    LIKELY_ONE_ALONE,
    MOST_ALIGNED,
    SURE,
    Retrieval,
)
from goodstanding.screening.segment import Segment
from goodstanding.screening.subjects import Query

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BATCH = 1_000
MEMORY = "1GB"

#: The same integers as `Retrieval.ranked`: the best of each slot, summed, against what the two names weigh.
_CANDIDATES = """
WITH met AS (
    SELECT asked.reading, asked.slot, posted.row, max(asked.gain) AS gain
    FROM asked JOIN posted ON posted.is_key = asked.is_key AND posted.number = asked.number
    GROUP BY ALL
), summed AS (
    SELECT reading, row, sum(gain)::BIGINT AS agreed, max(gain)::BIGINT AS rarest FROM met GROUP BY ALL
), sided AS (
    SELECT reading, row, rarest, mine, total,
        least(total, mine) AS lesser, least(agreed + unread, total, mine) AS agreed
    FROM summed JOIN readings USING (reading) JOIN totals USING (row)
), weighed AS (
    SELECT reading, row,
        (1000 * agreed) // (
            agreed + $doubt
            + (least(abs(mine - total), $most_more) * $one_alone + (lesser - agreed) * $both_alone) // 1000
        ) AS ratio,
        rarest
    FROM sided
), likely AS (
    SELECT reading, row, ((ratio * rarest) // (rarest + $half_telling) * $most_telling) // 1000 AS likely FROM weighed
    UNION ALL
    SELECT reading, row, $sure FROM readings JOIN posted ON posted.is_key AND posted.number = readings.whole
), best AS (
    SELECT reading, row, max(likely) AS likely FROM likely GROUP BY ALL
)
SELECT reading, row FROM best WHERE likely >= $hopeless
QUALIFY row_number() OVER (PARTITION BY reading ORDER BY likely DESC, row) <= $most
ORDER BY reading, likely DESC, row
"""

_WEIGHTS = {
    "one_alone": LIKELY_ONE_ALONE,
    "both_alone": LIKELY_ALONE,
    "most_more": LIKELY_MORE,
    "doubt": DOUBT,
    "half_telling": HALF_TELLING,
    "hopeless": HOPELESS,
    "most": MOST_ALIGNED,
    "sure": SURE,
}


def join(index: Index, queries: Iterable[Query], *, limit: int = MOST_CANDIDATES) -> Iterator[Answer]:
    """One answer a query, in their order. The index must not change before the last one."""
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(TemporaryDirectory(prefix="goodstanding-")))
        parts = [
            (stack.enter_context(connected(MEMORY, scratch / str(place))), segment, retrieval)
            for place, (segment, retrieval) in enumerate(index.parts())
        ]
        with _stopped_by_hand():
            for connection, segment, _ in parts:
                _load(connection, segment)
        left = iter(queries)
        while some := list(islice(left, BATCH)):
            readings = [index.read(query) for query in some]
            with _stopped_by_hand():
                found = [_find(connection, retrieval, readings) for connection, _, retrieval in parts]
            for place, query in enumerate(some):
                yield index.answer(query, readings[place], [rows[place] for rows in found], limit=limit)


@contextmanager
def _stopped_by_hand() -> Iterator[None]:
    """DuckDB tells by errors of its own that somebody stops the program."""
    import duckdb

    try:
        yield
    except (RuntimeError, duckdb.Error) as error:
        if "interrupt" in str(error).lower():
            raise KeyboardInterrupt from error
        raise


def _load(connection: "DuckDBPyConnection", segment: Segment) -> None:
    import numpy as np

    arrays = segment.arrays
    words = np.repeat(np.arange(len(arrays["posting_start"]) - 1, dtype=np.int64), np.diff(arrays["posting_start"]))
    by_word = {"number": words, "row": arrays["postings"]}
    by_key = {"number": arrays["name_keys"].astype(np.int64), "row": arrays["name_filed"]}
    totals = {"row": np.arange(len(segment.total), dtype=np.int32), "total": segment.total.astype(np.int64)}
    for name, columns in (("by_word", by_word), ("by_key", by_key), ("all_totals", totals)):
        connection.register(name, columns)
    connection.execute("CREATE TABLE posted AS SELECT false AS is_key, number, row FROM by_word")
    connection.execute("INSERT INTO posted SELECT true, number, row FROM by_key")
    connection.execute("CREATE TABLE totals AS SELECT row, total FROM all_totals")


def _find(
    connection: "DuckDBPyConnection", retrieval: Retrieval, readings: list[tuple[Reading, ...]]
) -> list[list[int]]:
    """The rows of each query: those of its readings one after the other, each once."""
    owner = [place for place, several in enumerate(readings) for _ in several]
    _ask(connection, retrieval, [reading for several in readings for reading in several])
    found: list[dict[int, None]] = [{} for _ in readings]
    for reading, row in connection.execute(_CANDIDATES, _WEIGHTS | {"most_telling": retrieval.most_telling}).fetchall():
        found[owner[reading]][row] = None
    return [list(rows) for rows in found]


def _ask(connection: "DuckDBPyConnection", retrieval: Retrieval, readings: list[Reading]) -> None:
    import numpy as np

    retrieval.learn(readings)
    plans = [retrieval.plan(reading) for reading in readings]
    posts = [
        (place, slot, post.is_key, post.number, post.gain)
        for place, plan in enumerate(plans)
        for slot, several in enumerate(plan.slots)
        for post in several.posts()
    ]
    names = ("reading", "slot", "is_key", "number", "gain")
    columns = {
        name: np.array([post[at] for post in posts], dtype=np.bool_ if name == "is_key" else np.int64)
        for at, name in enumerate(names)
    }
    weights = {
        "reading": np.arange(len(plans), dtype=np.int64),
        "unread": np.array([plan.unread for plan in plans], dtype=np.int64),
        "mine": np.array([plan.mine for plan in plans], dtype=np.int64),
        "whole": np.array([plan.whole for plan in plans], dtype=np.int64),
    }
    connection.register("asked", columns)
    connection.register("readings", weights)
