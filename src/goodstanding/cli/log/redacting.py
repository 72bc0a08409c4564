"""`goodstanding log redact`."""

from typing import Annotated

import typer

from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.options import AsJson, Data, PassphraseFile, read_passphrase
from goodstanding.cli.output import head_json, print_json, print_table, print_text
from goodstanding.ledger.redactions import LegalBasis, Order
from goodstanding.services.acting import Acting
from goodstanding.services.erasing import orders
from goodstanding.services.officers import signer_of
from goodstanding.services.ports import Ports
from goodstanding.services.redacting import carry_out_redaction, request_redaction
from goodstanding.settings import data_directory
from goodstanding.values.errors import MisuseError

GONE = (
    "The values are gone from the database and its files. The envelopes stay: every proof still verifies. Copies that "
    "others took cannot be recalled. Backups from before still hold the values: delete them, and keep redactions.jsonl."
)


def run(
    positions: Annotated[
        list[int] | None, typer.Argument(metavar="INDEX...", help="The entries to forget, by number.")
    ] = None,
    statute: Annotated[str, typer.Option("--statute", metavar="NAME", help="The law that demands it.")] = "",
    article: Annotated[str, typer.Option("--article", metavar="NAME", help="Its article.")] = "",
    carry_out: Annotated[
        int | None, typer.Option("--carry-out", metavar="NUMBER", help="Carry out what another officer requested.")
    ] = None,
    officer: Annotated[str | None, typer.Option("--as", metavar="OFFICER", help="The officer who signs.")] = None,
    passphrase_file: PassphraseFile = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Forget the values of entries that the law says must be forgotten. One officer requests, another carries out.

    A record brings its stages and corrections along. Without arguments the redactions so far are listed.

    Examples:

      goodstanding log redact 57 --statute "Data Act" --article "art. 17" --as registrar-1

      goodstanding log redact --carry-out 120 --as registrar-2
    """
    ports = open_ports(data_directory(data))
    if not positions and carry_out is None:
        _list(ports, as_json=as_json)
        return
    if officer is None or (positions and carry_out is not None):
        raise MisuseError(
            "A redaction is requested or carried out, by an officer.", accepted="INDEX... or --carry-out, and --as"
        )
    acting = Acting(officer=officer, sign=signer_of(ports, officer, read_passphrase(passphrase_file)))
    if carry_out is not None:
        order, head = carry_out_redaction(ports, carry_out, acting)
    else:
        basis = LegalBasis(statute=statute, article=article)
        order, head = request_redaction(ports, positions or [], basis, acting)
    if as_json:
        print_json({**order_json(order), "recorded": head_json(head)})
        return
    count = len(order.positions)
    entries = "1 entry" if count == 1 else f"{count:,} entries"
    if order.carried_out is None:
        print_text(f"Redaction {order.request} is requested: the values of {entries}. Nothing is erased yet.")
        print(f"Another officer carries it out: goodstanding log redact --carry-out {order.request} --as OFFICER")
    else:
        print_text(f"Redaction {order.request} is carried out: the values of {entries}. {GONE}")


def order_json(order: Order) -> dict[str, object]:
    """A redaction as plain data."""
    return {
        "redaction": order.request,
        "positions": list(order.positions),
        "statute": order.basis.statute,
        "article": order.basis.article,
        "requested_by": order.requested_by,
        "carried_out": order.carried_out,
        "carried_out_by": order.carried_out_by or None,
    }


def _list(ports: Ports, *, as_json: bool) -> None:
    with ports.store.reading() as reader:
        found, head = list(orders(reader).values()), reader.head()
    if as_json:
        print_json({"orders": [order_json(order) for order in found], "recorded": head_json(head)})
        return
    rows = [
        (
            order.request,
            f"{order.basis.statute}, {order.basis.article}",
            order.requested_by,
            order.carried_out_by or "not yet carried out",
            len(order.positions),
        )
        for order in found
    ]
    columns = ("Redaction", "Law", "Requested by", "Carried out by", "Entries")
    print_table("Redactions" if rows else "Nothing was redacted.", columns, rows, numbers=1)
