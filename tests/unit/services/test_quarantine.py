"""Quarantine: no content is kept, and only an officer with the file at hand turns a question into a record."""

from dataclasses import replace
from datetime import date

import pytest
from sample_register import FIRST_DAY, Importing, InventedList, Line, catalogue, digest_of, gate

from goodstanding.services.appending import append_batch
from goodstanding.services.quarantine import (
    ADMITTED,
    PENDING,
    REFUSED,
    Reviewer,
    Seen,
    SourceFile,
    admit,
    find_row,
    quarantined_rows,
    read_quarantined,
    refuse,
)
from goodstanding.services.reading import AsOf, candidates
from goodstanding.services.rebuilding import check_register
from goodstanding.values.errors import ConflictError, MisuseError, NotFoundError

PLANTED = "Quillfeather Ostrander"
HELD = Line(key="q", name=PLANTED, verdict="hold")
KEPT = Line(key="a")


def rows(ports):
    return quarantined_rows(ports.store, ports.store.head().size)


def file_of(importing, report, source="xv-list"):
    path = importing.folder / report.file
    return SourceFile(form=InventedList(source), path=path, digest=digest_of(path))


@pytest.fixture
def reviewer(officer):
    return Reviewer(officer=officer.id, sign=officer.sign)


@pytest.fixture
def held(importing: Importing, ports):
    """One row in question, and its file."""
    report = importing(KEPT, HELD)
    return rows(ports)[0], file_of(importing, report)


def admit_(ports, held, reviewer, seen=Seen.REGISTRY_EXTRACT):
    row, source = held
    return admit(ports, catalogue(), gate, row, source, seen, reviewer)


def test_a_row_in_question_is_kept_without_content(held, ports):
    row, source = held
    assert (row.source, row.digest, row.row, row.reasons, row.state) == (
        "xv-list", source.digest, 2, ("no-evidence",), PENDING,
    )  # fmt: skip
    stored = b"".join(leaf + body + (opening or b"") for _, leaf, body, opening in ports.store.stored(0, 1_000))
    assert KEPT.name.encode() in stored
    for part in (PLANTED, *PLANTED.split()):
        assert part.casefold().encode() not in stored.lower()
    at = AsOf(effective=FIRST_DAY, head=ports.store.head())
    assert candidates(ports, ports.store, PLANTED, at) == []


def test_the_same_row_is_asked_about_once(importing, ports, held):
    importing(KEPT, HELD, as_of="2024-07-01")
    assert len(rows(ports)) == 1


def test_equal_rows_are_asked_about_each(importing, ports):
    importing(HELD, HELD)
    assert len(rows(ports)) == 2
    importing(HELD, HELD, HELD, as_of="2024-07-01")
    assert len(rows(ports)) == 3


def test_an_officer_admits_and_it_lands_signed(held, ports, reviewer, views):
    head = admit_(ports, held, reviewer)
    assert [view.organization.name for view in views()] == [KEPT.name, PLANTED]
    assert rows(ports)[0].state == ADMITTED
    entry = ports.store.entry(head.size - 1)
    assert (entry.envelope.actor, bool(entry.envelope.signature)) == (reviewer.officer, True)
    assert check_register(ports, lambda _: None).findings == ()


def test_what_was_admitted_stays_admitted(held, importing, ports, reviewer, views):
    admit_(ports, held, reviewer)
    report = importing(KEPT, HELD, as_of="2024-07-01")
    assert (report.counts()["kept"], report.counts()["quarantined"]) == (2, 0)
    assert report.records == {"unchanged": 2}
    assert len(views()) == 2


def test_a_change_that_was_held_lands_when_it_is_admitted(importing, ports, reviewer, views):
    importing(KEPT)
    report = importing(replace(KEPT, verdict="hold", public_money="T-1"), as_of="2024-07-01", partial=True)
    admit_(ports, (rows(ports)[0], file_of(importing, report)), reviewer)
    [view] = views()
    assert [record.decision.public_money for record in view.records] == ["T-1"]


def test_an_officer_refuses_and_nothing_lands(held, importing, ports, reviewer, views):
    refuse(ports, held[0], reviewer)
    assert rows(ports)[0].state == REFUSED
    assert len(views()) == 1
    assert importing(KEPT, HELD, as_of="2024-07-01").counts()["quarantined"] == 1
    assert [row.state for row in rows(ports)] == [REFUSED]
    assert check_register(ports, lambda _: None).findings == ()


@pytest.mark.parametrize("first", [admit_, lambda ports, held, reviewer: refuse(ports, held[0], reviewer)])
@pytest.mark.parametrize("second", [admit_, lambda ports, held, reviewer: refuse(ports, held[0], reviewer)])
def test_a_second_decision_is_a_conflict(held, ports, reviewer, first, second):
    head = first(ports, held, reviewer)
    with pytest.raises(ConflictError):
        second(ports, held, reviewer)
    assert ports.store.head() == head


def test_another_file_is_not_read(held, importing, ports, reviewer, tmp_path):
    row, source = held
    other = tmp_path / "other.jsonl"
    other.write_bytes(source.path.read_bytes() + b"\n")
    wrong = replace(source, path=other, digest=digest_of(other))
    with pytest.raises(ConflictError):
        read_quarantined(ports, row, wrong)
    head = ports.store.head()
    with pytest.raises(ConflictError):
        admit_(ports, (row, wrong), reviewer)
    assert ports.store.head() == head


def test_the_right_file_shows_the_row_again(held, ports):
    assert read_quarantined(ports, *held).name == PLANTED


def test_the_file_s_date_is_that_of_the_batch_that_asked(importing, ports):
    """The same bytes under two sources and dates: each question is about its own."""
    importing(HELD, as_of="2024-06-01", source="xv-list")
    report = importing(HELD, as_of="2024-07-01", source="xv-other")
    dates: list[date] = []

    class Watching(InventedList):
        def read(self, path, as_of):
            dates.append(as_of)
            return super().read(path, as_of)

    for row in rows(ports):
        read_quarantined(ports, row, replace(file_of(importing, report), form=Watching(row.source)))
    assert dates == [date(2024, 6, 1), date(2024, 7, 1)]


@pytest.mark.parametrize("reason", ["identity-suppressed-by-source", "stands-for-person"])
def test_some_questions_have_no_yes(importing, ports, reviewer, reason):
    report = importing(replace(HELD, reasons=("no-evidence", reason)))
    held = rows(ports)[0], file_of(importing, report)
    with pytest.raises(MisuseError):
        admit_(ports, held, reviewer)
    assert rows(ports)[0].state == PENDING
    refuse(ports, held[0], reviewer)


@pytest.mark.parametrize(("contract", "lands"), [("", False), ("T-2024-1", True)])
def test_a_company_named_after_a_person_needs_public_money(importing, ports, reviewer, views, contract, lands):
    report = importing(replace(HELD, reasons=("named-after-person",), public_money=contract))
    held = rows(ports)[0], file_of(importing, report)
    if lands:
        admit_(ports, held, reviewer)
    else:
        with pytest.raises(MisuseError):
            admit_(ports, held, reviewer)
    assert len(views()) == lands


def test_what_the_gate_refuses_by_now_is_not_admitted(held, ports, reviewer, views):
    from goodstanding.intake.drafts import Refused

    row, source = held
    with pytest.raises(MisuseError):
        admit(ports, catalogue(), lambda *_: Refused(reason="person"), row, source, Seen.REGISTRY_EXTRACT, reviewer)
    assert len(views()) == 1


def test_a_decision_without_competence_is_not_admitted(importing, ports, reviewer):
    report = importing(replace(HELD, authority="xv-mill"))
    with pytest.raises(MisuseError):
        admit_(ports, (rows(ports)[0], file_of(importing, report)), reviewer)
    assert rows(ports)[0].state == PENDING


def test_a_number_that_is_no_row_is_not_found(held, ports):
    with pytest.raises(NotFoundError):
        find_row(ports.store, held[0].id + 1, ports.store.head().size)
    assert find_row(ports.store, held[0].id, ports.store.head().size) == held[0]


def test_a_question_of_later_is_not_known_before(held, ports):
    assert quarantined_rows(ports.store, held[0].id) == []


def test_another_officer_s_signature_is_found(held, ports, reviewer):
    """The act claims verifier-1, but the key is another's."""
    from sample_register import PASSPHRASE

    from goodstanding.services.officers import add_officer, signer_of

    add_officer(ports, "verifier-2", PASSPHRASE)
    forged = Reviewer(officer=reviewer.officer, sign=signer_of(ports, "verifier-2", PASSPHRASE))
    refuse(ports, held[0], forged)
    assert {finding.code for finding in check_register(ports, lambda _: None).findings} == {"signature-bad"}


def test_an_unsigned_act_of_an_officer_is_found(ports, officer):
    with ports.store.writing() as writer:
        append_batch(ports, writer, [], actor=officer.id)
    assert [finding.code for finding in check_register(ports, lambda _: None).findings] == ["signature-bad"]
