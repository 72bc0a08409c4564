"""A screening for people on a terminal: the counts, every bidder that is not clear, and which list was asked."""

from collections.abc import Sequence

from goodstanding.cli.output import clean, plural, print_table, print_text
from goodstanding.publication import screening_phrases as phrases
from goodstanding.publication.screened import Age, Asked, Counts, Found, Screened, State
from goodstanding.publication.screening_report import bidder_name
from goodstanding.screening.bands import Band
from goodstanding.standing.phrases import print_day
from goodstanding.values.points import print_points

#: Of a file, at most so many bidders are told one by one; the output file has them all.
MOST_TOLD = 20
MOST_CANDIDATES_TOLD = 3
#: Of a list with many sources, as many of those that are too old or will be first; every file has them all.
MOST_AGES_TOLD = 5


def print_answer(asked: Asked, screened: Screened) -> None:
    """One bidder's answer with everything that explains it."""
    if screened.band is None:
        print(f"{phrases.STATES[screened.state]}.".capitalize())
    else:
        print_text(f"{phrases.BANDS[screened.band].capitalize()}: {phrases.MEANINGS[screened.band]}.")
    if screened.found:
        print_text(phrases.NEVER_A_MATCH)
    if screened.is_cut:
        print_text(phrases.CUT)
    for found in screened.found:
        print()
        _print_found(asked, found)
    print()
    if screened.found:
        print_text(f"{asked.evidence_means} {phrases.RARITY}")
        print_text(phrases.ONLY_LISTINGS)
    if screened.is_clear:
        print_text(phrases.LIMITS)
    print_list(asked)


def print_file(asked: Asked, answers: Sequence[Screened], counts: Counts) -> None:
    """The counts, then the bidders that are not clear, a line a candidate."""
    shown = [one for one in answers if one.band is not Band.CLEAR]
    words = (
        ("match", counts.match), ("strong question", counts.strong), ("weak question", counts.weak),
        ("clear", counts.clear), (phrases.STATES[State.STALE], counts.stale),
        (phrases.STATES[State.REFUSED], counts.refused), (phrases.STATES[State.UNREADABLE], counts.unreadable),
    )  # fmt: skip
    title = f"{plural(counts.read, 'bidder')}, purpose {asked.purpose}, role {asked.role}, on {print_day(asked.on)}"
    print_table(title, ("Answer", "Bidders"), [(word, f"{count:,}") for word, count in words if count], numbers=1)
    if not counts.read:
        print_text(phrases.NOBODY)
    if counts.skipped:
        print(f"Skipped unread, because the file says that they are natural persons: {counts.skipped:,}.")
    answered = [str(one.row) for one in answers if any(found.resolved for found in one.found)]
    if answered:
        rows = ", ".join(answered[:MOST_TOLD]) + (", ..." if len(answered) > MOST_TOLD else "")
        print_text(f"Answered by a person earlier: {'row' if len(answered) == 1 else 'rows'} {rows}.")
    apart = [f"{one.row} ({', '.join(one.uncompared)})" for one in answers if one.uncompared]
    if apart:
        rows = ", ".join(apart[:MOST_TOLD]) + (", ..." if len(apart) > MOST_TOLD else "")
        print_text(phrases.UNCOMPARED_ROWS.format(rows=rows))
    if shown:
        cells = [line for one in shown[:MOST_TOLD] for line in _lines(one)]
        title = "Not clear" if len(shown) <= MOST_TOLD else f"Not clear: the first {MOST_TOLD} of {len(shown)}"
        print_table(title, ("Row", "Bidder", "Answer", "May be", "Is here"), cells)
        print_text(f"{phrases.NEVER_A_MATCH} {phrases.ONLY_LISTINGS}")
        print_text(asked.evidence_means)
    if counts.strong or counts.weak:
        print_text(phrases.ANSWER_IT)
    print_list(asked)


def print_list(asked: Asked) -> None:
    """Which list was asked, how old its sources are, and what of it is stale."""
    for sentence in phrases.tell_version(asked.version):
        print_text(sentence)
    first = sorted(asked.ages, key=lambda age: age.most_days - age.days)[:MOST_AGES_TOLD]
    print_ages(first, more=len(asked.ages) - len(first))
    for sentence in phrases.tell_stale(asked.stale):
        print_text(f"STALE: {sentence}")
    if asked.stale:
        print_text(phrases.STALE_MEANS)


def print_ages(ages: Sequence[Age], *, more: int = 0) -> None:
    """How old everything is, and how old it may be; nothing of a file from before that was told."""
    if ages:
        print_table(f"{phrases.AGES_CAPTION}:", phrases.AGES, list(map(phrases.age_row, ages)), numbers=3)
        print_text(f"{phrases.AGES_MORE.format(count=more)} {phrases.AGES_MEAN}" if more else phrases.AGES_MEAN)


def _print_found(asked: Asked, found: Found) -> None:
    name = found.names[0] if found.names else found.organization
    label = "Ruled out" if found.band is Band.CLEAR else phrases.BANDS[found.band].capitalize()
    about = ", ".join(part for part in (found.kind, found.country, *found.identifiers) if part)
    print_text(f"{label}: {name} ({found.organization}; {about}). Evidence {found.evidence} of 1000.")
    for note in phrases.found_notes(found):
        print_text(note)
    if found.alignment:
        rows = [
            (piece.query, piece.register, phrases.tell_how(piece), print_points(piece.rarity) if piece.rarity else "")
            for piece in found.alignment
        ]
        print_table("What met:", ("Bidder", "Register", "How", "Rarity, bits"), rows, numbers=1)
    for fact in found.facts:
        print_text(phrases.tell_fact(fact, asked.on))


def _lines(one: Screened) -> list[tuple[str, ...]]:
    """A line for each of the nearest candidates; what stands above it is not said again."""
    answer, name = phrases.answer_label(one), clean(bidder_name(one))
    if not one.found:
        return [(str(one.row), name, f"{answer} ({one.why})" if one.state is State.UNREADABLE else answer, "", "")]
    lines: list[tuple[str, ...]] = []
    for found in one.found[:MOST_CANDIDATES_TOLD]:
        called = phrases.tell_candidate(found)
        about = ("", "", "") if lines else (str(one.row), name, answer)
        lines.append((*about, called, phrases.natures_of(found)))
    more = len(one.found) - len(lines)
    return [*lines, ("", "", "", phrases.MORE.format(count=more), "")] if more else lines
