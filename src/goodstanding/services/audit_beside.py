"""What lies in a published folder beside the files that the checkpoint leads to: readers are served it all the same.

Partial tiles and bundles of earlier sizes must be the beginning of what the entries give. Anything else under the paths
of a log is told, and is no failure: while a publication is under way there are files of the next checkpoint. A folder
has to be at hand: a server does not say what it has.
"""

from collections.abc import Callable, Iterable

from goodstanding.ledger.merkle import HASH_BYTES, hash_leaf
from goodstanding.ledger.public_paths import (
    HANDOVER,
    LISTED,
    MOST_BUNDLE_BYTES,
    OPENINGS,
    TILES,
    handover_path,
    listed_path,
    openings_path,
)
from goodstanding.ledger.tiles import (
    WIDTH,
    Bundle,
    Tile,
    bundles_of,
    parse_bundle,
    parse_path,
    print_path,
    tiles_of,
)
from goodstanding.services.audited_files import AuditedFiles
from goodstanding.values.errors import VerificationError
from goodstanding.values.findings import Severity

#: The paths of all files below a folder of the published ones.
Names = Callable[[str], Iterable[str]]


def check_beside(files: AuditedFiles, names: Names, size: int) -> None:
    """Every file of a log's folders that the checkpoint does not lead to. The tiles must have proved good before."""
    led_to = {*map(print_path, tiles_of(size)), *map(print_path, bundles_of(size))}
    led_to |= {openings_path(bundle.index) for bundle in bundles_of(size)}
    led_to |= {handover_path(key.seq) for key in files.keys[1:]} | {listed_path(seq) for seq, _ in files.epochs[-1:]}
    for path in (path for folder in (TILES, OPENINGS, LISTED, HANDOVER) for path in _listed(files, names, folder)):
        if path in led_to:
            continue
        resource = _resource(path, size)
        if resource is None:
            message = f"{path} is no file that the checkpoint leads to; what it holds was not looked at."
            files.add_finding("file-beside", message, Severity.WARNING)
        else:
            _check(files, path, resource)


def _listed(files: AuditedFiles, names: Names, folder: str) -> Iterable[str]:
    try:
        return names(folder)
    except VerificationError as error:
        files.add_finding("file-beside", error.what, Severity.WARNING)
        return ()


def _resource(path: str, size: int) -> Tile | Bundle | None:
    """The tile or bundle of a path, where it is of a log of this size or of an earlier one."""
    try:
        found = parse_path(path)
    except VerificationError:
        return None
    level = found.level if isinstance(found, Tile) else 0
    return found if found.index * WIDTH + found.width <= size >> 8 * level else None


def _check(files: AuditedFiles, path: str, resource: Tile | Bundle) -> None:
    """A tile or bundle of an earlier size: the beginning of what the entries give."""
    message = f"{path} is not the beginning of what the entries give."
    if isinstance(resource, Tile):
        data = files.read(path, WIDTH * HASH_BYTES)
        if data != files.tile(resource.level, resource.index, resource.width):
            files.add_finding("tile-bad", message)
        return
    try:
        entries = parse_bundle(files.read(path, MOST_BUNDLE_BYTES) or b"", resource.width)
    except VerificationError as error:
        files.add_finding("bundle-bad", f"{path}: {error.what}")
        return
    if b"".join(map(hash_leaf, entries)) != files.tile(0, resource.index, resource.width):
        files.add_finding("bundle-bad", message)
