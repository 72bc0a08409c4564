"""The rarer parts of a provision in words: bands, levels, overrides, stops, concurrence, and which day selects."""

from collections.abc import Iterator

from goodstanding.register.authorities import AuthorityLevel
from goodstanding.register.figures import FIGURE_WORDS
from goodstanding.rulebook.model import Concurrence, Match, Provision, Stop, ValueDate
from goodstanding.rulebook.provisions import STOPS
from goodstanding.standing import phrases
from goodstanding.standing.reasons import print_band

SELECTED = {
    ValueDate.CONDUCT: "the end of the conduct",
    ValueDate.DECISION: "the day of the decision",
    ValueDate.EVALUATION: "the day asked about",
}
STOPPED = {
    Stop.ANNULLED: "annulled",
    Stop.CURED: "cured",
    Stop.REHABILITATED: "followed by a rehabilitation",
    Stop.EXPIRED: "over, because the measure ordered has ended",
}


def told_further(one: Provision) -> Iterator[str]:
    """A sentence for each part that the provision uses; nothing for one that it does not."""
    yield from _told_match(one.match)
    if one.overrides:
        yield f"Where {_listed(sorted(one.overrides))} would be about a record too, this provision holds instead."
    if one.stops_on != STOPS:
        yield f"It counts no more once it is {_listed([STOPPED[stop] for stop in Stop if stop in one.stops_on])}."
    if one.concurrence is Concurrence.ONCE_A_CASE:
        yield phrases.GRAVEST_OF_CASE
    if one.concurrence is Concurrence.WORST_ONLY:
        yield phrases.GRAVEST_OF_ALL
    if one.values:
        days = [SELECTED[day] for day in one.value_on]
        lenient = "the more lenient of the values at " if len(days) > 1 else "the value at "
        yield f"Its points were set anew over time; for each record {lenient}{' and '.join(days)} holds."


def _told_match(match: Match) -> Iterator[str]:
    if match.amount is not None:
        yield f"Only amounts {print_band(match.amount)} in reference units."
    if match.figure is not None:
        what = FIGURE_WORDS[match.figure.code]
        yield f"Only where it states {what} {print_band(match.figure.band, match.figure.code)}."
    if len(match.levels) < len(AuthorityLevel):
        yield f"Only of authorities of level {_listed(sorted(match.levels))}."


def _listed(words: list[str]) -> str:
    return " or ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)
