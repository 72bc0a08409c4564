"""The words of a reply out of a file: plain text in UTF-8, whatever editor wrote its line ends."""

import pytest

from goodstanding.adapters.formats.proceeding_files import read_words
from goodstanding.values.errors import MisuseError


def test_line_ends_and_blanks_around_are_those_of_no_editor() -> None:
    assert read_words(b"\xef\xbb\xbfPaid.\r\n\r\nIn full.\r\n") == "Paid.\n\nIn full."


def test_what_is_no_text_is_refused_and_not_repeated() -> None:
    with pytest.raises(MisuseError) as refused:
        read_words("bezahlt für alles".encode("latin-1"))
    assert "bezahlt" not in str(refused.value)
