"""The screener's own memory: answers that persons gave to questions. A file at the screener, never sent anywhere.

An answer is kept under a salted digest of the organization's id and of how both sides read. When a name, a number or
the analyser changes, the digest is another one, and the question is asked again. A bidder without a number is known by
its place in its file alone: no answer about it reaches a namesake.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from goodstanding.ledger.canonical import print_canonical
from goodstanding.publication.screened import Asked, Found, Given, Resolved, Screened
from goodstanding.values.errors import MisuseError, NotFoundError

MEMORY_FORMAT = "goodstanding/answers-by-persons/v1"
SALT_BYTES = 16


class Why(StrEnum):
    """What an answer rests on. Closed: no prose about anybody is kept."""

    NUMBERS = "numbers-compared"
    EXTRACT = "register-extract-compared"
    SEAT = "seat-compared"
    STATEMENT = "bidder-stated-in-writing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The first line of the memory: its layout and its salt (hexadecimal)."""

    format: str
    salt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer: the salted digest of what it is about, what was answered, why, and on which day."""

    key: str
    answer: Given
    reason: Why
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """All answers; of two about the same, the later one holds."""

    salt: str
    answers: dict[str, Answer]

    def recall(self, organization: str, bidder: str, subject: str) -> Resolved | None:
        """The answer for an organization and for how both sides read; None where none was given."""
        found = self.answers.get(answer_key(self.salt, organization, bidder, subject))
        return None if found is None else Resolved(answer=found.answer, reason=found.reason.value, on=found.on)


def read_memory(opened: Opened, answers: Iterable[Answer]) -> Memory:
    """The memory of its lines."""
    if opened.format != MEMORY_FORMAT:
        raise MisuseError("This is not a file of answers by persons.", accepted=MEMORY_FORMAT)
    return Memory(salt=opened.salt, answers={answer.key: answer for answer in answers})


def decide_question(
    salt: str, asked: Asked, screened: Iterable[Screened], row: int, organization: str, given: Given, why: Why, on: date
) -> Answer:
    """A person's answer to the question that a screening put about a row and an organization.

    A match by number is no question, and is not answered away. Who was asked about by a name alone, and in no file,
    cannot be told from a namesake: nothing is remembered of such a one.
    """
    answer = next((one for one in screened if one.row == row), None)
    found = next((one for one in answer.found if one.organization == organization), None) if answer else None
    if answer is None or found is None:
        raise NotFoundError("These answers hold no such question.", to_do="give a row and an organization named in it")
    _require_question(found)
    if not (answer.identifiers or asked.digest):
        raise MisuseError(
            "This bidder is a name alone, and so is every namesake.",
            to_do="screen it with its number, or as a row of a file, and answer that",
        )
    return Answer(key=answer_key(salt, organization, answer.reads, found.reads), answer=given, reason=why, on=on)


def answer_key(salt: str, organization: str, bidder: str, subject: str) -> str:
    """The salted digest under which an answer is kept."""
    return sha256(print_canonical([salt, organization, bidder, subject])).hexdigest()


def _require_question(found: Found) -> None:
    if found.decides:
        raise MisuseError(
            "An equal number is a match, and no question.",
            to_do="if the number is wrong on the list, ask its authority for a correction",
        )
