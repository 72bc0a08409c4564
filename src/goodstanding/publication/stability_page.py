"""How firmly grades stand, as a page for whoever sets the numbers."""

from collections.abc import Iterator

from goodstanding.publication.charts import Bars
from goodstanding.publication.pages import Block, Page, Section, Table, Text
from goodstanding.rulebook.model import Rulebook
from goodstanding.standing import phrases
from goodstanding.standing.stability import Effect, Stability

UNOFFICIAL = "UNOFFICIAL: a question about numbers, as if the rulebook were in force on {day}. It changes no standing."
SUMMARY = (
    "{firm} of {rated} rated organizations ({permille} ‰) keep their grade whichever single number is a fifth larger "
    "or smaller."
)
DECIDES = "The number on which most grades turn is {number} ({value}): {changed} in one case or the other."
NOTHING = "No grade turns on any single number."
MEANING = (
    "A fifth is cut off to a whole number and is at least 1. A number that many grades turn on has to be well founded "
    "in its law. This cannot say whether a number is right, and a firm grade is no better founded than the records."
)
#: Rows of the chart and of the text; the page has all numbers that concern anybody.
MOST_ROWS = 15


def stability_page(found: Stability, rulebook: Rulebook, most: int | None = None) -> Page:
    """The whole answer as a page in English; at most the `most` numbers on which most grades turn."""
    return Page(
        language="en",
        title=f"Stability of {rulebook.title}, edition {rulebook.edition}",
        lead=(UNOFFICIAL.format(day=phrases.print_day(found.effective)), *summary(found)),
        sections=tuple(_sections(found, most)),
        indexed=True,
    )


def summary(found: Stability) -> Iterator[str]:
    """Two sentences."""
    permille = 1000 * found.firm // found.rated if found.rated else 0
    yield SUMMARY.format(firm=found.firm, rated=found.rated, permille=permille)
    decides = found.decides
    if decides is None:
        yield NOTHING
    else:
        changed = f"{decides.smaller} when smaller, {decides.larger} when larger"
        yield DECIDES.format(number=decides.number, value=decides.value, changed=changed)


def _sections(found: Stability, most: int | None) -> Iterator[Section]:
    yield _section("numbers", "One number at a time", _numbers(found, most))
    yield _section("together", "All together", _together(found))
    yield _section("near", "How near the next grade is", _near(found))


def _section(id_: str, heading: str, blocks: Iterator[Block]) -> Section:
    return Section(id=id_, heading=heading, level=2, blocks=tuple(blocks))


def _numbers(found: Stability, most: int | None) -> Iterator[Block]:
    yield MEANING
    concerned = [one for one in found.effects if one.touched]
    rows = tuple((one.number, (one.smaller, one.larger)) for one in concerned if one.smaller + one.larger)[:MOST_ROWS]
    if rows:
        yield Bars(
            id="chart-numbers",
            title="Grades that change when one number is a fifth smaller or larger",
            description="; ".join(f"{name}: {smaller} and {larger}" for name, (smaller, larger) in rows),
            series=("smaller", "larger"),
            rows=rows,
        )
    told = concerned if most is None else concerned[:most]
    columns = ("Number", "Is", "Concerns", "Change when smaller", "Change when larger", "Keep their grade, ‰")
    caption = (
        f"The numbers that concern anybody, those first on which most grades turn ({len(told)} of {len(concerned)})"
    )
    yield Table(caption=caption, columns=columns, rows=tuple(_row(one) for one in told))


def _row(one: Effect) -> tuple[Text, ...]:
    value = "" if one.value is None else str(one.value)
    return one.number, value, str(one.touched), str(one.smaller), str(one.larger), str(one.keeping)


def _together(found: Stability) -> Iterator[Block]:
    columns = ("Moved together", "Change when smaller", "Change when larger", "Keep their grade, ‰")
    rows = tuple((one.number, str(one.smaller), str(one.larger), str(one.keeping)) for one in found.together)
    yield Table(caption="Several numbers a fifth smaller, or larger, at once", columns=columns, rows=rows)


def _near(found: Stability) -> Iterator[Block]:
    columns = ("Within points", "Of a better band", "Of a worse band")
    rows = tuple((str(one.points), str(one.better), str(one.worse)) for one in found.near)
    yield Table(caption=f"Of {found.rated} rated organizations, by points alone", columns=columns, rows=rows)
