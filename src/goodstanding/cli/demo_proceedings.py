"""The demo's two proceedings: one that ends in a listing, and one whose listing is lifted. Everything is invented."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from goodstanding.bootstrap.proceedings import proceeding_law, read_procedure
from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Channel, Outcome, Paper, Verdict
from goodstanding.proceedings.authorities import EnrolledAuthority, Function, Mandate, Role
from goodstanding.proceedings.consequences import ConsequenceCode
from goodstanding.proceedings.procedure import Factor
from goodstanding.proceedings.waiting import waiting_for_signature
from goodstanding.register.records import Case
from goodstanding.services.acting import Acting
from goodstanding.services.appointing import enroll_authorities, give_mandate
from goodstanding.services.ground_facts import opening_number
from goodstanding.services.officers import add_officer, signer_of
from goodstanding.services.ports import Ports
from goodstanding.services.procedures import approve_procedure, enroll_procedure
from goodstanding.services.proceedings import Opening, open_file, read_file, take_step
from goodstanding.services.reading import as_of, find_view
from goodstanding.values.errors import NotFoundError

OFFICE, TRIBUNAL, COURT = "xv-integrity-office", "xv-review-tribunal", "xv-administrative-court"
#: Company -> the case that its file rests on, and the end of its listing.
FILES = {
    "xv-reg:C7826251195": ("TO-2025-0003", date(2028, 3, 1)),
    "xv-reg:C8156125303": ("TO-2026-0003", date(2027, 9, 1)),
}
LIFTED = "xv-reg:C8156125303"
OFFICERS = {
    "case-1": (Role.CASE_OFFICER, OFFICE),
    "decider-1": (Role.DECIDING_OFFICER, OFFICE),
    "second-1": (Role.SECOND_SIGNATORY, OFFICE),
    "assessor-1": (Role.REHABILITATION_ASSESSOR, OFFICE),
    "judge-1": (Role.APPEAL_BODY, TRIBUNAL),
    "court-1": (Role.COURT, COURT),
}
#: A document of the demo: only digests of documents enter the log.
PAPER = "0" * 64

_REASONS = {
    Factor.GRAVITY: "The decision concerns the issuer as a whole.",
    Factor.TIME_ELAPSED: "Less than a year since the decision became final.",
    Factor.INTENT: "As the Tax Office found in its decision.",
    Factor.AMOUNT: "As stated in the decision.",
    Factor.COOPERATION: "The books were opened when asked for.",
    Factor.SIZE: "A company of medium size.",
    Factor.EMPLOYEES: "Contracts that run go on.",
}


@dataclass(slots=True, kw_only=True)
class DemoProceedings:
    """What is still to happen, each at its instant; `play` does what is due before another instant."""

    ports: Ports
    set_clock: Callable[[datetime], None]
    passphrase: str
    registrar: str
    numbers: dict[str, int] = field(default_factory=dict)
    due: list[tuple[datetime, Callable[[], None]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """The whole script, in order of time."""
        self.due = list(self._script())

    def play(self, before: datetime) -> None:
        """Everything that is due before an instant."""
        while self.due and self.due[0][0] < before:
            at, happens = self.due.pop(0)
            self.set_clock(at)
            happens()

    def _script(self) -> Iterator[tuple[datetime, Callable[[], None]]]:
        yield _at("2026-04-07"), self._enroll
        for company in FILES:
            yield _at("2026-04-08"), partial(self._open_and_notify, company)
        for company in FILES:
            yield _at("2026-05-11"), partial(self._decide, company)
        yield _at("2026-07-15"), lambda: self._do(LIFTED, "lawyer-1", acts.RehabilitationApplied(evidence=(PAPER,)))
        yield _at("2026-08-10"), self._lift

    def _enroll(self) -> None:
        for officer in (*OFFICERS, "lawyer-1", "author-1", "approver-1"):
            add_officer(self.ports, officer, self.passphrase)
        registrar = self._acting(self.registrar)
        enroll_authorities(self.ports, list(_authorities()), registrar)
        for officer, (role, authority) in OFFICERS.items():
            mandate = Mandate(officer=officer, role=role, authority=authority, from_on=date(2026, 4, 7))
            give_mandate(self.ports, mandate, registrar)
        number, _ = enroll_procedure(self.ports, read_procedure("model"), self._acting("author-1"))
        approve_procedure(self.ports, number, self._acting("approver-1"))

    def _open_and_notify(self, company: str) -> None:
        at = as_of(self.ports, self.ports.store, date(2026, 4, 8), None)
        view = find_view(self.ports, self.ports.store, company, at)
        if view is None:
            raise NotFoundError("A company of the demo's proceedings is not in its register.")
        entries = {one.case.number: one.entry for one in view.records if isinstance(one.case, Case)}
        asked = Opening(
            respondent=company,
            records=(entries[FILES[company][0]],),
            category="simulated-invoices",
            procedure="xv-model",
            authority=OFFICE,
        )
        self.numbers[company], _ = open_file(self.ports, proceeding_law(), asked, self._acting("case-1"))
        party = opening_number(view)
        if company == LIFTED:
            mandate = Mandate(
                officer="lawyer-1", role=Role.REPRESENTATIVE, authority="", from_on=date(2026, 4, 8), organization=party
            )
            give_mandate(self.ports, mandate, self._acting(self.registrar))
        codes = (ConsequenceCode.TENDER_EXCLUSION,)
        self._do(company, "case-1", acts.FileReleased(index=PAPER, exculpatory_included=True))
        self._do(company, "case-1", acts.NoticePrepared(document=PAPER, gravest=Outcome.LISTING, consequences=codes))
        self._approve(company)
        self._serve(company, party, Paper.NOTICE, date(2026, 4, 8))

    def _decide(self, company: str) -> None:
        verdict = Verdict(
            outcome=Outcome.LISTING,
            until=FILES[company][1],
            consequences=(ConsequenceCode.TENDER_EXCLUSION,),
            conditions=(),
            reasons=tuple(_REASONS.items()),
        )
        self._do(company, "case-1", acts.Proposed(verdict=verdict))
        self._do(company, "decider-1", acts.Decided(verdict=verdict))
        self._approve(company)
        party = read_file(
            self.ports, self.ports.store, self.numbers[company], self.ports.store.head().size
        ).opened.respondent
        self._serve(company, party, Paper.DECISION, date(2026, 5, 11))

    def _lift(self) -> None:
        self._do(
            LIFTED, "assessor-1", acts.RehabilitationDecided(granted=True, reason="The tax and the fine are paid.")
        )
        self._approve(LIFTED)

    def _serve(self, company: str, party: int, paper: Paper, day: date) -> None:
        self._do(company, "case-1", acts.Sent(paper=paper, party=party, channel=Channel.BY_HAND))
        self._do(company, "case-1", acts.Received(paper=paper, party=party, received_on=day, receipt=PAPER))

    def _approve(self, company: str) -> None:
        file = read_file(self.ports, self.ports.store, self.numbers[company], self.ports.store.head().size)
        act = waiting_for_signature(file)
        if act is not None:
            self._do(company, "second-1", act)

    def _do(self, company: str, officer: str, act: acts.Act) -> None:
        take_step(self.ports, proceeding_law(), self.numbers[company], act, self._acting(officer))

    def _acting(self, officer: str) -> Acting:
        return Acting(officer=officer, sign=signer_of(self.ports, officer, self.passphrase))


def _authorities() -> Iterator[EnrolledAuthority]:
    rows = (
        ("xv-ministry-of-finance", "Ministry of Finance of Valdora", "", frozenset[Function]()),
        (OFFICE, "Integrity Office of Valdora", "xv-ministry-of-finance", frozenset({Function.INTEGRITY_OFFICE})),
        ("xv-tax-office", "Tax Office of Valdora", "", frozenset({Function.RECORDING, Function.PUBLISHING})),
        (TRIBUNAL, "Review Tribunal of Valdora", "", frozenset({Function.APPEAL_BODY})),
        (COURT, "Administrative Court of Valdora", "", frozenset({Function.COURT})),
    )
    for code, name, parent, functions in rows:
        yield EnrolledAuthority(code=code, name=name, parent=parent, functions=functions)


def _at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T09:00:00Z")
