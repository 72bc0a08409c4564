"""Evaluate everybody at once: compile the rulebooks, hand them to an engine, say in a manifest what was done.

The engine gives what `standing.evaluate` gives, to the thousandth; which engine, makes no difference. Nothing here
lists anybody: what comes out are standings with their lines, in the order of the organizations' numbers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from goodstanding.register.organizations import OrganizationKind
from goodstanding.rulebook.model import Rulebook
from goodstanding.services.batch_jobs import CONTRIBUTIONS, STANDINGS, Compiler, Engine, Job, Texts, Use
from goodstanding.services.ports import Progress, Reader
from goodstanding.services.reading import AsOf, all_views
from goodstanding.services.standings import Law
from goodstanding.standing import relation
from goodstanding.standing.facts import FactRow, OrganizationRow, fact_rows, organization_row
from goodstanding.standing.tabulation import bound_days, tabulate
from goodstanding.values.dates import parse_date
from goodstanding.values.errors import MisuseError

#: Version of the manifest's own shape.
MANIFEST = 1


class Files(Protocol):
    """Relations and answers as files."""

    def write_relation(
        self,
        directory: Path,
        rows: Iterable[tuple[OrganizationRow, tuple[FactRow, ...]]],
        about: Mapping[str, object],
        progress: Progress,
    ) -> Mapping[str, int]:
        """Write the relation into an empty or new directory; how many rows of each table."""
        ...

    def write_lines(self, directory: Path, uses: tuple[Use, ...]) -> None:
        """Lay the tables of a relation, and the rulebooks in canonical form, beside it as JSON lines."""
        ...

    def read_about(self, directory: Path) -> Mapping[str, object]:
        """What a relation says of itself; MisuseError where it is none, or of another version."""
        ...

    def count_grades(self, standings: Path) -> Mapping[str, int]:
        """How many organizations have each grade, or none for each reason."""
        ...

    def deliver(self, answer: Path, target: Path, columns: Mapping[str, str]) -> int:
        """Bring an answer into the form that the target's suffix names; how many rows it has."""
        ...

    def write_manifest(self, target: Path, manifest: Mapping[str, object]) -> None:
        """Write a manifest beside an answer."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A relation that was written: what it says of itself, and how many rows of each table it has."""

    about: Mapping[str, object]
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What was done, and how many organizations have each grade, or none for each reason."""

    effective: date
    grades: Mapping[str, int]
    manifest: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """Where the answer goes: Parquet, CSV or JSON lines by suffix; None: nowhere, only the counts are told."""

    standings: Path | None = None
    contributions: Path | None = None


def uses_of(law: Law, effective: date) -> tuple[Use, ...]:
    """Each rulebook of that day for the kinds it is used for; a withheld kind goes with the companies'."""
    kinds: dict[tuple[str, bool], tuple[Rulebook, list[int]]] = {}
    for kind in OrganizationKind:
        if kind in law.rulebooks:
            reign = law.reign_on(kind, effective)
            _, numbers = kinds.setdefault((reign.digest, reign.official), (reign.rulebook, []))
            numbers += [relation.KINDS[kind], *([relation.WITHHELD] if kind is OrganizationKind.COMPANY else [])]
    return tuple(
        Use(table=tabulate(one), kinds=tuple(sorted(numbers)), official=official)
        for (_, official), (one, numbers) in kinds.items()
    )


def relation_rows(reader: Reader, law: Law, at: AsOf) -> Iterable[tuple[OrganizationRow, tuple[FactRow, ...]]]:
    """The relation of every organization of which something is displayed on the date, one at a time."""
    for view in all_views(reader, at):
        if law.is_public(view, at):
            yield organization_row(view), tuple(fact_rows(view, law.catalogue))


def export_relation(reader: Reader, law: Law, at: AsOf, files: Files, directory: Path, progress: Progress) -> Exported:
    """Write the relation as of two times.

    Not a publication: it holds spans that are over, and what is known to come.
    """
    about: dict[str, object] = {
        "relation": relation.VERSION,
        "origin": at.origin,
        "recorded": {"size": at.head.size, "root": at.head.root.hex(), "recorded_at": at.head.recorded_at},
        "redactions": at.redactions,
        "displayed_on": at.effective.isoformat(),
        "codes": {name: dict(codes) for name, codes in relation.CODES.items()},
    }
    rows = files.write_relation(directory, relation_rows(reader, law, at), about, progress)
    return Exported(about=about | {"rows": dict(rows)}, rows=rows)


def day_asked(source: Path, effective: date | None, files: Files) -> date:
    """The date; without one, the day that the relation is about."""
    return effective or parse_date(str(files.read_about(source).get("displayed_on")))


def evaluate_relation(
    source: Path, scratch: Path, uses: tuple[Use, ...], effective: date, engine: Engine, engine_name: str,
    compiler: Compiler, files: Files, outputs: Outputs, memory: str, progress: Progress,
) -> Answered:  # fmt: skip
    """Everybody's standing on the date, into the outputs.

    `scratch` is an empty directory on a disk with room for the answer.
    """
    about = files.read_about(source)
    texts = tuple(compiler.compile(use, engine.dialect) for use in uses) if engine.dialect else ()
    job = Job(
        source=source, target=scratch, uses=uses, texts=texts, effective=effective,
        lines=outputs.contributions is not None, memory=memory,
    )  # fmt: skip
    engine.run(job, progress)
    grades = files.count_grades(scratch / "standings.parquet")
    manifest: dict[str, object] = {
        "manifest": MANIFEST,
        "engine": engine_name,
        "effective": effective.isoformat(),
        "origin": about.get("origin"),
        "recorded": about.get("recorded"),
        "redactions": about.get("redactions"),
        "relation": {"version": about["relation"], "rows": about.get("rows")},
        "rulebooks": [_rulebook_said(use, texts[place] if texts else None) for place, use in enumerate(uses)],
        "bound": {name: day for use in uses for name, day in bound_days(use.table.periods, effective).items()},
        "grades": dict(grades),
    }
    rows: dict[str, int] = {}
    for name, target, columns in (
        ("standings", outputs.standings, STANDINGS),
        ("contributions", outputs.contributions, CONTRIBUTIONS),
    ):
        if target is not None:
            rows[name] = files.deliver(scratch / f"{name}.parquet", target, columns)
    manifest["rows"] = rows
    return Answered(effective=effective, grades=grades, manifest=manifest)


def _rulebook_said(use: Use, texts: Texts | None) -> dict[str, object]:
    rulebook = use.table.rulebook
    return {
        "id": rulebook.id,
        "edition": rulebook.edition,
        "purpose": rulebook.purpose.value,
        "official": use.official,
        "digest": use.table.digest,
        "sql": None if texts is None else {"digest": texts.digest, "compiler": texts.compiler},
    }


def require_suffix(path: Path) -> None:
    """Refuse an output whose form cannot be told from its name."""
    if path.suffix not in (".parquet", ".csv", ".jsonl"):
        raise MisuseError("This form of output is not known.", accepted="a name ending in .parquet, .csv or .jsonl")
