"""S27: what each kind of entry may hold. A group is read, printed again, and must be the same: nothing else passes.

Only what is open can be read; which groups an entry commits to stands in its clear part and is always judged.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from goodstanding.ledger.absence import print_epoch, read_epoch
from goodstanding.ledger.adoptions import WithdrawalReason, print_figures, print_proposal, read_figures
from goodstanding.ledger.disclosure_payloads import (
    print_figure_group,
    print_filing,
    print_obligation,
    print_reminder,
    read_figure,
    read_filing,
    read_obligation,
    read_reminder,
)
from goodstanding.ledger.entries import Entry, Kind
from goodstanding.ledger.hold_folds import STEP
from goodstanding.ledger.log_keys import print_log_key, read_log_key
from goodstanding.ledger.payloads import (
    group_of,
    print_case,
    print_competence,
    print_decision,
    print_evidence,
    print_organization,
    print_party,
    print_stages,
    read_case,
    read_competence,
    read_decision,
    read_evidence,
    read_organization,
    read_party,
    read_stages,
    text,
)
from goodstanding.proceedings.authorities import EnrolledAuthority, Mandate
from goodstanding.proceedings.correction_entries import print_correction, read_correction
from goodstanding.proceedings.digests import canonical_text, read_canonical
from goodstanding.proceedings.entries import print_step, read_step
from goodstanding.proceedings.matter_entries import MATTER_KINDS, print_matter, read_matter
from goodstanding.proceedings.plain_forms import from_json, to_json
from goodstanding.proceedings.replies import GROUP, are_words, print_words, read_words
from goodstanding.register.coverage import Coverage
from goodstanding.services.appending import print_instant
from goodstanding.services.displayed import ALWAYS
from goodstanding.services.officers import officer_key
from goodstanding.services.quarantine import Seen
from goodstanding.values.findings import Finding
from goodstanding.values.withheld import Withheld

T = TypeVar("T")

_KEY_BYTES = 32
#: Keyed digests of 16 bytes, commitments of 32.
_DIGEST = re.compile("([0-9a-f]{32}){1,2}")
#: Evidence is a file or a document: without its digest nobody could say which (S6).
_SHA256 = re.compile("[0-9a-f]{64}")

#: A group as it is printed again from what was read of it; what cannot be read raises.
Reprint = Callable[[Entry], object]


class _Why(StrEnum):
    VANISHED = "vanished"
    PRESENT = "present"


class _State(StrEnum):
    ADMITTED = "admitted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class _Register:
    origin: str
    format: int
    secret_check: str


@dataclass(frozen=True, slots=True)
class _Reference:
    scheme: str
    code: str


@dataclass(frozen=True, slots=True)
class _Question:
    reason: _Why
    digest: str


@dataclass(frozen=True, slots=True)
class _Row:
    digest: str
    row: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    state: _State
    seen: Seen | None = None


@dataclass(frozen=True, slots=True)
class _Batch:
    recorded_at: str
    source: str | None = None
    digest: str | None = None
    as_of: date | None = None
    partial: bool | None = None
    counts: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class _Submission:
    key: str
    digest: str
    start: int
    entries: int


@dataclass(frozen=True, slots=True)
class _Parts:
    rulebook: str | None = None
    tests: str | None = None


@dataclass(frozen=True, slots=True)
class _Approval:
    digest: str
    impact: str


@dataclass(frozen=True, slots=True)
class _Adoption:
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class _Withdrawal:
    digest: str
    reason: WithdrawalReason


@dataclass(frozen=True, slots=True)
class _Basis:
    statute: str
    article: str


@dataclass(frozen=True, slots=True)
class _Count:
    positions: int


@dataclass(frozen=True, slots=True)
class _Withdrawn:
    reminders: tuple[int, ...]
    filing: bool


@dataclass(frozen=True, slots=True)
class _LastDay:
    until_on: date


@dataclass(frozen=True, slots=True)
class _Digest:
    digest: str


def _shaped(name: str, shape: type) -> Reprint:
    return lambda entry: to_json(from_json(shape, group_of(entry, name)))


def _submissions(entry: Entry) -> object:
    named = entry.values["submissions"]
    return [to_json(from_json(_Submission, one)) for one in named] if isinstance(named, list) else None


def _effective(entry: Entry) -> object:
    return {"from": date.fromisoformat(text(group_of(entry, "effective"), "from")).isoformat()}


def _officer(entry: Entry) -> object:
    ((officer, key),) = officer_key(entry).items()
    return {"id": officer, "public_key": key.hex()} if len(key) == _KEY_BYTES else None


def _batch(entry: Entry) -> object:
    printed = to_json(from_json(_Batch, group_of(entry, "batch")))
    recorded = text(group_of(entry, "batch"), "recorded_at")
    return printed if print_instant(datetime.fromisoformat(recorded)) == recorded else None


def _told(read: Callable[[Entry], T | Withheld], print_: Callable[[T], object]) -> Reprint:
    """What is read of a group, printed again; None where it is withheld."""

    def told(entry: Entry) -> object:
        found = read(entry)
        return None if isinstance(found, Withheld) else print_(found)

    return told


def _log_key(entry: Entry) -> object:
    found = read_log_key(entry)
    return None if found is None else print_log_key(found.key)["log_key"]


def _epoch(entry: Entry) -> object:
    found = read_epoch(entry)
    if found is None or date.fromisoformat(found.effective).isoformat() != found.effective:
        return None
    return print_epoch(found)["epoch"]


def _proposal(entry: Entry) -> object:
    group = group_of(entry, "rulebook")
    edition, kinds = group.get("edition"), group.get("kinds")
    if type(edition) is not int or not isinstance(kinds, list):
        return None
    first = date.fromisoformat(text(group, "in_force_from"))
    return print_proposal(text(group, "id"), edition, text(group, "digest"), first, map(str, kinds))


def _procedure(entry: Entry) -> object:
    found = read_canonical(text(group_of(entry, "procedure"), "text"))
    return {"id": found.id, "text": canonical_text(found)}


def _step(name: str) -> Reprint:
    def reprint(entry: Entry) -> object:
        found = read_step(entry)
        return None if found is None else print_step(found)[name]

    return reprint


def _correction(entry: Entry) -> object:
    found = read_correction(entry)
    return None if found is None else print_correction(found)["correction"]


def _matter(entry: Entry) -> object:
    found = read_matter(entry)
    return None if found is None else print_matter(found)[STEP]


def _words(entry: Entry) -> object:
    found = read_words(entry).text
    return print_words(found)[GROUP] if isinstance(found, str) and are_words(found) else None


def _evidence(entry: Entry) -> object:
    found = read_evidence(group_of(entry, "evidence"))
    return print_evidence(found) if _SHA256.fullmatch(found.digest) else None


Forms = Mapping[str, Reprint]

_EVIDENCE: Forms = {"evidence": _evidence}
_PARTY: Forms = {"party": lambda entry: print_party(read_party(group_of(entry, "party")))}
_CASE: Forms = {"case": lambda entry: print_case(read_case(group_of(entry, "case")))}
_STAGES: Forms = {"stages": lambda entry: print_stages(read_stages(entry.values["stages"]))}
_DECISION: Forms = {"decision": lambda entry: print_decision(read_decision(group_of(entry, "decision")))}
_OBLIGATION: Forms = {"obligation": _told(read_obligation, print_obligation)}
_QUESTION: Forms = {"question": _shaped("question", _Question)}
_STEP: Forms = {"act": _step("act"), "step": _step("step")}
_MATTER: Forms = {STEP: _matter}
_CORRECTION: Forms = {"correction": _correction}

#: By kind: the groups that an entry of it commits to, each of them.
GROUPS: Mapping[Kind, Forms] = {
    Kind.REGISTER_OPENED: {"register": _shaped("register", _Register)},
    Kind.OFFICER_ENROLLED: {"officer": _officer},
    Kind.COMPETENCE_ENROLLED: {
        "competence": lambda entry: print_competence(read_competence(group_of(entry, "competence")))
    },
    Kind.ORGANIZATION_OPENED: {"organization": _told(read_organization, print_organization)},
    Kind.IDENTITY_SET: {"reference": _shaped("reference", _Reference)},
    Kind.RECORD_ENTERED: {**_PARTY, **_CASE, **_DECISION, **_STAGES, **_EVIDENCE},
    Kind.STAGE_ADDED: {**_STAGES, **_EVIDENCE},
    Kind.RECORD_CORRECTED: _EVIDENCE,
    Kind.RECORD_QUESTIONED: _QUESTION,
    Kind.QUESTION_CLOSED: _QUESTION,
    Kind.ROW_QUARANTINED: {"row": _shaped("row", _Row)},
    Kind.QUARANTINE_DECIDED: {"decision": _shaped("decision", _Answer)},
    Kind.BATCH_CLOSED: {"batch": _batch},
    Kind.LOG_KEY_ENROLLED: {"log_key": _log_key},
    Kind.RULEBOOK_PROPOSED: {"rulebook": _proposal, "text": _shaped("text", _Parts)},
    Kind.RULEBOOK_CONTINUED: {"text": _shaped("text", _Parts)},
    Kind.RULEBOOK_ASSESSED: {"assessment": lambda entry: print_figures(read_figures(group_of(entry, "assessment")))},
    Kind.RULEBOOK_APPROVED: {"approval": _shaped("approval", _Approval)},
    Kind.RULEBOOK_ADOPTED: {"adoption": _shaped("adoption", _Adoption)},
    Kind.RULEBOOK_WITHDRAWN: {"withdrawal": _shaped("withdrawal", _Withdrawal)},
    Kind.REDACTION_REQUESTED: {"law": _shaped("law", _Basis)},
    Kind.REDACTION_CARRIED_OUT: {"redaction": _shaped("redaction", _Count)},
    Kind.DISCLOSURE_DUE: {**_PARTY, **_CASE, **_OBLIGATION, **_EVIDENCE},
    Kind.REMINDER_SERVED: {"reminder": _told(read_reminder, print_reminder), **_EVIDENCE},
    Kind.DISCLOSURE_FILED: {"filing": _told(read_filing, print_filing), **_EVIDENCE},
    Kind.FIGURE_DISCLOSED: {"figure": _told(read_figure, print_figure_group), **_EVIDENCE},
    Kind.DISCLOSURE_CORRECTED: _EVIDENCE,
    Kind.LIST_COMMITTED: {"epoch": _epoch},
    Kind.AUTHORITY_ENROLLED: {"authority": _shaped("authority", EnrolledAuthority)},
    Kind.MANDATE_GIVEN: {"mandate": _shaped("mandate", Mandate)},
    Kind.MANDATE_ENDED: {"mandate": _shaped("mandate", _LastDay)},
    Kind.PROCEDURE_ENROLLED: {"procedure": _procedure},
    Kind.PROCEDURE_APPROVED: {"approval": _shaped("approval", _Digest)},
    Kind.PROCEEDING_OPENED: _STEP,
    Kind.PROCEEDING_ACT: _STEP,
    Kind.REPLY_WORDS: {GROUP: _words},
    Kind.CORRECTION_REQUESTED: _CORRECTION,
    Kind.CORRECTION_ACT: _CORRECTION,
    Kind.CORRECTION_CLOSED: _CORRECTION,
    **dict.fromkeys(MATTER_KINDS, _MATTER),
    Kind.COVERAGE_PUBLISHED: {"coverage": _shaped("coverage", Coverage)},
}
#: By kind: further groups that an entry of it may commit to.
FURTHER: Mapping[Kind, Forms] = {
    Kind.IDENTITY_SET: {"effective": _effective},
    Kind.RECORD_CORRECTED: {**_PARTY, **_CASE, **_DECISION, **_STAGES},
    Kind.BATCH_CLOSED: {"submissions": _submissions},
    Kind.DISCLOSURE_CORRECTED: {
        **_PARTY,
        **_CASE,
        **_OBLIGATION,
        "withdrawn": _shaped("withdrawn", _Withdrawn),
    },
}


@dataclass(slots=True)
class FormsAreClosed:
    """An entry commits to the groups of its kind, what is open of them is in its one form, and digests are digests."""

    context: object

    def see(self, entry: Entry) -> Iterator[Finding]:
        """A group that the kind has not, one that is missing, or a value outside its form."""
        due = GROUPS[entry.envelope.kind]
        may = FURTHER.get(entry.envelope.kind, {})
        clear = entry.envelope
        digests = (one for one in (clear.subject, clear.key, clear.print) if one)
        if not all(_DIGEST.fullmatch(one) for one in (*digests, *clear.commitments.values())):
            yield _finding(entry, "something else stands where a digest is due.")
        committed = set(clear.commitments)
        if not set(due) <= committed <= {*due, *may}:
            yield _finding(entry, "it commits to other groups than its kind has.")
            return
        forms = {**due, **may}
        for name, value in entry.values.items():
            if forms[name](entry) != value:
                yield _finding(entry, f"its group {name} is not in its form.")


@dataclass(slots=True)
class RunInTheOpen:
    """How the register is run is shown whole: nobody is in it, nothing of it expires, and none of it can be erased."""

    context: object

    def see(self, entry: Entry) -> Iterator[Finding]:
        """A key, a competence, rules, the end of a batch, a redaction: kept back, it could hide a breach."""
        if entry.envelope.kind in ALWAYS and set(entry.values) != set(entry.envelope.commitments):
            yield Finding(code="law-hidden", message=f"Entry {entry.seq}: how the register is run is not shown.")


def _finding(entry: Entry, message: str) -> Finding:
    return Finding(code="law-entry", message=f"Entry {entry.seq}: {message}")
