"""A record under a listing that is corrected, by two officers, so that it grounds nothing: the listing has fallen."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sample_law import LAW, Hidden, breaches, corrected, everything, put
from sample_office import (
    DOCUMENT,
    ENROLLED,
    NOON,
    PASSPHRASE,
    Office,
    acting,
    case_files,
    clock_of,
    copy_of,
    demo_country,
    enroll_office,
    read_case,
)
from sample_served import served_entries
from sample_trees import verify_ed25519

from goodstanding.bootstrap.intake import shipped_competences
from goodstanding.bootstrap.proceedings import proceeding_law
from goodstanding.ledger.book import open_record
from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.writing import NewEntry
from goodstanding.proceedings import acts
from goodstanding.proceedings.authorities import EnrolledAuthority, Function, Mandate, Role
from goodstanding.proceedings.consequences import ConsequenceCode
from goodstanding.proceedings.correcting import Asked, CorrectionAct
from goodstanding.proceedings.entries import print_step
from goodstanding.proceedings.files import Step
from goodstanding.proceedings.stages import GroundState
from goodstanding.register.catalogue import Measure
from goodstanding.register.records import Finality, Reading
from goodstanding.services.appointing import enroll_authorities, give_mandate
from goodstanding.services.corrections import act_on_correction, request_correction
from goodstanding.services.ground_facts import admits, ground_state, naming_records
from goodstanding.services.law_checks import LawReplay
from goodstanding.services.list_changes import Change, list_changes, replay
from goodstanding.services.listings import listed
from goodstanding.services.officers import add_officer
from goodstanding.services.procedures import approved_procedures
from goodstanding.services.proceedings import admission, ground_of, read_file, take_step
from goodstanding.services.provisional import measures_for
from goodstanding.services.reading import as_of, find_view
from goodstanding.services.screening_listings import listed_rows
from goodstanding.values.errors import ActRefusedError
from goodstanding.values.withheld import Withheld

DAY = timedelta(days=1)
RULES = proceeding_law()
#: The property developer and its affiliate are listed from the first of these days; corrected on the second.
LISTED_ON, CORRECTED_ON = date(2027, 2, 20), date(2027, 3, 1)
REGULATOR = "xv-securities-regulator"
BUYER = EnrolledAuthority(
    code="xv-roads-agency", name="Roads Agency", parent="", functions=frozenset({Function.CONTRACTING})
)
MILDER = {"decision": {"minor": 483_000}}
OTHER_CATEGORY = {
    "decision": {"category": "disclosure-missing", "statute": "xv-securities-act", "measures": ["finding"]}
}


class Desk(Office):
    """An office on whose grounds corrections are granted, by two officers of whoever recorded."""

    @property
    def file(self):
        return read_file(self.ports, self.ports.store, self.number, self.ports.store.head().size)

    def correct(self, day: date, record: int | None = None, *, approve: bool = True, **changes) -> None:
        """A request, the list that was put right, and the two signatures of the authority that recorded."""
        clock_of(self.ports).at = datetime.combine(day, NOON)
        found = self.file.opened.records[0] if record is None else record
        of, lawyer = (self.case.respondent, "lawyer-1") if record is None else (self.case.affiliate, "lawyer-2")
        number, _ = request_correction(self.ports, RULES, of, found, "xv-model", DOCUMENT, acting(self.ports, lawyer))
        fix = corrected(self.ports, found, day, **changes)
        for act, officer, more in (
            (CorrectionAct.ACKNOWLEDGED, "keeper-1", {}),
            (CorrectionAct.FORWARDED, "keeper-1", {}),
            (CorrectionAct.GRANTED, "clerk-1", {"corrected_by": fix}),
            (CorrectionAct.APPROVED, "clerk-2", {}),
        )[: None if approve else 3]:
            act_on_correction(self.ports, RULES, number, Asked(act=act, **more), acting(self.ports, officer))

    def listed(self, day: date) -> set[str]:
        at = as_of(self.ports, self.ports.store, day, None)
        return {one.view.id for one in listed(self.ports, self.ports.store, at)}

    def changes(self, day: date):
        at = as_of(self.ports, self.ports.store, day, None)
        return list(list_changes(self.ports, self.ports.store, at, date(2026, 1, 1)))

    def on_list(self, entries, day: date) -> list[list[str]]:
        """What the auditor of these entries says of a list of the day with the respondent on it and of an empty one."""
        replayed = LawReplay(LAW.catalogue, verify_ed25519, shipped_competences())
        replayed.begin("register.example.org")
        for entry in entries:
            replayed(entry)
        view = find_view(
            self.ports, self.ports.store, self.case.respondent, as_of(self.ports, self.ports.store, day, None)
        )
        return [[one.message for one in replayed.listed(names, day, day)] for names in (view.references, ())]


@pytest.fixture(scope="module")
def country(tmp_path_factory):
    ports = demo_country(tmp_path_factory.mktemp("demo"))
    enroll_office(ports)
    registrar = acting(ports, "registrar-1")
    enroll_authorities(ports, [BUYER], registrar)
    for officer, role, authority in (
        ("clerk-1", Role.DECIDING_OFFICER, REGULATOR),
        ("clerk-2", Role.SECOND_SIGNATORY, REGULATOR),
        ("screener-1", Role.SCREENER, BUYER.code),
    ):
        add_officer(ports, officer, PASSPHRASE)
        give_mandate(ports, Mandate(officer=officer, role=role, authority=authority, from_on=ENROLLED), registrar)
    return ports


def played(country, name: str, until: date) -> Desk:
    case = read_case(next(path for path in case_files() if path.stem == name))
    desk = Desk(copy_of(country), replace(case, lines=tuple(line for line in case.lines if line.day <= until)))
    desk.play()
    clock_of(desk.ports).at = datetime.combine(until, NOON)
    return desk


@pytest.fixture(scope="module")
def developer(country):
    return played(country, "property_developer", LISTED_ON)


@pytest.fixture
def desk(developer):
    found = Desk.__new__(Desk)
    found.__dict__.update(developer.__dict__, ports=copy_of(developer.ports))
    return found


def seen(desk: Desk, day: date, *, is_listed: bool) -> None:
    """Every surface says the same of the day, as known now."""
    ports, at = desk.ports, as_of(desk.ports, desk.ports.store, day, None)
    found = desk.listed(day)
    assert bool(found) is is_listed
    assert {organization for organization, _, _ in replay(desk.changes(day), day)} == found
    with ports.store.reading() as reader:
        assert set(listed_rows(ports, LAW, at, reader)) == found
    (state,) = {ground_of(ports, ports.store, desk.file, day, at)}
    assert state is (GroundState.STANDS if is_listed else GroundState.FALLEN)
    assert bool(served_entries(ports, LAW, day)[desk.number].values) is is_listed


@pytest.mark.parametrize(
    ("changes", "falls"),
    [
        (MILDER, True),
        (
            {"decision": {"category": "disclosure-missing", "statute": "xv-securities-act", "measures": ["finding"]}},
            True,
        ),
        ({"party": {"role": "controlled-affiliate"}}, True),
        ({"decision": {"minor": 4_830_000_000_001}}, False),
        ({"case": {"number": "SR-2026-0001-A"}}, False),
        ({"decision": {"conduct_to": "2023-11-30"}}, False),
    ],
    ids=["amount", "category", "role", "as grave", "number", "conduct"],
)
def test_a_correction_that_leaves_no_ground_ends_the_listing_on_its_day_on_every_surface(desk, changes, falls):
    desk.correct(CORRECTED_ON, **changes)
    seen(desk, CORRECTED_ON - DAY, is_listed=True)
    seen(desk, CORRECTED_ON, is_listed=not falls)
    told = {(one.on, one.change, one.was_wrong) for one in desk.changes(CORRECTED_ON + DAY)}
    assert told == {(LISTED_ON, Change.LISTED, False), *([(CORRECTED_ON, Change.GROUND_FALLEN, True)] if falls else [])}
    assert breaches(everything(desk.ports)) == []
    assert breaches(served_entries(desk.ports, LAW, CORRECTED_ON)) == []


def test_what_was_known_before_the_correction_is_answered_as_it_was(desk):
    size = desk.ports.store.head().size
    desk.correct(CORRECTED_ON, **MILDER)
    at = as_of(desk.ports, desk.ports.store, CORRECTED_ON, str(size))
    assert len(list(listed(desk.ports, desk.ports.store, at))) == 2


@pytest.mark.parametrize("how", ["nobody asked", "one officer"])
def test_without_two_officers_nothing_falls(desk, how):
    if how == "one officer":
        desk.correct(CORRECTED_ON, approve=False, **MILDER)
    else:
        corrected(desk.ports, desk.file.opened.records[0], CORRECTED_ON, **MILDER)
    seen(desk, CORRECTED_ON, is_listed=True)


def test_a_correction_back_lists_nobody_again_and_neither_does_an_erasure(desk):
    desk.correct(CORRECTED_ON, **MILDER)
    desk.correct(CORRECTED_ON + 30 * DAY, decision={})
    for day in (CORRECTED_ON, CORRECTED_ON + 30 * DAY, CORRECTED_ON + 90 * DAY):
        seen(desk, day, is_listed=False)
    seen(desk, CORRECTED_ON - DAY, is_listed=True)
    view = find_view(
        desk.ports, desk.ports.store, desk.case.respondent, as_of(desk.ports, desk.ports.store, None, None)
    )
    (record,) = (one for one in view.records if one.entry in desk.file.opened.records)
    hidden = tuple(replace(one, decision=Withheld(1)) for one in record.readings)
    erased = replace(view, records=(replace(record, readings=hidden),))
    admitting = admission(desk.ports, desk.ports.store, desk.file, desk.ports.store.head().size)
    states = [ground_state(erased, [record.entry], day, admitting) for day in (CORRECTED_ON - DAY, CORRECTED_ON)]
    assert states == [GroundState.STANDS, GroundState.FALLEN]


def test_the_auditor_finds_who_stays_listed_and_condemns_nobody_of_whom_it_is_not_shown(desk):
    unlisted, missing = "no published file", "are not on the list"
    with_file, without = desk.on_list(everything(desk.ports), CORRECTED_ON)
    assert not any(unlisted in one for one in with_file)
    assert any(missing in one for one in without)
    desk.correct(CORRECTED_ON, **MILDER)
    entries = everything(desk.ports)
    before, after = (desk.on_list(entries, day) for day in (CORRECTED_ON - DAY, CORRECTED_ON))
    assert not any(unlisted in one for one in before[0])
    assert any(missing in one for one in before[1])
    assert any(unlisted in one for one in after[0])
    assert not any(missing in one for one in after[1])
    kinds = {Kind.CORRECTION_CLOSED: "correction", Kind.RECORD_CORRECTED: "decision"}
    for kind, group in kinds.items():
        hidden = Hidden(numbers=[one.seq for one in entries if one.envelope.kind is kind], groups=[group])
        assert not any(unlisted in one for one in desk.on_list(hidden.of(entries), CORRECTED_ON)[0])


def test_nothing_more_is_done_in_a_file_whose_ground_was_corrected_and_a_forged_act_is_found(desk):
    excepted = acts.ExceptionGranted(
        party=desk.party(None), code=ConsequenceCode.TENDER_EXCLUSION, public_money="XV-1", reason="No other."
    )
    desk.correct(CORRECTED_ON, **MILDER)
    with pytest.raises(ActRefusedError, match="ground-fallen"):
        take_step(desk.ports, RULES, desk.number, excepted, acting(desk.ports, "decider-1"))
    step = Step(seq=-1, act=excepted, actor="decider-1", role=Role.DECIDING_OFFICER, authority="xv-integrity-office",
                on=CORRECTED_ON)  # fmt: skip
    subject = desk.ports.store.entry(desk.number).envelope.subject
    new = NewEntry(kind=Kind.PROCEEDING_ACT, groups=print_step(step), subject=subject,
                   links=((Relation.PROCEEDING, desk.number),))  # fmt: skip
    put(desk.ports, new, CORRECTED_ON, "decider-1")
    assert any("ground-fallen" in one for one in breaches(everything(desk.ports)))


def test_an_affiliate_that_the_decision_names_no_more_by_an_approved_correction_is_off_alone(desk):
    at = as_of(desk.ports, desk.ports.store, LISTED_ON, None)
    respondent, affiliate = listed(desk.ports, desk.ports.store, at)
    (naming,) = naming_records(affiliate.view.records, affiliate.rests_on)
    desk.correct(CORRECTED_ON, naming.entry, party={"role": "subject"})
    assert desk.listed(CORRECTED_ON - DAY) == {respondent.view.id, affiliate.view.id}
    assert desk.listed(CORRECTED_ON) == {respondent.view.id}
    assert {one for one, _, _ in replay(desk.changes(CORRECTED_ON), CORRECTED_ON)} == {respondent.view.id}
    assert desk.changes(CORRECTED_ON)[-1].change is Change.GROUND_FALLEN
    desk.correct(CORRECTED_ON + DAY, naming.entry, party={})
    assert desk.listed(CORRECTED_ON + DAY) == {respondent.view.id}
    assert breaches(everything(desk.ports)) == []
    assert breaches(served_entries(desk.ports, LAW, CORRECTED_ON)) == []


def test_a_provisional_measure_ends_with_its_ground(country):
    ordered_on = date(2026, 10, 6)
    desk = played(country, "provisional", ordered_on)
    assert measures_for(desk.ports, desk.ports.store, "screener-1") != []
    desk.correct(ordered_on, **MILDER)
    assert measures_for(desk.ports, desk.ports.store, "screener-1") == []


# What is admitted, by the rules and the catalogue alone ---------------------------------------------------------


def reads(
    desk: Desk, *, judged: bool = False, opened: str = "", entry: int = 10**9, law=LAW.catalogue, **changes
) -> bool | None:
    """Whether a file as this one, opened for a category, admits its record, read so."""
    file, store = desk.file, desk.ports.store
    procedure = approved_procedures(store, store.head().size)[file.opened.law]
    first, *behind = file.steps
    act = replace(first.act, judged=judged, category=opened or first.act.category)
    file = replace(file, steps=(replace(first, act=act), *behind))
    record = open_record(store.entry(file.opened.records[0]))
    decision = replace(record.decision, **changes)
    reading = Reading(entry=entry, on=CORRECTED_ON, party=record.party, decision=decision)
    return admits(file, procedure, law, reading)


def test_a_file_for_the_longer_term_admits_final_judgments_alone(desk):
    bribery = {"opened": "bribery", "category": "bribery", "measures": (Measure.CONFISCATION,)}
    assert reads(desk, **bribery, finality=Finality.WAIVED)
    assert reads(desk, **bribery, judged=True, finality=Finality.JUDGMENT)
    assert reads(desk, **bribery, judged=True, finality=Finality.WAIVED) is False


def test_what_is_outside_the_catalogue_is_no_ground_and_what_was_approved_before_the_opening_was_judged_by_it(desk):
    assert reads(desk)
    assert reads(desk, category="no-such") is False
    own = LAW.catalogue.category(desk.file.opened.category)
    law = replace(LAW.catalogue, categories={**LAW.catalogue.categories, own.code: replace(own, ground=False)})
    assert reads(desk, law=law) is False
    assert reads(desk, measures=(Measure.LISTED_ELSEWHERE,)) is False
    assert reads(desk, category="no-such", entry=desk.number - 1) is True
