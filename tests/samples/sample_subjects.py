"""The organization that a draft names, without asking the gate: for tests of what stands behind it."""

from goodstanding.intake.drafts import Declared, Draft
from goodstanding.register.organizations import Organization, OrganizationKind
from goodstanding.values.identifiers import Identifier

_KINDS = {
    Declared.FIRM: OrganizationKind.COMPANY,
    Declared.UNKNOWN: OrganizationKind.COMPANY,
    Declared.STATE_OWNED: OrganizationKind.STATE_OWNED_ENTERPRISE,
    Declared.PUBLIC_BODY: OrganizationKind.PUBLIC_BODY,
}


def organization_of(draft: Draft, reference: Identifier) -> Organization:
    """The organization under this reference; decides nothing about whether it may be held."""
    return Organization(
        reference=reference,
        name=draft.name,
        kind=_KINDS[draft.declared],
        jurisdiction=draft.country,
        tier=draft.tier,
        size=draft.size,
        sector=draft.sector,
        region=draft.region,
    )
