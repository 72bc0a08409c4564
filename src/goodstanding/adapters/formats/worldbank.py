"""The World Bank Group's list of ineligible firms.

- Type field: none; every row's kind is unknown, and the gate asks for evidence (the list may hold people).
- Source key: name without notes, country, first day (the service numbers equal ones). No identifiers.
- Competence: authority `wb`, category `foreign-listing`, the Sanctions Procedures. Finality: by its own law
  (a decision of the Sanctions Board, an uncontested determination, or a settlement).
- Bounds: 1 to 20,000 rows.
- Grounds: read whole by a grammar (see `bank_grounds`); any residue aborts. A controlled affiliate is told
  apart from the firm that was sanctioned; one of a sanctioned individual stands for a person, which the gate
  is told. Kept words: the cell, blanks and last full stop aside.
- Traps: 2999-12-31 for a listing without end; names cut at 80 characters; the same name several times;
  `address` is not read; of `additional_info` only a limit of the listing, and a cell that is nothing but a
  Chinese company's name, are.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import ClassVar

from goodstanding.adapters.formats.bank_grounds import parse_worldbank_grounds
from goodstanding.adapters.formats.bank_lists import (
    FOREIGN_LISTING,
    KEY_FIELDS,
    ListedRow,
    abort_unknown,
    read_listing,
)
from goodstanding.adapters.formats.bank_names import parse_chinese_company_name
from goodstanding.adapters.formats.tabular import Cells, Table, read_rows
from goodstanding.intake.drafts import Declared, Row
from goodstanding.register.authorities import Competence, Statute
from goodstanding.register.organizations import OrganizationKind
from goodstanding.register.records import Finality

_STATUTE = Statute(
    code="wb-sanctions-procedures",
    title="Bank Procedure: Sanctions Proceedings and Settlements in Bank Financed Projects",
    article="section III",
    href="https://www.worldbank.org/en/about/unit/sanctions-system",
)
_TABLE = Table(
    columns=("firm_name", "additional_info", "address", "country", "from_date", "to_date", "grounds"),
    min_rows=1,
    max_rows=20_000,
)


class WorldBank:
    """Reads one full list as the bank exports it; see the module for every choice."""

    name: ClassVar[str] = "worldbank"
    title: ClassVar[str] = "World Bank Group: ineligible firms"
    source: ClassVar[str] = "wb"
    type_field: ClassVar[str] = ""
    declared_by: ClassVar[str] = "nothing: the list has no column for the kind, so every kind is unknown"
    key_fields: ClassVar[tuple[str, ...]] = KEY_FIELDS
    kinds: ClassVar[frozenset[OrganizationKind]] = frozenset({OrganizationKind.COMPANY})
    competences: ClassVar[tuple[Competence, ...]] = (
        Competence(
            authority="wb",
            authority_name="World Bank Group",
            category=FOREIGN_LISTING,
            statute=_STATUTE,
            finality=Finality.BY_ITS_OWN_LAW.value,
        ),
    )

    def read(self, path: Path, as_of: date) -> Iterator[Row]:
        """Every row, in order; `as_of` only dates the snapshot: a list may hold expired rows too."""
        for row, cells in read_rows(path, _TABLE):
            yield _read_row(path.name, row, cells)


def _read_row(file: str, row: int, cells: Cells) -> Row:
    grounds = parse_worldbank_grounds(cells["grounds"])
    if grounds is None:
        abort_unknown(file, row, "ground", "ground", cells["grounds"])
    return read_listing(
        ListedRow(
            file=file,
            row=row,
            authority="wb",
            statute=_STATUTE.code,
            declared=Declared.UNKNOWN,
            name=cells["firm_name"],
            country=cells["country"],
            start=cells["from_date"],
            end=cells["to_date"],
            words=cells["grounds"],
            grounds=grounds,
            scope=cells["additional_info"],
            aliases=(parse_chinese_company_name(cells["additional_info"]),),
        )
    )
