"""Chinese, Japanese, Korean and Thai, which are written without blanks: their words, and how these sound."""

import re
from collections.abc import Callable, Iterator
from enum import IntEnum

from goodstanding.screening.chinese import Known, Part, Segmenter, as_one_name, pinyin, simplified
from goodstanding.screening.glossary import Glossary
from goodstanding.screening.hangul import hangul, has_hangul
from goodstanding.screening.japanese import JapaneseSound
from goodstanding.screening.legal_forms import LegalForms
from goodstanding.screening.ordinals import ORDINALS, number_of
from goodstanding.screening.scripts import UNSPACED, is_unspaced
from goodstanding.screening.words import Words

_UNSPACED_RUN = re.compile(f"({UNSPACED.pattern})")
_SHORTEST_FORM = 3
_MOST_REMEMBERED = 200_000


class Way(IntEnum):
    """How other letters than Latin ones are read: by meaning where that is known, else by sound, or by sound alone.

    Characters sound Chinese, as pinyin or as Taiwan writes them, or Japanese; Korean is written as the south does it,
    or the north. Arabic is its consonants, or has the vowels that are written.
    """

    MEANING = 0
    SOUND = 1
    JAPANESE = 2
    JAPANESE_SOUND = 3
    NORTHERN = 4
    TAIWAN = 5
    VOWELS = 6


BY_SOUND = (Way.SOUND, Way.JAPANESE_SOUND, Way.VOWELS)
IN_JAPAN = (Way.JAPANESE, Way.JAPANESE_SOUND)


class Unspaced:
    """Reads what is written so by a list of words; `japanese` reads it as Japan does.

    `read` gives the words of what stands between that has blanks, or is Latin.
    """

    def __init__(
        self,
        words: Words,
        glossary: Glossary,
        forms: LegalForms,
        japanese: JapaneseSound,
        read: Callable[[str, Way], list[str]],
    ) -> None:
        self._things = words.things
        self._glossary = glossary
        self._forms = forms
        self._japanese = japanese
        self._read = read
        self._segmenter: Segmenter | None = None
        self._known: dict[tuple[str, Way], list[tuple[str, str]]] = {}

    def words_of(self, token: str, way: Way) -> list[tuple[str, str]]:
        """The words of a text, each with its sound where it is read by that; remembered."""
        key = token, way
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            found = self._known[key] = [pair for pair in self._words(token, way) if pair[0]]
        return found

    def _words(self, token: str, way: Way) -> Iterator[tuple[str, str]]:
        for run in _UNSPACED_RUN.split(token):
            if is_unspaced(run):
                for part in self._parts(run, way):
                    if not part.is_form:
                        yield from self._words_of_part(part, way)
            elif run:
                yield from ((word, word) for word in self._read(run, way))

    def _words_of_part(self, part: Part, way: Way) -> list[tuple[str, str]]:
        """A word of trade and a place keep their meaning where they are read by sound: they are as common there."""
        korean = has_hangul(part.text)
        if part.meaning.isdecimal():
            number = number_of(part.meaning)
            return [(number, number)]
        words = part.meaning.split(" ") if part.meaning else []
        named = bool(words) and part.meaning not in self._things
        if words and (way not in BY_SOUND or korean) and (named or not korean or way is Way.MEANING):
            return [(word, word) for word in words]
        sound = self._sound_of(part.text, way)
        if not named:
            return [(sound, sound)]
        if part.meaning in ORDINALS:
            return [(part.meaning, part.meaning)]
        return [(words[0], sound), *((word, word) for word in words[1:])]

    def _sound_of(self, text: str, way: Way) -> str:
        if has_hangul(text):
            return hangul(text, northern=way is Way.NORTHERN)
        japanese = self._japanese.latin(text) if way in IN_JAPAN else ""
        return japanese or pinyin(text, taiwan=way is Way.TAIWAN)

    def _parts(self, run: str, way: Way) -> list[Part]:
        if self._segmenter is None:
            self._segmenter = Segmenter(self._list())
        if way in IN_JAPAN:
            return self._segmenter.parts(simplified(run, japanese=True), run)
        parts = self._segmenter.parts(run)
        return parts if way is Way.MEANING else as_one_name(parts)

    def _list(self) -> dict[str, Known]:
        """All known words that are written so, places and legal forms too."""
        meanings, places = self._glossary.meanings, self._glossary.places
        known = {word: Known(meaning, False, False) for word, meaning in meanings.items() if is_unspaced(word)}
        known |= {word: Known(place, True, False) for word, place in places.items() if is_unspaced(word)}
        forms = (word for word in self._forms.known if is_unspaced(word) and len(word) >= _SHORTEST_FORM)
        return known | {word: Known("", False, True) for word in forms}
