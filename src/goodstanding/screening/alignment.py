"""Two names aligned word by word: what met what, what stands alone, and how rare it is. Symmetric by construction."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from goodstanding.screening.answer import How
from goodstanding.screening.likeness import likeness

_MOST_JOINED = 4
_SHORTEST_JOINED = 4


class Meeting(NamedTuple):
    """Words of one side that met words of the other, by their positions; either may be several (joined)."""

    mine: tuple[int, ...]
    theirs: tuple[int, ...]
    how: How
    quality: int


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


def align(mine: Named, theirs: Named, rarity: Callable[[str], int]) -> Aligned:
    """Each word meets at most once: equal words first, then joined ones, then the likest of what is left."""
    if mine.words > theirs.words:
        meetings, theirs_alone, mine_alone = _align(theirs, mine, rarity)
        turned = [Meeting(one.theirs, one.mine, one.how, one.quality) for one in meetings]
        return Aligned(turned, mine_alone, theirs_alone)
    return _align(mine, theirs, rarity)


def _align(mine: Named, theirs: Named, rarity: Callable[[str], int]) -> Aligned:
    meetings, left, right = _equal(mine.words, theirs.words)
    if left and right:
        _join(mine.raw, theirs.raw, left, right, meetings)
        _join_turned(mine.raw, theirs.raw, left, right, meetings)
    if left and right:
        _meet(mine.words, theirs.words, left, right, meetings, rarity)
    return Aligned(meetings, left, right)


def _equal(mine: Sequence[str], theirs: Sequence[str]) -> tuple[list[Meeting], list[int], list[int]]:
    places: dict[str, list[int]] = {}
    for position, word in enumerate(theirs):
        places.setdefault(word, []).append(position)
    meetings: list[Meeting] = []
    left: list[int] = []
    for position, word in enumerate(mine):
        found = places.get(word)
        if found:
            meetings.append(Meeting((position,), (found.pop(0),), How.EXACT, 1000))
        else:
            left.append(position)
    return meetings, left, sorted(position for found in places.values() for position in found)


def _join_turned(
    mine: Sequence[str], theirs: Sequence[str], left: list[int], right: list[int], meetings: list[Meeting]
) -> None:
    turned: list[Meeting] = []
    _join(theirs, mine, right, left, turned)
    meetings += [Meeting(one.theirs, one.mine, one.how, one.quality) for one in turned]


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
        for size in range(min(_MOST_JOINED, len(left) - start), 1, -1):
            run = left[start : start + size]
            if run[-1] - run[0] != size - 1:
                continue
            joined = "".join([mine[position] for position in run])
            found = _spelt(joined, theirs, right)
            if found is not None:
                meetings.append(Meeting(tuple(run), (found[0],), How.JOINED, found[1]))
                del left[start : start + size]
                right.remove(found[0])
                _join(mine, theirs, left, right, meetings)
                return


def _spelt(joined: str, theirs: Sequence[str], right: list[int]) -> tuple[int, int] | None:
    if len(joined) < _SHORTEST_JOINED:
        return None
    for position in right:
        if theirs[position] == joined:
            return position, 970
    for position in right:
        word = theirs[position]
        if abs(len(word) - len(joined)) <= 2 and word[0] == joined[0]:
            like = likeness(word, joined)
            if like.quality >= 800 and like.how is not How.TRUNCATED:
                return position, like.quality * 95 // 100
    return None


def _meet(
    mine: Sequence[str],
    theirs: Sequence[str],
    left: list[int],
    right: list[int],
    meetings: list[Meeting],
    rarity: Callable[[str], int],
) -> None:
    """The pair that agrees most in weight meets first."""
    pairs: list[tuple[int, int, int, How, int]] = []
    for one in left:
        for other in right:
            like = likeness(mine[one], theirs[other])
            if like.quality:
                gain = like.quality * min(rarity(mine[one]), rarity(theirs[other]))
                pairs.append((-gain, one, other, like.how, like.quality))
    pairs.sort(key=lambda pair: pair[:3])
    for _, one, other, how, quality in pairs:
        if one in left and other in right:
            meetings.append(Meeting((one,), (other,), how, quality))
            left.remove(one)
            right.remove(other)
