"""An audit of published files sees every alteration, and says of a whole log that it is whole.

Every case is put to both auditors, ours and the single file that others run: they must agree.
"""

from dataclasses import replace

import pytest
from sample_published import ALONE, Publishing, bodies_of, reseal, single_file
from sample_register import Line
from sample_trees import invented_key

from goodstanding.ledger.entries import Kind
from goodstanding.ledger.notes import Note, parse_note, print_note, print_verifier_key
from goodstanding.ledger.writing import NewEntry
from goodstanding.services.appending import append_batch
from goodstanding.services.audit_trust import Trust
from goodstanding.services.log_signing import enroll_first_key, enrolled_keys, rotate_key
from goodstanding.values.findings import Severity

FINAL = Line(key="a", name="Lowmark Works 1 Ltd", identifiers=("xv-reg:C0000000137",))


@pytest.fixture
def publishing(ports, importing):
    """Two tiles and a bit, an officer's worth of entries, a rotated key."""
    made = Publishing(ports=ports)
    enroll_first_key(ports, made.keys, None)
    importing(FINAL)
    made()
    rotate_key(ports, made.keys, lambda _: [""], None, ALONE)
    with ports.store.writing() as writer:
        append_batch(ports, writer, [NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {}})] * 600)
    importing(replace(FINAL, key="b", name="Lowmark Works 2 Ltd", identifiers=("xv-reg:C0000000138",)))
    made()
    return made


def keys_of(publishing):
    return [one.key for one in enrolled_keys(publishing.ports.store, 10_000)]


def test_a_whole_log_is_said_to_be_whole(publishing, tmp_path):
    found = publishing.audit(Trust(keys=(keys_of(publishing)[0],)))
    head = publishing.ports.store.head()
    assert (found.entries, found.checkpoint.size, found.checkpoint.root) == (head.size, head.size, head.root)
    assert found.findings == ()
    assert found.opened > 10
    assert single_file(publishing, tmp_path / "p", "--key", print_verifier_key(keys_of(publishing)[0])) == 0
    assert single_file(publishing, tmp_path / "p", "--key", print_verifier_key(keys_of(publishing)[1])) == 0


def test_without_a_key_the_log_s_own_word_is_taken_and_said_so(publishing, tmp_path):
    (only,) = publishing.audit().findings
    assert (only.code, only.severity) == ("key-not-given", Severity.WARNING)
    assert single_file(publishing, tmp_path / "p") == 0


def test_progress_is_told(publishing):
    from sample_trees import verify_ed25519

    from goodstanding.services.auditing import audit

    steps = []
    audit(publishing.files.read, Trust(), verify_ed25519, steps.append)
    assert steps[-1] == publishing.ports.store.head().size


CHANGED = {
    "no checkpoint": (lambda f: f.pop("checkpoint"), "file-missing"),
    "a checkpoint that is none": (lambda f: f.update(checkpoint=b"checkpoint"), "checkpoint-bad"),
    "an unsigned checkpoint": (
        lambda f: f.update(checkpoint=f["checkpoint"].replace(b"\xe2\x80\x94 register", b"\xe2\x80\x94 registes")),
        "checkpoint-unsigned",
    ),
    "a smaller size": (
        lambda f: f.update(checkpoint=f["checkpoint"].replace(b"\n6", b"\n5", 1)),
        "file-missing",
    ),
    "a larger size": (lambda f: f.update(checkpoint=f["checkpoint"].replace(b"\n6", b"\n7", 1)), "file-missing"),
    "no tile": (lambda f: f.pop("tile/0/001"), "file-missing"),
    "no bundle": (lambda f: f.pop("tile/entries/001"), "file-missing"),
    "a tile cut off": (lambda f: f.update({"tile/0/001": f["tile/0/001"][:-1]}), "tile-bad"),
    "a tile of other hashes": (lambda f: f.update({"tile/0/001": f["tile/0/000"]}), "tile-bad"),
    "another tile above": (lambda f: f.update({"tile/1/000.p/2": bytes(64)}), "tile-bad"),
    "a bundle cut off": (lambda f: f.update({"tile/entries/001": f["tile/entries/001"][:-1]}), "bundle-bad"),
    "a bundle with more": (lambda f: f.update({"tile/entries/001": f["tile/entries/001"] + b"\0\0"}), "bundle-bad"),
    "an altered entry": (
        lambda f: f.update({"tile/entries/000": f["tile/entries/000"].replace(b"operator", b"operatos", 1)}),
        "tree-differs",
    ),
    "an altered value": (
        lambda f: f.update({"openings/000": f["openings/000"].replace(b"Lowmark", b"Highmark", 1)}),
        "opening-bad",
    ),
    "openings of another entry": (
        lambda f: f.update({"openings/000": f["openings/000"].replace(b"\n2 ", b"\n3 ", 1)}),
        "opening-bad",
    ),
    "no hand-over": (lambda f: f.pop(next(p for p in f if p.startswith("handover/"))), "handover-bad"),
    "a hand-over of nobody": (
        lambda f: f.update({next(p for p in f if p.startswith("handover/")): b"no note\n"}),
        "handover-bad",
    ),
    "the checkpoint as hand-over": (
        lambda f: f.update({next(p for p in f if p.startswith("handover/")): f["checkpoint"]}),
        "handover-bad",
    ),
}


@pytest.mark.parametrize("case", CHANGED)
def test_what_was_changed_is_found_by_both(publishing, tmp_path, case):
    change, code = CHANGED[case]
    key = keys_of(publishing)[0]
    change(publishing.files.files)
    assert code in publishing.codes(Trust(keys=(key,)))
    assert single_file(publishing, tmp_path / "p", "--key", print_verifier_key(key)) == 1


def test_a_manifest_of_another_checkpoint_is_a_warning_and_none_a_finding(publishing):
    manifest = publishing.files.files["manifest.json"]
    publishing.files.files["manifest.json"] = manifest.replace(b'"size":6', b'"size":5')
    (found,) = publishing.audit(Trust(keys=tuple(keys_of(publishing)))).findings
    assert (found.code, found.severity) == ("manifest-differs", Severity.WARNING)
    del publishing.files.files["manifest.json"]
    assert publishing.codes() == ["manifest-differs"]


def test_a_stranger_s_key_leads_nowhere(publishing, tmp_path):
    stranger, _ = invented_key(9, "register.example.org")
    assert publishing.codes(Trust(keys=(stranger,))) == ["key-unknown"]
    assert single_file(publishing, tmp_path / "p", "--key", print_verifier_key(stranger)) == 1


def test_a_log_that_was_written_anew_is_seen_by_who_kept_a_checkpoint(publishing, tmp_path):
    """Everything fits again, for whoever holds the key: only the past gives it away."""
    kept, key = publishing.files.files["checkpoint"], keys_of(publishing)[-1]
    (tmp_path / "kept").write_bytes(kept)
    bodies = bodies_of(publishing)
    place = next(seq for seq, body in enumerate(bodies) if seq > 100 and b"row-quarantined" in body)
    reseal(publishing, [*bodies[:place], bodies[place + 1], *bodies[place + 1 :]])
    assert publishing.audit(Trust(keys=(key,)), law=False).findings == ()
    assert publishing.codes(Trust(keys=(key,), since=kept))[-1] == "past-differs"
    arguments = ("--key", print_verifier_key(key))
    assert single_file(publishing, tmp_path / "p", *arguments) == 0
    assert single_file(publishing, tmp_path / "p", *arguments, "--since", tmp_path / "kept") == 1


def test_a_kept_checkpoint_of_this_log_is_its_past(publishing, ports, importing, tmp_path):
    kept = publishing.files.files["checkpoint"]
    (tmp_path / "kept").write_bytes(kept)
    importing(replace(FINAL, key="c", name="Lowmark Works 3 Ltd"))
    publishing()
    key = keys_of(publishing)[0]
    assert publishing.audit(Trust(keys=(key,), since=kept)).findings == ()
    arguments = ("--key", print_verifier_key(key), "--since", tmp_path / "kept")
    assert single_file(publishing, tmp_path / "p", *arguments) == 0
    for other in (b"no note", kept.replace(b"register", b"registes")):
        assert publishing.codes(Trust(keys=(key,), since=other)) == ["past-differs"]


def test_more_signatures_of_strangers_change_nothing(publishing, tmp_path):
    note = parse_note(publishing.files.files["checkpoint"])
    stranger = replace(note.signatures[0], name="witness.example.net")
    publishing.files.files["checkpoint"] = print_note(Note(text=note.text, signatures=(stranger, *note.signatures)))
    key = keys_of(publishing)[0]
    assert publishing.codes(Trust(keys=(key,))) == []
    assert single_file(publishing, tmp_path / "p", "--key", print_verifier_key(key)) == 0


def test_a_partial_tile_that_gave_way_to_the_full_one_is_no_loss(publishing, ports, tmp_path):
    """Published while it is read: the earlier checkpoint, and the files of the later one."""
    earlier = publishing.files.files["checkpoint"]
    with ports.store.writing() as writer:
        append_batch(ports, writer, [NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {}})] * 300)
    publishing()
    publishing.files.files["checkpoint"] = earlier
    key = keys_of(publishing)[0]
    assert [one.severity for one in publishing.audit(Trust(keys=(key,))).findings] == [Severity.WARNING]
    assert single_file(publishing, tmp_path / "p", "--key", print_verifier_key(key)) == 0


def test_no_finding_repeats_what_an_entry_says(publishing):
    changed = publishing.files.files["openings/000"].replace(b"Lowmark", b"Highmark")
    publishing.files.files["openings/000"] = changed
    printed = " ".join(map(str, publishing.audit().findings))
    assert "Entry" in printed
    assert "Highmark" not in printed
