"""What an invented nation publishes because it is due: by the statutory days, with reminders, late, missing, qualified.

A record of a missing publication follows from a reminder that ran out, and is cured by the filing; a figure and an
auditor's opinion come with one. What came in time, or late before a reminder ran out, leaves no record but its figures.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from goodstanding.register.codes import CategoryCode
from goodstanding.register.disclosures import REMINDER_DAYS
from goodstanding.register.figures import FigureCode
from goodstanding.standing import relation
from goodstanding.standing.relation import day_of

Arrays = dict[str, Any]

#: Month and day by which accounts, and reports on payment practices, are due; and the last day of the period of each.
ACCOUNTS_DUE = {(4, 30): (12, 31)}
PRACTICES_DUE = {(1, 31): (12, 31), (7, 31): (6, 30)}
#: In thousandths: of what is missing after a reminder, how much is filed at last; of what is filed, how much in time.
FILED_AT_LAST, IN_TIME = 780, 870
#: Days: a reminder is served so long after the due day at most; nothing falls due so shortly before the last day.
REMINDED_WITHIN, ROOM = 30, 60
#: In thousandths: what part of the figures is about payment practices.
PRACTICES = 350
#: In thousandths: how many filings state more than one figure.
WHOLE = 850
#: Who keeps them, by the number of the authorities.
KEEPER = "xv-treasury"
#: How buyers grade, from 1 to 5, in thousandths.
GRADES = (40, 110, 300, 370, 180)
ACCOUNTS = (FigureCode.LIABILITIES_TO_ASSETS, FigureCode.NET_GEARING, FigureCode.CASH_TO_SHORT_TERM_DEBT)
REPORTED = (FigureCode.INVOICES_PAID_IN_TIME, FigureCode.DAYS_TO_PAY)
MISSING = (CategoryCode.DISCLOSURE_MISSING, CategoryCode.DISCLOSURE_LATE)
#: What no act cures but a filing, or nothing at all.
DUE = (*MISSING, CategoryCode.QUALIFIED_AUDIT_OPINION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """For every day from `first` on: the last due day before it, and the end of the period that it is about."""

    first: int
    last: int
    accounts: Any
    accounts_to: Any
    practices: Any
    practices_to: Any


def calendar_of(first: int, last: int) -> Calendar:
    """The due days of a nation whose decisions lie between these days."""
    accounts, accounts_to = _latest(first, last, ACCOUNTS_DUE)
    practices, practices_to = _latest(first, last, PRACTICES_DUE)
    return Calendar(
        first=first,
        last=last,
        accounts=accounts,
        accounts_to=accounts_to,
        practices=practices,
        practices_to=practices_to,
    )


def draw_disclosures(draw: Any, calendar: Calendar, facts: Arrays) -> Any:
    """Give the records of disclosures their days and figures, in place. The day of the filing that cures each."""
    import numpy as np

    count = len(facts["record"])
    reports = draw.random(count) * 1000 < PRACTICES
    step = _of_one_filing(draw, facts, reports)
    source = np.arange(count) - step
    category, reports = facts["category"], reports[source]
    missing = np.isin(category, [relation.CATEGORIES[code] for code in MISSING])
    opinion = category == relation.CATEGORIES[CategoryCode.QUALIFIED_AUDIT_OPINION]
    figures = category == relation.CATEGORIES[CategoryCode.DISCLOSED_RATIOS]
    due, period_to = _due(calendar, facts["decided_on"][source], reports & ~opinion)
    served = _weekday(due + draw.integers(5, REMINDED_WITHIN, count, dtype=np.int32))
    out = _working_days_after(served, REMINDER_DAYS) + 1
    filed = np.maximum(_filed(draw, calendar, due), _weekday(period_to + 5))[source]
    about = missing | opinion | figures
    facts["decided_on"] = np.where(about, np.where(missing, served, filed), facts["decided_on"]).astype(np.int32)
    facts["final_on"] = np.where(about, np.where(missing, out, filed), facts["final_on"]).astype(np.int32)
    stated = np.ma.getmaskarray(facts["conduct_to"]) & ~about
    conduct = np.where(about, np.where(missing, due, period_to), facts["conduct_to"].data)
    facts["conduct_to"] = np.ma.masked_array(conduct.astype(np.int32), mask=stated)
    facts["authority"] = np.where(about, KEEPER, facts["authority"])
    for name in ("amount_units", "ends_on"):
        facts[name] = np.ma.masked_array(facts[name], mask=np.ma.getmaskarray(facts[name]) | about)
    _figures(draw, facts, figures, reports, step)
    late = _weekday(out + draw.exponential(45.0, count).astype(np.int32))
    return np.where(missing & (draw.random(count) * 1000 < FILED_AT_LAST), late, relation.OPEN_DAY).astype(np.int32)


def _of_one_filing(draw: Any, facts: Arrays, reports: Any) -> Any:
    """Make of what follows a figure the further figures of its filing; how many places each stands after the first."""
    import numpy as np

    ratios = relation.CATEGORIES[CategoryCode.DISCLOSED_RATIOS]
    first = facts["category"] == ratios
    same = np.concatenate(([False], facts["organization"][1:] == facts["organization"][:-1]))
    whole = draw.random(len(first)) * 1000 < WHOLE
    second = _after(first & whole) & same & ~first
    third = _after(second & ~_after(reports)) & same & ~first
    step = np.where(third, 2, second)
    source = np.arange(len(first)) - step
    facts["category"] = np.where(step > 0, ratios, facts["category"]).astype(np.int16)
    for name in ("severity", "role", "case_record"):
        facts[name] = facts[name][source]
    return step


def _after(mask: Any) -> Any:
    import numpy as np

    return np.concatenate(([False], mask[:-1])) if len(mask) else mask


def _due(calendar: Calendar, drawn: Any, reports: Any) -> tuple[Any, Any]:
    """Which publication each record is about: the last one due before the day that was drawn."""
    import numpy as np

    place = np.clip(drawn, calendar.first + 366, calendar.last - ROOM) - calendar.first
    due = np.where(reports, calendar.practices[place], calendar.accounts[place])
    period_to = np.where(reports, calendar.practices_to[place], calendar.accounts_to[place])
    return due.astype(np.int32), period_to.astype(np.int32)


def _filed(draw: Any, calendar: Calendar, due: Any) -> Any:
    """Most file in the last days before the due one, some long before, and a part late."""
    import numpy as np

    count = len(due)
    early = np.minimum(draw.geometric(0.12, count) - 1, 70).astype(np.int32)
    late = draw.geometric(0.05, count).astype(np.int32)
    days = np.where(draw.random(count) * 1000 < IN_TIME, due - early, due + late)
    return _weekday(np.minimum(days, calendar.last - 2), forward=False)


def _figures(draw: Any, facts: Arrays, figures: Any, reports: Any, step: Any) -> None:
    """One figure a record: of accounts or of payment practices, or the grade that a buyer gave."""
    import numpy as np

    count, codes = len(figures), relation.FIGURES
    which = draw.integers(0, len(ACCOUNTS) * len(REPORTED), count)[np.arange(count) - step] + step
    account = np.array([codes[code] for code in ACCOUNTS])[which % len(ACCOUNTS)]
    report = np.array([codes[code] for code in REPORTED])[which % len(REPORTED)]
    graded = facts["category"] == relation.CATEGORIES[CategoryCode.BUYER_PERFORMANCE_GRADE]
    figure = np.where(figures, np.where(reports, report, account), relation.WITHHELD)
    figure = np.where(graded, codes[FigureCode.BUYER_GRADE], figure)
    value = np.zeros(count, dtype=np.int32)
    drawn = {
        FigureCode.LIABILITIES_TO_ASSETS: draw.normal(620, 190, count).clip(0, 3_000),
        FigureCode.NET_GEARING: draw.normal(550, 420, count).clip(-2_000, 6_000),
        FigureCode.CASH_TO_SHORT_TERM_DEBT: draw.lognormal(7.0, 0.6, count).clip(0, 20_000),
        FigureCode.INVOICES_PAID_IN_TIME: 1000 * draw.beta(6.0, 1.4, count),
        FigureCode.DAYS_TO_PAY: draw.lognormal(3.3, 0.45, count).clip(1, 400),
        FigureCode.BUYER_GRADE: 1 + np.searchsorted(np.cumsum(GRADES), draw.integers(0, sum(GRADES), count), "right"),
    }
    for code, values in drawn.items():
        value = np.where(figure == codes[code], values.astype(np.int32), value)
    facts["figure"] = figure.astype(np.int8)
    facts["figure_value"] = np.ma.masked_array(value.astype(np.int32), mask=figure == relation.WITHHELD)


def _latest(first: int, last: int, days: dict[tuple[int, int], tuple[int, int]]) -> tuple[Any, Any]:
    import numpy as np

    due, period = np.zeros(last - first + 1, dtype=np.int32), np.zeros(last - first + 1, dtype=np.int32)
    for place in range(last - first + 1):
        on = day_of(first + place)
        found = max(
            (date(year, *day), date(year - (to > day), *to))
            for year in (on.year - 1, on.year)
            for day, to in days.items()
            if date(year, *day) < on
        )
        due[place], period[place] = map(relation.day_number, found)
    return due, period


def _weekday(days: Any, *, forward: bool = True) -> Any:
    import numpy as np

    moved = np.busday_offset(days.astype("datetime64[D]"), 0, roll="forward" if forward else "backward")
    return moved.astype(np.int64).astype(np.int32)


def _working_days_after(days: Any, count: int) -> Any:
    import numpy as np

    moved = np.busday_offset(days.astype("datetime64[D]"), count, roll="backward")
    return moved.astype(np.int64).astype(np.int32)
