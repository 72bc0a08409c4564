"""What a proceeding's document is made of: the file, and the names and decisions that the register has for it."""

from dataclasses import dataclass
from datetime import date

from goodstanding.proceedings.files import CaseFile
from goodstanding.proceedings.procedure import Procedure


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundFact:
    """A record that the file rests on. `decided` completes "decided that the organization ..."; "" where withheld."""

    entry: int
    authority: str
    case: str
    decided: str
    statute: str
    decided_on: date | None
    final_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One file on one day, with the names of its parties and of the bodies that it can be taken to.

    `log_size` is the state of the register it was read at. Names alone: no address, no person.
    """

    number: int
    file: CaseFile
    procedure: Procedure
    respondent: str
    affiliates: tuple[str, ...]
    authority: str
    appeal_bodies: tuple[str, ...]
    courts: tuple[str, ...]
    grounds: tuple[GroundFact, ...]
    today: date
    log_size: int
