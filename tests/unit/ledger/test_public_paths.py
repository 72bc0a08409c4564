"""Files of openings and the manifest: read back as written, and nothing else is read."""

import pytest

from goodstanding.ledger.public_paths import (
    handover_path,
    openings_path,
    parse_manifest,
    parse_opening_lines,
    print_manifest,
    print_opening_line,
)
from goodstanding.values.errors import VerificationError


def test_the_paths_are_those_of_bundles() -> None:
    assert [openings_path(index) for index in (0, 999, 1_000, 1_234_067)] == [
        "openings/000",
        "openings/999",
        "openings/x001/000",
        "openings/x001/x234/067",
    ]
    assert handover_path(12) == "handover/12"


def test_lines_are_read_as_they_were_printed() -> None:
    lines = [(256, b'[["00","a",{}]]'), (258, b"[]"), (511, b"[1]")]
    data = b"".join(print_opening_line(*line) for line in lines)
    assert list(parse_opening_lines(data, 1)) == lines
    assert list(parse_opening_lines(b"", 1)) == []


@pytest.mark.parametrize(
    "data",
    [
        b"256 []",  # cut off
        b"258 []\n256 []\n",  # out of order
        b"256 []\n256 []\n",  # twice
        b"255 []\n",  # of the bundle before
        b"512 []\n",  # of the bundle behind
        b"0256 []\n",
        b"-1 []\n",
        b" []\n",
        b"\n",
        b"\xff []\n",
    ],
)
def test_other_files_of_openings_are_refused(data: bytes) -> None:
    with pytest.raises(VerificationError):
        list(parse_opening_lines(data, 1))


def test_a_manifest_is_read_as_it_was_printed() -> None:
    data = print_manifest(
        origin="register.example.org", size=3, root=bytes(32), published_on="2024-06-01", redactions=2
    )
    assert parse_manifest(data) == {
        "format": 1,
        "origin": "register.example.org",
        "size": 3,
        "root": "00" * 32,
        "published_on": "2024-06-01",
        "redactions": 2,
    }
    for other in (b"", b"[]\n", b"{}\n", data.replace(b'"format":1', b'"format":2'), data.replace(b":", b": ")):
        with pytest.raises(VerificationError):
            parse_manifest(other)
