"""Words of many languages without their endings, so that one form of a word stands for the others. Rough on purpose.

A root is made for looking words up in a list of known ones, never for comparing two unknown names.
"""

import re
from functools import lru_cache

from goodstanding.screening.scripts import is_cyrillic, romanised
from goodstanding.screening.sounds import sound

SHORTEST_ROOT = 5
_SHORTEST_CYRILLIC_ROOT = 4
_KEPT = 1 << 16

_LATIN = re.compile(
    "(?:iques?|ic[oa]s?|ichen?|ici|ische[nrms]?|isch|iczn(?:y|a|e|ych|ej|ego)|icke?[ay]?|iske|isk[at]?|skie|ski|ska"
    "|ul(?:ui)?|[ei]lor|al[ei]s?|aux|ais|ali|al|eller?|elles?|els?|n?ych|n?ego|n?ej|ungen|ungs?|ung|l[ae]ri?|[ae]s|os?|[ai]|e[nrs]?|ions?|s|y)$"
)
_CYRILLIC = re.compile(
    "(?:ическ|ічн|ичн|ск|ськ)?(?:ого|его|ому|ему|ими|ыми|ами|ями|ая|яя|ое|ее|ои|еи|ые|ие|ыи|ии|іи|ои|ых|их|іх|ым|им"
    "|ов|ев|ах|ях|ам|ям|ом|ем|ою|ею|ия|ию|ии|ія|іі|ью|[аяоеуюыиіь])$"
)
_GREEK = re.compile("(?:ικ)?(?:ουσ|ων|οσ|ου|οι|εσ|ησ|ασ|εωσ|ια|ιασ|ιων|[αηοει])$")
_IS_GREEK = re.compile("[\u0370-\u03ff]")
_SLAVIC = re.compile(
    "(?:ichesk|sk|tsk)?(?:[iy]y|[iy]i|[iy]j|ogo|ego|omu|emu|imi|ymi|a[yij]a|o[yij]?e|o[yij]|e[yij]|[iy]ye|ie|ykh|ikh|yh|ih"
    "|ym|im|ov|ev|akh|ah|am|om|em|oyu|[iy]ya|iya|ia|ii|[aeiouy])$"
)


@lru_cache(maxsize=_KEPT)
def root(word: str) -> str:
    """A Latin, Cyrillic or Greek word without its ending; "" where too little is left."""
    if word.isascii():
        return _without(_LATIN, word, SHORTEST_ROOT) if word.isalpha() else ""
    if is_cyrillic(word):
        return _without(_CYRILLIC, word, _SHORTEST_CYRILLIC_ROOT)
    return _without(_GREEK, word, _SHORTEST_CYRILLIC_ROOT) if _IS_GREEK.match(word) else ""


@lru_cache(maxsize=_KEPT)
def slavic_root(word: str) -> str:
    """How the root of a Slavic word sounds, however it was put into Latin letters; "" where too little is left."""
    letters = romanised(word)
    stem = _without(_SLAVIC, letters, SHORTEST_ROOT) if letters.isalpha() else ""
    return sound(stem) if stem else ""


def _without(endings: re.Pattern[str], word: str, shortest: int) -> str:
    found = endings.search(word, shortest)
    bare = word[: found.start()] if found else word
    return bare if len(bare) >= shortest else ""
