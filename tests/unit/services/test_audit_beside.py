"""What lies in a published folder beside the files of the checkpoint: earlier tiles are checked, the rest is told."""

import pytest
from sample_published import Publishing
from sample_trees import verify_ed25519

from goodstanding.adapters.public_files import DirectoryFiles
from goodstanding.ledger.entries import Kind
from goodstanding.ledger.writing import NewEntry
from goodstanding.services.appending import append_batch
from goodstanding.services.audit_trust import Trust
from goodstanding.services.auditing import audit
from goodstanding.services.log_signing import enroll_first_key
from goodstanding.values.findings import Severity


@pytest.fixture
def publishing(ports):
    """Published at three sizes: beside the tiles of the last one lie two narrower ones."""
    made = Publishing(ports=ports)
    enroll_first_key(ports, made.keys, None)
    for count in (300, 273, 40):
        with ports.store.writing() as writer:
            append_batch(ports, writer, [NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {}})] * count)
        made()
    return made


def findings(publishing, names=None):
    found = audit(
        publishing.files.read, Trust(), verify_ed25519, lambda _: None, names=names or publishing.files.names
    ).findings
    return [(one.code, one.severity) for one in found if one.code != "key-not-given"]


def narrower(publishing, folder):
    """The narrowest of the partial files below a folder."""
    partial = [one for one in publishing.files.names(folder) if ".p/" in one]
    return min(partial, key=lambda one: int(one.rpartition("/")[2]))


def test_what_earlier_publications_left_is_the_beginning_of_the_log(publishing):
    partial = [one for one in publishing.files.names("tile") if ".p/" in one]
    assert len(partial) > 3
    assert findings(publishing) == []


@pytest.mark.parametrize(("folder", "code"), [("tile/0", "tile-bad"), ("tile/entries", "bundle-bad")])
@pytest.mark.parametrize(
    "change", [lambda data: data[:-1], lambda data: b"x" + data[1:], lambda data: b"", lambda _: b"x"]
)
def test_an_earlier_tile_or_bundle_that_was_altered_is_found(publishing, folder, code, change):
    path = narrower(publishing, folder)
    publishing.files.files[path] = change(publishing.files.files[path])
    assert findings(publishing) == [(code, Severity.ERROR)]
    # A server does not say what it has.
    found = audit(publishing.files.read, Trust(), verify_ed25519, lambda _: None).findings
    assert [one.code for one in found] == ["key-not-given"]


STRAY = ("openings/000.bak", "openings/x001/000", "listed/7", "handover/7", "tile/0/x009/000", "tile/9/000", "tile/a")


@pytest.mark.parametrize("path", STRAY)
def test_what_is_no_file_of_this_log_is_told(publishing, path):
    publishing.files.files[path] = b"left by somebody"
    assert findings(publishing) == [("file-beside", Severity.WARNING)]


def test_a_folder_that_cannot_be_listed_is_told(publishing, tmp_path):
    for path, data in publishing.files.files.items():
        (tmp_path / "p" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "p" / path).write_bytes(data)
    (tmp_path / "p" / "tile").rename(tmp_path / "tiles")
    (tmp_path / "p" / "tile").symlink_to(tmp_path / "tiles")
    assert findings(publishing, DirectoryFiles(tmp_path / "p").names) == [("file-beside", Severity.WARNING)]
