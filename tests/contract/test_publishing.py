"""The same log is published out of every store: its files are a function of entries, openings and date alone."""

from pathlib import Path

from sample_published import Publishing
from sample_register import Importing, Line, opened_ports

from goodstanding.ledger.entries import Kind
from goodstanding.ledger.writing import NewEntry
from goodstanding.services.appending import append_batch
from goodstanding.services.log_signing import enroll_first_key
from goodstanding.services.proving import prove_entry, prove_heads


def published(ports, importing) -> Publishing:
    made = Publishing(ports=ports)
    enroll_first_key(ports, made.keys, None)
    importing(Line(key="a", identifiers=("xv-reg:C0000000137",)), Line(key="q", verdict="hold"))
    made()
    with ports.store.writing() as writer:
        append_batch(ports, writer, [NewEntry(kind=Kind.ROW_QUARANTINED, groups={"row": {}})] * 600)
    made()
    return made


def test_the_files_are_the_same_whatever_the_database(ports, importing, tmp_path: Path):
    made = published(ports, importing)
    (tmp_path / "memory").mkdir()
    in_memory = opened_ports()
    again = published(in_memory, Importing(ports=in_memory, folder=tmp_path / "memory"))
    assert made.files.files == again.files.files
    assert len(made.files.files) > 10
    assert made.codes() == []


def test_proofs_come_out_of_every_store(ports, importing):
    published(ports, importing)
    size = ports.store.head().size
    for index in (0, 255, 256, 511, 512, size - 1):
        assert prove_entry(ports.store, index, None).head.size == size
    assert prove_heads(ports.store, 2, size).new.size == size
