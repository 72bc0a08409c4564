"""The queue before the log in a serving process: submitters wait, one thread writes for all of them."""

import queue
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass, field

from goodstanding.services.ports import Ports
from goodstanding.services.sequencing import MOST_ENTRIES, Receipt, Submission, sequence
from goodstanding.values.errors import ConflictError, GoodstandingError

#: How long a group waits for more; whoever waits alone waits this long and the time of one commit.
WAIT_SECONDS = 0.010
#: Submissions that may wait; the next ones are held up before the queue.
MOST_WAITING = 10_000


@dataclass(frozen=True, slots=True)
class _Waiting:
    submission: Submission
    answer: "Future[Receipt]" = field(default_factory=Future)


class GroupCommit:
    """A sequencer behind a queue. `submit` may be called from any thread; it returns when the entries are durable."""

    def __init__(self, ports: Ports, *, wait_seconds: float = WAIT_SECONDS) -> None:
        self._ports = ports
        self._wait_seconds = wait_seconds
        self._queue: queue.Queue[_Waiting | None] = queue.Queue(MOST_WAITING)
        self._is_closed = False
        self._closing = threading.Lock()
        self._thread = threading.Thread(target=self._write, name="group-commit")
        self._thread.start()

    def submit(self, submission: Submission) -> Receipt:
        waiting = _Waiting(submission)
        with self._closing:
            if self._is_closed:
                raise ConflictError("The register is closing.", to_do="submit again when it is open")
            self._queue.put(waiting)
        return waiting.answer.result()

    def close(self) -> None:
        with self._closing:
            if not self._is_closed:
                self._is_closed = True
                self._queue.put(None)
        self._thread.join()

    def _write(self) -> None:
        ahead: _Waiting | None = None
        while (first := ahead or self._queue.get()) is not None:
            group, ahead, is_last = self._gather(first)
            _answer(self._ports, group)
            if is_last:
                return

    def _gather(self, first: _Waiting) -> tuple[list[_Waiting], _Waiting | None, bool]:
        """A group, the submission that did not fit into it, and whether the queue ended."""
        group, size = [first], len(first.submission.entries)
        until = time.monotonic() + self._wait_seconds
        while size < MOST_ENTRIES:
            try:
                item = self._queue.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                break
            if item is None:
                return group, None, True
            size += len(item.submission.entries)
            if size > MOST_ENTRIES:
                return group, item, False
            group.append(item)
        return group, None, False


def _answer(ports: Ports, group: list[_Waiting]) -> None:
    try:
        answers = sequence(ports, [one.submission for one in group])
    except BaseException as error:  # noqa: BLE001 - whatever it was, nobody may wait for ever
        for one in group:
            one.answer.set_exception(error)
        return
    for one, answer in zip(group, answers, strict=True):
        if isinstance(answer, GoodstandingError):
            one.answer.set_exception(answer)
        else:
            one.answer.set_result(answer)
