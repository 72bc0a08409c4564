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
def nearest_schemes(text: str) -> tuple[str, ...]:
    """The schemes that may be meant, the likeliest first; at most three."""
    bare = get_close_matches(_SIGNS.sub("", text.lower()), _BARE, cutoff=_ALIKE)
    return tuple(dict.fromkeys((*schemes_without_country(text), *(_BARE[one] for one in bare))))[:3]
