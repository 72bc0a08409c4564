"""Explain a standing: every point with its record, provision, law and dates, as sentences and as data.

Says what an authority decided, never what an organization did (S39). Holds nothing that is not displayable
on the standing's day; a withheld record keeps its place and says no more than that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from goodstanding.register.authorities import Competence, Statute
from goodstanding.register.catalogue import Catalogue
from goodstanding.register.consequences import CONSEQUENCE_WORDS
from goodstanding.register.figures import Figure
from goodstanding.register.organizations import SizeClass
from goodstanding.register.records import Evidence, Status
from goodstanding.register.views import OrganizationView
from goodstanding.rulebook.model import Citation, Purpose, Rulebook
from goodstanding.standing import phrases
from goodstanding.standing.concurrence import cases_of, displaced, meets
from goodstanding.standing.disclosing import ToldDisclosure, told_disclosures
from goodstanding.standing.display import Shown, displayable, not_confirmed_since, withheld_records
from goodstanding.standing.evaluate import Line, LineKind, NotRated, Standing, record_lines
from goodstanding.standing.favours import favours
from goodstanding.standing.narration import Narrator
from goodstanding.values.plain import plain
from goodstanding.values.points import print_points
from goodstanding.values.withheld import Withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedRecord:
    """What a record line rests on. `gone_on` is the first day on which the record is no longer displayed."""

    category: str
    severity: str
    authority: str | None
    authority_name: str | None
    case: str | None
    statute: Statute | None
    decided_on: date
    final_on: date
    status: Status
    status_on: date
    gone_on: date | None
    not_confirmed_since: date | None
    questioned: bool
    evidence: Evidence | None
    figure: Figure | None = None
    disputed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedLine:
    """One line of the sum (thousandths), told. `later` is what it becomes on which day, as far as known.

    A displayed record that costs nothing has a line of 0 points; a withheld one has no `record`.
    """

    kind: LineKind
    points: int
    text: str
    entry: int | None = None
    value: int | None = None
    permille: int | None = None
    rule: str | None = None
    rule_title: str | None = None
    law: tuple[Citation, ...] = ()
    later: tuple[tuple[date, int], ...] = ()
    record: ExplainedRecord | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The whole answer. The points of `lines` sum to `points`; `text` says the same to a reader."""

    organization_id: str
    organization: str | None
    effective: date
    rulebook: str
    edition: int
    unofficial: bool
    points: int
    grade: str | None
    rated: bool
    not_rated: str | None
    limited_by: tuple[str, ...]
    opening: tuple[str, ...]
    lines: tuple[ExplainedLine, ...]
    closing: tuple[str, ...]
    disclosures: tuple[ToldDisclosure, ...] = ()

    @property
    def text(self) -> tuple[str, ...]:
        """All sentences in order, one paragraph an item."""
        return (
            *self.opening,
            *(line.text for line in self.lines),
            *(one.text for one in self.disclosures),
            *self.closing,
        )

    def as_json(self) -> dict[str, object]:
        """Plain data for JSON: dates in ISO 8601, points in thousandths, absent values null."""
        return {field.name: plain(getattr(self, field.name)) for field in fields(self)}


def explain(
    standing: Standing,
    view: OrganizationView,
    rulebook: Rulebook,
    catalogue: Catalogue,
    competences: Mapping[tuple[str, str, str], Competence],
) -> Explanation:
    """The explanation of a standing, from the same view, rulebook and catalogue that gave it.

    `competences` are by (authority, category, statute code); where one is missing its codes are printed.
    """
    organization = view.organization
    name = None if isinstance(organization, Withheld) else organization.name
    told = (
        phrases.withheld_organization(organization.entry) if isinstance(organization, Withheld) else organization.name
    )
    narrator = Narrator(
        standing=standing,
        rulebook=rulebook,
        competences=competences,
        organization=told,
        size=SizeClass.UNKNOWN if isinstance(organization, Withheld) else organization.size,
        displaced=_displaced(standing, view, rulebook, catalogue),
    )
    return Explanation(
        organization_id=view.id,
        organization=name,
        effective=standing.effective,
        rulebook=rulebook.id,
        edition=rulebook.edition,
        unofficial=standing.unofficial,
        points=standing.points,
        grade=standing.grade,
        rated=standing.rated,
        not_rated=standing.not_rated,
        limited_by=standing.limited_by,
        opening=_opening(standing, rulebook, told),
        lines=_lines(view, catalogue, narrator),
        closing=_closing(standing, rulebook),
        disclosures=told_disclosures(view, standing.effective),
    )


def _displaced(
    standing: Standing, view: OrganizationView, rulebook: Rulebook, catalogue: Catalogue
) -> dict[int, int | None]:
    """Entry of a record that gives way -> the entry that counts instead."""
    organization = view.organization
    ruled = standing.not_rated in (None, NotRated.TOO_LITTLE_EVIDENCE)
    if isinstance(organization, Withheld) or not ruled or not meets(rulebook):
        return {}
    lines = tuple(record_lines(view, rulebook, catalogue, standing.effective, organization.size))
    return {one.line.entry or 0: one.by for one in displaced(lines, rulebook, cases_of(view.records))}


def _closing(standing: Standing, rulebook: Rulebook) -> tuple[str, ...]:
    """What the grade gives, and that nothing else follows."""
    if rulebook.purpose is Purpose.INDICATOR:
        return (phrases.INDICATOR,)
    given = tuple(
        phrases.GIVES.format(
            what=CONSEQUENCE_WORDS[one.kind],
            lasts=phrases.print_period(one.lasts),
            id=one.id,
            title=one.title,
            law=phrases.print_law(one.cites),
        )
        for one in favours(standing, rulebook)
    )
    return (*given, phrases.DISCLAIMER)


def _opening(standing: Standing, rulebook: Rulebook, organization: str) -> tuple[str, ...]:
    grade = phrases.UNGRADED
    for one in rulebook.grades:
        if one.code == standing.grade:
            grade = phrases.GRADED.format(code=one.code, title=one.title)
    template = phrases.INDICATED if rulebook.purpose is Purpose.INDICATOR else phrases.HEADING
    heading = template.format(
        organization=organization,
        day=phrases.print_day(standing.effective),
        rulebook=rulebook.title,
        edition=rulebook.edition,
        points=print_points(standing.points),
        grade=grade,
    )
    unofficial = (phrases.UNOFFICIAL,) if standing.unofficial else ()
    not_rated = () if standing.not_rated is None else (phrases.NOT_RATED[standing.not_rated], phrases.NEUTRAL)
    limits = tuple(
        phrases.LIMITED.format(id=one.id, title=one.title, law=phrases.print_law(one.cites), grade=one.at_most)
        for one in rulebook.grade_limits
        if one.id in standing.limited_by
    )
    return (heading, *unofficial, *not_rated, *limits)


def _lines(view: OrganizationView, catalogue: Catalogue, narrator: Narrator) -> tuple[ExplainedLine, ...]:
    standing = narrator.standing
    counted = {line.entry: line for line in standing.lines if line.kind is LineKind.RECORD}
    told = [
        _record_line(one, counted.get(one.record.entry), narrator)
        for one in displayable(view, catalogue, standing.effective)
    ]
    told += [
        ExplainedLine(kind=LineKind.RECORD, points=0, entry=entry, text=phrases.WITHHELD.format(entry=entry))
        for entry in (record.entry for record in withheld_records(view))
    ]
    others = [_other_line(line, narrator.rulebook) for line in standing.lines if line.kind is not LineKind.RECORD]
    return (others[0], *sorted(told, key=lambda line: line.entry or 0), *others[1:])


def _record_line(one: Shown, line: Line | None, narrator: Narrator) -> ExplainedLine:
    text, record = narrator.tell(one, line), _facts(one, narrator)
    if line is None:
        return ExplainedLine(kind=LineKind.RECORD, points=0, text=text, entry=one.record.entry, record=record)
    provision = narrator.provision(line)
    return ExplainedLine(
        kind=LineKind.RECORD,
        points=line.points,
        text=text,
        entry=line.entry,
        value=line.value,
        permille=line.permille,
        rule=provision.id,
        rule_title=provision.title,
        law=provision.cites,
        later=narrator.later(one, line),
        record=record,
    )


def _facts(one: Shown, narrator: Narrator) -> ExplainedRecord:
    case, competence = one.record.case, narrator.competence(one)
    return ExplainedRecord(
        category=one.category.code,
        severity=one.severity,
        authority=None if isinstance(case, Withheld) else case.authority,
        authority_name=None if competence is None else competence.authority_name,
        case=None if isinstance(case, Withheld) else case.number,
        statute=None if competence is None else competence.statute,
        decided_on=one.decision.decided_on,
        final_on=one.final_on,
        status=one.stage.status,
        status_on=one.stage.effective_on,
        gone_on=one.until,
        not_confirmed_since=not_confirmed_since(one, narrator.standing.effective),
        questioned=one.record.questioned,
        evidence=None if isinstance(one.record.evidence, Withheld) else one.record.evidence,
        figure=one.decision.figure,
        disputed=one.record.is_disputed,
    )


def _other_line(line: Line, rulebook: Rulebook) -> ExplainedLine:
    cap = next((cap for cap in rulebook.caps if cap.id == line.rule), None)
    template = {
        LineKind.START: phrases.START,
        LineKind.CAP: phrases.CAP,
        LineKind.FLOOR: phrases.FLOOR,
        LineKind.CEILING: phrases.CEILING,
    }[line.kind]
    return ExplainedLine(
        kind=line.kind,
        points=line.points,
        text=template.format(
            limit=abs(line.value),
            change=phrases.print_change(line.points),
            cap=line.rule,
            title="" if cap is None else cap.title,
            law="" if cap is None else phrases.print_law(cap.cites),
        ),
        value=line.value,
        rule=None if cap is None else cap.id,
        rule_title=None if cap is None else cap.title,
        law=() if cap is None else cap.cites,
    )
