"""One analyser for the register's names and for the query's, versioned: equal versions read equally."""

import re
import unicodedata
from dataclasses import dataclass

from goodstanding.intake.names import tokenize
from goodstanding.screening.chinese import Known, Part, Segmenter, simplified
from goodstanding.screening.glossary import Glossary
from goodstanding.screening.keys import LONGEST_INITIALS, SHORTEST_INITIALS, key_of
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
ANALYSER_VERSION = "4"

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
_SHORT_FORM = 3
_LONGEST_FIRST = 6
_MOST_REMEMBERED = 200_000
#: Arabic articles that other writings of a name join to the words around them: `Abd al Karim`, `Abdulkarim`.
_WRITTEN_TOGETHER = frozenset({"al", "ul", "ol"})
_WRITTEN_AS = "ul"
#: Words begin with these that initials take two letters of.
_PREFIXES = ("tele", "petro", "hydro", "agro", "electro", "radio", "micro", "macro", "aero", "auto", "multi", "thermo")

_ROMAN = {
    "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12",
    "xiii": "13", "xiv": "14", "xv": "15", "xvi": "16", "xvii": "17", "xviii": "18", "xix": "19", "xx": "20",
}  # fmt: skip
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NUMBERS = {str(number): word for number, word in enumerate(_ORDINALS, start=1)}


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
        self._read: dict[tuple[str, bool, bool], list[str]] = {}

    def read(self, name: str) -> tuple[Reading, ...]:
        """Any text; what is longer than a name is cut.

        What is not written in Latin letters may read in two ways: by meaning, and by sound (Chinese, and words of other
        scripts that are names as often as they are translated: *Hilal* or *Crescent*).
        """
        text = unicodedata.normalize("NFKC", name[: 4 * LONGEST_NAME])[:LONGEST_NAME]
        text = _HALF_A_SIGN.sub("", text)
        if has_han(text):
            text = _BLANK_WITHIN_HAN.sub("", simplified(text))
        tokens = self._tokens(text)
        start, end = self._without_forms(tokens)
        readings = [self._reading(tokens, start, end, by_meaning=True)]
        if is_unspaced(text) or (not text.isascii() and any(word in self._things for word in readings[0].words)):
            readings.append(self._reading(tokens, start, end, by_meaning=False))
        return tuple(dict.fromkeys(reading for reading in readings if reading.words))

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
        return [token[:_LONGEST_WORD] for token in found[:MOST_WORDS]]

    def _reading(self, tokens: list[str], start: int, end: int, *, by_meaning: bool) -> Reading:
        left = tokens[start:end]
        left = left[1:] if len(left) > 1 and left[0] in self._articles else left
        told = left[:1] + [token for token in left[1:] if token not in self._silent]
        own = _own_initials(told)
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
            found = [phrase] if phrase else self._words_of(left[at], by_meaning, len(told) > 1)
            words += found
            if len(found) == 1:
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
            initials=self._initials(tokens, start, end),
        )

    def _initials(self, tokens: list[str], start: int, end: int) -> frozenset[int]:
        """With and without small words, with and without the form behind it: `Inversiones y Rentas S.A.`: ir, irsa."""
        within = tokens[start:end]
        telling = [token for token in within if token not in self._silent]
        letters = {"".join([token[0] for token in within]), "".join([token[0] for token in telling])}
        if any(token.startswith(_PREFIXES) for token in telling):
            letters.add("".join(map(_first_letters, telling)))
        tails = _tails(tokens[end:])
        found = {one + behind for one in letters if len(one) > 1 for behind in tails[:2]}
        found |= {one + behind for one in letters if len(one) >= SHORTEST_INITIALS for behind in tails[2:]}
        if len(telling) > 2 and len(telling[0]) <= _LONGEST_FIRST:
            found.add(telling[0] + "".join([token[0] for token in telling[1:]]))
        return frozenset(key_of("a", one) for one in found if SHORTEST_INITIALS <= len(one) <= LONGEST_INITIALS)

    def _words_of(self, token: str, by_meaning: bool, beside_others: bool) -> list[str]:
        """Remembered: names share most of their words."""
        key = token, by_meaning, beside_others
        found = self._read.get(key)
        if found is None:
            if len(self._read) >= _MOST_REMEMBERED:
                self._read.clear()
            found = self._read[key] = self._read_word(token, by_meaning, beside_others)
        return found

    def _read_word(self, token: str, by_meaning: bool, beside_others: bool) -> list[str]:
        if is_unspaced(token):
            return self._unspaced(token, by_meaning)
        found = self._glossary.word(token)
        if found and (by_meaning or token.isascii() or found not in self._things):
            return [found]
        counted = _COUNTED.fullmatch(token)
        if counted:
            number = str(int(counted[1]))
            return [_NUMBERS.get(number, number)]
        if is_abjad(token):
            bones = consonants(token)
            return [bones] if bones else []
        if beside_others and token in _ROMAN:
            return [_NUMBERS.get(_ROMAN[token], _ROMAN[token])]
        word = romanised(token)
        if not by_meaning and not token.isascii():
            return [word] if word else []
        said = self._glossary.word(word) if word != token else ""
        return [said] if said else self._glossary.compound(word) or ([word] if word else [])

    def _unspaced(self, token: str, by_meaning: bool) -> list[str]:
        words: list[str] = []
        for run in _UNSPACED_RUN.split(token):
            if is_unspaced(run):
                words += [_word_of(part, by_meaning) for part in self._segments(run) if not part.is_form]
            elif run:
                words += self._words_of(run, by_meaning, True)
        return [word for word in words if word]

    def _segments(self, run: str) -> list[Part]:
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
        return start, end

    def _sizes(self, tokens: int) -> range:
        return range(min(_LONGEST_FORM, tokens - 1), 0, -1)

    def _form(self, tokens: list[str]) -> str:
        letters = "".join(tokens)
        return "" if letters in _ROMAN else self._forms.get(letters, "")


def _first_letters(token: str) -> str:
    """Of a word that is put together of two known ones both: television, petrochemical."""
    if token.startswith(_PREFIXES):
        size = next(len(one) for one in _PREFIXES if token.startswith(one))
        return token[0] + token[size : size + 1]
    return token[0]


def _tails(form: list[str]) -> list[str]:
    """What of a legal form may stand behind initials: nothing, its short words, then less usual ways."""
    if not form:
        return ["", ""]
    short = "".join([token if len(token) <= _SHORT_FORM else token[0] for token in form])
    first = form[0]
    if first.startswith("co"):
        return ["", short, "co", "c"]
    return ["", short, first[:_SHORT_FORM]] if len(first) > 1 else ["", short]


def _own_initials(tokens: list[str]) -> str:
    """The abbreviation of `Ardomel Mineral Trade (AMT)`, which tells nothing new."""
    for place, token in enumerate(tokens):
        if len(token) >= SHORTEST_INITIALS:
            others = tokens[:place] + tokens[place + 1 :]
            if token == "".join([one[0] for one in others]):
                return token
    return ""


def _word_of(part: Part, by_meaning: bool) -> str:
    return part.meaning if by_meaning and part.meaning else part.sound
