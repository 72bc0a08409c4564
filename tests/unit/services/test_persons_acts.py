"""Acts that need a person are an officer's, and values that fit their commitments must still be what they should be."""

from dataclasses import replace

import pytest
from sample_register import COMPETENCE, Importing, InventedList, Line, catalogue, digest_of, gate

from goodstanding.intake.admission import competence_key
from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.payloads import print_competence
from goodstanding.ledger.writing import NewEntry
from goodstanding.services.acting import Acting
from goodstanding.services.appending import append_batch
from goodstanding.services.appointing import enroll_competences
from goodstanding.services.quarantine import Reviewer, Seen, SourceFile, admit, find_row, quarantined_rows, refuse
from goodstanding.services.rebuilding import check_register, rebuild

SHIPPED = {competence_key(COMPETENCE): COMPETENCE}
OTHER = replace(COMPETENCE, authority="xv-tribunal")


def findings(ports, shipped=SHIPPED):
    return [(one.code, one.message) for one in check_register(ports, lambda _: None, shipped).findings]


def append(ports, *entries):
    """What whoever holds the database can write: entries by the operator, sealed as any other."""
    with ports.store.writing() as writer:
        append_batch(ports, writer, entries)
    return ports.store.head().size


@pytest.fixture
def held(importing: Importing, ports):
    importing(Line(key="a"), Line(key="q", verdict="hold"))
    return quarantined_rows(ports.store, ports.store.head().size)[0]


def test_an_officer_s_answer_and_a_shipped_competence_pass(ports, held, officer):
    refuse(ports, held, Reviewer(officer=officer.id, sign=officer.sign))
    enroll_competences(ports, catalogue(), [OTHER], Acting(officer=officer.id, sign=officer.sign))
    assert findings(ports) == []


@pytest.mark.parametrize(("reasons", "kept"), [(("no-evidence",), 1), (("stands-for-person",), 0)])
def test_an_earlier_yes_does_not_answer_what_the_format_holds_against_a_row(importing, ports, officer, reasons, kept):
    asked = Line(key="q", verdict="hold")
    importing(asked)
    row = quarantined_rows(ports.store, ports.store.head().size)[0]
    path = importing.folder / "list-1.jsonl"
    source = SourceFile(form=InventedList(), path=path, digest=digest_of(path))
    reviewer = Reviewer(officer=officer.id, sign=officer.sign)
    admit(ports, catalogue(), gate, row, source, Seen.REGISTRY_EXTRACT, reviewer)
    counts = importing(replace(asked, reasons=reasons), as_of="2024-07-01").counts()
    assert (counts["kept"], counts["quarantined"]) == (kept, 1 - kept)


def test_an_answer_that_no_officer_signed(ports, held):
    links = ((Relation.QUARANTINED_ROW, held.id),)
    decision = NewEntry(kind=Kind.QUARANTINE_DECIDED, groups={"decision": {"state": "admitted"}}, links=links)
    append(ports, decision)
    assert find_row(ports.store, held.id, ports.store.head().size).state == "admitted"
    assert [code for code, _ in findings(ports)] == ["signature-bad"]
    assert rebuild(ports, lambda _: None, SHIPPED).findings


@pytest.mark.parametrize("competence", [COMPETENCE, OTHER])
@pytest.mark.parametrize("shipped", [SHIPPED, None])
def test_a_competence_that_came_with_no_list(ports, held, competence, shipped):
    append(ports, NewEntry(kind=Kind.COMPETENCE_ENROLLED, groups={"competence": print_competence(competence)}))
    assert [code for code, _ in findings(ports, shipped)] == ["signature-bad"]


def test_a_competence_that_no_shipped_format_declares(ports, held):
    assert findings(ports, SHIPPED) == []
    assert [code for code, _ in findings(ports, {competence_key(OTHER): OTHER})] == ["signature-bad"]


@pytest.mark.parametrize(
    "entry",
    [
        NewEntry(kind=Kind.RECORD_QUESTIONED, groups={"question": {"reason": "vanished"}}),
        NewEntry(
            kind=Kind.ORGANIZATION_OPENED, groups={"organization": {"scheme": "xv-reg", "code": "C1", "name": "N"}}
        ),
        NewEntry(kind=Kind.ORGANIZATION_OPENED, groups={"organization": {"scheme": "no scheme", "code": "C1"}}),
        NewEntry(kind=Kind.BATCH_CLOSED, groups={"batch": {"as_of": "yesterday"}}, source="xv-list"),
    ],
)
def test_values_that_fit_their_commitments_and_mean_nothing(ports, held, entry, monkeypatch):
    # A store that derives nothing stands for a writer of another make.
    monkeypatch.setattr("goodstanding.adapters.store.memory.project", lambda _: ())
    seq = append(ports, entry) - 2
    monkeypatch.undo()
    found = findings(ports)
    assert (found[0][0], f"Entry {seq}" in found[0][1]) == ("entry-damaged", True)
    assert rebuild(ports, lambda _: None, SHIPPED).findings
