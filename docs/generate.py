"""Write the generated pages of the reference from the code: `python docs/generate.py [--check]`.

With --check nothing is written; exit code 1 names the pages that are stale. The other pages are written by hand.
"""

import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any

from goodstanding.adapters.formats.catalogue import load_catalogue
from goodstanding.adapters.formats.procedures import SAMPLES as PROCEDURES
from goodstanding.adapters.formats.procedures import load_sample as load_procedure
from goodstanding.adapters.formats.rulebook import SAMPLES, load_sample
from goodstanding.adapters.formats.rulebook_schema import VERSION as SCHEMA_VERSION
from goodstanding.adapters.formats.rulebook_schema import rulebook_schema
from goodstanding.cli.main import app
from goodstanding.cli.procedure_stages import COLUMNS as STAGE_COLUMNS
from goodstanding.cli.procedure_stages import not_reached, stage_rows
from goodstanding.cli.procedure_tables import DISPLAYED, period_words
from goodstanding.intake.reasons import DESCRIPTIONS, QuarantineReason, RefusalReason
from goodstanding.proceedings.authorities import Role
from goodstanding.proceedings.clock_floors import CLOCK_FLOORS
from goodstanding.proceedings.deadlines import Deadline
from goodstanding.proceedings.digests import procedure_digest
from goodstanding.proceedings.display_floors import DISPLAY_FLOORS
from goodstanding.proceedings.floors import check_procedure
from goodstanding.proceedings.procedure import Procedure, Requirement
from goodstanding.proceedings.stage_steps import stages_of
from goodstanding.proceedings.step_floors import STEP_FLOORS
from goodstanding.register.catalogue import SEVERITY_ORDER, Category, Direction
from goodstanding.register.organizations import OrganizationKind
from goodstanding.rulebook.canonical import rulebook_digest
from goodstanding.rulebook.model import Citation, Provision, Rulebook
from goodstanding.rulebook.naming import RESERVED
from goodstanding.services.batch_jobs import CONTRIBUTIONS, STANDINGS
from goodstanding.services.batch_time import COLUMNS
from goodstanding.standing import relation
from goodstanding.standing.evaluate import LineKind, NotRated
from goodstanding.values.error_codes import ERROR_CODES
from goodstanding.values.finding_codes import CONCERN_CODES, DROPPED_CODES, FINDINGS_BY_PART

sys.path.insert(0, str(Path(__file__).resolve().parent))
from screening_rates import PICTURES, rates_page
from worked_examples import PAGES as EXAMPLES
from worked_examples import example_page

REFERENCE = Path(__file__).resolve().parent / "reference"
NOTE = "<!-- Generated from the code by docs/generate.py: change the code, not this page. -->"


def table(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """A Markdown table; nothing where there are no rows."""
    head = list(columns)
    cells = [[str(cell).replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    if cells:
        yield f"| {' | '.join(head)} |"
        yield f"|{'---|' * len(head)}"
        yield from (f"| {' | '.join(row)} |" for row in cells)
        yield ""


def commands_page() -> Iterator[str]:
    """Every command, its arguments and options, as the application itself declares them."""
    from typer.main import get_command

    yield from (
        "# Commands",
        "",
        "Every command prints text, and JSON with `--json`. Exit codes: 0 done, 1 findings, 2 misuse. What they mean,",
        "and the shapes of the JSON, stand in [settings](settings.md). Points are integer thousandths in JSON.",
        "",
    )
    yield from _commands("goodstanding", get_command(app))


def _commands(typed: str, command: Any) -> Iterator[str]:
    children = getattr(command, "commands", {})
    for name, child in children.items():
        if not child.hidden:
            # A command that may go unnamed is told as it is typed.
            is_default = name == getattr(command, "default", "")
            yield from _commands(typed if is_default else f"{typed} {name}", child)
    if not children:
        yield from _command(typed, command)


def _command(typed: str, command: Any) -> Iterator[str]:
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name == "option" and "--help" not in one.opts]
    metavars = [_metavar(one) for one in arguments]
    yield from (f"## {typed}", "", "```", " ".join([typed, *metavars, "[OPTIONS]"]), "```", "")
    for paragraph in (command.help or "").split("\n\n"):
        text = " ".join(paragraph.replace("\b", "").split())
        if text.startswith("Example: "):
            yield from ("Example:", "", "```", text.removeprefix("Example: "), "```", "")
        elif text.startswith("goodstanding "):
            yield from ("```", text, "```", "")
        else:
            yield from (text, "")
    described = [(f"`{metavar}`", one.help or "") for metavar, one in zip(metavars, arguments, strict=True)]
    yield from table(("argument", ""), described)
    yield from table(("option", "value", ""), (_option(one) for one in options))


def _metavar(argument: Any) -> str:
    name = str(argument.metavar or argument.name.upper())
    return name if argument.required or name.startswith("[") else f"[{name}]"


def _option(option: Any) -> tuple[str, str, str]:
    kind = option.type_descriptor.annotation
    if isinstance(kind, type) and issubclass(kind, Enum):
        value = ", ".join(f"`{one.value}`" for one in kind)
    else:
        value = option.metavar or ("" if option.is_flag else {int: "COUNT"}.get(kind, "NAME"))
    needed = " Required." if option.required else ""
    return ", ".join(f"`{name}`" for name in option.opts), value.replace("|", " or "), (option.help or "") + needed


def categories_page() -> Iterator[str]:
    """The closed catalogue, grouped as a reader looks for it."""
    catalogue = load_catalogue()
    yield from (
        "# Categories",
        "",
        "The catalogue is closed: what is not on this page cannot be recorded, matched by a rulebook, or shown. A",
        "severity follows from measure and amount; nobody types it. A record shows for the period of its severity,",
        "from the day on which its decision became final, and what does not show does not count. Thresholds are in",
        "reference units: about what one euro buys, a convention per currency and never an exchange rate.",
        "",
        "What is never an input, under any name, stands [at the end](#never-an-input); the reasons stand in",
        "[what we refuse](../explanation/what-we-refuse.md).",
        "",
    )
    rows = sorted(catalogue.categories.values(), key=lambda category: (_group(category), category.code))
    yield from table(
        ("category", "about", "direction", "opens a file"),
        ((f"[`{one.code}`](#{one.code})", _kinds(one), one.direction, "can" if one.ground else "no") for one in rows),
    )
    group = ""
    for category in rows:
        if _group(category) != group:
            group = _group(category)
            yield from (f"## {group[2:]}", "")
        yield from _category(category)
    yield from ("## Never an input", "", "This register never records ...", "")
    yield from table(("code", ""), ((f"`{code}`", never) for code, never in catalogue.forbidden.items()))


def _group(category: Category) -> str:
    if category.direction is Direction.FAVOURABLE:
        return "3 Favourable"
    if category.direction is Direction.INFORMATION:
        return "4 Information only"
    return "2 Of public bodies" if category.kinds == {OrganizationKind.PUBLIC_BODY} else "1 Of companies"


def _kinds(category: Category) -> str:
    return ", ".join(sorted(kind.value for kind in category.kinds))


def _category(category: Category) -> Iterator[str]:
    yield from (f"### `{category.code}`", "", f"**{category.label}.** {' '.join(category.description.split())}", "")
    yield from (f'An explanation says: "(authority) ... on (date) that (organization) {category.decided}".', "")
    measures = ", ".join(f"`{one}`: {category.by_measure[one]}" for one in category.by_measure)
    rows: list[tuple[str, str]] = [("subjects", _kinds(category)), ("basis", category.basis), ("measures", measures)]
    if category.by_amount:
        steps = ", ".join(f"from {amount:,} units: {severity}" for amount, severity in category.by_amount)
        rows.append(("raised by the amount", steps))
    if category.threshold_by_size:
        sizes = ", ".join(f"{size}: {units:,}" for size, units in category.threshold_by_size.items())
        rows.append(("recorded only from (units)", sizes))
    shown = ", ".join(f"{one}: {category.display[one]}" for one in SEVERITY_ORDER if one in category.display)
    rows.append(("shown", "as long as the source lists" if category.while_listed else shown))
    told = [
        ("an amount is needed", category.needs_amount),
        ("can open a file", category.ground),
    ]
    rows.append(("also", "; ".join(text for text, holds in told if holds) or "no ground for opening a file"))
    yield from table(("", ""), rows)


def findings_page() -> Iterator[str]:
    """Every code: of findings, of the gate, of dropped rows, of errors."""
    yield from (
        "# Findings, gate codes and errors",
        "",
        "A **finding** is a problem of data: a value with a code, a message, and where it stands (file, row or line,",
        "field). A finding keeps a row, or a file, out; a warning does not. It shows a submitted value only where its",
        "kind of field can be nobody's personal data. The **gate** answers with codes alone. An **error** stops the",
        "command.",
        "",
        "## Findings",
        "",
    )
    for part, codes in FINDINGS_BY_PART.items():
        yield from (f"### {part}", "")
        yield from table(("code", "what it means, and what to do"), _coded(codes))
    yield from ("## The gate refuses", "", "The row is counted as dropped, and nothing of it is kept.", "")
    yield from table(("code", "why"), _described(RefusalReason))
    yield from ("The format itself drops, unread, what its source declares:", "")
    yield from table(("code", "why"), _coded(DROPPED_CODES))
    yield from (
        "## The gate asks",
        "",
        "The row is quarantined without its content, until an officer",
        "[answers](../how-to/answer-a-quarantined-row.md).",
        "",
    )
    yield from table(("code", "why"), _described(QuarantineReason))
    yield from ("Two questions come from the format, and cannot be answered with yes:", "")
    yield from table(("code", "why"), _coded(CONCERN_CODES))
    yield from ("## Errors", "")
    yield from table(("code", "what it means"), _coded(ERROR_CODES))


def _coded(codes: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(f"`{code}`", text) for code, text in codes.items()]


def _described(reasons: Iterable[RefusalReason | QuarantineReason]) -> list[tuple[str, str]]:
    return [(f"`{reason}`", DESCRIPTIONS[reason]) for reason in reasons]


def rulebooks_page() -> Iterator[str]:
    """The samples as tables: what each provision costs or adds, and how it fades."""
    yield from (
        "# Sample rulebooks",
        "",
        "Five samples ship with the software. They are illustrations for the invented country of Valdora: no",
        "authority has adopted them, the laws that they cite do not exist, and whatever they give is marked",
        "UNOFFICIAL. [How to read an explanation](../explanation/how-to-read-an-explanation.md) says how points come",
        "about. Each has a worked example: [companies](example-companies.md),",
        "[public bodies of every tier](example-public-bodies.md), [disclosures](example-soe-disclosure.md),",
        "[contractor performance](example-contractor-performance.md) and",
        "[financial soundness](example-financial-soundness.md).",
        "",
        "Companies and state-owned enterprises have the same rules (S18). So a rulebook about just one of them, as the",
        "one for disclosures below, is looked through with `--rulebook` and `rulebook impact`, and never adopted:",
        "`rulebook propose` refuses it",
        "([decision 50](../decisions/0050-companies-and-state-owned-enterprises-have-one-rulebook.md)).",
        "",
    )
    for name in SAMPLES:
        yield from _rulebook(load_sample(name))


def _rulebook(rulebook: Rulebook) -> Iterator[str]:
    scale = rulebook.scale
    kinds = ", ".join(sorted(rulebook.applies_to))
    yield from (f"## {rulebook.title}", "")
    yield from table(
        ("", ""),
        [
            ("id, edition", f"`{rulebook.id}`, {rulebook.edition}"),
            ("digest", f"`{rulebook_digest(rulebook)}`"),
            ("about", kinds),
            ("in force", f"from {rulebook.in_force_from}"),
            ("scale", f"starts at {scale.start}, between {scale.floor} and {scale.ceiling}"),
            ("records needed for a grade", rulebook.minimum_evidence),
        ],
    )
    grades = ((one.code, one.title, one.at_least) for one in rulebook.grades)
    yield from table(("grade", "", "from points"), grades)
    yield from table(
        ("provision", "", "categories", "points", "fades", "counts from", "cap", "law"),
        (
            (
                one.id,
                one.title,
                ", ".join(f"`{code}`" for code in sorted(one.match.categories)),
                _points(one),
                _fades(one),
                one.counts_from,
                one.cap or "",
                _law(one.cites),
            )
            for one in rulebook.provisions
        ),
    )
    caps = ((one.id, one.title, one.limit, _law(one.cites)) for one in rulebook.caps)
    yield from table(("cap", "", "at most", "law"), caps)
    limits = (
        (one.id, one.title, ", ".join(sorted(one.provisions)), one.at_most, _law(one.cites))
        for one in rulebook.grade_limits
    )
    yield from table(("grade limit", "", "while these count", "at most", "law"), limits)
    grounds = ((one.id, one.title, one.kind, _condition(one.match, one.points_below), _law(one.cites))
               for one in rulebook.grounds)  # fmt: skip
    yield from table(("ground", "", "kind", "a record of", "law"), grounds)


def _points(provision: Provision) -> str:
    told = []
    for severity in SEVERITY_ORDER:
        column = provision.points.get(severity)
        if column:
            points = set(column.values())
            sizes = ", ".join(f"{size} {column[size]}" for size in column)
            told.append(f"{severity} {points.pop()}" if len(points) == 1 else f"{severity} ({sizes})")
    return "; ".join(told)


def _fades(provision: Provision) -> str:
    told = []
    for severity in SEVERITY_ORDER:
        if severity in provision.match.severities:
            steps = ", ".join(f"to {step.until} {step.permille} ‰" for step in provision.fades[severity])
            told.append(f"{severity}: {steps}")
    return "; ".join(told)


def _law(cites: Iterable[Citation]) -> str:
    return "; ".join(f"{cite.title}, art. {cite.article}" for cite in cites)


def _condition(match: Any, points_below: int | None) -> str:
    codes = ", ".join(f"`{code}`" for code in sorted(match.categories))
    severities = ", ".join(one for one in SEVERITY_ORDER if one in match.severities)
    points = "" if points_below is None else f", and points below {points_below}"
    return f"{codes} ({severities}){points}"


#: The parts of a procedure that are no clock, each with the requirement whose article it is of: by part, then by key.
ARTICLE_OF: Mapping[str, Requirement] = {
    "service": Requirement.SERVICE,
    "service.window_opens": Requirement.REPLY,
    "hearing": Requirement.HEARING,
    "deciding": Requirement.DECISION,
    "deciding.factors": Requirement.REASONS,
    "deciding.second_file_on_same_facts": Requirement.SAME_FACTS,
    "appealing": Requirement.APPEAL,
    "appealing.can_stay": Requirement.STAY,
    "appealing.interim": Requirement.STAY,
    "appealing.shows": Requirement.STANDSTILL,
    "terms": Requirement.TERM,
    "terms.since_conduct": Requirement.LIMITATION,
    "terms.since_final": Requirement.LIMITATION,
    "terms.offsets_second_sanction": Requirement.SAME_FACTS,
    "terms.prolonged_on_same_facts": Requirement.SAME_FACTS,
    "provisional": Requirement.PROVISIONAL,
    "rehabilitation": Requirement.REHABILITATION,
}
PARTS = (
    "proof", "service", "hearing", "deciding", "appealing", "terms", "provisional", "rehabilitation", "recognition",
)  # fmt: skip


def procedures_page() -> Iterator[str]:
    """The sample procedural rules article by article, and what the floors find against each."""
    yield from (
        "# Sample procedural rules",
        "",
        "ILLUSTRATIVE, NOT LAW. One sample is a model law of our own, the only one that keeps every floor. The others",
        "are modelled on regimes that exist, so that their clocks and steps can be studied; what each undercuts is",
        "listed under it, and no register lists anybody under one. `text` means that a parameter was read in the law's",
        "own text, `secondary` in another's account of it, `believed` that it is to be checked, `invented` that it is",
        "ours. What is no clock stands beside the article that is named for its subject, if one is. The steps of a",
        "regime that exists are those that our sources tell of, under the nearest role of this register.",
        "",
    )
    yield from _clock_floors()
    yield from _step_floors()
    yield from _stages()
    yield from _display_floors()
    for name in PROCEDURES:
        yield from _procedure(name, load_procedure(name))


def _clock_floors() -> Iterator[str]:
    yield from (
        "## What each clock can be",
        "",
        "Every clock that an act starts, and what rules may say of it: what they say otherwise is a finding, since no",
        "act would do it. Only the window to reply can be prolonged; only what is named makes a clock stand still.",
        "",
    )
    rows = (
        (
            f"`{clock}`",
            "yes" if floor.needed else "no",
            " or ".join(floor.anchors),
            floor.accepted,
            ", ".join(sorted(floor.pauses)) or "nothing",
            f"`{floor.code}`",
        )
        for clock, floor in CLOCK_FLOORS.items()
    )
    yield from table(("clock", "needed", "counts from", "how long, and what follows", "stands still in", "floor"), rows)


def _step_floors() -> Iterator[str]:
    yield from (
        "## What each step can be",
        "",
        "Every step of a proceeding, by the code name of its act, and what rules may say of it: an act by any other",
        "role is refused by the article of `competence`, and so is a step that the rules leave out. Acts on requests,",
        "claims, identities and records are no steps of a proceeding: who does them is the same under all rules.",
        "",
    )
    rows = (
        (
            f"`{name}`",
            floor.needed.value,
            "every role" if floor.most == frozenset(Role) else ", ".join(sorted(floor.most)),
            "all of them" if floor.kept == floor.most else ", ".join(sorted(floor.kept)) or "one of them",
        )
        for name, floor in STEP_FLOORS.items()
    )
    yield from table(("step", "needed", "taken at most by", "kept by"), rows)


def _stages() -> Iterator[str]:
    yield from (
        "## Where a file can stand",
        "",
        "The stages in the order of a file, under the model law. Rules have no key for them: a stage is where the",
        "steps so far and the clocks leave a file on a day, so it follows from `steps` and `deadlines`, and",
        "`goodstanding procedure show` tells it of any rules. A step is told where it can be taken in some file: most",
        "take more than the stage, none is another role's than above, and what would carry a file on against the",
        "respondent waits while a stay or a filed order is open. Of a clock it is told what follows by the rules, and",
        "in which stage a file is then, if in another; what else still runs there has no effect. A listing ends by",
        "itself on the day that was decided (`expired`). A step, or a clock, that rules leave out is in none of their",
        "stages.",
        "",
    )
    yield from table(STAGE_COLUMNS, stage_rows(load_procedure("model")))


def _display_floors() -> Iterator[str]:
    yield from (
        "## How long what was decided is displayed",
        "",
        "What rules say (`display`) of how long what was decided is displayed. It is what the register does under",
        "all rules: a longer time undercuts the floor, a shorter one would have no effect. The end of a period is",
        "the first day on which it is gone. A [category](categories.md) can show its records for less; none does. A",
        "record that grounds a listing is displayed as long as the listing, a listing elsewhere as long as it stands",
        "there. What is not displayed does not count and grounds nothing.",
        "",
    )
    rows = ((f"`{what}`", DISPLAYED[what], period_words(period), period) for what, period in DISPLAY_FLOORS.items())
    yield from table(("what", "counted", "how long", "as rules write it"), rows)


def _procedure(name: str, procedure: Procedure) -> Iterator[str]:
    yield from (f"## {procedure.title}", "")
    laws = "; ".join(f"[{law.title}]({law.href})" for law in procedure.laws.values())
    yield from table(
        ("", ""),
        [
            ("name, id, edition", f"`{name}`, `{procedure.id}`, {procedure.edition}"),
            ("digest", f"`{procedure_digest(procedure)}`"),
            ("modelled on", procedure.modelled_on),
            ("calendar", f"{procedure.calendar.source} {procedure.calendar.code}, {procedure.calendar.zone}"),
            ("laws", laws),
        ],
    )
    yield from table(
        ("clock", "how long", "first day", "ends on", "when it passes", "article", "read", "note"),
        ((f"`{clock}`", *_clock(procedure, one)) for clock, one in procedure.deadlines.items()),
    )
    cites = procedure.articles.get(Requirement.COMPETENCE)
    by_law = f", by {procedure.print_citation(cites)}" if cites else ""
    yield from table(
        ("step", f"who may take it{by_law}"),
        ((f"`{step}`", ", ".join(sorted(roles))) for step, roles in (procedure.steps or {}).items()),
    )
    if not_reached(procedure):
        reached = ", ".join(one.stage.value for one in stages_of(procedure))
        yield from (f"By these steps a file gets no further here than: {reached}.", "")
    told = procedure.display
    if told:
        yield from table(
            ("is displayed", f"how long, by {_articles(procedure, told.cites)}"),
            ((f"`{what}`", period_words(period)) for what, period in told.periods.items()),
        )
        read = ", ".join(sorted({one.read for one in told.cites}))
        yield from textwrap.wrap(f"Read: {read}. {told.note}", 116)
        yield ""
    yield from table(("what it says", "", "article"), _says_of(procedure))
    yield from table(
        ("grounds a listing", "severities", "judged fraud or corruption", "article"),
        (
            (f"`{it.category}`", ", ".join(sorted(it.severities)), _value(it.judged), _articles(procedure, it.cites))
            for it in procedure.grounds
        ),
    )
    yield from table(
        ("consequence", "article", "exception"),
        (
            (f"`{one.code}`", _articles(procedure, one.cites), procedure.print_citation(one.exception))
            for one in procedure.consequences
        ),
    )
    yield from table(
        ("rule", "article", "read"),
        ((f"`{rule}`", procedure.print_citation(one), one.read) for rule, one in procedure.articles.items()),
    )
    found = check_procedure(procedure)
    if not found:
        yield from ("Keeps every floor.", "")
    yield from table(("undercuts", "where", "found"), ((f"`{o.code}`", f"`{o.field}`", o.message) for o in found))


def _clock(procedure: Procedure, one: Deadline) -> tuple[str, ...]:
    length = f"{one.length} {one.unit.value.replace('-', ' ')}{'' if one.length == 1 else 's'} from {one.anchor.value}"
    if one.extension is not None:
        length += f", {one.extension.most} x {one.extension.length} more"
    read = ", ".join(sorted({cites.read for cites in one.cites}))
    return length, one.first_day, one.ends_on, one.passing, _articles(procedure, one.cites), read, one.note


def _articles(procedure: Procedure, cites: Iterable[Any]) -> str:
    return "; ".join(procedure.print_citation(one) for one in cites)


def _says_of(procedure: Procedure) -> Iterator[tuple[str, str, str]]:
    """Every key that is no clock, its value, and the article named for it, if one is."""
    for part in PARTS:
        value = getattr(procedure, part)
        inner = fields(value) if is_dataclass(value) else ()
        for key, one in [(f"{part}.{it.name}", getattr(value, it.name)) for it in inner] or [(part, value)]:
            requirement = ARTICLE_OF.get(key, ARTICLE_OF.get(part))
            cites = procedure.articles.get(requirement) if requirement else None
            yield f"`{key}`", _value(one), procedure.print_citation(cites) if cites else ""


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, frozenset):
        return ", ".join(sorted(value)) or "nothing"
    return "none" if value is None else str(value)


def relation_page() -> Iterator[str]:
    """The relation that engines read, and what they write, column by column."""
    yield from (
        "# The relation and its answers",
        "",
        f"Version {relation.VERSION}. `goodstanding facts` writes it, `goodstanding evaluate --input` and every engine",
        "read it: Parquet, one file a table or several (`facts-*.parquet`), with `relation.json` beside them. Days are",
        "whole numbers, counted from 1970-01-01. A record stands in one row for each span of days in which it may be",
        "displayed under one stage of its case, so that on any day at most one row of a record holds. Rows of one",
        "organization stand together. Nothing of a rulebook is in it.",
        "",
    )
    for name, columns in relation.TABLES.items():
        yield from (f"## {name}", "")
        cells = ((f"`{one.name}`", one.type.value, "yes" if one.nullable else "", _says(one)) for one in columns)
        yield from table(("Column", "Type", "May be null", "What it says"), cells)
    yield from (
        "## Code numbers",
        "",
        "0 stands for a code that is withheld or not given. A number is never reused.",
        "",
    )
    for name, codes in relation.CODES.items():
        yield from (f"**{name}**: " + ", ".join(f"{number} `{code}`" for code, number in codes.items()) + ".", "")
    answers = {"standings": STANDINGS, "contributions": CONTRIBUTIONS, **COLUMNS}
    yield from (
        "## What evaluation writes",
        "",
        "Parquet, CSV or JSON lines. Points are thousandths. The contributions of an organization sum to its points.",
        "CSV and JSON lines are sorted by all columns. No text of an answer can start a formula: ids and codes of a",
        "rulebook that is compiled are letters, digits and a few marks.",
        "",
    )
    for name, types in answers.items():
        yield from (f"**{name}**: " + ", ".join(f"`{column}` {type_}" for column, type_ in types.items()) + ".", "")
    yield from (
        "`not_rated` says why there is no grade: " + ", ".join(f"`{reason}`" for reason in NotRated) + ".",
        "`limited_by` holds the ids of the grade limits that lowered the grade, parted by blanks; `kind` of a line is",
        ", ".join(f"`{kind}`" for kind in LineKind) + ".",
        "`next_change_on` is the first day on which a record's line changes.",
        "",
        "`history` has a row for each run of days with one standing, from the first day on which anything of an",
        "organization was displayed; `holds_to` is the first day after it, and empty where no end is known. It goes",
        "through every edition that the register has adopted, and looks ahead as far as anything is known to change.",
        "",
        "`back` has a row for each better grade, and one without `reaches` where the organization will have no grade",
        "any more. `reached_on` is the first day of it if nothing else happens, empty where it is not reached within",
        "what is known; `lost_on` is the first later day on which it is known to be lost; `clears` are the records",
        "whose points change on the day that it is reached, parted by blanks. `sooner` has a row for each single",
        "record that, were it gone on the day asked about, would bring the grade, or none, on the earlier `on_day`.",
        "A day that is told is no promise and binds nobody. Files of histories and ways back are the office's own and",
        "no publication: they hold what is not displayed any more.",
        "",
    )


def _says(column: relation.Column) -> str:
    return f"{column.says} Numbers of `{column.codes}`." if column.codes else column.says


def language_page() -> Iterator[str]:
    """Every key of a rulebook file, out of the schema of the form that reads it."""
    schema: Any = rulebook_schema()
    yield from (
        "# The language of rulebooks",
        "",
        "A rulebook is a YAML file with these keys and no others; an unknown key is refused with its line. It has no",
        "expressions ([why](../explanation/why-not-a-programming-language.md)). `goodstanding rulebook schema` prints",
        f"the same as a JSON Schema, version {SCHEMA_VERSION}; `rulebook check` asks what a schema cannot. How to",
        "write one: [write a rulebook](../how-to/write-a-rulebook.md).",
        "",
        "Titles and translations alike are checked for words that name forbidden inputs (in the languages of",
        "`_forbidden.yaml` of the catalogue), for verdicts such as *corrupt* (in English alone), and for characters",
        "that nobody sees: all controls, marks of direction and private or unassigned characters, but not the joiners",
        "U+200C and U+200D. For a language without words nothing but its characters is checked.",
        "",
        "Ids of parts, codes of grades and the rulebook's id are one namespace: none stands twice, and none is a word",
        "that answers use themselves: " + ", ".join(f"`{word}`" for word in sorted(RESERVED)) + ".",
        "",
    )
    parts = {"Rulebook": schema, **schema["$defs"]}
    for name, part in parts.items():
        if "enum" in part or "properties" in part:
            yield from (f"## {name.removesuffix('Form')}", "", " ".join(part.get("description", "").split()), "")
        if "enum" in part:
            yield from (", ".join(f"`{one}`" for one in part["enum"]), "")
        required = set(part.get("required", ()))
        rows = ((f"`{key}`", _schema_type(one), _schema_default(key, one, required)) for key, one in _keys(part))
        yield from table(("key", "value", "where it is left out"), rows)


def _keys(part: Any) -> list[tuple[str, Any]]:
    return list(part.get("properties", {}).items())


def _schema_type(one: Any) -> str:
    if "$ref" in one:
        name = one["$ref"].rpartition("/")[2].removesuffix("Form")
        return "period (ISO 8601)" if name == "Period" else f"[{name}](#{name.lower()})"
    if "anyOf" in one:
        return " or ".join(_schema_type(part) for part in one["anyOf"])
    if one.get("type") == "array":
        return f"list of {_schema_type(one['items'])}" + (", each once" if one.get("uniqueItems") else "")
    if one.get("type") == "object":
        keys = _schema_type(one["propertyNames"]) if "propertyNames" in one else "name"
        return f"{keys}: {_schema_type(one['additionalProperties'])}"
    return {"string": "date" if one.get("format") == "date" else "text", "null": "nothing"}.get(
        one.get("type", ""), str(one.get("type", ""))
    )


def _schema_default(key: str, one: Any, required: set[str]) -> str:
    if key in required:
        return "never"
    value = one.get("default")
    if isinstance(value, list):
        return ", ".join(f"`{part}`" for part in value) or "none"
    return "none" if value in (None, {}) else f"`{value}`"


PAGES: Mapping[str, Callable[[], Iterator[str]]] = {
    "commands.md": commands_page,
    "categories.md": categories_page,
    "findings.md": findings_page,
    "rulebooks.md": rulebooks_page,
    "rulebook-language.md": language_page,
    "procedures.md": procedures_page,
    "relation.md": relation_page,
    "screening-rates.md": partial(rates_page, table),
    **{name: partial(example_page, sample, table) for name, sample in EXAMPLES.items()},
}


def page_text(name: str) -> str:
    """The text of a generated page or picture."""
    if name in PICTURES:
        return PICTURES[name]()
    return "\n".join([NOTE, "", *PAGES[name]()]).rstrip("\n") + "\n"


def main(arguments: list[str]) -> int:
    """Write the stale pages, or with --check name them."""
    stale = []
    for name in (*PAGES, *PICTURES):
        path, text = REFERENCE / name, page_text(name)
        if not path.is_file() or path.read_text("utf-8") != text:
            stale.append(name)
            if arguments != ["--check"]:
                path.write_text(text, "utf-8")
    print(f"stale: {', '.join(stale)}" if stale else "The generated pages are as the code is.")
    return 1 if stale and arguments == ["--check"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
