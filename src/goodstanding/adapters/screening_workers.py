"""A whole file of bidders by the index, in as many processes as there are processors; the answers in their order.

The processes are forked: the mapped index lies in memory once. They touch neither the database nor a file, and end
when this process does, however it does. What one that ended early did not answer is answered here.
"""

import os
import signal
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from multiprocessing import Pipe
from multiprocessing.connection import Connection

from goodstanding.screening.answer import Answer
from goodstanding.screening.index import Index
from goodstanding.screening.subjects import Query
from goodstanding.services.screening import Search

#: So many queries go to a process at a time; none gets more before it has answered these.
PART = 100
MOST_WORKERS = 16

_Asked = tuple[Connection | None, list[Query]]


@contextmanager
def searching(index: Index, workers: int) -> Iterator[Search]:
    """What searches in this many processes beside this one. The index must not change meanwhile."""
    index.parts()
    ends: list[Connection] = []
    children: list[int] = []
    try:
        for _ in range(min(workers, MOST_WORKERS)):
            mine, theirs = Pipe()
            child = os.fork()
            if child == 0:
                _serve(index, theirs, [*ends, mine])
            theirs.close()
            ends.append(mine)
            children.append(child)
        yield lambda queries, limit: _search(index, list(ends), queries, limit)
    finally:
        for end in ends:
            end.close()
        for child in children:
            os.waitpid(child, 0)


def _serve(index: Index, mine: Connection, others: list[Connection]) -> None:
    """In the other process. It ends at once: nothing that it inherited may be closed, flushed or committed by it."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for other in others:
            # Held open here, they would hide from the other processes that the first one has ended.
            os.close(other.fileno())
        while True:
            queries, limit = mine.recv()
            mine.send(list(index.screen_all(queries, limit=limit)))
    except BaseException:  # noqa: BLE001, S110 - the end of the first process; or what it answers itself, and sees why
        pass
    finally:
        os._exit(0)


def _search(index: Index, free: list[Connection], queries: Iterator[Query], limit: int) -> Iterator[Answer]:
    asked: deque[_Asked] = deque()
    while True:
        while free and (part := list(islice(queries, PART))):
            asked.append((_send(free.pop(0), part, limit), part))
        if not asked and not (part := list(islice(queries, PART))):
            return
        end, part = asked.popleft() if asked else (None, part)
        answers = None if end is None else _receive(end)
        if answers is None:
            answers = list(index.screen_all(part, limit=limit))
        elif end is not None:
            free.append(end)
        yield from answers


def _send(end: Connection, part: list[Query], limit: int) -> Connection | None:
    """The process that has the part; None where it has ended."""
    try:
        end.send((part, limit))
    except OSError:
        return None
    return end


def _receive(end: Connection) -> list[Answer] | None:
    try:
        found: list[Answer] = end.recv()
    except (EOFError, OSError):
        return None
    return found
