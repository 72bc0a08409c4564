"""A tiny catalogue and rulebook with round numbers, and builders of records and views."""

from collections.abc import Callable
from datetime import date

import pytest

from goodstanding.adapters.formats.rulebook import read_rulebook
from goodstanding.register.authorities import Competence, Statute
from goodstanding.register.catalogue import Basis, Catalogue, Category, Direction, Measure, Severity
from goodstanding.register.organizations import Organization, OrganizationKind, Role, SizeClass
from goodstanding.register.records import Case, Decision, Evidence, Finality, Party, Reason, Record, Stage, Status
from goodstanding.register.views import OrganizationView
from goodstanding.rulebook.model import Rulebook
from goodstanding.values.dates import Period
from goodstanding.values.identifiers import Identifier
from goodstanding.values.money import Money

REFERENCE = Identifier("xv-reg", "C1234567805")
SEVERE = {Measure.WARNING: Severity.MINOR, Measure.FINE: Severity.GENERAL, Measure.EXCLUSION: Severity.SERIOUS}
DISPLAY = {
    Severity.MINOR: Period.parse("P1Y"),
    Severity.GENERAL: Period.parse("P2Y"),
    Severity.SERIOUS: Period.parse("P3Y"),
}

RULES = """
id: tiny
edition: 1
sample: true
title: the tiny rulebook
jurisdiction: XV
authority: xv-office
legal_basis: [&]
laws: {act: {title: Integrity Act, href: "", checked_on: 2024-01-15}}
in_force_from: 2010-01-01
in_force_to: 2030-01-01
applies_to: [company]
scale: {start: 80, floor: 0, ceiling: 100}
minimum_evidence: 1
grades:
  - {code: A, title: very good, at_least: 90}
  - {code: B, title: good, at_least: 60}
  - {code: C, title: doubtful, at_least: 0}
fades:
  minor: [{until: P6M, permille: 1000}]
  general: [{until: P1Y, permille: 1000}, {until: P2Y, permille: 500}]
  serious: [{until: P1Y, permille: 1000}, {until: P2Y, permille: 600}, {until: P3Y, permille: 300}]
caps:
  - {id: K-1, title: bribery together, cites: [&], limit: -50}
provisions:
  - id: P-1
    title: Bribery
    cites: [&]
    direction: adverse
    match: {categories: [bribery]}
    counts_from: finality
    points: {minor: -5, general: -10, serious: -30}
    fades: {minor: minor, general: general, serious: serious}
    cap: K-1
  - id: P-2
    title: Tax debt
    cites: [&]
    direction: adverse
    match: {categories: [tax-and-social-debt], roles: [subject]}
    counts_from: conduct
    points: {general: {micro: -10, small: -10, medium: -20, large: -40, unknown: -10}}
    fades: {general: general}
  - id: P-3
    title: Timely payment
    cites: [&]
    direction: favourable
    match: {categories: [timely-payment]}
    counts_from: decision
    points: {minor: 15}
    fades: {minor: minor}
grade_limits:
  - {id: L-1, title: While bribery counts, cites: [&], provisions: [P-1], at_most: B}
grounds:
  - {id: G-1, title: Bribery, cites: [&], kind: mandatory, match: {categories: [bribery], severities: [serious]}}
  - id: G-2
    title: Few points
    cites: [&]
    kind: discretionary
    match: {categories: [bribery], severities: [minor, general, serious]}
    points_below: 50
""".replace("[&]", """[{law: act, article: "7"}]""")


def _category(code: str, direction: Direction, measures: dict[Measure, Severity], **more: object) -> Category:
    values: dict[str, object] = {
        "code": code,
        "label": code,
        "description": code,
        "decided": f"is concerned by {code}",
        "direction": direction,
        "basis": Basis.DECISION,
        "kinds": frozenset({OrganizationKind.COMPANY}),
        "by_measure": measures,
        "by_amount": (),
        "display": DISPLAY,
        "ground": False,
    }
    return Category(**(values | more))  # type: ignore[arg-type]  # the fields of Category by name


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    raised = ((1_000, Severity.SERIOUS),)
    categories = (
        _category("bribery", Direction.ADVERSE, SEVERE, ground=True, by_amount=raised),
        _category("tax-and-social-debt", Direction.ADVERSE, {Measure.FINDING: Severity.GENERAL}),
        _category("timely-payment", Direction.FAVOURABLE, {Measure.FINDING: Severity.MINOR}),
        _category(
            "foreign-listing", Direction.INFORMATION, {Measure.LISTED_ELSEWHERE: Severity.MINOR}, while_listed=True
        ),
    )
    return Catalogue(
        categories={one.code: one for one in categories}, units={"XVD": 100}, forbidden={"speech": "speech"}
    )


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return read_rulebook(RULES, "tiny.yaml")


MakeRecord = Callable[..., Record]
MakeView = Callable[..., OrganizationView]
Move = tuple[str, str, Reason]


@pytest.fixture(scope="session")
def make_record() -> MakeRecord:
    """A record of a category, final on a day (or never), with later moves (status, day, reason)."""

    def make(
        category: str,
        measure: Measure,
        final_on: str | None,
        *moves: Move,
        entry: int = 1,
        role: Role = Role.SUBJECT,
        decided_on: str = "2020-01-15",
        conduct_to: str | None = None,
        ends_on: str | None = None,
        amount: int | None = None,
        words: str = "",
    ) -> Record:
        decided = date.fromisoformat(decided_on)
        stages = [Stage(status=Status.PRESUMED, effective_on=decided, decided_on=decided, reason=Reason.NOTICE)]
        finals: tuple[Move, ...] = () if final_on is None else (("final", final_on, Reason.DECISION),)
        for status, day, reason in (*finals, *moves):
            on = date.fromisoformat(day)
            stages.append(Stage(status=Status(status), effective_on=on, decided_on=on, reason=reason))
        return Record(
            entry=entry,
            party=Party(reference=REFERENCE, name="Alpha Ltd", role=role),
            case=Case(authority="xv-office", number=f"{entry}/2020"),
            decision=Decision(
                category=category,
                measures=(measure,),
                decided_on=decided,
                finality=Finality.TIME_LIMIT_PASSED,
                statute="xv-act-7",
                amount=None if amount is None else Money(minor=amount, currency="XVD"),
                conduct_to=None if conduct_to is None else date.fromisoformat(conduct_to),
                ends_on=None if ends_on is None else date.fromisoformat(ends_on),
                words=words,
            ),
            stages=tuple(stages),
            evidence=Evidence(digest="0" * 64, where="row 1", published_on=decided),
        )

    return make


@pytest.fixture(scope="session")
def make_view() -> MakeView:
    def make(*records: Record, size: SizeClass = SizeClass.UNKNOWN, kind: str = "company") -> OrganizationView:
        organization = Organization(
            reference=REFERENCE, name="Alpha Ltd", kind=OrganizationKind(kind), jurisdiction="XV", size=size
        )
        return OrganizationView(
            id="o-7", organization=organization, references=(REFERENCE,), names=("Alpha Ltd",), records=records
        )

    return make


@pytest.fixture(scope="session")
def competences() -> dict[tuple[str, str, str], Competence]:
    """One competence, for bribery under the invented Integrity Act."""
    competence = Competence(
        authority="xv-office",
        authority_name="The Integrity Office",
        category="bribery",
        statute=Statute(code="xv-act-7", title="Bribery Act", article="art. 12"),
        finality="time-limit-passed",
    )
    return {("xv-office", "bribery", "xv-act-7"): competence}
