"""The store of a served register: PostgreSQL by psycopg 3, full synchronization, one writer by an advisory lock.

The register's number comes from the head that is read under the lock, never from a sequence: a transaction that
is rolled back leaves no gap. The role that runs this need not own the tables (docs/how-to/run-on-postgresql.md).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain, count, islice
from operator import itemgetter
from weakref import finalize

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus

from goodstanding.adapters.store import statements
from goodstanding.adapters.store.queries import SqlReader, SqlWriter
from goodstanding.adapters.store.revisions import require_known_schema
from goodstanding.adapters.store.rows import DatabaseRow, Parameters
from goodstanding.values.errors import ConflictError, MisuseError, SchemaError

#: One lock a database: "goodstan" as a big-endian integer.
WRITE_LOCK = int.from_bytes(b"goodstan", "big")
#: What is read after the lock was written before it. Plans are kept, those of the guards too, and made while tables are
#: small: then the server would sooner read all of one than look into its index, and do so ever after.
_BEGIN = f"BEGIN; SET LOCAL enable_seqscan = off; SELECT pg_advisory_xact_lock({WRITE_LOCK})"
_CONNECT_SECONDS = 10
_PAGE = 2_000
#: As many rows are sooner sent one by one in one round than copied in, which takes two.
_FEW = 4
_SECRETS = frozenset({"password", "sslpassword"})
_NAME = re.compile(r":([a-z_0-9]+)")
#: What can be copied in, ten times as fast as row by row, and with one look at the order of its rows.
_PLAIN_INSERT = re.compile(r"INSERT INTO (?P<table>\w+) \((?P<columns>[\w, ]+)\) VALUES \([:\w, ]+\)")
#: Of every column that is not text.
_TYPES = {
    **dict.fromkeys(("seq", "size", "organization", "record", "number", "start", "entries", "file"), "bigint"),
    **dict.fromkeys(("leaf", "body", "root", "frontier", "hashes"), "bytea"),
    **dict.fromkeys(("present", "partial"), "boolean"),
    "level": "integer",
}
_KNOWN_KEYS = "SELECT key FROM source_rows WHERE source = %s AND key = ANY(%s)"
_cursor_numbers = count()
_FILES = "SELECT pg_relation_filenode('openings'), pg_relation_filenode('names')"

Connection = psycopg.Connection[DatabaseRow]


class PostgresReader(SqlReader):
    """Questions over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _run(self, statement: str, asked: Parameters | None = None) -> Iterator[DatabaseRow]:
        return iter(self._connection.execute(_translated(statement), asked, binary=True))

    def _stream(self, statement: str, asked: Parameters) -> Iterator[DatabaseRow]:
        # A cursor on the server lives as long as its transaction; outside of one it has to be held.
        alone = self._connection.info.transaction_status == TransactionStatus.IDLE
        name = f"stream_{next(_cursor_numbers)}"
        with self._connection.cursor(name=name, withhold=alone) as cursor:
            cursor.itersize = _PAGE
            yield from cursor.execute(_translated(statement), asked, binary=True)


class PostgresWriter(PostgresReader, SqlWriter):
    """The same connection in a transaction that holds the write lock."""

    _refusals = (psycopg.IntegrityError,)

    def require_whole(self) -> None:
        super().require_whole()
        # The server would answer COMMIT by rolling back, and say no word.
        if self._connection.info.transaction_status == TransactionStatus.INERROR:
            raise ConflictError("Nothing was written: an error of the transaction was passed over.")

    def _change(self, statement: str, rows: Iterable[Parameters]) -> None:
        rest = iter(rows)
        first = list(islice(rest, _FEW + 1))
        if len(first) <= _FEW:
            self._run_each(statement, first)
        elif match := _PLAIN_INSERT.fullmatch(statement):
            self._copy(match["table"], match["columns"], chain(first, rest))
        elif statement == statements.UPSERT_SOURCE_ROW:
            self._run_each(statement, self._copy_new_source_rows(chain(first, rest)))
        else:
            self._run_each(statement, chain(first, rest))

    def _run_each(self, statement: str, rows: Iterable[Parameters]) -> None:
        if rows:
            self._connection.cursor().executemany(_translated(statement), rows)

    def _copy_new_source_rows(self, rows: Iterable[Parameters]) -> list[Parameters]:
        """Copy in the rows whose keys are not there, and return the others. Nobody else writes meanwhile."""
        # Of several with one key the last holds.
        last = {(row["source"], row["key"]): row for row in rows}
        asked = defaultdict(list)
        for source, key in last:
            asked[source].append(key)
        known = [
            last.pop((source, key))
            for source, keys in asked.items()
            for (key,) in self._connection.execute(_KNOWN_KEYS, (source, keys), binary=True)
        ]
        self._change(statements.INSERT_SOURCE_ROW, last.values())
        return known

    def _copy(self, table: str, columns: str, rows: Iterable[Parameters]) -> None:
        names = columns.split(", ")
        in_order = itemgetter(*names)
        text = f"COPY {table} ({columns}) FROM STDIN (FORMAT BINARY)".encode()
        with self._connection.cursor() as cursor, cursor.copy(text) as copying:
            copying.set_types([_TYPES.get(name, "text") for name in names])
            for row in rows:
                copying.write_row(in_order(row))


class PostgresStore(PostgresReader):
    """A register in one PostgreSQL database; opening refuses a missing, an older or a newer schema."""

    def __init__(self, url: str) -> None:
        super().__init__(connect(url))
        finalize(self, self._connection.close)
        self._url = url
        #: Connections of writers that are done, kept open.
        self._idle: list[Connection] = []
        finalize(self, _close_all, self._idle)
        try:
            found = next(self._run(statements.SCHEMA_VERSION), None)
        except psycopg.errors.UndefinedTable:
            to_do = "run `goodstanding init` with the role that shall own the tables"
            raise SchemaError("There is no register in this database.", to_do=to_do) from None
        require_known_schema(str(found[0]) if found else "")

    def clean(self) -> None:
        with connect(self._url) as connection:
            was = connection.execute(_FILES).fetchone()
            # The tables anew, without dead rows. The server's log of writes is out of reach: see the how-to.
            connection.execute("VACUUM (FULL) openings, names")
            now = connection.execute(_FILES).fetchone()
        # Without the right to do so, the server warns and goes on.
        if was is None or now is None or any(one == other for one, other in zip(was, now, strict=True)):
            raise ConflictError(
                "It is erased, but this role may not clean the tables.",
                to_do="run VACUUM (FULL) openings, names as their owner",
            )

    @contextmanager
    def writing(self) -> Iterator[PostgresWriter]:
        connection = self._idle.pop() if self._idle else connect(self._url)
        try:
            connection.execute(_BEGIN)
            writer = PostgresWriter(connection)
            yield writer
            writer.require_whole()
            connection.execute("COMMIT")
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)

    @contextmanager
    def reading(self) -> Iterator[PostgresReader]:
        with connect(self._url) as connection:
            connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield PostgresReader(connection)


def _close_all(connections: list[Connection]) -> None:
    for connection in connections:
        connection.close()


def has_schema(url: str) -> bool:
    """Whether a register's tables are in this database, as far as this role sees them."""
    with connect(url) as connection:
        return connection.execute("SELECT to_regclass('alembic_version') IS NOT NULL").fetchone() == (True,)


def connect(url: str) -> Connection:
    """A connection outside a transaction, whose commits are durable; SchemaError where there is none to be had."""
    try:
        connection: Connection = psycopg.connect(url, autocommit=True, connect_timeout=_CONNECT_SECONDS)
    except (psycopg.OperationalError, OSError, UnicodeError):
        raise SchemaError(
            "The database does not answer, or refuses this role.",
            to_do="check the URL, the server, and the password in PGPASSFILE, PGPASSWORD or a service file",
        ) from None
    try:
        connection.execute("SET synchronous_commit = on")
        settings = connection.execute("SELECT current_setting('fsync'), current_setting('server_encoding')").fetchone()
        if settings != ("on", "UTF8"):
            raise SchemaError("This server loses what it acknowledged, or mangles text.", accepted="fsync on, and UTF8")
    except BaseException:
        connection.close()
        raise
    return connection


def require_url(url: str) -> None:
    """Refuse what is no URL of a PostgreSQL database, and a URL with a password, which a list of processes shows."""
    accepted = "postgresql://ROLE@HOST/DATABASE"
    if not url.startswith(("postgresql://", "postgres://")):
        raise MisuseError("This is not the URL of a PostgreSQL database.", accepted=accepted)
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        raise MisuseError("This is not the URL of a PostgreSQL database.", accepted=accepted) from None
    if _SECRETS & parts.keys():
        raise MisuseError(
            "A password does not belong into the URL of the database.",
            accepted=accepted,
            to_do="put it into PGPASSFILE, PGPASSWORD or a service file",
        )


@lru_cache(maxsize=2_000)
def _translated(statement: str) -> bytes:
    """The statement with its parameters as psycopg spells them."""
    return _NAME.sub(r"%(\1)s", statement).encode()
