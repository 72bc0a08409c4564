"""Numbers under which words and names are filed: checksums of their keys, the same on every machine."""

from collections.abc import Iterable, Iterator
from functools import cache
from zlib import crc32

from goodstanding.screening.sounds import skeleton, sound

#: Two letters are anybody's initials.
SHORTEST_INITIALS = 3
LONGEST_INITIALS = 10
_LONGEST_KEYED = 24
_MANY_BONES = 5


def key_of(channel: str, text: str) -> int:
    """32 bits of channel and text. Two texts may share one: whatever is found is compared again."""
    return crc32(text.encode("utf-8", "surrogatepass"), _begun(channel))


@cache
def _begun(channel: str) -> int:
    """The checksum of what stands before a text."""
    return crc32(f"{channel}:".encode())


def sound_key(word: str) -> int:
    """Where a word is filed by its sound; words of one letter more are filed there too."""
    return key_of("s", sound(word)[:_LONGEST_KEYED])


def word_keys(word: str) -> set[int]:
    """Where a word is filed, and where its misspellings look for it: words of one slip share at least one key."""
    keys = set[int]()
    folded = sound(word)[:_LONGEST_KEYED]
    if len(folded) >= 3:
        keys.add(key_of("s", folded))
    if len(folded) >= 4:
        keys.update(key_of("s", shorter) for shorter in _shorter_by_one(folded))
    if SHORTEST_INITIALS <= len(word) <= LONGEST_INITIALS and word.isalpha():
        keys.add(key_of("a", word))
    bones = skeleton(word)[:_LONGEST_KEYED]
    if len(bones) >= 2:
        keys.add(key_of("b", bones))
    if len(bones) >= 5:
        keys.update(key_of("b", shorter) for shorter in _shorter_by_one(bones))
    return keys


def joined_key(words: str) -> int:
    """Where neighbours written together are filed: by their consonants, where these are many, else by their sound."""
    bones = skeleton(words)
    return key_of("j", bones if len(bones) >= _MANY_BONES else sound(words))


def whole_key(words: Iterable[str]) -> int:
    """Equal for names of the same words in any order."""
    return key_of("w", " ".join(sorted(words)))


def _shorter_by_one(text: str) -> Iterator[str]:
    return (text[:place] + text[place + 1 :] for place in range(len(text)))
