"""Replies that a party wants to stand beside its listing, as commands tell them: day, digest, and the words."""

from collections.abc import Iterable

from goodstanding.cli.output import print_quoted, print_text
from goodstanding.proceedings.replies import PublishedReply
from goodstanding.values.plain import plain
from goodstanding.values.withheld import Withheld

REPLY = (
    "Replied in {proceeding} on {on}, and wants the reply to stand beside the listing: the document whose SHA-256 is "
    "{document} (entry {entry})."
)
WORDS = "In its own words, which nobody has checked (entry {entry}):"
FORGOTTEN = "Its words were forgotten by law: {withheld}."


def print_replies(proceeding: str, replies: Iterable[PublishedReply]) -> None:
    """A sentence for each reply, and behind it what the party says."""
    for reply in replies:
        print_text(REPLY.format(proceeding=proceeding, on=reply.on, document=reply.document, entry=reply.entry))
        if reply.words is None:
            continue
        if isinstance(reply.words.text, Withheld):
            print_text(FORGOTTEN.format(withheld=reply.words.text))
        else:
            print_text(WORDS.format(entry=reply.words.entry))
            print_quoted(reply.words.text)


def reply_json(reply: PublishedReply) -> dict[str, object]:
    """A reply with its words, never with who wrote them; of words that were forgotten, their entry."""
    said = reply.words and {"entry": reply.words.entry, "text": plain(reply.words.text)}
    return {"entry": reply.entry, "on": reply.on.isoformat(), "document": reply.document, "words": said}
