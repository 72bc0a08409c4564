"""The closed catalogue of consequences: whom each may touch, and what it may not. Nothing else can follow a decision.

None touches a person. Those of public bodies reach competitive, discretionary funds and ratings alone, never
statutory transfers or residents' services. An adverse one is attached to a decision; points attach none (S20).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from goodstanding.register.organizations import OrganizationKind, Tier

#: Before a local election nothing new begins for a local body (S34).
ELECTION_QUIET = timedelta(days=90)


class ConsequenceCode(StrEnum):
    """Every adverse consequence there is: those of `register.consequences`, and no other."""

    TENDER_EXCLUSION = "tender-exclusion"
    FUNDING_EXCLUSION = "funding-exclusion"
    ENHANCED_REVIEW = "enhanced-review"
    PERFORMANCE_BOND = "performance-bond"
    RATING_CAPPED = "rating-capped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whom a consequence may touch, and what it is, in words that state no misconduct (S39)."""

    kinds: frozenset[OrganizationKind]
    words: str
    never: str


_BUSINESSES = frozenset({OrganizationKind.COMPANY, OrganizationKind.STATE_OWNED_ENTERPRISE})
_BODIES = frozenset({OrganizationKind.PUBLIC_BODY})

SCOPES: Mapping[ConsequenceCode, Scope] = MappingProxyType(
    {
        ConsequenceCode.TENDER_EXCLUSION: Scope(
            kinds=_BUSINESSES,
            words="is not awarded public contracts in tenders that begin while it lasts",
            never="contracts that run already",
        ),
        ConsequenceCode.FUNDING_EXCLUSION: Scope(
            kinds=_BUSINESSES | _BODIES,
            words="is not awarded competitive, discretionary public funding that is applied for while it lasts",
            never="statutory transfers, residents' services, and funding that is due by law",
        ),
        ConsequenceCode.ENHANCED_REVIEW: Scope(
            kinds=_BUSINESSES | _BODIES,
            words="has its public contracts or applications looked at by a second reviewer",
            never="a delay of more than ten working days",
        ),
        ConsequenceCode.PERFORMANCE_BOND: Scope(
            kinds=_BUSINESSES,
            words="gives a performance bond for new public contracts",
            never="a bond beyond a tenth of the contract",
        ),
        ConsequenceCode.RATING_CAPPED: Scope(
            kinds=_BODIES,
            words="has its performance rated at most as the rules say while it lasts",
            never="the pay or the career of anybody",
        ),
    }
)


def allows(code: ConsequenceCode, kind: OrganizationKind) -> bool:
    """Whether an organization of this kind can be touched by it at all."""
    return kind in SCOPES[code].kinds


def begins_on(day: date, tier: Tier | None, elections: tuple[date, ...]) -> date:
    """The day itself; for a local body the day after a local election that lies within 90 days (S34).

    Moves the beginning only, never the end: a consequence that begins late is shorter.
    """
    if tier is not Tier.LOCAL:
        return day
    for election in sorted(elections):
        if election - ELECTION_QUIET <= day <= election:
            day = election + timedelta(days=1)
    return day
