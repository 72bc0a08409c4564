"""What a screener keeps in files: gone on with behind the last whole line, and never believed when it is damaged."""

from pathlib import Path

import pytest

from goodstanding.adapters.screening_files import opened_lines, read_lines, read_object, revived
from goodstanding.publication.screened import SourceAge
from goodstanding.values.errors import ConflictError, VerificationError


def test_lines_are_gone_on_with_behind_the_last_whole_one(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    with opened_lines(path) as lines:
        assert list(lines.lines()) == []
        lines.add({"name": "北"})
        lines.add(2)
    path.write_bytes(path.read_bytes() + b'{"cut')
    with opened_lines(path) as lines:
        assert list(lines.lines()) == [{"name": "北"}, 2]
        lines.add(3)
    assert path.read_text("utf-8") == '{"name": "北"}\n2\n3\n'


def test_damaged_lines_are_not_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_bytes(b"1\nnot json\n3\n")
    with opened_lines(path) as lines, pytest.raises(VerificationError):
        list(lines.lines())
    assert path.read_bytes() == b"1\nnot json\n3\n"


@pytest.mark.parametrize("content", [b'{"one": "line"}', b"words", b"words\n"])
def test_what_is_not_ours_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(content)
    for opened in (opened_lines, read_lines):
        with opened(path) as lines, pytest.raises(VerificationError):
            list(lines.lines())
    with opened_lines(path) as lines, pytest.raises(VerificationError):
        lines.add(1)
    assert path.read_bytes() == content


def test_reading_changes_nothing_and_a_line_is_added_behind_all(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_bytes(b'1\n2\n{"cut')
    with read_lines(path) as lines:
        assert list(lines.lines()) == [1, 2]
    assert path.read_bytes() == b'1\n2\n{"cut'
    with opened_lines(path) as lines:
        next(lines.lines())
        lines.add(3)
    assert path.read_bytes() == b"1\n2\n3\n"


def test_two_do_not_write_one_file(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    with opened_lines(path), pytest.raises(ConflictError), opened_lines(path):
        pass


@pytest.mark.parametrize("value", [None, 7, [], {}, {"source": "wb"}, {"source": 1, "as_of": "x", "foreign": True}])
def test_what_does_not_fit_its_shape_is_refused(value: object) -> None:
    with pytest.raises(VerificationError):
        revived(SourceAge, value, "This")
    with pytest.raises(VerificationError):
        read_object(b"{", "receipt.json")
