"""Which revisions of the schema this version of the software knows."""

from goodstanding.values.errors import SchemaError

NEWEST_REVISION = "0007"
_KNOWN_REVISIONS = frozenset({"0001", "0002", "0003", "0004", "0005", "0006", "0007"})


def require_known_schema(found: str) -> None:
    """Refuse a schema that is newer than this software, or that `init` has to migrate first."""
    if found not in _KNOWN_REVISIONS:
        raise SchemaError("This register was written by a newer version of goodstanding.", to_do="upgrade goodstanding")
    if found != NEWEST_REVISION:
        raise SchemaError("This register has an older schema.", to_do="run `goodstanding init` to migrate it")
