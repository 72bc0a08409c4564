"""One archive in one form: a ZIP of stored members in the order of their paths, without anything else in it.

The same files give the same bytes, and an archive that is read is written again and compared: what lies between or
around the members, a second member of a name, a path that leads elsewhere, or a member that grows when it is read, is
refused before anything is made of it. Nothing is ever unpacked to a disk here.
"""

import re
import stat
import zipfile
from collections.abc import Mapping
from io import BytesIO

from goodstanding.values.errors import MisuseError, VerificationError

MOST_BYTES = 128 * 1024 * 1024
MOST_MEMBERS = 20_000
_PATH = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}(?:/[a-z0-9][a-z0-9._-]{0,99}){0,3}")
#: The first day that the format knows: no clock is in an archive.
_DAY = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


def print_archive(files: Mapping[str, bytes]) -> bytes:
    """The archive; MisuseError where it would be larger than one that can be read."""
    if len(files) > MOST_MEMBERS or sum(map(len, files.values())) > MOST_BYTES - MOST_MEMBERS * 400:
        raise MisuseError(
            "This is too much for one archive.", accepted=f"less than {MOST_BYTES} bytes", to_do="leave papers out"
        )
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path, data in sorted(files.items()):
            if _PATH.fullmatch(path) is None:
                raise MisuseError("This is not the path of a member.")
            member = zipfile.ZipInfo(path, _DAY)
            member.create_system = _UNIX
            member.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(member, data)
    return out.getvalue()


def read_archive(data: bytes) -> dict[str, bytes]:
    """The files of an archive by path; VerificationError for any other bytes than `print_archive` gives."""
    if len(data) > MOST_BYTES:
        raise VerificationError("This archive is too large.", accepted=f"at most {MOST_BYTES} bytes")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            _require_plain(members, len(data))
            files = {member.filename: archive.read(member) for member in members}
    except (
        zipfile.BadZipFile,
        NotImplementedError,  # how `zipfile` refuses a compression or an encryption that it cannot read
        RuntimeError,
        EOFError,
        ValueError,
        OverflowError,
        OSError,
    ) as error:
        raise VerificationError("This is not an archive, or it is damaged.") from error
    if print_archive(files) != data:
        raise VerificationError("This archive holds something beside its members, or was put together by another hand.")
    return files


def _require_plain(members: list[zipfile.ZipInfo], size: int) -> None:
    """Before a byte is read of them: no member can grow, and all of them together fit into the archive."""
    plain = all(
        member.compress_type == zipfile.ZIP_STORED and member.file_size == member.compress_size and not member.flag_bits
        for member in members
    )
    if not plain or len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > size:
        raise VerificationError("A member of this archive is packed, encrypted, or larger than the archive.")
    if any(_PATH.fullmatch(member.filename) is None for member in members):
        raise VerificationError("A member of this archive has a path that is not one of ours.")
