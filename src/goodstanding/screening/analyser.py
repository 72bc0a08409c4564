"""One analyser for the register's names and for the query's, versioned: equal versions read equally."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from goodstanding.intake.names import tokenize
from goodstanding.screening.alternatives import names_within
from goodstanding.screening.chinese import simplified
from goodstanding.screening.glossary import Glossary
from goodstanding.screening.hangul import has_hangul
from goodstanding.screening.initials import initials_of, own_initials, shown_initials
from goodstanding.screening.japanese import JapaneseSound, has_kana, is_japanese
from goodstanding.screening.legal_forms import ROMAN, LegalForms, Parted
from goodstanding.screening.members import MOST_MEMBERS, members_of
from goodstanding.screening.ordinals import ORDINALS, number_of, with_last_counted
from goodstanding.screening.run_together import Runs
from goodstanding.screening.scripts import consonants, has_han, is_abjad, is_unspaced, romanised
from goodstanding.screening.signs import VOWEL_SIGNS, legible
from goodstanding.screening.spellings import respelt
from goodstanding.screening.unspaced import BY_SOUND, IN_JAPAN, Unspaced, Way
from goodstanding.screening.whereabouts import without_whereabouts
from goodstanding.screening.words import Words

#: Goes into every answer; any change of what is read or weighed changes it.
ANALYSER_VERSION = "10"

LONGEST_NAME = 500
MOST_WORDS = 30
#: So many readings of members and of other spellings at most.
MOST_OTHERS = 32
_LONGEST_WORD = 60
_SPLIT = re.compile(rf"(?:[^\w{VOWEL_SIGNS}]|_)+")
_BLANK_WITHIN_HAN = re.compile("(?<=[\u4e00-\u9fff])\\s+(?=[\u4e00-\u9fff])")
_COUNTED = re.compile(r"(\d{1,20})(?:st|nd|rd|th|er|eme|e|o|a|ya|y)?")
#: `Abd al Karim` is one word in Latin letters as often as three.
_SERVANT = re.compile("\\bعبد\\s+(?=ال)")
_SERVANTS = frozenset({"abdul", "abdel", "abdal", "abdol", "abdoul"})
_UMLAUT = re.compile("([aou])e")
#: Before a number these say only that one follows.
_COUNTS = frozenset({"no", "nr", "nro", "num", "numero", "number", "nummer", "nomer", "n", "номер"})
#: So does this before its digits, written as one with them: `№17`, `nr17`.
_NUMERO = re.compile(r"№|\b(?:no|nr|nº)(?=\d)", re.IGNORECASE)
#: Words that tell nothing alone.
_FORMS_ALONE = frozenset({"limited", "company"})
_FEWEST_LETTERS = 3
_MOST_REMEMBERED = 200_000
#: Arabic articles that other writings of a name join to the words around them: `Abd al Karim`, `Abdulkarim`.
_WRITTEN_TOGETHER = frozenset({"al", "ul", "ol"})
_WRITTEN_AS = "ul"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read a name: its words in order without the legal form, and what of a form was found.

    `raw` gives each word before its meaning was looked up, in Latin letters and without blanks; `initials` are the
    keys of what the name may be shortened to. `read_as` is what was read, where that is not the name as it is written:
    a member of several, or what it looks like.
    """

    words: tuple[str, ...]
    raw: tuple[str, ...]
    forms: tuple[str, ...]
    initials: frozenset[int] = frozenset()
    read_as: str = field(default="", compare=False)


class Analyser:
    """Reads names by the facts it is given. Pure: the same name reads the same everywhere."""

    def __init__(self, words: Words) -> None:
        self._glossary = Glossary(words)
        self._forms = LegalForms(words, self._glossary)
        self._kin = words.kin
        self._silent = words.silent | words.articles
        self._articles = words.articles
        self._rarity = words.rarity
        self._rarest = words.rarest
        self._known_places = frozenset(words.places.values())
        self._things = words.things
        self._trades = frozenset(" ".join({*words.meanings.values()}).split(" ")) - words.things
        self._runs = Runs(words)
        self._japanese = JapaneseSound(words.kanji, words.meanings.keys() | words.places.keys())
        self._read: dict[tuple[str, Way, bool], list[str]] = {}
        self._unspaced = Unspaced(
            words, self._glossary, self._forms, self._japanese, lambda run, way: self._words_of(run, way, True)
        )

    def read(self, name: str) -> tuple[Reading, ...]:
        """Any text, also by its members and by what it looks like; what is longer than a name is cut."""
        text = _cut(name)
        names = names_within(text)[:MOST_MEMBERS]
        readings = [reading for one in names for reading in self._readings(one)]
        for other in islice((other for one in names for other in self._others(one)), MOST_OTHERS):
            readings += [replace(reading, read_as=other) for reading in self._readings(other)]
        return tuple(dict.fromkeys(reading for reading in readings if reading.words))

    def reads_whole(self, name: str, readings: Iterable[Reading]) -> bool:
        """Whether something is compared, and nothing is left out: no letters, words or members that are too many."""
        if not any(set(reading.words) - _FORMS_ALONE for reading in readings):
            return False
        if name.isascii() and len(name) < 2 * MOST_WORDS:
            return True
        text = _cut(name)
        if len(name) > 4 * LONGEST_NAME or len(legible(name)) > LONGEST_NAME:
            return False
        names = [member for one in names_within(text) for member in self._members(one) or [one]]
        return len(names) <= MOST_MEMBERS and all(map(self._is_within, names))

    def _is_within(self, text: str) -> bool:
        """Whether a name is read to its end."""
        tokens = self._all_tokens(text)
        if len(tokens) > MOST_WORDS or any(len(token) > _LONGEST_WORD for token in tokens):
            return False
        return all(len(reading.words) < MOST_WORDS for reading in self._readings(text))

    def _others(self, text: str) -> Iterator[str]:
        """What else than the whole text as it is written the name may be."""
        if (short := shown_initials(text)) and short.lower() == own_initials(self._told(self._parted(text).words)):
            yield short
        name = without_whereabouts(text, lambda before: self._forms_of(before)[1])
        for spelling in dict.fromkeys((text, name, *respelt(name))):
            for name in (spelling, *self._members(spelling)[:MOST_MEMBERS]):
                yield from (one for one in dict.fromkeys((name, self._runs.apart(name))) if one != text)

    def _members(self, text: str) -> list[str]:
        return members_of(text, self._forms_of, self._is_name)

    def _forms_of(self, text: str) -> tuple[bool, bool]:
        """Whether a company's form stands at the start and at the end."""
        parted = self._parted(text)
        return bool(parted.before), text.endswith("公司") or self._forms.ends_in_company(parted)

    def _parted(self, text: str) -> Parted:
        return self._forms.parted(self._all_tokens(text)[-MOST_WORDS:])

    def _is_name(self, text: str, *, own: bool) -> bool:
        """Whether a part has any word beside forms; with `own` one that is neither trade nor place."""
        if self._forms.of(self._all_tokens(text)):
            return False
        words = {word for reading in self._readings(text) for word in reading.words} - _FORMS_ALONE
        return any(map(self._is_own, words)) if own else bool(words)

    def _is_own(self, word: str) -> bool:
        counts = self.is_number(word) and sum(map(str.isalpha, word)) < _FEWEST_LETTERS
        return not (counts or word in ORDINALS or self.is_generic(word) or self.is_place(word))

    def _readings(self, text: str) -> list[Reading]:
        """What is not written in Latin letters may read in two ways: by meaning, and by sound.

        So Chinese, and words of other scripts that are names as often as they are translated: *Hilal* or *Crescent*.
        """
        if not is_unspaced(text):
            tokens = self._tokens(text)
            readings = [self._reading(tokens, Way.MEANING)]
            if is_abjad(text):
                joined = self._tokens(_SERVANT.sub("عبد", text))
                readings += [self._reading(joined, way) for way in (Way.SOUND, Way.VOWELS)]
            elif not "".join(tokens).isascii() and self._may_be_sound(readings[0]):
                readings.append(self._reading(tokens, Way.SOUND))
            return readings
        text = _BLANK_WITHIN_HAN.sub("", text)
        japanese = self._tokens(text) if is_japanese(text) else []
        plain = self._tokens(simplified(text, japanese=bool(japanese))) if has_han(text) else self._tokens(text)
        readings = [] if japanese and has_kana(text) else [self._reading(plain, Way.MEANING)]
        if japanese:
            return [*readings, *(self._reading(japanese, way) for way in IN_JAPAN)]
        ways = [Way.SOUND, Way.NORTHERN] if has_hangul(text) else [Way.SOUND]
        if has_han(text) and simplified(text) != text:
            ways.append(Way.TAIWAN)
        readings += [self._reading(plain, way) for way in ways]
        as_written = self._tokens(text) if self._japanese.begins(text) else []
        return readings + [self._reading(as_written, way) for way in IN_JAPAN if as_written]

    def _may_be_sound(self, reading: Reading) -> bool:
        """Whether a word names things, or none is its own or a place.

        What a list does not have as it is may be the name then.
        Forms alone are no name, however they sound.
        """
        words = set(reading.words) - _FORMS_ALONE
        named = any(self._is_own(word) or self.is_place(word) for word in words)
        return bool(words & self._things) or (bool(words) and not named)

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
        return len(word) == 1 or word in ORDINALS or any(letter.isdecimal() for letter in word)

    def _tokens(self, text: str) -> list[str]:
        found = [token[:_LONGEST_WORD] for token in self._all_tokens(text)[:MOST_WORDS]]
        if not _COUNTS.isdisjoint(found):
            behind = [*found[1:], ""]
            found = [
                one for one, after in zip(found, behind, strict=True) if one not in _COUNTS or not after[:1].isdecimal()
            ]
        if not _SERVANTS.isdisjoint(found[:-1]):
            parted = (("abd", "ul") if one in _SERVANTS else (one,) for one in found[:-1])
            found = [*chain.from_iterable(parted), found[-1]][:MOST_WORDS]
        return found

    def _all_tokens(self, text: str) -> list[str]:
        return [part for token in tokenize(_NUMERO.sub(" ", text)) for part in _SPLIT.split(token.text) if part]

    def _reading(self, tokens: list[str], way: Way) -> Reading:
        parted = self._forms.parted(tokens)
        left = parted.words
        left = left[1:] if len(left) > 1 and left[0] in self._articles else left
        left = with_last_counted(left)
        told = self._told(left)
        own = own_initials(told)
        left = [token for token in left if token != own] if own else left
        words: list[str] = []
        raw: list[str] = []
        at = 0
        while at < len(left):
            size, phrase = self._glossary.phrase(left, at)
            if not phrase and is_unspaced(left[at]):
                for word, sound in self._unspaced.words_of(left[at], way):
                    words.append(word)
                    raw.append(sound)
                at += 1
                continue
            if not phrase and at and left[at] in self._silent:
                at += 1
                continue
            before = _WRITTEN_AS if at and left[at - 1] in _WRITTEN_TOGETHER else ""
            found = phrase.split(" ") if phrase else self._words_of(left[at], way, len(told) > 1)
            words += found
            if len(found) == 1:
                written = left[at] if size == 1 else "".join(left[at : at + size])
                raw.append(before + romanised(written) or found[0])
            else:
                raw += found
            at += size
        if not words and (written := romanised("".join(left))):
            words, raw = [written], [written]
        kept = [place for place, word in enumerate(words) if word != "limited" and word not in words[:place]]
        kept = (kept or list(range(len(words))))[:MOST_WORDS]
        return Reading(
            words=tuple(words[place] for place in kept),
            raw=tuple(raw[place] for place in kept),
            forms=parted.classes,
            initials=initials_of(parted.words, parted.later, self._silent),
        )

    def _told(self, tokens: list[str]) -> list[str]:
        return tokens[:1] + [token for token in tokens[1:] if token not in self._silent]

    def _words_of(self, token: str, way: Way, beside_others: bool) -> list[str]:
        """Remembered: names share most of their words."""
        key = token, way, beside_others
        found = self._read.get(key)
        if found is None:
            if len(self._read) >= _MOST_REMEMBERED:
                self._read.clear()
            found = self._read[key] = self._read_word(token, way, beside_others)
        return found

    def _read_word(self, token: str, way: Way, beside_others: bool) -> list[str]:
        by_sound = way in BY_SOUND and not token.isascii()
        found = self._glossary.listed(token) if by_sound else self._glossary.word(token)
        if found and not (by_sound and found in self._things):
            return found.split(" ")
        counted = _COUNTED.fullmatch(token)
        if counted:
            return [number_of(counted[1])]
        if is_abjad(token) and way is not Way.VOWELS:
            bones = consonants(token)
            return [bones] if bones else []
        if beside_others and token in ROMAN:
            return [number_of(ROMAN[token])]
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


def _cut(name: str) -> str:
    return legible(name[: 4 * LONGEST_NAME])[:LONGEST_NAME]
