"""What an alignment weighs: what agrees against what stands alone, in thousandths, never full by a name alone.

    evidence = 1000 * agreed / (agreed + disagreed + doubt) * telling

`agreed` sums the rarity of the words that met, each by how well it met. `disagreed` sums what stands alone: in full
where both names have words of their own, less where only one says more. `doubt` is a constant: a name of few or common
words is little evidence even of itself. `telling` is 1 where a word of no list met, and falls with the rarest that did.
"""

from functools import lru_cache, reduce
from operator import or_
from typing import NamedTuple

from goodstanding.screening.alignment import Aligned, Meeting, Named, align, may_meet
from goodstanding.screening.analyser import Analyser
from goodstanding.screening.answer import How
from goodstanding.screening.keys import LONGEST_INITIALS, SHORTEST_INITIALS, key_of
from goodstanding.screening.kinds import NUMBERS, Kind, kind_of
from goodstanding.screening.prints import mark_of
from goodstanding.screening.sides import Known, Side, Trait, spelt_in, starts_of
from goodstanding.screening.syllables import LONGEST, SHORTEST, letters

#: All weights are thousandths. They were set on development data; docs/explanation/how-screening-weighs.md says how.
DOUBT = 4_200
NOT_AS_WELL = 1_000
BOTH_ALONE = 1_000
ONE_ALONE = 380
#: What one name says more weighs so much at most: neither words of trade nor names beside a name hide it.
MOST_MORE = 25_000
NUMBERS_DIFFER = 8_000
PLACES_DIFFER = 1_500
#: Words of trade alone, of two places or numbers, are two bodies: this town's council and that one's.
OF_TRADE_ELSEWHERE = 600
#: Whatever else is the same: the second fund is not the third, and no strong question.
MOST_BY_ANOTHER_NUMBER = 590
FORMS_DIFFER = 1_800
FIRST_WORDS_DIFFER = 1_800
OWN_WORDS_DIFFER = 2_500
#: A word that may be a company's own name is as rare as this.
LEAST_OWN = 9_000
AGREED_NUMBER = 300
ALONE_WORD = 700
ALONE_NUMBER = 1_800
ALONE_LETTER = 400
ALONE_PLACE = 400
ALONE_GENERIC = 1_100
#: The same by `Kind`.
AGREED = (1_000, AGREED_NUMBER, AGREED_NUMBER, 1_000, 1_000)
ALONE = (ALONE_WORD, ALONE_LETTER, ALONE_NUMBER, ALONE_PLACE, ALONE_GENERIC)
OF_A_LETTER = 3_300
OF_ANY_INITIALS = 2_800
OF_INITIALS_BESIDE_WORDS = 2_000
BESIDE_INITIALS = 70
OF_BEGINNINGS = 800
#: Of common words none is taken for a shortened name.
LEAST_SHORTENED = 9_000
TELLING_OF_BEGINNINGS = 700
HALF_TELLING = 11_000
MOST_BY_NAME = 990
#: Whoever bears the very name of a listed organization is asked about, however common its words are.
SAME_NAME = 560


def weight_of_initials(letters: str, *, alone: bool) -> int:
    """What initials say: their letters, less that many names have them, and less again where they are not all."""
    return max(0, len(letters) * OF_A_LETTER - OF_ANY_INITIALS + (OF_INITIALS_BESIDE_WORDS if alone else 0))


class Compared(NamedTuple):
    """The evidence, what it comes from, and the word of one side that is the initials of the other, if it decided.

    `own` are the places of the first rare word that is each side's alone, where both have one.
    """

    evidence: int
    aligned: Aligned
    shortened: str
    differing: tuple[How, ...]
    own: tuple[int, int] | None


NOTHING = Compared(0, Aligned([], [], []), "", (), None)


class Scale:
    """Weighs pairs of readings; remembers words."""

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser
        self.most_telling = 1000 + HALF_TELLING * 1000 // analyser.rarest
        self._traits: dict[str, Trait] = {}
        self._initials: dict[str, int] = {}

    def side(self, named: Named) -> Side:
        """A reading made ready to be compared with many."""
        return Side(
            named.words, named.raw, named.forms, named.initials, tuple([self.trait(word) for word in named.words])
        )

    def known(self, named: Named) -> Known:
        """A reading made ready to be told apart from many."""
        side = self.side(named)
        written = (word for word, read in zip(side.raw, side.words, strict=True) if word and word != read)
        shortened = (word for word, trait in zip(side.words, side.traits, strict=True) if trait.shortens)
        return Known(
            side=side,
            marks=(*[trait.mark for trait in side.traits], *map(mark_of, written)),
            shortened=tuple([(letters(word), word[0]) for word in shortened]),
            spelt=spelt_in(side.raw),
            starts=starts_of(side.raw),
            as_initials=frozenset([key for key in map(self.initials_key, side.words) if key >= 0]),
            kin=reduce(or_, [trait.kin for trait in side.traits], 0),
        )

    def weigh(self, mine: Known, theirs: Known) -> int:
        """The evidence alone, and at once where nothing can meet."""
        return self.compare(mine.side, theirs.side).evidence if may_meet(mine, theirs) else 0

    def trait(self, word: str) -> Trait:
        """How a word counts, by its rarity and its kind."""
        found = self._traits.get(word)
        if found is None:
            found = self._traits[word] = self._trait_of(word)
        return found

    def _trait_of(self, word: str) -> Trait:
        rarity, kind = self._analyser.rarity(word), kind_of(word, self._analyser)
        return Trait(
            rarity=rarity,
            agreed=rarity * AGREED[kind] // 1000,
            alone=rarity * ALONE[kind] // 1000,
            how=How.NUMBER if kind in NUMBERS else How.PLACE if kind is Kind.PLACE else How.MISSING,
            mark=mark_of(word),
            kin=self._analyser.kin(word),
            shortens=SHORTEST <= len(word) <= LONGEST and rarity >= LEAST_SHORTENED,
        )

    def compare(self, mine: Side, theirs: Side) -> Compared:
        """Symmetric: the same evidence whichever side asks."""
        aligned = align(mine, theirs)
        if mine.initials or theirs.initials:
            aligned = self._freed(aligned, mine, theirs)
        short = self._shortened(mine, theirs, aligned) if mine.initials or theirs.initials else ""
        if not aligned.meetings and not short:
            return NOTHING
        agreed = short_of = rarest = 0
        for meeting in aligned.meetings:
            weight, rarity = self.met(meeting, mine, theirs)
            agreed += weight * meeting.quality // 1000
            short_of += weight * (1000 - meeting.quality) // 1000
            rarest = max(rarest, rarity * meeting.quality // 1000)
        left = [mine.traits[place] for place in aligned.mine_alone]
        right = [theirs.traits[place] for place in aligned.theirs_alone]
        alone = sum([one.alone for one in left]), sum([one.alone for one in right])
        of_initials = self.weight_of_short(short, mine, theirs) if short else 0
        if of_initials > agreed:
            agreed = rarest = of_initials
            alone = self._beside(short, mine, alone[0]), self._beside(short, theirs, alone[1])
        else:
            short = ""
        differing = _differing(left, right, mine.forms, theirs.forms)
        against = (
            short_of * NOT_AS_WELL + min(alone) * BOTH_ALONE + min(abs(alone[0] - alone[1]), MOST_MORE) * ONE_ALONE
        )
        against = against // 1000 + sum([_COSTS[how] for how in differing])
        if not short and 0 in aligned.mine_alone and 0 in aligned.theirs_alone:
            against += FIRST_WORDS_DIFFER
        own = None if short else _own_words(aligned, mine, theirs)
        if own:
            against += OWN_WORDS_DIFFER
        evidence = 1000 * agreed // (agreed + against + DOUBT)
        telling = self.most_telling * rarest // (rarest + HALF_TELLING)
        evidence = min(evidence * telling // 1000, MOST_BY_ANOTHER_NUMBER if How.NUMBER in differing else MOST_BY_NAME)
        if _is_elsewhere(differing, aligned, mine, theirs):
            evidence = evidence * OF_TRADE_ELSEWHERE // 1000
        compared = Compared(evidence, aligned, short, differing, own)
        if is_same_name(compared):
            return compared._replace(evidence=max(compared.evidence, SAME_NAME))
        return compared

    def weight_of_short(self, short: str, mine: Side, theirs: Side) -> int:
        """What a word says that is the other name's initials."""
        words = mine.words if short in mine.words else theirs.words
        beside = (word for word in words if word != short)
        alone = all(self._analyser.is_generic(word) or self._analyser.is_place(word) for word in beside)
        return min(weight_of_initials(short, alone=alone), self._analyser.rarity(short))

    def _beside(self, short: str, name: Named, alone: int) -> int:
        """What stands alone of a name beside initials: of the spelt-out name little, of the short one all the rest."""
        if short in name.words:
            return max(0, alone - self.trait(short).alone)
        return alone * BESIDE_INITIALS // 1000

    def met(self, meeting: Meeting, mine: Side, theirs: Side) -> tuple[int, int]:
        """What a meeting weighs at most, and the rarity that stands behind it: the lesser of the two sides'."""
        if len(meeting.mine) == 1 == len(meeting.theirs):
            one, other = mine.traits[meeting.mine[0]], theirs.traits[meeting.theirs[0]]
            return min(one.agreed, other.agreed), min(one.rarity, other.rarity)
        rarest = self._analyser.rarest
        each = [
            sum([mine.traits[place].agreed for place in meeting.mine]),
            sum([theirs.traits[place].agreed for place in meeting.theirs]),
        ]
        if not meeting.weight:
            weight = min(*each, rarest)
            return weight, weight
        weight = min(*each, rarest, meeting.weight)
        return weight * OF_BEGINNINGS // 1000, weight * TELLING_OF_BEGINNINGS // 1000

    def _freed(self, aligned: Aligned, mine: Side, theirs: Side) -> Aligned:
        """Without the meeting of a word that says more as the initials of the whole other name."""
        for meeting in aligned.meetings:
            if meeting.how in _CUT and self._is_initials(meeting, mine, theirs):
                left = Aligned(
                    [one for one in aligned.meetings if one is not meeting],
                    sorted([*aligned.mine_alone, *meeting.mine]),
                    sorted([*aligned.theirs_alone, *meeting.theirs]),
                )
                short = self._shortened(mine, theirs, left)
                weight, _ = self.met(meeting, mine, theirs)
                if self.weight_of_short(short, mine, theirs) * 1000 > weight * meeting.quality:
                    return left
        return aligned

    def _is_initials(self, meeting: Meeting, mine: Side, theirs: Side) -> bool:
        return (len(meeting.mine) == 1 and self.initials_key(mine.words[meeting.mine[0]]) in theirs.initials) or (
            len(meeting.theirs) == 1 and self.initials_key(theirs.words[meeting.theirs[0]]) in mine.initials
        )

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


_CUT = frozenset({How.ABBREVIATED, How.TRUNCATED})
_COSTS = {How.NUMBER: NUMBERS_DIFFER, How.PLACE: PLACES_DIFFER, How.FORM: FORMS_DIFFER}


def is_same_name(compared: Compared) -> bool:
    """Whether both names have the very same words, and nothing in them differs."""
    meetings, mine_alone, theirs_alone = compared.aligned
    if not meetings or mine_alone or theirs_alone or compared.differing:
        return False
    return all(meeting.quality == 1000 for meeting in meetings)


def _own_words(aligned: Aligned, mine: Side, theirs: Side) -> tuple[int, int] | None:
    """Names of companies that differ: a rare word that is neither trade, place nor number, on both sides."""
    one = next((place for place in aligned.mine_alone if is_own(mine.traits[place])), None)
    other = next((place for place in aligned.theirs_alone if is_own(theirs.traits[place])), None)
    return None if one is None or other is None else (one, other)


def _is_elsewhere(differing: tuple[How, ...], aligned: Aligned, mine: Side, theirs: Side) -> bool:
    """Whether places or numbers differ, and no word met that may be a name."""
    if How.PLACE not in differing and How.NUMBER not in differing:
        return False
    met = [mine.traits[place] for meeting in aligned.meetings for place in meeting.mine]
    met += [theirs.traits[place] for meeting in aligned.meetings for place in meeting.theirs]
    return not any(map(is_own, met))


def is_own(trait: Trait) -> bool:
    """Whether a word may be a company's own name."""
    return trait.how is How.MISSING and trait.rarity >= LEAST_OWN and trait.alone <= trait.rarity


def _differing(
    left: list[Trait], right: list[Trait], mine: tuple[str, ...], theirs: tuple[str, ...]
) -> tuple[How, ...]:
    """Of which kinds both names have a word of their own; and whether their legal forms exclude each other."""
    found = [
        how
        for how in (How.NUMBER, How.PLACE)
        if any(one.how is how for one in left) and any(one.how is how for one in right)
    ]
    if forms_differ(mine, theirs):
        found.append(How.FORM)
    return tuple(found)


@lru_cache(maxsize=1 << 12)
def forms_differ(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether legal forms of known classes exclude each other."""
    mine_known, theirs_known = set(mine) - {"other"}, set(theirs) - {"other"}
    return bool(mine_known) and bool(theirs_known) and mine_known.isdisjoint(theirs_known)
