"""Every kind of damage gives its finding, and what is derived can be thrown away and written again."""

from dataclasses import replace

import pytest
from sample_register import Importing, Line

from goodstanding.ledger.entries import Kind, parse_envelope, print_envelope
from goodstanding.ledger.merkle import extend, hash_leaf, root_of
from goodstanding.ledger.projections import NameRow
from goodstanding.ledger.writing import NewEntry
from goodstanding.services.appending import append_batch
from goodstanding.services.rebuilding import check_register, rebuild

ALPHA = Line(key="a", identifiers=("xv-reg:C0000000137", "xi-lei:00EHHQ2ZHDCFXJCPCL46"))


@pytest.fixture
def store(importing: Importing, ports, officer):
    """Two batches of records, a question in quarantine, and signed acts."""
    importing(ALPHA, Line(key="q", verdict="hold"))
    importing(replace(ALPHA, public_money="T-1"), as_of="2024-07-01", officer=officer.id, sign=officer.sign)
    assert found(ports) == []
    return ports.store


def found(ports):
    return [finding.code for finding in check_register(ports, lambda _: None).findings]


def place_of(store, kind):
    return next(seq for seq, name, _ in store.index() if name == kind.value)


def put(store, place, **changes):
    seq, leaf, body, opening = store._stored[place]
    parts = {"seq": seq, "leaf": leaf, "body": body, "opening": opening} | changes
    store._stored[place] = (parts["seq"], parts["leaf"], parts["body"], parts["opening"])


def reseal(store):
    """What an attacker does who holds the database: leaves and heads made to fit the altered entries."""
    frontier, size, heads = (), 0, {head.size: head for head in store._heads}
    for place, (_, _, body, _) in enumerate(store._stored):
        put(store, place, leaf=hash_leaf(body))
        frontier, size = extend(frontier, size, [hash_leaf(body)])
        if size in heads:
            heads[size] = replace(heads[size], root=root_of(frontier), frontier=frontier)
    store._heads[:] = heads.values()


def test_an_undamaged_register_has_no_finding(store, ports):
    steps = []
    checked = check_register(ports, steps.append)
    assert (checked.entries, checked.erased, checked.findings) == (store.head().size, 0, ())
    assert steps == [store.head().size]


def test_an_altered_body(store, ports):
    body = store._stored[5][2]
    put(store, 5, body=body.replace(b'"actor":"operator"', b'"actor":"operatop"'))
    assert "leaf-differs" in found(ports)


def test_a_body_that_is_no_envelope(store, ports):
    put(store, 5, body=store._stored[5][2].replace(b'"kind"', b'"kine"'))
    assert found(ports)[0] == "entry-damaged"


def test_an_altered_leaf(store, ports):
    put(store, 5, leaf=bytes(32))
    assert {"leaf-differs", "root-differs", "head-differs"} <= set(found(ports))


def test_an_altered_opening(store, ports):
    place = place_of(store, Kind.RECORD_ENTERED)
    put(store, place, opening=store._stored[place][3].replace(b"2024-02-01", b"2024-02-02"))
    assert found(ports)[0] == "entry-damaged"


@pytest.mark.parametrize("kind", [Kind.OFFICER_ENROLLED, Kind.COMPETENCE_ENROLLED, Kind.REGISTER_OPENED])
def test_damage_to_an_entry_that_others_are_checked_by_is_a_finding_too(store, ports, kind):
    place = place_of(store, kind)
    put(store, place, body=store._stored[place][2][:-1])
    assert found(ports)[0] == "entry-damaged"


def test_an_opening_that_is_gone_without_an_order_is_counted_and_found(store, ports):
    put(store, place_of(store, Kind.ROW_QUARANTINED), opening=None)
    checked = check_register(ports, lambda _: None)
    assert checked.erased == 1
    assert [finding.code for finding in checked.findings] == ["opening-missing"]


def test_an_erased_opening_takes_its_derived_rows_along(store, ports):
    put(store, place_of(store, Kind.ORGANIZATION_OPENED), opening=None)
    assert found(ports) == ["opening-missing", "derived-differs"]
    rebuild(ports, lambda _: None)
    assert found(ports) == ["opening-missing"]


def test_an_erased_batch_is_a_finding_and_no_failure(store, ports):
    batch = next(batch for batch in store.batches(100) if batch.source)
    put(store, batch.seq, opening=None)
    assert found(ports) == ["opening-missing", "derived-differs"]


def test_a_dropped_entry(store, ports):
    del store._stored[5]
    assert found(ports)[0] == "entry-missing"


def test_a_dropped_last_entry(store, ports):
    del store._stored[-1]
    assert "root-differs" in found(ports)


def test_reordered_entries(store, ports):
    for place, other in ((5, store._stored[6]), (6, store._stored[5])):
        put(store, place, leaf=other[1], body=other[2], opening=other[3])
    assert {"root-differs", "head-differs"} <= set(found(ports))


@pytest.mark.parametrize(
    "damage",
    [
        {"root": bytes(32)},
        {"frontier": (bytes(32),)},
        {"recorded_at": "2020-01-01T00:00:00Z"},
        {"size": 5},
    ],
)
@pytest.mark.parametrize("place", [1, -1])
def test_an_altered_head(store, ports, damage, place):
    store._heads[place] = replace(store._heads[place], **damage)
    assert "head-differs" in found(ports)


def test_a_dropped_head(store, ports):
    del store._heads[1]
    assert found(ports) == ["head-differs"]


def test_a_dropped_last_head_leaves_entries_beyond_it(store, ports):
    del store._heads[-1]
    assert "root-differs" in found(ports)


@pytest.mark.parametrize(
    "damage",
    [
        lambda store: store._names.pop(),
        lambda store: store._names.append(NameRow(4, "0" * 32, "planted")),
        lambda store: store._identities.pop(),
        lambda store: store._batches.pop(),
        lambda store: store._source_rows.popitem(),
        lambda store: store._index.pop(5),
        lambda store: store._index.__setitem__(5, (5, "batch-closed", "")),
    ],
)
def test_an_altered_derived_row_is_found_and_mended(store, ports, damage):
    was = store.derived(), store.index()
    damage(store)
    assert found(ports) == ["derived-differs"]
    assert rebuild(ports, lambda _: None).findings == ()
    assert found(ports) == []
    assert (ports.store.derived(), ports.store.index()) == was


@pytest.mark.parametrize(
    "damage",
    [
        lambda tiles: tiles.pop((0, 0)),
        lambda tiles: tiles.__setitem__((0, 0), replace(tiles[0, 0], root=bytes(32))),
        lambda tiles: tiles.__setitem__((0, 0), replace(tiles[0, 0], hashes=tiles[0, 0].hashes[::-1])),
        lambda tiles: tiles.__setitem__((0, 1), replace(tiles[0, 0], number=1)),
    ],
)
def test_an_altered_tile_is_found_and_mended(store, ports, damage):
    with store.writing() as writer:
        append_batch(ports, writer, [NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {}})] * 300)
    was = list(store.tiles())
    assert (found(ports), len(was)) == ([], 1)
    damage(store._tiles)
    assert found(ports) == ["derived-differs"]
    assert rebuild(ports, lambda _: None).findings == ()
    assert (found(ports), list(ports.store.tiles())) == ([], was)


def test_a_forged_signature(store, ports):
    place = next(seq for seq in range(20, 0, -1) if store.entry(seq) and store.entry(seq).envelope.signature)
    envelope = parse_envelope(store._stored[place][2])
    for signature in ("A" * 86 + "==", "", "not base64", "é"):
        put(store, place, body=print_envelope(replace(envelope, signature=signature)))
        reseal(store)
        assert found(ports) == ["signature-bad"]


def test_an_act_that_was_made_another_s(store, ports):
    place = next(seq for seq in range(20, 0, -1) if store.entry(seq) and store.entry(seq).envelope.signature)
    envelope = parse_envelope(store._stored[place][2])
    put(store, place, body=print_envelope(replace(envelope, actor="nobody-1")))
    reseal(store)
    assert found(ports) == ["signature-bad"]


def test_a_batch_that_is_another_s(store, ports):
    envelope = parse_envelope(store._stored[5][2])
    put(store, 5, body=print_envelope(replace(envelope, batch=0)))
    reseal(store)
    assert found(ports) == ["batch-differs"]


def test_nothing_is_derived_from_a_damaged_ledger(store, ports):
    was = store.derived()
    put(store, 5, leaf=bytes(32))
    store._names.pop()
    damaged = store.derived()
    assert rebuild(ports, lambda _: None).findings
    assert ports.store.derived() == damaged != was


def test_no_finding_repeats_what_an_entry_says(store, ports):
    put(store, place_of(store, Kind.RECORD_ENTERED), leaf=bytes(32), opening=b'["' + ALPHA.name.encode() + b'"]')
    printed = " ".join(map(str, check_register(ports, lambda _: None).findings))
    assert printed
    assert ALPHA.name not in printed
