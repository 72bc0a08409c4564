"""S27: the proof covers law, not only bytes. A published log is replayed, and every breach of a rule is a finding.

Each rule is one small class that is told of every entry in order; CHECKS is their registry, and further rules
(of proceedings, of listings) are added to it. What is not open any more proves nothing, for or against: a rule
speaks only of what it can read.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from goodstanding.ledger.entries import OPERATOR, Entry, Kind, Relation
from goodstanding.ledger.notes import Verify
from goodstanding.ledger.payloads import group_of, read_competence, read_decision, text
from goodstanding.ledger.redactions import REDACTION_KINDS, orders_of
from goodstanding.proceedings.calendars import Calendar
from goodstanding.proceedings.procedure import Procedure
from goodstanding.register.catalogue import Catalogue
from goodstanding.services.adoption_law import AdoptionsAreLawful
from goodstanding.services.appointing_law import AppointmentsAreLawful
from goodstanding.services.claim_law import ClaimsAreLawful
from goodstanding.services.competence_law import CompetenceComesFirst
from goodstanding.services.competences import Shipped, is_shipped
from goodstanding.services.correction_law import CorrectionsAreLawful
from goodstanding.services.coverage_law import CoverageHolds
from goodstanding.services.enrolled_law import EnrolledLaw
from goodstanding.services.identity_law import IdentitiesAreLawful
from goodstanding.services.law_forms import FormsAreClosed, RunInTheOpen
from goodstanding.services.law_links import ApprovalsName, EnteredOnce, LinksLeadBack, ListsAreDated, SubjectsAreOpened
from goodstanding.services.listed_law import ListedHaveFiles
from goodstanding.services.officers import is_signed, officer_key
from goodstanding.services.proceeding_law import ProceedingsAreLawful
from goodstanding.services.rebuilding import PERSONS_ACTS
from goodstanding.services.recording_law import RecordsAreVerified
from goodstanding.services.reply_law import WordsAreOfTheirReply
from goodstanding.services.shown_whole import ActsAreShown
from goodstanding.values.errors import GoodstandingError
from goodstanding.values.findings import Finding
from goodstanding.values.identifiers import Identifier


@dataclass(frozen=True, slots=True, kw_only=True)
class LawContext:
    """What rules are measured by: the catalogue, the origin of the checkpoint, what shipped formats may record.

    `enrolled` is what the entries before the present one have enrolled.
    """

    catalogue: Catalogue
    verify: Verify
    origin: str
    shipped: Shipped = field(default_factory=dict)
    enrolled: EnrolledLaw = field(default_factory=EnrolledLaw)


class LawCheck(Protocol):
    """One rule. State lives in the object; an entry that cannot be read is never handed to it."""

    def see(self, entry: Entry) -> Iterator[Finding]:
        """The breaches that this entry makes, or that it completes."""
        ...


def finding(code: str, entry: Entry, message: str) -> Finding:
    """A breach by an entry; the message says nothing of its values (S40)."""
    return Finding(code=code, message=f"Entry {entry.seq}: {message}")


@dataclass(slots=True)
class OpenedOnce:
    """The first entry opens the register of this origin, and no other does."""

    context: LawContext

    def see(self, entry: Entry) -> Iterator[Finding]:
        """A first entry of another kind or origin; an opening later on."""
        if (entry.seq == 0) != (entry.envelope.kind is Kind.REGISTER_OPENED):
            yield finding("law-opening", entry, "a register is opened by its first entry, and by no other.")
        elif entry.seq == 0 and entry.values and _origin(entry) != self.context.origin:
            yield finding("law-opening", entry, "it opens a register of another origin than the checkpoint's.")


@dataclass(slots=True)
class ActsAreSigned:
    """What a person does is signed by that officer's key, which an earlier entry enrolled (settled 11)."""

    context: LawContext
    keys: dict[str, bytes] = field(default_factory=dict)
    #: Competences without an officer, until their batch says whether they came with a list.
    waiting: list[Entry] = field(default_factory=list)

    def see(self, entry: Entry) -> Iterator[Finding]:
        """An unsigned act, a bad signature, a key not enrolled before, an officer enrolled twice."""
        envelope = entry.envelope
        for officer, key in officer_key(entry).items():
            if officer in self.keys:
                yield finding("law-officer", entry, "it enrolls an officer who is enrolled already.")
            elif key in self.keys.values():
                yield finding("law-officer", entry, "it enrolls another officer's key: one person could act as two.")
            self.keys[officer] = key
        if envelope.actor != OPERATOR:
            if envelope.actor not in self.keys:
                yield finding("law-unsigned", entry, "no earlier entry enrolled the key of its officer.")
            elif not is_signed(self.context.verify, entry, self.keys):
                yield finding("law-unsigned", entry, "it does not carry its officer's good signature.")
        elif envelope.kind is Kind.COMPETENCE_ENROLLED:
            self.waiting.append(entry)
        elif envelope.kind in PERSONS_ACTS:
            yield finding("law-unsigned", entry, "it is an act of a person, and no officer signed it.")
        if envelope.kind is Kind.BATCH_CLOSED:
            yield from self._close(has_list=bool(envelope.source))

    def _close(self, *, has_list: bool) -> Iterator[Finding]:
        for entry in self.waiting:
            shipped = not entry.values or is_shipped(self.context.shipped, entry)
            if not (has_list and shipped):
                yield finding("law-unsigned", entry, "no officer enrolled this competence, and no format declares it.")
        self.waiting.clear()


@dataclass(slots=True)
class CatalogueIsClosed:
    """Only categories of the catalogue, and of each only its measures (S5, S20)."""

    context: LawContext

    def see(self, entry: Entry) -> Iterator[Finding]:
        """A category outside the catalogue, or a measure that the category does not take."""
        known = self.context.catalogue.categories
        if entry.envelope.kind is Kind.COMPETENCE_ENROLLED and entry.values and _category(entry) not in known:
            yield finding("law-category", entry, "it is about a category outside the catalogue.")
        if entry.envelope.kind in (Kind.RECORD_ENTERED, Kind.RECORD_CORRECTED) and "decision" in entry.values:
            decision = read_decision(group_of(entry, "decision"))
            category = known.get(decision.category)
            if category is None:
                yield finding("law-category", entry, "it records a category outside the catalogue.")
            elif not decision.measures or any(one not in category.by_measure for one in decision.measures):
                yield finding("law-category", entry, "it records a measure that its category does not take.")


@dataclass(slots=True)
class BatchesEnd:
    """Entries come in batches, each closed by an entry whose instant is not before the last one's (settled 3)."""

    context: LawContext
    begins: int = 0
    last: str = ""

    def see(self, entry: Entry) -> Iterator[Finding]:
        """An entry of another batch than the one that is open; an instant that goes back."""
        if entry.envelope.batch != self.begins:
            yield finding("law-batch", entry, "it is not of the batch in which it stands.")
        if entry.envelope.kind is Kind.BATCH_CLOSED:
            self.begins = entry.seq + 1
            at = text(group_of(entry, "batch"), "recorded_at") if entry.values else self.last
            if at < self.last:
                yield finding("law-batch", entry, "its batch was recorded before the one before it.")
            self.last = max(at, self.last)


@dataclass(slots=True)
class LogKeysFollow:
    """A key of the log is named after its origin, and each follows the one before it."""

    context: LawContext
    last: int | None = None

    def see(self, entry: Entry) -> Iterator[Finding]:
        """A key of another name, or one that does not follow the last."""
        if entry.envelope.kind is not Kind.LOG_KEY_ENROLLED:
            return
        named = text(group_of(entry, "log_key"), "verifier_key").partition("+")[0] if entry.values else ""
        if named != self.context.origin:
            yield finding("law-key", entry, "its key is not named after the log's origin, or is not shown.")
        due = [] if self.last is None else [(Relation.LOG_KEY, self.last)]
        if list(entry.envelope.links) != due:
            yield finding("law-key", entry, "its key does not follow the key before it.")
        self.last = entry.seq


@dataclass(slots=True)
class RedactedByTwo:
    """Values are forgotten by the order of two officers, under a named law."""

    context: LawContext
    entries: list[Entry] = field(default_factory=list)

    def see(self, entry: Entry) -> Iterator[Finding]:
        """An order carried out by who requested it, or without a request."""
        if entry.envelope.kind not in REDACTION_KINDS:
            return
        self.entries.append(entry)
        if entry.envelope.kind is Kind.REDACTION_CARRIED_OUT:
            orders = orders_of(self.entries)
            if all(order.carried_out != entry.seq for order in orders.values()):
                yield finding("law-redaction", entry, "it carries out no order of another officer.")


CHECKS: tuple[Callable[[LawContext], LawCheck], ...] = (
    FormsAreClosed,
    RunInTheOpen,
    OpenedOnce,
    ActsAreSigned,
    CatalogueIsClosed,
    CompetenceComesFirst,
    LinksLeadBack,
    SubjectsAreOpened,
    EnteredOnce,
    ApprovalsName,
    ListsAreDated,
    BatchesEnd,
    LogKeysFollow,
    AdoptionsAreLawful,
    RedactedByTwo,
    ActsAreShown,
    ProceedingsAreLawful,
    CorrectionsAreLawful,
    ListedHaveFiles,
    AppointmentsAreLawful,
    RecordsAreVerified,
    ClaimsAreLawful,
    IdentitiesAreLawful,
    CoverageHolds,
    WordsAreOfTheirReply,
)


class LawReplay:
    """Every rule of the registry over a published log, entry by entry."""

    def __init__(
        self,
        catalogue: Catalogue,
        verify: Verify,
        shipped: Shipped,
        checks: Collection[Callable[[LawContext], LawCheck]] = CHECKS,
        calendar_of: Callable[[Procedure], Calendar] | None = None,
    ) -> None:
        """`calendar_of` are the auditor's calendars; without them recorded days are held to a bare count."""
        self._made, self._calendar_of = checks, calendar_of
        self._context = LawContext(catalogue=catalogue, verify=verify, shipped=shipped, origin="")
        self._checks: list[LawCheck] = []
        self._enrolled = self._context.enrolled

    def begin(self, origin: str) -> None:
        """Begin a replay of the log of this origin."""
        context = replace(self._context, origin=origin, enrolled=EnrolledLaw(calendar_of=self._calendar_of))
        self._enrolled = context.enrolled
        self._checks = [check(context) for check in self._made]

    def __call__(self, entry: Entry) -> list[Finding]:
        """The breaches of one entry. What cannot be read of it is a breach itself."""
        findings: dict[str, Finding] = {}
        for check in self._checks:
            # One rule that cannot read the entry must not keep the others from seeing it.
            try:
                for found in check.see(entry):
                    findings[str(found)] = found
            except (GoodstandingError, ValueError):
                message = f"Entry {entry.seq} holds a value outside its closed list."
                findings[message] = Finding(code="law-entry", message=message)
        try:
            self._enrolled.learn(entry)
        except (GoodstandingError, ValueError):
            message = f"Entry {entry.seq} holds a value outside its closed list."
            findings[message] = Finding(code="law-entry", message=message)
        return list(findings.values())

    def listed(self, identifiers: Sequence[Identifier], day: date, committed_on: date) -> list[Finding]:
        """What whoever stands on the list of a day lacks, and who is missing from it."""
        asked = (getattr(check, "listed", None) for check in self._checks)
        return [found for ask in asked if ask is not None for found in ask(identifiers, day, committed_on)]

    def end(self) -> list[Finding]:
        """What only shows at the end of the log: values that are served without what must stand behind them."""
        ends = (getattr(check, "end", None) for check in self._checks)
        return [found for end in ends if end is not None for found in end()]


def _origin(entry: Entry) -> str:
    return text(group_of(entry, "register"), "origin")


def _category(entry: Entry) -> str:
    return read_competence(group_of(entry, "competence")).category
