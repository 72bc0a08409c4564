"""Small machines in text cases: decisions brought in by template, their preview, claims, and identities."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from sample_office import DOCUMENT, ENROLLED, MODEL, REPRESENTATIVES, ROLES, Office, clock_of

from goodstanding.bootstrap.intake import digest_of, format_named, gate
from goodstanding.bootstrap.law import load_catalogue
from goodstanding.bootstrap.proceedings import proceeding_law
from goodstanding.proceedings.authorities import Mandate, Role
from goodstanding.proceedings.matters import AskedStep, MatterAct
from goodstanding.register.records import Case
from goodstanding.services.appointing import give_mandate
from goodstanding.services.claims import claims, decide_claim, make_claim
from goodstanding.services.ground_facts import opening_number
from goodstanding.services.identity_matters import (
    act_on_identity,
    identity_matters,
    propose_identity,
    take_back_identity,
)
from goodstanding.services.importing import ImportRequest, import_file
from goodstanding.services.ports import Ports
from goodstanding.services.reading import as_of, find_view
from goodstanding.services.recordings import act_on_records, recordings
from goodstanding.standing.display import shown

RULES = proceeding_law()
CASES = Path(__file__).resolve().parents[1] / "cases" / "matters"
HAULAGE = "xv-reg:C7763417893"
REGULATOR = "xv-securities-regulator"
HEADER = (
    "subject_type,identifiers,name,aliases,country,legal_form,activity,tier,size,sector,region,role,authority,"
    "case_number,category,measures,status,status_on,status_reason,status_act,decided_on,final_on,finality,statute,"
    "amount,currency,conduct_from,conduct_to,ends_on,public_money"
)
ROW = (
    "company,{identifier},{name},,XV,PLC,4923,,micro,transport,Vrorvessa,subject,{authority},{case},false-accounts,"
    "finding;fine,{status},,,,2026-08-11,{final},time-limit-passed,xv-accounting-act,{amount},XVD,"
    "2024-01-01,2024-12-31,,"
)


def matter_files() -> list[Path]:
    """The text cases that open no file: records, claims and identities."""
    return sorted(CASES.glob("*.txt"))


def bring_in(
    ports: Ports, identifier: str, case: str, *, name: str = "Girvune Haulage PLC", amount: str = "22600000.00",
    status: str = "final", final: str = "2026-09-10", authority: str = REGULATOR,
) -> None:  # fmt: skip
    """Import one decision by the office's own template, as an extract of the regulator's list."""
    row = ROW.format(
        identifier=identifier, name=name, case=case, amount=amount, status=status, final=final, authority=authority
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "decisions.csv"
        path.write_text(f"{HEADER}\n{row}\n", "utf-8")
        request = ImportRequest(
            form=format_named("csv", REGULATOR),
            path=path,
            digest=digest_of(path),
            as_of=ports.clock.now().date(),
            partial=True,
        )
        report = import_file(ports, load_catalogue(), gate, request)
    assert len(report.rows.accepted) == 1, report.findings


def record_of(ports: Ports, identifier: str, case: str) -> int:
    """The number of a decision's record."""
    view = find_view(ports, ports.store, identifier, as_of(ports, ports.store, None, None))
    assert view is not None
    return next(one.entry for one in view.records if isinstance(one.case, Case) and one.case.number == case)


def shows(ports: Ports, identifier: str, case: str, day: date) -> bool:
    """Whether a decision is displayed on a day, as known now."""
    at = as_of(ports, ports.store, day, None)
    view = find_view(ports, ports.store, identifier, at)
    assert view is not None
    catalogue = load_catalogue()
    records = [one for one in view.records if isinstance(one.case, Case) and one.case.number == case]
    return any(shown(one, catalogue, day) is not None for one in records)


class Desk(Office):
    """An office that also plays the lines of the small machines; a case without records begins with mandates."""

    def play(self) -> None:
        if not self.case.records:
            clock_of(self.ports).at = clock_of(self.ports).at.replace(
                year=ENROLLED.year, month=ENROLLED.month, day=ENROLLED.day
            )
            for name, party in (("respondent", self.case.respondent), ("affiliate", self.case.affiliate)):
                if party:
                    at = as_of(self.ports, self.ports.store, ENROLLED, None)
                    own = opening_number(self.view(party, at))
                    mandate = Mandate(
                        officer=REPRESENTATIVES[name], role=Role.REPRESENTATIVE, authority="", from_on=ENROLLED,
                        organization=own,
                    )  # fmt: skip
                    give_mandate(self.ports, mandate, self._acting("registrar-1"))
        super().play()

    def _act(self, text: str) -> None:
        if found := re.fullmatch(r"operator (?:brings in|corrects) (\S+)(?: to an amount of (\S+))?", text):
            return bring_in(self.ports, self.case.respondent, found[1], amount=found[2] or "22600000.00")
        for who, officer in [*((n, one[0]) for n, one in ROLES.items()), *REPRESENTATIVES.items()]:
            for pattern, act in _MATTERS:
                if found := re.fullmatch(f"{who} {pattern}", text):
                    return act(self, officer, *found.groups())
        return super()._act(text)

    def _look(self, text: str, day: date) -> str:
        party = self.case.respondent
        if found := re.fullmatch(r"(\S+) (shows|does not show)", text):
            does = shows(self.ports, party, found[1], day)
            return "" if does == (found[2] == "shows") else f"shows: {does}"
        if found := re.fullmatch(r"preview of (\S+) to (\S+)", text):
            size = self.ports.store.head().size
            due = recordings(self.ports.store, size)[record_of(self.ports, party, found[1])].last.due_on
            return "" if due == date.fromisoformat(found[2]) else str(due)
        if found := re.fullmatch(r"the affiliate is (the respondent|its own)", text):
            at = self._at(day)
            same = self.view(self.case.affiliate, at).id == self.view(party, at).id
            return "" if same == (found[1] == "the respondent") else f"one: {same}"
        return super()._look(text, day)

    def record(self, case: str, act: MatterAct, officer: str, document: str = "") -> None:
        number = record_of(self.ports, self.case.respondent, case)
        asked = AskedStep(act=act, document=document)
        act_on_records(self.ports, RULES, [number], asked, self._acting(officer))

    def claim(self, officer: str) -> None:
        make_claim(self.ports, RULES, self.case.respondent, MODEL.id, DOCUMENT, self._acting(officer))

    def decide(self, officer: str, act: MatterAct) -> None:
        number = max(claims(self.ports.store, self.ports.store.head().size), default=-1)
        decide_claim(self.ports, RULES, number, AskedStep(act=act, document=DOCUMENT), self._acting(officer))

    def merge(self, officer: str) -> None:
        source, target = self.case.affiliate, self.case.respondent
        propose_identity(self.ports, RULES, source, target, (), MODEL.id, DOCUMENT, self._acting(officer))

    def take_back(self, officer: str) -> None:
        take_back_identity(self.ports, RULES, self.matter(), MODEL.id, DOCUMENT, self._acting(officer))

    def identify(self, officer: str, act: MatterAct, party: str = "") -> None:
        plan = identity_matters(self.ports.store, self.ports.store.head().size)[self.matter()].steps[0].plan
        assert plan is not None
        sides = {"affiliate": plan.from_organization, "respondent": plan.to_organization}
        if plan.takes_back is not None:
            sides = {"affiliate": plan.to_organization, "respondent": plan.from_organization}
        document = "" if act is MatterAct.AGREED else DOCUMENT
        asked = AskedStep(act=act, document=document, party=sides.get(party))
        act_on_identity(self.ports, RULES, self.matter(), asked, self._acting(officer))

    def matter(self) -> int:
        return max(identity_matters(self.ports.store, self.ports.store.head().size))


#: What a line says, behind who does it -> what is done.
_MATTERS: list[tuple[str, Callable[..., None]]] = [
    (r"submits (\S+)", lambda desk, by, case: desk.record(case, MatterAct.SUBMITTED, by)),
    (r"verifies (\S+)", lambda desk, by, case: desk.record(case, MatterAct.VERIFIED, by)),
    (r"returns (\S+)", lambda desk, by, case: desk.record(case, MatterAct.RETURNED, by, DOCUMENT)),
    (r"previews (\S+)", lambda desk, by, case: desk.record(case, MatterAct.PREVIEWED, by, DOCUMENT)),
    (r"lets (\S+) show", lambda desk, by, case: desk.record(case, MatterAct.WAIVED, by)),
    (r"claims a protected function", lambda desk, by: desk.claim(by)),
    (r"upholds the claim", lambda desk, by: desk.decide(by, MatterAct.UPHELD)),
    (r"dismisses the claim", lambda desk, by: desk.decide(by, MatterAct.DISMISSED)),
    (r"proposes that the affiliate is the respondent", lambda desk, by: desk.merge(by)),
    (r"proposes to take the merge back", lambda desk, by: desk.take_back(by)),
    (r"tells the (respondent|affiliate)", lambda desk, by, who: desk.identify(by, MatterAct.NOTICED, who)),
    (r"agrees to the merge", lambda desk, by: desk.identify(by, MatterAct.AGREED)),
    (r"objects to the merge", lambda desk, by: desk.identify(by, MatterAct.OBJECTED)),
    (r"approves the merge", lambda desk, by: desk.identify(by, MatterAct.APPROVED)),
    (r"withdraws the merge", lambda desk, by: desk.identify(by, MatterAct.WITHDRAWN)),
]
