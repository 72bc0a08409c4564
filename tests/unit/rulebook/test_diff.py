"""The redline: every kind of change with its old value, new value and law; nothing where nothing differs."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given, settings
from sample_rulebooks import rulebooks

from goodstanding.adapters.formats.rulebook import load_sample
from goodstanding.register.catalogue import Direction, Severity
from goodstanding.register.organizations import OrganizationKind, Role, SizeClass
from goodstanding.register.records import Status
from goodstanding.rulebook.canonical import rulebook_digest
from goodstanding.rulebook.diff import Kind, PartChange, redline
from goodstanding.rulebook.model import Citation, CountsFrom, FadeStep, GroundKind, Rulebook, Scale
from goodstanding.values.dates import Period

BOOK = load_sample("companies")
LAW = Citation(
    title="Later Act", article="3", href="https://laws.goodstanding.invalid/later", checked_on=date(2026, 6, 1)
)


def _part(name: str, index: int, **change: object) -> Rulebook:
    parts = list(getattr(BOOK, name))
    parts[index] = replace(parts[index], **change)
    return replace(BOOK, **{name: tuple(parts)})


def _match(**change: object) -> Rulebook:
    return _part("provisions", 0, match=replace(BOOK.provisions[0].match, **change))


def _points(severity: Severity, **sizes: int) -> Rulebook:
    points = BOOK.provisions[0].points
    column = {**points[severity], **{SizeClass(size): value for size, value in sizes.items()}}
    return _part("provisions", 0, points={**points, severity: column})


def _told(new: Rulebook) -> list[tuple[str, str, str, list[tuple[str, object, object]]]]:
    return [
        (part.kind, part.part, part.id, [(one.key, one.old, one.new) for one in part.changes])
        for part in redline(BOOK, new).parts
    ]


FADE = (FadeStep(until=Period.parse("P1Y"), permille=900),)
SCALE = BOOK.scale

CHANGES = [
    (replace(BOOK, id="xv-other"), "rulebook", "xv-other", "id", "xv-companies", "xv-other"),
    (replace(BOOK, edition=2), "rulebook", "xv-companies", "edition", 1, 2),
    (replace(BOOK, title="T"), "rulebook", "xv-companies", "title", "Sample rulebook for companies", "T"),
    (replace(BOOK, jurisdiction="XX"), "rulebook", "xv-companies", "jurisdiction", "XV", "XX"),
    (replace(BOOK, authority="xv-a"), "rulebook", "xv-companies", "authority", "xv-integrity-office", "xv-a"),
    (replace(BOOK, sample=False), "rulebook", "xv-companies", "sample", "yes", "no"),
    (
        replace(BOOK, in_force_from=date(2011, 1, 1)),
        "rulebook", "xv-companies", "in_force_from", "2010-01-01", "2011-01-01",
    ),
    (replace(BOOK, in_force_to=date(2030, 1, 1)), "rulebook", "xv-companies", "in_force_to", None, "2030-01-01"),
    (
        replace(BOOK, applies_to=frozenset({OrganizationKind.COMPANY})),
        "rulebook", "xv-companies", "applies_to", "company, state-owned-enterprise", "company",
    ),
    (replace(BOOK, scale=replace(SCALE, start=79)), "rulebook", "xv-companies", "scale.start", 80, 79),
    (replace(BOOK, scale=replace(SCALE, floor=1)), "rulebook", "xv-companies", "scale.floor", 0, 1),
    (replace(BOOK, scale=replace(SCALE, ceiling=99)), "rulebook", "xv-companies", "scale.ceiling", 100, 99),
    (replace(BOOK, minimum_evidence=2), "rulebook", "xv-companies", "minimum_evidence", 1, 2),
    (_part("grades", 1, title="fine"), "grade", "B", "title", "good standing", "fine"),
    (_part("grades", 1, at_least=75), "grade", "B", "at_least", 70, 75),
    (_part("provisions", 0, title="T"), "provision", "C-1", "title", "Deception and undue advantages", "T"),
    (_part("provisions", 0, direction=Direction.FAVOURABLE), "provision", "C-1", "direction", "adverse", "favourable"),
    (_part("provisions", 0, counts_from=CountsFrom.CONDUCT), "provision", "C-1", "counts_from", "finality", "conduct"),
    (_part("provisions", 0, cap=None), "provision", "C-1", "cap", "K-1", None),
    (
        _match(categories=frozenset({"bribery"})),
        "provision", "C-1", "categories", "bribery, procurement-fraud", "bribery",
    ),
    (_match(statuses=frozenset({Status.FINAL})), "provision", "C-1", "statuses", "final, under-appeal", "final"),
    (_match(roles=frozenset({Role.SUBJECT})), "provision", "C-1", "roles", "controlled-affiliate, subject", "subject"),
    (_points(Severity.SERIOUS, large=-60), "provision", "C-1", "points.serious.large", -50, -60),
    (_points(Severity.SERIOUS, **dict.fromkeys(SizeClass, -51)), "provision", "C-1", "points.serious", -50, -51),
    (
        _part("provisions", 0, fades={**BOOK.provisions[0].fades, Severity.MINOR: FADE}),
        "provision", "C-1", "fades.minor", "until P1M 1000 ‰; until P3M 400 ‰", "until P1Y 900 ‰",
    ),
    (_part("caps", 0, title="T"), "cap", "K-1", "title", "Offers and competition", "T"),
    (_part("caps", 0, limit=-60), "cap", "K-1", "limit", -70, -60),
    (_part("grade_limits", 0, at_most="D"), "grade-limit", "L-1", "at_most", "C", "D"),
    (_part("grade_limits", 0, provisions=frozenset({"C-1"})), "grade-limit", "L-1", "provisions", "C-1, C-2", "C-1"),
    (_part("grounds", 0, kind=GroundKind.DISCRETIONARY), "ground", "G-1", "kind", "mandatory", "discretionary"),
    (_part("grounds", 3, points_below=40), "ground", "G-4", "points_below", 45, 40),
    (_part("grounds", 3, points_below=None), "ground", "G-4", "points_below", 45, None),
    (
        _part("grounds", 0, match=replace(BOOK.grounds[0].match, severities=frozenset(Severity))),
        "ground", "G-1", "severities", "serious", "general, minor, serious",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("new", "part", "id_", "key", "old", "now"), CHANGES, ids=[f"{c[2]} {c[3]}" for c in CHANGES])
def test_one_value_that_changed_is_the_whole_redline(new, part, id_, key, old, now):
    assert _told(new) == [(Kind.CHANGED, part, id_, [(key, old, now)])]


def test_equal_rules_have_no_redline():
    found = redline(BOOK, BOOK)
    assert (found.parts, found.old_digest) == ((), found.new_digest)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("grades", "grade"),
        ("provisions", "provision"),
        ("caps", "cap"),
        ("grade_limits", "grade-limit"),
        ("grounds", "ground"),
    ],
)
def test_what_is_removed_one_way_is_added_the_other(name, part):
    less = replace(BOOK, **{name: getattr(BOOK, name)[:-1]})
    removed = [one for one in redline(BOOK, less).parts if one.part == part]
    added = [one for one in redline(less, BOOK).parts if one.part == part]
    assert [one.kind for one in (*removed, *added)] == [Kind.REMOVED, Kind.ADDED]
    assert [(one.key, one.old) for one in removed[0].changes] == [(one.key, one.new) for one in added[0].changes]
    assert all(one.new is None for one in removed[0].changes)
    assert all(one.old is None for one in added[0].changes)


def test_points_of_a_severity_come_and_go_as_one_number():
    less = {
        severity: column for severity, column in BOOK.provisions[0].points.items() if severity is not Severity.MINOR
    }
    match = replace(BOOK.provisions[0].match, severities=frozenset(less))
    ((kind, _, _, changes),) = _told(_part("provisions", 0, points=less, match=match))
    assert kind is Kind.CHANGED
    assert changes == [("points.minor", -10, None), ("fades.minor", "until P1M 1000 ‰; until P3M 400 ‰", None)]


def _of(new: Rulebook, part: str) -> PartChange:
    return next(one for one in redline(BOOK, new).parts if one.part == part)


def test_the_law_is_the_new_one_and_of_what_was_removed_the_old_one():
    changed = _of(_part("provisions", 0, cites=(LAW,)), "provision")
    assert changed.cites == (LAW,)
    assert [(one.key, one.new) for one in changed.changes] == [("law", "Later Act, art. 3")]
    removed = _of(replace(BOOK, caps=BOOK.caps[:-1]), "cap")
    assert removed.cites == BOOK.caps[-1].cites
    assert _of(_part("grades", 0, at_least=91), "grade").cites == BOOK.legal_basis


def test_a_law_that_was_read_again_is_told_once():
    read = date(2026, 9, 1)

    def again(part):
        return replace(part, cites=tuple(replace(cite, checked_on=read) for cite in part.cites))

    new = replace(
        BOOK,
        legal_basis=tuple(replace(cite, checked_on=read) for cite in BOOK.legal_basis),
        **{name: tuple(map(again, getattr(BOOK, name))) for name in ("provisions", "caps", "grade_limits", "grounds")},
    )
    ((_, part, _, changes),) = _told(new)
    assert part == "rulebook"
    assert len({key for key, _, _ in changes}) == len(changes) == 8
    assert all(str(now).endswith("read on 2026-09-01") for _, _, now in changes)


def test_another_order_is_told_and_a_new_part_is_no_new_order():
    turned = replace(BOOK, provisions=(BOOK.provisions[1], BOOK.provisions[0], *BOOK.provisions[2:]))
    ((_, part, _, ((key, _, _),)),) = _told(turned)
    assert (part, key) == ("rulebook", "order")
    less = replace(BOOK, provisions=BOOK.provisions[1:])
    assert [part.id for part in redline(less, BOOK).parts] == ["C-1"]


def test_a_part_with_another_id_is_removed_and_added():
    assert [(kind, id_) for kind, _, id_, _ in _told(_part("caps", 0, id="K-9"))] == [
        (Kind.ADDED, "K-9"),
        (Kind.REMOVED, "K-1"),
    ]


def test_equal_digests_and_an_empty_redline_go_together():
    for new, *_ in CHANGES:
        found = redline(BOOK, new)
        assert (found.old_digest == found.new_digest) == (found.parts == ()) == (new == BOOK)
    assert redline(BOOK, replace(BOOK, scale=Scale(start=80, floor=0, ceiling=100))).parts == ()


@settings(max_examples=40)
@given(rulebooks(), rulebooks())
def test_a_redline_is_empty_exactly_where_the_digests_are_equal(one, other):
    for old, new in ((one, replace(one)), (one, other), (one, replace(other, provisions=one.provisions))):
        assert bool(redline(old, new).parts) is (rulebook_digest(old) != rulebook_digest(new))


@settings(max_examples=40)
@given(rulebooks())
def test_no_value_of_a_provision_changes_unseen(book):
    """Each key of a provision by itself: what the digest sees, the redline tells."""
    other = next((one for one in BOOK.provisions if one.cap), BOOK.provisions[0])
    for name in (field.name for field in fields(book.provisions[0]) if field.name != "id"):
        changed = replace(book.provisions[0], **{name: getattr(other, name)})
        edition = replace(book, provisions=(changed, *book.provisions[1:]))
        differs = rulebook_digest(edition) != rulebook_digest(book)
        assert bool(redline(book, edition).parts) is differs, name
