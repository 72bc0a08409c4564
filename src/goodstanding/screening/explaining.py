"""The alignment of two names as lines that a person can read: the explanation is what was weighed, nothing else."""

from collections.abc import Iterator, Sequence

from goodstanding.screening.alignment import Meeting, Named
from goodstanding.screening.answer import How, Piece
from goodstanding.screening.evidence import (
    BESIDE_INITIALS,
    FIRST_WORDS_DIFFER,
    FORMS_DIFFER,
    NUMBERS_DIFFER,
    OWN_WORDS_DIFFER,
    PLACES_DIFFER,
    Compared,
    Scale,
)
from goodstanding.screening.likeness import likeness
from goodstanding.screening.numbers import root_of
from goodstanding.screening.sides import Side
from goodstanding.screening.sounds import UNVOWELLED
from goodstanding.values.identifiers import Identifier

_ALIKE = (How.EDIT, How.TRUNCATED, How.ABBREVIATED, How.ROMANISED)


def explain_names(compared: Compared, asked: Side, held: Side, scale: Scale) -> Iterator[Piece]:
    """Every word of both names once: with what it met, or alone; then what excludes each other."""
    if compared.shortened:
        yield _initials(compared.shortened, asked, held, scale)
    for meeting in sorted(compared.aligned.meetings):
        yield _met(meeting, asked, held, scale)
    both = bool(compared.aligned.mine_alone) and bool(compared.aligned.theirs_alone)
    for place in compared.aligned.mine_alone:
        if asked.words[place] != compared.shortened:
            yield _alone(asked.raw[place], "", asked, place, compared, scale, conflict=both)
    for place in compared.aligned.theirs_alone:
        if held.words[place] != compared.shortened:
            yield _alone("", held.raw[place], held, place, compared, scale, conflict=both)
    for how in compared.differing:
        yield _differing(how, compared, asked, held, scale)


def explain_identifiers(
    met: Sequence[Identifier], against: Sequence[Identifier], held: Sequence[Identifier]
) -> Iterator[Piece]:
    """The numbers that are equal, and those that differ within their scheme."""
    for one in met:
        same = one if one in held else next(known for known in held if root_of(known) == root_of(one))
        yield Piece(query=str(one), register=str(same), how=How.IDENTIFIER, rarity=0, weight=0)
    for one in against:
        other = next(known for known in held if known.scheme == one.scheme)
        yield Piece(query=str(one), register=str(other), how=How.IDENTIFIER, rarity=0, weight=0, conflict=True)


def explain_part(read_as: str) -> Iterator[Piece]:
    """What was compared, where it is not the bidder's name as it is written."""
    if read_as:
        yield Piece(query=read_as, register="", how=How.READ_AS, rarity=0, weight=0)


def explain_countries(asked: str, held: str) -> Iterator[Piece]:
    """Both countries, where both are known."""
    if asked and held:
        yield Piece(query=asked, register=held, how=How.COUNTRY, rarity=0, weight=0, conflict=asked != held)


def _met(meeting: Meeting, asked: Side, held: Side, scale: Scale) -> Piece:
    weight, rarity = scale.met(meeting, asked, held)
    one, other = _shown(meeting, asked, held)
    how = How.TRANSLATED if meeting.how is How.EXACT and one != other else meeting.how
    return Piece(query=one, register=other, how=how, rarity=rarity, weight=weight * meeting.quality // 1000)


def _shown(meeting: Meeting, asked: Side, held: Side) -> tuple[str, str]:
    """What met as it was written; alike only as it was read, that too: `konstrukt (construction)`."""
    one = " ".join(asked.raw[place] for place in meeting.mine)
    other = " ".join(held.raw[place] for place in meeting.theirs)
    if len(meeting.mine) > 1 or len(meeting.theirs) > 1 or meeting.how not in _ALIKE:
        return one, other
    read, held_as = asked.words[meeting.mine[0]], held.words[meeting.theirs[0]]
    if likeness(one, other).quality == meeting.quality or likeness(read, held_as).quality != meeting.quality:
        return one, other
    return _read_as(one, read), _read_as(other, held_as)


def _read_as(written: str, read: str) -> str:
    return written if read == written or read.startswith(UNVOWELLED) else f"{written} ({read})"


def _alone(
    query: str, register: str, name: Named, place: int, compared: Compared, scale: Scale, *, conflict: bool
) -> Piece:
    trait = scale.trait(name.words[place])
    spelt_out = bool(compared.shortened) and compared.shortened not in name.words
    weight = trait.alone * BESIDE_INITIALS // 1000 if spelt_out else trait.alone
    aligned = compared.aligned
    if compared.own and place == compared.own[0 if query else 1]:
        weight += OWN_WORDS_DIFFER // 2
    if place == 0 and not compared.shortened and 0 in aligned.mine_alone and 0 in aligned.theirs_alone:
        weight += FIRST_WORDS_DIFFER // 2
    return Piece(
        query=query,
        register=register,
        how=How.MISSING,
        rarity=trait.rarity,
        weight=weight,
        conflict=conflict and not spelt_out,
    )


def _initials(word: str, asked: Side, held: Side, scale: Scale) -> Piece:
    short, long = (asked, held) if word in asked.words else (held, asked)
    whole = " ".join(long.raw)
    one, other = (word, whole) if short is asked else (whole, word)
    weight = scale.weight_of_short(word, asked, held)
    return Piece(query=one, register=other, how=How.ABBREVIATED, rarity=weight, weight=weight)


def _differing(how: How, compared: Compared, asked: Named, held: Named, scale: Scale) -> Piece:
    if how is How.FORM:
        one, other, weight = " ".join(asked.forms), " ".join(held.forms), FORMS_DIFFER
    else:
        one = _of_kind(asked, compared.aligned.mine_alone, how, scale)
        other = _of_kind(held, compared.aligned.theirs_alone, how, scale)
        weight = NUMBERS_DIFFER if how is How.NUMBER else PLACES_DIFFER
    return Piece(query=one, register=other, how=how, rarity=0, weight=weight, conflict=True)


def _of_kind(name: Named, places: list[int], how: How, scale: Scale) -> str:
    return " ".join(name.raw[place] for place in places if scale.trait(name.words[place]).how is how)
