"""Open a register: its first entry names the origin of the log and the format of its entries."""

import re

from goodstanding.ledger.entries import Kind
from goodstanding.ledger.payloads import group_of, text
from goodstanding.ledger.writing import Head, NewEntry
from goodstanding.services.appending import append_batch
from goodstanding.services.ports import Ports, Reader
from goodstanding.values.errors import MisuseError

FORMAT_VERSION = 1
_ORIGIN = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,200}[a-z0-9])?(?:/[a-z0-9._-]{1,80})*")


def open_register(ports: Ports, origin: str) -> tuple[Head, bool]:
    """Write the first entry, or find it there. The head, and whether it was written now."""
    if _ORIGIN.fullmatch(origin) is None:
        raise MisuseError("This is not an origin.", accepted="a host name you hold, such as register.example.org")
    with ports.store.writing() as writer:
        head = writer.head()
        if head.size:
            return head, False
        opened = NewEntry(
            kind=Kind.REGISTER_OPENED, groups={"register": {"origin": origin, "format": FORMAT_VERSION}}
        )
        return append_batch(ports, writer, [opened]), True


def origin_of(reader: Reader) -> str:
    """The origin named by the first entry."""
    entry = reader.entry(0)
    return text(group_of(entry, "register"), "origin") if entry is not None else ""
