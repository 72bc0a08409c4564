"""One archive in one form: the same bytes each time, and nothing is read that is not exactly one of ours."""

import io
import struct
import zipfile

import pytest

from goodstanding.adapters import archives
from goodstanding.adapters.archives import print_archive, read_archive
from goodstanding.values.errors import MisuseError, VerificationError

FILES = {"index.json": b"{}", "entries/0000000007.tlog-proof": b"proof\n", "papers/" + "a" * 64: b"", "b": b"x" * 40}


def packed(*members: tuple[object, bytes], compression: int = zipfile.ZIP_STORED, comment: bytes = b"") -> bytes:
    """An archive by the same library with whatever members, else as ours are; a member may be a ZipInfo."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members:
            archive.writestr(member(name) if isinstance(name, str) else name, data, compression)
        archive.comment = comment
    return out.getvalue()


def member(path: str) -> zipfile.ZipInfo:
    found = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
    found.create_system, found.external_attr = 3, 0o100644 << 16
    return found


def refused(data: bytes) -> None:
    with pytest.raises(VerificationError):
        read_archive(data)


def test_what_was_written_is_read_and_is_the_same_whatever_the_order() -> None:
    printed = print_archive(FILES)
    assert read_archive(printed) == FILES
    assert print_archive(dict(reversed(FILES.items()))) == printed
    assert read_archive(print_archive({})) == {}
    # The attacks below fail for what they change, and not for another hand's writing.
    assert packed(*sorted(FILES.items())) == printed


def test_every_cut_and_every_flipped_bit_is_refused() -> None:
    printed = print_archive(FILES)
    for length in range(len(printed)):
        refused(printed[:length])
    for position in range(len(printed)):
        for bit in range(8):
            changed = bytearray(printed)
            changed[position] ^= 1 << bit
            refused(bytes(changed))


def test_what_stands_around_the_members_is_refused() -> None:
    printed = print_archive(FILES)
    for data in (printed + b"x", b"x" + printed, b"#!/bin/sh\n" + printed, printed + printed, b"", b"PK", b"\0" * 64):
        refused(data)
    refused(packed(*sorted(FILES.items()), comment=b"hello"))


@pytest.mark.parametrize(
    "path",
    [
        "../index.json", "/etc/passwd", "a/../../b", "a//b", "./a", "a/.", "..", "a\\b", "C:a", "A", "a b", "a/", "-a",
        "a\u0301", "a\nb", "x" * 101, "a/b/c/d/e", ".ssh", "con/.x",
    ],
)  # fmt: skip
def test_a_path_that_leads_elsewhere_is_neither_written_nor_read(path: str) -> None:
    with pytest.raises(MisuseError):
        print_archive({path: b""})
    refused(packed((path, b"x")))


def test_a_packed_member_is_refused_before_it_grows() -> None:
    bomb = packed(("bomb", b"\0" * 50_000_000), compression=zipfile.ZIP_DEFLATED)
    assert len(bomb) < 60_000
    refused(bomb)
    refused(packed(("bomb", b"\0" * 1_000), compression=zipfile.ZIP_BZIP2))
    refused(packed(("bomb", b"\0" * 1_000), compression=zipfile.ZIP_LZMA))


def test_members_that_share_their_bytes_are_refused_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A directory that names one large member many times would give its bytes as many times."""
    one = packed(("a", b"\0" * 100_000))
    start = one.rfind(b"PK\x01\x02")
    end = one.rfind(b"PK\x05\x06")
    entry, count = one[start:end], 500
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(entry) * count, start, 0)
    read: list[str] = []
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda _, member: read.append(member.filename) or b"")
    refused(one[:start] + entry * count + tail)
    assert read == []


def test_a_member_that_claims_to_be_larger_is_refused() -> None:
    printed = bytearray(print_archive({"a": b"x"}))
    start = printed.rfind(b"PK\x01\x02")
    for size in (2, 10_000_000, 0xFFFFFFFF):
        changed = bytearray(printed)
        struct.pack_into("<2L", changed, start + 20, size, size)
        refused(bytes(changed))


def test_two_members_of_a_name_links_and_locked_members_are_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        refused(packed(("a", b"x"), ("a", b"y")))
    link = member("a")
    link.external_attr = 0o120777 << 16
    refused(packed((link, b"/etc/passwd")))
    locked = bytearray(print_archive({"a": b"x"}))
    locked[locked.rfind(b"PK\x01\x02") + 8] |= 1
    refused(bytes(locked))
    later = member("a")
    later.date_time = (2026, 1, 1, 0, 0, 0)
    refused(packed((later, b"x")))


def test_too_much_is_refused_on_both_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = print_archive(FILES)
    monkeypatch.setattr(archives, "MOST_BYTES", len(printed) - 1)
    monkeypatch.setattr(archives, "MOST_MEMBERS", 2)
    refused(printed)
    with pytest.raises(MisuseError):
        print_archive(FILES)
