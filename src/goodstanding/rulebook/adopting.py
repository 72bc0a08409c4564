"""The law of adoption: what must have happened before a rulebook gives an official standing (S17, S33, S14, S18).

Read from the log alone, by whoever adopts, by every later evaluation and by an auditor: the same function answers all
three, so that an adoption written past the software gives no official standing either. Signatures are taken as
present here; whether they are good is checked where the keys are (`rebuild --check`, `log audit --law`).
"""

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from goodstanding.ledger.adoptions import Act, Approval, Proposal, Withdrawal
from goodstanding.register.organizations import OrganizationKind
from goodstanding.values.findings import Finding

#: How long a rulebook's digest stands in the log before the rules can apply (S33).
IN_THE_LOG = timedelta(days=30)
#: Officers who approve, each another one than the author and than each other.
APPROVERS = 2
#: These two are judged by the same rules: the state's own companies by no others than anybody's (S18).
EQUAL = frozenset({OrganizationKind.COMPANY, OrganizationKind.STATE_OWNED_ENTERPRISE})


def check_adoption(proposal: Proposal, adopted: Sequence[Proposal], act: Act) -> list[Finding]:
    """Everything that is missing for `act` to adopt the proposal, each with its law; nothing where it is lawful.

    `adopted` are the editions that were lawfully adopted before.
    """
    return [
        *_check_withdrawn(proposal, act),
        *_check_text(proposal),
        *check_kinds(proposal.kinds, proposal.name),
        *_check_signed(proposal, act),
        *_check_assessment(proposal, adopted),
        *_check_approvals(proposal),
        *_check_time(proposal, act),
        *_check_order(proposal, adopted),
    ]


def check_kinds(kinds: Collection[str], field: str) -> Iterator[Finding]:
    """Rules for just one of companies and state-owned enterprises, which would take it out of the rules of the other.

    One edition is in force for a kind at a time, so this keeps both under the same one on every day.
    """
    if len(EQUAL.intersection(kinds)) == 1:
        yield Finding(
            code="adoption-unequal",
            message="Companies and state-owned enterprises would have different rules (S18).",
            field=field,
            accepted="a rulebook for both, or for neither",
        )


def check_withdrawal(proposal: Proposal, withdrawal: Withdrawal) -> list[Finding]:
    """Why this withdrawal is void; nothing where it is lawful.

    A proposal is withdrawn by its author or by an officer who approved it before, and never once it was adopted:
    what is law is changed by the next edition.
    """
    act, findings = withdrawal.act, []
    if not act.signed:
        message = "Withdrawing is an act of an officer, signed with the own key (S27)."
        findings.append(Finding(code="adoption-unsigned", message=message, field=proposal.name))
    approved = {one.act.officer for one in proposal.approvals if one.act.signed and one.act.entry < act.entry}
    if act.officer not in {proposal.act.officer, *approved}:
        message = "A proposal is withdrawn by its author or by an officer who approved it."
        findings.append(Finding(code="adoption-not-yours", message=message, field=proposal.name))
    if proposal.adoption is not None and proposal.adoption.entry < act.entry:
        message = "What was adopted is not withdrawn; another edition takes its place."
        findings.append(Finding(code="adoption-adopted", message=message, field=proposal.name))
    return findings


def withdrawal_of(proposal: Proposal) -> Withdrawal | None:
    """The withdrawal that ended the proposal, None where there is no lawful one."""
    return next((one for one in proposal.withdrawals if not check_withdrawal(proposal, one)), None)


def lawful_editions(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """The proposals that became law, in the order of their adoption. Any other adoption is void."""
    lawful: list[Proposal] = []
    adoptions = [(one.adoption, one) for one in proposals if one.adoption is not None]
    for act, proposal in sorted(adoptions, key=lambda pair: pair[0].entry):
        if not check_adoption(proposal, lawful, act):
            lawful.append(proposal)
    return tuple(lawful)


def edition_on(adopted: Sequence[Proposal], kind: str, effective: date) -> Proposal | None:
    """The adopted edition for a kind of organization on a day; None where none is in force."""
    begun = [one for one in adopted if kind in one.kinds and one.in_force_from <= effective]
    return max(begun, key=lambda one: one.in_force_from, default=None)


def replaced_by(proposal: Proposal, adopted: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """The editions in whose place it would stand from its first day on, by entry; none for a first one."""
    found = (edition_on(adopted, kind, proposal.in_force_from) for kind in proposal.kinds)
    return tuple(
        sorted({one.act.entry: one for one in found if one is not None}.values(), key=lambda one: one.act.entry)
    )


def approvers_of(proposal: Proposal) -> tuple[str, ...]:
    """The officers whose approval counts: signed, of the last assessment, not the author's own; each once."""
    last = proposal.assessment
    counting = (one for one in proposal.approvals if last is not None and _counts(one, last.act.entry, proposal))
    return tuple(dict.fromkeys(one.act.officer for one in counting))


def earliest_in_force(proposal: Proposal) -> date | None:
    """The first day on which the rules can be in force; None before the proposal is recorded."""
    if not proposal.act.recorded_at:
        return None
    ready = _instant(proposal.act.recorded_at) + IN_THE_LOG
    midnight = datetime(ready.year, ready.month, ready.day, tzinfo=UTC)
    return ready.date() if ready == midnight else ready.date() + timedelta(days=1)


def _counts(approval: Approval, assessment: int, proposal: Proposal) -> bool:
    return approval.assessment == assessment and approval.act.signed and approval.act.officer != proposal.act.officer


def _check_withdrawn(proposal: Proposal, act: Act) -> Iterator[Finding]:
    withdrawal = withdrawal_of(proposal)
    if withdrawal is not None and withdrawal.act.entry < act.entry:
        message = f"The proposal was withdrawn before ({withdrawal.reason})."
        yield Finding(code="adoption-withdrawn", message=message, field=proposal.name)


def _check_text(proposal: Proposal) -> Iterator[Finding]:
    if not proposal.is_whole:
        yield Finding(
            code="adoption-text",
            message="The text on record is not the one that the proposal's digest names (S33).",
            field=proposal.name,
        )
    elif not _is_of(proposal):
        message = "What the proposal says of its text is not what the text says (S33)."
        yield Finding(code="adoption-text", message=message, field=proposal.name)


def _is_of(proposal: Proposal) -> bool:
    """Whether number, first day and kinds, by which an edition is found, are those of the text."""
    try:
        told = json.loads(proposal.text)
    except ValueError:
        return False
    said = (proposal.rulebook, proposal.edition, proposal.in_force_from.isoformat(), sorted(proposal.kinds))
    return isinstance(told, dict) and said == tuple(
        told.get(key) for key in ("id", "edition", "in_force_from", "applies_to")
    )


def _check_signed(proposal: Proposal, act: Act) -> Iterator[Finding]:
    last = proposal.assessment
    acts = (proposal.act, *((last.act,) if last is not None else ()), act)
    if not all(one.signed for one in acts):
        yield Finding(
            code="adoption-unsigned",
            message="Proposing, assessing and adopting are acts of officers, signed with their own keys (S27).",
            field=proposal.name,
        )


def _check_assessment(proposal: Proposal, adopted: Sequence[Proposal]) -> Iterator[Finding]:
    last = proposal.assessment
    if last is None:
        message = "There is no impact assessment (S17)."
        yield Finding(code="adoption-not-assessed", message=message, field=proposal.name)
        return
    figures = last.figures
    replaced = replaced_by(proposal, adopted)
    if figures.replaces != "".join(one.digest for one in replaced) or figures.effective != proposal.in_force_from:
        message = "The assessment compares with another edition than the one that would be replaced (S17)."
        yield Finding(code="adoption-stale", message=message, field=proposal.name)
    if figures.failed or not figures.expectations:
        message = f"{figures.failed} of {figures.expectations} expectations of its tests are not met."
        yield Finding(code="adoption-tests", message=message, field=proposal.name)
    for provision in figures.singled_out:
        message = "The provision singles out fewer than 20 organizations (S33)."
        yield Finding(code="adoption-singles-out", message=message, field=provision)
    if figures.rewritten:
        message = f"The standing of {figures.rewritten} organizations on days before it is in force would differ (S14)."
        yield Finding(code="adoption-retroactive", message=message, field=proposal.name)
    if figures.harmed:
        message = f"Earlier conduct would cost {figures.harmed} organizations more than before (S14)."
        yield Finding(code="adoption-retroactive", message=message, field=proposal.name)


def _check_approvals(proposal: Proposal) -> Iterator[Finding]:
    given = len(approvers_of(proposal))
    if given < APPROVERS:
        yield Finding(
            code="adoption-approvals",
            message=f"{given} of {APPROVERS} approvals of the last assessment are given (S17).",
            field=proposal.name,
            accepted="officers other than the author and than each other",
        )


def _check_time(proposal: Proposal, act: Act) -> Iterator[Finding]:
    earliest = earliest_in_force(proposal)
    if earliest is None or proposal.in_force_from < earliest:
        yield Finding(
            code="adoption-too-soon",
            message=f"The rules would be in force before their digest stood {IN_THE_LOG.days} days in the log (S33).",
            field=proposal.name,
            accepted="" if earliest is None else f"in force from {earliest} or later",
        )
    if not act.recorded_at or _instant(act.recorded_at).date() >= proposal.in_force_from:
        yield Finding(
            code="adoption-too-late",
            message="The rules would apply to days before they were adopted (S14).",
            field=proposal.name,
            accepted="an adoption before the first day in force",
        )


def _check_order(proposal: Proposal, adopted: Sequence[Proposal]) -> Iterator[Finding]:
    shared = [one for one in adopted if one.kinds & proposal.kinds]
    same = [one for one in adopted if one.rulebook == proposal.rulebook]
    later = any(one.in_force_from >= proposal.in_force_from for one in shared)
    if later or any(one.edition >= proposal.edition for one in same) or len(replaced_by(proposal, adopted)) > 1:
        yield Finding(
            code="adoption-order",
            message="It does not follow the editions adopted before.",
            field=proposal.name,
            accepted="a later first day in force, a higher number, and one edition replaced",
        )


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
