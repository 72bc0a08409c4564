"""What the ledger says of one organization as of a tree size: the input of every standing."""

from dataclasses import dataclass

from goodstanding.register.disclosed import HeldDisclosure
from goodstanding.register.holds import Claim
from goodstanding.register.organizations import Organization
from goodstanding.register.records import Record
from goodstanding.values.identifiers import Identifier
from goodstanding.values.withheld import Withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationView:
    """One organization and all its records, presumed and annulled ones included: not a public answer.

    `id` is `o-<index of its opening entry>`; `references` are all that map to it on the effective date; `own_words` are
    those of them that only sources set whose name is their scheme. `records`
    hold what follows from `disclosures` too. `claims` are those of a protected function, oldest first.
    """

    id: str
    organization: Organization | Withheld
    references: tuple[Identifier, ...]
    names: tuple[str, ...]
    records: tuple[Record, ...]
    disclosures: tuple[HeldDisclosure, ...] = ()
    claims: tuple[Claim, ...] = ()
    own_words: frozenset[Identifier] = frozenset()

    @property
    def is_protected(self) -> bool:
        """Whether its claim of protected function was upheld: it is no subject, and on no list."""
        return any(claim.upheld for claim in self.claims)
