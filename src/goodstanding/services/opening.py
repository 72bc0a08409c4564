"""Open a register: its first entry names the origin of the log and the format of its entries."""

import re

from goodstanding.ledger.commitments import Groups
from goodstanding.ledger.entries import Kind
from goodstanding.ledger.payloads import group_of, text
from goodstanding.ledger.writing import Head, NewEntry
from goodstanding.services.appending import append_batch
from goodstanding.services.ports import Ports, Reader
from goodstanding.values.errors import MisuseError, SchemaError

FORMAT_VERSION = 1
_PURPOSE = "register"
_ORIGIN = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,200}[a-z0-9])?(?:/[a-z0-9._-]{1,80})*")


def open_register(ports: Ports, origin: str) -> tuple[Head, bool]:
    """Write the first entry, or find it there. The head, and whether it was written now."""
    if _ORIGIN.fullmatch(origin) is None:
        raise MisuseError("This is not an origin.", accepted="a host name you hold, such as register.example.org")
    with ports.store.writing() as writer:
        head = writer.head()
        if head.size:
            return head, False
        check = ports.keyring.digest(_PURPOSE, origin)
        groups: Groups = {"register": {"origin": origin, "format": FORMAT_VERSION, "secret_check": check}}
        return append_batch(ports, writer, [NewEntry(kind=Kind.REGISTER_OPENED, groups=groups)]), True


def origin_of(reader: Reader) -> str:
    """The origin named by the first entry; "" where there is none yet."""
    entry = reader.entry(0)
    return text(group_of(entry, "register"), "origin") if entry is not None else ""


def require_own_secret(ports: Ports) -> None:
    """Refuse a secret that is not this register's: under another one, every look-up would find nothing."""
    entry = ports.store.entry(0)
    if entry is None:
        return
    group = group_of(entry, "register")
    if text(group, "secret_check") != ports.keyring.digest(_PURPOSE, text(group, "origin")):
        raise SchemaError("secret.key is not this register's.", to_do="restore secret.key from this register's backup")
