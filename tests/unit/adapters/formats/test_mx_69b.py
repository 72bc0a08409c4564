"""The 69-B format on invented rows."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from goodstanding.adapters.formats.mx_69b import COLUMNS, GROUNDS, MASK, NAME, RFC, SITUATION, TABLE, Mx69b
from goodstanding.adapters.formats.mx_69b_cells import Act, Holder, parse_acts, parse_name, parse_rfc
from goodstanding.intake.drafts import Declared, Draft, DroppedRow, Format, RejectedRow, Row
from goodstanding.register.records import Reason, Stage, Status, final_on, stage_at
from goodstanding.values.errors import ImportAbortedError
from goodstanding.values.identifiers import Identifier

AS_OF = date(2021, 5, 18)
Groups = dict[str, tuple[str, str, str, str]]
NOTICE = (
    "500-05-2017-101 de fecha 1 de marzo de 2017",
    "02/03/2017",
    "500-05-2017-101 de fecha 1 de marzo de 2017",
    "20/03/2017",
)
LISTING = (
    "500-05-2018-202 de fecha 5 de enero de 2018",
    "06/01/2018",
    "500-05-2018-202 de fecha 5 de enero de 2018",
    "25/01/2018",
)
RULING = (
    "500-05-2019-303 de fecha 9 de mayo de 2019",
    "10/05/2019",
    "500-05-2019-303 de fecha 9 de mayo de 2019",
    "30/05/2019",
)
DISPROVED = (
    "500-05-2017-404 de fecha 8 de junio de 2017",
    "09/06/2017",
    "500-05-2017-404 de fecha 8 de junio de 2017",
    "28/06/2017",
)
RELISTING = (
    "500-05-2020-205 de fecha 3 de febrero de 2020 // 500-05-2018-202 de fecha 5 de enero de 2018",
    "03/02/2020 - 06/01/2018",
    "500-05-2020-205 de fecha 3 de febrero de 2020 // 500-05-2018-202 de fecha 5 de enero de 2018",
    "20/02/2020 // 25/01/2018",
)
LISTED = ("Definitivo", {"Presunto": NOTICE, "Definitivo": LISTING})


def cells_of(
    situation: str,
    groups: Groups,
    rfc: str = "QZX170101AB1",
    name: str = "INVENTOS DEL LAGO, S.A. DE C.V.",
) -> dict[str, str]:
    cells = dict.fromkeys(TABLE.columns, "") | {RFC: rfc, NAME: name, SITUATION: situation}
    for ground, values in groups.items():
        cells |= dict(zip(COLUMNS[ground], values, strict=True))
    return cells


def read(folder: Path, *rows: dict[str, str], as_of: date = AS_OF, columns: Sequence[str] = TABLE.columns) -> list[Row]:
    path = folder / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns)
        writer.writeheader()
        writer.writerows({"No": str(number), **row} | {"No": str(number)} for number, row in enumerate(rows, start=1))
    return list(Mx69b().read(path, as_of))


def draft_of(folder: Path, *arguments: object, **keywords: str) -> Draft:
    (row,) = read(folder, cells_of(*arguments, **keywords))  # type: ignore[arg-type]  # passed on as given
    assert isinstance(row, Draft), row
    return row


def test_a_listed_organization_is_read_whole(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, *LISTED)
    assert draft.source_key == ("QZX170101AB1", "500-05-2017-101")
    assert draft.declared is Declared.FIRM
    assert (draft.name, draft.country, draft.aliases) == ("INVENTOS DEL LAGO, S.A. DE C.V.", "MX", ())
    assert draft.identifiers == (Identifier("mx-rfc", "QZX170101AB1"),)
    assert (draft.case.authority, draft.case.number) == ("mx-sat", "500-05-2017-101")
    assert draft.decision.category == "simulated-invoices"
    assert draft.decision.decided_on == date(2018, 1, 5)
    assert draft.decision.amount is None
    assert draft.stages == (
        Stage(
            status=Status.PRESUMED,
            effective_on=date(2017, 3, 20),
            decided_on=date(2017, 3, 1),
            reason=Reason.NOTICE,
            act="500-05-2017-101",
        ),
        Stage(
            status=Status.FINAL,
            effective_on=date(2018, 1, 25),
            decided_on=date(2018, 1, 5),
            reason=Reason.DECISION,
            act="500-05-2018-202",
        ),
    )


def test_its_authority_is_competent_for_what_it_yields(tmp_path: Path) -> None:
    reader: Format = Mx69b()
    draft = draft_of(tmp_path, *LISTED)
    (competence,) = reader.competences
    assert (competence.authority, competence.category) == (draft.case.authority, draft.decision.category)
    assert (competence.statute.code, competence.finality) == (draft.decision.statute, draft.decision.finality)
    assert reader.type_field in TABLE.columns
    assert set(reader.key_fields) <= set(TABLE.columns)


@pytest.mark.parametrize(
    ("situation", "groups", "status", "reason", "effective_on"),
    [
        ("Presunto", {"Presunto": NOTICE}, Status.PRESUMED, Reason.NOTICE, date(2017, 3, 20)),
        (
            "Desvirtuado",
            {"Presunto": NOTICE, "Desvirtuado": DISPROVED},
            Status.ANNULLED,
            Reason.REVERSED_BY_AUTHORITY,
            date(2017, 6, 8),
        ),
        (*LISTED, Status.FINAL, Reason.DECISION, date(2018, 1, 25)),
        (
            "Sentencia Favorable",
            {**LISTED[1], "Sentencia Favorable": RULING},
            Status.ANNULLED,
            Reason.COURT_RULING,
            date(2019, 5, 9),
        ),
        (
            "Sentencia Favorable",
            {"Presunto": NOTICE, "Sentencia Favorable": RULING},
            Status.ANNULLED,
            Reason.COURT_RULING,
            date(2019, 5, 9),
        ),
    ],
)
def test_the_situation_is_the_state_in_force(
    tmp_path: Path, situation: str, groups: Groups, status: Status, reason: Reason, effective_on: date
) -> None:
    stage = stage_at(draft_of(tmp_path, situation, groups).stages, AS_OF)
    assert stage is not None
    assert (stage.status, stage.reason, stage.effective_on) == (status, reason, effective_on)


def test_never_definitive_is_decided_on_the_presumptions_date(tmp_path: Path) -> None:
    assert draft_of(tmp_path, "Presunto", {"Presunto": NOTICE}).decision.decided_on == date(2017, 3, 1)


def test_a_reissued_listing_is_a_stage_of_its_own_and_starts_no_new_clock(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, "Definitivo", {"Presunto": NOTICE, "Definitivo": RELISTING})
    assert [(stage.act, stage.effective_on) for stage in draft.stages[1:]] == [
        ("500-05-2018-202", date(2018, 1, 25)),
        ("500-05-2020-205", date(2020, 2, 20)),
    ]
    assert final_on(draft.stages) == date(2018, 1, 25)
    assert draft.decision.decided_on == date(2018, 1, 5)


def test_a_reversal_takes_effect_on_the_day_of_its_deed_a_listing_on_its_publication(tmp_path: Path) -> None:
    stages = draft_of(tmp_path, "Sentencia Favorable", {**LISTED[1], "Sentencia Favorable": RULING}).stages
    assert [stage.effective_on for stage in stages[1:]] == [date(2018, 1, 25), date(2019, 5, 9)]


def test_who_won_before_a_reissued_listing_has_won_from_the_ruling_on(tmp_path: Path) -> None:
    stages = draft_of(
        tmp_path,
        "Sentencia Favorable",
        {"Presunto": NOTICE, "Definitivo": RELISTING, "Sentencia Favorable": RULING},
    ).stages
    statuses = [stage_at(stages, day) for day in (date(2019, 5, 8), date(2019, 5, 9), date(2020, 2, 20), AS_OF)]
    assert [stage and stage.status for stage in statuses] == [
        Status.FINAL,
        Status.ANNULLED,
        Status.ANNULLED,
        Status.ANNULLED,
    ]
    assert (stages[-1].status, stages[-1].effective_on) == (Status.ANNULLED, date(2019, 5, 9))


def test_a_listing_reissued_after_a_ruling_stands_again(tmp_path: Path) -> None:
    stages = draft_of(
        tmp_path, "Definitivo", {"Presunto": NOTICE, "Definitivo": RELISTING, "Sentencia Favorable": RULING}
    ).stages
    statuses = [stage_at(stages, day) for day in (date(2019, 5, 8), date(2019, 5, 9), date(2020, 2, 20), AS_OF)]
    assert [stage and stage.status for stage in statuses] == [
        Status.FINAL,
        Status.ANNULLED,
        Status.FINAL,
        Status.FINAL,
    ]


def test_a_ruling_older_than_the_listing_leaves_no_day_on_which_it_is_final(tmp_path: Path) -> None:
    early = tuple(cell.replace("2019", "2017").replace("mayo", "abril").replace("/05/", "/04/") for cell in RULING)
    stages = draft_of(tmp_path, "Sentencia Favorable", {**LISTED[1], "Sentencia Favorable": early}).stages
    days = [date.fromordinal(day) for day in range(date(2017, 3, 20).toordinal(), AS_OF.toordinal())]
    assert Status.FINAL not in {stage.status for day in days if (stage := stage_at(stages, day))}
    assert (stages[-1].status, stages[-1].effective_on) == (Status.ANNULLED, date(2017, 4, 9))


@pytest.mark.parametrize(
    ("situation", "groups", "code"),
    [
        ("Presunto", {"Presunto": NOTICE, "Definitivo": LISTING}, "ground-contradicted"),
        ("Presunto", {"Presunto": NOTICE, "Sentencia Favorable": RULING}, "ground-contradicted"),
        ("Definitivo", {**LISTED[1], "Sentencia Favorable": RULING}, "ground-contradicted"),
        ("Definitivo", {"Presunto": NOTICE}, "ground-without-act"),
        ("Desvirtuado", LISTED[1], "ground-without-act"),
        ("Sentencia Favorable", LISTED[1], "ground-without-act"),
        ("Definitivo", {"Definitivo": LISTING}, "ground-without-act"),
        ("Definitivo", {"Presunto": NOTICE, "Definitivo": (LISTING[0], "", "", "")}, "acts-unreadable"),
        ("Definitivo", {"Presunto": NOTICE, "Definitivo": (*LISTING[:3], "25 de enero")}, "acts-unreadable"),
        ("Presunto", {"Presunto": (*NOTICE[:3], "20/03/2031")}, "date-after-snapshot"),
    ],
)
def test_a_row_that_contradicts_itself_is_rejected_and_the_rest_lands(
    tmp_path: Path, situation: str, groups: Groups, code: str
) -> None:
    rejected, kept = read(tmp_path, cells_of(situation, groups), cells_of(*LISTED))
    assert isinstance(rejected, RejectedRow)
    assert [(finding.code, finding.row, finding.file) for finding in rejected.findings] == [(code, 1, "list.csv")]
    assert isinstance(kept, Draft)


def test_definitive_again_after_a_ruling_stays_definitive(tmp_path: Path) -> None:
    draft = draft_of(
        tmp_path, "Definitivo", {"Presunto": NOTICE, "Definitivo": RELISTING, "Sentencia Favorable": RULING}
    )
    current, between = stage_at(draft.stages, AS_OF), stage_at(draft.stages, date(2019, 12, 1))
    assert [between and between.status, current and current.status] == [Status.ANNULLED, Status.FINAL]


@pytest.mark.parametrize("rfc", ["PEXJ800101AB1", "pexj800101ab1", "PEXJ-800101-AB1", "PEXJ800101", "XAXX010101000"])
def test_a_person_is_dropped_with_the_row_unread(tmp_path: Path, rfc: str) -> None:
    rows = read(tmp_path, cells_of("Ground That Nobody Knows", {}, rfc=rfc, name="PEREX INVENTADO JUANO"))
    assert rows == [DroppedRow(row=1, reason="person")]


@pytest.mark.parametrize("rfc", [MASK, "", "QZX170101", "QZX17O101AB1"])
def test_a_suppressed_identity_leaves_nothing_of_its_name(tmp_path: Path, rfc: str) -> None:
    draft = draft_of(tmp_path, *LISTED, rfc=rfc, name="Información suprimida, juicio 77/2019, JUANO PEREX")
    assert draft.concerns == ("identity-suppressed-by-source",)
    assert (draft.declared, draft.identifiers, draft.aliases) == (Declared.UNKNOWN, (), ())
    assert draft.source_key == (MASK, "500-05-2017-101")
    assert "PEREX" not in repr(draft)
    assert "77/2019" not in repr(draft)


def test_an_unknown_ground_aborts_and_names_the_row(tmp_path: Path) -> None:
    with pytest.raises(ImportAbortedError, match="row 2 has an unknown ground: Sospechoso"):
        read(tmp_path, cells_of(*LISTED), cells_of("Sospechoso", LISTED[1]))


def test_a_name_in_the_ground_column_is_not_printed(tmp_path: Path) -> None:
    planted = "PEREX INVENTADO JUANO, vecino de ninguna parte"
    with pytest.raises(ImportAbortedError) as caught:
        read(tmp_path, cells_of(planted, LISTED[1]))
    assert "PEREX" not in str(caught.value)


def test_another_table_and_an_empty_one_abort(tmp_path: Path) -> None:
    with pytest.raises(ImportAbortedError, match="columns missing"):
        read(tmp_path, columns=TABLE.columns[:-1])
    with pytest.raises(ImportAbortedError, match="only 0 rows"):
        read(tmp_path)


def test_a_name_of_notes_only_is_rejected(tmp_path: Path) -> None:
    (row,) = read(tmp_path, cells_of(*LISTED, name="// En cumplimiento a la sentencia"))
    assert isinstance(row, RejectedRow)
    assert row.findings[0].code == "name-missing"


def test_the_running_number_is_not_read(tmp_path: Path) -> None:
    first, second = cells_of(*LISTED), cells_of(*LISTED, rfc="QZY170101AB2")
    before = {row.source_key: row.stages for row in read(tmp_path, first, second) if isinstance(row, Draft)}
    after = {row.source_key: row.stages for row in read(tmp_path, second, first) if isinstance(row, Draft)}
    assert before == after
    assert len(before) == 2


def test_earlier_snapshots_are_prefixes(tmp_path: Path) -> None:
    late = tuple(cell.replace("2017", "2020") for cell in DISPROVED)
    groups = {"Presunto": NOTICE, "Definitivo": RELISTING, "Desvirtuado": late, "Sentencia Favorable": RULING}
    situations = list(GROUNDS)
    full = draft_of(tmp_path, situations[-1], groups)
    for last in (1, 2, 3):
        early = draft_of(tmp_path, situations[last - 1], {ground: groups[ground] for ground in situations[:last]})
        assert early.source_key == full.source_key
        assert early.stages == full.stages[: len(early.stages)]
        assert len(early.stages) < len(full.stages)


@pytest.mark.parametrize(
    ("cell", "holder", "code"),
    [
        ("QZX170101AB1", Holder.ORGANIZATION, "QZX170101AB1"),
        (" qz&170101ab1 ", Holder.ORGANIZATION, "QZ&170101AB1"),
        ("QÑX-170101-AB1", Holder.ORGANIZATION, "QÑX170101AB1"),
        ("1234567890123", Holder.PERSON, ""),
        ("PEXJ800101AB12", Holder.PERSON, ""),
        ("170101QZXAB1", Holder.UNREADABLE, ""),
    ],
)
def test_the_holder_is_read_from_the_tax_number(cell: str, holder: Holder, code: str) -> None:
    assert parse_rfc(cell) == (holder, code)


@pytest.mark.parametrize(
    ("cell", "name", "aliases"),
    [
        ("  LAGO\xa0 AZUL,  S.A. DE C.V. ", "LAGO AZUL, S.A. DE C.V.", ()),
        ('"LAGO AZUL", S.C.', "LAGO AZUL, S.C.", ()),
        ("\x93LAGO AZUL\x94 S.A. DE C.V.", "LAGO AZUL S.A. DE C.V.", ()),
        ("LAGO´S, S.C.", "LAGO´S, S.C.", ()),
        ("LAGO, S.C.// En cumplimiento a la sentencia de fecha 1 de enero de 2019", "LAGO, S.C.", ()),
        ("LAGO, S.C. // ANTES RIO SECO, S. DE R.L. DE C.V.", "LAGO, S.C.", ("RIO SECO, S. DE R.L. DE C.V.",)),
        ("LAGO, S.C. // Ahora RIO SECO, S.A.P.I. DE C.V.", "LAGO, S.C.", ("RIO SECO, S.A.P.I. DE C.V.",)),
        ("LAGO, S.C. // ANTES PEREX INVENTADO JUANO", "LAGO, S.C.", ()),
        ("LAGO, S.C. // Fusionante de RIO SECO, S.C.", "LAGO, S.C.", ()),
        ("LAGO, S.C. ANTES DENOMINADA RIO SECO, S.A.", "LAGO, S.C.", ("RIO SECO, S.A.",)),
        ("LAGO, S.C., ANTES RIO SECO, S.P.R. DE R.L.", "LAGO, S.C.", ("RIO SECO, S.P.R. DE R.L.",)),
        ("ANTES RIO SECO, S.A. AHORA LAGO, S.C.", "LAGO, S.C.", ("RIO SECO, S.A.",)),
        ("COMO ANTES, S.A. DE C.V.", "COMO ANTES, S.A. DE C.V.", ()),
        ("DANTES DEL NORTE, S.C.", "DANTES DEL NORTE, S.C.", ()),
        ("PEREX INVENTADO JUANO LIQUIDADOR DE: LAGO, S.C.", "LAGO, S.C.", ()),
        ("JUANA PEREX REPRESENTANTE LEGAL DE LAGO, S.C.", "LAGO, S.C.", ()),
        ("REPRESENTANTES DEL LAGO, S.C.", "REPRESENTANTES DEL LAGO, S.C.", ()),
    ],
)
def test_names_lose_their_notes_and_keep_former_names(cell: str, name: str, aliases: tuple[str, ...]) -> None:
    assert parse_name(cell) == (name, aliases)


FIRST = Act(number="500-05-2018-2", decided_on=date(2018, 1, 25), effective_on=date(2018, 1, 25))
SECOND = Act(number="500-05-2020-7", decided_on=date(2020, 2, 20), effective_on=date(2020, 2, 20))
DATED = replace(FIRST, decided_on=date(2018, 1, 5))


@pytest.mark.parametrize(
    ("cells", "acts"),
    [
        (("", "", "", ""), ()),
        (("500-05-2018-2 de fecha 05 de ENERO del 2018? ", "25/01/2018", "", ""), (DATED,)),
        (("500-05-02-2018-2 de  fecha 5 enero 2018", "25-01-18", "", ""), (replace(DATED, number="500-05-02-2018-2"),)),
        (("500-05-2018-2", "25/01/2018", "", ""), (FIRST,)),
        (("500-05-2018-2 de fecha 31 de junio de 2017", "25/01/2018", "", ""), (FIRST,)),
        (("500-05-2018-2 de fecha 5 de enero de 2081", "25/01/2018", "", ""), (FIRST,)),
        (("500-05-2018-2 (únicamente en el DOF)", "", "500-05-2018-2", "25/01/2018"), (FIRST,)),
        (("", "", "500-05-2018-2", "25/01/2018"), (FIRST,)),
        (("500-05-2018-2", "01/01/2018", "500-05-2018-9", "25/01/2018"), (FIRST,)),
        (("500-05-2020-7 - 500-05-2018-2", "20/02/2020    01/01/2018", "500-05-2018-2", "25/01/2018"), (FIRST, SECOND)),
        (
            ("500-05-2018-2 // 500-05-2020-7", "01/01/2018 // 02/02/2020", "500-05-2018-2", "25/01/2018 - 20/02/20"),
            (FIRST, SECOND),
        ),
        (
            (
                "500-05-2018-2 // 500-05-2020-7",
                "01/01/2018 // 02/02/2020",
                "500-05-2020-7 // 500-05-2018-2",
                "20/02/2020 // 25/01/2018",
            ),
            (FIRST, SECOND),
        ),
    ],
)
def test_deeds_and_dates_are_paired(cells: tuple[str, str, str, str], acts: tuple[Act, ...]) -> None:
    assert parse_acts(*cells) == acts


@pytest.mark.parametrize(
    "cells",
    [
        ("500-05-2018-2 // 500-05-2020-7", "25/01/2018", "", ""),
        ("500-05-2018-2", "25/01/2018", "500-05-2018-2", "25/01/2018 // 20/02/2020"),
        ("500-05-2018-2", "", "", ""),
        ("", "25/01/2018", "500-05-2018-2", "25/01/2018"),
        ("", "25/01/2018", "", ""),
        ("500-05-2018-2 por JUANO PEREX", "25/01/2018", "", ""),
        ("500-05-2018-2", "32/01/2018", "", ""),
        ("500-05-2018-2", "2018", "", ""),
        ("oficio perdido", "25/01/2018", "", ""),
    ],
)
def test_what_cannot_be_paired_is_not_guessed(cells: tuple[str, str, str, str]) -> None:
    assert parse_acts(*cells) is None
