"""One forged entry of each kind: what whoever holds the database and the log's key can write past the software."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from sample_published import Publishing
from sample_register import COMPETENCE, ORIGIN
from sample_trees import invented_key

from goodstanding.ledger.absence import Epoch, print_epoch
from goodstanding.ledger.canonical import Json
from goodstanding.ledger.commitments import Groups
from goodstanding.ledger.entries import Entry, Kind, Relation
from goodstanding.ledger.log_keys import print_log_key
from goodstanding.ledger.payloads import print_competence
from goodstanding.ledger.writing import NewEntry, Signer

SOMEBODY = "f" * 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Forger:
    """The log that is there, with a record and a row in question, and an officer whose key is misused."""

    publishing: Publishing
    officer: str
    sign: Signer

    def of(self, kind: Kind) -> Entry:
        """The first entry of a kind."""
        return next(iter(self.publishing.ports.store.entries_of([kind], 9_999)))

    def entry(self, kind: Kind, groups: Groups, *links: tuple[Relation, int]) -> NewEntry:
        """By the operator."""
        return NewEntry(kind=kind, groups=groups, links=links)

    def signed(self, kind: Kind, groups: Groups, *links: tuple[Relation, int]) -> NewEntry:
        """By the officer."""
        return replace(self.entry(kind, groups, *links), actor=self.officer, sign=self.sign)

    def later(self, kind: Kind, groups: Groups) -> NewEntry:
        """About the record, as its own source would tell it."""
        record = self.of(Kind.RECORD_ENTERED)
        return self.like(record, kind, groups, ((Relation.RECORD, record.seq),))

    def like(self, entry: Entry, kind: Kind, groups: Groups, links: tuple[tuple[Relation, int], ...] = ()) -> NewEntry:
        """With the clear part of an entry that is there."""
        clear, print_ = entry.envelope, "e" * 32
        return NewEntry(
            kind=kind,
            groups=groups,
            links=links,
            subject=clear.subject,
            source=clear.source,
            key=clear.key,
            print=print_,
        )


Forgery = Callable[[Forger], list[NewEntry]]


def copied(kind: Kind) -> Forgery:
    return lambda by: [by.like(by.of(kind), kind, by.of(kind).values)]


def unsigned(kind: Kind, groups: Groups) -> Forgery:
    return lambda by: [by.entry(kind, groups)]


def about_a_row(kind: Kind, relation: Relation, groups: Groups) -> Forgery:
    """Said of a row in question, of which it cannot be said."""
    return lambda by: [by.signed(kind, groups, (relation, by.of(Kind.ROW_QUARANTINED).seq))]


def officer_twice(by: Forger) -> list[NewEntry]:
    key, _ = invented_key(5, ORIGIN)
    return [by.entry(Kind.OFFICER_ENROLLED, {"officer": {"id": by.officer, "public_key": key.public_key.hex()}})]


def moved_identifier(by: Forger) -> list[NewEntry]:
    opened = by.of(Kind.ORGANIZATION_OPENED)
    groups: Groups = {"reference": {"scheme": "xv-reg", "code": "C0000000137"}}
    return [by.like(opened, Kind.IDENTITY_SET, groups, ((Relation.ORGANIZATION, opened.seq),))]


def stage_under_another_subject(by: Forger) -> list[NewEntry]:
    record = by.of(Kind.RECORD_ENTERED)
    groups = {name: record.values[name] for name in ("stages", "evidence")}
    return [replace(by.later(Kind.STAGE_ADDED, groups), subject=SOMEBODY)]


def malformed_decision(by: Forger) -> list[NewEntry]:
    record = by.of(Kind.RECORD_ENTERED)
    decision = record.values["decision"]
    assert isinstance(decision, dict)
    minor: Json = {"a": []}
    groups: Groups = {"decision": decision | {"minor": minor}, "evidence": record.values["evidence"]}
    return [by.later(Kind.RECORD_CORRECTED, groups)]


def question_ahead(by: Forger) -> list[NewEntry]:
    closed = by.later(Kind.QUESTION_CLOSED, {"question": {"reason": "present", "digest": "0" * 64}})
    return [replace(closed, links=((Relation.RECORD, 9_999),))]


def row_with_its_content(by: Forger) -> list[NewEntry]:
    row = by.of(Kind.ROW_QUARANTINED)
    return [by.like(row, Kind.ROW_QUARANTINED, {**row.values, "content": {"name": "Ada Invented"}})]


def batch_dated_back(by: Forger) -> list[NewEntry]:
    return [by.entry(Kind.BATCH_CLOSED, {"batch": {"recorded_at": "2020-01-01T00:00:00Z"}})]


def carried_out_alone(by: Forger) -> list[NewEntry]:
    seq = by.publishing.ports.store.head().size
    law: Groups = {"law": {"statute": "xv-archive-act", "article": "art. 9"}}
    record = by.of(Kind.ROW_QUARANTINED).seq
    return [
        by.signed(Kind.REDACTION_REQUESTED, law, (Relation.REDACTED, record)),
        by.signed(Kind.REDACTION_CARRIED_OUT, {"redaction": {"positions": 1}}, (Relation.REDACTION, seq)),
    ]


def disclosure_on_a_record_s_row(by: Forger) -> list[NewEntry]:
    record = by.of(Kind.RECORD_ENTERED)
    due: Json = {"kind": "annual-accounts", "period_to": "2023-12-31", "due_on": "2024-04-30", "statute": "xv-act-7"}
    groups = {name: record.values[name] for name in ("party", "case", "evidence")}
    return [by.like(record, Kind.DISCLOSURE_DUE, {**groups, "obligation": due})]


def list_that_nobody_has(by: Forger) -> list[NewEntry]:
    size = by.publishing.ports.store.head().size
    epoch = Epoch(effective="2024-06-01", size=size, count=1, root=bytes(32), excluded=0)
    # The list that is served beside it is another one: an empty one.
    by.publishing.files.replace(f"listed/{size}", b"")
    return [by.entry(Kind.LIST_COMMITTED, print_epoch(epoch))]


def key_that_follows_none(by: Forger) -> list[NewEntry]:
    """A second key, signed for by nobody; the log goes on under the first one."""
    key, _ = invented_key(6, ORIGIN)
    return [by.entry(Kind.LOG_KEY_ENROLLED, print_log_key(key))]


TEXT: Groups = {"text": {"rulebook": "{}"}}
QUESTION: Groups = {"question": {"reason": "vanished", "digest": "0" * 64}}
LAW: Groups = {"law": {"statute": "xv-archive-act", "article": "art. 9"}}
REGISTER: Groups = {"register": {"origin": ORIGIN, "format": 1, "secret_check": "0" * 32}}

#: By kind: the forgery, and the code of the finding that the rules make of it.
FORGERIES: Mapping[Kind, tuple[Forgery, str]] = {
    Kind.REGISTER_OPENED: (unsigned(Kind.REGISTER_OPENED, REGISTER), "law-opening"),
    Kind.OFFICER_ENROLLED: (officer_twice, "law-officer"),
    Kind.COMPETENCE_ENROLLED: (
        unsigned(Kind.COMPETENCE_ENROLLED, {"competence": print_competence(COMPETENCE)}),
        "law-unsigned",
    ),
    Kind.ORGANIZATION_OPENED: (copied(Kind.ORGANIZATION_OPENED), "law-subject"),
    Kind.IDENTITY_SET: (moved_identifier, "law-subject"),
    Kind.RECORD_ENTERED: (copied(Kind.RECORD_ENTERED), "law-copy"),
    Kind.STAGE_ADDED: (stage_under_another_subject, "law-subject"),
    Kind.RECORD_CORRECTED: (malformed_decision, "law-entry"),
    Kind.RECORD_QUESTIONED: (about_a_row(Kind.RECORD_QUESTIONED, Relation.RECORD, QUESTION), "law-link"),
    Kind.QUESTION_CLOSED: (question_ahead, "law-link"),
    Kind.ROW_QUARANTINED: (row_with_its_content, "law-entry"),
    Kind.QUARANTINE_DECIDED: (
        lambda by: [
            by.entry(
                Kind.QUARANTINE_DECIDED,
                {"decision": {"state": "refused"}},
                (Relation.QUARANTINED_ROW, by.of(Kind.ROW_QUARANTINED).seq),
            )
        ],
        "law-unsigned",
    ),
    Kind.BATCH_CLOSED: (batch_dated_back, "law-batch"),
    Kind.LOG_KEY_ENROLLED: (key_that_follows_none, "law-key"),
    Kind.RULEBOOK_PROPOSED: (unsigned(Kind.RULEBOOK_PROPOSED, TEXT), "law-unsigned"),
    Kind.RULEBOOK_CONTINUED: (about_a_row(Kind.RULEBOOK_CONTINUED, Relation.PROPOSAL, TEXT), "law-link"),
    Kind.RULEBOOK_ASSESSED: (about_a_row(Kind.RULEBOOK_ASSESSED, Relation.PROPOSAL, {"assessment": {}}), "law-link"),
    Kind.RULEBOOK_APPROVED: (about_a_row(Kind.RULEBOOK_APPROVED, Relation.PROPOSAL, {"approval": {}}), "law-link"),
    Kind.RULEBOOK_ADOPTED: (
        about_a_row(Kind.RULEBOOK_ADOPTED, Relation.PROPOSAL, {"adoption": {"digest": "0" * 64, "size": 1}}),
        "law-link",
    ),
    Kind.RULEBOOK_WITHDRAWN: (
        about_a_row(
            Kind.RULEBOOK_WITHDRAWN, Relation.PROPOSAL, {"withdrawal": {"digest": "0" * 64, "reason": "mistake"}}
        ),
        "law-link",
    ),
    Kind.REDACTION_REQUESTED: (unsigned(Kind.REDACTION_REQUESTED, LAW), "law-unsigned"),
    Kind.REDACTION_CARRIED_OUT: (carried_out_alone, "law-redaction"),
    Kind.DISCLOSURE_DUE: (disclosure_on_a_record_s_row, "law-copy"),
    **{
        kind: (about_a_row(kind, Relation.DISCLOSURE, {name: {}}), "law-link")
        for kind, name in (
            (Kind.REMINDER_SERVED, "reminder"),
            (Kind.DISCLOSURE_FILED, "filing"),
            (Kind.FIGURE_DISCLOSED, "figure"),
            (Kind.DISCLOSURE_CORRECTED, "case"),
        )
    },
    Kind.LIST_COMMITTED: (list_that_nobody_has, "list-differs"),
    Kind.AUTHORITY_ENROLLED: (unsigned(Kind.AUTHORITY_ENROLLED, {"authority": {}}), "law-unsigned"),
    Kind.MANDATE_GIVEN: (unsigned(Kind.MANDATE_GIVEN, {"mandate": {}}), "law-unsigned"),
    Kind.MANDATE_ENDED: (
        about_a_row(Kind.MANDATE_ENDED, Relation.MANDATE, {"mandate": {"until_on": "2024-06-30"}}),
        "law-link",
    ),
    Kind.PROCEDURE_ENROLLED: (unsigned(Kind.PROCEDURE_ENROLLED, {"procedure": {}}), "law-unsigned"),
    Kind.PROCEDURE_APPROVED: (
        about_a_row(Kind.PROCEDURE_APPROVED, Relation.PROCEDURE, {"approval": {"digest": "0" * 64}}),
        "law-link",
    ),
    Kind.PROCEEDING_OPENED: (unsigned(Kind.PROCEEDING_OPENED, {"act": {"respondent": 0}, "step": {}}), "law-unsigned"),
    Kind.PROCEEDING_ACT: (about_a_row(Kind.PROCEEDING_ACT, Relation.PROCEEDING, {"act": {}, "step": {}}), "law-link"),
    Kind.REPLY_WORDS: (about_a_row(Kind.REPLY_WORDS, Relation.REPLY, {"words": {"text": "Said."}}), "law-link"),
    Kind.CORRECTION_REQUESTED: (unsigned(Kind.CORRECTION_REQUESTED, {"correction": {}}), "law-unsigned"),
    Kind.CORRECTION_ACT: (about_a_row(Kind.CORRECTION_ACT, Relation.CORRECTION, {"correction": {}}), "law-link"),
    Kind.CORRECTION_CLOSED: (about_a_row(Kind.CORRECTION_CLOSED, Relation.CORRECTION, {"correction": {}}), "law-link"),
    Kind.RECORDING_ACT: (about_a_row(Kind.RECORDING_ACT, Relation.RECORD, {"step": {}}), "law-link"),
    Kind.CLAIM_MADE: (about_a_row(Kind.CLAIM_MADE, Relation.ORGANIZATION, {"step": {}}), "law-link"),
    Kind.CLAIM_UPHELD: (about_a_row(Kind.CLAIM_UPHELD, Relation.CLAIM, {"step": {}}), "law-link"),
    Kind.CLAIM_DISMISSED: (about_a_row(Kind.CLAIM_DISMISSED, Relation.CLAIM, {"step": {}}), "law-link"),
    Kind.IDENTITY_PROPOSED: (unsigned(Kind.IDENTITY_PROPOSED, {"step": {}}), "law-unsigned"),
    Kind.COVERAGE_PUBLISHED: (unsigned(Kind.COVERAGE_PUBLISHED, {"coverage": {}}), "law-unsigned"),
    Kind.IDENTITY_ACT: (about_a_row(Kind.IDENTITY_ACT, Relation.IDENTITY, {"step": {}}), "law-link"),
}
