"""Our own template: what an authority fills in where it has no list of a known format.

- Type field: `subject_type`, read before anything else: `company`, `state-owned-enterprise`, `public-body`;
  `person`, `sole-trader`, `association` (any civic body) and `vessel` are dropped unread; a blank leaves the
  kind unknown (the gate asks for evidence); any other value rejects the row.
- Source key: authority, case number, category, the first identifier, or the name where there is none, and the code of
  the figure where the record states one.
- Competence: none of its own. The authority's competences are enrolled beforehand, and the import service
  refuses a record without one (S36). Finality: the columns `final_on`, `finality` and `statute`.
- Bounds: 200,000 rows (an import holds its rows in memory: split a longer list, with `--partial`), 300 characters
  a text, 50 parts a list; every date of an act lies before the file's.
- Grounds: `category` is a code of the catalogue; the service aborts where it is unknown or forbidden.
- Traps: cells that a spreadsheet would run as a formula; a decision that is final before it was taken; a
  later stage dated before finality. Every problem of a row is found at once, and the rest of the file lands.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar

from goodstanding.adapters.formats.bank_names import folded
from goodstanding.adapters.formats.tabular import Cells, Table, print_rows, read_rows
from goodstanding.adapters.formats.template_cells import CellReader
from goodstanding.adapters.formats.template_decision import read_decision, read_stages
from goodstanding.adapters.formats.template_subject import DECLARED, dropped_row, read_subject, refuse_kind
from goodstanding.intake.drafts import Declared, Draft, RejectedRow, Row
from goodstanding.intake.names import without_notes
from goodstanding.register.authorities import Competence
from goodstanding.register.figures import FigureCode
from goodstanding.register.organizations import OrganizationKind, Role
from goodstanding.register.records import Case
from goodstanding.values.errors import MisuseError

#: Column -> what it holds, in the order of the template.
COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "subject_type": "company, state-owned-enterprise, public-body; blank where unknown",
        "identifiers": "scheme:code, several separated by a semicolon",
        "name": "the organization's name as the decision writes it",
        "aliases": "other names in the decision, separated by semicolons",
        "country": "ISO 3166-1 alpha-2 code",
        "legal_form": "legal form as registered",
        "activity": "ISIC code",
        "tier": "national, regional, local or agency: public bodies only, and there required",
        "size": "micro, small, medium or large; blank where unknown",
        "sector": "sector as a code of small letters, digits and hyphens, such as water-and-waste",
        "region": "region as published",
        "role": "subject (also where blank) or controlled-affiliate",
        "authority": "code of the recording authority",
        "case_number": "the authority's own number of the case, with at most one word",
        "category": "code of the catalogue of categories",
        "measures": "codes of measures, separated by semicolons",
        "status": "presumed, final, under-appeal, suspended, annulled, cured or rehabilitated",
        "status_on": "date of the status; required unless presumed or final",
        "status_reason": "why the status was reached; required unless presumed or final",
        "status_act": "number of the ruling or deed",
        "decided_on": "date of the decision",
        "final_on": "date on which it became final; blank where presumed",
        "finality": "judgment, time-limit-passed, waived, by-its-own-law or official-publication: how it becomes final",
        "statute": "code of the statute under which the authority is competent",
        "amount": "plain decimal with a dot",
        "currency": "ISO 4217 code",
        "conduct_from": "first day of the conduct",
        "conduct_to": "last day of the conduct",
        "ends_on": "last day of the measure",
        "public_money": "number of the contract, tender or grant",
        "figure": f"code of the figure that the publication states: {', '.join(FigureCode)}",
        "figure_value": "that figure, a whole number: permille of a ratio, days, or a grade from 1 (lowest) to 5",
    }
)

#: A file may lack these; then no row states a figure.
OPTIONAL = ("figure", "figure_value")
_TABLE = Table(
    columns=tuple(column for column in COLUMNS if column not in OPTIONAL), optional=OPTIONAL, max_rows=200_000
)
_NOT_GIVEN = dict.fromkeys(OPTIONAL, "")
_REQUIRED = (
    "name",
    "country",
    "authority",
    "case_number",
    "category",
    "measures",
    "status",
    "decided_on",
    "finality",
    "statute",
)
SOURCE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+){0,8}")
_EXAMPLE = (
    {
        "subject_type": "company",
        "identifiers": "xv-reg:C0012345676",
        "name": "Northquay Dredging Ltd",
        "aliases": "Northquay Ltd",
        "country": "XV",
        "legal_form": "limited company",
        "activity": "4290",
        "size": "medium",
        "sector": "construction",
        "region": "Lowmark",
        "authority": "xv-audit-court",
        "case_number": "AC-2023-117",
        "category": "procurement-fraud",
        "measures": "fine;exclusion",
        "status": "final",
        "decided_on": "2023-05-04",
        "final_on": "2023-06-05",
        "finality": "time-limit-passed",
        "statute": "xv-procurement-act",
        "amount": "125000.50",
        "currency": "EUR",
        "conduct_from": "2021-01-01",
        "conduct_to": "2021-12-31",
        "ends_on": "2025-06-04",
        "public_money": "T-2021-0042",
    },
    {
        "subject_type": "public-body",
        "identifiers": "xv-reg:P0000007179",
        "name": "Municipality of Eastferry",
        "country": "XV",
        "tier": "local",
        "authority": "xv-audit-court",
        "case_number": "AC-2022-031",
        "category": "unlawful-charges",
        "measures": "repayment",
        "status": "cured",
        "status_on": "2023-02-01",
        "status_reason": "paid",
        "decided_on": "2022-03-10",
        "final_on": "2022-04-11",
        "finality": "time-limit-passed",
        "statute": "xv-fees-act",
        "amount": "8200",
        "currency": "EUR",
    },
)


def template_text() -> str:
    """The header and two rows about invented organizations, as a file that this format reads."""
    return print_rows(COLUMNS, _EXAMPLE)


class Template:
    """Reads a filled-in template; see the module for every choice."""

    name: ClassVar[str] = "csv"
    title: ClassVar[str] = "Template of this register"
    type_field: ClassVar[str] = "subject_type"
    declared_by: ClassVar[str] = "the column subject_type, filled in by the recording authority"
    key_fields: ClassVar[tuple[str, ...]] = (
        "authority",
        "case_number",
        "category",
        "identifiers or name",
        "figure",
    )
    kinds: ClassVar[frozenset[OrganizationKind]] = frozenset(OrganizationKind)
    competences: ClassVar[tuple[Competence, ...]] = ()

    def __init__(self, source: str = "csv") -> None:
        """`source` tells several lists in this format apart, such as `xv-tax-office`."""
        if SOURCE.fullmatch(source) is None:
            raise MisuseError("This is not the name of a source.", accepted="a-z, 0-9 and -, such as xv-tax-office")
        self.source = source

    def read(self, path: Path, as_of: date) -> Iterator[Row]:
        """Every row, in order; an act dated after `as_of` rejects its row."""
        for row, cells in read_rows(path, _TABLE):
            kind = cells["subject_type"].strip().casefold()
            if (dropped := dropped_row(row, kind)) is not None:
                yield dropped
            else:
                yield _read_row(path.name, row, DECLARED.get(kind), {**_NOT_GIVEN, **cells}, as_of)


def _read_row(file: str, row: int, declared: Declared | None, cells: Cells, as_of: date) -> Row:
    reader = CellReader(file, row, cells)
    reader.require(*_REQUIRED)
    if declared is None:
        refuse_kind(reader)
    draft = _read_draft(reader, row, declared or Declared.UNKNOWN, as_of)
    return draft if draft is not None else RejectedRow(row=row, findings=tuple(reader.findings))


def _read_draft(reader: CellReader, row: int, declared: Declared, as_of: date) -> Draft | None:
    subject = read_subject(reader, declared)
    case = Case(authority=reader.code("authority"), number=reader.number("case_number"))
    decision, stages = read_decision(reader), read_stages(reader, as_of)
    aliases, role = _read_aliases(reader), reader.choice("role", Role)
    if reader.findings or decision is None:
        return None
    first = str(subject.identifiers[0]) if subject.identifiers else folded(subject.name)
    figure = () if decision.figure is None else (decision.figure.code.value,)
    return Draft(
        row=row,
        source_key=(case.authority, case.number, decision.category, first, *figure),
        declared=declared,
        name=subject.name,
        country=subject.country,
        identifiers=subject.identifiers,
        case=case,
        decision=decision,
        stages=stages,
        aliases=aliases,
        role=role or Role.SUBJECT,
        tier=subject.tier,
        size=subject.size,
        sector=subject.sector,
        region=subject.region,
        activity=subject.activity,
        legal_form=subject.legal_form,
    )


def _read_aliases(reader: CellReader) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(without_notes, reader.texts("aliases"))))
