"""The cells of one row of the template, read strictly: every problem becomes a finding, none stops the reading."""

import re
import unicodedata
from datetime import date
from enum import StrEnum
from typing import TypeVar

from goodstanding.adapters.formats.tabular import Cells
from goodstanding.intake.identifiers import canonical_identifier
from goodstanding.intake.references import LONGEST_REFERENCE, is_reference
from goodstanding.values.dates import parse_date
from goodstanding.values.errors import MisuseError
from goodstanding.values.findings import Finding, printable
from goodstanding.values.identifiers import ORGANIZATION_SCHEME, Identifier
from goodstanding.values.money import Money, decimals_of

Choice = TypeVar("Choice", bound=StrEnum)

MAX_TEXT = 300
MAX_PARTS = 50

_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DECIMAL = re.compile(r"([0-9]{1,16})(?:\.([0-9]{1,4}))?")
#: Persian and Indic words need them; no other character without a glyph is text.
_JOINERS = "\u200c\u200d"
#: A spreadsheet takes a cell that begins so for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@")


class CellReader:
    """Reads cells by their kind and gathers the findings; a cell that is wrong reads as blank."""

    def __init__(self, file: str, row: int, cells: Cells) -> None:
        self._file = file
        self._row = row
        self._cells = {column: cell.strip() for column, cell in cells.items()}
        self.findings: list[Finding] = []

    def add_finding(self, code: str, field: str, message: str, *, kind: str = "", accepted: str = "") -> None:
        """Add a finding, once. The value is shown only where its kind of field can hold nobody's data (S40)
        and it is one word: a name that slipped into the wrong column has two.
        """
        value = self._cells[field]
        finding = Finding(
            code=code,
            message=message,
            file=self._file,
            row=self._row,
            field=field,
            value=printable(kind, value) if kind and len(value.split()) == 1 else "",
            accepted=accepted,
        )
        if finding not in self.findings:
            self.findings.append(finding)

    def is_blank(self, field: str) -> bool:
        """Whether there is nothing in the cell."""
        return not self._cells[field]

    def require(self, *fields: str, because: str = "") -> None:
        """A finding for each of these cells that is blank."""
        for field in fields:
            if self.is_blank(field):
                self.add_finding("missing", field, f"This cell is blank{because}.", accepted="a value")

    def forbid(self, *fields: str, because: str) -> None:
        """A finding for each of these cells that is not blank."""
        for field in fields:
            if not self.is_blank(field):
                self.add_finding("surplus", field, f"This cell has a value{because}.", accepted="nothing")

    def text(self, field: str) -> str:
        """Text on one line, in composed form; refused where a spreadsheet would run it (OWASP: CSV injection)."""
        return self._checked_text(field, self._cells[field])

    def texts(self, field: str) -> tuple[str, ...]:
        """Texts separated by ";", each once."""
        texts = (self._checked_text(field, part) for part in self._parts(field))
        return tuple(dict.fromkeys(text for text in texts if text))

    def number(self, field: str) -> str:
        """The number of a case, deed or contract: text in which nobody's name fits (S26)."""
        text = self.text(field)
        if text and not is_reference(text):
            accepted = f"up to {LONGEST_REFERENCE} letters, digits and signs, with a digit and at most one word"
            self.add_finding("number", field, "This is not a number of a case, deed or contract.", accepted=accepted)
        return text

    def code(self, field: str, *, kind: str = "") -> str:
        """A code of small letters, digits and single hyphens; whether it exists is not checked here."""
        value = self._cells[field]
        if value and (_CODE.fullmatch(value) is None or len(value) > MAX_TEXT):
            self.add_finding("code", field, "This is not a code.", kind=kind, accepted="a-z, 0-9 and single hyphens")
            return ""
        return value

    def day(self, field: str) -> date | None:
        """An ISO date, None where blank."""
        if self.is_blank(field):
            return None
        try:
            return parse_date(self._cells[field])
        except MisuseError as error:
            self.add_finding("date", field, error.what, kind="date", accepted=error.accepted)
            return None

    def days(self, field: str) -> tuple[date, ...]:
        """ISO dates separated by ";", each once."""
        found = []
        for part in self._parts(field):
            try:
                found.append(parse_date(part))
            except MisuseError as error:
                self.add_finding("date", field, error.what, kind="date", accepted=error.accepted)
        return tuple(dict.fromkeys(found))

    def raw(self, field: str) -> str:
        """The cell as it is, for a reader of numbers; never to be kept as text."""
        return self._cells[field]

    def choice(self, field: str, choices: type[Choice], *, kind: str = "") -> Choice | None:
        """One of a closed set, None where blank."""
        return self._chosen(field, self._cells[field], choices, kind) if self._cells[field] else None

    def choices(self, field: str, choices: type[Choice], *, kind: str = "") -> tuple[Choice, ...]:
        """Members of a closed set, separated by ";", each once."""
        chosen = (self._chosen(field, part, choices, kind) for part in self._parts(field))
        return tuple(dict.fromkeys(choice for choice in chosen if choice is not None))

    def identifiers(self, field: str) -> tuple[Identifier, ...]:
        """`scheme:code` separated by ";"; this register's own numbers cannot be claimed by a file."""
        found = []
        for part in self._parts(field):
            try:
                identifier = Identifier.parse(part)
            except MisuseError as error:
                self.add_finding("identifier", field, error.what, accepted="scheme:code")
                continue
            if identifier.scheme == ORGANIZATION_SCHEME:
                self.add_finding("identifier", field, "This scheme is the register's own.", accepted="another scheme")
            found.append(canonical_identifier(identifier))
        return tuple(dict.fromkeys(found))

    def money(self, amount: str, currency: str) -> Money | None:
        """A plain decimal and its currency, both or neither, in no more decimals than the currency has."""
        if self.is_blank(amount) or self.is_blank(currency):
            pair = () if self.is_blank(amount) and self.is_blank(currency) else (amount, currency)
            self.require(*pair, because=" while its pair is not")
            return None
        match, code = _DECIMAL.fullmatch(self._cells[amount]), self._cells[currency]
        if re.fullmatch("[A-Z]{3}", code) is None:
            self.add_finding(
                "currency", currency, "This is not a currency.", kind="currency", accepted="an ISO 4217 code"
            )
            return None
        fraction = (match[2] or "") if match is not None else ""
        decimals = decimals_of(code)
        if match is None or len(fraction) > decimals:
            accepted = f"digits, a dot and at most {decimals} decimals"
            self.add_finding("amount", amount, "This is not an amount.", kind="amount", accepted=accepted)
            return None
        try:
            return Money(minor=int(match[1] + fraction.ljust(decimals, "0")), currency=code)
        except MisuseError as error:
            self.add_finding("amount", amount, error.what, kind="amount", accepted=error.accepted)
            return None

    def _parts(self, field: str) -> list[str]:
        parts = [part.strip() for part in self._cells[field].split(";")] if self._cells[field] else []
        if "" in parts or len(set(parts)) < len(parts) or len(parts) > MAX_PARTS:
            self.add_finding(
                "parts", field, "A part is blank, doubled, or one too many.", accepted=f"up to {MAX_PARTS} parts"
            )
        return [part for part in parts[:MAX_PARTS] if part]

    def _checked_text(self, field: str, text: str) -> str:
        accepted = f"up to {MAX_TEXT} characters on one line that do not begin with {' '.join(_FORMULA_STARTS)}"
        if text.startswith(_FORMULA_STARTS):
            self.add_finding("formula", field, "A spreadsheet would run this text.", accepted=accepted)
        elif len(text) > MAX_TEXT or any(not c.isprintable() and c not in _JOINERS for c in text):
            self.add_finding(
                "text", field, "This text is too long or has characters that do not print.", accepted=accepted
            )
        else:
            return unicodedata.normalize("NFC", " ".join(text.split()))
        return ""

    def _chosen(self, field: str, value: str, choices: type[Choice], kind: str) -> Choice | None:
        try:
            return choices(value)
        except ValueError:
            accepted = ", ".join(choices)
            self.add_finding("choice", field, "This value is not in the closed list.", kind=kind, accepted=accepted)
            return None
