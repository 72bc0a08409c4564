"""The relation that evaluation needs, flat: which columns, of which types, with which code numbers. Version 1.

The same two tables come out of a register and are published as Parquet; every engine reads only these. Days are
whole numbers, counted from 1970-01-01, so that no engine does calendar arithmetic (settled.md 14). Code numbers
are never given a second meaning: a new code takes the next number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from goodstanding.register.authorities import AuthorityLevel
from goodstanding.register.catalogue import Severity
from goodstanding.register.figures import FigureCode
from goodstanding.register.organizations import OrganizationKind, Role, SizeClass, Tier
from goodstanding.register.records import Status

VERSION = 1
#: Stands where no end is known: later than every day that can be written.
OPEN_DAY = 2**31 - 1
#: The number of every code that is withheld.
WITHHELD = 0

_EPOCH = date(1970, 1, 1).toordinal()


class ColumnType(StrEnum):
    """The closed types of the relation's columns."""

    INT8 = "int8"
    INT16 = "int16"
    INT32 = "int32"
    INT64 = "int64"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `codes` names the list that its numbers stand in."""

    name: str
    type: ColumnType
    says: str
    codes: str = ""
    nullable: bool = False


def day_number(day: date) -> int:
    """Days from 1970-01-01; negative before."""
    return day.toordinal() - _EPOCH


def day_of(number: int) -> date:
    """The date of a day number."""
    return date(1970, 1, 1) + timedelta(days=number)


def _numbered(codes: Sequence[str]) -> Mapping[str, int]:
    return MappingProxyType({code: number for number, code in enumerate(codes, 1)})


KINDS = _numbered((OrganizationKind.COMPANY, OrganizationKind.STATE_OWNED_ENTERPRISE, OrganizationKind.PUBLIC_BODY))
SIZES = _numbered((SizeClass.MICRO, SizeClass.SMALL, SizeClass.MEDIUM, SizeClass.LARGE, SizeClass.UNKNOWN))
TIERS = _numbered((Tier.NATIONAL, Tier.REGIONAL, Tier.LOCAL, Tier.AGENCY))
SEVERITIES = _numbered((Severity.MINOR, Severity.GENERAL, Severity.SERIOUS))
ROLES = _numbered((Role.SUBJECT, Role.CONTROLLED_AFFILIATE))
STATUSES = _numbered(
    (
        Status.FINAL, Status.UNDER_APPEAL, Status.SUSPENDED, Status.ANNULLED, Status.CURED, Status.PRESUMED,
        Status.REHABILITATED,
    )
)  # fmt: skip
LEVELS = _numbered((AuthorityLevel.NATIONAL, AuthorityLevel.REGIONAL, AuthorityLevel.LOCAL, AuthorityLevel.OTHER))
FIGURES = _numbered(
    (
        FigureCode.LIABILITIES_TO_ASSETS, FigureCode.NET_GEARING, FigureCode.CASH_TO_SHORT_TERM_DEBT,
        FigureCode.INVOICES_PAID_IN_TIME, FigureCode.DAYS_TO_PAY, FigureCode.BUYER_GRADE,
    )
)  # fmt: skip
#: The catalogue's categories in the order in which they were numbered. Append; never insert, never remove.
CATEGORIES = _numbered(
    (
        "procurement-fraud", "collusion", "bribery", "false-accounts", "securities-disclosure-breach",
        "simulated-invoices", "tax-and-social-debt", "late-payment-of-suppliers", "contract-non-performance",
        "safety-penalty", "environment-penalty", "labour-penalty", "disclosure-missing", "unlawful-charges",
        "procurement-rule-breach", "unpaid-suppliers", "missed-guaranteed-debt", "decision-annulled",
        "judgment-not-executed", "information-refused", "retaliation", "wrongful-listing",
        "qualified-audit-opinion", "disclosure-late", "remediation-completed", "timely-payment",
        "contracts-performed", "clean-audit", "buyer-performance-grade", "private-debt-default",
        "disclosed-ratios", "foreign-listing",
    )
)  # fmt: skip

#: Every code list by name: what the numbers of a column mean. 0 is a code that is withheld, or that is not given.
CODES: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {
        "kind": KINDS,
        "size": SIZES,
        "tier": TIERS,
        "category": CATEGORIES,
        "severity": SEVERITIES,
        "role": ROLES,
        "status": STATUSES,
        "level": LEVELS,
        "figure": FIGURES,
    }
)

ORGANIZATIONS: tuple[Column, ...] = (
    Column(name="organization", type=ColumnType.INT64, says="The number N of the organization `o-N`; unique."),
    Column(name="kind", type=ColumnType.INT8, codes="kind", says="What kind of subject it is."),
    Column(name="tier", type=ColumnType.INT8, codes="tier", says="Where a public body stands; 0 for all others."),
    Column(name="size", type=ColumnType.INT8, codes="size", says="Its published size band."),
    Column(name="jurisdiction", type=ColumnType.TEXT, says="The country or state whose law it is under."),
    Column(name="sector", type=ColumnType.TEXT, says="Its sector, as the register has it; empty where unknown."),
    Column(name="region", type=ColumnType.TEXT, says="Its region, as the register has it; empty where unknown."),
    Column(name="ownership", type=ColumnType.TEXT, says="`private` or `state`, as its kind says; empty if withheld."),
)

FACTS: tuple[Column, ...] = (
    Column(name="organization", type=ColumnType.INT64, says="The organization; rows of one stand together."),
    Column(name="record", type=ColumnType.INT64, says="The number of the record's entry."),
    Column(name="case_record", type=ColumnType.INT64, nullable=True,
           says="The lowest record of the same case of the organization: the same number, the same case."),
    Column(name="authority", type=ColumnType.TEXT, nullable=True, says="The code of the authority; none if withheld."),
    Column(name="kind", type=ColumnType.INT8, codes="kind", says="The organization's kind, copied here."),
    Column(name="size", type=ColumnType.INT8, codes="size", says="The organization's size band, copied here."),
    Column(name="category", type=ColumnType.INT16, codes="category", says="What kind of record it is."),
    Column(name="severity", type=ColumnType.INT8, codes="severity", says="How grave, by measure and amount."),
    Column(name="role", type=ColumnType.INT8, codes="role", says="How the decision names the organization."),
    Column(name="status", type=ColumnType.INT8, codes="status", says="The status of its case in this span."),
    Column(name="shown_from", type=ColumnType.INT32, says="The first day of the span."),
    Column(name="shown_to", type=ColumnType.INT32,
           says=f"The first day after the span, by a later stage or the end of display; {OPEN_DAY} where open."),
    Column(name="decided_on", type=ColumnType.INT32, says="The day of the decision."),
    Column(name="final_on", type=ColumnType.INT32, says="The first day on which it was final."),
    Column(name="conduct_to", type=ColumnType.INT32, nullable=True, says="The last day of the conduct, if given."),
    Column(name="ends_on", type=ColumnType.INT32, nullable=True, says="The last day of the measure, if it has one."),
    Column(name="amount_units", type=ColumnType.INT64, nullable=True,
           says="The amount in whole reference units, rounded down; none without an amount or a known currency."),
    Column(name="figure", type=ColumnType.INT8, codes="figure", says="Which figure the record states; 0 for none."),
    Column(name="figure_value", type=ColumnType.INT32, nullable=True, says="That figure, in the unit of its code."),
)  # fmt: skip

#: Both tables by name.
TABLES: Mapping[str, tuple[Column, ...]] = MappingProxyType({"organizations": ORGANIZATIONS, "facts": FACTS})
