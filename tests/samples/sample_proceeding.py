"""An invented integrity office, an independent tribunal and court, and a hand that moves one file through its acts."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sample_calendars import PlainCalendar

from goodstanding.adapters.formats.procedures import load_sample
from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Act, Channel, Outcome, Paper, Ruling, Verdict
from goodstanding.proceedings.appeals import appeals
from goodstanding.proceedings.authorities import EnrolledAuthority, Function, Mandate, Role
from goodstanding.proceedings.conditions import Cause, Condition, ConditionsReported, ReportAnswered, ReviewOpened
from goodstanding.proceedings.consequences import ConsequenceCode
from goodstanding.proceedings.digests import procedure_digest
from goodstanding.proceedings.files import CaseFile, Step
from goodstanding.proceedings.halts import halts
from goodstanding.proceedings.machine import step
from goodstanding.proceedings.orders import ForgeryApproved, OrderVerified
from goodstanding.proceedings.procedure import AppealScope, Factor
from goodstanding.proceedings.situation import Actor, GroundRecord, Refusal, Respondent, Situation
from goodstanding.proceedings.stages import GroundState, Stage, listing_on, stage_on
from goodstanding.proceedings.waiting import waiting_for_signature
from goodstanding.register.catalogue import Measure, Severity
from goodstanding.register.organizations import OrganizationKind
from goodstanding.register.organizations import Role as PartyRole
from goodstanding.register.records import Finality

MODEL = load_sample("model")
LAW = procedure_digest(MODEL)
RESPONDENT, AFFILIATE, RECORD, AFFILIATE_RECORD = 10, 11, 20, 21
DIGEST = "0" * 64
START = date(2026, 2, 2)
LONG_AGO = date(2020, 1, 1)


def authority(code: str, parent: str, *functions: Function, organization: int | None = None) -> EnrolledAuthority:
    return EnrolledAuthority(
        code=code, name=code, parent=parent, functions=frozenset(functions), organization=organization
    )


AUTHORITIES = {
    one.code: one
    for one in (
        authority("ministry", ""),
        authority("office", "ministry", Function.INTEGRITY_OFFICE),
        authority("regulator", "", Function.RECORDING),
        authority("tribunal", "", Function.APPEAL_BODY),
        authority("high-court", "", Function.COURT),
    )
}


def mandate(officer: str, role: Role, code: str = "office", **more: object) -> Mandate:
    return Mandate(officer=officer, role=role, authority=code, from_on=LONG_AGO, **more)


MANDATES = {
    one.officer: one
    for one in (
        mandate("case", Role.CASE_OFFICER),
        mandate("decider", Role.DECIDING_OFFICER),
        mandate("second", Role.SECOND_SIGNATORY),
        mandate("assessor", Role.REHABILITATION_ASSESSOR),
        mandate("keeper", Role.REGISTER_KEEPER),
        mandate("guard", Role.SAFEGUARDS_OFFICER),
        mandate("judge", Role.APPEAL_BODY, "tribunal"),
        mandate("court", Role.COURT, "high-court"),
        mandate("lawyer", Role.REPRESENTATIVE, "", organization=RESPONDENT),
        mandate("affiliate-lawyer", Role.REPRESENTATIVE, "", organization=AFFILIATE),
    )
}

#: Who takes the place of each where that one has stepped back.
SUBSTITUTES = {f"other-{name}": replace(one, officer=f"other-{name}") for name, one in MANDATES.items()}

#: The usual actor of each kind of act.
USUAL = {
    acts.NoticeApproved: "second",
    acts.NonReceiptClaimed: "lawyer",
    acts.Replied: "lawyer",
    acts.HearingHeld: "decider",
    acts.Decided: "decider",
    acts.DecisionApproved: "second",
    acts.AppealLodged: "lawyer",
    acts.AppealAdmitted: "judge",
    acts.AppealDecided: "judge",
    acts.StayOrdered: "judge",
    acts.StayEnded: "judge",
    acts.OrderFiled: "lawyer",
    OrderVerified: "keeper",
    ForgeryApproved: "second",
    acts.CourtRuled: "court",
    acts.ProvisionalOrdered: "decider",
    acts.ProvisionalApproved: "second",
    acts.ProvisionalEnded: "decider",
    acts.ProvisionalAppealed: "lawyer",
    acts.ProvisionalUpheld: "judge",
    acts.RehabilitationApplied: "lawyer",
    acts.RehabilitationAnswered: "assessor",
    acts.RehabilitationDecided: "assessor",
    acts.RehabilitationApproved: "second",
    ConditionsReported: "lawyer",
    ReportAnswered: "assessor",
    ReviewOpened: "assessor",
    acts.PublicationStopped: "guard",
    acts.StopReleased: "guard",
    acts.ExceptionGranted: "decider",
    acts.ExceptionApproved: "second",
}


def record(entry: int = RECORD, **changes: object) -> GroundRecord:
    """A serious record of false accounts, final since 2025-06-02."""
    found = GroundRecord(
        entry=entry,
        organization=RESPONDENT,
        role=PartyRole.SUBJECT,
        case="case-1",
        recorded_by="regulator",
        category="false-accounts",
        severity=Severity.SERIOUS,
        finality=Finality.TIME_LIMIT_PASSED,
        measures=(Measure.FINE,),
        displayed=True,
        final_on=date(2025, 6, 2),
        conduct_to=date(2023, 12, 31),
    )
    return replace(found, **changes)


def affiliate_record() -> GroundRecord:
    return record(AFFILIATE_RECORD, organization=AFFILIATE, role=PartyRole.CONTROLLED_AFFILIATE)


def situation(**changes: object) -> Situation:
    """The day of the opening, with nothing opened yet."""
    found = Situation(
        procedure=MODEL,
        law=LAW,
        calendar=PlainCalendar(),
        today=START,
        authorities=AUTHORITIES,
        respondent=Respondent(organization=RESPONDENT, kind=OrganizationKind.COMPANY),
        ground=GroundState.STANDS,
        records=(record(), affiliate_record()),
        affiliates=frozenset({AFFILIATE}),
    )
    return replace(found, **changes)


def opened(**changes: object) -> acts.Opened:
    found = acts.Opened(
        respondent=RESPONDENT,
        affiliates=(),
        records=(RECORD,),
        facts=("case-1",),
        recorded_by=("regulator",),
        category="false-accounts",
        judged=False,
        conduct_to=date(2023, 12, 31),
        final_on=date(2025, 6, 2),
        procedure=MODEL.id,
        law=LAW,
        authority="office",
    )
    return replace(found, **changes)


def verdict(**changes: object) -> Verdict:
    """Listing until 2028-01-01, with a reason on every factor."""
    found = Verdict(
        outcome=Outcome.LISTING,
        until=date(2028, 1, 1),
        consequences=(ConsequenceCode.TENDER_EXCLUSION,),
        conditions=(),
        reasons=tuple((factor, f"On {factor.value}: see the file.") for factor in Factor),
    )
    return replace(found, **changes)


def milder(outcome: Outcome) -> Verdict:
    return verdict(outcome=outcome, until=None, consequences=())


def conditions(*days: date) -> tuple[Condition, ...]:
    """A condition a day."""
    return tuple(Condition(text=f"Report number {n}.", due_on=day) for n, day in enumerate(days, start=1))


def held_back(*days: date, outcome: Outcome = Outcome.CONDITIONAL_NON_LISTING) -> Verdict:
    """The same listing, held back on conditions due on these days."""
    return verdict(outcome=outcome, conditions=conditions(*days))


@dataclass
class Hand:
    """Moves one file: `do` gives a refusal or the step, `must` only the step; `pass_days` lets the clock run."""

    now: Situation = field(default_factory=situation)

    def do(self, act: Act, officer: str | None = None) -> Step | Refusal:
        who = officer or USUAL.get(type(act), "case")
        if who == "lawyer" and getattr(act, "party", None) == AFFILIATE and officer is None:
            who = "affiliate-lawyer"
        if isinstance(act, acts.StayEnded) and officer is None:
            who = next(
                (one.actor for one in self.now.case.steps if one.seq == act.stay and one.actor == "judge"), "court"
            )
        held = tuple(known[who] for known in (MANDATES, SUBSTITUTES) if who in known)
        found = step(self.now, act, Actor(officer=who, mandates=held))
        if isinstance(found, Step):
            before = self.now.file
            found = replace(found, seq=100 + (len(before.steps) if before else 0))
            case = CaseFile(steps=(found,)) if before is None else before.with_step(found)
            self.now = replace(self.now, file=case)
        return found

    def must(self, act: Act, officer: str | None = None) -> Step:
        found = self.do(act, officer)
        assert isinstance(found, Step), str(found)
        return found

    def on(self, day: date) -> "Hand":
        self.now = replace(self.now, today=day)
        return self

    def pass_days(self, days: int) -> "Hand":
        return self.on(self.now.today + timedelta(days=days))

    @property
    def stage(self) -> Stage:
        return stage_on(self.now.case, self.now.today, self.now.ground)

    @property
    def is_listed(self) -> bool:
        return listing_on(self.now.case, self.now.today, self.now.ground) is not None

    # The usual way, part by part.

    def open(self, **changes: object) -> "Hand":
        self.must(opened(**changes))
        return self

    def notify(self) -> "Hand":
        """Release, notice, approval, service by hand and receipt, all on one day."""
        return self.prepare_notice().serve(Paper.NOTICE)

    def notify_by_portal(self) -> "Hand":
        """The same by the portal: deemed to be received in ten days."""
        self.prepare_notice()
        for party in self.now.case.parties:
            self.must(acts.Sent(paper=Paper.NOTICE, party=party, channel=Channel.PORTAL, consent=DIGEST, proof=DIGEST))
        return self

    def prepare_notice(self) -> "Hand":
        """Release, notice and approval, all on one day."""
        everything = (
            ConsequenceCode.TENDER_EXCLUSION,
            ConsequenceCode.FUNDING_EXCLUSION,
        )
        self.must(acts.FileReleased(index=DIGEST, exculpatory_included=True))
        self.must(acts.NoticePrepared(document=DIGEST, gravest=Outcome.LISTING, consequences=everything))
        self.must(acts.NoticeApproved(document=DIGEST))
        return self

    def serve(self, paper: Paper) -> "Hand":
        for party in self.now.case.parties:
            self.serve_on(paper, party)
        return self

    def serve_on(self, paper: Paper, party: int) -> "Hand":
        self.must(acts.Sent(paper=paper, party=party, channel=Channel.BY_HAND))
        self.must(acts.Received(paper=paper, party=party, received_on=self.now.today, receipt=DIGEST))
        return self

    def wait_for_window(self) -> "Hand":
        from goodstanding.proceedings.deadlines import Clock

        return self.on(self.now.case.this_notice().clock(Clock.REPLY).due_on + timedelta(days=1))

    def decide(self, with_: Verdict | None = None) -> "Hand":
        """Proposal, decision and second signature, on one day."""
        found = with_ or verdict()
        self.must(acts.Proposed(verdict=found))
        decided = self.must(acts.Decided(verdict=found))
        self.must(acts.DecisionApproved(decision=self.now.case.steps[-1].seq if decided else -1))
        return self

    def to_standstill(self) -> "Hand":
        return self.open().notify().wait_for_window().decide().serve(Paper.DECISION)

    def to_listed(self) -> "Hand":
        return self.to_standstill().pass_days(35)

    def review(self) -> "Hand":
        """The office's own review, which confirms."""
        self.must(ReviewOpened(cause=Cause.YEARLY, evidence=()))
        return self.answer(granted=False)

    def rehabilitate(self, *days: date) -> "Hand":
        """An application that is granted, on conditions due on these days; the answer is served at once."""
        self.must(acts.RehabilitationApplied(evidence=(DIGEST,)))
        self.answer(granted=True, conditions=conditions(*days))
        return self.serve(Paper.ANSWER) if days else self

    def answer(self, **given: object) -> "Hand":
        self.must(acts.RehabilitationDecided(reason="By the evidence of the file.", **given))
        return self.sign()

    def sign(self) -> "Hand":
        """The second signature that waits."""
        waits = waiting_for_signature(self.now.case)
        assert waits is not None
        self.must(waits)
        return self

    def report(self, *numbers: int) -> "Hand":
        self.must(ConditionsReported(conditions=numbers, evidence=(DIGEST,)))
        return self

    def notify_breach(self, *numbers: int) -> "Hand":
        """Notice, approval, release, service and receipt, all on one day."""
        self.must(self.breach(*numbers))
        self.must(acts.NoticeApproved(document=DIGEST))
        self.must(acts.FileReleased(index=DIGEST, exculpatory_included=True))
        return self.serve(Paper.NOTICE)

    @staticmethod
    def breach(*numbers: int) -> acts.NoticePrepared:
        tender = (ConsequenceCode.TENDER_EXCLUSION,)
        return acts.NoticePrepared(document=DIGEST, gravest=Outcome.LISTING, consequences=tender, breach=numbers)

    def appeal(self, party: int = RESPONDENT) -> "Hand":
        self.must(acts.AppealLodged(party=party, scope=frozenset(AppealScope)))
        return self

    def file_order(self) -> "Hand":
        self.must(acts.OrderFiled(document=DIGEST))
        return self

    def end_stay(self, officer: str | None = None) -> "Hand":
        """The end of the stay, or filed order, that was begun last."""
        self.must(acts.StayEnded(stay=halts(self.now.case)[-1].entry), officer)
        return self

    def verify(self, *, genuine: bool) -> "Hand":
        """What the court answered of the order; a forgery with its second signature."""
        self.must(OrderVerified(genuine=genuine, answer=DIGEST))
        return self if genuine else self.sign()

    def admit(self, party: int = RESPONDENT, *, admitted: bool = True) -> "Hand":
        self.must(acts.AppealAdmitted(appeal=self.appeal_of(party), admitted=admitted))
        return self

    def rule(self, ruling: Ruling, party: int = RESPONDENT, **more: object) -> "Hand":
        """The appeal body's decision on the appeal of a party."""
        self.must(acts.AppealDecided(appeal=self.appeal_of(party), ruling=ruling, **more))
        return self

    def appeal_of(self, party: int = RESPONDENT) -> int:
        """The entry of a party's last appeal; 0 where there is none."""
        return next((one.entry for one in reversed(appeals(self.now.case)) if one.party == party), 0)
