"""The table of stages as it is printed: nothing is lost by telling once what stages have in common."""

from dataclasses import replace

import pytest

from goodstanding.adapters.formats.procedures import load_sample
from goodstanding.cli.procedure_stages import not_reached, stage_rows, stages_json
from goodstanding.proceedings.stage_steps import DECIDED, TO_BE_LISTED, UNDECIDED, passing_in, stages_of
from goodstanding.proceedings.stages import ENDED, Stage

MODEL = load_sample("model")
GROUPS = {
    "(each before the end)": {*UNDECIDED, *DECIDED},
    "(each before the decision)": set(UNDECIDED),
    "(each behind the decision)": set(DECIDED),
    "(each of a listing)": set(TO_BE_LISTED),
    "(each behind the end)": set(ENDED),
}
ROWS = {name: (steps, clocks) for name, steps, clocks in stage_rows(MODEL)}


def test_the_rows_are_the_stages_in_their_order_behind_what_they_have_in_common() -> None:
    assert list(ROWS) == ["(no file yet)", *GROUPS, *(stage.value for stage in Stage)]


@pytest.mark.parametrize("told", stages_of(MODEL), ids=lambda told: told.stage.value)
def test_a_stage_has_its_own_row_and_those_of_its_groups(told) -> None:
    rows = [ROWS[told.stage.value], *(ROWS[name] for name, stages in GROUPS.items() if told.stage in stages)]
    steps = [one for row, _ in rows for one in row.split(", ") if one != "nothing else"]
    assert sorted(steps) == sorted(told.steps)
    effects = [one.split(": ") for _, row in rows for one in row.split("; ") if one]
    clocks = {clock: effect for names, effect in effects for clock in names.split(", ")}
    assert clocks == {
        clock: ", then ".join([passing_in(MODEL, told.stage, clock), *([" or ".join(then)] if then else [])])
        for clock, then in told.clocks.items()
    }


def test_what_follows_stands_beside_the_clock() -> None:
    assert ROWS["reply-window"][1].startswith("reply: window-closes, then to-be-proposed; decision: file-closes")
    assert "rehabilitation-decision, review: listing-suspended, then suspended" in ROWS["listed"][1]
    assert "condition-answer: granted, then concluded or lifted" in ROWS["monitored"][1]


def test_plain_data_has_every_stage_whole() -> None:
    found = stages_json(MODEL)
    assert list(found) == [stage.value for stage in Stage]
    assert found["to-be-proposed"]["clocks"]["decision"] == {"passing": "file-closes", "then": ["date-missed"]}
    assert found["date-missed"] == {"steps": ["court-ruled", "recused"], "clocks": {}}
    assert all(found[one.stage.value]["steps"] == list(one.steps) for one in stages_of(MODEL))


def test_a_stage_that_no_file_gets_to_is_named() -> None:
    assert not_reached(MODEL) == ""
    without = replace(MODEL, steps={name: one for name, one in MODEL.steps.items() if name != "closed"})
    assert not_reached(without) == "closed"
    assert "closed" not in {name for row in stage_rows(without) for name in (row[0], *row[1].split(", "))}
    assert not_reached(replace(MODEL, steps={})).startswith("opened, notice-prepared")
    assert list(stage_rows(replace(MODEL, steps={}))) == []
