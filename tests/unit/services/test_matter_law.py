"""Matters in a published log: what is served of them is lawful, and one forged act of each kind is found."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sample_matters import REGULATOR, Desk, matter_files, record_of, shows
from sample_office import (
    DOCUMENT,
    MODEL,
    NOON,
    OFFICE,
    acting,
    clock_of,
    copy_of,
    demo_country,
    enroll_office,
    read_case,
)
from sample_served import served_entries
from sample_trees import verify_ed25519

from goodstanding.bootstrap.intake import shipped_competences
from goodstanding.bootstrap.law import load_law
from goodstanding.ledger.entries import OPERATOR, Entry, Kind, Relation
from goodstanding.ledger.writing import NewEntry
from goodstanding.proceedings.authorities import Role
from goodstanding.proceedings.digests import procedure_digest
from goodstanding.proceedings.matter_entries import MATTER_KINDS, matter_kind, print_matter
from goodstanding.proceedings.matters import MatterAct, MatterStep
from goodstanding.publication.screening_facts import next_change, subject_row
from goodstanding.services.appending import append_batch
from goodstanding.services.due import due_days
from goodstanding.services.law_checks import LawReplay
from goodstanding.services.reading import as_of, find_view

LAW = load_law()
HAULAGE, CASE = "xv-reg:C7763417893", "SR-2026-0101"
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def country(tmp_path_factory):
    ports = demo_country(tmp_path_factory.mktemp("demo"))
    enroll_office(ports)
    return ports


def played(country, name: str, until: date) -> Desk:
    case = read_case(next(path for path in matter_files() if path.stem == name))
    desk = Desk(copy_of(country), replace(case, lines=tuple(one for one in case.lines if one.day <= until)))
    desk.play()
    return desk


def test_an_act_on_a_record_reads_the_acts_on_no_other(country, monkeypatch):
    def never(reader, size):
        raise AssertionError("every act on every record was folded")

    monkeypatch.setattr("goodstanding.services.recordings.recordings", never)
    played(country, "preview", date.max)


def entries(ports) -> list[Entry]:
    return [one for seq in range(ports.store.head().size) if (one := ports.store.entry(seq))]


def published(ports, day: date) -> list[Entry]:
    return served_entries(ports, LAW, day)


def breaches(log: list[Entry]) -> list[str]:
    replay = LawReplay(LAW.catalogue, verify_ed25519, shipped_competences())
    replay.begin("register.example.org")
    found = [one for entry in log for one in replay(entry)]
    return [str(one) for one in [*found, *replay.end()]]


def forge(desk: Desk, step: MatterStep, officer: str, links, subject: str = "") -> list[str]:
    """What the replay says when an officer signs an act that no service lets through."""
    signer = acting(desk.ports, officer)
    new = NewEntry(
        kind=matter_kind(step.act), groups=print_matter(step), actor=officer, sign=signer.sign, subject=subject,
        links=links,
    )  # fmt: skip
    with desk.ports.store.writing() as writer:
        append_batch(desk.ports, writer, [new], actor=officer, sign=signer.sign)
    return breaches(entries(desk.ports))


def step(act: MatterAct, role: Role, authority: str, on: date, **more: object) -> MatterStep:
    return MatterStep(act=act, role=role, authority=authority, on=on, law=procedure_digest(MODEL), **more)


@pytest.mark.parametrize("name", ["preview", "protected_function", "merge"])
def test_what_the_services_let_through_is_lawful_on_every_day_that_it_is_published(country, name):
    case = read_case(next(path for path in matter_files() if path.stem == name))
    for day in sorted({line.day for line in case.lines}):
        desk = played(country, name, day)
        assert [one for one in breaches(entries(desk.ports)) if "values are served" not in one] == []
        assert breaches(published(desk.ports, day)) == []


def test_nothing_of_a_record_that_waits_is_served_and_all_of_one_that_shows(country):
    desk = played(country, "preview", date(2026, 10, 20))
    number = record_of(desk.ports, HAULAGE, CASE)
    ours = [one.seq for one in entries(desk.ports) if one.envelope.kind in MATTER_KINDS]
    for day, is_shown in ((date(2026, 10, 20), False), (date(2026, 10, 21), True)):
        clock_of(desk.ports).at = datetime.combine(day, NOON)
        served = {one.seq for one in published(desk.ports, day) if one.values}
        assert (number in served, set(ours) <= served) == (is_shown, is_shown)
        assert shows(desk.ports, HAULAGE, CASE, day) == is_shown


def test_a_preview_that_has_not_ended_is_not_told_of_a_coming_day(country):
    desk = played(country, "preview", date(2026, 10, 5))
    at = as_of(desk.ports, desk.ports.store, date(2026, 10, 5), None)
    view = find_view(desk.ports, desk.ports.store, HAULAGE, at)
    assert view is not None
    assert not any(record.may_show_on(date(2030, 1, 1)) for record in view.records if record.hold)


def test_a_record_is_found_that_shows_without_its_two_people(country):
    desk = played(country, "preview", date(2026, 10, 1))
    ports = desk.ports
    entered = ports.store.entry(record_of(ports, HAULAGE, CASE))
    # Everything that the register holds, served: a record that was returned to its recorder is among it.
    assert [one for one in breaches(entries(ports)) if "before verification" in one] != []
    assert breaches(published(ports, date(2026, 10, 1))) == []
    new = NewEntry(
        kind=Kind.RECORD_ENTERED, groups=dict(entered.values), subject=entered.envelope.subject,
        source=entered.envelope.source, key="ab" * 32, print=entered.envelope.print,
    )  # fmt: skip
    with ports.store.writing() as writer:
        append_batch(ports, writer, [new])
    assert any("without verification and preview" in one for one in breaches(entries(ports)))


@pytest.mark.parametrize(
    ("until", "act", "role", "authority", "officer", "more", "message"),
    [
        (1, MatterAct.VERIFIED, Role.VERIFIER, REGULATOR, "verifier-1", {}, "does not stand where"),
        (2, MatterAct.RETURNED, Role.VERIFIER, REGULATOR, "verifier-1", {}, "a document belongs"),
        (2, MatterAct.RETURNED, Role.VERIFIER, REGULATOR, "recorder-1", {"document": DOCUMENT}, "no mandate"),
        (2, MatterAct.PREVIEWED, Role.REGISTER_KEEPER, OFFICE, "keeper-1",
         {"document": DOCUMENT, "due_on": date(2026, 10, 5), "calendar": "none"}, "its day is not the one"),
        (5, MatterAct.WAIVED, Role.REPRESENTATIVE, "", "recorder-1", {}, "in another role"),
    ],
)  # fmt: skip
def test_a_forged_act_on_a_record_is_found(country, until, act, role, authority, officer, more, message):
    desk = played(country, "preview", date(2026, 10, until))
    number = record_of(desk.ports, HAULAGE, CASE)
    subject = desk.ports.store.entry(number).envelope.subject
    party = 0
    if role is Role.REPRESENTATIVE:
        at = as_of(desk.ports, desk.ports.store, None, None)
        party = int(find_view(desk.ports, desk.ports.store, HAULAGE, at).id[2:])
        more = {"party": party}
    forged = step(act, role, authority, clock_of(desk.ports).at.date(), **more)
    found = forge(desk, forged, officer, ((Relation.RECORD, number),), subject)
    assert any(message in one for one in found), found


def test_a_claim_decided_by_whoever_recorded_is_found(country):
    desk = played(country, "protected_function", date(2026, 10, 9))
    claim = next(one for one in entries(desk.ports) if one.envelope.kind is Kind.CLAIM_MADE)
    links = (*claim.envelope.links, (Relation.CLAIM, claim.seq))
    for act, officer, role, authority in (
        (MatterAct.DISMISSED, "verifier-1", Role.VERIFIER, REGULATOR),
        (MatterAct.DISMISSED, "decider-1", Role.DECIDING_OFFICER, OFFICE),
    ):
        forged = step(act, role, authority, date(2026, 10, 9), document=DOCUMENT)
        found = forge(desk, forged, officer, links, claim.envelope.subject)
        assert any("no mandate in force" in one for one in found), found


def test_whatever_is_served_of_an_upheld_claims_organization_is_found(country):
    desk = played(country, "protected_function", date(2026, 11, 20))
    assert breaches(published(desk.ports, date(2026, 11, 20))) == []
    assert any("claim was upheld" in one for one in breaches(entries(desk.ports)))
    before = as_of(desk.ports, desk.ports.store, date(2026, 10, 1), None)
    assert not LAW.is_public(find_view(desk.ports, desk.ports.store, HAULAGE, before), before)


def test_a_reference_moved_past_the_matter_is_found(country):
    desk = played(country, "merge", date(2026, 10, 6))
    ports = desk.ports
    proposal = next(one for one in entries(ports) if one.envelope.kind is Kind.IDENTITY_PROPOSED)
    at = as_of(ports, ports.store, None, None)
    target = int(find_view(ports, ports.store, HAULAGE, at).id[2:])
    source = find_view(ports, ports.store, "xv-reg:C7611570989", at)
    opening = ports.store.entry(int(source.id[2:]))

    def moved(officer: str, links):
        signer = None if officer == OPERATOR else acting(ports, officer).sign
        own = source.organization.reference
        copied = copy_of(ports)
        new = NewEntry(
            kind=Kind.IDENTITY_SET, groups={"reference": {"scheme": own.scheme, "code": own.code}}, actor=officer,
            sign=signer, subject=opening.envelope.subject, links=((Relation.ORGANIZATION, target), *links),
        )  # fmt: skip
        with copied.store.writing() as writer:
            append_batch(copied, writer, [new])
        return breaches(entries(copied))

    assert any("without a proceeding" in one for one in moved(OPERATOR, ()))
    assert any("was not approved" in one for one in moved("keeper-1", ((Relation.IDENTITY, proposal.seq),)))
    forged = step(MatterAct.APPROVED, Role.DECIDING_OFFICER, OFFICE, date(2026, 10, 6), document=DOCUMENT)
    found = forge(desk, forged, "decider-1", ((Relation.IDENTITY, proposal.seq),))
    assert any("window to reply is not over" in one for one in found)


def test_a_row_of_the_screening_list_is_made_again_on_the_day_on_which_a_preview_ends(country):
    desk = played(country, "preview", date(2026, 10, 5))
    at = as_of(desk.ports, desk.ports.store, date(2026, 10, 5), None)
    view = find_view(desk.ports, desk.ports.store, HAULAGE, at)
    assert view is not None
    row = subject_row(view, LAW.catalogue, {}, at.effective)
    assert row is not None
    assert record_of(desk.ports, HAULAGE, CASE) not in {fact.number for fact in row.facts}
    assert next_change(view, LAW.catalogue, at.effective) == date(2026, 10, 21)


@pytest.mark.parametrize(
    ("name", "day", "due", "by"),
    [
        ("preview", date(2026, 10, 5), [("record", "preview", date(2026, 10, 20))], ("lawyer-1", "keeper-1")),
        (
            "protected_function",
            date(2026, 10, 9),
            [("claim", "appeal-decision", date(2026, 12, 7)), ("record", "preview", date(2026, 10, 16))],
            ("lawyer-1", "judge-1"),
        ),
        (
            "merge",
            date(2026, 10, 2),
            [("identity", "reply", date(2026, 11, 2)), ("identity", "reply", date(2026, 11, 2))],
            ("lawyer-1", "lawyer-2", "decider-1"),
        ),
    ],
)
def test_what_is_due_is_told_to_whoever_takes_part(country, name, day, due, by):
    desk = played(country, name, day)
    for officer in by:
        found = due_days(desk.ports, desk.ports.store, officer, day, day + 90 * DAY)
        assert sorted((one.of.partition("-")[0], one.clock.value, one.due_on) for one in found) == due
    assert due_days(desk.ports, desk.ports.store, "registrar-1", day, day + 90 * DAY) == []
    assert name == "merge" or due_days(desk.ports, desk.ports.store, "lawyer-2", day, day + 90 * DAY) == []
