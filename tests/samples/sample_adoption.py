"""A register in memory whose officers adopt invented rulebooks, on a clock that a test moves."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from sample_register import PASSPHRASE, Importing, Line, catalogue, opened_ports

from goodstanding.adapters.clock import FixedClock
from goodstanding.adapters.formats.rulebook import read_rulebook
from goodstanding.bootstrap.adoption import texts
from goodstanding.ledger.adoptions import Proposal, WithdrawalReason
from goodstanding.register.catalogue import Severity
from goodstanding.register.organizations import OrganizationKind
from goodstanding.rulebook.adopting import lawful_editions
from goodstanding.rulebook.model import Ground, GroundKind, Rulebook
from goodstanding.services.acting import Acting
from goodstanding.services.adopting import Done, Refused, adopt, approve, assess, propose, withdraw
from goodstanding.services.editions import law_in_force, proposals_of
from goodstanding.services.officers import add_officer, signer_of
from goodstanding.services.ports import Ports
from goodstanding.services.standings import Law

OFFICERS = ("author", "first", "second", "keeper")
#: The clock stands at noon of this day: thirty days in the log end at noon of 1 July.
TODAY = date(2024, 6, 1)
IN_FORCE = date(2024, 7, 2)

RULES = """
id: xv-tiny
edition: {edition}
sample: {sample}
title: the tiny rulebook
jurisdiction: XV
authority: xv-office
legal_basis: [&]
laws: {{act: {{title: Integrity Act, href: "", checked_on: 2024-01-15}}}}
in_force_from: {in_force_from}
in_force_to: null
applies_to: [{kinds}]
scale: {{start: 80, floor: 0, ceiling: 100}}
minimum_evidence: 1
grades:
  - {{code: A, title: good, at_least: {good}}}
  - {{code: B, title: weak, at_least: 0}}
fades: {{general: [{{until: P1Y, permille: 1000}}]}}
caps: []
provisions:
  - id: P-1
    title: Bribery
    cites: [&]
    direction: adverse
    match: {{categories: [bribery], roles: [{roles}]}}
    counts_from: finality
    points: {{general: {points}}}
    fades: {{general: general}}{dated}{more}
grade_limits: []
grounds: []
""".replace("[&]", """[{{law: act, article: "7"}}]""")

#: A provision about affiliates alone, which takes them out of the first one.
AFFILIATES = """
  - id: P-2
    title: Bribery by affiliates
    cites: [{{law: act, article: "7"}}]
    direction: adverse
    match: {{categories: [bribery], roles: [controlled-affiliate]}}
    counts_from: finality
    points: {{general: {points}}}
    fades: {{general: general}}"""

DATED = """
    values: [{{since: {since}, points: {{general: {points}}}, cites: [{{law: act, article: "8"}}]}}]
    value_on: {selected_by}"""

TESTS = """
cases:
  - name: A fine
    organization: {{kind: {kind}}}
    records:
      - {{category: bribery, measures: [fine], decided_on: 2098-01-10, conduct_to: 2098-01-05,
         final_on: 2098-02-10}}
    expect:
      - {{on: 2098-03-01, points: {points}, grade: {grade}}}
"""


def rules(*, affiliates: int | None = None, dated: tuple[int, str] | None = None, **values: object) -> Rulebook:
    """An edition; its points and dates by keyword.

    `affiliates` are the points of a provision of their own; `dated` are other points from the first day in force on,
    and the day that selects them.
    """
    told = {"edition": 1, "sample": "false", "in_force_from": IN_FORCE, "good": 60, "points": -10}
    told |= {"kinds": "company, state-owned-enterprise"}
    told |= {"roles": "subject, controlled-affiliate", "more": "", "dated": ""}
    if dated is not None:
        start = values.get("in_force_from", IN_FORCE)
        told["dated"] = DATED.format(since=start, points=dated[0], selected_by=dated[1])
    if affiliates is not None:
        told |= {"roles": "subject", "more": AFFILIATES.format(points=affiliates)}
    return read_rulebook(RULES.format(**(told | values)), "tiny.yaml")


def cases_for(rulebook: Rulebook, *, off: int = 0) -> str:
    """Tests that the edition meets; `off` makes them expect so many points too many."""
    points = 80 + min(rulebook.provisions[0].points_on(date(2098, 1, 5))["general"].values())
    grade = rulebook.grades[0 if points >= rulebook.grades[0].at_least else 1].code
    kind = min(rulebook.applies_to - {OrganizationKind.PUBLIC_BODY}, default=OrganizationKind.COMPANY)
    return TESTS.format(points=points + off, grade=grade, kind=kind)


@dataclass
class Desk:
    """The officers of one register, each acting by name."""

    ports: Ports
    law: Law
    importing: Importing

    def at(self, day: date, hour: int = 12) -> None:
        """Set the clock."""
        assert isinstance(self.ports.clock, FixedClock)
        self.ports.clock.at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)

    def acting(self, officer: str) -> Acting:
        return Acting(officer=officer, sign=signer_of(self.ports, officer, PASSPHRASE))

    def propose(self, rulebook: Rulebook, officer: str = "author", *, off: int = 0) -> Done | Refused:
        tests = cases_for(rulebook, off=off)
        return propose(self.ports, self.law, texts(), rulebook, tests, self.acting(officer))

    def assess(self, name: str = "xv-tiny:1", officer: str = "keeper") -> Done:
        return assess(self.ports, self.law, texts(), name, self.acting(officer), lambda _: None)[0]

    def approve(self, officer: str, name: str = "xv-tiny:1") -> Done | Refused:
        return approve(self.ports, name, self.acting(officer))

    def adopt(self, name: str = "xv-tiny:1", officer: str = "keeper") -> Done | Refused:
        return adopt(self.ports, self.law, texts(), name, self.acting(officer), lambda _: None)

    def withdraw(self, officer: str, name: str = "xv-tiny:1") -> Done | Refused:
        return withdraw(self.ports, name, WithdrawalReason.CONSULTATION, self.acting(officer))

    def adopt_whole(self, rulebook: Rulebook) -> Done | Refused:
        """Everything that the law asks for, in order."""
        name = f"{rulebook.id}:{rulebook.edition}"
        assert isinstance(self.propose(rulebook), Done)
        self.assess(name)
        for officer in ("first", "second"):
            assert isinstance(self.approve(officer, name), Done)
        return self.adopt(name)

    def proposals(self) -> tuple[Proposal, ...]:
        return proposals_of(self.ports.store, self.ports.store.head().size)

    def lawful(self) -> list[str]:
        return [one.name for one in lawful_editions(self.proposals())]

    def law_now(self, size: int | None = None) -> Law:
        size = self.ports.store.head().size if size is None else size
        return law_in_force(self.law, self.ports.store, size, texts())


def open_desk(folder: Path) -> Desk:
    """A register with four officers and three companies fined in 2024, under a sample that costs 20."""
    ports = opened_ports()
    for officer in OFFICERS:
        add_officer(ports, officer, PASSPHRASE)
    importing = Importing(ports=ports, folder=folder)
    importing(*(Line(key=key, name=f"Northquay {key} Ltd") for key in ("Alpha", "Beta", "Gamma")))
    sample = rules(sample="true", points=-20, in_force_from="2010-01-01")
    base = Law(catalogue=catalogue(), rulebooks=dict.fromkeys(OrganizationKind, sample))
    return Desk(ports=ports, law=base, importing=importing)


def opening(desk: Desk, rulebook: Rulebook) -> Rulebook:
    """The rulebook with a ground by what its provision is about, which the catalogue then admits."""
    catalogue = desk.law.catalogue
    categories = {code: replace(one, ground=True) for code, one in catalogue.categories.items()}
    desk.law = replace(desk.law, catalogue=replace(catalogue, categories=categories))
    about = rulebook.provisions[0]
    match = replace(about.match, severities=frozenset(Severity))
    ground = Ground(id="G-1", title="Bribery", cites=about.cites, kind=GroundKind.MANDATORY, match=match)
    return replace(rulebook, grounds=(ground,))


def codes(answer: Done | Refused) -> list[str]:
    """The codes of a refusal; an empty list of what was done."""
    return [one.code for one in answer.findings] if isinstance(answer, Refused) else []


def later(rulebook: Rulebook, **values: object) -> Rulebook:
    """The rulebook with other values."""
    return replace(rulebook, **values)  # type: ignore[arg-type]  # the fields of Rulebook by name
