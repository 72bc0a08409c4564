"""Rulebook files: YAML on one side, the typed model on the other. Reads form only; `check_rulebook` judges.

A file names its laws and fades once and may give points as one number for every size class; the model
holds them spelt out. Unknown keys and names are refused with their line.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib import resources

from goodstanding.adapters.formats.validating import validate
from goodstanding.adapters.formats.yaml_reading import Document, Path, YamlError, read_yaml
from goodstanding.register.authorities import AuthorityLevel
from goodstanding.register.catalogue import Direction, Severity, freeze
from goodstanding.register.consequences import ConsequenceKind, FavourKind
from goodstanding.register.organizations import OrganizationKind, Role, SizeClass
from goodstanding.register.records import Status
from goodstanding.rulebook.model import (
    COUNTABLE,
    Band,
    Cap,
    Citation,
    Concurrence,
    CountsFrom,
    DatedPoints,
    FadeStep,
    Favour,
    FigureBand,
    Grade,
    GradeLimit,
    Ground,
    GroundKind,
    Match,
    Points,
    Provision,
    Purpose,
    Rulebook,
    Scale,
    Stop,
    ValueDate,
)
from goodstanding.rulebook.provisions import STOPS
from goodstanding.values.dates import Period
from goodstanding.values.errors import NotFoundError
from goodstanding.values.findings import Finding

#: The illustrative rulebooks that come with the package, by name.
SAMPLES = ("companies", "public_bodies", "soe_disclosure", "contractor_performance", "financial_soundness")


@dataclass(frozen=True, slots=True, kw_only=True)
class _LawForm:
    """A law, where it stands, and when somebody last read it there."""

    title: str
    href: str
    checked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class _CiteForm:
    """An article of one of the file's laws; `checked_on` where it was read on another day than the law."""

    law: str
    article: str
    checked_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _MatchForm:
    """A provision's match; its severities are those that it gives points for."""

    categories: frozenset[str]
    statuses: frozenset[Status] = COUNTABLE
    roles: frozenset[Role] = frozenset(Role)
    levels: frozenset[AuthorityLevel] = frozenset(AuthorityLevel)
    amount: Band | None = None
    figure: FigureBand | None = None


_PointsForm = dict[Severity, int | dict[SizeClass, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _DatedForm:
    """The points from a day on, with the law that set them and the day it was announced."""

    since: date
    points: _PointsForm
    cites: tuple[_CiteForm, ...]
    announced_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _LenientForm:
    """Two days; the more lenient of the values that they select holds."""

    more_lenient_of: tuple[ValueDate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _ProvisionForm:
    id: str
    title: str
    cites: tuple[_CiteForm, ...]
    direction: Direction
    match: _MatchForm
    counts_from: CountsFrom
    points: _PointsForm
    fades: dict[Severity, str]
    cap: str | None = None
    values: tuple[_DatedForm, ...] = ()
    value_on: ValueDate | _LenientForm = ValueDate.EVALUATION
    stops_on: frozenset[Stop] = STOPS
    concurrence: Concurrence = Concurrence.EVERY_FACT
    overrides: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class _CapForm:
    id: str
    title: str
    cites: tuple[_CiteForm, ...]
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _GradeLimitForm:
    id: str
    title: str
    cites: tuple[_CiteForm, ...]
    provisions: frozenset[str]
    at_most: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _GroundForm:
    id: str
    title: str
    cites: tuple[_CiteForm, ...]
    kind: GroundKind
    match: Match
    points_below: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _FavourForm:
    """What a grade gives: favourable only."""

    id: str
    title: str
    cites: tuple[_CiteForm, ...]
    kind: FavourKind
    grade: str
    lasts: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class RulebookForm:
    """A rulebook file: laws and fades stand once and are named where they apply; points are whole numbers."""

    id: str
    edition: int
    sample: bool
    title: str
    jurisdiction: str
    authority: str
    legal_basis: tuple[_CiteForm, ...]
    in_force_from: date
    in_force_to: date | None
    applies_to: frozenset[OrganizationKind]
    scale: Scale
    minimum_evidence: int
    grades: tuple[Grade, ...]
    laws: dict[str, _LawForm]
    fades: dict[str, tuple[FadeStep, ...]]
    caps: tuple[_CapForm, ...]
    provisions: tuple[_ProvisionForm, ...]
    grade_limits: tuple[_GradeLimitForm, ...]
    grounds: tuple[_GroundForm, ...]
    purpose: Purpose = Purpose.STANDING
    consequences: tuple[_FavourForm, ...] = ()
    authority_levels: dict[str, AuthorityLevel] = field(default_factory=dict)
    languages: tuple[str, ...] = ("en",)
    translations: dict[str, dict[str, str]] = field(default_factory=dict)

    def cites(self, cites: tuple[_CiteForm, ...]) -> tuple[Citation, ...]:
        """The articles with their laws spelt out."""
        laws = ((self.laws[cite.law], cite) for cite in cites)
        return tuple(
            Citation(
                title=law.title,
                article=cite.article,
                href=law.href,
                checked_on=cite.checked_on or law.checked_on,
            )
            for law, cite in laws
        )


_Citing = _ProvisionForm | _CapForm | _GradeLimitForm | _GroundForm | _FavourForm


def read_rulebook(text: str, name: str) -> Rulebook:
    """The rulebook of a YAML text; raises YamlError with a finding for every misfit, each with its line."""
    document = read_yaml(text, name)
    form = validate(document, RulebookForm)
    findings = (*_unknown_laws(document, form), *_unknown_fades(document, form))
    if findings:
        raise YamlError(findings)
    return Rulebook(
        id=form.id,
        edition=form.edition,
        title=form.title,
        jurisdiction=form.jurisdiction,
        authority=form.authority,
        legal_basis=form.cites(form.legal_basis),
        in_force_from=form.in_force_from,
        in_force_to=form.in_force_to,
        applies_to=form.applies_to,
        scale=form.scale,
        minimum_evidence=form.minimum_evidence,
        provisions=tuple(_provision(one, form) for one in form.provisions),
        caps=tuple(_cap(one, form) for one in form.caps),
        grades=form.grades,
        grade_limits=tuple(_grade_limit(one, form) for one in form.grade_limits),
        grounds=tuple(_ground(one, form) for one in form.grounds),
        sample=form.sample,
        purpose=form.purpose,
        consequences=tuple(_favour(one, form) for one in form.consequences),
        authority_levels=freeze(form.authority_levels),
        languages=form.languages,
        translations=freeze({language: freeze(titles) for language, titles in form.translations.items()}),
    )


def load_sample(name: str) -> Rulebook:
    """One of `SAMPLES`: illustrative rules of an invented country; no authority has adopted them."""
    return read_rulebook(sample_text(f"{name}.yaml"), f"{name}.yaml")


def sample_text(file: str) -> str:
    """The text of a file that comes with the samples: a rulebook, or its tests (`companies.test.yaml`)."""
    if file not in {f"{name}{suffix}" for name in SAMPLES for suffix in (".yaml", ".test.yaml")}:
        raise NotFoundError("There is no such sample rulebook.", accepted=", ".join(SAMPLES))
    return resources.files("goodstanding").joinpath("data", "rulebooks", file).read_text("utf-8")


def _unknown_laws(document: Document, form: RulebookForm) -> Iterator[Finding]:
    cited: list[tuple[Path, tuple[_CiteForm, ...]]] = [(("legal_basis",), form.legal_basis)]
    parts: dict[str, Iterable[_Citing]] = {
        "provisions": form.provisions,
        "caps": form.caps,
        "grade_limits": form.grade_limits,
        "grounds": form.grounds,
        "consequences": form.consequences,
    }
    cited += [((name, index, "cites"), one.cites) for name, part in parts.items() for index, one in enumerate(part)]
    for index, provision in enumerate(form.provisions):
        values = enumerate(provision.values)
        cited += [(("provisions", index, "values", number, "cites"), one.cites) for number, one in values]
    accepted = ", ".join(sorted(form.laws))
    for path, cites in cited:
        for index, cite in enumerate(cites):
            if cite.law not in form.laws:
                where = (*path, index, "law")
                yield document.finding("rulebook-law-unknown", "There is no such law here.", where, accepted=accepted)


def _unknown_fades(document: Document, form: RulebookForm) -> Iterator[Finding]:
    accepted = ", ".join(sorted(form.fades))
    for index, provision in enumerate(form.provisions):
        for severity, fade in provision.fades.items():
            if fade not in form.fades:
                where = ("provisions", index, "fades", severity.value)
                yield document.finding("rulebook-fade-unknown", "There is no such fade here.", where, accepted=accepted)


def _provision(one: _ProvisionForm, form: RulebookForm) -> Provision:
    match = Match(
        categories=one.match.categories,
        severities=frozenset(one.points),
        statuses=one.match.statuses,
        roles=one.match.roles,
        levels=one.match.levels,
        amount=one.match.amount,
        figure=one.match.figure,
    )
    return Provision(
        id=one.id,
        title=one.title,
        cites=form.cites(one.cites),
        direction=one.direction,
        match=match,
        points=_points(one.points),
        fades=freeze({severity: form.fades[name] for severity, name in one.fades.items()}),
        counts_from=one.counts_from,
        cap=one.cap,
        values=tuple(_dated(value, form) for value in one.values),
        value_on=one.value_on.more_lenient_of if isinstance(one.value_on, _LenientForm) else (one.value_on,),
        stops_on=one.stops_on,
        concurrence=one.concurrence,
        overrides=one.overrides,
    )


def _dated(one: _DatedForm, form: RulebookForm) -> DatedPoints:
    cites = form.cites(one.cites)
    return DatedPoints(since=one.since, points=_points(one.points), cites=cites, announced_on=one.announced_on)


def _points(points: _PointsForm) -> Points:
    return freeze({severity: _column(column) for severity, column in points.items()})


def _column(points: int | dict[SizeClass, int]) -> Mapping[SizeClass, int]:
    return freeze(dict.fromkeys(SizeClass, points) if isinstance(points, int) else points)


def _cap(one: _CapForm, form: RulebookForm) -> Cap:
    return Cap(id=one.id, title=one.title, cites=form.cites(one.cites), limit=one.limit)


def _grade_limit(one: _GradeLimitForm, form: RulebookForm) -> GradeLimit:
    return GradeLimit(
        id=one.id, title=one.title, cites=form.cites(one.cites), provisions=one.provisions, at_most=one.at_most
    )


def _favour(one: _FavourForm, form: RulebookForm) -> Favour:
    cites, kind = form.cites(one.cites), ConsequenceKind(one.kind.value)
    return Favour(id=one.id, title=one.title, cites=cites, kind=kind, grade=one.grade, lasts=one.lasts)


def _ground(one: _GroundForm, form: RulebookForm) -> Ground:
    return Ground(
        id=one.id,
        title=one.title,
        cites=form.cites(one.cites),
        kind=one.kind,
        match=one.match,
        points_below=one.points_below,
    )
