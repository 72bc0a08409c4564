"""What is published and where: the paths beside those of C2SP tlog-tiles, and the lines of a file of openings."""

from collections.abc import Iterator

from goodstanding.ledger.canonical import Json, parse_canonical, print_canonical
from goodstanding.ledger.lexical import parse_decimal
from goodstanding.ledger.tiles import WIDTH, Bundle, print_path
from goodstanding.values.errors import VerificationError

CHECKPOINT = "checkpoint"
MANIFEST = "manifest.json"
OPENINGS = "openings"
TILES = "tile"
HANDOVER = "handover"
LISTED = "listed"
FORMAT_VERSION = 1

#: 256 openings; an entry's has at most five groups, and what they may hold is bounded at the gate.
MOST_OPENINGS_BYTES = 64 * 1024 * 1024
#: 256 entries of at most 65,535 bytes, each with its length.
MOST_BUNDLE_BYTES = WIDTH * (65_535 + 2)
MOST_SMALL_BYTES = 1_000_000

_BUNDLES = "tile/entries/"


def openings_path(index: int) -> str:
    """The file of the openings that belong to a bundle: `openings/<N>`, the index as in a tile's path."""
    return f"{OPENINGS}/{print_path(Bundle(index=index)).removeprefix(_BUNDLES)}"


def handover_path(seq: int) -> str:
    """The checkpoint that the older key signed beside the key that entry `seq` enrolled."""
    return f"{HANDOVER}/{seq}"


def listed_path(seq: int) -> str:
    """The list that entry `seq` committed to, while it is the list of the currently listed."""
    return f"{LISTED}/{seq}"


def print_opening_line(seq: int, opening: bytes) -> bytes:
    """The entry's number, a space, the canonical array of [salt, name, value], LF."""
    return b"%d %s\n" % (seq, opening)


def parse_opening_lines(data: bytes, bundle: int) -> Iterator[tuple[int, bytes]]:
    """(entry, opening) of a file of openings: ascending, all of its bundle. What they open is not checked here."""
    last = bundle * WIDTH - 1
    if data and not data.endswith(b"\n"):
        raise VerificationError("A file of openings is cut off.")
    for line in data.split(b"\n")[:-1]:
        number, _, opening = line.partition(b" ")
        seq = parse_decimal(number.decode("ascii", "replace"))
        if not last < seq < (bundle + 1) * WIDTH:
            raise VerificationError("A file of openings is out of order, or has a line of another bundle.")
        yield seq, opening
        last = seq


def print_manifest(
    *, origin: str, size: int, root: bytes, published_on: str, redactions: int, listed: int | None = None
) -> bytes:
    """What the published files are a function of: the log at a size, the date, and how much was redacted by then.

    `listed` is the entry whose list is served beside them; None where none is.
    """
    manifest: dict[str, Json] = {
        "format": FORMAT_VERSION,
        "origin": origin,
        "size": size,
        "root": root.hex(),
        "published_on": published_on,
        "redactions": redactions,
    }
    if listed is not None:
        manifest["listed"] = listed
    return print_canonical(manifest) + b"\n"


def parse_manifest(data: bytes) -> dict[str, Json]:
    """The manifest's values; VerificationError for another format."""
    manifest = parse_canonical(data.removesuffix(b"\n"))
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT_VERSION:
        raise VerificationError("This is not a manifest of a known format.")
    return manifest
