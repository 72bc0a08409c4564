"""The records of an invented nation: what is decided when, how it ends, and the spans in which it is displayed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from goodstanding.adapters.batch.sampled_disclosures import DUE, Calendar, calendar_of, draw_disclosures
from goodstanding.register.catalogue import Basis, Catalogue, Category, Direction, Severity
from goodstanding.register.codes import CategoryCode
from goodstanding.register.organizations import OrganizationKind, Role
from goodstanding.register.records import Status
from goodstanding.standing import relation
from goodstanding.standing.relation import OPEN_DAY, day_number, day_of

#: For how many days decisions go back, how long finality takes at most, and how much longer a case may go on.
YEARS_BACK, FINAL_WITHIN, GOES_ON = 8, 240, 400
#: In thousandths: what becomes of records after finality; all others stay as they are.
APPEALED, ANNULLED_ON_APPEAL, CURED = 60, 250, 80
#: In thousandths: records of a controlled affiliate, without a day of conduct, with an amount, of the case before.
AFFILIATES, WITHOUT_CONDUCT, WITH_AMOUNT, SAME_CASE = 30, 200, 400, 25
#: In thousandths: records whose measure has an end.
WITH_END = 150
#: Who decides, the busiest first.
AUTHORITIES = (
    "xv-tax-office", "xv-labour-inspectorate", "xv-audit-court", "xv-environment-agency", "xv-region-north",
    "xv-region-south", "xv-city-courts", "xv-competition-authority",
)  # fmt: skip
#: How busy offices are from January to December.
SEASONS = (70, 80, 110, 105, 100, 95, 60, 40, 95, 110, 115, 60)
_SEVERITIES = {Severity.MINOR: 60, Severity.GENERAL: 32, Severity.SERIOUS: 8}
#: What is published year by year comes more often than its place in the catalogue says.
_OFTEN: dict[str, int] = {CategoryCode.DISCLOSED_RATIOS: 4, CategoryCode.BUYER_PERFORMANCE_GRADE: 4}
_DIRECTIONS = {Direction.ADVERSE: 10, Direction.FAVOURABLE: 8, Direction.INFORMATION: 4}

Arrays = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """What is looked up while records are drawn, worked out once a nation.

    `days` are the days of decisions, with their cumulated weights; `choices` by kind number: category and severity
    numbers, with cumulated weights; `ends` by packed category and severity: the end of display by day of finality
    from `first` on; `at_once` by category number: whether a record is final on its day, and whether it is `adverse`;
    `calendar` has the days on which something must be published.
    """

    days: Any
    day_bounds: Any
    choices: dict[int, tuple[Any, Any, Any]]
    first: int
    ends: Any
    at_once: Any
    adverse: Any
    calendar: Calendar


def spans_of(catalogue: Catalogue, until: date) -> Spans:
    """The look-ups of a nation whose last decision is on `until`."""
    import numpy as np

    last = day_number(until)
    days = np.arange(last - 365 * YEARS_BACK, last + 1, dtype=np.int32)
    weights = []
    for day in map(day_of, days.tolist()):
        growth = 100 + 8 * (day.year - until.year + YEARS_BACK)
        weights.append(0 if day.weekday() > 4 else SEASONS[day.month - 1] * growth)
    at_once = np.zeros(len(relation.CATEGORIES) + 1, dtype=bool)
    for code, number in relation.CATEGORIES.items():
        at_once[number] = catalogue.categories[code].basis is Basis.PUBLICATION
    adverse = np.zeros(len(relation.CATEGORIES) + 1, dtype=bool)
    for code, number in relation.CATEGORIES.items():
        adverse[number] = catalogue.categories[code].direction is Direction.ADVERSE
    first = int(days[0])
    return Spans(
        days=days,
        day_bounds=np.cumsum(weights),
        choices={relation.KINDS[kind]: _choices(catalogue, kind) for kind in OrganizationKind},
        first=first,
        ends=_display_ends(catalogue, first, last + FINAL_WITHIN),
        at_once=at_once,
        adverse=adverse,
        calendar=calendar_of(first, last),
    )


def draw_spans(draw: Any, spans: Spans, organizations: Arrays, owners: Any, before: int) -> Arrays:
    """All spans of the records of these owners (places in `organizations`), numbered on from `before`."""
    import numpy as np

    count = len(owners)
    facts: Arrays = {
        "organization": organizations["organization"][owners],
        "record": np.arange(before + 1, before + count + 1, dtype=np.int64),
    }
    follows = (draw.random(count) * 1000 < SAME_CASE) & (owners == np.roll(owners, 1)) & (np.arange(count) > 0)
    facts["case_record"] = facts["record"] - follows
    facts["authority"] = np.array(AUTHORITIES, dtype=object)[
        (len(AUTHORITIES) * draw.random(count) ** 2).astype(np.int8)
    ]
    facts["kind"], facts["size"] = organizations["kind"][owners], organizations["size"][owners]
    facts["category"], facts["severity"] = _drawn_choices(draw, spans, facts["kind"])
    affiliate, subject = relation.ROLES[Role.CONTROLLED_AFFILIATE], relation.ROLES[Role.SUBJECT]
    facts["role"] = np.where(draw.random(count) * 1000 < AFFILIATES, affiliate, subject).astype(np.int8)
    places = np.searchsorted(spans.day_bounds, draw.integers(0, spans.day_bounds[-1], count), side="right")
    decided = spans.days[places]
    delay = (FINAL_WITHIN * draw.beta(1.2, 3.0, count)).astype(np.int32) + 10
    final = decided + np.where(spans.at_once[facts["category"]], 0, np.minimum(delay, FINAL_WITHIN)).astype(np.int32)
    conduct = decided - draw.integers(30, 900, count, dtype=np.int32)
    facts["decided_on"], facts["final_on"] = decided, final
    facts["conduct_to"] = np.ma.masked_array(conduct, mask=draw.random(count) * 1000 < WITHOUT_CONDUCT)
    amount = np.minimum(np.exp(draw.normal(8.0, 2.2, count)), 1e12).astype(np.int64)
    facts["amount_units"] = np.ma.masked_array(amount, mask=draw.random(count) * 1000 >= WITH_AMOUNT)
    ends = decided + draw.integers(90, 1_100, count, dtype=np.int32)
    facts["ends_on"] = np.ma.masked_array(ends, mask=draw.random(count) * 1000 >= WITH_END)
    return _spread(draw, spans, facts, draw_disclosures(draw, spans.calendar, facts))


def _choices(catalogue: Catalogue, kind: OrganizationKind) -> tuple[Any, Any, Any]:
    import numpy as np

    rows: list[tuple[int, int, int]] = []
    allowed = [one for one in catalogue.categories.values() if one.allows(kind) and one.code in relation.CATEGORIES]
    for rank, category in enumerate(sorted(allowed, key=lambda one: relation.CATEGORIES[one.code]), 1):
        for severity in sorted(category.severities):
            often = _OFTEN.get(category.code, 1)
            weight = 1_000 * often * _DIRECTIONS[category.direction] * _SEVERITIES[severity] // (3 + rank)
            rows.append((relation.CATEGORIES[category.code], relation.SEVERITIES[severity], weight))
    numbers = np.array(rows, dtype=np.int64)
    return numbers[:, 0].astype(np.int16), numbers[:, 1].astype(np.int8), np.cumsum(numbers[:, 2])


def _drawn_choices(draw: Any, spans: Spans, kinds: Any) -> tuple[Any, Any]:
    import numpy as np

    category, severity = np.zeros(len(kinds), dtype=np.int16), np.zeros(len(kinds), dtype=np.int8)
    for kind, (categories, severities, bounds) in spans.choices.items():
        of_kind = np.flatnonzero(kinds == kind)
        places = np.searchsorted(bounds, draw.integers(0, bounds[-1], len(of_kind)), side="right")
        category[of_kind], severity[of_kind] = categories[places], severities[places]
    return category, severity


def _display_ends(catalogue: Catalogue, first: int, last: int) -> Any:
    """By category x 4 + severity, and day of finality: the first day on which it is no longer displayed."""
    import numpy as np

    ends = np.full((4 * (len(relation.CATEGORIES) + 1), last - first + 1), OPEN_DAY, dtype=np.int32)
    known: dict[object, Any] = {}
    for code, number in relation.CATEGORIES.items():
        category: Category = catalogue.categories[code]
        for severity, period in category.display.items():
            if period not in known:
                known[period] = [day_number(period.after(day_of(day))) for day in range(first, last + 1)]
            ends[4 * number + relation.SEVERITIES[severity]] = known[period]
    return ends


def _spread(draw: Any, spans: Spans, facts: Arrays, filed: Any) -> Arrays:
    """A row a span: whole records first cut where their case goes on, then ordered by record again.

    Only decisions are appealed, and only what is adverse is cured; what was missing is cured by its filing alone.
    """
    import numpy as np

    count, final = len(facts["record"]), facts["final_on"]
    ends = spans.ends[4 * facts["category"].astype(np.int32) + facts["severity"], final - spans.first]
    fate, verdict = draw.random(count) * 1000, draw.random(count) * 1000
    first = final + draw.integers(5, GOES_ON, count, dtype=np.int32)
    second = first + draw.integers(30, GOES_ON, count, dtype=np.int32)
    due = np.isin(facts["category"], [relation.CATEGORIES[code] for code in DUE])
    adverse, decided = spans.adverse[facts["category"]], ~spans.at_once[facts["category"]]
    appealed = (fate < APPEALED) & decided & ~due
    cured = (fate >= APPEALED) & (fate < APPEALED + CURED) & adverse & ~due
    first, cured = np.where(due, filed, first), cured | (due & (filed < OPEN_DAY))
    number = relation.STATUSES
    later = np.where(appealed, number[Status.UNDER_APPEAL], number[Status.CURED])
    ruled = np.where(verdict < ANNULLED_ON_APPEAL, number[Status.ANNULLED], number[Status.FINAL])
    goes_on, everyone = appealed | cured, np.ones(count, dtype=bool)
    cuts = (
        (everyone, np.full(count, number[Status.FINAL]), final, np.where(goes_on, np.minimum(first, ends), ends)),
        (goes_on, later, first, np.where(appealed, np.minimum(second, ends), ends)),
        (appealed, ruled, second, ends),
    )
    kept = [np.flatnonzero(mask & (begin < end)) for mask, _, begin, end in cuts]
    rows = np.concatenate(kept)
    order = np.lexsort((np.repeat(np.arange(3), [len(one) for one in kept]), rows))
    spread = {name: column[rows][order] for name, column in facts.items()}
    pick = [np.concatenate([cut[part][place] for cut, place in zip(cuts, kept, strict=True)])[order]
            for part in (1, 2, 3)]  # fmt: skip
    spread["status"] = pick[0].astype(np.int8)
    spread["shown_from"], spread["shown_to"] = (one.astype(np.int32) for one in pick[1:])
    return {column.name: spread[column.name] for column in relation.FACTS}
