"""S34: of an elected local body courts, audit institutions and official payment publications alone tell."""

import csv
from dataclasses import replace
from datetime import date

import pytest
from sample_law import breaches, everything, put
from sample_office import OFFICE, acting, clock_of, copy_of, demo_country

from goodstanding.adapters.formats.br_arrears import (
    BORROWER,
    COMPONENTS,
    DUE,
    DUE_AMOUNT,
    GROUND,
    HONOURED,
    NOT_READ,
    PROCESS,
    TABLE,
    TOTAL,
    TYPE,
    BrArrears,
)
from goodstanding.bootstrap.intake import digest_of, format_named, gate, shipped_competences
from goodstanding.bootstrap.law import load_catalogue
from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.payloads import print_competence
from goodstanding.ledger.writing import NewEntry
from goodstanding.proceedings.authorities import EnrolledAuthority, Function, Role
from goodstanding.proceedings.matter_entries import print_matter
from goodstanding.proceedings.matters import IdentityPlan, MatterAct, MatterStep
from goodstanding.register.authorities import Capacity, Competence, Statute
from goodstanding.services.appointing import enroll_authorities, enroll_competences
from goodstanding.services.competences import enrolled
from goodstanding.services.import_rows import read_accepted
from goodstanding.services.importing import ImportRequest, import_file
from goodstanding.services.rebuilding import check_register
from goodstanding.values.errors import ImportAbortedError, MisuseError

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
STATE, TOWN = ("Estados", "Goiás"), ("Municípios", "Chapecó")
ARREARS = dict.fromkeys(NOT_READ, "?") | {
    PROCESS: "17944.000001/2001-01",
    "Nome do Contrato": "BANCO - 0001",
    GROUND: "Honra de Aval",
    DUE: "15/06/2020",
    HONOURED: "26/06/2020",
    DUE_AMOUNT: "200,00",
    **dict(zip(COMPONENTS, ("1.000,00", "200,5", "0"), strict=True)),
    TOTAL: "1.200,50",
}


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
    def run(*rows, partial=True):
        path = tmp_path / "ministry.csv"
        path.write_text(HEADER + "".join(rows), encoding="utf-8")
        form = format_named("csv", "xv-ministry-list")
        request = ImportRequest(form=form, path=path, digest=digest_of(path), as_of=DAY, partial=partial)
        return import_file(ports, CATALOGUE, gate, request)

    return run


@pytest.fixture
def listing(ports, tmp_path):
    """Import the Brazilian list of arrears, its competence worded as the argument says."""

    def run(*borrowers, capacity=Capacity.PAYMENT_PUBLICATION):
        path = tmp_path / "arrears.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, TABLE.columns)
            writer.writeheader()
            writer.writerows(ARREARS | {TYPE: kind, BORROWER: name} for kind, name in borrowers)
        form = BrArrears()
        form.competences = tuple(replace(one, capacity=capacity) for one in BrArrears.competences)
        return import_file(
            ports, CATALOGUE, gate, ImportRequest(form=form, path=path, digest=digest_of(path), as_of=DAY)
        )

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


def join(ports, reference, organization):
    """A merge on its approval, without what goes before: a reference and its organization are another's now."""
    subject = ports.keyring.digest("subject", reference)
    own = next(one.seq for one in everything(ports) if one.envelope.subject == subject)
    plan = IdentityPlan(references=(reference,), from_organization=own, to_organization=organization)
    act, role = MatterAct.PROPOSED, Role.REGISTER_KEEPER
    step = MatterStep(act=act, role=role, authority="xv-chancellery", on=DAY, law="x", plan=plan)
    proposed = NewEntry(kind=Kind.IDENTITY_PROPOSED, groups=print_matter(step))
    number = put(ports, proposed, DAY, "registrar-1")
    scheme, _, code = reference.partition(":")
    groups = {"reference": {"scheme": scheme, "code": code}, "effective": {"from": DAY.isoformat()}}
    links = ((Relation.ORGANIZATION, organization), (Relation.IDENTITY, number))
    put(ports, NewEntry(kind=Kind.IDENTITY_SET, groups=groups, subject=subject, links=links), DAY, "registrar-1")


def test_a_local_body_that_was_joined_to_another_stays_one(ports, importing):
    enroll(ports)
    assert outcome(importing(row(1, "agency"))) == ([], 1, 0)
    record = everything(ports)[-2]
    opened = next(
        one.seq
        for one in everything(ports)
        if one.envelope.kind is Kind.ORGANIZATION_OPENED and one.envelope.subject == record.envelope.subject
    )
    join(ports, KNOWN, opened)
    assert outcome(importing(row(2, "agency"), row(3, "agency", KNOWN))) == (["local-recorder"] * 2, 0, 2)
    assert accused(everything(ports)) == []
    again = NewEntry(
        kind=Kind.RECORD_ENTERED,
        groups=record.values,
        subject=record.envelope.subject,
        source=record.envelope.source,
        key="f" * 32,
        print="f" * 32,
    )
    number = put(ports, again, DAY)
    (found,) = accused(everything(ports))
    assert found.startswith(f"[law-competence] Entry {number}: it is of a local body")


def test_what_came_in_before_stays_and_is_confirmed(ports, importing):
    enroll(ports, capacity=Capacity.AUDIT_INSTITUTION)
    importing(row(1, "agency", KNOWN))
    assert importing(row(1, "agency", KNOWN), row(2, "agency", KNOWN)).records == {"unchanged": 1, "new": 1}


def test_what_is_rejected_is_not_gone_from_its_list(importing, ports):
    enroll(ports, capacity=Capacity.AUDIT_INSTITUTION)
    importing(row(1, "local"), row(2, "agency", KNOWN), partial=False)
    enroll(ports)
    changed = row(2, "agency", KNOWN).replace("18900", "18901")
    report = importing(row(1, "local"), changed, partial=False)
    assert (outcome(report), report.counts()["vanished"]) == ((["local-recorder", "local-recorder"], 0, 2), 0)


def test_an_identifier_that_the_same_file_gives_to_a_local_body_means_it(importing, ports):
    enroll(ports, capacity=Capacity.AUDIT_INSTITUTION)
    enroll(ports, category="procurement-rule-breach")
    breach = row(2, "agency").replace("unlawful-charges,finding;repayment", "procurement-rule-breach,finding")
    report = importing(row(1, "local", f"{KNOWN};{UNKNOWN}"), breach)
    assert outcome(report) == (["local-recorder"], 1, 1)


def test_words_of_a_competence_that_change_while_a_file_is_read_abort_it(importing, ports, monkeypatch):
    enroll(ports, capacity=Capacity.AUDIT_INSTITUTION)

    def reading(*arguments):
        enroll(ports)
        return read_accepted(*arguments)

    monkeypatch.setattr("goodstanding.services.importing.read_accepted", reading)
    with pytest.raises(ImportAbortedError, match="other words"):
        importing(row(1, "local"))


def test_a_list_whose_competence_is_older_than_capacities_goes_on(listing, ports):
    """Its entry says no capacity, and is not written anew: it holds in that of its format, for importer and auditor."""
    assert outcome(listing(STATE, TOWN, capacity=Capacity.OTHER)) == (["local-recorder"], 1, 1)
    size = ports.store.head().size
    assert outcome(listing(STATE, TOWN)) == ([], 2, 0)
    new = [one.envelope.kind for one in everything(ports)[size:]]
    assert new == [Kind.ORGANIZATION_OPENED, Kind.RECORD_ENTERED, Kind.BATCH_CLOSED]
    assert breaches(everything(ports)) == []
    assert check_register(ports, lambda rows: None, shipped_competences()).findings == ()


def test_what_was_recorded_before_a_capacity_was_said_is_borne_by_the_later_word(importing, ports):
    enroll(ports, capacity=Capacity.AUDIT_INSTITUTION)
    importing(row(1, "local"))
    entries = everything(ports)
    said = next(one for one in entries if one.values.get("competence", {}).get("authority") == "xv-ministry")
    unsaid = {name: value for name, value in said.values["competence"].items() if name != "capacity"}
    old = [replace(one, values={"competence": unsaid}) if one is said else one for one in entries]
    assert len(accused(old)) == 1
    assert accused([*old, replace(said, seq=len(old))]) == []


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


def test_each_step_to_another_tree_keeps_it_apart(ports):
    """Each authority is an entry of its own, so whoever replays the log sees the tree behind each."""
    enroll(ports, capacity=Capacity.AUDIT_INSTITUTION)
    enroll_authorities(ports, [*OFFICES, replace(AUDITORS, parent="")], acting(ports, "registrar-1"))
    office = replace(OFFICES[1], parent="")
    with pytest.raises(MisuseError, match="hierarchy"):
        enroll_authorities(ports, [AUDITORS, office], acting(ports, "registrar-1"))
    enroll_authorities(ports, [office, AUDITORS], acting(ports, "registrar-1"))
    assert breaches(everything(ports)) == []


def accused(entries):
    return [one for one in breaches(entries) if "law-competence" in one]


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


def put_disclosure(ports, authority, statute):
    """A disclosure of a local body that the demo knows, forged to be due to another; its number and itself."""
    opened = next(one for one in everything(ports) if one.values.get("organization", {}).get("tier") == "local")
    due = next(one for one in everything(ports) if one.envelope.kind is Kind.DISCLOSURE_DUE)
    groups = {
        **due.values,
        "case": {**due.values["case"], "authority": authority},
        "obligation": {**due.values["obligation"], "statute": statute},
    }
    new = NewEntry(
        kind=Kind.DISCLOSURE_DUE,
        groups=groups,
        subject=opened.envelope.subject,
        source=due.envelope.source,
        key="f" * 32,
        print="f" * 32,
    )
    return put(ports, new, DAY), new


def put_part(ports, number, due, kind, **groups):
    """A part of that disclosure; its number."""
    groups = {**groups, "evidence": due.groups["evidence"]}
    links = ((Relation.DISCLOSURE, number),)
    return put(ports, replace(due, kind=kind, groups=groups, links=links), DAY)


def enroll_disclosures(ports, authority, capacity, *categories):
    told = [
        replace(
            COMPETENCE,
            authority=authority,
            category=one,
            statute=replace(COMPETENCE.statute, code="xv-act"),
            finality="official-publication",
            capacity=capacity,
        )
        for one in categories
    ]
    enroll_competences(ports, CATALOGUE, told, acting(ports, "registrar-1"))


def test_a_disclosure_of_a_local_body_comes_from_those_who_may(ports):
    enroll_disclosures(ports, "xv-ministry", Capacity.OTHER, "disclosed-ratios")
    number, due = put_disclosure(ports, "xv-ministry", "xv-act")
    figure = put_part(ports, number, due, Kind.FIGURE_DISCLOSED, figure={"code": "days-to-pay", "value": 24})
    assert {one.split(": ")[1] for one in accused(everything(ports))} == {
        "no earlier entry makes its authority competent for it.",
        "it is of a local body, and of no court, audit institution or payment publication.",
    }
    assert any(f"Entry {figure}:" in one for one in accused(everything(ports)))


def test_what_follows_from_a_disclosure_has_its_own_competence(ports):
    enroll_disclosures(ports, "xv-auditors", Capacity.AUDIT_INSTITUTION, "disclosure-late")
    number, due = put_disclosure(ports, "xv-auditors", "xv-act")
    assert accused(everything(ports)) == []
    figure = put_part(ports, number, due, Kind.FIGURE_DISCLOSED, figure={"code": "days-to-pay", "value": 24})
    filing = {"filed_on": "2026-09-01", "digest": "", "currency": "", "items": {}}
    filed = put_part(ports, number, due, Kind.DISCLOSURE_FILED, filing={**filing, "opinion": "adverse"})
    put_part(ports, number, due, Kind.DISCLOSURE_FILED, filing={**filing, "opinion": "unqualified"})
    said = "no earlier entry makes its authority competent for it."
    assert accused(everything(ports)) == [f"[law-competence] Entry {one}: {said}" for one in (figure, filed)]


def test_a_corrected_disclosure_is_judged_by_the_law_that_it_names_now(ports):
    enroll_disclosures(ports, "xv-auditors", Capacity.AUDIT_INSTITUTION, "disclosure-late")
    number, due = put_disclosure(ports, "xv-auditors", "xv-act")
    obligation = {**due.groups["obligation"], "statute": "xv-other-act"}
    wrong = put_part(ports, number, due, Kind.DISCLOSURE_CORRECTED, obligation=obligation)
    put_part(ports, number, due, Kind.DISCLOSURE_CORRECTED, obligation=due.groups["obligation"])
    said = "no earlier entry makes its authority competent for it."
    assert accused(everything(ports)) == [f"[law-competence] Entry {wrong}: {said}"]


def test_what_the_demo_records_of_local_bodies_comes_from_those_who_may(country):
    capacities = {one.capacity for one in enrolled(country.store, country.store.head().size).values()}
    assert capacities == set(Capacity)
    assert breaches(everything(country)) == []
