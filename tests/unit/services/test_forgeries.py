"""S27: of every kind one forged entry is planted in a published log, and both auditors fail on it."""

from dataclasses import replace

import pytest
from sample_forgeries import FORGERIES, Forger
from sample_published import AUDITOR, LAW, SHIPPED, Publishing, bodies_of, everything, run_alone, single_file
from sample_register import Line
from sample_trees import invented_key, verify_ed25519

from goodstanding.bootstrap.log import auditor_text
from goodstanding.ledger.absence import Epoch, print_epoch, root_of_list
from goodstanding.ledger.entries import Entry, Kind, Relation, parse_envelope
from goodstanding.ledger.redactions import KEPT, REDACTABLE
from goodstanding.ledger.writing import NewEntry
from goodstanding.proceedings.entries import FILE_KINDS
from goodstanding.services import displayed
from goodstanding.services.appending import append_batch
from goodstanding.services.law_checks import LawReplay
from goodstanding.services.law_forms import FURTHER, GROUPS
from goodstanding.services.law_links import FURTHER_LINKS, LINKS
from goodstanding.services.log_signing import enroll_first_key
from goodstanding.services.rebuilding import PERSONS_ACTS
from goodstanding.services.taken_back import NEVER

FINAL = Line(key="a", name="Lowmark Works 1 Ltd", identifiers=("xv-reg:C0000000137",))


@pytest.fixture
def forger(ports, importing, officer, monkeypatch):
    """A record and its correction, a row in question, a key; and an operator who serves every opening."""
    made = Publishing(ports=ports)
    enroll_first_key(ports, made.keys, None)
    importing(FINAL, Line(key="q", verdict="hold"))
    importing(replace(FINAL, public_money="T-1"), as_of="2024-07-01", officer=officer.id, sign=officer.sign)
    monkeypatch.setattr("goodstanding.services.publishing.displayed_openings", everything)
    made()
    assert made.codes() == []
    return Forger(publishing=made, officer=officer.id, sign=officer.sign)


def plant(forger, entries):
    ports = forger.publishing.ports
    with ports.store.writing() as writer:
        append_batch(ports, writer, entries)
    return forger.publishing


def test_every_kind_has_its_forgery():
    assert set(FORGERIES) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_both_auditors_fail_on_a_forged_entry_of_each_kind(forger, tmp_path, kind):
    forgery, code = FORGERIES[kind]
    assert single_file(forger.publishing, tmp_path / "honest") == 0
    publishing = plant(forger, forgery(forger))
    served = dict(publishing.files.names("listed") and publishing.files.files)
    if kind is Kind.LOG_KEY_ENROLLED:
        key, sign = invented_key(6, "register.example.org")
        publishing.keys.keys[key.public_key] = (None, SignerKey(sign))
    publishing()
    publishing.files.files |= {path: data for path, data in served.items() if path.startswith("listed/")}
    assert publishing.audit(law=False).entries == publishing.ports.store.head().size
    assert code in publishing.codes()
    assert single_file(publishing, tmp_path / "forged") == 1


class SignerKey:
    """A key that signs, and no more."""

    def __init__(self, sign):
        self.sign = sign


def test_the_single_file_knows_the_kinds_as_the_package_does():
    rules = {}
    exec(compile(AUDITOR, "audit.py", "exec"), rules)
    known = rules["read_kinds"]()
    assert set(known) == {kind.value for kind in Kind}
    for kind in Kind:
        signed, due, every, links = known[kind.value]
        assert signed == (kind in PERSONS_ACTS), kind
        assert due == set(GROUPS[kind]), kind
        assert every == {*GROUPS[kind], *FURTHER.get(kind, {})}, kind
        if kind is Kind.LOG_KEY_ENROLLED:
            assert links == {"log-key": (False, ["log-key-enrolled"])}
            continue
        expected = {relation.value: (True, reached) for relation, reached in LINKS.get(kind, {}).items()}
        expected |= {relation.value: (False, reached) for relation, reached in FURTHER_LINKS.get(kind, {}).items()}
        assert links.keys() == expected.keys(), kind
        for name, (must, reached) in links.items():
            assert must == expected[name][0]
            assert reached == ["*"] or set(reached) == {one.value for one in expected[name][1]}, kind


def test_a_kind_is_served_by_a_rule_and_goes_or_stays_by_a_rule():
    """A new kind has to be put into one of each: what may be served of it, and whether its values can be forgotten."""
    shown = (
        displayed.ALWAYS,
        NEVER,
        FILE_KINDS,
        displayed.OF_A_MANDATE,
        displayed.OF_AN_ORGANIZATION,
        displayed.OF_AN_IDENTITY,
        displayed.OF_A_RECORD,
        displayed.OF_A_DISCLOSURE,
    )
    for rules in (shown, (REDACTABLE, KEPT)):
        assert sorted(kind for rule in rules for kind in rule) == sorted(Kind)
    assert set(GROUPS) == set(Kind)


MALFORMED = (
    {"minor": {"a": []}},
    {"minor": True},
    {"minor": "1"},
    {"measures": "fine"},
    {"measures": [[]]},
    {"decided_on": "20240115"},
    {"decided_on": 7},
    {"statute": []},
    {"unheard_of": "x"},
)


@pytest.mark.parametrize("change", MALFORMED)
def test_a_malformed_decision_is_found_by_both(forger, tmp_path, change):
    record = forger.of(Kind.RECORD_ENTERED)
    groups = {"decision": record.values["decision"] | change, "evidence": record.values["evidence"]}
    publishing = plant(forger, [forger.later(Kind.RECORD_CORRECTED, groups)])
    publishing()
    assert "law-entry" in publishing.codes()
    plain = change.keys() <= {"unheard_of"} or change == {"decided_on": "20240115"} or change == {"measures": [[]]}
    assert single_file(publishing, tmp_path / "p") == (0 if plain else 1)


JUNK = (0, True, "", "x", [], [1], {}, {"a": []}, [{"a": "b"}])


@pytest.mark.parametrize("kind", Kind)
def test_junk_in_any_group_is_a_finding_and_breaks_nobody_down(forger, kind):
    """Every group of every kind, replaced by values of every type."""
    store = forger.publishing.ports.store
    honest = [store.entry(seq) for seq in range(store.head().size)]
    links = tuple((relation, 0) for relation in LINKS.get(kind, {}))
    for name in {*GROUPS[kind], *FURTHER.get(kind, {})}:
        for junk in JUNK:
            replay = LawReplay(LAW.catalogue, verify_ed25519, SHIPPED)
            replay.begin("register.example.org")
            assert not [found for entry in honest for found in replay(entry)]
            commitments = dict.fromkeys({*GROUPS[kind], name}, "0" * 64)
            envelope = replace(honest[0].envelope, kind=kind, commitments=commitments, links=links, batch=len(honest))
            assert replay(Entry(seq=len(honest), envelope=envelope, values={name: junk}))
            replay(replace(honest[-1], seq=len(honest) + 1))


def test_the_single_file_stands_alone():
    assert "audit_rules" not in auditor_text()
    assert run_alone("--help").returncode == 0
    assert len(auditor_text().splitlines()) < 630


def test_a_redaction_takes_no_key_and_no_batch(forger):
    """An order names only what may be forgotten: an officer's key is not."""
    law = {"law": {"statute": "xv-archive-act", "article": "art. 9"}}
    position = forger.of(Kind.OFFICER_ENROLLED).seq
    publishing = plant(forger, [forger.signed(Kind.REDACTION_REQUESTED, law, (Relation.REDACTED, position))])
    publishing()
    assert publishing.codes() == ["law-link"]


def test_a_row_in_question_is_answered_once(forger, tmp_path):
    link = (Relation.QUARANTINED_ROW, forger.of(Kind.ROW_QUARANTINED).seq)
    answers = [
        forger.signed(Kind.QUARANTINE_DECIDED, {"decision": {"state": "refused"}}, link),
        forger.signed(Kind.QUARANTINE_DECIDED, {"decision": {"state": "admitted", "seen": "registry-extract"}}, link),
    ]
    publishing = plant(forger, answers)
    publishing()
    assert publishing.codes() == ["law-copy"]
    assert single_file(publishing, tmp_path / "p") == 1


def test_a_subject_that_nobody_opened(forger, tmp_path):
    record = forger.of(Kind.RECORD_ENTERED)
    made = forger.like(record, Kind.RECORD_ENTERED, record.values)
    publishing = plant(forger, [replace(made, subject="f" * 32, key="f" * 32)])
    publishing()
    assert publishing.codes() == ["law-subject", "opening-not-displayed"]
    assert single_file(publishing, tmp_path / "p") == 1


def test_a_list_of_another_size_or_of_a_day_ahead(forger):
    size = forger.publishing.ports.store.head().size
    for changes in ({"size": size - 1}, {"effective": "2024-06-02"}):
        epoch = Epoch(effective="2024-06-01", size=size, count=0, root=root_of_list(()), excluded=0)
        plant(forger, [NewEntry(kind=Kind.LIST_COMMITTED, groups=print_epoch(replace(epoch, **changes)))])
        size = forger.publishing.ports.store.head().size
    forger.publishing()
    assert forger.publishing.codes() == ["law-list", "law-list", "list-not-served"]


def test_what_the_single_file_is_told_in_clear_is_all_that_it_needs(forger, tmp_path):
    """Without one opening the structure of the log is still judged."""
    record = forger.of(Kind.RECORD_ENTERED)
    publishing = plant(forger, [forger.like(record, Kind.RECORD_ENTERED, record.values)])
    publishing()
    openings = [path for path in publishing.files.files if path.startswith("openings/")]
    kept = publishing.files.files[openings[0]].split(b"\n")
    seqs = {seq for seq, body in enumerate(bodies_of(publishing)) if parse_envelope(body).kind in RUN}
    lines = [line for line in kept if line and int(line.split(b" ")[0]) in seqs]
    publishing.files.files[openings[0]] = b"".join(line + b"\n" for line in lines)
    assert "law-copy" in publishing.codes()
    assert single_file(publishing, tmp_path / "p") == 1


RUN = {Kind.REGISTER_OPENED, Kind.OFFICER_ENROLLED, Kind.LOG_KEY_ENROLLED, Kind.BATCH_CLOSED}


@pytest.mark.parametrize("value", [b"1.5", b"NaN", b"[null]", b"9007199254740992", b"-Infinity", b'{"a":1e3}', b"'a'"])
def test_the_single_file_reads_no_number_that_others_read_otherwise(value):
    rules = {}
    exec(compile(AUDITOR, "audit.py", "exec"), rules)
    with pytest.raises(ValueError, match=r"canonical|Expecting"):
        rules["read_json"](value)
    assert rules["read_json"](b'{"a":[1,true,"x"]}') == {"a": [1, True, "x"]}


@pytest.mark.parametrize(
    "kind", [Kind.BATCH_CLOSED, Kind.OFFICER_ENROLLED, Kind.COMPETENCE_ENROLLED, Kind.LOG_KEY_ENROLLED]
)
def test_how_the_register_is_run_cannot_be_kept_back(forger, tmp_path, kind):
    """Without the end of a batch nothing in it could be dated back; without a key nobody's signature could be bad."""
    publishing, hidden = forger.publishing, forger.of(kind).seq
    path = "openings/000"
    lines = publishing.files.files[path].splitlines(keepends=True)
    publishing.files.files[path] = b"".join(line for line in lines if int(line.split(b" ")[0]) != hidden)
    assert "law-hidden" in publishing.codes()
    assert single_file(publishing, tmp_path / "p") == (0 if kind is Kind.COMPETENCE_ENROLLED else 1)
