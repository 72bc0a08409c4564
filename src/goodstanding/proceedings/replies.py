"""Replies that a respondent wants to stand beside its listing: that they were given, when, and the document's digest.

Only digests of documents enter a log, and no act of a file can be erased: the words themselves are the respondent's to
publish, and whoever has them checks them by the digest. Nothing here says who wrote, and no rule reads it.
"""

from dataclasses import dataclass
from datetime import date

from goodstanding.proceedings import acts
from goodstanding.proceedings.files import CaseFile


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedReply:
    """A reply by its entry and its day; `document` is the SHA-256 of what was handed in."""

    entry: int
    on: date
    document: str


def published_replies(file: CaseFile, day: date) -> tuple[PublishedReply, ...]:
    """Of the replies that were given by a day those whose publication was chosen, oldest first; of no other a word."""
    given = file.until(day).all_of(acts.Replied)
    return tuple(
        PublishedReply(entry=step.seq, on=step.on, document=act.document) for step, act in given if act.publish
    )
