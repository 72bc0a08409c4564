"""Refusals of the system and of both databases are told in words, with what to do, and without any value."""

import errno
import sqlite3

import psycopg
import pytest

from goodstanding.cli.refusals import refusal_of


class Undefined(psycopg.errors.UndefinedTable):
    """As PostgreSQL words it."""

    def __str__(self) -> str:
        return 'relation "openings" does not exist\nLINE 1: SELECT ...'


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.EISDIR, "Is a directory", "ada/list"), "EISDIR: a directory stands where a file is due"),
        (OSError(errno.ELOOP, "Too many levels", "ada/list"), "ELOOP: its links lead in a circle"),
        (OSError(errno.ENOSPC, "No space left", "ada/list"), "ENOSPC: the disk is full"),
        (Undefined(), "It is openings. To do: restore"),
    ],
)
def test_a_refusal_says_what_it_means_and_what_to_do(error: Exception, words: str) -> None:
    told = refusal_of(error)
    assert words in told
    assert "To do: " in told
    assert "ada" not in told


def test_the_embedded_database_is_understood() -> None:
    connection = sqlite3.connect(":memory:")
    with pytest.raises(sqlite3.Error) as missing:
        connection.execute("SELECT body FROM openings")
    assert "It is openings." in refusal_of(missing.value)
    with pytest.raises(sqlite3.Error) as undecoded:
        connection.execute("SELECT CAST(x'ff' AS TEXT)").fetchall()
    assert "something else than its column" in refusal_of(undecoded.value)
    connection.close()


def test_what_is_no_refusal_is_left_to_be_reported() -> None:
    assert refusal_of(RuntimeError("Ada")) == ""
