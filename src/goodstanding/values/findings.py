"""Findings: problems of data, returned as values and pointing at file, row and field."""

from dataclasses import dataclass
from enum import StrEnum

WITHHELD_VALUE = "<withheld>"

#: Fields whose content can be nobody's personal data; only their values are ever printed (S40).
PRINTABLE_FIELDS = frozenset(
    {"type", "ground", "date", "amount", "currency", "category", "status", "measure", "country"}
)


class Severity(StrEnum):
    """How bad a finding is: an error keeps the row (or file) out, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One problem. `value` is shown only where `field_kind` is printable; construct through `finding`."""

    code: str
    message: str
    severity: Severity = Severity.ERROR
    file: str = ""
    row: int | None = None
    line: int | None = None
    field: str = ""
    value: str = ""
    accepted: str = ""

    @property
    def says(self) -> str:
        """What is wrong and what is accepted, without the place. A value is in it as little as in the message (S40)."""
        return f"{self.message} Accepted: {self.accepted}." if self.accepted else self.message

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.file, self.line) if part not in ("", None))
        if self.row is not None:
            where = f"{where} row {self.row}".strip()
        parts = [f"[{self.code}]", where, f"field {self.field}:" if self.field else "", self.message]
        if self.value:
            parts.append(f"Found: {self.value}.")
        if self.accepted:
            parts.append(f"Accepted: {self.accepted}.")
        return " ".join(part for part in parts if part)


def printable(field_kind: str, value: str) -> str:
    """The value if its kind of field can hold nobody's personal data, else the withheld mark (S40).

    Long values are withheld too: a name pasted into a date column must not reach a log.
    """
    short = len(value) <= 40 and not any(character in value for character in "\r\n\x00")
    dated_or_counted = field_kind not in {"date", "amount"} or not any(c.isalpha() for c in value)
    if field_kind in PRINTABLE_FIELDS and short and dated_or_counted:
        return value
    return WITHHELD_VALUE
