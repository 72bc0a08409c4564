"""Batches: closed by an entry, whole or not at all, and never before the last one in time."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from goodstanding.ledger.entries import Kind
from goodstanding.ledger.writing import NewEntry
from goodstanding.services import appending, sealing
from goodstanding.services.appending import Snapshot, append_batch, print_instant
from goodstanding.services.opening import open_register, origin_of
from goodstanding.services.rebuilding import check_register
from goodstanding.values.errors import MisuseError


def note(number=0):
    return NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {"row": number}}, source="xv-list")


def test_a_batch_ends_with_its_closing_entry(ports):
    snapshot = Snapshot(source="xv-list", digest="0" * 64, as_of=date(2024, 6, 1), partial=False)
    with ports.store.writing() as writer:
        head = append_batch(ports, writer, [note()], snapshot=snapshot, counts={"read": 1})
    found = [ports.store.entry(seq) for seq in (2, 3)]
    assert [(entry.envelope.kind, entry.envelope.batch) for entry in found] == [
        (Kind.ROW_QUARANTINED, 2),
        (Kind.BATCH_CLOSED, 2),
    ]
    assert found[1].values["batch"] == {
        "recorded_at": "2024-06-01T12:00:00Z",
        "source": "xv-list",
        "digest": "0" * 64,
        "as_of": "2024-06-01",
        "partial": False,
        "counts": {"read": 1},
    }
    assert (head.size, head.recorded_at) == (4, "2024-06-01T12:00:00Z")


def test_a_batch_sealed_in_parts_is_one_batch(ports, monkeypatch):
    monkeypatch.setattr(sealing, "PART", 3)
    with ports.store.writing() as writer:
        head = append_batch(ports, writer, [note(number) for number in range(8)])
    assert head.size == 11
    assert {ports.store.entry(seq).envelope.batch for seq in range(2, 11)} == {2}
    assert ports.store.head_at_size(10).size == 2
    assert check_register(ports, lambda _: None).findings == ()


def test_every_salt_is_another(ports):
    with ports.store.writing() as writer:
        append_batch(ports, writer, [note(), note(), note()])
    found = [ports.store.entry(seq).envelope.commitments["row"] for seq in (2, 3, 4)]
    assert len(set(found)) == 3


def test_recorded_instants_never_go_back(ports):
    instants = []
    for day in (5, 3, 7, 1):
        ports.clock.at = datetime(2024, 6, day, tzinfo=UTC)
        with ports.store.writing() as writer:
            instants.append(append_batch(ports, writer, [note()]).recorded_at)
    assert instants == sorted(instants)
    assert instants[:2] == ["2024-06-05T00:00:00Z"] * 2
    assert ports.store.head_at_instant("2024-06-04T00:00:00Z").size == 2


def test_an_instant_is_printed_in_utc_to_the_second():
    there = timezone(timedelta(hours=2))
    assert print_instant(datetime(2024, 6, 1, 1, 30, 0, 999_999, tzinfo=there)) == "2024-05-31T23:30:00Z"


def test_a_batch_is_bounded(ports, monkeypatch):
    monkeypatch.setattr(appending, "MOST_ENTRIES", 3)
    with ports.store.writing() as writer:
        append_batch(ports, writer, [note()] * 2)
        with pytest.raises(MisuseError):
            append_batch(ports, writer, [note()] * 3)


def test_a_register_is_opened_once(ports):
    head, opened = open_register(ports, "other.example.org")
    assert not opened
    assert head == ports.store.head()
    assert origin_of(ports.store) == "register.example.org"


@pytest.mark.parametrize("origin", ["", "Register.example.org", "a b", "-a", "a/", "https://a", "a" * 300])
def test_an_origin_is_a_host(origin):
    from sample_register import make_ports

    ports = make_ports()
    with pytest.raises(MisuseError):
        open_register(ports, origin)
    assert ports.store.head().size == 0
