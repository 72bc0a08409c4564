"""What becomes of a ground behind the opening, by a claim or a correction: both sides of what an auditor says of it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sample_law import LAW, breaches, corrected, everything, played, put
from sample_matters import HAULAGE, REGULATOR, Desk, record_of
from sample_office import DOCUMENT, NOON, PASSPHRASE, acting, clock_of, copy_of, demo_country, enroll_office, read_case
from sample_served import served_entries
from sample_trees import verify_ed25519

from goodstanding.bootstrap.intake import shipped_competences
from goodstanding.bootstrap.proceedings import proceeding_law
from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.writing import NewEntry
from goodstanding.proceedings import acts
from goodstanding.proceedings.authorities import EnrolledAuthority, Function, Mandate, Role
from goodstanding.proceedings.consequences import ConsequenceCode
from goodstanding.proceedings.correcting import Asked, CorrectionAct
from goodstanding.proceedings.entries import print_step, read_step
from goodstanding.proceedings.files import Step
from goodstanding.proceedings.matters import AskedStep, MatterAct
from goodstanding.services.appointing import enroll_authorities, give_mandate
from goodstanding.services.claims import decide_claim, make_claim
from goodstanding.services.corrections import act_on_correction, request_correction
from goodstanding.services.law_checks import LawReplay
from goodstanding.services.officers import add_officer
from goodstanding.services.proceedings import take_step
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
    for officer, role in (("clerk-1", Role.DECIDING_OFFICER), ("clerk-2", Role.SECOND_SIGNATORY)):
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
        (CorrectionAct.GRANTED, "clerk-1", {"corrected_by": fix}),
        (CorrectionAct.APPROVED, "clerk-2", {}),
    ):
        act_on_correction(ports, RULES, number, Asked(act=act, **more), acting(ports, officer))
    assert breaches(served_entries(ports, LAW, day)) == []
    found.case = replace(found.case, records=("SR-2026-0101-A",))
    found._open("case-1", "false-accounts", judged=False, affiliate=False)
    assert breaches(everything(ports)) == []
