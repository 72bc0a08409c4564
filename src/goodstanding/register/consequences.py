"""The closed catalogue of consequences. None is on a person, none touches a statutory transfer or residents' services.

An adverse one is attached only to a decision taken in a proceeding; a favourable one may follow from a grade.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from goodstanding.register.catalogue import Direction


class ConsequenceKind(StrEnum):
    """Every consequence there is."""

    TENDER_EXCLUSION = "tender-exclusion"
    FUNDING_EXCLUSION = "funding-exclusion"
    RATING_CAPPED = "rating-capped"
    ENHANCED_REVIEW = "enhanced-review"
    PERFORMANCE_BOND = "performance-bond"
    LIGHTER_GUARANTEES = "lighter-guarantees"
    FASTER_PAYMENT = "faster-payment"
    FEWER_DOCUMENTS = "fewer-documents"
    FEWER_ROUTINE_CHECKS = "fewer-routine-checks"


class FavourKind(StrEnum):
    """The consequences that a grade may give: all of them favourable."""

    LIGHTER_GUARANTEES = "lighter-guarantees"
    FASTER_PAYMENT = "faster-payment"
    FEWER_DOCUMENTS = "fewer-documents"
    FEWER_ROUTINE_CHECKS = "fewer-routine-checks"


#: Consequence -> whether it speaks for an organization or against it.
CONSEQUENCE_DIRECTIONS: Mapping[ConsequenceKind, Direction] = MappingProxyType(
    {
        ConsequenceKind.TENDER_EXCLUSION: Direction.ADVERSE,
        ConsequenceKind.FUNDING_EXCLUSION: Direction.ADVERSE,
        ConsequenceKind.RATING_CAPPED: Direction.ADVERSE,
        ConsequenceKind.ENHANCED_REVIEW: Direction.ADVERSE,
        ConsequenceKind.PERFORMANCE_BOND: Direction.ADVERSE,
        ConsequenceKind.LIGHTER_GUARANTEES: Direction.FAVOURABLE,
        ConsequenceKind.FASTER_PAYMENT: Direction.FAVOURABLE,
        ConsequenceKind.FEWER_DOCUMENTS: Direction.FAVOURABLE,
        ConsequenceKind.FEWER_ROUTINE_CHECKS: Direction.FAVOURABLE,
    }
)

#: What each says to a reader.
CONSEQUENCE_WORDS: Mapping[ConsequenceKind, str] = MappingProxyType(
    {
        ConsequenceKind.TENDER_EXCLUSION: "exclusion from tenders",
        ConsequenceKind.FUNDING_EXCLUSION: "exclusion from competitive public funding",
        ConsequenceKind.RATING_CAPPED: "a capped performance rating",
        ConsequenceKind.ENHANCED_REVIEW: "enhanced review",
        ConsequenceKind.PERFORMANCE_BOND: "a performance bond",
        ConsequenceKind.LIGHTER_GUARANTEES: "lighter guarantees",
        ConsequenceKind.FASTER_PAYMENT: "faster payment",
        ConsequenceKind.FEWER_DOCUMENTS: "fewer documents to submit",
        ConsequenceKind.FEWER_ROUTINE_CHECKS: "fewer routine checks",
    }
)
