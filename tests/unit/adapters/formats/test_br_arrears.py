"""The Brazilian arrears format on invented rows."""

import csv
from datetime import date
from pathlib import Path

import pytest

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
    parse_amount,
    parse_day,
    print_reference,
)
from goodstanding.intake.drafts import Declared, Draft, Format, RejectedRow, Row
from goodstanding.register.catalogue import Measure
from goodstanding.register.organizations import Tier
from goodstanding.register.records import Finality, Reason, Stage, Status
from goodstanding.values.errors import ImportAbortedError
from goodstanding.values.identifiers import Identifier
from goodstanding.values.money import Money

AS_OF = date(2020, 8, 31)
ROW = dict.fromkeys(NOT_READ, "?") | {
    TYPE: "Estados",
    BORROWER: "Serra Dourada do Sul",
    PROCESS: "17944.000001/2001-01",
    "Nome do Contrato": "BANCO - 0001",
    GROUND: "Honra de Aval",
    DUE: "15/06/2020",
    HONOURED: "26/06/2020",
    DUE_AMOUNT: "200,00",
    **dict(zip(COMPONENTS, ("1.000,00", "200,5", "0"), strict=True)),
    TOTAL: "1.200,50",
}


def read(folder: Path, *rows: dict[str, str]) -> list[Row]:
    path = folder / "arrears.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, TABLE.columns)
        writer.writeheader()
        writer.writerows(rows)
    return list(BrArrears().read(path, AS_OF))


def draft_of(folder: Path, **changes: str) -> Draft:
    (row,) = read(folder, ROW | changes)
    assert isinstance(row, Draft), row
    return row


def findings_of(folder: Path, changes: dict[str, str]) -> list[tuple[str, str]]:
    rejected, kept = read(folder, ROW | changes, ROW)
    assert isinstance(rejected, RejectedRow)
    assert isinstance(kept, Draft)
    assert {(finding.row, finding.file) for finding in rejected.findings} == {(1, "arrears.csv")}
    return [(finding.code, finding.field) for finding in rejected.findings]


def test_a_missed_payment_is_read_whole(tmp_path: Path) -> None:
    draft = draft_of(tmp_path)
    assert (draft.declared, draft.tier, draft.region) == (Declared.PUBLIC_BODY, Tier.REGIONAL, "Serra Dourada do Sul")
    assert (draft.name, draft.country) == ("Serra Dourada do Sul", "BR")
    assert draft.identifiers == (Identifier("br-arrears", "estados/serra-dourada-do-sul"),)
    assert (draft.case.authority, draft.case.number) == ("br-stn", "17944.000001/2001-01/BANCO - 0001/2020-06-15")
    assert (draft.decision.category, draft.decision.measures) == ("missed-guaranteed-debt", (Measure.PUBLISHED_FACT,))
    assert (draft.decision.statute, draft.decision.finality) == ("br-lrf-40", Finality.OFFICIAL_PUBLICATION)
    assert draft.decision.amount == Money(minor=120_050, currency="BRL")
    assert (draft.decision.conduct_from, draft.decision.conduct_to) == (date(2020, 6, 15), date(2020, 6, 15))
    honoured = date(2020, 6, 26)
    assert draft.decision.decided_on == honoured
    assert draft.stages == (
        Stage(status=Status.FINAL, effective_on=honoured, decided_on=honoured, reason=Reason.PUBLICATION),
    )


def test_its_authority_is_competent_for_what_it_yields(tmp_path: Path) -> None:
    reader: Format = BrArrears()
    draft = draft_of(tmp_path)
    (competence,) = reader.competences
    assert (competence.authority, competence.category) == (draft.case.authority, draft.decision.category)
    assert (competence.statute.code, competence.finality) == (draft.decision.statute, draft.decision.finality)
    assert {reader.type_field, *reader.key_fields} <= set(TABLE.columns)
    assert len(reader.key_fields) == len(draft.source_key)


def test_a_municipality_is_local_and_never_its_homonymous_state(tmp_path: Path) -> None:
    town, state = draft_of(tmp_path, **{TYPE: "Municípios"}), draft_of(tmp_path)
    assert (town.tier, town.region) == (Tier.LOCAL, "")
    assert town.identifiers == (Identifier("br-arrears", "municipios/serra-dourada-do-sul"),)
    assert town.identifiers != state.identifiers


@pytest.mark.parametrize(
    ("column", "value"), [(TYPE, "Entidades"), (TYPE, ""), (GROUND, "Em Atraso"), (GROUND, "honra de aval")]
)
def test_an_unknown_type_or_ground_aborts_and_names_the_row(tmp_path: Path, column: str, value: str) -> None:
    with pytest.raises(ImportAbortedError, match=f"row 2 has an unknown .*: {value or 'blank'}"):
        read(tmp_path, ROW, ROW | {column: value})


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({HONOURED: "14/06/2020"}, [("honoured-before-due", HONOURED)]),
        ({HONOURED: "01/09/2020"}, [("date-after-snapshot", HONOURED)]),
        ({HONOURED: "2020-06-26"}, [("date-unreadable", HONOURED)]),
        ({DUE: "31/06/2020"}, [("date-unreadable", DUE)]),
        ({DUE_AMOUNT: ""}, [("amount-unreadable", DUE_AMOUNT)]),
        ({TOTAL: ""}, [("amount-unreadable", TOTAL)]),
        ({TOTAL: "1,200.50"}, [("amount-unreadable", TOTAL)]),
        ({TOTAL: "1.200,53"}, [("amounts-disagree", TOTAL)]),
        ({COMPONENTS[2]: "-1"}, [("amount-unreadable", COMPONENTS[2])]),
        ({TOTAL: "0", COMPONENTS[0]: "", COMPONENTS[1]: ""}, [("nothing-honoured", TOTAL)]),
        ({BORROWER: " "}, [("field-missing", BORROWER)]),
        ({PROCESS: "", DUE: "?"}, [("field-missing", PROCESS), ("date-unreadable", DUE)]),
    ],
)
def test_a_row_that_cannot_be_is_rejected_and_the_rest_lands(
    tmp_path: Path, changes: dict[str, str], found: list[tuple[str, str]]
) -> None:
    assert findings_of(tmp_path, changes) == found


def test_a_text_in_a_date_column_is_not_printed(tmp_path: Path) -> None:
    rejected, *_ = read(tmp_path, ROW | {DUE: "JUANO PEREX"})
    assert isinstance(rejected, RejectedRow)
    assert "PEREX" not in str(rejected.findings[0])


def test_honoured_on_the_very_day_is_still_missed(tmp_path: Path) -> None:
    assert draft_of(tmp_path, **{HONOURED: ROW[DUE]}).stages[0].effective_on == date(2020, 6, 15)


def test_components_may_miss_the_total_by_rounding(tmp_path: Path) -> None:
    assert draft_of(tmp_path, **{TOTAL: "1.200,52"}).decision.amount == Money(minor=120_052, currency="BRL")


def test_blank_components_count_nothing(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, **{COMPONENTS[0]: "", COMPONENTS[1]: "", COMPONENTS[2]: "1200,50"})
    assert draft.decision.amount == Money(minor=120_050, currency="BRL")


def test_the_key_knows_amounts_by_value_and_the_parts_of_one_payment(tmp_path: Path) -> None:
    key = draft_of(tmp_path).source_key
    assert draft_of(tmp_path, **{TOTAL: "1200,5"}).source_key == key
    assert draft_of(tmp_path, **{"Credor": "outro", "Data Limite da União": "01/01/2020"}).source_key == key
    assert draft_of(tmp_path, **{TOTAL: "200,50", COMPONENTS[0]: "0"}).source_key != key


@pytest.mark.parametrize(
    ("text", "minor"),
    [("13.063.405,16", 1_306_340_516), ("608016,54", 60_801_654), ("6000,0", 600_000), ("0", 0), (" 7 ", 700)],
)
def test_amounts_are_read_in_every_spelling(text: str, minor: int) -> None:
    assert parse_amount(text) == minor


@pytest.mark.parametrize("text", ["", "1.00,00", "1.0000,00", "12.5", "1,234", "1e3", "-1", "R$ 1,00", "٣", "9" * 20])
def test_other_amounts_are_not_guessed(text: str) -> None:
    assert parse_amount(text) is None


@pytest.mark.parametrize("text", ["", "1/6/2020", "06/15/2020", "15-06-2020", "15/06/20", "30/02/2020"])
def test_other_dates_are_not_guessed(text: str) -> None:
    assert parse_day(text) is None


def test_references_are_plain_and_stable() -> None:
    assert print_reference("Municípios", "São João d'Água  Clara") == "municipios/sao-joao-d-agua-clara"
