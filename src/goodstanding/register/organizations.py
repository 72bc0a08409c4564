"""Organizations. A natural person, sole trader or civic body cannot be written in these types."""

from dataclasses import dataclass
from enum import StrEnum

from goodstanding.values.errors import MisuseError
from goodstanding.values.identifiers import Identifier


class OrganizationKind(StrEnum):
    """The closed kinds of subject (S1). There is no other, and no setting adds one."""

    COMPANY = "company"
    STATE_OWNED_ENTERPRISE = "state-owned-enterprise"
    PUBLIC_BODY = "public-body"


class Tier(StrEnum):
    """Where a public body stands in the state."""

    NATIONAL = "national"
    REGIONAL = "regional"
    LOCAL = "local"
    AGENCY = "agency"


class SizeClass(StrEnum):
    """Published size bands; they select a column of a rulebook, they never multiply."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """How a decision names an organization: as its subject, or as a controlled affiliate."""

    SUBJECT = "subject"
    CONTROLLED_AFFILIATE = "controlled-affiliate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """A subject as it was opened: what it is, not what it did. No addresses, no people."""

    reference: Identifier
    name: str
    kind: OrganizationKind
    jurisdiction: str
    tier: Tier | None = None
    size: SizeClass = SizeClass.UNKNOWN
    sector: str = ""
    region: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise MisuseError("An organization has no name.", accepted="a name of at least one letter")
        if (self.kind is OrganizationKind.PUBLIC_BODY) != (self.tier is not None):
            raise MisuseError("The tier does not fit the kind.", accepted="a tier for public bodies, none for others")
