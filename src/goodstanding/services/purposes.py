"""What a screening is for, and in which role it is made (S7): closed lists, and the matrix of both.

Whoever screens names both, and they stand in the answers and in the receipt. A person's job, home or account is no
purpose, and no role has every purpose: a bank does not screen tenders, and the public does not screen for credit.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from goodstanding.values.errors import AuthorizationError


class Purpose(StrEnum):
    """What a screening may be for. Closed: a person's job, home or account is none of them."""

    TENDER = "tender"
    GRANT = "grant"
    CONTRACT = "contract"
    CREDIT = "credit"
    AUDIT = "audit"
    PUBLIC_INTEREST = "public-interest"


class ScreeningRole(StrEnum):
    """In which role somebody screens. Closed."""

    CONTRACTING_AUTHORITY = "contracting-authority"
    MAIN_CONTRACTOR = "main-contractor"
    GRANT_MAKER = "grant-maker"
    LENDER = "lender"
    AUDITOR = "auditor"
    PUBLIC = "public"


#: The purposes of each role. The first role that has a purpose is the one that is meant where none is named.
MATRIX: Mapping[ScreeningRole, frozenset[Purpose]] = MappingProxyType({
    ScreeningRole.CONTRACTING_AUTHORITY: frozenset({Purpose.TENDER, Purpose.CONTRACT}),
    ScreeningRole.MAIN_CONTRACTOR: frozenset({Purpose.TENDER, Purpose.CONTRACT}),
    ScreeningRole.GRANT_MAKER: frozenset({Purpose.GRANT}),
    ScreeningRole.LENDER: frozenset({Purpose.CREDIT}),
    ScreeningRole.AUDITOR: frozenset({Purpose.AUDIT}),
    ScreeningRole.PUBLIC: frozenset({Purpose.PUBLIC_INTEREST}),
})  # fmt: skip


def role_of(purpose: Purpose, named: ScreeningRole | None) -> ScreeningRole:
    """The role in which somebody screens; AuthorizationError where the one that is named does not have the purpose."""
    allowed = [role for role, purposes in MATRIX.items() if purpose in purposes]
    role = named or allowed[0]
    if role not in allowed:
        raise AuthorizationError(
            f"A screening in the role {role.value} is not for the purpose {purpose.value}.",
            accepted=f"--role {' or '.join(allowed)}",
        )
    return role
