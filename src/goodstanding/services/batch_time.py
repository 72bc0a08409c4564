"""What holds over time, of everybody: histories, ways back, and what would bring them sooner.

Gives what `standing.changes` and `standing.back` give of one organization, to the day. Nothing here lists anybody, and
no day that is told is a promise: all of it is what follows if nothing else happens.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from goodstanding.register.organizations import OrganizationKind
from goodstanding.services.batch_jobs import Use
from goodstanding.standing import relation
from goodstanding.standing.relation import OPEN_DAY, day_number
from goodstanding.standing.tabulation import EFFECTIVE, bound_days, tabulate

if TYPE_CHECKING:
    from goodstanding.services.ports import Progress
    from goodstanding.services.standings import Law
    from goodstanding.standing.reigns import Reign


class Told(StrEnum):
    """An answer over time."""

    HISTORY = "history"
    BACK = "back"
    SOONER = "sooner"


#: What an answer holds: names and types of the columns, in order.
COLUMNS: Mapping[Told, Mapping[str, str]] = {
    Told.HISTORY: {
        "organization": "int64", "rulebook": "text", "holds_from": "int32", "holds_to": "int32", "points": "int64",
        "grade": "text", "not_rated": "text", "limited_by": "text", "counted": "int64",
    },
    Told.BACK: {
        "organization": "int64", "rulebook": "text", "points": "int64", "grade": "text", "reaches": "text",
        "reached_on": "int32", "lost_on": "int32", "clears": "text",
    },
    Told.SOONER: {
        "organization": "int64", "rulebook": "text", "reaches": "text", "record": "int64", "on_day": "int32",
    },
}  # fmt: skip
#: The names of the days that bound what is looked at: the first one, and the first one after.
SINCE, UNTIL = "since", "until"
_FIRST_DAY = day_number(date.min)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A rulebook in its use, and the days on which it is asked: from `since` to before `until`."""

    use: Use
    since: int = _FIRST_DAY
    until: int = OPEN_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A query in one dialect. `compiler` is the compiler's version."""

    query: str
    digest: str
    compiler: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeJob:
    """What an engine is to tell: `texts` belong to `windows` in their order.

    It writes parts `NAME-*.parquet` into `target`, where NAME is what is told.
    """

    source: Path
    target: Path
    told: Told
    windows: tuple[Window, ...]
    texts: tuple[Text, ...]
    effective: date
    memory: str

    def bound(self, window: Window) -> dict[str, int]:
        """Every day that the text of a window is given, by its name."""
        days = bound_days(window.use.table.periods, self.effective)
        return {**days, SINCE: window.since, UNTIL: window.until}


class TimeEngine(Protocol):
    """An engine that tells what holds over time."""

    @property
    def dialect(self) -> str:
        """The dialect that it reads."""
        ...

    def run_over_time(self, job: TimeJob, progress: "Progress") -> None:
        """Do the job, within the memory that it names."""
        ...


class TimeCompiler(Protocol):
    """Turns a tabulated rulebook into the queries over time."""

    def compile_over_time(self, use: Use, told: Told, dialect: str) -> Text:
        """The text; equal for equal rulebooks. MisuseError names what a rulebook has that cannot be compiled."""
        ...


class TimeFiles(Protocol):
    """Answers as files."""

    def deliver(self, answer: Path, target: Path, columns: Mapping[str, str]) -> int:
        """Bring an answer, a file or a pattern of its parts, into the form of the target's suffix; its rows."""
        ...


def windows_of(law: "Law", told: Told, effective: date) -> tuple[Window, ...]:
    """Each rulebook for the kinds that it is used for: through all its editions, or from the date on in the one of it.

    What another edition will give is not promised by this one.
    """
    kinds: dict[tuple[object, ...], tuple[Reign, list[int]]] = {}
    for kind in OrganizationKind:
        if kind in law.rulebooks:
            for reign in law.reigns_of(kind) if told is Told.HISTORY else (law.reign_on(kind, effective),):
                key = (reign.digest, reign.official, reign.since, reign.until)
                kinds.setdefault(key, (reign, []))[1].append(relation.KINDS[kind])
    return tuple(_window(reign, tuple(numbers), told, effective) for reign, numbers in kinds.values())


def window_of(use: Use, told: Told, effective: date) -> Window:
    """One rulebook for everybody, whenever it is asked."""
    if told is Told.HISTORY:
        return Window(use=use)
    end = use.table.rulebook.in_force_to
    return Window(use=use, since=day_number(effective), until=OPEN_DAY if end is None else day_number(end))


def _window(reign: "Reign", kinds: tuple[int, ...], told: Told, effective: date) -> Window:
    window = window_of(Use(table=tabulate(reign.rulebook), kinds=kinds, official=reign.official), told, effective)
    since = window.since if reign.since is None else max(window.since, day_number(reign.since))
    until = window.until if reign.until is None else min(window.until, day_number(reign.until))
    return Window(use=window.use, since=since, until=until)


def tell_relation(
    source: Path, scratch: Path, windows: tuple[Window, ...], told: Told, effective: date, engine: TimeEngine,
    compiler: TimeCompiler, files: TimeFiles, target: Path, memory: str, progress: "Progress",
) -> Mapping[str, object]:  # fmt: skip
    """One answer over time about everybody, into the target; what was done, for the manifest.

    `scratch` is a directory on a disk with room for the answer.
    """
    texts = tuple(compiler.compile_over_time(window.use, told, engine.dialect) for window in windows)
    job = TimeJob(
        source=source, target=scratch, told=told, windows=windows, texts=texts, effective=effective, memory=memory
    )
    engine.run_over_time(job, progress)
    rows = files.deliver(scratch / f"{told}-*.parquet", target, COLUMNS[told])
    return {"rows": rows, "windows": list(_windows_said(job))}


def _windows_said(job: TimeJob) -> Iterator[dict[str, object]]:
    for window, text in zip(job.windows, job.texts, strict=True):
        table = window.use.table
        yield {
            "id": table.rulebook.id,
            "edition": table.rulebook.edition,
            "official": window.use.official,
            "digest": table.digest,
            "sql": {"digest": text.digest, "compiler": text.compiler},
            "bound": {name: day for name, day in job.bound(window).items() if name in (EFFECTIVE, SINCE, UNTIL)},
        }
