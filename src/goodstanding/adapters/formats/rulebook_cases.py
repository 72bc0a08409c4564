"""Files of rulebook tests (`*.test.yaml`): short forms of organizations and records, read into cases.

A record is final from `final_on`; without that day it is only presumed. `then` are the later stages. Each record is a
case of its own unless `case` names one.
"""

import json
from dataclasses import dataclass
from datetime import date

from goodstanding.adapters.formats.rulebook import sample_text
from goodstanding.adapters.formats.validating import validate
from goodstanding.adapters.formats.yaml_reading import read_yaml
from goodstanding.register.catalogue import Measure
from goodstanding.register.figures import Figure
from goodstanding.register.organizations import Organization, OrganizationKind, Role, SizeClass, Tier
from goodstanding.register.records import Case as AuthorityCase
from goodstanding.register.records import Decision, Evidence, Finality, Party, Reason, Record, Stage, Status
from goodstanding.register.views import OrganizationView
from goodstanding.standing.cases import Case, Expectation
from goodstanding.values.identifiers import Identifier
from goodstanding.values.money import Money

_REFERENCE = Identifier("test", "organization")


@dataclass(frozen=True, slots=True, kw_only=True)
class _OrganizationForm:
    kind: OrganizationKind
    size: SizeClass = SizeClass.UNKNOWN
    tier: Tier | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _StageForm:
    status: Status
    on: date
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class _RecordForm:
    category: str
    decided_on: date
    final_on: date | None
    measures: tuple[Measure, ...]
    amount: Money | None = None
    conduct_to: date | None = None
    ends_on: date | None = None
    role: Role = Role.SUBJECT
    figure: Figure | None = None
    authority: str = "test"
    case: str = ""
    then: tuple[_StageForm, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _CaseForm:
    name: str
    organization: _OrganizationForm
    records: tuple[_RecordForm, ...]
    expect: tuple[Expectation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _FileForm:
    cases: tuple[_CaseForm, ...]


def read_cases(text: str, name: str) -> tuple[Case, ...]:
    """The cases of a test file; raises YamlError with a finding for every misfit, each with its line."""
    form = validate(read_yaml(text, name), _FileForm)
    return tuple(_case(one, number) for number, one in enumerate(form.cases))


def print_cases(text: str) -> str:
    """The tests that a text says, and nothing else that stands in it: JSON with sorted keys, without any comment.

    `read_cases` reads the answer as it reads the text, and raises for both what it raises for one.
    """
    read_cases(text, "tests")
    printed = json.dumps(read_yaml(text, "tests").data, sort_keys=True, ensure_ascii=False, separators=(", ", ": "))
    read_cases(printed, "tests")
    return printed


def load_sample_cases(name: str) -> tuple[Case, ...]:
    """The tests that come with a sample rulebook."""
    return read_cases(sample_text(f"{name}.test.yaml"), f"{name}.test.yaml")


def _case(form: _CaseForm, number: int) -> Case:
    organization = Organization(
        reference=_REFERENCE,
        name="The organization under test",
        kind=form.organization.kind,
        jurisdiction="XV",
        tier=form.organization.tier,
        size=form.organization.size,
    )
    view = OrganizationView(
        id=f"o-{number}",
        organization=organization,
        references=(_REFERENCE,),
        names=(organization.name,),
        records=tuple(_record(one, entry) for entry, one in enumerate(form.records, start=1)),
    )
    return Case(name=form.name, view=view, expect=form.expect)


def _record(form: _RecordForm, entry: int) -> Record:
    decision = Decision(
        category=form.category,
        measures=form.measures,
        decided_on=form.decided_on,
        finality=Finality.JUDGMENT,
        statute="test",
        amount=form.amount,
        ends_on=form.ends_on,
        conduct_to=form.conduct_to,
        figure=form.figure,
    )
    return Record(
        entry=entry,
        party=Party(reference=_REFERENCE, name="The organization under test", role=form.role),
        case=AuthorityCase(authority=form.authority, number=form.case or str(entry)),
        decision=decision,
        stages=tuple(_stages(form)),
        evidence=Evidence(digest="0" * 64, where="test", published_on=form.decided_on),
    )


def _stages(form: _RecordForm) -> list[Stage]:
    presumed = Stage(
        status=Status.PRESUMED, effective_on=form.decided_on, decided_on=form.decided_on, reason=Reason.NOTICE
    )
    later = [Stage(status=one.status, effective_on=one.on, decided_on=one.on, reason=one.reason) for one in form.then]
    if form.final_on is None:
        return [presumed, *later]
    final = Stage(status=Status.FINAL, effective_on=form.final_on, decided_on=form.decided_on, reason=Reason.DECISION)
    return [presumed, final, *later]
