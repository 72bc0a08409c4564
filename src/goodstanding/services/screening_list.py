"""The list that bidders are compared with: what is displayable of every organization, and the index over it.

Derived and thrown away at will. Kept in files beside the database, and brought up to date from the entries since:
a new record is searchable at once, an expired one gone on its day, an erased one gone with its opening. Whatever the
update does not know how to follow (another analyser, an unknown kind of entry, a day before) is built anew.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from goodstanding.ledger.adoptions import ADOPTION_KINDS
from goodstanding.ledger.entries import Kind, load_envelope
from goodstanding.publication.screened import ListVersion
from goodstanding.publication.screening_facts import next_change, subject_row
from goodstanding.publication.screening_rows import SubjectRow
from goodstanding.register.views import OrganizationView
from goodstanding.screening.analyser import ANALYSER_VERSION
from goodstanding.screening.index import Index
from goodstanding.services.competences import enrolled
from goodstanding.services.days import zones_of
from goodstanding.services.freshness import source_ages
from goodstanding.services.opening import origin_of
from goodstanding.services.ports import Ports, Reader
from goodstanding.services.reading import AsOf, all_views, find_view
from goodstanding.services.screening_kept import Kept, Line, State
from goodstanding.services.standings import Law
from goodstanding.values.findings import Finding
from goodstanding.values.identifiers import ORGANIZATION_SCHEME

#: Kinds of entries whose effect on rows is known: on the organizations of their subjects, and on nothing else.
_FOLLOWED = (
    frozenset(
        {
            Kind.ORGANIZATION_OPENED,
            Kind.IDENTITY_SET,
            Kind.RECORD_ENTERED,
            Kind.STAGE_ADDED,
            Kind.RECORD_CORRECTED,
            Kind.RECORD_QUESTIONED,
            Kind.QUESTION_CLOSED,
            Kind.ROW_QUARANTINED,
            Kind.QUARANTINE_DECIDED,
            Kind.OFFICER_ENROLLED,
            Kind.BATCH_CLOSED,
            Kind.LOG_KEY_ENROLLED,
            # Proceedings change no row: what they decide is laid over the rows at every question.
            Kind.AUTHORITY_ENROLLED,
            Kind.MANDATE_GIVEN,
            Kind.MANDATE_ENDED,
            Kind.PROCEDURE_ENROLLED,
            Kind.PROCEDURE_APPROVED,
            Kind.CORRECTION_REQUESTED,
            Kind.CORRECTION_ACT,
            Kind.CORRECTION_CLOSED,
            Kind.PROCEEDING_OPENED,
            Kind.PROCEEDING_ACT,
            Kind.REPLY_WORDS,
        }
    )
    | ADOPTION_KINDS
)
#: With more organizations to look at than this share of all, a new build is the quicker way.
_MOST_FOLLOWED_PERCENT = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningList:
    """What bidders are compared with, and which version of which list it is; `findings` tell what was not used."""

    version: ListVersion
    rows: Mapping[str, SubjectRow]
    index: Index
    findings: tuple[Finding, ...] = ()


def version_of(law: Law, at: AsOf, reader: Reader) -> ListVersion:
    """Which state of the register is read, and how old its sources are."""
    return ListVersion(
        origin=origin_of(reader),
        size=at.head.size,
        root=at.head.root.hex(),
        recorded_at=at.head.recorded_at,
        effective=at.effective,
        analyser=ANALYSER_VERSION,
        sources=source_ages(reader, law.catalogue, at.head.size),
        zones=zones_of(reader, at.head.size),
    )


def follow_rows(
    ports: Ports, law: Law, at: AsOf, reader: Reader, catalogue: str, kept: Kept | None
) -> tuple[Kept, frozenset[str] | None]:
    """The rows as of two times, and which of the rows before were looked at again; None where all were built anew.

    `catalogue` is the digest of the catalogue in force; `kept` are the rows of an earlier question, which are changed.
    """
    state = state_of(catalogue, at, reader)
    if kept is not None and kept.state == state:
        return kept, frozenset()
    follower = _Rows(ports=ports, law=law, at=at, reader=reader)
    touched = None if kept is None else touched_since(kept, state, reader)
    if kept is None or touched is None:
        return follower.build(state), None
    for organization in touched:
        follower.put(kept, organization, find_view(ports, reader, organization, at))
    kept.state = state
    return kept, frozenset(touched)


def state_of(law: str, at: AsOf, reader: Reader) -> State:
    """Of which state of the register the rows as of two times are; `law` is the digest of the catalogue in force."""
    sources = {batch.source for batch in reader.batches(at.head.size)}
    return State(
        origin=origin_of(reader),
        size=at.head.size,
        root=at.head.root.hex(),
        effective=at.effective,
        analyser=ANALYSER_VERSION,
        law=law,
        erased=sum(len(reader.erased_records(source)) for source in sources),
    )


def touched_since(kept: Kept, state: State, reader: Reader) -> set[str] | None:
    """The organizations whose rows may differ in a later state; None where that cannot be told or they are too many."""
    old = kept.state
    head = reader.head_at_size(old.size)
    is_earlier = head is not None and (head.size, head.root.hex()) == (old.size, old.root)
    same = (old.origin, old.analyser, old.law, old.erased) == (state.origin, state.analyser, state.law, state.erased)
    if not (is_earlier and same and old.size <= state.size and old.effective <= state.effective):
        return None
    touched = kept.due(state.effective)
    if _identities_move(reader, old, state):
        return None
    subjects: set[str] = set()
    for _, _, body, _ in reader.stored(old.size, state.size):
        envelope = load_envelope(body)
        if envelope.kind not in _FOLLOWED:
            return None
        subjects |= {envelope.subject} - {""}
    if old.size < state.size:
        # A later full list confirms foreign listings without an entry about them.
        touched |= kept.foreign()
    for subject in subjects:
        near = reader.identities_near(subject, None, state.size)
        touched |= {f"{ORGANIZATION_SCHEME}-{identity.organization}" for identity in near}
    is_quick = 100 * len(touched) <= _MOST_FOLLOWED_PERCENT * max(len(kept.rows), 100)
    return touched if is_quick else None


def _identities_move(reader: Reader, old: State, state: State) -> bool:
    """Whether a reference means another organization from a day between the two."""
    if old.effective == state.effective:
        return False
    days = (identity.effective_on for identity in reader.identities(state.size))
    return any(day is not None and old.effective < day <= state.effective for day in days)


class _Rows:
    """Makes rows of views."""

    def __init__(self, *, ports: Ports, law: Law, at: AsOf, reader: Reader) -> None:
        self._ports, self._law, self._at, self._reader = ports, law, at, reader
        self._competences = enrolled(reader, at.head.size)

    def build(self, state: State) -> Kept:
        """All rows anew."""
        kept = Kept(state=state)
        for view in all_views(self._reader, self._at):
            self.put(kept, view.id, view)
        return kept

    def put(self, kept: Kept, organization: str, view: OrganizationView | None) -> None:
        """The row of one organization, or none any more. One that was joined to another has none of its own."""
        if view is None or view.id != organization:
            kept.put(organization, Line())
            return
        effective, catalogue = self._at.effective, self._law.catalogue
        row = subject_row(view, catalogue, self._competences, effective)
        kept.put(organization, Line(row=row, changes=next_change(view, catalogue, effective)))


def rows_on(rows: Iterable[SubjectRow], day: date) -> Iterator[SubjectRow]:
    """Of a published list's rows what may still be shown on a later day."""
    return (left for row in rows if (left := row.on(day)) is not None)
