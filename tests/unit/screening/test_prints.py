"""Prints and marks leave out only what the letters would have refused."""

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from goodstanding.screening.likeness import likeness
from goodstanding.screening.prints import mark_of, may_be_like, print_of, which_may_be_like
from goodstanding.screening.sounds import sound
from goodstanding.screening.vocabulary import Vocabulary

LETTERS = st.text(alphabet="abcdefghiklmnoprstuvz", min_size=5, max_size=12)


@given(LETTERS, LETTERS)
def test_marks_judge_the_same_in_either_order(one: str, other: str) -> None:
    assert may_be_like(mark_of(one), mark_of(other)) == may_be_like(mark_of(other), mark_of(one))
    assert likeness(one, other) == likeness(other, one)


@given(LETTERS, st.data())
def test_a_word_with_one_other_letter_is_never_left_out(word: str, data: st.DataObject) -> None:
    """Of words of which every letter sounds: a slip among four vowels may change all that is heard."""
    assume(len(sound(word)) == len(word))
    place = data.draw(st.integers(min_value=1, max_value=len(word) - 1))
    slipped = word[:place] + "x" + word[place:]
    assert may_be_like(mark_of(word), mark_of(slipped))
    prints = np.array([[print_of(word)], [print_of(slipped)]], dtype=np.int64)
    assert which_may_be_like(*prints).tolist() == [True]


def test_a_slip_between_letters_that_sound_as_one_leaves_no_word_out() -> None:
    assert may_be_like(mark_of("arnab"), mark_of("arxnab"))
    assert not may_be_like(mark_of("aznab"), mark_of("arxnkb"))


@given(LETTERS)
def test_a_print_is_a_positive_number_of_63_bits(word: str) -> None:
    assert 0 <= print_of(word) < 1 << 63


def test_words_that_sound_otherwise_are_left_out() -> None:
    assert not may_be_like(mark_of("brelvano"), mark_of("quendaro"))
    assert not may_be_like(mark_of("sea"), mark_of("sun"))


def test_a_vocabulary_finds_misspellings_beginnings_and_what_was_cut() -> None:
    vocabulary = Vocabulary(Vocabulary.arrays_of(sorted(["brelvano", "brelvanno", "brel", "brelvanovia", "quendaro"])))
    near = {vocabulary.words[number] for number in vocabulary.near("brelvano").words.tolist()}
    assert near == {"brelvano", "brelvanno", "brel", "brelvanovia"}
