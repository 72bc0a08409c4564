"""`goodstanding claim`: an organization says that it is no subject of this register; an independent body decides."""

from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.proceedings import proceeding_law
from goodstanding.cli.acting import By, document, signed
from goodstanding.cli.output import as_of_json, head_json, plural, print_json, print_table, print_text
from goodstanding.ledger.writing import Head
from goodstanding.proceedings.claiming import claim_stage
from goodstanding.proceedings.matters import AskedStep, Matter, MatterAct
from goodstanding.services.claims import claims, claims_for, decide_claim, make_claim
from goodstanding.services.days import present
from goodstanding.services.ports import Ports
from goodstanding.services.procedures import approved_procedures
from goodstanding.services.reading import as_of
from goodstanding.values.plain import plain

app = typer.Typer(
    help="Claims of protected function. Until one is decided, nothing shows that was not public before.",
    no_args_is_help=True,
)
Number = Annotated[int, typer.Argument(metavar="CLAIM", help="The claim's number.")]
Reasons = Annotated[Path, typer.Option("--document", metavar="FILE", help="The reasons; their digest is recorded.")]


@app.command("make")
@signed
def make(
    organization: Annotated[str, typer.Argument(metavar="ORGANIZATION", help="An id (o-12) or an identifier.")],
    by: By,
    text: Annotated[Path, typer.Option("--document", metavar="FILE", help="The claim; its digest is recorded.")],
    procedure: Annotated[str, typer.Option("--procedure", metavar="ID", help="The approved rules, by their id.")],
) -> None:
    """As a representative: claim that the organization is a civic body, or stands for a natural person.

    Example: goodstanding claim make o-111 --document claim.txt --procedure xv-model --as lawyer-1
    """
    number, head = make_claim(by.ports, proceeding_law(), organization, procedure, document(text), by.acting)
    _report(number, head, by)


@app.command("uphold")
@signed
def uphold(number: Number, by: By, text: Reasons) -> None:
    """As an independent appeal body, or a court: the organization is no subject; nothing of it shows any more.

    Example: goodstanding claim uphold 740 --document reasons.txt --as judge-1
    """
    _decide(number, MatterAct.UPHELD, text, by)


@app.command("dismiss")
@signed
def dismiss(number: Number, by: By, text: Reasons) -> None:
    """As an independent appeal body: the organization is a subject. A court may still uphold.

    Example: goodstanding claim dismiss 740 --document reasons.txt --as judge-1
    """
    _decide(number, MatterAct.DISMISSED, text, by)


@app.command("list")
@signed
def list_(by: By) -> None:
    """The claims that an officer may read, and where each stands today.

    Example: goodstanding claim list --as judge-1
    """
    ports, officer = by.ports, by.acting.officer
    with ports.store.reading() as reader:
        at = as_of(ports, reader, None, None)
        rows = [_row(ports, number, one) for number, one in claims_for(ports, reader, officer).items()]
    if by.as_json:
        print_json({"claims": rows, **as_of_json(at)})
        return
    columns = ("claim", "organization", "stage", "decide_by")
    told = [tuple(str(row[name] or "") for name in columns) for row in rows]
    print_table(plural(len(rows), "claim"), ("Claim", "Organization", "Stage", "Decide by"), told)


def _decide(number: int, act: MatterAct, text: Path, by: By) -> None:
    asked = AskedStep(act=act, document=document(text))
    head = decide_claim(by.ports, proceeding_law(), number, asked, by.acting)
    _report(number, head, by)


def _row(ports: Ports, number: int, found: Matter) -> dict[str, object]:
    procedure = approved_procedures(ports.store, ports.store.head().size)[found.steps[0].law]
    today = proceeding_law().calendar_of(procedure).day_of(present(ports, ports.store))
    return {
        "claim": number,
        "organization": f"o-{found.about}",
        "stage": claim_stage(found, today).value,
        "decide_by": plain(found.steps[0].due_on),
    }


def _report(number: int, head: Head, by: By) -> None:
    found = claims(by.ports.store, head.size)[number]
    row = _row(by.ports, number, found)
    if by.as_json:
        print_json(row | {"act": found.last.act.value, "officer": by.acting.officer, "recorded": head_json(head)})
        return
    print_text(
        f"Claim {number}: {found.last.act.value} by {by.acting.officer}; now {row['stage']} (log size {head.size})."
    )
    if found.last.act is MatterAct.CLAIMED:
        print_text(f"To be decided by {row['decide_by']}. What was not public before does not show meanwhile.")
