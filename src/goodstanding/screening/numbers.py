"""Which of an organization's numbers decide."""

from collections.abc import Iterable

from goodstanding.intake.identifiers import SCHEMES, Outcome, canonical_identifier, check_identifier
from goodstanding.values.identifiers import Identifier


def strong_identifiers(identifiers: Iterable[Identifier]) -> frozenset[Identifier]:
    """Of a known scheme, an organization's by that scheme, in one spelling.

    A source's own reference (`wb:...`) is none: no bidder brings it.
    """
    return frozenset(
        canonical_identifier(one)
        for one in identifiers
        if one.scheme in SCHEMES and check_identifier(one).outcome is Outcome.ORGANIZATION
    )
