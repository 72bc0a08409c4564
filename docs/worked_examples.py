"""The pages of worked examples: records, lines and history of invented organizations, computed from the samples.

What is computed stands in `examples/NAME.test.yaml` as an ordinary file of rulebook tests, so that its numbers were
written by hand first: a test holds that the sample meets every one of them.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from goodstanding.adapters.formats.catalogue import load_catalogue
from goodstanding.adapters.formats.rulebook import SAMPLES, load_sample
from goodstanding.adapters.formats.rulebook_cases import read_cases
from goodstanding.publication.standing_pages import CAUSES, STATUS_WORDS
from goodstanding.register.catalogue import Catalogue
from goodstanding.register.records import Record, Status
from goodstanding.rulebook.model import Purpose, Rulebook
from goodstanding.standing import phrases
from goodstanding.standing.cases import Case
from goodstanding.standing.changes import Change, changes
from goodstanding.standing.evaluate import Line, LineKind, Standing, evaluate
from goodstanding.standing.favours import favours
from goodstanding.standing.grounds import grounds
from goodstanding.values.points import print_points
from goodstanding.values.withheld import Withheld

EXAMPLES = Path(__file__).resolve().parent / "examples"
PROSE: Any = YAML(typ="safe").load(EXAMPLES / "prose.yaml")
#: The history of an example is told between these days.
FIRST, LAST = date(2020, 1, 1), date(2030, 1, 1)

Table = Callable[[Iterable[str], Iterable[Iterable[object]]], Iterator[str]]


def example_name(sample: str) -> str:
    """The name of a sample's page of examples."""
    return f"example-{sample.replace('_', '-')}.md"


def example_cases(sample: str) -> tuple[Case, ...]:
    """The worked examples of a sample, as they are written by hand."""
    return read_cases((EXAMPLES / f"{sample}.test.yaml").read_text("utf-8"), f"{sample}.test.yaml")


def example_page(sample: str, table: Table) -> Iterator[str]:
    """The whole page."""
    rulebook, catalogue, prose = load_sample(sample), load_catalogue(), PROSE[sample]
    yield from (f"# {prose['title']}", "", *_wrapped(prose["opening"]), "")
    yield from (
        f"The rulebook is [{rulebook.title}](rulebooks.md#{_anchor(rulebook.title)}). It is an illustration that no",
        "authority has adopted. Every number on this page is computed from it. The records are in",
        f"`docs/examples/{sample}.test.yaml`, an ordinary file of rulebook tests; in a clone, run",
        "",
        "```sh",
        f"goodstanding rulebook test {sample} --cases docs/examples/{sample}.test.yaml",
        "```",
        "",
    )
    for case in example_cases(sample):
        yield from (f"## {case.name}", "")
        yield from _records(case, catalogue, table)
        for expected in case.expect:
            yield from _day(case, rulebook, catalogue, expected.on, table)
        yield from _history(case, rulebook, catalogue, table)
        yield from (*_wrapped(prose["after"][case.name]), "")
    if rulebook.purpose is Purpose.INDICATOR:
        yield from (phrases.INDICATOR, "")
    yield from (("Points inform; no measure follows from them. [How to read an explanation]"
                "(../explanation/how-to-read-an-explanation.md) explains each line."), "")  # fmt: skip


def _records(case: Case, catalogue: Catalogue, table: Table) -> Iterator[str]:
    yield from table(
        ("record", "about", "severity", "decided", "final", "states", "later"),
        (_record(record, catalogue) for record in case.view.records),
    )


def _record(record: Record, catalogue: Catalogue) -> tuple[object, ...]:
    decision, stages = record.decision, record.stages
    if isinstance(decision, Withheld) or isinstance(stages, Withheld):
        raise TypeError("An example withholds nothing.")
    category = catalogue.category(decision.category)
    severity = catalogue.severity(category, decision.measures, decision.amount)
    first = next(place for place, stage in enumerate(stages) if stage.status is Status.FINAL)
    states = decision.figure or decision.amount or ""
    later = ", ".join(f"{STATUS_WORDS[stage.status]} {stage.effective_on}" for stage in stages[first + 1 :])
    final = stages[first].effective_on
    return record.entry, category.label, severity, decision.decided_on, final, states, later


def _day(case: Case, rulebook: Rulebook, catalogue: Catalogue, on: date, table: Table) -> Iterator[str]:
    standing = evaluate(case.view, rulebook, catalogue, on)
    titles = {grade.code: grade.title for grade in rulebook.grades}
    grade = f"grade {standing.grade} ({titles[standing.grade]})" if standing.grade else "not rated"
    yield from (f"### {phrases.print_day(on)}: {print_points(standing.points)} points, {grade}", "")
    rows = [_line(line, rulebook) for line in standing.lines]
    yield from table(("line", "rule", "value", "share", "points"), [*rows, _sum(standing)])
    given = [f"`{one.id}` {one.title}, for {phrases.print_period(one.lasts)}" for one in favours(standing, rulebook)]
    found = [f"`{one.ground}` {one.title} ({one.kind})" for one in grounds(case.view, standing, rulebook, catalogue)]
    limited = [f"`{one.id}` {one.title}" for one in rulebook.grade_limits if one.id in standing.limited_by]
    for what, told in (
        ("The grade is held down by", limited),
        ("The grade gives", given),
        ("A file could be opened for", found),
    ):
        if told:
            yield from (f"{what} {'; '.join(told)}.", "")


def _line(line: Line, rulebook: Rulebook) -> tuple[object, ...]:
    titles = {one.id: one.title for one in (*rulebook.provisions, *rulebook.caps)}
    name = f"record {line.entry}" if line.kind is LineKind.RECORD else line.kind.value
    rule = f"`{line.rule}` {titles[line.rule]}" if line.rule else ""
    if line.kind is not LineKind.RECORD:
        return name, rule, "", "", print_points(line.points)
    return name, rule, line.value, f"{line.permille} ‰", print_points(line.points)


def _sum(standing: Standing) -> tuple[object, ...]:
    total = sum(line.points for line in standing.lines)
    if total != standing.points:
        raise ValueError("The lines do not sum to the points.")
    return "**in all**", "", "", "", f"**{print_points(total)}**"


def _history(case: Case, rulebook: Rulebook, catalogue: Catalogue, table: Table) -> Iterator[str]:
    yield from ("### Every day on which it changes", "")
    found = [change for change in changes(case.view, rulebook, catalogue, FIRST, LAST) if change.why]
    yield from table(("from", "points", "grade", "because"), (_change(change) for change in found))


def _change(change: Change) -> tuple[object, ...]:
    told = (
        f"{CAUSES[why.cause].format(entry=why.entry, status=STATUS_WORDS[why.status])}:"
        f" {print_points(why.before)} to {print_points(why.after)}"
        for why in change.why
    )
    return change.on, print_points(change.points), change.grade or phrases.UNGRADED, "; ".join(told)


def _wrapped(text: str) -> list[str]:
    import textwrap

    return textwrap.wrap(" ".join(text.split()), 118, break_long_words=False, break_on_hyphens=False)


def _anchor(title: str) -> str:
    return title.lower().replace("'", "").replace(" ", "-")


#: The names of the pages, with their samples.
PAGES = {example_name(sample): sample for sample in SAMPLES}
