"""The impact of an edition on a relation in files: both editions in one query, or one after the other by an engine.

Gives what `impacts.impact_of` gives of the same records, except what files do not hold: names, and whom a provision
matches that counts nothing.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from goodstanding.rulebook.model import Rulebook
from goodstanding.services.batch import Files
from goodstanding.services.batch_jobs import Compiler, Engine, Job, Use
from goodstanding.services.ports import Progress
from goodstanding.standing import relation
from goodstanding.standing.impact import Dimension, Impact, ImpactCounter
from goodstanding.standing.movement import Movement, Sums, as_if_in_force, movement
from goodstanding.standing.tabulation import tabulate
from goodstanding.values.dates import parse_date
from goodstanding.values.errors import MisuseError
from goodstanding.values.identifiers import ORGANIZATION_SCHEME

_STEP = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributes:
    """What groups an organization belongs to, by the relation's numbers and texts."""

    kind: int
    tier: int
    size: int
    sector: str
    region: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """One organization whose two standings differ; `by_rule` of both holds the parts that do, and no other."""

    organization: int
    attributes: Attributes
    before: Sums
    after: Sums


class Comparer(Protocol):
    """Two answers of an engine over one relation, compared. Only organizations of these kinds are looked at."""

    def compare(
        self, source: Path, old: Path, new: Path, kinds: Collection[int]
    ) -> tuple[Iterator[Differing], Iterator[tuple[Attributes, str | None, int]]]:
        """Who differs, in order of number; and how many of the others have each grade, by their attributes."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One organization that moves, with its attributes, or so many others of which all is alike that is told here.

    `by_rule` of both holds the parts that differ, and no other; of several organizations their difference counts.
    """

    organization: int | None
    attributes: Attributes | None
    organizations: int
    before: Sums
    after: Sums


class PairComparer(Protocol):
    """Two editions over one relation, in one query."""

    def compare(
        self, source: Path, scratch: Path, old: Rulebook, new: Rulebook, effective: date
    ) -> tuple[Iterator[Counted], Iterator[tuple[Attributes, int]]] | None:
        """Movers and counts; and how many organizations there are of the same attributes, movers among them.

        None where the two cannot be evaluated together. Both are taken as in force.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What an impact on files is worked out with; `pairs` where the engine can evaluate both editions at once."""

    engine: Engine
    compiler: Compiler
    comparer: Comparer
    files: Files
    memory: str
    pairs: PairComparer | None = None


def impact_of_relation(
    source: Path, scratch: Path, old: Rulebook, new: Rulebook, effective: date | None, tools: Tools, progress: Progress
) -> Impact:
    """What `new` in the place of `old` would move, over the organizations of a relation.

    Without a date, on the day that the relation is about. `scratch` is an empty directory with room for both answers.
    """
    if not old.applies_to & new.applies_to:
        raise MisuseError("The two rulebooks are about different kinds of organizations.")
    about = tools.files.read_about(source)
    effective = effective or parse_date(str(about.get("displayed_on")))
    before, after = as_if_in_force(old, effective), as_if_in_force(new, effective)
    paired = None if tools.pairs is None else tools.pairs.compare(source, scratch, before, after, effective)
    if paired is not None:
        counter = ImpactCounter(old, new, effective)
        _count_pairs(counter, paired, before, after, progress)
        return counter.found(None)
    first = _answer(source, scratch / "old", before, effective, tools, progress)
    second = _answer(source, scratch / "new", after, effective, tools, progress)
    kinds = {relation.WITHHELD, *(relation.KINDS[kind] for kind in old.applies_to | new.applies_to)}
    differing, same = tools.comparer.compare(source, first, second, kinds)
    counter = ImpactCounter(old, new, effective)
    for done, one in enumerate(differing, start=1):
        name = f"{ORGANIZATION_SCHEME}-{one.organization}"
        moved = movement(one.before, one.after, before, after)
        counter.add_counted(name, name, groups_of_attributes(one.attributes), moved)
        if done % _STEP == 0:
            progress(done)
    for attributes, grade, organizations in same:
        sums = Sums(points=0, grade=grade, not_rated=None, limited_by=(), by_rule={})
        stays = Movement(before=sums, after=sums, way=None, causes=())
        counter.add_counted("", "", groups_of_attributes(attributes), stays, organizations)
    return counter.found(None)


def _count_pairs(
    counter: ImpactCounter, paired: tuple[Iterator[Counted], Iterator[tuple[Attributes, int]]], before: Rulebook,
    after: Rulebook, progress: Progress,
) -> None:  # fmt: skip
    found, members = paired
    others = Counter(dict(members))
    for done, one in enumerate(found, start=1):
        moved = movement(one.before, one.after, before, after)
        if one.organization is None or one.attributes is None:
            counter.add_counted("", "", (), moved, one.organizations)
        else:
            name = f"{ORGANIZATION_SCHEME}-{one.organization}"
            counter.add_counted(name, name, groups_of_attributes(one.attributes), moved)
            others[one.attributes] -= 1
        if done % _STEP == 0:
            progress(done)
    for attributes, organizations in others.items():
        counter.add_members(groups_of_attributes(attributes), organizations)


def groups_of_attributes(attributes: Attributes) -> Iterator[tuple[Dimension, str]]:
    """The groups of an organization, as `impact.groups_of` names them."""
    if attributes.kind == relation.WITHHELD:
        return
    yield Dimension.KIND, _named(relation.KINDS, attributes.kind)
    yield Dimension.SIZE, _named(relation.SIZES, attributes.size)
    if attributes.tier:
        yield Dimension.TIER, _named(relation.TIERS, attributes.tier)
    if attributes.sector:
        yield Dimension.SECTOR, attributes.sector
    if attributes.region:
        yield Dimension.REGION, attributes.region


def _answer(source: Path, target: Path, rulebook: Rulebook, effective: date, tools: Tools, progress: Progress) -> Path:
    target.mkdir()
    use = Use(table=tabulate(rulebook))
    texts = (tools.compiler.compile(use, tools.engine.dialect),) if tools.engine.dialect else ()
    job = Job(
        source=source, target=target, uses=(use,), texts=texts, effective=effective, lines=True, memory=tools.memory
    )
    tools.engine.run(job, progress)
    return target


def _named(codes: Mapping[str, int], number: int) -> str:
    return next((str(code) for code, known in codes.items() if known == number), "unknown")
