"""Entries are put behind a published log by hand, the root and a signature made to fit: both auditors refuse."""

from dataclasses import replace

import pytest
from sample_published import Publishing, bodies_of, forge, reseal, single_file
from sample_register import COMPETENCE, ORIGIN, Line
from sample_trees import invented_key

from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.log_keys import print_log_key
from goodstanding.ledger.notes import Note, parse_note, print_note, print_verifier_key, sign_text
from goodstanding.ledger.payloads import print_competence
from goodstanding.ledger.public_paths import handover_path
from goodstanding.ledger.writing import NewEntry
from goodstanding.services.audit_trust import Trust
from goodstanding.services.log_signing import enroll_first_key, enrolled_keys

RECORD = Line(key="a", name="Lowmark Works 1 Ltd", identifiers=("xv-reg:C0000000137",))
CLOSING = NewEntry(kind=Kind.BATCH_CLOSED, groups={"batch": {"recorded_at": "2024-06-01T12:00:00Z"}})


@pytest.fixture
def publishing(ports, importing):
    made = Publishing(ports=ports)
    enroll_first_key(ports, made.keys, None)
    importing(RECORD)
    made()
    return made


def key_of(publishing):
    return enrolled_keys(publishing.ports.store, 999)[-1].key


def codes(publishing, *, law, since=None):
    found = publishing.audit(Trust(keys=(key_of(publishing),), since=since), law=law).findings
    return {one.code for one in found}


def alone(publishing, folder, *arguments):
    return single_file(publishing, folder, "--key", print_verifier_key(key_of(publishing)), *arguments)


def test_an_honest_batch_passes(publishing, tmp_path):
    forge(publishing, [CLOSING])
    assert codes(publishing, law=True) == set()
    assert alone(publishing, tmp_path / "p") == 0


@pytest.mark.parametrize("law", [False, True])
def test_a_log_that_is_continued_without_any_key_of_it(publishing, tmp_path, law):
    """The hand-over is the last true checkpoint and a line of the stranger's own: it covers no enrolment."""
    kept = publishing.files.files["checkpoint"]
    true = parse_note(kept)
    enrolled = enrolled_keys(publishing.ports.store, 999)[-1]
    key, sign = invented_key(7, ORIGIN)
    number = publishing.ports.store.head().size
    links = ((Relation.LOG_KEY, enrolled.seq),)
    enrolment = NewEntry(kind=Kind.LOG_KEY_ENROLLED, groups=print_log_key(key), links=links)
    forge(publishing, [enrolment, CLOSING], (key, sign))
    both = Note(text=true.text, signatures=(*true.signatures, sign_text(true.text, key, sign)))
    publishing.files.files[handover_path(number)] = print_note(both)
    assert codes(publishing, law=law) == {"handover-bad", "key-unknown"}
    assert alone(publishing, tmp_path / "p") == 1
    (tmp_path / "kept").write_bytes(kept)
    assert "handover-bad" in codes(publishing, law=law, since=kept)
    assert alone(publishing, tmp_path / "p", "--since", tmp_path / "kept") == 1


@pytest.mark.parametrize("law", [False, True])
def test_a_batch_that_is_never_closed(publishing, tmp_path, law):
    """Who may enroll a competence is judged when its batch is closed: of an open one nobody could tell."""
    invented = replace(COMPETENCE, authority="xv-invented-court", authority_name="Invented Court")
    competence = NewEntry(kind=Kind.COMPETENCE_ENROLLED, groups={"competence": print_competence(invented)})
    record = publishing.ports.store.entry(publishing.ports.store.head().size - 2)
    assert record.envelope.kind is Kind.RECORD_ENTERED
    case = {**record.values["case"], "authority": "xv-invented-court"}
    forged = NewEntry(
        kind=Kind.RECORD_ENTERED,
        groups={**record.values, "case": case},
        subject=record.envelope.subject,
        source=record.envelope.source,
        key="f" * 32,
        print="e" * 32,
    )
    forge(publishing, [competence, forged])
    assert "batch-open" in codes(publishing, law=law)
    assert alone(publishing, tmp_path / "p") == 1


@pytest.mark.parametrize("law", [False, True])
def test_a_log_that_is_cut_within_a_batch(publishing, tmp_path, law):
    files = publishing.files.files
    bodies = bodies_of(publishing)[:-1]
    files["openings/000"] = b"".join(files["openings/000"].splitlines(keepends=True)[:-1])
    reseal(publishing, bodies)
    assert codes(publishing, law=law) == {"batch-open"}
    assert alone(publishing, tmp_path / "p") == 1


@pytest.mark.parametrize("law", [False, True])
def test_the_same_key_under_another_origin(publishing, tmp_path, law):
    reseal(publishing, bodies_of(publishing), origin="other.example.org")
    found = codes(publishing, law=law)
    assert "key-unknown" in found
    assert found <= {"key-unknown", "law-opening", "law-key"}
    assert alone(publishing, tmp_path / "p") == 1
