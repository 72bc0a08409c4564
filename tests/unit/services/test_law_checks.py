"""One forgery of each kind is planted: bytes and signatures of the log fit, and the law does not."""

from dataclasses import replace

import pytest
from sample_published import LAW, SHIPPED, Publishing, bodies_of, everything, reseal
from sample_register import COMPETENCE, PASSPHRASE, Line
from sample_trees import invented_key, verify_ed25519

from goodstanding.ledger.entries import Kind, Relation, parse_envelope, print_envelope
from goodstanding.ledger.log_keys import print_log_key
from goodstanding.ledger.payloads import print_competence
from goodstanding.ledger.writing import NewEntry
from goodstanding.services.appending import append_batch
from goodstanding.services.law_checks import CHECKS, LawContext, LawReplay
from goodstanding.services.log_signing import enroll_first_key
from goodstanding.services.officers import add_officer, signer_of
from goodstanding.values.finding_codes import FINDINGS_BY_PART

FINAL = Line(key="a", name="Lowmark Works 1 Ltd", identifiers=("xv-reg:C0000000137",))


@pytest.fixture
def publishing(ports, importing, officer):
    """A record, a signed second batch, a key."""
    made = Publishing(ports=ports)
    enroll_first_key(ports, made.keys, None)
    importing(FINAL, Line(key="q", verdict="hold"))
    importing(replace(FINAL, public_money="T-1"), as_of="2024-07-01", officer=officer.id, sign=officer.sign)
    made()
    assert made.codes() == []
    return made


def appended(publishing, *entries, **closing):
    """What whoever holds the database can write; then all of it published."""
    with publishing.ports.store.writing() as writer:
        append_batch(publishing.ports, writer, entries, **closing)
    publishing()
    return publishing.codes()


def record(publishing, **changes):
    """An entry like the record that is there, with parts of its decision changed."""
    store = publishing.ports.store
    entry = next(iter(store.entries_of([Kind.RECORD_ENTERED], 99)))
    groups = {name: dict(value) if isinstance(value, dict) else value for name, value in entry.values.items()}
    for name, value in changes.items():
        groups["case" if name == "authority" else "decision"][name] = value
    return NewEntry(
        kind=Kind.RECORD_ENTERED,
        groups=groups,
        subject=entry.envelope.subject,
        source=entry.envelope.source,
        key="f" * 32,
        print="f" * 32,
    )


def test_an_honest_record_passes(publishing):
    assert appended(publishing, record(publishing)) == []


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"category": "speech"}, {"law-category", "law-competence"}),
        ({"category": "no-such-category"}, {"law-category", "law-competence"}),
        ({"measures": ["exclusion"]}, {"law-category"}),
        ({"measures": []}, {"law-category", "law-entry"}),
        ({"measures": ["no-such-measure"]}, {"law-entry"}),
        ({"authority": "xv-tribunal"}, {"law-competence"}),
        ({"statute": "xv-act-8"}, {"law-competence"}),
        ({"statute": "The public interest."}, {"law-competence"}),
        ({"finality": "time-limit-passed"}, {"law-competence"}),
    ],
)
def test_a_record_outside_catalogue_or_competence(publishing, monkeypatch, changes, codes):
    forged = record(publishing, **changes)
    with publishing.ports.store.writing() as writer:
        append_batch(publishing.ports, writer, [forged])
    monkeypatch.setattr("goodstanding.services.publishing.displayed_openings", everything)
    publishing()
    assert set(publishing.codes()) - {"opening-not-displayed"} == codes


@pytest.mark.parametrize(
    ("group", "changes"),
    [
        ("evidence", {"digest": ""}),
        ("evidence", {"digest": "a" * 32}),
        ("evidence", {"published_on": ""}),
        ("decision", {"statute": ""}),
        ("decision", {"decided_on": ""}),
        ("decision", {"finality": ""}),
    ],
)
def test_a_record_without_its_law_its_decision_or_its_evidence(publishing, monkeypatch, group, changes):
    forged = record(publishing)
    forged = replace(forged, groups={**forged.groups, group: {**forged.groups[group], **changes}})
    monkeypatch.setattr("goodstanding.services.publishing.displayed_openings", everything)
    codes = set(appended(publishing, forged)) - {"opening-not-displayed"}
    assert codes
    assert codes <= {"law-entry", "law-competence"}


@pytest.mark.parametrize("group", ["party", "case", "decision", "stages", "evidence"])
def test_a_record_that_lacks_a_part(publishing, group):
    forged = record(publishing)
    forged = replace(forged, groups={name: value for name, value in forged.groups.items() if name != group})
    assert "law-entry" in appended(publishing, forged)


def test_a_record_before_its_competence(publishing, monkeypatch):
    monkeypatch.setattr("goodstanding.services.publishing.displayed_openings", everything)
    later = replace(COMPETENCE, authority="xv-tribunal")
    competence = NewEntry(kind=Kind.COMPETENCE_ENROLLED, groups={"competence": print_competence(later)})
    codes = appended(publishing, record(publishing, authority="xv-tribunal"), competence)
    assert codes == ["law-competence", "law-unsigned"]


def test_a_competence_that_nobody_signed(publishing):
    groups = {"competence": print_competence(replace(COMPETENCE, authority="xv-tribunal"))}
    assert appended(publishing, NewEntry(kind=Kind.COMPETENCE_ENROLLED, groups=groups)) == ["law-unsigned"]


def test_a_shipped_competence_without_a_list(publishing):
    groups = {"competence": print_competence(COMPETENCE)}
    assert appended(publishing, NewEntry(kind=Kind.COMPETENCE_ENROLLED, groups=groups)) == ["law-unsigned"]


def test_a_competence_of_a_category_outside_the_catalogue(publishing, officer):
    groups = {"competence": print_competence(replace(COMPETENCE, category="speech"))}
    entry = NewEntry(kind=Kind.COMPETENCE_ENROLLED, groups=groups, actor=officer.id, sign=officer.sign)
    assert appended(publishing, entry) == ["law-category"]


def test_an_act_of_a_person_by_nobody(publishing):
    held = next(iter(publishing.ports.store.entries_of([Kind.ROW_QUARANTINED], 99)))
    links = ((Relation.QUARANTINED_ROW, held.seq),)
    entry = NewEntry(kind=Kind.QUARANTINE_DECIDED, groups={"decision": {"state": "admitted"}}, links=links)
    assert appended(publishing, entry) == ["law-unsigned"]


def test_an_act_of_an_officer_who_is_not_enrolled(publishing, officer):
    entry = NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {}}, actor="nobody-1", sign=officer.sign)
    assert appended(publishing, entry) == ["law-unsigned"]


def test_an_act_signed_before_its_officer_was_enrolled(publishing):
    key, sign = invented_key(5, "register.example.org")
    act = NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {}}, actor="late-1", sign=sign)
    groups = {"officer": {"id": "late-1", "public_key": key.public_key.hex()}}
    assert appended(publishing, act, NewEntry(kind=Kind.OFFICER_ENROLLED, groups=groups)) == ["law-unsigned"]


def test_an_officer_s_key_that_is_changed(publishing, officer):
    key, sign = invented_key(5, "register.example.org")
    groups = {"officer": {"id": officer.id, "public_key": key.public_key.hex()}}
    act = NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {}}, actor=officer.id, sign=sign)
    codes = appended(publishing, NewEntry(kind=Kind.OFFICER_ENROLLED, groups=groups), act)
    assert codes[0] == "law-officer"
    assert appended(publishing) == codes


def test_an_officer_s_key_under_another_id(publishing, officer):
    (enrolled,) = publishing.ports.store.entries_of([Kind.OFFICER_ENROLLED], publishing.ports.store.head().size)
    groups = {"officer": {**enrolled.values["officer"], "id": "twin-1"}}
    assert appended(publishing, NewEntry(kind=Kind.OFFICER_ENROLLED, groups=groups)) == ["law-officer"]


def altered(publishing, place, **changes):
    """The published log with one envelope changed, leaves and signatures of the log made to fit."""
    bodies = bodies_of(publishing)
    bodies[place] = print_envelope(replace(parse_envelope(bodies[place]), **changes))
    reseal(publishing, bodies)
    return publishing.codes()


def place_of(publishing, kind):
    return next(iter(publishing.ports.store.entries_of([kind], 99))).seq


def test_a_stripped_signature(publishing, officer):
    store = publishing.ports.store
    place = next(seq for seq in range(store.head().size) if store.entry(seq).envelope.signature)
    assert altered(publishing, place, signature="") == ["law-unsigned"]


def test_an_entry_of_another_batch(publishing):
    assert altered(publishing, place_of(publishing, Kind.ROW_QUARANTINED), batch=0) == ["law-batch"]


def test_a_batch_that_is_not_closed(publishing):
    assert "law-batch" in altered(publishing, 1, kind=Kind.ROW_QUARANTINED)


def test_a_batch_that_was_recorded_before_the_last(publishing):
    publishing.ports.clock.at = publishing.ports.clock.at.replace(year=2020)
    last = publishing.ports.store.head()
    closing = NewEntry(kind=Kind.BATCH_CLOSED, groups={"batch": {"recorded_at": "2020-01-01T00:00:00Z"}})
    assert last.recorded_at > "2020"
    # The closing entry of a batch inside of it: the one that `append_batch` adds makes a batch of its own.
    assert "law-batch" in appended(publishing, closing)


@pytest.mark.parametrize("index", [0, 500])
def test_a_link_to_nowhere(publishing, index):
    links = ((Relation.RECORD, index),)
    entry = NewEntry(kind=Kind.RECORD_QUESTIONED, groups={"question": {}}, links=links, source="s", key="f" * 32)
    with publishing.ports.store.writing() as writer:
        append_batch(publishing.ports, writer, [entry])
    publishing()
    assert set(publishing.codes()) == {"law-link"}


def test_a_second_opening_and_another_origin(publishing):
    groups = {"register": {"origin": "other.example.org", "format": 1, "secret_check": "0" * 32}}
    assert appended(publishing, NewEntry(kind=Kind.REGISTER_OPENED, groups=groups)) == ["law-opening"]
    replay = LawReplay(LAW.catalogue, verify_ed25519, SHIPPED)
    replay.begin("other.example.org")
    entry = publishing.ports.store.entry(0)
    (found,) = replay(entry)
    assert found.code == "law-opening"


def test_a_key_of_the_log_that_nobody_handed_over_to(publishing):
    """Enrolled without a link to the last; nobody can sign with it, so the log is not even published."""
    from sample_register import ORIGIN

    key, _ = invented_key(6, ORIGIN)
    with publishing.ports.store.writing() as writer:
        append_batch(publishing.ports, writer, [NewEntry(kind=Kind.LOG_KEY_ENROLLED, groups=print_log_key(key))])
    replay = LawReplay(LAW.catalogue, verify_ed25519, SHIPPED)
    replay.begin(ORIGIN)
    store = publishing.ports.store
    entries = (store.entry(seq) for seq in range(store.head().size))
    codes = [found.code for one in entries for found in replay(one)]
    assert codes == ["law-key"]


@pytest.mark.parametrize("kind", ["no-such-kind", "person-entered"])
def test_a_kind_that_does_not_exist(publishing, kind):
    bodies = bodies_of(publishing)
    place = place_of(publishing, Kind.ROW_QUARANTINED)
    bodies[place] = bodies[place].replace(b"row-quarantined", kind.encode())
    reseal(publishing, bodies)
    assert publishing.codes() == ["entry-unknown"]
    assert [one.code for one in publishing.audit(law=False).findings] == ["entry-unknown", "key-not-given"]


def test_every_rule_has_a_code_and_is_in_the_registry():
    assert len(CHECKS) == len(set(CHECKS)) == 25
    context = LawContext(catalogue=LAW.catalogue, verify=verify_ed25519, origin="", shipped={})
    assert all(check(context).see.__doc__ for check in CHECKS)
    assert len(FINDINGS_BY_PART["Rules in a published log"]) == 23


def redaction(publishing, officer, position):
    """A request by the officer, and the carrying out by the same one."""
    seq = publishing.ports.store.head().size
    signed = {"actor": officer.id, "sign": officer.sign}
    law = {"law": {"statute": "xv-archive-act", "article": "art. 9"}}
    links = ((Relation.REDACTED, position),)
    request = NewEntry(kind=Kind.REDACTION_REQUESTED, groups=law, links=links, **signed)
    done = NewEntry(
        kind=Kind.REDACTION_CARRIED_OUT,
        groups={"redaction": {"positions": 1}},
        links=((Relation.REDACTION, seq),),
        **signed,
    )
    return request, done


def test_a_redaction_by_one_officer_alone(publishing, officer):
    assert appended(publishing, *redaction(publishing, officer, place_of(publishing, Kind.ROW_QUARANTINED))) == [
        "law-redaction"
    ]


def test_values_that_were_ordered_to_be_forgotten_and_are_still_served(publishing, officer):
    """Two officers, an order, and an operator who does not erase."""
    add_officer(publishing.ports, "verifier-2", PASSPHRASE)
    request, done = redaction(publishing, officer, place_of(publishing, Kind.RECORD_ENTERED))
    second = replace(done, actor="verifier-2", sign=signer_of(publishing.ports, "verifier-2", PASSPHRASE))
    assert appended(publishing, request, second) == ["opening-taken-back"]
    seq, leaf, body, _ = publishing.ports.store._stored[place_of(publishing, Kind.RECORD_ENTERED)]
    publishing.ports.store._stored[seq] = (seq, leaf, body, None)
    publishing()
    assert publishing.codes() == []
