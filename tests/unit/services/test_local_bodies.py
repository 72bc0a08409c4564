"""S34: of an elected local body courts, audit institutions and official payment publications alone tell."""

from dataclasses import replace
from datetime import date

import pytest
from sample_law import breaches, everything, put
from sample_office import OFFICE, acting, clock_of, copy_of, demo_country

from goodstanding.bootstrap.intake import digest_of, format_named, gate
from goodstanding.bootstrap.law import load_catalogue
from goodstanding.ledger.entries import Kind
from goodstanding.ledger.payloads import print_competence
from goodstanding.ledger.writing import NewEntry
from goodstanding.proceedings.authorities import EnrolledAuthority, Function
from goodstanding.register.authorities import Capacity, Competence, Statute
from goodstanding.services.appointing import enroll_authorities, enroll_competences
from goodstanding.services.competences import enrolled
from goodstanding.services.importing import ImportRequest, import_file
from goodstanding.values.errors import MisuseError

DAY = date(2026, 10, 5)
HEADER = (
    "subject_type,identifiers,name,aliases,country,legal_form,activity,tier,size,sector,region,role,authority,"
    "case_number,category,measures,status,status_on,status_reason,status_act,decided_on,final_on,finality,statute,"
    "amount,currency,conduct_from,conduct_to,ends_on,public_money,figure,figure_value\n"
)
#: A town hall that the demo knows as a local body, and a body that it does not know.
KNOWN, UNKNOWN = "xv-reg:P3249564118", "xv-reg:P3249564215"
COMPETENCE = Competence(
    authority="xv-ministry",
    authority_name="Ministry of the Interior",
    category="unlawful-charges",
    statute=Statute(code="xv-local-charges-act", title="Local Charges Act", article="9"),
    finality="time-limit-passed",
)
CATALOGUE = load_catalogue()


@pytest.fixture(scope="module")
def country(tmp_path_factory):
    return demo_country(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def ports(country):
    found = copy_of(country)
    clock_of(found).at = clock_of(found).at.replace(month=10, day=DAY.day)
    return found


def enroll(ports, **changes):
    enroll_competences(ports, CATALOGUE, [replace(COMPETENCE, **changes)], acting(ports, "registrar-1"))


def row(number, tier, identifier=UNKNOWN):
    return (
        f"public-body,{identifier},Town Hall of Pirmand,,XV,,8411,{tier},,public-administration,,subject,xv-ministry,"
        f"MI-2026-{number:04d},unlawful-charges,finding;repayment,final,,,,2026-05-24,2026-06-23,time-limit-passed,"
        "xv-local-charges-act,18900.00,XVD,,,,,,\n"
    )


@pytest.fixture
def importing(ports, tmp_path):
    def run(*rows):
        path = tmp_path / "ministry.csv"
        path.write_text(HEADER + "".join(rows), encoding="utf-8")
        form = format_named("csv", "xv-ministry-list")
        request = ImportRequest(form=form, path=path, digest=digest_of(path), as_of=DAY, partial=True)
        return import_file(ports, CATALOGUE, gate, request)

    return run


def outcome(report):
    return [finding.code for finding in report.findings], report.counts()["kept"], report.counts()["rejected"]


def test_a_ministry_records_nothing_of_a_local_body(ports, importing):
    enroll(ports)
    assert outcome(importing(row(1, "local"), row(2, "agency", "xv-reg:P3249564312"))) == (["local-recorder"], 1, 1)
    assert breaches(everything(ports)) == []


@pytest.mark.parametrize("capacity", [Capacity.COURT, Capacity.AUDIT_INSTITUTION])
def test_a_court_or_an_audit_institution_does(ports, importing, capacity):
    enroll(ports, capacity=capacity)
    assert outcome(importing(row(1, "local"))) == ([], 1, 0)
    assert breaches(everything(ports)) == []


@pytest.mark.parametrize("tier", ["agency", "regional", "national"])
def test_calling_a_local_body_something_else_helps_nobody(ports, importing, tier):
    enroll(ports)
    assert outcome(importing(row(1, tier, KNOWN))) == (["local-recorder"], 0, 1)


def test_nor_does_it_within_one_file(ports, importing):
    enroll(ports, capacity=Capacity.AUDIT_INSTITUTION)
    enroll(ports, category="procurement-rule-breach")
    breach = row(2, "agency").replace("unlawful-charges,finding;repayment", "procurement-rule-breach,finding")
    assert outcome(importing(row(1, "local"), breach)) == (["local-recorder"], 1, 1)


def test_a_change_of_a_record_is_judged_too(ports, importing):
    enroll(ports, capacity=Capacity.AUDIT_INSTITUTION)
    importing(row(1, "local"))
    enroll(ports, capacity=Capacity.OTHER)
    assert outcome(importing(row(1, "local").replace("18900", "18901"))) == (["local-recorder"], 0, 1)


def test_what_came_in_before_stays_and_is_confirmed(ports, importing):
    enroll(ports, capacity=Capacity.AUDIT_INSTITUTION)
    importing(row(1, "agency", KNOWN))
    assert importing(row(1, "agency", KNOWN), row(2, "agency", KNOWN)).records == {"unchanged": 1, "new": 1}


@pytest.mark.parametrize(
    "changes",
    [
        {"capacity": Capacity.PAYMENT_PUBLICATION},
        {"capacity": Capacity.PAYMENT_PUBLICATION, "category": "unpaid-suppliers"},
        {"capacity": Capacity.PAYMENT_PUBLICATION, "finality": "official-publication"},
        {"capacity": Capacity.COURT, "finality": "official-publication"},
    ],
)
def test_a_capacity_fits_its_category_and_its_finality(ports, changes):
    with pytest.raises(MisuseError, match="capacity"):
        enroll(ports, **changes)
    forged(ports, Kind.COMPETENCE_ENROLLED, competence=print_competence(replace(COMPETENCE, **changes)))
    assert any("capacity does not fit" in one for one in breaches(everything(ports)))


def test_payments_are_what_a_payment_publication_states(ports):
    enroll(ports, capacity=Capacity.PAYMENT_PUBLICATION, category="unpaid-suppliers", finality="official-publication")
    assert breaches(everything(ports)) == []


def authority(code, *functions, parent=""):
    return EnrolledAuthority(code=code, name=code, parent=parent, functions=frozenset(functions))


OFFICES = [authority("xv-chancellery"), authority(OFFICE, Function.INTEGRITY_OFFICE, parent="xv-chancellery")]
AUDITORS = authority("xv-ministry", Function.RECORDING, parent="xv-chancellery")


def test_an_audit_institution_is_no_part_of_the_hierarchy_that_decides(ports):
    enroll_authorities(ports, [*OFFICES, AUDITORS], acting(ports, "registrar-1"))
    enroll(ports)
    with pytest.raises(MisuseError, match="hierarchy"):
        enroll(ports, capacity=Capacity.AUDIT_INSTITUTION)
    audit = replace(COMPETENCE, capacity=Capacity.AUDIT_INSTITUTION)
    forged(ports, Kind.COMPETENCE_ENROLLED, competence=print_competence(audit))
    assert any("shares a hierarchy with what decides" in one for one in breaches(everything(ports)))


def test_nor_is_it_made_one_later(ports):
    enroll(ports, capacity=Capacity.AUDIT_INSTITUTION)
    enroll_authorities(ports, [*OFFICES, replace(AUDITORS, parent="")], acting(ports, "registrar-1"))
    with pytest.raises(MisuseError, match="hierarchy"):
        enroll_authorities(ports, [AUDITORS], acting(ports, "registrar-1"))
    assert breaches(everything(ports)) == []


def forged(ports, kind, **groups):
    put(ports, NewEntry(kind=kind, groups=groups), DAY, "registrar-1")


def test_a_record_written_past_the_software_is_found(ports, importing):
    enroll(ports, capacity=Capacity.AUDIT_INSTITUTION)
    importing(row(1, "local"))
    other = replace(COMPETENCE, category="procurement-rule-breach")
    enroll(ports, category=other.category)
    record = next(one for one in reversed(everything(ports)) if one.envelope.kind is Kind.RECORD_ENTERED)
    decision = {**record.values["decision"], "category": other.category, "measures": ["finding"]}
    new = NewEntry(
        kind=Kind.RECORD_ENTERED,
        groups={**record.values, "decision": decision},
        subject=record.envelope.subject,
        source=record.envelope.source,
        key="f" * 32,
        print="f" * 32,
    )
    put(ports, new, DAY)
    (found,) = (one for one in breaches(everything(ports)) if "law-competence" in one)
    assert found.startswith(f"[law-competence] Entry {ports.store.head().size - 2}: it is of a local body, and of no")


def test_what_the_demo_records_of_local_bodies_comes_from_those_who_may(country):
    capacities = {one.capacity for one in enrolled(country.store, country.store.head().size).values()}
    assert capacities == set(Capacity)
    assert breaches(everything(country)) == []
