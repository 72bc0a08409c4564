"""Identity: which organization a reference means, on an effective date, known at a tree size.

Merge and split are identity entries like the first: they set a reference to an organization from a date,
and a later one takes it back. Ids are never reused, and old ones keep resolving to what they opened.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """One setting: from `effective_on`, the reference with this keyed digest means this organization.

    `effective_on` None means from the beginning. `seq` is the entry that set it.
    """

    seq: int
    subject: str
    organization: int
    effective_on: date | None = None


def resolve(identities: Iterable[Identity], effective: date) -> dict[str, int]:
    """Subject digest -> index of the organization's opening entry.

    Of the settings in force on the date, the one from the latest date holds; of equal dates, the last entry.
    """
    holding: dict[str, Identity] = {}
    for identity in sorted(identities):
        if identity.effective_on is not None and identity.effective_on > effective:
            continue
        earlier = holding.get(identity.subject)
        if earlier is None or (earlier.effective_on or date.min) <= (identity.effective_on or date.min):
            holding[identity.subject] = identity
    return {subject: identity.organization for subject, identity in holding.items()}
