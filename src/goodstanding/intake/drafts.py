"""Rows on their way in: what a format adapter hands to the gate, and what the gate answers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import ClassVar, Protocol

from goodstanding.register.authorities import Competence
from goodstanding.register.disclosures import Disclosure
from goodstanding.register.organizations import Organization, OrganizationKind, Role, SizeClass, Tier
from goodstanding.register.records import Case, Decision, Stage
from goodstanding.values.findings import Finding
from goodstanding.values.identifiers import Identifier


class Declared(StrEnum):
    """What the source's own type field says of a row's subject."""

    FIRM = "firm"
    STATE_OWNED = "state-owned-enterprise"
    PUBLIC_BODY = "public-body"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A row that an adapter could read whole. Not yet checked: nothing of it may be stored or printed.

    `source_key` is the format's key (documented per format); rows with equal keys in one file are told
    apart by an ordinal that the import service adds. `activity` is a declared ISIC code, "" where none.
    `legal_form` is a declared legal form, "" where the source has no such field. With a `disclosure`, `decision`
    is what its authority has to be competent for, and there are no stages.
    """

    row: int
    source_key: tuple[str, ...]
    declared: Declared
    name: str
    country: str
    identifiers: tuple[Identifier, ...]
    case: Case
    decision: Decision
    stages: tuple[Stage, ...]
    aliases: tuple[str, ...] = ()
    role: Role = Role.SUBJECT
    tier: Tier | None = None
    size: SizeClass = SizeClass.UNKNOWN
    sector: str = ""
    region: str = ""
    activity: str = ""
    legal_form: str = ""
    concerns: tuple[str, ...] = ()
    disclosure: Disclosure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedRow:
    """A row whose subject can never be held: only counted, never read further. `reason` is a closed code."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedRow:
    """A row that could not be read; the findings say what to mend. The rest of the file lands."""

    row: int
    findings: tuple[Finding, ...]


Row = Draft | DroppedRow | RejectedRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The gate's yes: the organization that this row is about."""

    organization: Organization


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """The gate's question: reason codes. `organization` is what an officer could admit, None where nothing is.

    Nothing of the organization may be stored or printed before an officer's answer.
    """

    reasons: tuple[str, ...]
    organization: Organization | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The gate's no: a person, a sole trader, a single-member form or a civic body by its own declaration."""

    reason: str


Verdict = Kept | Quarantined | Refused


class Format(Protocol):
    """One kind of source file. Adapters implement it; `read` yields every row exactly once, in order.

    `type_field` names the column that says what a row's subject is ("" where the source has none, and
    `declared_by` says why the kind is known or unknown). `read` reads that field first and drops persons
    unread. An unknown ground or a broken structure raises ImportAbortedError: nothing lands.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    type_field: ClassVar[str]
    declared_by: ClassVar[str]
    key_fields: ClassVar[tuple[str, ...]]
    kinds: ClassVar[frozenset[OrganizationKind]]
    competences: ClassVar[tuple[Competence, ...]]

    @property
    def source(self) -> str:
        """Which list this is: full snapshots of one source are compared with each other."""
        ...

    def read(self, path: Path, as_of: date) -> Iterator[Row]:
        """Every row of the file; bounded in bytes, rows and field length."""
        ...
