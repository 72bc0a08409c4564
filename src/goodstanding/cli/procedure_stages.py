"""Where a file can stand under procedural rules, as a table: what can be done there, by when, and what follows."""

from collections.abc import Iterator, Mapping

from goodstanding.cli.output import print_table, print_text
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.procedure import Procedure
from goodstanding.proceedings.stage_steps import DECIDED, TO_BE_LISTED, UNDECIDED, StageTold, passing_in, stages_of
from goodstanding.proceedings.stages import ENDED, Stage

COLUMNS = ("Stage", "Steps that can be taken", "Clocks that count, and what follows")
TITLE = "Where a file can stand, and what can be done there"
#: What the stages of a group have in common is told once.
_GROUPS = (
    ("(each before the end)", frozenset(Stage) - ENDED),
    ("(each before the decision)", frozenset(UNDECIDED)),
    ("(each behind the decision)", frozenset(DECIDED)),
    ("(each of a listing)", TO_BE_LISTED),
    ("(each behind the end)", ENDED),
)
_FIRST = "opened"


def print_stages(procedure: Procedure) -> None:
    """Every stage in the order of a file; what no file gets to is named behind the table."""
    print_table(TITLE, COLUMNS, stage_rows(procedure))
    if unreached := not_reached(procedure):
        print_text(f"No file gets to: {unreached}. These rules leave out a step that it takes.")


def stage_rows(procedure: Procedure) -> Iterator[tuple[str, str, str]]:
    """A row for what the stages of a group have in common, and then for each stage what it has besides."""
    told = stages_of(procedure)
    steps = {one.stage: list(one.steps) for one in told}
    clocks = {one.stage: _clocks(procedure, one) for one in told}
    if told:
        yield "(no file yet)", _FIRST, ""
    for name, stages in _GROUPS:
        group = [one.stage for one in told if one.stage in stages]
        if len(group) < 2:
            continue
        first = group[0]
        same_steps = [one for one in steps[first] if all(one in steps[stage] for stage in group)]
        same_clocks = {
            clock: effect
            for clock, effect in clocks[first].items()
            if all(clocks[stage].get(clock) == effect for stage in group)
        }
        for stage in group:
            steps[stage] = [one for one in steps[stage] if one not in same_steps]
            clocks[stage] = {clock: effect for clock, effect in clocks[stage].items() if clock not in same_clocks}
        if same_steps or same_clocks:
            yield name, ", ".join(same_steps), _clock_words(same_clocks)
    for one in told:
        yield one.stage.value, ", ".join(steps[one.stage]) or "nothing else", _clock_words(clocks[one.stage])


def stages_json(procedure: Procedure) -> dict[str, object]:
    """Each stage with all of its steps, and its clocks: what they do, and where a file can stand then."""
    return {
        one.stage.value: {
            "steps": list(one.steps),
            "clocks": {
                clock.value: {
                    "passing": passing_in(procedure, one.stage, clock).value,
                    "then": [stage.value for stage in follows],
                }
                for clock, follows in one.clocks.items()
            },
        }
        for one in stages_of(procedure)
    }


def not_reached(procedure: Procedure) -> str:
    """The stages that no file gets to under these rules."""
    reached = {one.stage for one in stages_of(procedure)}
    return ", ".join(stage.value for stage in Stage if stage not in reached)


def _clocks(procedure: Procedure, told: StageTold) -> dict[Clock, str]:
    """What follows by each clock: by the rules, and where a file stands then if it is another stage."""
    found = {}
    for clock, follows in told.clocks.items():
        then = " or ".join(stage.value for stage in follows)
        found[clock] = passing_in(procedure, told.stage, clock).value + (f", then {then}" if then else "")
    return found


def _clock_words(clocks: Mapping[Clock, str]) -> str:
    """`standstill: listing-may-show, then listed; ...`; clocks of one effect stand together."""
    effects = dict.fromkeys(clocks.values())
    return "; ".join(f"{', '.join(clock for clock in clocks if clocks[clock] == one)}: {one}" for one in effects)
