"""A hand that moves one file through a register's own services, and whatever may become of its records meanwhile."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace

from sample_law import LAW, corrected, everything, put
from sample_moves import moves, next_usual
from sample_office import DOCUMENT, MODEL, NOON, OFFICE, PASSPHRASE, acting, clock_of, copy_of
from sample_proceeding import AFFILIATE, RESPONDENT, USUAL
from sample_published import MemoryFiles, MemoryLogKeys
from sample_trees import verify_ed25519

from goodstanding.adapters.store.memory import MemoryStore
from goodstanding.bootstrap.intake import shipped_competences
from goodstanding.bootstrap.proceedings import calendar_of, proceeding_law
from goodstanding.ledger.canonical import Json
from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.payloads import print_stages
from goodstanding.ledger.redactions import REDACTABLE, LegalBasis
from goodstanding.ledger.writing import NewEntry
from goodstanding.proceedings import acts
from goodstanding.proceedings.authorities import EnrolledAuthority, Function, Mandate, Role
from goodstanding.proceedings.correcting import Asked, CorrectionAct
from goodstanding.proceedings.files import CaseFile
from goodstanding.proceedings.matters import AskedStep, MatterAct
from goodstanding.register.records import Case, Reason, Stage, Status
from goodstanding.register.views import OrganizationView
from goodstanding.services.absence import commit_list, listed_views
from goodstanding.services.acting import Acting
from goodstanding.services.appointing import enroll_authorities, give_mandate
from goodstanding.services.audit_trust import Trust
from goodstanding.services.auditing import audit
from goodstanding.services.claims import claims, decide_claim, make_claim
from goodstanding.services.corrections import act_on_correction, corrections, request_correction
from goodstanding.services.elsewhere import Elsewhere
from goodstanding.services.ground_facts import opening_number
from goodstanding.services.law_checks import LawReplay
from goodstanding.services.log_signing import enroll_first_key
from goodstanding.services.officers import add_officer
from goodstanding.services.ports import Ports
from goodstanding.services.proceedings import Opening, open_file, read_file, take_step
from goodstanding.services.publishing import publish
from goodstanding.services.reading import as_of, find_view
from goodstanding.services.redacting import carry_out_redaction, request_redaction
from goodstanding.services.served_displayed import ServedAsDisplayed
from goodstanding.values.errors import GoodstandingError

RULES = proceeding_law()
DAY = timedelta(days=1)
DEVELOPER, LAKESIDE, CASE = "xv-reg:C7538265567", "xv-reg:C7543501627", "SR-2026-0001"
OPENED_ON = date(2026, 10, 5)
#: Who acts in the register for whom a hand of `sample_proceeding` moves.
OFFICERS = {
    "case": "case-1", "decider": "decider-1", "second": "second-1", "assessor": "assessor-1", "keeper": "keeper-1",
    "guard": "guard-1", "judge": "judge-1", "court": "court-1", "lawyer": "lawyer-1", "affiliate-lawyer": "lawyer-2",
}  # fmt: skip
CLERKS = {"clerk-1": Role.DECIDING_OFFICER, "clerk-2": Role.SECOND_SIGNATORY}
CORRECTIONS: tuple[dict[str, dict[str, Json]], ...] = (
    {"decision": {"public_money": "T-1"}},
    {"decision": {"conduct_to": "2023-06-30"}, "case": {"number": "SR-2026-0001-B"}},
    {"party": {"name": "Quoldesk Property Holding PLC"}},
    {"decision": {"category": "tax-and-social-debt", "measures": ["finding"]}},
)
STATUSES = {
    Status.SUSPENDED: Reason.STAY_ORDERED,
    Status.FINAL: Reason.COURT_RULING,
    Status.ANNULLED: Reason.COURT_RULING,
    Status.UNDER_APPEAL: Reason.APPEAL_LODGED,
}


def prepare(ports: Ports) -> Ports:
    """Clerks of the regulator, a log's key, and nobody who recorded and is unknown."""
    registrar = acting(ports, "registrar-1")
    recording = EnrolledAuthority(
        code="xv-treasury", name="xv-treasury", parent="", functions=frozenset({Function.RECORDING})
    )
    enroll_authorities(ports, [recording], registrar)
    for officer, role in CLERKS.items():
        add_officer(ports, officer, PASSPHRASE)
        day = clock_of(ports).at.date()
        give_mandate(
            ports, Mandate(officer=officer, role=role, authority="xv-securities-regulator", from_on=day), registrar
        )
    return ports


@dataclass(slots=True)
class Log:
    """One register with one file, and the files that it has published so far."""

    ports: Ports
    keys: MemoryLogKeys = field(default_factory=MemoryLogKeys)
    files: MemoryFiles = field(default_factory=MemoryFiles)
    day: date = OPENED_ON
    number: int = -1
    parties: dict[int, int] = field(default_factory=dict)
    record: int = -1

    @classmethod
    def begun(cls, country: Ports, *, affiliate: bool) -> "Log":
        """A copy of a country in which a file was opened and released."""
        made = cls(copy_of(country))
        enroll_first_key(made.ports, made.keys, None)
        made.on(OPENED_ON)
        made.parties = {RESPONDENT: made.organization(DEVELOPER), AFFILIATE: made.organization(LAKESIDE)}
        at = as_of(made.ports, made.ports.store, OPENED_ON, None)
        view = find_view(made.ports, made.ports.store, DEVELOPER, at)
        assert view is not None
        made.record = next(one.entry for one in view.records if isinstance(one.case, Case) and one.case.number == CASE)
        asked = Opening(
            respondent=DEVELOPER, records=(made.record,), category="false-accounts", procedure=MODEL.id,
            authority=OFFICE, affiliates=(LAKESIDE,) if affiliate else (),
        )  # fmt: skip
        made.number, _ = open_file(made.ports, RULES, asked, acting(made.ports, "case-1"))
        for officer, party in (("lawyer-1", RESPONDENT), ("lawyer-2", AFFILIATE)):
            given = Mandate(officer=officer, role=Role.REPRESENTATIVE, authority="", from_on=OPENED_ON,
                            organization=made.parties[party])  # fmt: skip
            give_mandate(made.ports, given, acting(made.ports, "registrar-1"))
        made.do(acts.FileReleased(index=DOCUMENT, exculpatory_included=True))
        return made

    # As a hand of `sample_proceeding` is moved.

    @property
    def now(self) -> SimpleNamespace:
        """What moves are chosen by."""
        return SimpleNamespace(today=self.day, case=self.case)

    @property
    def case(self) -> CaseFile:
        """The file."""
        return read_file(self.ports, self.ports.store, self.number, self.ports.store.head().size)

    def on(self, day: date) -> None:
        """Go to a day."""
        self.day = day
        clock_of(self.ports).at = datetime.combine(day, NOON)

    def appeal_of(self, party: int) -> int:
        """The last appeal of a party, 0 where it lodged none."""
        lodged = [step.seq for step, act in self.case.all_of(acts.AppealLodged) if act.party == self.parties[party]]
        return lodged[-1] if lodged else 0

    def do(self, act: acts.Act, officer: str | None = None) -> object:
        """An act by its usual officer or by somebody else; None where it is refused."""
        who = OFFICERS[officer or USUAL.get(type(act), "case")]
        with suppress(GoodstandingError):
            take_step(self.ports, RULES, self.number, self._of_here(act), self.acting(who))
            return SimpleNamespace(seq=self.ports.store.head().size)
        return None

    def _of_here(self, act: acts.Act) -> acts.Act:
        changes = {
            name: self.parties[getattr(act, name)]
            for name in ("party", "only_for")
            if getattr(act, name, None) in self.parties
        }
        return replace(act, **changes)

    def try_any(self, move: int, officer: str | None) -> None:
        """Try any act."""
        choices = moves(self)
        self.do(choices[move % len(choices)], officer)

    def go_on(self) -> None:
        """The next act of the usual way to the list."""
        next_usual(self)

    # What becomes of the records meanwhile.

    def correct(self, number: int) -> None:
        """The record is put right, as an import does; nothing where it was erased."""
        changes = CORRECTIONS[number % len(CORRECTIONS)]
        entered = self.ports.store.entry(self.record)
        if entered is not None and entered.values:
            corrected(self.ports, self.record, self.day, **changes)

    def add_stage(self, status: Status) -> None:
        """The record's case takes another stage."""
        entered = self.ports.store.entry(self.record)
        if entered is None or not entered.values:
            return
        stage = Stage(status=status, effective_on=self.day, decided_on=self.day, reason=STATUSES[status])
        new = NewEntry(
            kind=Kind.STAGE_ADDED,
            groups={"stages": print_stages((stage,)), "evidence": entered.values["evidence"]},
            subject=entered.envelope.subject,
            source=entered.envelope.source,
            key=entered.envelope.key,
            print=entered.envelope.print,
            links=((Relation.RECORD, self.record),),
        )
        put(self.ports, new, self.day)

    def request(self) -> None:
        """The next act on a request for correction of the record."""
        open_ = [(n, one) for n, one in corrections(self.ports.store, self.size).items() if one.is_open]
        with suppress(GoodstandingError):
            if not open_:
                asked = (DEVELOPER, self.record, MODEL.id, DOCUMENT, self.acting("lawyer-1"))
                request_correction(self.ports, RULES, *asked)
                return
            number, found = open_[0]
            match found.steps[-1].act:
                case CorrectionAct.REQUESTED:
                    who, act = "keeper-1", Asked(act=CorrectionAct.ACKNOWLEDGED)
                case CorrectionAct.ACKNOWLEDGED:
                    who, act = "keeper-1", Asked(act=CorrectionAct.FORWARDED)
                case CorrectionAct.FORWARDED:
                    self.correct(1)
                    fix = max(one.seq for one in everything(self.ports) if one.envelope.kind is Kind.RECORD_CORRECTED)
                    who, act = "clerk-1", Asked(act=CorrectionAct.GRANTED, corrected_by=fix)
                case _:
                    who, act = "clerk-2", Asked(act=CorrectionAct.APPROVED)
            act_on_correction(self.ports, RULES, number, act, self.acting(who))

    def claim(self, act: MatterAct) -> None:
        """A claim of protected function, or what is found on it."""
        with suppress(GoodstandingError):
            if act is MatterAct.CLAIMED:
                make_claim(self.ports, RULES, DEVELOPER, MODEL.id, DOCUMENT, self.acting("lawyer-1"))
                return
            for number in claims(self.ports.store, self.size):
                asked = AskedStep(act=act, document=DOCUMENT)
                decide_claim(self.ports, RULES, number, asked, self.acting("judge-1"))

    def redact(self, kind: Kind) -> None:
        """Two officers forget the values of an entry of a kind about one of the parties, the last that is open."""
        parties = {self.ports.keyring.digest("subject", one) for one in (DEVELOPER, LAKESIDE)}
        found = [
            one.seq
            for one in everything(self.ports)
            if one.envelope.kind is kind and one.values and one.envelope.subject in parties
        ]
        if found and kind in REDACTABLE:
            first, second = self.acting("registrar-1"), self.acting("keeper-1")
            basis = LegalBasis(statute="xv-archive-act", article="art. 9")
            order, _ = request_redaction(self.ports, found[-1:], basis, first)
            carry_out_redaction(self.ports, order.request, second)

    # What an auditor says.

    def breaches(self) -> Iterator[str]:
        """What the rules find in all entries as they come, and an audit in the files that are published today."""
        replay = LawReplay(LAW.catalogue, verify_ed25519, shipped_competences(), calendar_of=calendar_of)
        replay.begin("register.example.org")
        yield from (f"all: {one}" for entry in everything(self.ports) for one in replay(entry))
        yield from (f"published: {one}" for one in self.publish())

    def publish(self) -> list[str]:
        """Commit a list, publish, and audit the files with the law."""
        ports = self.ports
        commit_list(ports, lambda reader, at: listed_views(ports, reader, at), None)
        publish(
            ports,
            self.keys,
            self.files,
            LAW,
            self.day,
            passphrases=lambda _: [""],
            progress=lambda _: None,
            elsewhere=Elsewhere(not_restored=True),
            listed=lambda reader, at: listed_views(ports, reader, at),
        )
        law = LawReplay(LAW.catalogue, verify_ed25519, shipped_competences(), calendar_of=calendar_of)
        display = ServedAsDisplayed(store=MemoryStore(), law=LAW)
        found = audit(self.files.read, Trust(), verify_ed25519, lambda _: None, law, display).findings
        return [str(one) for one in found if one.code != "key-not-given"]

    def listed(self) -> list[OrganizationView]:
        """Who is on the list today."""
        with self.ports.store.reading() as reader:
            return list(listed_views(self.ports, reader, as_of(self.ports, reader, self.day, None)))

    @property
    def size(self) -> int:
        """Of the log."""
        return self.ports.store.head().size

    def organization(self, identifier: str) -> int:
        """The number of an organization."""
        view = find_view(self.ports, self.ports.store, identifier, as_of(self.ports, self.ports.store, self.day, None))
        assert view is not None
        return opening_number(view)

    def acting(self, officer: str) -> Acting:
        """An officer with its key."""
        return acting(self.ports, officer)
