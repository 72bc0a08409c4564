"""Authorities, and what each is competent to record (S36)."""

from dataclasses import dataclass
from enum import StrEnum

from goodstanding.register.catalogue import Category
from goodstanding.register.records import Finality

_PUBLISHED = Finality.OFFICIAL_PUBLICATION.value


class AuthorityLevel(StrEnum):
    """Where an authority stands in the state; `other` is every authority that a rulebook does not place."""

    NATIONAL = "national"
    REGIONAL = "regional"
    LOCAL = "local"
    OTHER = "other"


class Capacity(StrEnum):
    """As what an authority records: of local bodies courts, audit institutions, payment publications alone (S34)."""

    COURT = "court"
    AUDIT_INSTITUTION = "audit-institution"
    PAYMENT_PUBLICATION = "payment-publication"
    OTHER = "other"


#: Capacities that take independence of whoever decides or makes rules.
INDEPENDENT = frozenset({Capacity.COURT, Capacity.AUDIT_INSTITUTION})


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Statute:
    """A citation: a registered code (`mx-cff-69b`), the article, and where the text stands."""

    code: str
    title: str
    article: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Competence:
    """This authority may record this category under this statute, on this ground of finality.

    An entry of its own in the ledger: a record without an earlier competence entry is refused. `capacity`: of an
    elected local body nothing is recorded in the capacity `other`.
    """

    authority: str
    authority_name: str
    category: str
    statute: Statute
    finality: str
    capacity: Capacity = Capacity.OTHER

    def fits(self, category: Category) -> bool:
        """Whether its capacity is one for the category: who publishes payments states payments, a court decides."""
        if self.capacity is Capacity.PAYMENT_PUBLICATION:
            return category.payments and self.finality == _PUBLISHED
        return self.capacity is not Capacity.COURT or self.finality != _PUBLISHED

    @property
    def may_concern_local_bodies(self) -> bool:
        """Whether records under it may be about elected local bodies (S34)."""
        return self.capacity is not Capacity.OTHER
