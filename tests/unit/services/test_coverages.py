"""S28: an authority's own numbers against the register and its published log; a tenth of them dropped is reported."""

from datetime import date

import pytest
from sample_law import corrected
from sample_office import ENROLLED, PASSPHRASE, acting, copy_of, demo_country, enroll_office
from sample_trees import verify_ed25519

from goodstanding.bootstrap.intake import shipped_competences
from goodstanding.bootstrap.law import load_catalogue, load_law
from goodstanding.ledger.entries import Kind
from goodstanding.ledger.writing import NewEntry
from goodstanding.proceedings.authorities import Mandate, Role
from goodstanding.proceedings.plain_forms import to_json
from goodstanding.register.coverage import Coverage, Known, compare, number_digest, numbered, unknown
from goodstanding.register.records import Case, Decision
from goodstanding.services.appending import append_batch
from goodstanding.services.appointing import give_mandate
from goodstanding.services.coverages import compared, coverages, known_coverage, publish_coverage
from goodstanding.services.law_checks import LawReplay
from goodstanding.services.officers import add_officer
from goodstanding.services.reading import all_views, as_of
from goodstanding.services.told_courses import told_courses
from goodstanding.values.errors import AuthorizationError, MisuseError

LAW = load_law()
OFFICE, CATEGORY = "xv-tax-office", "tax-and-social-debt"
FIRST, LAST = date(2020, 1, 1), date(2026, 9, 28)


@pytest.fixture(scope="module")
def country(tmp_path_factory):
    ports = demo_country(tmp_path_factory.mktemp("demo"))
    enroll_office(ports)
    for officer, role in (("tax-1", Role.RECORDER), ("tax-2", Role.VERIFIER)):
        add_officer(ports, officer, PASSPHRASE)
        mandate = Mandate(officer=officer, role=role, authority=OFFICE, from_on=ENROLLED)
        give_mandate(ports, mandate, acting(ports, "registrar-1"))
    return ports


@pytest.fixture
def ports(country):
    return copy_of(country)


def own_numbers(ports) -> list[str]:
    """Every case number that the register has of the office in the category."""
    at = as_of(ports, ports.store, None, None)
    records = [record for view in all_views(ports.store, at) for record in view.records]
    cases = [one for one in records if isinstance(one.case, Case) and one.case.authority == OFFICE]
    found = {
        one.case.number for one in cases if isinstance(one.decision, Decision) and one.decision.category == CATEGORY
    }
    return sorted(found)


def publish(ports, numbers, officer="tax-1", first=FIRST, last=LAST):
    return publish_coverage(
        ports, load_catalogue(), OFFICE, CATEGORY, first, last, numbers, acting(ports, officer)
    )  # fmt: skip


def told(ports):
    (found,), lacking = compared(ports.store, as_of(ports, ports.store, None, None))
    return found, lacking


def breaches(ports) -> list[str]:
    replay = LawReplay(LAW.catalogue, verify_ed25519, shipped_competences())
    replay.begin("register.example.org")
    found = [one for seq in range(ports.store.head().size) for one in replay(ports.store.entry(seq))]
    return [str(one) for one in [*found, *replay.end()]]


def test_without_numbers_the_coverage_is_unknown(ports):
    found, lacking = compared(ports.store, as_of(ports, ports.store, None, None))
    assert found == ()
    assert (OFFICE, CATEGORY) in lacking
    publish(ports, own_numbers(ports))
    assert (OFFICE, CATEGORY) not in told(ports)[1]


def test_figures_stand_beside_others_once_the_numbers_of_all_decisions_are_published(ports):
    def cases():
        found = told_courses(ports.store, as_of(ports, ports.store, None, None))
        return {one.coverage for one in found if (one.authority, one.category) == (OFFICE, CATEGORY)}, {
            one.withheld for one in found if not one.too_few
        }

    assert cases() == ({None}, {True})
    numbers = own_numbers(ports)
    publish(ports, [*numbers[1:], "SR-0000-0001"])
    assert (OFFICE, CATEGORY) in told(ports)[1], "numbers that lack a record are not those of all decisions"
    assert cases() == ({None}, {True})
    publish(ports, [*numbers, "SR-0000-0001"])
    assert cases()[0] == {Known(declared=len(numbers) + 1, missing=1)}


def test_an_authority_is_told_alone_whatever_its_coverage(ports):
    at = as_of(ports, ports.store, None, None)
    found = told_courses(ports.store, at, OFFICE)
    assert [(one.authority, one.category, one.coverage) for one in found if not one.too_few] == [(OFFICE, None, None)]
    assert found[0].cases > 0
    (one,) = told_courses(ports.store, at, None, "clean-audit")
    assert (one.authority, one.withheld, one.cases) == ("xv-audit-court", False, 30), "nobody else has such cases"


def test_what_is_declared_and_not_here_is_counted(ports):
    numbers = own_numbers(ports)
    assert len(numbers) > 5
    publish(ports, [*numbers, "SR-0000-0001", "SR-0000-0002"])
    found, _ = told(ports)
    assert (found.recorded, found.missing, found.undeclared) == (len(numbers), 2, ())
    assert breaches(ports) == []


def test_a_tenth_of_the_numbers_dropped_is_reported_by_page_and_auditor(ports):
    numbers = own_numbers(ports)
    dropped = numbers[::10]
    assert len(numbers) >= 20
    assert len(dropped) * 10 <= len(numbers) + 9
    publish(ports, [one for one in numbers if one not in dropped])
    found, _ = told(ports)
    assert found.missing == 0
    assert len(found.undeclared) >= len(dropped) >= 1
    assert [one for one in breaches(ports) if "law-coverage" in one] == breaches(ports)
    assert len(breaches(ports)) == len(found.undeclared)
    # A later list of the same period mends it.
    publish(ports, numbers)
    assert told(ports)[0].undeclared == ()
    assert breaches(ports) == []


def test_only_whoever_records_for_the_authority_speaks_for_it(ports):
    for officer in ("case-1", "registrar-1", "lawyer-1"):
        with pytest.raises(AuthorizationError):
            publish(ports, ["1"], officer)
    for numbers, first, last in (([], FIRST, LAST), (["1"], LAST, FIRST), (["1"], FIRST, date(2030, 1, 1))):
        with pytest.raises(MisuseError):
            publish(ports, numbers, first=first, last=last)
    publish(ports, own_numbers(ports), "tax-2")
    coverage = coverages(ports.store, ports.store.head().size)[0]
    signer = acting(ports, "case-1")
    forged = NewEntry(
        kind=Kind.COVERAGE_PUBLISHED, groups={"coverage": to_json(coverage)}, actor="case-1", sign=signer.sign
    )
    with ports.store.writing() as writer:
        append_batch(ports, writer, [forged])
    assert any("does not record for the authority" in one for one in breaches(ports))


def test_no_number_of_a_case_enters_the_log(ports):
    numbers = own_numbers(ports)
    size = ports.store.head().size
    publish(ports, numbers)
    entry = ports.store.entry(size)
    assert not any(number in str(entry) for number in numbers)
    assert number_digest(OFFICE, numbers[0]) in str(entry)


def test_a_period_covers_by_the_day_of_the_decision(country):
    at = as_of(country, country.store, None, None)
    records = [
        one for view in all_views(country.store, at) for one in numbered(view.records)
        if (one.authority, one.category) == (OFFICE, CATEGORY)
    ]  # fmt: skip
    day = min(one.decided_on for one in records)
    early = Coverage(authority=OFFICE, category=CATEGORY, first=day, last=day, numbers=("0" * 32,))
    (found,) = compare([early], records)
    assert len(found.undeclared) == sum(one.decided_on == day for one in records)
    assert unknown([early], records) == ((OFFICE, CATEGORY),)


def test_a_record_that_was_corrected_is_looked_for_as_it_stands(ports):
    """Its earlier number was never among the authority's own."""
    records = {one: ports.store.entry(one) for one in range(ports.store.head().size)}
    record = next(
        seq
        for seq, one in records.items()
        if one.envelope.kind is Kind.RECORD_ENTERED
        and one.values["case"]["authority"] == OFFICE
        and one.values["decision"]["category"] == CATEGORY
    )
    corrected(ports, record, ENROLLED, case={"number": "TO-CORRECTED-1"})
    publish(ports, own_numbers(ports))
    assert breaches(ports) == []
    publish(ports, [one for one in own_numbers(ports) if one != "TO-CORRECTED-1"])
    (found,) = breaches(ports)
    assert found.startswith(f"[law-coverage] Entry {record}:")


def test_where_nobody_declared_anything_no_record_is_read_for_it(ports, monkeypatch):
    at = as_of(ports, ports.store, None, None)
    monkeypatch.setattr("goodstanding.services.coverages.all_views", lambda *_: pytest.fail("every record was read"))
    assert known_coverage(ports.store, at) == {}
