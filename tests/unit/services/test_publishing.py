"""What is published, in which order, and what of it may be shown."""

from dataclasses import replace
from datetime import date

import pytest
from sample_published import ALONE, MemoryLogKeys, Publishing
from sample_register import FIRST_DAY, ORIGIN, Importing, Line, opened_ports

from goodstanding.ledger.canonical import load_json
from goodstanding.ledger.checkpoints import Checkpoint, parse_checkpoint
from goodstanding.ledger.entries import Kind, load_envelope
from goodstanding.ledger.notes import parse_note
from goodstanding.ledger.public_paths import parse_manifest, parse_opening_lines
from goodstanding.ledger.tiles import bundles_of, parse_bundle, print_path, tiles_of
from goodstanding.ledger.writing import NewEntry
from goodstanding.services.appending import append_batch
from goodstanding.services.log_signing import enroll_first_key, rotate_key
from goodstanding.values.errors import ConflictError, VerificationError

FINAL = Line(key="a", name="Lowmark Works 1 Ltd", identifiers=("xv-reg:C0000000137",))
PRESUMED = Line(key="p", name="Lowmark Works 2 Ltd", stages=(("presumed", "2024-02-01"),))
HELD = Line(key="h", name="Lowmark Works 3 Ltd", verdict="hold")
EXPIRED = date(2026, 1, 1)


@pytest.fixture
def publishing(ports):
    made = Publishing(ports=ports)
    enroll_first_key(ports, made.keys, None)
    return made


def shown(publishing) -> dict[int, list]:
    """By entry, the groups that are served of it."""
    found = {}
    for path in publishing.files.names("openings"):
        bundle = int(path.removeprefix("openings/"))
        for seq, opening in parse_opening_lines(publishing.files.files[path], bundle):
            found[seq] = [name for _, name, _ in load_json(opening)]
    return found


def kinds(ports, seqs) -> set[Kind]:
    return {ports.store.entry(seq).envelope.kind for seq in seqs}


def rows(ports, count):
    with ports.store.writing() as writer:
        append_batch(ports, writer, [NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {}})] * count)


def test_every_file_of_the_log_is_there_and_an_audit_agrees(publishing, ports, importing):
    importing(FINAL)
    rows(ports, 600)
    found = publishing()
    head = ports.store.head()
    assert (found.checkpoint.size, found.checkpoint.root) == (head.size, head.root)
    due = {print_path(one) for one in (*tiles_of(head.size), *bundles_of(head.size))}
    files = set(publishing.files.files)
    assert files - due == {"checkpoint", "manifest.json", *publishing.files.names("openings")}
    assert due < files
    bundles = [parse_bundle(publishing.files.files[print_path(one)], one.width) for one in bundles_of(head.size)]
    assert [body for bundle in bundles for body in bundle] == [body for _, _, body, _ in ports.store.stored(0, 999)]
    assert publishing.codes() == []


def test_the_checkpoint_comes_last(publishing, importing):
    importing(FINAL)
    publishing()
    order = publishing.files.writes
    assert order[-2:] == ["manifest.json", "checkpoint"]
    assert order[0].startswith("openings/")


def test_publishing_again_changes_nothing(publishing, importing):
    importing(FINAL)
    publishing()
    was, publishing.files.writes = dict(publishing.files.files), []
    again = publishing()
    assert (again.written, again.removed, publishing.files.writes) == (0, 0, [])
    assert publishing.files.files == was


def test_only_what_is_new_is_written_and_filled_tiles_take_the_place_of_partial_ones(publishing, ports, importing):
    importing(FINAL)
    publishing()
    (partial,) = publishing.files.names("tile/0")
    publishing.files.writes = []
    rows(ports, 300)
    publishing()
    assert partial not in publishing.files.files
    assert {"tile/0/000", "tile/entries/000", "tile/1/000.p/1"} <= set(publishing.files.files)
    publishing.files.writes = []
    rows(ports, 3)
    publishing()
    size = ports.store.head().size
    assert sorted(publishing.files.writes) == sorted(
        [
            f"tile/0/001.p/{size - 256}",
            f"tile/entries/001.p/{size - 256}",
            "openings/001",
            "manifest.json",
            "checkpoint",
        ]
    )
    assert publishing.codes() == []


def test_a_file_with_other_bytes_stops_it_before_the_checkpoint(publishing, importing):
    importing(FINAL)
    size = publishing.ports.store.head().size
    publishing.files.files[f"tile/0/000.p/{size}"] = b"other bytes"
    with pytest.raises(ConflictError, match="other bytes"):
        publishing()
    assert "checkpoint" not in publishing.files.files


def test_only_what_is_displayed_is_shown(publishing, ports, importing):
    importing(FINAL, PRESUMED, HELD)
    publishing()
    of_final = {Kind.ORGANIZATION_OPENED, Kind.RECORD_ENTERED}
    always = {Kind.REGISTER_OPENED, Kind.LOG_KEY_ENROLLED, Kind.COMPETENCE_ENROLLED, Kind.BATCH_CLOSED}
    assert kinds(ports, shown(publishing)) == of_final | always
    everything = b"".join(publishing.files.files.values())
    assert FINAL.name.encode() in everything
    assert PRESUMED.name.encode() not in everything
    assert HELD.name.encode() not in everything
    assert b'"reasons"' not in everything
    assert publishing.codes() == []


def test_what_expires_is_taken_away_and_the_log_stays(publishing, ports, importing):
    importing(FINAL)
    publishing()
    log = {path: data for path, data in publishing.files.files.items() if not path.startswith(("openings", "manif"))}
    publishing(on=EXPIRED)
    assert FINAL.name.encode() not in b"".join(publishing.files.files.values())
    assert {path: publishing.files.files[path] for path in log} == log
    assert parse_manifest(publishing.files.files["manifest.json"])["published_on"] == "2026-01-01"
    assert publishing.codes() == []
    publishing()
    assert FINAL.name.encode() in b"".join(publishing.files.files.values())


def test_what_was_erased_is_taken_away(publishing, ports, importing):
    importing(FINAL)
    publishing()
    for seq, leaf, body, _ in list(ports.store.stored(0, 99)):
        if load_envelope(body).kind in (Kind.RECORD_ENTERED, Kind.ORGANIZATION_OPENED):
            ports.store._stored[seq] = (seq, leaf, body, None)
    publishing()
    assert FINAL.name.encode() not in b"".join(publishing.files.files.values())
    assert publishing.codes() == []


def test_a_file_of_openings_that_is_due_no_more_goes_too(publishing, importing):
    importing(FINAL)
    publishing.files.files["openings/007"] = b"1792 []\n"
    publishing()
    assert "openings/007" not in publishing.files.files


def test_a_part_that_was_corrected_is_shown_no_more(publishing, ports, importing):
    importing(FINAL)
    importing(replace(FINAL, public_money="T-2021-0042"), as_of="2024-07-01")
    publishing(on=date(2024, 7, 1))
    found = shown(publishing)
    (entered,) = (one.seq for one in ports.store.entries_of([Kind.RECORD_ENTERED], 99))
    (corrected,) = (one.seq for one in ports.store.entries_of([Kind.RECORD_CORRECTED], 99))
    assert "decision" in found[corrected]
    assert set(found[entered]) == {"case", "decision", "evidence", "party", "stages"} - set(found[corrected])
    assert publishing.codes() == []


@pytest.mark.parametrize("step", range(24))
def test_killed_at_any_write_the_log_is_as_before_or_as_after_and_is_finished_by_running_it_again(
    ports, importing, step
):
    """A full disk, or the end of the process, at every file in turn: readers see a whole log at every moment."""
    publishing = Publishing(ports=ports)
    enroll_first_key(ports, publishing.keys, None)
    importing(FINAL)
    publishing()
    before = checkpoint_of(publishing)
    rows(ports, 600)
    importing(replace(FINAL, key="b", name="Lowmark Works 4 Ltd", identifiers=("xv-reg:C0000000138",)))
    publishing.files.left = step
    try:
        publishing()
    except OSError:
        assert publishing.codes() in ([], ["manifest-differs"])
        assert checkpoint_of(publishing) in (before, head_of(ports))
    publishing.files.left = None
    publishing()
    assert checkpoint_of(publishing) == head_of(ports)
    assert publishing.codes() == []
    fresh = Publishing(ports=ports, keys=publishing.keys)
    fresh()
    assert fresh.files.files == publishing.files.files


def checkpoint_of(publishing):
    return parse_checkpoint(parse_note(publishing.files.files["checkpoint"]).text)


def head_of(ports):
    head = ports.store.head()
    return Checkpoint(origin=ORIGIN, size=head.size, root=head.root)


def test_a_published_directory_from_an_old_backup_is_brought_up_to_date(publishing, ports, importing):
    importing(FINAL)
    publishing()
    old = dict(publishing.files.files)
    rows(ports, 400)
    publishing(on=EXPIRED)
    newest = dict(publishing.files.files)
    publishing.files.files = dict(old)
    publishing(on=EXPIRED)
    assert publishing.files.files == newest


def test_a_foreign_checkpoint_in_the_directory_stops_everything(publishing, importing):
    importing(FINAL)
    publishing.files.files["checkpoint"] = b"no note"
    with pytest.raises(VerificationError):
        publishing()
    assert set(publishing.files.files) == {"checkpoint"}


def test_a_hand_over_is_published(publishing, ports, importing):
    publishing()
    rotate_key(ports, publishing.keys, lambda _: [""], None, ALONE)
    importing(FINAL)
    publishing()
    (path,) = publishing.files.names("handover")
    assert len(parse_note(publishing.files.files[path]).signatures) == 2
    assert len(parse_note(publishing.files.files["checkpoint"]).signatures) == 1
    assert publishing.codes() == []


def test_a_database_behind_what_is_published_publishes_nothing(publishing, ports, importing, tmp_path):
    importing(FINAL)
    publishing()
    was = dict(publishing.files.files)
    old = opened_ports()
    forgetful = Publishing(ports=old, keys=MemoryLogKeys(), files=publishing.files)
    enroll_first_key(old, forgetful.keys, None)
    with pytest.raises(ConflictError, match="ahead of the database"):
        forgetful()
    (tmp_path / "other").mkdir()
    Importing(ports=old, folder=tmp_path / "other")(PRESUMED, HELD, replace(FINAL, key="z"))
    with pytest.raises(ConflictError, match="does not begin"):
        forgetful()
    assert publishing.files.files == was


def test_the_date_decides_what_is_shown(publishing, importing):
    importing(replace(FINAL, stages=(("final", "2024-06-15"),)), as_of="2024-06-20")
    publishing(on=FIRST_DAY)
    assert FINAL.name.encode() not in b"".join(publishing.files.files.values())
    publishing(on=date(2024, 6, 15))
    assert FINAL.name.encode() in b"".join(publishing.files.files.values())
