"""What a decision must state before it may be recorded: here, the figure of a category that is about figures."""

from dataclasses import replace
from datetime import date

import pytest
from sample_drafts import draft_named

from goodstanding.adapters.formats.catalogue import load_catalogue
from goodstanding.intake.admission import check_record
from goodstanding.intake.drafts import Draft
from goodstanding.register.authorities import Competence, Statute
from goodstanding.register.catalogue import Measure
from goodstanding.register.figures import Figure, FigureCode
from goodstanding.register.organizations import Organization, OrganizationKind
from goodstanding.register.records import Finality, Reason, Stage, Status
from goodstanding.values.findings import Finding
from goodstanding.values.identifiers import Identifier

CATALOGUE = load_catalogue()
DAY = date(2024, 3, 1)


def findings(category: str, figure: Figure | None) -> list[Finding]:
    """What a published fact of this category about a company lacks."""
    named: Draft = draft_named("Northquay Dredging Ltd")
    stage = Stage(status=Status.FINAL, effective_on=DAY, decided_on=DAY, reason=Reason.PUBLICATION)
    decision = replace(
        named.decision,
        category=category,
        measures=(Measure.PUBLISHED_FACT,),
        decided_on=DAY,
        finality=Finality.OFFICIAL_PUBLICATION,
        figure=figure,
    )
    draft = replace(named, decision=decision, stages=(stage,))
    organization = Organization(
        kind=OrganizationKind.COMPANY, name=draft.name, jurisdiction="XV", reference=Identifier("xv-reg", "C0012345676")
    )
    competence = Competence(
        authority="test",
        authority_name="Test",
        category=category,
        statute=Statute(code="test", title="Test Act", article="1", href=""),
        finality=Finality.OFFICIAL_PUBLICATION.value,
    )
    competences = {("test", category, "test"): competence}
    return check_record(draft, organization, CATALOGUE.category(category), CATALOGUE, competences, DAY)


GRADE = Figure(code=FigureCode.BUYER_GRADE, value=4)
GEARING = Figure(code=FigureCode.NET_GEARING, value=640)


@pytest.mark.parametrize(
    ("category", "figure"),
    [("buyer-performance-grade", GRADE), ("disclosed-ratios", GEARING), ("timely-payment", None)],
)
def test_a_record_states_the_figure_that_its_category_is_about(category: str, figure: Figure | None) -> None:
    assert findings(category, figure) == []


@pytest.mark.parametrize(
    ("category", "figure", "accepted"),
    [
        ("buyer-performance-grade", None, "buyer-grade"),
        ("buyer-performance-grade", GEARING, "buyer-grade"),
        ("disclosed-ratios", None, "liabilities-to-assets, net-gearing"),
        ("disclosed-ratios", GRADE, "liabilities-to-assets, net-gearing"),
        ("timely-payment", GRADE, "no figure"),
    ],
)
def test_it_is_refused_without_one_or_with_another(category: str, figure: Figure | None, accepted: str) -> None:
    [found] = findings(category, figure)
    assert (found.code, found.field) == ("figure-not-of-category", "figure")
    assert found.accepted.startswith(accepted)
