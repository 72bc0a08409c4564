"""A rulebook that stands in the register's log, by `ID:EDITION`."""

from pathlib import Path

from goodstanding.bootstrap.adoption import is_proposal_name, read_rulebook_named
from goodstanding.bootstrap.register import open_ports
from goodstanding.rulebook.model import Rulebook
from goodstanding.settings import data_directory


def proposed(asked: str, data: Path | None) -> Rulebook | None:
    """The rulebook proposed under this name; None where it names a file or a sample instead."""
    if not is_proposal_name(asked):
        return None
    ports = open_ports(data_directory(data))
    with ports.store.reading() as reader:
        return read_rulebook_named(reader, reader.head().size, asked)
