"""Service, receipt, reply, hearing."""

from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.proceedings import read_words
from goodstanding.bootstrap.register import open_ports
from goodstanding.cli.acting import document
from goodstanding.cli.options import As, AsJson, Data, PassphraseFile, existing
from goodstanding.cli.proceeding.performing import Number, perform
from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Because, Channel, Paper
from goodstanding.services.ground_facts import opening_number
from goodstanding.services.proceedings import parse_number, read_file
from goodstanding.services.reading import as_of, find_view
from goodstanding.settings import data_directory
from goodstanding.values.dates import parse_date
from goodstanding.values.errors import NotFoundError

Which = Annotated[Paper, typer.Option("--paper", help="The notice, the decision, or a grant.")]
Party = Annotated[
    str | None, typer.Option("--party", metavar="ORG", help="An affiliate that is a party. Default: the respondent.")
]


def serve(
    file: Number,
    officer: As,
    paper: Which,
    channel: Annotated[Channel, typer.Option("--channel", help="How it goes out.")],
    party: Party = None,
    consented: Annotated[bool, typer.Option("--consented", help="The party agreed to the portal before.")] = False,
    also_by: Annotated[
        Channel | None, typer.Option("--also-by", help="A second channel; with the seat, receipt can be deemed.")
    ] = None,
    data: Data = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Record an attempt to serve the approved notice, decision or answer on a party.

    Example: goodstanding proceeding serve p-12 --paper notice --channel portal --consented --as case-1
    """
    to = party_of(file, party, data)
    act = acts.Sent(paper=paper, party=to, channel=channel, consented=consented, also_by=also_by)
    perform(file, act, officer, passphrase_file, data, as_json=as_json)


def receive(
    file: Number,
    officer: As,
    paper: Which,
    receipt: Annotated[Path, typer.Option("--receipt", metavar="FILE", help="The delivery receipt.")],
    day: Annotated[str, typer.Option("--on", metavar="DATE", help="The day on which it was received.")],
    party: Party = None,
    data: Data = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Record that a party received the notice, the decision or a grant, by a delivery receipt.

    At the latest on the day on which it is deemed received.

    Example: goodstanding proceeding receive p-12 --paper notice --receipt receipt.pdf --on 2026-04-10 --as case-1
    """
    to = party_of(file, party, data)
    act = acts.Received(paper=paper, party=to, received_on=parse_date(day), receipt=document(receipt))
    perform(file, act, officer, passphrase_file, data, as_json=as_json)


def claim(
    file: Number,
    officer: As,
    paper: Which,
    party: Party = None,
    data: Data = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """As a representative: say that what was only deemed received never came. It is served again.

    Example: goodstanding proceeding claim p-12 --paper notice --as lawyer-1
    """
    act = acts.NonReceiptClaimed(paper=paper, party=party_of(file, party, data))
    perform(file, act, officer, passphrase_file, data, as_json=as_json)


def reply(
    file: Number,
    officer: As,
    text: Annotated[Path, typer.Option("--document", metavar="FILE", help="The reply; its digest is recorded.")],
    hearing: Annotated[bool, typer.Option("--hearing", help="Ask to be heard in person.")] = False,
    publish: Annotated[bool, typer.Option("--publish", help="Its day and digest stand beside a listing.")] = False,
    words: Annotated[
        Path | None,
        typer.Option(
            "--words",
            metavar="FILE",
            help="With --publish: a plain text that stands there too; at most 4,000 characters.",
        ),
    ] = None,
    data: Data = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """As a representative: reply. It costs nothing and can be done again until the window closes.

    Words are shown to everybody as long as the listing is. Name no person in them: two officers could erase them.

    Example: goodstanding proceeding reply p-12 --document reply.pdf --publish --words statement.txt --as lawyer-1
    """
    act = acts.Replied(document=document(text), hearing=hearing, publish=publish)
    said = None if words is None else read_words(existing(words))
    perform(file, act, officer, passphrase_file, data, as_json=as_json, words=said)


def extend(
    file: Number,
    officer: As,
    because: Annotated[
        Because, typer.Option("--because", help="file-voluminous, translation-needed or respondent-asked.")
    ],
    data: Data = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Prolong the window to reply, for a reason.

    Example: goodstanding proceeding extend p-12 --because respondent-asked --as case-1
    """
    perform(file, acts.ReplyExtended(because=because), officer, passphrase_file, data, as_json=as_json)


def hear(
    file: Number,
    officer: As,
    minutes: Annotated[Path, typer.Option("--minutes", metavar="FILE", help="The minutes.")],
    data: Data = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Record the hearing that was asked for.

    Example: goodstanding proceeding hear p-12 --minutes minutes.txt --as decider-1
    """
    perform(file, acts.HearingHeld(minutes=document(minutes)), officer, passphrase_file, data, as_json=as_json)


def party_of(file: str, asked: str | None, data: Path | None) -> int:
    """The party that is meant: the respondent of the file, or an organization by id or identifier."""
    ports = open_ports(data_directory(data))
    if asked is None:
        size = ports.store.head().size
        return read_file(ports, ports.store, parse_number(file), size).opened.respondent
    view = find_view(ports, ports.store, asked, as_of(ports, ports.store, None, None))
    if view is None:
        raise NotFoundError("There is no such organization.", accepted="an id or an identifier")
    return opening_number(view)
