"""What becomes of a ground behind the opening, by a claim or a correction: both sides of what an auditor says of it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sample_law import LAW, Hidden, breaches, corrected, everything, played, put
from sample_lawful_log import DEVELOPER, LAKESIDE, Log, prepare
from sample_matters import HAULAGE, REGULATOR, Desk, record_of
from sample_office import DOCUMENT, NOON, PASSPHRASE, acting, clock_of, copy_of, demo_country, enroll_office, read_case
from sample_proceeding import AFFILIATE, RESPONDENT
from sample_served import served_entries
from sample_trees import verify_ed25519

from goodstanding.bootstrap.intake import shipped_competences
from goodstanding.bootstrap.proceedings import proceeding_law
from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.payloads import print_stages
from goodstanding.ledger.writing import NewEntry
from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Ruling
from goodstanding.proceedings.authorities import EnrolledAuthority, Function, Mandate, Role
from goodstanding.proceedings.consequences import ConsequenceCode
from goodstanding.proceedings.correcting import Asked, CorrectionAct
from goodstanding.proceedings.entries import print_step, read_step
from goodstanding.proceedings.files import Step
from goodstanding.proceedings.matters import AskedStep, MatterAct
from goodstanding.register.records import Reason, Stage, Status
from goodstanding.services.appointing import enroll_authorities, give_mandate
from goodstanding.services.claims import decide_claim, make_claim
from goodstanding.services.corrections import act_on_correction, request_correction
from goodstanding.services.ground_facts import opening_number
from goodstanding.services.law_checks import LawReplay
from goodstanding.services.list_changes import list_changes, replay
from goodstanding.services.officers import add_officer
from goodstanding.services.proceedings import take_step
from goodstanding.services.reading import as_of
from goodstanding.values.errors import ActRefusedError
from goodstanding.values.identifiers import Identifier

DAY = timedelta(days=1)
LISTED_ON = date(2026, 12, 29)
TOWN_HALL = Identifier("xv-reg", "P3129988435")
RULES = proceeding_law()


@pytest.fixture(scope="module")
def country(tmp_path_factory):
    ports = demo_country(tmp_path_factory.mktemp("demo"))
    enroll_office(ports)
    # Who decides a claim is independent of whoever recorded, and of nobody unknown.
    treasury = EnrolledAuthority(
        code="xv-treasury", name="xv-treasury", parent="", functions=frozenset({Function.RECORDING})
    )
    enroll_authorities(ports, [treasury], acting(ports, "registrar-1"))
    return ports


def on(ports, day: date) -> None:
    clock_of(ports).at = datetime.combine(day, NOON)


# Claims of protected function -----------------------------------------------------------------------------------


def claimed(ports, day: date, act: MatterAct | None) -> None:
    """The town hall's claim, and what the tribunal finds on it."""
    on(ports, day)
    number, _ = make_claim(ports, RULES, str(TOWN_HALL), "xv-model", DOCUMENT, acting(ports, "lawyer-1"))
    if act is not None:
        decide_claim(ports, RULES, number, AskedStep(act=act, document=DOCUMENT), acting(ports, "judge-1"))


def on_list(ports, *identifiers: Identifier) -> list[str]:
    replay = LawReplay(LAW.catalogue, verify_ed25519, shipped_competences())
    replay.begin("register.example.org")
    for entry in everything(ports):
        replay(entry)
    return [one.message for one in replay.listed(identifiers, LISTED_ON + DAY, LISTED_ON + DAY)]


@pytest.mark.parametrize(
    ("act", "falls"), [(None, False), (MatterAct.DISMISSED, False), (MatterAct.UPHELD, True)], ids=str
)
def test_whose_claim_was_upheld_is_on_no_list_and_nothing_more_is_done_in_the_file(country, act, falls):
    office = played(country, "town_hall", LISTED_ON)
    claimed(office.ports, LISTED_ON, act)
    assert any("no published file" in one for one in on_list(office.ports, TOWN_HALL)) is falls
    assert any("are not on the list" in one for one in on_list(office.ports)) is not falls
    before = breaches(everything(office.ports))
    excepted = acts.ExceptionGranted(
        party=office.party(None), code=ConsequenceCode.FUNDING_EXCLUSION, public_money="XV-1", reason="No other."
    )
    if not falls:
        take_step(office.ports, RULES, office.number, excepted, acting(office.ports, "decider-1"))
        assert breaches(everything(office.ports)) == before == []
        return
    with pytest.raises(ActRefusedError):
        take_step(office.ports, RULES, office.number, excepted, acting(office.ports, "decider-1"))
    step = Step(seq=-1, act=excepted, actor="decider-1", role=Role.DECIDING_OFFICER, authority="xv-integrity-office",
                on=LISTED_ON)  # fmt: skip
    last = everything(office.ports)[office.number].envelope
    new = NewEntry(kind=Kind.PROCEEDING_ACT, groups=print_step(step), subject=last.subject,
                   links=((Relation.PROCEEDING, office.number),))  # fmt: skip
    put(office.ports, new, LISTED_ON, "decider-1")
    found = set(breaches(everything(office.ports))) - set(before)
    assert any("ground-fallen" in one for one in found)


def test_a_file_on_a_record_that_a_claim_holds_back_is_found(country):
    """It came in behind the claim: nothing shows of it before the claim is decided."""
    opened_on = date(2026, 10, 5)
    office = played(country, "town_hall", opened_on)
    opening = read_step(office.ports.store.entry(office.number))
    entered = office.ports.store.entry(opening.act.records[0])
    for is_claimed in (False, True):
        ports = copy_of(country)
        given = Mandate(officer="lawyer-1", role=Role.REPRESENTATIVE, authority="", from_on=opened_on,
                        organization=opening.act.respondent)  # fmt: skip
        on(ports, opened_on)
        give_mandate(ports, given, acting(ports, "registrar-1"))
        if is_claimed:
            claimed(ports, opened_on, None)
        case = {"authority": "xv-audit-court", "number": "AC-2025-0902"}
        again = NewEntry(kind=Kind.RECORD_ENTERED, groups={**entered.values, "case": case},
                         subject=entered.envelope.subject, source=entered.envelope.source, key="f" * 32,
                         print="f" * 32)  # fmt: skip
        record = put(ports, again, opened_on)
        act = replace(opening.act, records=(record,), facts=("f" * 64,))
        step = replace(opening, act=act, seq=-1)
        subject = ports.keyring.digest("proceeding", f"p-{ports.store.head().size}")
        put(ports, NewEntry(kind=Kind.PROCEEDING_OPENED, groups=print_step(step), subject=subject), opened_on, "case-1")
        assert any("is not displayed" in one for one in breaches(everything(ports))) is is_claimed


# Records that waited --------------------------------------------------------------------------------------------

SHOWN = """A record waits, shows, grounds a listing and is corrected

respondent: xv-reg:C7763417893
records: SR-2026-0101

2026-10-01  operator brings in SR-2026-0101
2026-10-01  recorder submits SR-2026-0101
2026-10-01  verifier verifies SR-2026-0101
2026-10-01  register keeper previews SR-2026-0101
2026-10-21  => SR-2026-0101 shows
"""
LISTED = """
2026-10-21  case officer opens a file for false-accounts
2026-10-21  case officer releases the whole file
2026-10-21  case officer prepares a notice of listing with tender-exclusion
2026-10-21  second signatory approves
2026-10-21  case officer serves the notice by hand
2026-10-21  case officer holds a receipt of the notice of 2026-10-21
2026-12-01  case officer proposes listing until 2027-12-01 with tender-exclusion
2026-12-01  deciding officer decides listing until 2027-12-01 with tender-exclusion
2026-12-01  second signatory approves
2026-12-01  case officer serves the decision by hand
2026-12-01  case officer holds a receipt of the decision of 2026-12-01
2027-01-20  => listed
2027-01-20  operator corrects SR-2026-0101 to an amount of 41000000.00
2027-01-20  => SR-2026-0101 does not show
2027-01-20  => listed
"""


def desk(country, tmp_path, text: str) -> Desk:
    path = tmp_path / "case.txt"
    path.write_text(text, "utf-8")
    found = Desk(copy_of(country), read_case(path))
    found.play()
    return found


def test_a_ground_that_is_corrected_while_it_lists_is_served_and_lawful(country, tmp_path):
    """Its new values wait again; the listing rests on it all the same, and it shows as long as the listing."""
    found = desk(country, tmp_path, SHOWN + LISTED)
    day = date(2027, 1, 20)
    record = record_of(found.ports, HAULAGE, "SR-2026-0101")
    entries = served_entries(found.ports, LAW, day)
    assert entries[record].values
    assert breaches(entries) == []
    assert breaches(everything(found.ports)) == []


def test_a_file_on_a_record_that_was_corrected_on_request_is_lawful(country, tmp_path):
    """Two officers stand under the correction: it shows again from the day of the second signature."""
    found = desk(country, tmp_path, SHOWN)
    ports, day = found.ports, date(2026, 10, 22)
    on(ports, day)
    for officer, role in (("desk-1", Role.DECIDING_OFFICER), ("desk-2", Role.SECOND_SIGNATORY)):
        add_officer(ports, officer, PASSPHRASE)
        given = Mandate(officer=officer, role=role, authority=REGULATOR, from_on=day)
        give_mandate(ports, given, acting(ports, "registrar-1"))
    own = found.party(None)
    given = Mandate(officer="lawyer-1", role=Role.REPRESENTATIVE, authority="", from_on=day, organization=own)
    give_mandate(ports, given, acting(ports, "registrar-1"))
    record = record_of(ports, HAULAGE, "SR-2026-0101")
    number, _ = request_correction(ports, RULES, HAULAGE, record, "xv-model", DOCUMENT, acting(ports, "lawyer-1"))
    corrected(ports, record, day, decision={"minor": 4_100_000_000}, case={"number": "SR-2026-0101-A"})
    fix = ports.store.head().size - 2
    for act, officer, more in (
        (CorrectionAct.ACKNOWLEDGED, "keeper-1", {}),
        (CorrectionAct.FORWARDED, "keeper-1", {}),
        (CorrectionAct.GRANTED, "desk-1", {"corrected_by": fix}),
        (CorrectionAct.APPROVED, "desk-2", {}),
    ):
        act_on_correction(ports, RULES, number, Asked(act=act, **more), acting(ports, officer))
    assert breaches(served_entries(ports, LAW, day)) == []
    found.case = replace(found.case, records=("SR-2026-0101-A",))
    found._open("case-1", "false-accounts", judged=False, affiliate=False)
    assert breaches(everything(ports)) == []


# Affiliates -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def prepared(country):
    return prepare(copy_of(country))


def listed_developer(prepared) -> tuple[Log, int]:
    """A developer that is listed with its affiliate."""
    log = Log.begun(prepared, affiliate=True)
    while not log.listed():
        log.go_on()
    assert len(log.listed()) == 2
    return log, log.parties[AFFILIATE]


def test_an_affiliate_for_which_alone_the_listing_fell_condemns_nobody(prepared):
    """What its representative did stays in the file: the mandate for it is served with it."""
    log, affiliate = listed_developer(prepared)
    log.do(acts.RehabilitationApplied(evidence=(DOCUMENT,)), "affiliate-lawyer")
    log.do(acts.CourtRuled(ruling=Ruling.ANNULLED, only_for=AFFILIATE))
    assert [opening_number(one) for one in log.listed()] == [log.parties[RESPONDENT]]
    assert any(isinstance(step.act, acts.RehabilitationApplied) for step in log.case.steps)
    assert list(log.breaches()) == []
    assert affiliate in log.case.parties


@pytest.mark.parametrize("act", [None, MatterAct.DISMISSED, MatterAct.UPHELD], ids=str)
def test_an_affiliate_whose_claim_was_upheld_is_on_no_list(prepared, act):
    """It is no subject: it shows nowhere, whoever else is listed."""
    log, affiliate = listed_developer(prepared)
    number, _ = make_claim(log.ports, RULES, LAKESIDE, "xv-model", DOCUMENT, log.acting("lawyer-2"))
    if act is not None:
        decide_claim(log.ports, RULES, number, AskedStep(act=act, document=DOCUMENT), log.acting("judge-1"))
    is_gone = act is MatterAct.UPHELD
    listed = {opening_number(one) for one in log.listed()}
    assert listed == {log.parties[RESPONDENT], *(() if is_gone else (affiliate,))}
    store = log.ports.store
    changes = list_changes(log.ports, store, as_of(log.ports, store, log.day, None), date(2026, 1, 1))
    assert (f"o-{affiliate}" in {one for one, _, _ in replay(changes, log.day)}) is not is_gone
    shown = served_entries(log.ports, LAW, log.day)
    assert bool(shown[affiliate].values) is not is_gone
    assert list(log.breaches()) == []
    on_both = [Identifier.parse(one) for one in (DEVELOPER, LAKESIDE)]
    law = LawReplay(LAW.catalogue, verify_ed25519, shipped_competences())
    law.begin("register.example.org")
    for entry in everything(log.ports):
        law(entry)
    assert any("no published file" in one.message for one in law.listed(on_both, log.day, log.day)) is is_gone


def test_nobody_is_a_party_by_a_record_that_does_not_show(country):
    """An affiliate is named by a record that stands and shows, as a respondent is."""
    day = date(2026, 10, 5)
    opened = played(country, "property_developer", day)
    step = read_step(opened.ports.store.entry(opened.number))
    ports = played(country, "property_developer", day - DAY).ports
    named = next(
        one
        for one in everything(ports)
        if one.envelope.kind is Kind.RECORD_ENTERED and one.values["party"]["role"] == "controlled-affiliate"
        and one.values["case"]["number"] == "SR-2026-0001"
    )  # fmt: skip
    for is_annulled in (False, True):
        if is_annulled:
            stage = Stage(status=Status.ANNULLED, effective_on=day, decided_on=day, reason=Reason.COURT_RULING)
            groups = {"stages": print_stages((stage,)), "evidence": named.values["evidence"]}
            clear = named.envelope
            new = NewEntry(kind=Kind.STAGE_ADDED, groups=groups, subject=clear.subject, source=clear.source,
                           key=clear.key, print=clear.print, links=((Relation.RECORD, named.seq),))  # fmt: skip
            put(ports, new, day)
        forged = copy_of(ports)
        subject = ports.keyring.digest("proceeding", f"p-{ports.store.head().size}")
        opening = NewEntry(kind=Kind.PROCEEDING_OPENED, groups=print_step(step), subject=subject)
        put(forged, opening, day, "case-1")
        found = breaches(everything(forged))
        assert any("only if the recorded decision names it" in one for one in found) is is_annulled, found
        # Hidden, it may have been another one.
        shown = Hidden(numbers={named.seq}).of(everything(forged))
        assert not any("only if" in one for one in breaches(shown)) or is_annulled
