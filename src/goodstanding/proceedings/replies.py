"""Replies that a respondent wants to stand beside its listing: when they were given, the document's digest, and words.

Of a document only the digest enters a log, and no act of a file can be erased. The words are an entry of their own; the
act names its commitment. So they can be forgotten, and the act stays. Nothing here says who wrote; no rule reads it.
"""

from dataclasses import dataclass
from datetime import date

from goodstanding.ledger.commitments import Groups
from goodstanding.ledger.entries import Entry, Relation
from goodstanding.ledger.payloads import group_of, text
from goodstanding.proceedings import acts
from goodstanding.proceedings.files import CaseFile, ReplyWords, Step
from goodstanding.values.characters import is_readable, is_visible
from goodstanding.values.withheld import Withheld

#: The group of an entry of words.
GROUP = "words"
#: No words are longer: they stand beside a listing, and are no file.
MOST_CHARACTERS = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedReply:
    """A reply by its entry and its day; `document` is the SHA-256 of what was handed in, `words` what it says here."""

    entry: int
    on: date
    document: str
    words: ReplyWords | None = None


def published_replies(file: CaseFile, day: date) -> tuple[PublishedReply, ...]:
    """Of the replies that were given by a day those whose publication was chosen, oldest first; of no other a word."""
    given = file.until(day).all_of(acts.Replied)
    return tuple(
        PublishedReply(entry=step.seq, on=step.on, document=act.document, words=_words_of(file, step, act))
        for step, act in given
        if act.publish
    )


def are_words(said: str) -> bool:
    """Whether these are words for a list: bounded lines of characters that a reader sees, none of them a control."""
    lines = said.split("\n")
    return (
        len(said) <= MOST_CHARACTERS
        and said == said.strip()
        and is_readable("".join(lines))
        and all(map(is_visible, lines))
    )


def print_words(said: str) -> Groups:
    """The group of an entry of words."""
    return {GROUP: {"text": said}}


def read_words(entry: Entry) -> ReplyWords:
    """The words of an entry."""
    return ReplyWords(
        entry=entry.seq,
        reply=entry.envelope.linked(Relation.REPLY),
        commitment=entry.envelope.commitments.get(GROUP, ""),
        text=text(group_of(entry, GROUP), "text") if entry.values else Withheld(entry.seq),
    )


def _words_of(file: CaseFile, step: Step, act: acts.Replied) -> ReplyWords | None:
    """The words that the reply names; an operator cannot put others into its mouth."""
    return next((one for one in file.words if (one.reply, one.commitment) == (step.seq, act.words)), None)
