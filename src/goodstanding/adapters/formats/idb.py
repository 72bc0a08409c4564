"""The Inter-American Development Bank's list of sanctioned firms.

- Type field: `Entity`, read before anything else. `Firm` is a declared firm; `Individual` and `Vessel` in any
  case are dropped unread; a blank or any other value leaves the kind unknown (the gate asks for evidence).
- Source key: name without notes, nationality, first day (the service numbers equal ones). No identifiers.
- Competence: authority `idb`, category `foreign-listing`, its Sanctions Procedures. Finality: by its own law,
  since a decision of the Sanctions Committee is final and takes effect at once (section 8).
- Bounds: 1 to 20,000 rows.
- Grounds: `Grounds` combines practices ("Fraud, Collusion"), a blank means not stated; `Source`, `IDB Sanction
  Type` and `IDB Sanction Source` are closed. Anything else aborts. Kept words: grounds, source, type.
- Traps: "Ongoing"; names in quotes of several kinds, cut off at "("; short names, former names and tax numbers
  in brackets; `Country` is where the project was and is not read as the firm's country (`Nationality` is);
  `Other Name` has blanks inside Chinese words.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import ClassVar

from goodstanding.adapters.formats.bank_grounds import parse_idb_grounds
from goodstanding.adapters.formats.bank_lists import (
    FOREIGN_LISTING,
    KEY_FIELDS,
    ListedRow,
    abort_unknown,
    read_listing,
)
from goodstanding.adapters.formats.bank_names import parse_other_names
from goodstanding.adapters.formats.tabular import Cells, Table, read_rows
from goodstanding.intake.drafts import Declared, DroppedRow, Row
from goodstanding.register.authorities import Competence, Statute
from goodstanding.register.organizations import OrganizationKind
from goodstanding.register.records import Finality

_STATUTE = Statute(
    code="idb-sanctions-procedures",
    title="Sanctions Procedures of the Inter-American Development Bank Group",
    article="section 8",
    href="https://www.iadb.org/en/integrity/sanctions-system",
)
_TABLE = Table(
    columns=(
        "Title",
        "Entity",
        "Nationality",
        "Country",
        "From",
        "To",
        "Grounds",
        "Source",
        "IDB Sanction Type",
        "IDB Sanction Source",
        "Other Name",
    ),
    min_rows=1,
    max_rows=20_000,
)
_DROPPED = {"individual": "person", "vessel": "vessel"}
_CLOSED = {
    "IDB Sanction Type": frozenset({"", "Debarment", "Debarment w/ conditional release"}),
    "IDB Sanction Source": frozenset(
        {"", "Sanctions Committee", "Sanctions Officer", "NRA (Negotiated Resolution Agreement)"}
    ),
}


class Idb:
    """Reads one full list as the bank exports it; see the module for every choice."""

    name: ClassVar[str] = "idb"
    title: ClassVar[str] = "Inter-American Development Bank: sanctioned firms"
    source: ClassVar[str] = "idb"
    type_field: ClassVar[str] = "Entity"
    declared_by: ClassVar[str] = "the column Entity: Firm, Individual or Vessel"
    key_fields: ClassVar[tuple[str, ...]] = KEY_FIELDS
    kinds: ClassVar[frozenset[OrganizationKind]] = frozenset({OrganizationKind.COMPANY})
    competences: ClassVar[tuple[Competence, ...]] = (
        Competence(
            authority="idb",
            authority_name="Inter-American Development Bank",
            category=FOREIGN_LISTING,
            statute=_STATUTE,
            finality=Finality.BY_ITS_OWN_LAW.value,
        ),
    )

    def read(self, path: Path, as_of: date) -> Iterator[Row]:
        """Every row, in order; `as_of` only dates the snapshot: a list holds expired rows too."""
        for row, cells in read_rows(path, _TABLE):
            kind = cells["Entity"].strip().casefold()
            if kind in _DROPPED:
                yield DroppedRow(row=row, reason=_DROPPED[kind])
            else:
                yield _read_row(path.name, row, Declared.FIRM if kind == "firm" else Declared.UNKNOWN, cells)


def _read_row(file: str, row: int, declared: Declared, cells: Cells) -> Row:
    for field, accepted in _CLOSED.items():
        if cells[field].strip() not in accepted:
            abort_unknown(file, row, field, "ground", cells[field])
    grounds = parse_idb_grounds(cells["Grounds"], cells["Source"])
    if grounds is None:
        abort_unknown(file, row, "Grounds or Source", "ground", f"{cells['Grounds'].strip()}; {cells['Source']}")
    stated = cells["Grounds"].strip() or "Ground not stated"
    return read_listing(
        ListedRow(
            file=file,
            row=row,
            authority="idb",
            statute=_STATUTE.code,
            declared=declared,
            name=cells["Title"],
            country=cells["Nationality"],
            start=cells["From"],
            end=cells["To"],
            words="; ".join(filter(None, (stated, cells["Source"].strip(), cells["IDB Sanction Type"].strip()))),
            grounds=grounds,
            scope=cells["Title"],
            aliases=parse_other_names(cells["Other Name"]),
        )
    )
