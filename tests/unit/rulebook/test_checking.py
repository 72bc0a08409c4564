"""Every check of a rulebook: the shipped one passes, and one planted fault gives exactly its finding."""

from dataclasses import replace
from datetime import date

import pytest

from goodstanding.adapters.formats.catalogue import load_catalogue
from goodstanding.adapters.formats.rulebook import load_sample
from goodstanding.register.catalogue import Direction, Severity
from goodstanding.register.organizations import Role, SizeClass
from goodstanding.register.records import Status
from goodstanding.rulebook.checking import check_rulebook
from goodstanding.rulebook.fades import never_longer
from goodstanding.rulebook.model import FadeStep, GroundKind, Rulebook
from goodstanding.values.dates import Period
from goodstanding.values.findings import Severity as FindingSeverity

BOOK = load_sample("companies")
CATALOGUE = load_catalogue()


def _provision(id_: str, **change: object) -> Rulebook:
    """The sample with one provision changed; a callable is applied to the old value."""
    changed = []
    for one in BOOK.provisions:
        values = {name: to(getattr(one, name)) if callable(to) else to for name, to in change.items()}
        changed.append(replace(one, **values) if one.id == id_ else one)
    return replace(BOOK, provisions=tuple(changed))


def _part(name: str, index: int, **change: object) -> Rulebook:
    parts = list(getattr(BOOK, name))
    parts[index] = replace(parts[index], **change)
    return replace(BOOK, **{name: tuple(parts)})


def _match(**change: object):
    return lambda match: replace(match, **change)


def _steps(*steps: tuple[str, int]):
    fade = tuple(FadeStep(until=Period.parse(until), permille=permille) for until, permille in steps)
    return lambda fades: dict.fromkeys(fades, fade)


def _column(severity: Severity, column: dict[SizeClass, int]):
    return lambda points: {**points, severity: column}


def _with_category(code: str):
    return lambda match: replace(match, categories=match.categories | {code})


EVERY = dict.fromkeys(SizeClass, -5)
FAULTS = {
    "rulebook-id-repeated": _part("grade_limits", 0, id="C-1"),
    "rulebook-citation-missing": _provision("C-1", cites=()),
    "rulebook-never-in-force": replace(BOOK, in_force_to=BOOK.in_force_from),
    "rulebook-input-forbidden": _provision("C-1", match=_with_category(sorted(CATALOGUE.forbidden)[0])),
    "rulebook-category-unknown": _provision("C-1", match=_with_category("bad-manners")),
    "rulebook-kind-not-allowed": _part(
        "grounds", 0, match=replace(BOOK.grounds[0].match, categories=frozenset({"retaliation"}))
    ),
    "rulebook-points-for-information": _provision("C-4", match=_with_category("disclosed-ratios")),
    "rulebook-direction": _provision("C-11", direction=Direction.ADVERSE, cap=None),
    "rulebook-points-missing": _provision("C-9", points=_column(Severity.MINOR, {SizeClass.UNKNOWN: -5})),
    "rulebook-sign": _provision("C-4", points=_column(Severity.SERIOUS, {**EVERY, SizeClass.LARGE: 5})),
    "rulebook-unknown-size": _provision("C-4", points=_column(Severity.SERIOUS, {**EVERY, SizeClass.UNKNOWN: -6})),
    "rulebook-fade-missing": _provision("C-4", fades={}),
    "rulebook-permille": _provision("C-4", fades=_steps(("P1Y", 1001))),
    "rulebook-fade-rises": _provision("C-4", fades=_steps(("P1Y", 500), ("P2Y", 500))),
    "rulebook-fade-order": _provision("C-4", fades=_steps(("P2Y", 1000), ("P2Y", 500))),
    "rulebook-fade-outlives-display": _provision("C-4", fades=_steps(("P36M1D", 1000))),
    "rulebook-status": _provision("C-4", match=_match(statuses=frozenset({Status.FINAL, Status.PRESUMED}))),
    "rulebook-overlap": _provision("C-4", match=_with_category("collusion")),
    "rulebook-gap": _provision("C-3", match=_match(severities=frozenset({Severity.MINOR, Severity.SERIOUS}))),
    "rulebook-cap-unknown": _provision("C-4", cap="K-9"),
    "rulebook-cap-sign": _provision("C-4", cap="K-4"),
    "rulebook-cap-unused": replace(BOOK, caps=(*BOOK.caps, replace(BOOK.caps[0], id="K-9"))),
    "rulebook-scale": replace(BOOK, scale=replace(BOOK.scale, ceiling=79), grades=BOOK.grades[2:]),
    "rulebook-minimum-evidence": replace(BOOK, minimum_evidence=0),
    "rulebook-grade-order": replace(BOOK, grades=(BOOK.grades[1], BOOK.grades[0], *BOOK.grades[2:])),
    "rulebook-grade-range": _part("grades", 4, at_least=1),
    "rulebook-grade-unknown": _part("grade_limits", 0, at_most="F"),
    "rulebook-limit-provisions": _part("grade_limits", 0, provisions=frozenset({"C-11"})),
    "rulebook-not-a-ground": _part(
        "grounds", 3, match=replace(BOOK.grounds[3].match, categories=frozenset({"tax-and-social-debt", "collusion"}))
    ),
    "rulebook-ground-empty": _part("grounds", 3, match=replace(BOOK.grounds[3].match, categories=frozenset())),
    "rulebook-ground-points": _part("grounds", 3, points_below=81),
}
#: Faults that cannot be planted without a second one.
ALONGSIDE = {
    "rulebook-scale": {"rulebook-grade-range"},
    "rulebook-direction": {"rulebook-sign", "rulebook-cap-unused"},
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_planted_fault_gives_its_finding_and_no_other(code):
    found = {finding.code for finding in check_rulebook(FAULTS[code], CATALOGUE)}
    assert code in found
    assert found - {code} <= ALONGSIDE.get(code, set())


def test_an_appeal_may_lift_a_cost_but_never_bring_one():
    lenient = _provision("C-4", match=_match(statuses=frozenset({Status.FINAL})))
    harsh = _provision("C-4", match=_match(statuses=frozenset({Status.UNDER_APPEAL})))
    assert check_rulebook(lenient, CATALOGUE) == []
    assert {one.code for one in check_rulebook(harsh, CATALOGUE)} == {"rulebook-appeal-costs", "rulebook-gap"}


def test_a_category_without_a_rule_is_a_warning_only():
    fewer = replace(
        BOOK,
        provisions=tuple(one for one in BOOK.provisions if one.id != "C-7"),
    )
    (finding,) = check_rulebook(fewer, CATALOGUE)
    assert (finding.code, finding.field) == ("rulebook-category-without-rule", "contract-non-performance")
    assert finding.severity is FindingSeverity.WARNING


def test_provisions_may_share_a_category_by_role():
    roles = {one: _provision("C-4", match=_match(roles=frozenset({one}))).provisions[3] for one in Role}
    milder = replace(roles[Role.CONTROLLED_AFFILIATE], id="C-4b", points={Severity.SERIOUS: EVERY})
    split = tuple(roles[Role.SUBJECT] if one.id == "C-4" else one for one in BOOK.provisions)
    assert check_rulebook(replace(BOOK, provisions=(*split, milder)), CATALOGUE) == []


@pytest.mark.parametrize("ground", ["qualified-audit-opinion", "decision-annulled"])
def test_the_catalogue_decides_what_may_be_a_ground(ground):
    bodies = load_sample("public_bodies")
    match = replace(bodies.grounds[0].match, categories=frozenset({ground}))
    planted = replace(bodies.grounds[0], match=match, kind=GroundKind.DISCRETIONARY)
    found = check_rulebook(replace(bodies, grounds=(planted,)), CATALOGUE)
    assert {one.code for one in found} == {"rulebook-not-a-ground"}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("P3M", "P3M", True),
        ("P1Y", "P12M", True),
        ("P30D", "P2M", True),
        ("P28D", "P1M", True),
        ("P29D", "P1M", False),
        ("P1M", "P30D", False),
        ("P1M", "P31D", True),
        ("P12M1D", "P1Y", False),
    ],
)
def test_never_longer_holds_on_every_calendar_day(first, second, expected):
    one, other = Period.parse(first), Period.parse(second)
    assert never_longer(one, other) is expected
    days = [date.fromordinal(date(2019, 1, 1).toordinal() + number) for number in range(1_500)]
    assert all(one.after(day) <= other.after(day) for day in days) is expected


def test_the_types_have_no_selector_of_tier_and_no_consequence():
    """A rulebook for public bodies binds every tier, the national one included (S34); a grade orders nothing (S20)."""
    names = {
        name
        for shape in (type(BOOK), *map(type, (BOOK.provisions[0], BOOK.provisions[0].match, BOOK.grades[0])))
        for name in shape.__slots__
    }
    assert not names & {"tier", "tiers", "region", "regions", "sector", "sectors", "organization", "organizations"}
    assert not [name for name in names if "consequence" in name or "measure" in name]
