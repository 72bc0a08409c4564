"""The closed kinds of subject (S1): what an organization is, and that a type has no place for anybody."""

from dataclasses import fields

import pytest

from goodstanding.register.organizations import Organization, OrganizationKind, Tier
from goodstanding.values.errors import MisuseError
from goodstanding.values.identifiers import Identifier

REFERENCE = Identifier("xv-reg", "C0000000137")


def test_a_subject_is_of_one_of_three_kinds() -> None:
    assert {kind.value for kind in OrganizationKind} == {"company", "state-owned-enterprise", "public-body"}


def test_an_organization_says_what_it_is_and_names_nobody() -> None:
    held = {"reference", "name", "kind", "jurisdiction", "tier", "size", "sector", "region"}
    assert {one.name for one in fields(Organization)} == held


@pytest.mark.parametrize("kind", OrganizationKind)
def test_a_public_body_alone_has_a_tier_and_each_has_a_name(kind: OrganizationKind) -> None:
    fitting = Tier.LOCAL if kind is OrganizationKind.PUBLIC_BODY else None
    other = None if kind is OrganizationKind.PUBLIC_BODY else Tier.LOCAL
    for name, tier, is_one in (("Alpha", fitting, True), ("Alpha", other, False), (" ", fitting, False)):
        wanted = {"reference": REFERENCE, "name": name, "kind": kind, "jurisdiction": "XV", "tier": tier}
        if is_one:
            assert Organization(**wanted).kind is kind
        else:
            with pytest.raises(MisuseError):
                Organization(**wanted)
