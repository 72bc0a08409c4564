"""Two names aligned word by word: what met what, what stands alone. Symmetric by construction."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from goodstanding.screening.answer import How
from goodstanding.screening.likeness import UNLIKE, Likeness, judged, likeness
from goodstanding.screening.prints import Mark, mark_of, may_be_like
from goodstanding.screening.sides import Known, Side, spelt_in, starts_of
from goodstanding.screening.syllables import OF_A_LETTER, letters, syllables

MOST_JOINED = 4
_SHORTEST_JOINED = 4
_LEAST_JOINED = 800
LONGEST_PART = 6
#: So many letters more or less a joined word may have.
MOST_BESIDE = 2
#: Words that translations of one name exchange.
_EXCHANGED = Likeness(500, How.TRANSLATED)


class Meeting(NamedTuple):
    """Words of one side that met words of the other, by their positions; either may be several (joined).

    `weight` is in thousandths of a bit where letters stand for words; 0 where the words' own rarity counts.
    """

    mine: tuple[int, ...]
    theirs: tuple[int, ...]
    how: How
    quality: int
    weight: int = 0


class Named(Protocol):
    """What of a reading is aligned."""

    @property
    def words(self) -> tuple[str, ...]:
        """As they are compared."""

    @property
    def raw(self) -> tuple[str, ...]:
        """As they were written, one for each."""

    @property
    def forms(self) -> tuple[str, ...]:
        """The classes of its legal forms."""

    @property
    def initials(self) -> frozenset[int]:
        """The keys of what it may be shortened to."""


class Aligned(NamedTuple):
    """All meetings, and the positions that met nothing."""

    meetings: list[Meeting]
    mine_alone: list[int]
    theirs_alone: list[int]


def may_meet(mine: Known, theirs: Known) -> bool:
    """False where no word of one side can meet any of the other: most pairs of names are told apart by this alone."""
    for one in mine.marks:
        for other in theirs.marks:
            if may_be_like(one, other):
                return True
    return (
        bool(mine.kin & theirs.kin)
        or not mine.side.initials.isdisjoint(theirs.as_initials)
        or not theirs.side.initials.isdisjoint(mine.as_initials)
        or _may_be_made_of(mine, theirs)
        or _may_be_made_of(theirs, mine)
    )


def _may_be_made_of(mine: Known, theirs: Known) -> bool:
    """Whether a rare word of mine has no letters but those of all of theirs, and begins as one of the first does."""
    return len(theirs.side.words) > 1 and any(
        first in theirs.starts and not spelt & ~theirs.spelt for spelt, first in mine.shortened
    )


def align(mine: Side, theirs: Side) -> Aligned:
    """Each word meets at most once: equal words first, then joined ones, then the likest of what is left."""
    if mine.words > theirs.words:
        meetings, theirs_alone, mine_alone = _align(theirs, mine)
        return Aligned(_turned(meetings), mine_alone, theirs_alone)
    return _align(mine, theirs)


def _align(mine: Side, theirs: Side) -> Aligned:
    meetings, left, right = _equal(mine.words, theirs.words)
    if left and right:
        _join(mine.raw, theirs.raw, left, right, meetings)
        turned: list[Meeting] = []
        _join(theirs.raw, mine.raw, right, left, turned)
        meetings += _turned(turned)
    if left and right:
        _meet(mine, theirs, left, right, meetings)
    if left and len(right) > 1:
        _shorten(mine, theirs, left, right, meetings)
    if len(left) > 1 and right:
        turned = []
        _shorten(theirs, mine, right, left, turned, beside=bool(meetings))
        meetings += _turned(turned)
    return Aligned(meetings, left, right)


def _turned(meetings: list[Meeting]) -> list[Meeting]:
    return [Meeting(one.theirs, one.mine, one.how, one.quality, one.weight) for one in meetings]


def _equal(mine: Sequence[str], theirs: Sequence[str]) -> tuple[list[Meeting], list[int], list[int]]:
    """Words stand once in a reading."""
    meetings: list[Meeting] = []
    left: list[int] = []
    right = list(range(len(theirs)))
    for position, word in enumerate(mine):
        if word in theirs:
            other = theirs.index(word)
            meetings.append(Meeting((position,), (other,), How.EXACT, 1000))
            right.remove(other)
        else:
            left.append(position)
    return meetings, left, right


def _join(
    mine: Sequence[str], theirs: Sequence[str], left: list[int], right: list[int], meetings: list[Meeting]
) -> None:
    """Two to four neighbours on my side spell one word on theirs: `White Pigeon`, `Whitepigeon`."""
    if len(left) < 2:
        return
    firsts = {theirs[position][0] for position in right if len(theirs[position]) >= _SHORTEST_JOINED}
    for start in range(len(left) - 1):
        if mine[left[start]][0] not in firsts:
            continue
        for size in range(min(MOST_JOINED, len(left) - start), 1, -1):
            run = left[start : start + size]
            if run[-1] - run[0] != size - 1:
                continue
            joined = "".join([mine[position] for position in run])
            found = spelt(joined, theirs, right)
            if found is not None:
                meetings.append(Meeting(tuple(run), (found[0],), How.JOINED, found[1]))
                del left[start : start + size]
                right.remove(found[0])
                _join(mine, theirs, left, right, meetings)
                return


def may_spell(joined: str, word: str) -> bool:
    """Whether several words together may be `spelt` by another: without looking at the marks of what is no word."""
    if len(joined) < _SHORTEST_JOINED or abs(len(word) - len(joined)) > MOST_BESIDE or word[0] != joined[0]:
        return False
    return word == joined or judged(word, joined).quality >= _LEAST_JOINED


def spelt(joined: str, theirs: Sequence[str], right: list[int]) -> tuple[int, int] | None:
    """Which of the other side's words, of those that are left, several together spell, and how well."""
    if len(joined) < _SHORTEST_JOINED:
        return None
    for position in right:
        if theirs[position] == joined:
            return position, 970
    for position in right:
        word = theirs[position]
        if abs(len(word) - len(joined)) <= MOST_BESIDE and word[0] == joined[0]:
            like = likeness(word, joined)
            if like.quality >= _LEAST_JOINED and like.how is not How.TRUNCATED:
                return position, like.quality * 95 // 100
    return None


def _meet(mine: Side, theirs: Side, left: list[int], right: list[int], meetings: list[Meeting]) -> None:
    """The pair that agrees most in weight meets first."""
    pairs: list[tuple[int, int, int, How, int]] = []
    their_marks = [(other, theirs.traits[other], _written_otherwise(theirs, other)) for other in right]
    for one in left:
        trait, written = mine.traits[one], _written_otherwise(mine, one)
        for other, their, their_written in their_marks:
            if (
                may_be_like(trait.mark, their.mark)
                or (written is not None and may_be_like(written, their_written or their.mark))
                or (their_written is not None and may_be_like(trait.mark, their_written))
            ):
                like = _like(mine, one, theirs, other)
            elif trait.kin & their.kin:
                like = _EXCHANGED
            else:
                continue
            if like.quality:
                gain = like.quality * min(mine.traits[one].rarity, theirs.traits[other].rarity)
                pairs.append((-gain, one, other, like.how, like.quality))
    pairs.sort(key=lambda pair: pair[:3])
    for _, one, other, how, quality in pairs:
        if one in left and other in right:
            meetings.append(Meeting((one,), (other,), how, quality))
            left.remove(one)
            right.remove(other)


def _written_otherwise(side: Side, place: int) -> Mark | None:
    """The mark of a word as it was written, where that is not as it is compared."""
    written = side.raw[place]
    return mark_of(written) if written and written != side.words[place] else None


def _like(mine: Side, one: int, theirs: Side, other: int) -> Likeness:
    """By what the words mean, or by how they were written, whichever is liker.

    Numbers, and two places, are equal or unlike.
    """
    kinds = mine.traits[one].how, theirs.traits[other].how
    if How.NUMBER in kinds or kinds == (How.PLACE, How.PLACE):
        return UNLIKE
    first, second = mine.words[one], theirs.words[other]
    by_meaning = likeness(first, second)
    written, theirs_written = mine.raw[one], theirs.raw[other]
    best = by_meaning
    if (written != first or theirs_written != second) and written and theirs_written:
        as_written = likeness(written, theirs_written)
        best = as_written if as_written.quality > by_meaning.quality else by_meaning
    kin = mine.traits[one].kin & theirs.traits[other].kin
    return _EXCHANGED if kin and best.quality < _EXCHANGED.quality else best


def _shorten(
    mine: Side, theirs: Side, left: list[int], right: list[int], meetings: list[Meeting], *, beside: bool = False
) -> None:
    """A word of mine made of the beginnings of words of theirs; beside a meeting also of first letters alone."""
    for place in list(left):
        word = mine.words[place]
        if len(right) < 2:
            return
        found, weight = [], 0
        if mine.traits[place].shortens:
            if word[0] not in starts_of(theirs.raw) or letters(word) & ~spelt_in(theirs.raw):
                continue
            rarities = tuple([theirs.traits[other].rarity for other in right])
            weight, used = syllables(word, tuple([theirs.raw[other] for other in right]), rarities)
            found = [right[at] for at in used]
        elif (meetings or beside) and 2 <= len(word) <= LONGEST_PART and word.isalpha():
            found = _begun_by(word, theirs.raw, right)
            weight = len(found) * OF_A_LETTER
        if found and weight > 0:
            meetings.append(Meeting((place,), tuple(found), How.ABBREVIATED, 1000, weight))
            left.remove(place)
            for other in found:
                right.remove(other)


def _begun_by(short: str, words: Sequence[str], left: list[int]) -> list[int]:
    """Neighbours, none of which has met, whose first letters are the short word; none where there are no such."""
    firsts = "".join([words[at][:1] or " " if at in left else " " for at in range(len(words))])
    start = firsts.find(short)
    return list(range(start, start + len(short))) if start >= 0 else []
