"""The way back: from which day a better grade is reached if nothing else happens, and what would bring it sooner.

Exact: every day on which a line is known to change is looked at, no day between them can differ. Says nothing of
what is not recorded yet: a new decision, an appeal that is won. A date is no promise and binds nobody.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date

from goodstanding.register.catalogue import Catalogue
from goodstanding.register.views import OrganizationView
from goodstanding.rulebook.model import Rulebook
from goodstanding.standing.changes import standings_from
from goodstanding.standing.concurrence import Cases, cases_of, concurring, meets
from goodstanding.standing.evaluate import Line, LineKind, NotRated, Standing, evaluate, graded, summed
from goodstanding.values.plain import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Sooner:
    """Were this one record annulled or cured on the day asked about, the grade would be reached on `on`."""

    entry: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A better grade. `on` is None where it is not reached within what is known.

    `until` is the first later day on which it is known to be lost again, or on which there is no grade at all.
    """

    grade: str
    title: str
    on: date | None
    until: date | None
    sooner: tuple[Sooner, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WayBack:
    """Steps from the next better grade to the best; none where there is no grade, or no better one.

    `unrated_on` is the first day on which too few records count for a grade: what weighed has gone by then.
    """

    organization_id: str
    effective: date
    rulebook: str
    edition: int
    unofficial: bool
    points: int
    grade: str | None
    not_rated: NotRated | None
    steps: tuple[Step, ...]
    unrated_on: date | None
    unrated_sooner: tuple[Sooner, ...]

    def as_json(self) -> dict[str, object]:
        """Plain data for JSON: dates in ISO 8601, points in thousandths, absent values null."""
        return {one.name: plain(getattr(self, one.name)) for one in fields(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    """What counts on a day: points and records by provision, and each record's own line."""

    on: date
    points: Mapping[str, int]
    counted: Mapping[str, int]
    lines: Mapping[int, Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outlook:
    """The known days from the one asked about on; grades are worked out once for each thing left out."""

    rulebook: Rulebook
    days: tuple[_Day, ...]
    cases: Cases
    found: dict[tuple[date, str, int], int | None] = field(default_factory=dict)

    def rank(self, day: _Day, entry: int | None = None) -> int | None:
        """The place of the day's grade, 0 for the best; None without one. The record `entry` is left out."""
        line = None if entry is None else day.lines.get(entry)
        if meets(self.rulebook):
            return self._concurring(day, line)
        rule, points = ("", 0) if line is None else (line.rule, line.points)
        key = (day.on, rule, points)
        if key not in self.found:
            self.found[key] = self._rank(day, rule, points)
        return self.found[key]

    def first(self, most: int | None, entry: int | None = None) -> int | None:
        """The first day, by its number, with a grade at least as good as `most`; with None: without a grade."""
        for number, day in enumerate(self.days):
            rank = self.rank(day, entry)
            reached = self.rulebook.is_in_force(day.on) and rank is None if most is None else _at_least(rank, most)
            if reached:
                return number
        return None

    def _rank(self, day: _Day, rule: str, points: int) -> int | None:
        """Records of one provision count as their sum does: caps, bounds, grades and limits see no more."""
        counted = Counter(day.counted)
        counted[rule] -= bool(rule)
        lines = tuple(
            Line(kind=LineKind.RECORD, points=total - points * (one == rule), value=0, rule=one)
            for one, total in day.points.items()
            if counted[one]
        )
        return self._graded(day, lines, counted.total())

    def _concurring(self, day: _Day, left_out: Line | None) -> int | None:
        """Where records meet, what is left out may let another one count."""
        held = tuple(line for entry, line in sorted(day.lines.items()) if line is not left_out)
        lines = concurring(held, self.rulebook, self.cases)
        return self._graded(day, lines, len(lines))

    def _graded(self, day: _Day, lines: tuple[Line, ...], counted: int) -> int | None:
        if counted < self.rulebook.minimum_evidence or not self.rulebook.is_in_force(day.on):
            return None
        total = sum(line.points for line in summed(self.rulebook, lines))
        code, _ = graded(self.rulebook, total, lines)
        return [grade.code for grade in self.rulebook.grades].index(code)


def way_back(view: OrganizationView, rulebook: Rulebook, catalogue: Catalogue, effective: date) -> WayBack:
    """The earliest day of each better grade if nothing else happens, and which single record stands before it."""
    standing = evaluate(view, rulebook, catalogue, effective)
    steps: tuple[Step, ...] = ()
    unrated_on: date | None = None
    unrated_sooner: tuple[Sooner, ...] = ()
    if standing.rated:
        days = tuple(_days(view, rulebook, catalogue, effective))
        outlook = _Outlook(rulebook=rulebook, days=days, cases=cases_of(view.records))
        now = [grade.code for grade in rulebook.grades].index(standing.grade or "")
        steps = tuple(_step(outlook, most) for most in range(now - 1, -1, -1))
        unrated_on, unrated_sooner = _reached(outlook, None)
    return _answer(standing, steps, unrated_on, unrated_sooner)


def _answer(
    standing: Standing, steps: tuple[Step, ...], unrated_on: date | None, unrated_sooner: tuple[Sooner, ...]
) -> WayBack:
    return WayBack(
        organization_id=standing.organization_id,
        effective=standing.effective,
        rulebook=standing.rulebook_id,
        edition=standing.edition,
        unofficial=standing.unofficial,
        points=standing.points,
        grade=standing.grade,
        not_rated=standing.not_rated,
        steps=steps,
        unrated_on=unrated_on,
        unrated_sooner=unrated_sooner,
    )


def _step(outlook: _Outlook, most: int) -> Step:
    on, sooner = _reached(outlook, most)
    grade = outlook.rulebook.grades[most]
    later = (day for day in outlook.days if on is not None and day.on > on)
    until = next((day.on for day in later if not _at_least(outlook.rank(day), most)), None)
    return Step(grade=grade.code, title=grade.title, on=on, until=until, sooner=sooner)


def _reached(outlook: _Outlook, most: int | None) -> tuple[date | None, tuple[Sooner, ...]]:
    """The day if nothing else happens, and every record that alone, were it gone, would bring an earlier one."""
    number = outlook.first(most)
    before = outlook.days if number is None else outlook.days[:number]
    sooner = []
    for entry in sorted({entry for day in before for entry, line in day.lines.items() if line.points < 0}):
        without = outlook.first(most, entry)
        if without is not None and (number is None or without < number):
            sooner.append(Sooner(entry=entry, on=outlook.days[without].on))
    return None if number is None else outlook.days[number].on, tuple(sooner)


def _at_least(rank: int | None, most: int) -> bool:
    return rank is not None and rank <= most


def _days(view: OrganizationView, rulebook: Rulebook, catalogue: Catalogue, effective: date) -> Iterator[_Day]:
    """Each known day with what counts on it; a record's line depends on no other record."""
    begins: dict[date, dict[int, Line | None]] = {}
    for record in view.records:
        for standing in standings_from(replace(view, records=(record,)), rulebook, catalogue, effective):
            line = next((line for line in standing.lines if line.kind is LineKind.RECORD), None)
            begins.setdefault(standing.effective, {})[record.entry] = line
    current: dict[int, Line] = {}
    for on in sorted(begins):
        current |= {entry: line for entry, line in begins[on].items() if line is not None}
        current = {entry: line for entry, line in current.items() if begins[on].get(entry, line) is not None}
        points: Counter[str] = Counter()
        for line in current.values():
            points[line.rule] += line.points
        counted = Counter(line.rule for line in current.values())
        yield _Day(on=on, points=dict(points), counted=counted, lines=dict(current))
