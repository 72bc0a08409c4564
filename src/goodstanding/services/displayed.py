"""Which openings may be served beside the log on a date: those of what is displayed, and of how the register is run.

Deny by default: a kind of entry that is not named here serves nothing. A part that a later correction replaced is
not served any more; what is erased cannot be.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from goodstanding.ledger.adoptions import ADOPTION_KINDS
from goodstanding.ledger.canonical import Json, load_json, print_canonical
from goodstanding.ledger.entries import Entry, Envelope, Kind, Relation, load_envelope
from goodstanding.ledger.identities import resolve
from goodstanding.ledger.redactions import REDACTION_KINDS
from goodstanding.proceedings.authorities import Role
from goodstanding.proceedings.correction_entries import CORRECTION_KINDS
from goodstanding.proceedings.entries import FILE_KINDS
from goodstanding.proceedings.files import CaseFile
from goodstanding.proceedings.matter_entries import CLAIM_KINDS, IDENTITY_KINDS, RECORDING_KINDS
from goodstanding.proceedings.matters import MatterAct
from goodstanding.proceedings.stages import GroundState, Listing, listing_on
from goodstanding.register.disclosed import HeldDisclosure
from goodstanding.register.views import OrganizationView
from goodstanding.services.authorities import numbered_mandates
from goodstanding.services.ground_facts import admits, ground_state, named_state, naming_records, opening_number
from goodstanding.services.identity_matters import identity_matters
from goodstanding.services.ports import Progress, Reader
from goodstanding.services.procedures import approved_procedures
from goodstanding.services.proceedings import listable_files
from goodstanding.services.reading import AsOf, all_views
from goodstanding.services.standings import Law
from goodstanding.standing.display import displayable

#: How the register is run: who acts, who is competent, which key signs, which rules apply, when a batch ended. Nobody
#: is in it.
ALWAYS = ADOPTION_KINDS | frozenset(
    {
        Kind.REGISTER_OPENED,
        Kind.OFFICER_ENROLLED,
        Kind.COMPETENCE_ENROLLED,
        Kind.BATCH_CLOSED,
        Kind.LOG_KEY_ENROLLED,
        Kind.LIST_COMMITTED,
        *REDACTION_KINDS,
        Kind.AUTHORITY_ENROLLED,
        Kind.PROCEDURE_ENROLLED,
        Kind.PROCEDURE_APPROVED,
        Kind.COVERAGE_PUBLISHED,
    }
)
OF_A_MANDATE = frozenset({Kind.MANDATE_GIVEN, Kind.MANDATE_ENDED})
OF_AN_ORGANIZATION = frozenset({Kind.ORGANIZATION_OPENED, Kind.IDENTITY_SET, *CLAIM_KINDS})
OF_AN_IDENTITY = IDENTITY_KINDS
OF_A_RECORD = frozenset(
    {Kind.STAGE_ADDED, Kind.RECORD_CORRECTED, Kind.RECORD_QUESTIONED, Kind.QUESTION_CLOSED, Kind.RECORD_ENTERED}
    | CORRECTION_KINDS
    | RECORDING_KINDS
)
OF_A_DISCLOSURE = frozenset(
    {
        Kind.DISCLOSURE_DUE,
        Kind.REMINDER_SERVED,
        Kind.DISCLOSURE_FILED,
        Kind.FIGURE_DISCLOSED,
        Kind.DISCLOSURE_CORRECTED,
    }
)
_STEP = 2_000


@dataclass(slots=True, kw_only=True)
class _Shown:
    """Records on display, references of organizations on display, and by record and part its last correction.

    `disclosed` are the entries of disclosures of which a record is on display: what is due, its last filing, its
    corrections, and each reminder and figure that shows. `files` are those of the listed: of no other file is anything
    served (S30). `mandates` are those of the authorities' officers, and of the representatives of these files' parties.
    `identities` are the approved matters whose references now mean an organization on display.
    """

    records: set[int] = field(default_factory=set)
    disclosed: set[int] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)
    corrected: dict[tuple[int, str], int] = field(default_factory=dict)
    files: set[int] = field(default_factory=set)
    mandates: set[int] = field(default_factory=set)
    identities: set[int] = field(default_factory=set)


def displayed_openings(reader: Reader, law: Law, at: AsOf, progress: Progress) -> Iterator[tuple[int, bytes]]:
    """(entry, canonical opening) of everything that may be served at these two times, in order of index."""
    shown = _shown(reader, law, at)
    for seq, _, body, opening in reader.stored(0, at.head.size):
        if opening is not None:
            envelope = load_envelope(body)
            triples = load_json(opening)
            groups = triples if isinstance(triples, list) else []
            kept: list[Json] = [
                one for one in groups if isinstance(one, list) and _is_shown(shown, seq, envelope, str(one[1]))
            ]
            if kept:
                yield seq, print_canonical(kept)
        if seq % _STEP == 0:
            progress(seq)


def _shown(reader: Reader, law: Law, at: AsOf) -> _Shown:
    shown, public, acting = _Shown(), set[int](), set[int]()
    decided = list(_decided(reader, at))
    parties = {party for _, _, listing in decided for party in listing.parties}
    views = dict[int, OrganizationView]()
    for view in all_views(reader, at):
        own = opening_number(view)
        if own in parties:
            views[own] = view
        records = displayable(view, law.catalogue, at.effective)
        if records:
            shown.records |= {one.record.entry for one in records}
            public.add(own)
        for held in view.disclosures:
            shown.disclosed |= _disclosed(held, {one.record.entry for one in records})
    rules = approved_procedures(reader, at.head.size)
    for number, file, listing in decided:
        admitting = partial(admits, file, rules.get(file.opened.law), law.catalogue)
        respondent = views.get(listing.respondent)
        ground = ground_state(respondent, listing.records, at.effective, admitting, file.opened_on)
        if ground is GroundState.STANDS:
            shown.files.add(number)
            acting |= set(file.parties)
            for party, grounds in _listed(file, listing, views, at):
                # A record that grounds a listing, or names an affiliate in it, shows as long as the listing.
                shown.records |= grounds
                public.add(party)
    meant = resolve(reader.identities(at.head.size), at.effective)
    shown.subjects = {subject for subject, organization in meant.items() if organization in public}
    shown.mandates = _mandates(reader, at, acting)
    for number, matter in identity_matters(reader, at.head.size).items():
        plan = matter.steps[0].plan
        if matter.last.act is MatterAct.APPROVED and plan is not None and plan.to_organization in public:
            shown.identities.add(number)
    shown.corrected = _corrected(reader, at)
    return shown


def _listed(
    file: CaseFile, listing: Listing, views: Mapping[int, OrganizationView], at: AsOf
) -> Iterator[tuple[int, set[int]]]:
    """Whom a listing lists, as `listings.listed` has it, each with the records that do."""
    grounds = [one for one in views[listing.respondent].records if one.entry in listing.records]
    for party in listing.parties:
        view = views.get(party)
        own = view.records if view is not None and party != listing.respondent else ()
        is_protected = view is not None and view.is_protected
        if not is_protected and named_state(own, grounds, at.effective, file.opened_on) is GroundState.STANDS:
            yield party, {one.entry for one in (*grounds, *naming_records(own, grounds))}


def _corrected(reader: Reader, at: AsOf) -> dict[tuple[int, str], int]:
    """By record or disclosure and part, its last correction."""
    found = reader.entries_of([Kind.RECORD_CORRECTED, Kind.DISCLOSURE_CORRECTED], at.head.size)
    return {(_corrected_entry(entry), name): entry.seq for entry in found for name in entry.envelope.commitments}


def _mandates(reader: Reader, at: AsOf, parties: Collection[int]) -> set[int]:
    """The mandates of the authorities' officers, and of these parties' representatives."""
    return {
        number
        for number, mandate in numbered_mandates(reader, at.head.size)
        if mandate.role is not Role.REPRESENTATIVE or mandate.organization in parties
    }


def _disclosed(held: HeldDisclosure, records: set[int]) -> set[int]:
    """The entries of a disclosure that are served: none where none of its records is on display."""
    brought = {seq for seq, _ in (*held.reminders, *held.figures)} | {held.filing_entry or held.entry}
    if not brought & records:
        return set()
    return (brought & records) | {held.entry, held.filing_entry or held.entry, *held.corrected_by}


def _is_shown(shown: _Shown, seq: int, envelope: Envelope, group: str) -> bool:
    if envelope.kind in ALWAYS:
        return True
    if envelope.kind in FILE_KINDS:
        return (seq if envelope.kind is Kind.PROCEEDING_OPENED else envelope.linked(Relation.PROCEEDING)) in shown.files
    if envelope.kind in OF_A_MANDATE:
        number = seq if envelope.kind is Kind.MANDATE_GIVEN else envelope.linked(Relation.MANDATE)
        return number in shown.mandates
    if envelope.kind in OF_AN_IDENTITY:
        number = seq if envelope.kind is Kind.IDENTITY_PROPOSED else envelope.linked(Relation.IDENTITY)
        return number in shown.identities
    if envelope.kind in OF_AN_ORGANIZATION:
        return envelope.subject in shown.subjects
    if envelope.kind in OF_A_RECORD:
        record = seq if envelope.kind is Kind.RECORD_ENTERED else envelope.linked(Relation.RECORD)
        is_displayed = record in shown.records or record in shown.disclosed
        return is_displayed and shown.corrected.get((record, group), seq) <= seq
    if envelope.kind in OF_A_DISCLOSURE:
        due = seq if envelope.kind is Kind.DISCLOSURE_DUE else envelope.linked(Relation.DISCLOSURE)
        return seq in shown.disclosed and shown.corrected.get((due, group), seq) <= seq
    return False


def _decided(reader: Reader, at: AsOf) -> Iterator[tuple[int, CaseFile, Listing]]:
    """The files whose listing is in force, if their grounds stand. Open files are not read for it."""
    for number, file in listable_files(reader, at.effective, at.head.size):
        listing = listing_on(file, at.effective)
        if listing is not None:
            yield number, file, listing


def _corrected_entry(entry: Entry) -> int:
    """The record or disclosure that an entry corrects."""
    corrects = Relation.RECORD if entry.envelope.kind is Kind.RECORD_CORRECTED else Relation.DISCLOSURE
    return entry.envelope.linked(corrects)
