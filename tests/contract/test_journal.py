"""What every redaction journal owes; and the file's own duties."""

import stat

import pytest
from sample_register import MemoryJournal

from goodstanding.adapters.journal import MARK, NAME, FileJournal
from goodstanding.services.ports import Erasure
from goodstanding.values.errors import SchemaError

FIRST = Erasure(anchor=(12, bytes(32)), positions=((4, b"\x01" * 32), (7, b"\x02" * 32)))
SECOND = Erasure(anchor=(20, b"\x03" * 32), positions=())


@pytest.mark.parametrize("make", [FileJournal, lambda _: MemoryJournal()])
def test_what_was_added_is_read_in_order(make, tmp_path):
    journal = make(tmp_path)
    assert journal.read() == []
    for erasure in (FIRST, SECOND):
        journal.add(erasure)
    assert journal.read() == [FIRST, SECOND]


def test_another_process_reads_it_and_nobody_else(tmp_path):
    FileJournal(tmp_path).add(FIRST)
    assert FileJournal(tmp_path).read() == [FIRST]
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600


def test_a_torn_line_is_not_one_and_the_next_takes_its_place(tmp_path):
    FileJournal(tmp_path).add(FIRST)
    with (tmp_path / NAME).open("ab") as stream:
        stream.write(b'{"anchor":[20,"03')
    assert FileJournal(tmp_path).read() == [FIRST]
    FileJournal(tmp_path).add(SECOND)
    assert FileJournal(tmp_path).read() == [FIRST, SECOND]


@pytest.mark.parametrize(
    "line", [b"no json", b"{}", b'{"anchor":[1],"erased":[]}', b'{"anchor":[1,"xx"],"erased":[]}', b"[]", b"1"]
)
def test_a_damaged_journal_is_refused(tmp_path, line):
    (tmp_path / NAME).write_bytes(line + b"\n")
    with pytest.raises(SchemaError, match="journal"):
        FileJournal(tmp_path).read()


@pytest.mark.parametrize("make", [FileJournal, lambda _: MemoryJournal()])
def test_who_is_cut_off_leaves_a_mark_and_who_is_refused_none(make, tmp_path):
    journal = make(tmp_path)
    assert not journal.is_cut_off()
    with pytest.raises(SchemaError), journal.erasing():
        raise SchemaError("refused")
    assert not journal.is_cut_off()
    with pytest.raises(KeyboardInterrupt), journal.erasing():
        raise KeyboardInterrupt
    assert journal.is_cut_off()
    with journal.erasing():
        pass
    assert not journal.is_cut_off()


def test_who_is_still_at_it_was_not_cut_off(tmp_path):
    with FileJournal(tmp_path).erasing():
        assert (tmp_path / MARK).read_bytes()
        assert not FileJournal(tmp_path).is_cut_off()
