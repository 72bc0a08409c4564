"""What a reader cannot see stands in no title; what a script needs does."""

import pytest

from goodstanding.values.characters import is_readable, is_visible


@pytest.mark.parametrize(
    "text", ["A fine", "8", "罰金", "می\u200cخواهم", "क्\u200dष", "É", "Fine (‰) – “so”", "A\u00a0fine"]
)
def test_titles_of_every_script_are_readable(text):
    assert is_readable(text)


@pytest.mark.parametrize("text", ["", " ", "\u200c", "-", "…"])
def test_what_has_no_letter_and_no_digit_is_no_title(text):
    assert not is_readable(text)


@pytest.mark.parametrize(
    "one",
    [
        *(
            "\x00",
            "\n",
            "\t",
            "\x1b",
            "\x7f",
            "\x85",
            "\xad",
            "\u061c",
            "\u200b",
            "\u200e",
            "\u2028",
            "\u2029",
            "\u202e",
        ),
        *("\u2066", "\ufeff", "\ue000", "\ud800", "\ufffe", "\U000e0041", "\u0378"),
    ],
)
def test_what_a_reader_cannot_see_is_refused(one):
    assert not is_readable(f"A{one}fine")
    assert not is_visible(one)
