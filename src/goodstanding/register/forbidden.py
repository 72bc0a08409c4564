"""What may never be an input (S5), recognised under disguise: the lint of codes, labels, titles and ids.

Text is reduced to a skeleton in the manner of Unicode TS 39 (compatibility forms, case, marks, invisible
characters, look-alike letters of other scripts), digits are read as the letters they stand for, and words
that were pulled apart or run together are tried as one. It reads names of rules, not prose: a sentence that
says what a category does *not* cover is not for it. It knows the words of its list and no others; the first
safeguard is that codes are closed.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from goodstanding.values.findings import Finding

#: Words are joined over at most this many pieces: the longest pattern, spelled letter by letter.
_MOST_PIECES = 24

#: Each letter and the Latin one that it resembles: Cyrillic, Greek, small capitals and hooked letters, Armenian.
_PAIRS = """
аa вb сc еe ёe һh іi їi јj кk мm нh оo рp ѕs тt уy хx ԁd ԛq ԝw гr ѵv ьb пn єe ґg
αa βb εe ηn ιi κk νv οo ρp τt υu χx γy ωw ςc μu
ıi ɩi ɪi łl øo đd ɑa ɡg ꜱs ʟl ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ᴊj ᴋk ᴍm ɴn ᴏo ᴘp ʀr ᴛt ᴜu ᴠv ᴡw ʏy ᴢz ɓb ƈc
ɖd ɗd ɠg ɦh ƙk ɱm ɲn ƥp ɽr ʂs ƭt ʈt ʋv ʐz ƴy
ոn օo սu հh ցg քp աw
"""
_LOOK_ALIKES = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}
_LEET = {"0": "o", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g", "@": "a", "$": "s", "€": "e", "(": "c"}
_LEET_READINGS = (
    str.maketrans(_LEET | {"1": "i", "!": "i", "|": "i"}),
    str.maketrans(_LEET | {"1": "l", "!": "l", "|": "l"}),
)

#: Letters in circles, squares and flags that compatibility normalisation leaves alone.
_SYMBOL_ALPHABETS = (0x1F150, 0x1F170, 0x1F1E6)
_SYMBOLS = {first + place: chr(ord("a") + place) for first in _SYMBOL_ALPHABETS for place in range(26)}

#: Encoded or masked letters: entities, percent and backslash escapes, stars inside a word.
_ENCODED = re.compile(r"&#?\w+;|%[0-9a-fA-F]{2}|\\[uUxN]|\w[*#]+\w|=[0-9A-F]{2}=")
_SPACED_SCRIPT = re.compile(r"[a-zа-яёіїєґα-ω]")
_PIECE = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The words of one list as skeletons: whole texts, whole words, beginnings, and pieces of any text."""

    whole_text: Mapping[str, str]
    words: Mapping[str, str]
    beginnings: Mapping[str, tuple[tuple[str, str], ...]]
    pieces: tuple[tuple[str, str], ...]


def check_forbidden(text: str, forbidden: Mapping[str, tuple[str, ...]]) -> list[Finding]:
    """A finding for each kind of forbidden input that `text` names, in any disguise known here.

    `forbidden` gives the words of each code: `word` (a whole word), `begin*` (its beginning), `*part*`,
    `two words` (also run together or hyphenated), `=text` (only if nothing else is said); words of scripts
    that set no spaces are found anywhere. Never repeats the text.
    """
    findings = []
    if _ENCODED.search(text):
        message = "Encoded or masked letters cannot be checked."
        findings.append(Finding(code="forbidden-disguise", message=message, accepted="plain letters"))
    patterns = _compiled(tuple(forbidden.items()))
    codes = {code for reading in _readings(text) for code in _touched(reading, patterns)}
    for code in sorted(codes):
        message = f"This names what the register never takes as an input: {code}."
        findings.append(Finding(code="forbidden-input", message=message))
    return findings


def skeleton(text: str) -> str:
    """The text as a careless reader sees it: one case, no marks, look-alikes as the Latin letter they resemble."""
    plain = unicodedata.normalize("NFKC", text.translate(_SYMBOLS)).casefold()
    apart = unicodedata.normalize("NFKD", plain)
    seen = "".join(
        one for one in apart if unicodedata.category(one) not in {"Mn", "Me", "Cf", "Cc", "Lm"} or one in "\t\n"
    )
    return seen.translate(_LOOK_ALIKES).replace("rn", "m").replace("vv", "w")


def _readings(text: str) -> Iterator[str]:
    # Words that only capitals set apart are words too.
    for one in {text, re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)}:
        plain = skeleton(one)
        yield plain
        for table in _LEET_READINGS:
            yield plain.translate(table)


def _touched(reading: str, patterns: _Patterns) -> Iterator[str]:
    tokens = _PIECE.findall(reading)
    everything = "".join(tokens)
    if everything in patterns.whole_text:
        yield patterns.whole_text[everything]
    for form in {everything, _squeezed(everything)}:
        yield from (code for piece, code in patterns.pieces if piece in form)
    for first in range(len(tokens)):
        joined = ""
        for token in tokens[first : first + _MOST_PIECES]:
            known, joined = len(joined), joined + token
            for form in (joined, _squeezed(joined)):
                if form in patterns.words:
                    yield patterns.words[form]
                for beginning, code in patterns.beginnings.get(form[:2], ()):
                    # A beginning that ends before the last piece was found when that piece was not yet there.
                    if len(beginning) > known and form.startswith(beginning):
                        yield code


def _squeezed(word: str) -> str:
    """Letters drawn out (`speeeech`) are written twice at most."""
    return re.sub(r"(.)\1{2,}", r"\1\1", word)


@lru_cache(maxsize=4)
def _compiled(forbidden: tuple[tuple[str, tuple[str, ...]], ...]) -> _Patterns:
    whole_text: dict[str, str] = {}
    words: dict[str, str] = {}
    beginnings: dict[str, list[tuple[str, str]]] = {}
    pieces: list[tuple[str, str]] = []
    for code, patterns in forbidden:
        whole_text["".join(_PIECE.findall(skeleton(code)))] = code
        for pattern in patterns:
            form = "".join(_PIECE.findall(skeleton(pattern)))
            if pattern.startswith("="):
                whole_text[form] = code
            elif pattern.startswith("*") or not _SPACED_SCRIPT.search(form):
                pieces.append((form, code))
            elif pattern.endswith("*"):
                beginnings.setdefault(form[:2], []).append((form, code))
            else:
                words[form] = code
    frozen = {start: tuple(found) for start, found in beginnings.items()}
    return _Patterns(whole_text=whole_text, words=words, beginnings=frozen, pieces=tuple(pieces))
