"""Schemes as people write them: one that is only spelt otherwise is the scheme, one that is like it is told of.

`XV_REG` can mean nothing but `xv-reg`. `lei` or `nit` alone may be a scheme whose country is missing: nothing is
guessed, and whoever is asked about hears which schemes were near.
"""

import re
from difflib import get_close_matches
from functools import lru_cache

from goodstanding.intake.identifiers import SCHEMES

_SIGNS = re.compile(r"[\W_]+")
_SHORTEST_PART = 3
_COUNTRY = 2
#: Official codes of other registers that are one of ours by another letter of their own word.
_OTHERS = frozenset({"gbcoa", "gbcoe", "inmha"})
_ALIKE = 0.7
_BARE = {_SIGNS.sub("", scheme): scheme for scheme in sorted(SCHEMES)}


@lru_cache(1_000)
def scheme_named(text: str) -> str:
    """The scheme that is written here in whatever case and with whatever signs; "" where it is none that is read."""
    return _BARE.get(_SIGNS.sub("", text.lower()), "")


@lru_cache(1_000)
def schemes_without_country(text: str) -> tuple[str, ...]:
    """The schemes whose own word stands here without any country: `LEI`, `NIT`, `RFC number`."""
    words = _SIGNS.sub(" ", text.lower()).split()
    if not words or len(words[0]) < _SHORTEST_PART:
        return ()
    own = {scheme: scheme.partition("-")[2] for scheme in sorted(SCHEMES)}
    return tuple(scheme for scheme, part in own.items() if len(part) >= _SHORTEST_PART and part in words)


@lru_cache(1_000)
def schemes_misspelt(text: str) -> tuple[str, ...]:
    """The schemes that this is by a slip of the hand: two neighbours swapped (`XV-RGE`), a letter more or fewer, or
    another one (`XV-REF`).

    No other register's official code is taken for one of ours: with another letter of the country (`BO-NIT`), or of a
    word of two (`DE-CR`), it is somebody else's.
    """
    bare = _SIGNS.sub("", text.lower())
    if len(bare) <= _SHORTEST_PART or bare in _OTHERS:
        return ()
    return tuple(scheme for one, scheme in _BARE.items() if one != bare and _is_slip(bare, one))


def _is_slip(text: str, meant: str) -> bool:
    if len(text) == len(meant):
        swaps = (meant[:at] + meant[at + 1] + meant[at] + meant[at + 2 :] for at in range(len(meant) - 1))
        return text in swaps or _is_other_letter(text, meant)
    short, long = sorted((text, meant), key=len)
    return len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _is_other_letter(text: str, meant: str) -> bool:
    differ = [at for at in range(len(meant)) if text[at] != meant[at]]
    return len(differ) == 1 and differ[0] >= _COUNTRY and len(meant) >= _COUNTRY + _SHORTEST_PART


def schemes_meant(text: str) -> tuple[str, ...]:
    """The schemes that this must be meant for, though it is none: its country is missing, or it is a slip."""
    return () if scheme_named(text) else (*schemes_without_country(text), *schemes_misspelt(text))


def schemes_meant_by_key(text: str) -> tuple[str, ...]:
    """The schemes that a column or key must be meant for: a plain word that is none is a name of its own (`Peru`)."""
    of_several = _SIGNS.search(text.strip()) is not None
    return schemes_meant(text) if of_several else schemes_without_country(text)


@lru_cache(1_000)
def nearest_schemes(text: str) -> tuple[str, ...]:
    """The schemes that may be meant, the likeliest first; at most three."""
    bare = get_close_matches(_SIGNS.sub("", text.lower()), _BARE, cutoff=_ALIKE)
    likely = (*schemes_meant(text), *(_BARE[one] for one in bare))
    return tuple(dict.fromkeys(likely))[:3]
