"""A screening as one static page: the counts, a line a bidder, and below it every candidate with its explanation."""

from collections.abc import Iterator

from goodstanding.publication import screening_phrases as phrases
from goodstanding.publication.pages import Block, Link, Page, Section, Table, Text
from goodstanding.publication.screened import Asked, Counts, Found, Screened
from goodstanding.screening.answer import Piece
from goodstanding.screening.bands import Band
from goodstanding.standing.phrases import print_day
from goodstanding.values.points import print_points

_COUNTED = (
    ("match", "match"), ("strong question", "strong"), ("weak question", "weak"), ("clear", "clear"),
    ("not answered: stale", "stale"), ("not answered: personal number", "refused"),
    ("not answered: unreadable row", "unreadable"),
)  # fmt: skip


def screening_page(asked: Asked, answers: tuple[Screened, ...], counts: Counts) -> Page:
    """The page. It holds what the screener asked: it is the screener's own, and goes to nobody by itself."""
    told = f"{counts.read} bidder{'' if counts.read == 1 else 's'}"
    return Page(
        language="en",
        title=f"Screening of {told}",
        lead=(
            f"Purpose: {asked.purpose}, in the role {asked.role}.",
            f"Screened on {phrases.tell_instant(asked.screened_at)}; asked about {print_day(asked.on)}.",
            phrases.NEVER_A_MATCH,
            *((phrases.STALE_MEANS, *phrases.tell_stale(asked.stale)) if asked.stale else ()),
        ),
        sections=tuple(_sections(asked, answers, counts)),
    )


def _sections(asked: Asked, answers: tuple[Screened, ...], counts: Counts) -> Iterator[Section]:
    nobody = () if counts.read else (phrases.NOBODY,)
    yield Section(id="result", heading="Result", level=2, blocks=(*nobody, _summary(counts), *_persons(counts)))
    yield Section(id="bidders", heading="Bidders", level=2, blocks=(_bidders(answers),))
    open_ones = [screened for screened in answers if screened.found]
    if open_ones:
        told = (
            phrases.ONLY_LISTINGS, f"{phrases.NAMESAKES} {phrases.ANSWER_IT}", asked.evidence_means, phrases.RARITY
        )  # fmt: skip
        yield Section(id="candidates", heading="Candidates", level=2, blocks=tuple(filter(None, told)))
        for screened in open_ones:
            yield _candidates(screened, asked)
    yield Section(
        id="list", heading="Which list was asked", level=2, blocks=(*phrases.tell_version(asked.version), *_ages(asked))
    )
    meanings = [(label, phrases.MEANINGS[band]) for band, label in phrases.BANDS.items()]
    meanings += [(label, phrases.STATE_MEANINGS[state]) for state, label in phrases.STATES.items()]
    means = Table(caption="What an answer means", columns=("Answer", "Means"), rows=tuple(meanings))
    yield Section(id="means", heading="What the answers mean", level=2, blocks=(means, phrases.LIMITS))


def _ages(asked: Asked) -> Iterator[Block]:
    rows = tuple(map(phrases.age_row, asked.ages))
    if rows:
        yield Table(caption=phrases.AGES_CAPTION, columns=phrases.AGES, rows=rows)
        yield phrases.AGES_MEAN


def _summary(counts: Counts) -> Table:
    rows = tuple((label, str(getattr(counts, name))) for label, name in _COUNTED)
    return Table(caption="How many bidders were answered how", columns=("Answer", "Bidders"), rows=rows)


def _persons(counts: Counts) -> Iterator[Block]:
    if counts.skipped:
        yield f"Skipped unread, because the file says that they are natural persons: {counts.skipped}."


def _bidders(answers: tuple[Screened, ...]) -> Table:
    # In a narrow window the first columns are seen.
    columns = ("Row", "Answer", "Bidder", "May be", "Which is here", "Numbers")
    return Table(caption="Every bidder and its answer", columns=columns, rows=tuple(map(_bidder, answers)))


def _bidder(screened: Screened) -> tuple[Text, ...]:
    about = (str(screened.row), phrases.answer_label(screened), screened.problem or bidder_name(screened))
    if not screened.found:
        return (*about, phrases.NOTHING, phrases.NOTHING, _numbers(screened))
    nearest, more = screened.found[0], len(screened.found) - 1
    called = phrases.tell_candidate(nearest)
    called = f"{called}, {phrases.MORE.format(count=more)}" if more else called
    may_be = (Link(text=called, href=f"#row-{screened.row}"),)
    return (*about, may_be, phrases.natures_of(nearest), _numbers(screened))


def _numbers(screened: Screened) -> str:
    apart = phrases.UNCOMPARED.format(schemes=", ".join(screened.uncompared)) if screened.uncompared else ""
    return "; ".join(part for part in (", ".join(screened.identifiers), apart) if part) or phrases.NOTHING


def bidder_name(screened: Screened) -> str:
    """What the bidder is called in a report; of a refused or unreadable row nothing is known."""
    name = screened.names[0] if screened.names else ""
    return " / ".join(part for part in (screened.reference, name) if part) or "(not named)"


def _candidates(screened: Screened, asked: Asked) -> Section:
    blocks: list[Block] = [f"Answer: {phrases.answer_label(screened)}."]
    blocks += [phrases.CUT] if screened.is_cut else []
    for found in screened.found:
        blocks += _candidate(found, asked, screened.row)
    heading = f"Row {screened.row}: {bidder_name(screened)}"
    return Section(id=f"row-{screened.row}", heading=heading, level=3, blocks=tuple(blocks))


def _candidate(found: Found, asked: Asked, row: int) -> Iterator[Block]:
    numbers = f", {', '.join(found.identifiers)}" if found.identifiers else ""
    name = found.names[0] if found.names else found.organization
    label = "ruled out" if found.band is Band.CLEAR else phrases.BANDS[found.band]
    yield (
        f"{label.capitalize()}: {name} ({found.organization}), {found.kind}, {found.country}{numbers}. "
        f"Evidence {found.evidence} of 1000."
    )
    notes = " ".join(phrases.found_notes(found))
    if notes:
        yield notes
    if found.alignment:
        caption = f"Row {row}: why {found.organization} is asked about, the words that met"
        columns = ("Bidder", "Register", "How they met", "Rarity, bits")
        yield Table(caption=caption, columns=columns, rows=tuple(map(_piece, found.alignment)))
    yield from (phrases.tell_fact(fact, asked.on) for fact in found.facts)


def _piece(piece: Piece) -> tuple[Text, ...]:
    return (
        piece.query or phrases.NOTHING,
        piece.register or phrases.NOTHING,
        phrases.tell_how(piece),
        print_points(piece.rarity) if piece.rarity else phrases.NOTHING,
    )
