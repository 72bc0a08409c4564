"""S27: what is published of a listed organization's file is lawful, and one forged act of each kind is found."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sample_moves import moves
from sample_office import (
    DOCUMENT,
    ENROLLED,
    MODEL,
    NOON,
    OFFICE,
    ROLES,
    TRIBUNAL,
    Office,
    acting,
    authorities,
    case_files,
    clock_of,
    copy_of,
    demo_country,
    enroll_office,
    read_case,
)
from sample_proceeding import Hand
from sample_served import served_entries
from sample_trees import verify_ed25519

from goodstanding.adapters.formats.procedures import load_sample
from goodstanding.bootstrap.intake import shipped_competences
from goodstanding.bootstrap.law import load_law
from goodstanding.bootstrap.proceedings import calendar_of, proceeding_law
from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.payloads import print_stages
from goodstanding.ledger.writing import NewEntry
from goodstanding.proceedings import acts, conditions
from goodstanding.proceedings.act_names import ACT_NAMES
from goodstanding.proceedings.acts import Channel, Outcome, Paper
from goodstanding.proceedings.authorities import Mandate, Role
from goodstanding.proceedings.calendars import Calendar
from goodstanding.proceedings.consequences import ConsequenceCode
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.digests import canonical_text, procedure_digest
from goodstanding.proceedings.entries import print_step
from goodstanding.proceedings.files import Step
from goodstanding.proceedings.plain_forms import to_json
from goodstanding.proceedings.procedure import Procedure
from goodstanding.proceedings.waiting import running_clocks
from goodstanding.register.records import Reason, Stage, Status
from goodstanding.services.absence import listed_views
from goodstanding.services.appending import append_batch
from goodstanding.services.law_checks import LawReplay
from goodstanding.services.ports import Ports
from goodstanding.services.procedures import approve_procedure, enroll_procedure
from goodstanding.services.proceedings import read_file, take_step
from goodstanding.services.reading import as_of
from goodstanding.values.errors import ActRefusedError
from goodstanding.values.identifiers import Identifier

LISTED_ON = date(2026, 12, 29)
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Ports:
    ports = demo_country(tmp_path_factory.mktemp("demo"))
    enroll_office(ports)
    return ports


def town_hall(country: Ports, until: date) -> Office:
    """The town hall's case, played up to and with a day."""
    return played(country, "town_hall", until)


def played(country: Ports, name: str, until: date) -> Office:
    """A case, played up to and with a day."""
    case = read_case(next(path for path in case_files() if path.stem == name))
    lines = tuple(line for line in case.lines if line.day <= until)
    office = Office(copy_of(country), replace(case, lines=lines))
    office.play()
    return office


def published(ports: Ports, day: date) -> list[Entry]:
    """The entries with what may be served of them on a day."""
    return served_entries(ports, load_law(), day)


def everything(ports: Ports) -> list[Entry]:
    return [entry for seq in range(ports.store.head().size) if (entry := ports.store.entry(seq)) is not None]


def breaches(entries: list[Entry], calendars: Callable[[Procedure], Calendar] | None = calendar_of) -> list[str]:
    replay = LawReplay(load_law().catalogue, verify_ed25519, shipped_competences(), calendar_of=calendars)
    replay.begin("register.example.org")
    return [*(str(one) for entry in entries for one in replay(entry)), *map(str, replay.end())]


def is_of_file(entry: Entry) -> bool:
    return entry.envelope.kind in (Kind.PROCEEDING_OPENED, Kind.PROCEEDING_ACT)


def test_what_is_published_of_a_listed_file_is_lawful(country):
    office = town_hall(country, LISTED_ON)
    entries = published(office.ports, LISTED_ON)
    acts_shown = [entry for entry in entries if is_of_file(entry) and entry.values]
    assert len(acts_shown) == len(read_file(office.ports, office.ports.store, office.number, len(entries)).steps)
    assert breaches(entries) == []
    assert breaches(everything(office.ports)) == []


def test_whoever_is_listed_is_refused_a_proof_of_absence(country):
    office = town_hall(country, LISTED_ON)
    with office.ports.store.reading() as reader:
        at = as_of(office.ports, reader, LISTED_ON, None)
        (view,) = listed_views(office.ports, reader, at)
        assert [str(one) for one in view.references] == ["xv-reg:P3129988435"]
        before = as_of(office.ports, reader, LISTED_ON - DAY, None)
        assert list(listed_views(office.ports, reader, before)) == []


@pytest.mark.parametrize("path", case_files(), ids=lambda path: path.stem)
def test_every_case_is_lawful_from_its_entries_alone(country, path):
    office = Office(copy_of(country), read_case(path))
    office.play()
    assert breaches(everything(office.ports)) == []


def test_of_a_file_that_is_not_listed_nothing_is_served(country):
    """Before it is final, and from the day on which it is lifted (S30)."""
    given = {role for _, role, _ in ROLES.values()}
    for until, day in ((LISTED_ON, LISTED_ON - DAY), (date(2027, 3, 2), date(2027, 3, 2))):
        office = town_hall(country, until)
        entries = published(office.ports, day)
        assert [entry for entry in entries if is_of_file(entry) and entry.values] == []
        mandates = [entry for entry in entries if entry.envelope.kind is Kind.MANDATE_GIVEN and entry.values]
        assert {entry.values["mandate"]["role"] for entry in mandates} == given


# Forgeries: bytes and signatures fit, the machine was gone around ----------------------------------------------


def forge(office: Office, act: acts.Act, officer: str, role: Role, day: date, **more: object) -> None:
    """Write an act as whoever holds the database and the keys can."""
    clock_of(office.ports).at = datetime.combine(day, NOON)
    step = Step(seq=-1, act=act, actor=officer, role=role, authority=OFFICE, on=day, **more)
    signer = acting(office.ports, officer)
    new = NewEntry(
        kind=Kind.PROCEEDING_ACT,
        groups=print_step(step),
        actor=officer,
        sign=signer.sign,
        subject=subject_of(office, office.number),
        links=((Relation.PROCEEDING, office.number),),
    )
    with office.ports.store.writing() as writer:
        append_batch(office.ports, writer, [new], actor=officer, sign=signer.sign)


def subject_of(office: Office, number: int) -> str:
    return office.ports.keyring.digest("proceeding", f"p-{number}")


def last_verdict(office: Office) -> acts.Verdict:
    file = read_file(office.ports, office.ports.store, office.number, office.ports.store.head().size)
    return file.last_of(acts.Proposed)[1].verdict


CASE, DECIDER, SECOND = (
    ("case-1", Role.CASE_OFFICER),
    ("decider-1", Role.DECIDING_OFFICER),
    ("second-1", Role.SECOND_SIGNATORY),
)


def proposed_early(office):
    forge(office, acts.HearingHeld(minutes=DOCUMENT), *DECIDER, date(2026, 11, 3))
    forge(office, acts.Proposed(verdict=VERDICT), *CASE, date(2026, 11, 3))


def decided_alone(office):
    forge(office, acts.Decided(verdict=last_verdict(office)), "case-1", Role.DECIDING_OFFICER, date(2026, 11, 20))


def decided_without_reasons(office):
    verdict = last_verdict(office)
    forge(office, acts.Decided(verdict=replace(verdict, reasons=verdict.reasons[1:])), *DECIDER, date(2026, 11, 20))


def decided_for_too_long(office):
    verdict = replace(last_verdict(office), until=date(2031, 1, 1))
    forge(office, acts.Decided(verdict=verdict), *DECIDER, date(2026, 11, 20))


def decided_with_another_consequence(office):
    verdict = replace(last_verdict(office), consequences=(ConsequenceCode.TENDER_EXCLUSION,))
    forge(office, acts.Decided(verdict=verdict), *DECIDER, date(2026, 11, 20))


def decided_without_an_end(office):
    forge(office, acts.Decided(verdict=replace(last_verdict(office), until=None)), *DECIDER, date(2026, 11, 20))


def decided_by_the_tribunal(office):
    forge(office, acts.Decided(verdict=last_verdict(office)), "judge-1", Role.DECIDING_OFFICER, date(2026, 11, 20))


def decided_on_a_date_missed(office):
    forge(office, acts.Decided(verdict=last_verdict(office)), *DECIDER, date(2027, 3, 1))


def dated_back(office):
    forge(office, acts.Decided(verdict=last_verdict(office)), *DECIDER, date(2026, 11, 20))
    clock_of(office.ports).at = datetime.combine(date(2027, 6, 1), NOON)
    forge_on = date(2026, 11, 20)
    step = Step(
        seq=-1, act=acts.Recused(), actor="guard-1", role=Role.SAFEGUARDS_OFFICER, authority=OFFICE, on=forge_on
    )
    signer = acting(office.ports, "guard-1")
    new = NewEntry(kind=Kind.PROCEEDING_ACT, groups=print_step(step), actor="guard-1", sign=signer.sign,
                   subject=subject_of(office, office.number),
                   links=((Relation.PROCEEDING, office.number),))  # fmt: skip
    with office.ports.store.writing() as writer:
        append_batch(office.ports, writer, [new], actor="guard-1", sign=signer.sign)


def received_what_was_never_sent(office):
    act = acts.Received(
        paper=Paper.DECISION, party=office.party(None), received_on=date(2026, 11, 20), receipt=DOCUMENT
    )
    forge(office, act, *CASE, date(2026, 11, 20))


def served_without_approval(office):
    act = acts.Sent(paper=Paper.DECISION, party=office.party(None), channel=Channel.BY_HAND)
    forge(office, act, *CASE, date(2026, 11, 20))


def approved_nothing(office):
    forge(office, acts.DecisionApproved(decision=1), *SECOND, date(2026, 11, 20))


def opened_again_on_the_same_facts(office):
    opening = office.ports.store.entry(office.number)
    signer = acting(office.ports, "case-1")
    clock_of(office.ports).at = datetime.combine(date(2026, 10, 5), NOON)
    new = NewEntry(kind=Kind.PROCEEDING_OPENED, groups=opening.values, actor="case-1", sign=signer.sign,
                   subject=subject_of(office, office.ports.store.head().size))  # fmt: skip
    with office.ports.store.writing() as writer:
        append_batch(office.ports, writer, [new], actor="case-1", sign=signer.sign)


def opened_again_by_other_digests(office):
    """The same record, said to come from another case."""
    opening = office.ports.store.entry(office.number)
    act = {**opening.values["act"], "facts": ["f" * 64]}
    signer = acting(office.ports, "case-1")
    clock_of(office.ports).at = datetime.combine(date(2026, 10, 5), NOON)
    new = NewEntry(kind=Kind.PROCEEDING_OPENED, groups={**opening.values, "act": act}, actor="case-1",
                   sign=signer.sign, subject=subject_of(office, office.ports.store.head().size))  # fmt: skip
    with office.ports.store.writing() as writer:
        append_batch(office.ports, writer, [new], actor="case-1", sign=signer.sign)


def annulled(office: Office, day: date, number: int | None = None) -> None:
    """The record that the file rests on, or another one, is annulled by a court."""
    staged(office, day, Status.ANNULLED, Reason.COURT_RULING, number)


def staged(office: Office, day: date, status: Status, reason: Reason, number: int | None = None) -> None:
    """The record takes another stage."""
    opening = office.ports.store.entry(office.number)
    record = office.ports.store.entry(opening.values["act"]["records"][0] if number is None else number)
    clock_of(office.ports).at = datetime.combine(day, NOON)
    stage = Stage(status=status, effective_on=day, reason=reason, decided_on=day)
    new = NewEntry(
        kind=Kind.STAGE_ADDED,
        groups={"stages": print_stages((stage,))},
        subject=record.envelope.subject,
        links=((Relation.RECORD, record.seq),),
        source=record.envelope.source,
    )
    with office.ports.store.writing() as writer:
        append_batch(office.ports, writer, [new])


def on_list(
    office: Office, *identifiers: Identifier, day: date = LISTED_ON + DAY, committed_on: date | None = None
) -> list[str]:
    replay = LawReplay(load_law().catalogue, verify_ed25519, shipped_competences())
    replay.begin("register.example.org")
    for entry in everything(office.ports):
        replay(entry)
    return [one.message for one in replay.listed(identifiers, day, committed_on or day)]


def test_whose_ground_was_annulled_is_on_no_list(country):
    """Kept on it is a finding; taken off is none, though the file is still served."""
    office, hall = town_hall(country, LISTED_ON), Identifier("xv-reg", "P3129988435")
    assert on_list(office, hall) == []
    assert any("are not on the list" in one for one in on_list(office))
    annulled(office, LISTED_ON + DAY)
    assert any("no published file" in one for one in on_list(office, hall))
    assert on_list(office) == []


def test_what_its_authority_decides_anew_brings_nobody_back_onto_the_list(country):
    """Nobody was heard on it here. A court's ruling is the end of the same case, and brings back what it restores."""
    office, hall = town_hall(country, LISTED_ON), Identifier("xv-reg", "P3129988435")
    annulled(office, LISTED_ON + DAY)
    staged(office, LISTED_ON + DAY, Status.FINAL, Reason.DECISION)
    assert any("no published file" in one for one in on_list(office, hall))
    assert on_list(office) == []
    staged(office, LISTED_ON + DAY, Status.FINAL, Reason.COURT_RULING)
    assert on_list(office, hall) == []


def test_an_affiliate_of_whom_the_decision_was_annulled_is_on_no_list(country):
    """A court annulled what names it, and nothing of the respondent's: the other stays, and both are lawful."""
    listed_on, day = date(2027, 2, 20), date(2027, 3, 1)
    office = played(country, "property_developer", listed_on)
    respondent, affiliate = Identifier("xv-reg", "C7538265567"), Identifier("xv-reg", "C7543501627")
    assert on_list(office, respondent, affiliate, day=day) == []
    assert any("are not on the list" in one for one in on_list(office, respondent, day=day))
    naming = [
        entry.seq for entry in everything(office.ports)
        if entry.envelope.kind is Kind.RECORD_ENTERED and entry.values["case"]["number"] == "SR-2026-0001"
        and entry.values["party"]["role"] == "controlled-affiliate"
    ]  # fmt: skip
    annulled(office, day, naming[0])
    assert on_list(office, respondent, day=day) == []
    assert any("no published file" in one for one in on_list(office, respondent, affiliate, day=day))
    assert on_list(office, respondent, affiliate, day=day - DAY) == []
    with office.ports.store.reading() as reader:
        for on, count in ((day - DAY, 2), (day, 1)):
            assert len(list(listed_views(office.ports, reader, as_of(office.ports, reader, on, None)))) == count
    assert not any("law-proceeding" in one for one in breaches(published(office.ports, day)))


def test_an_act_on_an_annulled_ground_is_found(country):
    office = town_hall(country, WAITING)
    annulled(office, WAITING)
    before = breaches(everything(office.ports))
    forge(office, acts.Decided(verdict=last_verdict(office)), *DECIDER, WAITING)
    found = set(breaches(everything(office.ports))) - set(before)
    assert any("ground-fallen" in one for one in found)


def test_a_decision_on_a_record_that_was_corrected_is_found(country):
    """As it reads by then it is no serious decision, and grounds nothing."""
    office = town_hall(country, WAITING)
    record = office.ports.store.entry(office.ports.store.entry(office.number).values["act"]["records"][0])
    milder = {**record.values["decision"], "minor": 1_250}
    clock_of(office.ports).at = datetime.combine(WAITING, NOON)
    new = NewEntry(kind=Kind.RECORD_CORRECTED, groups={"decision": milder}, subject=record.envelope.subject,
                   links=((Relation.RECORD, record.seq),), source=record.envelope.source)  # fmt: skip
    with office.ports.store.writing() as writer:
        append_batch(office.ports, writer, [new])
    before = breaches(everything(office.ports))
    forge(office, acts.Decided(verdict=last_verdict(office)), *DECIDER, WAITING)
    found = set(breaches(everything(office.ports))) - set(before)
    assert any("as it reads now it can ground no listing" in one for one in found)


def test_a_file_on_two_cases_is_lawful_and_is_opened_once(country):
    """The second record is the first's own, under another number, as its authority would enter it."""
    case = read_case(next(path for path in case_files() if path.stem == "town_hall"))
    lines = tuple(line for line in case.lines if line.day <= date(2026, 10, 5))
    office = Office(copy_of(country), replace(case, records=("AC-2025-0002", "AC-2025-0902"), lines=lines))
    again(office, "AC-2025-0002", "AC-2025-0902")
    before = breaches(everything(office.ports))
    office.play()
    assert len(set(office.ports.store.entry(office.number).values["act"]["facts"])) == 2
    assert breaches(everything(office.ports)) == before
    with pytest.raises(AssertionError, match="no second one"):
        office.play()


def again(office: Office, number: str, other: str) -> None:
    """A record entered once more from another case."""
    found = next(one for one in everything(office.ports) if one.envelope.kind is Kind.RECORD_ENTERED
                 and one.values["case"]["number"] == number)  # fmt: skip
    values = {**found.values, "case": {**found.values["case"], "number": other}}
    new = NewEntry(kind=Kind.RECORD_ENTERED, groups=values, subject=found.envelope.subject,
                   source=found.envelope.source, key="f" * 32, print="f" * 32)  # fmt: skip
    with office.ports.store.writing() as writer:
        append_batch(office.ports, writer, [new])


VERDICT = acts.Verdict(
    outcome=Outcome.LISTING,
    until=date(2027, 12, 1),
    consequences=(ConsequenceCode.RATING_CAPPED,),
    conditions=(),
    reasons=tuple((factor, "See the file.") for factor in sorted(MODEL.deciding.factors)),
)
WAITING, WINDOW = date(2026, 11, 20), date(2026, 11, 2)
FORGERIES = [
    (proposed_early, WINDOW),
    (decided_alone, WAITING),
    (decided_without_reasons, WAITING),
    (decided_for_too_long, WAITING),
    (decided_with_another_consequence, WAITING),
    (decided_without_an_end, WAITING),
    (decided_by_the_tribunal, WAITING),
    (decided_on_a_date_missed, WAITING),
    (dated_back, WAITING),
    (received_what_was_never_sent, WAITING),
    (served_without_approval, WAITING),
    (approved_nothing, WAITING),
    (opened_again_on_the_same_facts, date(2026, 10, 5)),
    (opened_again_by_other_digests, date(2026, 10, 5)),
]


@pytest.mark.parametrize(("forgery", "after"), FORGERIES, ids=[forgery.__name__ for forgery, _ in FORGERIES])
def test_a_forged_act_is_found(country, forgery, after):
    office = town_hall(country, after)
    if after == WAITING:  # a proposal waits for its decision
        assert last_verdict(office).outcome is Outcome.LISTING
    assert breaches(everything(office.ports)) == []
    forgery(office)
    found = breaches(everything(office.ports))
    assert found
    assert all("law-proceeding" in one for one in found)


# Rules give steps to fewer than could lawfully take them, or say nothing of it.


def adopted(country: Ports, steps: dict[str, frozenset[Role]] | None) -> Ports:
    """The country with a further edition of its rules in force, of these steps."""
    ports = copy_of(country)
    law = replace(MODEL, edition=MODEL.edition + 1, steps=steps)
    number, _ = enroll_procedure(ports, law, acting(ports, "author-1"))
    approve_procedure(ports, number, acting(ports, "approver-1"))
    return ports


@pytest.mark.parametrize(
    ("steps", "lawful"),
    [
        ({**MODEL.steps, "closed": frozenset({Role.DECIDING_OFFICER})}, [DECIDER]),
        ({name: roles for name, roles in MODEL.steps.items() if name != "closed"}, []),
        (dict(MODEL.steps), [CASE, DECIDER]),
        (None, [CASE, DECIDER]),
    ],
    ids=["narrowed", "left out", "as widely as is lawful", "not told"],
)
def test_an_act_is_judged_by_whom_the_rules_of_its_file_give_it_to(country, steps, lawful):
    rules = adopted(country, steps)
    for who in (CASE, DECIDER):
        office = town_hall(rules, WAITING)
        assert breaches(everything(office.ports)) == []
        forge(office, acts.Closed(because=acts.Because.SETTLED), *who, WAITING, stopped=stopped_by_a_closing(office))
        found = breaches(everything(office.ports))
        assert (found == []) == (who in lawful), found
        assert all("law-proceeding" in one for one in found)


def stopped_by_a_closing(office: Office) -> tuple[Clock, ...]:
    """The clocks that run in the file: a closing stops them all."""
    file = read_file(office.ports, office.ports.store, office.number, office.ports.store.head().size)
    return tuple(one.clock for one in running_clocks(file))


def test_the_machine_refuses_what_the_rules_of_a_file_give_to_another(country):
    office = town_hall(adopted(country, {**MODEL.steps, "closed": frozenset({Role.DECIDING_OFFICER})}), WAITING)
    closed = acts.Closed(because=acts.Because.SETTLED)
    with pytest.raises(ActRefusedError, match=r"Integrity Proceedings Act, art\. 4\)"):
        take_step(office.ports, proceeding_law(), office.number, closed, acting(office.ports, "case-1"))
    take_step(office.ports, proceeding_law(), office.number, closed, acting(office.ports, "decider-1"))
    assert breaches(everything(office.ports)) == []


# Conditions: who is let go on them comes back by notice, reply and decision alone.

ASSESSOR, LAWYER = ("assessor-1", Role.REHABILITATION_ASSESSOR), ("lawyer-1", Role.REPRESENTATIVE)
BREACH = acts.NoticePrepared(
    document=DOCUMENT, gravest=Outcome.LISTING, consequences=(ConsequenceCode.TENDER_EXCLUSION,), breach=(2,)
)
BACK = replace(VERDICT, until=date(2028, 10, 1), consequences=(ConsequenceCode.TENDER_EXCLUSION,))


def broken_before_its_day(office):
    forge(office, BREACH, *CASE, date(2027, 6, 30))


def broken_before_it_was_received(office):
    forge(office, replace(BREACH, breach=(1,)), *CASE, date(2027, 2, 15))


def broken_though_fulfilled(office):
    forge(office, replace(BREACH, breach=(1,)), *CASE, date(2027, 7, 5))


def broken_without_a_notice(office):
    forge(office, acts.Proposed(verdict=BACK), *CASE, date(2027, 7, 5))


def broken_without_a_second_signature(office):
    forge(office, BREACH, *CASE, date(2027, 7, 5))
    forge(office, acts.NoticeApproved(document=DOCUMENT), "case-1", Role.SECOND_SIGNATORY, date(2027, 7, 5))


def broken_before_the_reply(office):
    forge(office, acts.HearingHeld(minutes=DOCUMENT), *DECIDER, date(2027, 7, 21))
    forge(office, acts.Proposed(verdict=BACK), *CASE, date(2027, 7, 21))


def prolonged_for_a_breach(office):
    forge(office, acts.Decided(verdict=replace(BACK, until=date(2028, 10, 2))), *DECIDER, date(2027, 8, 11))


def fulfilled_by_itself(office):
    forge(office, conditions.ReportAnswered(fulfilled=(2,), reason="So be it."), *ASSESSOR, date(2027, 3, 20))


def reported_by_the_office(office):
    act = conditions.ConditionsReported(conditions=(2,), evidence=(DOCUMENT,))
    forge(office, act, "case-1", Role.REPRESENTATIVE, date(2027, 3, 20))


def reviewed_to_a_detriment(office):
    forge(office, conditions.ReviewOpened(cause=conditions.Cause.YEARLY, evidence=()), *ASSESSOR, date(2027, 3, 20))
    harder = conditions.Condition(text="Report number 3.", due_on=date(2027, 4, 1))
    act = acts.RehabilitationDecided(granted=True, reason="More.", conditions=(harder,))
    forge(office, act, *ASSESSOR, date(2027, 3, 20))


MONITORED, NOTICED, PROPOSED = date(2027, 3, 18), date(2027, 7, 20), date(2027, 8, 10)
FORGERIES_OF_A_BREACH = [
    (broken_before_its_day, MONITORED),
    (broken_though_fulfilled, MONITORED),
    (broken_without_a_notice, MONITORED),
    (broken_without_a_second_signature, MONITORED),
    (fulfilled_by_itself, MONITORED),
    (reported_by_the_office, MONITORED),
    (reviewed_to_a_detriment, MONITORED),
    (broken_before_the_reply, NOTICED),
    (prolonged_for_a_breach, PROPOSED),
]


@pytest.mark.parametrize(
    ("forgery", "after"), FORGERIES_OF_A_BREACH, ids=[forgery.__name__ for forgery, _ in FORGERIES_OF_A_BREACH]
)
def test_a_forged_breach_is_found(country, forgery, after):
    office = played(country, "conditions_broken", after)
    assert breaches(everything(office.ports)) == []
    forgery(office)
    found = breaches(everything(office.ports))
    assert found
    assert all("law-proceeding" in one for one in found)


def test_a_signature_under_an_answer_that_another_took_the_place_of_is_found(country):
    """A refusal was read and signed; the grant behind it nobody else has seen."""
    office = played(country, "conditions_broken", MONITORED)
    forge(office, acts.RehabilitationApplied(evidence=(DOCUMENT,)), *LAWYER, MONITORED)
    forge(office, acts.RehabilitationDecided(granted=False, reason="Half."), *ASSESSOR, MONITORED)
    seen = max(entry.seq for entry in everything(office.ports) if is_of_file(entry))
    forge(office, acts.RehabilitationDecided(granted=True, reason="Repaid."), *ASSESSOR, MONITORED)
    forge(office, acts.RehabilitationApproved(answer=seen), *SECOND, MONITORED)
    assert any("not the answer that waits" in one for one in breaches(everything(office.ports)))


def test_a_breach_of_what_nobody_had_received_is_found(country):
    office = played(country, "answer_served_late", date(2027, 1, 21))
    broken_before_it_was_received(office)
    assert any("does not bind yet" in one for one in breaches(everything(office.ports)))


JUDGE, BOTH_APPEALED = ("judge-1", Role.APPEAL_BODY), date(2026, 12, 9)


def decided_what_nobody_lodged(office):
    forge(office, acts.AppealDecided(appeal=0, ruling=acts.Ruling.UPHELD), *JUDGE, BOTH_APPEALED)


def admitted_what_nobody_lodged(office):
    forge(office, acts.AppealAdmitted(appeal=0, admitted=False), *JUDGE, BOTH_APPEALED)


def appealed_for_another(office):
    act = acts.AppealLodged(party=office.party("affiliate"), scope=MODEL.appealing.scope)
    forge(office, act, *LAWYER, BOTH_APPEALED)


def appealed_twice(office):
    act = acts.AppealLodged(party=office.party(None), scope=MODEL.appealing.scope)
    forge(office, act, *LAWYER, BOTH_APPEALED)


def annulled_for_the_respondent_alone(office):
    respondent = office.party(None)
    act = acts.AppealDecided(appeal=office.appeal(None), ruling=acts.Ruling.ANNULLED, only_for=respondent)
    forge(office, act, *JUDGE, BOTH_APPEALED)


@pytest.mark.parametrize(
    ("forgery", "words"),
    [
        (decided_what_nobody_lodged, "this appeal is not pending"),
        (admitted_what_nobody_lodged, "does not wait to be admitted"),
        (appealed_for_another, "no mandate in force"),
        (appealed_twice, "or it did"),
        (annulled_for_the_respondent_alone, "for an affiliate alone"),
    ],
)
def test_a_forged_appeal_is_found(country, forgery, words):
    office = played(country, "two_appeals", BOTH_APPEALED)
    forgery(office)
    assert any(words in one for one in breaches(everything(office.ports)))


def test_whom_a_decision_does_not_touch_any_more_is_on_no_list(country):
    office = played(country, "annulled_for_one", date(2026, 12, 20))
    respondent, affiliate = Identifier("xv-reg", "C7538265567"), Identifier("xv-reg", "C7543501627")
    assert on_list(office, respondent) == []
    assert any("no published file" in one for one in on_list(office, respondent, affiliate))
    restored, day = played(country, "annulled_for_one", date(2027, 1, 20)), date(2027, 1, 21)
    assert any("are not on the list" in one for one in on_list(restored, respondent, day=day))
    assert on_list(restored, respondent, day=day, committed_on=date(2027, 1, 19)) == []
    both = played(country, "two_appeals", date(2027, 2, 10))
    listed_on = date(2027, 2, 11)
    assert any("are not on the list" in one for one in on_list(both, respondent, day=listed_on))
    assert on_list(both, respondent, affiliate, day=listed_on) == []
    waiting = played(country, "two_appeals", date(2026, 12, 16))
    assert any("no published file" in one for one in on_list(waiting, respondent, affiliate, day=listed_on))


def test_of_whoever_is_let_go_on_conditions_nothing_is_served(country):
    """Nor while a breach is dealt with: only when the listing is back (S30)."""
    for day, shown in ((MONITORED, False), (NOTICED, False), (date(2027, 9, 14), True)):
        office = played(country, "conditions_broken", day)
        entries = published(office.ports, day)
        assert any(is_of_file(entry) and entry.values for entry in entries) is shown
        assert breaches(entries) == []


ANOTHER = "a day is another one than the rules and their calendar give"


def test_a_window_that_was_cut_short_is_found(country):
    """The act is lawful, the day that it recorded is not."""
    office = town_hall(country, date(2026, 10, 7))
    entries = everything(office.ports)
    sent = max(entry.seq for entry in entries if is_of_file(entry))
    for clock in (Clock.REPLY, Clock.DEEMED_PORTAL):
        cut = [_cut(entry, clock) if entry.seq == sent else entry for entry in entries]
        assert any(ANOTHER in one for one in breaches(cut))
        assert any("a window is shorter" in one for one in breaches(cut, None))
    gone = [_cut(entry, None) if entry.seq == sent else entry for entry in entries]
    assert any("other clocks" in one for one in breaches(gone))


@pytest.mark.parametrize(
    ("name", "day", "clock"),
    [
        ("town_hall", date(2026, 10, 7), Clock.DECISION),
        ("conditions_broken", date(2026, 11, 6), Clock.REVIEW),
        ("conditions_broken", date(2027, 3, 15), Clock.CONDITION_ANSWER),
        ("conditions_broken", date(2027, 1, 11), Clock.REHABILITATION_DECISION),
    ],
)
def test_a_date_of_the_office_that_was_put_off_is_found(country, name, day, clock):
    entries = everything(played(country, name, day).ports)
    found = max(
        entry.seq
        for entry in entries
        if is_of_file(entry) and any(one["clock"] == clock for one in entry.values["step"]["started"])
    )
    assert breaches(entries) == []
    later = [_cut(entry, clock, by=-90) if entry.seq == found else entry for entry in entries]
    assert any("later than the rules say" in one for one in breaches(later, None))
    # Whoever has the calendar counts it again, to the day.
    for by in (-1, 1):
        moved = [_cut(entry, clock, by=by) if entry.seq == found else entry for entry in entries]
        assert any(ANOTHER in one for one in breaches(moved))


@pytest.mark.parametrize("clock", [Clock.STANDSTILL, Clock.APPEAL])
def test_a_window_without_its_weekend_is_found_by_whoever_has_the_calendar(country, clock):
    """Thirty days end on a Sunday, and by the rules on the Monday behind it."""
    entries = everything(played(country, "exception", date(2026, 11, 6)).ports)
    received = max(entry.seq for entry in entries if is_of_file(entry))
    cut = [_cut(entry, clock) if entry.seq == received else entry for entry in entries]
    assert any(ANOTHER in one for one in breaches(cut))
    assert breaches(cut, None) == breaches(entries) == []


def test_an_edition_of_a_calendar_that_is_not_here_is_told_and_days_are_held_to_a_bare_count(country):
    entries = everything(played(country, "exception", date(2026, 10, 5)).ports)
    received = max(entry.seq for entry in entries if is_of_file(entry))
    around = {**entries[received].values["step"], "calendar": "holidays 9.9 XV"}
    other = replace(entries[received], values={**entries[received].values, "step": around})
    found = breaches([other if entry.seq == received else entry for entry in entries])
    (told,) = found
    assert "editions of calendars that are not here (1)" in told


def _cut(entry: Entry, clock: Clock | None, by: int = 1) -> Entry:
    """The entry with one clock some days shorter, or with none at all."""
    around = dict(entry.values["step"])
    kept = [] if clock is None else around["started"]
    around["started"] = [
        {**one, "due_on": (date.fromisoformat(one["due_on"]) - by * DAY).isoformat()} if one["clock"] == clock else one
        for one in kept
    ]
    return replace(entry, values={**entry.values, "step": around})


def enrolled(country: Ports, kind: Kind, groups: dict, officer: str, links: tuple = ()) -> list[str]:
    ports = copy_of(country)
    clock_of(ports).at = datetime.combine(ENROLLED, NOON)
    signer = acting(ports, officer)
    new = NewEntry(kind=kind, groups=groups, actor=officer, sign=signer.sign, links=links)
    with ports.store.writing() as writer:
        append_batch(ports, writer, [new], actor=officer, sign=signer.sign)
    return breaches(everything(ports))


def test_forged_foundations_are_found(country):
    weak = load_sample("uk_like")
    text = {"procedure": {"id": weak.id, "text": canonical_text(weak)}}
    assert any("undercut" in one for one in enrolled(country, Kind.PROCEDURE_ENROLLED, text, "author-1"))
    own = to_json(Mandate(officer="case-1", role=Role.SECOND_SIGNATORY, authority=OFFICE, from_on=ENROLLED))
    assert any("to itself" in one for one in enrolled(country, Kind.MANDATE_GIVEN, {"mandate": own}, "case-1"))
    number = next(entry.seq for entry in everything(country) if entry.envelope.kind is Kind.PROCEDURE_ENROLLED)
    approval = {"approval": {"digest": procedure_digest(MODEL)}}
    links = ((Relation.PROCEDURE, number),)
    assert any("second officer" in one
               for one in enrolled(country, Kind.PROCEDURE_APPROVED, approval, "author-1", links))  # fmt: skip


def test_a_tribunal_inside_the_hierarchy_is_found(country):
    office = town_hall(country, date(2026, 10, 5))
    entries = everything(office.ports)
    moved = to_json(next(one for one in authorities() if one.code == TRIBUNAL)) | {"parent": "xv-ministry-of-finance"}
    inside = [
        replace(entry, values={"authority": moved})
        if entry.envelope.kind is Kind.AUTHORITY_ENROLLED and entry.values["authority"]["code"] == TRIBUNAL
        else entry
        for entry in entries
    ]
    assert any("outside the hierarchy" in one for one in breaches(inside))


def test_a_decision_is_found_after_the_tribunal_was_put_inside_the_hierarchy(country):
    """S38: it was independent when the file was opened, and is not when the decision is signed."""
    office = town_hall(country, LISTED_ON)
    moved = to_json(next(one for one in authorities() if one.code == TRIBUNAL)) | {"parent": "xv-ministry-of-finance"}
    entries = everything(office.ports)
    steps = read_file(office.ports, office.ports.store, office.number, len(entries)).steps
    (before,) = [step.seq for step in steps if isinstance(step.act, acts.Decided)]
    enrolment = next(
        entry for entry in entries
        if entry.envelope.kind is Kind.AUTHORITY_ENROLLED and entry.values["authority"]["code"] == TRIBUNAL
    )  # fmt: skip
    again = replace(enrolment, values={"authority": moved})
    found = breaches([*entries[:before], again, *entries[before:]])
    assert sum("outside the hierarchy" in one for one in found) == 2, "the decision, and its second signature"


def test_an_unsigned_act_is_found(country):
    office = town_hall(country, date(2026, 10, 5))
    entries = everything(office.ports)
    unsigned = [
        replace(entry, envelope=replace(entry.envelope, signature="")) if entry.seq == office.number else entry
        for entry in entries
    ]
    assert any("law-unsigned" in one for one in breaches(unsigned))


def test_two_roles_under_one_key_are_found(country):
    office = town_hall(country, date(2026, 11, 20))
    entries = everything(office.ports)
    keys = {
        entry.values["officer"]["id"]: entry.values["officer"]["public_key"]
        for entry in entries
        if entry.envelope.kind is Kind.OFFICER_ENROLLED
    }
    shared = [
        replace(entry, values={"officer": {"id": "second-1", "public_key": keys["case-1"]}})
        if entry.envelope.kind is Kind.OFFICER_ENROLLED and entry.values["officer"]["id"] == "second-1"
        else entry
        for entry in entries
    ]
    assert any("held by one key" in one for one in breaches(shared))


def test_a_clock_names_its_law(country):
    office = town_hall(country, date(2026, 10, 7))
    entries = everything(office.ports)
    sent = max(entry.seq for entry in entries if is_of_file(entry))
    nameless = [
        replace(entry, values={**entry.values, "step": {**entry.values["step"], "calendar": ""}})
        if entry.seq == sent
        else entry
        for entry in entries
    ]
    assert any("does not name the rules" in one for one in breaches(nameless))


#: One act of every kind, by an officer who holds no mandate at all.
ACTS = {type(act): act for act in moves(Hand().open().on(LISTED_ON))}


def test_every_kind_of_act_has_its_forgery():
    assert {*ACTS, acts.Opened} == set(ACT_NAMES.values())


@pytest.fixture(scope="module")
def listed_hall(country) -> Office:
    return town_hall(country, LISTED_ON)


@pytest.mark.parametrize("name", sorted(ACT_NAMES))
def test_an_act_of_any_kind_without_a_mandate_is_found(listed_hall, name):
    office = replace(listed_hall, ports=copy_of(listed_hall.ports))
    act = ACTS.get(ACT_NAMES[name]) or acts_of(office)[0]
    forge(office, act, "registrar-1", Role.DECIDING_OFFICER, LISTED_ON)
    found = breaches(everything(office.ports))
    assert found
    assert all("law-proceeding" in one for one in found)


def acts_of(office: Office) -> list[acts.Act]:
    file = read_file(office.ports, office.ports.store, office.number, office.ports.store.head().size)
    return [step.act for step in file.steps]
