"""S27: what an entry is about. Links lead back to what they name, subjects were opened, nothing is entered twice.

All of it stands in the clear part of the entries, so it is judged whether anything of them is open or not.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from goodstanding.ledger.entries import OPERATOR, Entry, Envelope, Kind, Relation
from goodstanding.ledger.payloads import group_of, text
from goodstanding.ledger.redactions import REDACTABLE
from goodstanding.proceedings.correction_entries import CORRECTION_KINDS
from goodstanding.proceedings.digests import procedure_digest, read_canonical
from goodstanding.proceedings.entries import FILE_KINDS, file_number
from goodstanding.proceedings.matter_entries import CLAIM_KINDS, RECORDING_KINDS
from goodstanding.values.findings import Finding

_RECORD = frozenset({Kind.RECORD_ENTERED})
_DUE = frozenset({Kind.DISCLOSURE_DUE})
_PROPOSED = {Relation.PROPOSAL: frozenset({Kind.RULEBOOK_PROPOSED})}
_CLAIMANT = {Relation.ORGANIZATION: frozenset({Kind.ORGANIZATION_OPENED})}
_ASKED = {Relation.RECORD: _RECORD, Relation.CORRECTION: frozenset({Kind.CORRECTION_REQUESTED})}

#: By kind: what an entry of it is linked to, once each, and of which kinds that may be. Of others there are no links.
LINKS: Mapping[Kind, Mapping[Relation, frozenset[Kind]]] = {
    Kind.IDENTITY_SET: {Relation.ORGANIZATION: frozenset({Kind.ORGANIZATION_OPENED})},
    Kind.STAGE_ADDED: {Relation.RECORD: _RECORD},
    Kind.RECORD_CORRECTED: {Relation.RECORD: _RECORD},
    # A question about a disclosure names it as it names a record.
    Kind.RECORD_QUESTIONED: {Relation.RECORD: _RECORD | _DUE},
    Kind.QUESTION_CLOSED: {Relation.RECORD: _RECORD | _DUE},
    Kind.QUARANTINE_DECIDED: {Relation.QUARANTINED_ROW: frozenset({Kind.ROW_QUARANTINED})},
    Kind.RULEBOOK_CONTINUED: _PROPOSED,
    Kind.RULEBOOK_ASSESSED: _PROPOSED,
    Kind.RULEBOOK_APPROVED: {**_PROPOSED, Relation.ASSESSMENT: frozenset({Kind.RULEBOOK_ASSESSED})},
    Kind.RULEBOOK_ADOPTED: _PROPOSED,
    Kind.RULEBOOK_WITHDRAWN: _PROPOSED,
    Kind.REDACTION_REQUESTED: {Relation.REDACTED: REDACTABLE},
    Kind.REDACTION_CARRIED_OUT: {Relation.REDACTION: frozenset({Kind.REDACTION_REQUESTED})},
    Kind.REMINDER_SERVED: {Relation.DISCLOSURE: _DUE},
    Kind.DISCLOSURE_FILED: {Relation.DISCLOSURE: _DUE},
    Kind.FIGURE_DISCLOSED: {Relation.DISCLOSURE: _DUE},
    Kind.DISCLOSURE_CORRECTED: {Relation.DISCLOSURE: _DUE},
    Kind.MANDATE_ENDED: {Relation.MANDATE: frozenset({Kind.MANDATE_GIVEN})},
    Kind.PROCEDURE_APPROVED: {Relation.PROCEDURE: frozenset({Kind.PROCEDURE_ENROLLED})},
    Kind.PROCEEDING_ACT: {Relation.PROCEEDING: frozenset({Kind.PROCEEDING_OPENED})},
    Kind.REPLY_WORDS: {
        Relation.PROCEEDING: frozenset({Kind.PROCEEDING_OPENED}),
        Relation.REPLY: frozenset({Kind.PROCEEDING_ACT}),
    },
    Kind.CORRECTION_REQUESTED: {Relation.RECORD: _RECORD},
    Kind.CORRECTION_ACT: _ASKED,
    Kind.CORRECTION_CLOSED: _ASKED,
    Kind.RECORDING_ACT: {Relation.RECORD: _RECORD},
    Kind.CLAIM_MADE: _CLAIMANT,
    Kind.CLAIM_UPHELD: {**_CLAIMANT, Relation.CLAIM: frozenset({Kind.CLAIM_MADE})},
    Kind.CLAIM_DISMISSED: {**_CLAIMANT, Relation.CLAIM: frozenset({Kind.CLAIM_MADE})},
    Kind.IDENTITY_ACT: {Relation.IDENTITY: frozenset({Kind.IDENTITY_PROPOSED})},
}
#: By kind: what an entry of it may be linked to besides: the rules under which it waits, the matter that moves it.
FURTHER_LINKS: Mapping[Kind, Mapping[Relation, frozenset[Kind]]] = {
    Kind.RECORD_ENTERED: {Relation.PROCEDURE: frozenset({Kind.PROCEDURE_ENROLLED})},
    Kind.IDENTITY_SET: {Relation.IDENTITY: frozenset({Kind.IDENTITY_PROPOSED})},
}
#: Links that another rule judges, because the first of its kind has none: see `LogKeysFollow`.
_JUDGED_ELSEWHERE = frozenset({Kind.LOG_KEY_ENROLLED})
#: Links of which an entry may have several.
_SEVERAL = frozenset({Relation.REDACTED})

#: What opens a record or a disclosure: once for each row of a source.
OPENS = _RECORD | _DUE
#: What is said later of one of them.
LATER = frozenset(kind for kind, due in LINKS.items() if any(OPENS & reached for reached in due.values())) - {
    Kind.REDACTION_REQUESTED
}


@dataclass(slots=True)
class LinksLeadBack:
    """What is said of an earlier entry names one, of the kind that it can be said of."""

    context: object
    kinds: dict[int, Kind] = field(default_factory=dict)

    def see(self, entry: Entry) -> Iterator[Finding]:
        """A link forward, to another kind, one that is due and missing, or one that its kind does not have."""
        envelope = entry.envelope
        links, due = envelope.links, LINKS.get(envelope.kind, {})
        may = {**due, **FURTHER_LINKS.get(envelope.kind, {})}
        if any(index >= entry.seq for _, index in links):
            yield _finding("law-link", entry, "it is linked to an entry that is not earlier.")
        elif envelope.kind not in _JUDGED_ELSEWHERE and not self._fits(links, due, may):
            yield _finding("law-link", entry, "it is not linked to the kind of entry that it is about.")
        self.kinds[entry.seq] = envelope.kind

    def _fits(
        self,
        links: tuple[tuple[Relation, int], ...],
        due: Mapping[Relation, frozenset[Kind]],
        may: Mapping[Relation, frozenset[Kind]],
    ) -> bool:
        named = [relation for relation, _ in links]
        once = [relation for relation in named if relation not in _SEVERAL]
        return (
            set(due) <= set(named) <= set(may)
            and len(once) == len(set(once))
            and all(self.kinds.get(index) in may[relation] for relation, index in links)
        )


@dataclass(slots=True)
class SubjectsAreOpened:
    """Whom an entry is about was opened before it, and what is said later of a record is said of the same."""

    context: object
    opened: set[str] = field(default_factory=set)
    records: dict[int, Envelope] = field(default_factory=dict)
    files: dict[int, str] = field(default_factory=dict)
    of_files: set[str] = field(default_factory=set)

    def see(self, entry: Entry) -> Iterator[Finding]:
        """A subject that nobody opened, that was opened twice or moved by nobody, or another one than its record's."""
        kind, subject = entry.envelope.kind, entry.envelope.subject
        if kind in (Kind.ORGANIZATION_OPENED, Kind.IDENTITY_SET):
            again = subject in self.opened and (kind is Kind.ORGANIZATION_OPENED or entry.envelope.actor == OPERATOR)
            if not subject or again or subject in self.of_files:
                yield _finding("law-subject", entry, "it opens no subject, or one that stands for something already.")
            self.opened.add(subject)
        elif kind in OPENS:
            self.records[entry.seq] = entry.envelope
            if subject not in self.opened:
                yield _finding("law-subject", entry, "no earlier entry opened its subject.")
        elif kind in LATER:
            yield from self._see_later(entry)
        elif kind in FILE_KINDS:
            yield from self._see_file(entry)
        elif kind in CLAIM_KINDS:
            if subject not in self.opened:
                yield _finding("law-subject", entry, "no earlier entry opened its subject.")
        elif subject:
            yield _finding("law-subject", entry, "it names a subject, and its kind is about none.")

    def _see_later(self, entry: Entry) -> Iterator[Finding]:
        """A record's later entries are found by its subject: under another one they would be passed over."""
        envelope = entry.envelope
        record = next((self.records[index] for _, index in envelope.links if index in self.records), None)
        if record is None:
            return  # another rule's finding
        same = envelope.subject == record.subject
        if envelope.kind not in CORRECTION_KINDS | RECORDING_KINDS:
            same = same and (envelope.source, envelope.key) == (record.source, record.key)
        if not same:
            yield _finding("law-subject", entry, "it names another subject, source or row than its record.")

    def _see_file(self, entry: Entry) -> Iterator[Finding]:
        """A file has a subject of its own, so that the log does not tell whose file it is (S30)."""
        number, subject = file_number(entry), entry.envelope.subject
        if number == entry.seq:
            if not subject or subject in self.opened or subject in self.of_files:
                yield _finding("law-subject", entry, "its file has no subject of its own.")
            self.files[number] = subject
            self.of_files.add(subject)
        elif self.files.get(number, subject) != subject:
            yield _finding("law-subject", entry, "it names another subject than its file.")


@dataclass(slots=True)
class EnteredOnce:
    """A row of a source is one record, however often it is read; a row in question is answered once."""

    context: object
    rows: set[tuple[str, str]] = field(default_factory=set)
    answered: set[int] = field(default_factory=set)

    def see(self, entry: Entry) -> Iterator[Finding]:
        """A record of no row, a copied one, and a second answer."""
        envelope = entry.envelope
        if envelope.kind in OPENS:
            row = (envelope.source, envelope.key)
            if not all(row):
                yield _finding("law-copy", entry, "it names no row of a source.")
            elif row in self.rows:
                yield _finding("law-copy", entry, "its row of its source was entered before: it is a copy.")
            self.rows.add(row)
        elif envelope.kind is Kind.QUARANTINE_DECIDED:
            asked = envelope.linked(Relation.QUARANTINED_ROW)
            if asked in self.answered:
                yield _finding("law-copy", entry, "its row in question was answered before.")
            self.answered.add(asked)


@dataclass(slots=True)
class ApprovalsName:
    """Who approves or adopts names, by its digest, the very text that it is linked to."""

    context: object
    digests: dict[int, str] = field(default_factory=dict)

    def see(self, entry: Entry) -> Iterator[Finding]:
        """An approval of another text or assessment than the one that it is linked to."""
        if not entry.values:
            return
        kind, links = entry.envelope.kind, entry.envelope.links
        named: dict[Relation, str] = {}
        match kind:
            case Kind.RULEBOOK_PROPOSED:
                self.digests[entry.seq] = text(group_of(entry, "rulebook"), "digest")
            case Kind.RULEBOOK_ASSESSED:
                self.digests[entry.seq] = text(group_of(entry, "assessment"), "impact")
            case Kind.PROCEDURE_ENROLLED:
                told = text(group_of(entry, "procedure"), "text")
                self.digests[entry.seq] = procedure_digest(read_canonical(told))
            case Kind.RULEBOOK_APPROVED:
                group = group_of(entry, "approval")
                named = {Relation.PROPOSAL: text(group, "digest"), Relation.ASSESSMENT: text(group, "impact")}
            case Kind.RULEBOOK_ADOPTED:
                named = {Relation.PROPOSAL: text(group_of(entry, "adoption"), "digest")}
            case Kind.RULEBOOK_WITHDRAWN:
                named = {Relation.PROPOSAL: text(group_of(entry, "withdrawal"), "digest")}
            case Kind.PROCEDURE_APPROVED:
                named = {Relation.PROCEDURE: text(group_of(entry, "approval"), "digest")}
        if any(self.digests.get(index) != named[relation] for relation, index in links if relation in named):
            yield _finding("law-approval", entry, "it names another text than the one that it is linked to.")


@dataclass(slots=True)
class ListsAreDated:
    """A list of the listed is committed as known when its batch began, and of no day ahead."""

    context: object
    waiting: list[tuple[int, str]] = field(default_factory=list)

    def see(self, entry: Entry) -> Iterator[Finding]:
        """A list of another size, or of a day that had not come when it was recorded."""
        kind = entry.envelope.kind
        if kind is Kind.LIST_COMMITTED and entry.values:
            epoch = group_of(entry, "epoch")
            if epoch.get("size") != entry.envelope.batch:
                yield _finding("law-list", entry, "its list is not of the size at which it was committed.")
            self.waiting.append((entry.seq, text(epoch, "effective")))
        elif kind is Kind.BATCH_CLOSED:
            recorded = text(group_of(entry, "batch"), "recorded_at")[:10] if entry.values else ""
            for seq, effective in self.waiting:
                if recorded and effective > recorded:
                    yield Finding(code="law-list", message=f"Entry {seq}: its list is of a day that had not come.")
            self.waiting.clear()


def _finding(code: str, entry: Entry, message: str) -> Finding:
    return Finding(code=code, message=f"Entry {entry.seq}: {message}")
