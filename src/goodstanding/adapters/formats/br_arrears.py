"""`br-arrears`: Brazil, the Treasury's list of payments missed on loans that the Union guarantees.

One row is one payment that a state or municipality did not make and the Union made in its place (honra de aval).

Type field: `Tipo de Mutuário`, read first: `Estados` is the regional tier, `Municípios` the local one; anything
    else aborts, since another kind of borrower needs a decision of ours first.
Source key: process, contract, borrower type, borrower, due date, total due in the loan's currency, total honoured
    in BRL. Amounts by value, not spelling. One payment may be honoured in two parts that differ in the last field
    only, and two snapshots list them in different order.
Competence: the Secretaria do Tesouro Nacional publishes what the Union honoured (Lei Complementar 101/2000, art. 40).
Finality: official publication; the record is a published fact, no judgment.
Bounds: 1 to 100,000 rows (1,094 by the end of 2020).

| ground (`Status`) | category | stage |
|---|---|---|
| Honra de Aval | missed-guaranteed-debt | final, by publication, from the day the Union paid |

Identifiers: the source has none. All rows of one borrower share the source-local reference
    `br-arrears:<type>/<name>`; municipalities of one name in two states would share it too.
Traps handled:
- Amounts as `13.063.405,16`, `608016,54`, `6000,0`, `0`, blank components. The components make up the total within
  2 centavos (each of the three, and the total, may be rounded by half a centavo); otherwise the row is rejected.
- Honoured before it was due: nothing was missed on the due date, so the row is rejected. On the very day: kept.
- The Union's own deadline may lie before the due date; it is not read. Neither are the kind of debt, the creditor,
  the currency's name, the components in that currency, and the year and month, which repeat the date honoured.
- A date honoured after the snapshot's own is a rejected row.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar

from goodstanding.adapters.formats.tabular import Cells, Table, read_rows
from goodstanding.intake.drafts import Declared, Draft, RejectedRow, Row
from goodstanding.intake.names import without_notes
from goodstanding.register.authorities import Capacity, Competence, Statute
from goodstanding.register.catalogue import Measure
from goodstanding.register.organizations import OrganizationKind, Tier
from goodstanding.register.records import Case, Decision, Finality, Reason, Stage, Status
from goodstanding.values.errors import ImportAbortedError
from goodstanding.values.findings import Finding, printable
from goodstanding.values.identifiers import Identifier
from goodstanding.values.money import LARGEST, Money

TYPE, BORROWER = "Tipo de Mutuário", "Mutuário"
PROCESS, CONTRACT, GROUND = "Processo PGFN", "Nome do Contrato", "Status"
DUE, HONOURED = "Data de Vencimento", "Data Regularização do Atraso"
DUE_AMOUNT, TOTAL = "Total no Vencimento (Moeda de Origem)", "Honra - Total (R$)"
COMPONENTS = ("Honra - Principal (R$)", "Honra Juros/Encargos (R$)", "Honra - Mora (R$)")

NOT_READ = (
    "Tipo de Dívida",
    "Credor",
    "Classificação do Credor",
    "Data Limite da União",
    "Moeda de Origem",
    "Honra - Principal (Moeda de Origem)",
    "Honra - Juros/Encargos (Moeda de Origem)",
    "Honra - Mora (Moeda de Origem)",
    "Honra - Total (Moeda de Origem)",
    "Ano Regularização",
    "Mês Regularização",
)

TABLE = Table(
    columns=(TYPE, BORROWER, PROCESS, CONTRACT, GROUND, DUE, HONOURED, DUE_AMOUNT, *COMPONENTS, TOTAL, *NOT_READ),
    min_rows=1,
    max_rows=100_000,
)

TIERS: Mapping[str, Tier] = MappingProxyType({"Estados": Tier.REGIONAL, "Municípios": Tier.LOCAL})
GROUNDS: Mapping[str, str] = MappingProxyType({"Honra de Aval": "missed-guaranteed-debt"})

COMPETENCE = Competence(
    authority="br-stn",
    authority_name="Secretaria do Tesouro Nacional",
    category=GROUNDS["Honra de Aval"],
    statute=Statute(
        code="br-lrf-40",
        title="Lei Complementar 101/2000 (Lei de Responsabilidade Fiscal)",
        article="40",
        href="https://www.planalto.gov.br/ccivil_03/leis/lcp/lcp101.htm",
    ),
    finality=Finality.OFFICIAL_PUBLICATION.value,
    capacity=Capacity.PAYMENT_PUBLICATION,
)

#: Minor units by which the components may miss the total.
TOLERANCE = 2

_AMOUNT = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?", re.ASCII)
_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One payment missed and honoured: its dates, what was due (the loan's currency) and honoured (BRL)."""

    due: date
    honoured: date
    due_amount: int
    total: int


class BrArrears:
    """Reads the Treasury's table of honoured guarantees. Knows nothing of what was repaid to the Union since."""

    name: ClassVar[str] = "br-arrears"
    title: ClassVar[str] = "Brazil: payments missed on loans guaranteed by the Union"
    source: ClassVar[str] = "br-arrears"
    type_field: ClassVar[str] = TYPE
    declared_by: ClassVar[str] = "the borrower's type: states and municipalities, public bodies both"
    key_fields: ClassVar[tuple[str, ...]] = (PROCESS, CONTRACT, TYPE, BORROWER, DUE, DUE_AMOUNT, TOTAL)
    kinds: ClassVar[frozenset[OrganizationKind]] = frozenset({OrganizationKind.PUBLIC_BODY})
    competences: ClassVar[tuple[Competence, ...]] = (COMPETENCE,)

    def read(self, path: Path, as_of: date) -> Iterator[Row]:
        """Every row once, in order; an unknown type or ground aborts the whole import."""
        for row, cells in read_rows(path, TABLE):
            _require_known(path, row, "type", cells[TYPE].strip(), tuple(TIERS))
            _require_known(path, row, "ground", cells[GROUND].strip(), tuple(GROUNDS))
            payment = _read_payment(cells, as_of)
            if isinstance(payment, Payment):
                yield _draft(row, cells, payment)
            else:
                yield RejectedRow(row=row, findings=tuple(replace(each, file=path.name, row=row) for each in payment))


def parse_amount(text: str) -> int | None:
    """Minor units of a Brazilian number, `13.063.405,16` or `6000,0`; None for any other writing."""
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        return None
    minor = int(match[1].replace(".", "")) * 100 + int((match[2] or "").ljust(2, "0"))
    return minor if minor <= LARGEST else None


def parse_day(text: str) -> date | None:
    """A date as DD/MM/YYYY; None for any other writing."""
    match = _DAY.fullmatch(text.strip())
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None


def print_reference(borrower_type: str, borrower: str) -> str:
    """`estados/serra-dourada-do-sul`: lower case ASCII, whatever is no letter or digit as one hyphen."""
    return "/".join(_slug(text) for text in (borrower_type, borrower))


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _require_known(path: Path, row: int, kind: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise ImportAbortedError(
            f"{path.name} row {row} has an unknown {kind}: {printable(kind, value) or 'blank'}.",
            accepted=", ".join(known),
            to_do=f"map the {kind} in the format before importing",
        )


def _read_payment(cells: Cells, as_of: date) -> Payment | tuple[Finding, ...]:
    """The row's dates and amounts; or everything that keeps it out."""
    due, honoured = parse_day(cells[DUE]), parse_day(cells[HONOURED])
    due_amount, total = parse_amount(cells[DUE_AMOUNT]), parse_amount(cells[TOTAL])
    found = (
        *(_missing(field) for field in (PROCESS, CONTRACT, BORROWER) if not _slug(cells[field])),
        *_check_dates(cells, due, honoured, as_of),
        *_check_amounts(cells, due_amount, total),
    )
    if found or due is None or honoured is None or due_amount is None or total is None:
        return found
    return Payment(due=due, honoured=honoured, due_amount=due_amount, total=total)


def _missing(field: str) -> Finding:
    return Finding(code="field-missing", message="the field is blank or has no letter", field=field, accepted="a text")


def _check_dates(cells: Cells, due: date | None, honoured: date | None, as_of: date) -> Iterator[Finding]:
    for field, day in ((DUE, due), (HONOURED, honoured)):
        if day is None:
            yield _finding("date-unreadable", "not a date", field, "date", cells, "DD/MM/YYYY")
    if honoured is not None and honoured > as_of:
        yield _finding(
            "date-after-snapshot", "dated after the snapshot", HONOURED, "date", cells, f"up to {as_of.isoformat()}"
        )
    if honoured is not None and due is not None and honoured < due:
        yield _finding(
            "honoured-before-due",
            "paid before it was due: nothing was missed",
            HONOURED,
            "date",
            cells,
            DUE + " or later",
        )


def _check_amounts(cells: Cells, due_amount: int | None, total: int | None) -> Iterator[Finding]:
    components = [parse_amount(cells[field].strip() or "0") for field in COMPONENTS]
    for field, amount in (
        (DUE_AMOUNT, due_amount),
        (TOTAL, total),
        *zip(COMPONENTS, components, strict=True),
    ):
        if amount is None:
            yield _finding("amount-unreadable", "not an amount", field, "amount", cells, "1.234.567,89 or 1234567,89")
    if total == 0:
        yield _finding("nothing-honoured", "the Union paid nothing", TOTAL, "amount", cells, "more than 0")
    known = [amount for amount in components if amount is not None]
    if total is not None and len(known) == len(COMPONENTS) and abs(sum(known) - total) > TOLERANCE:
        yield _finding(
            "amounts-disagree", "the components do not make up the total", TOTAL, "amount", cells, "their sum"
        )


def _finding(code: str, message: str, field: str, kind: str, cells: Cells, accepted: str) -> Finding:
    return Finding(
        code=code, message=message, field=field, value=printable(kind, cells[field].strip()), accepted=accepted
    )


def _draft(row: int, cells: Cells, payment: Payment) -> Draft:
    process, contract, borrower_type = (" ".join(cells[field].split()) for field in (PROCESS, CONTRACT, TYPE))
    borrower = without_notes(" ".join(cells[BORROWER].split()))
    due_on = payment.due.isoformat()
    tier = TIERS[borrower_type]
    return Draft(
        row=row,
        source_key=(process, contract, borrower_type, borrower, due_on, str(payment.due_amount), str(payment.total)),
        declared=Declared.PUBLIC_BODY,
        name=borrower,
        country="BR",
        tier=tier,
        region=borrower if tier is Tier.REGIONAL else "",
        identifiers=(Identifier("br-arrears", print_reference(borrower_type, borrower)),),
        case=Case(authority=COMPETENCE.authority, number=f"{process}/{contract}/{due_on}"),
        decision=Decision(
            category=COMPETENCE.category,
            measures=(Measure.PUBLISHED_FACT,),
            decided_on=payment.honoured,
            finality=Finality.OFFICIAL_PUBLICATION,
            statute=COMPETENCE.statute.code,
            amount=Money(minor=payment.total, currency="BRL"),
            conduct_from=payment.due,
            conduct_to=payment.due,
        ),
        stages=(
            Stage(
                status=Status.FINAL,
                effective_on=payment.honoured,
                decided_on=payment.honoured,
                reason=Reason.PUBLICATION,
            ),
        ),
    )
