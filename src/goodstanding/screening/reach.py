"""Which candidates may reach a question at all: only these are aligned.

Of each candidate a bound is taken: what its words may agree in with the bidder's, against what stands alone in both
whatever meets what. Each word is compared with the bidder's once for all candidates. Where words may also meet in
another way (`ways`) no bound is taken.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from goodstanding.screening.answer import How
from goodstanding.screening.evidence import (
    AGREED,
    ALONE,
    BOTH_ALONE,
    DOUBT,
    FIRST_WORDS_DIFFER,
    FORMS_DIFFER,
    HALF_TELLING,
    LEAST_OWN,
    MOST_BY_ANOTHER_NUMBER,
    MOST_BY_NAME,
    MOST_MORE,
    NUMBERS_DIFFER,
    ONE_ALONE,
    OWN_WORDS_DIFFER,
    PLACES_DIFFER,
    SAME_NAME,
    Scale,
    forms_differ,
    is_own,
)
from goodstanding.screening.kinds import Kind
from goodstanding.screening.likeness import EQUAL, judged
from goodstanding.screening.marks import Marks, which_may_be_like
from goodstanding.screening.segment import Segment
from goodstanding.screening.sides import Side
from goodstanding.screening.texts import spans
from goodstanding.screening.ways import BEGINS, JOINED, MADE, Way, Ways

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

#: Beside the bits of a word's ways: that it may be the bidder's initials, and what it is where it meets nothing.
_INITIALS, _NUMBER, _PLACE, _OWN = 8, 16, 32, 64
_ALONE_AS = {Kind.LETTER: _NUMBER, Kind.NUMBER: _NUMBER, Kind.PLACE: _PLACE}
_EXCHANGED = 500
_LOW = 0xFFFFFFFF


class _Told(NamedTuple):
    """What a word of candidates may do beside the bidder's name.

    `agrees` and `rarity` are the most that it may agree in and how rare that is, `meets` the bidder's words that it may
    meet, a bit each, and `equals` the one that it is; `alone` is what it weighs where it meets none. `letters` are a
    bit each; `bits` are what it is where it meets nothing, and which ways it has. Of `sure` each meets it where neither
    meets another word.
    """

    agrees: int
    rarity: int
    meets: int
    equals: int
    alone: int
    letters: int
    bits: int
    sure: int
    way: Way


class _Left(NamedTuple):
    """What is left of the bidder's name where some of its words met: the most that these agree in; what the others
    weigh, whether the first is among them, and which kinds are, by the bits above.
    """

    agrees: int
    alone: int
    first: bool
    kinds: int


class Reach:
    """One reading of a bidder's name beside the candidates of a segment."""

    def __init__(self, segment: Segment, scale: Scale, asked: Side, initials: Sequence[int]) -> None:
        """`initials` are the numbers of the segment's words that may be the name's initials."""
        self._segment = segment
        self._scale = scale
        self._asked = asked
        numbers = [segment.vocabulary.number(word) for word in asked.words]
        self._own = {number: at for at, number in enumerate(numbers) if number is not None}
        self._ways = Ways(segment, asked)
        self._initials = frozenset(initials)
        self._near: dict[str, dict[int, int]] = {}
        self._left: dict[int, _Left] = {}
        self._forms = [forms_differ(asked.forms, forms) * FORMS_DIFFER for forms in segment.form_sets]

    def within(self, rows: list[int], least: int) -> list[int]:
        """The readings that may have so much evidence, in their order."""
        import numpy as np

        segment = self._segment
        readings = np.array(rows)
        starts = segment.word_start[readings]
        sizes = segment.word_start[readings + 1] - starts
        places = spans(starts, sizes)
        words = (segment.word_ids[places].astype(np.int64) << 32 | segment.raw_ids[places]).tolist()
        told = self._told(list(dict.fromkeys(words)))
        forms = segment.arrays["forms"][readings].tolist()
        found = []
        at = 0
        for row, size, form in zip(rows, sizes.tolist(), forms, strict=True):
            name = [told[word] for word in words[at : at + size]]
            if self._may(name, row, self._forms[form], least):
                found.append(row)
            at += size
        return found

    def _may(self, name: list[_Told], row: int, forms: int, least: int) -> bool:
        """Whether a candidate may have so much evidence."""
        agrees = rarest = met = equal = theirs = spelt = bits = 0
        for one_agrees, rarity, meets, equals, alone, letters, bit, _, _ in name:
            agrees += one_agrees
            met |= meets
            equal |= equals
            theirs += alone
            spelt |= letters
            bits |= bit
            if rarity > rarest:
                rarest = rarity
        left = self._left.get(met) or self._left_by(met)
        mine = left.alone
        against = (min(mine, theirs) * BOTH_ALONE + min(abs(mine - theirs), MOST_MORE) * ONE_ALONE) // 1000
        differ = forms
        if left.kinds & bits:
            differ += NUMBERS_DIFFER if left.kinds & bits & _NUMBER else 0
            differ += PLACES_DIFFER if left.kinds & bits & _PLACE else 0
            against += OWN_WORDS_DIFFER if left.kinds & bits & _OWN else 0
        if left.first and not name[0].meets:
            against += FIRST_WORDS_DIFFER
        agrees = min(agrees, left.agrees)
        telling = self._scale.most_telling * rarest // (rarest + HALF_TELLING)
        evidence = 1000 * agrees // (agrees + against + differ + DOUBT) * telling // 1000
        evidence = min(evidence, MOST_BY_ANOTHER_NUMBER if left.kinds & bits & _NUMBER else MOST_BY_NAME)
        if not (mine or theirs or differ):
            evidence = max(evidence, SAME_NAME)
        return evidence >= least or self._meets_otherwise(name, row, equal, spelt, bits)

    def _meets_otherwise(self, name: list[_Told], row: int, equal: int, spelt: int, bits: int) -> bool:
        """Whether a candidate may meet the bidder's name in another way than word by word."""
        mine, theirs = len(self._asked.words) - equal.bit_count(), len(name) - equal.bit_count()
        if bits & _INITIALS or (mine > 1 and bits & JOINED):
            return True
        if mine > 1 and bits & MADE and any(_may_be_left(name, at) for at, one in enumerate(name) if one.bits & MADE):
            return True
        if not mine or theirs < 2:
            return False
        if bits & BEGINS and self._ways.may_join(row, [one.way for one in name], [one.equals > 0 for one in name]):
            return True
        if not self._ways.parts:
            return False
        met = equal
        for one in name:
            met |= one.sure if one.sure == one.meets else 0
        return self._ways.may_make(row, met, spelt)

    def _left_by(self, met: int) -> _Left:
        traits = self._asked.traits
        alone = [trait for at, trait in enumerate(traits) if not met >> at & 1]
        kinds = 0
        for trait in alone:
            kinds |= _NUMBER if trait.how is How.NUMBER else _PLACE if trait.how is How.PLACE else 0
            kinds |= _OWN if is_own(trait) else 0
        agrees = sum([trait.agreed for at, trait in enumerate(traits) if met >> at & 1])
        found = self._left[met] = _Left(agrees, sum([trait.alone for trait in alone]), not met & 1, kinds)
        return found

    def _told(self, words: list[int]) -> dict[int, _Told]:
        """Of words by their two numbers: as they are compared, and as they were written."""
        import numpy as np

        segment, traits = self._segment, self._asked.traits
        pairs = np.array(words)
        numbers, raw = pairs >> 32, pairs & _LOW
        rarity = segment.arrays["vocabulary_rarity"][numbers]
        met, sure = self._meets(numbers, raw)
        columns = (
            words,
            numbers.tolist(),
            segment.arrays["vocabulary_kinds"][numbers].tolist(),
            rarity.tolist(),
            segment.vocabulary.marks.letters[raw].tolist(),
            self._ways.of_words(numbers, raw, rarity),
        )
        found = {}
        for pair, number, kind, rare, spelt, way in zip(*columns, strict=True):
            at = self._own.get(number)
            bits = way.bits | _INITIALS * (number in self._initials)
            if at is not None:
                found[pair] = _Told(traits[at].agreed, traits[at].rarity, 1 << at, 1 << at, 0, spelt, 0, 0, way)
            elif pair in met:
                found[pair] = _Told(*self._met(met[pair], kind, rare), 0, 0, spelt, bits, sure.get(pair, 0), way)
            else:
                alone = rare * ALONE[kind] // 1000
                bits |= _ALONE_AS.get(kind, 0) | _OWN * (kind == Kind.WORD and rare >= LEAST_OWN)
                found[pair] = _Told(0, 0, 0, 0, alone, spelt, bits, 0, way)
        return found

    def _met(self, met: dict[int, int], kind: int, rarity: int) -> tuple[int, int, int]:
        """The most that a word may agree in that may meet these of the bidder's so well; how rare, and which."""
        agrees = rarest = bits = 0
        agreed = rarity * AGREED[kind] // 1000
        for at, quality in met.items():
            trait = self._asked.traits[at]
            agrees = max(agrees, quality * min(trait.agreed, agreed) // 1000)
            rarest = max(rarest, quality * min(trait.rarity, rarity) // 1000)
            bits |= 1 << at
        return agrees, rarest, bits

    def _quality(self, text: str, number: int) -> int:
        """How like a text of the name is to another word: known of most that its retrieval found near."""
        vocabulary = self._segment.vocabulary
        word = vocabulary.words[number]
        if word == text:
            return EQUAL.quality
        if text in self._asked.words and not (word.startswith(text) or text.startswith(word)):
            near = self._near.get(text)
            if near is None:
                found = vocabulary.near(text)
                near = self._near[text] = dict(zip(found.words.tolist(), found.qualities.tolist(), strict=True))
            if number in near:
                return near[number]
        return judged(text, word).quality

    def _meets(
        self, numbers: "NDArray[np.int64]", raw: "NDArray[np.int64]"
    ) -> tuple[dict[int, dict[int, int]], dict[int, int]]:
        """Of which words which of the bidder's may meet them, and how well: as compared or as written; which surely."""
        import numpy as np

        vocabulary, own, asked = self._segment.vocabulary, self._own, self._asked
        free = np.array([at for at, number in enumerate(numbers.tolist()) if number not in own], dtype=np.int64)
        words, other = numbers[free], free[raw[free] != numbers[free]]
        if len(other):
            words, free = np.concatenate([words, raw[other]]), np.concatenate([free, other])
        texts = list(enumerate(asked.words))
        texts += [(at, written) for at, written in enumerate(asked.raw) if written and written != asked.words[at]]
        marks = Marks.of([text for _, text in texts]).columns()
        ones, others = which_may_be_like(marks, vocabulary.marks.take(words)).nonzero()
        pairs = (numbers << 32 | raw)[free]
        found: dict[int, dict[int, int]] = {}
        sure: dict[int, int] = {}
        for one, pair, number in zip(ones.tolist(), pairs[others].tolist(), words[others].tolist(), strict=True):
            at, text = texts[one]
            quality = self._quality(text, number)
            if quality:
                met = found.setdefault(pair, {})
                met[at] = max(quality, met.get(at, 0))
                if number == pair >> 32 and text == asked.words[at]:
                    sure[pair] = sure.get(pair, 0) | 1 << at
        kin = [(at, trait.kin) for at, trait in enumerate(asked.traits) if trait.kin]
        for at in np.flatnonzero(self._segment.arrays["vocabulary_kin"][numbers]).tolist() if kin else ():
            theirs = self._scale.trait(vocabulary.words[int(numbers[at])]).kin
            for one, mine in kin:
                if mine & theirs:
                    met = found.setdefault(int(numbers[at]) << 32 | int(raw[at]), {})
                    met[one] = max(_EXCHANGED, met.get(one, 0))
        return found, sure


def _may_be_left(name: list[_Told], at: int) -> bool:
    """Whether a word may meet nothing: where it surely meets another it does not, unless that meets one before."""
    others = 0
    for place, one in enumerate(name):
        if place != at:
            others |= one.meets
    return not name[at].sure & ~others
