"""What a step is judged by: the rules, the day, the file so far, and the facts of the register that bear on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goodstanding.proceedings.acts import Act
from goodstanding.proceedings.authorities import Authorities, Mandate
from goodstanding.proceedings.calendars import Calendar
from goodstanding.proceedings.files import CaseFile
from goodstanding.proceedings.procedure import Procedure, Requirement
from goodstanding.proceedings.stages import GroundState, Stage, stage_on
from goodstanding.register.catalogue import Measure, Severity
from goodstanding.register.organizations import OrganizationKind, Role, Tier
from goodstanding.register.records import Finality
from goodstanding.values.errors import MisuseError

#: No reason and no condition is longer, in characters.
LONGEST_TEXT = 2_000
#: What fails, and what is said about it: never a submitted value.
Objection = tuple[Requirement, str]
Objections = Iterator[Objection]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundRecord:
    """What the register says on a day of a record that a file would rest on.

    `case` is the keyed digest of its authority and number: the same facts, whoever enters them again. `excluded_from`
    is the day of the decision where it ordered an exclusion itself.
    """

    entry: int
    organization: int
    role: Role
    case: str
    recorded_by: str
    category: str
    severity: Severity
    finality: Finality
    measures: tuple[Measure, ...]
    displayed: bool
    final_on: date | None
    conduct_to: date | None
    excluded_from: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reads:
    """What of a record decides whether a file of its kind can rest on it."""

    role: Role
    category: str
    severity: Severity
    finality: Finality


@dataclass(frozen=True, slots=True, kw_only=True)
class Respondent:
    """What the organization is."""

    organization: int
    kind: OrganizationKind
    tier: Tier | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: an officer's id and the mandates that are enrolled for it."""

    officer: str
    mandates: tuple[Mandate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything that a step may depend on.

    `used_facts` and `used_records` are the cases, and the records, that no file against the respondent can be opened
    on any more: a case whose number was corrected since is the same.
    """

    procedure: Procedure
    law: str
    calendar: Calendar
    today: date
    authorities: Authorities
    respondent: Respondent
    ground: GroundState
    records: tuple[GroundRecord, ...] = ()
    affiliates: frozenset[int] = frozenset()
    used_facts: frozenset[str] = frozenset()
    used_records: frozenset[int] = frozenset()
    file: CaseFile | None = None

    @property
    def case(self) -> CaseFile:
        """The file, once it is opened."""
        if self.file is None:
            raise MisuseError("This act needs an opened file.", accepted="an act behind the opening")
        return self.file

    @property
    def stage(self) -> Stage:
        """Where the file stands today."""
        return stage_on(self.case, self.today, self.ground)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """An act that the rules do not let happen, and the article that it would break."""

    act: type[Act]
    requirement: Requirement
    article: str
    message: str

    def __str__(self) -> str:
        return f"{self.message} ({self.article})"
