"""`goodstanding back`."""

from collections.abc import Iterator

from goodstanding.cli.asking import Asked, Found, about, asking
from goodstanding.cli.options import AsJson, Data, Effective, Recorded
from goodstanding.cli.output import print_as_of, print_json, print_table, print_text
from goodstanding.cli.pages import Html, write_page
from goodstanding.publication.standing_pages import back_page
from goodstanding.services.standings import back_of, coming_of, explain_view
from goodstanding.standing import phrases
from goodstanding.standing.back import Sooner, Step, WayBack

ANOTHER = "From {day} on another edition is in force, and says how it goes on: ask with --effective {date}."
#: Records named in a cell; the others stand in the JSON.
MOST_SOONER = 4


def run(
    organization: Asked,
    effective: Effective = None,
    recorded: Recorded = None,
    html: Html = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """From which day a better grade is reached if nothing else happens, and what would bring it sooner.

    Example: goodstanding back xv-reg:P3125865159 --effective 2026-09-30
    """
    with asking(organization, effective, recorded, data, as_json=as_json) as asked:
        at = asked.at
        shown = about(asked)
        told = explain_view(asked.reader, asked.view, asked.law, at)
    found = back_of(asked.view, asked.law, at)
    if html is not None:
        coming = coming_of(asked.view, asked.law, at)
        write_page(back_page(shown, found, coming, _ahead(asked)), html)
    if as_json:
        print_json(found.as_json() | asked.stamp)
        return
    if html is not None:
        return
    for sentence in told.opening:
        print_text(sentence)
        print()
    if found.steps:
        columns = ("Grade", "From", "Until", "Earlier if one record were annulled or cured")
        print_table(phrases.BACK, columns, [_cells(step) for step in found.steps])
    for sentence in (*_sentences(found), *_ahead(asked), *told.closing):
        print_text(sentence)
    print_as_of(at, asked.digest)


def _ahead(asked: Found) -> Iterator[str]:
    """That other rules are coming, where they are."""
    until = asked.law.reign_for(asked.view, asked.at.effective).until
    if until is not None:
        yield ANOTHER.format(day=phrases.print_day(until), date=until)


def _sentences(found: WayBack) -> Iterator[str]:
    if found.grade is not None and not found.steps:
        yield phrases.BACK_BEST
    if found.unrated_on is not None:
        yield f"{phrases.BACK_UNRATED.format(day=phrases.print_day(found.unrated_on))} {phrases.NEUTRAL}"
        if found.unrated_sooner:
            yield phrases.BACK_UNRATED_SOONER.format(sooner=_sooner(found.unrated_sooner))


def _cells(step: Step) -> tuple[str, str, str, str]:
    on = phrases.BACK_NEVER if step.on is None else step.on.isoformat()
    until = "" if step.until is None else step.until.isoformat()
    return f"{step.grade} ({step.title})", on, until, _sooner(step.sooner)


def _sooner(sooner: tuple[Sooner, ...]) -> str:
    """The records that would bring the earliest day first, at most `MOST_SOONER` of them."""
    nearest = sorted(sooner, key=lambda one: (one.on, one.entry))
    told = [phrases.BACK_SOONER.format(entry=one.entry, day=one.on.isoformat()) for one in nearest[:MOST_SOONER]]
    further = len(sooner) - len(told)
    return "; ".join(told + ([phrases.BACK_FURTHER.format(count=further)] if further else []))
