"""Group commit on every store: many submitters, one log; a refusal spoils nothing, an error acknowledges nothing."""

import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from goodstanding.adapters.group_commit import GroupCommit
from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.projections import SubmissionRow
from goodstanding.ledger.writing import NewEntry
from goodstanding.services.rebuilding import check_register, rebuild
from goodstanding.services.sequencing import MOST_ENTRIES, Receipt, Submission, sequence
from goodstanding.values.errors import ConflictError, MisuseError


def submission(key: str, entries: int = 1, body: str = "body") -> Submission:
    made = NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {"row": 1, "key": key}})
    return Submission(key=key, digest=f"digest of {body}", entries=(made,) * entries)


#: A record whose party is none: it can be sealed, and nothing can read it back.
UNREADABLE = Submission(
    key="unreadable",
    digest="digest",
    entries=(NewEntry(kind=Kind.RECORD_ENTERED, groups={"party": {"role": "no role"}}, source="xv-list", key="a"),),
)
UNPRINTABLE = Submission(
    key="unprintable", digest="digest", entries=(NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {"Row": 1}}),)
)
ORPHAN = Submission(
    key="orphan", digest="digest", entries=(NewEntry(kind=Kind.STAGE_ADDED, groups={"stages": []}, source="xv-list"),)
)


def fits(ports):
    return check_register(ports, lambda _: None).findings == ()


def test_a_group_is_one_batch_under_one_head(ports, store):
    before = store.head()
    first, second = sequence(ports, [submission("one", 2), submission("two", 3)])
    assert (first.start, first.entries, second.start, second.entries) == (before.size, 2, before.size + 2, 3)
    assert first.head == second.head == store.head()
    assert store.head().size == before.size + 6
    assert {store.entry(seq).envelope.batch for seq in range(before.size, store.head().size)} == {before.size}
    assert fits(ports)


def test_the_same_submission_gives_its_receipt_again(ports, store):
    (first,) = sequence(ports, [submission("one")])
    sequence(ports, [submission("two")])
    size = store.head().size
    assert sequence(ports, [submission("one")]) == [first]
    assert store.head().size == size


def test_the_same_key_twice_in_a_group_is_one_submission(ports, store):
    one, again, other = sequence(ports, [submission("one"), submission("one"), submission("one", body="other")])
    assert one == again
    assert isinstance(other, ConflictError)
    assert store.head().size == one.start + 2


def test_the_same_key_with_another_body_is_a_conflict(ports, store):
    sequence(ports, [submission("one")])
    size = store.head().size
    (answer,) = sequence(ports, [submission("one", body="other")])
    assert isinstance(answer, ConflictError)
    assert store.head().size == size


@pytest.mark.parametrize(
    "refused",
    [UNREADABLE, UNPRINTABLE, ORPHAN, replace(UNREADABLE, entries=()), submission("large", MOST_ENTRIES + 1)],
)
def test_a_submission_that_cannot_be_written_spoils_no_other(ports, store, refused):
    before = store.head()
    one, answer, two = sequence(ports, [submission("one"), refused, submission("two")])
    assert isinstance(answer, Exception)
    assert (one.start, two.start, store.head().size) == (before.size, before.size + 1, before.size + 3)
    assert fits(ports)
    # Mended, it may come again under its key.
    assert isinstance(sequence(ports, [replace(submission("one"), key=refused.key)])[0], Receipt)


def test_a_group_of_nothing_writes_nothing(ports, store):
    before = store.head()
    assert sequence(ports, []) == []
    assert isinstance(sequence(ports, [UNREADABLE])[0], Exception)
    assert store.head() == before


def test_submissions_are_derived_and_written_again(ports, store):
    sequence(ports, [submission("one", 2), submission("two")])
    rows = [row for row in store.derived() if isinstance(row, SubmissionRow)]
    assert [(row.start, row.entries) for row in sorted(rows, key=lambda row: row.start)] == [(2, 2), (4, 1)]
    with store.writing() as writer:
        writer.replace_derived([], [], [])
    assert store.submissions([row.key for row in rows], 100) == []
    assert rebuild(ports, lambda _: None).findings == ()
    assert store.submissions([row.key for row in rows], 5) == []
    assert len(store.submissions([*(row.key for row in rows), "unknown"], 100)) == 2


def test_neither_key_nor_digest_of_a_submitter_is_kept(ports, store):
    sequence(ports, [submission("the submitter's own key")])
    kept = repr(store.derived()) + repr([row[3] for row in store.stored(3, 4)])
    assert "submitter" not in kept
    assert "digest of body" not in kept


@contextmanager
def serving(ports, **options) -> Iterator[GroupCommit]:
    commits = GroupCommit(ports, **options)
    try:
        yield commits
    finally:
        commits.close()


def together(count, run):
    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()


def test_many_submitters_make_one_log(ports, store):
    receipts: dict[str, Receipt] = {}

    def submit(worker):
        for number in range(20):
            # Each body is sent by two of them, as after a lost answer.
            key = f"{worker // 2}-{number}"
            found = commits.submit(submission(key, 1 + number % 3))
            assert receipts.setdefault(key, found) == found

    before = store.head().size
    with serving(ports) as commits:
        together(8, submit)
    assert len(receipts) == 80
    spans = sorted((one.start, one.start + one.entries) for one in receipts.values())
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))
    batches = {store.entry(start).envelope.batch for start, _ in spans}
    assert store.head().size == before + sum(one.entries for one in receipts.values()) + len(batches)
    assert len(batches) < len(receipts)
    assert fits(ports)


def test_refusals_reach_their_submitter_alone(ports, store):
    answers = {}

    def submit(number):
        try:
            answers[number] = commits.submit(UNREADABLE if number == 3 else submission(str(number)))
        except MisuseError as error:
            answers[number] = error

    with serving(ports, wait_seconds=0.2) as commits:
        together(6, submit)
    assert [number for number, answer in answers.items() if isinstance(answer, MisuseError)] == [3]
    assert store.head().size == 2 + 5 + len({store.entry(seq).envelope.batch for seq in range(2, store.head().size)})


class _Failing:
    """A store whose commit fails once, as on a full disk."""

    def __init__(self, store):
        self._store, self.failures = store, 1

    def __getattr__(self, name):
        return getattr(self._store, name)

    @contextmanager
    def writing(self):
        with self._store.writing() as writer:
            yield writer
            if self.failures:
                self.failures -= 1
                raise OSError(28, "No space left on device")


def test_what_was_not_committed_is_not_acknowledged(ports, store):
    failing = replace(ports, store=_Failing(store))
    before = store.head()
    with serving(failing) as commits:
        with pytest.raises(OSError, match="No space"):
            commits.submit(submission("one"))
        assert store.head() == before
        assert commits.submit(submission("one")).start == before.size
    assert fits(ports)


def test_a_group_is_bounded(ports, store):
    with serving(ports, wait_seconds=0.2) as commits:
        together(4, lambda number: commits.submit(submission(str(number), MOST_ENTRIES // 2)))
    size = store.head().size
    batches = [store.entry(seq).envelope.batch for seq in range(2, size)]
    assert max(batches.count(batch) for batch in set(batches)) <= MOST_ENTRIES + 1
    assert fits(ports)


def test_a_closed_register_takes_nothing(ports):
    with serving(ports) as commits:
        commits.submit(submission("one"))
    commits.close()
    with pytest.raises(ConflictError):
        commits.submit(submission("two"))


def test_a_link_to_what_is_there(ports, store):
    linked = NewEntry(
        kind=Kind.QUARANTINE_DECIDED, groups={"decision": {}}, links=((Relation.QUARANTINED_ROW, 0),), source="xv-list"
    )
    (answer,) = sequence(ports, [Submission(key="one", digest="digest", entries=(linked,))])
    assert store.entry(answer.start).envelope.linked(Relation.QUARANTINED_ROW) == 0
