"""Charts as SVG that stands in the page itself: no script, nothing loaded, whole coordinates.

Each has a title and a description for a screen reader (SVG 2, section 5.8; WCAG 1.1.1). Series are told apart by
hatching as well as by colour (1.4.1), and every bar carries its number. Colours are the page's own, in light and dark.
"""

from collections.abc import Callable, Iterator
from datetime import date
from html import escape
from itertools import accumulate, pairwise

from goodstanding.publication.charts import Bars, Chart, Curves, Steps, Sums
from goodstanding.values.points import print_points

WIDTH = 720
#: Where the labels of bars end, and where the room for their numbers begins.
LEFT, RIGHT = 220, 660
ROW, BAR, GAP = 18, 14, 8
TOP, FOOT = 34, 10
#: The room of a step chart.
STEPS_LEFT, STEPS_TOP, STEPS_HEIGHT = 60, 16, 260
MOST_LABEL = 30
MOST_MARKS = 40
#: Pixels that the label of a day takes.
DAY_ROOM = 82

STYLE = """
figure { margin: 1rem 0; } figcaption { font-size: .9rem; color: var(--quiet); }
figure svg { max-width: 100%; min-width: 34rem; height: auto; display: block; } figure .wide { margin: 0; }
svg text { font: 13px system-ui, sans-serif; fill: var(--ink); } svg .quiet { fill: var(--quiet); font-size: 12px; }
svg .s0 { fill: var(--bar); } svg .s1 { fill: url(#hatch); stroke: var(--bar2); stroke-width: 1; }
svg .hatching { stroke: var(--bar2); stroke-width: 3; } svg .axis { stroke: var(--line); stroke-width: 1; }
svg .mark { stroke: var(--ink); stroke-width: 2; stroke-dasharray: 6 4; }
svg .step { stroke: var(--bar); stroke-width: 3; fill: none; } svg .coming { stroke-dasharray: 7 5; }
"""

#: Defined once in a page that has a chart.
DEFINITIONS = (
    '<svg width="0" height="0" aria-hidden="true" focusable="false" class="defs"><defs>'
    '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<line class="hatching" x1="0" y1="0" x2="0" y2="6"/></pattern></defs></svg>'
)


def print_chart(chart: Chart) -> Iterator[str]:
    """The figure, a line an element."""
    body, height = _drawn(chart)
    id_ = escape(chart.id)
    yield "<figure>"
    yield f'<div class="wide" role="region" tabindex="0" aria-label="{escape(chart.title)}">'
    yield (
        f'<svg viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        f'aria-labelledby="{id_}-title {id_}-text">'
    )
    yield f'<title id="{id_}-title">{escape(chart.title)}</title>'
    yield f'<desc id="{id_}-text">{escape(chart.description)}</desc>'
    yield from body
    yield "</svg>"
    yield "</div>"
    yield f"<figcaption>{escape(chart.title)}</figcaption>"
    yield "</figure>"


def print_file(chart: Chart) -> str:
    """The chart as a file of its own, to stand in a page of Markdown; on white, whatever the page's colours are."""
    body, height = _drawn(chart)
    colours = "svg { --ink: #1b1b1b; --quiet: #555; --line: #888; --bar: #00508c; --bar2: #a34a00; background: #fff; }"
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="t d">',
        f'<title id="t">{escape(chart.title)}</title>',
        f'<desc id="d">{escape(chart.description)}</desc>',
        f"<style>{colours}{STYLE}</style>",
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        *body,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _drawn(chart: Chart) -> tuple[list[str], int]:
    """The elements of a chart, and how high it is."""
    match chart:
        case Bars():
            return _bars(chart)
        case Steps():
            return _steps(chart)
        case Sums():
            return _sums(chart)
        case Curves():
            return _curves(chart)


def _bars(chart: Bars) -> tuple[list[str], int]:
    room = RIGHT - LEFT
    values = [value for _, values in chart.rows for value in values]
    most = max([*values, *((chart.mark[0],) if chart.mark else ()), 1])
    body = list(_legend(chart.series)) if len(chart.series) > 1 else []
    top = TOP if len(chart.series) > 1 or chart.mark else GAP
    y = top
    for label, row in chart.rows:
        middle = y + len(row) * ROW // 2 + 1
        body.append(_words(LEFT - 8, middle + 4, _short(label), anchor="end"))
        for number, value in enumerate(row):
            width = room * value // most
            body.append(f'<rect class="s{number}" x="{LEFT}" y="{y}" width="{width}" height="{BAR}"/>')
            body.append(_words(LEFT + width + 6, y + BAR - 2, str(value), quiet=True))
            y += ROW
        y += GAP
    body.append(_line("axis", LEFT, top - 4, LEFT, y))
    if chart.mark is not None:
        value, name = chart.mark
        x = LEFT + room * value // most
        body.append(_line("mark", x, top - 4, x, y))
        anchor = "end" if x > WIDTH // 2 else "start"
        body.append(_words(x, 14, f"{name}: {value}", anchor=anchor, quiet=True))
    return body, y + FOOT


def _sums(chart: Sums) -> tuple[list[str], int]:
    """Bars between running totals; what takes away is hatched, and every bar carries its sign and number."""
    ends = [0, *accumulate(value for _, value in chart.rows)]
    least, most = min(ends), max(ends)
    room, width = RIGHT - LEFT, max(most - least, 1)

    def across(value: int) -> int:
        return LEFT + room * (value - least) // width

    body, y = [], GAP
    bars = [(label, *pair) for (label, _), pair in zip(chart.rows, pairwise(ends), strict=True)]
    for label, begin, end in (*bars, (chart.total, 0, ends[-1])):
        left, right = sorted((across(begin), across(end)))
        kind = 0 if end >= begin else 1
        body.append(_words(LEFT - 8, y + BAR - 2, _short(label), anchor="end"))
        body.append(f'<rect class="s{kind}" x="{left}" y="{y}" width="{max(right - left, 1)}" height="{BAR}"/>')
        body.append(_words(right + 6, y + BAR - 2, print_points(end - begin), quiet=True))
        y += ROW + GAP
    body.append(_line("axis", across(0), GAP - 4, across(0), y))
    return body, y + FOOT


def _legend(series: tuple[str, ...]) -> Iterator[str]:
    x = LEFT
    for number, name in enumerate(series):
        yield f'<rect class="s{number}" x="{x}" y="4" width="{BAR}" height="{BAR}"/>'
        yield _words(x + BAR + 6, 16, name, quiet=True)
        x += 40 + 8 * len(name)


def _steps(chart: Steps) -> tuple[list[str], int]:
    first = chart.steps[0][0]
    days = max((chart.until - first).days, 1)
    room, bottom = RIGHT - STEPS_LEFT, STEPS_TOP + STEPS_HEIGHT

    def across(day: date) -> int:
        return STEPS_LEFT + room * (day - first).days // days

    def down(value: int) -> int:
        return bottom - STEPS_HEIGHT * (value - chart.least) // max(chart.most - chart.least, 1)

    body = [_line("axis", STEPS_LEFT, STEPS_TOP, STEPS_LEFT, bottom), _line("axis", STEPS_LEFT, bottom, RIGHT, bottom)]
    for value, figure, name in chart.lines:
        body.append(_line("axis", STEPS_LEFT, down(value), RIGHT, down(value)))
        body.append(_words(STEPS_LEFT - 8, down(value) + 4, figure, anchor="end", quiet=True))
        body.append(_words(RIGHT + 6, down(value) - 4, name, quiet=True))
    ends = [day for day, _ in chart.steps[1:]] + [chart.until]
    before: int | None = None
    for (day, value), end in zip(chart.steps, ends, strict=True):
        if day in chart.gaps:
            before = None
            continue
        coming = " coming" if chart.today is not None and day > chart.today else ""
        if before is not None and before != value:
            body.append(_line(f"step{coming}", across(day), down(before), across(day), down(value)))
        body.append(_line(f"step{coming}", across(day), down(value), across(end), down(value)))
        before = value
    body += _days(chart, across, bottom)
    if chart.today is not None and first <= chart.today <= chart.until:
        x = across(chart.today)
        body.append(_line("mark", x, STEPS_TOP, x, bottom))
    return body, bottom + 30


def _days(chart: Steps, place: Callable[[date], int], bottom: int) -> Iterator[str]:
    """The days of steps, where there is room for them; of many steps only those that are named have a mark."""
    free = 0
    for day in [day for day, _ in chart.steps]:
        x = place(day)
        named = x >= free and x + DAY_ROOM <= WIDTH
        if named or len(chart.steps) <= MOST_MARKS:
            yield _line("axis", x, bottom, x, bottom + 5)
        if named:
            yield _words(x, bottom + 20, day.isoformat(), quiet=True)
            free = x + DAY_ROOM


def _curves(chart: Curves) -> tuple[list[str], int]:
    """Lines over a scale; the second one is broken, so that they are told apart without colour."""
    room, top, height = RIGHT - STEPS_LEFT, TOP + STEPS_TOP, STEPS_HEIGHT
    bottom, width = top + height, max(chart.most - chart.least, 1)

    def across(place: int) -> int:
        return STEPS_LEFT + room * (place - chart.least) // width

    def down(share: int) -> int:
        return bottom - height * share // 1000

    body = [_line("axis", STEPS_LEFT, top, STEPS_LEFT, bottom)]
    for percent in range(0, 101, 25):
        body.append(_line("axis", STEPS_LEFT, down(10 * percent), RIGHT, down(10 * percent)))
        body.append(_words(STEPS_LEFT - 8, down(10 * percent) + 4, f"{percent} %", anchor="end", quiet=True))
    for place in range(chart.least, chart.most + 1, 100):
        body.append(_line("axis", across(place), bottom, across(place), bottom + 5))
        body.append(_words(across(place), bottom + 20, str(place), anchor="middle", quiet=True))
    body.append(_words(RIGHT, bottom + 38, chart.across, anchor="end", quiet=True))
    for place, name in chart.marks:
        body.append(_line("mark", across(place), top - 4, across(place), bottom))
        body.append(_words(across(place), top - 8, f"{name}: {place}", anchor="middle", quiet=True))
    x = STEPS_LEFT
    for number, (name, points) in enumerate(chart.series):
        kind = "step coming" if number else "step"
        path = " ".join(f"{across(place)},{down(share)}" for place, share in points)
        body.append(f'<polyline class="{kind}" points="{path}"/>')
        body.append(_line(kind, x, 12, x + 30, 12))
        body.append(_words(x + 36, 16, name, quiet=True))
        x += 60 + 7 * len(name)
    return body, bottom + 46


def _line(kind: str, x1: int, y1: int, x2: int, y2: int) -> str:
    return f'<line class="{kind}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>'


def _words(x: int, y: int, text: str, *, anchor: str = "start", quiet: bool = False) -> str:
    kind = ' class="quiet"' if quiet else ""
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}"{kind}>{escape(text)}</text>'


def _short(label: str) -> str:
    return label if len(label) <= MOST_LABEL else f"{label[: MOST_LABEL - 1]}…"
