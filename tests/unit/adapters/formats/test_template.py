"""Our own template: strict, every finding at once, nobody's data in a finding."""

import csv
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from goodstanding.adapters.formats.template import COLUMNS, Template, template_text
from goodstanding.intake.drafts import Declared, Draft, DroppedRow, RejectedRow, Row
from goodstanding.register.catalogue import Measure
from goodstanding.register.figures import Figure, FigureCode
from goodstanding.register.organizations import Role, SizeClass, Tier
from goodstanding.register.records import Finality, Reason, Stage, Status
from goodstanding.values.errors import ImportAbortedError
from goodstanding.values.identifiers import Identifier
from goodstanding.values.money import Money

AS_OF = date(2024, 1, 1)
ROW = dict.fromkeys(COLUMNS, "") | {
    "subject_type": "company",
    "identifiers": "xv-reg:C0012345676",
    "name": "Northquay Dredging Ltd",
    "country": "XV",
    "authority": "xv-audit-court",
    "case_number": "AC-2023-117",
    "category": "procurement-fraud",
    "measures": "fine",
    "status": "final",
    "decided_on": "2023-05-04",
    "final_on": "2023-06-05",
    "finality": "time-limit-passed",
    "statute": "xv-procurement-act",
}
LATER = {"status": "annulled", "status_on": "2023-09-01", "status_reason": "court-ruling", "status_act": "R 12/23"}
Read = Callable[..., list[Row]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read_rows(*changes: Mapping[str, str], more: tuple[str, ...] = ()) -> list[Row]:
        path = tmp_path / "template.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, (*COLUMNS, *more))
            writer.writeheader()
            writer.writerows(ROW | dict(change) for change in changes)
        return list(Template().read(path, AS_OF))

    return read_rows


@pytest.fixture
def draft_of(read: Read) -> Callable[..., Draft]:
    def only_draft(**change: str) -> Draft:
        [row] = read(change)
        assert isinstance(row, Draft), row
        return row

    return only_draft


@pytest.fixture
def faults_of(read: Read) -> Callable[..., list[tuple[str, str]]]:
    def only_faults(**change: str) -> list[tuple[str, str]]:
        [row] = read(change)
        assert isinstance(row, RejectedRow), row
        return [(finding.field, finding.code) for finding in row.findings]

    return only_faults


DraftOf = Callable[..., Draft]
FaultsOf = Callable[..., list[tuple[str, str]]]


def test_the_example_is_a_file_that_the_format_reads(tmp_path: Path) -> None:
    path = tmp_path / "example.csv"
    path.write_text(template_text(), encoding="utf-8")
    company, town = Template().read(path, AS_OF)
    assert isinstance(company, Draft)
    assert company.declared is Declared.FIRM
    assert company.aliases == ("Northquay Ltd",)
    assert company.decision.measures == (Measure.FINE, Measure.EXCLUSION)
    assert company.decision.amount == Money(minor=12_500_050, currency="EUR")
    assert company.decision.public_money == "T-2021-0042"
    assert (company.size, company.activity, company.legal_form) == (SizeClass.MEDIUM, "4290", "limited company")
    assert isinstance(town, Draft)
    assert (town.declared, town.tier) == (Declared.PUBLIC_BODY, Tier.LOCAL)
    assert [stage.status for stage in town.stages] == [Status.FINAL, Status.CURED]


def test_the_columns_stand_in_the_documented_order() -> None:
    assert template_text().splitlines()[0] == ",".join(COLUMNS)
    assert len(COLUMNS) == 32


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("person", "person"),
        (" Person ", "person"),
        ("sole-trader", "sole-trader"),
        ("association", "civic-body"),
        ("vessel", "vessel"),
    ],
)
def test_what_can_never_be_held_is_dropped_unread(read: Read, kind: str, reason: str) -> None:
    unreadable = dict.fromkeys(COLUMNS, "=Jane Roe") | {"subject_type": kind}
    assert read(unreadable) == [DroppedRow(row=1, reason=reason)]


@pytest.mark.parametrize(
    ("kind", "declared"),
    [("company", Declared.FIRM), ("state-owned-enterprise", Declared.STATE_OWNED), ("", Declared.UNKNOWN)],
)
def test_the_declared_kind_is_taken_over(draft_of: DraftOf, kind: str, declared: Declared) -> None:
    assert draft_of(subject_type=kind).declared is declared


def test_another_kind_rejects_the_row(faults_of: FaultsOf) -> None:
    assert faults_of(subject_type="foundation") == [("subject_type", "subject-type")]


def test_the_key_is_authority_case_category_and_identifier_or_name(draft_of: DraftOf) -> None:
    case = ("xv-audit-court", "AC-2023-117", "procurement-fraud")
    assert draft_of(identifiers="XV-REG: C1 ; xi-lei:L1").source_key == (*case, "xv-reg:C1")
    assert draft_of(identifiers="").source_key == (*case, "northquay dredging ltd")


def test_identifiers_are_parsed_but_not_judged(draft_of: DraftOf) -> None:
    assert draft_of(identifiers="xv-reg:T1; xi-lei:L1").identifiers == (
        Identifier("xv-reg", "T1"),
        Identifier("xi-lei", "L1"),
    )


@pytest.mark.parametrize(
    "identifiers", ["C0012345676", "xv-reg:", "xv reg:1", "o:12", "xv-reg:1;xv-reg:1", "xv-reg:1;"]
)
def test_a_broken_doubled_or_own_identifier_is_refused(read: Read, identifiers: str) -> None:
    [row] = read({"identifiers": identifiers})
    assert isinstance(row, RejectedRow)
    assert [finding.field for finding in row.findings] == ["identifiers"]
    assert not row.findings[0].value


def test_every_finding_of_a_row_is_given_and_other_rows_land(read: Read) -> None:
    rejected, draft = read(
        {
            "name": "",
            "country": "Valdora",
            "tier": "local",
            "size": "huge",
            "role": "director",
            "authority": "Audit Court",
            "measures": "fine;travel-ban",
            "decided_on": "04.05.2023",
            "amount": "1.000,50",
            "currency": "EUR",
            "activity": "dredging",
        },
        {},
    )
    assert isinstance(draft, Draft)
    assert isinstance(rejected, RejectedRow)
    assert {finding.field for finding in rejected.findings} == {
        "name", "country", "tier", "size", "role", "authority", "measures", "decided_on", "amount", "activity",
    }  # fmt: skip
    assert len({(finding.field, finding.code) for finding in rejected.findings}) == len(rejected.findings)
    assert all(finding.row == 1 and finding.file == "template.csv" for finding in rejected.findings)


@pytest.mark.parametrize(
    "column",
    [
        "name",
        "country",
        "authority",
        "case_number",
        "category",
        "measures",
        "status",
        "decided_on",
        "finality",
        "statute",
    ],
)
def test_what_a_record_cannot_be_without_is_required(faults_of: FaultsOf, column: str) -> None:
    assert (column, "missing") in faults_of(**{column: ""})


@pytest.mark.parametrize("start", list("=+-@"))
@pytest.mark.parametrize("column", ["name", "aliases", "case_number", "legal_form", "region", "public_money"])
def test_a_text_that_a_spreadsheet_would_run_is_refused(faults_of: FaultsOf, column: str, start: str) -> None:
    assert (column, "formula") in faults_of(**{column: f"{start}HYPERLINK(1)"})


def test_a_later_alias_that_a_spreadsheet_would_run_is_refused(faults_of: FaultsOf) -> None:
    assert faults_of(aliases="Northquay Ltd; =1+1") == [("aliases", "formula")]


@pytest.mark.parametrize("name", ["N" * 301, "North\nquay Ltd", "North\u202equay Ltd", "North\x07quay Ltd"])
def test_a_text_is_short_and_prints(faults_of: FaultsOf, name: str) -> None:
    assert faults_of(name=name) == [("name", "text")]


def test_no_finding_prints_a_value_that_may_be_somebodys(read: Read) -> None:
    everywhere = dict.fromkeys(COLUMNS, "=Jane Roe") | {"subject_type": "company"}
    [row] = read(everywhere)
    assert isinstance(row, RejectedRow)
    assert len({finding.field for finding in row.findings}) > 20
    assert not any("Roe" in str(finding) for finding in row.findings)


def test_a_finding_shows_a_single_word_of_a_field_that_can_hold_nobodys_data(read: Read) -> None:
    [row] = read({"status": "pardoned", "decided_on": "2023-5-4", "finality": "mercy"})
    assert isinstance(row, RejectedRow)
    assert {finding.field: finding.value for finding in row.findings} == {
        "status": "pardoned",
        "decided_on": "2023-5-4",
        "finality": "",
    }


def test_a_tier_is_a_public_bodys_and_only_theirs(draft_of: DraftOf, faults_of: FaultsOf) -> None:
    assert draft_of(subject_type="public-body", tier="agency").tier is Tier.AGENCY
    assert faults_of(subject_type="public-body") == [("tier", "missing")]
    assert faults_of(tier="agency") == [("tier", "surplus")]
    assert faults_of(subject_type="", tier="agency") == [("tier", "surplus")]


def test_blank_choices_have_their_documented_meaning(draft_of: DraftOf) -> None:
    draft = draft_of()
    assert (draft.size, draft.role, draft.tier) == (SizeClass.UNKNOWN, Role.SUBJECT, None)
    assert draft_of(role="controlled-affiliate").role is Role.CONTROLLED_AFFILIATE


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [("0", "EUR", 0), ("12.5", "EUR", 1250), ("12.50", "EUR", 1250), ("12", "JPY", 12), ("1.234", "KWD", 1234)],
)
def test_amounts_become_minor_units_of_their_currency(
    draft_of: DraftOf, amount: str, currency: str, minor: int
) -> None:
    assert draft_of(amount=amount, currency=currency).decision.amount == Money(minor=minor, currency=currency)


@pytest.mark.parametrize(
    ("amount", "currency", "fault"),
    [
        ("12.5", "JPY", ("amount", "amount")),
        ("1.234", "EUR", ("amount", "amount")),
        ("1,5", "EUR", ("amount", "amount")),
        ("-5", "EUR", ("amount", "amount")),
        ("1e3", "EUR", ("amount", "amount")),
        ("9" * 16, "EUR", ("amount", "amount")),
        ("5", "euro", ("currency", "currency")),
        ("5", "", ("currency", "missing")),
        ("", "EUR", ("amount", "missing")),
    ],
)
def test_other_amounts_are_refused(faults_of: FaultsOf, amount: str, currency: str, fault: tuple[str, str]) -> None:
    assert faults_of(amount=amount, currency=currency) == [fault]


def test_a_final_decision_has_one_stage(draft_of: DraftOf) -> None:
    draft = draft_of(status_act="AC-117/23")
    assert draft.stages == (
        Stage(
            status=Status.FINAL,
            effective_on=date(2023, 6, 5),
            decided_on=date(2023, 5, 4),
            reason=Reason.DECISION,
            act="AC-117/23",
        ),
    )
    assert draft.decision.finality is Finality.TIME_LIMIT_PASSED
    assert draft_of(finality="official-publication").stages[0].reason is Reason.PUBLICATION


def test_a_presumption_is_its_own_stage_and_never_final(draft_of: DraftOf, faults_of: FaultsOf) -> None:
    [stage] = draft_of(status="presumed", final_on="").stages
    assert (stage.status, stage.effective_on, stage.reason) == (Status.PRESUMED, date(2023, 5, 4), Reason.NOTICE)
    assert faults_of(status="presumed") == [("final_on", "surplus")]


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("annulled", "court-ruling"),
        ("annulled", "reversed-by-authority"),
        ("cured", "paid"),
        ("cured", "remedied"),
        ("under-appeal", "appeal-lodged"),
        ("suspended", "stay-ordered"),
    ],
)
def test_a_later_stage_follows_the_final_one(draft_of: DraftOf, status: str, reason: str) -> None:
    first, second = draft_of(**LATER | {"status": status, "status_reason": reason}).stages
    assert (first.status, first.effective_on, first.act) == (Status.FINAL, date(2023, 6, 5), "")
    assert (second.status, second.effective_on, second.decided_on) == (status, date(2023, 9, 1), date(2023, 9, 1))
    assert (second.reason, second.act) == (reason, "R 12/23")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"status_on": ""}, ("status_on", "missing")),
        ({"status_reason": ""}, ("status_reason", "missing")),
        ({"status_reason": "paid"}, ("status_reason", "choice")),
        ({"status_reason": "complaint"}, ("status_reason", "choice")),
        ({"final_on": ""}, ("final_on", "missing")),
        ({"status_on": "2023-05-03"}, ("status_on", "dates-reversed")),
        ({"status_on": "2024-01-02"}, ("status_on", "date-ahead")),
        ({"status": "pardoned"}, ("status", "choice")),
        ({"status": "final"}, ("status_on", "surplus")),
    ],
)
def test_a_later_stage_is_whole_and_in_order(
    faults_of: FaultsOf, change: dict[str, str], fault: tuple[str, str]
) -> None:
    assert fault in faults_of(**LATER | change)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"final_on": "2023-05-03"}, ("final_on", "dates-reversed")),
        ({"final_on": "2024-01-02"}, ("final_on", "date-ahead")),
        ({"decided_on": "2024-01-02"}, ("decided_on", "date-ahead")),
        ({"conduct_from": "2022-02-01", "conduct_to": "2022-01-31"}, ("conduct_to", "dates-reversed")),
        ({"conduct_from": "2023-05-05"}, ("decided_on", "dates-reversed")),
        ({"ends_on": "2023-05-03"}, ("ends_on", "dates-reversed")),
        ({"ends_on": "2023-02-29"}, ("ends_on", "date")),
        ({"final_on": "05.06.2023"}, ("final_on", "date")),
    ],
)
def test_dates_are_in_order(faults_of: FaultsOf, change: dict[str, str], fault: tuple[str, str]) -> None:
    assert fault in faults_of(**change)


def test_an_end_after_the_files_date_is_no_fault(draft_of: DraftOf) -> None:
    assert draft_of(ends_on="2030-12-31").decision.ends_on == date(2030, 12, 31)


def test_a_category_is_passed_on_for_the_catalogue_to_judge(draft_of: DraftOf, faults_of: FaultsOf) -> None:
    assert draft_of(category="not-in-the-catalogue").decision.category == "not-in-the-catalogue"
    assert faults_of(category="Procurement Fraud") == [("category", "code")]


GRADE = {"category": "buyer-performance-grade", "measures": "published-fact", "finality": "official-publication"}


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("buyer-grade", 1),
        ("buyer-grade", 5),
        ("invoices-paid-in-time", 1000),
        ("net-gearing", -250),
        ("days-to-pay", 0),
    ],
)
def test_a_figure_is_read_as_it_is_published(draft_of: DraftOf, code: str, value: int) -> None:
    draft = draft_of(**GRADE, figure=code, figure_value=str(value))
    assert draft.decision.figure == Figure(code=FigureCode(code), value=value)
    assert draft.source_key[-1] == code


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"figure": "buyer-grade"}, ("figure_value", "missing")),
        ({"figure_value": "4"}, ("figure", "missing")),
        ({"figure": "score", "figure_value": "4"}, ("figure", "choice")),
        ({"figure": "buyer-grade", "figure_value": "0"}, ("figure_value", "figure")),
        ({"figure": "buyer-grade", "figure_value": "6"}, ("figure_value", "figure")),
        ({"figure": "buyer-grade", "figure_value": "4.5"}, ("figure_value", "figure")),
        ({"figure": "invoices-paid-in-time", "figure_value": "1001"}, ("figure_value", "figure")),
        ({"figure": "cash-to-short-term-debt", "figure_value": "-1"}, ("figure_value", "figure")),
        ({"figure": "days-to-pay", "figure_value": "12345678901"}, ("figure_value", "figure")),
    ],
)
def test_a_figure_is_whole_and_within_its_bounds(
    faults_of: FaultsOf, change: dict[str, str], fault: tuple[str, str]
) -> None:
    assert faults_of(**GRADE, **change) == [fault]


def test_a_file_may_lack_the_columns_of_figures(tmp_path: Path) -> None:
    path = tmp_path / "older.csv"
    given = {column: cell for column, cell in ROW.items() if not column.startswith("figure")}
    path.write_text(f"{','.join(given)}\n{','.join(given.values())}\n", encoding="utf-8")
    [draft] = Template().read(path, AS_OF)
    assert isinstance(draft, Draft)
    assert (draft.decision.figure, len(draft.source_key)) == (None, 4)


def test_a_surplus_or_missing_column_aborts_the_import(read: Read, tmp_path: Path) -> None:
    with pytest.raises(ImportAbortedError, match="header"):
        read({}, more=("director",))
    path = tmp_path / "short.csv"
    path.write_text("subject_type,name\ncompany,Northquay Ltd\n", encoding="utf-8")
    with pytest.raises(ImportAbortedError, match="28 columns missing"):
        list(Template().read(path, AS_OF))


def test_the_template_brings_no_competence_of_its_own() -> None:
    assert Template.competences == ()
