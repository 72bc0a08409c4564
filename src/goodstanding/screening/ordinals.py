"""Numbers as names write them: digits, ordinals, and words that count."""

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINAL_OF = {str(number): word for number, word in enumerate(ORDINALS, start=1)}
_COUNTING = {
    word: str(number)
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=1
    )
}


def number_of(digits: str) -> str:
    """Numbers that are often written as words are read as such."""
    plain = str(int(digits))
    return _ORDINAL_OF.get(plain, plain)


def with_last_counted(words: list[str]) -> list[str]:
    """The last word of several as a number, where it counts: `Ardomel Solar Two`.

    Elsewhere such words are as often a name's own: `One Class`.
    """
    if len(words) > 1 and words[-1] in _COUNTING:
        return [*words[:-1], _COUNTING[words[-1]]]
    return words
