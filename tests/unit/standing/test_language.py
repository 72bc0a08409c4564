"""Dated values, overrides, stops, concurrence, bands and favours: what each gives, and how it is told."""

from dataclasses import replace
from datetime import date

import pytest

from goodstanding.register.authorities import AuthorityLevel
from goodstanding.register.catalogue import Measure, Severity
from goodstanding.register.consequences import ConsequenceKind
from goodstanding.register.figures import Figure, FigureCode
from goodstanding.register.organizations import SizeClass
from goodstanding.register.records import Case, Reason
from goodstanding.rulebook.model import (
    Band,
    Concurrence,
    DatedPoints,
    Favour,
    FigureBand,
    Purpose,
    Stop,
    ValueDate,
)
from goodstanding.standing.back import way_back
from goodstanding.standing.changes import Cause, changes
from goodstanding.standing.evaluate import evaluate
from goodstanding.standing.explanation import explain
from goodstanding.standing.favours import favours
from goodstanding.standing.grounds import grounds
from goodstanding.standing.narrow import FEWEST, check_reaches, reaches
from goodstanding.values.dates import Period
from goodstanding.values.findings import Severity as FindingSeverity
from goodstanding.values.withheld import Withheld

ON = date(2020, 6, 1)
FINE, EXCLUSION = Measure.FINE, Measure.EXCLUSION


def _points(minor: int, general: int, serious: int):
    by_severity = dict(
        zip((Severity.MINOR, Severity.GENERAL, Severity.SERIOUS), (minor, general, serious), strict=True)
    )
    return {severity: dict.fromkeys(SizeClass, points) for severity, points in by_severity.items()}


@pytest.fixture
def book(rulebook):
    """The tiny rulebook with its provision on bribery changed, uncapped."""

    def change(*further, **values):
        first = replace(rulebook.provisions[0], cap=None, **values)
        return replace(rulebook, provisions=(first, *further, *rulebook.provisions[1:]), caps=())

    return change


@pytest.fixture
def told(catalogue, competences):
    def tell(view, book, on=ON):
        explanation = explain(evaluate(view, book, catalogue, on), view, book, catalogue, competences)
        return " ".join(explanation.text)

    return tell


def _dated(book, since: str, points, law="7"):
    cite = replace(book.legal_basis[0], article=law)
    return DatedPoints(since=date.fromisoformat(since), points=points, cites=(cite,))


def _record_points(view, book, catalogue, on=ON):
    return {line.entry: line.points for line in evaluate(view, book, catalogue, on).lines if line.entry is not None}


@pytest.mark.parametrize(
    ("value_on", "expected"),
    [
        ((ValueDate.CONDUCT,), -10_000),
        ((ValueDate.DECISION,), -14_000),
        ((ValueDate.EVALUATION,), -12_000),
        ((ValueDate.CONDUCT, ValueDate.EVALUATION), -10_000),
        ((ValueDate.EVALUATION, ValueDate.DECISION), -12_000),
    ],
)
def test_the_last_value_not_after_the_instant_holds(book, catalogue, make_record, make_view, value_on, expected, told):
    """Conduct until 31 December 2019, decided on 15 January 2020, asked about on 1 June 2020."""
    record = make_record("bribery", FINE, "2020-03-01", conduct_to="2019-12-31")
    dated = (
        _dated(book(), "2020-01-15", _points(-5, -14, -30), "7a"),
        _dated(book(), "2020-06-01", _points(-5, -12, -30), "7b"),
    )
    changed, view = book(values=dated, value_on=value_on), make_view(record)
    assert _record_points(view, changed, catalogue) == {1: expected}
    said = {
        -10_000: "This is the value that held before 15 January 2020.",
        -14_000: "This is the value from 15 January 2020 on (Integrity Act, art. 7a).",
        -12_000: "This is the value from 1 June 2020 on (Integrity Act, art. 7b).",
    }
    assert said[expected] in told(view, changed)
    assert ("the more lenient holds" in told(view, changed)) is (len(value_on) == 2)


def test_the_day_before_a_value_the_earlier_one_holds(book, catalogue, make_record, make_view):
    record = make_record("bribery", FINE, "2020-03-01")
    changed = book(values=(_dated(book(), "2020-06-01", _points(-5, -8, -30)),))
    view = make_view(record)
    assert _record_points(view, changed, catalogue, date(2020, 5, 31)) == {1: -10_000}
    assert _record_points(view, changed, catalogue, date(2020, 6, 1)) == {1: -8_000}
    found = changes(view, changed, catalogue, date(2020, 5, 1), date(2020, 7, 1))
    assert [(one.on, [why.cause for why in one.why]) for one in found[1:]] == [(date(2020, 6, 1), [Cause.VALUE])]


def test_a_record_without_the_day_that_selects_costs_nothing(book, catalogue, make_record, make_view, told):
    view = make_view(make_record("bribery", FINE, "2020-03-01"))
    dated = (_dated(book(), "2020-01-15", _points(-5, -14, -30)),)
    for value_on in ((ValueDate.CONDUCT,), (ValueDate.CONDUCT, ValueDate.DECISION)):
        changed = book(values=dated, value_on=value_on)
        assert _record_points(view, changed, catalogue) == {}
        assert "The day that selects the value under provision P-1 is not known: it costs nothing." in told(
            view, changed
        )


def test_an_override_takes_the_record_and_says_so(book, catalogue, make_record, make_view, told):
    base = book().provisions[0]
    match = replace(base.match, amount=Band(at_least=500))
    graver = replace(
        base, id="P-9", match=match, points=_points(-6, -20, -40), overrides=frozenset({"P-1"}), title="Large bribes"
    )
    changed = book(graver)
    small, large = (make_record("bribery", FINE, "2020-03-01", amount=amount) for amount in (49_999, 50_000))
    assert evaluate(make_view(small), changed, catalogue, ON).lines[1].rule == "P-1"
    assert evaluate(make_view(large), changed, catalogue, ON).lines[1].rule == "P-9"
    assert "Provision P-1 would be about it too, and gives way here." in told(make_view(large), changed)
    assert "amounts from 500 (here 500 reference units)" in told(make_view(large), changed)
    assert "gives way" not in told(make_view(small), changed)


def test_without_the_amount_that_a_band_asks_for_nothing_is_counted(book, catalogue, make_record, make_view, told):
    changed = book(match=replace(book().provisions[0].match, amount=Band(at_least=0)))
    view = make_view(make_record("bribery", FINE, "2020-03-01"))
    assert _record_points(view, changed, catalogue) == {}
    assert "It does not state what a provision of this rulebook asks for (an amount): 0 points." in told(view, changed)


@pytest.mark.parametrize(
    ("stops", "status", "reason", "counts"),
    [
        ({Stop.ANNULLED, Stop.CURED}, "cured", Reason.PAID, False),
        ({Stop.ANNULLED}, "cured", Reason.PAID, True),
        ({Stop.ANNULLED, Stop.REHABILITATED}, "rehabilitated", Reason.REHABILITATION_GRANTED, False),
        ({Stop.ANNULLED, Stop.CURED}, "rehabilitated", Reason.REHABILITATION_GRANTED, True),
        ({Stop.ANNULLED}, "annulled", Reason.COURT_RULING, False),
        ({Stop.ANNULLED}, "suspended", Reason.STAY_ORDERED, False),
    ],
)
def test_what_stops_the_counting(book, catalogue, make_record, make_view, told, stops, status, reason, counts):
    changed = book(stops_on=frozenset(stops))
    view = make_view(make_record("bribery", EXCLUSION, "2020-03-01", (status, "2020-05-01", reason)))
    assert _record_points(view, changed, catalogue, date(2020, 4, 30)) == {1: -30_000}
    assert bool(_record_points(view, changed, catalogue, date(2020, 5, 1))) is counts
    assert ("counts it all the same" in told(view, changed)) is counts
    # What was made up for opens nothing, even where it still counts.
    found = grounds(view, evaluate(view, changed, catalogue, ON), changed, catalogue)
    assert not found


def test_a_measure_that_ended_stops_the_counting_from_the_next_day(book, catalogue, make_record, make_view, told):
    changed = book(stops_on=frozenset({Stop.ANNULLED, Stop.EXPIRED}))
    view = make_view(make_record("bribery", EXCLUSION, "2020-03-01", ends_on="2020-05-31"))
    assert _record_points(view, changed, catalogue, date(2020, 5, 31)) == {1: -30_000}
    assert _record_points(view, changed, catalogue, date(2020, 6, 1)) == {}
    assert _record_points(view, book(), catalogue, date(2020, 6, 1)) == {1: -30_000}
    assert "What was ordered ended on 31 May 2020: under provision P-1 it costs nothing any more." in told(
        view, changed
    )
    found = changes(view, changed, catalogue, date(2020, 5, 1), date(2020, 7, 1))
    assert [(one.on, [why.cause for why in one.why]) for one in found[1:]] == [(date(2020, 6, 1), [Cause.EXPIRED])]


@pytest.mark.parametrize(
    ("concurrence", "counted"),
    [
        (Concurrence.EVERY_FACT, {1: -10_000, 2: -30_000, 3: -10_000}),
        (Concurrence.ONCE_A_CASE, {2: -30_000, 3: -10_000}),
        (Concurrence.WORST_ONLY, {2: -30_000}),
    ],
)
def test_how_records_meet(book, catalogue, make_record, make_view, told, concurrence, counted):
    records = [
        replace(
            make_record("bribery", measure, "2020-03-01", entry=entry), case=Case(authority="xv-office", number=case)
        )
        for entry, measure, case in ((1, FINE, "7"), (2, EXCLUSION, "7"), (3, FINE, "8"))
    ]
    view, changed = make_view(*records), book(concurrence=concurrence)
    assert _record_points(view, changed, catalogue) == counted
    text = told(view, changed)
    assert ("the record of entry 2 counts instead" in text) is (1 not in counted)
    assert ("Of the records of this case only the weightiest counts." in text) is (
        concurrence is Concurrence.ONCE_A_CASE
    )
    assert ("Of the records under this provision only" in text) is (concurrence is Concurrence.WORST_ONLY)


def test_of_equals_the_earlier_entry_counts_and_a_withheld_case_never(book, catalogue, make_record, make_view, told):
    first, second = (make_record("bribery", FINE, "2020-03-01", entry=entry) for entry in (1, 2))
    same = make_view(first, replace(second, case=first.case))
    once = book(concurrence=Concurrence.ONCE_A_CASE)
    assert _record_points(same, once, catalogue) == {1: -10_000}
    erased = make_view(replace(first, case=Withheld(1)), replace(second, case=first.case))
    assert _record_points(erased, once, catalogue) == {2: -10_000}
    assert "Its case is withheld(1), and under provision P-1 a case counts once: it costs nothing." in told(
        erased, once
    )


def test_the_way_back_knows_that_another_record_takes_the_place(book, catalogue, make_record, make_view):
    records = [make_record("bribery", EXCLUSION, f"2020-0{month}-01", entry=month) for month in (1, 2)]
    worst = replace(book(concurrence=Concurrence.WORST_ONLY), grade_limits=())
    view = make_view(*records)
    best = way_back(view, worst, catalogue, ON).steps[0]
    # Entry 2 fades a month later: annulling entry 1 alone brings nothing, annulling entry 2 a month.
    assert best.grade == "B"
    assert best.on == date(2021, 2, 1)
    assert [(one.entry, one.on) for one in best.sooner] == [(2, date(2021, 1, 1))]


def test_a_displaced_record_counts_when_the_graver_one_is_gone(book, catalogue, make_record, make_view):
    gone = make_record("bribery", EXCLUSION, "2020-01-10", ("annulled", "2020-05-01", Reason.COURT_RULING))
    left = make_record("bribery", FINE, "2020-02-01", entry=2)
    worst = book(concurrence=Concurrence.WORST_ONLY)
    found = changes(make_view(gone, left), worst, catalogue, date(2020, 4, 1), date(2020, 6, 1))
    causes = {why.entry: why.cause for why in found[1].why}
    assert (found[1].on, causes) == (date(2020, 5, 1), {1: Cause.STAGE, 2: Cause.CONCURRENCE})


def test_an_authority_s_level_is_matched_by_its_code(book, catalogue, make_record, make_view, told):
    national = frozenset({AuthorityLevel.NATIONAL})
    changed = book(match=replace(book().provisions[0].match, levels=national))
    view = make_view(make_record("bribery", FINE, "2020-03-01"))
    assert _record_points(view, changed, catalogue) == {}
    placed = replace(changed, authority_levels={"xv-office": AuthorityLevel.NATIONAL})
    assert _record_points(view, placed, catalogue) == {1: -10_000}
    assert "authorities of level national" in told(view, placed)
    erased = make_view(replace(view.records[0], case=Withheld(1)))
    assert _record_points(erased, placed, catalogue) == {}


def test_an_indicator_counts_a_figure_by_its_band_and_says_that_nothing_follows(
    rulebook, catalogue, make_record, make_view, told
):
    code = FigureCode.LIABILITIES_TO_ASSETS
    base = rulebook.provisions[0]
    match = replace(base.match, categories=frozenset({"tax-and-social-debt"}))
    over = replace(base, cap=None, match=replace(match, figure=FigureBand(code=code, at_least=700)))
    indicator = replace(rulebook, purpose=Purpose.INDICATOR, provisions=(over,), caps=(), grounds=(), grade_limits=())
    record = make_record("tax-and-social-debt", Measure.FINDING, "2020-03-01")

    def stating(figure):
        return make_view(replace(record, decision=replace(record.decision, figure=figure)))

    for value, counted in ((699, {}), (700, {1: -10_000})):
        assert _record_points(stating(Figure(code=code, value=value)), indicator, catalogue) == counted
    other = Figure(code=FigureCode.NET_GEARING, value=900)
    assert _record_points(stating(other), indicator, catalogue) == {}
    assert _record_points(stating(None), indicator, catalogue) == {}
    text = told(stating(Figure(code=code, value=713)), indicator)
    assert "It states liabilities to assets, both without advances received: 713 ‰." in text
    assert "from 700 ‰" in text
    assert "It is no standing, it is mixed with none, and nothing follows." in text


def test_a_grade_gives_favours_and_the_explanation_names_their_law(rulebook, catalogue, make_record, make_view, told):
    favour = Favour(
        id="F-1",
        title="Suppliers in good standing",
        cites=rulebook.legal_basis,
        kind=ConsequenceKind.FASTER_PAYMENT,
        grade="B",
        lasts=Period.parse("P6M"),
    )
    book = replace(rulebook, consequences=(favour,))
    good, bad = (make_view(make_record("bribery", measure, "2020-03-01")) for measure in (FINE, EXCLUSION))
    assert favours(evaluate(good, book, catalogue, ON), book) == (favour,)
    assert favours(evaluate(bad, book, catalogue, ON), book) == ()
    assert favours(evaluate(make_view(), book, catalogue, ON), book) == ()
    assert "faster payment, for 6 months (F-1: Suppliers in good standing; Integrity Act, art. 7)" in told(good, book)
    assert "faster payment" not in told(bad, book)


@pytest.mark.parametrize(("count", "refused"), [(0, False), (1, True), (FEWEST - 1, True), (FEWEST, False)])
def test_a_rule_that_singles_out_a_few_is_refused(book, catalogue, make_record, make_view, count, refused):
    narrow = book(match=replace(book().provisions[0].match, amount=Band(at_least=500)))
    record = make_record("bribery", FINE, "2020-03-01", amount=50_000)
    views = [replace(make_view(record), id=f"o-{number}") for number in range(count)]
    found = list(check_reaches(reaches(views, narrow, catalogue, ON)))
    assert [(one.field, one.severity) for one in found] == [("P-1", FindingSeverity.ERROR)] * refused
    # Whole severities of whole categories are general, however rare: a warning.
    general = check_reaches(reaches(views, book(), catalogue, ON))
    assert [one.severity for one in general] == [FindingSeverity.WARNING] * refused
