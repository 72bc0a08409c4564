"""Adopt a rulebook: propose, assess, approve, adopt, or withdraw it. Officers' signed acts, each after those before.

What is refused is told with its law, everything at once. Nothing here takes an officer's word for a figure: the
assessment is run again when the rulebook is adopted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from goodstanding.ledger.adoptions import (
    Act,
    Assessment,
    Proposal,
    Withdrawal,
    WithdrawalReason,
    digest_of,
    named,
    print_figures,
    print_parts,
    print_proposal,
)
from goodstanding.ledger.commitments import Groups
from goodstanding.ledger.entries import Kind, Relation
from goodstanding.ledger.writing import Head, NewEntry
from goodstanding.proceedings.authorities import Role
from goodstanding.rulebook.adopting import (
    approvers_of,
    check_adoption,
    check_kinds,
    check_withdrawal,
    lawful_editions,
    withdrawal_of,
)
from goodstanding.rulebook.canonical import canonical_text
from goodstanding.rulebook.checking import check_rulebook
from goodstanding.rulebook.model import Purpose, Rulebook
from goodstanding.services.acting import Acting
from goodstanding.services.appending import append_batch, print_instant
from goodstanding.services.appointing import require_rule_maker
from goodstanding.services.assessing import Assessed, run_assessment
from goodstanding.services.editions import Texts, proposal_named, proposals_of
from goodstanding.services.officers import public_keys
from goodstanding.services.ports import Ports, Progress, Reader, Writer
from goodstanding.services.reading import as_of
from goodstanding.services.standings import Law
from goodstanding.standing.cases import check_case, check_cases
from goodstanding.values.errors import AuthorizationError, ConflictError
from goodstanding.values.findings import Finding, Severity

_PROBE = b"probe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Nothing was done; every reason, each with its law."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The act stands in the log, up to this head; the proposal as it stands now."""

    head: Head
    proposal: Proposal


def propose(ports: Ports, law: Law, texts: Texts, rulebook: Rulebook, tests: str, acting: Acting) -> Done | Refused:
    """Enter a rulebook and its tests into the log, whole. From then on its thirty days run.

    `tests` is the text of its file of tests; no comment of it enters the log. An edition is proposed once: another
    text takes another number.
    """
    content = canonical_text(rulebook)
    digest = digest_of(content)
    findings = [one for one in check_rulebook(rulebook, law.catalogue) if one.severity is Severity.ERROR]
    cases = texts.cases(tests)
    unfit = list(check_cases(cases, law.catalogue))
    findings += unfit or [one for case in cases for one in check_case(case, rulebook, law.catalogue)]
    findings += _check_adoptable(rulebook, sum(len(case.expect) for case in cases))
    if findings:
        return Refused(findings=tuple(findings))
    about = print_proposal(rulebook.id, rulebook.edition, digest, rulebook.in_force_from, rulebook.applies_to)
    with ports.store.writing() as writer:
        _require_enrolled(ports, writer, acting, Role.RULEBOOK_AUTHOR)
        number = writer.head().size
        if named(proposals_of(writer, number), f"{rulebook.id}:{rulebook.edition}") is not None:
            raise ConflictError("This edition was proposed before.", to_do="give it the next number")
        first, *rest = print_parts(content, texts.tests(tests))
        entries = [_entry(Kind.RULEBOOK_PROPOSED, {"rulebook": about, "text": first}, acting)]
        entries += [_entry(Kind.RULEBOOK_CONTINUED, {"text": part}, acting, number) for part in rest]
        return _append(ports, writer, entries, acting, f"{rulebook.id}:{rulebook.edition}")


def assess(
    ports: Ports, law: Law, texts: Texts, name: str, acting: Acting, progress: Progress
) -> tuple[Done, Assessed]:
    """Run the impact assessment of a proposal on the latest records, and enter its digest and figures.

    Records what was found, bars included; whether it bars the adoption is told when somebody adopts.
    """
    with ports.store.reading() as reader:
        at = as_of(ports, reader, None, None)
        proposal = _open(reader, name)
        found = run_assessment(reader, law, texts, proposal, at, progress)
    with ports.store.writing() as writer:
        _require_enrolled(ports, writer, acting, Role.RULEBOOK_AUTHOR)
        proposal = _open(writer, name)
        groups: Groups = {"assessment": print_figures(found.figures)}
        entry = _entry(Kind.RULEBOOK_ASSESSED, groups, acting, proposal.act.entry)
        return _append(ports, writer, [entry], acting, name), found


def approve(ports: Ports, name: str, acting: Acting) -> Done | Refused:
    """Approve a proposal as its last assessment describes it. Never by its author, and by each officer once."""
    with ports.store.writing() as writer:
        _require_enrolled(ports, writer, acting, Role.RULEBOOK_APPROVER)
        proposal = _open(writer, name)
        last = proposal.assessment
        findings = list(_check_approver(proposal, acting))
        if findings or last is None:
            return Refused(findings=tuple(findings))
        groups: Groups = {"approval": {"digest": proposal.digest, "impact": last.figures.impact}}
        links = ((Relation.ASSESSMENT, last.act.entry),)
        entry = _entry(Kind.RULEBOOK_APPROVED, groups, acting, proposal.act.entry, links)
        return _append(ports, writer, [entry], acting, name)


def adopt(ports: Ports, law: Law, texts: Texts, name: str, acting: Acting, progress: Progress) -> Done | Refused:
    """Make a proposal law from its first day on, where nothing is missing. The assessment is run once more."""
    with ports.store.reading() as reader:
        at = as_of(ports, reader, None, None)
        proposal = _open(reader, name)
        fresh = None if proposal.assessment is None else run_assessment(reader, law, texts, proposal, at, progress)
    with ports.store.writing() as writer:
        _require_enrolled(ports, writer, acting, Role.RULEBOOK_APPROVER)
        if writer.head().size != at.head.size:
            raise ConflictError("The register has moved on while this was assessed.", to_do="adopt again")
        findings = _check_now(ports, writer, proposal, fresh, acting)
        if findings:
            return Refused(findings=tuple(findings))
        groups: Groups = {"adoption": {"digest": proposal.digest, "size": at.head.size}}
        entry = _entry(Kind.RULEBOOK_ADOPTED, groups, acting, proposal.act.entry)
        return _append(ports, writer, [entry], acting, name)


def withdraw(ports: Ports, name: str, reason: WithdrawalReason, acting: Acting) -> Done | Refused:
    """End a proposal that is not law yet. Its number stays used, and what was said of it stays in the log."""
    with ports.store.writing() as writer:
        _require_enrolled(ports, writer, acting, Role.RULEBOOK_AUTHOR)
        proposal = _open(writer, name)
        act = Act(entry=writer.head().size, officer=acting.officer, signed=True)
        findings = check_withdrawal(proposal, Withdrawal(act=act, reason=reason))
        if findings:
            return Refused(findings=tuple(findings))
        groups: Groups = {"withdrawal": {"digest": proposal.digest, "reason": reason.value}}
        entry = _entry(Kind.RULEBOOK_WITHDRAWN, groups, acting, proposal.act.entry)
        return _append(ports, writer, [entry], acting, name)


def _check_now(
    ports: Ports, reader: Reader, proposal: Proposal, fresh: Assessed | None, acting: Acting
) -> list[Finding]:
    """What is missing now, by the assessment on record and by the one that was just run."""
    head = reader.head()
    adopted = lawful_editions(proposals_of(reader, head.size))
    recorded_at = max(print_instant(ports.clock.now()), head.recorded_at)
    act = Act(entry=head.size, officer=acting.officer, signed=True, recorded_at=recorded_at)
    findings = check_adoption(proposal, adopted, act)
    last = proposal.assessment
    if fresh is not None and last is not None:
        again = Assessment(act=last.act, figures=fresh.figures)
        latest = replace(proposal, assessments=(*proposal.assessments, again))
        findings += [one for one in check_adoption(latest, adopted, act) if one not in findings]
    return findings


def _check_adoptable(rulebook: Rulebook, expectations: int) -> list[Finding]:
    findings = [*check_kinds(rulebook.applies_to, "applies_to")]
    if rulebook.sample:
        message = "A sample is an illustration and can never be adopted (S33)."
        findings.append(Finding(code="adoption-sample", message=message, field="sample", accepted="sample: false"))
    if rulebook.purpose is Purpose.INDICATOR:
        message = "An indicator gives no standing, and nothing follows from it: it is never law here."
        accepted = f"purpose: {Purpose.STANDING.value}"
        findings.append(Finding(code="adoption-indicator", message=message, field="purpose", accepted=accepted))
    if not expectations:
        message = "The tests expect nothing."
        findings.append(Finding(code="adoption-tests", message=message, field=rulebook.id, accepted="a file of tests"))
    return findings


def _check_approver(proposal: Proposal, acting: Acting) -> Sequence[Finding]:
    field = proposal.name
    if proposal.assessment is None:
        message = "There is no impact assessment to approve it by (S17)."
        return [Finding(code="adoption-not-assessed", message=message, field=field)]
    if acting.officer == proposal.act.officer:
        message = "Nobody approves an own proposal (S17)."
        return [Finding(code="adoption-own", message=message, field=field, accepted="another officer than the author")]
    if acting.officer in approvers_of(proposal):
        message = "This officer has approved it already; the second approval is another officer's."
        return [Finding(code="adoption-again", message=message, field=field)]
    return []


def _open(reader: Reader, name: str) -> Proposal:
    """The proposal, if it can still be acted on."""
    proposal = proposal_named(reader, name, reader.head().size)
    if proposal.adoption is not None:
        raise ConflictError("This edition was adopted already.", to_do="propose the next one")
    if withdrawal_of(proposal) is not None:
        raise ConflictError("This edition was withdrawn.", to_do="propose the next one")
    return proposal


def _require_enrolled(ports: Ports, reader: Reader, acting: Acting, role: Role) -> None:
    """The officer's signature is good under the enrolled key, and the officer may make rules (see `appointing`)."""
    require_rule_maker(ports, reader, acting, role)
    key = public_keys(reader, reader.head().size).get(acting.officer)
    if key is None or not ports.keyring.verify(key, acting.sign(_PROBE), _PROBE):
        raise AuthorizationError("This act takes an enrolled officer's own key.", to_do="see `goodstanding officer`")


def _entry(
    kind: Kind,
    groups: Groups,
    acting: Acting,
    proposal: int | None = None,
    links: tuple[tuple[Relation, int], ...] = (),
) -> NewEntry:
    own = () if proposal is None else ((Relation.PROPOSAL, proposal),)
    return NewEntry(kind=kind, groups=groups, actor=acting.officer, sign=acting.sign, links=(*own, *links))


def _append(ports: Ports, writer: Writer, entries: list[NewEntry], acting: Acting, name: str) -> Done:
    head = append_batch(ports, writer, entries, actor=acting.officer, sign=acting.sign)
    return Done(head=head, proposal=proposal_named(writer, name, head.size))


def stage_of(proposal: Proposal, lawful: Sequence[Proposal]) -> str:
    """Where a proposal stands: proposed, assessed, approved, withdrawn, adopted, or void where that was unlawful."""
    if proposal.adoption is not None:
        return "adopted" if any(one.act == proposal.act for one in lawful) else "void"
    if withdrawal_of(proposal) is not None:
        return "withdrawn"
    if len(approvers_of(proposal)) > 1:
        return "approved"
    return "proposed" if proposal.assessment is None else "assessed"
