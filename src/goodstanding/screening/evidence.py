"""What an alignment weighs: what agrees against what stands alone, in thousandths, never full by a name alone.

    evidence = 1000 * agreed / (agreed + disagreed + doubt) * telling

`agreed` sums the rarity of the words that met, each by how well it met. `disagreed` sums what stands alone: in full
where both names have words of their own, less where only one says more. `doubt` is a constant: a name of few or common
words is little evidence even of itself. `telling` is 1 where a word of no list met, and falls with the rarest that did.
"""

from typing import NamedTuple

from goodstanding.screening.alignment import Aligned, Meeting, Named, align
from goodstanding.screening.analyser import Analyser
from goodstanding.screening.answer import How
from goodstanding.screening.keys import LONGEST_INITIALS, SHORTEST_INITIALS, key_of

#: All weights are thousandths. They were set on development data by the procedure of docs/explanation/screening.md.
DOUBT = 3_300
NOT_AS_WELL = 1_200
BOTH_ALONE = 1_000
ONE_ALONE = 380
NUMBERS_DIFFER = 4_000
PLACES_DIFFER = 1_500
FORMS_DIFFER = 1_500
AGREED_NUMBER = 300
ALONE_NUMBER = 1_800
ALONE_LETTER = 400
ALONE_PLACE = 600
ALONE_GENERIC = 1_100
OF_A_LETTER = 3_300
BESIDE_INITIALS = 120
HALF_TELLING = 14_600
MOST_BY_NAME = 990
#: Whoever bears the very name of a listed organization is asked about, however common its words are.
SAME_NAME = 560


def weight_of_initials(letters: str) -> int:
    """What initials say: one letter less than they are, since there are many names for each of them."""
    return max(0, len(letters) - 1) * OF_A_LETTER


class Compared(NamedTuple):
    """The evidence, what it comes from, and the word of one side that is the initials of the other, if it decided."""

    evidence: int
    aligned: Aligned
    shortened: str
    differing: tuple[How, ...]


class Trait(NamedTuple):
    """What a word weighs: when it met, and when it stands alone."""

    rarity: int
    agreed: int
    alone: int
    how: How


class Scale:
    """Weighs pairs of readings; remembers words."""

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser
        self._traits: dict[str, Trait] = {}
        self._initials: dict[str, int] = {}

    def trait(self, word: str) -> Trait:
        """How a word counts, by its rarity and its kind."""
        found = self._traits.get(word)
        if found is None:
            found = self._traits[word] = self._trait_of(word)
        return found

    def _trait_of(self, word: str) -> Trait:
        rarity = self._analyser.rarity(word)
        if len(word) == 1:
            return Trait(rarity, rarity * AGREED_NUMBER // 1000, rarity * ALONE_LETTER // 1000, How.NUMBER)
        if self._analyser.is_number(word):
            return Trait(rarity, rarity * AGREED_NUMBER // 1000, rarity * ALONE_NUMBER // 1000, How.NUMBER)
        if self._analyser.is_place(word):
            return Trait(rarity, rarity, rarity * ALONE_PLACE // 1000, How.PLACE)
        if self._analyser.is_generic(word):
            return Trait(rarity, rarity, rarity * ALONE_GENERIC // 1000, How.MISSING)
        return Trait(rarity, rarity, rarity, How.MISSING)

    def compare(self, mine: Named, theirs: Named) -> Compared:
        """Symmetric: the same evidence whichever side asks."""
        aligned = align(mine, theirs, self._analyser.rarity)
        short = self._shortened(mine, theirs, aligned) if mine.initials or theirs.initials else ""
        if not aligned.meetings and not short:
            return Compared(0, aligned, "", ())
        trait = self.trait
        agreed = short_of = rarest = 0
        for meeting in aligned.meetings:
            weight, rarity = self.met(meeting, mine, theirs)
            agreed += weight * meeting.quality // 1000
            short_of += weight * (1000 - meeting.quality) // 1000
            rarest = max(rarest, rarity * meeting.quality // 1000)
        left = [trait(mine.words[place]) for place in aligned.mine_alone]
        right = [trait(theirs.words[place]) for place in aligned.theirs_alone]
        alone = sum(one.alone for one in left), sum(one.alone for one in right)
        if weight_of_initials(short) > agreed:
            agreed = rarest = weight_of_initials(short)
            alone = self._beside(short, mine, alone[0]), self._beside(short, theirs, alone[1])
        else:
            short = ""
        differing = _differing(left, right, mine.forms, theirs.forms)
        against = short_of * NOT_AS_WELL + min(alone) * BOTH_ALONE + abs(alone[0] - alone[1]) * ONE_ALONE
        against = against // 1000 + sum(_COSTS[how] for how in differing)
        evidence = 1000 * agreed // (agreed + against + DOUBT)
        telling = (1000 + HALF_TELLING * 1000 // self._analyser.rarest) * rarest // (rarest + HALF_TELLING)
        evidence = min(evidence * telling // 1000, MOST_BY_NAME)
        if _is_same(aligned) and not differing:
            evidence = max(evidence, SAME_NAME)
        return Compared(evidence, aligned, short, differing)

    def _beside(self, short: str, name: Named, alone: int) -> int:
        """What stands alone of a name beside initials: of the spelt-out name little, of the short one all the rest."""
        if short in name.words:
            return max(0, alone - self.trait(short).alone)
        return alone * BESIDE_INITIALS // 1000

    def met(self, meeting: Meeting, mine: Named, theirs: Named) -> tuple[int, int]:
        """What a meeting weighs at most, and the rarity that stands behind it: the lesser of the two sides'."""
        if len(meeting.mine) == 1 == len(meeting.theirs):
            one, other = self.trait(mine.words[meeting.mine[0]]), self.trait(theirs.words[meeting.theirs[0]])
            return min(one.agreed, other.agreed), min(one.rarity, other.rarity)
        rarity = max(
            sum(self.trait(mine.words[place]).agreed for place in meeting.mine),
            sum(self.trait(theirs.words[place]).agreed for place in meeting.theirs),
        )
        return min(rarity, self._analyser.rarest), min(rarity, self._analyser.rarest)

    def _shortened(self, mine: Named, theirs: Named, aligned: Aligned) -> str:
        """The longest word of one side, alone there, that is the initials of the other side's name."""
        found = ""
        for places, words, initials in (
            (aligned.mine_alone, mine.words, theirs.initials),
            (aligned.theirs_alone, theirs.words, mine.initials),
        ):
            if initials:
                for place in places:
                    if len(words[place]) > len(found) and self.initials_key(words[place]) in initials:
                        found = words[place]
        return found

    def initials_key(self, word: str) -> int:
        """The key of a word as somebody's initials; -1 where it cannot be."""
        found = self._initials.get(word)
        if found is None:
            fits = SHORTEST_INITIALS <= len(word) <= LONGEST_INITIALS and word.isalpha()
            found = self._initials[word] = key_of("a", word) if fits else -1
        return found


_COSTS = {How.NUMBER: NUMBERS_DIFFER, How.PLACE: PLACES_DIFFER, How.FORM: FORMS_DIFFER}


def _is_same(aligned: Aligned) -> bool:
    alone = aligned.mine_alone or aligned.theirs_alone
    return not alone and all(meeting.quality == 1000 for meeting in aligned.meetings)


def _differing(
    left: list[Trait], right: list[Trait], mine: tuple[str, ...], theirs: tuple[str, ...]
) -> tuple[How, ...]:
    """Of which kinds both names have a word of their own; and whether their legal forms exclude each other."""
    found = [
        how
        for how in (How.NUMBER, How.PLACE)
        if any(one.how is how for one in left) and any(one.how is how for one in right)
    ]
    mine_known, theirs_known = set(mine) - {"other"}, set(theirs) - {"other"}
    if mine_known and theirs_known and mine_known.isdisjoint(theirs_known):
        found.append(How.FORM)
    return tuple(found)
