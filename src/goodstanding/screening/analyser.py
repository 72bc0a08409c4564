"""One analyser for the register's names and for the query's, versioned: equal versions read equally."""

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum

from goodstanding.intake.names import tokenize
from goodstanding.screening.alternatives import names_within
from goodstanding.screening.chinese import Known, Part, Segmenter, pinyin, simplified
from goodstanding.screening.glossary import Glossary
from goodstanding.screening.hangul import hangul, has_hangul
from goodstanding.screening.initials import initials_of, own_initials
from goodstanding.screening.japanese import JapaneseSound, has_kana, is_japanese
from goodstanding.screening.scripts import (
    UNSPACED,
    consonants,
    has_han,
    is_abjad,
    is_unspaced,
    romanised,
)
from goodstanding.screening.words import Words

#: Goes into every answer; any change of what is read or weighed changes it.
ANALYSER_VERSION = "5"

LONGEST_NAME = 300
MOST_WORDS = 30
_LONGEST_WORD = 60
_LONGEST_FORM = 9
_SPLIT = re.compile(r"[\W_]+")
_UNSPACED_RUN = re.compile(f"({UNSPACED.pattern})")
_BLANK_WITHIN_HAN = re.compile("(?<=[\u4e00-\u9fff])\\s+(?=[\u4e00-\u9fff])")
_COUNTED = re.compile(r"(\d{1,20})(?:st|nd|rd|th|er|eme|e|o|a|ya|y)?")
#: Surrogates: no text in UTF-8 holds them.
_HALF_A_SIGN = re.compile("[\ud800-\udfff]")
_UMLAUT = re.compile("([aou])e")
#: Before a number these say only that one follows.
_COUNTS = frozenset({"no", "nr", "nro", "num", "numero", "number", "nummer", "nomer", "n", "номер"})
_MOST_REMEMBERED = 200_000
#: Arabic articles that other writings of a name join to the words around them: `Abd al Karim`, `Abdulkarim`.
_WRITTEN_TOGETHER = frozenset({"al", "ul", "ol"})
_WRITTEN_AS = "ul"

_ROMAN = {
    "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12",
    "xiii": "13", "xiv": "14", "xv": "15", "xvi": "16", "xvii": "17", "xviii": "18", "xix": "19", "xx": "20",
}  # fmt: skip
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NUMBERS = {str(number): word for number, word in enumerate(_ORDINALS, start=1)}


class _Way(IntEnum):
    """How other letters than Latin ones are read: by meaning where that is known, else by sound, or by sound alone.

    Characters sound Chinese or Japanese; Korean is written as the south does it, or the north.
    """

    MEANING = 0
    SOUND = 1
    JAPANESE = 2
    JAPANESE_SOUND = 3
    NORTHERN = 4


_BY_SOUND = (_Way.SOUND, _Way.JAPANESE_SOUND)
_IN_JAPAN = (_Way.JAPANESE, _Way.JAPANESE_SOUND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read a name: its words in order without the legal form, and what of a form was found.

    `raw` gives each word before its meaning was looked up, in Latin letters and without blanks; `initials` are the
    keys of what the name may be shortened to.
    """

    words: tuple[str, ...]
    raw: tuple[str, ...]
    forms: tuple[str, ...]
    initials: frozenset[int] = frozenset()


class Analyser:
    """Reads names by the facts it is given. Pure: the same name reads the same everywhere."""

    def __init__(self, words: Words) -> None:
        self._forms = words.forms
        self._forms_at_start = words.forms_at_start
        self._glossary = Glossary(words)
        self._kin = words.kin
        self._silent = words.silent | words.articles
        self._articles = words.articles
        self._rarity = words.rarity
        self._rarest = words.rarest
        self._known_places = frozenset(words.places.values())
        self._things = words.things
        self._trades = frozenset(words.meanings.values()) - words.things
        self._segmenter: Segmenter | None = None
        self._japanese = JapaneseSound(words.kanji)
        self._read: dict[tuple[str, _Way, bool], list[str]] = {}

    def read(self, name: str) -> tuple[Reading, ...]:
        """Any text; what is longer than a name is cut.

        What is not written in Latin letters may read in two ways: by meaning, and by sound (Chinese, and words of other
        scripts that are names as often as they are translated: *Hilal* or *Crescent*).
        """
        text = unicodedata.normalize("NFKC", name[: 4 * LONGEST_NAME])[:LONGEST_NAME]
        text = _HALF_A_SIGN.sub("", text)
        readings = [reading for part in names_within(text) for reading in self._readings(part)]
        return tuple(dict.fromkeys(reading for reading in readings if reading.words))

    def _readings(self, text: str) -> list[Reading]:
        if not is_unspaced(text):
            tokens = self._tokens(text)
            readings = [self._reading(tokens, _Way.MEANING)]
            if not text.isascii() and (is_abjad(text) or any(word in self._things for word in readings[0].words)):
                readings.append(self._reading(tokens, _Way.SOUND))
            return readings
        text = _BLANK_WITHIN_HAN.sub("", text)
        japanese = self._tokens(text) if is_japanese(text) else []
        plain = self._tokens(simplified(text, japanese=bool(japanese))) if has_han(text) else self._tokens(text)
        readings = [] if japanese and has_kana(text) else [self._reading(plain, _Way.MEANING)]
        if japanese:
            return [*readings, *(self._reading(japanese, way) for way in _IN_JAPAN)]
        readings.append(self._reading(plain, _Way.SOUND))
        return [*readings, self._reading(plain, _Way.NORTHERN)] if has_hangul(text) else readings

    def rarity(self, word: str) -> int:
        """Thousandths of a bit."""
        return self._rarity.get(word, self._rarest)

    @property
    def rarest(self) -> int:
        """The rarity of a word that no list knows."""
        return self._rarest

    def kin(self, word: str) -> int:
        """The groups of words that translations exchange for this one, a bit each; 0 for most words."""
        return self._kin.get(word, 0)

    def is_place(self, word: str) -> bool:
        """Whether a word of a reading is a place."""
        return word in self._known_places

    def is_generic(self, word: str) -> bool:
        """Whether a word of a reading is what many companies call what they do."""
        return word in self._trades

    def is_number(self, word: str) -> bool:
        """Whether a word of a reading counts or labels: numbers, ordinals, single letters."""
        return len(word) == 1 or word in _ORDINALS or any(letter.isdecimal() for letter in word)

    def _tokens(self, text: str) -> list[str]:
        found = [part for token in tokenize(text) for part in _SPLIT.split(token.text) if part]
        found = found[:MOST_WORDS]
        if not _COUNTS.isdisjoint(found):
            behind = [*found[1:], ""]
            found = [
                one for one, after in zip(found, behind, strict=True) if one not in _COUNTS or not after[:1].isdecimal()
            ]
        return [token[:_LONGEST_WORD] for token in found]

    def _reading(self, tokens: list[str], way: _Way) -> Reading:
        start, end = self._without_forms(tokens)
        left = tokens[start:end]
        left = left[1:] if len(left) > 1 and left[0] in self._articles else left
        told = left[:1] + [token for token in left[1:] if token not in self._silent]
        own = own_initials(told)
        left = [token for token in left if token != own] if own else left
        words: list[str] = []
        raw: list[str] = []
        at = 0
        while at < len(left):
            size, phrase = self._glossary.phrase(left, at)
            if not phrase and at and left[at] in self._silent:
                at += 1
                continue
            before = _WRITTEN_AS if at and left[at - 1] in _WRITTEN_TOGETHER else ""
            found = phrase.split(" ") if phrase else self._words_of(left[at], way, len(told) > 1)
            words += found
            if len(found) == 1 and not is_unspaced(left[at]):
                written = left[at] if size == 1 else "".join(left[at : at + size])
                raw.append(before + romanised(written) or found[0])
            else:
                raw += found
            at += size
        kept = [place for place, word in enumerate(words) if word != "limited" and word not in words[:place]]
        kept = (kept or list(range(len(words))))[:MOST_WORDS]
        return Reading(
            words=tuple(words[place] for place in kept),
            raw=tuple(raw[place] for place in kept),
            forms=tuple(form for form in (self._form(tokens[:start]), self._form(tokens[end:])) if form),
            initials=initials_of(tokens[start:end], tokens[end:], self._silent),
        )

    def _words_of(self, token: str, way: _Way, beside_others: bool) -> list[str]:
        """Remembered: names share most of their words."""
        key = token, way, beside_others
        found = self._read.get(key)
        if found is None:
            if len(self._read) >= _MOST_REMEMBERED:
                self._read.clear()
            found = self._read[key] = self._read_word(token, way, beside_others)
        return found

    def _read_word(self, token: str, way: _Way, beside_others: bool) -> list[str]:
        if is_unspaced(token):
            return self._unspaced(token, way)
        by_sound = way in _BY_SOUND and not token.isascii()
        found = self._glossary.listed(token) if by_sound else self._glossary.word(token)
        if found and not (by_sound and found in self._things):
            return found.split(" ")
        counted = _COUNTED.fullmatch(token)
        if counted:
            return [_number(counted[1])]
        if is_abjad(token):
            bones = consonants(token)
            return [bones] if bones else []
        if beside_others and token in _ROMAN:
            return [_number(_ROMAN[token])]
        word = romanised(token)
        if by_sound:
            return [word] if word else []
        said = self._glossary.word(word) if word != token else ""
        return said.split(" ") if said else self._compound(word) or ([word] if word else [])

    def _compound(self, word: str) -> list[str]:
        """The known words that a Germanic one is made of; its umlauts may be written with an `e`."""
        found = self._glossary.compound(word)
        plain = _UMLAUT.sub(r"\1", word)
        return found or (self._glossary.compound(plain) if plain != word else [])

    def _unspaced(self, token: str, way: _Way) -> list[str]:
        words: list[str] = []
        for run in _UNSPACED_RUN.split(token):
            if is_unspaced(run):
                for part in self._segments(run, way):
                    words += [] if part.is_form else self._words_of_part(part, way)
            elif run:
                words += self._words_of(run, way, True)
        return [word for word in words if word]

    def _words_of_part(self, part: Part, way: _Way) -> list[str]:
        korean = has_hangul(part.text)
        if part.meaning.isdecimal():
            return [_number(part.meaning)]
        if (
            part.meaning
            and (way not in _BY_SOUND or korean)
            and not (korean and way is not _Way.MEANING and part.meaning in self._things)
        ):
            return part.meaning.split(" ")
        if korean:
            return [hangul(part.text, northern=way is _Way.NORTHERN)]
        return [(self._japanese.latin(part.text) if way in _IN_JAPAN else "") or pinyin(part.text)]

    def _segments(self, run: str, way: _Way) -> list[Part]:
        if self._segmenter is None:
            known = {
                word: Known(meaning, False, False)
                for word, meaning in self._glossary.meanings.items()
                if is_unspaced(word)
            }
            known |= {
                word: Known(place, True, False) for word, place in self._glossary.places.items() if is_unspaced(word)
            }
            known |= {word: Known("", False, True) for word in self._forms if is_unspaced(word) and len(word) > 2}
            self._segmenter = Segmenter(known)
        if way in _IN_JAPAN:
            return self._segmenter.parts(simplified(run, japanese=True), run)
        return self._segmenter.parts(run)

    def _without_forms(self, tokens: list[str]) -> tuple[int, int]:
        """Where the name begins and ends without legal forms: several may stand behind it, one before it."""
        start, end = 0, len(tokens)
        while end > 1:
            size = next((size for size in self._sizes(end) if self._form(tokens[end - size : end])), 0)
            if not size or self._glossary.is_place(tokens[end - 2 : end]):
                break
            end -= size
        start = next((size for size in self._sizes(end) if "".join(tokens[:size]) in self._forms_at_start), 0)
        return (start if self._names_something(tokens[start:end]) else 0), end

    def _names_something(self, tokens: list[str]) -> bool:
        """Whether more than words of trade are left: `Toko Construction` is no construction in a shop (*toko*)."""
        return not all(token.isascii() and self._glossary.word(token) for token in tokens)

    def _sizes(self, tokens: int) -> range:
        return range(min(_LONGEST_FORM, tokens - 1), 0, -1)

    def _form(self, tokens: list[str]) -> str:
        letters = "".join(tokens)
        return "" if letters in _ROMAN else self._forms.get(letters, "")


def _number(digits: str) -> str:
    """Numbers that are often written as words are read as such."""
    plain = str(int(digits))
    return _NUMBERS.get(plain, plain)
