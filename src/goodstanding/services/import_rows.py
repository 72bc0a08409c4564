"""Reading a source file outside the lock: adapter, gate, admission. Nothing here writes or remembers."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import assert_never

from goodstanding.intake.admission import CompetenceKey, check_record
from goodstanding.intake.drafts import Draft, DroppedRow, Format, Kept, Quarantined, Refused, RejectedRow, Row, Verdict
from goodstanding.ledger.canonical import Json, print_canonical
from goodstanding.ledger.disclosure_payloads import print_disclosure
from goodstanding.ledger.payloads import print_case, print_decision, print_stages
from goodstanding.ledger.projections import fold_name
from goodstanding.register.authorities import Competence
from goodstanding.register.catalogue import Catalogue
from goodstanding.register.organizations import Organization
from goodstanding.register.records import Party
from goodstanding.services.ports import Progress
from goodstanding.services.source_names import check_schemes
from goodstanding.values.errors import ImportAbortedError, MisuseError
from goodstanding.values.findings import Finding
from goodstanding.values.identifiers import Identifier

Gate = Callable[[Draft, Identifier], Verdict]
#: (purpose, text) -> keyed digest: the port's `Keyring.digest`.
Digest = Callable[[str, str], str]

MOST_FINDINGS = 1_000
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedRow:
    """A row that may land: `base` is its source key as text, `print` the keyed digest of its content."""

    draft: Draft
    organization: Organization
    base: str
    print: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRow:
    """A row in question: its number, reason codes and the keyed digest of its content. Nothing else is carried on."""

    row: int
    reasons: tuple[str, ...]
    print: str


@dataclass(slots=True, kw_only=True)
class RowsRead:
    """What became of every row of one file: read = accepted + dropped + held + rejected."""

    read: int = 0
    accepted: list[AcceptedRow] = field(default_factory=list)
    held: list[HeldRow] = field(default_factory=list)
    #: Source keys of rows that cannot be recorded as they are; their records are not gone from the list.
    unfit: set[str] = field(default_factory=set)
    dropped: Counter[str] = field(default_factory=Counter)
    rejected: int = 0
    findings: list[Finding] = field(default_factory=list)

    def reject(self, findings: list[Finding]) -> None:
        """One more row that cannot be recorded, and why, as far as there is room to say it."""
        self.rejected += 1
        if len(self.findings) < MOST_FINDINGS:
            self.findings += findings

    def take_back(self, refused: Mapping[int, list[Finding]]) -> None:
        """Reject accepted rows, by their numbers, that turned out to be unfit."""
        self.accepted = [one for one in self.accepted if one.draft.row not in refused]
        for findings in refused.values():
            self.reject(findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What rows are measured by: gate, catalogue, the competences enrolled, and what an officer admitted.

    `digest` is the register's keyed digest; `admitted` holds the prints of admitted rows; `taken` names are sources'.
    """

    gate: Gate
    catalogue: Catalogue
    competences: Mapping[CompetenceKey, Competence]
    digest: Digest
    admitted: frozenset[str]
    taken: frozenset[str] = frozenset()


def read_accepted(form: Format, path: Path, as_of: date, rules: Rules, progress: Progress) -> RowsRead:
    """Read the whole file and judge every row. An unknown category or ground aborts it whole."""
    outcome = RowsRead()
    for row in form.read(path, as_of):
        outcome.read += 1
        _sort_row(form, row, as_of, rules, outcome)
        if outcome.read % 500 == 0:
            progress(outcome.read)
    progress(outcome.read)
    return outcome


def draft_of_row(form: Format, path: Path, as_of: date, number: int) -> Draft | None:
    """One row read again by its number, None where it is not a readable row."""
    found: Iterator[Row] = (row for row in form.read(path, as_of) if row.row == number)
    row = next(found, None)
    return row if isinstance(row, Draft) else None


def accept(form: Format, draft: Draft, organization: Organization, digest: Digest) -> AcceptedRow:
    """The row with its key and print."""
    content = print_of(draft, digest)
    return AcceptedRow(draft=draft, organization=organization, base=base_of(form, draft), print=content)


def base_of(form: Format, draft: Draft) -> str:
    """The source key of a row as text."""
    return print_canonical([form.source, *draft.source_key]).decode()


def print_of(draft: Draft, digest: Digest) -> str:
    """The keyed digest of a row's content; evidence (file and row number) is not content."""
    parts: list[Json] = [list(draft.source_key), draft.name, list(draft.aliases), draft.country]
    parts += [[str(identifier) for identifier in draft.identifiers]]
    parts += [print_case(draft.case), print_decision(draft.decision), print_stages(draft.stages), draft.role.value]
    if draft.disclosure is not None:
        parts += [print_disclosure(draft.disclosure)]
    return digest("print", print_canonical(parts).decode())


def party_of(accepted: AcceptedRow) -> Party:
    """How the row names the organization."""
    draft = accepted.draft
    return Party(reference=accepted.organization.reference, name=draft.name, aliases=draft.aliases, role=draft.role)


def local_reference(form: Format, draft: Draft) -> Identifier:
    """The source-local reference of a row without identifiers: readable, and told apart by the key's digest.

    Two rows that merely fold to the same words keep two references: a name alone is never a match.
    """
    words = "-".join(_NOT_WORD.sub("-", fold_name(part)).strip("-") for part in draft.source_key if part)
    digest = hashlib.sha256(print_canonical([form.source, *draft.source_key])).hexdigest()[:8]
    return Identifier(form.source, f"{words[:120].strip('-')}-{digest}")


def _sort_row(form: Format, row: Row, as_of: date, rules: Rules, outcome: RowsRead) -> None:
    match row:
        case DroppedRow():
            outcome.dropped[row.reason] += 1
        case RejectedRow():
            outcome.reject(list(row.findings))
        case Draft():
            _sort_draft(form, row, as_of, rules, outcome)


def _sort_draft(form: Format, draft: Draft, as_of: date, rules: Rules, outcome: RowsRead) -> None:
    try:
        category = rules.catalogue.category(draft.decision.category)
    except MisuseError as error:
        raise ImportAbortedError(f"Row {draft.row}: {error.what}", accepted=error.accepted) from None
    if claimed := check_schemes(draft, rules.taken):
        outcome.reject(claimed)
        return
    verdict = rules.gate(draft, local_reference(form, draft))
    match verdict:
        case Refused():
            outcome.dropped[str(verdict.reason)] += 1
            return
        case Quarantined():
            content = print_of(draft, rules.digest)
            if content not in rules.admitted or verdict.organization is None:
                reasons = tuple(str(reason) for reason in verdict.reasons)
                outcome.held.append(HeldRow(row=draft.row, reasons=reasons, print=content))
                return
            organization = verdict.organization
        case Kept():
            organization = verdict.organization
        case _:
            assert_never(verdict)
    findings = check_record(draft, organization, category, rules.catalogue, rules.competences, as_of)
    if findings:
        outcome.reject(findings)
        outcome.unfit.add(base_of(form, draft))
    else:
        outcome.accepted.append(accept(form, draft, organization, rules.digest))
