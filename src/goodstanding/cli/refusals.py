"""What the system or the database calls its refusal, in words, and what to do. Never a path or a value (S40)."""

import re
from errno import errorcode

from goodstanding.values.errors import REFUSALS

_RESTORE = "restore the database from a backup (docs/how-to/back-up-a-register.md)"
_RIGHTS = "check the space left and the rights of the data directory and of the files"

#: The beginning of SQLite's name of an error, or PostgreSQL's state -> what it means, and what to do.
_BY_DATABASE = {
    "SQLITE_ERROR": ("a table or column is missing that this version made", _RESTORE),
    "SQLITE_CORRUPT": ("the database's file is damaged", _RESTORE),
    "SQLITE_NOTADB": ("the database's file is damaged, or of another kind", _RESTORE),
    "SQLITE_MISMATCH": ("a row holds something else than its column", _RESTORE),
    "SQLITE_FULL": ("the disk is full", _RIGHTS),
    "SQLITE_READONLY": ("the database may only be read", _RIGHTS),
    "SQLITE_CANTOPEN": ("the database's file cannot be opened", _RIGHTS),
    "SQLITE_IOERR": ("the disk failed, or is full", _RIGHTS),
    "SQLITE_BUSY": ("another command has held the database for a minute", "wait for it, or end it, and run this again"),
    "SQLITE_CONSTRAINT": ("a row is there already, or lacks a value", _RESTORE),
    "42P01": ("a table is missing that this version made", _RESTORE),
    "42703": ("a column is missing that this version made", _RESTORE),
    "42501": ("the role has no right to a table", "see docs/how-to/run-on-postgresql.md"),
    "53100": ("the server's disk is full", "make room on the server"),
    "55P03": ("another command holds the database", "wait for it, or end it, and run this again"),
    "57P01": ("the server was stopped", "start it, and run this again"),
    "08": ("the connection was lost", "look at the server, and run this again"),
}
#: Names of our own tables, in the databases' own words.
_TABLE = re.compile(r'no such (?:table|column): (?:main\.)?([a-z_.]{1,60})$|relation "([a-z_]{1,60})" does not exist')


def refusal_of(error: Exception) -> str:
    """One sentence and what to do about it; "" for what is no refusal of the system or the database."""
    by_database = getattr(error, "sqlite_errorname", "") or getattr(error, "sqlstate", "") or ""
    by_system = errorcode.get(getattr(error, "errno", None) or 0, "")
    if not by_database and "decode" in str(error) and type(error).__module__ == "sqlite3":
        by_database = "SQLITE_MISMATCH"  # text of no encoding: the driver gives it no name
    name = by_database or by_system
    if not name:
        return ""
    meant, to_do = next(
        (told for begins, told in _BY_DATABASE.items() if by_database.startswith(begins)),
        (REFUSALS.get(by_system, ""), _RIGHTS),
    )
    told = ": ".join(part for part in (name, meant) if part)
    table = _TABLE.search(str(error))
    named = f" It is {table[1] or table[2]}." if table else ""
    return f"The machine refused to read or write ({told}).{named} To do: {to_do}."
