"""What a word of any language means in English, by a list: as it is, by its root, behind an article, as a compound."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from goodstanding.screening.endings import root, slavic_root
from goodstanding.screening.scripts import abjad_stems, is_abjad, is_cyrillic, plain_abjad, romanised
from goodstanding.screening.words import Words

_SHORTEST_STEM = 5
_SHORTEST_LATIN_STEM = 8
#: Behind the shortest stem an ending is shorter than this.
_LONGEST_ENDING = 4
_SHORTEST_ROMANISED = 6
_SHORTEST_SLAVIC = 8
_LONGEST_PHRASE = 6
_SHORTEST_COMPOUND = 8
#: What is written together with the next word where an apostrophe was.
_ELIDED = re.compile("(?:dell|nell|sull|dall|all|l|d)([aeiouh][a-z]{4,})")
_ELIDES = "adlns"
#: And, to, in, the: Arabic and Hebrew write them together with the next word.
_PREFIXED = "ولب" + "הולבמ"
_HEBREW_ENDINGS = ("יות", "יים", "ית", "ות", "ים", "יה", "ת", "ה", "י")
#: Letters with which Slavic words end in their cases.
_SLAVIC_ENDS = "aeiouyjhmv"
#: What German, Dutch and Scandinavian put between the parts of a compound, or behind its last one.
_LINKS = ("", "s", "n", "en", "e", "er", "es")
_AMBIGUOUS = ""


class Glossary:
    """The words and places that are known. Pure; "" is said of what is not known."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self.meanings = _romanisations(words.meanings) | _plain(words.meanings)
        self.places = _plain(words.places)
        known = [*words.meanings.items(), *words.places.items()]
        self._phrases = {plain_abjad(one): said for one, said in known if " " in one}
        ending = ((one, said) for one, said in known if one not in words.as_it_is)
        self._latin = [(one, said) for one, said in ending if one.isascii() and one.isalpha()]
        self._others = [(one, said) for one, said in known if not one.isascii() and " " not in one]
        self._longest = _longest(self._phrases)
        self._beginnings = frozenset(part[:3] for part in words.parts)

    @cached_property
    def _cyrillic(self) -> list[tuple[str, str]]:
        return [(one, said) for one, said in self._others if is_cyrillic(one)]

    @cached_property
    def _stems(self) -> dict[str, str]:
        return _stems(self._latin, _SHORTEST_LATIN_STEM) | _stems(self._cyrillic, _SHORTEST_STEM)

    @cached_property
    def _roots(self) -> dict[str, str]:
        return _distinct((root(one), said) for one, said in self._latin)

    @cached_property
    def _other_roots(self) -> dict[str, str]:
        return _distinct((root(one), said) for one, said in self._others)

    @cached_property
    def _slavic_roots(self) -> dict[str, str]:
        return _distinct((slavic_root(one), said) for one, said in self._cyrillic)

    @cached_property
    def _abjad_stems(self) -> dict[str, str]:
        known = ((plain_abjad(one), said) for one, said in self._others if is_abjad(one))
        return _distinct((_abjad_stem(one), said) for one, said in known)

    def word(self, token: str) -> str:
        """What it means, if it is known; of a sign that has no Latin letters nothing is left to look up."""
        if not token:
            return ""
        if is_abjad(token):
            return self._abjad_word(plain_abjad(token))
        return (
            self.meanings.get(token)
            or self.places.get(token)
            or self._by_stem(token)
            or self._by_root(token)
            or self._behind_article(token)
        )

    def listed(self, token: str) -> str:
        """What it means, if a list has it as it is or, in Arabic and Hebrew, without its article."""
        stems = abjad_stems(plain_abjad(token))[:2] if is_abjad(token) else (token,)
        known = (self.meanings.get(stem) or self.places.get(stem) for stem in stems)
        return next(filter(None, known), "")

    def phrase(self, tokens: list[str], at: int) -> tuple[int, str]:
        """The longest known phrase of two or more words that begins here: of how many, and what it means."""
        longest = self._longest.get(tokens[at], 1)
        for size in range(min(longest, len(tokens) - at), 1, -1):
            found = self._phrases.get(plain_abjad(" ".join(tokens[at : at + size])))
            if found:
                return size, found
        return 1, ""

    def is_place(self, tokens: list[str]) -> bool:
        """Whether these words together are a place."""
        return " ".join(tokens) in self.places

    def compound(self, token: str) -> list[str]:
        """The meanings of the known words that an unknown word is made of, two or more; else nothing."""
        if len(token) < _SHORTEST_COMPOUND or token[:3] not in self._beginnings or token in self._words.rarity:
            return []
        return list(dict.fromkeys(self._split(token, 0)))

    def _abjad_word(self, token: str) -> str:
        """Also without article, ending and a small word that is written together with it."""
        for letters in (token, token[1:]) if token[0] in _PREFIXED and len(token) > _SHORTEST_STEM else (token,):
            stems = abjad_stems(letters)
            for stem in stems:
                found = self.meanings.get(stem) or self.places.get(stem)
                if found:
                    return found
            if found := self._abjad_stems.get(_abjad_stem(letters), ""):
                return found
        return ""

    def _split(self, token: str, taken: int) -> list[str]:
        parts = self._words.parts
        for size in range(len(token), 2, -1):
            said = parts.get(token[:size])
            if not said:
                continue
            rest = token[size:]
            if taken and rest in _LINKS:
                return [said]
            for link in _LINKS:
                if rest.startswith(link) and len(rest) > len(link):
                    further = self._split(rest[len(link) :], taken + 1)
                    if further:
                        return [said, *further]
        return []

    def _by_stem(self, token: str) -> str:
        """A known word with another ending: of Cyrillic words and of long ones in Latin letters."""
        shortest = _SHORTEST_STEM if is_cyrillic(token) else _SHORTEST_LATIN_STEM
        for size in range(len(token) - 1, max(shortest, len(token) - 4) - 1, -1):
            found = self._stems.get(token[:size])
            if found and (size > shortest or len(token) - size < _LONGEST_ENDING):
                return found
        return ""

    def _by_root(self, token: str) -> str:
        """A known word of the same root; never of a word that companies' names have as it is."""
        if token in self._words.rarity:
            return ""
        if not token.isascii():
            return self._other_roots.get(root(token), "")
        found = self._roots.get(root(token), "")
        if found or len(token) < _SHORTEST_SLAVIC or token[-1] not in _SLAVIC_ENDS:
            return found
        return self._slavic_roots.get(slavic_root(token), "")

    def _behind_article(self, token: str) -> str:
        """`lAfrique`, `dellEconomia`: the apostrophe is gone when a name was taken apart."""
        if token[0] not in _ELIDES or token in self._words.rarity:
            return ""
        elided = _ELIDED.fullmatch(token)
        if not elided:
            return ""
        rest = elided[1]
        return self.meanings.get(rest) or self.places.get(rest) or self._roots.get(root(rest), "")


def _plain(known: Mapping[str, str]) -> dict[str, str]:
    """As `plain_abjad` writes them; most are Latin, and a call for each would be felt at every start."""
    return {one if one.isascii() else plain_abjad(one): said for one, said in known.items()}


def _abjad_stem(word: str) -> str:
    """Without article and ending, Arabic or Hebrew."""
    stem = abjad_stems(word)[-1]
    ending = next((one for one in _HEBREW_ENDINGS if stem.endswith(one) and len(stem) - len(one) > 2), "")
    return stem.removesuffix(ending)


def _longest(phrases: Iterable[str]) -> dict[str, int]:
    """The first word of every phrase, and how long the longest is that begins with it."""
    longest: dict[str, int] = {}
    for phrase in phrases:
        parts = phrase.split(" ")
        longest[parts[0]] = min(max(longest.get(parts[0], 0), len(parts)), _LONGEST_PHRASE)
    return longest


def _stems(known: Iterable[tuple[str, str]], shortest: int) -> dict[str, str]:
    """Known words without their last two letters, which change with case and number; never of short words."""
    stems: dict[str, str] = {}
    for word, meaning in known:
        if len(word) >= shortest + 2:
            stems.setdefault(word[:-2], meaning)
    return stems


def _distinct(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What has several meanings means nothing."""
    found: dict[str, str] = {}
    for key, meaning in pairs:
        if found.setdefault(key, meaning) != meaning:
            found[key] = _AMBIGUOUS
    return {key: meaning for key, meaning in found.items() if key and meaning}


def _romanisations(meanings: Mapping[str, str]) -> dict[str, str]:
    """Longer Cyrillic words also as they are written in Latin letters."""
    return {
        romanised(word): meaning
        for word, meaning in meanings.items()
        if not word.isascii() and len(word) >= _SHORTEST_ROMANISED and is_cyrillic(word) and " " not in word
    }
