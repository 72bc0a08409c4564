"""The two formats on the public lists: every row accounted for, snapshots that replay as changes."""

import csv
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from goodstanding.adapters.formats.br_arrears import BrArrears
from goodstanding.adapters.formats.mx_69b import COLUMNS, RFC, SITUATION, TABLE, Mx69b
from goodstanding.intake.drafts import Draft
from goodstanding.register.records import Reason, Status, stage_at

pytestmark = pytest.mark.real_data

MX_AS_OF = date(2021, 5, 18)
EXPECTED = {
    "Presunto": (619, Status.PRESUMED, Reason.NOTICE),
    "Definitivo": (8210, Status.FINAL, Reason.DECISION),
    "Desvirtuado": (274, Status.ANNULLED, Reason.REVERSED_BY_AUTHORITY),
    "Sentencia Favorable": (822, Status.ANNULLED, Reason.COURT_RULING),
}


@pytest.fixture(scope="module")
def mx_path(shared_data: Path) -> Path:
    return shared_data / "mx_sat_69b_orgs_asof_2021-05-18.csv"


@pytest.fixture(scope="module")
def mx_cells(mx_path: Path) -> list[dict[str, str]]:
    with mx_path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def mx_drafts(mx_path: Path) -> list[Draft]:
    return [row for row in Mx69b().read(mx_path, MX_AS_OF) if isinstance(row, Draft)]


def test_every_row_of_the_mexican_list_is_a_draft(mx_path: Path, mx_drafts: list[Draft]) -> None:
    rows = list(Mx69b().read(mx_path, MX_AS_OF))
    assert [row.row for row in rows] == list(range(1, 9926))
    assert len(mx_drafts) == 9925


def test_the_mexican_list_is_read_whole(mx_path: Path) -> None:
    assert sum(1 for _ in Mx69b().read(mx_path, MX_AS_OF)) == 9925


def test_the_state_in_force_follows_the_situation(mx_cells: list[dict[str, str]], mx_drafts: list[Draft]) -> None:
    counts: Counter[str] = Counter()
    for cells, draft in zip(mx_cells, mx_drafts, strict=True):
        situation = cells[SITUATION]
        stage = stage_at(draft.stages, MX_AS_OF)
        assert stage is not None
        assert (stage.status, stage.reason) == EXPECTED[situation][1:]
        counts[situation] += 1
    assert counts == {situation: number for situation, (number, _, _) in EXPECTED.items()}


def test_whoever_won_is_final_on_no_day_from_the_ruling_on(mx_drafts: list[Draft]) -> None:
    won = [draft for draft in mx_drafts if draft.stages[-1].status is Status.ANNULLED]
    assert len(won) == 1096
    for draft in won:
        ruling = min(stage.effective_on for stage in draft.stages if stage.status is Status.ANNULLED)
        days = {stage.effective_on for stage in draft.stages if stage.effective_on >= ruling}
        current = {stage.status for day in days if (stage := stage_at(draft.stages, day))}
        assert current == {Status.ANNULLED}


def test_deeds_come_before_their_effect_and_nothing_after_the_snapshot(mx_drafts: list[Draft]) -> None:
    stages = [stage for draft in mx_drafts for stage in draft.stages]
    assert all(stage.decided_on <= stage.effective_on <= MX_AS_OF for stage in stages)
    assert min(stage.decided_on for stage in stages) >= date(2013, 12, 1)


def test_keys_are_unique_where_the_identity_is_open(mx_drafts: list[Draft]) -> None:
    suppressed = [draft for draft in mx_drafts if draft.concerns]
    assert len(suppressed) == 87
    assert len({draft.name for draft in suppressed}) == 1
    assert all(draft.identifiers == () for draft in suppressed)
    open_keys = [draft.source_key for draft in mx_drafts if not draft.concerns]
    assert len(set(open_keys)) == len(open_keys) == 9838


def test_names_carry_no_notes(mx_drafts: list[Draft]) -> None:
    names = [name for draft in mx_drafts for name in (draft.name, *draft.aliases)]
    assert not [name for name in names if "//" in name or "sentencia" in name.lower() or '"' in name]
    assert not [name for name in names if "LIQUIDADOR" in name or not name.isprintable() or name != name.strip()]
    assert sum(bool(draft.aliases) for draft in mx_drafts) == 8


@pytest.mark.parametrize("last", [1, 2, 3])
def test_an_earlier_mexican_snapshot_is_a_prefix(
    mx_cells: list[dict[str, str]], mx_drafts: list[Draft], tmp_path: Path, last: int
) -> None:
    """Blank the later groups of columns and set the situation back to the last one left."""
    path = tmp_path / "earlier.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, TABLE.columns)
        writer.writeheader()
        writer.writerows(blanked(cells, last) for cells in mx_cells)
    earlier = [row for row in Mx69b().read(path, MX_AS_OF) if isinstance(row, Draft)]
    assert len(earlier) == len(mx_drafts)
    for before, after in zip(earlier, mx_drafts, strict=True):
        assert before.source_key == after.source_key
        assert before.stages == after.stages[: len(before.stages)]


def blanked(cells: dict[str, str], last: int) -> dict[str, str]:
    grounds = list(COLUMNS)
    later = {column: "" for ground in grounds[last:] for column in COLUMNS[ground]}
    known = [ground for ground in grounds[:last] if cells[COLUMNS[ground][0]] or cells[COLUMNS[ground][2]]]
    return cells | later | {SITUATION: known[-1]}


def test_a_planted_person_is_dropped_and_a_planted_ground_is_never_reached(
    mx_cells: list[dict[str, str]], tmp_path: Path
) -> None:
    path = tmp_path / "planted.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, TABLE.columns)
        writer.writeheader()
        writer.writerows([mx_cells[0], mx_cells[1] | {RFC: "PEXJ800101AB1", SITUATION: "?"}, mx_cells[2]])
    assert [type(row).__name__ for row in Mx69b().read(path, MX_AS_OF)] == ["Draft", "DroppedRow", "Draft"]


@pytest.fixture(scope="module")
def snapshots(shared_data: Path) -> tuple[list[Draft], list[Draft]]:
    first, second = (
        [
            row
            for row in BrArrears().read(
                shared_data / f"br_treasury_guarantee_arrears_asof_{day}.csv", date.fromisoformat(day)
            )
            if isinstance(row, Draft)
        ]
        for day in ("2020-08-31", "2020-12-31")
    )
    return first, second


def test_both_brazilian_snapshots_are_drafts(snapshots: tuple[list[Draft], list[Draft]]) -> None:
    assert [len(drafts) for drafts in snapshots] == [1026, 1094]


def test_the_later_brazilian_snapshot_holds_the_earlier_and_68_more(snapshots: tuple[list[Draft], list[Draft]]) -> None:
    first, second = ({draft.source_key: replace(draft, row=0) for draft in drafts} for drafts in snapshots)
    assert (len(first), len(second)) == (1026, 1094)
    assert all(second[key] == draft for key, draft in first.items())
    assert len(second.keys() - first.keys()) == 68


def test_brazilian_borrowers_are_few_and_time_is_never_negative(snapshots: tuple[list[Draft], list[Draft]]) -> None:
    borrowers = {(draft.identifiers, draft.name, draft.tier) for draft in snapshots[1]}
    assert len(borrowers) == len({identifiers for identifiers, _, _ in borrowers}) == 23
    assert all(
        draft.decision.conduct_to and draft.decision.conduct_to <= draft.decision.decided_on for draft in snapshots[1]
    )
