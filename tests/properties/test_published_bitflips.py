"""Every single bit of a published checkpoint and tile, and many of bundles and openings: an audit finds each."""

import random

import pytest
from sample_published import Publishing
from sample_register import Importing, Line, opened_ports

from goodstanding.services.audit_trust import Trust
from goodstanding.services.log_signing import enroll_first_key, enrolled_keys
from goodstanding.values.findings import Severity

SAMPLED = 1_500


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Publishing, Trust]:
    made = Publishing(ports=opened_ports())
    key, _ = enroll_first_key(made.ports, made.keys, None)
    importing = Importing(ports=made.ports, folder=tmp_path_factory.mktemp("lists"))
    importing(Line(key="a", identifiers=("xv-reg:C0000000137",)), Line(key="b", identifiers=("xv-reg:C0000000138",)))
    made()
    assert [one.key for one in enrolled_keys(made.ports.store, 99)] == [key]
    assert made.audit(Trust(keys=(key,))).findings == ()
    return made, Trust(keys=(key,))


def unseen(published: tuple[Publishing, Trust], path: str, bits: list[int]) -> list[int]:
    """The bits that may be turned over without any error."""
    publishing, trust = published
    files = publishing.files.files
    whole, missed = files[path], []
    for bit in bits:
        place, shift = divmod(bit, 8)
        files[path] = whole[:place] + bytes([whole[place] ^ (1 << shift)]) + whole[place + 1 :]
        errors = [one for one in publishing.audit(trust).findings if one.severity is Severity.ERROR]
        if not errors:
            missed.append(bit)
    files[path] = whole
    return missed


def bits_of(published: tuple[Publishing, Trust], path: str) -> list[int]:
    return list(range(8 * len(published[0].files.files[path])))


def paths(published: tuple[Publishing, Trust], folder: str) -> list[str]:
    return list(published[0].files.names(folder))


def test_no_turned_bit_of_checkpoint_and_tiles_passes(published: tuple[Publishing, Trust]) -> None:
    for path in ("checkpoint", *paths(published, "tile/0")):
        assert unseen(published, path, bits_of(published, path)) == [], path


def test_no_turned_bit_of_entries_and_openings_passes(published: tuple[Publishing, Trust]) -> None:
    choose = random.Random(20240601)
    for path in (*paths(published, "tile/entries"), *paths(published, "openings")):
        assert unseen(published, path, choose.sample(bits_of(published, path), SAMPLED)) == [], path


@pytest.mark.endurance
def test_every_bit_of_everything_that_is_published(published: tuple[Publishing, Trust]) -> None:
    for path in published[0].files.files:
        if path != "manifest.json":
            assert unseen(published, path, bits_of(published, path)) == [], path
