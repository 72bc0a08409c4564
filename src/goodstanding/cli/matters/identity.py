"""`goodstanding identity`: two ids of one organization are joined, or taken apart again, by two officers."""

from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.proceedings import proceeding_law
from goodstanding.cli.acting import By, document, signed
from goodstanding.cli.output import as_of_json, head_json, plural, print_json, print_table, print_text
from goodstanding.ledger.writing import Head
from goodstanding.proceedings.identifying import identity_stage
from goodstanding.proceedings.matters import AskedStep, Matter, MatterAct
from goodstanding.services.days import present
from goodstanding.services.ground_facts import opening_number
from goodstanding.services.identity_matters import (
    act_on_identity,
    identity_matter,
    identity_matters_for,
    propose_identity,
    take_back_identity,
)
from goodstanding.services.ports import Ports
from goodstanding.services.procedures import approved_procedures
from goodstanding.services.reading import as_of, find_view
from goodstanding.values.errors import NotFoundError

app = typer.Typer(
    help="Identities: which references mean which organization. Two officers, notice to both sides, reversible.",
    no_args_is_help=True,
)
Number = Annotated[int, typer.Argument(metavar="MATTER", help="The matter's number.")]
Document = Annotated[Path, typer.Option("--document", metavar="FILE", help="The evidence or reasons; its digest.")]
Rules = Annotated[str, typer.Option("--procedure", metavar="ID", help="The approved rules, by their id.")]


@app.command("propose")
@signed
def propose(
    source: Annotated[str, typer.Argument(metavar="FROM", help="The organization whose references move.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="The organization that they shall mean.")],
    by: By,
    text: Document,
    procedure: Rules,
    references: Annotated[
        list[str] | None, typer.Option("--reference", metavar="SCHEME:CODE", help="Default: all of them (a merge).")
    ] = None,
) -> None:
    """As the register keeper: propose that references of one organization mean another. Nothing moves yet.

    Example: goodstanding identity propose o-111 o-97 --document evidence.txt --procedure xv-model --as keeper-1
    """
    moved = references or ()
    number, head = propose_identity(
        by.ports, proceeding_law(), source, target, moved, procedure, document(text), by.acting
    )  # fmt: skip
    _report(number, head, by)


@app.command("take-back")
@signed
def take_back(number: Number, by: By, text: Document, procedure: Rules) -> None:
    """As the register keeper: propose that what a matter moved moves back, from the very day on which it moved.

    Example: goodstanding identity take-back 750 --document evidence.txt --procedure xv-model --as keeper-1
    """
    new, head = take_back_identity(by.ports, proceeding_law(), number, procedure, document(text), by.acting)
    _report(new, head, by)


@app.command("notify")
@signed
def notify(
    number: Number,
    organization: Annotated[str, typer.Argument(metavar="ORGANIZATION", help="One of the two.")],
    by: By,
    receipt: Annotated[Path, typer.Option("--receipt", metavar="FILE", help="The delivery receipt; its digest.")],
) -> None:
    """As the register keeper: say that one of the two was told; its days to reply run.

    Example: goodstanding identity notify 750 o-111 --receipt receipt.txt --as keeper-1
    """
    ports = by.ports
    view = find_view(ports, ports.store, organization, as_of(ports, ports.store, None, None))
    if view is None:
        raise NotFoundError("There is no such organization.", accepted="an id or an identifier")
    asked = AskedStep(act=MatterAct.NOTICED, party=opening_number(view), document=document(receipt))
    _act(number, asked, by)


@app.command("agree")
@signed
def agree(number: Number, by: By) -> None:
    """As a representative: agree, so that nobody need wait for your days to reply.

    Example: goodstanding identity agree 750 --as lawyer-1
    """
    _act(number, AskedStep(act=MatterAct.AGREED), by)


@app.command("object")
@signed
def object_(number: Number, by: By, text: Document) -> None:
    """As a representative: object, with a document that whoever approves has to answer.

    Example: goodstanding identity object 750 --document objection.txt --as lawyer-1
    """
    asked = AskedStep(act=MatterAct.OBJECTED, document=document(text))
    _act(number, asked, by)


@app.command("withdraw")
@signed
def withdraw(number: Number, by: By, text: Document) -> None:
    """As the register keeper or a deciding officer: end a matter; nothing moves.

    Example: goodstanding identity withdraw 750 --document reasons.txt --as keeper-1
    """
    asked = AskedStep(act=MatterAct.WITHDRAWN, document=document(text))
    _act(number, asked, by)


@app.command("approve")
@signed
def approve(number: Number, by: By, text: Document) -> None:
    """As a deciding officer, with reasons: the references move from today on, and nothing else does.

    Example: goodstanding identity approve 750 --document reasons.txt --as decider-1
    """
    asked = AskedStep(act=MatterAct.APPROVED, document=document(text))
    _act(number, asked, by)


@app.command("list")
@signed
def list_(by: By) -> None:
    """The matters that an officer may read, and where each stands today.

    Example: goodstanding identity list --as decider-1
    """
    ports, officer = by.ports, by.acting.officer
    with ports.store.reading() as reader:
        at = as_of(ports, reader, None, None)
        rows = [_row(ports, number, one) for number, one in identity_matters_for(ports, reader, officer).items()]
    if by.as_json:
        print_json({"matters": rows, **as_of_json(at)})
        return
    columns = ("matter", "from", "to", "references", "stage")
    told = [tuple(str(row[name]) for name in columns) for row in rows]
    print_table(plural(len(rows), "identity matter"), ("Matter", "From", "To", "References", "Stage"), told)


def _act(number: int, asked: AskedStep, by: By) -> None:
    head = act_on_identity(by.ports, proceeding_law(), number, asked, by.acting)
    _report(number, head, by)


def _row(ports: Ports, number: int, found: Matter) -> dict[str, object]:
    procedure = approved_procedures(ports.store, ports.store.head().size)[found.steps[0].law]
    today = proceeding_law().calendar_of(procedure).day_of(present(ports, ports.store))
    plan = found.steps[0].plan
    return {
        "matter": number,
        "from": None if plan is None else f"o-{plan.from_organization}",
        "to": None if plan is None else f"o-{plan.to_organization}",
        "references": 0 if plan is None else len(plan.references),
        "stage": identity_stage(found, today).value,
    }


def _report(number: int, head: Head, by: By) -> None:
    found = identity_matter(by.ports.store, number)
    row = _row(by.ports, number, found)
    if by.as_json:
        print_json(row | {"act": found.last.act.value, "officer": by.acting.officer, "recorded": head_json(head)})
        return
    print_text(
        f"Matter {number}: {found.last.act.value} by {by.acting.officer}; now {row['stage']} (log size {head.size})."
    )
    if found.last.due_on is not None:
        print_text(f"To be answered by the end of {found.last.due_on}.")
