"""The demo's country with an integrity office of its own: authorities, mandates, approved rules, and text cases.

A text case is what a jurist reads: a title, the parties, and dated lines. See `tests/cases/README.md`.
"""

import re
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from sample_register import PASSPHRASE, make_ports

from goodstanding.adapters.clock import FixedClock
from goodstanding.adapters.formats.procedures import load_sample
from goodstanding.adapters.store.memory import MemoryStore
from goodstanding.bootstrap.demo import load_demo
from goodstanding.bootstrap.intake import digest_of, format_named, gate
from goodstanding.bootstrap.law import load_catalogue
from goodstanding.bootstrap.proceedings import proceeding_law
from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Because, Channel, Outcome, Paper, Ruling, Verdict
from goodstanding.proceedings.appeals import appeals
from goodstanding.proceedings.authorities import EnrolledAuthority, Function, Mandate, Role
from goodstanding.proceedings.conditions import Cause, Condition, ConditionsReported, ReportAnswered, ReviewOpened
from goodstanding.proceedings.consequences import ConsequenceCode
from goodstanding.proceedings.deadlines import Clock
from goodstanding.proceedings.halts import halts
from goodstanding.proceedings.orders import OrderVerified
from goodstanding.proceedings.procedure import AppealScope, Factor
from goodstanding.proceedings.stages import stage_on
from goodstanding.proceedings.waiting import waiting_for_signature
from goodstanding.register.records import Case
from goodstanding.register.views import OrganizationView
from goodstanding.services.acting import Acting
from goodstanding.services.appointing import enroll_authorities, enroll_competences, give_mandate
from goodstanding.services.ground_facts import opening_number
from goodstanding.services.importing import ImportRequest, import_file
from goodstanding.services.listings import effects_of, listed_as
from goodstanding.services.officers import add_officer, signer_of
from goodstanding.services.opening import open_register
from goodstanding.services.ports import Ports
from goodstanding.services.procedures import approve_procedure, enroll_procedure
from goodstanding.services.proceedings import Opening, ground_of, open_file, read_file, take_step
from goodstanding.services.reading import AsOf, as_of, find_view
from goodstanding.services.replies import say
from goodstanding.values.errors import ActRefusedError

OFFICE, TRIBUNAL, COURT = "xv-integrity-office", "xv-review-tribunal", "xv-administrative-court"
MODEL = load_sample("model")
DOCUMENT = "0" * 64
NOON = time(12, tzinfo=UTC)
#: From this day on everything is enrolled.
ENROLLED = date(2026, 9, 29)

ROLES = {
    "case officer": ("case-1", Role.CASE_OFFICER, OFFICE),
    "deciding officer": ("decider-1", Role.DECIDING_OFFICER, OFFICE),
    "second signatory": ("second-1", Role.SECOND_SIGNATORY, OFFICE),
    "assessor": ("assessor-1", Role.REHABILITATION_ASSESSOR, OFFICE),
    "register keeper": ("keeper-1", Role.REGISTER_KEEPER, OFFICE),
    "safeguards officer": ("guard-1", Role.SAFEGUARDS_OFFICER, OFFICE),
    "tribunal": ("judge-1", Role.APPEAL_BODY, TRIBUNAL),
    "court": ("court-1", Role.COURT, COURT),
    "recorder": ("recorder-1", Role.RECORDER, "xv-securities-regulator"),
    "verifier": ("verifier-1", Role.VERIFIER, "xv-securities-regulator"),
}
REPRESENTATIVES = {"respondent": "lawyer-1", "affiliate": "lawyer-2"}


def authorities() -> list[EnrolledAuthority]:
    """The office below a ministry; those who record, review and judge stand outside."""

    def one(code: str, *functions: Function, parent: str = "", reference: str = "") -> EnrolledAuthority:
        return EnrolledAuthority(
            code=code, name=code, parent=parent, functions=frozenset(functions), reference=reference
        )

    recording = ("xv-audit-court", "xv-securities-regulator", "xv-tax-office", "xv-competition-authority")
    return [
        one("xv-ministry-of-transport", reference="xv-reg:P3018659304"),
        one("xv-ministry-of-finance"),
        one(OFFICE, Function.INTEGRITY_OFFICE, parent="xv-ministry-of-finance"),
        *(one(code, Function.RECORDING) for code in recording),
        one(TRIBUNAL, Function.APPEAL_BODY),
        one(COURT, Function.COURT, Function.RECORDING),
    ]


def demo_country(folder: Path) -> Ports:
    """A register in memory with everything that the demo imports, and nothing enrolled for proceedings."""
    ports = make_ports()
    demo = load_demo(folder)
    clock = clock_of(ports)
    clock.at = datetime.fromisoformat(demo.manifest.starts_at)
    open_register(ports, "register.example.org")
    add_officer(ports, "registrar-1", PASSPHRASE)
    sign = signer_of(ports, "registrar-1", PASSPHRASE)
    enroll_competences(ports, load_catalogue(), demo.competences, Acting(officer="registrar-1", sign=sign))
    for item in demo.manifest.steps:
        clock.at, path = item.instant, folder / item.file
        form = format_named(item.format, item.source)
        request = ImportRequest(form=form, path=path, digest=digest_of(path), as_of=item.as_of)
        import_file(ports, load_catalogue(), gate, request)
    return ports


def clock_of(ports: Ports) -> FixedClock:
    assert isinstance(ports.clock, FixedClock)
    return ports.clock


def copy_of(ports: Ports) -> Ports:
    """The same register once more, to be written to apart."""
    store = MemoryStore()
    assert isinstance(ports.store, MemoryStore)
    store.__dict__.update({name: copy(value) for name, value in ports.store.__dict__.items() if name != "_lock"})
    return replace(ports, store=store, clock=FixedClock(ports.clock.now()))


def enroll_office(ports: Ports) -> None:
    """Officers, authorities, mandates and approved rules; representatives come with their case."""
    clock_of(ports).at = datetime.combine(ENROLLED, NOON)
    names = [officer for officer, _, _ in ROLES.values()]
    for officer in [*names, *REPRESENTATIVES.values(), "author-1", "approver-1"]:
        add_officer(ports, officer, PASSPHRASE)
    registrar = acting(ports, "registrar-1")
    enroll_authorities(ports, authorities(), registrar)
    for officer, role, authority in ROLES.values():
        give_mandate(ports, Mandate(officer=officer, role=role, authority=authority, from_on=ENROLLED), registrar)
    number, _ = enroll_procedure(ports, MODEL, acting(ports, "author-1"))
    approve_procedure(ports, number, acting(ports, "approver-1"))


def acting(ports: Ports, officer: str) -> Acting:
    return Acting(officer=officer, sign=signer_of(ports, officer, PASSPHRASE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One dated line of a case; `refused` is the article that is expected to be named."""

    number: int
    day: date
    text: str
    refused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCase:
    """A whole case: its title, parties by what they are, records by their cases, and its lines."""

    title: str
    respondent: str
    records: tuple[str, ...]
    affiliate: str
    lines: tuple[Line, ...]


_LINE = re.compile(r"(\d{4}-\d{2}-\d{2})\s{2,}(.+?)(?:\s+! (.+))?")


def read_case(path: Path) -> TextCase:
    """The case of a text file: `key: value` lines first, then dated ones; `#` begins a remark."""
    title, facts, lines = "", {}, []
    for number, raw in enumerate(path.read_text("utf-8").splitlines(), start=1):
        text = raw.split("#", 1)[0].strip()
        if not text:
            continue
        if found := _LINE.fullmatch(text):
            lines.append(Line(number=number, day=date.fromisoformat(found[1]), text=found[2], refused=found[3] or ""))
        elif not title:
            title = text
        else:
            key, _, value = text.partition(":")
            facts[key] = value.strip()
    return TextCase(
        title=title,
        respondent=facts["respondent"].split()[0],
        records=tuple(facts.get("records", "").replace(",", " ").split()),
        affiliate=facts.get("affiliate", "").split(" ")[0],
        lines=tuple(lines),
    )


@dataclass
class Office:
    """Plays a case line by line into a register, through the same services as the commands."""

    ports: Ports
    case: TextCase
    number: int = -1
    who: str = ""
    signers: dict[str, Acting] = field(default_factory=dict)

    def play(self) -> None:
        for line in self.case.lines:
            clock_of(self.ports).at = datetime.combine(line.day, NOON)
            where = f"line {line.number}: {line.day} {line.text}"
            if line.text.startswith("=> "):
                found = self._look(line.text.removeprefix("=> "), line.day)
                assert found == "", f"{where}: {found}"
                continue
            refused = self._refusal(line.text)
            if line.refused:
                assert refused.endswith(f"art. {line.refused})"), f"{where}: {refused or 'was not refused'}"
            else:
                assert refused == "", f"{where} was refused: {refused}"

    def _refusal(self, text: str) -> str:
        try:
            self._act(text)
        except ActRefusedError as error:
            return str(error)
        return ""

    def _act(self, text: str) -> None:
        who = next((name for name in [*ROLES, *REPRESENTATIVES] if text.startswith(f"{name} ")), None)
        assert who is not None, f"nobody acts: {text}"
        self.who = who
        officer = ROLES[who][0] if who in ROLES else REPRESENTATIVES[who]
        verb = text.removeprefix(f"{who} ")
        if found := re.fullmatch(r"opens a file for (\S+)( as judged)?( with the affiliate)?", verb):
            return self._open(officer, found[1], judged=bool(found[2]), affiliate=bool(found[3]))
        if found := re.fullmatch(r"replies in the words: (.+)", verb):
            act, said = (
                acts.Replied(document=DOCUMENT, hearing=False, publish=True),
                say(found[1], self.ports.randomness),
            )
            take_step(self.ports, proceeding_law(), self.number, act, self._acting(officer), said)
            return None
        for pattern, build in _VERBS:
            if found := re.fullmatch(pattern, verb):
                act = build(self, *found.groups())
                take_step(self.ports, proceeding_law(), self.number, act, self._acting(officer))
                return None
        raise AssertionError(f"no such act: {text}")

    def _open(self, officer: str, category: str, *, judged: bool, affiliate: bool) -> None:
        at = self._at(clock_of(self.ports).at.date())
        view = self.view(self.case.respondent, at)
        entries = {record.case.number: record.entry for record in view.records if isinstance(record.case, Case)}
        asked = Opening(
            respondent=self.case.respondent,
            records=tuple(sorted(entries[number] for number in self.case.records)),
            category=category,
            procedure=MODEL.id,
            authority=OFFICE,
            affiliates=(self.case.affiliate,) if affiliate else (),
            judged=judged,
        )
        self.number, _ = open_file(self.ports, proceeding_law(), asked, self._acting(officer))
        for name, party in (("respondent", self.case.respondent), ("affiliate", self.case.affiliate)):
            if party:
                mandate = Mandate(
                    officer=REPRESENTATIVES[name],
                    role=Role.REPRESENTATIVE,
                    authority="",
                    from_on=ENROLLED,
                    organization=opening_number(self.view(party, at)),
                )
                give_mandate(self.ports, mandate, self._acting("registrar-1"))

    def _look(self, text: str, day: date) -> str:
        """Empty where it is as the line says, else what it is."""
        at = self._at(day)
        file = read_file(self.ports, self.ports.store, self.number, at.head.size)
        if found := re.fullmatch(r"stage (\S+)", text):
            stage = stage_on(file, day, ground_of(self.ports, self.ports.store, file, day, at))
            return "" if stage.value == found[1] else stage.value
        if found := re.fullmatch(r"(\S+) to (\S+)", text):
            clock = file.clock(Clock(found[1]))
            return "" if clock and clock.due_on == date.fromisoformat(found[2]) else str(clock)
        if found := re.fullmatch(r"(the affiliate )?(not listed|listed)(?: until (\S+))?(?: with (.+))?", text):
            return self._look_listed(found, at)
        if found := re.fullmatch(r"no exception|exception for (\S+)", text):
            listings = listed_as(self.ports, self.ports.store, self.view(self.case.respondent, at), at)
            held = [exempted.public_money for one in listings for exempted in one.exceptions]
            return "" if held == [one for one in found.groups() if one] else str(held)
        if found := re.fullmatch(r"beside the listing: (.+)", text):
            listings = listed_as(self.ports, self.ports.store, self.view(self.case.respondent, at), at)
            told = [reply.words.text for one in listings for reply in one.replies if reply.words is not None]
            return "" if told == [found[1]] else str(told)
        raise AssertionError(f"nothing to look at: {text}")

    def _look_listed(self, found: re.Match[str], at: AsOf) -> str:
        party = self.case.affiliate if found[1] else self.case.respondent
        listings = listed_as(self.ports, self.ports.store, self.view(party, at), at)
        if bool(listings) != (found[2] == "listed"):
            return f"{len(listings)} listings"
        if found[3] and listings[0].listing.until != date.fromisoformat(found[3]):
            return str(listings[0].listing.until)
        effects = {code.value for one in listings for code in effects_of(one, at)}
        wanted = set() if found[4] in (None, "no consequence") else set(found[4].split(", "))
        return "" if found[4] is None or effects == wanted else str(effects)

    def view(self, asked: str, at: AsOf) -> OrganizationView:
        found = find_view(self.ports, self.ports.store, asked, at)
        assert found is not None
        return found

    def party(self, affiliate: str | None) -> int:
        at = self._at(clock_of(self.ports).at.date())
        return opening_number(self.view(self.case.affiliate if affiliate else self.case.respondent, at))

    def appeal(self, affiliate: str | None) -> int:
        """The entry of a party's last appeal; 0 where there is none."""
        file = read_file(self.ports, self.ports.store, self.number, self.ports.store.head().size)
        party = self.party(affiliate)
        return next((one.entry for one in reversed(appeals(file)) if one.party == party), 0)

    def halt(self, what: str) -> int:
        """The entry of the stay, or of the filed order, that runs and was begun last; 0 where there is none."""
        file = read_file(self.ports, self.ports.store, self.number, self.ports.store.head().size)
        return next((one.entry for one in reversed(halts(file)) if one.is_order == (what == "order")), 0)

    def _at(self, day: date) -> AsOf:
        return as_of(self.ports, self.ports.store, day, None)

    def _acting(self, officer: str) -> Acting:
        if officer not in self.signers:
            self.signers[officer] = acting(self.ports, officer)
        return self.signers[officer]


def _verdict(outcome: str, until: str | None, codes: str | None, days: str | None, less: str | None = None) -> Verdict:
    reasons = {factor: f"On {factor.value}: see the file." for factor in Factor}
    for factor in (less or "").split(", "):
        reasons.pop(Factor(factor)) if factor else None
    return Verdict(
        outcome=Outcome(outcome),
        until=date.fromisoformat(until) if until else None,
        consequences=_codes(codes),
        conditions=_conditions(days),
        reasons=tuple(reasons.items()),
    )


def _conditions(days: str | None) -> tuple[Condition, ...]:
    found = enumerate(days.split(", ") if days else (), start=1)
    return tuple(Condition(text=f"Report number {n}.", due_on=date.fromisoformat(day)) for n, day in found)


def _numbers(text: str) -> tuple[int, ...]:
    return () if text == "none" else tuple(int(one) for one in text.split(", "))


def _codes(text: str | None) -> tuple[ConsequenceCode, ...]:
    return tuple(ConsequenceCode(code) for code in text.split(", ")) if text else ()


def _second(office: Office) -> acts.Act:
    file = read_file(office.ports, office.ports.store, office.number, office.ports.store.head().size)
    found = waiting_for_signature(file)
    assert found is not None, "nothing waits for a second signature"
    return found


def _until(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


_TO = r"( on the affiliate)?"
_VERDICT = r"(\S+?)(?: until (\S+))?(?: with (.+?))?(?: on conditions by (.+?))?(?: without a reason on (.+))?"

#: What a line says -> the act. The first group of a serving line names the affiliate.
_VERBS: list[tuple[str, Callable[..., acts.Act]]] = [
    (r"releases the whole file", lambda _: acts.FileReleased(index=DOCUMENT, exculpatory_included=True)),
    (r"releases a file without what exonerates", lambda _: acts.FileReleased(
        index=DOCUMENT, exculpatory_included=False)),
    (r"prepares a notice of (\S+)(?: with (.+?))?(?: for the breach of (.+))?", lambda _, gravest, codes, broken:
        acts.NoticePrepared(
            document=DOCUMENT, gravest=Outcome(gravest), consequences=_codes(codes),
            breach=_numbers(broken or "none"))),
    (r"approves", _second),
    (rf"serves the (notice|decision|answer) by hand{_TO}", lambda office, paper, to: acts.Sent(
        paper=Paper(paper), party=office.party(to), channel=Channel.BY_HAND)),
    (rf"serves the (notice|decision|answer) by portal, agreed to before{_TO}", lambda office, paper, to: acts.Sent(
        paper=Paper(paper), party=office.party(to), channel=Channel.PORTAL, consent=DOCUMENT, proof=DOCUMENT)),
    (rf"serves the (notice|decision) by portal{_TO}", lambda office, paper, to: acts.Sent(
        paper=Paper(paper), party=office.party(to), channel=Channel.PORTAL)),
    (rf"serves the (notice|decision) by paper and at the seat{_TO}", lambda office, paper, to: acts.Sent(
        paper=Paper(paper), party=office.party(to), channel=Channel.PAPER, also_by=Channel.SEAT, proof=DOCUMENT)),
    (r"holds a receipt of the (notice|decision|answer) of (\S+?)(, the affiliate's)?", lambda office, paper, day, to:
        acts.Received(
            paper=Paper(paper), party=office.party(to), received_on=date.fromisoformat(day), receipt=DOCUMENT)),
    (r"never got the (notice|decision|answer)", lambda office, paper: acts.NonReceiptClaimed(
        paper=Paper(paper), party=office.party(None))),
    (r"replies", lambda _: acts.Replied(document=DOCUMENT, hearing=False, publish=True)),
    (r"replies and asks to be heard", lambda _: acts.Replied(document=DOCUMENT, hearing=True, publish=True)),
    (r"prolongs the window: (\S+)", lambda _, because: acts.ReplyExtended(because=Because(because))),
    (r"hears the respondent", lambda _: acts.HearingHeld(minutes=DOCUMENT)),
    (rf"proposes {_VERDICT}", lambda _, *given: acts.Proposed(verdict=_verdict(*given))),
    (rf"decides {_VERDICT}", lambda _, *given: acts.Decided(verdict=_verdict(*given))),
    (r"appeals", lambda office: acts.AppealLodged(
        party=office.party(office.who if office.who == "affiliate" else None), scope=frozenset(AppealScope))),
    (r"admits the (affiliate's )?appeal", lambda office, whose: acts.AppealAdmitted(
        appeal=office.appeal(whose), admitted=True)),
    (r"refuses to hear the (affiliate's )?appeal", lambda office, whose: acts.AppealAdmitted(
        appeal=office.appeal(whose), admitted=False)),
    (r"stays it", lambda _: acts.StayOrdered()),
    (r"ends the (stay|order)", lambda office, what: acts.StayEnded(stay=office.halt(what))),
    (r"files a court's order", lambda _: acts.OrderFiled(document=DOCUMENT)),
    (r"finds the order genuine", lambda _: OrderVerified(genuine=True, answer=DOCUMENT)),
    (r"finds the order forged", lambda _: OrderVerified(genuine=False, answer=DOCUMENT)),
    (r"finds the order forged without the court's answer", lambda _: OrderVerified(genuine=False, answer="")),
    (r"finds on (?:the )?(affiliate's )?appeal: (\S+?)(?: until (\S+))?( for it alone)?",
        lambda office, whose, ruling, until, alone: acts.AppealDecided(
            appeal=office.appeal(whose), ruling=Ruling(ruling), until=_until(until),
            only_for=office.party(whose) if alone else None)),
    (r"rules: (\S+?)(?: until (\S+))?( for the affiliate alone)?", lambda office, ruling, until, alone: acts.CourtRuled(
        ruling=Ruling(ruling), until=_until(until), only_for=office.party(alone) if alone else None)),
    (r"orders a provisional measure for (\S+)", lambda _, money: acts.ProvisionalOrdered(
        public_money=money, threat="The award is near.")),
    (r"appeals against the provisional measure", lambda _: acts.ProvisionalAppealed()),
    (r"upholds the provisional measure", lambda _: acts.ProvisionalUpheld()),
    (r"ends the provisional measure", lambda _: acts.ProvisionalEnded()),
    (r"applies for rehabilitation", lambda _: acts.RehabilitationApplied(evidence=(DOCUMENT,))),
    (r"finds the application incomplete(: .+)?", lambda _, what: acts.RehabilitationAnswered(
        complete=False, missing=(what or "").removeprefix(": "))),
    (r"finds the application complete", lambda _: acts.RehabilitationAnswered(complete=True)),
    (r"(grants|refuses) rehabilitation(?: on conditions by (.+))?", lambda _, how, days: acts.RehabilitationDecided(
        granted=how == "grants", reason="By the evidence of the file.", conditions=_conditions(days))),
    (r"reports on the conditions (.+)", lambda _, which: ConditionsReported(
        conditions=_numbers(which), evidence=(DOCUMENT,))),
    (r"finds fulfilled: (.+)", lambda _, which: ReportAnswered(
        fulfilled=_numbers(which), reason="By the evidence of the file.")),
    (r"opens the yearly review", lambda _: ReviewOpened(cause=Cause.YEARLY, evidence=())),
    (r"opens a review on (an acquittal|a change of owner)", lambda _, cause: ReviewOpened(
        cause=Cause.ACQUITTAL if cause == "an acquittal" else Cause.CHANGE_OF_OWNER, evidence=(DOCUMENT,))),
    (r"stops the publication", lambda _: acts.PublicationStopped(because="The name is another's.")),
    (r"lets the publication go on", lambda _: acts.StopReleased()),
    (r"closes the file: (\S+)", lambda _, because: acts.Closed(because=Because(because))),
    (r"excepts (\S+) from (\S+?)(?: until (\S+))?", lambda office, money, code, until: acts.ExceptionGranted(
        party=office.party(None), code=ConsequenceCode(code), public_money=money, reason="No other firm makes it.",
        until=_until(until))),
    (r"steps back", lambda _: acts.Recused()),
]  # fmt: skip


def case_files() -> list[Path]:
    """Every text case of the tree."""
    return sorted((Path(__file__).resolve().parents[1] / "cases").glob("*.txt"))
