"""Service, receipt, reply, hearing."""

from pathlib import Path
from typing import Annotated

import typer

from goodstanding.bootstrap.proceedings import read_words
from goodstanding.cli.acting import document
from goodstanding.cli.options import As, AsJson, Data, PassphraseFile, existing
from goodstanding.cli.proceeding.options import Number, Party, Which, party_of
from goodstanding.cli.proceeding.performing import doing, perform
from goodstanding.proceedings import acts
from goodstanding.proceedings.acts import Because, Channel
from goodstanding.values.dates import parse_date


@doing
def serve(
    file: Number,
    paper: Which,
    channel: Annotated[Channel, typer.Option("--channel", help="How it goes out.")],
    party: Party = None,
    consent: Annotated[
        Path | None, typer.Option("--consent", metavar="FILE", help="What says that the party agreed to the portal.")
    ] = None,
    also_by: Annotated[
        Channel | None, typer.Option("--also-by", help="A second channel; with the seat, receipt can be deemed.")
    ] = None,
    proof: Annotated[
        Path | None,
        typer.Option("--proof", metavar="FILE", help="What proves that it was sent."),
    ] = None,
    data: Data = None,
) -> acts.Act:
    """Record an attempt to serve the approved notice, decision or answer on a party. Of files the digest is recorded.

    Example: goodstanding proceeding serve p-12 --paper notice --channel portal --consent form.pdf --proof log.txt --as case-1
    """  # noqa: E501 - an example is typed on one line
    to, sent, agreed = party_of(file, party, data), proof and document(proof), consent and document(consent)
    return acts.Sent(paper=paper, party=to, channel=channel, also_by=also_by, proof=sent or "", consent=agreed or "")


@doing
def receive(
    file: Number,
    paper: Which,
    receipt: Annotated[Path, typer.Option("--receipt", metavar="FILE", help="The delivery receipt.")],
    day: Annotated[str, typer.Option("--on", metavar="DATE", help="The day on which it was received.")],
    party: Party = None,
    data: Data = None,
) -> acts.Act:
    """Record that a party received the notice, the decision or a grant, by a delivery receipt.

    At the latest on the day on which it is deemed received.

    Example: goodstanding proceeding receive p-12 --paper notice --receipt receipt.pdf --on 2026-04-10 --as case-1
    """
    to = party_of(file, party, data)
    return acts.Received(paper=paper, party=to, received_on=parse_date(day), receipt=document(receipt))


@doing
def claim(
    file: Number,
    paper: Which,
    party: Party = None,
    data: Data = None,
) -> acts.Act:
    """As a representative: say that what was only deemed received never came. It is served again.

    Example: goodstanding proceeding claim p-12 --paper notice --as lawyer-1
    """
    return acts.NonReceiptClaimed(paper=paper, party=party_of(file, party, data))


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


@doing
def extend(
    because: Annotated[
        Because, typer.Option("--because", help="file-voluminous, translation-needed or respondent-asked.")
    ],
) -> acts.Act:
    """Prolong the window to reply, for a reason.

    Example: goodstanding proceeding extend p-12 --because respondent-asked --as case-1
    """
    return acts.ReplyExtended(because=because)


@doing
def hear(
    minutes: Annotated[Path, typer.Option("--minutes", metavar="FILE", help="The minutes.")],
) -> acts.Act:
    """Record the hearing that was asked for.

    Example: goodstanding proceeding hear p-12 --minutes minutes.txt --as decider-1
    """
    return acts.HearingHeld(minutes=document(minutes))
