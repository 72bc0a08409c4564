"""Forgetting: by two officers, with what repeats the values, and nothing that an answer cannot do without."""

from copy import copy
from dataclasses import replace

import pytest
from sample_register import PASSPHRASE, Line

from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.proofs import verify_inclusion
from goodstanding.ledger.redactions import LegalBasis
from goodstanding.ledger.writing import NewEntry
from goodstanding.services.appending import append_batch
from goodstanding.services.erasing import orders, replay_journal, settle_journal, take_up_erasures
from goodstanding.services.officers import add_officer, signer_of
from goodstanding.services.ports import Erasure
from goodstanding.services.proving import prove_entry
from goodstanding.services.rebuilding import check_register
from goodstanding.services.redacting import (
    Acting,
    carry_out_redaction,
    request_redaction,
)
from goodstanding.values.errors import AuthorizationError, ConflictError, MisuseError, NotFoundError
from goodstanding.values.withheld import Withheld

BASIS = LegalBasis(statute="Data Act", article="art. 17")
ALPHA = Line(key="a", identifiers=("xv-reg:C0000000137", "xi-lei:00EHHQ2ZHDCFXJCPCL46"))
BETA = Line(key="b", name="Southmoor Paving Ltd")


@pytest.fixture
def acting(ports):
    """Two officers."""
    found = []
    for number in (1, 2):
        add_officer(ports, f"registrar-{number}", PASSPHRASE)
        found.append(Acting(officer=f"registrar-{number}", sign=signer_of(ports, f"registrar-{number}", PASSPHRASE)))
    return found


@pytest.fixture
def filled(acting, importing):
    """Two records, the first corrected and gone on since."""
    importing(ALPHA, BETA)
    changed = replace(ALPHA, public_money="T-1", stages=(("final", "2024-02-01"), ("annulled", "2024-03-01")))
    importing(changed, BETA, as_of="2024-07-01")
    return importing


def places(ports, kind):
    return [entry.seq for entry in ports.store.entries_of([kind], ports.store.head().size)]


def redact(ports, acting, *positions):
    order, _ = request_redaction(ports, positions, BASIS, acting[0])
    return carry_out_redaction(ports, order.request, acting[1])


def codes(ports):
    return [finding.code for finding in check_register(ports, lambda _: None).findings]


def test_a_record_goes_with_all_that_was_said_of_it(ports, acting, filled):
    record = places(ports, Kind.RECORD_ENTERED)[0]
    later = places(ports, Kind.STAGE_ADDED) + places(ports, Kind.RECORD_CORRECTED)
    before = ports.store.head()
    order, _ = request_redaction(ports, [record], BASIS, acting[0])
    assert order.positions == (record, *sorted(later))
    assert ports.store.entry(record).values
    order, head = carry_out_redaction(ports, order.request, acting[1])
    assert (order.requested_by, order.carried_out_by) == ("registrar-1", "registrar-2")
    assert [ports.store.entry(seq).values for seq in order.positions] == [{}] * 3
    assert head.size == before.size + 4
    assert codes(ports) == []
    assert check_register(ports, lambda _: None).erased == 3


def test_every_proof_still_verifies(ports, acting, filled):
    redact(ports, acting, *places(ports, Kind.RECORD_ENTERED), *places(ports, Kind.ORGANIZATION_OPENED))
    head = ports.store.head()
    for index in range(head.size):
        proof = prove_entry(ports.store, index, None)
        verify_inclusion(proof.leaf, index, head.size, head.root, proof.hashes)


def test_the_names_go_in_the_same_act(ports, acting, filled):
    assert ports.store.names_like("southmoor", 1_000, 10)
    redact(ports, acting, places(ports, Kind.ORGANIZATION_OPENED)[1], places(ports, Kind.RECORD_ENTERED)[1])
    assert ports.store.names_like("southmoor", 1_000, 10) == []


def test_the_view_keeps_its_shape(ports, acting, filled, views):
    record, opening = places(ports, Kind.RECORD_ENTERED)[0], places(ports, Kind.ORGANIZATION_OPENED)[0]
    was = views()
    redact(ports, acting, record, opening)
    now = views()
    assert [view.id for view in now] == [view.id for view in was]
    assert now[0].organization == Withheld(opening)
    assert isinstance(now[0].records[0].decision, Withheld)
    assert now[1] == was[1]


def test_a_row_that_comes_again_is_suppressed(ports, acting, filled):
    redact(ports, acting, places(ports, Kind.RECORD_ENTERED)[1])
    again = filled(replace(ALPHA, public_money="T-1"), replace(BETA, public_money="T-2"), as_of="2024-08-01")
    assert again.counts()["suppressed"] == 1
    assert b"Southmoor" not in ports.store._stored[places(ports, Kind.RECORD_ENTERED)[1]][2]
    assert codes(ports) == []


@pytest.mark.parametrize("act", ["same officer", "unsigned request", "no such order"])
def test_one_officer_alone_erases_nothing(ports, acting, filled, act):
    record = places(ports, Kind.RECORD_ENTERED)[0]
    order, head = request_redaction(ports, [record], BASIS, acting[0])
    number, officer = order.request, acting[0]
    if act == "unsigned request":
        number, officer = head.size, acting[1]
        forged = NewEntry(
            kind=Kind.REDACTION_REQUESTED,
            groups={"law": {"statute": "a", "article": "b"}},
            actor="registrar-1",
            links=((Relation.REDACTED, record),),
        )
        with ports.store.writing() as writer:
            append_batch(ports, writer, [forged])
    elif act == "no such order":
        number, officer = record, acting[1]
    was = ports.store.head()
    with pytest.raises((AuthorizationError, NotFoundError)):
        carry_out_redaction(ports, number, officer)
    assert ports.store.head() == was
    assert ports.store.entry(record).values
    assert ports.journal.read() == []


def test_who_carries_out_what_they_requested_is_found(ports, acting, filled):
    record = places(ports, Kind.RECORD_ENTERED)[0]
    order, _ = request_redaction(ports, [record], BASIS, acting[0])
    alone = NewEntry(
        kind=Kind.REDACTION_CARRIED_OUT,
        groups={"redaction": {"positions": 1}},
        actor="registrar-1",
        sign=acting[0].sign,
        links=((Relation.REDACTION, order.request),),
    )
    with ports.store.writing() as writer:
        append_batch(ports, writer, [alone], actor="registrar-1", sign=acting[0].sign)
        writer.erase(order.positions)
    assert codes(ports) == ["opening-missing"] * len(order.positions)


def test_a_redaction_by_the_operator_is_found(ports, acting, filled):
    with ports.store.writing() as writer:
        append_batch(ports, writer, [NewEntry(kind=Kind.REDACTION_REQUESTED, groups={"law": {}})])
    assert codes(ports) == ["signature-bad"]


@pytest.mark.parametrize(
    "kind", [Kind.REGISTER_OPENED, Kind.OFFICER_ENROLLED, Kind.BATCH_CLOSED, Kind.COMPETENCE_ENROLLED]
)
def test_what_the_register_stands_on_does_not_go(ports, acting, filled, kind):
    with pytest.raises(MisuseError):
        request_redaction(ports, [places(ports, kind)[0]], BASIS, acting[0])


def test_a_redaction_is_not_redacted(ports, acting, filled):
    order, _ = redact(ports, acting, places(ports, Kind.RECORD_ENTERED)[0])
    for position in (order.request, order.carried_out):
        with pytest.raises(MisuseError):
            request_redaction(ports, [position], BASIS, acting[0])


def test_an_identity_goes_only_without_a_date(ports, acting, filled):
    identity = places(ports, Kind.IDENTITY_SET)[0]
    redact(ports, acting, identity)
    dated = NewEntry(
        kind=Kind.IDENTITY_SET,
        groups={"reference": {"scheme": "xv-reg", "code": "C1"}, "effective": {"from": "2024-01-01"}},
        subject="ab",
        links=((Relation.ORGANIZATION, places(ports, Kind.ORGANIZATION_OPENED)[0]),),
    )
    with ports.store.writing() as writer:
        head = append_batch(ports, writer, [dated])
    with pytest.raises(MisuseError):
        request_redaction(ports, [head.size - 2], BASIS, acting[0])


@pytest.mark.parametrize("basis", [("", "art. 17"), ("Data Act", " "), ("Data Act", "a\nb"), ("a" * 201, "b")])
def test_a_redaction_names_its_law(ports, acting, filled, basis):
    statute, article = basis
    with pytest.raises(MisuseError):
        request_redaction(ports, [3], LegalBasis(statute=statute, article=article), acting[0])


def test_what_is_not_there_or_gone_is_said_so(ports, acting, filled):
    with pytest.raises(NotFoundError):
        request_redaction(ports, [10_000], BASIS, acting[0])
    record = places(ports, Kind.RECORD_ENTERED)[1]
    redact(ports, acting, record)
    with pytest.raises(ConflictError):
        request_redaction(ports, [record], BASIS, acting[0])


def test_carrying_out_again_changes_nothing(ports, acting, filled):
    order, head = redact(ports, acting, places(ports, Kind.RECORD_ENTERED)[0])
    assert carry_out_redaction(ports, order.request, acting[1])[1] == head == ports.store.head()
    assert len(ports.journal.read()) == 1


def test_a_journal_that_was_not_written_is_written_later(ports, acting, filled):
    order, _ = redact(ports, acting, places(ports, Kind.RECORD_ENTERED)[0])
    (was,) = ports.journal.read()
    ports.journal._erasures.clear()
    settle_journal(ports)
    assert ports.journal.read() == [was]
    assert was.anchor[0] == order.carried_out


def backup(ports):
    """What the database holds now, to be restored by `vars(ports.store).update`."""
    return {name: copy(value) for name, value in vars(ports.store).items() if name != "_lock"}


def is_gone(ports, order):
    return [ports.store.entry(seq).values for seq in order.positions] == [{}] * len(order.positions)


def test_a_database_from_before_serves_nothing_of_it(ports, acting, filled):
    """As after a restore: the journal is ahead of the log."""
    record = places(ports, Kind.RECORD_ENTERED)[0]
    before = backup(ports)
    order, _ = redact(ports, acting, record)
    journal = ports.journal.read()
    vars(ports.store).update(before)
    assert ports.store.entry(record).values
    assert take_up_erasures(ports) == len(order.positions)
    assert is_gone(ports, order)
    assert codes(ports) == []
    assert orders(ports.store) == {}
    # Once is enough, and what is written since at a higher index is left alone.
    assert take_up_erasures(ports) == 0
    filled(Line(key="c", name="Eastfield Roofing Ltd"), partial=True, as_of="2024-09-01")
    assert take_up_erasures(ports) == 0
    assert ports.journal.read() == journal


@pytest.mark.parametrize("second", [0, 1])
def test_every_backup_is_cleaned_however_many_were_restored(ports, acting, filled, second):
    """Two restores in a row, of one backup or of a newer one; and a line that the replays of old left in a journal."""
    backups = [backup(ports)]
    filled(Line(key="c", name="Eastfield Roofing Ltd"), partial=True, as_of="2024-09-01")
    backups.append(backup(ports))
    order, _ = redact(ports, acting, places(ports, Kind.RECORD_ENTERED)[0])
    vars(ports.store).update({name: copy(value) for name, value in backups[0].items()})
    assert take_up_erasures(ports) == len(order.positions)
    last = ports.store.head().size - 1
    ports.journal.add(Erasure(anchor=(last, ports.store.hashes(0, last, last + 1)[0]), positions=()))
    vars(ports.store).update(backups[second])
    assert not is_gone(ports, order)
    assert take_up_erasures(ports) == len(order.positions)
    assert is_gone(ports, order)
    assert codes(ports) == []


def test_a_log_that_went_on_from_a_backup_has_a_journal_of_its_own(ports, acting, filled):
    """At the same index another redaction stands: the journal gets both, and neither backup is served."""
    first, second = places(ports, Kind.RECORD_ENTERED)
    before = backup(ports)
    one, _ = redact(ports, acting, first)
    vars(ports.store).update({name: copy(value) for name, value in before.items()})
    take_up_erasures(ports)
    other, _ = redact(ports, acting, second)
    assert other.carried_out == one.carried_out
    assert len(ports.journal.read()) == 2
    vars(ports.store).update(before)
    assert take_up_erasures(ports) == len(one.positions) + len(other.positions)
    assert is_gone(ports, one)
    assert is_gone(ports, other)


@pytest.mark.parametrize("at", ["journal", "derived", "store"])
def test_an_erasure_that_was_cut_off_is_taken_up(ports, acting, filled, monkeypatch, at):
    """Anywhere after the commit: before the journal, before what is derived went, before the files are clean."""
    forgotten = []
    ports = replace(ports, forget_derived=lambda: forgotten.append("derived"))
    order, _ = request_redaction(ports, [places(ports, Kind.RECORD_ENTERED)[0]], BASIS, acting[0])

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        match at:
            case "journal":
                patched.setattr(ports.journal, "add", killed)
            case "derived":
                object.__setattr__(ports, "forget_derived", killed)
            case "store":
                patched.setattr(ports.store, "clean", killed, raising=False)
        with pytest.raises(KeyboardInterrupt):
            carry_out_redaction(ports, order.request, acting[1])
    cleaned = []
    ports = replace(ports, forget_derived=lambda: forgotten.append("derived"))
    monkeypatch.setattr(ports.store, "clean", lambda: cleaned.append(len(ports.journal.read())), raising=False)
    forgotten.clear()
    assert take_up_erasures(ports) == 0
    assert (cleaned, forgotten) == ([1], ["derived"])
    assert take_up_erasures(ports) == 0
    assert (cleaned, forgotten) == ([1], ["derived"])


def test_a_journal_that_was_lost_is_written_when_the_register_is_opened(ports, acting, filled):
    redact(ports, acting, places(ports, Kind.RECORD_ENTERED)[0])
    was = ports.journal.read()
    ports.journal._erasures.clear()
    take_up_erasures(ports)
    assert ports.journal.read() == was


def test_another_entry_at_a_redacted_index_is_left_alone(ports, acting, filled):
    record = places(ports, Kind.RECORD_ENTERED)[0]
    redact(ports, acting, record)
    erasure = ports.journal.read()[0]
    other = places(ports, Kind.RECORD_ENTERED)[1]
    ports.journal._erasures[:] = [replace(erasure, anchor=(record, bytes(32)), positions=((other, bytes(32)),))]
    assert replay_journal(ports) == 0
    assert ports.store.entry(other).values


def test_values_that_a_redaction_left_are_found(ports, acting, filled):
    record = places(ports, Kind.RECORD_ENTERED)[1]
    whole = ports.store._stored[record]
    redact(ports, acting, record)
    ports.store._stored[record] = whole
    assert codes(ports) == ["opening-left", "derived-differs"]
