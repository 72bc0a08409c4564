"""The four answers of a screening. Closed."""

from enum import StrEnum


class Band(StrEnum):
    """How near a bidder is to an organization of the register.

    `match` needs an equal strong identifier, with a check digit or something besides, or later a person's decision: no
    name reaches it (S19).
    Both questions are put to a person; neither is a finding about anyone.
    """

    MATCH = "match"
    STRONG = "strong-question"
    WEAK = "weak-question"
    CLEAR = "clear"
