"""An opening is judged by its records as they were shown when it was made; what is not shown condemns nobody."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sample_law import LAW, Hidden, breaches, corrected, everything, played, put
from sample_office import OFFICE, demo_country, enroll_office
from sample_served import served_entries

from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.payloads import print_stages
from goodstanding.ledger.writing import NewEntry
from goodstanding.proceedings import acts
from goodstanding.proceedings.authorities import Role
from goodstanding.proceedings.entries import print_step, read_step
from goodstanding.proceedings.files import Step
from goodstanding.register.records import Reason, Stage, Status
from goodstanding.services.ports import Ports

DAY = timedelta(days=1)
OPENED_ON, LISTED_ON = date(2026, 10, 5), date(2026, 12, 29)
#: The days on which the two cases are listed.
LISTED = {"town_hall": LISTED_ON, "property_developer": date(2027, 2, 20)}
PARTS = ("party", "case", "decision", "stages")


@pytest.fixture(scope="module")
def country(tmp_path_factory):
    ports = demo_country(tmp_path_factory.mktemp("demo"))
    enroll_office(ports)
    return ports


@pytest.fixture(params=sorted(LISTED))
def office(country, request):
    return played(country, request.param, LISTED[request.param])


def opening(office) -> acts.Opened:
    step = read_step(office.ports.store.entry(office.number))
    assert isinstance(step.act, acts.Opened)
    return step.act


def forged(office, ports: Ports | None = None, **changes: object) -> list[str]:
    """What the rules find when the case's own file is opened by hand, with changes, on its day."""
    ports = ports or office.ports
    act = replace(opening(office), **changes)
    step = Step(seq=-1, act=act, actor="case-1", role=Role.CASE_OFFICER, authority=OFFICE, on=OPENED_ON)
    subject = ports.keyring.digest("proceeding", f"p-{ports.store.head().size}")
    put(ports, NewEntry(kind=Kind.PROCEEDING_OPENED, groups=print_step(step), subject=subject), OPENED_ON, "case-1")
    return breaches(everything(ports))


def before_opening(country, name: str):
    """The same case, with nothing opened yet; and what its opening says."""
    office = played(country, name, OPENED_ON)
    empty = played(country, name, OPENED_ON - DAY)
    return office, empty.ports


# What is lawful -------------------------------------------------------------------------------------------------


def test_a_part_that_is_corrected_behind_the_opening_condemns_nobody(office):
    """What it was then is not served any more."""
    record, day = opening(office).records[0], LISTED[name_of(office)]
    corrected(office.ports, record, day, decision={"public_money": "T-1"})
    corrected(office.ports, record, day, case={"number": "AC-2099-1"}, party={"name": "By another name"})
    entries = served_entries(office.ports, LAW, day)
    shown = next(one for one in entries if one.seq == record)
    assert set(shown.values) == {"stages"}
    assert [one for one in entries if one.envelope.kind is Kind.PROCEEDING_ACT and one.values]
    assert breaches(entries) == []


@pytest.mark.parametrize("parts", [*((part,) for part in PARTS), PARTS, ()], ids=" ".join)
def test_a_part_that_is_hidden_condemns_nobody(office, parts):
    """Of the respondent's record, then of the affiliate's too."""
    own = set(opening(office).records)
    others = {one.seq for one in everything(office.ports) if one.envelope.kind is Kind.RECORD_ENTERED}
    entries = served_entries(office.ports, LAW, LISTED[name_of(office)])
    assert breaches(entries) == []
    for numbers in (own, others):
        found = breaches(Hidden(numbers=numbers, groups=parts).of(entries))
        # What shows no decision can still name an authority whose records wait: that is another rule's word.
        assert [one for one in found if "law-proceeding" in one] == []


def test_what_was_corrected_before_the_opening_is_what_it_is_judged_by(country):
    office, ports = before_opening(country, "town_hall")
    record = opening(office).records[0]
    corrected(ports, record, OPENED_ON - DAY, decision={"conduct_to": "2024-07-15"})
    assert forged(office, ports, conduct_to=date(2024, 7, 15)) == []
    ports = before_opening(country, "town_hall")[1]
    corrected(ports, record, OPENED_ON - DAY, decision={"conduct_to": "2024-07-15"})
    assert any("other days than its records" in one for one in forged(office, ports))


def test_an_exclusion_on_the_same_facts_is_told_by_the_opening(country):
    """Whoever leaves it out could list for longer."""
    office = played(country, "property_developer", OPENED_ON)
    record = office.ports.store.entry(opening(office).records[0])
    excluded = {"category": "collusion", "measures": ["fine", "exclusion"]}
    decided = date.fromisoformat(record.values["decision"]["decided_on"])
    for told, is_found in ((None, True), (decided + DAY, True), (decided, False)):
        ports = before_opening(country, "property_developer")[1]
        corrected(ports, record.seq, OPENED_ON - DAY, decision=excluded)
        found = forged(office, ports, category="collusion", excluded_from=told)
        assert any("first day of an exclusion" in one for one in found) is is_found
        assert is_found or not [one for one in found if "law-proceeding" in one]


def test_an_organization_that_was_erased_is_touched_by_what_was_decided(country):
    """What kind it is, which its consequences hang on, is not shown any more."""
    office = played(country, "town_hall", LISTED_ON)
    entries = Hidden(numbers={opening(office).respondent}).of(everything(office.ports))
    assert breaches(entries) == []


# What is forged -------------------------------------------------------------------------------------------------


def name_of(office) -> str:
    return "property_developer" if office.case.affiliate else "town_hall"


def others_of(ports: Ports, record: int) -> list[Entry]:
    found = [one for one in everything(ports) if one.envelope.kind is Kind.RECORD_ENTERED]
    return [one for one in found if one.seq != record]


FORGED = {
    "no record at all": ({"records": ()}, "rests on no record"),
    "what is no record": ({"records": (0,)}, "rests on no record"),
    "a record that comes later": ({"records": (99_999,)}, "rests on no record"),
    "another category": ({"category": "false-accounts"}, "category and severity"),
    "a category that is none": ({"category": "speech"}, "category and severity"),
    "judged as it was not": ({"judged": True}, "final judgment"),
    "other facts": ({"facts": ("a" * 64, "b" * 64)}, "does not name the cases"),
    "no facts": ({"facts": ()}, "does not name the cases"),
    "another recorder": ({"recorded_by": ("xv-tax-office",)}, "does not name the cases"),
    "one recorder too many": ({"recorded_by": ("xv-audit-court", "xv-tax-office")}, "does not name the cases"),
    "another end of the conduct": ({"conduct_to": date(2025, 1, 1)}, "other days than its records"),
    "another day of finality": ({"final_on": date(2026, 1, 1)}, "other days than its records"),
    "an exclusion that nobody ordered": ({"excluded_from": date(2024, 1, 1)}, "first day of an exclusion"),
    "other rules by name": ({"procedure": "xv-other"}, "other rules"),
    "an affiliate that nobody named": ({"affiliates": (2,)}, "only if the recorded decision names it"),
    "itself as its affiliate": ({"affiliates": (-1,)}, "only if the recorded decision names it"),
}


@pytest.mark.parametrize("case", FORGED)
def test_a_forged_opening_is_found(country, case):
    office, ports = before_opening(country, "town_hall")
    changes, message = FORGED[case]
    assert forged(office, ports) == []
    ports = before_opening(country, "town_hall")[1]
    found = forged(office, ports, **changes)
    assert any(message in one for one in found), found
    assert all("law-proceeding" in one for one in found)


@pytest.mark.parametrize("case", ["no record at all", "what is no record", "a category that is none", "no facts",
                                  "one recorder too many", "an affiliate that nobody named"])  # fmt: skip
def test_hiding_the_record_hides_no_forgery_that_needs_none(country, case):
    office, ports = before_opening(country, "town_hall")
    forged(office, ports, **FORGED[case][0])
    hidden = Hidden(numbers=opening(office).records).of(everything(ports))
    assert any("law-proceeding" in one for one in breaches(hidden))


def test_a_record_of_somebody_else_is_found_whatever_is_shown_of_it(country):
    office, ports = before_opening(country, "town_hall")
    other = others_of(ports, opening(office).records[0])[0]
    forged(office, ports, records=(other.seq,))
    for numbers in ((), (other.seq,)):
        found = breaches(Hidden(numbers=numbers).of(everything(ports)))
        assert any("not about the respondent" in one for one in found)


@pytest.mark.parametrize(
    "change", [{"category": "tax-and-social-debt", "measures": ["finding"]}, {"measures": ["warning"], "minor": 1}]
)
def test_a_record_that_was_no_ground_when_the_file_was_opened_is_found(country, change):
    """By another category, or not grave enough; what it is corrected to behind the opening changes nothing."""
    office, ports = before_opening(country, "town_hall")
    record = opening(office).records[0]
    corrected(ports, record, OPENED_ON - DAY, decision=change)
    assert any("category and severity" in one for one in forged(office, ports))
    corrected(ports, record, OPENED_ON, decision={})
    assert any("category and severity" in one for one in breaches(everything(ports)))


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (Status.ANNULLED, Reason.COURT_RULING),
        (Status.SUSPENDED, Reason.STAY_ORDERED),
        (Status.PRESUMED, Reason.COURT_RULING),
    ],
)
def test_an_opening_on_a_record_that_does_not_stand_is_found(country, status, reason):
    office, ports = before_opening(country, "town_hall")
    record = ports.store.entry(opening(office).records[0])
    stage = Stage(status=status, effective_on=OPENED_ON - DAY, reason=reason, decided_on=OPENED_ON - DAY)
    new = NewEntry(
        kind=Kind.STAGE_ADDED,
        groups={"stages": print_stages((stage,)), "evidence": record.values["evidence"]},
        subject=record.envelope.subject,
        source=record.envelope.source,
        key=record.envelope.key,
        print=record.envelope.print,
        links=((Relation.RECORD, record.seq),),
    )
    put(ports, new, OPENED_ON - DAY)
    assert any("is not displayed" in one for one in forged(office, ports))


# Affiliates -----------------------------------------------------------------------------------------------------


def test_an_affiliate_is_named_by_the_very_decision(country):
    """By another case it is not, nor in another role."""
    office, ports = before_opening(country, "property_developer")
    act = opening(office)
    assert act.affiliates
    assert forged(office, ports) == []
    changes = ({"case": {"number": "SR-2026-9999"}}, {"party": {"role": "subject"}})
    for change in changes:
        ports = before_opening(country, "property_developer")[1]
        named = [one for one in everything(ports) if one.envelope.kind is Kind.RECORD_ENTERED
                 and one.values["party"]["role"] == "controlled-affiliate"]  # fmt: skip
        for one in named:
            corrected(ports, one.seq, OPENED_ON - DAY, **change)
        assert any("only if the recorded decision names it" in one for one in forged(office, ports))
