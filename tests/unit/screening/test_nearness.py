"""What is told of many words at once is what is told of them one by one."""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from goodstanding.screening.likeness import likeness
from goodstanding.screening.marks import Marks, which_may_be_like
from goodstanding.screening.nearness import qualities
from goodstanding.screening.prints import mark_of, may_be_like
from goodstanding.screening.sounds import sound
from goodstanding.screening.steps import which_step_within
from goodstanding.screening.syllables import KEYED, is_made_of
from goodstanding.screening.texts import read_texts, text_arrays

#: Few letters, so that words are near each other; and whatever is no plain word.
PIECES = st.sampled_from(
    (
        "al",
        "el",
        "bre",
        "bra",
        "l",
        "v",
        "w",
        "no",
        "na",
        "kh",
        "h",
        "sh",
        "s",
        "ee",
        "i",
        "c",
        "ck",
        "t",
        "r",
        "sa",
        "o",
    )
)
WORDS = st.one_of(
    st.lists(PIECES, min_size=1, max_size=7).map("".join), st.sampled_from(["~hlj", "~brlv", "17", "x1", "é", "al", ""])
)


@given(WORDS, st.lists(WORDS, max_size=40))
@example(
    "brelvano", ["brelvanovia", "brlvn", "brelvano", "bralvano", "vrelbano", "albrelvano", "brel", "brelvanoviasa"]
)
@example("brlvn", ["brelvanovia", "brilvin", "brelavan", "bralavina", "barlavon", "brlv", "brlvno", "brelvanno"])
def test_marks_and_qualities_are_those_of_each_word(word: str, others: list[str]) -> None:
    marks = Marks.of(others)
    may = which_may_be_like(Marks.of([word]), marks)
    assert may.tolist() == [may_be_like(mark_of(word), mark_of(other)) for other in others]
    unequal = may & np.array([other != word for other in others], dtype=np.bool_)
    left = [other for other, one in zip(others, unequal.tolist(), strict=True) if one]
    own = Marks.of([word] * len(left))
    found = qualities([word] * len(left), own, left, list(map(sound, left)), marks.take(np.flatnonzero(unequal)))
    assert found.tolist() == [likeness(word, other).quality for other in left]


def is_spelt(rest: str, words: list[str], *, left_out: int = 3, before: int = 0) -> bool:
    """The rule itself: beginnings of words in their order, at most two left out in a row, then perhaps a tail."""
    return any(
        (rest[size:] in ("", "sa", "ca", "co") and before > 0)
        or is_spelt(rest[size:], words[at + 1 :], before=before + 1)
        for at, word in enumerate(words[:left_out])
        for size in range(1, len(word) + 1)
        if rest.startswith(word[:size])
    )


@given(st.lists(st.text("abcos", max_size=4), min_size=2, max_size=6), st.data())
def test_words_are_made_of_beginnings_by_the_rule(words: list[str], data: st.DataObject) -> None:
    sizes = [data.draw(st.integers(min_value=0, max_value=len(word))) for word in words]
    short = "".join(word[:size] for word, size in zip(words, sizes, strict=True)) + data.draw(
        st.text("acos", max_size=3)
    )
    assert is_made_of(short, words) is is_spelt(short, words, left_out=min(2, len(words) - 1))
    kept = which_step_within(read_texts(text_arrays("words", [short]), "words"), np.array([0]), words)
    assert kept.tolist() == [True] or not is_made_of(short, words) or len(short) < KEYED


@given(st.lists(st.text(max_size=5).filter(lambda text: text.isprintable()), min_size=1), st.data())
def test_texts_are_the_same_one_by_one_and_at_once(texts: list[str], data: st.DataObject) -> None:
    places = data.draw(st.lists(st.integers(min_value=0, max_value=len(texts) - 1)))
    read = read_texts(text_arrays("texts", texts), "texts")
    assert read.several(np.array(places, dtype=np.int64)) == [texts[place] for place in places]
    assert list(read) == texts
