"""What every store owes the services; one suite for all of them."""

import threading
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sample_register import Line

from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.identities import Identity
from goodstanding.ledger.merkle import EMPTY_ROOT, hash_leaf, reference_root
from goodstanding.ledger.projections import BatchRow, NameRow, SourceRow, project_all
from goodstanding.ledger.tile_trees import all_tiles
from goodstanding.ledger.writing import NewEntry, seal_all
from goodstanding.services.appending import append_batch
from goodstanding.services.rebuilding import check_register
from goodstanding.values.errors import ConflictError

ALPHA = Line(key="a", identifiers=("xv-reg:C0000000137", "xi-lei:00EHHQ2ZHDCFXJCPCL46"))
BETA = Line(key="b", name="Southmoor Paving 100% Ltd")


@pytest.fixture
def filled(importing, ports):
    """Three heads: opened (2), two rows (9), one of them changed and the other questioned (12)."""
    ports.clock.at = datetime(2024, 6, 2, tzinfo=UTC)
    importing(ALPHA, BETA)
    ports.clock.at = datetime(2024, 7, 2, tzinfo=UTC)
    importing(replace(ALPHA, stages=(("final", "2024-02-01"), ("annulled", "2024-03-01"))), as_of="2024-07-01")
    return ports.store


def seqs(found):
    return [entry.seq for entry in found]


def subject(ports, text):
    return ports.keyring.digest("subject", text)


def test_an_empty_store_has_the_empty_head(store):
    head = store.head()
    assert (head.size, head.root, head.frontier, head.recorded_at) == (0, EMPTY_ROOT, (), "")
    assert store.head_at_size(10) is None
    assert store.head_at_instant("9999-12-31T23:59:59Z") is None
    assert store.entry(0) is None
    assert list(store.stored(0, 10)) == store.derived() == store.index() == store.batches(10) == []


def test_entries_come_back_as_they_were_sealed(ports, store):
    head = store.head()
    new = NewEntry(
        kind=Kind.ROW_QUARANTINED,
        groups={"row": {"row": 1, "reasons": ["no-evidence"]}, "more": [True, "ü"]},
        subject="ab",
        source="xv-list",
        key="cd",
        print="ef",
        links=((Relation.RECORD, 0),),
    )
    sealed, after = seal_all([new], head, bytes(32), "2024-06-02T00:00:00Z", batch=head.size)
    with store.writing() as writer:
        writer.append(sealed, after)
    assert store.entry(2) == sealed[0].entry
    assert list(store.stored(2, 3)) == [(2, sealed[0].leaf, sealed[0].body, sealed[0].opening)]
    assert store.head() == after


def test_stored_gives_a_half_open_range_in_order(filled):
    size = filled.head().size
    assert [row[0] for row in filled.stored(0, size)] == list(range(size))
    assert [row[0] for row in filled.stored(3, 6)] == [3, 4, 5]
    assert list(filled.stored(4, 4)) == []
    assert all(leaf == hash_leaf(body) for _, leaf, body, _ in filled.stored(0, size))


def test_heads_are_floored(filled):
    sizes = [filled.head_at_size(size) and filled.head_at_size(size).size for size in (1, 2, 8, 9, 11, 99)]
    assert sizes == [None, 2, 2, 9, 9, 12]
    asked = ("2024-05-31T00:00:00Z", "2024-06-01T12:00:00Z", "2024-06-02T00:00:00Z", "2024-07-01T23:59:59Z")
    found = [filled.head_at_instant(instant) for instant in asked]
    assert [head and head.size for head in found] == [None, 2, 9, 9]


def test_heads_of_one_instant_floor_to_the_last(ports):
    for _ in range(2):
        with ports.store.writing() as writer:
            append_batch(ports, writer, [])
    assert ports.store.head_at_instant(ports.store.head().recorded_at) == ports.store.head()


def test_entries_about_subjects(ports, filled):
    alpha, lei = (subject(ports, identifier) for identifier in ALPHA.identifiers)
    size = filled.head().size
    assert seqs(filled.entries_about({alpha, lei}, size)) == [3, 4, 5, 9]
    assert seqs(filled.entries_about([lei], size)) == [4]
    assert seqs(filled.entries_about({alpha}, 9)) == [3, 5]
    assert seqs(filled.entries_about(set(), size)) == []
    assert seqs(filled.entries_about({""}, 0)) == []


def test_entries_about_many_subjects_stay_in_order(ports, filled):
    wanted = {f"{number:032x}" for number in range(1_500)} | {subject(ports, one) for one in ALPHA.identifiers}
    assert seqs(filled.entries_about(wanted, 100)) == [3, 4, 5, 9]


def test_entries_by_subject(filled):
    size = filled.head().size
    found = list(filled.entries_by_subject(size))
    assert [(entry.envelope.subject, entry.seq) for entry in found] == sorted(
        (entry.envelope.subject, entry.seq) for entry in found
    )
    assert sorted(seqs(found)) == [3, 4, 5, 6, 7, 9, 10]
    assert sorted(seqs(filled.entries_by_subject(6))) == [3, 4, 5]


def test_entries_of_kinds(filled):
    assert seqs(filled.entries_of([Kind.RECORD_ENTERED, Kind.ORGANIZATION_OPENED], 100)) == [3, 5, 6, 7]
    assert seqs(filled.entries_of([Kind.RECORD_ENTERED], 7)) == [5]
    assert seqs(filled.entries_of([], 100)) == []


def test_identities(ports, filled):
    alpha, lei = (subject(ports, identifier) for identifier in ALPHA.identifiers)
    known = filled.identities(100)
    assert [(one.seq, one.organization) for one in known] == [(3, 3), (4, 3), (6, 6)]
    assert [(one.subject, one.effective_on) for one in known][:2] == [(alpha, None), (lei, None)]
    assert filled.identities(4) == known[:1]
    assert filled.identities_of([lei, alpha], 100) == known[:2]
    assert filled.identities_of([lei], 4) == []


def test_identities_near(ports, filled):
    alpha, lei = (subject(ports, identifier) for identifier in ALPHA.identifiers)
    known = filled.identities(100)
    assert filled.identities_near(lei, None, 100) == known[:2]
    assert filled.identities_near("", 3, 100) == known[:2]
    assert filled.identities_near(lei, None, 4) == known[:1]
    assert filled.identities_near("", None, 100) == filled.identities_near("ff", 99, 100) == []
    joined = NewEntry(
        kind=Kind.IDENTITY_SET,
        groups={"reference": {"scheme": "xv-list", "code": "b"}, "effective": {"from": "2024-06-10"}},
        subject=known[2].subject,
        links=((Relation.ORGANIZATION, 3),),
    )
    with filled.writing() as writer:
        append_batch(ports, writer, [joined])
    setting = Identity(12, known[2].subject, 3, date(2024, 6, 10))
    assert filled.identities_near("", 6, 100) == [known[2], setting]
    assert filled.identities_near(alpha, None, 100) == [*known, setting]


def test_source_rows_hold_the_last_state(filled):
    found = sorted(filled.source_rows("xv-list").values(), key=lambda row: row.record)
    assert [(row.record, row.present, row.seq) for row in found] == [(5, True, 9), (7, False, 10)]
    assert all(filled.source_rows("xv-list")[row.key] == row for row in found)
    assert filled.source_rows("xv-other") == {}


def test_batches(filled):
    found = filled.batches(100)
    assert [(batch.seq, batch.source, batch.as_of.isoformat(), batch.partial) for batch in found] == [
        (8, "xv-list", "2024-06-01", False),
        (11, "xv-list", "2024-07-01", False),
    ]
    assert filled.batches(11) == found[:1]


def test_names_like(filled):
    size = filled.head().size
    assert [(row.seq, row.folded) for row in filled.names_like("paving", size, 10)] == [
        (6, "southmoor paving 100% ltd"),
        (7, "southmoor paving 100% ltd"),
    ]
    assert len(filled.names_like("ltd", size, 10)) == 4
    assert [row.seq for row in filled.names_like("ltd", size, 3)] == [3, 5, 6]
    assert [row.seq for row in filled.names_like("ltd", 4, 10)] == [3]
    assert [row.seq for row in filled.names_like("100%", size, 10)] == [6, 7]
    for nothing in ("1%0", "pa_ing", "\\", "nothing"):
        assert filled.names_like(nothing, size, 10) == []


def test_what_is_derived_is_what_the_entries_give(filled):
    entries = [filled.entry(seq) for seq in range(filled.head().size)]
    assert filled.derived() == project_all(entries)
    assert {type(row) for row in filled.derived()} == {Identity, NameRow, SourceRow, BatchRow}
    assert filled.index() == [(entry.seq, entry.envelope.kind.value, entry.envelope.subject) for entry in entries]


def test_what_is_derived_can_be_written_again(filled):
    rows, index, tiles = filled.derived(), filled.index(), list(filled.tiles())
    with filled.writing() as writer:
        writer.replace_derived([], [], [])
    assert filled.derived() == filled.index() == []
    assert list(filled.entries_of([Kind.RECORD_ENTERED], 100)) == []
    with filled.writing() as writer:
        writer.replace_derived(rows, index, tiles)
    assert (filled.derived(), filled.index(), list(filled.tiles())) == (rows, index, tiles)
    assert seqs(filled.entries_of([Kind.RECORD_ENTERED], 100)) == [5, 7]


def append_rows(ports, count):
    """One batch of `count` entries and its closing one."""
    row = NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {}})
    with ports.store.writing() as writer:
        append_batch(ports, writer, [row] * count)


def test_full_tiles_are_written_with_the_entries(ports):
    """However a batch falls on the borders of tiles; a level above holds the roots of the level below."""
    store = ports.store
    for count in (1, 251, 1, 254, 257, 1, 511, 2_500):
        append_rows(ports, count)
        size = store.head().size
        leaves = [leaf for _, leaf, _, _ in store.stored(0, size)]
        assert store.hashes(0, 0, size + 5) == leaves
        assert list(store.tiles()) == list(all_tiles(leaves))
    assert store.hashes(0, 255, 258) == leaves[255:258]
    assert store.hashes(1, 1, 3) == [row.root for row in store.tiles()][1:3]
    assert store.tile(0, 1) == b"".join(leaves[256:512])
    assert store.tile(0, size // 256) is store.tile(1, 0) is None


def test_a_level_above_is_written_when_it_is_full(ports):
    append_rows(ports, 65_536)
    rows = list(ports.store.tiles())
    assert [(row.level, row.number) for row in rows] == [(0, number) for number in range(256)] + [(1, 0)]
    assert rows[-1].hashes == b"".join(row.root for row in rows[:-1]) == b"".join(ports.store.hashes(1, 0, 300))
    assert ports.store.hashes(2, 0, 1) == [rows[-1].root]


class PlantedError(Exception):
    pass


def everything(store):
    return store.head(), list(store.stored(0, 1_000)), store.derived(), store.index()


def write_and_fail(ports, part):
    with ports.store.writing() as writer:
        was = everything(writer)
        if part == "batch":
            append_batch(ports, writer, [NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {}})])
        else:
            writer.replace_derived([], [], [])
        assert everything(writer) != was
        raise PlantedError


@pytest.mark.parametrize("part", ["batch", "derived"])
def test_an_error_while_writing_leaves_nothing(ports, filled, part):
    was = everything(filled)
    with pytest.raises(PlantedError):
        write_and_fail(ports, part)
    assert everything(filled) == was
    with filled.writing() as writer:
        append_batch(ports, writer, [])
    assert filled.head().size == was[0].size + 1


def test_a_writer_sees_what_it_wrote(ports, filled):
    with filled.writing() as writer:
        head = append_batch(ports, writer, [])
        assert writer.head() == head
        assert writer.entry(head.size - 1).envelope.kind is Kind.BATCH_CLOSED
        assert filled.head().size == head.size - 1


@pytest.mark.parametrize("shift", [-1, 1])
def test_an_index_that_is_not_the_next_is_refused(ports, filled, shift):
    was, head = everything(filled), filled.head()
    new = NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {}})
    moved = replace(head, size=head.size + shift)
    sealed, after = seal_all([new], moved, bytes(16), head.recorded_at, batch=head.size)
    with pytest.raises(ConflictError), filled.writing() as writer:
        writer.append(sealed, after)
    assert everything(filled) == was


def test_a_head_that_is_not_larger_is_refused(filled):
    was, head = everything(filled), filled.head()
    with pytest.raises(ConflictError), filled.writing() as writer:
        writer.append([], head)
    assert everything(filled) == was


def append_passing_over(store, sealed, head):
    with store.writing() as writer, suppress(ConflictError):
        writer.append(sealed, head)


@pytest.mark.parametrize("is_late", [False, True])
def test_an_append_that_failed_is_not_half_committed(ports, filled, is_late):
    """Whoever passes over its error: entries without their head would let nobody append any more."""
    was, head = everything(filled), filled.head()
    new = NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {}})
    sealed, after = seal_all([new] * 9, head, bytes(16 * 9), head.recorded_at, batch=head.size)
    with pytest.raises(ConflictError, match="passed over"):
        append_passing_over(filled, sealed if is_late else sealed[1:], head if is_late else after)
    assert everything(filled) == was
    with filled.writing() as writer:
        writer.append(sealed, after)
    assert filled.head() == after


def test_of_rows_with_one_key_the_last_holds(ports, filled):
    """In one batch, new and known keys side by side, few of them and many."""
    known = min(filled.source_rows("xv-list"))
    for count, keys in ((2, [known]), (12, [known, *(f"{number:032x}" for number in range(7))])):
        entries = [
            NewEntry(kind=Kind.RECORD_ENTERED, groups={"case": {}}, source="xv-list", key=key, print=f"{number}")
            for number in range(count)
            for key in keys
        ]
        with filled.writing() as writer:
            append_batch(ports, writer, entries)
        rows = filled.source_rows("xv-list")
        size = filled.head().size
        assert {rows[key].print for key in keys} == {f"{count - 1}"}
        assert [rows[key].seq for key in keys] == list(range(size - 1 - len(keys), size - 1))
    assert check_register(ports, lambda _: None).findings == ()


def test_a_batch_in_parts_has_one_head(ports, filled):
    head = filled.head()
    new = NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {}})
    first, between = seal_all([new] * 3, head, bytes(48), head.recorded_at, batch=head.size)
    second, after = seal_all([new] * 2, between, bytes(32), head.recorded_at, batch=head.size)
    with filled.writing() as writer:
        writer.append(first, None)
        assert writer.head() == head
        writer.append(second, after)
    assert filled.head() == after
    assert filled.head_at_size(after.size - 1) == head
    assert after.root == reference_root([leaf for _, leaf, _, _ in filled.stored(0, after.size)])


def test_a_snapshot_does_not_move_while_a_writer_appends(ports, filled):
    with filled.reading() as reader:
        was = reader.head()
        with filled.writing() as writer:
            append_batch(ports, writer, [NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {}})])
            assert reader.head() == was
        assert filled.head().size == was.size + 2
        assert reader.head() == was
        assert len(list(reader.stored(0, 1_000))) == was.size
        assert reader.entry(was.size) is None
        assert len(reader.index()) == was.size
        assert seqs(reader.entries_of([Kind.ROW_QUARANTINED], 1_000)) == []
    with filled.reading() as reader:
        assert reader.head().size == was.size + 2


def test_writers_wait_for_each_other(ports, store):
    def append(rounds: int) -> None:
        for _ in range(rounds):
            with store.writing() as writer:
                append_batch(ports, writer, [NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {}})])

    threads = [threading.Thread(target=append, args=(10,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.head().size == 2 + 4 * 10 * 2
    assert check_register(ports, lambda _: None).findings == ()


def test_erasing_takes_openings_and_names_and_nothing_else(filled):
    was, index, tiles = list(filled.stored(0, 100)), filled.index(), list(filled.tiles())
    with filled.writing() as writer:
        assert writer.erase([6, 7]) == 2
        assert writer.erase([6, 7]) == writer.erase([]) == 0
    now = list(filled.stored(0, 100))
    assert [row[:3] for row in now] == [row[:3] for row in was]
    assert [row[0] for row in now if row[3] is None] == [6, 7]
    assert filled.entry(7).values == {}
    assert filled.names_like("paving", 100, 10) == []
    assert filled.names_like("northquay", 100, 10)
    assert (filled.index(), list(filled.tiles())) == (index, tiles)
    assert filled.derived() == project_all([filled.entry(seq) for seq in range(filled.head().size)])


def test_what_was_erased_in_vain_is_there_again(filled):
    def fail():
        with filled.writing() as writer:
            writer.erase([7])
            raise PlantedError

    with pytest.raises(PlantedError):
        fail()
    assert filled.entry(7).values


def test_cleaning_keeps_what_is_there(ports, filled):
    with filled.writing() as writer:
        writer.erase([7])
    was = everything(filled)
    filled.clean()
    filled.clean()
    assert everything(filled) == was
    with filled.writing() as writer:
        append_batch(ports, writer, [])


def test_erased_records_are_those_without_an_opening(filled):
    assert filled.erased_records("xv-list") == frozenset()
    with filled.writing() as writer:
        writer.erase([7])
    assert filled.erased_records("xv-list") == {7}
    assert filled.erased_records("xv-other") == frozenset()
    assert filled.source_rows("xv-list")
