"""Rulebook files: YAML on one side, the typed model on the other. Reads form only; `check_rulebook` judges.

A file may name its fades once and give points as one number for every size class; the model holds them
spelt out. Unknown keys are refused with their line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources

from goodstanding.adapters.formats.validating import validate
from goodstanding.adapters.formats.yaml_reading import Document, YamlError, read_yaml
from goodstanding.register.catalogue import Direction, Severity, freeze
from goodstanding.register.organizations import OrganizationKind, Role, SizeClass
from goodstanding.register.records import Status
from goodstanding.rulebook.model import (
    COUNTABLE,
    Cap,
    Citation,
    CountsFrom,
    Fade,
    FadeStep,
    Grade,
    GradeLimit,
    Ground,
    Match,
    Provision,
    Rulebook,
    Scale,
)
from goodstanding.values.errors import NotFoundError
from goodstanding.values.findings import Finding

#: The illustrative rulebooks that come with the package, by name.
SAMPLES = ("companies", "public_bodies")


@dataclass(frozen=True, slots=True, kw_only=True)
class _MatchForm:
    """A provision's match; its severities are those that it gives points for."""

    categories: frozenset[str]
    statuses: frozenset[Status] = COUNTABLE
    roles: frozenset[Role] = frozenset(Role)


@dataclass(frozen=True, slots=True, kw_only=True)
class _ProvisionForm:
    id: str
    title: str
    cites: tuple[Citation, ...]
    direction: Direction
    match: _MatchForm
    counts_from: CountsFrom
    points: dict[Severity, int | dict[SizeClass, int]]
    fades: dict[Severity, str]
    cap: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _RulebookForm:
    id: str
    edition: int
    sample: bool
    title: str
    jurisdiction: str
    authority: str
    legal_basis: tuple[Citation, ...]
    in_force_from: date
    in_force_to: date | None
    applies_to: frozenset[OrganizationKind]
    scale: Scale
    minimum_evidence: int
    grades: tuple[Grade, ...]
    fades: dict[str, tuple[FadeStep, ...]]
    caps: tuple[Cap, ...]
    provisions: tuple[_ProvisionForm, ...]
    grade_limits: tuple[GradeLimit, ...]
    grounds: tuple[Ground, ...]


def read_rulebook(text: str, name: str) -> Rulebook:
    """The rulebook of a YAML text; raises YamlError with a finding for every misfit, each with its line."""
    document = read_yaml(text, name)
    form = validate(document, _RulebookForm)
    findings = tuple(_unknown_fades(document, form))
    if findings:
        raise YamlError(findings)
    return Rulebook(
        id=form.id,
        edition=form.edition,
        title=form.title,
        jurisdiction=form.jurisdiction,
        authority=form.authority,
        legal_basis=form.legal_basis,
        in_force_from=form.in_force_from,
        in_force_to=form.in_force_to,
        applies_to=form.applies_to,
        scale=form.scale,
        minimum_evidence=form.minimum_evidence,
        provisions=tuple(_provision(one, form.fades) for one in form.provisions),
        caps=form.caps,
        grades=form.grades,
        grade_limits=form.grade_limits,
        grounds=form.grounds,
        sample=form.sample,
    )


def load_sample(name: str) -> Rulebook:
    """One of `SAMPLES`: illustrative rules of an invented country; no authority has adopted them."""
    return read_rulebook(sample_text(f"{name}.yaml"), f"{name}.yaml")


def sample_text(file: str) -> str:
    """The text of a file that comes with the samples: a rulebook, or its tests (`companies.test.yaml`)."""
    if file not in {f"{name}{suffix}" for name in SAMPLES for suffix in (".yaml", ".test.yaml")}:
        raise NotFoundError("There is no such sample rulebook.", accepted=", ".join(SAMPLES))
    return resources.files("goodstanding").joinpath("data", "rulebooks", file).read_text("utf-8")


def _unknown_fades(document: Document, form: _RulebookForm) -> Iterator[Finding]:
    accepted = ", ".join(sorted(form.fades))
    for index, provision in enumerate(form.provisions):
        for severity, fade in provision.fades.items():
            if fade not in form.fades:
                path = ("provisions", index, "fades", severity.value)
                yield document.finding("rulebook-fade-unknown", "There is no such fade.", path, accepted=accepted)


def _provision(form: _ProvisionForm, fades: Mapping[str, Fade]) -> Provision:
    match = Match(
        categories=form.match.categories,
        severities=frozenset(form.points),
        statuses=form.match.statuses,
        roles=form.match.roles,
    )
    return Provision(
        id=form.id,
        title=form.title,
        cites=form.cites,
        direction=form.direction,
        match=match,
        points=freeze({severity: _column(points) for severity, points in form.points.items()}),
        fades=freeze({severity: fades[name] for severity, name in form.fades.items()}),
        counts_from=form.counts_from,
        cap=form.cap,
    )


def _column(points: int | dict[SizeClass, int]) -> Mapping[SizeClass, int]:
    return freeze(dict.fromkeys(SizeClass, points) if isinstance(points, int) else points)
