"""What every directory of published files does: the one of the tests in memory, and the one on the disk."""

import stat
from pathlib import Path

import pytest
from sample_published import MemoryFiles

from goodstanding.adapters.public_files import DirectoryFiles
from goodstanding.services.log_ports import PublicFiles
from goodstanding.values.errors import ConflictError, MisuseError, VerificationError


@pytest.fixture(params=["memory", "disk"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> PublicFiles:
    return MemoryFiles() if request.param == "memory" else DirectoryFiles(tmp_path / "public")


def test_a_file_is_read_back_up_to_its_bound(files: PublicFiles) -> None:
    assert files.read("tile/0/000", 10) is None
    assert files.put("tile/0/000", b"0123456789")
    assert files.read("tile/0/000", 10) == b"0123456789"
    assert files.read("tile/0/000/more", 10) is None
    assert [files.length(path) for path in ("tile/0/000", "tile/0/001", "tile/0/000/more")] == [10, None, None]
    with pytest.raises(VerificationError):
        files.read("tile/0/000", 9)


def test_a_file_that_never_changes_takes_the_same_bytes_only(files: PublicFiles) -> None:
    assert files.put("tile/0/000", b"bytes")
    assert not files.put("tile/0/000", b"bytes")
    for other in (b"bytez", b"byte", b"bytes and more", b""):
        with pytest.raises(ConflictError):
            files.put("tile/0/000", other)
    assert files.read("tile/0/000", 10) == b"bytes"
    assert files.put("tile/0/001.p/3", b"")
    assert not files.put("tile/0/001.p/3", b"")


def test_a_file_that_changes_is_replaced(files: PublicFiles) -> None:
    files.replace("checkpoint", b"one")
    files.replace("checkpoint", b"two")
    assert files.read("checkpoint", 10) == b"two"


def test_what_is_removed_is_gone_and_removed_again_without_ado(files: PublicFiles) -> None:
    files.replace("openings/000", b"one")
    files.remove("openings/000")
    files.remove("openings/000")
    files.remove("nowhere/000")
    assert files.read("openings/000", 10) is None


def test_names_are_those_below_a_folder(files: PublicFiles) -> None:
    for path in ("openings/001", "openings/x001/000", "openings/000", "tile/0/000", "checkpoint"):
        files.replace(path, b"")
    assert list(files.names("openings")) == ["openings/000", "openings/001", "openings/x001/000"]
    assert list(files.names("nowhere")) == []


@pytest.mark.parametrize("path", ["../secret", "/etc/passwd", "a/../b", "a//b", "", "A", "a/.b", "a b", "a\n"])
def test_no_path_leads_out_of_the_directory(tmp_path: Path, path: str) -> None:
    files = DirectoryFiles(tmp_path)
    for act in (lambda: files.read(path, 10), lambda: files.replace(path, b""), lambda: files.put(path, b"")):
        with pytest.raises(MisuseError):
            act()
    assert list(tmp_path.iterdir()) == []


def test_on_the_disk_files_are_readable_by_all_and_half_written_ones_are_not_listed(tmp_path: Path) -> None:
    files = DirectoryFiles(tmp_path)
    files.put("tile/0/000", b"bytes")
    files.replace("checkpoint", b"bytes")
    assert stat.S_IMODE((tmp_path / "checkpoint").stat().st_mode) & 0o444 == 0o444
    (tmp_path / "openings").mkdir()
    (tmp_path / "openings" / "000.goodstanding-begun").write_bytes(b"torn")
    assert list(files.names("openings")) == []
    files.replace("openings/000", b"whole")
    assert sorted(path.name for path in (tmp_path / "openings").iterdir()) == ["000"]
