"""`log`: how fast the log takes entries durably, proves, verifies and is audited, beside other logs in the same run."""

import gc
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks import opponents
from benchmarks.auditing import measure_auditing
from benchmarks.entries import record_entry, small_entry
from benchmarks.postgres import running_postgres
from benchmarks.results import Result, against_target, at_least, beside
from goodstanding.adapters.randomness import SystemRandomness
from goodstanding.adapters.store.migrate import migrate_postgres, migrate_sqlite
from goodstanding.adapters.store.postgres import PostgresStore
from goodstanding.adapters.store.sqlite import SqliteStore
from goodstanding.bootstrap.stores import DATABASE
from goodstanding.ledger import entries as envelope
from goodstanding.ledger.checkpoints import Checkpoint, print_checkpoint
from goodstanding.ledger.notes import KeyType, Note, VerifierKey, print_note, sign_text
from goodstanding.ledger.proofs import root_at, verify_consistency, verify_inclusion
from goodstanding.ledger.writing import NewEntry, salt_bytes, seal_all
from goodstanding.services.ports import Store
from goodstanding.services.proving import trees_of

ORIGIN = "benchmark.example.org"
#: With the entry that closes it, a batch has 256.
BATCH = 255
#: Commitment groups an entry, and entries a second.
_TARGETS = ((4, 15_000), (12, 8_000))
RECORDED_AT = "2026-01-01T00:00:00Z"
_random = SystemRandomness()


def measure(quick: bool) -> list[Result]:
    """Durable sequencing, bulk load, proofs, audits; then the same of other logs, in an environment of their own."""
    scale = 100 if quick else 1
    with tempfile.TemporaryDirectory() as folder:
        results = [*_sequencing(Path(folder), scale), *_loading(scale), *_proving(Path(folder), scale)]
        results += measure_auditing(Path(folder), scale)
        results += _side_by_side(results, Path(folder), quick)
    return results


def _sequencing(folder: Path, scale: int) -> Iterator[Result]:
    """Batches of 256 entries, each committed, synchronized and under a signed head before the next."""
    # The register's own bound is 5: this is what it would cost to commit field by field.
    vars(envelope)["MOST_GROUPS"] = 12
    count = 30_000 // scale
    for groups, target in _TARGETS:
        store = _sqlite(folder / f"{groups}")
        rate = _median_rate(partial(_sequence, store, groups, count))
        name = "durable_sequencing_per_s" if groups == 4 else f"durable_sequencing_per_s, {groups} groups"
        yield at_least(name, rate, "entries/s", target)
    with running_postgres() as socket:
        url = f"postgresql://postgres@/postgres?host={socket}"
        migrate_postgres(url)
        served = PostgresStore(url)
        for groups, target in _TARGETS:
            rate = _median_rate(partial(_sequence, served, groups, count))
            yield at_least(f"durable_sequencing_per_s, PostgreSQL, {groups} groups", rate, "entries/s", target)


def _sequence(store: Store, groups: int, count: int) -> float:
    sign, start = _signer(), store.head().size
    submitted = [record_entry(start + number, groups) for number in range(count)]
    # Submitters hold their own: here they are no garbage to be looked through again and again.
    gc.freeze()
    started = time.perf_counter()
    for batch in _batches(submitted, BATCH):
        with store.writing() as writer:
            head = writer.head()
            batch.append(small_entry(head.size))
            sealed, after = seal_all(batch, head, _random.token(salt_bytes(batch)), RECORDED_AT, batch=head.size)
            writer.append(sealed, after)
        sign(after.size, after.root)
    return count / (time.perf_counter() - started)


def _loading(scale: int) -> Iterator[Result]:
    """One batch in one transaction, in a process of its own: its time at two sizes, and its memory."""
    small, large = 20_000 // scale, 200_000 // scale
    first, second = (_run_loading(count) for count in (small, large))
    yield at_least(f"bulk load of {large:,} entries, 4 groups", large / second["seconds"], "entries/s", 25_000)
    growth = second["seconds"] / first["seconds"] / (large / small)
    yield against_target(f"bulk load: time a entry at {large:,} over {small:,}", growth, "times", 1.3)
    yield _result(f"bulk load of {large:,} entries: peak memory", second["peak_mb"], "MB")


def _run_loading(count: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.loading", str(count)]
    answer = subprocess.run(command, capture_output=True, check=True, text=True)
    found: dict[str, float] = json.loads(answer.stdout)
    return found


def _proving(folder: Path, scale: int) -> Iterator[Result]:
    """In a log of a million entries: cold, then warm, by a fixed choice of indexes."""
    leaves = 1_000_000 // scale
    path = folder / "tree"
    _fill(_sqlite(path), leaves)
    draw = random.Random(1)
    opened = [_time(lambda: _open_and_prove(path / DATABASE, draw.randrange(leaves))) for _ in range(9)]
    yield against_target(f"open and first proof at {leaves:,}: median", median(opened) * 1_000, "ms", 50)
    store = SqliteStore(path / DATABASE)
    with store.reading() as reader:
        size, root = reader.head().size, reader.head().root
        trees = trees_of(reader, size)
        indexes = [draw.randrange(size) for _ in range(50_000 // scale)]
        yield at_least(f"inclusion proofs at {leaves:,}", _per_second(trees.inclusion, indexes), "proofs/s", 25_000)
        chosen = indexes[:2_000]
        found = [(next(iter(reader.hashes(0, one, one + 1))), one, trees.inclusion(one)) for one in chosen]
        rate = _per_second(lambda one: verify_inclusion(one[0], one[1], size, root, one[2]), found)
        yield _result(f"inclusion verifications at {leaves:,}", rate, "proofs/s")
        sizes = [1 + one for one in indexes]
        rate = _per_second(trees.consistency, sizes)
        yield at_least(f"consistency proofs at {leaves:,}", rate, "proofs/s", 50_000)
        roots = [(old, root_at(old, trees.node), trees.consistency(old)) for old in sizes[:2_000]]
        rate = _per_second(lambda one: verify_consistency(one[0], size, one[1], root, one[2]), roots)
        yield at_least(f"consistency verifications at {leaves:,}", rate, "proofs/s", 35_000)


def _side_by_side(ours: Iterable[Result], folder: Path, quick: bool) -> Iterator[Result]:
    """The figures of other logs, and ours over them. They keep raw entries: no commitments, no derived tables."""
    if quick:
        print("Other logs are left out of a quick run.", file=sys.stderr)
        return
    value = {result.measure.partition(" at ")[0]: result.value for result in ours}
    for name, theirs in opponents.measure(folder):
        one_by_one = _one_by_one(_sqlite(folder / f"beside-{name}"))
        for measure, ours_now in (
            ("durable appends, one by one", one_by_one),
            ("durable appends, batches of 256", value["durable_sequencing_per_s"]),
            ("inclusion proofs", value["inclusion proofs"]),
            ("consistency proofs", value["consistency proofs"]),
            ("consistency verifications", value["consistency verifications"]),
        ):
            if measure in theirs:
                size = "" if "appends" in measure else f" (ours at 1,000,000, theirs at {opponents.LEAVES:,})"
                yield beside(f"{measure}{size}", ours_now, "a second", name, theirs[measure])


def _one_by_one(store: Store) -> float:
    """Each entry committed, synchronized and signed alone, beside its closing one."""
    sign, count = _signer(), 300
    started = time.perf_counter()
    for number in range(count):
        with store.writing() as writer:
            head = writer.head()
            pair = [record_entry(number, 4), small_entry(number)]
            sealed, after = seal_all(pair, head, _random.token(salt_bytes(pair)), RECORDED_AT, batch=head.size)
            writer.append(sealed, after)
        sign(after.size, after.root)
    return count / (time.perf_counter() - started)


def _fill(store: Store, count: int) -> None:
    entries = map(small_entry, range(count))
    with store.writing() as writer:
        head = writer.head()
        while part := list(islice(entries, 2_000)):
            sealed, head = seal_all(part, head, bytes(salt_bytes(part)), RECORDED_AT, batch=0)
            writer.append(sealed, head if head.size >= count else None)


def _open_and_prove(path: Path, index: int) -> None:
    store = SqliteStore(path)
    with store.reading() as reader:
        trees_of(reader, reader.head().size).inclusion(index)


def _sqlite(folder: Path) -> Store:
    folder.mkdir()
    migrate_sqlite(folder / DATABASE)
    return SqliteStore(folder / DATABASE)


def _signer() -> Callable[[int, bytes], bytes]:
    """Signs a head by the functions of the log, with a key that is thrown away."""
    private = Ed25519PrivateKey.generate()
    key = VerifierKey(name=ORIGIN, type=KeyType.ED25519, public_key=private.public_key().public_bytes_raw())

    def sign(size: int, root: bytes) -> bytes:
        text = print_checkpoint(Checkpoint(origin=ORIGIN, size=size, root=root))
        return print_note(Note(text=text, signatures=(sign_text(text, key, private.sign),)))

    return sign


def _median_rate(run: Callable[[], float]) -> float:
    run()
    return median(run() for _ in range(3))


def _per_second(call: Callable[..., object], items: Sequence[Any]) -> float:
    started = time.perf_counter()
    for item in items:
        call(item)
    return len(items) / (time.perf_counter() - started)


def _time(run: Callable[[], None]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def _batches(entries: list[NewEntry], size: int) -> Iterator[list[NewEntry]]:
    return (entries[start : start + size] for start in range(0, len(entries), size))


def _result(measure_: str, value: float, unit: str) -> Result:
    return Result(measure=measure_, value=round(value, 3), unit=unit)
