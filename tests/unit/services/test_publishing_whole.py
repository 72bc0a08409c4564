"""What is missing is written again, and nothing is published of a database that was altered."""

import pytest
from sample_published import ALONE, LAW, MemoryLogKeys, Publishing
from sample_register import FIRST_DAY, opened_ports

from goodstanding.ledger.entries import Kind
from goodstanding.ledger.merkle import hash_leaf
from goodstanding.ledger.writing import NewEntry
from goodstanding.services.appending import append_batch
from goodstanding.services.log_signing import enroll_first_key
from goodstanding.services.publishing import publish
from goodstanding.values.errors import ConflictError, VerificationError


@pytest.fixture
def publishing(ports):
    made = Publishing(ports=ports)
    enroll_first_key(ports, made.keys, None)
    rows(ports, 600)
    return made


def rows(ports, count):
    with ports.store.writing() as writer:
        append_batch(ports, writer, [NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {}})] * count)


def test_full_tiles_and_bundles_that_are_missing_are_written_again(publishing):
    publishing()
    was = dict(publishing.files.files)
    lost = ["tile/0/000", "tile/0/001", "tile/entries/000", "tile/1/000.p/2"]
    for path in lost:
        del publishing.files.files[path]
    publishing.files.writes = []
    assert publishing().written == len(lost)
    assert sorted(publishing.files.writes) == sorted(lost)
    assert publishing.files.files == was
    assert publishing.codes() == []


@pytest.mark.parametrize("path", ["tile/0/000", "tile/entries/000"])
def test_a_published_file_that_was_cut_off_stops_it(publishing, path):
    publishing()
    publishing.files.files[path] = b""
    with pytest.raises(ConflictError, match="other bytes"):
        publishing()


def altered(stored):
    seq, leaf, body, opening = stored[300]
    stored[300] = (seq, leaf, body + b" ", opening)


def altered_with_its_leaf(stored):
    seq, _, body, opening = stored[300]
    stored[300] = (seq, hash_leaf(body + b" "), body + b" ", opening)


def missing(stored):
    del stored[300]


def swapped(stored):
    (one, *first), (other, *second) = stored[300], stored[301]
    stored[300], stored[301] = (one, *second), (other, *first)


def last_missing(stored):
    del stored[-1]


@pytest.mark.parametrize("damage", [altered, altered_with_its_leaf, missing, swapped, last_missing])
def test_of_an_altered_database_nothing_is_signed_over(publishing, ports, damage):
    damage(ports.store._stored)
    with pytest.raises(VerificationError, match="rebuild --check"):
        publishing()
    assert "checkpoint" not in publishing.files.files


def test_a_missing_file_is_not_healed_from_an_altered_entry(publishing, ports):
    publishing()
    del publishing.files.files["tile/entries/001"]
    altered(ports.store._stored)
    with pytest.raises(VerificationError, match="rebuild --check"):
        publishing()
    assert "tile/entries/001" not in publishing.files.files


def test_no_key_is_made_for_a_database_behind_the_signer(publishing):
    publishing()
    with pytest.raises(ConflictError, match=r"ahead of the database.*restore the newer database"):
        enroll_first_key(opened_ports(), publishing.keys, None)
    with pytest.raises(ConflictError, match="ahead of the database"):
        Publishing(ports=opened_ports(), keys=publishing.keys)()


@pytest.mark.parametrize("enrolled", [False, True])
def test_a_forgetful_signer_is_told_that_what_is_published_is_ahead(publishing, enrolled):
    publishing()
    was = dict(publishing.files.files)
    keys = MemoryLogKeys()
    keys.create(None)
    keys.keys = {b"another": next(iter(keys.keys.values()))}
    old = opened_ports()
    if enrolled:
        enroll_first_key(old, keys, None)
    with pytest.raises(ConflictError, match=r"ahead of the database.*restore the newer database"):
        Publishing(ports=old, keys=keys, files=publishing.files)()
    assert publishing.files.files == was


def verified(publishing):
    publish(
        publishing.ports,
        publishing.keys,
        publishing.files,
        LAW,
        FIRST_DAY,
        passphrases=lambda _: [""],
        progress=lambda _: None,
        elsewhere=ALONE,
        again=True,
    )


@pytest.mark.parametrize("path", ["tile/0/000", "tile/0/001", "tile/1/000.p/2", "tile/entries/000", "tile/entries/001"])
def test_an_altered_old_file_is_found_where_all_are_read_again(publishing, path):
    publishing()
    verified(publishing)
    was = publishing.files.files[path]
    publishing.files.files[path] = was[:-1] + bytes([was[-1] ^ 1])
    publishing.files.writes = []
    with pytest.raises(ConflictError, match="other bytes"):
        verified(publishing)
    assert "checkpoint" not in publishing.files.writes


@pytest.mark.parametrize(
    "path",
    ["tile/0/003", "tile/0/002.p/7", "tile/2/000", "tile/entries/x001/000", "tile/9/000", "tile/a", "handover/3"],
)
def test_what_is_no_file_of_the_log_is_found_where_all_are_read_again(publishing, path):
    publishing()
    publishing.files.files[path] = bytes(32)
    publishing()
    with pytest.raises(ConflictError, match=r"other bytes|no file of this log"):
        verified(publishing)


def test_partial_tiles_of_earlier_publications_may_stay(publishing):
    publishing()
    early = {path: data for path, data in publishing.files.files.items() if ".p/" in path}
    rows(publishing.ports, 10)
    publishing()
    publishing.files.files |= early
    verified(publishing)
    assert early.items() <= publishing.files.files.items()
