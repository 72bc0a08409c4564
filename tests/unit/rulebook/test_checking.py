"""Every check of a rulebook: the shipped one passes, and one planted fault gives exactly its finding."""

from dataclasses import replace
from datetime import date

import pytest

from goodstanding.adapters.formats.catalogue import load_catalogue
from goodstanding.adapters.formats.rulebook import load_sample
from goodstanding.register.authorities import AuthorityLevel
from goodstanding.register.catalogue import Direction, Severity
from goodstanding.register.consequences import (
    CONSEQUENCE_DIRECTIONS,
    CONSEQUENCE_WORDS,
    ConsequenceKind,
    FavourKind,
)
from goodstanding.register.figures import FigureCode
from goodstanding.register.organizations import Role, SizeClass
from goodstanding.register.records import Status
from goodstanding.rulebook.checking import check_rulebook
from goodstanding.rulebook.fades import never_longer
from goodstanding.rulebook.freshness import check_freshness
from goodstanding.rulebook.model import (
    Band,
    Cap,
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
    Provision,
    Purpose,
    Rulebook,
    Stop,
    ValueDate,
)
from goodstanding.rulebook.naming import RESERVED
from goodstanding.rulebook.provisions import STOPS
from goodstanding.rulebook.reporting import titled
from goodstanding.standing.evaluate import LineKind, NotRated
from goodstanding.standing.movement import EVIDENCE, GRADES, IN_FORCE, KINDS
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


def _more(**change: object) -> Rulebook:
    """The sample with another provision: C-4 (simulated invoices, always serious), changed."""
    base = next(one for one in BOOK.provisions if one.id == "C-4")
    values = {"id": "C-4x", "overrides": frozenset({"C-4"})} | change
    limits = tuple(
        replace(one, provisions=one.provisions | {"C-4x"}) if "C-4" in one.provisions else one
        for one in BOOK.grade_limits
    )
    return replace(BOOK, provisions=(*BOOK.provisions, replace(base, **values)), grade_limits=limits)


def _amount(at_least: int | None, below: int | None = None):
    return _match(amount=Band(at_least=at_least, below=below))


def _dated(serious: int, since: date = date(2022, 1, 1), **change: object) -> tuple[DatedPoints, ...]:
    points = {Severity.SERIOUS: dict.fromkeys(SizeClass, serious)}
    values = {"since": since, "points": points, "cites": BOOK.legal_basis}
    return (DatedPoints(**(values | change)),)


def _cited(**change: object):
    return (replace(BOOK.legal_basis[0], **change),)


def _said(title: str) -> Rulebook:
    """The sample in two languages, one title of the other as given."""
    ids = (BOOK.id, *(grade.code for grade in BOOK.grades), *(id_ for id_, _ in titled(BOOK)))
    told = dict.fromkeys(ids, "Multa") | {"C-1": title}
    return replace(BOOK, languages=("en", "es"), translations={"es": told})


def _favour(**change: object) -> Rulebook:
    values = {"id": "F-1", "title": "Payment", "cites": BOOK.legal_basis, "kind": ConsequenceKind.FASTER_PAYMENT}
    return replace(BOOK, consequences=(Favour(**(values | {"grade": "A", "lasts": Period.parse("P6M")} | change)),))


EVERY = dict.fromkeys(SizeClass, -5)
FAULTS = {
    "rulebook-id-repeated": _part("grade_limits", 0, id="C-1"),
    "rulebook-id": replace(BOOK, id="=cmd"),
    "rulebook-id-reserved": _part("grounds", 0, id="start"),
    "rulebook-number": _provision("C-4", points=_column(Severity.SERIOUS, dict.fromkeys(SizeClass, -10_001))),
    "rulebook-wording": _part("grades", 4, title="untrustworthy"),
    "rulebook-title": replace(BOOK, title=""),
    "rulebook-href": replace(BOOK, legal_basis=_cited(href="javascript:alert(1)")),
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
    "rulebook-unreachable": _more(match=BOOK.provisions[3].match),
    "rulebook-override": _provision("C-4", overrides=frozenset({"C-99"})),
    "rulebook-override-milder": _more(
        match=replace(BOOK.provisions[3].match, amount=Band(at_least=1_000)), points={Severity.SERIOUS: EVERY}
    ),
    "rulebook-stops": _provision("C-5", stops_on=frozenset({Stop.ANNULLED})),
    "rulebook-band": _provision("C-4", match=_amount(None)),
    "rulebook-band-narrow": _more(match=replace(BOOK.provisions[3].match, amount=Band(at_least=1_000, below=1_050))),
    "rulebook-figure": _provision("C-4", match=_match(figure=FigureBand(code=FigureCode.DAYS_TO_PAY, at_least=0))),
    "rulebook-values-order": _provision("C-4", values=_dated(-40) + _dated(-30), value_on=(ValueDate.CONDUCT,)),
    "rulebook-value-on": _provision("C-4", values=_dated(-40), value_on=()),
    "rulebook-announced-late": _provision("C-4", values=_dated(-40, announced_on=date(2021, 12, 3))),
    "rulebook-retroactive": _provision("C-4", values=_dated(-50), value_on=(ValueDate.DECISION,)),
    "rulebook-consequence-adverse": _favour(kind=ConsequenceKind.TENDER_EXCLUSION),
    "rulebook-consequence-grade": _favour(grade="E"),
    "rulebook-consequence-length": _favour(lasts=Period()),
    "rulebook-indicator": replace(BOOK, purpose=Purpose.INDICATOR),
    "rulebook-language": replace(BOOK, languages=("english",)),
    "rulebook-translation": replace(BOOK, languages=("en", "pt"), translations={"pt": {"C-1": "Engano"}}),
}
#: Faults that cannot be planted without a second one.
ALONGSIDE = {
    "rulebook-scale": {"rulebook-grade-range", "rulebook-grade-unknown", "rulebook-unreachable"},
    "rulebook-direction": {"rulebook-sign", "rulebook-cap-unused"},
    "rulebook-figure": {"rulebook-gap", "rulebook-unreachable"},
    "rulebook-indicator": {"rulebook-gap"},
    "rulebook-overlap": {"rulebook-unreachable"},
    "rulebook-points-for-information": {"rulebook-unreachable"},
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_planted_fault_gives_its_finding_and_no_other(code):
    found = {finding.code for finding in check_rulebook(FAULTS[code], CATALOGUE)}
    assert code in found
    assert found - {code} <= ALONGSIDE.get(code, set())


@pytest.mark.parametrize(
    ("code", "refused", "allowed"),
    [
        ("rulebook-id", replace(BOOK, id="XV Companies"), replace(BOOK, id="xv-companies-2")),
        ("rulebook-id", replace(BOOK, edition=0), replace(BOOK, edition=1)),
        ("rulebook-id", replace(BOOK, edition=10**9), replace(BOOK, edition=10**9 - 1)),
        ("rulebook-id", _part("grades", 0, code="=1+1"), _part("grades", 0, code="A+")),
        ("rulebook-id", _part("grounds", 0, id="G 1"), _part("grounds", 0, id="G.1")),
        ("rulebook-number", _part("caps", 0, limit=-10_001), _part("caps", 0, limit=-10_000)),
        ("rulebook-wording", _provision("C-1", title="Corrupt companies"), _provision("C-1", title="Bribery")),
        ("rulebook-wording", _said("Corrupt companies"), _said("Bribery")),
        ("rulebook-title", _said("Sobor\u202eno"), _said("Soborno")),
        ("rulebook-title", replace(BOOK, title="Agreements \x1b[31mred"), replace(BOOK, title="Agreements [31mred")),
        ("rulebook-title", _provision("C-1", title=" "), _provision("C-1", title="賄賂")),
        ("rulebook-title", _part("grades", 0, title="Good\u2066"), _part("grades", 0, title="می\u200cخواهم")),
        ("rulebook-title", replace(BOOK, authority="xv\x00"), replace(BOOK, authority="xv")),
        ("rulebook-title", _part("caps", 0, cites=_cited(title="An act\ue000")), _part("caps", 0, cites=_cited())),
        ("rulebook-title", _provision("C-1", cites=_cited(article="8\n")),
         _provision("C-1", cites=_cited(article="8"))),
        ("rulebook-href", _provision("C-1", cites=_cited(href="//x.invalid")),
         _provision("C-1", cites=_cited(href=""))),
        ("rulebook-href", _part("caps", 0, cites=_cited(href="https://x.invalid/a b")),
         _part("caps", 0, cites=_cited(href="https://x.invalid/a?b=c#d"))),
        ("rulebook-fade-order", _provision("C-4", fades=_steps(("P0D", 1000))),
         _provision("C-4", fades=_steps(("P1D", 1000)))),
        ("rulebook-fade-order", _provision("C-4", fades=_steps(("P0D", 1000), ("P1Y", 500))),
         _provision("C-4", fades=_steps(("P1D", 1000), ("P1Y", 500)))),
        ("rulebook-consequence-length", _favour(lasts=Period.parse("P36M1D")), _favour(lasts=Period.parse("P3Y"))),
        ("rulebook-unreachable", _part("grade_limits", 0, at_most="A"), _part("grade_limits", 0, at_most="B")),
        ("rulebook-unreachable",
         _more(match=replace(BOOK.provisions[3].match, severities=frozenset()), overrides=frozenset()),
         BOOK),
        ("rulebook-citation-missing", _part("caps", 0, cites=()), BOOK),
        ("rulebook-citation-missing", _part("grade_limits", 0, cites=()), BOOK),
        ("rulebook-citation-missing", _part("grounds", 0, cites=()), BOOK),
        ("rulebook-citation-missing", _favour(cites=()), _favour()),
        ("rulebook-citation-missing", replace(BOOK, legal_basis=()), BOOK),
        ("rulebook-citation-missing",
         _provision("C-4", values=_dated(-40, cites=()), value_on=(ValueDate.CONDUCT,)),
         _provision("C-4", values=_dated(-40), value_on=(ValueDate.CONDUCT,))),
    ],
)  # fmt: skip
def test_both_sides_of_a_line(code, refused, allowed):
    assert code in {one.code for one in check_rulebook(refused, CATALOGUE)}
    assert code not in {one.code for one in check_rulebook(allowed, CATALOGUE)}


def test_three_that_override_in_a_circle_overlap():
    first = next(one for one in BOOK.provisions if one.id == "C-4")
    circle = [replace(first, id=id_, overrides=frozenset({over})) for id_, over in
              (("C-4", "C-4x"), ("C-4x", "C-4y"), ("C-4y", "C-4"))]  # fmt: skip
    kept = tuple(one for one in BOOK.provisions if one.id != "C-4")
    found = {one.code for one in check_rulebook(replace(BOOK, provisions=(*kept, *circle)), CATALOGUE)}
    assert "rulebook-overlap" in found


def test_an_appeal_may_lift_a_cost_but_never_bring_one():
    lenient = _provision("C-4", match=_match(statuses=frozenset({Status.FINAL})))
    harsh = _provision("C-4", match=_match(statuses=frozenset({Status.UNDER_APPEAL})))
    assert check_rulebook(lenient, CATALOGUE) == []
    assert {one.code for one in check_rulebook(harsh, CATALOGUE)} == {"rulebook-appeal-costs", "rulebook-gap"}


def test_a_category_without_a_rule_is_a_warning_only():
    fewer = replace(
        BOOK,
        provisions=tuple(one for one in BOOK.provisions if one.id != "C-7"),
        grounds=tuple(one for one in BOOK.grounds if "contract-non-performance" not in one.match.categories),
    )
    (finding,) = check_rulebook(fewer, CATALOGUE)
    assert (finding.code, finding.field) == ("rulebook-category-without-rule", "provisions")
    assert finding.message == "No provision is about these categories: contract-non-performance."
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


LARGE = replace(BOOK.provisions[3].match, amount=Band(at_least=1_000_000))


def test_a_graver_override_is_sound():
    assert check_rulebook(_more(match=LARGE), CATALOGUE) == []
    assert check_rulebook(_more(match=LARGE, points={Severity.SERIOUS: dict.fromkeys(SizeClass, -60)}), CATALOGUE) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"points": {Severity.SERIOUS: dict.fromkeys(SizeClass, -44)}}, "points"),
        ({"values": _dated(-40), "value_on": (ValueDate.CONDUCT,)}, "points"),
        ({"counts_from": CountsFrom.DECISION}, "fading"),
        ({"fades": _steps(("P12M", 1000))({Severity.SERIOUS: ()})}, "fading"),
        ({"fades": _steps(("P12M", 1000), ("P36M", 599))({Severity.SERIOUS: ()})}, "fading"),
        ({"stops_on": frozenset({*STOPS, Stop.EXPIRED})}, "stops_on"),
        ({"concurrence": Concurrence.WORST_ONLY}, "concurrence"),
        ({"cap": "K-1"}, "cap"),
    ],
)
def test_an_override_is_milder_in_nothing(change, told):
    found = [one for one in check_rulebook(_more(match=LARGE, **change), CATALOGUE) if "milder" in one.code]
    assert {one.field for one in found} == {"C-4x"}
    assert any(one.message.endswith(f"{told}.") for one in found)


def test_an_override_outside_a_grade_limit_is_milder():
    free = replace(_more(match=LARGE), grade_limits=BOOK.grade_limits)
    assert {one.code for one in check_rulebook(free, CATALOGUE)} == {"rulebook-override-milder"}


@pytest.mark.parametrize(
    ("narrowed", "gap"),
    [
        ({"amount": Band(at_least=10)}, True),
        ({"amount": Band(at_least=0)}, False),
        ({"levels": frozenset({AuthorityLevel.OTHER})}, True),
        ({"roles": frozenset({Role.SUBJECT})}, False),
    ],
)
def test_a_category_is_covered_for_every_amount_and_every_level(narrowed, gap):
    """An authority's level is no way round the national one (S34)."""
    found = {one.code for one in check_rulebook(_provision("C-4", match=_match(**narrowed)), CATALOGUE)}
    assert ("rulebook-gap" in found) is gap


def test_bands_that_meet_leave_no_gap_and_do_not_overlap():
    def split(first: int, second: int) -> Rulebook:
        small = _provision("C-4", match=_amount(None, first))
        return replace(
            small,
            provisions=(
                *small.provisions,
                replace(_more().provisions[-1], match=_amount(second)(LARGE), overrides=frozenset()),
            ),
        )

    assert check_rulebook(split(500, 500), CATALOGUE) == []
    assert {one.code for one in check_rulebook(split(500, 501), CATALOGUE)} == {"rulebook-gap"}
    assert {one.code for one in check_rulebook(split(501, 500), CATALOGUE)} == {"rulebook-overlap"}


def test_a_level_nobody_stands_on_is_never_reached():
    national = frozenset({AuthorityLevel.NATIONAL})
    book = _more(match=replace(BOOK.provisions[3].match, levels=national))
    assert {one.code for one in check_rulebook(book, CATALOGUE)} == {"rulebook-unreachable"}
    placed = replace(book, authority_levels={"xv-tax-office": AuthorityLevel.NATIONAL})
    assert check_rulebook(placed, CATALOGUE) == []


@pytest.mark.parametrize(
    ("value_on", "before", "after", "refused"),
    [
        ((ValueDate.EVALUATION,), -45, -46, True),
        ((ValueDate.DECISION,), -45, -46, True),
        ((ValueDate.CONDUCT,), -45, -46, False),
        ((ValueDate.CONDUCT, ValueDate.EVALUATION), -45, -46, False),
        ((ValueDate.EVALUATION,), -45, -44, False),
    ],
)
def test_nothing_is_worse_backwards(value_on, before, after, refused):
    book = _provision("C-4", values=_dated(after), value_on=value_on)
    assert ("rulebook-retroactive" in {one.code for one in check_rulebook(book, CATALOGUE)}) is refused


def test_a_value_that_holds_only_while_the_rulebook_does_not_is_never_reached():
    after = replace(_provision("C-4", values=_dated(-40)), in_force_to=date(2022, 1, 1))
    assert {one.code for one in check_rulebook(after, CATALOGUE)} == {"rulebook-unreachable"}
    assert check_rulebook(replace(after, in_force_to=date(2022, 1, 2)), CATALOGUE) == []


@pytest.mark.parametrize(
    ("on", "code"),
    [("2026-01-14", "ahead"), ("2026-01-15", None), ("2027-01-14", None), ("2027-01-15", "stale")],
)
def test_a_law_read_over_a_year_before_is_stale(on, code):
    found = list(check_freshness(BOOK, date.fromisoformat(on)))
    assert {one.code for one in found} == ({f"rulebook-citation-{code}"} if code else set())
    assert {one.severity for one in found} <= {FindingSeverity.WARNING}


def test_every_banned_input_is_refused_wherever_it_is_planted():
    for banned in sorted(CATALOGUE.forbidden):
        for book in (
            _provision("C-1", match=_with_category(banned)),
            _provision("C-1", match=_match(categories=frozenset({banned}))),
        ):
            assert "rulebook-input-forbidden" in {one.code for one in check_rulebook(book, CATALOGUE)}
        word = CATALOGUE.forbidden_words[banned][0]
        for book in (
            _part("grounds", 0, title=word),
            _part("grades", 0, title=word),
            replace(BOOK, title=word),
            _favour(title=word),
            replace(BOOK, languages=("en", "pt"), translations={"pt": {"C-1": word}}),
        ):
            assert any(one.code.startswith("forbidden") for one in check_rulebook(book, CATALOGUE)), (banned, word)


def test_the_types_have_no_selector_of_tier_and_no_adverse_consequence():
    """A rulebook for public bodies binds every tier, the national one included (S34); a grade orders nothing (S20)."""
    shapes = (Rulebook, Provision, Match, FigureBand, Band, DatedPoints, Grade, Favour, Ground, Cap, GradeLimit)
    names = {name for shape in shapes for name in shape.__slots__}
    assert not names & {"tier", "tiers", "region", "regions", "sector", "sectors", "organization", "organizations"}
    assert not [name for name in names if "measure" in name]
    assert {CONSEQUENCE_DIRECTIONS[ConsequenceKind(one.value)] for one in FavourKind} == {Direction.FAVOURABLE}
    favourable = {one for one, direction in CONSEQUENCE_DIRECTIONS.items() if direction is Direction.FAVOURABLE}
    assert {one.value for one in favourable} == {one.value for one in FavourKind}
    assert set(CONSEQUENCE_DIRECTIONS) == set(CONSEQUENCE_WORDS) == set(ConsequenceKind)


def _unreached(book: Rulebook) -> set[tuple[str, str]]:
    return {(one.code, one.field) for one in check_rulebook(book, CATALOGUE) if one.severity is FindingSeverity.ERROR}


def _ground(*codes: str, **narrowed: object) -> Rulebook:
    match = Match(**({"categories": frozenset(codes), "severities": frozenset(Severity)} | narrowed))
    return _part("grounds", 1, match=match)


GROUND = BOOK.grounds[1].id


def test_a_ground_that_no_counted_record_can_give_is_unreachable():
    without = tuple(one for one in BOOK.provisions if "simulated-invoices" not in one.match.categories)
    limits = tuple(replace(one, provisions=one.provisions - {"C-4"}) for one in BOOK.grade_limits)
    limits = tuple(one for one in limits if one.provisions)
    found = _unreached(replace(_ground("simulated-invoices", "collusion"), provisions=without, grade_limits=limits))
    assert ("rulebook-unreachable", GROUND) in found
    assert _unreached(_ground("simulated-invoices", "collusion")) == set()


def test_a_ground_of_a_cell_that_cannot_arise_is_unreachable():
    huge, minor = Band(at_least=2**53 - 2), frozenset({Severity.MINOR})
    assert _unreached(_ground("collusion", severities=minor, amount=huge)) == {("rulebook-unreachable", GROUND)}
    assert _unreached(_ground("collusion", severities=minor, amount=Band(at_least=1))) == set()
    assert _unreached(_ground("collusion", amount=huge)) == set()


def test_a_grade_above_the_start_is_unreachable_where_nothing_adds_points():
    adverse = tuple(one for one in BOOK.provisions if one.direction is Direction.ADVERSE)
    book = replace(BOOK, provisions=adverse, caps=tuple(one for one in BOOK.caps if one.limit < 0))
    assert _unreached(book) == {("rulebook-unreachable", "A")}
    first = replace(BOOK.grades[0], at_least=book.scale.start)
    assert _unreached(replace(book, grades=(first, *BOOK.grades[1:]))) == set()


def test_a_category_that_an_override_takes_whole_is_unreachable_and_a_part_of_it_is_not():
    both = next(one for one in BOOK.provisions if "collusion" in one.match.categories)
    base = replace(both, match=replace(both.match, categories=both.match.categories | {"procurement-fraud"}))
    kept = tuple(
        one for one in BOOK.provisions if not one.match.categories & base.match.categories and one.id != base.id
    )

    def found(**narrowed: object) -> set[tuple[str, str]]:
        match = replace(both.match, categories=frozenset({"collusion"}), **narrowed)
        over = replace(both, id="X-1", match=match, overrides=frozenset({base.id}))
        book = replace(BOOK, provisions=(*kept, base, over), grounds=())
        return {one for one in _unreached(book) if one[0] == "rulebook-unreachable"}

    assert found() == {("rulebook-unreachable", base.id)}
    assert found(amount=Band(at_least=1_000)) == set()


@pytest.mark.parametrize("word", sorted({*LineKind, *NotRated, GRADES, EVIDENCE, IN_FORCE, KINDS, "scale", "fades"}))
def test_no_id_is_a_word_that_answers_use(word):
    assert str(word) in RESERVED
    for book in (_part("grounds", 0, id=str(word)), _part("caps", 0, id=str(word)), _part("grades", 0, code=str(word))):
        assert "rulebook-id-reserved" in {one.code for one in check_rulebook(book, CATALOGUE)}


def test_grades_and_the_rulebook_share_the_ids_of_the_parts():
    for book in (_part("grades", 0, code="C-1"), _part("grounds", 0, id=BOOK.id)):
        assert "rulebook-id-repeated" in {one.code for one in check_rulebook(book, CATALOGUE)}


def test_a_rulebook_without_provisions_is_warned_of():
    found = check_rulebook(replace(load_sample("financial_soundness"), provisions=()), CATALOGUE)
    assert ("rulebook-empty", FindingSeverity.WARNING) in {(one.code, one.severity) for one in found}
