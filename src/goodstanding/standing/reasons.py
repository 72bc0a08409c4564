"""Why a record costs or adds what it does, part by part: bands, overrides, dated values, and what comes later."""

from collections.abc import Iterator
from datetime import date

from goodstanding.register.authorities import AuthorityLevel
from goodstanding.register.figures import FIGURE_WORDS, FigureCode, print_figure
from goodstanding.register.organizations import SizeClass
from goodstanding.rulebook.matching import Band
from goodstanding.rulebook.model import Match, Provision, Rulebook
from goodstanding.standing import phrases
from goodstanding.standing.display import Shown
from goodstanding.standing.evaluate import facts_of
from goodstanding.standing.fading import fading_start, share_on
from goodstanding.standing.lines import Line
from goodstanding.standing.valuing import dated_value, expires_on, value_of


def tell_match(match: Match, one: Shown) -> Iterator[str]:
    """Which bands of the provision the record lies in; nothing where it has none."""
    told = []
    if match.amount is not None and one.units is not None:
        told.append(f"amounts {print_band(match.amount)} (here {one.units} reference units)")
    if match.figure is not None:
        told.append(f"{FIGURE_WORDS[match.figure.code]} {print_band(match.figure.band, match.figure.code)}")
    if len(match.levels) < len(AuthorityLevel):
        told.append(f"authorities of level {' or '.join(sorted(match.levels))}")
    if told:
        yield phrases.BANDED.format(band=", ".join(told))


def print_band(band: Band, code: FigureCode | None = None) -> str:
    """`from 700 ‰ to below 1000 ‰`, in reference units where no figure is named."""

    def printed(value: int) -> str:
        return f"{value:,}" if code is None else print_figure(code, value)

    told = [] if band.at_least is None else [f"from {printed(band.at_least)}"]
    told += [] if band.below is None else [f"below {printed(band.below)}"]
    return " to ".join(told)


def overridden(provision: Provision, one: Shown, rulebook: Rulebook) -> tuple[str, ...]:
    """The provisions that would be about the record too and give way to this one."""
    facts = facts_of(one, rulebook)
    if facts is None or not provision.overrides:
        return ()
    return tuple(other.id for other in rulebook.provisions if other.id in provision.overrides and other.takes(facts))


def tell_value(provision: Provision, one: Shown, size: SizeClass, effective: date) -> Iterator[str]:
    """Which dated value holds, and why that one; nothing where a provision has only one."""
    found = dated_value(provision, one.decision, one.severity, size, effective)
    if found is None:
        return
    selected, held = found
    if held is None:
        yield phrases.DATED_FIRST.format(day=phrases.print_day(provision.values[0].since))
    else:
        yield phrases.DATED.format(day=phrases.print_day(held.since), law=phrases.print_law(held.cites))
    yield phrases.LENIENT if len(provision.value_on) > 1 else phrases.SELECTED[selected]


def unstated(one: Shown, rulebook: Rulebook) -> str:
    """What a record would have to state for a provision about its category; empty where it states it all."""
    about = [rule.match for rule in rulebook.provisions if one.category.code in rule.match.categories]
    told = []
    if one.units is None and any(match.amount is not None for match in about):
        told.append("an amount")
    if one.decision.figure is None and any(match.figure is not None for match in about):
        told.append("a figure")
    return " and ".join(told)


def later_points(
    provision: Provision, one: Shown, line: Line, size: SizeClass, effective: date
) -> tuple[tuple[date, int], ...]:
    """What a counted record will cost or add, in thousandths, from which later days, as far as known."""
    start = fading_start(provision, one.decision, one.final_on)
    if start is None:
        return ()
    fade = provision.fades[one.severity]
    ends = [step.until.after(start) for step in fade]
    gone = min(day for day in (ends[-1], one.until, expires_on(provision, one.decision)) if day is not None)
    days = {day for day in (*ends, *(value.since for value in provision.values)) if effective < day < gone}
    later, last = [], line.points
    for day in sorted(days):
        value = value_of(provision, one.decision, one.severity, size, day) or 0
        points = value * share_on(fade, start, day)[0]
        if points != last:
            later.append((day, points))
            last = points
    return (*later, (gone, 0)) if gone > effective else ()
