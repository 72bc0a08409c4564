"""`goodstanding rulebook propose|assess|approve|adopt|withdraw|list`: how a rulebook becomes law of the register."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from goodstanding.bootstrap import adoption, law
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.options import (
    As,
    AsJson,
    Data,
    Effective,
    PassphraseFile,
    Recorded,
    optional_date,
    read_passphrase,
)
from goodstanding.cli.output import (
    as_of_json,
    as_of_line,
    finding_json,
    head_json,
    print_findings,
    print_json,
    print_table,
    print_text,
    progress_bar,
)
from goodstanding.cli.pages import Html, write_page
from goodstanding.ledger.adoptions import Proposal, WithdrawalReason
from goodstanding.publication.impact_page import impact_page, summary
from goodstanding.rulebook.adopting import (
    approvers_of,
    earliest_in_force,
    edition_on,
    lawful_editions,
    withdrawal_of,
)
from goodstanding.rulebook.diff import redline
from goodstanding.rulebook.freshness import check_freshness
from goodstanding.services.acting import Acting
from goodstanding.services.adopting import Done, Refused, adopt, approve, assess, propose, stage_of, withdraw
from goodstanding.services.days import today
from goodstanding.services.editions import proposals_of
from goodstanding.services.officers import signer_of
from goodstanding.services.ports import Ports
from goodstanding.services.reading import as_of
from goodstanding.settings import data_directory
from goodstanding.values.findings import Severity

Named = Annotated[str, typer.Argument(metavar="ID:EDITION", help="A proposed rulebook; see `rulebook list`.")]

#: Findings told of a refusal, whose others stand in the JSON; parts of the rules told of an assessment.
MOST = 20
IN_FORCE, SUPERSEDED = "in force", "superseded"
EMPTY = "No rulebook was proposed in this register. Standings are by sample rulebooks, and UNOFFICIAL."
THIRTY = "Its digest has to stand 30 days in the log: it can be in force from {earliest} at the earliest."


def run_propose(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A rulebook file; a sample is never adopted.")],
    officer: As,
    cases: Annotated[
        Path | None, typer.Option("--cases", metavar="FILE", help="Its tests. Default: the .test.yaml beside it.")
    ] = None,
    data: Data = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Enter a rulebook and its tests into the log, signed by its author. It applies to nobody yet.

    Refused where it is unsound or its tests fail (exit code 1). Laws that were last read over a year before are
    warned of. From here its 30 days in the log run.

    Example: goodstanding rulebook propose companies-2.yaml --as author-1
    """
    rulebook, findings = law.check_rulebook_file(file)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if rulebook is None or errors:
        _leave(Refused(findings=tuple(errors)), as_json=as_json)
    ports = open_ports(data_directory(data))
    acting = _acting(ports, officer, passphrase_file)
    tests = adoption.read_tests(file, cases)
    print_findings(list(check_freshness(rulebook, today(ports, ports.store))), most=MOST)
    _tell(propose(ports, law.load_law(), adoption.texts(), rulebook, tests, acting), as_json=as_json)


def run_assess(
    name: Named,
    officer: As,
    html: Html = None,
    data: Data = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Run the impact assessment on the latest records, and enter its digest and figures, signed.

    The impact is that of the first day in force, against the edition that would be replaced.

    Example: goodstanding rulebook assess xv-companies:2 --as assessor-1 --html impact.html
    """
    ports = open_ports(data_directory(data))
    acting = _acting(ports, officer, passphrase_file)
    with progress_bar("Organizations compared") as progress:
        done, found = assess(ports, law.load_law(), adoption.texts(), name, acting, progress)
    if html is not None:
        new = adoption.texts().rulebook(done.proposal.text)
        write_page(impact_page(found.impact, None if found.old is None else redline(found.old, new)), html)
    if not as_json:
        print_text(summary(found.impact))
        for label, count in _bars(done.proposal):
            print_text(f"{label}: {count}.")
        for rule, count in found.parts[:MOST]:
            print_text(f"  By {rule}: {count}.")
    _tell(done, as_json=as_json)


def run_approve(
    name: Named, officer: As, data: Data = None, passphrase_file: PassphraseFile = None, as_json: AsJson = False
) -> None:
    """Approve a proposal as its last assessment describes it. Two officers do, neither of them its author.

    Example: goodstanding rulebook approve xv-companies:2 --as approver-1
    """
    ports = open_ports(data_directory(data))
    _tell(approve(ports, name, _acting(ports, officer, passphrase_file)), as_json=as_json)


def run_adopt(
    name: Named, officer: As, data: Data = None, passphrase_file: PassphraseFile = None, as_json: AsJson = False
) -> None:
    """Make a proposal law from its first day on. Refused with everything that is missing, and the law of it.

    The assessment is run once more on the latest records. Old dates keep old rules.

    Example: goodstanding rulebook adopt xv-companies:2 --as keeper-1
    """
    ports = open_ports(data_directory(data))
    acting = _acting(ports, officer, passphrase_file)
    with progress_bar("Organizations compared") as progress:
        done = adopt(ports, law.load_law(), adoption.texts(), name, acting, progress)
    _tell(done, as_json=as_json)


def run_withdraw(
    name: Named,
    officer: As,
    reason: Annotated[WithdrawalReason, typer.Option("--reason", help="Why it shall not become law.")],
    data: Data = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Withdraw a proposal that is not adopted: by its author, or by an officer who approved it.

    What was proposed, assessed and approved stays in the log, and so does the reason. Another text is proposed under
    the next number.

    Example: goodstanding rulebook withdraw xv-companies:2 --reason consultation --as author-1
    """
    ports = open_ports(data_directory(data))
    _tell(withdraw(ports, name, reason, _acting(ports, officer, passphrase_file)), as_json=as_json)


def run_list(
    effective: Effective = None, recorded: Recorded = None, data: Data = None, as_json: AsJson = False
) -> None:
    """The rulebooks proposed in this register, and where each stands on the date.

    Example: goodstanding rulebook list
    """
    ports = open_ports(data_directory(data))
    with ports.store.reading() as reader:
        at = as_of(ports, reader, optional_date(effective), recorded)
        proposals = proposals_of(reader, at.head.size)
    lawful = lawful_editions(proposals)
    standing = {one.name: _stage(one, lawful, at.effective) for one in proposals}
    if as_json:
        editions = [_json(one) | {"state": standing[one.name]} for one in proposals]
        print_json({"editions": editions, **as_of_json(at)})
        return
    columns = ("Edition", "State", "In force from", "About", "Author", "Approved by", "Digest")
    cells = [
        (
            one.name,
            standing[one.name],
            one.in_force_from,
            ", ".join(sorted(one.kinds)),
            one.act.officer,
            ", ".join(approvers_of(one)),
            one.digest[:16],
        )
        for one in proposals
    ]
    print_table("Proposed rulebooks" if cells else EMPTY, columns, cells)
    print_text(as_of_line(at))


def _stage(one: Proposal, lawful: tuple[Proposal, ...], effective: date) -> str:
    stage = stage_of(one, lawful)
    if stage != "adopted" or one.in_force_from > effective:
        return stage
    held = (edition_on(lawful, kind, effective) for kind in one.kinds)
    return IN_FORCE if any(edition is not None and edition.name == one.name for edition in held) else SUPERSEDED


def _acting(ports: Ports, officer: str, passphrase_file: Path | None) -> Acting:
    return Acting(officer=officer, sign=signer_of(ports, officer, read_passphrase(passphrase_file)))


def _tell(found: Done | Refused, *, as_json: bool) -> None:
    if isinstance(found, Refused):
        _leave(found, as_json=as_json)
    proposal = found.proposal
    if as_json:
        print_json({**_json(proposal), "recorded": head_json(found.head)})
        return
    print_text(f"{proposal.name} ({proposal.digest[:16]}) is {_done(proposal)} (log size {found.head.size}).")
    earliest = earliest_in_force(proposal)
    if proposal.assessment is None and earliest is not None and withdrawal_of(proposal) is None:
        print_text(THIRTY.format(earliest=earliest))


def _done(proposal: Proposal) -> str:
    if proposal.adoption is not None:
        return f"adopted, in force from {proposal.in_force_from}"
    withdrawal = withdrawal_of(proposal)
    if withdrawal is not None:
        return f"withdrawn by {withdrawal.act.officer} ({withdrawal.reason})"
    approvers = approvers_of(proposal)
    if approvers:
        return f"approved by {' and '.join(approvers)}"
    return "proposed" if proposal.assessment is None else "assessed"


def _bars(proposal: Proposal) -> Iterator[tuple[str, int]]:
    if proposal.assessment is not None:
        figures = proposal.assessment.figures
        yield "Expectations of its tests", figures.expectations
        yield "Expectations not met", figures.failed
        yield "Provisions that single out", len(figures.singled_out)
        yield "Organizations that earlier conduct would cost more", figures.harmed


def _json(proposal: Proposal) -> dict[str, object]:
    last, earliest, withdrawal = proposal.assessment, earliest_in_force(proposal), withdrawal_of(proposal)
    return {
        "rulebook": proposal.rulebook,
        "edition": proposal.edition,
        "digest": proposal.digest,
        "in_force_from": proposal.in_force_from.isoformat(),
        "earliest_in_force": None if earliest is None else earliest.isoformat(),
        "kinds": sorted(proposal.kinds),
        "author": proposal.act.officer,
        "proposed_at": proposal.act.recorded_at,
        "impact": None if last is None else last.figures.impact,
        "approved_by": list(approvers_of(proposal)),
        "adopted_by": None if proposal.adoption is None else proposal.adoption.officer,
        "withdrawn_by": None if withdrawal is None else withdrawal.act.officer,
        "withdrawal_reason": None if withdrawal is None else withdrawal.reason.value,
    }


def _leave(refused: Refused, *, as_json: bool) -> NoReturn:
    if as_json:
        print_json({"refused": [finding_json(one) for one in refused.findings]})
    else:
        print_findings(refused.findings, most=MOST)
    sys.exit(1)
