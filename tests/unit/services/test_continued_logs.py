"""Entries are put behind a published log by hand, the root and a signature made to fit: both auditors refuse."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sample_published import Publishing, bodies_of, forge, reseal, single_file
from sample_register import COMPETENCE, ORIGIN, Line
from sample_trees import invented_key

from goodstanding.bootstrap.log import latest_instant
from goodstanding.ledger.canonical import print_canonical
from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.log_keys import print_log_key
from goodstanding.ledger.notes import Note, parse_note, print_note, print_verifier_key, sign_text
from goodstanding.ledger.payloads import print_competence
from goodstanding.ledger.public_paths import handover_path
from goodstanding.ledger.writing import NewEntry
from goodstanding.services.appending import print_instant
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


def codes(publishing, *, law, since=None, latest=""):
    found = publishing.audit(Trust(keys=(key_of(publishing),), since=since, latest=latest), law=law).findings
    return {one.code for one in found}


def alone(publishing, folder, *arguments):
    return single_file(publishing, folder, "--key", print_verifier_key(key_of(publishing)), *arguments)


def closing(recorded_at):
    return replace(CLOSING, groups={"batch": {"recorded_at": recorded_at}})


NO_INSTANTS = ["zzzz", "", "2024-06-01", "2024-06-01T12:00:00+00:00", "2024-06-01t12:00:00Z", "2024-13-01T12:00:00Z",
               "2024-06-01T25:00:00Z", "\u0662024-06-01T12:00:00Z"]  # fmt: skip


@pytest.mark.parametrize("recorded_at", NO_INSTANTS)
def test_an_instant_that_is_none(publishing, tmp_path, recorded_at):
    forge(publishing, [closing(recorded_at)])
    assert "law-entry" in codes(publishing, law=True)
    assert alone(publishing, tmp_path / "p") == 1


@pytest.mark.parametrize("law", [False, True])
def test_an_instant_that_has_not_come(publishing, tmp_path, law):
    forge(publishing, [closing("9999-01-01T00:00:00Z")])
    assert codes(publishing, law=law, latest="2024-06-01T13:00:00Z") == {"batch-ahead"}
    assert alone(publishing, tmp_path / "p") == 1
    assert codes(publishing, law=law, latest="9999-01-01T00:00:00Z") == set()


def test_a_clock_may_be_an_hour_behind(publishing, tmp_path):
    soon = datetime.now(UTC) + timedelta(minutes=50)
    forge(publishing, [closing(print_instant(soon))])
    assert alone(publishing, tmp_path / "soon") == 0
    assert "2024-06-01" < latest_instant() < print_instant(soon + timedelta(hours=1))


SPOILT = {
    "an unknown field": {"note": "free text"},
    "an empty field": {"source": ""},
    "no links, spelled out": {"links": []},
    "text for a subject": {"subject": "Ada Invented"},
    "text for a key": {"key": "Ada Invented"},
    "text for a print": {"print": "Ada Invented"},
    "text for a commitment": {"commitments": {"batch": "Ada Invented"}},
}


@pytest.mark.parametrize("case", SPOILT)
def test_what_stands_in_clear_is_closed(publishing, tmp_path, case):
    """In clear nobody's name could be forgotten any more: there are no fields for it, and no texts in digests."""
    bodies = bodies_of(publishing)
    place = publishing.ports.store.head().size - 1
    bodies[place] = print_canonical(json.loads(bodies[place]) | SPOILT[case])
    reseal(publishing, bodies)
    found = codes(publishing, law=True)
    assert found & {"entry-unknown", "law-entry"}
    assert alone(publishing, tmp_path / "p") == 1


@pytest.mark.parametrize("salt", ["", "0" * 31, "0" * 34, "g" * 32, "A" * 32])
def test_an_opening_without_a_salt(publishing, tmp_path, salt):
    """It fits its commitment, and whoever has the entry alone could try names against that."""
    files, bodies = publishing.files.files, bodies_of(publishing)
    place = publishing.ports.store.head().size - 1
    lines = files["openings/000"].splitlines()
    assert lines[-1].startswith(b"%d " % place)
    ((_, name, value),) = json.loads(lines[-1].split(b" ", 1)[1])
    triple = [salt, name, value]
    commitment = hashlib.sha256(print_canonical(triple)).hexdigest()
    bodies[place] = print_canonical(json.loads(bodies[place]) | {"commitments": {name: commitment}})
    lines[-1] = b"%d %s" % (place, print_canonical([triple]))
    files["openings/000"] = b"\n".join(lines) + b"\n"
    reseal(publishing, bodies)
    assert "opening-bad" in codes(publishing, law=False)
    assert alone(publishing, tmp_path / "p") == 1


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
